"""The command ``drift``: what the base changed under a local's overrides, and the record that it was seen."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generators.commands.command_line import root_option
from generators.commands.environment import shows_breakdowns
from generators.commands.packs import NO_PACK, all_packs, find_packs, pack_processes
from generators.model import Handbook, Local
from generators.model.current_work import working_on
from generators.model.problems import Problem, Problems, RefusedInput, printable, rendered
from generators.model.program import COMMAND
from generators.packs.limits import breakdowns_told
from generators.packs.pack import read_pack
from generators.pipeline.bounded_process import ProcessEnded
from generators.pipeline.overruns import overrun
from generators.pipeline.scheduler import Shared
from generators.reading import drift_lock
from generators.reading.source import read_handbook, shown_path
from generators.resolving.drift import Drift, accepted, drift_of, word_for
from generators.resolving.overrides import PASSAGES, Overrides, overrides_of
from generators.resolving.text_changes import Change, changes

WIDE = 100
"""Columns of a terminal from which on the base's changes and the local's text stand side by side."""
LONGEST = 40
"""Lines of the local's own text that are shown; the rest is in its file."""
NO_FILE = frozenset({"file-link", "file-not-regular"})
"""What may stand in the place of a pack's record and lead out of the pack: nothing is written there."""
STYLES = {"-": "red", "+": "green", "…": "dim", " ": ""}


@click.command("drift")
@click.argument("locals_", metavar="[LOCAL]...", nargs=-1)
@click.option("--accept", is_flag=True, help="Record in drift.lock what the base says now as seen.")
@root_option
def drift_command(*, locals_: tuple[str, ...], accept: bool, root: Path) -> int:
    """Shows what the base kit changed under each LOCAL's overrides since the local last looked (all locals by default).

    Nothing is written unless --accept is given. What the base no longer has ends the command with 1.
    """
    packs = find_packs(root, locals_) if locals_ else all_packs(root)
    if not packs:
        raise click.UsageError(NO_PACK)
    handbook = Shared(read_handbook(root, Problems()))
    tasks = [_Reading(handbook, pack, is_accepted=accept, show_breakdowns=shows_breakdowns()) for pack in packs]
    with pack_processes() as processes:
        futures = processes.outcomes(tasks)
        return max(_one(task, future) for task, future in zip(tasks, futures, strict=True))


def _one(task: _Reading, future: Future[_Read]) -> int:
    try:
        read = future.result()
    except RefusedInput as refusal:
        return _refused(refusal.problems)
    except ProcessEnded as ended:
        return _refused((overrun(ended, shown_path(task.pack, task.handbook.value.root)),))
    return _accept(read.overrides, read.local, read.found) if task.is_accepted else _show(read.local, read.found)


def _refused(problems: Iterable[Problem]) -> int:
    for line in rendered(problems):
        click.echo(line, err=True)
    return 1


@dataclass(frozen=True, slots=True)
class _Read:
    """A pack, what it overrides, and what the base changed under that."""

    local: Local
    overrides: Overrides
    found: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one pack, for a process of its own."""

    handbook: Shared[Handbook]
    pack: Path
    is_accepted: bool
    show_breakdowns: bool

    def run(self) -> _Read:
        """Raises: RefusedInput: the pack has mistakes."""
        problems, handbook = Problems(), self.handbook.value
        with (
            TemporaryDirectory(prefix="kit-") as workspace,
            breakdowns_told(shown_path(self.pack, handbook.root), show_breakdowns=self.show_breakdowns),
            working_on(stage="reading"),
        ):
            local = read_pack(handbook, self.pack, Path(workspace), problems)
            lock = drift_lock.place_of(local).file
            # A record that cannot be read is no hindrance to writing it anew.
            wrong = [
                problem
                for problem in problems.errors
                if not (self.is_accepted and problem.place.file == lock and problem.code not in NO_FILE)
            ]
            if wrong:
                raise RefusedInput(*wrong)
            overrides = overrides_of(handbook, local)
            return _Read(local, overrides, drift_of(overrides, local.seen))


def _accept(overrides: Overrides, local: Local, found: tuple[Drift, ...]) -> int:
    lock = drift_lock.place_of(local)
    entries = accepted(overrides, local.seen, lock)
    (local.root / drift_lock.FILE_NAME).write_text(
        drift_lock.written(local.profile.slug, entries), "utf-8", newline="\n"
    )
    left = [drift for drift in found if drift.state == "gone" and drift.override.kind in PASSAGES]
    for drift in left:
        click.echo(printable(f"{drift.override.place.file}: still to be mended: {_heading(drift)}"), err=True)
    click.echo(
        printable(f"{local.profile.slug}: recorded what the base says under {_counted(len(entries))} in {lock.file}")
    )
    return 1 if left else 0


def _show(local: Local, found: tuple[Drift, ...]) -> int:
    if not found:
        click.echo(printable(f"{local.profile.slug}: nothing has changed under its overrides"))
        return 0
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    click.echo(printable(f"{local.profile.slug}: {_counted(len(found))} to look at"))
    for drift in found:
        click.echo(f"\n{printable(drift.override.place.file)}\n  {printable(_heading(drift))}")
        if console.is_terminal and console.width >= WIDE and drift.state == "changed":
            console.print(_beside(drift))
        else:
            console.print(_stacked(drift))
    click.echo(f"\nWhen you have looked, record it: {COMMAND} drift {local.profile.slug} --accept")
    return 1 if any(drift.state == "gone" for drift in found) else 0


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
