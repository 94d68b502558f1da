"""Where the system keeps this user's caches, and what is left there by processes that were killed."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import platformdirs

HOUR = 3600.0
DAY = 24 * HOUR
OLD = 30 * DAY
"""Seconds after which what nobody has used is thrown away."""


def cache_folder() -> Path:
    """The folder of this user's caches of the kit (``~/.cache/mentoring-kit`` on Linux); it may not be there yet.

    Raises:
        OSError: the user has no home, as one of a container that nobody named.
    """
    try:
        return platformdirs.user_cache_path("mentoring-kit", appauthor=False)
    except RuntimeError as homeless:
        raise FileNotFoundError(str(homeless)) from homeless


def store_folder() -> Path | None:
    """The folder of what steps have made; None for a user without a home, for whom nothing is remembered."""
    try:
        return cache_folder() / "store"
    except OSError:
        return None


def sweep_old(folder: Path, pattern: str, age: float) -> None:
    """Removes files in ``folder`` that were last written more than ``age`` seconds ago, or in as distant a future.

    ``pattern`` (a glob) is how they are called. Nobody else's work is lost: who misses one makes it again.
    """
    with suppress(OSError):
        for file in folder.glob(pattern):
            with suppress(OSError):
                if abs(time.time() - file.stat().st_mtime) > age:
                    file.unlink()
