"""Remembers what was read of a text that takes parts of pages, for as long as these pages are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

from msgspec import Struct, field

from generators.model import Lines, Page, Place
from generators.model.problems import Problem, Problems
from generators.reading.expansion import Expansion

Made = TypeVar("Made")

Read = Callable[[Mapping[str, Page], Problems, Expansion], Made]
"""Reads a text with the pages by path, says what is wrong, and counts what it takes from them."""


class _Reading(Struct, Generic[Made], frozen=True):
    """What was ``made``, with the pages that were ``asked`` for, and what was put in at which places (``uses``)."""

    made: Made
    problems: tuple[Problem, ...]
    asked: Mapping[str, Page | None]
    uses: tuple[tuple[Lines, Place], ...]

    def is_of(self, pages: Mapping[str, Page]) -> bool:
        """Whether the same would be made among ``pages``."""
        return all(page and pages.get(path) is page for path, page in self.asked.items())


class Held(Struct, Generic[Made]):
    """Where the last reading of one text is kept."""

    reading: _Reading[Made] | None = None

    def read(self, pages: Mapping[str, Page], problems: Problems, expansion: Expansion, read: Read[Made]) -> Made:
        """What ``read`` makes of the text, with its ``problems``; the very same as last time, if it would be equal.

        Raises:
            RefusedInput: what the text takes from the pages is more than ``expansion`` allows.
        """
        held = self.reading
        if held is None or not held.is_of(pages):
            asked, noted, found = _Asked(pages), _Noted(expansion.most, inner=expansion), Problems()
            made = read(asked, found, noted)
            held = self.reading = _Reading(made, tuple(found.found), asked.asked, tuple(noted.uses))
        else:
            for lines, place in held.uses:
                expansion.add_lines(lines, place)
        problems.extend(held.problems)
        return held.made


class _Asked(Mapping[str, Page]):
    """Pages by path, and those that somebody asked for. One that is not there may be named by any of the others."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages
        self.asked: dict[str, Page | None] = {}

    def __getitem__(self, path: str) -> Page:
        self.asked[path] = self._pages.get(path)
        return self._pages[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


class _Noted(Expansion):
    """Has ``inner`` count, and notes what."""

    inner: Expansion = field(default_factory=Expansion)
    uses: list[tuple[Lines, Place]] = field(default_factory=list)

    def add_lines(self, lines: Lines, place: Place) -> None:
        """Counts ``lines``, as its ``inner`` one does."""
        self.uses.append((lines, place))
        self.inner.add_lines(lines, place)
