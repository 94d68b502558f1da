"""What the site does to tables: each scrolls by itself, and one with words in many columns becomes cards on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import html as lxml_html
from lxml.html import HtmlElement
from msgspec import Struct

CARDS = "kit-cards"
"""The class of a table that a narrow screen shows as a card for each row."""

_FEWEST, _MOST = 4, 8
"""Columns of a table that becomes cards: fewer fit on a phone, and with more a card would be a page."""

_SHORT = 3
"""Letters of a figure or tick, which is compared down its column. No value that is put in last is as short."""

_ROLES = {
    **dict.fromkeys(("thead", "tbody", "tfoot"), "rowgroup"),
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}
"""Written out, since some browsers forget what a table's parts are where styles show them as blocks."""


def clear_corners(body: HtmlElement) -> None:
    """A header without words labels nothing; it is read out as an empty one to those who listen."""
    for cell in list(body.iter("th")):
        if not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
            cell.attrib.pop("scope", None)


def frame_tables(body: HtmlElement, name: str) -> None:
    """Has each wide table scroll by itself, for fingers and for the keyboard; ``name`` says to listeners what it is."""
    for table in list(body.iter("table")):
        if grid := _grid_of(table):
            _make_cards(table, grid)
        frame = lxml_html.Element("div", {"class": "kit-scroll", "role": "group", "tabindex": "0", "aria-label": name})
        frame.tail, table.tail = table.tail, None
        table.addprevious(frame)
        frame.append(table)


class _Grid(Struct, frozen=True):
    """A table of one row of headers, with the words of each, and of rows that all have a cell below each of them."""

    labels: Sequence[str]
    rows: Sequence[Sequence[HtmlElement]]


def _grid_of(table: HtmlElement) -> _Grid | None:
    """The table as a grid that reads well as cards; None for any other."""
    heads, rows = table.findall("thead/tr"), table.findall("tbody/tr")
    if len(heads) != 1 or not rows or len(heads) + len(rows) != sum(1 for _ in table.iter("tr")):
        return None
    labels = [_words(cell) for cell in heads[0]]
    grid = _Grid(labels, [list(row) for row in rows])
    cells = [cell for row in grid.rows for cell in row]
    is_even = _FEWEST <= len(labels) <= _MOST and all(len(row) == len(labels) for row in grid.rows)
    is_plain = not any(cell.get("colspan") or cell.get("rowspan") or cell.get("data-column") for cell in cells)
    has_fields = next(table.iter("input", "select", "textarea"), None) is not None
    if has_fields or not is_even or not is_plain or not all(labels[1:]):
        return None
    said = [cell for row in grid.rows for cell in row[1:] if len(_words(cell)) > _SHORT]
    return grid if 2 * len(said) > len(cells) - len(rows) else None


def _make_cards(table: HtmlElement, grid: _Grid) -> None:
    table.set("class", " ".join(filter(None, (table.get("class"), CARDS))))
    table.set("role", "table")
    for part in _parts(table):
        part.set("role", "rowheader" if part.tag == "th" and part.get("scope") == "row" else _ROLES[part.tag])
    for row in grid.rows:
        for cell, label in zip(row, grid.labels, strict=True):
            if label:
                cell.set("data-column", label)


def _parts(table: HtmlElement) -> Iterator[HtmlElement]:
    for part in table.iter(*_ROLES):
        if not part.get("role"):
            yield part


def _words(cell: HtmlElement) -> str:
    return " ".join("".join(cell.itertext()).split())
