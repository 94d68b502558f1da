"""Builds and checks kits for the command line, and says how it went: what was made, what to mend, what to open."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from generators.commands.command_line import DONE, PROBLEMS, near
from generators.model.problems import Problem, printable, rendered
from generators.pipeline.jobs import build_at_once
from generators.pipeline.pipeline import BuildRequest, Outcome, Progress, all_packs, check_kits, find_packs
from generators.pipeline.processes import Colleagues


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    return ", ".join(counts_of(problems)) or "no problems"


def made_of(outcome: Outcome) -> str:
    """What was built for one local, and how long it took."""
    kit = outcome.kit
    assert kit is not None, "what was built has a kit"
    counts = {
        "site": (kit.pages, "page"),
        "decks": (kit.decks, "deck"),
        "forms": (kit.forms, "form"),
        "guides": (kit.decks, "guide"),
    }
    made = ", ".join(_number(len(items), word) for name, (items, word) in counts.items() if name in outcome.formats)
    return f"{outcome.slug}: {made} in {outcome.seconds:.1f} s"


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
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("local", no_wrap=True)
    for heading in _KINDS:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("ended", no_wrap=True)
    for outcome in outcomes:
        counts = [sum(outcome.changes.get(label, 0) for label in labels) for labels in _KINDS.values()]
        ended = ", ".join(["built" if outcome.built else "not built", *counts_of(outcome.problems)])
        cells = [printable(outcome.slug), *(str(count or "-") for count in counts), ended]
        table.add_row(*(Text(cell) for cell in cells))
    return table


def build_and_tell(
    request: BuildRequest, jobs: int, others: Colleagues | None, *, quiet: bool, with_table: bool
) -> int:
    """Builds what was asked for and returns the exit code; ``with_table`` ends with a row for each local."""
    with _progress(quiet=quiet) as progress:
        outcomes = list(build_at_once(request, jobs, progress, others))
    _show_problems(outcomes, quiet=quiet and not request.strict)
    for outcome in outcomes:
        if not outcome.built:
            click.echo(_not_built(outcome), err=True)
        elif not quiet:
            click.echo(printable(made_of(outcome)))
            click.echo(printable(f"Open {near(first_page(outcome.folder))}"))
    if with_table and not quiet:
        from rich.console import Console

        # MERGED

        Console().print(changes_of(outcomes))
    return DONE if all(outcome.built for outcome in outcomes) else PROBLEMS


def check_and_tell(request: BuildRequest, *, quiet: bool) -> int:
    """Says what is wrong, and returns the exit code."""
    outcomes = list(check_kits(request))
    _show_problems(outcomes, quiet=quiet and not request.strict)
    if not quiet:
        for outcome in outcomes:
            click.echo(printable(f"{outcome.slug}: {counted(outcome.problems)}"))
    failed = any(outcome.kit is None or (request.strict and outcome.problems) for outcome in outcomes)
    return PROBLEMS if failed else DONE


def packs_of(root: Path, names: tuple[str, ...], *, every: bool) -> tuple[Path, ...]:
    """The packs that were asked for by name, or every one; none means the base kit.

    Raises:
        UsageError: two of them would overwrite each other, or there are none.
        RefusedInput: a name means no pack.
    """
    if every and names:
        raise click.UsageError("give names of locals or --all, not both")
    packs = all_packs(root) if every else find_packs(root, tuple(dict.fromkeys(names)))
    slugs = [pack.name for pack in packs]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise click.UsageError(f"two packs are called '{printable(twice[0])}', and would overwrite each other")
    if every and not packs:
        raise click.UsageError("there is no pack below overrides/locals/ (build.py new LOCAL makes one)")
    return packs


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    show: Callable[[str], None] = click.echo
    if quiet:
        yield lambda _line: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.markup import escape

        with Console(stderr=True).status("reading") as status:
            yield lambda line: status.update(escape(printable(line)))
    else:
        yield lambda line: show(printable(line))


def _show_problems(outcomes: Sequence[Outcome], *, quiet: bool) -> None:
    """All problems together, each once, though several locals share the base's."""
    found = [problem for outcome in outcomes for problem in outcome.problems]
    for line in rendered(problem for problem in found if not quiet or problem.severity == "error"):
        click.echo(line, err=True)


def _not_built(outcome: Outcome) -> str:
    kept = f"; {near(outcome.folder)} is as it was" if outcome.folder.exists() else ""
    return printable(f"{outcome.slug}: not built, {counted(outcome.problems)}{kept}")
