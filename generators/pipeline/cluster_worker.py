"""What a cluster's worker does for builds elsewhere: it holds their handbooks, and builds one local after another.

Functions of this module are called from outside by name, with texts and bytes alone: who calls may be another version.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct, field
from msgspec.structs import asdict

from generators.caching.archives import NotAnArchive, packed, unpack
from generators.caching.entries import take_entries
from generators.caching.folder import store_folder
from generators.caching.store import Key, Store, key_of
from generators.caching.trees import Files, Unreadable, program_digest
from generators.decks.teaching.schedule import Evening
from generators.model.problems import RefusedInput
from generators.model.replacing import replace
from generators.pipeline.bounded_process import Allowance, BoundedProcess, ProcessEnded
from generators.pipeline.pack_tasks import failed, prepare_build
from generators.pipeline.provenance import Provenance
from generators.pipeline.publish import nobody_listens
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.results_folder import NoResultsFolder, ResultsFolder
from generators.pipeline.temporary_files import own_temporary_folder
from generators.pipeline.unchanged import packed_outcome
from generators.writers import WRITERS

if TYPE_CHECKING:
    from generators.pipeline.kits import Base

_MOST_BASES = 2
"""Bases that are kept in memory, for workers without a disk."""

IDLE = 120.0
"""Seconds after which processes and files of a build that sends no more are given up: who sent it may be gone."""

NO_PROCESSES = (
    "it may start no processes, in which packs have to be built"
    " (start it with DASK_DISTRIBUTED__WORKER__DAEMON=False in its environment, or with --no-nanny)"
)


class Description(TypedDict):
    """What a worker is: a ``Provenance`` as told, and what keeps it from building, in words (empty: nothing).

    ``missing`` are the digests of what it was asked for and has not.
    """

    provenance: str
    obstacle: str
    missing: list[str]


class Answer(TypedDict, total=False):
    """What came of one local.

    ``kind`` is ``built`` (``outcome`` as packed, and ``archive`` unless that went to the folder of results),
    ``refused`` (the same, for a base that cannot be read), ``missing`` (the base is not there), ``differs`` (``reason``
    is the provenance of the ``worker``), ``unable`` (``reason`` says what it lacks), or ``broken`` (what broke down).
    """

    kind: str
    worker: str
    outcome: bytes
    archive: bytes
    reason: str


class Order(Struct, frozen=True):
    """One local to build: the pack called ``slug`` over the base of the digest ``base``, as a part of a ``build``.

    ``inside`` is where the pack stands below the kit's root, empty for one from elsewhere; ``provenance`` a digest of
    who asks. Workers that are ``trusted`` put the kit into the folder ``results``, where there is one, which holds the
    file ``mark``; the rest are a ``BuildRequest``'s.
    """

    build: str
    base: str
    provenance: str
    slug: str
    inside: str
    strict: bool
    start: str
    people: int
    date: str
    show_breakdowns: bool
    remembers: bool
    results: str = ""
    mark: str = ""
    trusted: Sequence[str] = ()

    def told(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, told: str) -> Order:
        return cls(**json.loads(told))


def describe(digests: Sequence[str] = ()) -> Description:
    """What this worker is, what keeps it from building, and whether it has what is called by ``digests``."""
    missing = [digest for digest in digests if not host().has(digest)]
    return {"provenance": _provenance().told(), "obstacle": _obstacle(), "missing": missing}


def _obstacle() -> str:
    if multiprocessing.current_process().daemon:
        return NO_PROCESSES
    try:
        with tempfile.TemporaryFile() as file:
            file.write(bytes(1 << 20))
    except OSError as error:
        return f"it cannot write temporary files: {error.strerror or error}"
    return ""


def take_base(digest: str, archive: bytes) -> None:
    """Keeps the base handbook that is called by its ``digest``."""
    host().take(digest, archive)


def take_typefaces(digest: str, archive: bytes) -> None:
    """Keeps typefaces as they were cut elsewhere, in the cache."""
    take_entries(archive, store_folder())
    host().take(digest, b"taken")


def end_build(build: str) -> None:
    """Ends what is still going on for ``build``, and gives up what was kept for it alone."""
    host().end(build)


def build_local(order: str, pack: bytes, worker: str = "") -> Answer:
    """Builds the local whose ``pack`` comes as an archive; ``order`` is an ``Order`` as told."""
    if not worker:
        from distributed import get_worker

        worker = get_worker().address
    told = json.loads(order)
    own = _provenance()
    if told["provenance"] != own.digest:
        return {"kind": "differs", "worker": worker, "reason": own.told()}
    try:
        return {**host().build(Order.of(order), pack, worker), "worker": worker}
    except (NotAnArchive, Unreadable, NoResultsFolder) as wrong:
        return {"kind": "unable", "worker": worker, "reason": str(wrong)}
    except OSError as error:
        reason = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        return {"kind": "unable", "worker": worker, "reason": reason}
    except Exception as error:  # not every one can travel, and who waits for one that cannot waits for good
        return {"kind": "broken", "worker": worker, "reason": f"{type(error).__name__}: {str(error)[:200]}"}


class Host:
    """The builds that this worker has a part in, and the base handbooks that they are of."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}
        self._bases: dict[str, bytes] = {}
        self._guard = threading.Lock()
        self._kept = ExitStack()

    def has(self, digest: str) -> bool:
        return digest in self._bases or self._store().recall(_base_key(digest)) is not None

    def take(self, digest: str, archive: bytes) -> None:
        """Keeps a base, on the disk for later builds as well."""
        self._store().keep(_base_key(digest), archive)
        with self._guard:
            self._bases = {**dict([*self._bases.items()][-_MOST_BASES:]), digest: archive}

    def build(self, order: Order, pack: bytes, worker: str) -> Answer:
        """Builds one local in a bounded process.

        Raises:
            NotAnArchive, Unreadable, OSError: it cannot be done here.
        """
        place = self._place(order)
        if place is None:
            return {"kind": "missing"}
        with place.in_use(partial(self.end, order.build)):
            return place.build(order, pack, worker)

    def end(self, build: str) -> None:
        with self._guard:
            place = self._places.pop(build, None)
            if place:
                place.close()
            if not self._places:
                self._kept.close()

    def _place(self, order: Order) -> _Place | None:
        """Where ``order`` is built; None where its base has not come yet."""
        with self._guard:
            if order.build not in self._places:
                base = self._bases.get(order.base) or self._store().recall(_base_key(order.base))
                if base is None:
                    return None
                if not self._places:
                    self._kept.enter_context(own_temporary_folder())
                self._places[order.build] = _Place.made(base, self._store() if order.remembers else Store())
            return self._places[order.build]

    def _store(self) -> Store:
        return Store(store_folder(), _program())


@cache
def host() -> Host:
    """The one of this process."""
    return Host()


@cache
def _program() -> str:
    return program_digest()


@cache
def _provenance() -> Provenance:
    return Provenance.own()


def _base_key(digest: str) -> Key:
    return key_of("bases", digest=digest)


class _Place(Struct):
    """A folder with a base in it, and processes, of which some are idle. Threads share it: lists change in one step."""

    folder: Path
    store: Store
    processes: list[BoundedProcess] = field(default_factory=list)
    idle: list[BoundedProcess] = field(default_factory=list)
    timer: threading.Timer | None = None
    users: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def made(cls, base: bytes, store: Store) -> _Place:
        folder = Path(tempfile.mkdtemp(prefix="build-"))
        unpack(base, folder / "kit")
        return cls(folder, store)

    @contextmanager
    def in_use(self, give_up: partial[None]) -> Iterator[None]:
        """What goes on in here is no idleness, after which ``give_up`` is called."""
        with self.guard:
            self.users += 1
            if self.timer:
                self.timer.cancel()
        try:
            yield
        finally:
            with self.guard:
                self.users -= 1
                if not self.users:
                    self.timer = threading.Timer(IDLE, give_up)
                    self.timer.daemon = True
                    self.timer.start()

    def build(self, order: Order, pack: bytes, worker: str) -> Answer:
        root = self.folder / "kit"
        own = root / order.inside if order.inside else self.folder / "packs" / order.slug
        request = self._request(order, own)
        unpack(pack, own)
        try:
            outcome = self._outcome(request)
            answer: Answer = {"kind": "built", "outcome": packed_outcome(outcome, order.build)}
            if outcome.built:
                archive = packed(Files(outcome.folder))
                if order.results and worker in order.trusted:
                    ResultsFolder(order.results, order.mark).put(order.slug, archive, self.ended)
                else:
                    answer["archive"] = archive
            return answer
        except RefusedInput as refusal:
            outcome = Outcome(order.slug, own, tuple(refusal.problems), built=False)
            return {"kind": "refused", "outcome": packed_outcome(outcome, order.build)}
        finally:
            shutil.rmtree(own, ignore_errors=True)
            shutil.rmtree(request.out / order.slug, ignore_errors=True)

    def close(self) -> None:
        """Ends its processes, whatever they are doing, and removes the folder."""
        self.ended.set()
        if self.timer:
            self.timer.cancel()
        for process in self.processes:
            process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _request(self, order: Order, pack: Path) -> BuildRequest:
        return BuildRequest(
            self.folder / "kit",
            self.folder / "out",
            (pack,),
            strict=order.strict,
            evening=Evening(order.start, order.people),
            date=datetime.fromisoformat(order.date) if order.date else None,
            show_breakdowns=order.show_breakdowns,
            store=self.store,
        )

    def _outcome(self, request: BuildRequest) -> Outcome:
        """How the one pack of ``request`` was built by a process that nobody else has meanwhile."""
        with self._process() as process:
            try:
                return process.run(OrderedPack(request))
            except ProcessEnded as ended:
                (pack,) = request.packs
                return failed(ended, pack, request)

    @contextmanager
    def _process(self) -> Iterator[BoundedProcess]:
        try:
            process = self.idle.pop()
        except IndexError:
            process = BoundedProcess(Allowance(), _prepare)
            self.processes.append(process)
        try:
            yield process
        finally:
            self.idle.append(process)


class OrderedPack(Struct, frozen=True):
    """The building of the one pack of ``request``, for somebody elsewhere who knows what is unchanged."""

    request: BuildRequest

    def run(self) -> Outcome:
        from generators.pipeline.build import build_kit

        (pack,) = self.request.packs
        whole = replace(self.request, packs=())
        return build_kit(whole, _base(whole), pack, nobody_listens)


@lru_cache(maxsize=1)
def _base(request: BuildRequest) -> Base:
    """The base, which a process reads once for all locals of a build."""
    from generators.pipeline.kits import read_base

    return read_base(request)


def _prepare() -> None:
    """What is built is published: whoever started the worker, everybody may read it."""
    os.umask(0o022)
    prepare_build(tuple(WRITERS))
