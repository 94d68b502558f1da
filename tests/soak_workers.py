"""Kills workers of ``build --all``, and now and then the whole build, at random moments with the cache in use.

No part of the tests, since it takes long: ``.venv/bin/python tests/soak_workers.py --kills 50 --root KIT``. In the end,
what is built with the cache that has seen all this must be what is built without one.
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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from kills import Victim, digest

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Soak:
    """What is built with ``options``, below ``folder``, and what each kit must be."""

    folder: Path
    options: Sequence[str]
    chance: random.Random

    def learn(self) -> None:
        """Builds everything without a cache, and then once with it, so as to know how long that takes."""
        self.build("whole", "--no-cache")
        self.whole = {kit.name: digest(kit) for kit in self.kits("whole")}
        begun = time.monotonic()
        self.build("first")
        self.seconds = time.monotonic() - begun

    def arguments(self, out: str, *more: str) -> tuple[str, ...]:
        return ("build", "--all", "--out", str(self.folder / out), *self.options, *more)

    def build(self, out: str, *more: str) -> None:
        subprocess.run([sys.executable, str(ROOT / "build.py"), *self.arguments(out, *more)], check=True)

    def kits(self, out: str) -> list[Path]:
        return [kit for kit in (self.folder / out).iterdir() if not kit.name.startswith(".")]

    def disturb(self, number: int, most: int) -> tuple[int, list[str]]:
        """One build during which at most so many workers are killed: how many were, and what is wrong afterwards."""
        out, killed, ends_all = f"out-{number}", 0, number % 5 == 4
        with Victim(ROOT, self.arguments(out), self.folder / "scratch") as victim:
            for moment in sorted(self.chance.random() for _ in range(min(most, 3))):
                time.sleep(moment * self.seconds / 2)
                killed += self.is_killed(victim, ends_all=ends_all)
            said, _ = victim.program.communicate()
        wrong = ["a traceback"] if "Traceback" in said else []
        wrong += [] if ends_all or victim.program.returncode in (0, 1) else [f"ended with {victim.program.returncode}"]
        failed = said.count(": not built, ")
        wrong += ["a local that was not killed twice failed"] if failed * 2 > killed else []
        built = self.kits(out) if (self.folder / out).is_dir() else []
        wrong += [f"spoiled: {kit.name}" for kit in built if digest(kit) != self.whole[kit.name]]
        wrong += [] if ends_all or len(built) + failed == len(self.whole) else ["a local is missing"]
        return killed, wrong

    def is_killed(self, victim: Victim, *, ends_all: bool) -> bool:
        """Whether a worker was there to be killed, or the build itself."""
        if victim.program.poll() is not None:
            return False
        if ends_all:
            victim.program.kill()
            return True
        try:
            children = psutil.Process(victim.program.pid).children()
            self.chance.choice([one for one in children if "spawn_main" in " ".join(one.cmdline())]).kill()
        except (psutil.Error, IndexError):
            return False
        return True


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("options", nargs="*", help="for the builds, after --: -- --root KIT --only forms")
    asked = parser.parse_args()
    is_wrong, killed, number = False, 0, 0
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        soak = Soak(Path(folder), asked.options, random.Random(asked.seed))
        soak.learn()
        while killed < asked.kills:
            count, wrong = soak.disturb(number, asked.kills - killed)
            killed, number, is_wrong = killed + count, number + 1, is_wrong or bool(wrong)
            say(f"build {number}: {count} killed, {killed} in all  {'; '.join(wrong) or 'well'}")
        soak.build("last")
        same = {kit.name: digest(kit) for kit in soak.kits("last")} == soak.whole
        say(f"after {killed} {signal.SIGKILL.name}s the kits are {'the same bytes' if same else 'WRONG'}")
    return 0 if same and not is_wrong else 1


if __name__ == "__main__":
    sys.exit(main())
