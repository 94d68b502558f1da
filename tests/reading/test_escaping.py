"""A local's value is shown letter for letter, whatever it holds and wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from sample import DIALECT, grows_in_step, html_of, lines

from generators.markdown.dialect import parse
from generators.model import Image, Paragraph, Span
from generators.model.problems import Problems
from generators.reading.variables import escaped_at, filled, in_address, in_markdown

HOSTILE = [
    "- a list",
    "+ a list",
    "* a list",
    "1. a list",
    "2) a list",
    "# a heading",
    "> a quote",
    "---",
    "===",
    "***",
    "- - -",
    "~~~",
    "```",
    "``` code",
    "!!! note",
    '??? note "x"',
    "/// note",
    ": a definition",
    "[ ] a box",
    "( ) a choice",
    "____",
    "| a | b |",
    "*a* _b_ **c** `d` ~~e~~ ==f== ^g^",
    "[a](b.md) ![c](d.png) [e][f] [^1]",
    "{: .a } { #b } {{ local.union }} {% if x %}",
    "<script>alert(1)</script>",
    "<b>a</b> & &amp; &lt; &#39; &copy;",
    "<!-- slot: a -->",
    "https://a.example/_b_?c=1&d=2",
    'o\'clock "now"',
    "a -- b --- c ...",
    "\\ back \\* slash",
    "$1 50% @you :smile: --8<-- 'x'",
    "no-break\u00a0space, “quotes”, 日本語, العربية, 🙂",
    "",
    "a",
]
"""Values that would be markup if they were not escaped."""


def shown(text: str, value: str) -> tuple[object, ...]:
    return parse(filled(lines(text), {"variables": {"x": value}}, Problems()), DIALECT)


def html(text: str, value: str) -> str:
    return html_of(filled(lines(text), {"variables": {"x": value}}, Problems()))


def elements(source: str) -> list[tuple[str, dict[str, str | None]]]:
    """The tags of ``source`` with their attributes, as a browser reads them."""
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, dict(attrs)))

    Reader().feed(source)
    return found


@pytest.mark.parametrize("before", ["", "> ", "- "])
@pytest.mark.parametrize("behind", [". That is all.", ") That is all."])
def test_a_number_at_the_start_of_a_line_begins_no_list(before: str, behind: str) -> None:
    assert "<ol" not in html(f"{before}{{{{ variables.x }}}}{behind}", "5550123")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_paragraph_of_a_value_alone_is_that_value(value: str) -> None:
    expected = (Paragraph((Span(value),)),) if value else ()
    assert shown("{{ variables.x }}", value) == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_changes_no_structure(value: str) -> None:
    def tags(before: str, inserted: str) -> list[str]:
        return [tag for tag, _ in elements(html(before + "{{ variables.x }} end", inserted))]

    for before in ("Text\n", "", "- ", "1. ", "> ", "!!! note\n    ", "Term\n: ", "# ", "- [ ] "):
        assert tags(before, value) == tags(before, "word"), before


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_in_the_middle_of_a_sentence_is_that_value(value: str) -> None:
    assert shown("**Ask** {{ variables.x }} first.", value) == (
        Paragraph((Span("Ask", strong=True), Span(f" {value} first." if value else " first."))),
    )


@pytest.mark.parametrize("value", HOSTILE)
def test_two_values_side_by_side_make_no_markup_together(value: str) -> None:
    tags = [tag for tag, _ in elements(html("{{ variables.x }}{{ variables.x }} {{ variables.x }}", value))]
    assert tags in (["p"], [])


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_in_a_cell_of_a_table_stays_in_its_cell(value: str) -> None:
    (table,) = shown("| a | b |\n| - | - |\n| {{ variables.x }} | c |", value)
    assert [[span.text for span in cell] for cell in table.rows[0]] == [[value] if value else [], ["c"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_in_the_words_of_a_link_or_a_picture_is_that_value(value: str) -> None:
    assert shown("[Ask {{ variables.x }} now](a.md)", value) == (
        Paragraph((Span(f"Ask {value} now" if value else "Ask now", href="a.md"),)),
    )
    assert shown("![Logo of {{ variables.x }}.](a.png)", value) == (Image("a.png", f"Logo of {value}."),)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_cannot_leave_the_title_or_attribute_that_it_stands_in(value: str) -> None:
    for text in (
        '[a](b.md "{{ variables.x }}")',
        "[a](b.md '{{ variables.x }}')",
        '[a](b.md "To {{ variables.x }}")',
        '[a](b.md){ title="{{ variables.x }}" }',
        "[a](b.md){ title='{{ variables.x }}' }",
        '<a href="b.md" title="{{ variables.x }}">a</a>',
        "<a href='b.md' title='{{ variables.x }}'>a</a>",
        "<a href=b.md title=.{{ variables.x }}>a</a>",
    ):
        ((tag, attributes),) = [found for found in elements(html(text, value)) if found[0] != "p"]
        assert (tag, attributes["href"]) == ("a", "b.md")
        assert (attributes.get("title") or "").lstrip("To .").split() == value.lstrip("To .").split()
        assert attributes.keys() <= {"href", "title"}


def test_an_address_is_written_as_it_is() -> None:
    value = "https://local104.example/a_b?c=1&d=e%20f#g"
    for text in (
        "[a]({{ variables.x }})",
        "[a](<{{ variables.x }}>)",
        "<a href='{{ variables.x }}'>a</a>",
        '<a href="{{ variables.x }}">a</a>',
        "<{{ variables.x }}>",
    ):
        assert elements(html(text, value))[-1] == ("a", {"href": value}), text
    assert elements(html("[a]\n\n[a]: {{ variables.x }}", value))[-1] == ("a", {"href": value})
    assert elements(html('[a]({{ variables.x }} "T")', value))[-1] == ("a", {"href": value, "title": "T"})


def test_a_mail_address_is_a_link_to_it() -> None:
    link = ("a", {"href": "mailto:first_last@local104.example"})
    for text in ("[write](mailto:{{ variables.x }})", "<{{ variables.x }}>"):
        assert elements(html(text, "first_last@local104.example"))[-1] == link


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_cannot_leave_an_address(value: str) -> None:
    for text in ("[a]({{ variables.x }})", "[a](b/{{ variables.x }} 'T')", '<a href="{{ variables.x }}">a</a>'):
        ((_, attributes),) = [found for found in elements(html(text, value)) if found[0] != "p"]
        assert attributes.keys() <= {"href", "title"}
        assert attributes.get("title") in (None, "T")


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "java\tscript:x"]
)
def test_a_value_makes_no_script_of_an_address(value: str) -> None:
    assert ":" not in in_address(value, "")
    assert ":" not in in_address(value, "{{ variables.y }}")


@pytest.mark.parametrize("value", ["https://a.example", "http://a.example", "mailto:a@b.example", "tel:+1-555-0100"])
def test_addresses_of_the_usual_kinds_keep_their_colon(value: str) -> None:
    assert in_address(value, "") == value


@pytest.mark.parametrize("before", ["", "<b>a</b> ", "3 < 4 ", "[a](b.md) ", "{ a } ", "(b] ", "[a](b.md){ .c } "])
def test_behind_what_has_ended_a_value_is_prose_again(before: str) -> None:
    assert escaped_at(f"{before}x", (len(before), len(before) + 1), "six o'clock: a_b") == "six o'clock&#58; a&#95;b"


def test_plain_values_are_left_readable_in_the_source() -> None:
    plain = "Example Workers' Union, Local 104 (north), mentoring-team@local104.example"
    assert in_markdown(plain) == plain


@pytest.mark.parametrize(
    "escape",
    [
        lambda size: escaped_at("[a](<b {" * size, (size * 8, size * 8), "x") == "x",
        lambda size: in_markdown("-." * size),
    ],
)
def test_the_time_for_a_huge_line_grows_in_step_with_it(escape: Callable[[int], object]) -> None:
    assert escape(50_000)
    assert grows_in_step(escape, 100_000)
