"""The command ``drift``: what the base changed under a local's overrides, and the record that it was seen."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generators.commands.command_line import DONE, PROBLEMS, every_option, names_argument, root_option
from generators.commands.drift_of_all import drift_document, drift_table
from generators.commands.environment import shows_breakdowns
from generators.commands.pack_processes import pack_processes
from generators.commands.packs import NO_PACK, all_packs, packs_of
from generators.model.problems import Problems, RefusedInput, printable, rendered
from generators.model.program import COMMAND
from generators.pipeline.bounded_process import ProcessEnded
from generators.pipeline.drift_tasks import DriftTask, LocalDrift
from generators.pipeline.overruns import overrun
from generators.reading import drift_lock
from generators.reading.source import read_handbook, shown_path
from generators.resolving.drift import Drift, word_for
from generators.resolving.overrides import PASSAGES
from generators.resolving.text_changes import Change, changes

WIDE = 100
"""Columns of a terminal from which on the base's changes and the local's text stand side by side."""
LONGEST = 40
"""Lines of the local's own text that are shown; the rest is in its file."""
STYLES = {"-": "red", "+": "green", "…": "dim", " ": ""}


@click.command("drift")
@names_argument
@every_option
@click.option("--accept", is_flag=True, help="Record in drift.lock what the base says now as seen.")
@root_option
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def drift_command(*, locals_: tuple[str, ...], every: bool, accept: bool, root: Path, as_json: bool) -> int:
    """Shows what the base kit changed under each LOCAL's overrides since the local last looked (all locals by default).

    With --all, it prints a table with a line for each local. Nothing is written unless --accept is given. The exit code
    is 1 if the base no longer has something that a local overrides.
    """
    packs = packs_of(root, locals_, every=every) or all_packs(root)
    if not packs:
        raise click.UsageError(NO_PACK)
    try:
        read_handbook(root, Problems())  # what is wrong with it is said once
    except RefusedInput as refusal:
        if not as_json:
            raise
        click.echo(drift_document((), refusal.problems), nl=False)
        return PROBLEMS
    build_id = uuid.uuid4().hex
    tasks = (DriftTask(root, pack, build_id, accept, shows_breakdowns()) for pack in packs)
    with pack_processes(min(os.cpu_count() or 1, len(packs))) as processes:
        read = (_ended(pack, root, future) for pack, future in zip(packs, processes.outcomes(tasks), strict=True))
        told = (
            _told(pack, one, accept=accept, every=every, as_json=as_json) for pack, one in zip(packs, read, strict=True)
        )
        ends = list(told)
    if as_json:
        click.echo(drift_document([one for one, _ in ends]), nl=False)
    elif every and not accept:
        Console(width=None if sys.stdout.isatty() else 200).print(drift_table([one for one, _ in ends]))
    return max(code for _, code in ends)


def _ended(pack: Path, root: Path, future: Future[LocalDrift]) -> LocalDrift:
    try:
        return future.result()
    except ProcessEnded as ended:
        return LocalDrift(pack.name, problems=(overrun(ended, shown_path(pack, root)),))


def _told(pack: Path, read: LocalDrift, *, accept: bool, every: bool, as_json: bool) -> tuple[LocalDrift, int]:
    """What is to be known of it in the end, and the exit code that it asks for."""
    if read.problems:
        for line in rendered(read.problems):
            click.echo(line, err=True)
        return read, PROBLEMS
    if accept:
        return read, _accept(pack, read, as_json=as_json)
    if not (every or as_json):
        _show(read)
    return read, PROBLEMS if any(drift.state == "gone" for drift in read.found) else DONE


def _accept(pack: Path, read: LocalDrift, *, as_json: bool) -> int:
    (pack / drift_lock.FILE_NAME).write_text(read.record, "utf-8", newline="\n")
    left = [drift for drift in read.found if drift.state == "gone" and drift.override.kind in PASSAGES]
    for drift in left:
        click.echo(printable(f"{drift.override.place.file}: still to be mended: {_heading(drift)}"), err=True)
    recorded = f"{read.slug}: recorded what the base says under {_counted(read.entries)} in {read.lock}"
    click.echo(printable(recorded), err=as_json)
    return PROBLEMS if left else DONE


def _show(read: LocalDrift) -> None:
    found, slug = read.found, read.slug
    if not found:
        click.echo(printable(f"{slug}: nothing has changed under its overrides"))
        return
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    click.echo(printable(f"{slug}: {_counted(len(found))} to look at"))
    for drift in found:
        click.echo(f"\n{printable(drift.override.place.file)}\n  {printable(_heading(drift))}")
        if console.is_terminal and console.width >= WIDE and drift.state == "changed":
            console.print(_beside(drift))
        else:
            console.print(_stacked(drift))
    click.echo(f"\nWhen you have looked, record it: {COMMAND} drift {slug} --accept")


def _heading(drift: Drift) -> str:
    override = drift.override
    at = f" ({override.target.file}:{override.target.line})" if override.target else ""
    over = f"the {word_for(override.kind)} '{override.name}'{at}"
    if drift.state == "changed":
        return f"stands over {over}, which the base has changed"
    if drift.state == "unrecorded":
        return f"stands over {over}; it is not recorded yet"
    renamed = f"; it may now be '{drift.now}'" if drift.now else ""
    return f"stood over {over}, which the base no longer has{renamed}"


def _beside(drift: Drift) -> Table:
    table = Table(box=None, padding=(0, 2), pad_edge=True, expand=True)
    table.add_column("what the base changed", ratio=1)
    table.add_column("your text", ratio=1)
    table.add_row(Text("\n").join(_changed(drift)), Text("\n".join(_own(drift))))
    return table


def _stacked(drift: Drift) -> Text:
    lines: list[Text] = []
    if drift.state == "changed":
        lines.append(Text("  what the base changed:"))
        lines += [_indented(line) for line in _changed(drift)]
    elif drift.state == "gone" and drift.before:
        lines.append(Text("  what the base said:"))
        lines += [_indented(Text(printable(line))) for line in drift.before[:LONGEST]]
    lines.append(Text("  your text:"))
    lines += [_indented(Text(line)) for line in _own(drift)]
    return Text("\n").join(lines)


def _indented(line: Text) -> Text:
    return Text("    ").append_text(line) if line.plain else line


def _changed(drift: Drift) -> Iterator[Text]:
    nothing_to_read = "the picture is another one" if drift.override.kind == "asset" else "nothing that is read"
    for change in changes(drift.before, drift.override.base) or (Change("…", nothing_to_read),):
        yield Text(printable(f"{change.sign} {change.text}").rstrip(), style=STYLES[change.sign])


def _own(drift: Drift) -> Iterator[str]:
    own = drift.override.own
    if not own:
        yield "(a picture)" if drift.override.kind == "asset" else "(empty)"
    yield from (printable(line) for line in own[:LONGEST])
    if len(own) > LONGEST:
        yield f"… and {len(own) - LONGEST} more lines"


def _counted(number: int) -> str:
    return f"{number} override" if number == 1 else f"{number} overrides"
