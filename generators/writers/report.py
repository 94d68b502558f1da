"""Writes ``report.json`` and ``report.html``: what a kit was built from, what its local changed, and what was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import jinja2

from generators.brand.palette import Palette, palette
from generators.model import Handbook, Kit, Override, Place
from generators.model.problems import Problem
from generators.reading import files
from generators.reading.source import BASE, PACK_FILES, PACK_FOLDERS, SETTINGS_FILE, shown_path
from generators.resolving.overrides import Drift, find_drift, word_for
from generators.resolving.text_changes import Change, changes

TEMPLATE = "report.html.jinja"
LONGEST = 60
"""Lines of a local's own text beside what the base changed."""

STATES = {
    "changed": "The base has changed",
    "gone": "The base no longer has it",
}
KINDS = {
    "page": "Page",
    "outline": "Deck outline",
    "new page": "New page",
    "new outline": "New deck",
    "example": "Example",
    "slot": "Slot",
    "asset": "Picture",
    "setting": "Setting",
}
FOLDERS = (
    ("site/downloads/decks/", "Decks"),
    ("site/downloads/forms/", "Forms"),
    ("site/downloads/guides/", "Teaching guides"),
    ("", "Website"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One override that needs a look, as the page shows it."""

    state: str
    title: str
    at: str
    over: str
    now: str
    changes: tuple[Change, ...]
    own: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind that were made, and how large they are together."""

    title: str
    files: tuple[tuple[str, str], ...]
    size: str


def report_page(kit: Kit, facts: Mapping[str, Any], drift: Sequence[Drift], sizes: Mapping[str, int]) -> str:
    """The page of ``facts``, which are those of ``report.json``; ``drift`` gives it the texts.

    ``sizes`` are those of the files that were made, in bytes, by path.
    """
    folder = kit.local.place.file.rpartition("/")[0]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE).render(
        facts=facts,
        in_pack=lambda place: place.removeprefix(f"{folder}/").removesuffix(":1"),
        kinds=KINDS,
        colors=_colors(palette(kit.local.brand)),
        counts=_counts(kit, facts),
        looks=[_look(one) for one in drift if one.state != "unrecorded"],
        unrecorded=sum(one.state == "unrecorded" for one in drift),
        groups=list(_groups(sizes)),
        union=kit.local.variables.get("local", {}).get("union", ""),
    )


def _colors(colors: Palette) -> Mapping[str, str]:
    names = ("primary", "accent", "primary_deep", "primary_text", "primary_night", "accent_shape", "tint", "ink")
    return {name: cast(str, getattr(colors, name)) for name in (*names, "night", "night_surface", "night_ink")}


def _counts(kit: Kit, facts: Mapping[str, Any]) -> Sequence[tuple[int, str]]:
    words = (
        (len(kit.pages), "page", "pages"),
        (len(kit.decks), "deck", "decks"),
        (len(kit.forms), "form", "forms"),
        (len(facts["overrides"]), "override", "overrides"),
        (len(facts["added"]), "addition", "additions"),
        (len(facts["warnings"]), "warning", "warnings"),
    )
    return [(number, one if number == 1 else many) for number, one, many in words]


def _look(drift: Drift) -> Look:
    return Look(
        state=STATES[drift.state],
        title=f"{word_for(drift.kind).capitalize()} “{drift.name}”",
        at=f"{drift.place.file}:{drift.place.line}",
        over=f"{drift.base.file}:{drift.base.line}" if drift.base else "",
        now=drift.now,
        changes=changes(drift.before, drift.after) if drift.state == "changed" else (),
        own=drift.own[:LONGEST],
        left=max(0, len(drift.own) - LONGEST),
    )


def _groups(sizes: Mapping[str, int]) -> Iterator[Group]:
    """What was made, by kind; of the website's many files the pages alone are named."""
    left = dict(sizes)
    for folder, title in FOLDERS:
        inside = {path: left.pop(path) for path in sorted(left) if path.startswith(folder)}
        if inside:
            named = [path for path in inside if folder or path.endswith(".html")]
            yield Group(title, tuple((path, _size(inside[path])) for path in named), _size(sum(inside.values())))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


FILE_NAME = "report.json"
PAGE_NAME = "report.html"
Facts = dict[str, object]


def write_report(handbook: Handbook, kit: Kit, warnings: Sequence[Problem], into: Path) -> None:
    """Writes both reports of the outputs that stand in ``into``; the same build gives the same bytes."""
    drift = find_drift(handbook, kit.local) if kit.local.slug != BASE else ()
    outputs = {
        path.relative_to(into).as_posix(): path
        for path in sorted(into.rglob("*"))
        if path.is_file() and path not in (into / FILE_NAME, into / PAGE_NAME)
    }
    facts = _facts(handbook, kit, drift, warnings, outputs)
    sizes = {shown: path.stat().st_size for shown, path in outputs.items()}
    (into / FILE_NAME).write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    (into / PAGE_NAME).write_text(report_page(kit, facts, drift, sizes), "utf-8", newline="\n")


def _facts(
    handbook: Handbook, kit: Kit, drift: Sequence[Drift], warnings: Sequence[Problem], outputs: Mapping[str, Path]
) -> Facts:
    own = [override for override in kit.overrides if override.kind != "setting"]
    return {
        "local": kit.local.slug,
        "name": kit.local.brand.name,
        "edition": kit.edition,
        "overrides": [_override(override) for override in own if override.target],
        "added": [_override(override) for override in own if not override.target],
        "settings": [_override(override) for override in kit.overrides if override.kind == "setting"],
        "drift": [_drift(one) for one in drift],
        "contrast": [
            {
                "role": move.role,
                "given": move.given,
                "used": move.used,
                "ground": move.ground,
                "ratio_before": round(move.ratio_before, 2),
                "ratio_after": round(move.ratio_after, 2),
            }
            for move in palette(kit.local.brand).moves
        ],
        "warnings": [_warning(problem) for problem in warnings],
        "sources": {shown: _digest(file) for shown, file in sorted(_sources(handbook, kit))},
        "outputs": {shown: _digest(path) for shown, path in outputs.items()},
    }


def _warning(problem: Problem) -> Facts:
    hint = "; ".join(problem.hints)
    return {"at": _written(problem.place), "code": problem.code, "message": problem.message, "hint": hint}


def _override(override: Override) -> Facts:
    over = _written(override.target) if override.target else None
    return {"kind": override.kind, "name": override.name, "at": _written(override.place), "over": over}


def _drift(drift: Drift) -> Facts:
    over = _written(drift.base) if drift.base else None
    at = _written(drift.place)
    return {"kind": drift.kind, "name": drift.name, "at": at, "over": over, "state": drift.state, "now": drift.now}


def _sources(handbook: Handbook, kit: Kit) -> Iterator[tuple[str, Path]]:
    """Each file that the kit was made from, with its name in messages: the base's that it took, all of the pack's."""
    root = handbook.root
    replaced = {override.name for override in kit.overrides if override.target}
    yield handbook.site.file.name, handbook.site.file
    settings = root / "overrides" / SETTINGS_FILE
    if settings.is_file():
        yield shown_path(settings, root), settings
    for path, page in (*handbook.pages.items(), *handbook.outlines.items()):
        if path not in replaced:
            yield page.place.file, root / page.place.file
    for path, file in handbook.assets.items():
        if path not in replaced:
            yield shown_path(file, root), file
    if kit.local.slug != BASE:
        folder = shown_path(kit.local.root, root)
        for path, file in files.tree(kit.local.root).items():
            if path in PACK_FILES or path.partition("/")[0] in PACK_FOLDERS:
                yield f"{folder}/{path}", file


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _written(place: Place) -> str:
    return f"{place.file}:{place.line}"
