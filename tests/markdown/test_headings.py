"""Plain headings give their anchors away; a page is rendered for the others only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample import html_of

from generators.markdown.dialect import Dialect, plain_anchors
from generators.model import Extension, Line, Place

ID = re.compile(r'\bid="([^"]+)"')


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(row, Place("page.md", number)) for number, row in enumerate(text.splitlines(), 1))


def test_a_heading_of_plain_words_is_known_by_its_words() -> None:
    assert list(plain_anchors(lines("# A title\n\n## What is it, then?\n"), ())) == ["a-title", "what-is-it-then"]


@pytest.mark.parametrize(
    "text", ["## An *odd* one", "## Named {#otherwise}", "## A & B", "## `code`", "## It's", "```\n## Not one\n```"]
)
def test_what_an_extension_could_change_is_left_to_the_rendering(text: str) -> None:
    assert list(plain_anchors(lines(text), ())) == []


@pytest.mark.parametrize("option", ["slugify", "separator"])
def test_nothing_is_certain_where_anchors_are_made_in_another_way(option: str) -> None:
    for name in ("toc", "markdown.extensions.toc"):
        assert list(plain_anchors(lines("## Words"), (Extension(name, {option: "_"}),))) == []


def test_every_page_of_the_kit_has_the_anchors_that_are_certain(
    root: Path, kit_extensions: tuple[Extension, ...]
) -> None:
    for page in (root / "content").rglob("*.md"):
        text = lines(page.read_text(encoding="utf-8").partition("\n---\n")[2])
        anchors = set(plain_anchors(text, kit_extensions))
        assert anchors <= set(ID.findall(html_of(text, Dialect(kit_extensions)))), page
