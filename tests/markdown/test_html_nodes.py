"""HTML that authors write by hand is read as far as it means something, and never breaks the tree."""

from __future__ import annotations

import pytest

from generators.markdown.tree import nodes_of
from generators.model import Callout, Image, ListBlock, ListItem, Nodes, Paragraph, Quote, Span, Table


def words(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def read(html: str) -> Nodes:
    return nodes_of(html, "")


def test_text_behind_a_summary_belongs_to_the_box() -> None:
    assert read("<details><summary>More</summary>one <b>two</b></details>") == (
        Callout("note", (Span("More"),), (Paragraph((Span("one "), Span("two", strong=True))),)),
    )


def test_text_behind_a_caption_is_kept() -> None:
    assert read('<figure><figcaption>C</figcaption>one<img src="a.png" alt="A"></figure>') == (
        words("one"),
        Image("a.png", "A", (Span("C"),)),
    )


@pytest.mark.parametrize("tag", ["header", "footer", "nav", "address", "span", "a", "fieldset", "custom-box"])
def test_blocks_in_an_element_of_any_name_are_read(tag: str) -> None:
    assert read(f"<{tag}><p>one</p><p>two</p></{tag}>") == (words("one"), words("two"))


@pytest.mark.parametrize("tag", ["script", "style", "template", "svg", "textarea", "noscript", "iframe", "object"])
def test_what_is_no_text_to_read_is_left_out(tag: str) -> None:
    assert read(f"<{tag}>a</{tag}><p>b <{tag}>c</{tag}>d</p>") == (words("b d"),)


def test_a_comment_divides_nothing() -> None:
    assert read("<ul><li>a <!-- b --> c</li></ul>") == (ListBlock(ordered=False, items=(ListItem((words("a c"),)),)),)


def test_the_role_of_decoration_marks_decoration() -> None:
    assert read('<img src="a.png" role="presentation">') == (Image("a.png", "", decorative=True),)


def test_a_ragged_table_is_made_even() -> None:
    assert read("<table><tr><th>a</th></tr><tr></tr><tr><td>b</td><td>c</td></tr></table>") == (
        Table(
            header=((Span("a"),), ()),
            rows=(((), ()), ((Span("b"),), (Span("c"),))),
            alignments=("",),
        ),
    )


def test_an_empty_table_is_a_table() -> None:
    assert read("<table></table>") == (Table((), ()),)


@pytest.mark.parametrize("start", ["abc", "-3", "", "9" * 5000, "²"])
def test_a_list_whose_start_is_no_number_starts_at_one(start: str) -> None:
    assert read(f'<ol start="{start}"><li>a</li></ol>') == (ListBlock(True, (ListItem((words("a"),)),)),)  # noqa: FBT003


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html>\n<p>a</p>",
        "<html><head></head><body><p>a</p></body></html>",
        "</div><p>a</p>",
        "</body></html><p>a</p>",
        "<frameset><p>a</p>",
        "<p>a",
        "<?php x ?><p>a</p>",
    ],
)
def test_a_document_in_the_document_or_a_stray_tag_loses_nothing(html: str) -> None:
    assert read(html) == (words("a"),)


def test_control_characters_are_left_out_however_they_are_written() -> None:
    assert read("<p>a\x07\x1b[31m&#7;&#x1b;&#xFFFE;\x9bb</p>") == (words("a[31mb"),)
    assert read("<p>&#146;&#60;&#x263a;</p>") == (words("\u2019<\u263a"),)


def test_stray_text_between_blocks_is_a_paragraph() -> None:
    assert read("a<blockquote>b</blockquote>c") == (words("a"), Quote((words("b"),)), words("c"))
