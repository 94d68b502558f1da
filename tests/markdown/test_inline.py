"""Runs of text keep their words, lose their outer space, and lead where their author meant."""

from __future__ import annotations

from typing import cast

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.markdown.origin import Origin
from generators.markdown.runs import image_of, inline_of, pictures_in, plain, resolved, trimmed
from generators.model import Image, Inline, Span


def element(source: str) -> HtmlElement:
    return cast(HtmlElement, lxml_html.fragment_fromstring(source))


def runs(source: str) -> Inline:
    return trimmed(inline_of(element(f"<div>{source}</div>"), Origin("handbook")))


def test_styles_nest_and_end() -> None:
    assert runs("a <b>b <i>c <code>d</code></i></b> e") == (
        Span("a "),
        Span("b ", strong=True),
        Span("c ", strong=True, emphasis=True),
        Span("d", strong=True, emphasis=True, code=True),
        Span(" e"),
    )


@pytest.mark.parametrize(
    ("tag", "style"),
    [
        ("strong", Span("a", strong=True)),
        ("em", Span("a", emphasis=True)),
        ("cite", Span("a", emphasis=True)),
        ("kbd", Span("a", code=True)),
        ("span", Span("a")),
        ("mark", Span("a", strong=True)),
        ("u", Span("a", emphasis=True)),
        ("del", Span("a", struck=True)),
        ("s", Span("a", struck=True)),
        ("sup", Span("a")),
    ],
)
def test_what_a_tag_means_for_its_text(tag: str, style: Span) -> None:
    assert runs(f"<{tag}>a</{tag}>") == (style,)


def test_a_link_is_a_style_of_its_text() -> None:
    assert runs('<a href="b.md">a <b>c</b></a> d <a>e</a>') == (
        Span("a ", href="handbook/b.md"),
        Span("c", strong=True, href="handbook/b.md"),
        Span(" d e"),
    )


def test_a_line_break_is_forced_and_line_ends_are_spaces() -> None:
    assert runs("a\n  b<br>c") == (Span("a b"), Span("\n"), Span("c"))


def test_lists_tables_and_scripts_inside_are_not_this_texts() -> None:
    assert runs("a <ul><li>b</li></ul> c <script>d</script><img src=e.png> f") == (Span("a c f"),)


def test_an_element_may_count_as_a_style_itself() -> None:
    assert tuple(inline_of(element("<b>a</b>"), Origin(""), itself=True)) == (Span("a", strong=True),)


def test_pictures_are_read_with_their_words_and_their_place() -> None:
    source = '<p>a<img src="../c.png" alt=" Six " title="T"><b><img src="d.png" class="x decorative"></b></p>'
    assert tuple(pictures_in(element(source), Origin("handbook"))) == (
        Image("c.png", "Six", (Span("T"),)),
        Image("handbook/d.png", "", decorative=True),
    )
    assert image_of(element("<img>"), Origin("handbook")) == Image("", "")


def test_outer_space_and_doubled_spaces_go_and_neighbors_of_one_style_join() -> None:
    spans = (Span(" \n"), Span(" a "), Span(" b"), Span(" ", strong=True), Span(" c", strong=True), Span("\n"))
    assert trimmed(spans) == (Span("a b"), Span(" c", strong=True))
    assert trimmed((Span(" "), Span("\n"))) == ()


def test_letters_alone_have_spaces_for_breaks() -> None:
    assert plain((Span(" a"), Span("\n"), Span("b\u00a0 c", code=True))) == "a b c"


def test_an_address_is_resolved_as_far_up_as_it_goes() -> None:
    assert resolved("../a.md", "x/y") == "x/a.md"
    assert resolved("../../../a.md", "x") == "../../a.md"
    assert resolved("", "x") == ""
