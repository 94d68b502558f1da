"""Tables of answers as an XLSX workbook, a sheet for each form, to be read, sorted, and printed.

Every answer stays the text that it is, but for the numbers of scales and whole dates.
"""

from __future__ import annotations

import datetime
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count
from typing import IO

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generators.brand.palette import Palette, palette
from generators.collect.known_forms import KnownForms, fields_by_control
from generators.collect.table import FIRST_COLUMNS, Column, Headings, ResponseTable
from generators.model import Paper
from generators.words.catalogue import words_of
from generators.words.direction import direction

LONGEST_SHEET_NAME = 31
LONGEST_NOTE = 1_000
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")

_WIDTHS = {"area": 46, "text": 22, "radio": 20, "checks": 14, "scale": 11, "signature": 20}
"""Widths of columns in characters."""

FILE_WIDTH, EDITION_WIDTH = 24, 10
ONE_PAGE = 150
"""Characters that fit beside each other on a page that is printed across, in letters that can be read."""

PRINTED_SIZE = 70
"""Percent, for tables that are wider than a page: 11 points become 7.7."""

TALLEST, POINTS_IN_A_LINE = 405, 15
"""Points; spreadsheets show no taller row than of 409 (Excel specifications and limits)."""

LINES_IN_A_ROW = TALLEST // POINTS_IN_A_LINE

WIDEST = 110
ROOM = 1.0
"""Characters of a column's width that a character of text takes, with what is lost where a line breaks."""

LONGEST_SHOWN = WIDEST * LINES_IN_A_ROW
MOST_FRAMED = 200
"""Columns up to which empty cells have a frame as well."""

NO_DATE = datetime.datetime(2000, 1, 1)
"""A workbook has to say when it was made."""

DATE = "yyyy-mm-dd"
FIRST_DAY = datetime.date(1900, 3, 1)
"""Spreadsheets have a day that never was, 29 February 1900, and reckon differently before it."""

MOST_OPEN = 100
"""Sheets that are written with a file of their own each, so that no sheet has to fit into memory."""

_PAPERS: dict[Paper, int] = {"letter": 1, "a4": 9}
"""Codes of paper sizes (ECMA-376, part 1, 18.3.1.63)."""


class Looks(Struct, frozen=True):
    """How cells look: a heading, text, numbers and dates, words beside an answer, and a warning."""

    heading: Format
    cell: Format
    number: Format
    date: Format
    side: Format
    warning: Format


def write_workbook(
    tables: Sequence[ResponseTable],
    known: KnownForms,
    headings: Headings,
    file: IO[bytes],
    date: datetime.datetime | None = None,
) -> None:
    """Writes the workbook, made on ``date`` (UTC); the same answers give the same bytes."""
    words = words_of(known.language)
    with opened_workbook(file, words.summary.table_title, date, in_memory=len(tables) > MOST_OPEN) as book:
        looks = looks_of(book, palette(known.brand))
        names: list[str] = []
        for table in tables:
            names.append(sheet_name(table.name, names))
            sheet = book.add_worksheet(names[-1])
            lay_out_page(sheet, f"{known.brand.name} · {table.title}", known)
            _write_sheet(sheet, table, looks, headings)


@contextmanager
def opened_workbook(
    file: IO[bytes], title: str, date: datetime.datetime | None, *, in_memory: bool
) -> Iterator[xlsxwriter.Workbook]:
    """A workbook whose cells are never run, guessed at, or linked; rows are written from the first to the last."""
    with tempfile.TemporaryDirectory(prefix="kit-collect-") as folder:
        options = {
            "in_memory": in_memory,
            "constant_memory": not in_memory,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        with xlsxwriter.Workbook(file, options) as book:
            book.set_properties({"title": title, "created": date.replace(tzinfo=None) if date else NO_DATE})
            yield book


def lay_out_page(sheet: Worksheet, title: str, known: KnownForms) -> None:
    """How a sheet prints: across, on the local's paper, with its title above and the pages counted below."""
    page = words_of(known.language).common.page.format(page="&P", pages="&N")
    sheet.set_landscape()
    sheet.set_paper(_PAPERS[known.paper])
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
    sheet.set_header(f"&L&9{title.replace('&', '&&')[:200]}")
    sheet.set_footer(f"&C&9{page}")
    if direction(known.language) == "rtl":
        sheet.right_to_left()


def _write_sheet(sheet: Worksheet, table: ResponseTable, looks: Looks, headings: Headings) -> None:
    widths = _widths(table)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    shown = table.headings(headings)
    sheet.set_row(0, row_height(zip(shown, widths, strict=True)))
    for index, heading in enumerate(shown):
        sheet.write_string(0, index, heading, looks.heading)
    if headings == "names":
        _write_questions(sheet, table)
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, row_height(zip((row.path, row.edition, *row.cells), widths, strict=True)))
        sheet.write_string(number, 0, row.path, looks.cell)
        sheet.write_string(number, 1, row.edition, looks.cell)
        for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), start=FIRST_COLUMNS):
            if cell or len(widths) <= MOST_FRAMED:
                _write_cell(sheet, number, index, column, cell, looks)
    _finish(sheet, table, widths)


def _finish(sheet: Worksheet, table: ResponseTable, widths: Sequence[int]) -> None:
    """What stays in view, and what each printed page repeats: the questions, and whose answers these are."""
    whose = FIRST_COLUMNS if _begins_with_a_name(table) else 0
    sheet.freeze_panes(1, whose + 1)
    sheet.autofilter(0, 0, len(table.responses), len(widths) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.responses) + 1}"})
    sheet.repeat_rows(0)
    if sum(widths) <= ONE_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        # on one page, the letters of a survey would be a millimeter high
        sheet.set_print_scale(PRINTED_SIZE)
        sheet.repeat_columns(0, whose)
        sheet.print_across()


def _begins_with_a_name(table: ResponseTable) -> bool:
    fields = fields_by_control(table.form) if table.form else {}
    return next((one.autocomplete == "name" for one in fields.values()), False)


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Points for a row of texts in columns of so many characters: not every program finds that out by itself."""
    lines = (
        sum(1 + int(len(line) * ROOM // width) for line in text[:LONGEST_SHOWN].split("\n")) for text, width in cells
    )
    return float(min(TALLEST, POINTS_IN_A_LINE * max(lines, default=1)))


def _write_questions(sheet: Worksheet, table: ResponseTable) -> None:
    for index, column in enumerate(table.columns, start=FIRST_COLUMNS):
        if column.question != column.name:
            sheet.write_comment(0, index, column.question[:LONGEST_NOTE], {"author": "", "x_scale": 2})


def _widths(table: ResponseTable) -> list[int]:
    """Widths of all columns in characters: a long answer has to fit into the tallest row that there is."""
    longest = [0] * len(table.columns)
    for response in table.responses:
        for index, column in enumerate(table.columns):
            longest[index] = max(longest[index], len(response.answers.get(column.name, "")))
    needed = (min(WIDEST, length // LINES_IN_A_ROW + 4) for length in longest)
    usual = (_WIDTHS[column.kind] for column in table.columns)
    return [FILE_WIDTH, EDITION_WIDTH, *(max(pair) for pair in zip(needed, usual, strict=True))]


def _write_cell(sheet: Worksheet, row: int, index: int, column: Column, cell: str, looks: Looks) -> None:
    """Numbers of a scale are numbers, to be reckoned with, and whole dates are dates; everything else is text."""
    if not cell:
        sheet.write_blank(row, index, None, looks.cell)
    elif column.kind == "scale" and cell in column.labels.values() and cell.isdecimal():
        sheet.write_number(row, index, int(cell), looks.number)
    elif column.input_type == "date" and (day := _day(cell)):
        sheet.write_datetime(row, index, day, looks.date)
    else:
        sheet.write_string(row, index, cell, looks.cell)


def _day(cell: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(cell) if len(cell) == len("2026-03-09") else None
    except ValueError:
        return None
    return day if day and day >= FIRST_DAY else None


def looks_of(book: xlsxwriter.Workbook, colors: Palette) -> Looks:
    """The looks in a local's colors."""
    lines = {"border": 1, "border_color": "#d5dae1"}
    upright = {"text_wrap": True, "valign": "top", **lines}
    heading = {**upright, "bold": True, "font_color": colors.on_primary_mark, "bg_color": colors.primary_mark}
    return Looks(
        heading=book.add_format(heading),
        cell=book.add_format(upright),
        number=book.add_format({**upright, "align": "left"}),
        date=book.add_format({**upright, "align": "left", "num_format": DATE}),
        side=book.add_format({**upright, "bg_color": colors.tint}),
        warning=book.add_format({**upright, "bold": True, "font_color": "#8c1d18", "bg_color": "#fbe9e7"}),
    )


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that spreadsheets take, unlike any before it: they do not tell capital letters from small ones."""
    base = _NOT_IN_SHEET_NAMES.sub(" ", name).strip("' ") or "form"
    base = f"{base}-form" if base.casefold() == "history" else base  # Excel keeps that one for itself
    used = {one.casefold() for one in taken}
    ends = chain([""], (f" ({number})" for number in count(2)))
    candidates = (f"{base[: LONGEST_SHEET_NAME - len(end)]}{end}" for end in ends)
    return next(one for one in candidates if one.casefold() not in used)
