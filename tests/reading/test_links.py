"""Links are found as Python-Markdown finds them, wherever their lines break."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from link_samples import AWAY, FOLLOWED
from sample import DIALECT, grows_in_step, html_of, lines

from generators.markdown.dialect import Dialect, html_with_lines
from generators.markdown.origin import Origin
from generators.markdown.tree import body_of
from generators.model import Extension, Line, Lines, Place
from generators.reading.links import Link, followed, links_of


def found(text: str) -> list[Link]:
    return list(links_of(lines(text)))


def targets(text: str) -> list[str]:
    return [link.target for link in found(text)]


def rendered(text: str) -> list[str]:
    return re.findall(r'(?:href|src)="([^"]*)"', html_of(lines(text)))


def rendered_lines(shown: Lines, dialect: Dialect) -> list[tuple[int, str]]:
    """The line of each address in the HTML."""
    origin = Origin("", tuple(line.place for line in shown))
    elements = body_of(html_with_lines(shown, dialect)).iter("a", "img")
    return sorted(
        (origin.attribute_place(element).line, element.get("href") or element.get("src") or "") for element in elements
    )


def test_a_link_has_words_a_target_and_a_line() -> None:
    assert found("a\n\nb [Ask *us*](roles.md#ask) c") == [
        Link("roles.md#ask", "Ask *us*", is_picture=False, attributes="", place=Place("x.md", 3))
    ]


def test_a_picture_has_words_and_attributes() -> None:
    assert found('![A circle](a.svg "Six"){ .decorative }') == [
        Link("a.svg", "A circle", is_picture=True, attributes="{ .decorative }", place=Place("x.md", 1))
    ]


def test_only_an_exclamation_mark_that_is_not_escaped_makes_a_picture() -> None:
    text = r"a![b](c.png) \![d](e.md) !\[f](g.md) ! [h](i.md) \\![j](k.png)"
    assert [(link.target, link.is_picture) for link in found(text)] == [
        ("c.png", True),
        ("e.md", False),
        ("i.md", False),
        ("k.png", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[a](b.md)",
        "[a](<b.md>)",
        "[a](<b c.md>)",
        "[a](b.md 'T')",
        '[a]( b.md "T (with) parentheses)" )',
        "[a](b_(c).md)",
        "[a [b] c](d.md)",
        "[a](b.md)[c](d.md)",
        "[a\nb](c.md)",
        "[a](b.md\n'T')",
        "- [a](b.md)\n- [ ] [c](d.md)",
        "> [a](b.md)",
        "| a |\n| - |\n| [b](c.md) |",
        "**[a](b.md)**",
        "[a `]` b](c.md)",
        "[`a`](b.md)",
        "\\![a](b.md)",
        "# [a](b.md)",
        "[a](b.md#c?d=e&f)",
    ],
)
def test_targets_are_those_of_the_page(text: str) -> None:
    assert targets(text) == [target.replace("&amp;", "&") for target in rendered(text)]
    assert targets(text)


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b.md)`",
        "```\n[a](b.md)\n```",
        "``a\n[b](c.md)``",
        "<!--\n[a](b.md)\n-->",
        r"\[a](b.md)",
        r"[a\](b.md)",
        "a](b.md)",
        "[a] (b.md)",
        "[a](b.md",
        "[a\n\nb](c.md)",
        "[a\n```\nx\n```\nb](c.md)",
    ],
)
def test_what_is_no_link_on_the_page_is_none(text: str) -> None:
    assert targets(text) == rendered(text) == []


def test_a_picture_in_a_link_comes_first() -> None:
    assert [(link.target, link.is_picture) for link in found("[![a](b.png)](c.md)")] == [
        ("b.png", True),
        ("c.md", False),
    ]


def test_definitions_of_references_are_links_and_footnotes_are_none() -> None:
    assert targets("[a][1] [^2]\n\n[1]: b.md 'T'\n[c]: <d.md>\n[^2]: e.md") == ["b.md", "d.md"]


def test_character_references_are_read() -> None:
    assert targets("[a](https://a.example/?b=1&amp;c=2)") == ["https://a.example/?b=1&c=2"]


def test_the_line_is_that_of_the_target() -> None:
    assert [link.place.line for link in found("one [a\nb\nc](d.md) two\n[e](f.md)")] == [3, 4]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "[" * size + "](",
        lambda size: "](" * size,
        lambda size: "[a](" * size,
        lambda size: "![" * size + "](a",
        lambda size: "[a](()" * size,
    ],
)
def test_the_time_for_a_hostile_text_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    assert grows_in_step(lambda size: found(text(size)), 100_000)


@pytest.mark.parametrize("folder", ["content", "overrides", "slides", "tests/kit"])
def test_a_link_is_on_the_line_on_which_the_tree_has_it(
    folder: str, root: Path, kit_extensions: tuple[Extension, ...]
) -> None:
    for file in (root / folder).rglob("*.md"):
        text = file.read_text("utf-8").split("\n")
        shown = tuple(Line(line, Place(file.name, number)) for number, line in enumerate(text, 1))
        links = sorted((link.place.line, link.target) for link in links_of(shown))
        assert links == rendered_lines(shown, Dialect(kit_extensions)), file


def test_the_line_of_a_link_is_that_of_its_address() -> None:
    shown = lines("a [b\nc](d.md) ![e\n\tf\ng](h.svg 'i\nj') [k](l.md)\n[m\n![n](o.svg)](p.md)")
    assert sorted((link.place.line, link.target) for link in links_of(shown)) == rendered_lines(shown, DIALECT)


@pytest.mark.parametrize(("url", "written", "path", "anchor"), FOLLOWED)
def test_an_address_is_followed_as_a_browser_does(url: str, written: str, path: str, anchor: str) -> None:
    there = followed(written, url)
    assert there is not None
    assert (there.path, there.anchor) == (path, anchor)


@pytest.mark.parametrize("written", AWAY)
def test_what_leads_away_from_the_site_is_not_followed(written: str) -> None:
    assert followed(written, "a/b.html") is None
