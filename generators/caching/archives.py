"""A folder as one archive, and back: the same bytes each time, within bounds, and nothing outside of the folder."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generators.caching.trees import MOST_BYTES, MOST_FILES, Files, Unreadable

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can name: what is packed bears none of its own."""

_FAST = 1
"""Of nine levels of compression: the others take longer than what they save on a network."""

_UNIX = 3
"""Whose permissions an entry bears (APPNOTE.TXT 6.3.10, 4.4.2)."""


class NotAnArchive(Exception):
    """What came is no archive of a folder, or one that nobody may unpack; the text says why."""


def packed(files: Files) -> bytes:
    """All of ``files``, in the order of their names, without times and owners.

    Raises:
        Unreadable: a link, a pipe, too much, or what may not be read is among them.
    """
    written, size = io.BytesIO(), 0
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as archive:
        for count, (name, path, found) in enumerate(files.found()):
            size += found.st_size
            if count > MOST_FILES or size > MOST_BYTES:
                raise Unreadable(f"{files.folder} holds too much")
            if stat.S_ISREG(found.st_mode):
                _add(archive, name, path, stat.S_IMODE(found.st_mode))
    return written.getvalue()


def _add(archive: zipfile.ZipFile, name: str, path: str, mode: int) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.compress_type = _UNIX, zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | mode) << 16
    try:
        archive.writestr(entry, Path(path).read_bytes(), compresslevel=_FAST)
    except (OSError, UnicodeEncodeError) as error:  # some systems have names that no encoding has
        raise Unreadable(str(error)) from error


def unpack(archive: bytes, into: Path) -> None:
    """Writes what ``archive`` holds below ``into``, where nothing of it may be yet.

    Raises:
        NotAnArchive: it is none, is damaged, holds more than a folder may, or a name that leads out of it.
        OSError: it cannot be written.
    """
    for name, mode, content in _entries(archive):
        file = into / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(content)
        file.chmod(mode & 0o755 | 0o600)


def sums_of(archive: bytes) -> Mapping[str, str]:
    """The SHA-256 of each file in ``archive``, by its name.

    Raises:
        NotAnArchive: as of ``unpack``.
    """
    return {name: hashlib.sha256(content).hexdigest() for name, _, content in _entries(archive)}


def _entries(archive: bytes) -> Iterator[tuple[str, int, bytes]]:
    """The name, the permissions, and the content of each file."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            found = opened.infolist()
            _check(found)
            for entry in found:
                with opened.open(entry) as file:
                    content = file.read(entry.file_size + 1)
                if len(content) != entry.file_size:
                    raise NotAnArchive(f"'{entry.filename}' is not as long as the archive says")
                yield entry.filename, entry.external_attr >> 16, content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise NotAnArchive(str(error)) from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    """Raises what is wrong with an archive before anything of it is unpacked."""
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise NotAnArchive("it holds more than a folder may")
    if len({entry.filename for entry in entries}) < len(entries):
        raise NotAnArchive("it holds two files of one name")
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        is_plain = entry.filename == "/".join(parts) and not {"..", "/"} & {*parts}
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if not is_plain or any(sign in entry.filename for sign in "\\:\0") or kind not in (0, stat.S_IFREG):
            raise NotAnArchive(f"it holds '{entry.filename[:80]}', which is no file below a folder")
