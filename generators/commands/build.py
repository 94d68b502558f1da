"""The command ``build``: what people type; the work begins while half of the program is still being read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generators.commands.command_line import (
    every_option,
    names_argument,
    no_cache_option,
    quiet_option,
    root_option,
    strict_option,
)
from generators.commands.environment import build_date, readable_by_all, shows_breakdowns, store
from generators.commands.packs import pack_processes, packs_folder, packs_of, refuse_sources
from generators.commands.reporting import Work, build_and_tell
from generators.decks.teaching.schedule import Evening
from generators.model.problems import did_you_mean, printable
from generators.pipeline.bounded_process import BoundedProcesses
from generators.pipeline.pack_tasks import prepare_build
from generators.pipeline.publish import swept
from generators.pipeline.request import BuildRequest
from generators.pipeline.scheduler import Scheduler, kept_from_collection, workers
from generators.pipeline.unchanged import BuildMemory
from generators.pipeline.writing import prepare, writers_of
from generators.writers import WRITERS


def _formats(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    chosen = tuple(word.strip() for word in value.split(",")) if value else tuple(WRITERS)
    for word in chosen:
        if word not in WRITERS:
            raise click.BadParameter(
                f"'{printable(word)}' is no output ({did_you_mean(word, WRITERS) or 'known: ' + ', '.join(WRITERS)})"
            )
    return chosen


_new = click.Path(file_okay=False, resolve_path=True, path_type=Path)
_out = click.option(
    "--out", type=_new, default=Path("dist"), show_default=True, help="Where to write, a folder a local."
)


@click.command("build")
@names_argument
@every_option
@root_option
@_out
@click.option("--only", "formats", callback=_formats, metavar="NAMES", help=f"Some of: {','.join(WRITERS)}.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="How many processes work at once."
)
@click.option("--start", type=click.DateTime(["%H:%M"]), metavar="HH:MM", help="When the workshop begins, for guides.")
@click.option("--people", type=click.IntRange(min=1), help="For how many people guides count copies.")
@strict_option
@no_cache_option
@quiet_option
def build_command(
    *,
    locals_: tuple[str, ...],
    every: bool,
    root: Path,
    out: Path,
    formats: tuple[str, ...],
    jobs: int,
    start: datetime | None,
    people: int | None,
    strict: bool,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Builds the kit, or the kits of locals.

    Without LOCAL the base kit is built. LOCAL is a name below overrides/locals/, or the path of a pack anywhere.
    """
    packs = packs_of(root, locals_, every=every)
    refuse_sources(out, root, packs)
    evening = Evening.of(start, people)
    request = BuildRequest(
        root,
        out,
        packs,
        formats,
        strict,
        evening,
        jobs,
        build_date(),
        shows_breakdowns(),
        store(remembers=not no_cache),
    )
    return _build(request, quiet=quiet, with_table=every)


def _build(request: BuildRequest, *, quiet: bool, with_table: bool) -> int:
    """Builds what does not stand already as it shall be."""
    memory = BuildMemory(request, frozenset({packs_folder(request.root)}))
    with readable_by_all(), swept(request.out):
        work = Work(request, memory, memory.outcomes())
        left = memory.request_without(work.known)
        with _processes(left) as processes:
            if left and not request.packs:
                with kept_from_collection():  # here and not above, so that the workers start before all this is read
                    prepare(writers_of(request.formats)[:1])
            return build_and_tell(replace(work, processes=processes), quiet=quiet, with_table=with_table)


@contextmanager
def _processes(request: BuildRequest | None) -> Iterator[Scheduler | BoundedProcesses | None]:
    """Processes for as many jobs as there is work for: bounded ones for locals, or workers beside this one.

    The base needs none, as in a container where processes can share nothing (``/dev/shm``).
    """
    if request is None:
        yield None
        return
    if request.packs:
        with _of_packs(request) as bounded:
            yield bounded
        return
    with ExitStack() as entered:
        try:
            scheduler = entered.enter_context(_workers(request))
        except OSError:
            scheduler = None
        yield scheduler


def _of_packs(request: BuildRequest) -> AbstractContextManager[BoundedProcesses]:
    """A process for each local; where there is but one, with others that write some of its formats."""
    names = tuple(name for name in WRITERS if name in request.formats)
    if len(request.packs) > 1:
        return pack_processes(min(request.jobs, len(request.packs)), partial(prepare_build, names))
    helpers = min(request.jobs, len(names)) - 1
    first = names[:1] if helpers else names
    return pack_processes(1, partial(prepare_build, first), helpers, partial(prepare, writers_of(names[1:])))


def _workers(request: BuildRequest) -> AbstractContextManager[Scheduler | None]:
    writers = writers_of(request.formats)
    number = min(request.jobs, len(writers)) - 1
    return workers(number, partial(prepare, writers[1:])) if number else nullcontext()
