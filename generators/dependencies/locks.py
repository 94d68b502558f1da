"""The lock files: which versions of which packages are installed, by which hashes, and how they are made anew."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from generators.model import Place

LOCKS = ("runtime", "cluster", "test")
"""What a kit is built with, what a cluster needs beside that, and what tests do; each holds to those before it."""

_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?")
_HASH = re.compile(r"\s+--hash=sha256:(?P<hash>[0-9a-f]{64})(?: \\)?")

_COMMON = ("--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:", "--quiet")
_ARGUMENTS = {
    "runtime": ("--extra", "clone"),
    "cluster": ("-c", "runtime.lock", "--extra", "clone", "--extra", "cluster"),
    "test": (
        *("-c", "runtime.lock", "-c", "cluster.lock", "--overrides", "test.overrides"),
        *("--extra", "clone", "--extra", "cluster", "--extra", "test"),
    ),
}


class NotALock(Exception):
    """A line of a lock file that no lock has; the text says where and what."""


class CannotLock(Exception):
    """No set of versions was found; the text says why."""


class LockedPackage(Struct, frozen=True):
    """One version of a package, the systems that it is for (empty: all), and the SHA-256 of each file, in hex."""

    name: NormalizedName
    version: Version
    place: Place
    marker: str = ""
    hashes: tuple[str, ...] = ()


def read_lock(file: Path, shown: str) -> tuple[LockedPackage, ...]:
    """The packages that the lock in ``file`` names, in its order.

    Raises:
        NotALock: a line is no package with its hashes.
    """
    return tuple(_packages(file.read_text(encoding="utf-8").split("\n"), shown))


def _packages(lines: Iterable[str], shown: str) -> Iterator[LockedPackage]:
    package: LockedPackage | None = None
    hashes: list[str] = []
    for number, line in enumerate(lines, 1):
        if found := _HASH.fullmatch(line):
            hashes.append(found["hash"])
        elif named := _LINE.fullmatch(line):
            yield from _whole(package, hashes)
            name, version = canonicalize_name(named["name"]), Version(named["version"])
            package, hashes = LockedPackage(name, version, Place(shown, number), named["marker"] or ""), []
        elif line.strip():
            raise NotALock(f"{shown}:{number}: no package with a version and hashes: {line.strip()[:80]}")
    yield from _whole(package, hashes)


def _whole(package: LockedPackage | None, hashes: Iterable[str]) -> Iterator[LockedPackage]:
    if package:
        yield LockedPackage(package.name, package.version, package.place, package.marker, tuple(hashes))


def make_locks(uv: str, folder: Path, *, upgrade: bool) -> None:
    """Make the locks in ``folder`` again from the pyproject.toml above it; ``upgrade`` for the newest versions.

    The locks change together or not at all.

    Raises:
        CannotLock: ``uv`` (the program of that name) finds no versions that go together.
    """
    before = {name: (folder / f"{name}.lock").read_bytes() for name in LOCKS}
    for name in LOCKS:
        command = [uv, "pip", "compile", *_COMMON, "--no-header", "--no-annotate", *_ARGUMENTS[name]]
        command += [*(["--upgrade"] if upgrade else []), "../pyproject.toml", "-o", f"{name}.lock"]
        ended = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace")
        if ended.returncode:
            for one, content in before.items():
                (folder / f"{one}.lock").write_bytes(content)
            raise CannotLock(ended.stderr.strip() or f"uv ended with {ended.returncode}")
