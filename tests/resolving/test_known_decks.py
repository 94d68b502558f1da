"""A deck is read once for as long as its outline and what it takes from pages are the same."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sample import DIALECT, lines

from generators.model import Deck, Outline, OutlineFrontMatter, Page, Place
from generators.model.problems import Problems, RefusedInput
from generators.model.replacing import replace
from generators.reading.expansion import Expansion
from generators.resolving.known_decks import deck_of

OUTLINE = Outline(
    "talk.md",
    "en",
    lines("# Welcome\n\n## What it is\n\n<!-- use: kinds.md#kinds -->\n"),
    OutlineFrontMatter(title="A talk"),
    Place("slides/talk.md", 1),
)
PAGES = {"kinds.md": Page("kinds.md", "en", lines("## Kinds\n\nMany.\n")), "other.md": Page("other.md", "en", ())}


def read(pages: Mapping[str, Page], expansion: Expansion | None = None) -> tuple[Deck, Problems]:
    problems = Problems()
    return deck_of(OUTLINE, pages, DIALECT, problems, expansion or Expansion()), problems


def test_it_is_the_very_same_with_the_same_complaints_when_another_page_has_changed() -> None:
    deck, problems = read(PAGES)
    again, said = read({**PAGES, "other.md": Page("other.md", "en", lines("New"))})
    assert again is deck
    assert problems.found
    assert said.found == problems.found


def test_it_is_read_again_when_a_page_that_it_takes_from_has_changed() -> None:
    deck, _ = read(PAGES)
    again, _ = read({**PAGES, "kinds.md": replace(PAGES["kinds.md"], lines=lines("## Kinds\n\nFew.\n"))})
    assert again != deck


def test_a_page_that_was_missing_is_found_when_it_comes() -> None:
    _, problems = read({})
    assert [problem.code for problem in problems.found if problem.severity == "error"] == ["use-missing-page"]
    _, problems = read(PAGES)
    assert not problems.errors


def test_what_it_takes_is_counted_each_time() -> None:
    first, second = Expansion(), Expansion()
    read(PAGES, first)
    read(PAGES, second)
    assert first.characters == second.characters > 0
    with pytest.raises(RefusedInput):
        read(PAGES, Expansion(most=1))
