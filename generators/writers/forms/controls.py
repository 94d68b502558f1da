"""The single controls of a form's fields, in reading order, as a PDF names, groups, and announces them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generators.forms.names import fields_of, option_control, write_in_control
from generators.forms.words import Words
from generators.model import Field, Form, Option

ControlKind = Literal["text", "tick", "choice"]


@dataclass(frozen=True, slots=True)
class Control:
    """One box or line. ``value`` tells the boxes of one question apart; ``question`` is what its group is called.

    ``spoken`` is the whole of what a screen reader says; ``lines`` is 0 for a single line.
    """

    name: str
    kind: ControlKind
    spoken: str
    question: str = ""
    value: str = ""
    required: bool = False
    lines: int = 0
    max_length: int = 0


Key = tuple[str, str]


def controls_of(form: Form, words: Words) -> Mapping[Key, Control]:
    """The controls of ``form`` by name and value, in reading order."""
    labels = Counter(field.label for section in form.sections for field in fields_of(section.items))
    made: dict[Key, Control] = {}
    for section in form.sections:
        for field in fields_of(section.items):
            shared = labels[field.label] > 1 and section.title
            question = f"{section.title}: {field.label}" if shared else field.label
            for control in _controls(field, question, words):
                made[control.name, control.value] = control
    return made


def _controls(field: Field, question: str, words: Words) -> Iterator[Control]:
    if not field.options:
        help_text = _help(field, words)
        lines = field.lines if field.kind == "area" else 0
        spoken = f"{question}. {help_text}" if help_text else question
        yield Control(field.name, "text", spoken, required=field.required, lines=lines, max_length=field.max_length)
        return
    for option in field.options:
        spoken = f"{question}: {_option_label(field, option)}"
        if field.kind == "checks":
            yield Control(option_control(field, option), "tick", spoken)
        else:
            yield Control(field.name, "choice", spoken, question, option.value, field.required)
        if option.write_in:
            please = words.please_name.format(option=option.label)
            yield Control(write_in_control(field, option), "text", f"{question}: {please}")


def _help(field: Field, words: Words) -> str:
    reason = f"{words.optional}: {field.optional}" if field.optional else ""
    return " ".join(part for part in (field.hint, reason) if part)


def _option_label(field: Field, option: Option) -> str:
    if field.kind != "scale":
        return option.label
    numbers = [int(one.value) for one in field.options]
    end = {min(numbers): field.low, max(numbers): field.high}.get(int(option.value), "")
    return f"{option.label}, {end}" if end else option.label
