"""Gives MkDocs a fixed date for what it would stamp with today's, so that the same kit gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_NAME = "SOURCE_DATE_EPOCH"
_NO_DATE = "315532800"
"""1980-01-01, the first day that every archive format can write."""


def edition_date() -> str:
    """The day that ``SOURCE_DATE_EPOCH`` names, as ``2026-11-21``; empty where nobody gave one."""
    given = os.environ.get(_NAME, "")
    return "" if given == _NO_DATE or not given.isdecimal() else f"{datetime.fromtimestamp(int(given), UTC):%Y-%m-%d}"


@contextmanager
def fixed_date() -> Iterator[None]:
    """MkDocs reads the date from the environment and from nowhere else; a date that is given there stays."""
    given = os.environ.get(_NAME, "")
    if given.isdecimal():
        yield
        return
    os.environ[_NAME] = _NO_DATE
    try:
        yield
    finally:
        if given:
            os.environ[_NAME] = given
        else:
            del os.environ[_NAME]
