"""Builds and checks kits for the command line, and says how it went: what was made, what to mend, what to open."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import Struct, field

from generators.commands.command_line import DONE, PROBLEMS, near
from generators.commands.progress import Progress, shown
from generators.commands.summary import Summary, changes_of, counts_of, number_of
from generators.model import Place
from generators.model.problems import Problem, RefusedInput, printable, rendered
from generators.pipeline.request import BuildRequest, Made, Outcome


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    return ", ".join(counts_of(problems)) or "no problems"


def made_of(outcome: Outcome) -> str:
    """What was built for one local, and how long it took."""
    made = ", ".join(
        number_of(outcome.counts[counted], word) for name, counted, word in _MADE if name in outcome.formats
    )
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
        named.append(f"{len(untouched.examples)} of {number_of(untouched.shown, 'example')}")
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


class Telling(Struct, frozen=True):
    """How much is said of a build: ``quiet`` leaves errors; ``as_json`` is one document, for programs.

    ``of_all`` is for many locals: their tally goes on, and a table ends it, in place of some lines for each.
    ``results`` is where kits were put that do not stand here (an address, or empty).
    """

    quiet: bool = False
    of_all: bool = False
    as_json: bool = False
    results: str = ""


Building = Callable[[Callable[[str], None]], Iterator[Outcome]]
"""Does the work, tells of steps, and yields how each local ended, in whatever order."""


def build_and_tell(request: BuildRequest, build: Building, telling: Telling) -> int:
    """Does the work, tells of each local as it ends, and returns the exit code."""
    total = len(request.packs) if telling.of_all or len(request.packs) > 1 else 0
    lines_to = sys.stderr if telling.as_json else sys.stdout
    summary = Summary(request)
    told = _Told(errors_only=telling.quiet and not request.strict)
    try:
        with shown(total, quiet=telling.quiet, lines_to=lines_to) as progress, _telling_of_others(request):
            for outcome in build(progress.step):
                summary.add(outcome)
                progress.count(outcome)
                if not telling.as_json:
                    _tell(outcome, told, progress, telling)
    except RefusedInput as refusal:
        if not telling.as_json:
            raise
        click.echo(summary.json_document(refusal.problems), nl=False)
        return PROBLEMS
    except OSError as error:  # such as a full disk, of which people are told when the program ends
        if telling.as_json:
            click.echo(summary.json_document([_refused(error, request)]), nl=False)
        raise
    if telling.as_json:
        click.echo(summary.json_document(), nl=False)
    elif telling.of_all and not telling.quiet:
        _tell_all(summary, telling.results)
    return DONE if summary.is_good else PROBLEMS


def _refused(error: OSError, request: BuildRequest) -> Problem:
    """What the system refused, for programs that read no other line."""
    place = Place(str(near(Path(error.filename or request.out))), 1)
    reason = f"a file cannot be read or written: {error.strerror or error}"
    return Problem("file-unreadable", place, reason, ("free some space there, or check its rights",))


def tell_nothing(request: BuildRequest, telling: Telling) -> int:
    """Says that no local was to be built."""
    if telling.as_json:
        click.echo(Summary(request).json_document(), nl=False)
    elif not telling.quiet:
        click.echo("no local has changed since then")
    return DONE


def _tell(outcome: Outcome, told: _Told, progress: Progress, telling: Telling) -> None:
    if outcome.built and telling.of_all and not outcome.problems:
        return
    with progress.set_aside():
        told.tell(outcome)
        _tell_end(outcome, quiet=telling.quiet or telling.of_all)


def _tell_all(summary: Summary, results: str) -> None:
    from rich.console import Console

    # A file or another program has no width, and a line of it is never too long.
    Console(width=None if sys.stdout.isatty() else 200).print(changes_of(summary.in_order()))
    click.echo(printable(summary.line()))
    if any(outcome.built for outcome in summary.outcomes):
        whose = "each other local" if summary.not_built else "each local"
        where = f"Open {near(summary.request.out)}, which has a folder for {whose}"
        click.echo(printable(f"Look into {results}, which has an archive for {whose}" if results else where))
    if summary.not_built:
        cure = "mend what is told of them above, and run the same command again"
        click.echo(printable(f"Not built: {_named(summary.not_built)} ({cure})"))


def _named(locals_: Sequence[str]) -> str:
    """The first of ``locals_``, so that nobody looks for a few among the many rows of a table."""
    more = f", and {len(locals_) - _NAMED:,} more" if len(locals_) > _NAMED else ""
    return f"{', '.join(locals_[:_NAMED])}{more}"


_NAMED = 20


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


class _Told(Struct, frozen=True):
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
