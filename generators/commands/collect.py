"""The command ``collect``: what people type, and what it says of the files that it read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from generators.collect.collecting import Collected, CollectRequest, Counted, Remark, Skipped, collect
from generators.collect.known_forms import KnownForms, known_forms
from generators.collect.sheets import collect_matching, collect_pairs
from generators.collect.table import Headings
from generators.commands.command_line import root_option
from generators.commands.environment import build_date, shows_breakdowns
from generators.commands.packs import find_packs
from generators.model.problems import printable

TABLES = (".csv", ".xlsx")
PAGES = (".html", ".htm")
PAIR_SHEETS = (".html", ".pdf")
WORKBOOKS = (".xlsx",)


def _check_ending(option: str, value: Path | None, endings: tuple[str, ...]) -> None:
    if value and value.suffix.lower() not in endings:
        message = f"'{printable(value.name)}' must end in {' or '.join(endings)}"
        raise click.BadParameter(message, param_hint=f"'{option}'")


_file = click.Path(exists=True, path_type=Path)
_output = click.Path(dir_okay=False, path_type=Path)


@click.command("collect")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_file)
@click.option("--out", type=_output, required=True, help="The table: .csv or .xlsx.")
@click.option("--summary", type=_output, help="Write a page of counts and answers, too.")
@click.option("--show-small-groups", is_flag=True, help="On that page, show groups of fewer than five people.")
@click.option(
    "--headings",
    type=click.Choice(["names", "questions"]),
    default="names",
    show_default=True,
    help="What heads the columns: the fields' names, or the questions as asked.",
)
@click.option(
    "--pairs",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Instead of a table, write the surveys of each pair side by side (.pdf or .html). This CSV "
    "file lists the pairs, one a line: mentor,mentee.",
)
@click.option("--with-personal", is_flag=True, help="With --pairs: personal and contact details, too.")
@click.option("--matching", is_flag=True, help="Instead of a table, write a sheet for finding pairs (.xlsx).")
@click.option("--local", metavar="LOCAL", help="The local whose forms these are, when it has changed them.")
@root_option
@click.option("--quiet", is_flag=True, help="Name only the files that could not be read.")
def collect_command(
    *,
    files: tuple[Path, ...],
    out: Path,
    summary: Path | None,
    show_small_groups: bool,
    headings: Headings,
    pairs: Path | None,
    with_personal: bool,
    matching: bool,
    local: str | None,
    root: Path,
    quiet: bool,
) -> int:
    """Puts filled forms into one table for each form.

    FILE is a filled PDF, a file of saved answers, a folder, or a ZIP archive. What cannot be read is named with the
    reason, and does not stop the rest. CSV files have an apostrophe before answers that would run as formulas.
    """
    _check_together(out, summary, pairs, with_personal=with_personal, matching=matching)
    pack, date = find_packs(root, (local,))[0] if local else None, build_date()
    with _progress(quiet=quiet) as progress:
        known = known_forms(root, pack, show_breakdowns=shows_breakdowns())
        request = CollectRequest(files, out, known, summary, headings, show_small_groups=show_small_groups, date=date)
        if pairs:
            collected = collect_pairs(request, pairs, progress, with_personal=with_personal)
        else:
            collected = (collect_matching if matching else collect)(request, progress)
    return _told(collected, known, quiet=quiet)


def _check_together(
    out: Path, summary: Path | None, pairs: Path | None, *, with_personal: bool, matching: bool
) -> None:
    """Options that ask for different things, or for a file of another kind, are wrong usage."""
    if pairs and matching:
        raise click.UsageError("--pairs and --matching write different sheets: run the command once for each")
    if summary and (pairs or matching):
        raise click.UsageError("--summary goes with a table: leave it out, or --pairs and --matching")
    if with_personal and not pairs:
        raise click.UsageError("--with-personal goes with --pairs")
    _check_ending("--out", out, PAIR_SHEETS if pairs else WORKBOOKS if matching else TABLES)
    _check_ending("--summary", summary, PAGES)


def _told(collected: Collected, known: KnownForms, *, quiet: bool) -> int:
    """Says what came of it, and gives the code to end with."""
    if line := _of_the_kit(known):
        click.echo(line, err=True)
    for line in _said(collected, quiet=quiet):
        click.echo(printable(line), err=True)
    for line in (*collected.problems, *(() if quiet and collected.written else collected.advice)):
        click.echo(printable(line), err=True)
    if not collected.written:
        none = "nothing was written" if collected.counts else "no answers found, so that nothing was written"
        click.echo(none, err=True)
        return 1
    if not quiet:
        for counted in collected.counts:
            click.echo(printable(_counted(counted)))
        click.echo(printable(f"Open {' '.join(str(file) for file in collected.written)}"))
    return 0


def _said(collected: Collected, *, quiet: bool) -> Iterator[str]:
    """A line for each file of which something is to be said, in the order of their paths."""
    remarks: list[Skipped | Remark] = [*collected.skipped, *(() if quiet else collected.notes)]
    yield from dict.fromkeys(f"{one.path}: {one.text}" for one in sorted(remarks, key=lambda one: one.path))


def _of_the_kit(known: KnownForms) -> str:
    """What is to be said of the kit whose forms these are, if anything."""
    if not known.forms:
        return "no forms are known: the kit cannot be read, so that columns have the files' own names"
    if not known.mistakes:
        return ""
    count = "a mistake" if known.mistakes == 1 else f"{known.mistakes} mistakes"
    return f"the kit has {count}, which python3 build.py check names; its forms were read as far as they can be"


def _counted(counted: Counted) -> str:
    unknown = "" if counted.known else " (no form of this kit)"
    also = f", in {counted.editions} editions" if counted.editions > 1 else ""
    people = "1 answer" if counted.people == 1 else f"{counted.people} answers"
    return f"{counted.form}: {people}{also}{unknown}"


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """The file that is being read, on a terminal; elsewhere, a line for each of hundreds of files says nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda _line: None
        return
    with Console(stderr=True).status("reading") as status:
        yield lambda line: status.update(escape(printable(line)))
