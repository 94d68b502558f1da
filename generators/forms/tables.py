"""Reads a Markdown table with blanks as repeated rows of one-line fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generators.forms.attributes import BRACES, Attributes, read_attributes
from generators.forms.autofill import autocomplete_of
from generators.forms.names import plain_text, slug
from generators.forms.questions import Question, kind_of_line, make_field
from generators.model import Field, FieldTable, Line, Lines
from generators.problems import Problems

_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_BLANK = re.compile(r"_{4,}")


def is_table(lines: Lines) -> bool:
    """Whether ``lines`` are a table in which at least one cell is a blank."""
    return (
        len(lines) > 2
        and _SEPARATOR.fullmatch(lines[1].text) is not None
        and any(_BLANK.fullmatch(cell) for line in lines[2:] for cell in _cells(line))
    )


def read_table(lines: Lines, question: Question | None, problems: Problems) -> FieldTable:
    """The rows under the heads; ``{#name}`` of the text above goes before every field's name."""
    heads = [_head(cell, lines[0], problems) for cell in _cells(lines[0])]
    prefix = slug(question.attributes.name) if question and question.attributes.name else ""
    rows = tuple(
        tuple(
            _cell(cell, head, prefix, number, line, cells, problems) for cell, head in zip(cells, heads, strict=False)
        )
        for number, line in enumerate(lines[2:], start=1)
        if (cells := _padded(_cells(line), len(heads)))
    )
    return FieldTable(tuple(label for label, _ in heads), rows, question.label if question else "")


def _head(cell: str, line: Line, problems: Problems) -> tuple[str, Attributes]:
    found = re.match(rf"(?P<label>.*?)\s*(?P<braces>{BRACES})?\s*$", cell)
    assert found is not None, "the pattern matches every text"
    return plain_text(found["label"]), read_attributes(found["braces"] or "", line.place, problems)


def _cell(
    cell: str,
    head: tuple[str, Attributes],
    prefix: str,
    number: int,
    line: Line,
    cells: Sequence[str],
    problems: Problems,
) -> Field | str:
    if not _BLANK.fullmatch(cell):
        return plain_text(cell)
    label, attributes = head
    row = next((plain_text(other) for other in cells if other and not _BLANK.fullmatch(other)), "")
    column = slug(attributes.name or label)
    name = "-".join(part for part in (prefix, column, slug(row) or str(number)) if part)
    values = dict(attributes.values)
    if "autocomplete" not in values and (token := autocomplete_of(row)):
        values["autocomplete"] = f"section-{column} {token}"
    spoken = ", ".join(part for part in (label, row or str(number)) if part)
    question = Question(spoken, Attributes(values, name), "", line.place)
    return make_field(question, kind_of_line(attributes), problems)


def _cells(line: Line) -> list[str]:
    text = line.text.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", text)]


def _padded(cells: list[str], count: int) -> list[str]:
    return (cells + [""] * count)[:count]
