"""Reads outlines as decks, each once for as long as it and the pages that it takes passages from are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generators.decks.teaching.outline import read_deck
from generators.markdown.dialect import Dialect
from generators.model import Deck, Lines, Outline, Page, Place
from generators.model.current_work import working_on
from generators.model.problems import Problem, Problems
from generators.model.remembered import remembered
from generators.reading.expansion import Expansion


def deck_of(
    outline: Outline, pages: Mapping[str, Page], dialect: Dialect, problems: Problems, expansion: Expansion
) -> Deck:
    """The deck of one outline, and what is wrong with it (``read_deck``).

    Raises:
        RefusedInput: what it takes from the pages is more than ``expansion`` allows.
    """
    with working_on(outline.place.file):
        held = _held(outline, dialect)
        if held.reading is None or not held.reading.is_of(pages):
            held.reading = _read(outline, pages, dialect, expansion)
        else:
            for lines, place in held.reading.uses:
                expansion.add_lines(lines, place)
    problems.extend(held.reading.problems)
    return held.reading.deck


@dataclass(frozen=True, slots=True)
class _Reading:
    """A deck as it was read, with the pages that were ``asked`` for, and what was put in at which places (``uses``)."""

    deck: Deck
    problems: tuple[Problem, ...]
    asked: Mapping[str, Page | None]
    uses: tuple[tuple[Lines, Place], ...]

    def is_of(self, pages: Mapping[str, Page]) -> bool:
        """Whether it would be read as the same among ``pages``."""
        return all(page and pages.get(path) is page for path, page in self.asked.items())


@dataclass(slots=True)
class _Held:
    reading: _Reading | None = None


@remembered
def _held(_outline: Outline, _dialect: Dialect) -> _Held:
    return _Held()


def _read(outline: Outline, pages: Mapping[str, Page], dialect: Dialect, expansion: Expansion) -> _Reading:
    asked, noted, problems = _Asked(pages), _Noted(expansion.most, inner=expansion), Problems()
    deck = read_deck(outline, asked, dialect, problems, noted)
    return _Reading(deck, tuple(problems.found), asked.asked, tuple(noted.uses))


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


@dataclass(slots=True)
class _Noted(Expansion):
    """Has ``inner`` count, and notes what."""

    inner: Expansion = field(default_factory=Expansion)
    uses: list[tuple[Lines, Place]] = field(default_factory=list)

    def add_lines(self, lines: Lines, place: Place) -> None:
        """Counts ``lines``, as its ``inner`` one does."""
        self.uses.append((lines, place))
        self.inner.add_lines(lines, place)
