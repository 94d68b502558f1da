"""The command ``build``: options become a request; what has not changed is told, and ``building`` does the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generators.commands.changed_locals import packs_changed, since_option
from generators.commands.command_line import (
    DONE,
    every_option,
    names_argument,
    no_cache_option,
    quiet_option,
    root_option,
    strict_option,
)
from generators.commands.environment import build_date, readable_by_all, shows_breakdowns, store
from generators.commands.packs import packs_folder, packs_of, refuse_sources
from generators.commands.reporting import Telling, build_and_tell, tell_nothing
from generators.decks.teaching.schedule import Evening
from generators.model.problems import did_you_mean, printable
from generators.model.replacing import replace
from generators.pipeline.publish import swept
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.unchanged import BuildMemory
from generators.pipeline.unfinished import UnfinishedBuild
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
    "--out", type=_new, default=Path("dist"), show_default=True, help="Where to write, one folder per local."
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
@click.option("--cluster", "address", metavar="ADDRESS", help="Have a Dask cluster build the locals: tcp://HOST:PORT.")
@click.option(
    "--results", default="", metavar="URL", help="Have it put their kits there, as archives: s3://BUCKET/KITS."
)
@click.option("--start", type=click.DateTime(["%H:%M"]), metavar="HH:MM", help="When the workshop begins, for guides.")
@click.option("--people", type=click.IntRange(min=1), help="For how many people guides count copies.")
@click.option("--cut", type=click.IntRange(min=1), metavar="MINUTES", help="The shorter cut of workshops that have it.")
@strict_option
@click.option(
    "--resume", is_flag=True, help="Continue the last --all: only locals that it did not reach or could not build."
)
@since_option
@no_cache_option
@click.option("--json", "as_json", is_flag=True, help="Print how it ended as JSON; progress goes to standard error.")
@quiet_option
def build_command(
    *,
    locals_: tuple[str, ...],
    every: bool,
    root: Path,
    out: Path,
    formats: tuple[str, ...],
    jobs: int,
    address: str | None,
    results: str,
    start: datetime | None,
    people: int | None,
    cut: int | None,
    strict: bool,
    resume: bool,
    since: datetime | str | None,
    no_cache: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Builds the kit, or the kits of locals.

    Without LOCAL the base kit is built. LOCAL is a name below overrides/locals/, or the path of a pack anywhere.
    """
    if resume and (no_cache or not every):
        raise click.UsageError("--resume goes with --all, and not with --no-cache, which remembers nothing")
    packs = packs_of(root, locals_, every=every)
    refuse_sources(out, root, packs)
    asked = (root, out, packs, formats, strict, Evening.of(start, people, cut), jobs, build_date(), shows_breakdowns())
    request = BuildRequest(*asked, store(remembers=not no_cache), frozenset({packs_folder(root)}))
    telling = Telling(quiet=quiet, of_all=every, as_json=as_json, results=results)
    return _build(request, telling, since, _place(request, address, results), resumes=resume)


OfPacks = Callable[[BuildRequest, str, Callable[[str], None]], Iterator[Outcome]]
"""Builds the packs of a request, as parts of the build that is called so, and tells of steps."""


def _place(request: BuildRequest, address: str | None, results: str) -> OfPacks:
    """Where packs are built: here, or by the cluster at ``address``.

    Raises:
        UsageError: what was asked for is nothing for a cluster.
    """
    if address is None:
        if results:
            raise click.UsageError("--results is for what a cluster builds: name one with --cluster")
        return _of_packs
    if not request.packs or request.formats != tuple(WRITERS):
        raise click.UsageError("--cluster builds whole kits of locals: name some, or give --all, and leave out --only")
    return partial(_of_cluster, address, results)


def _build(
    request: BuildRequest, telling: Telling, since: datetime | str | None, of_packs: OfPacks, *, resumes: bool
) -> int:
    if since is not None:
        request = replace(request, packs=packs_changed(request, since))
        if not request.packs:
            return tell_nothing(request, telling)
    with readable_by_all(), swept(request.out):
        if telling.of_all and since is None:
            return _build_all(request, telling, of_packs, resumes=resumes)
        work = partial(of_packs, request, "") if request.packs else partial(_of_base, request)
        return build_and_tell(request, work, telling)


def _build_all(request: BuildRequest, telling: Telling, of_packs: OfPacks, *, resumes: bool) -> int:
    unfinished = UnfinishedBuild.left(request) if resumes else None
    if resumes and not unfinished and not telling.quiet:
        click.echo("the last build of all locals ended well: there is nothing to resume", err=True)
    unfinished = unfinished or UnfinishedBuild.begun(request)
    code = build_and_tell(request, partial(of_packs, request, unfinished.build_id), telling)
    if code == DONE:
        unfinished.end()
    return code


def _of_base(request: BuildRequest, step: Callable[[str], None]) -> Iterator[Outcome]:
    """Builds the base here, formats shared out to workers, unless it stands already as it shall be."""
    memory = BuildMemory(request)
    if known := memory.outcome(None):
        yield known
        return
    from generators.commands.building import build_base  # here and not above: what it needs is most of the program

    for outcome in build_base(request, step):
        memory.remember(None, outcome)
        yield outcome


def _of_packs(request: BuildRequest, build_id: str, step: Callable[[str], None]) -> Iterator[Outcome]:
    """Builds each local that does not stand already as it shall be, as soon as a process is free for it.

    From the first one on that has changed, processes are there, which look at the others, too.
    """
    memory, count = BuildMemory(request, build_id), 0
    while count < len(request.packs) and (known := memory.outcome(request.packs[count])):
        yield known
        count += 1
    if packs := request.packs[count:]:
        for pack in packs if len(request.packs) == 1 else ():
            step(f"{pack.name}: building")
        from generators.commands.building import build_locals  # as above

        yield from build_locals(replace(request, packs=packs), build_id)


def _of_cluster(
    address: str, results: str, request: BuildRequest, build_id: str, _step: Callable[[str], None]
) -> Iterator[Outcome]:
    """Has each local built elsewhere that does not stand already as it shall be.

    Raises:
        ClickException: the cluster cannot be used, or no longer.
    """
    from generators.commands.building import build_by_cluster  # as above

    yield from build_by_cluster(address, results, request, build_id)
