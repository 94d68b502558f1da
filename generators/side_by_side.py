"""Runs the writers of one kit side by side, in processes that get ready while the kit is still being read."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from generators.model import Kit
from generators.writers import Writer


@contextmanager
def colleagues(writers: Sequence[Writer]) -> Iterator[Executor]:
    """Processes for ``writers``, which import what these need at once."""
    # 'spawn' and not 'fork': a fork copies none of the threads that compiled libraries start, and waits for them.
    workers = min(len(writers), os.cpu_count() or 1)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_get_ready, initargs=(tuple(writers),))
    try:
        for _ in range(workers):
            pool.submit(os.getpid)  # a process is started by the first work for it
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def write_side_by_side(writers: Mapping[str, Writer], kit: Kit, into: Path, others: Executor) -> None:
    """Calls every writer with ``kit`` and ``into``: the first in this process, the rest in ``others``.

    Raises:
        RefusedInput: a writer refused the kit.
    """
    first, *rest = writers.values()
    running: list[Future[None]] = []
    try:
        for writer in rest:
            running.append(others.submit(writer, kit, into))
        first(kit, into)
    finally:
        _wait_until_nothing_is_written(running)
    for work in running:
        work.result()


def _wait_until_nothing_is_written(running: Sequence[Future[None]]) -> None:
    try:
        wait(running)
    except KeyboardInterrupt:
        for work in running:
            work.cancel()
        wait(running)
        raise


def _get_ready(writers: Sequence[Writer]) -> None:
    # One interrupt reaches every process of a terminal; the first one alone decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for writer in writers:
        writer.loaded()
