"""Builds several locals at once, each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generators.model.problems import RefusedInput
from generators.pipeline.pipeline import BuildRequest, Outcome, Progress, build_kits
from generators.pipeline.processes import Colleagues, started


def build_at_once(
    request: BuildRequest, jobs: int, progress: Progress, others: Colleagues | None = None
) -> Iterator[Outcome]:
    """Builds the locals of ``request`` in up to ``jobs`` processes; outcomes come in the order of its packs.

    A single kit is built by this process, together with ``others``.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    workers = min(jobs, len(request.packs))
    if workers < 2:
        yield from build_kits(request, progress, others)
        return
    pool = started(workers)
    try:
        running = [(pack.name, pool.submit(_build_alone, replace(request, packs=(pack,)))) for pack in request.packs]
        for slug, future in running:
            progress(f"{slug}: building")
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _build_alone(request: BuildRequest) -> Outcome:
    (pack,) = request.packs
    try:
        (outcome,) = build_kits(request, lambda _line: None)
    except RefusedInput as refusal:
        return Outcome(pack.name, request.out / pack.name, refusal.problems, built=False)
    return outcome
