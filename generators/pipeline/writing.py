"""Writes one kit in all its formats: here, one after the other, or over the workers of a scheduler."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from generators.caching.store import FORGETFUL, Store
from generators.model import Kit
from generators.model.current_work import working_on
from generators.model.full_disk import file_without_room
from generators.pipeline.scheduler import Scheduler, Shared
from generators.writers import FINISH, WRITERS, Writer


class WriterTask(Struct, frozen=True):
    """All that ``writer`` makes of ``kit``, below the folder ``into``."""

    writer: Writer
    kit: Shared[Kit]
    into: Path
    store: Store = FORGETFUL

    def run(self) -> None:
        with working_on(stage=self.writer.stage), file_without_room(self.into):
            self.writer(self.kit.value, self.into, self.store)

    def shares(self) -> Iterator[ShareTask]:
        """The same in pieces that can be written side by side."""
        for share, _ in enumerate(self.writer.shares(self.kit.value)):
            yield ShareTask(self.writer, share, self.kit, self.into, self.store)


class ShareTask(Struct, frozen=True):
    """One of the shares in which ``writer`` writes ``kit``, counted from 0."""

    writer: Writer
    share: int
    kit: Shared[Kit]
    into: Path
    store: Store = FORGETFUL

    def run(self) -> None:
        with working_on(stage=self.writer.stage), file_without_room(self.into):
            self.writer.write_share(self.kit.value, self.share, self.into, self.store)


def made_anew(kit: Path, formats: Iterable[str]) -> Callable[[str, list[str]], set[str]]:
    """Which names in a folder of ``kit`` need no copy (as ``shutil.copytree`` asks): ``formats`` make them anew."""
    spared = {kit / writer.empties: writer.spares for writer in map(WRITERS.__getitem__, formats) if writer.empties}

    def among(folder: str, names: list[str]) -> set[str]:
        return {*names} - {spared[Path(folder)]} if Path(folder) in spared else set()

    return among


def write_kit(
    kit: Kit, formats: Iterable[str], into: Path, scheduler: Scheduler | None = None, store: Store = FORGETFUL
) -> None:
    """Writes ``kit`` in ``formats`` below ``into``. The workers of a scheduler end with it.

    What steps have made, in this build or another, is kept in the ``store``.

    Raises:
        RefusedInput: a writer refused the kit.
    """
    shared = Shared(kit)
    tasks = [WriterTask(writer, shared, into, store) for writer in writers_of(formats)]
    if scheduler:
        first, *rest = tasks
        scheduler.share_out(first, shares_in_turn(rest, scheduler.number_of_workers))
        scheduler.dismiss()
    else:
        for task in tasks:
            task.run()
    FINISH(kit, into, store)


def shares_in_turn(tasks: Sequence[WriterTask], workers: int) -> list[ShareTask]:
    """The shares of ``tasks`` in the order in which so many ``workers`` take them from the front.

    What takes longest comes first. With a single worker it comes last: this process takes tasks from that end as soon
    as its own is done, so that each of the two does about half of the work, and loads only the libraries of its half.
    """
    longest = [share for task in tasks if task.writer.takes_longest for share in task.shares()]
    others = [share for task in tasks if not task.writer.takes_longest for share in task.shares()]
    return [*longest, *others] if workers > 1 else [*others, *reversed(longest)]


def writers_of(formats: Iterable[str]) -> tuple[Writer, ...]:
    """The writers of ``formats``, in their own order: the first is that of the process that reads the kit."""
    chosen = frozenset(formats)
    return tuple(writer for name, writer in WRITERS.items() if name in chosen)


def prepare(writers: Iterable[Writer]) -> None:
    """Has each of ``writers`` import its libraries, and make what every kit needs."""
    for writer in writers:
        writer.prepare()
