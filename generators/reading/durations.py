"""Reads how long a deck, a slide, or a part of a form takes."""

from __future__ import annotations

import re

from msgspec import Struct

from generators.model import Place
from generators.model.codes import Code
from generators.model.problems import Problems

MOST_MINUTES = 24 * 60
"""Of anything that has a length: a workshop, a slide, a form, a part of an agenda."""


class Wrong(Struct, frozen=True):
    """What is wrong with a value, and what to write."""

    code: Code
    message: str
    hint: str = ""


def minutes_of(text: str, hint: str, place: Place, problems: Problems) -> float | None:
    """``text`` as a length in minutes, above 0 and no more than a day; else None, with a problem at ``place``."""
    read = length(text, hint)
    if isinstance(read, Wrong):
        problems.error(read.code, place, read.message, read.hint)
        return None
    return read


_WITH_UNIT = re.compile(
    r"(?P<minutes>\d{1,4})\s?(?:m|min(?:s|ute|utes|uten|uto|utos)?\.?|['\u2019\u2032])", re.IGNORECASE
)
_WITH_HOURS = re.compile(
    r"(?P<hours>\d{1,2}(?:\.\d)?)\s?(?:[:h]|hr|hours?|horas?)\.?\s?(?:(?P<minutes>[0-5]?\d)\s?(?:m|min\w*)?\.?)?",
    re.IGNORECASE,
)


def _in_minutes(text: str) -> str:
    """The minutes that a time in hours has, such as "1 h 30" or "1:30"; an empty text for any other."""
    found = _WITH_HOURS.fullmatch(text)
    return f"{60 * float(found['hours']) + int(found['minutes'] or 0):g}" if found else ""


def length(text: str, hint: str) -> float | Wrong:
    """``text`` as a length in minutes; a number in ``hint`` stands for the right one."""
    if found := _WITH_UNIT.fullmatch(text):
        text = found["minutes"]
    if meant := _in_minutes(text):
        hint = re.sub(r"\d+", meant, hint)
    if not re.fullmatch(r"[-+\u2212]?\d{1,9}(?:\.\d{1,9})?", text):
        return Wrong("minutes-malformed", f"'{text}' is no number of minutes", hint)
    minutes = float(text.replace("\u2212", "-"))
    if 0 < minutes <= MOST_MINUTES:
        return minutes
    why = f"a day has {MOST_MINUTES}" if minutes > 0 else "it is more than 0, or left out"
    return Wrong("minutes-out-of-range", f"'{text}' minutes are no length: {why}", hint)
