"""Starts further processes, which leave interrupts to the one that a person talks to."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context


def started(number: int, get_ready: Callable[..., None] | None = None, *arguments: object) -> ProcessPoolExecutor:
    """So many processes, which call ``get_ready`` at once."""
    # 'spawn' and not 'fork': a fork copies none of the threads that compiled libraries start, and waits for them.
    pool = ProcessPoolExecutor(number, get_context("spawn"), initializer=_begin, initargs=(get_ready, arguments))
    with interrupts_ignored():
        for _ in range(number):
            pool.submit(os.getpid)  # a process is started by the first work for it
    return pool


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Processes that are started in here ignore interrupts from their first moment, but for Windows."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(get_ready: Callable[..., None] | None, arguments: tuple[object, ...]) -> None:
    # One interrupt reaches every process of a terminal; the first one alone decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if get_ready:
        get_ready(*arguments)
