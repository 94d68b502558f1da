"""HTML that authors write by hand is read as far as it means something, and never breaks the tree."""

from __future__ import annotations

import pytest

from generators.markdown.tree import nodes_of
from generators.model import Callout, CodeBlock, Image, ListBlock, ListItem, Nodes, Paragraph, Quote, Span, Table


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


def test_an_emoji_from_the_web_is_a_letter_and_no_picture() -> None:
    smile = '<img alt="😄" class="twemoji" src="https://cdn.example/1f604.svg" title=":smile:">'
    assert read(f"<p>Hello {smile} you</p>") == (words("Hello 😄 you"),)
    assert read(smile) == (words("😄"),)


def test_mathematics_is_its_formula() -> None:
    assert read(r'<p>So <span class="arithmatex">\(x^2\)</span>.</p>') == (
        Paragraph((Span("So "), Span("x^2", code=True), Span("."))),
    )
    assert read('<div class="arithmatex">\\[\nE = mc^2\n\\]</div>') == (Paragraph((Span("E = mc^2", code=True),)),)


@pytest.mark.parametrize(
    "html",
    [
        '<div class="highlight"><span class="filename">a.py</span><pre><span></span><code>x = 1\n</code></pre></div>',
        '<div class="highlight"><table><tr><th><span class="filename">a.py</span></th></tr><tr><td><pre>1</pre></td>'
        "<td><pre><code>x = 1\n</code></pre></td></tr></table></div>",
    ],
)
def test_code_has_its_title_above_it_and_no_numbers_of_lines(html: str) -> None:
    assert read(html) == (Paragraph((Span("a.py", strong=True),)), CodeBlock("x = 1"))


def test_a_caption_may_be_a_paragraph_and_stand_below_any_figure() -> None:
    caption = "<figcaption><p>By <b>one</b></p></figcaption>"
    said = (Span("By "), Span("one", strong=True))
    assert read(f'<figure><p><img src="a.png" alt="A"></p>{caption}</figure>') == (Image("a.png", "A", said),)
    assert read(f"<figure><blockquote><p>Q</p></blockquote>{caption}</figure>") == (
        Quote((words("Q"),)),
        Paragraph(said),
    )


def test_a_picture_that_opens_a_paragraph_comes_before_its_words() -> None:
    first, second = Image("a.png", "A"), Image("b.png", "B")
    assert read('<p><a href="x"><img src="a.png" alt="A"></a> one <img src="b.png" alt="B"></p>') == (
        first,
        words("one"),
        second,
    )
