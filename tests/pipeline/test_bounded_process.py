"""A process that works on a stranger's pack is ended from outside, and says what used up its time or its memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from sample import write_kit, write_pack
from tasks import PATIENCE, Break, Burn, Fill, HandOn, Keep, Number, prepared

from generators.commands.packs import find_packs
from generators.model.current_work import Work
from generators.model.problems import rendered
from generators.pipeline.bounded_process import (
    Allowance,
    BoundedProcess,
    BoundedProcesses,
    ProcessEnded,
    _Team,
    bounded_processes,
)
from generators.pipeline.overruns import overrun
from generators.pipeline.pack_tasks import build_packs, check_packs
from generators.pipeline.request import BuildRequest
from generators.pipeline.scheduler import Task

LITTLE = Allowance(seconds=0.3, memory=300_000_000)


@pytest.fixture
def process() -> Iterator[BoundedProcess]:
    made = BoundedProcess(LITTLE, prepared)
    yield made
    made.stop()


@pytest.fixture
def patient() -> Iterator[BoundedProcess]:
    """One of which memory alone is bounded, however long it takes a busy computer to fill that much."""
    made = BoundedProcess(Allowance(PATIENCE, LITTLE.memory), prepared)
    yield made
    made.stop()


def ended(process: BoundedProcess, task: Task[object] | HandOn) -> ProcessEnded:
    with pytest.raises(ProcessEnded) as caught:
        process.run(task)
    return caught.value


def test_work_in_compiled_code_is_ended_when_its_time_is_used_up_and_says_what_it_was(process: BoundedProcess) -> None:
    before = process.run(Number())
    reason = ended(process, Burn())
    assert (reason.reason, reason.work) == ("time", Work("forms", "overrides/locals/harbor/assets/logo.svg"))
    assert not psutil.pid_exists(before)
    assert process.run(Number()) != before, "the next task has a new process"


def test_work_is_ended_when_its_memory_is_used_up(patient: BoundedProcess) -> None:
    reason = ended(patient, Fill())
    assert (reason.reason, reason.work) == ("memory", Work("reading"))


def test_waiting_costs_nothing_and_each_task_has_its_own_time(process: BoundedProcess) -> None:
    first = process.run(Number(1))
    assert process.run(Number()) == first


def test_a_breakdown_is_tried_once_more(process: BoundedProcess, tmp_path: Path) -> None:
    assert process.run(Break(tmp_path / "broken")) == "done"
    assert ended(process, Break()).reason == "lost"


def test_what_one_task_leaves_in_memory_is_not_counted_against_the_next(patient: BoundedProcess) -> None:
    first = patient.run(Keep())
    assert patient.run(Keep()) == first
    assert patient.run(Keep()) != first, "a process that keeps more than a task may use is begun anew"


def test_what_helpers_use_counts_and_they_end_with_it(tmp_path: Path) -> None:
    process = BoundedProcess(LITTLE, prepared, 1, prepared)
    try:
        reason = ended(process, HandOn(tmp_path / "helper"))
        assert (reason.reason, reason.work.stage) == ("time", "decks")
        assert not psutil.pid_exists(int((tmp_path / "helper").read_text(encoding="utf-8")))
    finally:
        process.stop()


def test_one_that_is_ended_does_not_keep_the_others_from_their_work() -> None:
    tasks: list[Task[object]] = [Number(), Burn(), Number(), Break(), Number()]
    with bounded_processes(2, LITTLE, prepared) as processes:
        futures = list(processes.outcomes(tasks))
    reasons = [error.reason if isinstance(error := future.exception(), ProcessEnded) else None for future in futures]
    assert reasons == [None, "time", None, "lost", None]


def test_they_are_an_executor_like_any_other() -> None:
    with BoundedProcesses(1, LITTLE, prepared) as executor:
        assert [future.result() for future in (executor.submit(pow, 2, 5), executor.submit(pow, 2, 5, mod=7))] == [
            32,
            4,
        ]


def test_processes_that_are_stopped_end_at_once() -> None:
    begun = time.monotonic()
    with bounded_processes(2, None, prepared) as processes:
        futures = processes.outcomes([Number(), Number(PATIENCE), Number(PATIENCE), Number(PATIENCE)])
        next(futures).result()
    assert time.monotonic() - begun < PATIENCE


def said(reason: ProcessEnded) -> str:
    (line,) = rendered([overrun(reason, "overrides/locals/harbor")])
    return line


def test_the_message_names_file_stage_and_what_was_used_up() -> None:
    of_pack = Work("forms", "overrides/locals/harbor/assets/logo.svg")
    assert said(ProcessEnded("time", Allowance(), of_pack)) == (
        "overrides/locals/harbor/assets/logo.svg:1: this file takes more time than a pack may: 20 seconds of the "
        "processor's were used up while the forms were made (make this drawing simpler (no masks, patterns, or copies "
        "within copies), or export it as PNG) [pack-too-slow]"
    )
    of_base = Work("decks", "slides/mentoring-101.md")
    assert said(ProcessEnded("memory", Allowance(), of_base)).startswith(
        "overrides/locals/harbor/local.yml:1: the pack takes more memory than a pack may: 600 MB were used up while "
        "the decks were made, at slides/mentoring-101.md (look for drawings"
    )
    named = overrun(ProcessEnded("time", Allowance(), of_base), "overrides/locals/harbor", ("assets/logo.svg",))
    assert named.hints[0] == "look first at the pack's drawings: assets/logo.svg"
    assert "broke down while it was begun (" in said(ProcessEnded("lost", Allowance(), Work()))


FORM = "---\ntitle: Survey\nappendix: I\naudience: mentee\nprivacy: Read by nobody.\n---\n# Survey\n\nName: ____\n"


def test_a_pack_that_is_ended_leaves_the_last_good_output_and_is_said_to_be_too_slow(tmp_path: Path) -> None:
    kit = write_kit(tmp_path / "kit", {"content/forms/survey.md": FORM})
    write_pack(kit, slug="acme")
    request = BuildRequest(kit, tmp_path / "dist", find_packs(kit, ("acme",)), ("forms",))
    with bounded_processes(1, Allowance()) as processes:
        (built,) = build_packs(request, processes)
    before = {path: path.read_bytes() for path in built.folder.rglob("*") if path.is_file()}
    with bounded_processes(1, Allowance(seconds=0.05)) as processes:
        (stopped,) = build_packs(request, processes)
        (checked,) = check_packs(request, processes)
    assert [outcome.problems[0].code for outcome in (stopped, checked)] == ["pack-too-slow", "pack-too-slow"]
    assert built.built and not stopped.built
    assert before == {path: path.read_bytes() for path in before}
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["acme"]


def test_a_team_that_many_threads_end_at_once_is_ended_once() -> None:
    for _ in range(3):
        team = _Team((None,))
        with ThreadPoolExecutor(8) as threads:
            assert [ending.result() for ending in [threads.submit(team.end) for _ in range(8)]] == [None] * 8
        assert not any(process.is_alive() for process in team.processes)
