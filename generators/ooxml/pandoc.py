"""Runs the pandoc of the kit's environment, in its sandbox: it reads and writes what it is handed, and no file."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

AST_VERSION = (1, 23, 1)
"""The version of pandoc's document tree that is written and read here."""


class PandocFailed(RuntimeError):
    """Pandoc gave nothing; the text says why. ``is_too_much`` where it used up its time or its memory."""

    def __init__(self, reason: str, *, is_too_much: bool = False) -> None:
        super().__init__(reason)
        self.is_too_much = is_too_much


def pandoc(data: bytes, *options: str, seconds: float | None = None, memory: int = 0) -> bytes:
    """What pandoc makes of ``data`` with ``options``, in at most ``seconds`` and ``memory`` megabytes, if given.

    Raises:
        PandocFailed: it cannot read the data, or uses more than it may.
        FileNotFoundError: the environment holds no pandoc.
    """
    bounds = ("+RTS", f"-M{memory}m", "-RTS") if memory else ()
    command = ending_with_us(_pandoc(), *bounds, "--sandbox", *options)
    try:
        ended = subprocess.run(
            command, input=data, capture_output=True, check=False, creationflags=_NO_WINDOW, timeout=seconds
        )
    except subprocess.TimeoutExpired as late:
        raise PandocFailed("it takes too long", is_too_much=True) from late
    if ended.returncode:
        said = ended.stderr.decode(errors="replace")
        reason = f"pandoc ended with {ended.returncode}: {said}"
        raise PandocFailed(reason, is_too_much=ended.returncode == _HEAP_EXHAUSTED or "heap" in said.lower())
    return ended.stdout


_HEAP_EXHAUSTED = 251
"""How a Haskell program ends whose heap is full (GHC User's Guide, 5.7.4, ``-M``)."""


def ending_with_us(*command: str) -> list[str]:
    """``command``, ended by Linux with this process, even when that is killed (``prctl(2)``, PR_SET_PDEATHSIG).

    Elsewhere, it ends with the group or the job of a worker. Python's own way, a function to be called between fork and
    exec, is not safe where there are threads.
    """
    first = (sys.executable, "-I", "-S", "-c", _ENDING, str(os.getpid())) if sys.platform == "linux" else ()
    return [*first, *command]


_ENDING = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
if os.getppid() == int(sys.argv[1]):
    os.execv(sys.argv[2], sys.argv[2:])
"""

_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows, a program of the command line opens a window of its own."""


def _pandoc() -> str:
    """The pandoc of the kit's environment, and never another one that the computer has: two versions write two files.

    pypandoc itself would take the newest that it finds anywhere.
    """
    package = importlib.util.find_spec("pypandoc")
    folders = package.submodule_search_locations if package else None
    found = next((path for folder in folders or () if (path := shutil.which("pandoc", path=f"{folder}/files"))), None)
    if found is None:
        raise FileNotFoundError("the installed pypandoc-binary holds no pandoc; install it again")
    return found
