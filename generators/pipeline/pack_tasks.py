"""Builds and checks what strangers sent, each pack in a bounded process.

What that needs is imported there and not here: the first process only waits, and has to have the others begin soon.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generators.model.problems import printable
from generators.pipeline.bounded_process import BoundedProcesses, ProcessEnded
from generators.pipeline.publish import sweep
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.scheduler import Scheduler
from generators.pipeline.writing import prepare, writers_of

Progress = Callable[[str], None]


def build_packs(request: BuildRequest, progress: Progress, processes: BoundedProcesses) -> Iterator[Outcome]:
    """Builds each local, and yields how it went as soon as it and all before it have ended.

    A local with problems does not stop the others, nor does one that ends its process.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    ended = _outcomes(processes, request, [BuildPack(replace(request, packs=(pack,))) for pack in request.packs])
    for pack in request.packs:
        progress(f"{pack.name}: building")
        yield next(ended)


def check_packs(request: BuildRequest, processes: BoundedProcesses) -> Iterator[Outcome]:
    """All problems of each local, as they come; nothing is written.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    return _outcomes(processes, request, [CheckPack(replace(request, packs=(pack,))) for pack in request.packs])


@dataclass(frozen=True, slots=True)
class BuildPack:
    """The building of the one pack of ``request``, alone or with others that help."""

    request: BuildRequest

    def run(self) -> Outcome:
        return self._built(None)

    def run_with(self, scheduler: Scheduler) -> Outcome:
        return self._built(scheduler)

    def _built(self, scheduler: Scheduler | None) -> Outcome:
        from generators.pipeline.build import build_kits

        (outcome,) = build_kits(self.request, lambda _line: None, scheduler, waits=_say_from_here)
        return outcome


@dataclass(frozen=True, slots=True)
class CheckPack:
    """The checking of the one pack of ``request``."""

    request: BuildRequest

    def run(self) -> Outcome:
        from generators.pipeline.kits import check_kits

        (outcome,) = check_kits(self.request)
        return outcome


def prepare_build(formats: tuple[str, ...]) -> None:
    """Has a process import all that it needs to build packs in ``formats``, or to check them."""
    import generators.pipeline.build

    assert generators.pipeline.build
    prepare(writers_of(formats))


def _say_from_here(line: str) -> None:
    """Only the first process follows what goes on, but for what would look as if nothing did."""
    sys.stderr.write(printable(line) + "\n")
    sys.stderr.flush()


def _outcomes(
    processes: BoundedProcesses, request: BuildRequest, tasks: list[BuildPack] | list[CheckPack]
) -> Iterator[Outcome]:
    """What comes of each of ``tasks``, in their order: a process that was ended is a problem of its pack."""
    for pack, future in zip(request.packs, processes.outcomes(tasks), strict=True):
        try:
            yield future.result()
        except ProcessEnded as ended:
            yield _failed(ended, pack, request)


def _failed(ended: ProcessEnded, pack: Path, request: BuildRequest) -> Outcome:
    from generators.pipeline.overruns import drawings_of, overrun
    from generators.reading.source import shown_path

    sweep(request.out)  # what it was writing
    problem = overrun(ended, shown_path(pack, request.root), drawings_of(pack))
    return Outcome(pack.name, request.out / pack.name, (problem,), built=False)
