"""Makes a Field out of a question and its attributes, and says what is wrong with the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generators.forms.attributes import Attributes, input_type, read_attributes
from generators.forms.autofill import autocomplete_of
from generators.forms.names import plain_text, slug
from generators.model import Field, FieldKind, Line, Option, Place
from generators.problems import Problems

_PERSONAL = re.compile(
    r"\b(gender|sex|date of birth|birth ?date|birthday|race|racial|ethnic\w*|pronouns?|género|sexo|"
    r"fecha de nacimiento|raza|etnia|origen étnico|sexe|genre|date de naissance|race|ethnie|geschlecht|geburtsdatum)\b",
    re.IGNORECASE,
)
_PERSONAL_NAME = re.compile(r"(^|-)(gender|sex|birth|birthday|race|ethnicity|dob)(-|$)")
_LONGEST_PERSONAL_QUESTION = 10
"""Words: a longer question that mentions gender or race asks about the program, not about the person."""


@dataclass(frozen=True, slots=True)
class Question:
    """A label as written, with its attributes and the help under it."""

    label: str
    attributes: Attributes
    hint: str
    place: Place


def read_question(written: str, braces: str, hint: str, place: Place, problems: Problems) -> Question:
    """The question whose label is ``written`` (Markdown, perhaps with a colon at its end)."""
    label = plain_text(re.sub(r"\s*[:\uff1a]\s*$", "", written.strip()))
    label = re.sub(r"\s*[:\uff1a]\s*$", "", label)
    attributes = read_attributes(braces, place, problems) if braces else Attributes()
    if not label:
        problems.error(place, "a field without a label", "write the question before its blank")
    return Question(label, attributes, attributes.text("hint") or hint, place)


def read_option(written: str, place: Place, problems: Problems) -> Option:
    """One choice, as it stands after its ``( )`` or ``[ ]``: a label, perhaps a ``{#value}`` and room to write."""
    braces = re.search(r"\s*(\{#[^}]*\})\s*(?=_{4,}\s*$|$)", written)
    value = read_attributes(braces[1], place, problems).name if braces else ""
    without = written.replace(braces[0], " ") if braces else written
    label = re.sub(r"\s*_{4,}\s*$", "", without.strip())
    write_in = label != without.strip()
    text = re.sub(r"\s*[:\uff1a]$", "", plain_text(label)) if write_in else plain_text(label)
    if not text:
        problems.error(place, "an option without a label", "write what is chosen after its box")
    return Option(value or slug(text), text, write_in)


def make_field(
    question: Question,
    kind: FieldKind,
    problems: Problems,
    *,
    options: Sequence[Option] = (),
    lines: int = 1,
    width: int = 0,
) -> Field:
    """The field that ``question`` asks for; every rule that it breaks is a problem."""
    attributes = question.attributes
    field = Field(
        name=slug(attributes.name or question.label),
        label=question.label,
        kind=kind,
        options=tuple(options),
        required="required" in attributes,
        lines=attributes.number("lines") or lines,
        hint=plain_text(question.hint),
        input_type=input_type(attributes),
        max_length=attributes.number("max"),
        low=plain_text(attributes.text("low")),
        high=plain_text(attributes.text("high")),
        optional=plain_text(attributes.text("optional")),
        autocomplete=attributes.text("autocomplete") or autocomplete_of(question.label, attributes.text("type")),
        width=width,
        place=question.place,
    )
    _check_options(field, problems)
    _check_personal(field, problems)
    return field


def kind_of_line(attributes: Attributes) -> FieldKind:
    """The kind of a one-line blank: asked for by its attributes, else text."""
    if attributes.text("type") == "signature":
        return "signature"
    return "area" if attributes.number("lines") > 1 else "text"


def heading_parts(heading: str, line: Line, problems: Problems) -> tuple[str, str, float | None]:
    """A heading's text, its attributes without ``minutes=10``, and those minutes or None."""
    start = heading.rfind("{")
    if start <= 0 or not heading.endswith("}"):
        return heading, "", None
    parts = heading[start + 1 : -1].removeprefix(":").split()
    given = [part.removeprefix("minutes=").strip("\"'") for part in parts if part.startswith("minutes=")]
    text, attributes = heading[:start].rstrip(), " ".join(part for part in parts if not part.startswith("minutes="))
    try:
        return text, attributes, float(given[0]) if given else None
    except ValueError:
        problems.error(line.place, f"'{given[0]}' is no number of minutes", "write {minutes=10}")
        return text, attributes, None


def _check_options(field: Field, problems: Problems) -> None:
    if field.kind in ("radio", "scale") and len(field.options) == 1:
        hint = "add a second one, or write [ ] for a box to tick"
        problems.error(field.place, f"'{field.label}' has one option only", hint)
    first: dict[str, str] = {}
    for option in field.options:
        if option.value in first:
            hint = "give one of them a word of its own: ( ) Label {#word}"
            problems.error(field.place, f"two options of '{field.label}' share the value '{option.value}'", hint)
        first[option.value] = option.label
    if field.kind == "scale" and not (field.low and field.high):
        hint = 'write {low="Not at all" high="Extremely"} after the question'
        problems.error(field.place, f"the ends of the scale '{field.label}' have no names", hint)


def _check_personal(field: Field, problems: Problems) -> None:
    """Personal details are asked for a reason and can be skipped, or not at all."""
    short = len(field.label.split()) <= _LONGEST_PERSONAL_QUESTION
    personal = (short and _PERSONAL.search(field.label)) or _PERSONAL_NAME.search(field.name)
    if (personal or field.autocomplete == "bday") and not field.optional:
        hint = 'add {optional="why we ask"}; people may skip it'
        problems.error(field.place, f"the personal question '{field.label}' is not marked optional", hint)
