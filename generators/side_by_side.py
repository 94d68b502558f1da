"""Runs the writers of one kit side by side, each in a process of its own where the computer has a second core."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from generators.model import Kit
from generators.problems import Problem, RefusedInput
from generators.writers import Writer


def write_side_by_side(writers: Mapping[str, Writer], kit: Kit, into: Path) -> None:
    """Calls every writer with ``kit`` and ``into``; the first of them runs in this process.

    Raises:
        RefusedInput: a writer refused the kit.
        WriterFailed: a writer broke down; the text is its traceback.
    """
    context = _context()
    first, *others = writers.values()
    if context is None:
        for writer in writers.values():
            writer(kit, into)
        return
    running = [_started(context, writer, kit, into) for writer in others]
    try:
        first(kit, into)
        for work in running:
            _finished(work)
    finally:
        for work in running:
            work.process.terminate()
            work.process.join()


class WriterFailed(Exception):
    """A writer's process ended in a way that is the kit's own fault and no author's."""


@dataclass(frozen=True, slots=True)
class _Work:
    process: BaseProcess
    answer: Connection


@dataclass(frozen=True, slots=True)
class _Answer:
    problems: tuple[Problem, ...] = ()
    failure: str = ""


def _context() -> ForkContext | SpawnContext | None:
    """How to start a process, or None where one after the other is the way.

    A fork has the kit in memory already. Off Linux it is not safe, so there the kit travels to a new process. Nor is it
    safe once a layout or a template has started threads: a fork copies none of them, and waits for them for good.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    return get_context("fork") if _threads() == 1 else None


def _threads() -> int:
    """All threads of this process, those of compiled libraries too; 0 where the system does not tell."""
    try:
        return sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:
        return 0


def _started(context: ForkContext | SpawnContext, writer: Writer, kit: Kit, into: Path) -> _Work:
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(writer, kit, into, there), daemon=True)
    process.start()
    there.close()
    return _Work(process, here)


def _work(writer: Writer, kit: Kit, into: Path, answer: Connection) -> None:
    try:
        writer(kit, into)
    except RefusedInput as refusal:
        answer.send(_Answer(problems=refusal.problems))
    except KeyboardInterrupt:
        os._exit(1)
    except Exception:  # the parent raises it again, with this traceback
        answer.send(_Answer(failure=traceback.format_exc()))
    else:
        answer.send(_Answer())


def _finished(work: _Work) -> None:
    try:
        answer: _Answer = work.answer.recv()
    except EOFError:
        work.process.join()
        raise WriterFailed(f"a writer's process ended with code {work.process.exitcode}") from None
    work.process.join()
    if answer.failure:
        raise WriterFailed(answer.failure)
    if answer.problems:
        raise RefusedInput(*answer.problems)
