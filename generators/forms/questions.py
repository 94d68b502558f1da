"""Makes a Field out of a question, what stands in its braces, and what a browser may fill in by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from msgspec import Struct

from generators.forms.attributes import ATTRIBUTES, BRACES, KNOWN, Attributes, input_type, read_attributes
from generators.forms.names import plain_text, slug
from generators.forms.required_marks import without_required_mark
from generators.model import Field, FieldKind, FieldRow, Line, Option, Place
from generators.model.problems import Problems, did_you_mean
from generators.model.replacing import replace
from generators.reading.durations import minutes_of

Piece = TypeVar("Piece")

_AUTOCOMPLETE: Mapping[str, str] = {
    "name": "name", "your name": "name", "full name": "name", "first name": "given-name", "last name": "family-name",
    "nombre": "name", "nombre completo": "name", "nom": "name",
    "phone": "tel", "phone number": "tel", "your phone": "tel", "teléfono": "tel",
    "e-mail": "email", "email": "email", "e-mail address": "email", "email address": "email", "your email": "email",
    "correo electrónico": "email", "address": "street-address", "city": "address-level2", "zip code": "postal-code",
    "date of birth": "bday", "birth date": "bday", "birthday": "bday", "fecha de nacimiento": "bday",
}  # fmt: skip
"""Labels whose answer a browser may know: WCAG 2.2, success criterion 1.3.5."""


def autocomplete_of(label: str, type_word: str = "") -> str:
    """What a browser may know to answer (HTML standard, autofill detail tokens), or an empty text."""
    return _AUTOCOMPLETE.get(label.lower(), type_word if type_word in ("email", "tel") else "")


def told_apart(pieces: Iterable[Piece]) -> Iterator[Piece | Field | FieldRow]:
    """The same pieces; a second field that a browser would fill in alike speaks of another person."""
    seen: set[str] = set()

    def apart(field: Field) -> Field:
        token = field.autocomplete
        if not token or token == "off" or token.startswith("section-"):
            return field
        if token in seen:
            return replace(field, autocomplete=f"section-{field.name} {token}")
        seen.add(token)
        return field

    for piece in pieces:
        if isinstance(piece, Field):
            yield apart(piece)
        elif isinstance(piece, FieldRow):
            yield FieldRow(tuple(apart(field) for field in piece.fields))
        else:
            yield piece


_PERSONAL = re.compile(
    r"\b(gender|sex|date of birth|birth ?date|birthday|race|racial|ethnic\w*|pronouns?|género|sexo|"
    r"fecha de nacimiento|raza|etnia|origen étnico|sexe|genre|date de naissance|race|ethnie|geschlecht|geburtsdatum)\b",
    re.IGNORECASE,
)
_PERSONAL_NAME = re.compile(r"(^|-)(gender|sex|birth|birthday|race|ethnicity|dob)(-|$)")
_LONGEST_PERSONAL_QUESTION = 10
"""Words: a longer question that mentions gender or race asks about the program, not about the person."""


_LINE_BREAK = re.compile(r"(?<!\\)\\\s*$")
"""How some programs end a line (CommonMark 6.7)."""


_COLON = re.compile(r"\s*[:\uff1a]\s*$")
_CROSS = re.compile(r"(?<=[:?\uff1a])\s*[xX](?=\s*[:\uff1a]?\s*$)")
"""Where people are to sign, behind the words that say so."""


class Question(Struct, frozen=True):
    """A label as written, with its attributes and the help under it."""

    label: str
    attributes: Attributes
    hint: str
    place: Place


def read_question(written: str, braces: str, hint: str, place: Place, problems: Problems) -> Question:
    """The question whose label is ``written`` (Markdown, perhaps with a colon at its end)."""
    label = plain_text(_COLON.sub("", _CROSS.sub("", _LINE_BREAK.sub("", written.strip()))))
    label = _COLON.sub("", label)
    attributes = read_attributes(braces, place, problems) if braces else Attributes()
    bare, is_required = without_required_mark(label)
    if is_required and "optional" not in attributes:
        label, attributes = bare, replace(attributes, values={**attributes.values, "required": ""})
    if ATTRIBUTES.search(written):
        hint = "write them at the end, behind the blank: Name: ____ {required}"
        problems.error("form-attribute-malformed", place, "these attributes are read as words of the question", hint)
    if not label or (label in ("x", "X") and not attributes.name):
        sign = "write 'Signature: ____ {type=signature}' for a cross at which people sign" if label else ""
        cure = "write the question before its blank"
        problems.error("form-field-without-label", place, "a field without a label", sign or cure)
    return Question(label, attributes, attributes.text("hint") or hint, place)


def read_option(written: str, place: Place, problems: Problems) -> Option:
    """One choice, as it stands after its ``( )`` or ``[ ]``: a label, perhaps a ``{#value}`` and room to write."""
    written = _LINE_BREAK.sub("", written)
    braces = re.search(rf"\s*({BRACES})\s*(?=_{{4,}}\s*$|$)", written)
    if braces and not ATTRIBUTES.match(braces[1]):
        braces = None
    attributes = read_attributes(braces[1], place, problems) if braces else Attributes()
    without = written.replace(braces[0], " ") if braces else written
    label = re.sub(r"\s*_{4,}\s*$", "", without.strip())
    write_in = label != without.strip()
    text = re.sub(r"\s*[:\uff1a]$", "", plain_text(label)) if write_in else plain_text(label)
    if not text:
        problems.error(
            "form-option-without-label", place, "an option without a label", "write what is chosen after its box"
        )
    _check_option(without, label, attributes, place, problems)
    value = slug(attributes.name or text)
    if text and not value:
        hint = "write what is chosen, or name it for the table of answers: {#name}"
        problems.error("form-option-without-label", place, f"the option '{text}' has no letter and no digit", hint)
    return Option(value, text, write_in)


_OF_ITS_OWN = re.compile(r"\S\s{2,}\S[^_]*[:\uff1a]\s*_{4,}\s*$")
"""A label with its blank behind a choice, as far from it as fields of a row are from one another."""


YES_OR_NO = frozenset(
    ["yes", "y", "sí", "si", "oui", "ja", "có", "نعم", "no", "n", "non", "nein", "không", "لا", "true", "false"]
)
"""Whole answers, in small letters."""

_ENDS_A_FORM = frozenset({"date", "signature", "initials", "fecha", "firma", "datum", "unterschrift", "ngày", "chữ ký"})
"""What forms ask for at the end of a line, in small letters."""


def report_label_behind(option: Option, place: Place, problems: Problems) -> None:
    """A warning for the last ``option`` of a line if it seems to have taken in what is asked behind it."""
    behind = _label_behind(option.label) if option.write_in and "__" not in option.label else ""
    if behind:
        said = f"'{behind}' is read as a part of the choice '{option.label}'"
        apart = option.label.removesuffix(f" {behind}")
        own = f"write '{behind}: ____' on a line of its own"
        problems.warn("form-blank-without-field", place, said, own, f"for one choice write '{apart}, {behind}: ____'")


def _label_behind(label: str) -> str:
    """The question that may stand behind a choice, one space from it: 'Date' in 'No Date'; else an empty text."""
    choice, _, rest = label.partition(" ")
    if choice.lower() in YES_OR_NO and rest[:1].isupper():
        return rest
    before, _, last = label.rpartition(" ")
    ends = last.lower() in _ENDS_A_FORM and not last.islower() and before[-1:] not in (",", ";", "/")
    return last if ends and before else ""


def _check_option(written: str, label: str, attributes: Attributes, place: Place, problems: Problems) -> None:
    if attributes.values:
        key = next(iter(attributes.values))
        hint = f"write {{{key}}} or {{{key}=…}} at the end of the question, above its choices"
        message = f"'{key}' belongs to a question, and stands behind one of its choices"
        problems.error("form-attribute-on-option", place, message, hint)
    if re.search(r"(^|\s)\( \)|(^|\s)\[ \]|_{4,}", label) or _OF_ITS_OWN.search(written):
        hint = "a line holds either ( ) or [ ], each before its own words, and a blank stands at the end"
        problems.error("form-blank-without-field", place, "this box or blank makes no choice of its own", hint)


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
    attributes = _fitting(question, kind, problems)
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
        personal="personal" in attributes or bool(attributes.text("optional")),
        match=attributes.text("match"),
        place=question.place,
    )
    return _checked(field, problems)


def _check_name(field: Field, problems: Problems) -> None:
    if field.label and not field.name:
        hint = "write what is asked, or name it for the table of answers: {#name}"
        message = f"the question '{field.label}' has no letter and no digit"
        problems.error("form-field-without-label", field.place, message, hint)


def kind_of_line(attributes: Attributes) -> FieldKind:
    """The kind of a one-line blank: asked for by its attributes, else text."""
    if attributes.text("type") == "signature":
        return "signature"
    return "area" if attributes.number("lines") > 1 else "text"


def kind_of_choices(attributes: Attributes, options: Sequence[Option]) -> FieldKind:
    """The kind of choices of which people choose one: numbers in a row whose ends have names are a scale."""
    numbers = [int(option.label) for option in options if option.label.isdecimal() and not option.write_in]
    steps = {after - before for before, after in pairwise(numbers)}
    has_ends = "low" in attributes or "high" in attributes
    return "scale" if has_ends and len(numbers) == len(options) and steps in ({1}, {-1}) else "radio"


_OF_CHOICES = frozenset({"radio", "checks", "scale"})
_OF_TEXT = ("lines", "max", "type")
_ENDS = ("low", "high")


def _fitting(question: Question, kind: FieldKind, problems: Problems) -> Attributes:
    """The attributes of ``question``; of what does nothing for its kind the author hears."""
    given = question.attributes
    unused = (*(_OF_TEXT if kind in _OF_CHOICES else ()), *(_ENDS if kind != "scale" else ()))
    for key in (key for key in unused if key in given):
        what = "a row of numbers" if key in _ENDS else "a blank to write on"
        cure = "write the numbers under the question: (1) (2) (3)" if key in _ENDS else f"take '{key}' out"
        message = f"'{key}' is for {what}, and does nothing for '{question.label}'"
        problems.warn("form-attribute-malformed", question.place, message, cure)
    return given


PERSONAL = "personal"
"""The word that marks a question, or all under a heading, as told to nobody but those who run the program."""


class Heading(Struct, frozen=True):
    """A heading's ``text``, and what stood in its braces: ``minutes`` or None, ``personal``, and other attributes."""

    text: str
    attributes: str = ""
    minutes: float | None = None
    personal: bool = False


def read_heading(heading: str, line: Line, problems: Problems) -> Heading:
    """The parts of a heading as typed, without its marks ``#``."""
    start = heading.rfind("{")
    if start <= 0 or not heading.endswith("}"):
        return Heading(heading)
    parts = heading[start + 1 : -1].removeprefix(":").split()
    given = [part.removeprefix("minutes=").strip("\"'") for part in parts if part.startswith("minutes=")]
    minutes = minutes_of(given[0], "write {minutes=10}", line.place, problems) if given else None
    for part in parts:
        if part.partition("=")[0] in KNOWN and part != PERSONAL and '"' not in heading[start:]:
            hint = "write it behind each question that it is for"
            problems.error("form-attribute-malformed", line.place, f"'{part}' says nothing of a heading", hint)
        elif part != PERSONAL and part.isalpha() and (hint := did_you_mean(part, (PERSONAL,))):
            problems.error("form-unknown-attribute", line.place, f"unknown attribute '{part}'", hint)
    attributes = " ".join(part for part in parts if part != PERSONAL and not part.startswith("minutes="))
    return Heading(heading[:start].rstrip(), attributes, minutes, PERSONAL in parts)


def _checked(field: Field, problems: Problems) -> Field:
    _check_options(field, problems)
    _check_personal(field, problems)
    _check_name(field, problems)
    return field


def _check_options(field: Field, problems: Problems) -> None:
    if field.kind in ("radio", "scale") and len(field.options) == 1:
        hint = "add a second one, or write [ ] for a box to tick"
        problems.error("form-single-option", field.place, f"'{field.label}' has one option only", hint)
    first: dict[str, str] = {}
    for option in field.options:
        if option.value in first:
            hint = "give one of them a word of its own: ( ) Label {#word}"
            problems.error(
                "form-duplicate-option",
                field.place,
                f"two options of '{field.label}' share the value '{option.value}'",
                hint,
            )
        first[option.value] = option.label
    if field.kind == "scale" and not (field.low and field.high):
        hint = 'write {low="Not at all" high="Extremely"} after the question'
        problems.error(
            "form-scale-without-ends", field.place, f"the ends of the scale '{field.label}' have no names", hint
        )


def _check_personal(field: Field, problems: Problems) -> None:
    """Personal details are asked for a reason and can be skipped, or not at all."""
    short = len(field.label.split()) <= _LONGEST_PERSONAL_QUESTION
    personal = (short and _PERSONAL.search(field.label)) or _PERSONAL_NAME.search(field.name)
    if (personal or field.autocomplete == "bday") and not field.optional:
        hint = 'add {optional="why we ask"}'
        problems.error(
            "form-personal-question",
            field.place,
            f"the personal question '{field.label}' is not marked optional",
            hint,
            "people may skip it",
        )
