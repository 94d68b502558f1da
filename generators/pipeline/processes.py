"""Starts processes that end with the one that started them, whatever ended it, and that leave interrupts to it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct

from generators.pipeline.termination import interrupts_held, join_job

# 'spawn' and not 'fork': a fork copies none of the threads that compiled libraries start, and waits for them.
_SPAWN = get_context("spawn")


class _Origin(Struct, frozen=True):
    """What a process is told of the one that starts it: its number, its folder for temporary files, and its thread."""

    process: int
    temporary: str
    in_main_thread: bool


def start_process(target: Callable[..., None], *arguments: object, temporary: Path | None = None) -> BaseProcess:
    """A process of its own for ``target``, at the head of a group.

    Its ``temporary`` files stand in that folder, or where this one's do.
    """
    in_main_thread = threading.current_thread() is threading.main_thread()
    origin = _Origin(os.getpid(), str(temporary or tempfile.gettempdir()), in_main_thread)
    process = _SPAWN.Process(target=_call, args=(origin, target, arguments), daemon=True)
    join_job()
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # which, when it starts, lets interrupts through that are held
    with interrupts_held():
        process.start()
    return process


def end_process(process: BaseProcess) -> None:
    """Ends ``process`` at once, with all that it has started."""
    if sys.platform != "win32" and process.exitcode is None:
        with suppress(ProcessLookupError, PermissionError):  # it heads no group yet, or its group has just ended
            os.killpg(process.ident or 0, signal.SIGKILL)
    process.kill()
    process.join()


def _call(origin: _Origin, target: Callable[..., None], arguments: tuple[object, ...]) -> None:
    # One interrupt reaches every process of a terminal; the first one alone decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    if sys.platform == "linux" and origin.in_main_thread:
        _die_with_parent(origin.process)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    tempfile.tempdir = origin.temporary
    target(*arguments)
    gc.freeze()  # else Python looks for reference cycles in all there is before it ends


_PARENT_DEATH_SIGNAL, _KILL = 1, 9
"""Numbers of Linux, which other systems have no names for."""


def _die_with_parent(parent: int) -> None:
    """Has Linux kill this process with its parent, even while compiled code lets no thread of Python run.

    Strictly, it is with the parent's thread that started it (``prctl(2)``, PR_SET_PDEATHSIG).
    """
    import ctypes  # here and not above: no other system needs it

    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, _KILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _end_with_parent() -> None:
    """A parent that is killed tells nobody, and its workers would wait for tasks for good."""
    parent = parent_process()
    if parent is None:
        return
    parent.join()
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
