"""Builds spoiled packs and templates by the command that people use, and tells in a table what became of each.

No part of the tests, since it takes long: ``.venv/bin/python tests/fuzz/campaign.py --packs 1000 --templates 200``.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path += [str(HERE.parent), str(ROOT)]

from honest_files import FILES  # noqa: E402 (the tests' own folders are on the path by now)
from mutation import chance_edits, mutated  # noqa: E402
from sample import write  # noqa: E402
from template_samples import repacked, template  # noqa: E402

CODE = re.compile(r"\[([a-z-]+)\]$", re.MULTILINE)
LONGEST = 120.0
"""Seconds after which a build is taken for one that never ends; four times what the program gives a pack."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: its exit code, what it said, its seconds, and the most memory of all of its processes, in MB."""

    name: str
    code: int
    said: str
    seconds: float
    memory: float

    @property
    def faults(self) -> list[str]:
        found = [word for word in ("Traceback", "kit-breakdown", "cannot cope") if word in self.said]
        return found + ([f"exit code {self.code}"] if self.code not in (0, 1) else [])


@dataclass(slots=True)
class Campaign:
    """Builds one spoiled pack after another, each in a folder of its own below ``folder``."""

    folder: Path
    seed: int
    keep: Path

    def pack(self, number: int) -> Run:
        """A pack with one file of some kind spoiled."""
        chance = random.Random(f"{self.seed} pack {number}")
        kind = chance.choice(list(FILES))
        files: dict[str, str | bytes] = dict(FILES.values())
        path, text = FILES[kind]
        files[path] = mutated(text.encode(), chance_edits(chance))
        return self._built(f"{kind}-{number}", files)

    def template(self, number: int) -> Run:
        """A pack with a PowerPoint template of which one part, or the whole file, is spoiled."""
        chance = random.Random(f"{self.seed} template {number}")
        whole = template()
        part = chance.choice(sorted(name for name in zipfile.ZipFile(io.BytesIO(whole)).namelist()))
        if chance.random() < 0.2:
            data = mutated(whole, chance_edits(chance))
        else:
            data = repacked(whole, {part: mutated(zipfile.ZipFile(io.BytesIO(whole)).read(part), chance_edits(chance))})
        settings = "name: Harbor\nbrand: {template: assets/ours.pptx}\n"
        return self._built(f"template-{number}", {"local.yml": settings, "assets/ours.pptx": data})

    def _built(self, name: str, files: dict[str, str | bytes]) -> Run:
        pack = write(self.folder / name, files)
        command = [sys.executable, "-I", "-X", "utf8", str(ROOT / "build.py"), "build", str(pack), "--jobs", "1"]
        command += ["--root", str(self.folder / "tests" / "kit"), "--out", str(self.folder / f"{name}.out")]
        run = measured(name, command)
        if run.faults:
            shutil.copytree(pack, self.keep / name, dirs_exist_ok=True)
        shutil.rmtree(pack)
        shutil.rmtree(self.folder / f"{name}.out", ignore_errors=True)
        return run


def measured(name: str, command: list[str]) -> Run:
    """What ``command`` said and used; it is ended after ``LONGEST`` seconds."""
    begun, most = time.monotonic(), 0
    with tempfile.TemporaryFile() as said:
        program = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        while program.poll() is None:
            most = max(most, memory_of(program.pid))
            if time.monotonic() - begun > LONGEST:
                program.kill()
            time.sleep(0.05)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    return Run(name, program.returncode, text, time.monotonic() - begun, most / 1e6)


def memory_of(process: int) -> int:
    """Bytes that a process and its children hold."""
    try:
        first = psutil.Process(process)
        return sum(one.memory_info().rss for one in (first, *first.children(recursive=True)))
    except psutil.Error:
        return 0


def told(runs: list[Run]) -> str:
    """The table: what was built or refused, how long it took, and every fault."""
    slowest = max(runs, key=lambda run: run.seconds)
    reasons = Counter(code for run in runs if run.code for code in {*CODE.findall(run.said)})
    seconds, memory = [run.seconds for run in runs], [run.memory for run in runs]
    lines = [
        f"{len(runs)} runs: {sum(run.code == 0 for run in runs)} built, {sum(run.code == 1 for run in runs)} refused",
        f"seconds: median {statistics.median(seconds):.1f}, most {slowest.seconds:.1f} ({slowest.name})",
        f"memory: median {statistics.median(memory):.0f} MB, most {max(memory):.0f} MB",
        *(f"  {count:4} {reason}" for reason, count in reasons.most_common()),
        *(f"FAULT {run.name}: {', '.join(run.faults)}: {run.said[-400:]}" for run in runs if run.faults),
    ]
    return "\n".join(lines)


def main() -> int:
    """Run the campaign; 1 if there was any fault. What was at fault is copied to ``--keep``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=int, default=100)
    parser.add_argument("--templates", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kit-fuzz-") as folder, ThreadPoolExecutor(asked.jobs) as pool:
        campaign = Campaign(Path(folder), asked.seed, asked.keep)
        for part in ("tests/kit", "overrides/theme"):
            shutil.copytree(ROOT / part, campaign.folder / part)
        packs = list(pool.map(campaign.pack, range(asked.packs)))
        templates = list(pool.map(campaign.template, range(asked.templates)))
    for kind, runs in (("packs", packs), ("templates", templates)):
        if runs:
            sys.stdout.write(f"== {kind}\n{told(runs)}\n")
    return 1 if any(run.faults for run in (*packs, *templates)) else 0


if __name__ == "__main__":
    sys.exit(main())
