"""Builds and checks what strangers sent, each pack in a bounded process.

What that needs is imported there and not here: the first process only waits, and has to have the others begin soon.
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generators.model.current_work import Work
from generators.model.problems import printable
from generators.model.replacing import replace
from generators.pipeline.bounded_process import Allowance, BoundedProcesses, ProcessEnded, ProcessLost
from generators.pipeline.publish import nobody_listens, sweep
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.scheduler import AnyTask, Scheduler, as_ended
from generators.pipeline.shared_files import SharedFiles
from generators.pipeline.unchanged import REPORT, BuildMemory
from generators.pipeline.writing import prepare, writers_of

if TYPE_CHECKING:
    from generators.pipeline.kits import Base


def build_packs(
    request: BuildRequest, executor: Executor, task_of: TaskOf | None = None, build_id: str = ""
) -> Iterator[Outcome]:
    """Builds each local, and yields how it went as soon as it has ended, whichever that is.

    A local with problems does not stop the others, nor does one that ends its process. With the ``build_id`` of a
    build that was interrupted, what that has built stands.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    make, build_id = task_of or BuildPack, build_id or uuid.uuid4().hex
    tasks = (make(replace(request, packs=(pack,)), build_id) for pack in request.packs)
    for place, future in as_ended(executor, tasks):
        try:
            yield future.result()
        except (ProcessEnded, BrokenExecutor) as ended:
            yield failed(ended, request.packs[place], request)


def check_packs(request: BuildRequest, processes: BoundedProcesses) -> Iterator[Outcome]:
    """All problems of each local, in their order; nothing is written.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    build_id = uuid.uuid4().hex
    tasks = (CheckPack(replace(request, packs=(pack,)), build_id) for pack in request.packs)
    for pack, future in zip(request.packs, processes.outcomes(tasks), strict=True):
        try:
            yield future.result()
        except ProcessEnded as ended:
            yield failed(ended, pack, request)


class BuildPack(Struct, frozen=True):
    """The building of the one pack of ``request``, alone or with others that help; nothing where it stands unchanged.

    ``build_id`` is that of the command: a process reads the base once for all tasks that have the same.
    """

    request: BuildRequest
    build_id: str

    def run(self) -> Outcome:
        return self._built(None)

    def run_with(self, scheduler: Scheduler) -> Outcome:
        return self._built(scheduler)

    def _built(self, scheduler: Scheduler | None) -> Outcome:
        (pack,) = self.request.packs
        return _kept(replace(self.request, packs=()), self.build_id).built(pack, scheduler)


class CheckPack(Struct, frozen=True):
    """The checking of the one pack of ``request``; ``build_id`` as for building."""

    request: BuildRequest
    build_id: str

    def run(self) -> Outcome:
        (pack,) = self.request.packs
        return _kept(replace(self.request, packs=()), self.build_id).checked(pack)


TaskOf = Callable[[BuildRequest, str], AnyTask[Outcome]]
"""Makes the task that builds the one pack of a request, as ``BuildPack`` is one, with the command's ``build_id``."""


class _KeptByProcess:
    """What a process keeps from one local to the next: the base as it was read, what is remembered, what was written.

    The store is kept, too, since it counts what was written to it.
    """

    def __init__(self, request: BuildRequest, build_id: str) -> None:
        self._request = request
        self._memory = BuildMemory(request, build_id)
        self._shared = SharedFiles(request.out, REPORT)

    @cached_property
    def _base(self) -> Base:
        from generators.pipeline.kits import read_base

        return read_base(self._request)

    def built(self, pack: Path, scheduler: Scheduler | None) -> Outcome:
        if known := self._memory.outcome(pack):
            return known
        from generators.pipeline.build import build_kit

        shared = self._shared
        outcome = build_kit(self._request, self._base, pack, nobody_listens, scheduler, _say_from_here, shared)
        self._memory.remember(pack, outcome)
        return outcome

    def checked(self, pack: Path) -> Outcome:
        from generators.pipeline.kits import check_kit

        return check_kit(self._request, self._base, pack)


@lru_cache(maxsize=1)
def _kept(request: BuildRequest, build_id: str) -> _KeptByProcess:
    return _KeptByProcess(request, build_id)


def prepare_build(formats: tuple[str, ...]) -> None:
    """Has a process import and make all that it needs to build packs in ``formats``, or to check them."""
    import generators.packs.pack
    import generators.pipeline.build

    assert generators.packs.pack
    assert generators.pipeline.build
    prepare_formats(formats)


def prepare_formats(formats: tuple[str, ...]) -> None:
    """Has a process import and make all that it needs to write ``formats`` of packs.

    Typefaces are cut here, before the clock of a pack starts: that can take as long as a whole pack may.
    """
    from generators.brand.fonts import DEFAULT_FAMILY, LEGIBLE_FAMILY, web_font
    from generators.writers.forms.web_copy import typefaces_script

    prepare(writers_of(formats))
    if "site" in formats:
        for name in (DEFAULT_FAMILY, LEGIBLE_FAMILY):
            web_font(name)
    if "forms" in formats:
        typefaces_script()


def _say_from_here(line: str) -> None:
    """Tells people past the first process: only that another build is waited for, which looks like a standstill."""
    sys.stderr.write(printable(line) + "\n")
    sys.stderr.flush()


def failed(ended: ProcessEnded | BrokenExecutor, pack: Path, request: BuildRequest) -> Outcome:
    """The outcome of a pack over which a process has ended; nothing is left of what that was writing."""
    from generators.pipeline.overruns import drawings_of, overrun
    from generators.reading.source import shown_path

    sweep(request.out)
    reason = ended if isinstance(ended, ProcessEnded) else ProcessLost(Allowance(), Work())
    problem = overrun(reason, shown_path(pack, request.root), drawings_of(pack))
    return Outcome(pack.name, request.out / pack.name, (problem,), built=False)
