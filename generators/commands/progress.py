"""Shows how far a build has come: a bar or a line on a terminal, lines elsewhere, nothing where nobody wants any."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, TextIO

import click
from msgspec import Struct, field

from generators.model.problems import printable
from generators.pipeline.request import Outcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID
    from rich.status import Status

EVERY = 5.0
"""Seconds between two lines of progress where there is no terminal."""

_RECENT = 50
"""Locals by which the rate is known: what stood unchanged at the beginning says nothing of what is to be built."""


class Tally(Struct):
    """How many of ``total`` locals have ended, and how, up to now."""

    total: int
    ended: Counter[str] = field(default_factory=Counter)
    moments: deque[float] = field(default_factory=lambda: deque([time.monotonic()], maxlen=_RECENT + 1))

    def count(self, outcome: Outcome) -> None:
        self.ended[result_of(outcome)] += 1
        self.moments.append(time.monotonic())

    def __str__(self) -> str:
        done = self.ended.total()
        counts = ", ".join(f"{self.ended[result]} {result}" for result in ("built", "unchanged", "failed"))
        said = f"{done} of {self.total} {'local' if self.total == 1 else 'locals'}: {counts}"
        seconds = self.moments[-1] - self.moments[0]
        if not done or not seconds:
            return said
        rate = (len(self.moments) - 1) / seconds
        pace = f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"
        return f"{said}; {pace}, {_clock((self.total - done) / rate)} left"


def result_of(outcome: Outcome) -> str:
    """How it ended, in a word: built, unchanged, or failed."""
    return "failed" if not outcome.built else "unchanged" if outcome.unchanged else "built"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Progress:
    """What a build tells while it goes on, which nothing is shown of by itself."""

    __slots__ = ()

    def step(self, line: str) -> None:
        """Something begins."""

    def count(self, outcome: Outcome) -> None:
        """A local has ended."""

    def set_aside(self) -> AbstractContextManager[None]:
        """Leaves the terminal to what is printed meanwhile."""
        return nullcontext()


class Steps(Struct, Progress, frozen=True):
    """A line for each step, for one kit where there is no terminal."""

    stream: TextIO

    def step(self, line: str) -> None:
        click.echo(printable(line), self.stream)


class StatusLine(Struct, Progress, frozen=True):
    """One line that changes, for one kit on a terminal."""

    line: Status

    def step(self, line: str) -> None:
        from rich.markup import escape

        self.line.update(escape(printable(line)))

    def set_aside(self) -> AbstractContextManager[None]:
        return _hidden(self.line)


class CountLines(Struct, Progress):
    """Every few seconds a line with the tally, for many locals where there is no terminal.

    A log that takes no more, as on a full disk, ends no build.
    """

    tally: Tally
    stream: TextIO
    told: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._tell()

    def count(self, outcome: Outcome) -> None:
        self.tally.count(outcome)
        if (now := time.monotonic()) - self.told >= EVERY:
            self.told = now
            self._tell()

    def _tell(self) -> None:
        with suppress(OSError):
            click.echo(str(self.tally), self.stream)


class Bar(Struct, Progress, frozen=True):
    """A bar and the tally, for many locals on a terminal."""

    tally: Tally
    shown: RichProgress
    task: TaskID

    def count(self, outcome: Outcome) -> None:
        self.tally.count(outcome)
        self.shown.update(self.task, advance=1, tally=str(self.tally))

    def set_aside(self) -> AbstractContextManager[None]:
        return _hidden(self.shown)


@contextmanager
def _hidden(drawn: Status | RichProgress) -> Iterator[None]:
    drawn.stop()
    try:
        yield
    finally:
        drawn.start()


@contextmanager
def shown(total: int, *, quiet: bool, lines_to: TextIO) -> Iterator[Progress]:
    """The progress of ``total`` locals, or step by step that of one kit (0).

    Where standard error is no terminal, the steps of one kit go to the stream ``lines_to``. Lines with the tally come
    whenever time has passed, so that they never stand among the results, which other programs read.
    """
    if quiet:
        yield Progress()
    elif not sys.stderr.isatty():
        yield CountLines(Tally(total), sys.stderr) if total else Steps(lines_to)
    else:
        from rich.console import Console  # here and not above, and so below: elsewhere nobody has to wait for it

        with on_terminal(Console(stderr=True), total) as progress:
            yield progress


@contextmanager
def on_terminal(console: Console, total: int) -> Iterator[Progress]:
    """A bar for ``total`` locals, or for one kit (0) a line."""
    if not total:
        with console.status("reading") as status:
            yield StatusLine(status)
        return
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as RichProgress

    columns = (BarColumn(bar_width=20), TextColumn("{task.fields[tally]}", markup=False))
    with RichProgress(*columns, console=console, transient=True) as progress:
        tally = Tally(total)
        yield Bar(tally, progress, progress.add_task("", total=total, tally=str(tally)))
