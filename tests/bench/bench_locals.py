"""Builds made-up locals of a handbook, more and more of them, and tells what they cost: time, memory, and disk.

``.venv/bin/python tests/bench/bench_locals.py --numbers 1,10,100 --json locals.json -- --jobs 2``. What stands after
``--`` goes to the builds. Each number begins with an empty cache and an empty folder. Memory needs Linux.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import click
import psutil
from growth import exponent
from made_up import made_locals

from generators.commands.command_line import root_option
from generators.model.program import FOLDER

SECONDS = 1.0
"""Between two looks at the memory."""

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build of so many ``locals`` took: seconds, megabytes of ``disk`` (as files say, and as they really take).

    ``memory`` holds, for each second, megabytes of main memory of all processes together, of what they share each its
    part (PSS, ``proc(5)``).
    """

    locals: int
    wall: float
    processor: float
    disk_apparent: float
    disk: float
    cache: float
    memory: tuple[float, ...]

    def line(self) -> str:
        quarter = max(1, len(self.memory) // 4)
        early, late = fmean(self.memory[quarter : 2 * quarter] or (0,)), fmean(self.memory[-quarter:] or (0,))
        return (
            f"{self.locals:5} locals: {self.wall:7.1f} s, {self.processor / self.locals:5.2f} s of processor a local; "
            f"{self.disk / self.locals:5.2f} MB a local on disk ({self.disk_apparent / self.locals:.2f} if none were "
            f"shared), cache {self.cache:.0f} MB; memory {early:.0f} MB early, {late:.0f} MB late, "
            f"{max(self.memory, default=0):.0f} MB at most"
        )


def measured(root: Path, number: int, options: Sequence[str]) -> Cost:
    """Builds so many locals in processes of their own.

    Raises:
        CalledProcessError: the build has failed.
    """
    with TemporaryDirectory(prefix="locals-") as name:
        folder = Path(name)
        made_locals(root, number, folder / "packs")
        packs = [str(pack) for pack in sorted((folder / "packs").iterdir())]
        command = [sys.executable, str(FOLDER / "build.py"), "build", *packs, "--root", str(root), *options]
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
        before, begun = _processor_time(), time.monotonic()
        building = subprocess.Popen(
            [*command, "--quiet", "--out", str(folder / "out")], env=environment, stdout=subprocess.DEVNULL
        )
        memory = tuple(_memory(building))
        if building.returncode:
            raise subprocess.CalledProcessError(building.returncode, "build")
        wall, processor = time.monotonic() - begun, _processor_time() - before
        apparent, real = _disk(folder / "out")
        return Cost(number, wall, processor, apparent, real, _disk(folder / "cache")[1], memory)


def _processor_time() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _memory(building: subprocess.Popen[bytes]) -> Iterator[float]:
    """The memory of a program and of all that it has started, in megabytes, each second until it has ended."""
    while True:
        with suppress(psutil.Error):
            first = psutil.Process(building.pid)
            yield sum(map(_pss, [first, *first.children(recursive=True)])) / MEGABYTE
        with suppress(subprocess.TimeoutExpired):
            building.wait(SECONDS)
            return


def _pss(process: psutil.Process) -> int:
    with suppress(psutil.Error, AttributeError):
        return int(process.memory_full_info().pss)
    return 0


def _disk(folder: Path) -> tuple[float, float]:
    """Megabytes that the files below ``folder`` have, and that they take: each once, in whole blocks."""
    found = [path.lstat() for path in folder.rglob("*") if path.is_file()]
    real = {one.st_ino: one.st_blocks * 512 for one in found}
    return sum(one.st_size for one in found) / MEGABYTE, sum(real.values()) / MEGABYTE


@click.command()
@root_option
@click.option("--numbers", default="1,10,100", help="How many locals are built, one number after the other.")
@click.option(
    "--json", "into", type=click.Path(dir_okay=False, path_type=Path), help="Where to write all that was measured."
)
@click.argument("options", nargs=-1)
def main(root: Path, numbers: str, into: Path | None, options: tuple[str, ...]) -> None:
    """Builds made-up locals, and tells what they cost."""
    costs = []
    for number in map(int, numbers.split(",")):
        costs.append(measured(root, number, options))
        click.echo(costs[-1].line())
    if power := exponent({cost.locals: cost.processor for cost in costs}):
        click.echo(f"time grows with the number of locals to the power of {power:.2f}")
    if into:
        into.write_text(json.dumps([asdict(cost) for cost in costs], indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
