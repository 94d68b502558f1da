"""Reads what the base changed under the overrides of a local, each pack in a bounded process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from generators.model import Handbook, Local
from generators.model.current_work import working_on
from generators.model.problems import Problem, Problems, RefusedInput
from generators.packs.limits import breakdowns_told
from generators.packs.pack import read_pack
from generators.reading import drift_lock
from generators.reading.source import read_handbook, shown_path
from generators.resolving.drift import Drift, accepted, drift_of
from generators.resolving.overrides import Overrides, overrides_of

NO_FILE = frozenset({"file-link", "file-not-regular"})
"""What may stand in the place of a pack's record and lead out of the pack: nothing is written there."""


class LocalDrift(Struct, frozen=True):
    """What the base changed under the overrides of the local ``slug``: what was ``found``.

    ``record`` is what its file ``lock`` (as messages name it) is to say when all is accepted, of so many ``entries``.
    """

    slug: str
    found: tuple[Drift, ...] = ()
    lock: str = ""
    record: str = ""
    entries: int = 0
    problems: tuple[Problem, ...] = ()


class DriftTask(Struct, frozen=True):
    """The reading of one pack of the kit in ``root``, which a process reads once for all tasks of one ``build_id``.

    Where what was found is to be accepted (``is_accepted``), a record that cannot be read is no hindrance.
    """

    root: Path
    pack: Path
    build_id: str
    is_accepted: bool = False
    show_breakdowns: bool = False

    def run(self) -> LocalDrift:
        try:
            return self._read()
        except RefusedInput as refusal:
            return LocalDrift(self.pack.name, problems=refusal.problems)

    def _read(self) -> LocalDrift:
        problems, handbook = Problems(), _handbook(self.root, self.build_id)
        with (
            TemporaryDirectory(prefix="kit-") as workspace,
            breakdowns_told(shown_path(self.pack, self.root), show_breakdowns=self.show_breakdowns),
            working_on(stage="reading"),
        ):
            local = read_pack(handbook, self.pack, Path(workspace), problems)
            if wrong := tuple(self._hindrances(problems, drift_lock.place_of(local).file)):
                raise RefusedInput(*wrong)
            return _drift(overrides_of(handbook, local), local)

    def _hindrances(self, problems: Problems, lock: str) -> Iterator[Problem]:
        for problem in problems.errors:
            if not (self.is_accepted and problem.place.file == lock and problem.code not in NO_FILE):
                yield problem


def _drift(overrides: Overrides, local: Local) -> LocalDrift:
    place, slug = drift_lock.place_of(local), local.profile.slug
    entries = accepted(overrides, local.seen, place)
    record = drift_lock.written(slug, entries)
    return LocalDrift(slug, drift_of(overrides, local.seen), place.file, record, len(entries))


@lru_cache(maxsize=1)
def _handbook(root: Path, _build_id: str) -> Handbook:
    return read_handbook(root, Problems())
