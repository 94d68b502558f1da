"""Runs the writers of one kit side by side, in processes that get ready while the kit is still being read."""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generators.loading import loading
from generators.model import Kit
from generators.processes import started
from generators.writers import Writer


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

    When the first is done, this process takes over what nobody has begun, from the end.

    Raises:
        RefusedInput: a writer refused the kit.
    """
    first, *rest = writers.values()
    packed = pickle.dumps(kit, pickle.HIGHEST_PROTOCOL)
    pile = _Pile((writer, share) for writer in rest for share, _ in enumerate(writer.shares(kit)))

    def hand_out() -> None:
        for writer, share in pile.from_the_top():
            others.executor.submit(_write, writer, share, packed, into).result()

    with ThreadPoolExecutor(others.number) as hands:
        running = [hands.submit(hand_out) for _ in range(others.number)]
        try:
            first(kit, into)
            for writer, share in pile.from_the_bottom():
                writer.write_share(kit, share, into)
        finally:
            pile.clear()
            _wait_until_nothing_is_written(running)
            others.executor.shutdown(wait=False)  # they end while this process puts the last touches to the kit
    for work in running:
        work.result()


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

    def clear(self) -> None:
        self._waiting.clear()


def _wait_until_nothing_is_written(running: Sequence[Future[None]]) -> None:
    try:
        wait(running)
    except KeyboardInterrupt:
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
