"""Runs the writers of one kit side by side, in processes that get ready while the kit is still being read.

Further processes leave interrupts to the one that a person talks to.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from generators.model import Kit
from generators.writers import Writer


@contextmanager
def loading() -> Iterator[None]:
    """What is made in here stays for as long as the process: it is not searched for circles, now or later.

    Measured on a build of the base kit, that search takes a twelfth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


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


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Processes that write one kit beside this one, and how many they are."""

    executor: Executor
    number: int


@contextmanager
def colleagues(writers: Sequence[Writer]) -> Iterator[Colleagues]:
    """Processes for ``writers``, one for each further processor, which import what these need at once."""
    number = min(len(writers), max(1, (os.cpu_count() or 1) - 1))
    pool = started(number, _get_ready, tuple(writers))
    try:
        yield Colleagues(pool, number)
    finally:
        pool.shutdown(cancel_futures=True)


def write_side_by_side(writers: Mapping[str, Writer], kit: Kit, into: Path, others: Colleagues) -> None:
    """Calls every writer with ``kit`` and ``into``: the first in this process, the rest in ``others``.

    When the first is done, this process takes over what nobody has begun, from the end; and at last what is left behind
    by a process that was ended from outside, as a system does that runs out of memory.

    Raises:
        RefusedInput: a writer refused the kit.
    """
    first, *rest = writers.values()
    pile = _Pile((writer, share) for writer in rest for share, _ in enumerate(writer.shares(kit)))
    errand = _Errand(pile, pickle.dumps(kit, pickle.HIGHEST_PROTOCOL), into, others.executor)
    with ThreadPoolExecutor(others.number) as hands:
        running = [hands.submit(errand.run) for _ in range(others.number)]
        try:
            first(kit, into)
            _take_over(pile, kit, into)
        except BaseException:
            pile.clear()
            raise
        finally:
            _wait_until_nothing_is_written(running, pile)
            others.executor.shutdown(wait=False)  # they end while this process puts the last touches to the kit
    for work in running:
        work.result()
    _take_over(pile, kit, into)


class _Pile:
    """Work that nobody has begun: shares of what a writer writes. Several threads may take from it."""

    def __init__(self, work: Iterable[tuple[Writer, int]]) -> None:
        self._waiting = deque(work)

    def from_the_top(self) -> Iterator[tuple[Writer, int]]:
        with suppress(IndexError):
            while True:
                yield self._waiting.popleft()

    def from_the_bottom(self) -> Iterator[tuple[Writer, int]]:
        with suppress(IndexError):
            while True:
                yield self._waiting.pop()

    def put_back(self, writer: Writer, share: int) -> None:
        self._waiting.append((writer, share))

    def clear(self) -> None:
        self._waiting.clear()


@dataclass(frozen=True, slots=True)
class _Errand:
    """Carries work from the pile to a process of ``executor``, and waits for it, until the pile is empty."""

    pile: _Pile
    packed: bytes
    into: Path
    executor: Executor

    def run(self) -> None:
        for writer, share in self.pile.from_the_top():
            try:
                self.executor.submit(_write, writer, share, self.packed, self.into).result()
            except BrokenExecutor:
                self.pile.put_back(writer, share)
                return


def _take_over(pile: _Pile, kit: Kit, into: Path) -> None:
    for writer, share in pile.from_the_bottom():
        writer.write_share(kit, share, into)


def _wait_until_nothing_is_written(running: Sequence[Future[None]], pile: _Pile) -> None:
    try:
        wait(running)
    except KeyboardInterrupt:
        pile.clear()
        wait(running)
        raise


def _write(writer: Writer, share: int, packed: bytes, into: Path) -> None:
    writer.write_share(_unpacked(packed), share, into)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Kit:
    """A kit arrives with each of its shares, and is the same for all of them."""
    kit: Kit = pickle.loads(packed)
    return kit


def _get_ready(writers: Sequence[Writer]) -> None:
    with loading():
        for writer in writers:
            writer.prepare()
