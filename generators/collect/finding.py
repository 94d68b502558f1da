"""Finds the files to read: given ones, those in folders, and those in archives, which are never unpacked to disk."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generators.collect.answers import RefusalName, Unreadable, cut, safe_text
from generators.reading.files import LITTER

_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})
"""What an archive holds that is really a document of an office program."""


class CollectLimits(Struct, frozen=True):
    """What is read at most; sizes in bytes, ``whole_size`` that of all files together."""

    files: int = 10_000
    file_size: int = 25_000_000
    whole_size: int = 5_000_000_000
    archive_size: int = 1_000_000_000
    unpacked_size: int = 500_000_000
    depth: int = 20


class _Taken(Struct):
    """The bytes that were read so far, of all files together."""

    whole: int = 0

    def add(self, data: bytes, limits: CollectLimits) -> bytes:
        """``data``, counted.

        Raises:
            Unreadable: with what was read before, it is too much.
        """
        self.whole += len(data)
        if self.whole > limits.whole_size:
            raise Unreadable("too_much_together", limits.whole_size // 1_000_000)
        return data


class Found(Struct, frozen=True):
    """A file by the path that people know it by; ``read`` gives its bytes, or raises Unreadable."""

    path: str
    read: Callable[[], bytes]


def find_files(paths: Sequence[Path], leave_out: frozenset[Path], limits: CollectLimits) -> tuple[Found, ...]:
    """The files that ``paths`` mean, each once, sorted by their path; ``leave_out`` holds resolved paths."""
    found: list[Found] = []
    taken = _Taken()
    seen = set(leave_out)
    for path in paths:
        for file, shown in _files(path, shown_path(path), limits.depth):
            resolved = file.resolve()
            if file != path and file.is_symlink():
                found.append(Found(_safe(shown), _refusing("link")))
            elif resolved not in seen:
                seen.add(resolved)
                found += _opened(file, shown, limits, taken)
            if len(found) > limits.files:
                found[limits.files :] = [Found(shown, _refusing("too_many_files", limits.files))]
                return tuple(sorted(found, key=lambda item: item.path))
    return tuple(sorted(found, key=lambda item: item.path))


def shown_path(path: Path) -> str:
    """A path as people know it, without the folders above the place where they are: those may name a person."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links, and show where they lead)
    if absolute.is_relative_to(Path.cwd()):
        return absolute.relative_to(Path.cwd()).as_posix()
    return absolute.name if path.is_absolute() else path.as_posix()


def _files(path: Path, shown: str, depth: int) -> Iterator[tuple[Path, str]]:
    """The files at or below ``path``, links among them: inside of folders, they are not followed."""
    if not path.is_dir():
        yield path, shown
        return
    for entry in sorted(os.scandir(path), key=lambda item: item.name):
        if entry.name.startswith((".", "~$")) or entry.name.lower() in LITTER:
            continue
        inside = entry.name if shown == "." else f"{shown}/{entry.name}"
        if entry.is_symlink() or not entry.is_dir():
            yield Path(entry.path), inside
        elif depth:
            yield from _files(Path(entry.path), inside, depth - 1)


def _safe(shown: str) -> str:
    return safe_text(shown).replace("\n", " ")


def _opened(file: Path, shown: str, limits: CollectLimits, taken: _Taken) -> list[Found]:
    """The file itself, or what is in it if it is an archive."""
    safe = _safe(shown)
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would keep who opens it waiting for ever
            return [Found(safe, _refusing("not_opened"))]
        with file.open("rb") as stream:
            is_archive = stream.read(4) in _ARCHIVE
        if is_archive and file.stat().st_size <= limits.archive_size:
            return list(_Archive(file, safe, limits, taken).members())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        return [Found(safe, _refusing("not_opened" if isinstance(error, OSError) else "damaged_archive"))]
    return [Found(safe, lambda: taken.add(_bytes_of(file, limits.file_size), limits))]


def _bytes_of(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError:
        raise Unreadable("not_opened") from None
    return _small_enough(data, most)


def _small_enough(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise Unreadable("too_large", most // 1_000_000)
    return data


def _refusing(name: RefusalName, most: int = 0) -> Callable[[], bytes]:
    def read() -> bytes:
        raise Unreadable(name, most)

    return read


class _Archive(Struct):
    """A ZIP file; ``unpacked`` counts the bytes that were taken out of it, since its own figures can lie."""

    file: Path
    shown: str
    limits: CollectLimits
    taken: _Taken
    unpacked: int = field(default=0)
    waiting: int = field(default=0)
    opened: zipfile.ZipFile | None = field(default=None)

    def members(self) -> Iterator[Found]:
        with zipfile.ZipFile(self.file) as archive:
            members = archive.infolist()
        if _OFFICE & {member.filename for member in members}:
            yield Found(self.shown, lambda: self.taken.add(_bytes_of(self.file, self.limits.file_size), self.limits))
            return
        for number, member in enumerate(members):
            path = f"{self.shown}/{cut(safe_text(member.filename), 300)}".replace("\n", " ")
            if number >= self.limits.files:
                yield Found(path, _refusing("too_many_members", self.limits.files))
                return
            if not member.is_dir() and not _is_litter(member.filename):
                yield Found(path, self._reader(member))

    def _reader(self, member: zipfile.ZipInfo) -> Callable[[], bytes]:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in member.filename:
            return _refusing("leads_out")
        if stat.S_ISLNK(member.external_attr >> 16):
            return _refusing("link")
        if member.flag_bits & 1:
            return _refusing("archive_password")
        self.waiting += 1
        return lambda: self._read(member)

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        """The member's bytes. The archive stays open until the last one is read: its list may be long."""
        most = min(self.limits.file_size, self.limits.unpacked_size - self.unpacked)
        try:
            self.opened = self.opened or zipfile.ZipFile(self.file)
            with self.opened.open(member) as stream:
                data = stream.read(most + 1)
        except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
            raise Unreadable("not_unpacked") from None
        finally:
            self.waiting -= 1
            if self.opened is not None and not self.waiting:
                self.opened.close()
                self.opened = None
        self.unpacked += len(data)
        self.taken.add(data, self.limits)
        if data[:4] in _ARCHIVE:
            raise Unreadable("nested_archive")
        if len(data) > most < self.limits.file_size:
            raise Unreadable("unpacks_too_large")
        return _small_enough(data, most)


def _is_litter(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return any(part.startswith((".", "~$")) or part.lower() in LITTER for part in parts if part != "..")
