"""Answers to one form as a table, a row a person and a column a field; and that table as CSV.

No answer runs as a formula, and every one stays the text that it is.
"""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Literal

from msgspec import Struct, field

from generators.collect.answers import NOTHING_SAID, TICKED, Asked, cut, safe_text
from generators.collect.known_forms import KnownForms, Response
from generators.collect.responses import SelectedResponses
from generators.forms.names import fields_of, option_control, write_in_control
from generators.model import Field, FieldKind, Form, InputType
from generators.words.answer_sections import SummaryWords
from generators.words.catalogue import ENGLISH, words_of
from generators.words.formats import number

MOST_COLUMNS = 5_000
"""Columns of answers; spreadsheets hold 16,384 (ECMA-376, part 1, 18.3.1.13)."""

LONGEST_HEADING = 300
LONGEST_CELL = 32_766
"""UTF-16 units; spreadsheets hold one more (Excel specifications and limits), and an apostrophe may be put before."""

FIRST_COLUMNS = 2
"""The file and its edition stand before the answers."""

Headings = Literal["names", "questions"]


class Column(Struct, frozen=True):
    """``question`` is what the form asks; ``labels`` are the words of its choices by their stored values."""

    name: str
    question: str
    kind: FieldKind = "text"
    labels: Mapping[str, str] = field(default_factory=dict)
    input_type: InputType = "text"

    def words(self, value: str) -> str:
        return self.labels.get(value, value)


class Row(Struct, frozen=True):
    """One person: the file, its edition, and a cell for each column."""

    path: str
    edition: str
    cells: tuple[str, ...]


class ResponseTable(Struct, frozen=True):
    """All answers to the form ``name``; ``form`` is None when the kit does not know it.

    ``notes`` say of which files (by path) something found no room. ``language`` (BCP 47) is that of what the table adds
    to people's own words.
    """

    name: str
    form: Form | None
    columns: tuple[Column, ...]
    responses: Sequence[Response]
    notes: tuple[tuple[str, str], ...] = ()
    language: str = ENGLISH

    @property
    def rows(self) -> Iterator[Row]:
        """A row for each response, made when its turn comes: many people's answers have no room in memory at once."""
        for response in self.responses:
            cells = (column.words(response.answers.get(column.name, "")) for column in self.columns)
            yield Row(response.path, response.edition, tuple(shortened(cell, self.language) for cell in cells))

    @property
    def title(self) -> str:
        return self.form.title if self.form else self.name

    def headings(self, wanted: Headings) -> tuple[str, ...]:
        """The first row: names that stay over editions and languages, or questions as people read them."""
        words = words_of(self.language).summary
        first = (words.column_file, words.column_edition)
        if wanted == "names":
            return (*first, *(cut(safe_text(column.name), LONGEST_HEADING) for column in self.columns))
        times = Counter(column.question for column in self.columns)
        return (
            *first,
            *(f"{one.question} [{one.name}]" if times[one.question] > 1 else one.question for one in self.columns),
        )


def tables(responses: Sequence[Response], known: KnownForms) -> tuple[ResponseTable, ...]:
    """One table for each form that was answered: the kit's forms in their order, then others by name."""
    places: dict[str, array[int]] = {}
    for place, response in enumerate(responses):
        places.setdefault(response.form, array("L")).append(place)
    ordered = [form.name for form in known.forms if form.name in places]
    unknown = sorted(places.keys() - set(ordered))
    return tuple(
        _table(name, SelectedResponses(responses, places[name]), known) for name in dict.fromkeys((*ordered, *unknown))
    )


def columns_of(form: Form, language: str) -> tuple[Column, ...]:
    """A column for each control of ``form``: one for a question, one for each box of a list of boxes."""
    words = words_of(language).summary
    return tuple(
        column for section in form.sections for field in fields_of(section.items) for column in _columns(field, words)
    )


def shortened(cell: str, language: str) -> str:
    """``cell`` as far as a spreadsheet holds it: more would spill into the cells around it."""
    if len(cell) <= LONGEST_CELL // 2:
        return cell
    data = cell.encode("utf-16-le")
    if len(data) <= 2 * LONGEST_CELL:
        return cell
    mark = f" {words_of(language).summary.cell_shortened.format(count=number(language, len(cell)))}"
    return data[: 2 * (LONGEST_CELL - len(mark))].decode("utf-16-le", "ignore") + mark


def _columns(field: Field, words: SummaryWords) -> Iterator[Column]:
    if field.kind != "checks":
        labels = {option.value: option.label for option in field.options}
        yield Column(field.name, field.label, field.kind, labels, field.input_type)
    for option in field.options:
        question = f"{field.label}: {option.label}"
        if field.kind == "checks":
            yield Column(option_control(field, option), question, "checks", {TICKED: words.ticked})
        if option.write_in:
            yield Column(write_in_control(field, option), words.column_written_in.format(question=question))


def _table(name: str, responses: Sequence[Response], known: KnownForms) -> ResponseTable:
    form, language = known.named(name), known.language
    columns = {column.name: column for column in columns_of(form, language)} if form else {}
    notes: dict[tuple[str, str], None] = {}
    for response in responses:
        # an unknown form keeps its own order; what an older edition asked stands after what is asked now
        for control in response.answers if form else response.controls:
            if control not in columns and len(columns) < MOST_COLUMNS:
                asked = response.asked.get(control, NOTHING_SAID)
                columns[control] = _other_column(control, asked, language, earlier=form is not None)
            elif control not in columns and control in response.answers:
                notes[response.path, "has more fields than a table has columns; the last ones were left out"] = None
        if any(shortened(answer, language) != answer for answer in response.answers.values()):
            notes[response.path, "has an answer longer than a spreadsheet's cell, which was cut"] = None
    return ResponseTable(name, form, tuple(columns.values()), responses, tuple(notes), language)


def _other_column(control: str, asked: Asked, language: str, *, earlier: bool) -> Column:
    """A column for what the kit's form does not ask, with the words that the file itself has for it."""
    words = words_of(language).summary
    question = ": ".join(part for part in (asked.question or asked.group, asked.words) if part)
    question = cut(safe_text(question or control), LONGEST_HEADING)
    kind: FieldKind = "checks" if asked.kind == "tick" else "area" if asked.kind == "area" else "text"
    labels = {TICKED: words.ticked} if asked.kind == "tick" else {value: text for value, text in asked.choices if text}
    return Column(control, words.column_earlier.format(question=question) if earlier else question, kind, labels)


_STARTS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(table: ResponseTable, headings: Headings, file: IO[bytes]) -> None:
    """The table in UTF-8 with a byte order mark (without it, Excel breaks accents), RFC 4180 otherwise."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([defused(cell) for cell in table.headings(headings)])
    for row in table.rows:
        writer.writerow([defused(cell) for cell in (row.path, row.edition, *row.cells)])
    text.detach()


_INNER_FORMULA = re.compile(rf"(?<=[;|\t\r\n])(?=[\s\"]*[{re.escape(''.join(_STARTS_A_FORMULA))}])")
"""Where a cell begins for a spreadsheet that was told of another separator than the comma, or that lost a quote."""


def defused(cell: str) -> str:
    """``cell`` with an apostrophe before whatever a spreadsheet would else run as a formula.

    The characters are those of the OWASP page on CSV injection; blanks, tabs, and line ends before them count too. A
    part of the answer counts as well that is a cell of its own where semicolons, tabs, or bars separate cells.
    """
    risky = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_STARTS_A_FORMULA)
    inside = _INNER_FORMULA.sub("'", cell)
    return f"'{inside}" if risky else inside


_CHANGED_BY_SPREADSHEETS = re.compile(
    r"0\d+|\d{12,}|\d+(\.\d+)?[eE][+-]?\d+|\d*\.\d*0|(?i:true|false)|"
    r"\d{1,2}[-/]\d{1,2}([-/]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}"
)
"""What spreadsheets take for a number, a date, or a truth when they open a CSV file, and show otherwise: 00104 as 104,
1E5 as 100000, 3-4 as a day, and of a long number the first fifteen digits."""


def changed_by_spreadsheets(tables: Sequence[ResponseTable]) -> tuple[int, str]:
    """How many answers a spreadsheet would change when it opens the CSV files, and one of them; 0 and an empty text."""
    count, first = 0, ""
    for table in tables:
        for response in table.responses:
            for answer in response.answers.values():
                if len(answer) <= LONGEST_NUMBER and _CHANGED_BY_SPREADSHEETS.fullmatch(answer.strip()):
                    count, first = count + 1, first or answer.strip()
    return count, first


LONGEST_NUMBER = 40
"""Characters of an answer that may be taken for a number."""
