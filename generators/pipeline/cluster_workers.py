"""The workers of a cluster: which are there, are of the right version, have the base handbook, and can build."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from generators.model.problems import printable
from generators.pipeline.cluster_connection import CannotUseCluster, Connection
from generators.pipeline.cluster_worker import describe, take_base, take_typefaces
from generators.pipeline.provenance import Provenance

GLANCE = 1.0
"""How often it is looked at which workers there are, in seconds."""


class Parcel(Struct, frozen=True):
    """An ``archive`` that travels by its ``digest``: who has that already does not get it again."""

    archive: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.archive).hexdigest()


class Workers:
    """Those behind ``connection``, who build over the ``base``.

    Each gets it once, and the ``typefaces``, if it has them not. ``tell`` is told of each that is left out.
    """

    def __init__(self, connection: Connection, base: Parcel, typefaces: Parcel, tell: Callable[[str], None]) -> None:
        self._connection, self._base, self._typefaces, self._tell = connection, base, typefaces, tell
        self.own = Provenance.own()
        self._there: Mapping[str, int] = {}
        self._unfit: dict[str, str] = {}
        self._guard = threading.Lock()

    def begin(self, patience: float) -> None:
        """Waits for workers, refuses those of another version, and sends the base to the others.

        Raises:
            CannotUseCluster: none came within ``patience`` seconds, one has another version, or none can build.
        """
        self._await_first(patience)
        parcels = (self._base.digest, *([self._typefaces.digest] if self._typefaces.archive else []))
        found = self._connection.call(describe, parcels, workers=list(self._there))
        self._refuse_others(found)
        for worker, described in found.items():
            if obstacle := described["obstacle"]:
                self.leave_out(worker, obstacle)
        self._refuse_none()
        for take, parcel in ((take_typefaces, self._typefaces), (take_base, self._base)):
            without = [one for one in found if one not in self._unfit and parcel.digest in found[one]["missing"]]
            if without:
                self._note_failures(self._connection.call(take, parcel.digest, parcel.archive, workers=without))
        self._refuse_none()

    def refresh(self) -> int:
        """How many workers are there now that can build.

        Raises:
            CannotUseCluster: the scheduler answers no more.
        """
        self._there = self._connection.workers()
        return sum(worker not in self._unfit for worker in self._there)

    def tasks_at_once(self) -> int:
        """How many tasks they do at once."""
        return sum(number for worker, number in self._there.items() if worker not in self._unfit)

    def allowed(self) -> list[str] | None:
        """Those that may be given work; None for all.

        Raises:
            CannotUseCluster: all that are there were left out.
        """
        if not self._unfit:
            return None
        fit = [worker for worker in self._there if worker not in self._unfit]
        if not fit:
            self._refuse_none()
        return fit or None

    def supply(self, worker: str) -> None:
        """Sends the base to ``worker``, which came later or has lost it."""
        self._note_failures(self._connection.call(take_base, self._base.digest, self._base.archive, workers=[worker]))

    def leave_out(self, worker: str, reason: str) -> None:
        """Gives ``worker`` no more work, and says why, once."""
        with self._guard:
            is_new = worker not in self._unfit
            self._unfit[worker] = reason
        if is_new:
            self._tell(printable(f"the worker at {worker} is left out: {reason}"))

    def _await_first(self, patience: float) -> None:
        until = time.monotonic() + patience
        while not self.refresh():
            if time.monotonic() > until:
                shown = printable(self._connection.address)
                cure = "start some: see docs/whole-union.md"
                raise CannotUseCluster(f"no worker came to the scheduler at {shown} in {patience:g} seconds ({cure})")
            time.sleep(min(GLANCE, patience / 10))

    def _refuse_others(self, found: Mapping[str, Any]) -> None:
        """Raises how the first of those differs that are not of this program's version."""
        differing = {}
        for worker, described in found.items():
            if isinstance(described, Exception):
                reason = str(described).split("\n")[0][:200]
                differing[worker] = (
                    f"cannot run this version of the mentoring kit: {type(described).__name__}: {reason}"
                )
            elif differences := self.own.differences(Provenance.of(described["provenance"])):
                differing[worker] = f"has {in_words(differences)}"
        if differing:
            (worker, first), *others = differing.items()
            more = f", and {len(others)} more differ" if others else ""
            cure = "install the same there as here: see docs/whole-union.md"
            raise CannotUseCluster(printable(f"the worker at {worker} {first}{more} ({cure})"))

    def _note_failures(self, answers: Mapping[str, Any]) -> None:
        for worker, answer in answers.items():
            if isinstance(answer, Exception):
                self.leave_out(worker, f"it cannot take the handbook: {str(answer)[:200] or type(answer).__name__}")

    def _refuse_none(self) -> None:
        if self._unfit and all(worker in self._unfit for worker in self._there):
            worker, reason = next(reversed(self._unfit.items()))
            raise CannotUseCluster(printable(f"no worker is left that can build; the last, at {worker}: {reason}"))


def in_words(differences: Iterable[str]) -> str:
    """The first few of them."""
    all_ = tuple(differences)
    more = f", and {len(all_) - _SHOWN} more" if len(all_) > _SHOWN else ""
    return f"{', '.join(all_[:_SHOWN])}{more}"


_SHOWN = 3
