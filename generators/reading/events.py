"""The dates that a local announces: each day and time read as people write them, or told how to be written."""

from __future__ import annotations

import calendar
import re

from generators.model import Event, Place
from generators.model.problems import Problems
from generators.reading.setting_keys import EventKeys, LocalKeys
from generators.reading.yaml_text import Document
from generators.words.dates import day_of, readings

_YEARS = range(2020, 2100)
"""Years that can be meant: another is a slip."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
_WITH_TIME = re.compile(rf"(?P<day>.*\d)(?:,?\s+(?:at\s+)?|T)(?P<time>{_TIME})Z?", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])?(?:\.?m\.?)?", re.IGNORECASE)
_EXAMPLE = 2027
_LEAP = 2028
"""Stands for a year that is missing, so that February 29 may be meant."""

_FORM = f"write the year, the month, and the day, as in {_EXAMPLE}-01-12"


def events_of(keys: LocalKeys, document: Document, problems: Problems) -> tuple[Event, ...]:
    """The events of a local in the order of time; those with a day or time that nobody can read are problems."""
    told = problems if "events" in document.values else Problems()  # those of the base are told when it is read
    found = []
    for number, event in enumerate(keys.events):
        day = _day(event, keys.language, document.place(("events", number, "date")), told)
        begins = _minutes(event, document.place(("events", number, "time")), told)
        place = document.place(("events", number, "link"))
        if day:
            found.append(Event(event.title, day, place, begins, event.place, event.link))
    return tuple(sorted(found, key=lambda event: (event.day, event.begins or 0)))


def _day(event: EventKeys, language: str, place: Place, problems: Problems) -> str:
    """The day in ISO 8601; empty for what is none."""
    found = _YEAR_FIRST.fullmatch(event.date)
    day = day_of(*map(int, found.groups())) if found else None
    if day and day.year in _YEARS:
        return day.isoformat()
    said = f"'{event.date[:40]}' is no date that the kit can read, of '{event.title[:60]}'"
    problems.error("event-date-malformed", place, said, _cure(event.date, language))
    return ""


def _cure(written: str, language: str) -> str:
    """What to write instead."""
    timed = _WITH_TIME.fullmatch(written)
    if timed:
        day = _only_day(timed["day"], language)
        shown = f"'date: {day}'" if day else "the day alone"
        return f"write {shown}, and below it 'time: \"{_shown_clock(timed['time'])}\"'"
    ways = {found for parts in readings(written, language) if (found := day_of(*parts))}
    if any(one.year not in _YEARS for one in ways):
        return f"look at the year: it is not from {_YEARS[0]} to {_YEARS[-1]}"
    if ways:
        return "write " + ", or ".join(one.isoformat() for one in sorted(ways))
    for year, month, _number in readings(written, language):
        if 1 <= month <= 12 and year in _YEARS:
            return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"
    return _cure_without_year(written, language)


def _cure_without_year(written: str, language: str) -> str:
    for _, month, number in readings(f"{written} {_LEAP}", language):
        if day_of(_LEAP, month, number):
            day = day_of(_EXAMPLE, month, number) or day_of(_LEAP, month, number)
            return f"say of which year, as in {day}"
        return f"{calendar.month_name[month]} has {calendar.monthrange(_LEAP, month)[1]} days; and say of which year"
    return _FORM


def _only_day(written: str, language: str) -> str:
    days = {day for parts in readings(written.strip(" ,"), language) if (day := day_of(*parts))}
    return days.pop().isoformat() if len(days) == 1 else ""


def _minutes(event: EventKeys, place: Place, problems: Problems) -> int | None:
    """The minutes after midnight; None for no time."""
    if not event.time:
        return None
    minutes = _clock(event.time)
    if minutes is None:
        said = f"'{event.time[:40]}' is no clock time, of '{event.title[:60]}'"
        problems.error("clock-time-malformed", place, said, 'write time: "18:00"')
    return minutes


def _clock(written: str) -> int | None:
    found = _CLOCK.fullmatch(written.strip())
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _shown_clock(written: str) -> str:
    minutes = _clock(re.sub(r"(?<=:\d\d):\d\d$", "", written))
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes is not None else "18:00"
