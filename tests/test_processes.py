"""Further processes leave interrupts to the one that a person talks to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generators.processes import started

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


@ON_POSIX
@pytest.mark.parametrize("seconds", [0.1, 0.2, 0.4, 0.8])
def test_a_build_that_is_interrupted_says_so_and_nothing_else(root: Path, tmp_path: Path, seconds: float) -> None:
    command = [sys.executable, str(root / "build.py"), "--quiet", "--jobs", "2", "--out", str(tmp_path / "dist")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as build:
        time.sleep(seconds)
        os.killpg(build.pid, signal.SIGINT)
        _, said = build.communicate(timeout=60)
    if build.returncode:  # a fast computer may have finished before
        assert said.strip() == "interrupted"
    assert not list(tmp_path.glob("dist/.*"))
