"""Tasks that tests give to other processes, which import this and no test: most of what a start costs."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

from generators.model.current_work import Stage, working_on
from generators.pipeline.scheduler import Scheduler, Shared

PATIENCE = 300.0
"""Seconds for which nothing waits that works."""


@dataclass(frozen=True)
class Write:
    """Writes the number of its process into a file."""

    file: Path

    def run(self) -> None:
        self.file.write_text(str(os.getpid()), encoding="utf-8")


@dataclass(frozen=True)
class WaitFor:
    """Ends when the file is there."""

    file: Path

    def run(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.file.exists() and time.monotonic() < deadline:
            time.sleep(0.01)


@dataclass(frozen=True)
class Raise:
    """Fails."""

    error: Exception

    def run(self) -> None:
        raise self.error


@dataclass(frozen=True)
class Kill:
    """Ends a worker as from outside; here, it says that it was run."""

    file: Path

    def run(self) -> str:
        if parent_process():
            os._exit(1)
        self.file.write_text(str(os.getpid()), encoding="utf-8")
        return "killed nobody"


@dataclass(frozen=True)
class Say:
    """Says a word, as late as it is asked to."""

    word: str
    seconds: float = 0

    def run(self) -> str:
        time.sleep(self.seconds)
        return self.word


@dataclass(frozen=True)
class Look:
    """The identity of what it is given, and the process that it is run by."""

    given: Shared[list[str]]

    def run(self) -> tuple[int, int]:
        return id(self.given.value), os.getpid()


@dataclass(frozen=True)
class Handling:
    """Whether interrupts are ignored."""

    def run(self) -> bool:
        return signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def ignores_interrupts(file: Path) -> None:
    file.write_text(str(Handling().run()), encoding="utf-8")


def prepared() -> None:
    """Has a process import this module before its first task."""


@dataclass(frozen=True)
class Number:
    """The number of the process that runs it, after some seconds of waiting."""

    seconds: float = 0

    def run(self) -> int:
        time.sleep(self.seconds)
        return os.getpid()


@dataclass(frozen=True)
class Burn:
    """Never ends, and lets no other thread of its process run: it stands for Typst, Pillow, and lxml.

    It notes the number of its process in ``file``, if there is one.
    """

    stage: Stage = "forms"
    file: Path | None = None

    def run(self) -> None:
        if self.file:
            self.file.write_text(str(os.getpid()), encoding="utf-8")
        with working_on(stage=self.stage), working_on("overrides/locals/harbor/assets/logo.svg"):
            re.match("(a+)+$", "a" * 60 + "b")


@dataclass(frozen=True)
class Fill:
    """Takes two thirds of a gigabyte, little by little, and keeps them."""

    def run(self) -> None:
        with working_on(stage="reading"):
            kept = list[bytes]()
            while True:
                if len(kept) < 32:
                    kept.append(bytes([len(kept)]) * 20_000_000)
                time.sleep(0.02)


@dataclass(frozen=True)
class Keep:
    """Leaves two hundred megabytes in its process, whose number it says."""

    def run(self) -> int:
        KEPT.append(b"x" * 200_000_000)
        return os.getpid()


KEPT: list[bytes] = []


@dataclass(frozen=True)
class Break:
    """Ends its process as a fault of compiled code does; only the first time, if there is a ``file`` to remember."""

    file: Path | None = None

    def run(self) -> str:
        if self.file and self.file.exists():
            return "done"
        if self.file:
            self.file.touch()
        os._exit(139)


@dataclass(frozen=True)
class HandOn:
    """Has a helper burn while it waits, and note its number in ``file``."""

    file: Path

    def run_with(self, scheduler: Scheduler) -> None:
        scheduler.share_out(Number(), [Burn("decks", self.file), Number(PATIENCE)])
