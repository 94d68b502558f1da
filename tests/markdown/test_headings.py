"""Plain headings give their anchors away; a page is rendered for the others only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample import html_of

from generators.markdown.dialect import Dialect, parse, plain_anchor, plain_anchors
from generators.model import Extension, Heading, Line, Place

ID = re.compile(r'\bid="([^"]+)"')


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(row, Place("page.md", number)) for number, row in enumerate(text.splitlines(), 1))


def test_a_heading_of_plain_words_is_known_by_its_words() -> None:
    known = plain_anchors(lines("# A title\n\n## What is it, then?\n"), Dialect(()))
    assert sorted(known) == ["a-title", "what-is-it-then"]


@pytest.mark.parametrize(
    "text",
    [
        "## An *odd* one",
        "## Named {#otherwise}",
        "## A & B",
        "## `code`",
        "## It's",
        "## An _odd_ one",
        "```\n## Not one\n```",
        "## A (c) b",
        "## A :b: c",
    ],
)
def test_what_an_extension_could_change_is_left_to_the_rendering(text: str) -> None:
    assert list(plain_anchors(lines(text), Dialect(()))) == []


@pytest.mark.parametrize("option", ["slugify", "separator"])
def test_nothing_is_certain_where_anchors_are_made_in_another_way(option: str) -> None:
    for name in ("toc", "markdown.extensions.toc"):
        assert list(plain_anchors(lines("## Words"), Dialect((Extension(name, {option: "_"}),)))) == []


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("Cafe & more", "cafe-more"),
        ("Café crème", "cafe-creme"),
        ("Straße 7", "straße-7"),
        ("Łódź", "łodz"),
        ("Йорданка и правила", "йорданка-и-правила"),
        ("حقوق الأعضاء", "حقوق-الأعضاء"),
        ("זכויות", "זכויות"),
        ("成员的权利", "成员的权利"),
        ("สิทธิของสมาชิก", "สิทธิของสมาชิก"),
        ("सदस्यों के अधिकार", "सदस्यों-के-अधिकार"),
        ("What -- now?", "what-now"),
    ],
)
def test_a_heading_has_an_anchor_that_can_be_read_in_any_script(
    words: str, anchor: str, kit_extensions: tuple[Extension, ...]
) -> None:
    dialect = Dialect(kit_extensions)
    assert ID.findall(html_of(lines(f"## {words}"), dialect)) == [anchor]
    assert set(plain_anchors(lines(f"## {words}"), dialect)) <= {anchor}


def test_a_blank_that_never_breaks_parts_a_heading_from_its_sign(kit_extensions: tuple[Extension, ...]) -> None:
    assert ID.findall(html_of(lines("##\u00a0Our year"), Dialect(kit_extensions))) == ["our-year"]


def test_headings_of_the_same_words_are_told_apart_by_those_above(kit_extensions: tuple[Extension, ...]) -> None:
    def anchors(text: str) -> list[str]:
        return ID.findall(html_of(lines(text), Dialect(kit_extensions)))

    page = "# P\n\n## Pay\n\n### Notes\n\n## Leave\n\n### Notes\n\n## Hours\n\n### Notes\n"
    assert anchors(page) == ["p", "pay", "notes", "leave", "leave-notes", "hours", "hours-notes"]
    longer = page.replace("## Leave", "## Health\n\n### Notes\n\n## Leave")
    assert [name for name in anchors(longer) if "health" not in name] == anchors(page)
    assert anchors("## A\n\n### N\n\n### N\n\n### N {#n_1}\n\n### N") == ["a", "n", "a-n", "n_1", "a-n_1"]


def test_the_page_of_another_handbook_keeps_its_anchors() -> None:
    other = Dialect((Extension("attr_list"),))
    assert ID.findall(html_of(lines("## Now\n\n## Now\n\n## Правила"), other)) == ["now", "now_1", "_1"]


def test_every_page_of_the_kit_has_the_anchors_that_are_certain(
    root: Path, kit_extensions: tuple[Extension, ...]
) -> None:
    for page in (root / "content").rglob("*.md"):
        text = lines(page.read_text(encoding="utf-8").partition("\n---\n")[2])
        anchors = set(plain_anchors(text, Dialect(kit_extensions)))
        assert anchors <= set(ID.findall(html_of(text, Dialect(kit_extensions)))), page


@pytest.mark.parametrize("words", ["Pay", "What is it, then?", "Named {#so}", "Łódź 7", "_So_ it is", "a_b_c", "?"])
@pytest.mark.parametrize("kind", ["own", "another's"])
def test_a_heading_whose_anchor_is_certain_has_it_when_it_is_read(
    words: str, kind: str, kit_extensions: tuple[Extension, ...]
) -> None:
    dialect = Dialect(kit_extensions if kind == "own" else (Extension("attr_list"),))
    (heading,) = parse(lines(f"## {words}"), dialect)
    assert isinstance(heading, Heading)
    certain = plain_anchor(f"## {words}", dialect)
    assert certain in ("", heading.anchor)
    assert bool(certain) == ("_" not in words and words != "?")
