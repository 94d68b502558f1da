"""Programs of the kit that are killed, and what must be true afterwards: nothing runs on, and nothing is left lying."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from programs import interrupts_heard

SEES_PROCESSES = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="other systems list no processes")
MARK = "KIT_TEST_MARK"
PATIENCE = 180.0
"""Seconds after which somebody who has not ended will not."""

A_MOMENT = 1.0
"""Seconds of processor time, which take longer on a busy computer, as all else does; to end takes none to speak of."""

Whom = Literal["alone", "group"]


@dataclass
class Victim:
    """The kit's command line at work on ``arguments``, with a folder ``scratch`` for temporary files."""

    root: Path
    arguments: Sequence[str]
    scratch: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def __post_init__(self) -> None:
        self.scratch.mkdir(parents=True, exist_ok=True)
        with interrupts_heard():
            self.program = subprocess.Popen(
                [sys.executable, "-u", str(self.root / "build.py"), *self.arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env={**os.environ, MARK: self.mark, "TMPDIR": str(self.scratch)},
                start_new_session=True,
            )

    def __enter__(self) -> Victim:
        return self

    def __exit__(self, *_: object) -> None:
        for process in Path("/proc").iterdir():
            if self._line(process):  # a test has failed
                os.kill(int(process.name), signal.SIGKILL)
        with self.program:
            pass

    def kill(self, number: signal.Signals, whom: Whom) -> float:
        """Kills it, and waits for its end, and for that of all others: after how many seconds they were gone.

        ``worked`` is then how much processor time the others have used until they were, in seconds.
        """
        send = os.killpg if whom == "group" else os.kill
        sent = time.monotonic()
        send(self.program.pid, number)
        self.program.wait(timeout=PATIENCE)
        ended = time.monotonic()
        self.seconds = ended - sent
        before = self._used()
        used = dict(before)
        while (now := self._used()) and time.monotonic() < ended + PATIENCE:
            used |= now
            time.sleep(0.01)
        self.worked = sum(used.values()) - sum(before.values())
        self.said, _ = self.program.communicate(timeout=PATIENCE)
        return time.monotonic() - ended

    def ends_at_once(self, number: signal.Signals, whom: Whom) -> bool:
        """Kills it; whether nobody is there afterwards, and nobody went on with the work before."""
        return self.kill(number, whom) < PATIENCE and self.worked < A_MOMENT

    def reaches(self, words: str) -> None:
        """Returns when it has said so."""
        assert self.program.stdout is not None
        assert any(words in line for line in self.program.stdout), "it had to be at work"

    def others(self) -> list[str]:
        """The command lines of those that it has started, or they, and that still run."""
        return [line for process in Path("/proc").iterdir() if (line := self._line(process))]

    def _used(self) -> dict[str, float]:
        """The processor time of each of the others, in seconds."""
        return {process.name: processor_time(process) for process in Path("/proc").iterdir() if self._line(process)}

    def _line(self, process: Path) -> str:
        try:
            is_ours = process.name.isdecimal() and f"{MARK}={self.mark}".encode() in (process / "environ").read_bytes()
            state = (process / "stat").read_text().rpartition(")")[2].split()[0] if is_ours else "Z"
            return "" if state == "Z" else (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""


def processor_time(process: Path) -> float:
    """What a process, a folder below ``/proc``, has used up to now, in seconds."""
    try:
        user, system = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:  # it has ended
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def broken_kit(folder: Path) -> Path:
    """A kit that no build comes far with, but far enough to sweep."""
    (folder / "content").mkdir(parents=True)
    settings = "site_name: Broken\ndocs_dir: content\nstrict: true\ntheme: {name: material, kit: true}\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "content" / "index.md").write_text("# Broken\n\n<!-- example: open -->\n", encoding="utf-8")
    return folder


def start_again(root: Path, broken: Path, scratch: Path, out: Path) -> None:
    """The next start of the program after a kill, which sweeps."""
    with Victim(root, ("--root", str(broken), "--out", str(out), "--jobs", "1"), scratch) as victim:
        said, _ = victim.program.communicate(timeout=PATIENCE)
    assert victim.program.returncode == 1, said


def digest(folder: Path) -> str:
    """What says whether two folders are the same byte for byte."""
    seen = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        seen.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        seen.update(hashlib.sha256(file.read_bytes()).digest())
    return seen.hexdigest()


def litter(*folders: Path) -> list[str]:
    """What nobody asked for: hidden entries of an output folder, all of a folder for temporary files."""
    scratch, *outputs = folders
    hidden = [path for output in outputs if output.is_dir() for path in output.iterdir() if path.name.startswith(".")]
    return sorted(path.name for path in (*scratch.iterdir(), *hidden))
