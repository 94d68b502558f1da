"""What a program has started ends with it, whatever it is doing, and hears of no interrupt."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from kills import processor_time
from previews import PATIENCE, happens
from programs import INTERRUPTS, interrupts_heard, started

from generators.pipeline.processes import start_process
from generators.pipeline.termination import interrupts_held

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system's own part is Linux's")

STUCK = """
import re, sys
from dataclasses import dataclass
from generators.pipeline.scheduler import workers

@dataclass(frozen=True)
class Stick:
    def run(self):
        re.match("(a+)+$", "a" * 60 + "b")  # which lets no other thread run, for years

if __name__ == "__main__":
    with workers(1) as scheduler:
        future = scheduler.submit(Stick())
        print(scheduler.processes[0].pid, flush=True)
        future.result()
"""


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not (stat.is_file() and stat.read_text().rpartition(")")[2].split()[0] == "Z")  # nobody has buried it


def ends(process: int) -> bool:
    """Whether it ends, long before it would by itself."""
    return happens(lambda: not is_alive(process))


@LINUX
def test_a_worker_that_is_stuck_in_compiled_code_ends_with_a_first_process_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "stuck.py").write_text(STUCK, encoding="utf-8")
    with started([sys.executable, str(tmp_path / "stuck.py")]) as program:
        assert program.stdout is not None
        worker = int(program.stdout.readline())
        assert happens(lambda: processor_time(Path(f"/proc/{worker}")) > 0.7), "it had to be at work"
        program.kill()
        program.wait()
        try:
            assert ends(worker)
        finally:
            if is_alive(worker):
                os.kill(worker, signal.SIGKILL)


WITH_A_PROGRAM = """
import os, subprocess, sys
{setting}
with {program} as running:
    print(running.stdout.readline(), flush=True)
    {then}
"""

SLEEPING = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
STARTING = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPING!r}])"


@INTERRUPTS
@pytest.mark.parametrize("then", ["os.kill(os.getpid(), 9)", "raise KeyboardInterrupt"])
def test_a_program_ends_with_the_one_that_started_it_and_with_it_all_that_it_has_started(then: str) -> None:
    script = WITH_A_PROGRAM.format(
        setting="from generators.pipeline.termination import program",
        program=f"program([sys.executable, '-c', {STARTING!r}], stdout=subprocess.PIPE)",
        then=then,
    )
    with started([sys.executable, "-c", script]) as first:
        assert first.stdout is not None
        last = int(first.stdout.readline())
        first.wait()
        assert ends(last)


@LINUX
def test_pandoc_ends_with_the_process_that_started_it() -> None:
    script = WITH_A_PROGRAM.format(
        setting="from generators.ooxml.pandoc import ending_with_us",
        program=(
            f"subprocess.Popen(ending_with_us(sys.executable, '-c', {SLEEPING!r}), stdout=subprocess.PIPE, text=True)"
        ),
        then="os.kill(os.getpid(), 9)",
    )
    with started([sys.executable, "-c", script]) as first:
        assert first.stdout is not None
        last = int(first.stdout.readline())
        first.wait()
        assert ends(last)


@INTERRUPTS
def test_an_interrupt_that_comes_while_a_process_is_started_is_heard_afterwards() -> None:
    came_through = False
    with interrupts_heard(), pytest.raises(KeyboardInterrupt), interrupts_held():
        signal.raise_signal(signal.SIGINT)
        came_through = True
    assert came_through


def say_what_a_process_finds(file: Path) -> None:
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ()) if sys.platform != "win32" else set()
    file.write_text(f"{tempfile.gettempdir()} {len(blocked)}", encoding="utf-8")


def test_a_process_keeps_its_temporary_files_where_the_first_one_does_and_can_be_asked_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    start_process(say_what_a_process_finds, tmp_path / "said").join()
    assert (tmp_path / "said").read_text(encoding="utf-8") == f"{tmp_path} 0"


def say_at_the_end_how_much_is_searched(file: Path) -> None:
    atexit.register(lambda: file.write_text(str(len(gc.get_objects()) < gc.get_freeze_count()), encoding="ascii"))


def test_nothing_is_searched_for_circles_by_a_process_that_ends(tmp_path: Path) -> None:
    start_process(say_at_the_end_how_much_is_searched, tmp_path / "said").join()
    assert (tmp_path / "said").read_text(encoding="ascii") == "True"


COUNTING = """
from pathlib import Path
from generators.pipeline.scheduler import workers
from generators.pipeline.processes import start_process

if __name__ == "__main__":
    with workers(2) as scheduler:
        print("sem." in Path("/proc/self/maps").read_text())
"""


@LINUX
def test_nothing_is_shared_that_would_outlive_all_processes(tmp_path: Path) -> None:
    (tmp_path / "counting.py").write_text(COUNTING, encoding="utf-8")
    with started([sys.executable, str(tmp_path / "counting.py")]) as program:
        assert program.communicate(timeout=PATIENCE) == ("False\n", "")
