"""Runs a build: in this process, in processes beside it, or on a cluster.

This module needs most of the program, so it is imported only where something has to be built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from functools import partial
from pathlib import Path

import click

from generators.commands.pack_processes import pack_processes
from generators.pipeline.garbage_collection import kept_from_collection
from generators.pipeline.pack_tasks import build_packs, prepare_build, prepare_formats
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.scheduler import Scheduler, workers
from generators.pipeline.writing import prepare, writers_of
from generators.writers import WRITERS


def build_base(request: BuildRequest, step: Callable[[str], None]) -> Iterator[Outcome]:
    """Builds the base here, formats shared out to workers."""
    with ExitStack() as entered:
        try:
            scheduler = entered.enter_context(workers_for(request))
        except OSError:  # the base needs none, as in a container where processes can share nothing (``/dev/shm``)
            scheduler = None
        with kept_from_collection():  # here and not above, so that the workers start before all this is read
            prepare(writers_of(request.formats)[:1])
        from generators.pipeline.build import build_kits  # as above; and for packs, other processes need it

        yield from build_kits(request, step, scheduler)


def workers_for(request: BuildRequest) -> AbstractContextManager[Scheduler | None]:
    writers = writers_of(request.formats)
    number = min(request.jobs, len(writers)) - 1 if _may_hold_more_than_pages(request.root) else 0
    return workers(number, partial(prepare, writers[1:])) if number else nullcontext()


def _may_hold_more_than_pages(root: Path) -> bool:
    """Whether decks or forms may come of ``root``; at a glance, since a folder of MkDocs' is not worth a worker.

    Where it is wrong, one process makes all there is.
    """
    return (root / "slides").is_dir() or any(b"kit" in file.read_bytes() for file in root.glob("mkdocs.y*ml"))


def build_locals(request: BuildRequest, build_id: str) -> Iterator[Outcome]:
    """Builds each local as soon as a process is free for it."""
    with _executor(request) as executor:
        yield from build_packs(request, executor, build_id=build_id)


def _executor(request: BuildRequest) -> AbstractContextManager[Executor]:
    """A process for each local; where there is but one, with others that write some of its formats."""
    names = tuple(name for name in WRITERS if name in request.formats)
    if len(request.packs) > 1:
        return pack_processes(min(request.jobs, len(request.packs)), partial(prepare_build, names))
    helpers = min(request.jobs, len(names)) - 1
    first = names[:1] if helpers else names
    return pack_processes(1, partial(prepare_build, first), helpers, partial(prepare_formats, names[1:]))


def build_by_cluster(address: str, results: str, request: BuildRequest, build_id: str) -> Iterator[Outcome]:
    """Has the cluster at ``address`` build each local.

    Raises:
        ClickException: the cluster cannot be used, or no longer.
    """
    from generators.pipeline.cluster import cluster_at  # as above
    from generators.pipeline.cluster_connection import CannotUseCluster

    try:
        with cluster_at(address, request, _tell, results, build_id=build_id) as cluster:
            yield from build_packs(request, cluster, build_id=build_id)
    except CannotUseCluster as reason:
        raise click.ClickException(str(reason)) from reason


def _tell(line: str) -> None:
    """What somebody should know is told at once, also where only errors are printed."""
    click.echo(line, err=True)
