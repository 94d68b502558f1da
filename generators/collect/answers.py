"""One filled form as its file holds it, before anybody knows the form's questions; and text made safe to show.

What "Save my answers" on a form's web page writes is read here: a UTF-8 JSON file ``<form>-answers.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from generators.words.catalogue import ENGLISH, words_of
from generators.words.formats import number

TICKED = "yes"
"""What a ticked box holds; one that is not ticked holds nothing."""

LONGEST_ANSWER = 2_000_000
"""Characters; a longer answer is cut, with a mark."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ufff9-\ufffb]")
"""Controls, marks that turn the direction of other text around, and what no XML file can hold."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HALVES = re.compile("[\ud800-\udfff]")


AskedKind = Literal["text", "area", "choice", "tick", ""]


class Asked(Struct, frozen=True):
    """What a file says of one of its own controls, for questions that the kit does not ask (any more).

    ``words`` is the question, or what stands beside a box; ``question`` and ``group`` are the words and the name of
    the question that a box belongs to; ``choices`` are stored values with their words. What is not said is empty.
    """

    kind: AskedKind = ""
    words: str = ""
    question: str = ""
    group: str = ""
    choices: tuple[tuple[str, str], ...] = ()


NOTHING_SAID = Asked()


class Filled(Struct, frozen=True):
    """Answers by the name of their control, as in ``forms.names.controls``; empty ones are left out.

    ``form`` and ``edition`` are what the file says of itself, empty where it says nothing. ``controls`` are the names
    of all its controls in order, answered or not. ``notes`` say what a reader of the table should know of this file.
    """

    form: str
    edition: str
    answers: Mapping[str, str]
    controls: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
    asked: Mapping[str, Asked] = field(default_factory=dict)


RefusalName = Literal[
    "password",
    "damaged_pdf",
    "not_filled_in",
    "written_on",
    "several_forms",
    "xfa",
    "flattened",
    "no_fields",
    "too_many_fields",
    "not_opened",
    "damaged_archive",
    "too_large",
    "too_many_files",
    "too_much_together",
    "too_long_together",
    "too_many_forms",
    "too_many_members",
    "leads_out",
    "link",
    "archive_password",
    "not_unpacked",
    "nested_archive",
    "unpacks_too_large",
    "empty",
    "picture",
    "fdf",
    "office",
    "web_page",
    "neither",
    "slow",
    "memory",
    "crash",
    "other_data",
    "newer_format",
    "no_answers",
    "damaged_answers",
    "same_file",
    "same_answers",
    "part_of_answers",
]
"""The words of the catalogue that say why (``RefusalWords``)."""


class Refusal(Struct, frozen=True):
    """Why a file gives no answers; ``most`` is the number in it, if there is one."""

    name: RefusalName
    most: int = 0

    def said(self, language: str) -> str:
        """The reason in ``language`` (BCP 47), to go on after the name of the file."""
        words: str = getattr(words_of(language).refusal, self.name)
        return words.format(most=number(language, self.most))


class Unreadable(Exception):
    """A file that gives no answers; its text says why, to the person who collects."""

    def __init__(self, name: RefusalName, most: int = 0) -> None:
        self.refusal = Refusal(name, most)
        super().__init__(self.refusal.said(ENGLISH))


def safe_text(text: str) -> str:
    """``text`` without anything that a table or a page cannot hold; lines end in ``\\n``."""
    return _HALVES.sub("\ufffd", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def cut(text: str, longest: int, language: str = ENGLISH) -> str:
    """``text`` of at most ``longest`` characters; where some are missing, a mark says how many there were."""
    if len(text) <= longest:
        return text
    mark = f" {words_of(language).summary.shortened.format(count=number(language, len(text)))}"
    return text[: max(0, longest - len(mark))] + mark


FORMAT = "mentoring-kit-answers"
VERSION = 1
MOST_ANSWERS = 5_000


def read_saved_answers(data: bytes) -> Filled:
    """The answers in a file of saved answers.

    Raises:
        Unreadable: it is no such file, or it is damaged.
    """
    document = _object(data)
    if document.get("format") != FORMAT:
        raise Unreadable("other_data")
    version, answers = document.get("version"), document.get("answers")
    if not isinstance(version, int) or version != VERSION:
        raise Unreadable("newer_format")
    if not isinstance(answers, dict):
        raise Unreadable("no_answers")
    if len(answers) > MOST_ANSWERS:
        raise Unreadable("too_many_fields", MOST_ANSWERS)
    notes: list[str] = []
    found = {name: text for name, text in _controls(answers, notes) if text.strip()}
    return Filled(
        form=_word(document.get("form")),
        edition=_word(document.get("edition")),
        answers={**found, **_understood(document.get("dates"), found)},
        controls=tuple(found),
        notes=tuple(notes),
        asked=_asked(answers),
    )


def _understood(dates: object, found: Mapping[str, str]) -> Mapping[str, str]:
    """The days that the page read out of the dates in ``found``, and said so to whoever typed them."""
    known = dates.items() if isinstance(dates, dict) else ()
    return {name: day for name, day in known if name in found and isinstance(day, str) and _DAY.fullmatch(day)}


def _object(data: bytes) -> Mapping[str, object]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # ValueError: no UTF-8, no JSON, or a number of thousands of digits
        raise Unreadable("damaged_answers") from None
    if not isinstance(document, dict):
        raise Unreadable("other_data")
    return document


def _controls(answers: Mapping[str, object], notes: list[str]) -> Iterator[tuple[str, str]]:
    for key, value in answers.items():
        name = safe_text(key)
        if isinstance(value, str):
            yield name, cut(safe_text(value), LONGEST_ANSWER)
        elif isinstance(value, list) and len(value) <= MOST_ANSWERS and all(isinstance(item, str) for item in value):
            yield from ((f"{name}-{safe_text(item)}", TICKED) for item in value)
        elif value is True:
            yield name, TICKED
        elif value is not False and value is not None:
            notes.append(f"the answer to '{cut(name, 80)}' is neither text nor a list of choices, and was left out")


def _asked(answers: Mapping[str, object]) -> Mapping[str, Asked]:
    """Which answers are boxes of one question: they are saved as a list under its name."""
    return {
        f"{group}-{value}": Asked("tick", words=value, group=group)
        for key, given in answers.items()
        if isinstance(given, list) and len(given) <= MOST_ANSWERS
        for value, group in ((safe_text(item), safe_text(key)) for item in given if isinstance(item, str))
    }


def _word(value: object) -> str:
    return cut(safe_text(value), 300) if isinstance(value, str) else ""
