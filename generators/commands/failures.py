"""What the system refuses, such as a full disk or a folder that is gone, told in one line with the cure."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from generators.model.full_disk import is_full_disk
from generators.model.problems import printable
from generators.model.program import NAME

_AGAIN = "then run the same command again"

_CURES: Mapping[int | None, str] = {
    errno.EACCES: f"make it yours, or choose another folder, {_AGAIN}",
    errno.EPERM: f"make it yours, or choose another folder, {_AGAIN}",
    errno.EROFS: f"choose a folder that can be written to, {_AGAIN}",
    errno.ENAMETOOLONG: f"move it to a folder with a shorter name, {_AGAIN}",
    errno.EMFILE: f"close other programs, {_AGAIN}",
    errno.ENFILE: f"close other programs, {_AGAIN}",
}


def told(error: OSError) -> str:
    """One line: what was refused, for which file, and what to do."""
    reason, name = str(error.strerror or error), error.filename2 or error.filename
    if is_full_disk(error):  # writers name their file: what has no name is what is said
        name, cure = name or "standard output", f"free some space there, {_AGAIN}"
    else:
        cure = _CURES.get(error.errno, "")
    file = f": {_near(str(name))}" if name else ""
    return printable(f"{NAME}: {reason[:1].lower()}{reason[1:]}{file}{f' ({cure})' if cure else ''}")


def has_no_folder() -> bool:
    """Whether the folder in which the command was given was deleted meanwhile."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


NO_FOLDER = f"{NAME}: the folder that you are in no longer exists (go to another one, {_AGAIN})"


def tolerate_any_locale() -> None:
    """A letter that the terminal's encoding lacks is written as its number, and stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def loses(stream: TextIO) -> OSError | None:
    """Why ``stream`` takes no more: its disk is full, or who read it has ended; None while it does.

    What still waits to be written is let go, so that the end of the program does not try again.
    """
    try:
        stream.flush()
    except OSError as error:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
        return error
    return None


def _near(file: str) -> str:
    """``file`` as one would type it here."""
    if has_no_folder() or not Path(file).is_relative_to(Path.cwd()):
        return file
    return str(Path(file).relative_to(Path.cwd()))
