"""The command ``import``: reads what people bring, writes pages, forms, and outlines, and says what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from generators.commands.command_line import DONE, line_for, near, root_option
from generators.commands.environment import shows_breakdowns
from generators.commands.pack_processes import pack_processes
from generators.commands.packs import packs_folder
from generators.commands.summary import number_of
from generators.importing.draft import Destination, Draft, refused
from generators.importing.folder_writing import (
    TargetFolder,
    summary_json,
    target_of,
    write_drafts,
    write_report,
)
from generators.importing.incoming import Source, sources_of
from generators.importing.report import counts_line, words_line
from generators.model.full_disk import is_full_disk
from generators.model.problems import Problems, RefusedInput, printable, rendered
from generators.packs.new_text import slug_of
from generators.pipeline.bounded_process import Allowance, ProcessEnded
from generators.reading.mkdocs_settings import FILE_NAMES, read_site_settings
from generators.reading.source import read_handbook

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 300.0
MEMORY = 3_000_000_000
"""Processor time and bytes of memory for one file; a handbook of a thousand pages takes a minute."""

_file = click.Path(exists=True, path_type=Path)


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_file)
@click.option("--into", metavar="PACK or DIR", help="A pack, a handbook's folder, or a folder to make.")
@root_option
@click.option("--json", "as_json", is_flag=True, help="Print the report for programs.")
def import_command(*, files: tuple[Path, ...], into: str | None, root: Path, as_json: bool) -> int:
    """Makes pages, forms, and outlines of documents.

    FILE is a Word, OpenDocument, RTF, HTML, or Markdown file, a PowerPoint or OpenDocument deck, a folder of Markdown
    pages, or a zip of these. Without --into, a new folder is made, named after the first of them.

    Nothing that is there is ever overwritten: a file whose name is in use gets a number. If one of the files cannot be
    read, nothing is written. The folder gets a report, import-report.md, of what came, what did not, and where to look.
    """
    target = _target(files[0], into, root)
    drafts = _read(files, target.destination())
    written = write_drafts(drafts, target)
    problems = _checked(target, root)
    report = write_report(drafts, target, problems)
    if as_json:
        click.echo(summary_json(drafts, target))
        return DONE
    _tell(drafts, target, problems, report, len(written))
    _tell_next(target, root)
    return DONE


def _target(first: Path, into: str | None, root: Path) -> TargetFolder:
    """The folder to write into: a pack by its name, else a path."""
    if into is None:
        return target_of(Path.cwd() / (slug_of(first.stem) or "imported"), None, ())
    pack = packs_folder(root) / into
    folder = pack if pack.is_dir() and into == Path(into).name else Path(into).absolute()
    if (folder / "local.yml").is_file():
        handbook = read_handbook(root, Problems())
        base = (*(f"content/{path}" for path in handbook.pages), *(f"slides/{path}" for path in handbook.outlines))
        return target_of(folder, None, base)
    has_settings = any((folder / name).is_file() for name in FILE_NAMES)
    return target_of(folder, read_site_settings(folder).docs_dir if has_settings else None, ())


class _Reading(Struct, frozen=True):
    """The reading of one source, in a process that can be ended."""

    source: Source
    into: Destination
    show_breakdowns: bool = False

    def run(self) -> Draft:
        try:
            return self.source.read(self.into)
        except (RefusedInput, ImportError):
            raise
        except Exception as error:  # what a stranger's file is like must not end in a breakdown
            if self.show_breakdowns or is_full_disk(error):
                raise
            reason = f"the kit cannot cope with something in it ({type(error).__name__})"
            cure = "open it in its program and save it again; if that does not help, tell those who look after the kit"
            raise refused(self.source.name, reason, cure) from error


def _read(files: Sequence[Path], into: Destination) -> list[Draft]:
    """A draft of each document, none of which uses a name of another.

    Raises:
        RefusedInput: one or more cannot be read; all of them are named.
    """
    drafts: list[Draft] = []
    refusals: list[RefusedInput] = []
    with pack_processes(allowance=Allowance(SECONDS, MEMORY)) as processes:
        for source in _sources(files, refusals):
            try:
                (outcome,) = processes.outcomes([_Reading(source, into, shows_breakdowns())])
                draft = outcome.result()
            except ProcessEnded:
                refusals.append(refused(source.name, "it takes too long or too much memory", "split it into several"))
                continue
            except RefusedInput as refusal:
                refusals.append(refusal)
                continue
            drafts.append(draft)
            into = into.with_taken(*(file.path for file in draft.files))
    if refusals:
        raise RefusedInput(*(problem for one in refusals for problem in one.problems))
    return drafts


def _sources(files: Sequence[Path], refusals: list[RefusedInput]) -> Iterator[Source]:
    for file in files:
        try:
            yield from sources_of(file)
        except RefusedInput as refusal:
            refusals.append(refusal)


def _checked(target: TargetFolder, root: Path) -> list[str]:
    """What ``check`` says of the folder now."""
    from generators.pipeline.kits import check_kits
    from generators.pipeline.pack_tasks import check_packs
    from generators.pipeline.request import BuildRequest

    try:
        if target.kind == "pack":
            with pack_processes() as processes:
                outcomes = list(check_packs(BuildRequest(root, Path(), (target.folder,)), processes))
        else:
            outcomes = list(check_kits(BuildRequest(target.folder, Path())))
    except RefusedInput as refusal:
        return list(rendered(refusal.problems))
    return [line for outcome in outcomes for line in rendered(outcome.problems)]


def _tell(drafts: Sequence[Draft], target: TargetFolder, problems: Sequence[str], report: Path, count: int) -> None:
    for draft in drafts:
        click.echo(printable(f"{draft.source}: {counts_line(draft)}; {words_line(draft)}"))
        for remark in draft.remarks:
            if remark.what != "changed":
                sign = "look at" if remark.what == "look" else "left out"
                click.echo(printable(f"  {sign}: {remark.where}: {remark.message}"))
    for line in problems:
        click.echo(line)
    wrote = f"wrote {number_of(count, 'file')} into {near(target.folder)}; {near(report)} says what to look at"
    click.echo(printable(wrote))


def _tell_next(target: TargetFolder, root: Path) -> None:
    is_named = target.folder.parent == packs_folder(root)
    local = target.folder.name if is_named else str(near(target.folder))
    line = line_for("build", root, local) if target.kind == "pack" else line_for("build", target.folder)
    click.echo(f"See it with: {line}")
