"""Runs the writers of one kit side by side, each in a process of its own where the computer has a second core."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
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
    first, *others = writers.values()
    running = [_started(writer, kit, into) for writer in others]
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


def _started(writer: Writer, kit: Kit, into: Path) -> _Work:
    # A fork has the kit in memory already. Elsewhere it is not safe, so there the kit travels to a new process.
    context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
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
