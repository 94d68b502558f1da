"""A date as people type it becomes year, month, and day, where it can mean one day only."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generators.words.catalogue import ENGLISH, nearest

LONGEST_DATE = 40
"""Characters; a longer answer says more than a date."""

_NUMBERS = re.compile(r"(\d{4})\s*[-/.\u2010-\u2015]\s*(\d{1,2})\s*[-/.\u2010-\u2015]\s*(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.\u2010-\u2015]\s*(\d{1,2})\s*[-/.\u2010-\u2015]\s*(\d{4})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_SILENT = frozenset({"of", "the", "st", "nd", "rd", "th", "de", "del", "le", "er", "den"})
"""Words and endings that may stand between the parts of a date."""


def whole_date(text: str, language: str) -> datetime.date | None:
    """The day that ``text`` names, in ``language`` (BCP 47) or English; None where it is none, or could be two.

    ``3/9/2026`` is March in one country and September in another; ``13/9/2026`` can only be September.
    """
    written = text.strip()
    if len(written) > LONGEST_DATE:
        return None
    days = {day for year, month, number in readings(written, language) if (day := day_of(year, month, number))}
    return days.pop() if len(days) == 1 else None


def readings(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Year, month, and day, in each way that ``text`` may be meant; not every such day is one of the calendar."""
    if found := _NUMBERS.fullmatch(text):
        yield int(found[1]), int(found[2]), int(found[3])
    elif found := _YEAR_LAST.fullmatch(text):
        yield int(found[3]), int(found[1]), int(found[2])
        yield int(found[3]), int(found[2]), int(found[1])
    else:
        yield from _spelled(text, language)


def _spelled(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """A date whose month is a word: one word, a year of four digits, and a day."""
    parts = [part for part in _WORDS.findall(text.casefold()) if part not in _SILENT]
    numbers = [part for part in parts if part.isdecimal()]
    words = [part for part in parts if not part.isdecimal()]
    years = [part for part in numbers if len(part) == 4]
    days = [part for part in numbers if len(part) <= 2]
    if len(words) == len(years) == len(days) == 1 and len(numbers) == 2 and words[0] in (known := _months(language)):
        yield int(years[0]), known[words[0]], int(days[0])


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """The day of the calendar, if there is one."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@lru_cache
def _months(language: str) -> Mapping[str, int]:
    """The names of months, whole and short, in English and in ``language``."""
    from babel import Locale

    known: dict[str, int] = {"sept": 9}  # as many people write it, and CLDR does not
    for tag in (ENGLISH, *nearest(language)):
        for context in Locale.parse(tag.replace("-", "_")).months.values():
            for width in ("wide", "abbreviated"):
                known |= {name.casefold().strip("."): number for number, name in context[width].items()}
    return known
