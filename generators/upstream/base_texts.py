"""What the base says wherever a local may put something of its own: pages, outlines, passages, and pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generators import marks
from generators.model import Handbook, OverrideKind, Page, Place, Seen
from generators.problems import Problems
from generators.upstream.drift_lock import fingerprint

_PASSAGES: dict[str, OverrideKind] = {"example": "example", "slot": "slot"}


@dataclass(frozen=True, slots=True)
class BaseText:
    """One such place of the base, and its ``text``; that of a picture is empty, and ``fingerprint`` is of its file."""

    kind: OverrideKind
    name: str
    place: Place
    text: tuple[str, ...]
    fingerprint: str

    def seen(self, place: Place) -> Seen:
        """What a local that looks now will remember; ``place`` is its ``drift.lock``."""
        return Seen(self.kind, self.name, self.place.file, self.fingerprint, self.text, place)


def base_texts(handbook: Handbook) -> dict[tuple[str, str], BaseText]:
    """Every such place by kind and name. A passage that several pages hold is taken from the first."""
    found: dict[tuple[str, str], BaseText] = {}
    for text in (*_pages(handbook), *_passages(handbook), *_pictures(handbook)):
        found.setdefault((text.kind, text.name), text)
    return found


def _pages(handbook: Handbook) -> Iterator[BaseText]:
    kinds: tuple[tuple[OverrideKind, Mapping[str, Page]], ...]
    kinds = (("page", handbook.pages), ("outline", handbook.outlines))
    for kind, pages in kinds:
        for path, page in pages.items():
            text = _text_of(page)
            yield BaseText(kind, path, page.place, text, fingerprint(text))


def _passages(handbook: Handbook) -> Iterator[BaseText]:
    for page in (*handbook.pages.values(), *handbook.outlines.values()):
        for block in marks.find(page.lines, Problems()):
            if block.kind in _PASSAGES:
                text = trimmed([line.text for line in block.lines])
                yield BaseText(_PASSAGES[block.kind], block.name, block.place, text, fingerprint(text))


def _pictures(handbook: Handbook) -> Iterator[BaseText]:
    for path, file in handbook.assets.items():
        place = Place(f"{handbook.site.docs_dir.name}/{path}", 1)
        yield BaseText("asset", path, place, (), hashlib.sha256(file.read_bytes()).hexdigest())


def _text_of(page: Page) -> tuple[str, ...]:
    """Front matter, a blank line, and the lines as written, marks and variables and all."""
    meta = [
        f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}" for key, value in page.meta.items()
    ]
    body = trimmed([line.text for line in page.lines])
    return (*meta, "", *body) if meta else body


def trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """``lines`` without blank ones at their ends, and none with blanks at its end."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return tuple(line.rstrip() for line in lines[full[0] : full[-1] + 1]) if full else ()
