"""Tasks run in workers and here, each once, whatever becomes of a worker."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from programs import INTERRUPTS, interrupts_heard, started
from tasks import PATIENCE, Handling, Kill, Look, Raise, Say, WaitFor, Write, ignores_interrupts

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.pipeline.garbage_collection import NEW_OBJECTS, kept_from_collection
from generators.pipeline.processes import start_process
from generators.pipeline.scheduler import (
    Scheduler,
    Shared,
    Task,
    as_ended,
    in_order,
    workers,
)

MANY = 2000
"""More tasks than anybody gets done in a moment, however late somebody else is told to stop."""


def writer_of(file: Path) -> int:
    return int(file.read_text(encoding="utf-8"))


@pytest.fixture
def scheduler() -> Iterator[Scheduler]:
    with workers(1) as scheduler:
        yield scheduler


def test_results_come_in_the_order_of_the_tasks() -> None:
    with workers(2) as scheduler:
        assert list(scheduler.results([Say("late", 0.2), Say("soon"), Say("last")])) == ["late", "soon", "last"]


def test_a_result_comes_before_the_tasks_after_it_have_ended(scheduler: Scheduler, tmp_path: Path) -> None:
    tasks: list[Task[object]] = [Say("first"), WaitFor(tmp_path / "told")]
    results = scheduler.results(tasks)
    assert next(results) == "first"
    (tmp_path / "told").touch()
    assert list(results) == [None]


def test_what_a_worker_leaves_that_is_ended_from_outside_is_done_here(scheduler: Scheduler, tmp_path: Path) -> None:
    tasks: list[Task[object]] = [Say("before"), Kill(tmp_path / "here"), Say("after")]
    assert list(scheduler.results(tasks)) == ["before", "killed nobody", "after"]
    assert writer_of(tmp_path / "here") == os.getpid()


def test_workers_that_never_began_are_no_failure() -> None:
    with workers(1, partial(os._exit, 1)) as scheduler:
        assert list(scheduler.results([Say("one"), Say("two")])) == ["one", "two"]


def test_any_executor_does_tasks_and_each_is_told_of_as_it_ends() -> None:
    with ThreadPoolExecutor(3) as executor:
        ended = list(as_ended(executor, [Say("late", 0.4), Say("soon"), Say("next", 0.1)]))
        assert [(place, future.result()) for place, future in ended] == [(1, "soon"), (2, "next"), (0, "late")]
        assert [future.result() for future in in_order(ended)] == ["late", "soon", "next"]


def test_a_task_is_asked_for_when_there_is_room_for_it() -> None:
    asked = list[int]()

    def tasks() -> Iterator[Say]:
        for number in range(20):
            asked.append(number)
            yield Say(str(number))

    with ThreadPoolExecutor(1) as executor:
        ended = as_ended(executor, tasks(), most=3)
        next(ended)
        assert len(asked) < 7
        assert len(list(ended)) == 19


def test_a_task_whose_worker_was_killed_is_done_once_more_when_all_others_have_ended() -> None:
    begun = list[str]()

    @dataclass
    class Unlucky:
        name: str
        breakdowns: int = 0

        def run(self) -> str:
            begun.append(self.name)
            if begun.count(self.name) <= self.breakdowns:
                raise BrokenExecutor
            return self.name

    with ThreadPoolExecutor(1) as executor:
        ended = dict(as_ended(executor, [Unlucky("once", 1), Unlucky("twice", 2), Unlucky("never")]))
    assert begun == ["once", "twice", "never", "once", "twice"]
    assert [ended[place].result() for place in (0, 2)] == ["once", "never"]
    assert isinstance(ended[1].exception(), BrokenExecutor)


def test_what_a_task_raises_is_raised(scheduler: Scheduler) -> None:
    tasks: list[Task[object]] = [
        Raise(RefusedInput(Problem("text-too-deep", Place("a.md", 3), "too long"))),
        Say("next"),
    ]
    results = scheduler.results(tasks)
    with pytest.raises(RefusedInput) as refusal:
        next(results)
    assert refusal.value.problems == (Problem("text-too-deep", Place("a.md", 3), "too long"),)


def test_a_value_of_several_tasks_reaches_a_process_once(scheduler: Scheduler) -> None:
    shared = Shared(["a", "kit"])
    here = Look(shared).run()
    one, other = scheduler.results([Look(shared), Look(shared)])
    assert one == other != here


def test_of_tasks_that_are_shared_out_the_first_runs_here_and_the_others_elsewhere(
    scheduler: Scheduler, tmp_path: Path
) -> None:
    scheduler.share_out(WaitFor(tmp_path / "second"), [Write(tmp_path / "second")])
    assert writer_of(tmp_path / "second") != os.getpid()


def test_this_process_helps_with_what_nobody_has_begun(scheduler: Scheduler, tmp_path: Path) -> None:
    rest: list[Task[object]] = [
        WaitFor(tmp_path / "last"),
        Write(tmp_path / "last"),
    ]  # the worker ends when the other one is written
    scheduler.share_out(Write(tmp_path / "first"), rest)
    assert writer_of(tmp_path / "last") == os.getpid()


@pytest.mark.parametrize("is_slow", [True, False])
def test_what_was_shared_out_to_a_worker_that_is_ended_is_done_here(
    scheduler: Scheduler, tmp_path: Path, *, is_slow: bool
) -> None:
    first = Say("first", 0.5 if is_slow else 0)
    scheduler.share_out(first, [Kill(tmp_path / "killed"), Write(tmp_path / "next")])
    assert writer_of(tmp_path / "killed") == writer_of(tmp_path / "next") == os.getpid()


@pytest.mark.parametrize(
    "error", [RefusedInput(Problem("text-too-deep", Place("a.md", 3), "too long")), IndexError("x"), OSError("y")]
)
def test_what_a_shared_task_raises_is_raised_wherever_it_ran(scheduler: Scheduler, error: Exception) -> None:
    for first, rest in (
        (Raise(error), [Say("a")]),
        (Say("a", 0.3), [Raise(error)]),
        (Say("a"), [Say("b")] * 9 + [Raise(error)]),
    ):
        with pytest.raises(type(error)):
            scheduler.share_out(first, rest)


def test_after_a_failure_nothing_is_still_being_done(scheduler: Scheduler, tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(MANY)]
    with pytest.raises(ValueError, match="first"):
        scheduler.share_out(Raise(ValueError("first")), [Write(file) for file in files])
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written < MANY


def test_after_an_interrupt_nothing_is_still_being_done_even_if_it_came_as_the_work_was_begun(
    scheduler: Scheduler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(thread: threading.Thread) -> None:
        start(thread)
        signal.raise_signal(signal.SIGINT)

    start = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", interrupted)
    with interrupts_heard(), pytest.raises(KeyboardInterrupt):
        scheduler.share_out(Say("first"), [Write(tmp_path / str(number)) for number in range(MANY)])
    written = len(list(tmp_path.iterdir()))
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written < MANY


def test_workers_prepare_before_their_first_task(tmp_path: Path) -> None:
    with workers(1, Write(tmp_path / "prepared").run) as scheduler:
        assert list(scheduler.results([Say("done")])) == ["done"]
        assert [process.pid for process in scheduler.processes] == [writer_of(tmp_path / "prepared")]


def test_workers_that_are_stopped_end_at_once(tmp_path: Path) -> None:
    with workers(1) as scheduler:
        future = scheduler.submit(WaitFor(tmp_path / "never"))
        scheduler.stop()
        with pytest.raises(BrokenExecutor):
            future.result(timeout=PATIENCE / 2)
    assert not any(process.is_alive() for process in scheduler.processes)


def test_a_worker_ignores_interrupts_and_this_process_does_not(scheduler: Scheduler) -> None:
    before = signal.getsignal(signal.SIGINT)
    assert list(scheduler.results([Handling()])) == [True]
    assert signal.getsignal(signal.SIGINT) == before


def test_so_does_a_process_of_its_own(tmp_path: Path) -> None:
    start_process(ignores_interrupts, tmp_path / "said").join()
    assert (tmp_path / "said").read_text(encoding="utf-8") == "True"


SCRIPT = """
import time
from generators.pipeline.scheduler import workers
if __name__ == "__main__":
    try:
        with workers(2) as scheduler:
            print(*[process.pid for process in scheduler.processes], flush=True)
            for _ in range(600):
                time.sleep(0.05)  # an interrupt that comes just before a sleep is heard after it
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.fixture
def script(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that has just started two workers."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py")]
    with started(command) as running:
        yield running


@INTERRUPTS
def test_an_interrupt_while_workers_are_just_beginning_is_heard_by_the_first_process_alone(
    script: subprocess.Popen[str],
) -> None:
    assert script.stdout is not None
    assert len(script.stdout.readline().split()) == 2
    os.killpg(script.pid, signal.SIGINT)
    said, complained = script.communicate(timeout=PATIENCE)
    assert (said, complained) == ("interrupted\n", "")


@INTERRUPTS
def test_workers_end_with_a_first_process_that_is_killed(script: subprocess.Popen[str]) -> None:
    assert script.stdout is not None
    numbers = [int(number) for number in script.stdout.readline().split()]
    script.kill()
    script.wait()
    deadline = time.monotonic() + PATIENCE
    while any(is_alive(number) for number in numbers) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(is_alive(number) for number in numbers)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not (stat.is_file() and stat.read_text().rpartition(")")[2].split()[0] == "Z")  # nobody has buried it


PYTHONS_OWN = 700


def test_circles_are_looked_for_seldom_and_only_among_what_came_later() -> None:
    threshold, frozen = gc.get_threshold(), gc.get_freeze_count()
    gc.set_threshold(PYTHONS_OWN)
    try:
        with kept_from_collection():
            kept: list[object] = [[] for _ in range(1000)]
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() >= frozen + len(kept)
        assert gc.get_threshold()[0] == NEW_OBJECTS > PYTHONS_OWN
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
