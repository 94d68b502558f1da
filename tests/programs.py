"""Programs that a test starts and interrupts, as a person at a terminal does, and that no test leaves running."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

INTERRUPTS = pytest.mark.skipif(os.name == "nt", reason="an interrupt cannot be sent to another program")


@contextmanager
def interrupts_heard() -> Iterator[None]:
    """In here an interrupt is one, also for programs that are started in here, and so is the end of a terminal.

    A shell lets what it starts in the background ignore interrupts, ``nohup`` lets it ignore that a terminal ends, and
    whatever that starts ignores them too; but a signal that a program handles has its default meaning again in the
    programs that it starts (POSIX, ``exec``).
    """
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def started(command: Sequence[str], folder: Path | None = None, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """``command`` at work in ``folder``, at the head of a group of processes that all have ended afterwards."""
    with interrupts_heard():
        program = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, **environment},
            start_new_session=True,
        )
    with program:
        try:
            yield program
        finally:
            _end(program)


def _end(program: subprocess.Popen[str]) -> None:
    if os.name == "nt":
        program.kill()
        return
    with suppress(ProcessLookupError):  # nobody of the group is left, as it should be
        os.killpg(program.pid, signal.SIGKILL)
