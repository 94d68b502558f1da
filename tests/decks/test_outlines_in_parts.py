"""An outline is read from heading to heading, where nobody can tell by what is read."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from markdown_samples import lines

from generators.decks.teaching import sources
from generators.decks.teaching.sources import SlideSource, parts
from generators.model import Lines, Place
from generators.model.problems import Problem, Problems
from generators.model.remembered import forget_unused

PARTS = (
    "Words of the cover.",
    "# Section",
    "## Slide {minutes=5}\n\nWords.\n\n<!-- notes -->\n\nSay so.\n\n<!-- /notes -->",
    "## Slide\n\n<!-- notes -->\n\n## Said\n\nWords.\n\n<!-- /notes -->",
    "## Open\n\n<!-- notes -->\n\nWords.",
    "<!-- /notes -->",
    "### Small\n\nWords.",
    "#### {layout=title}",
    "<!-- use: handbook/a.md#one -->",
    "<!-- use: handbook/a.md#two {minutes=3} -->\n\nWords.",
    "<!-- use: handbook/a.md -->",
    "## Taken\n\n<!-- use: handbook/a.md#three notes -->",
    "Underlined\n==========\n\nWords.\n\nTwice\n---",
    "```\n\n## Code\n\n```",
    "<!--\n\n## Comment\n\n-->",
    "- item\n\n    ## Indented",
    "## Attributes {minuts=5 layout = quote}",
    "## Right above\n## Right below",
    "<!-- example: a -->\n\n## Within\n\nWords.\n\n<!-- /example -->",
    "<!-- Notes --> said <!-- /Notes -->",
    "##",
    "## <!-- no end",
)


def texts() -> Iterator[str]:
    chance = random.Random(15)
    yield from PARTS
    yield from ("\n\n".join(chance.sample(PARTS, count)) for count in (2, 3, 4, 6, 9) for _ in range(40))
    yield from ("\n".join(chance.sample(PARTS, 3)) for _ in range(40))
    yield ""


def read(text: str) -> tuple[tuple[SlideSource, ...], list[Problem]]:
    for _ in range(3):
        forget_unused()
    problems = Problems()
    return parts(lines(text), Place("slides/a.md", 1), problems), problems.found


def test_an_outline_that_is_read_in_parts_is_what_it_is_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    in_parts = [read(text) for text in texts()]
    monkeypatch.setattr(sources, "from_heading_to_heading", lambda lines, _: (lines,))
    for text, made in zip(texts(), in_parts, strict=True):
        assert made == read(text), text


def test_what_another_local_says_in_one_part_leaves_the_others_as_they_are() -> None:
    start, problems = Place("slides/a.md", 1), Problems()
    outline = lines("Of Ann.\n\n## A slide\n\nWords.\n\n## Another")
    (_, *slides) = parts(outline, start, problems)
    other: Lines = (*lines("Of Bo."), *outline[1:])
    cover, *others = parts(other, start, problems)
    assert "Of Bo." in str(cover.segments)
    assert all(one is another for one, another in zip(slides, others, strict=True))
