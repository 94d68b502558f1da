"""Kills builds at random moments, again and again, and tells in a table what became of the kits.

No part of the tests, since it takes an hour: ``.venv/bin/python tests/soak.py --kills 200``.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kills import Victim, Whom, broken_kit, digest, litter, start_again

ROOT = Path(__file__).resolve().parent.parent
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
DATES = ("1000000000", "1700000000")
"""Two dates, so that each build has other bytes than the one before."""


@dataclass
class Soak:
    """What is built, where, how long it takes, and what a whole kit may look like."""

    folder: Path
    options: Sequence[str]
    seconds: dict[str, float] = field(default_factory=dict)
    whole: dict[str, set[str]] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.folder / "dist"

    def arguments(self, what: str) -> tuple[str, ...]:
        return ("build", *(["--all"] if what == "all" else []), *self.options, "--out", str(self.out))

    def learn(self) -> None:
        """Builds everything with each of the dates."""
        for date in DATES:
            for what in ("base", "all"):
                begun = time.monotonic()
                command = [sys.executable, str(ROOT / "build.py"), *self.arguments(what)]
                subprocess.run(command, check=True, capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": date})
                self.seconds[what] = time.monotonic() - begun
            for kit in self.out.iterdir():
                self.whole.setdefault(kit.name, set()).add(digest(kit))

    def lost(self) -> list[str]:
        """The kits that are neither as they were nor as they should have become."""
        return [name for name, known in self.whole.items() if digest(self.out / name) not in known]

    def kill(self, number: signal.Signals, whom: Whom, what: str, moment: float, date: str) -> list[str]:
        """Kills one build at ``moment``, a share of its time, or sooner. Returns what is wrong afterwards."""
        os.environ["SOURCE_DATE_EPOCH"] = date
        with Victim(ROOT, self.arguments(what), self.folder / "scratch") as victim:
            time.sleep(moment * self.seconds[what])
            is_over = victim.program.poll() is not None
            seconds = 0.0 if is_over else victim.kill(number, whom)
        if is_over:  # there is less to do on the computer now
            return self.kill(number, whom, what, moment / 2, date)
        wrong = [f"orphans for {seconds:.1f} s"] if seconds > 1 else []
        if number != signal.SIGKILL and victim.program.returncode not in (130, 0, -number):
            wrong.append(f"ended with {victim.program.returncode}: {victim.said[-300:]}")
        if "Traceback" in victim.said:
            wrong.append(f"a traceback: {victim.said[-2000:]}")
        wrong += [f"lost: {name}" for name in self.lost()]
        start_again(ROOT, self.folder / "broken", self.folder / "scratch", self.out)
        wrong += [f"litter: {name}" for name in litter(self.folder / "scratch", self.out)]
        return wrong + [f"lost at the next start: {name}" for name in self.lost()]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("options", nargs="*", help="for the builds, after --: -- --only site --jobs 3")
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    count: Counter[tuple[str, ...]] = Counter()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(Path(folder), asked.options)
        broken_kit(Path(folder, "broken"))
        soak.learn()
        for kill in range(asked.kills):
            number, whom, what = SIGNALS[kill % 3], ("alone", "group")[kill // 3 % 2], ("base", "all")[kill // 6 % 2]
            moment = chance.random()
            wrong = soak.kill(number, "group" if whom == "group" else "alone", what, moment, DATES[kill % 2])
            line = f"{kill + 1:3}  {number.name:8} {whom:6} {what:5} at {moment:4.0%}"
            say(f"{line}  {'; '.join(wrong) or 'well'}")
            count[number.name, whom, what, "WRONG" if wrong else "well"] += 1
    for key, number_of_kills in sorted(count.items()):
        say(f"{' '.join(key):40} {number_of_kills:4}")
    return 1 if any(key[-1] == "WRONG" for key in count) else 0


if __name__ == "__main__":
    sys.exit(main())
