"""Recognizes a table in which people write: its first line names the columns, and blanks are its cells."""

from __future__ import annotations

import re

from msgspec import Struct

from generators.forms.attributes import BRACES, Attributes, read_attributes
from generators.forms.names import plain_text, slug
from generators.forms.questions import Question, autocomplete_of, kind_of_line, make_field
from generators.forms.required_marks import without_required_mark
from generators.forms.spellings import signs_left
from generators.model import Field, FieldTable, Line, Lines, Place
from generators.model.problems import Problems
from generators.model.replacing import replace

SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_BLANK_CELL = re.compile(r"_{4,}")


def is_table(lines: Lines) -> bool:
    """Whether ``lines`` are a table in which at least one cell is a blank."""
    return (
        len(lines) > 2
        and SEPARATOR.fullmatch(lines[1].text) is not None
        and any(_BLANK_CELL.fullmatch(cell) for line in lines[2:] for cell in cells_of(line))
    )


def read_table(lines: Lines, question: Question | None, problems: Problems) -> FieldTable:
    """The rows under the heads; ``{#name}`` of the text above goes before every field's name."""
    heads = [_head(cell, lines[0], problems) for cell in cells_of(lines[0])]
    if any(_BLANK_CELL.fullmatch(cell) for cell in cells_of(lines[0])):
        said, hint = "the first line of a table names its columns, and has no room for an answer", "write a word there"
        problems.error("form-blank-without-field", lines[0].place, said, f"{hint}, and ____ into the lines below")
    prefix = slug(question.attributes.name) if question and question.attributes.name else ""
    written = (
        _Row(prefix, number, line.place, _padded(cells_of(line), len(heads)))
        for number, line in enumerate(lines[2:], start=1)
    )
    rows = tuple(
        tuple(row.content(cell, head, problems) for cell, head in zip(row.cells, heads, strict=False))
        for row in written
        if row.cells
    )
    return FieldTable(tuple(head.label for head in heads), _with_widths(rows), question.label if question else "")


def _with_widths(rows: tuple[tuple[Field | str, ...], ...]) -> tuple[tuple[Field | str, ...], ...]:
    """Longer blanks are wider columns; where all are the same, so are the columns."""
    if len({cell.width for row in rows for cell in row if isinstance(cell, Field)}) > 1:
        return rows
    return tuple(tuple(replace(cell, width=0) if isinstance(cell, Field) else cell for cell in row) for row in rows)


class _Head(Struct, frozen=True):
    """The head of a column: what its cells ask for, and the ``attributes`` that all of them have."""

    label: str
    attributes: Attributes


def _head(cell: str, line: Line, problems: Problems) -> _Head:
    found = re.match(rf"(?P<label>.*?)\s*(?P<braces>{BRACES})?\s*$", cell)
    assert found is not None, "the pattern matches every text"
    label, is_required = without_required_mark(plain_text(found["label"]))
    attributes = read_attributes(found["braces"] or "", line.place, problems)
    if is_required and "optional" not in attributes:
        attributes = replace(attributes, values={**attributes.values, "required": ""})
    return _Head(label, attributes)


class _Row(Struct, frozen=True):
    """A line below the heads; names of its fields begin with ``prefix``, and end with its words or else its number."""

    prefix: str
    number: int
    place: Place
    cells: list[str]

    def content(self, cell: str, head: _Head, problems: Problems) -> Field | str:
        """What stands in one of the cells: a field where it is a blank, else its words."""
        if _BLANK_CELL.fullmatch(cell):
            return make_field(self._question(head), kind_of_line(head.attributes), problems, width=len(cell))
        if signs_left(cell):
            hint = "write ____ alone into a cell that people fill in, and what it asks for into the table's first line"
            problems.error("form-blank-without-field", self.place, "a cell of this table holds more than a blank", hint)
        return plain_text(cell)

    def _question(self, head: _Head) -> Question:
        printed = next((plain_text(cell) for cell in self.cells if cell and not _BLANK_CELL.fullmatch(cell)), "")
        label, is_required = without_required_mark(printed)
        column, attributes = slug(head.attributes.name or head.label), head.attributes
        name = "-".join(part for part in (self.prefix, column, slug(label) or str(self.number)) if part)
        required = {"required": ""} if is_required and "optional" not in attributes else {}
        values = {**attributes.values, **required}
        if "autocomplete" not in values and (token := autocomplete_of(label)):
            values["autocomplete"] = f"section-{column} {token}"
        spoken = ", ".join(part for part in (head.label, label or str(self.number)) if part)
        return Question(spoken, Attributes(values, name), "", self.place)


def cells_of(line: Line) -> list[str]:
    text = line.text.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text)]


def _padded(cells: list[str], count: int) -> list[str]:
    return (cells + [""] * count)[:count]
