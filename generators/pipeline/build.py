"""The one path: read, resolve, check, write, publish; for one local and for many."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from generators.caching.trees import FileDigests, Files
from generators.decks.teaching.cuts import in_cut
from generators.decks.teaching.schedule import Evening, rescheduled
from generators.model import Kit
from generators.model.full_disk import file_without_room
from generators.model.problems import RefusedInput
from generators.model.replacing import replace
from generators.pipeline.kits import Base, CheckedKit, checked_kit, outcome_of, read_base, told_of_pack
from generators.pipeline.publish import successor
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.scheduler import Scheduler
from generators.pipeline.shared_files import UNSHARED, SharedFiles
from generators.pipeline.unchanged import is_repeatable
from generators.pipeline.writing import made_anew, write_kit
from generators.reading.source import BASE
from generators.writers import WRITERS
from generators.writers.report import FILE_NAME as REPORT
from generators.writers.report import write_report

Progress = Callable[[str], None]


def build_kits(request: BuildRequest, progress: Progress, scheduler: Scheduler | None = None) -> Iterator[Outcome]:
    """Builds each local here, formats shared out to the workers of ``scheduler``, and yields how it went.

    A local with problems does not stop the others. What strangers sent is built by ``pack_tasks.build_packs``.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    base = read_base(request)
    for pack in request.packs or (None,):
        yield build_kit(request, base, pack, progress, scheduler)


def build_kit(
    request: BuildRequest,
    base: Base,
    pack: Path | None,
    progress: Progress,
    scheduler: Scheduler | None = None,
    waits: Progress | None = None,
    shared: SharedFiles = UNSHARED,
) -> Outcome:
    """Builds the kit of one local, or the base's; ``waits`` is told of another build of it, if not ``progress`` is.

    What is equal to ``shared`` files of other kits takes no room of its own.
    """
    started = time.perf_counter()
    progress(f"{pack.name if pack else BASE}: reading")
    with checked_kit(request, base, pack) as checked:
        outcome = outcome_of(checked, request, pack)
        if checked.kit is None or (request.strict and checked.problems):
            return outcome
        try:
            with (
                told_of_pack(request, pack),
                file_without_room(outcome.folder),
                _successor(outcome.folder, request, waits or progress) as into,
            ):
                progress(f"{outcome.slug}: writing {', '.join(request.formats)}")
                digests = FileDigests()
                _write(checked, checked.kit, request, into, scheduler, digests)
                shared.share(into, outcome.folder, digests)
                is_kept = request.store.folder and is_repeatable(checked.kit.site)
                written = Files(into).tree(digests).digest if is_kept else ""
        except RefusedInput as refusal:
            return replace(outcome, problems=(*checked.problems, *refusal.problems))
    return replace(outcome, built=True, written=written, formats=request.formats, seconds=time.perf_counter() - started)


def _successor(folder: Path, request: BuildRequest, tell: Progress) -> AbstractContextManager[Path]:
    """A new folder for the kit. If only some formats are written, the others are copied from the last kit."""
    is_part = set(request.formats) != set(WRITERS)
    without = made_anew(folder.resolve(), request.formats)
    return successor(folder, keep=is_part, known_by=REPORT, tell=tell, without=without)


def _write(
    checked: CheckedKit,
    kit: Kit,
    request: BuildRequest,
    into: Path,
    scheduler: Scheduler | None,
    digests: FileDigests,
) -> None:
    write_kit(_for_evening(kit, request.evening), request.formats, into, scheduler, request.store)
    write_report(kit, checked.made_from, checked.problems, into, digests)


def _for_evening(kit: Kit, evening: Evening) -> Kit:
    """``kit`` with the times, the number of people, and the cut of one evening."""
    return replace(kit, decks=tuple(rescheduled(deck, evening) for deck in in_cut(kit.decks, evening.cut)))
