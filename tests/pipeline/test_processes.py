"""Further processes leave interrupts to the one that a person talks to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generators.pipeline.processes import started

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="an interrupt cannot be sent to a group of processes")


def handling() -> tuple[int, bool]:
    return os.getpid(), signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def test_a_process_that_was_started_ignores_interrupts_and_this_one_does_not() -> None:
    before = signal.getsignal(signal.SIGINT)
    with started(1) as pool:
        number, ignores = pool.submit(handling).result()
    assert number != os.getpid()
    assert ignores
    assert signal.getsignal(signal.SIGINT) == before


SCRIPT = """
import time
from generators.pipeline.processes import started
if __name__ == "__main__":
    try:
        with started(2) as pool:
            print("begun", flush=True)
            time.sleep(30)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@ON_POSIX
def test_an_interrupt_while_processes_are_just_beginning_is_heard_by_the_first_alone(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        os.killpg(running.pid, signal.SIGINT)
        said, complained = running.communicate(timeout=60)
    assert said == "interrupted\n"
    assert not complained
