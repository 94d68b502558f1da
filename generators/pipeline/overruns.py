"""Says what used up the time or the memory of a process that worked on a pack, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from generators.model import Place
from generators.model.current_work import Stage
from generators.model.problems import Problem
from generators.pipeline.bounded_process import ProcessEnded

_MEANWHILE: Mapping[Stage, str] = {
    "": "it was begun",
    "reading": "it was read",
    "resolving": "it was put together with the base",
    "checking": "it was checked",
    "site": "the website was made",
    "decks": "the decks were made",
    "forms": "the forms were made",
    "guides": "the guides were made",
}

_DRAWING = "make this drawing simpler (no masks, patterns, or copies within copies), or export it as PNG"
_PICTURE = "save this picture smaller: 2,000 pixels on the longer side are enough for any page"
_TEMPLATE = "take slide masters and pictures that no deck uses out of this template (View > Slide Master)"
_CURES: Mapping[str, str] = {".svg": _DRAWING, ".pptx": _TEMPLATE, ".potx": _TEMPLATE} | dict.fromkeys(
    (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".avif", ".tif", ".tiff", ".bmp"), _PICTURE
)
_SHORTER = "look for drawings (SVG) with masks or patterns, and for very long lists, tables, or paragraphs"
_LESS = "make them simpler, or leave them out"


def drawings_of(pack: Path) -> tuple[str, ...]:
    """Some of the drawings in ``pack``, by path: small files that can take more time than any other."""
    found = (file.relative_to(pack).as_posix() for file in (pack / "assets").rglob("*.svg"))
    return tuple(sorted(islice(found, _NAMED)))


def overrun(ended: ProcessEnded, shown: str, drawings: Sequence[str] = ()) -> Problem:
    """Why the process that worked on the pack in the folder ``shown`` was ended: what it was at, and what to do.

    ``drawings`` are what to look at where the file that was being made is the base's.
    """
    file = ended.work.file
    own = file.startswith(f"{shown}/")
    place = Place(file if own else f"{shown}/local.yml", 1)
    meanwhile = f"while {_MEANWHILE.get(ended.work.stage, _MEANWHILE[''])}"
    at = f", at {file}" if file and not own else ""
    cure = _CURES.get(PurePosixPath(file).suffix.lower(), "") if own else ""
    first = f"look first at the pack's drawings: {', '.join(drawings)}" if drawings and not own else ""
    hints = (cure,) if cure else tuple(filter(None, (first, _SHORTER, _LESS)))
    what = "this file" if own else "the pack"
    if ended.reason == "time":
        message = f"{what} takes more time than a pack may: {ended.allowance.seconds:g} seconds of the processor's"
        return Problem("pack-too-slow", place, f"{message} were used up {meanwhile}{at}", hints)
    if ended.reason == "memory":
        message = f"{what} takes more memory than a pack may: {ended.allowance.memory // 1_000_000:,} MB"
        return Problem("pack-needs-memory", place, f"{message} were used up {meanwhile}{at}", hints)
    message = f"the process that worked on the pack broke down {meanwhile}{at}"
    return Problem("pack-process-ended", place, message, (*hints, _AGAIN))


_NAMED = 3

_AGAIN = "if it happens to other packs, too, this computer may have too little memory"
