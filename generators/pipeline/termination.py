"""Has programs end together: what asks this one to end interrupts it, and what it has started ends with it.

Only the standard library is imported here, since packages are installed by programs that have to end, too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

INTERRUPTS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""What asks a program to end: Ctrl-C, a supervisor, a terminal that is closed."""


@contextmanager
def ended_like_interrupts() -> Iterator[None]:
    """Whatever asks this program to end does what Ctrl-C does: it raises a ``KeyboardInterrupt`` here.

    What it was started to ignore (``nohup``) is ignored.
    """
    is_heard = threading.current_thread() is threading.main_thread()
    numbers = [number for number in INTERRUPTS if is_heard and signal.getsignal(number) == signal.SIG_DFL]
    for number in numbers:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Interrupts that come meanwhile are heard afterwards, and processes that are started in here begin deaf to them.

    On Windows they are heard at once, by all.
    """
    if sys.platform == "win32":
        yield
    else:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, INTERRUPTS)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def program(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """``command`` at work, without input; after a failure, and when this process is killed, it ends with all its own.

    ``options`` are those of ``subprocess.Popen``.
    """
    join_job()
    if sys.platform == "win32":
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, text=True, **options) as running:
            try:
                yield running
            except BaseException:
                running.kill()
                raise
    else:
        with _guarded(command, **options) as running:
            yield running


_GUARD = """
import os, signal, subprocess, sys, threading

def end_with_the_other_end_of_the_input():
    os.read(0, 1)
    os.killpg(0, signal.SIGKILL)

threading.Thread(target=end_with_the_other_end_of_the_input, daemon=True).start()
sys.exit(subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL).returncode)
"""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from functools import cache

    _EXTENDED_LIMITS = 9
    _KILL_ON_JOB_CLOSE = 0x2000

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, with JOBOBJECT_BASIC_LIMIT_INFORMATION and IO_COUNTERS in it."""

        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
            ("IoCounters", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    @cache
    def join_job() -> None:
        """Puts this process into a job, and with it whatever it starts from now on. Once is enough.

        The one handle of the job is never closed, so that the system does it, however this process ends. Where the
        system refuses, as in a sandbox, everything works as well, but for that.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, wintypes.LPVOID, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        limits = _Limits(LimitFlags=_KILL_ON_JOB_CLOSE)
        job = kernel.CreateJobObjectW(None, None)
        if job and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())

else:

    def join_job() -> None:
        """Does nothing: only Windows has jobs."""

    @contextmanager
    def _guarded(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
        """The program in a group of its own, with a guard at its head."""
        reading, writing = os.pipe()
        try:
            first = (sys.executable, "-I", "-S", "-c", _GUARD)
            try:
                running = subprocess.Popen(
                    [*first, *command], stdin=reading, text=True, start_new_session=True, **options
                )
            finally:
                os.close(reading)
            with running:
                try:
                    yield running
                except BaseException:
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(running.pid, signal.SIGKILL)
                    raise
        finally:
            os.close(writing)
