"""Builds and checks kits for the command line, and says how it went: what was made, what to mend, what to open."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generators.commands.command_line import DONE, PROBLEMS, near
from generators.model.problems import Problem, printable, rendered
from generators.pipeline.bounded_process import BoundedProcesses
from generators.pipeline.pack_tasks import Progress, build_packs
from generators.pipeline.request import BuildRequest, Made, Outcome
from generators.pipeline.scheduler import Scheduler
from generators.pipeline.unchanged import BuildMemory

if TYPE_CHECKING:
    from rich.status import Status
    from rich.table import Table


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    return ", ".join(counts_of(problems)) or "no problems"


def made_of(outcome: Outcome) -> str:
    """What was built for one local, and how long it took."""
    made = ", ".join(_number(outcome.counts[counted], word) for name, counted, word in _MADE if name in outcome.formats)
    return f"{outcome.slug}: {made}{', unchanged' if outcome.unchanged else f' in {outcome.seconds:.1f} s'}"


_MADE: tuple[tuple[str, Made, str], ...] = (
    ("site", "pages", "page"),
    ("decks", "decks", "deck"),
    ("forms", "forms", "form"),
    ("guides", "guides", "guide"),
)
"""Each format, what is counted of it, and the word for one."""


def untouched_of(outcome: Outcome) -> str:
    """What readers see of the base where they would expect the local, in words; empty without any."""
    untouched = outcome.untouched
    named = [_CALLED[key] for key in untouched.settings]
    if untouched.examples:
        named.append(f"{len(untouched.examples)} of {_number(untouched.shown, 'example')}")
    return ", ".join(named)


_CALLED = {
    "name": "name",
    "union": "union",
    "brand.primary": "colors",
    "brand.logo": "logo",
    "contact": "contact",
    "conduct_contact": "conduct contact",
    "url": "web address",
}
"""What people call the settings of ``Untouched``."""


def first_page(folder: Path) -> Path:
    """What to open: the site's first page, or the folder when no site was asked for."""
    index = folder / "site" / "index.html"
    return index if index.is_file() else folder / "site"


def counts_of(problems: Iterable[Problem]) -> list[str]:
    """Errors and warnings as one text each, where there are any; each problem counts once."""
    found = list(dict.fromkeys(problems))
    errors = sum(problem.severity == "error" for problem in found)
    return [_number(count, word) for count, word in ((errors, "problem"), (len(found) - errors, "warning")) if count]


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


_KINDS = {
    "pages": ("page", "outline"),
    "added": ("new page", "new outline"),
    "examples": ("example",),
    "slots": ("slot",),
    "files": ("asset",),
    "settings": ("setting",),
}
"""Columns of the table of changes: the labels of overrides that each counts."""


def changes_of(outcomes: Sequence[Outcome]) -> Table:
    """One row for each local: how much of each kind it overrides or adds, and how its build ended."""
    from rich.box import SIMPLE_HEAD  # here and not above: a single kit has no table, and need not wait for it
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("local", no_wrap=True)
    for heading in _KINDS:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("ended", no_wrap=True)
    for outcome in outcomes:
        counts = [sum(outcome.overrides.get(label, 0) for label in labels) for labels in _KINDS.values()]
        ended = ", ".join([_ended(outcome), *counts_of(outcome.problems)])
        cells = [printable(outcome.slug), *(str(count or "-") for count in counts), ended]
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _ended(outcome: Outcome) -> str:
    return "not built" if not outcome.built else "unchanged" if outcome.unchanged else "built"


def build_and_tell(work: Work, *, quiet: bool, with_table: bool) -> int:
    """Does the ``work``, tells of each local as it ends, and returns the exit code.

    ``with_table`` ends with a row for each local.
    """
    told = _Told(errors_only=quiet and not work.request.strict)
    outcomes: list[Outcome] = []
    with _status(quiet=quiet) as status, _telling_of_others(work.request):
        for outcome in work.outcomes(status.show):
            with status.set_aside():
                told.tell(outcome)
                _tell_end(outcome, quiet=quiet)
            outcomes.append(outcome)
    if with_table and not quiet:
        from rich.console import Console

        # A file or another program has no width, and a line of it is never too long.
        Console(width=None if sys.stdout.isatty() else 200).print(changes_of(outcomes))
    return DONE if all(outcome.built for outcome in outcomes) else PROBLEMS


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be built, with what ``processes``; of what is ``known`` to stand as it shall, it is only told."""

    request: BuildRequest
    memory: BuildMemory
    known: Mapping[Path | None, Outcome]
    processes: Scheduler | BoundedProcesses | None = None

    def outcomes(self, progress: Progress) -> Iterator[Outcome]:
        """How it went for each pack, in their order, or for the base."""
        built = self._built(progress)
        for pack in self.request.packs or (None,):
            if pack in self.known:
                yield self.known[pack]
            else:
                outcome = next(built)
                self.memory.remember(pack, outcome)
                yield outcome

    def _built(self, progress: Progress) -> Iterator[Outcome]:
        left = self.memory.request_without(self.known)
        if left is None:
            return iter(())
        if isinstance(self.processes, BoundedProcesses):
            return build_packs(left, progress, self.processes)
        from generators.pipeline.build import build_kits  # here and not above: for packs, other processes need it

        return build_kits(left, progress, self.processes)


@contextmanager
def _telling_of_others(request: BuildRequest) -> Iterator[None]:
    """Of several locals, some may be done when an interrupt comes."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        if len(request.packs) < 2:
            raise
        raise KeyboardInterrupt("the locals that were still being built are as they were") from interrupt


def tell_checks(outcomes: Iterable[Outcome], *, strict: bool, quiet: bool) -> int:
    """Says of each local what is wrong with it, as it comes, and returns the exit code."""
    told = _Told(errors_only=quiet and not strict)
    failed = False
    for outcome in outcomes:
        told.tell(outcome)
        if not quiet:
            click.echo(printable(f"{outcome.slug}: {counted(outcome.problems)}"))
            _tell_untouched(outcome)
        failed = failed or outcome.has_errors or bool(strict and outcome.problems)
    return PROBLEMS if failed else DONE


@dataclass(frozen=True, slots=True)
class _Told:
    """The problems that were told already: several locals share the base's."""

    errors_only: bool
    problems: set[Problem] = field(default_factory=set)

    def tell(self, outcome: Outcome) -> None:
        """Those of ``outcome`` that are new, sorted by place; and where the errors are that were told already."""
        wanted = [one for one in outcome.problems if one.severity == "error" or not self.errors_only]
        new = [one for one in wanted if one not in self.problems]
        for line in rendered(new):
            click.echo(line, err=True)
        again = (one for one in wanted if one.severity == "error" and one in self.problems)
        if places := sorted({(one.place.file, one.place.line) for one in again}):
            more = f", and {len(places) - _AGAIN:,} more" if len(places) > _AGAIN else ""
            shown = ", ".join(f"{file}:{line}" for file, line in places[:_AGAIN])
            click.echo(printable(f"{outcome.slug}: it has problems that are told above, too: {shown}{more}"), err=True)
        self.problems.update(new)


_AGAIN = 5


def _tell_end(outcome: Outcome, *, quiet: bool) -> None:
    if not outcome.built:
        kept = f"; {near(outcome.folder)} is as it was" if outcome.folder.exists() else ""
        click.echo(printable(f"{outcome.slug}: not built, {counted(outcome.problems)}{kept}"), err=True)
    elif not quiet:
        click.echo(printable(made_of(outcome)))
        _tell_untouched(outcome)
        click.echo(printable(f"Open {near(first_page(outcome.folder))}"))


def _tell_untouched(outcome: Outcome) -> None:
    if untouched := untouched_of(outcome):
        click.echo(printable(f"{outcome.slug}: not yet this local's own: {untouched}"))


@dataclass(frozen=True, slots=True)
class _Status:
    """What is going on: on a terminal one line that changes, elsewhere a line for each step."""

    show: Progress
    line: Status | None = None

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Leaves the terminal to what is printed in here."""
        if self.line:
            self.line.stop()
        try:
            yield
        finally:
            if self.line:
                self.line.start()


@contextmanager
def _status(*, quiet: bool) -> Iterator[_Status]:
    if quiet:
        yield _Status(lambda _line: None)
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.markup import escape

        with Console(stderr=True).status("reading") as status:
            yield _Status(lambda line: status.update(escape(printable(line))), status)
    else:
        yield _Status(lambda line: click.echo(printable(line)))
