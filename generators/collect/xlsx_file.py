"""Tables as an XLSX workbook, a sheet for each form, every answer stored as the text that it is."""

from __future__ import annotations

import datetime
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from generators.brand.palette import Palette
from generators.collect.table import FIRST_COLUMNS, Column, Headings, Table

LONGEST_SHEET_NAME = 31
LONGEST_NOTE = 1_000
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_WIDTHS = {"area": 52, "text": 24, "radio": 22, "checks": 14, "scale": 12, "signature": 22}
"""Widths of columns in characters."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class _Looks:
    heading: Format
    cell: Format
    number: Format


def xlsx_bytes(tables: Sequence[Table], palette: Palette, headings: Headings) -> bytes:
    """The workbook; the same answers give the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": "Answers", "created": _fixed_date()})
        looks = _looks(book, palette)
        names: list[str] = []
        for table in tables:
            names.append(_sheet_name(table.name, names))
            _write_sheet(book.add_worksheet(names[-1]), table, looks, headings)
    return file.getvalue()


def _write_sheet(sheet: Worksheet, table: Table, looks: _Looks, headings: Headings) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 11)
    for index, heading in enumerate(table.headings(headings)):
        sheet.write_string(0, index, heading, looks.heading)
    for index, column in enumerate(table.columns, start=len(FIRST_COLUMNS)):
        sheet.set_column(index, index, _WIDTHS[column.kind])
        if headings == "names" and column.question != column.name:
            sheet.write_comment(0, index, column.question[:LONGEST_NOTE], {"author": "", "x_scale": 2})
    for number, row in enumerate(table.rows, start=1):
        sheet.write_string(number, 0, row.path, looks.cell)
        sheet.write_string(number, 1, row.edition, looks.cell)
        for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), start=len(FIRST_COLUMNS)):
            if cell:
                _write_cell(sheet, number, index, column, cell, looks)
    last = len(FIRST_COLUMNS) + len(table.columns) - 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), last)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(sheet: Worksheet, row: int, index: int, column: Column, cell: str, looks: _Looks) -> None:
    """Numbers of a scale are numbers, to be reckoned with; everything else is text."""
    if column.kind == "scale" and cell in column.labels.values() and cell.isdecimal():
        sheet.write_number(row, index, int(cell), looks.number)
    else:
        sheet.write_string(row, index, cell, looks.cell)


def _looks(book: xlsxwriter.Workbook, palette: Palette) -> _Looks:
    upright = {"text_wrap": True, "valign": "top"}
    heading = {**upright, "bold": True, "font_color": palette.paper, "bg_color": palette.primary_deep}
    return _Looks(book.add_format(heading), book.add_format(upright), book.add_format({**upright, "align": "left"}))


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that spreadsheets take, unlike any before it: they do not tell capital letters from small ones."""
    base = _NOT_IN_SHEET_NAMES.sub(" ", name).strip("' ") or "form"
    base = f"{base}-form" if base.casefold() == "history" else base  # Excel keeps that one for itself
    used = {one.casefold() for one in taken}
    candidates = (
        f"{base[: LONGEST_SHEET_NAME - len(end)]}{end}" for end in ("", *(f" ({n})" for n in range(2, 99_999)))
    )
    return next(one for one in candidates if one.casefold() not in used)


def _fixed_date() -> datetime.datetime:
    """The moment that the environment names for reproducible outputs, else the beginning of 2000."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(seconds) if seconds.isdecimal() else 946_684_800
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).replace(tzinfo=None)
