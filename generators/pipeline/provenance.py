"""What makes kits: this program, the packages that it stands on, and Python; and how two of such differ, in words."""

from __future__ import annotations

import hashlib
import json
import platform
import stat
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generators.caching.trees import Files
from generators.model.program import DISTRIBUTION, FOLDER

_EXTRA = "cluster"


class Provenance(Struct, frozen=True):
    """A digest of the ``program``, the version of ``python``, and those of all ``packages`` that it asks for."""

    program: str
    python: str
    packages: Mapping[str, str]

    @classmethod
    def own(cls) -> Provenance:
        """The provenance of what this process makes.

        Raises:
            Unreadable: the program stands in a folder that nobody can say everything of.
        """
        return cls(_program(), platform.python_version(), _packages())

    @classmethod
    def of(cls, told: str) -> Provenance:
        return cls(**json.loads(told))

    def told(self) -> str:
        """The same as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.told().encode("utf-8")).hexdigest()

    def differences(self, other: Provenance) -> tuple[str, ...]:
        """What ``other`` has in another version, in words: Python and packages first, since they are told by number."""
        found = []
        if self.python != other.python:
            found.append(f"Python {other.python} in place of {self.python}")
        for name in sorted({*self.packages, *other.packages}):
            here, there = self.packages.get(name, "none"), other.packages.get(name, "none")
            if here != there:
                found.append(f"{name} {there} in place of {here}")
        if self.program != other.program:
            found.append("another version of the mentoring kit's program")
        return tuple(found)


def _program() -> str:
    """A digest of the program's files by name and content: permissions differ from one computer to the next."""
    said = hashlib.sha256()
    folder = FOLDER / "generators"
    for name, path, state in Files(folder, frozenset({folder / "base_kit"})).found():
        if stat.S_ISREG(state.st_mode):
            said.update(f"{name}\0{hashlib.sha256(Path(path).read_bytes()).hexdigest()}\n".encode())
    return said.hexdigest()


def _packages() -> dict[str, str]:
    """The version of each package that the program asks for on this computer, and of what those ask for."""
    found: dict[str, str] = {}
    asked = list(_required(DISTRIBUTION, _EXTRA))
    while asked:
        name = asked.pop()
        if name not in found:
            try:
                found[name] = distribution(name).version
            except PackageNotFoundError:
                continue
            asked += _required(name)
    return found


def _required(name: str, extra: str = "") -> Iterator[str]:
    """The packages that the one of this ``name`` asks for here."""
    try:
        lines = distribution(name).requires or ()
    except PackageNotFoundError:
        return
    for line in lines:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield canonicalize_name(requirement.name)
