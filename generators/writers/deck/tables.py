"""A fitted table as a native PowerPoint table with a header row, in the base's own table style."""

from __future__ import annotations

from collections.abc import Sequence

from generators.model import Alignment
from generators.slideshow.content import Paragraph, TableFill
from generators.slideshow.design import NOWHERE, Box, Placeholder
from generators.slideshow.tables import END_PADDING, SIDE_PADDING
from generators.writers.deck import text
from generators.writers.deck.markup import Element, emu, hundredths, identity, node, transform, with_text
from generators.writers.deck.text import Voice

TABLE_DATA = "http://schemas.openxmlformats.org/drawingml/2006/table"
ROW_LABEL = 44
"""The letters of the longest cell of a first column that still reads as the names of the rows."""

_ALIGN = {"center": "ctr"}


def table_frame(table: TableFill, place: Placeholder, style: str, voice: Voice, number: int) -> Element:
    """The table in the placeholder's upper part, as high as its rows; ``style`` is the id of a table style."""
    box = Box(place.box.left, place.box.top, sum(table.widths), sum(table.heights))
    kind: dict[str, str | int] = {"type": place.kind} if place.kind else {}
    mark = () if place.index == NOWHERE else (node("p:ph", {**kind, "idx": place.index}),)
    head = node(
        "p:nvGraphicFramePr",
        {},
        identity(number, place.name, alt=table.alt),
        node("p:cNvGraphicFramePr", {}, node("a:graphicFrameLocks", {"noGrp": 1})),
        node("p:nvPr", {}, *mark),
    )
    data = node("a:graphicData", {"uri": TABLE_DATA}, _table(table, style, voice))
    return node("p:graphicFrame", {}, head, transform(box, "p:xfrm"), node("a:graphic", {}, data))


def _table(table: TableFill, style: str, voice: Voice) -> Element:
    named = all(len(row[0].text) <= ROW_LABEL for row in table.rows)
    look: dict[str, str | int] = {"firstRow": 1, "bandRow": 1}
    if named:
        look["firstCol"] = 1
    if voice.rtl:
        look = {"rtl": 1, **look}
    rows = [table.header, *table.rows]
    return node(
        "a:tbl",
        {},
        node("a:tblPr", look, with_text("a:tableStyleId", style)),
        node("a:tblGrid", {}, *(node("a:gridCol", {"w": emu(width)}) for width in table.widths)),
        *(_row(row, height, table, voice) for row, height in zip(rows, table.heights, strict=True)),
    )


def _row(row: Sequence[Paragraph], height: float, table: TableFill, voice: Voice) -> Element:
    cells = [_cell(cell, align, table.size, voice) for cell, align in zip(row, table.alignments, strict=True)]
    return node("a:tr", {"h": emu(height)}, *cells)


def _cell(cell: Paragraph, align: Alignment, size: float, voice: Voice) -> Element:
    properties = node("a:pPr", {"algn": _ALIGN.get(align, "r" if (align == "right") != voice.rtl else "l")})
    paragraph = node("a:p", {}, properties, *text.runs(cell, voice))
    for look in paragraph.iter("{*}rPr"):
        look.set("sz", str(hundredths(size)))
    if len(paragraph) == 1:
        paragraph.append(node("a:endParaRPr", {"lang": voice.lang, "sz": hundredths(size)}))
    edges = {"marL": SIDE_PADDING, "marR": SIDE_PADDING, "marT": END_PADDING, "marB": END_PADDING}
    place = node("a:tcPr", {**{name: emu(value) for name, value in edges.items()}, "anchor": "ctr"})
    return node("a:tc", {}, node("a:txBody", {}, node("a:bodyPr"), node("a:lstStyle"), paragraph), place)
