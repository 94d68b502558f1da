"""Opens files that are archives of parts (Word, OpenDocument, zips), within bounds and following nothing."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct, field

from generators.importing.draft import refused
from generators.ooxml.xml import Element, EntitiesDeclared, parsed

MOST_BYTES = 200_000_000
MOST_PARTS = 5000
MOST_UNPACKED = 600_000_000
MOST_XML = 60_000_000
MOST_SWELLING = 400
"""Bounds of a file, its parts, all of them unpacked, one that is XML (in bytes), and how many times a part may grow
when it is unpacked: text that people wrote grows ten times, a zip bomb a thousand times."""

_SMALL = 1_000_000
"""Bytes of a part below which it may grow as it likes: an empty table's XML repeats itself."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of old office programs begin, and those that are locked with a password ([MS-CFB], 2.2)."""

_MACROS = re.compile(r"vbaproject|vbadata|/activex/|^basic/|^scripts/", re.IGNORECASE)


class OpenedPackage(Struct, frozen=True):
    """The parts of an archive by name, each unpacked when it is asked for."""

    name: str
    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)

    def __contains__(self, part: str) -> bool:
        return part in self.entries

    def data(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            RefusedInput: it is damaged.
        """
        try:
            return self.file.read(self.entries[part])
        except _BROKEN as error:
            raise refused(self.name, "it is damaged", _SAVE_AGAIN) from error

    def text(self, part: str) -> bytes:
        """The bytes of a part that is XML; its size is looked at before it is unpacked.

        Raises:
            RefusedInput: it is damaged, or too large.
        """
        if self.entries[part].file_size > MOST_XML:
            most = MOST_XML // 1_000_000
            raise refused(self.name, f"its text is larger than {most} MB", "split it into several files")
        return self.data(part)

    def xml(self, part: str) -> Element:
        """A part as a tree, nothing in which is followed.

        Raises:
            RefusedInput: it is damaged, too large, or declares entities.
        """
        try:
            return parsed(self.text(part))
        except EntitiesDeclared as error:
            raise refused(self.name, "its XML declares entities, as no office program does", _SAVE_AGAIN) from error
        except etree.XMLSyntaxError as error:
            raise refused(self.name, "it is damaged", _SAVE_AGAIN) from error

    @property
    def macros(self) -> tuple[str, ...]:
        """The parts that are programs, none of which is ever read."""
        return tuple(part for part in self.entries if _MACROS.search(part))

    def below(self, folder: str) -> Iterator[str]:
        """The parts in ``folder``, sorted."""
        return (part for part in sorted(self.entries) if part.startswith(f"{folder}/"))


_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, KeyError, ValueError)
"""What reading a spoiled archive raises; a way of packing that Python does not know is a ``RuntimeError``, too."""

_SAVE_AGAIN = "open it in the program that it comes from, and save it again"


def opened(name: str, data: bytes) -> OpenedPackage:
    """The archive in ``data``.

    Raises:
        RefusedInput: it is damaged, locked with a password, or larger than people write.
    """
    check_size(name, data)
    if data.startswith(_COMPOUND):
        hint = "take the password away (File > Info > Protect), or save an old .doc or .ppt as .docx or .pptx"
        raise refused(name, "it is locked with a password, or of an old program", hint)
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        entries = file.infolist()
    except _BROKEN as error:
        raise refused(name, "it is damaged", _SAVE_AGAIN) from error
    _check_entries(name, entries)
    return OpenedPackage(name, file, {entry.filename: entry for entry in entries if not entry.is_dir()})


def check_size(name: str, data: bytes) -> None:
    """Refuses what is empty, or too large to be read at all.

    Raises:
        RefusedInput: it is.
    """
    if not data:
        raise refused(name, "it is empty", "look whether it was copied whole")
    if len(data) > MOST_BYTES:
        most = f"it is larger than {MOST_BYTES // 1_000_000} MB"
        raise refused(name, most, "make its pictures smaller (in Word, Picture Format > Compress Pictures)")


def _check_entries(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        most = f"it holds more than {MOST_PARTS:,} parts, or {MOST_UNPACKED // 1_000_000} MB unpacked"
        raise refused(name, most, "split it into several files")
    for entry in entries:
        if entry.flag_bits & 1:
            raise refused(name, "it is locked with a password", "save it without one")
        if entry.file_size > max(_SMALL, MOST_SWELLING * entry.compress_size):
            raise refused(name, "a part of it grows beyond all measure when it is unpacked", _SAVE_AGAIN)
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise refused(name, "it holds two parts of one name", _SAVE_AGAIN)
