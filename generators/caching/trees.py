"""What a folder holds, as one digest of names and bytes; and what the program itself is, in the same way."""

from __future__ import annotations

import hashlib
import io
import os
import platform
import stat
import sys
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generators.model.program import FOLDER

MOST_FILES = 20_000
MOST_BYTES = 300_000_000
"""Of a folder that holds more, nobody waits for the digest."""

_WRITABLE = 0o222
"""Who may write to a file says nothing of it, and changes when another kit begins to share it."""

_LEFT_OUT = frozenset({"__pycache__"})


class Tree(Struct, frozen=True):
    """A ``digest`` of all names, permissions, and bytes; and a ``signature`` of what the system says of the files.

    While the signature stays, nobody has written to them: it is quick to compare, and means nothing on another day.
    """

    digest: str
    signature: str


class Unreadable(Exception):
    """A folder holds what no digest says everything of: a link, a pipe, too much, or what may not be read."""


class FileDigests:
    """Digests of files that are read once for as long as the system says the same of them: each by its whole path."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[bytes, str]] = {}

    def of(self, file: str, found: os.stat_result) -> str:
        """The SHA-256 of ``file``, of which the system says what was ``found`` just now.

        Raises:
            OSError: nobody can read it.
        """
        said = _said_of(file, found)
        kept = self._read.get(file)
        if kept is None or kept[0] != said:
            kept = self._read[file] = said, digest_of_file(file)
        return kept[1]

    def note_equal(self, file: str) -> None:
        """Keeps the digest of ``file``, in whose place somebody has just put what is the same, byte for byte."""
        if kept := self._read.get(file):
            self._read[file] = _said_of(file, os.lstat(file)), kept[1]


class Files(Struct, frozen=True):
    """The files below ``folder``, but for the folders ``without``: with those, and with what Python compiles."""

    folder: Path
    without: frozenset[Path] = frozenset()

    def tree(self, digests: FileDigests | None = None) -> Tree:
        """All that they hold; what ``digests`` knows is not read again.

        Raises:
            Unreadable: nobody can say.
        """
        held, said = hashlib.sha256(), hashlib.sha256()
        size, digests = 0, digests or FileDigests()
        for count, (name, entry, found) in enumerate(self.found()):
            size += found.st_size
            if count > MOST_FILES or size > MOST_BYTES:
                raise Unreadable(f"{self.folder} holds too much")
            said.update(_said_of(name, found))
            try:
                digest = digests.of(entry, found) if stat.S_ISREG(found.st_mode) else ""
            except OSError as error:
                raise Unreadable(str(error)) from error
            held.update(f"{name}\0{found.st_mode & ~_WRITABLE:o}\0{digest}\n".encode("utf-8", "surrogateescape"))
        return Tree(held.hexdigest(), said.hexdigest())

    def signature(self) -> str:
        """What the system says of the files now.

        Raises:
            Unreadable: nobody can say.
        """
        said = hashlib.sha256()
        for name, _, found in self.found():
            said.update(_said_of(name, found))
        return said.hexdigest()

    def found(self) -> Iterator[tuple[str, str, os.stat_result]]:
        """Each folder and file, in the order of names: its path below the folder, its whole path, and what it is."""
        apart = {*map(str, self.without)}
        waiting = _last_first(str(self.folder), "", apart)
        while waiting:
            name, path = waiting.pop()
            try:
                state = os.lstat(path)
            except OSError as error:
                raise Unreadable(str(error)) from error
            if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
                raise Unreadable(f"{path} is no plain file")
            yield name, path, state
            if stat.S_ISDIR(state.st_mode):
                waiting += _last_first(path, f"{name}/", apart)


def _last_first(folder: str, prefix: str, apart: Container[str]) -> list[tuple[str, str]]:
    """The name, after ``prefix``, and the path of all in ``folder`` that counts.

    Raises:
        Unreadable: it is no folder, or one that may not be looked into.
    """
    try:
        found = sorted(_named_in(folder), reverse=True)
    except OSError as error:
        raise Unreadable(str(error)) from error
    return [(prefix + name, path) for name, path in found if name not in _LEFT_OUT and path not in apart]


def _named_in(folder: str) -> list[tuple[str, str]]:
    """The name and the path of all that stands in ``folder``."""
    with os.scandir(folder) as entries:
        return [(entry.name, entry.path) for entry in entries]


def _said_of(name: str, found: os.stat_result) -> bytes:
    times = (0, 0) if stat.S_ISDIR(found.st_mode) else (found.st_mtime_ns, found.st_ctime_ns)
    said = (name, found.st_mode, found.st_size, found.st_ino, *times)
    return repr(said).encode("utf-8", "surrogateescape")


def digest_of_file(file: str) -> str:
    """The SHA-256 of ``file``, in hex.

    Raises:
        OSError: nobody can read it.
    """
    with io.FileIO(file) as opened:
        return hashlib.sha256(opened.readall()).hexdigest()


def program_digest() -> str:
    """A digest of what makes kits: this program's own files, the packages beside it by their versions, and Python.

    Raises:
        Unreadable: the program stands in a folder that nobody can say everything of.
    """
    packages: list[str] = []
    for folder in sys.path:
        with suppress(OSError):  # Python looks for modules in an archive and in folders that may not be there
            packages += (name for name, _ in _named_in(folder) if name.endswith(".dist-info"))
    own = Files(FOLDER / "generators").tree().digest
    said = "\n".join([own, *sorted(packages), sys.version, sys.platform, platform.machine()])
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()
