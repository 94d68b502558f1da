"""Says in a PDF's tags that a table whose first column has no head has a label in each row."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf

TABLE = b"/Table"
"""Stands in a file of the layout program, which packs no tags, where there is a table."""


def label_rows(pdf: Pdf) -> int:
    """Makes each empty head a cell like others, and the cells under it heads of their rows; how many tables had one.

    A head that says nothing is read for every cell under it, and the label beside a cell is not.
    """
    tables = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == Name.Table]
    return sum(_labeled(table) for table in tables)


def _labeled(table: Object) -> bool:
    rows = [_cells(row) for row in _rows(table)]
    heads = [cell for cells in rows for cell in cells if cell.S == Name.TH and _is_empty(cell)]
    corner = bool(rows and rows[0]) and any(rows[0][0].objgen == head.objgen for head in heads)
    for head in heads:
        head.S = Name.TD
        if "/A" in head:
            del head["/A"]
    for cells in rows[1:] if corner else ():
        if cells and not _is_empty(cells[0]):
            cells[0].S, cells[0].A = Name.TH, _row_label()
    return bool(heads)


def _row_label() -> Dictionary:
    """The attributes of a header cell that stands for its row (ISO 32000-1, 14.8.5.7), anew for each document."""
    return Dictionary(O=Name.Table, Scope=Name.Row)


def _rows(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        if kid.S == Name.TR:
            yield kid
        elif kid.S in (Name.THead, Name.TBody, Name.TFoot):
            yield from _rows(kid)


def _cells(row: Object) -> list[Object]:
    return [kid for kid in _kids(row) if kid.S in (Name.TH, Name.TD)]


def _kids(element: Object) -> list[Object]:
    """The elements right under one."""
    found = element.get("/K", Array())
    kids = list(found) if isinstance(found, Array) else [found]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def _is_empty(cell: Object) -> bool:
    found = cell.get("/K", Array())
    return isinstance(found, Array) and not len(found)
