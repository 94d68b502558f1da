"""Installs packages with pip, and says all the while what is being installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from generators.pipeline.termination import program

PAUSE = 3.0
"""Seconds after which the same step is said again where no line can change: silence looks like a fault."""

COUNT = """
import sys
from pip._vendor.packaging.requirements import Requirement
lines = [line.rstrip(" \\\\\\n") for line in open(sys.argv[1], encoding="utf-8") if "==" in line]
print(sum(one.marker is None or one.marker.evaluate() for one in map(Requirement, lines)))
"""

READY = """
import compileall, generators
compileall.compile_dir(generators.__path__[0], quiet=2)
from generators.brand import fonts
fonts.warm()
"""
"""The program compiled, also for those who may only read it later, and the typefaces cut."""

FIXED = ("install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off")
LOCKED = ("--no-deps", "--require-hashes", "--only-binary", ":all:")

PINNED = re.compile(r"[\w.-]+==[\w.+!-]+(?: ;[^\\]*)?")
"""A package with its version, and for which Python or system it is: another may have another version of it."""

_NAME = re.compile(r"[\w.-]+")
_PLAIN = re.compile(rf"{_NAME.pattern}(?:\[[^]]*\])?")
"""A package that is asked for in no version of its own."""

ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_QUIET", "PIP_LOG", "PIP_DRY_RUN")
"""What would have pip install into another place, or say nothing of it."""

CURES = (
    ("No space left on device", "free some space on the disk (it takes 500 MB), then run the same command again"),
    ("ResolutionImpossible", "the kit keeps its own versions: ask for one that goes with them, as in NAME==1.2"),
    ("Permission denied", "copy the kit to a folder of your own, then run the same command again"),
    ("", "check the network connection (or the proxy), then run the same command again"),
)


FIRST_USE = "First use: the kit installs what it needs into .venv (a minute or two, 500 MB)"


class CannotPrepare(Exception):
    """The environment cannot be made; the text says why and what to do."""


class Installation:
    """What is being installed: on a terminal one line that changes, elsewhere a line at least every few seconds."""

    def __init__(self, *, quiet: bool, first: str = FIRST_USE) -> None:
        self._quiet = quiet
        self._first = first
        self._changes = sys.stderr.isatty()
        self._step: Callable[[], str] | None = None
        self._begun = time.monotonic()
        self._older: list[str] = []
        self._ended = threading.Event()
        self._speaker = threading.Thread(target=self._speak, daemon=True)

    def __enter__(self) -> Installation:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if self._step is None:
            return
        self._ended.set()
        self._speaker.join()
        if error is None:
            self._write(f"prepared in {time.monotonic() - self._begun:.0f} s\n")
            for line in self._older:
                self._write(f"{line}\n")
        elif self._changes:
            self._write("\n")

    def say(self, step: str | Callable[[], str]) -> None:
        """``step`` is what goes on from now; a function says it anew each time."""
        first = self._step is None
        self._step = step if callable(step) else lambda: step
        if first:
            self._begun = time.monotonic()
            self._write(f"{self._first}\n")
            self._speaker.start()

    def install(self, python: Path, packages: Path, lock: Path) -> None:
        """Install what ``lock`` names into ``packages``, those of ``python``.

        Raises:
            CannotPrepare: pip could not.
        """
        self.say(f"reading {lock.name}")
        number = _counted(python, lock)
        self._pip(python, (*LOCKED, "-r", str(lock)), packages, number)

    def add(self, python: Path, packages: Path, names: Sequence[str], lock: Path) -> None:
        """Install the packages ``names`` and what they need, while those of ``lock`` stay as they are.

        Raises:
            CannotPrepare: pip could not, or they ask for other versions than the kit's.
        """
        self.say(f"reading {lock.name}")
        lines = lock.read_text(encoding="utf-8").split("\n")
        pinned = [found[0].strip() for line in lines if (found := PINNED.match(line))]
        with TemporaryDirectory() as folder:
            constraints = Path(folder, "constraints.txt")
            constraints.write_text("\n".join(pinned), encoding="utf-8")
            self._pip(python, ("--prefer-binary", "-c", str(constraints), "--", *names), packages, len(names))
            self._compare(python, packages, [name for name in names if _PLAIN.fullmatch(name)], Path(folder))

    def _compare(self, python: Path, packages: Path, names: Sequence[str], folder: Path) -> None:
        """Notes which of ``names`` have a newer version, which asks for other packages than the kit's."""
        if not names:
            return
        report = folder / "newest.json"
        only = ("--dry-run", "--no-deps", "--ignore-installed", "--prefer-binary", "--report", str(report))
        try:
            self._pip(python, (*only, "--", *names), None, 0)
            found = json.loads(report.read_bytes())["install"]
            newest = {_normal(one["metadata"]["name"]): one["metadata"]["version"] for one in found}
        except (CannotPrepare, OSError, ValueError, LookupError):
            return  # what was asked for is there all the same
        there = {_normal(one.metadata["Name"]): one.version for one in distributions(path=[str(packages)])}
        for name, version in newest.items():
            if there.get(name, version) != version:
                why = f"the newest, {version}, needs other versions of packages than the kit's"
                self._older.append(f"{name} {there[name]} was installed: {why}")

    def install_pip(self, python: Path) -> None:
        """Install the pip that comes with ``python``.

        Raises:
            CannotPrepare: there is no room for it.
        """
        self.say("making .venv, the kit's own environment")
        self._run([str(python), "-I", "-m", "ensurepip", "--default-pip"], lambda _line: None)

    def install_clone(self, python: Path, clone: Path) -> None:
        """Install the folder itself, for its entry points, and make what each build needs.

        Raises:
            CannotPrepare: pip could not, or the program does not start.
        """
        self.say("getting the kit and its typefaces ready")
        self._pip(python, ("--no-deps", "--no-index", "--no-build-isolation", "-e", str(clone)), None, 0)
        self._run([str(python), "-I", "-c", READY], lambda _line: None)

    def _pip(self, python: Path, arguments: Sequence[str], packages: Path | None, number: int) -> None:
        before = _installed(packages)
        fetched: list[str] = []

        def hear(line: str) -> None:
            verb, _, rest = line.strip().partition(" ")
            if verb == "Collecting" or line.startswith("Requirement already"):
                name = _NAME.match(rest.removeprefix("already satisfied: "))
                fetched.append(name[0] if name else "")
                self.say(f"fetching {min(len(fetched), number)} of {number}: {fetched[-1]}")
            elif verb == "Downloading" and fetched:
                size = rest.rpartition("(")[2].rstrip(")")
                self.say(f"fetching {min(len(fetched), number)} of {number}: {rest.partition('-')[0]}, {size}")
            elif line.startswith("WARNING: Retrying"):
                self.say("the package index does not answer: trying again")
            elif line.startswith("Installing collected packages"):
                new = line.count(",") + 1
                self.say(lambda: f"installing {min(_installed(packages) - before, new)} of {new}")

        self._run([str(python), "-I", "-m", "pip", *FIXED, *arguments], hear if packages else lambda _line: None)

    def _run(self, command: Sequence[str], hear: Callable[[str], None]) -> None:
        variables = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        heard: list[str] = []
        with program(  # which ends with this process, so that nobody writes into what the next one makes anew
            command,
            env={**variables, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as running:
            for line in running.stdout or ():
                heard.append(line.strip()[:200])
                hear(line)
        if running.returncode:
            said = [line for line in heard if line]
            reasons = [line for line in said if line.startswith("ERROR")] or said
            cure = next(cure for sign, cure in CURES if any(sign in line for line in reasons))
            raise CannotPrepare(f"the kit's environment could not be made: {' / '.join(reasons[-3:])} ({cure})")

    def _speak(self) -> None:
        while not self._ended.wait(0.2 if self._changes else PAUSE):
            step = f"{time.monotonic() - self._begun:3.0f} s: {self._step() if self._step else ''}"
            if self._changes:
                self._write(f"\r{step[:78]:78}")
            else:
                self._write(f"{step}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError):  # that nobody can hear of it stops no installation
            if not self._quiet:
                sys.stderr.write(text)
                sys.stderr.flush()


def _normal(name: str) -> str:
    """A package's name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _counted(python: Path, lock: Path) -> int:
    """How many packages of ``lock`` are for this system and Python."""
    asked = subprocess.run([str(python), "-I", "-c", COUNT, str(lock)], capture_output=True, text=True, check=False)
    return int(asked.stdout) if asked.stdout.strip().isdecimal() else 0


def _installed(packages: Path | None) -> int:
    return sum(1 for _ in packages.glob("*.dist-info")) if packages else 0
