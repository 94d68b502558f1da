"""Reads a clock time as people in different countries write one."""

from __future__ import annotations

import re

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d))?(?: ?(?P<half>[ap])\.?m\.?)?", re.IGNORECASE | re.ASCII
)


def clock_time(text: str) -> str:
    """``18:30`` for that and for ``18.30``, ``18h30``, and ``6:30 p.m.``; empty for anything else, as a mere ``18``."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or not (found["minute"] or found["half"]):
        return ""
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0) if 1 <= hour <= 12 else 24
    return f"{hour:02d}:{found['minute'] or '00'}" if hour < 24 else ""
