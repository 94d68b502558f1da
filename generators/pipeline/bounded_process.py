"""A process for work on what strangers sent: it is ended from outside when it has used up its time or its memory.

Compiled code (Typst, Pillow, lxml) hears no interrupt of Python's, so that nothing inside of the process can stop it.
"""

from __future__ import annotations

import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from msgspec import Struct

from generators.model.current_work import Work, WorkRecord
from generators.pipeline.garbage_collection import kept_from_collection
from generators.pipeline.processes import end_process, start_process
from generators.pipeline.scheduler import (
    AnyTask,
    Scheduler,
    WorkerLink,
    as_ended,
    in_order,
    serve,
    work,
)
from generators.pipeline.termination import interrupts_held

if TYPE_CHECKING:
    from generators.pipeline.metering import Meter

T = TypeVar("T")

SECONDS = 20.0
"""Processor time for all that is made of one pack, in all of its processes together; an ordinary one takes five."""

MEMORY = 600_000_000
"""Bytes of main memory that one process may take for a pack; an ordinary one takes two hundred million."""

GLANCE = 0.05
"""How often it is looked at what a process has used, in seconds: memory can grow by a gigabyte in one."""


class Allowance(Struct, frozen=True):
    """What one piece of work may use: ``seconds`` of processor time, all processes together, and ``memory`` of each.

    Memory is what stands in the computer's main memory, in bytes. Waiting, and other programs, do not count.
    """

    seconds: float = SECONDS
    memory: int = MEMORY


class ProcessEnded(Exception):
    """The process was ended before its work was done; ``work`` is what it was at.

    ``reason`` says why: its ``time`` or its ``memory`` was used up, or it broke down (``lost``), by a fault of compiled
    code or since the system had no memory left.
    """

    def __init__(self, reason: Literal["time", "memory", "lost"], allowance: Allowance, work: Work) -> None:
        super().__init__(reason, allowance, work)
        self.reason, self.allowance, self.work = reason, allowance, work


class ProcessLost(ProcessEnded, BrokenExecutor):
    """The process broke down (``lost``), or was killed by somebody else."""

    def __init__(self, allowance: Allowance, work: Work) -> None:
        super().__init__("lost", allowance, work)


class BoundedProcess:
    """A process that does one task after another, each within ``allowance`` (None: whatever it takes).

    It calls ``prepare`` at once. ``helpers`` processes, which call ``prepare_helper``, are there for what a
    ``SharedTask`` hands on, and count as one with it. After a task that ended it, the next one has a new process.
    """

    def __init__(
        self,
        allowance: Allowance | None,
        prepare: Callable[[], None] | None = None,
        helpers: int = 0,
        prepare_helper: Callable[[], None] | None = None,
    ) -> None:
        self._allowance = allowance
        self._prepares = (prepare, *[prepare_helper] * helpers)
        self._team: _Team | None = _Team(self._prepares)
        self._is_stopped = False

    def run(self, task: AnyTask[T]) -> T:
        """What comes of ``task``. What broke down without reason is tried once more.

        Raises:
            ProcessEnded: it used up what it may use, or broke down twice; and whatever the task raises.
        """
        try:
            return self.run_once(task)
        except ProcessLost:
            if self._is_stopped:
                raise
            return self.run_once(task)

    def run_once(self, task: AnyTask[T]) -> T:
        """The same, but what broke down is not tried again."""
        packed = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        team = self._team = self._team or _Team(self._prepares)
        try:
            if self._is_stopped:
                raise ProcessLost(self._allowance or Allowance(), Work())
            result, error = team.answer(packed, self._allowance)
        except BaseException:
            self._end(team)
            raise
        if self._allowance and team.kept() > self._allowance.memory:
            self._end(team)
        if error:
            raise error
        return cast(T, result)

    def stop(self) -> None:
        """Ends the process for good, whatever it is doing, from any thread."""
        self._is_stopped = True
        if team := self._team:
            team.end()

    def _end(self, team: _Team) -> None:
        self._team = None
        team.end()


class BoundedProcesses(Executor):
    """``number`` processes that share tasks among them, each as a ``BoundedProcess`` does it, with its arguments.

    A process that is lost is no breakdown of the executor: its task has a ``ProcessLost``, and the next a new process.
    """

    def __init__(
        self,
        number: int,
        allowance: Allowance | None,
        prepare: Callable[[], None] | None = None,
        helpers: int = 0,
        prepare_helper: Callable[[], None] | None = None,
    ) -> None:
        made = [BoundedProcess(allowance, prepare, helpers, prepare_helper) for _ in range(number)]
        self._all = tuple(made)
        self._idle = SimpleQueue[BoundedProcess]()
        for process in made:
            self._idle.put(process)
        self._carriers = ThreadPoolExecutor(number)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """As any executor does; with helpers, ``fn`` is given a scheduler of them as one more argument."""
        with interrupts_held():  # one in the midst of this would leave a thread that nobody knows of
            return self._carriers.submit(self._run, _Call(fn, args, kwargs))

    def outcomes(self, tasks: Iterable[AnyTask[T]]) -> Iterator[Future[T]]:
        """How each of ``tasks`` ended, in their order, while the processes go on with those that follow."""
        return in_order(as_ended(self, tasks))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - the interface
        """As any executor does: what was begun ends well."""
        self._carriers.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self.stop()

    def stop(self) -> None:
        """Ends all processes at once, whatever they are doing."""
        self._carriers.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.stop()
        self._carriers.shutdown()

    def _run(self, task: _Call[T]) -> T:
        process = self._idle.get()
        try:
            return process.run_once(task)
        finally:
            self._idle.put(process)


class _Call(Struct, Generic[T], frozen=True):
    """What was submitted, as a task."""

    function: Callable[..., T]
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]

    def run(self) -> T:
        return self.function(*self.arguments, **self.named)

    def run_with(self, scheduler: Scheduler) -> T:
        return self.function(*self.arguments, scheduler, **self.named)


@contextmanager
def bounded_processes(
    number: int,
    allowance: Allowance | None,
    prepare: Callable[[], None] | None = None,
    helpers: int = 0,
    prepare_helper: Callable[[], None] | None = None,
) -> Iterator[BoundedProcesses]:
    """Bounded processes for the time of the block; they end with it."""
    processes = BoundedProcesses(number, allowance, prepare, helpers, prepare_helper)
    try:
        yield processes
    finally:
        processes.stop()


class _Team:
    """The processes that work on one task at a time, the first of which hands it on; they end together."""

    def __init__(self, prepares: tuple[Callable[[], None] | None, ...]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="team-"))
        self._records = [WorkRecord(self._folder / str(place)) for place, _ in enumerate(prepares)]
        self.processes: list[BaseProcess] = []
        self._fresh: list[int] = []
        self._is_ready = self._is_ended = False
        self._ending = Lock()
        with ExitStack() as closed:
            pipes = [Pipe() for _ in prepares]
            (self._connection, _), *others = pipes
            for mine, theirs in pipes:
                closed.enter_context(theirs)
                if mine is not self._connection:
                    closed.enter_context(mine)
            to_helpers = tuple(mine for mine, _ in others)
            for (_, end), prepare, record in zip(pipes, prepares, self._records, strict=True):
                target = _help if self.processes else partial(_begin, to_helpers=to_helpers)
                self.processes.append(start_process(target, end, prepare, record, temporary=self._folder))

    def answer(self, task: bytes, allowance: Allowance | None) -> tuple[object, Exception | None]:
        try:
            self._await_start()
            meters = self._meters()
            self._connection.send_bytes(task)
            while not self._connection.poll(GLANCE):
                if allowance:
                    self._check(meters, allowance)
            answer: tuple[object, Exception | None] = self._connection.recv()
        except (EOFError, OSError):
            raise ProcessLost(allowance or Allowance(), self._records[0].read()) from None
        except ProcessEnded:
            raise
        except Exception as unreadable:  # an error that cannot travel is one, too
            answer = None, unreadable
        return answer

    def kept(self) -> int:
        """Bytes that the process which keeps most still holds of its tasks, such as a base that they share."""
        return max(meter.kept for meter in self._meters())

    def _meters(self) -> list[Meter]:
        from generators.pipeline.metering import Meter  # here, since processes that are measured need none

        self._fresh = self._fresh or [Meter.of(process).read()[1] for process in self.processes]
        return [Meter.of(*each) for each in zip(self.processes, self._fresh, strict=True)]

    def _await_start(self) -> None:
        """Waits until the first process has prepared itself, which is no work on a pack."""
        while not self._is_ready:
            if self._connection.poll(GLANCE):
                self._connection.recv_bytes()
                self._is_ready = True

    def _check(self, meters: list[Meter], allowance: Allowance) -> None:
        uses = [meter.read() for meter in meters]
        if sum(seconds for seconds, _ in uses) > allowance.seconds:
            most = max(range(len(uses)), key=lambda place: uses[place][0])
            raise ProcessEnded("time", allowance, self._records[most].read())
        largest = max(range(len(uses)), key=lambda place: uses[place][1])
        if uses[largest][1] > allowance.memory:
            raise ProcessEnded("memory", allowance, self._records[largest].read())

    def end(self) -> None:
        """Ends them once, though whoever stops all and whoever waits for an answer may both ask for it."""
        with self._ending:
            if self._is_ended:
                return
            self._is_ended = True
            for process in self.processes:
                end_process(process)
            self._connection.close()
            shutil.rmtree(self._folder, ignore_errors=True)


def _begin(
    connection: Connection, prepare: Callable[[], None] | None, record: WorkRecord, to_helpers: tuple[Connection, ...]
) -> None:
    """The first process of a team: it says when it has prepared itself."""
    record.keep()
    if prepare:
        with kept_from_collection(), suppress(Exception):  # the task that needs it says what is wrong
            prepare()
    with suppress(OSError):
        connection.send_bytes(b"ready")
        serve(connection, Scheduler(WorkerLink(to_helper) for to_helper in to_helpers) if to_helpers else None)


def _help(connection: Connection, prepare: Callable[[], None] | None, record: WorkRecord) -> None:
    record.keep()
    work(connection, prepare)
