"""Answers to one form as a table, a row a person and a column a field; as CSV, and as an XLSX workbook.

No answer runs as a formula, and every one stays the text that it is.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from generators.brand.palette import Palette
from generators.collect.answers import cut, safe_text
from generators.collect.known_forms import KnownForms, Response
from generators.forms.names import fields_of, option_control, write_in_control
from generators.model import Field, FieldKind, Form

MOST_COLUMNS = 5_000
"""Columns of answers; spreadsheets hold 16,384 (ECMA-376, part 1, 18.3.1.13)."""

LONGEST_HEADING = 300
LONGEST_CELL = 32_766
"""UTF-16 units; spreadsheets hold one more (Excel specifications and limits), and an apostrophe may be put before."""

FIRST_COLUMNS = ("file", "edition")
Headings = Literal["names", "questions"]


@dataclass(frozen=True, slots=True)
class Column:
    """``question`` is what the form asks; ``labels`` are the words of its choices by their stored values."""

    name: str
    question: str
    kind: FieldKind = "text"
    labels: Mapping[str, str] = field(default_factory=dict)

    def words(self, value: str) -> str:
        return self.labels.get(value, value)


@dataclass(frozen=True, slots=True)
class Row:
    """One person: the file, its edition, and a cell for each column."""

    path: str
    edition: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseTable:
    """All answers to the form ``name``; ``form`` is None when the kit does not know it.

    ``notes`` say of which files (by path) something found no room.
    """

    name: str
    form: Form | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    responses: tuple[Response, ...]
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return self.form.title if self.form else self.name

    def headings(self, wanted: Headings) -> tuple[str, ...]:
        """The first row: names that stay over editions and languages, or questions as people read them."""
        if wanted == "names":
            return (*FIRST_COLUMNS, *(cut(safe_text(column.name), LONGEST_HEADING) for column in self.columns))
        times = Counter(column.question for column in self.columns)
        return (
            *FIRST_COLUMNS,
            *(f"{one.question} [{one.name}]" if times[one.question] > 1 else one.question for one in self.columns),
        )


def tables(responses: Sequence[Response], known: KnownForms) -> tuple[ResponseTable, ...]:
    """One table for each form that was answered: the kit's forms in their order, then others by name."""
    names = {response.form for response in responses}
    ordered = [form.name for form in known.forms if form.name in names]
    unknown = sorted(names - set(ordered))
    return tuple(
        _table(name, tuple(response for response in responses if response.form == name), known.named(name))
        for name in dict.fromkeys((*ordered, *unknown))
    )


def columns_of(form: Form) -> tuple[Column, ...]:
    """A column for each control of ``form``: one for a question, one for each box of a list of boxes."""
    return tuple(
        column for section in form.sections for field in fields_of(section.items) for column in _columns(field)
    )


def shortened(cell: str) -> str:
    """``cell`` as far as a spreadsheet holds it: more would spill into the cells around it."""
    data = cell.encode("utf-16-le")
    if len(data) <= 2 * LONGEST_CELL:
        return cell
    mark = f" [cut: {len(cell):,} characters; the file holds them all]"
    return data[: 2 * (LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore") + mark


def _columns(field: Field) -> Iterator[Column]:
    if field.kind != "checks":
        labels = {option.value: option.label for option in field.options}
        yield Column(field.name, field.label, field.kind, labels)
    for option in field.options:
        question = f"{field.label}: {option.label}"
        if field.kind == "checks":
            yield Column(option_control(field, option), question, "checks")
        if option.write_in:
            yield Column(write_in_control(field, option), f"{question} (written in)")


def _table(name: str, responses: tuple[Response, ...], form: Form | None) -> ResponseTable:
    columns = {column.name: column for column in columns_of(form)} if form else {}
    notes: dict[tuple[str, str], None] = {}
    for response in responses:
        # an unknown form keeps its own order; what an older edition asked stands after what is asked now
        for control in response.answers if form else response.controls:
            if control not in columns and len(columns) < MOST_COLUMNS:
                columns[control] = Column(control, cut(safe_text(control), LONGEST_HEADING))
            elif control not in columns and control in response.answers:
                notes[response.path, "has more fields than a table has columns; the last ones were left out"] = None
        if any(len(answer) > LONGEST_CELL // 2 and shortened(answer) != answer for answer in response.answers.values()):
            notes[response.path, "has an answer longer than a spreadsheet's cell, which was cut"] = None
    rows = tuple(
        Row(
            response.path,
            response.edition,
            tuple(shortened(column.words(response.answers.get(column.name, ""))) for column in columns.values()),
        )
        for response in responses
    )
    return ResponseTable(name, form, tuple(columns.values()), rows, responses, tuple(notes))


_STARTS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_bytes(table: ResponseTable, headings: Headings) -> bytes:
    """The file: UTF-8 with a byte order mark (without it, Excel breaks accents), RFC 4180 otherwise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([defused(cell) for cell in table.headings(headings)])
    for row in table.rows:
        writer.writerow([defused(cell) for cell in (row.path, row.edition, *row.cells)])
    return text.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """``cell`` with an apostrophe before it where a spreadsheet would else run it as a formula.

    The characters are those of the OWASP page on CSV injection; blanks, tabs, and line ends before them count too.
    """
    risky = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{cell}" if risky else cell


LONGEST_SHEET_NAME = 31
LONGEST_NOTE = 1_000
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_WIDTHS = {"area": 52, "text": 24, "radio": 22, "checks": 14, "scale": 12, "signature": 22}
"""Widths of columns in characters."""

NO_DATE = datetime.datetime(2000, 1, 1)
"""A workbook has to say when it was made."""

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


def xlsx_bytes(
    tables: Sequence[ResponseTable], palette: Palette, headings: Headings, date: datetime.datetime | None = None
) -> bytes:
    """The workbook, made on ``date`` (UTC); the same answers give the same bytes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": "Answers", "created": date.replace(tzinfo=None) if date else NO_DATE})
        looks = _looks(book, palette)
        names: list[str] = []
        for table in tables:
            names.append(_sheet_name(table.name, names))
            _write_sheet(book.add_worksheet(names[-1]), table, looks, headings)
    return file.getvalue()


def _write_sheet(sheet: Worksheet, table: ResponseTable, looks: _Looks, headings: Headings) -> None:
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
