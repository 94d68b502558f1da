"""Counts, lists, days, and times of day as a language writes them, by the rules of CLDR."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache, reduce
from typing import TYPE_CHECKING

from msgspec import Struct

from generators.words.direction import Tag, likely

if TYPE_CHECKING:
    from babel import Locale

OTHER = "other"
"""The one plural category that every language has."""


class Plural(Struct, frozen=True):
    """A word or sentence that differs by number: ``forms`` by category (``one``, ``few``, ``other`` …) of ``language``.

    The categories, and which number belongs to which, are those of CLDR (Language Plural Rules).
    """

    language: str
    forms: tuple[tuple[str, str], ...]

    def of(self, number: float, **values: object) -> str:
        """The form for ``number``, with ``values`` in place of the names in braces; ``{count}`` is the number."""
        forms = dict(self.forms)
        form = forms.get(category(self.language, number)) or forms[OTHER]
        return form.format(**{"count": f"{number:g}" if isinstance(number, float) else number, **values})


def category(language: str, number: float) -> str:
    """The plural category of ``number``; a language that CLDR does not know has but one."""
    locale = _locale(language)
    return locale.plural_form(number) if locale else OTHER


@lru_cache
def categories(language: str) -> frozenset[str]:
    """The plural categories that whole numbers below a thousand can have, and ``other``."""
    return frozenset(category(language, number) for number in range(1_000)) | {OTHER}


def listed(language: str, items: Sequence[str]) -> str:
    """Things one after the other without an "and" before the last: ``90 minutes, 14 slides``."""
    locale = _locale(language)
    pattern = locale.list_patterns["standard"]["middle"] if locale else "{0}, {1}"
    return reduce(pattern.format, items) if items else ""


def number(language: str, value: float, decimals: int = 0) -> str:
    """A number as running text writes it, with marks between its thousands: ``1,234`` or ``3.5``."""
    from babel.numbers import format_decimal

    rounded = Decimal(f"{value:.{decimals}f}")
    return format_decimal(rounded, f"#,##0.{'0' * decimals}".rstrip("."), _locale(language) or "en")


@lru_cache(2_000)
def clock(language: str, minutes: int) -> str:
    """The time of day ``minutes`` after midnight: ``6:30 pm``, ``18:30``.

    Small letters and a plain space, since it stands in running text and in every typeface.
    """
    from babel.dates import format_time

    time = datetime.time(minutes // 60 % 24, minutes % 60)
    locale = _locale(language)
    if locale is None:
        return f"{time.hour}:{time.minute:02d}"
    return format_time(time, "short", locale=locale).replace("\u202f", " ").replace("\u00a0", " ").lower()


def day(language: str, date: datetime.date, *, weekday: bool = True) -> str:
    """A day with its year, as running text writes it: ``Tuesday, January 12, 2027``, or without the ``weekday``."""
    from babel.dates import format_date

    locale = _locale(language)
    return format_date(date, "full" if weekday else "long", locale=locale) if locale else date.isoformat()


@lru_cache
def _locale(language: str) -> Locale | None:
    """What CLDR knows of a language; None for one of which it knows nothing."""
    from babel import Locale, UnknownLocaleError

    tag = Tag.parsed(language)
    full = likely(tag)
    for parts in ((tag.language, tag.script, tag.region), (full.language, full.script), (full.language,)):
        try:
            return Locale.parse("_".join(part for part in parts if part), resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
    return None
