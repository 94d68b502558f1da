"""The cache on disk, where the system keeps caches: what pure functions made, keyed by all that it depends on."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import platformdirs

HOUR = 3600.0


def cache_folder() -> Path:
    """The folder of this user's caches of the kit (``~/.cache/mentoring-kit`` on Linux); it may not be there yet.

    Raises:
        OSError: the user has no home, as one of a container that nobody named.
    """
    try:
        return platformdirs.user_cache_path("mentoring-kit", appauthor=False)
    except RuntimeError as homeless:
        raise FileNotFoundError(str(homeless)) from homeless


def cached(key: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives, read from the cache where it is there; ``key`` (a posix path) names all that it depends on.

    Where the cache cannot be read or written, everything works as well, only slower.
    """
    try:
        file = cache_folder() / key
    except OSError:
        return make()
    try:
        return file.read_bytes()
    except OSError:
        data = make()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as unfinished:
            unfinished.write(data)
        Path(unfinished.name).replace(file)  # whole or not at all, though others write it at the same time
    except OSError:
        return data
    return data


def sweep_cache() -> None:
    """Removes what processes that were killed have left half-written: files of a moment that are older than an hour."""
    with suppress(OSError):
        for pattern in ("*/tmp*", "*/*.tmp"):  # ours, and those of the templates' own cache
            for file in cache_folder().glob(pattern):
                if time.time() - file.stat().st_mtime > HOUR:
                    file.unlink()
