"""Tables of the site: which of them a phone shows as cards, and what a card needs for that."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from generators.markdown.tree import body_of
from generators.writers.site.tables import CARDS, clear_corners, frame_tables


def framed(html: str) -> HtmlElement:
    body = body_of(html)
    clear_corners(body)
    frame_tables(body, "Table")
    return body


def table(heads: list[str], *rows: list[str]) -> str:
    def line(tag: str, cells: list[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', heads)}</thead><tbody>{body}</tbody></table>"


def is_cards(html: str) -> bool:
    return CARDS in (framed(html).find(".//table").get("class") or "")


SIX = ["Kind", "What it is", "Fits when", "Strength", "Limit", "Who asks"]
WORDS = ["Circle", "A group", "<b>Few</b> mentors", "Many friends", "Less time", "Anybody"]


def test_each_cell_of_a_card_names_its_column() -> None:
    cells = framed(table(SIX, WORDS)).findall(".//tbody//td")
    assert [cell.get("data-column") for cell in cells] == SIX


def test_a_table_of_cards_says_that_it_is_a_table_with_rows_and_headers() -> None:
    found = framed(table(SIX, WORDS)).find(".//table")
    roles = {part.tag: part.get("role") for part in found.iter()}
    assert roles == {
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "th": "columnheader",
        "td": "cell",
        "b": None,
    }


def test_a_corner_without_words_names_nothing() -> None:
    first, second, *_ = framed(table(["", *SIX[1:]], WORDS)).findall(".//tbody//td")
    assert (first.get("data-column"), second.get("data-column")) == (None, "What it is")


@pytest.mark.parametrize(
    "html",
    [
        table(SIX[:3], WORDS[:3]),
        table([str(number) for number in range(9)], ["some words"] * 9),
        table(["What", "Start", "Half", "End"], ["Pairs that meet", "", "", ""]),
        table(["Year", "Pairs", "New", "Left"], ["2024 to 2025", "12", "100", "x"]),
        table(SIX, WORDS[:5]),
        table(["Kind", "", "Fits", "Limit"], WORDS[:4]),
        table(SIX, WORDS).replace("<td>A group", "<td colspan=1>A group"),
        table(SIX, ["<input>", *WORDS[1:]]),
        table(SIX, WORDS).replace("</thead>", "<tr><th>again</th></tr></thead>"),
        table(SIX, [table(SIX[:2], WORDS[:2]), *WORDS[1:]]),
        "<table><tr><td>no header</td><td>some</td><td>words</td><td>here</td></tr></table>",
        "<table></table>",
    ],
    ids=["few", "many", "empty", "figures", "uneven", "unnamed", "span", "form", "two headers", "nested", "no", "none"],
)
def test_any_other_table_scrolls(html: str) -> None:
    assert not is_cards(html)
    frame = framed(html).find(".//div")
    assert (frame.get("class"), frame.get("tabindex"), frame.get("role")) == ("kit-scroll", "0", "group")


def test_a_value_that_is_put_in_last_changes_nothing() -> None:
    """A stand-in is longer or shorter than its value; whether there are cards must not hang on that."""
    rows = [table(SIX[:4], ["Who", value, "x", "1"]) for value in ("Zoe Q", "AqzcontactnamezqA", "a very long name")]
    assert len({is_cards(row) for row in rows}) == 1


def test_the_words_of_a_page_stay_as_they_are() -> None:
    before = body_of(table(SIX, WORDS)).text_content()
    assert framed(table(SIX, WORDS)).text_content() == before
