"""What only earlier editions of a form asked, made out from the filled forms, as questions like all others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from generators.collect.answers import NOTHING_SAID, TICKED, Asked, cut
from generators.collect.known_forms import Response, control_names
from generators.forms.names import fields_of
from generators.model import Field, FieldKind, Form, FormSection, Option
from generators.model.replacing import replace

MOST_EARLIER = 200
"""Controls; no form for people ever dropped so many questions."""

MOST_CHOICES = 12
"""Different answers up to which answers in single words are taken for choices."""

LONG_ANSWER = 80
"""Characters from which an answer whose file says no kind is taken for a long one."""

_WRITE_IN = "-text"
_STORED_CHOICE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""How choices are stored: ``prefer-not-to-say``."""


class _Seen(Struct):
    """What is known of a control from all files that have it."""

    asked: Asked = NOTHING_SAID
    values: set[str] = field(default_factory=set)
    answers: int = 0
    longest: int = 0

    def add(self, asked: Asked, answer: str) -> None:
        names = ("kind", "words", "question", "group", "choices")
        self.asked = Asked(*(getattr(self.asked, name) or getattr(asked, name) for name in names))
        self.answers += 1
        self.longest = max(self.longest, LONG_ANSWER if "\n" in answer else len(answer))
        if len(self.values) <= MOST_CHOICES:
            self.values.add(cut(answer, LONG_ANSWER))

    @property
    def is_tick(self) -> bool:
        return self.asked.kind == "tick" or (not self.asked.kind and self.values == {TICKED})

    @property
    def kind(self) -> FieldKind:
        """The kind that a file says, else the one that the answers look like."""
        if self.asked.kind in ("text", "area"):
            return "area" if self.asked.kind == "area" else "text"
        words = all(_STORED_CHOICE.fullmatch(value) for value in self.values)
        repeated = len(self.values) <= min(MOST_CHOICES, self.answers // 2)
        if self.asked.kind == "choice" or (words and repeated):
            return "radio"
        return "area" if self.longest >= LONG_ANSWER else "text"


class AskedQuestions(Struct, frozen=True):
    """All that was asked: ``sections`` as the form has them, with choices of earlier editions among its own, and
    ``earlier`` questions, which are in no section any more.

    Of those nobody knows whether they are personal, so that all of them are taken to be.
    """

    sections: tuple[FormSection, ...]
    earlier: tuple[Field, ...] = ()


def asked_questions(form: Form, responses: Iterable[Response]) -> AskedQuestions:
    """The questions of ``form``, and those that only the files of ``responses`` know."""
    seen = _unknown_controls(form, responses)
    ticks = {name: one for name, one in seen.items() if one.is_tick}
    checks = [one for section in form.sections for one in fields_of(section.items) if one.kind == "checks"]
    added: dict[str, list[Option]] = defaultdict(list)
    for name in list(ticks):
        owner = max((one.name for one in checks if name.startswith(f"{one.name}-")), key=len, default="")
        if owner:
            added[owner].append(_option(name, owner, ticks.pop(name), seen))
    others = [_question(name, one) for name, one in seen.items() if not one.is_tick and not _is_write_in(name, seen)]
    return AskedQuestions(_with_options(form.sections, added), (*_boxes(ticks, seen), *others))


def _unknown_controls(form: Form, responses: Iterable[Response]) -> Mapping[str, _Seen]:
    known = set(control_names(form))
    seen: dict[str, _Seen] = {}
    for response in responses:
        for name, answer in response.answers.items():
            if name not in known and (name in seen or len(seen) < MOST_EARLIER):
                seen.setdefault(name, _Seen()).add(response.asked.get(name, NOTHING_SAID), answer.strip())
    return seen


def _is_write_in(name: str, seen: Mapping[str, _Seen]) -> bool:
    """Whether a line stands beside a box that was found as well."""
    box = name.removesuffix(_WRITE_IN)
    return box != name and box in seen and seen[box].is_tick


def _option(name: str, owner: str, one: _Seen, seen: Mapping[str, _Seen]) -> Option:
    value = name.removeprefix(f"{owner}-")
    return Option(value, one.asked.words or value, write_in=f"{name}{_WRITE_IN}" in seen)


def _with_options(sections: Sequence[FormSection], added: Mapping[str, Sequence[Option]]) -> tuple[FormSection, ...]:
    """The same sections, their fields alone, with options of earlier editions after those of now."""
    return tuple(
        replace(
            section,
            items=tuple(
                replace(one, options=(*one.options, *added.get(one.name, ()))) for one in fields_of(section.items)
            ),
        )
        for section in sections
    )


def _boxes(ticks: Mapping[str, _Seen], seen: Mapping[str, _Seen]) -> Iterator[Field]:
    """Boxes of one question together: by the name that saved answers give, else by the words of the PDF."""
    by_words: dict[str, list[str]] = defaultdict(list)
    for name, one in ticks.items():
        by_words[one.asked.question or one.asked.group or name].append(name)
    groups: dict[str, list[str]] = defaultdict(list)
    for names in by_words.values():
        group = next((ticks[name].asked.group for name in names if ticks[name].asked.group), "") or _shared(names)
        groups[group] += names
    for group, names in groups.items():
        label = next((ticks[name].asked.question for name in names if ticks[name].asked.question), group)
        if all(name.startswith(f"{group}-") for name in names):
            options = tuple(_option(name, group, ticks[name], seen) for name in names)
            yield Field(group, label, "checks", options, personal=True)
        else:
            for name in names:
                yield Field(name, label, "radio", (Option(TICKED, ticks[name].asked.words or name),), personal=True)


def _shared(names: Sequence[str]) -> str:
    """The beginning that the names of one question's boxes share, up to a hyphen."""
    first, last = min(names), max(names)
    length = next((at for at, letter in enumerate(first) if last[at : at + 1] != letter), len(first))
    shared = first[:length] if first != last else first
    return shared.rpartition("-")[0] or first


def _question(name: str, one: _Seen) -> Field:
    options = tuple(Option(value, words or value) for value, words in one.asked.choices)
    kind = one.kind
    return Field(name, one.asked.words or name, kind, options if kind == "radio" else (), personal=True)
