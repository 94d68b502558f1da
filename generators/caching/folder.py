"""Where the system keeps this user's caches, and what is left there by processes that were killed."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
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


def read_own(file: Path, most: int) -> bytes:
    """What ``file`` holds, at ``most`` so many bytes, if it is this user's own: nobody else says what is remembered.

    Raises:
        OSError: it is not, it is larger, or it cannot be read.
    """
    with os.fdopen(os.open(file, _READ), "rb") as opened:
        found = os.fstat(opened.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            raise OSError("no entry of ours")
        if sys.platform != "win32" and found.st_uid != os.geteuid():
            raise PermissionError("somebody else's")
        return opened.read()


_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""As a plain file: a link leads elsewhere, and a pipe in an entry's place would be waited on for good."""


def write_whole(file: Path, unfinished: Path, entry: bytes) -> None:
    """Writes ``entry`` into the folder ``unfinished``, as a file whose name ends in ``.tmp``, and moves it to ``file``.

    Raises:
        OSError: it cannot be written, and nothing of it is left.
    """
    unfinished.mkdir(parents=True, exist_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=unfinished, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(entry)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def sweep_old(folder: Path, pattern: str, age: float) -> None:
    """Removes files in ``folder`` that were last written more than ``age`` seconds ago, or in as distant a future.

    ``pattern`` (a glob) is how they are called. Nobody else's work is lost: who misses one makes it again.
    """
    with suppress(OSError):
        for file in folder.glob(pattern):
            with suppress(OSError):
                if abs(time.time() - file.stat().st_mtime) > age:
                    file.unlink()
