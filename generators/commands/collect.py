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
from generators.collect.table import Headings
from generators.commands.command_line import root_option
from generators.commands.environment import build_date, shows_breakdowns
from generators.commands.packs import find_packs
from generators.model.problems import printable

TABLES = (".csv", ".xlsx")
PAGES = (".html", ".htm")


def _ending_in(endings: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, Path | None], Path | None]:
    def check(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
        if value and value.suffix.lower() not in endings:
            raise click.BadParameter(f"'{printable(value.name)}' must end in {' or '.join(endings)}")
        return value

    return check


_file = click.Path(exists=True, path_type=Path)
_output = click.Path(dir_okay=False, path_type=Path)


@click.command("collect")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_file)
@click.option("--out", type=_output, required=True, callback=_ending_in(TABLES), help="The table: .csv or .xlsx.")
@click.option("--summary", type=_output, callback=_ending_in(PAGES), help="Write a page of counts and answers, too.")
@click.option("--show-small-groups", is_flag=True, help="On that page, show groups of fewer than five people.")
@click.option(
    "--headings",
    type=click.Choice(["names", "questions"]),
    default="names",
    show_default=True,
    help="What stands over the columns: the fields' names, or the questions as asked.",
)
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
    local: str | None,
    root: Path,
    quiet: bool,
) -> int:
    """Puts filled forms into one table for each form.

    FILE is a filled PDF, a file of saved answers, a folder, or a ZIP archive. What cannot be read is named with the
    reason, and does not stop the rest. CSV files have an apostrophe before answers that would run as formulas.
    """
    pack, date = find_packs(root, (local,))[0] if local else None, build_date()
    with _progress(quiet=quiet) as progress:
        known = known_forms(root, pack, show_breakdowns=shows_breakdowns())
        request = CollectRequest(files, out, known, summary, headings, show_small_groups=show_small_groups, date=date)
        collected = collect(request, progress)
    if line := _of_the_kit(known):
        click.echo(line, err=True)
    for line in _said(collected, quiet=quiet):
        click.echo(printable(line), err=True)
    if not collected.counts:
        click.echo("no answers found, so that nothing was written", err=True)
        return 1
    if not quiet:
        for counted in collected.counts:
            click.echo(printable(_counted(counted)))
        for line in collected.advice:
            click.echo(printable(line))
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
