"""A form as a list of questions, the same for web, paper, and table."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generators.model.document import NOWHERE, Nodes, Place
from generators.model.page import FormPage

FieldKind = Literal["text", "area", "radio", "checks", "scale", "signature"]
InputType = Literal["text", "email", "tel", "date", "number"]


class Option(Struct, frozen=True):
    """One choice: ``value`` is what is stored (a word, never an index); ``write_in`` has room to write beside it."""

    value: str
    label: str
    write_in: bool = False


class Field(Struct, frozen=True):
    """One question, the same by name on the web page, in the PDF, on paper, and in the collected table.

    ``lines`` is the room on paper in written lines. ``low`` and ``high`` name the ends of a scale.
    ``optional`` says why a personal question may be skipped, and is empty elsewhere. ``personal`` is told to nobody but
    those who run the program. ``match`` is the key under which two forms' answers are compared to find pairs.
    ``width`` is the share of a row, in twelfths, or in a table the length of its blank; 0 for an equal share.
    """

    name: str
    label: str
    kind: FieldKind
    options: tuple[Option, ...] = ()
    required: bool = False
    lines: int = 1
    hint: str = ""
    input_type: InputType = "text"
    max_length: int = 0
    low: str = ""
    high: str = ""
    optional: str = ""
    autocomplete: str = ""
    width: int = 0
    personal: bool = False
    match: str = ""
    place: Place = NOWHERE


class FieldRow(Struct, frozen=True):
    """One-line fields that stand side by side."""

    fields: tuple[Field, ...]


class FieldTable(Struct, frozen=True):
    """Repeated rows under column heads; names are ``<column>-<row>``. A cell of text is a printed row label."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Field | str, ...], ...]
    label: str = ""


class FormProse(Struct, frozen=True):
    """Text between fields."""

    nodes: Nodes


class PageBreak(Struct, frozen=True):
    """Where paper begins a new page; a ``part`` does so in every edition, since the pages before it are taken off."""

    part: bool = False


FormItem = Field | FieldRow | FieldTable | FormProse | PageBreak


class FormSection(Struct, frozen=True):
    """``title`` is empty for what stands before the first heading; ``level`` is the heading's.

    ``minutes`` is the time that an agenda gives to the section (``## Introductions {minutes=10}``), else None.
    """

    title: str
    items: tuple[FormItem, ...]
    level: int = 2
    minutes: float | None = None


class Form(Struct, frozen=True):
    """``name`` is the file's stem; ``appendix`` a Roman numeral or empty; ``edition`` a hash of its fields.

    ``minutes`` is the length that an agenda promises (``minutes:`` in its front matter), else None.
    """

    page: FormPage
    name: str
    title: str
    appendix: str
    audience: str
    privacy: str
    sections: tuple[FormSection, ...]
    edition: str
    minutes: float | None = None
