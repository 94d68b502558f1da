"""Measures how the work grows with its size, ours and that of the nearest tools in turn, on the same made-up input."""

from __future__ import annotations

import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from bench_decks import outline_of
from made_up import Size, made_handbook, made_locals
from peers import Peer, installed, reading_peers, site_peers, slide_peers

from generators.model.program import FOLDER
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest

Say = Callable[[str], None]

SIZES = {
    "check": (25, 100, 400, 1_000, 2_000),
    "pages": (25, 100, 400, 1_000, 2_000),
    "locals": (1, 10, 100, 1_000),
    "slides": (60, 240, 1_000),
    "collected": (100, 1_000, 10_000),
}
"""What is measured, each with its sizes where nobody chooses others."""

LEAST = {"check": 2, "pages": 2, "locals": 1, "slides": 2, "collected": 1}
"""The size at which what is left is mostly the start of a program: that much is no growth."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one run of a command took: processor time of all its processes, memory of the largest, time by the clock.

    Seconds and bytes; ``memory`` is 0 where the system does not tell. ``written`` is what it left in its folder.
    """

    seconds: float
    clock: float
    memory: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """Ours or a peer's (``who``) at one ``size`` of a ``work``: medians of all rounds."""

    work: str
    size: int
    who: str
    use: Use


@dataclass(frozen=True, slots=True)
class Growth:
    """How the processor time of ``who`` grows with the size: as its power ``exponent``, the start taken off."""

    work: str
    who: str
    exponent: float


@dataclass(frozen=True, slots=True)
class Curves:
    """Runs each ``work`` at its ``sizes``, ``rounds`` times, below ``scratch``; ``said`` hears what is measured."""

    scratch: Path
    rounds: int
    said: Say
    program: Path = FOLDER
    points: list[Point] = field(default_factory=list)

    def measure(self, work: str, sizes: Sequence[int]) -> None:
        """Adds a point for each size and side, and one for the least size."""
        make, peers = _WORKS[work]
        chosen = tuple(installed(peers(), self.said))
        self._set_up()
        for size in sorted({LEAST[work], *sizes}):
            self.said(f"{work}: {size}")
            folder = self.scratch / f"{work}-{size}"
            ours = make(folder, size, self.program)
            sides = {"kit": ours, **{peer.name: peer.command for peer in chosen}}
            for who, use in self._in_turn(folder, sides).items():
                self.points.append(Point(work, size, who, use))

    def _set_up(self) -> None:
        """Has the typefaces made, which is done once for each version of the program, and is no part of any work."""
        if not self._cache.exists():
            command = _check(self.scratch / "first", LEAST["check"], self.program)
            run(command(self.scratch / "first", self._cache), self._cache)
            self._cache.with_name(f"{self._cache.name}-cache").rename(self._cache)

    @property
    def _cache(self) -> Path:
        return self.scratch / "typefaces"

    def _in_turn(self, folder: Path, sides: dict[str, Callable[[Path, Path], list[str]]]) -> dict[str, Use]:
        """The median of each side; all run once before any runs again, so that a busy moment is everybody's."""
        runs: dict[str, list[Use]] = {who: [] for who in sides}
        for number in range(self.rounds):
            for who, command in sides.items():
                out = folder / f"out-{who}-{number}"
                runs[who].append(run(command(folder, out), out, self._cache))
        return {who: median(uses) for who, uses in runs.items()}

    def growths(self) -> Iterator[Growth]:
        """For each side of each work that was measured at two sizes at least beside the least one."""
        for work, who in dict.fromkeys((point.work, point.who) for point in self.points):
            mine = {one.size: one.use.seconds for one in self.points if (one.work, one.who) == (work, who)}
            found = exponent(mine)
            if found is not None:
                yield Growth(work, who, found)

    def as_data(self) -> dict[str, Any]:
        """All points and exponents, for JSON."""
        return {"points": [asdict(point) for point in self.points], "growth": [asdict(one) for one in self.growths()]}


def exponent(seconds: dict[int, float]) -> float | None:
    """The power of the size with which time grows, by least squares of the logarithms; None for fewer than two sizes.

    The time of the smallest size is taken off the others: starting a program is no growth.
    """
    least, *rest = sorted(seconds)
    points = [(math.log(size), math.log(more)) for size in rest if (more := seconds[size] - seconds[least]) > 0]
    if len(points) < 2:
        return None
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def median(uses: Sequence[Use]) -> Use:
    """Each figure's median by itself."""
    return Use(
        statistics.median(use.seconds for use in uses),
        statistics.median(use.clock for use in uses),
        int(statistics.median(use.memory for use in uses)),
        int(statistics.median(use.written for use in uses)),
    )


_LAUNCHER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Between us and a command: Linux counts the memory of who starts a process as the least of what that one took."""


def run(command: Sequence[str], out: Path, cache: Path | None = None) -> Use:
    """Runs ``command`` in new processes, which write into ``out`` and remember no more than what ``cache`` holds.

    Raises:
        ChildProcessError: it fails.
    """
    own = {"NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": f"{out}-cache", "LOCALAPPDATA": f"{out}-cache"}
    if cache:
        shutil.copytree(cache, f"{out}-cache")
    before, started = os.times(), time.perf_counter()
    measured = command if sys.platform == "win32" else [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    ended = subprocess.run(measured, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    clock, after = time.perf_counter() - started, os.times()
    if ended.returncode:
        reason = ended.stderr.strip().splitlines()[-1:]
        raise ChildProcessError(f"'{' '.join(command[:4])} ...' ended with {ended.returncode}: {' '.join(reason)}")
    if measured is command:
        seconds = after.children_user + after.children_system - before.children_user - before.children_system
        return Use(seconds or clock, clock, 0, _bytes_below(out))
    told, memory = ended.stdout.split()
    return Use(float(told), clock, int(memory) * (1 if sys.platform == "darwin" else 1024), _bytes_below(out))


def _bytes_below(folder: Path) -> int:
    """What the files below ``folder`` take, each of them once, however many names it has."""
    found = {(one.st_dev, one.st_ino): one.st_size for one in (p.stat() for p in folder.rglob("*") if p.is_file())}
    return sum(found.values())


def _build(program: Path, *arguments: str) -> Callable[[Path, Path], list[str]]:
    return lambda work, out: [
        *(sys.executable, str(program / "build.py"), "build", *arguments),
        *("--root", str(work), "--out", str(out), "--quiet"),
    ]


def _check(folder: Path, size: int, program: Path) -> Callable[[Path, Path], list[str]]:
    made_handbook(folder, Size(size))
    return lambda work, _out: [sys.executable, str(program / "build.py"), "check", "--root", str(work), "--quiet"]


def _pages(folder: Path, size: int, program: Path) -> Callable[[Path, Path], list[str]]:
    made_handbook(folder, Size(size))
    return _build(program, "--only", "site")


def _locals(folder: Path, size: int, program: Path) -> Callable[[Path, Path], list[str]]:
    made_handbook(folder, Size(25))
    made_locals(folder, size)
    return _build(program, "--all")


def _slides(folder: Path, size: int, program: Path) -> Callable[[Path, Path], list[str]]:
    made_handbook(folder, Size(25, slides=size))
    request = BuildRequest(folder, folder / "out")
    with checked_kit(request, read_base(request), None) as checked:
        decks = checked.kit.decks if checked.kit else ()
        outline = "\n".join(outline_of(deck) for deck in decks)
    (folder / "outline.md").write_text(outline, encoding="utf-8", newline="\n")
    return _build(program, "--only", "decks")


def _collected(folder: Path, size: int, program: Path) -> Callable[[Path, Path], list[str]]:
    """A folder of filled copies of one form."""
    kit = folder.with_name(f"{folder.name}-kit")
    made_handbook(kit, Size(25))
    run(_build(program, "--only", "forms")(kit, kit / "out"), kit / "out")
    blank = next(file for file in sorted(kit.rglob("form-*.pdf")) if "large" not in file.name)
    folder.mkdir()
    for number in range(size):
        with pikepdf.open(blank) as document:
            first = next(one for one in document.Root.AcroForm.Fields if one.get("/FT") == pikepdf.Name.Tx)
            first.V = pikepdf.String(f"Answer {number}")
            document.save(folder / f"filled-{number:05}.pdf")
    options = ("--root", str(kit), "--quiet", "--out")
    return lambda work, out: [
        *(sys.executable, str(program / "build.py"), "collect", str(work)),
        *(*options, str(out.with_suffix(".csv"))),
    ]


_WORKS: dict[
    str,
    tuple[Callable[[Path, int, Path], Callable[[Path, Path], list[str]]], Callable[[], tuple[Peer, ...]]],
] = {
    "check": (_check, lambda: site_peers()[:1]),
    "pages": (_pages, site_peers),
    "locals": (_locals, lambda: ()),
    "slides": (_slides, slide_peers),
    "collected": (_collected, reading_peers),
}
"""How each work's input is made, which gives our command, and who else can do it."""
