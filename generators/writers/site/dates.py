"""Gives MkDocs a fixed date for what it would stamp with today's, so that the same kit gives the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

NAME = "SOURCE_DATE_EPOCH"
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that every archive format can write."""


@contextmanager
def dated(date: datetime | None) -> Iterator[None]:
    """MkDocs takes the date from the environment and from nowhere else: here alone, the program writes into it."""
    before = os.environ.get(NAME)
    os.environ[NAME] = f"{(date or NO_DATE).timestamp():.0f}"
    try:
        yield
    finally:
        if before is None:
            del os.environ[NAME]
        else:
            os.environ[NAME] = before
