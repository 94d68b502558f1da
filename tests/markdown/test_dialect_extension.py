"""What people know from GitHub and from word processors means the same in the kit, in its HTML and in its tree."""

from __future__ import annotations

import pytest
from markdown_samples import lines, outline

from generators.markdown.dialect import Dialect, html_with_lines, page_html, parse
from generators.model import Callout, Extension, Heading, Image, ListBlock, Paragraph, Span, Table


@pytest.fixture(scope="module")
def dialect(kit_extensions: tuple[Extension, ...]) -> Dialect:
    return Dialect(kit_extensions)


def html(text: str, dialect: Dialect) -> str:
    return outline(html_with_lines(lines(text), dialect))


@pytest.mark.parametrize(
    "text",
    [
        "Bring <![if !supportLists]>a pen<![endif]>.",
        "<![if gte mso 9]>Bring a <?xml:namespace prefix = o />pen.<![endif]>",
        "Bring <!--[if !supportLists]-->a<!--[endif]--> pen.",
    ],
)
def test_what_word_says_to_other_programs_is_no_text(text: str, dialect: Dialect) -> None:
    (paragraph,) = parse(lines(text), dialect)
    assert isinstance(paragraph, Paragraph) and "".join(span.text for span in paragraph.text) == "Bring a pen."
    assert "<code> <![endif]> </code>" in html("`<![endif]>`", dialect)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("~~gone~~", Span("gone", struck=True)),
        ("==look==", Span("look", strong=True)),
        ("^^new^^", Span("new", emphasis=True)),
        ("<u>new</u>", Span("new", emphasis=True)),
        ("https://a.example/b?c=d", Span("https://a.example/b?c=d", href="https://a.example/b?c=d")),
    ],
)
def test_a_mark_has_its_look(text: str, span: Span, dialect: Dialect) -> None:
    assert parse(lines(text), dialect) == (Paragraph((span,)),)


def test_one_tilde_or_caret_means_nothing(dialect: Dialect) -> None:
    text = "about ~5 minutes, ~10 at most, 2^3 and 4^5"
    assert parse(lines(text), dialect) == (Paragraph((Span(text),)),)


@pytest.mark.parametrize("text", ["one\\\ntwo", "one  \ntwo", "one<br>two"])
def test_a_line_is_broken_in_three_ways_also_in_an_item(text: str, dialect: Dialect) -> None:
    broken = Paragraph((Span("one"), Span("\n"), Span("two")))
    assert parse(lines(text), dialect) == (broken,)
    (made,) = parse(lines("- " + text.replace("\n", "\n  ")), dialect)
    assert isinstance(made, ListBlock) and made.items[0].blocks == (broken,)


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("> [!NOTE]\n> Words.", "note", "Note"),
        ("> [!Warning]\n>\n> Words.", "warning", "Warning"),
        ("Before:\n> [!TIP] Our own\n> Words.", "tip", "Our own"),
        ("> [!CAUTION]\nWords.", "caution", "Caution"),
        ("- item\n\n  > [!IMPORTANT]\n  > Words.", "important", "Important"),
    ],
)
def test_an_alert_is_an_admonition(text: str, kind: str, title: str, dialect: Dialect) -> None:
    node = parse(lines(text), dialect)[-1]
    box = node.items[0].blocks[-1] if isinstance(node, ListBlock) else node
    assert box == Callout(kind, (Span(title),), (Paragraph((Span("Words."),)),))


def test_tabs_are_boxes_with_their_names(dialect: Dialect) -> None:
    made = parse(lines('=== "Paper"\n\n    - one\n\n    two\n\n=== "Screen"\n    three\n\nafter'), dialect)
    first, second, after = made
    assert isinstance(first, Callout) and isinstance(second, Callout)
    assert (first.title, second.title) == ((Span("Paper"),), (Span("Screen"),))
    assert isinstance(first.blocks[0], ListBlock) and first.blocks[1] == Paragraph((Span("two"),))
    assert after == Paragraph((Span("after"),))


@pytest.mark.parametrize("style", [{"alternate_style": True}, {}])
def test_tabs_of_another_handbook_are_boxes_on_slides(style: dict[str, object]) -> None:
    other = Dialect((Extension("pymdownx.tabbed", style),))
    made = parse(lines('=== "Paper"\n    one\n\n=== "Screen"\n    two'), other)
    assert made == tuple(
        Callout("tab", (Span(name),), (Paragraph((Span(words),)),))
        for name, words in (("Paper", "one"), ("Screen", "two"))
    )


def test_a_table_right_under_words_is_a_table(dialect: Dialect) -> None:
    words, table = parse(lines("See:\n| a | b |\n| - | - |\n| 1 | 2 |"), dialect)
    assert words == Paragraph((Span("See:"),)) and isinstance(table, Table) and len(table.rows) == 1


def test_code_is_found_in_items_quotes_and_boxes(dialect: Dialect) -> None:
    code = "<pre> - no ~~list~~ </pre>"
    fence = "```\n- no ~~list~~\n```"
    for start, margin in (
        ("- a\n", "  "),
        ("1. a\n", "   "),
        ("> a\n", "> "),
        ("!!! tip\n", "    "),
        ("- a\n    - b\n", "      "),
    ):
        text = start + "\n".join(margin + line for line in fence.split("\n"))
        assert code in html(text, dialect) and "<del>" not in html(text, dialect), text
    assert "<pre>" in html("Words.\n\n    ```\n    shown as typed\n    ```", dialect)


def test_html_in_an_item_stays_in_it(dialect: Dialect) -> None:
    assert html("- a\n\n  <div>x</div>\n\n- b", dialect).startswith("<ul> <li> <p> a </p> <div> x </div> </li> <li>")


def test_headings_of_other_shapes_are_headings(dialect: Dialect) -> None:
    made = parse(lines("# One\n\n  ## Two\n\nThree\n---\n\n#### Four"), dialect)
    assert [(node.level, node.text[0].text) for node in made if isinstance(node, Heading)] == [
        (1, "One"), (2, "Two"), (2, "Three"), (4, "Four"),
    ]  # fmt: skip


def test_an_address_in_code_html_or_a_link_is_left_alone(dialect: Dialect) -> None:
    text = (
        '`https://a.example` [https://b.example](c.md) <a href="https://d.example">d</a> me@e.example (www.f.example).'
    )
    made = page_html(lines(text), dialect).html
    assert made.count("<a ") == 3 and '<a href="http://www.f.example">www.f.example</a>).' in made


def test_another_handbook_is_read_by_its_own_extensions_alone() -> None:
    other = Dialect((Extension("attr_list"),))
    assert not other.is_own
    assert html("Bring:\n- pens", other) == "<p> Bring: - pens </p>"
    assert html("~~x~~ https://a.example", other) == "<p> ~~x~~ https://a.example </p>"


def test_a_picture_between_numbers_leaves_them_counting(dialect: Dialect) -> None:
    one, picture, two = parse(lines("1. a\n\n![p](p.png)\n\n2. b"), dialect)
    assert isinstance(one, ListBlock) and isinstance(picture, Image) and isinstance(two, ListBlock) and two.start == 2
