"""Ends work that takes too long, on every platform, also while a regular expression or a parser is at it."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_GLANCE = 0.1
"""How often the clock is looked at, in seconds."""


class TookTooLong(BaseException):
    """Raised in the work that is over its time; no ``except Exception`` on its way may keep it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Lets the block use the processor for ``seconds``; waiting, and other programs, do not count.

    Outside of the main thread there is no limit, since only the main thread can be interrupted.

    Raises:
        TookTooLong: the block used more.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    end = time.process_time() + seconds
    over, done = threading.Event(), threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def interrupted(number: int, frame: FrameType | None) -> None:
        if over.is_set():
            raise TookTooLong
        if callable(before):
            before(number, frame)

    watcher = threading.Thread(target=_watch, args=(end, over, done), daemon=True)
    signal.signal(signal.SIGINT, interrupted)
    watcher.start()
    try:
        try:
            yield
        finally:
            done.set()
            watcher.join()
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _watch(end: float, over: threading.Event, done: threading.Event) -> None:
    while not done.wait(_GLANCE):
        if time.process_time() > end:
            over.set()
            _thread.interrupt_main()
            return
