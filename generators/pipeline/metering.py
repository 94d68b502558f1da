"""What a process has used of the computer, as it is seen from outside."""

from __future__ import annotations

from multiprocessing.process import BaseProcess

import psutil
from msgspec import Struct


class Meter(Struct, frozen=True):
    """What a process has used since ``start``, in seconds of processor time.

    What it ``kept`` of earlier tasks, in bytes, is not the fault of this one.
    """

    process: psutil.Process | None
    start: float = 0.0
    kept: int = 0

    @classmethod
    def of(cls, process: BaseProcess, fresh: int | None = None) -> Meter:
        """A meter that starts now. The process took ``fresh`` bytes before its first task, if that is known."""
        try:
            watched = psutil.Process(process.pid)
            takes = watched.memory_info().rss
            return cls(watched, _seconds(watched), 0 if fresh is None else max(0, takes - fresh))
        except psutil.Error:  # it has ended, which the pipe to it tells, too
            return cls(None)

    def read(self) -> tuple[float, int]:
        """Seconds of processor time, and bytes of main memory but for what it kept; nothing of one that has ended."""
        if self.process is None:
            return 0.0, 0
        try:
            with self.process.oneshot():
                return _seconds(self.process) - self.start, self.process.memory_info().rss - self.kept
        except psutil.Error:
            return 0.0, 0


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system
