"""Runs tasks in further processes and in this one; all that starts a process or hands it work goes through here.

Workers prepare while this process still reads, leave interrupts to it, and end when it ends, whatever ended it.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
Result = TypeVar("Result", covariant=True)

# 'spawn' and not 'fork': a fork copies none of the threads that compiled libraries start, and waits for them.
_SPAWN = get_context("spawn")


class Task(Protocol[Result]):
    """A frozen value that says what to do, in whatever process it is run."""

    def run(self) -> Result: ...


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


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Hands tasks to ``workers`` processes of ``executor``.

    A worker that was ended from outside, as by a system that runs out of memory, is no failure: its tasks, and all that
    were to come, are run here.
    """

    executor: Executor
    workers: int
    processes: tuple[BaseProcess, ...] = ()

    def submit(self, task: Task[T]) -> Future[T]:
        """Hands ``task`` to a worker; where there is none any more, the future has a ``BrokenExecutor``."""
        try:
            return self.executor.submit(task.run)
        except BrokenExecutor as broken:
            future: Future[T] = Future()
            future.set_exception(broken)
            return future

    def results(self, tasks: Iterable[Task[T]]) -> Iterator[T]:
        """What comes of each of ``tasks``, in their order, while the workers go on with those that follow."""
        running = deque((task, self.submit(task)) for task in tasks)
        while running:
            task, future = running.popleft()
            try:
                result = future.result()
            except BrokenExecutor:
                result = task.run()
            yield result

    def share_out(self, first: Task[object], rest: Iterable[Task[object]]) -> None:
        """Runs ``first`` here and the ``rest`` in the workers; done with it, this process helps them from the end.

        What a task raises is raised when no other is being run any more; those that nobody began are left.
        """
        queue = _Queue(rest)
        running: list[Future[None]] = []
        with ThreadPoolExecutor(self.workers) as carriers:
            try:
                with _interrupts_deferred():  # one in the midst of this would leave a thread that nobody knows of
                    running += [carriers.submit(self._carry, queue) for _ in range(self.workers)]
                first.run()
                _run_all(queue.from_the_end())
            except BaseException:
                queue.clear()
                raise
            finally:
                _wait_until_nothing_runs(running, queue)
        for carried in running:
            carried.result()
        _run_all(queue.from_the_end())  # what was left by a worker that was ended

    def dismiss(self) -> None:
        """Lets the workers end while this process goes on; they take no more tasks."""
        self.executor.shutdown(wait=False)

    def stop(self) -> None:
        """Ends the workers at once, whatever they are doing: their tasks come to nothing, with a ``BrokenExecutor``."""
        for process in self.processes:
            process.terminate()
        self.executor.shutdown()

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


def _wait_until_nothing_runs(running: Sequence[Future[None]], queue: _Queue) -> None:
    try:
        wait(running)
    except KeyboardInterrupt:
        queue.clear()
        wait(running)
        raise


MOST_WORKERS = 61
"""More processes than these cannot be waited for on Windows (concurrent.futures, ProcessPoolExecutor)."""


@contextmanager
def workers(number: int, prepare: Callable[[], None] | None = None) -> Iterator[Scheduler]:
    """A scheduler with so many processes, which call ``prepare`` at once."""
    number = min(number, MOST_WORKERS)
    pool = ProcessPoolExecutor(number, _SPAWN, initializer=_begin, initargs=(prepare,))
    others = active_children()
    with _interrupts_ignored():
        for _ in range(number):
            pool.submit(os.getpid)  # a process is started by the first task for it
    processes = tuple(process for process in active_children() if process not in others)
    try:
        yield Scheduler(pool, number, processes)
    finally:
        pool.shutdown(cancel_futures=True)


def start_process(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """A process of its own for ``target``, for work that is no task: one that may have to be killed."""
    process = _SPAWN.Process(target=_call, args=(target, arguments), daemon=True)
    with _interrupts_ignored():
        process.start()
    return process


@contextmanager
def kept_from_collection() -> Iterator[None]:
    """What is made in here stays for as long as the process: the garbage collector does not search it, now or later.

    Measured on a build of the base kit, that search takes a twelfth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes that are started in here ignore interrupts from their first moment, but for Windows."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


@contextmanager
def _interrupts_deferred() -> Iterator[None]:
    """An interrupt that comes meanwhile is raised afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
    if came:
        signal.raise_signal(signal.SIGINT)


def _call(target: Callable[..., None], arguments: tuple[object, ...]) -> None:
    _begin(None)
    target(*arguments)


def _begin(prepare: Callable[[], None] | None) -> None:
    # One interrupt reaches every process of a terminal; the first one alone decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if prepare:
        with kept_from_collection():
            prepare()


def _end_with_parent() -> None:
    """A parent that is killed tells nobody, and its workers would wait for tasks for good."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
