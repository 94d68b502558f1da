"""Reads outlines as decks, each once for as long as it and the pages that it takes passages from are the same."""

from __future__ import annotations

from collections.abc import Mapping

from generators.decks.teaching.outline import read_deck
from generators.markdown.dialect import Dialect
from generators.model import Deck, Outline, Page
from generators.model.current_work import working_on
from generators.model.problems import Problems
from generators.model.remembered import remembered
from generators.reading.expansion import Expansion
from generators.resolving.readings import Held


def deck_of(
    outline: Outline, pages: Mapping[str, Page], dialect: Dialect, problems: Problems, expansion: Expansion
) -> Deck:
    """The deck of one outline, and what is wrong with it (``read_deck``).

    Raises:
        RefusedInput: what it takes from the pages is more than ``expansion`` allows.
    """

    def read(asked: Mapping[str, Page], found: Problems, noted: Expansion) -> Deck:
        return read_deck(outline, asked, dialect, found, noted)

    with working_on(outline.place.file):
        return _held(outline, dialect).read(pages, problems, expansion, read)


@remembered
def _held(_outline: Outline, _dialect: Dialect) -> Held[Deck]:
    return Held()
