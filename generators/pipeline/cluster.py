"""Has locals built by the workers of a Dask cluster: an executor whose futures end when a kit has come back and stands.

What a worker needs to know travels by content: the base handbook once to each, and each pack with its own task. What
comes back is taken for true only after the first local of each worker was built here as well, with the same bytes.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from msgspec import Struct

from generators.caching.archives import NotAnArchive, packed, sums_of, unpack
from generators.caching.entries import entries_of
from generators.caching.folder import store_folder
from generators.caching.trees import Files, Unreadable
from generators.model import Place
from generators.model.full_disk import file_without_room
from generators.model.problems import Problem, RefusedInput, printable
from generators.model.replacing import replace
from generators.pipeline.bounded_process import Allowance, BoundedProcess, ProcessEnded, ProcessLost
from generators.pipeline.cluster_connection import CannotUseCluster, Connection, connected
from generators.pipeline.cluster_worker import Answer, Order, build_local, end_build
from generators.pipeline.cluster_workers import GLANCE, Parcel, Workers, in_words
from generators.pipeline.pack_tasks import BuildPack, prepare_build
from generators.pipeline.provenance import Provenance
from generators.pipeline.publish import successor
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.results_folder import NoResultsFolder, ResultsFolder, results_folder_at
from generators.pipeline.shared_files import SharedFiles
from generators.pipeline.unchanged import REPORT, BuildMemory, files_of_root, is_repeatable, unpacked_outcome
from generators.reading.mkdocs_settings import read_site_settings
from generators.reading.source import shown_path
from generators.writers import WRITERS

T = TypeVar("T")
Tell = Callable[[str], None]

SILENCE = 60.0
"""Seconds for which a build waits for a worker where there is none."""

TRIES = 10
"""How often a local is sent out: each time but the last, a worker lacked what it needs, or was not to be trusted."""


class ClusterBuild(Struct, frozen=True):
    """What all locals of one build have in common: a ``token`` of it, and the ``base``.

    Kits go to the folder of ``results``, where there is one, and not to the request's.
    """

    token: str
    base: Parcel
    results: ResultsFolder | None = None

    @classmethod
    def of(cls, files: Files, results: ResultsFolder | None) -> ClusterBuild:
        """That of the base in ``files``.

        Raises:
            CannotUseCluster: something among them cannot travel.
        """
        try:
            base = packed(files)
        except Unreadable as error:
            reason = f"the handbook cannot be sent to a cluster: {error} (build it here, without --cluster)"
            raise CannotUseCluster(printable(reason)) from error
        return cls(uuid.uuid4().hex, Parcel(base), results)

    def order(self, request: BuildRequest, provenance: str, trusted: frozenset[str]) -> Order:
        """The one pack of ``request``, as a worker is asked for it."""
        (pack,) = request.packs
        return Order(
            build=self.token,
            base=self.base.digest,
            provenance=provenance,
            slug=pack.name,
            inside=pack.relative_to(request.root).as_posix() if pack.is_relative_to(request.root) else "",
            strict=request.strict,
            start=request.evening.start,
            people=request.evening.people,
            date=request.date.isoformat() if request.date else "",
            show_breakdowns=request.show_breakdowns,
            remembers=request.store.folder is not None,
            results=self.results.url if self.results else "",
            mark=self.results.mark if self.results else "",
            trusted=sorted(trusted) if self.results else (),
        )


class Cluster(Executor):
    """Has the packs of ``request`` built by the workers behind ``connection``, as parts of one ``build``.

    What stands unchanged is not built again. ``reference`` builds here what is compared with what comes back, and what
    cannot travel. ``tell`` is told what somebody should know. Where there is no worker, one is waited for, ``silence``
    seconds long.

    Raises:
        CannotUseCluster: no worker can build.
    """

    def __init__(
        self,
        connection: Connection,
        request: BuildRequest,
        build: ClusterBuild,
        reference: BoundedProcess,
        tell: Tell,
        silence: float = SILENCE,
        build_id: str = "",
    ) -> None:
        self._connection, self._build, self._tell, self._silence = connection, build, tell, silence
        self._workers = Workers(connection, build.base, Parcel(entries_of(store_folder())), tell)
        self._workers.begin(silence)
        self._memory = BuildMemory(replace(request, packs=()), build_id)
        self._shared, self._sharing = SharedFiles(request.out, REPORT), threading.Lock()
        self._reference = Reference(reference)
        self._carriers = ThreadPoolExecutor(self.most, "cluster")
        self._remote: set[Any] = set()
        self._failure: CannotUseCluster | None = None
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    @property
    def most(self) -> int:
        """How many tasks are worth sending out at once: some wait at each worker, and none idles."""
        return min(max(16, 2 * self._workers.tasks_at_once()), 256)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Sends out the ``BuildPack`` that is the one argument; what ``fn`` would do with it here is done there."""
        (task,) = args
        outcome: Future[Any] = self._carriers.submit(self._carry, task)
        return outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:  # noqa: FBT001, FBT002 (Executor's)
        """Ends what is going on, here and there."""
        self._ended.set()
        self._carriers.shutdown(wait=False, cancel_futures=True)
        self._reference.stop()
        self._cancel()
        self._connection.call_and_leave(end_build, self._build.token)
        self._watcher.join()
        self._carriers.shutdown()

    def _carry(self, task: BuildPack) -> Outcome:
        """Has ``task`` done where that is needed, and remembers how it ended."""
        (pack,) = task.request.packs
        if not self._build.results and (known := self._memory.outcome(pack)):
            return known
        try:
            archive = packed(Files(pack))
        except Unreadable:
            return self._built_here(task)
        outcome = self._built(task, archive)
        self._memory.remember(pack, outcome)
        return outcome

    def _built(self, task: BuildPack, archive: bytes) -> Outcome:
        """Sends ``task`` out until its kit has come back, and puts that where it belongs."""
        (pack,) = task.request.packs
        for _ in range(TRIES):
            answer = self._answer(task.request, archive)
            if isinstance(answer, Outcome):
                return answer
            if outcome := self._outcome(task, answer):
                return outcome
        raise CannotUseCluster(f"the workers at {printable(self._connection.address)} could not build {pack.name}")

    def _answer(self, request: BuildRequest, archive: bytes) -> Answer | Outcome:
        from distributed import KilledWorker

        order = self._build.order(request, self._workers.own.digest, self._reference.trusted)
        key = f"{order.slug}-{self._build.token}-{time.monotonic_ns()}"
        remote = self._connection.submit(key, self._workers.allowed(), build_local, order.told(), archive)
        self._remote.add(remote)
        try:
            if self._failure or self._ended.is_set():
                remote.cancel()
            answer: Answer = remote.result()
            return answer
        except CancelledError as cancelled:
            raise self._failure or self._connection.lost() from cancelled
        except KilledWorker as killed:
            return _killed(request, killed.allowed_failures + 1)
        except Exception as error:
            reason = f"{type(error).__name__}: {str(error)[:200]}"
            raise CannotUseCluster(printable(f"a worker broke down over {order.slug}: {reason}")) from error
        finally:
            self._remote.discard(remote)
            remote.release()

    def _outcome(self, task: BuildPack, answer: Answer) -> Outcome | None:
        """What came of a task; None where it has to be sent out again."""
        worker = answer["worker"]
        if answer["kind"] == "missing":
            self._workers.supply(worker)
        elif answer["kind"] == "differs":
            differences = self._workers.own.differences(Provenance.of(answer["reason"]))
            self._workers.leave_out(worker, f"it has {in_words(differences)}")
        elif answer["kind"] == "unable":
            self._workers.leave_out(worker, answer["reason"])
        elif answer["kind"] == "broken":
            raise CannotUseCluster(printable(f"the worker at {worker} broke down: {answer['reason']}"))
        else:
            outcome, _ = unpacked_outcome(answer["outcome"], task.request.out)
            if answer["kind"] == "refused":
                raise RefusedInput(*outcome.problems)
            return self._accepted(task, outcome, answer) if outcome.built else outcome
        return None

    def _accepted(self, task: BuildPack, outcome: Outcome, answer: Answer) -> Outcome | None:
        """The kit at its place; None where its worker is not to be trusted."""
        worker, archive = answer["worker"], answer.get("archive")
        try:
            if archive is None:
                return replace(outcome, written="")
            if wrong := self._reference.differs(task, archive, worker):
                self._workers.leave_out(worker, wrong)
                return None
            return self._published(outcome, archive)
        except NotAnArchive as wrong:
            self._workers.leave_out(worker, f"what it sent back cannot be used: {wrong}")
            return None

    def _published(self, outcome: Outcome, archive: bytes) -> Outcome:
        if self._build.results:
            try:
                self._build.results.put(outcome.slug, archive, self._ended)
            except NoResultsFolder as error:
                raise CannotUseCluster(str(error)) from error
            return replace(outcome, written="")
        try:
            with (
                file_without_room(outcome.folder),
                successor(outcome.folder, keep=False, known_by=REPORT, tell=self._tell) as into,
            ):
                unpack(archive, into)
                with self._sharing:
                    self._shared.share(into, outcome.folder)
                written = Files(into).tree().digest if outcome.written else ""
        except RefusedInput as refusal:
            return replace(outcome, built=False, problems=(*outcome.problems, *refusal.problems))
        return replace(outcome, written=written)

    def _built_here(self, task: BuildPack) -> Outcome:
        """For a pack that cannot travel, as one with links, which a build tells of."""
        if not self._build.results:
            return self._reference.run(task)
        with TemporaryDirectory() as folder:
            outcome = self._reference.run(_written_to(task, Path(folder)))
            return self._published(outcome, packed(Files(outcome.folder))) if outcome.built else outcome

    def _watch(self) -> None:
        """Gives up when nobody is left who could do something."""
        since: float | None = None
        while not self._ended.wait(GLANCE) and not self._failure:
            try:
                left = self._workers.refresh()
            except CannotUseCluster as lost:
                self._fail(lost)
                return
            if left:
                since = None
            elif since is None:
                since = time.monotonic()
                self._tell(f"the cluster has no worker that can build: waiting {self._silence:g} seconds for one")
            elif time.monotonic() - since > self._silence:
                shown = printable(self._connection.address)
                self._fail(CannotUseCluster(f"for {self._silence:g} seconds, the cluster at {shown} had no worker"))

    def _fail(self, failure: CannotUseCluster) -> None:
        self._failure = failure
        self._cancel()

    def _cancel(self) -> None:
        with suppress(Exception):  # where nobody answers any more, there is nothing to cancel
            self._connection.client.cancel([*self._remote], force=True)


class Reference:
    """Builds here, one pack after the other, what workers have built or cannot build."""

    def __init__(self, process: BoundedProcess) -> None:
        self._process = process
        self._turn = threading.Lock()
        self._trusted: set[str] = set()

    @property
    def trusted(self) -> frozenset[str]:
        """Workers whose first local was the same as one that was built here, by their addresses."""
        return frozenset(self._trusted)

    def run(self, task: BuildPack) -> Outcome:
        with self._turn:
            return self._process.run(task)

    def stop(self) -> None:
        self._process.stop()

    def differs(self, task: BuildPack, archive: bytes, worker: str) -> str:
        """In what the ``archive`` of a worker that nobody knows yet differs from what is built here; empty: in nothing.

        Raises:
            NotAnArchive: it is none.
        """
        with self._turn:
            if worker in self._trusted:
                return ""
            with TemporaryDirectory() as folder:
                there, here = sums_of(archive), self._sums(_written_to(task, Path(folder)))
            names = sorted(name for name in {*there, *here} if there.get(name) != here.get(name))
            if not names:
                self._trusted.add(worker)
                return ""
            (pack,) = task.request.packs
            more = f" and {len(names) - 1} more files" if len(names) > 1 else ""
            return f"its {names[0]}{more} of {pack.name} differ from what is built here"

    def _sums(self, task: BuildPack) -> dict[str, str]:
        try:
            outcome = self._process.run(task)
        except ProcessLost:  # as at the end of all, which says nothing of what came back
            raise
        except ProcessEnded:
            return {}
        return dict(sums_of(packed(Files(outcome.folder)))) if outcome.built else {}


def _written_to(task: BuildPack, folder: Path) -> BuildPack:
    return replace(task, request=replace(task.request, out=folder))


def _killed(request: BuildRequest, workers: int) -> Outcome:
    """For a pack at which so many ``workers`` broke down."""
    (pack,) = request.packs
    place = Place(f"{shown_path(pack, request.root)}/local.yml", 1)
    message = f"{workers} workers of the cluster broke down, one after the other, while they had this pack"
    hints = ("build it alone, without --cluster, to see why", "if others broke down, too, look after the workers")
    return Outcome(
        pack.name, request.out / pack.name, (Problem("pack-process-ended", place, message, hints),), built=False
    )


@contextmanager
def cluster_at(
    address: str,
    request: BuildRequest,
    tell: Tell,
    results: str = "",
    silence: float = SILENCE,
    build_id: str = "",
) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address``, for the packs of ``request``.

    What was built under the same ``build_id`` stands, as in ``BuildMemory``.

    Raises:
        CannotUseCluster: it is not there, has nobody who can build, is of another version, or cannot get what it needs.
    """
    if not is_repeatable(read_site_settings(request.root)):
        raise CannotUseCluster(
            "this handbook's mkdocs.yml names plugins, hooks, or extensions that may read more than its folder,"
            " which is all that a cluster gets (build it here, without --cluster)"
        )
    with _results_at(results) as folder, connected(address) as connection:
        build = ClusterBuild.of(files_of_root(request), folder)
        reference = BoundedProcess(Allowance(), partial(prepare_build, tuple(WRITERS)))
        try:
            with Cluster(connection, request, build, reference, tell, silence, build_id) as cluster:
                yield cluster
        finally:
            reference.stop()


@contextmanager
def _results_at(url: str) -> Iterator[ResultsFolder | None]:
    """The folder of results at ``url``; None for an empty one.

    Raises:
        CannotUseCluster: nothing can be written to it.
    """
    with ExitStack() as entered:
        try:
            folder = entered.enter_context(results_folder_at(url)) if url else None
        except NoResultsFolder as error:
            raise CannotUseCluster(str(error)) from error
        yield folder
