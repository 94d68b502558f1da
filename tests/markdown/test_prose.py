"""Markdown becomes a tree in which each thing is what its author meant, free of HTML."""

from __future__ import annotations

import pytest
from sample import DIALECT, lines

from generators.markdown.dialect import Dialect, parse, parse_inline, plain
from generators.model import (
    Callout,
    CodeBlock,
    Extension,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Nodes,
    Paragraph,
    Quote,
    Span,
    Table,
    ThematicBreak,
)
from generators.model.problems import RefusedInput


def read(text: str, folder: str = "") -> Nodes:
    return parse(lines(text), DIALECT, folder)


def words(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def item(text: str, checked: bool | None = None) -> ListItem:  # noqa: FBT001
    return ListItem((words(text),), checked)


def test_nothing_becomes_nothing() -> None:
    assert read("") == ()


def test_a_paragraph_is_its_runs_of_text_in_their_styles() -> None:
    assert read("One *two* **three** `four` *__five__*\nsix.") == (
        Paragraph(
            (
                Span("One "),
                Span("two", emphasis=True),
                Span(" "),
                Span("three", strong=True),
                Span(" "),
                Span("four", code=True),
                Span(" "),
                Span("five", strong=True, emphasis=True),
                Span(" six."),
            )
        ),
    )


def test_two_spaces_at_the_end_of_a_line_force_a_break() -> None:
    assert read("one  \ntwo") == (Paragraph((Span("one"), Span("\n"), Span("two"))),)


def test_a_heading_has_its_level_and_the_anchor_of_the_site() -> None:
    assert read("# A & B\n\n## Again\n\n## Again\n\n### Own {#mine}") == (
        Heading(1, (Span("A & B"),), "a-b"),
        Heading(2, (Span("Again"),), "again"),
        Heading(2, (Span("Again"),), "a-b-again"),
        Heading(3, (Span("Own"),), "mine"),
    )


def test_lists_nest_and_know_where_their_numbers_start() -> None:
    inner = ListBlock(ordered=True, items=(item("b"), item("c")))
    assert read("- a\n    1. b\n    2. c\n- d") == (
        ListBlock(ordered=False, items=(ListItem((words("a"), inner)), item("d"))),
    )
    assert read('<ol start="3"><li>a</li></ol>') == (ListBlock(ordered=True, items=(item("a"),), start=3),)


def test_an_item_may_hold_paragraphs() -> None:
    assert read("- a\n\n    b\n\n- c") == (
        ListBlock(ordered=False, items=(ListItem((words("a"), words("b"))), item("c"))),
    )


def test_a_task_is_done_or_not() -> None:
    assert read("- [ ] a\n- [x] b\n- c") == (
        ListBlock(ordered=False, items=(item("a", checked=False), item("b", checked=True), item("c"))),
    )


def test_tasks_nest_under_items_that_are_none() -> None:
    (outer,) = read("- a\n    - [x] b")
    assert isinstance(outer, ListBlock)
    assert outer.items[0].checked is None
    assert outer.items[0].blocks[1] == ListBlock(ordered=False, items=(item("b", checked=True),))


def test_a_table_has_a_header_rows_and_alignments() -> None:
    assert read("| A | B | C |\n| :- | -: | :-: |\n| *a* | b | |") == (
        Table(
            header=((Span("A"),), (Span("B"),), (Span("C"),)),
            rows=(((Span("a", emphasis=True),), (Span("b"),), ()),),
            alignments=("left", "right", "center"),
        ),
    )


def test_an_admonition_has_a_kind_a_title_and_what_it_holds() -> None:
    assert read('!!! tip "Try *this*"\n\n    a\n\n    - b\n') == (
        Callout("tip", (Span("Try "), Span("this", emphasis=True)), (words("a"), ListBlock(False, (item("b"),)))),  # noqa: FBT003
    )
    assert read("!!! warning\n    a") == (Callout("warning", (Span("Warning"),), (words("a"),)),)
    assert read('!!! note ""\n    a') == (Callout("note", (), (words("a"),)),)


def test_what_readers_open_is_an_admonition_too() -> None:
    closed, opened = read('??? tip "T"\n    a\n\n???+ note\n    b')
    assert closed == Callout("tip", (Span("T"),), (words("a"),))
    assert opened == Callout("note", (Span("Note"),), (words("b"),))


def test_quotes_code_rules_and_definitions() -> None:
    assert read("> a\n>\n> > b") == (Quote((words("a"), Quote((words("b"),)))),)
    assert read("``` python\nx = 1\n\ny = '<b>'\n```") == (CodeBlock("x = 1\n\ny = '<b>'", "python"),)
    assert read("a\n\n    x &amp; y") == (words("a"), CodeBlock("x &amp; y"))
    assert read("a\n\n---\n\nb") == (words("a"), ThematicBreak(), words("b"))
    assert read("Mentor\n:   A guide\n:   A friend") == (
        ListBlock(
            ordered=False,
            items=(ListItem((Paragraph((Span("Mentor", strong=True),)), words("A guide"), words("A friend"))),),
        ),
    )


def test_a_picture_has_its_words_its_caption_and_its_place_below_the_content_folder() -> None:
    assert read('![A circle](../assets/circle.svg "Six people")', "handbook") == (
        Image("assets/circle.svg", "A circle", (Span("Six people"),)),
    )


def test_a_picture_for_decoration_says_so() -> None:
    assert read("![](line.svg){ .decorative }") == (Image("line.svg", "", decorative=True),)
    assert read("![](line.svg)") == (Image("line.svg", ""),)


def test_a_picture_in_a_sentence_a_link_a_heading_or_an_item_comes_behind_its_text() -> None:
    picture = Image("a.png", "A")
    assert read("one ![A](a.png) two") == (words("one two"), picture)
    assert read("[![A](a.png)](b.md)") == (picture,)
    assert read("# ![A](a.png) T") == (Heading(1, (Span("T"),), "t"), picture)
    assert read("- one\n- [![A](a.png)](b.md)") == (
        ListBlock(ordered=False, items=(item("one"), ListItem((picture,)))),
    )


def test_a_figure_gives_its_caption_to_the_picture_or_the_table_in_it() -> None:
    figure = "<figure markdown>\n{}\n<figcaption>Six <em>people</em></figcaption>\n</figure>"
    caption = (Span("Six "), Span("people", emphasis=True))
    assert read(figure.format("![A](a.png)")) == (Image("a.png", "A", caption),)
    (table,) = read(figure.format("\n| A |\n| - |\n| b |\n"))
    assert isinstance(table, Table) and table.caption == caption


def test_a_footnote_stands_at_the_end_without_an_arrow_back() -> None:
    nodes = read("One[^1].\n\n[^1]: Two.")
    assert nodes == (Paragraph((Span("One¹."),)), ListBlock(ordered=True, items=(item("Two."),), footnotes=True))


@pytest.mark.parametrize(
    ("target", "resolved"),
    [
        ("roles.md", "handbook/roles.md"),
        ("../forms/survey.md#name", "forms/survey.md#name"),
        ("#top", "#top"),
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("MAILTO:a@b.example", "MAILTO:a@b.example"),
        ("tel:+15550100", "tel:+15550100"),
        ("/a.md", "/a.md"),
        ("//a.example", "//a.example"),
        ("javascript:alert(1)", ""),
        ("java&#10;script:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
    ],
)
def test_a_link_leads_on_from_the_content_folder_and_to_no_script(target: str, resolved: str) -> None:
    (paragraph,) = read(f'<a href="{target}">a</a> b', "handbook")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text[0].href == resolved


def test_one_line_of_markdown_is_its_runs() -> None:
    assert parse_inline("A **b**", DIALECT) == (Span("A "), Span("b", strong=True))
    assert parse_inline("# A", DIALECT) == (Span("A"),)
    assert parse_inline("", DIALECT) == ()
    assert parse_inline("- a &#35; b", DIALECT) == (Span("- a # b"),)
    assert plain(parse_inline("A **b**  `c`", DIALECT)) == "A b c"


@pytest.mark.parametrize(
    "text", ["Welcome", "As we gather, 8 of us", "Who was it?", "1st Éva", "A_b_c", "8. A", "8 - A", "a  b"]
)
def test_a_line_of_plain_words_is_what_the_dialect_makes_of_it(
    text: str, kit_extensions: tuple[Extension, ...]
) -> None:
    dialect = Dialect(kit_extensions)
    (node,) = parse(lines(text), dialect)
    assert parse_inline(text, dialect) == (node.text if isinstance(node, Paragraph) else (Span(text),))


def test_the_work_of_forms_and_variables_is_not_done_twice() -> None:
    dialect = Dialect((Extension("kit_fields"), Extension("kit_plain", {"settings": "nowhere.yml"})))
    assert parse(lines("Name: ____ {{ a.b }}"), dialect) == (words("Name: ____ {{ a.b }}"),)


def test_the_anchor_sign_of_the_site_is_no_text() -> None:
    dialect = Dialect((Extension("toc", {"permalink": "#"}),))
    assert parse(lines("# A"), dialect) == (Heading(1, (Span("A"),), "a"),)


@pytest.mark.parametrize(
    ("extension", "reason"),
    [
        (Extension("no_such_extension"), "'no_such_extension': No module named 'no_such_extension'"),
        (Extension("toc", {"no_such_option": 1}), "'toc': 'no_such_option'"),
    ],
)
def test_an_extension_that_cannot_be_used_is_named(extension: Extension, reason: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        parse(lines("a"), Dialect((extension,)))
    assert reason in refused.value.problems[0].message
    assert refused.value.problems[0].place.file == "mkdocs.yml"


@pytest.mark.parametrize("text", [">" * 2000 + " a", "<div>" * 3000 + "a", "- a\n\n" + "<b>" * 3000 + "b"])
def test_what_is_nested_too_deeply_is_refused_with_its_line(text: str) -> None:
    dialect = Dialect(())
    with pytest.raises(RefusedInput, match="nested too deeply"):
        parse(lines(text), dialect)
    assert parse(lines("*a*"), dialect) == (Paragraph((Span("a", emphasis=True),)),)
