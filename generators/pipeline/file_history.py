"""Says which files of a folder have changed since a moment: by Git where it keeps them, else by the file system."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path


class NoHistory(Exception):
    """The history of the files does not reach back so far."""


def changed_files(folder: Path, moment: datetime) -> frozenset[Path]:
    """The files below ``folder`` that have changed since ``moment``, or that are gone, as Git or the file system says.

    Raises:
        NoHistory: Git's history was cut off after the moment.
    """
    try:
        return frozenset(_of_git(folder, moment))
    except (OSError, subprocess.CalledProcessError):  # there is no Git, or the folder is none of its
        return frozenset(_by_times(folder, moment))


def _of_git(folder: Path, moment: datetime) -> Iterator[Path]:
    """What differs from the last commit before ``moment``; of what was never committed, the file system says.

    Raises:
        CalledProcessError: the folder is in no repository, or ignored there, or nothing was ever committed.
        NoHistory: the repository holds the last commits alone, and none before.
    """
    tracked = _git(folder, "ls-files", "-z", "--", ".")
    if not tracked:
        raise FileNotFoundError(str(folder))
    before = _git(folder, "rev-list", "-1", f"--before={moment.isoformat()}", "HEAD").strip().decode("ascii")
    if not before and _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise NoHistory
    if before:
        tracked = _git(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", before, "--", ".")
    yield from _paths(folder, tracked)
    for file in _paths(folder, _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")):
        if _is_written_since(file, moment):
            yield file


def _paths(folder: Path, names: bytes) -> Iterator[Path]:
    return (folder / os.fsdecode(name) for name in names.split(b"\0") if name)


def _git(folder: Path, *arguments: str) -> bytes:
    program = shutil.which("git")
    if not program:
        raise FileNotFoundError("git")
    command = [program, "-C", str(folder), *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout


def _by_times(folder: Path, moment: datetime) -> Iterator[Path]:
    """The files that were written since; of a folder in which one came or went, all."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        is_other = _is_written_since(Path(parent), moment)
        files = (Path(parent, name) for name in names)
        yield from (file for file in files if is_other or _is_written_since(file, moment))


def _is_written_since(path: Path, moment: datetime) -> bool:
    with suppress(OSError):
        return path.lstat().st_mtime >= moment.timestamp()
    return False
