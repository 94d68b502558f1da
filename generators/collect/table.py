"""Answers to one form as a table: a row a person, a column a field in the form's order, choices in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generators.collect.filled import cut, safe_text
from generators.collect.known_forms import KnownForms
from generators.collect.matching import Response
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
class Table:
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


def tables(responses: Sequence[Response], known: KnownForms) -> tuple[Table, ...]:
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


def _table(name: str, responses: tuple[Response, ...], form: Form | None) -> Table:
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
    return Table(name, form, tuple(columns.values()), rows, responses, tuple(notes))
