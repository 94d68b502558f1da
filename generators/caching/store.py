"""Remembers on disk what steps have made: checked when read, bounded in size, and safe under many builds and kills."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec.json
from msgspec import Struct, field
from msgspec.structs import asdict

from generators.caching.folder import DAY, HOUR, OLD, read_own, sweep_old, write_whole
from generators.model.comparing import ComparedByHand

ROOM = 2_000_000_000
"""Bytes that all entries may take together."""

LARGEST = 64_000_000
"""Bytes of one entry; what is larger is made anew each time."""

_FORMAT = "mentoring-kit cache 1"
"""How an entry begins; another number is another format, which is thrown away."""

_UNFINISHED = "unfinished"
_SWEPT = "swept"


class Key(Struct, frozen=True):
    """A ``step`` (a word that names a folder), and a digest of all that it reads."""

    step: str
    digest: str


def key_of(step: str, **read: object) -> Key:
    """The key of a ``step`` that reads so much: texts, numbers, bytes, and mappings, sequences, or Structs of them.

    Raises:
        TypeError: something is of another kind, as a path, which does not say what its file holds.
    """
    text = json.dumps(read, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return Key(step, digest_of_text(text))


def digest_of_text(text: str) -> str:
    """The SHA-256 of ``text``, which may hold what no file can, as half of a pair of surrogates."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_data(data: object) -> str:
    """A digest of ``data`` for a layout program: texts, numbers, mappings, and sequences of them, and nothing else.

    Kinds of Structs are not told apart, as ``key_of`` does; for what is large, this takes a fifth of the time.
    """
    try:
        written = msgspec.json.encode(data, order="sorted")
    except UnicodeEncodeError:  # half of a pair of surrogates
        written = json.dumps(data, sort_keys=True, separators=(",", ":")).encode("ascii")
    return hashlib.sha256(written).hexdigest()


def _plain(value: object) -> object:
    """What JSON has no word for, under a key that nothing else has."""
    if isinstance(value, bytes):
        return {"\0bytes": hashlib.sha256(value).hexdigest()}
    if isinstance(value, Struct):
        return {f"\0{type(value).__qualname__}": asdict(value)}
    if isinstance(value, Mapping):
        return {"\0mapping": sorted(([str(key), item] for key, item in value.items()), key=lambda pair: str(pair[0]))}
    raise TypeError(f"{type(value).__name__} says nothing of what a step reads")


class Contents(NamedTuple):
    """How many entries a step has, and how many bytes they take."""

    entries: int
    size: int


class _Entry(NamedTuple):
    file: str
    age: float
    size: int


class Store(ComparedByHand, frozen=True):
    """What steps have made, below ``folder``; without one, everything is made anew each time.

    ``program`` is a digest of what makes it: no other program finds it. Nothing is locked. An entry is written
    elsewhere and renamed, so that it is there whole or not at all; it says whose it is and what its bytes are, so that
    one that was cut off, mixed up, or comes from another format is made anew. Where the folder cannot be read or
    written, everything works as well, only slower.
    """

    folder: Path | None = None
    program: str = ""
    room: int = ROOM
    _since_sweep: Counter[str] = field(default_factory=Counter)

    def __eq__(self, other: object) -> bool:
        return self._is == other._is if type(other) is Store else NotImplemented

    def __hash__(self) -> int:
        return hash(self._is)

    @property
    def _is(self) -> tuple[Path | None, str, int]:
        return (self.folder, self.program, self.room)

    def remembered(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """What ``make`` gives, as it was made before for the same ``key``, or now."""
        data = self.recall(key)
        if data is None:
            data = make()
            self.keep(key, data)
        return data

    def recall(self, key: Key) -> bytes | None:
        """What was kept under ``key``; None where nothing was, or nothing that can be trusted."""
        if self.folder is None:
            return None
        name = self._name(key)
        file = self._file(key, name)
        try:
            entry = read_own(file, LARGEST + 1000)
        except OSError:
            return None
        head, _, data = entry.partition(b"\n")
        if head != _head(name, data):
            with suppress(OSError):
                file.unlink()
            return None
        _note_use(file)
        return data

    def keep(self, key: Key, data: bytes) -> None:
        """Keeps ``data`` under ``key``, if there is room."""
        if self.folder is None or len(data) > min(LARGEST, self.room):
            return
        name = self._name(key)
        with suppress(OSError):
            write_whole(self._file(key, name), self.folder / _UNFINISHED, _head(name, data) + b"\n" + data)
            self._since_sweep["bytes"] += len(data)
        if self._since_sweep["bytes"] > self.room // 8:
            self.sweep()

    def sweep(self) -> None:
        """Throws away what is old, half-written, or, until the rest has room, what was not read for longest.

        A clock that was wrong makes things old that are not, which costs no more than to make them again.
        """
        self._since_sweep.clear()
        if self.folder is None:
            return
        sweep_old(self.folder / _UNFINISHED, "*", HOUR)
        taken = 0
        for entry in sorted(self._entries(), key=lambda one: one.age):
            taken += entry.size
            if entry.age > OLD or taken > self.room * 3 // 4:
                with suppress(OSError):
                    Path(entry.file).unlink()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / _SWEPT).touch()

    def is_due(self) -> bool:
        """Whether nobody has swept for a day."""
        if self.folder is None or not self.folder.is_dir():
            return False
        try:
            age = abs(time.time() - (self.folder / _SWEPT).stat().st_mtime)
        except OSError:
            return True
        return age > DAY

    def contents(self) -> Mapping[str, Contents]:
        """What there is of each step, by its name."""
        found: dict[str, Contents] = {}
        for entry in self._entries():
            step = Path(entry.file).parent.parent.name
            before = found.get(step, Contents(0, 0))
            found[step] = Contents(before.entries + 1, before.size + entry.size)
        return dict(sorted(found.items()))

    def _name(self, key: Key) -> str:
        return hashlib.sha256(f"{self.program}\n{key.step}\n{key.digest}".encode()).hexdigest()

    def _file(self, key: Key, name: str) -> Path:
        assert self.folder is not None, "who has no folder asks for no file"
        return self.folder / key.step / name[:2] / name[2:]

    def _entries(self) -> Iterator[_Entry]:
        assert self.folder is not None, "who has no folder has no entries"
        now = time.time()
        for file in _files_below(self.folder, 3):
            with suppress(OSError):
                found = file.stat(follow_symlinks=False)
                yield _Entry(file.path, abs(now - found.st_mtime), found.st_size)


FORGETFUL = Store()
"""For who has no store: everything is made anew."""


def _files_below(folder: Path | str, depth: int) -> Iterator[os.DirEntry[str]]:
    """What stands ``depth`` floors below ``folder``: the entries stand there, and nothing else does."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if depth == 1:
                yield entry
            elif entry.is_dir(follow_symlinks=False):
                yield from _files_below(entry.path, depth - 1)


def _head(name: str, data: bytes) -> bytes:
    return f"{_FORMAT} {name} {len(data)} {hashlib.sha256(data).hexdigest()}".encode("ascii")


def _note_use(file: Path) -> None:
    """An entry is as old as its last use, to the day."""
    with suppress(OSError):
        if abs(time.time() - file.stat().st_mtime) > DAY:
            os.utime(file)
