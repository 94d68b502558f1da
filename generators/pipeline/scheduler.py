"""Runs tasks in further processes and in this one; all work over processes goes through here.

Workers prepare while this process still reads.
"""

from __future__ import annotations

import pickle
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import cached_property, lru_cache
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from generators.pipeline.garbage_collection import kept_from_collection
from generators.pipeline.processes import end_process, start_process
from generators.pipeline.termination import interrupts_held

T = TypeVar("T")
Result = TypeVar("Result", covariant=True)


class Task(Protocol[Result]):
    """A frozen value that says what to do, in whatever process it is run."""

    def run(self) -> Result: ...


class SharedTask(Protocol[Result]):
    """A task that can hand parts of itself to the processes of a scheduler."""

    def run_with(self, scheduler: Scheduler) -> Result: ...


AnyTask = Task[T] | SharedTask[T]


class Shared(Generic[T]):
    """A ``value`` of several tasks: packed once for all of them, and unpacked once by each process that runs some."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __reduce__(self) -> tuple[Callable[[bytes], Shared[Any]], tuple[bytes]]:
        return _unpacked, (self._packed,)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Shared[Any]:
    return Shared(pickle.loads(packed))


class WorkerLink(Struct, frozen=True):
    """The way to a process that works (``work``); the ``process`` itself is None where another one has started it."""

    connection: Connection
    process: BaseProcess | None = None

    def end(self) -> None:
        """Ends the process at once; that of somebody else ends when the tasks cease, or with its owner."""
        if self.process:
            end_process(self.process)

    def join(self) -> None:
        if self.process:
            self.process.join()


def started(prepare: Callable[[], None] | None) -> WorkerLink:
    """A new process, which calls ``prepare`` at once, and the way to it."""
    connection, other = Pipe()
    with other:
        return WorkerLink(connection, start_process(work, other, prepare))


class Scheduler:
    """Hands tasks to the processes at the other ends of ``links``.

    A worker that was ended from outside, as by a system that runs out of memory, is no failure: its task, and when no
    worker is left all that were to come, are run here.
    """

    def __init__(self, links: Iterable[WorkerLink]) -> None:
        self._orders: SimpleQueue[_Order | None] = SimpleQueue()
        self._packing = threading.Lock()
        self._workers = [_Worker(self._orders, self._note_end, link) for link in links]

    @property
    def processes(self) -> tuple[BaseProcess, ...]:
        """The workers' processes, those that have ended among them."""
        return tuple(worker.link.process for worker in self._workers if worker.link.process)

    @property
    def number_of_workers(self) -> int:
        """How many processes there were at the beginning, besides this one."""
        return len(self._workers)

    def submit(self, task: Task[T]) -> Future[T]:
        """Hands ``task`` to a worker; where there is none any more, the future has a ``BrokenExecutor``."""
        future: Future[T] = Future()
        with self._packing:  # so that what tasks share is packed once
            self._orders.put((pickle.dumps(task, pickle.HIGHEST_PROTOCOL), future))
        self._note_end()
        return future

    def results(self, tasks: Iterable[Task[T]]) -> Iterator[T]:
        """What comes of each of ``tasks``, in their order, while the workers go on with those that follow."""
        running = deque((task, self.submit(task)) for task in tasks)
        while running:
            task, future = running.popleft()
            awaited([future])
            try:
                result = future.result()
            except BrokenExecutor:
                result = task.run()
            yield result

    def share_out(self, first: Task[object], rest: Iterable[Task[object]]) -> None:
        """Runs ``first`` here and the ``rest`` in the workers; done with it, this process helps them from the end.

        What a task raises is raised when no other is being run any more; those that nobody began are left. An interrupt
        waits for nobody.
        """
        queue = _Queue(rest)
        running: list[Future[None]] = []
        with ThreadPoolExecutor(len(self._workers)) as carriers:
            try:
                with interrupts_held():  # one in the midst of this would leave a thread that nobody knows of
                    running += [carriers.submit(self._carry, queue) for _ in self._workers]
                first.run()
                _run_all(queue.from_the_end())
                awaited(running)
            except BaseException as error:
                queue.clear()
                if not isinstance(error, Exception):
                    self.stop()
                raise
        for carried in running:
            carried.result()
        _run_all(queue.from_the_end())  # what was left by a worker that was ended

    def dismiss(self) -> None:
        """Lets the workers end while this process goes on; they take no more tasks."""
        for _ in self._workers:
            self._orders.put(None)

    def join(self) -> None:
        """Waits until workers that were dismissed have ended."""
        for worker in self._workers:
            worker.thread.join()
            worker.link.join()

    def stop(self) -> None:
        """Ends the workers at once, whatever they are doing: their tasks come to nothing, with a ``BrokenExecutor``."""
        self.dismiss()
        for worker in self._workers:
            worker.link.end()
        self.join()

    def _note_end(self) -> None:
        """Gives up what nobody is left to do."""
        if any(worker.is_there for worker in self._workers):
            return
        with suppress(Empty):
            while True:
                order = self._orders.get_nowait()
                if order:
                    order[1].set_exception(BrokenExecutor("no worker is left"))

    def _carry(self, queue: _Queue) -> None:
        """Carries tasks from the queue to a worker, and waits for each, until none is left."""
        for task in queue.from_the_front():
            try:
                self.submit(task).result()
            except BrokenExecutor:
                queue.put_back(task)
                return
            except BaseException:
                queue.clear()
                raise


_Order = tuple[bytes, Future[Any]]
"""A task as it travels, and where its result is waited for."""


class _Worker:
    """A process, and the thread of this one that hands it one order after the other.

    There is no queue between processes, whose semaphores outlive a group of processes that is killed.
    """

    def __init__(self, orders: SimpleQueue[_Order | None], ended: Callable[[], None], link: WorkerLink) -> None:
        self._orders, self._ended, self.link = orders, ended, link
        self.is_there = True
        self.thread = threading.Thread(target=self._follow, daemon=True)
        self.thread.start()

    def _follow(self) -> None:
        with self.link.connection:
            while self.is_there and (order := self._orders.get()):
                self._fulfill(*order)
        self.is_there = False
        self._ended()

    def _fulfill(self, task: bytes, future: Future[Any]) -> None:
        try:
            self.link.connection.send_bytes(task)
            result, error = self.link.connection.recv()
        except (EOFError, OSError):
            self.is_there = False
            result, error = None, BrokenExecutor("the process has ended")
        except Exception as unreadable:  # an error that cannot travel is one, too
            result, error = None, unreadable
        if error:
            future.set_exception(error)
        else:
            future.set_result(result)


def work(connection: Connection, prepare: Callable[[], None] | None) -> None:
    """The worker's process: tasks in, results or errors out, until the other end is closed."""
    if prepare:
        with kept_from_collection(), suppress(Exception):  # the task that needs it says what is wrong
            prepare()
    serve(connection)


def serve(connection: Connection, helpers: Scheduler | None = None) -> None:
    """Does the tasks that come through ``connection``; what one of them hands on goes to the ``helpers``."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            connection.send_bytes(_answer(connection.recv_bytes(), helpers))


def _answer(packed: bytes, helpers: Scheduler | None) -> bytes:
    try:
        result = perform(pickle.loads(packed), helpers)
        return pickle.dumps((result, None), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        return pickle.dumps((None, error), pickle.HIGHEST_PROTOCOL)


class _Queue:
    """Tasks that nobody has begun. Several threads may take from it."""

    def __init__(self, tasks: Iterable[Task[object]]) -> None:
        self._waiting = deque(tasks)

    def from_the_front(self) -> Iterator[Task[object]]:
        with suppress(IndexError):
            while True:
                yield self._waiting.popleft()

    def from_the_end(self) -> Iterator[Task[object]]:
        with suppress(IndexError):
            while True:
                yield self._waiting.pop()

    def put_back(self, task: Task[object]) -> None:
        self._waiting.append(task)

    def clear(self) -> None:
        self._waiting.clear()


def _run_all(tasks: Iterable[Task[object]]) -> None:
    for task in tasks:
        task.run()


GLANCE = 0.5
"""How often an interrupt is looked for during a wait, in seconds: on Windows it does not end one."""


def awaited(futures: Iterable[Future[Any]]) -> None:
    """Waits until all of ``futures`` are done."""
    running = list(futures)
    while wait(running, GLANCE).not_done:
        pass


MANY = 64
"""Tasks that an executor has at once: the others take no memory yet, and a few wait for each worker."""


def perform(task: Any, helpers: Scheduler | None = None) -> Any:
    """What an executor is asked to call: any can, since this is found by name wherever the program is."""
    return task.run_with(helpers) if helpers else task.run()


def as_ended(executor: Executor, tasks: Iterable[AnyTask[T]], most: int = MANY) -> Iterator[tuple[int, Future[T]]]:
    """How each of ``tasks`` ended, as soon as it has, with its place among them; ``most`` are handed over at once.

    A task whose worker was killed (``BrokenExecutor``) is done once more when all others have ended, and alone: if it
    was memory that ran out, it has now all that there is.
    """
    lost: list[tuple[int, AnyTask[T]]] = []
    waiting, running = iter(enumerate(tasks)), dict[Future[T], tuple[int, AnyTask[T]]]()
    while True:
        for place, task in islice(waiting, most - len(running)):
            running[executor.submit(perform, task)] = place, task
        if not running:
            break
        for future in wait(running, GLANCE, FIRST_COMPLETED).done:
            place, task = running.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                lost.append((place, task))
            else:
                yield place, future
    for place, task in lost:
        future = executor.submit(perform, task)
        awaited([future])
        yield place, future


def in_order(ended: Iterable[tuple[int, Future[T]]]) -> Iterator[Future[T]]:
    """The same in the order of the tasks: what ended before its turn is kept until then."""
    early: dict[int, Future[T]] = {}
    due = 0
    for place, future in ended:
        early[place] = future
        while due in early:
            yield early.pop(due)
            due += 1


@contextmanager
def workers(number: int, prepare: Callable[[], None] | None = None) -> Iterator[Scheduler]:
    """A scheduler with so many processes, which call ``prepare`` at once; what ends the block early ends them, too."""
    scheduler = Scheduler(started(prepare) for _ in range(number))
    try:
        yield scheduler
        scheduler.dismiss()
        scheduler.join()
    finally:
        scheduler.stop()
