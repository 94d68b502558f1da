"""When each slide of a deck is due: its sections and slides with clock times, and how many copies a room needs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from generators.model import Deck, Slide
from generators.model.replacing import replace
from generators.words import formats

PEOPLE = 20
"""How many people a guide counts copies for, when nobody says."""

SPARE_SHARE = 0.1
"""Copies beyond one a person: somebody always brings a friend."""

MINUTES_OF_DAY = 24 * 60


class Evening(Struct, frozen=True):
    """What is different this time: a clock time (``HH:MM``) and a number of people; empty and 0 leave the outline's.

    ``cut`` is the length in minutes of the shorter cut that is taught, or 0.
    """

    start: str = ""
    people: int = 0
    cut: int = 0

    @classmethod
    def of(cls, start: datetime | None, people: int | None, cut: int | None) -> Evening:
        """From what somebody typed; of ``start`` the time of day counts."""
        return cls(f"{start:%H:%M}" if start else "", people or 0, cut or 0)


AS_PLANNED = Evening()


class Due(Struct, frozen=True):
    """A slide, its number in the outline from 1, and the minutes from the start at which it begins."""

    slide: Slide
    number: int
    begins: float
    minutes: float


class ScheduledSection(Struct, frozen=True):
    """A section of a deck; ``title`` is empty for what stands before the first one."""

    title: str
    dues: tuple[Due, ...]

    @property
    def begins(self) -> float:
        return self.dues[0].begins

    @property
    def minutes(self) -> float:
        return math.fsum(due.minutes for due in self.dues)


def schedule(deck: Deck) -> tuple[ScheduledSection, ...]:
    """The deck's sections in order; a slide without minutes takes none."""
    parts: list[tuple[str, list[Due]]] = []
    for due in _dues(deck):
        if due.slide.section or not parts:
            parts.append((due.slide.section, []))
        parts[-1][1].append(due)
    return tuple(ScheduledSection(title, tuple(dues)) for title, dues in parts)


def _dues(deck: Deck) -> Iterator[Due]:
    begins = 0.0
    for number, slide in enumerate(deck.slides, 1):
        minutes = slide.minutes or 0.0
        yield Due(slide, number, begins, minutes)
        begins += minutes


def clock(start: str, minutes: float, lang: str) -> str:
    """The clock time ``minutes`` after ``start`` (``HH:MM``) as the language writes it; from 0:00 without a start."""
    hour, _, minute = (start or "0:00").partition(":")
    total = (int(hour) * 60 + int(minute) + math.floor(minutes)) % MINUTES_OF_DAY
    return formats.clock(lang, total) if start else f"{total // 60}:{total % 60:02d}"


def copies(people: int) -> int:
    """One each and a few to spare."""
    return people + max(1, math.ceil(people * SPARE_SHARE))


def rescheduled(deck: Deck, evening: Evening) -> Deck:
    """The deck as one evening needs it."""
    return replace(deck, start=evening.start or deck.start, people=evening.people or deck.people)
