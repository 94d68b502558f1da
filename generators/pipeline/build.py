"""The one path: read, resolve, check, write, publish; for one local and for many."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generators.decks.teaching.schedule import Evening, rescheduled
from generators.model import Kit
from generators.model.full_disk import file_without_room
from generators.model.problems import RefusedInput, printable
from generators.pipeline.bounded_process import BoundedProcesses
from generators.pipeline.kits import Base, checked_kit, outcome_of, read_base, told_of_pack
from generators.pipeline.overruns import outcomes
from generators.pipeline.publish import successor
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.scheduler import Scheduler, Shared
from generators.pipeline.writing import write_kit
from generators.reading.source import BASE
from generators.writers import WRITERS
from generators.writers.report import FILE_NAME as REPORT
from generators.writers.report import write_report

Progress = Callable[[str], None]


def build_kits(
    request: BuildRequest, progress: Progress, processes: Scheduler | BoundedProcesses | None = None
) -> Iterator[Outcome]:
    """Builds each local, and yields how it went as soon as it and all before it have ended.

    A local with problems does not stop the others. What strangers sent is built in bounded ``processes``, a local in
    each; the base kit is built here, and its formats are shared out to the workers of a scheduler.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    base = read_base(request)
    if isinstance(processes, BoundedProcesses):
        yield from _side_by_side(request, base, progress, processes)
        return
    for pack in request.packs or (None,):
        yield build_kit(request, base, pack, progress, processes)


def build_kit(
    request: BuildRequest,
    base: Base,
    pack: Path | None,
    progress: Progress,
    scheduler: Scheduler | None = None,
    waits: Progress | None = None,
) -> Outcome:
    """Builds the kit of one local, or the base's; ``waits`` is told of another build of it, if not ``progress`` is."""
    started = time.perf_counter()
    progress(f"{pack.name if pack else BASE}: reading")
    with checked_kit(request, base, pack) as checked:
        outcome = outcome_of(checked, request, pack)
        if checked.kit is None or (request.strict and checked.problems):
            return outcome
        is_part = set(request.formats) != set(WRITERS)
        waiting = partial(_tell_wait, waits or progress, outcome.slug)
        try:
            with (
                told_of_pack(request, pack),
                file_without_room(outcome.folder),
                successor(outcome.folder, keep=is_part, known_by=REPORT, waiting=waiting) as into,
            ):
                progress(f"{outcome.slug}: writing {', '.join(request.formats)}")
                write_kit(_for_evening(checked.kit, request.evening), request.formats, into, scheduler)
                write_report(checked.sources, checked.kit, checked.overrides, checked.drift, checked.problems, into)
        except RefusedInput as refusal:
            return replace(outcome, problems=(*checked.problems, *refusal.problems))
    return replace(outcome, built=True, formats=request.formats, seconds=time.perf_counter() - started)


def _tell_wait(tell: Progress, slug: str, holder: str) -> None:
    tell(f"{slug}: waiting for another build of it to end ({holder})")


def _for_evening(kit: Kit, evening: Evening) -> Kit:
    """``kit`` with the times and the number of people of one evening."""
    return replace(kit, decks=tuple(rescheduled(deck, evening) for deck in kit.decks))


@dataclass(frozen=True, slots=True)
class KitTask:
    """The building of one local, for a process of its own, alone or with others that help."""

    request: BuildRequest
    base: Shared[Base]
    pack: Path

    def run(self) -> Outcome:
        return self._built(None)

    def run_with(self, scheduler: Scheduler) -> Outcome:
        return self._built(scheduler)

    def _built(self, scheduler: Scheduler | None) -> Outcome:
        return build_kit(
            self.request, self.base.value, self.pack, lambda _line: None, scheduler, waits=_say_from_worker
        )


def _say_from_worker(line: str) -> None:
    """Only the first process follows what goes on, but for what would look as if nothing did."""
    sys.stderr.write(printable(line) + "\n")
    sys.stderr.flush()


def _side_by_side(
    request: BuildRequest, base: Base, progress: Progress, processes: BoundedProcesses
) -> Iterator[Outcome]:
    shared = Shared(base)
    tasks = [KitTask(replace(request, packs=()), shared, pack) for pack in request.packs]
    ended = outcomes(processes, request, tasks)
    for task in tasks:
        progress(f"{task.pack.name}: building")
        yield next(ended)
