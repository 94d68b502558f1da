"""The package that an office document is: parts put together under new names, and packed into a zip.

The zip's bytes depend on nothing but the parts: no clock, no order of a folder.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

import deflate
from msgspec import Struct, field

from generators.model.remembered import remembered_by_value
from generators.ooxml.relationships import (
    CONTENT_TYPES,
    Relationship,
    content_types_part,
    list_name,
    relationships_part,
)

Parts = Mapping[str, bytes]

FIRST = (CONTENT_TYPES, "_rels/")
"""What an office program wants to read first."""

_STORED = (".png", ".jpg")
_DATE = (1 << 5) | 1
"""1 January 1980, the first day that a zip can name."""


def zipped(parts: Parts) -> bytes:
    """The parts as a zip, sorted by name. A part deflated once is not deflated again for the next archive."""
    body, directory = bytearray(), bytearray()
    for name in _ordered(parts):
        method, packed, check = _packed(parts[name], stored=name.endswith(_STORED))
        encoded, size = name.encode(), len(parts[name])
        common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, _DATE, check, len(packed), size, len(encoded), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
        directory += struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + encoded
        body += b"PK\x03\x04" + common + encoded + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return bytes(body + directory + b"PK\x05\x06" + end)


class NewPackage(Struct):
    """The ``parts`` of a document that are taken over, by new names, so that no name of a stranger's is used.

    ``names`` has the new names by the old ones, ``types`` what each part is, and ``counts`` how many there are of a
    kind.
    """

    names: dict[str, str] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def name(self, old: str, kind: str, path: str, content_type: str) -> str:
        """A new name for the part ``old``: ``path`` with its number among those of its kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        new = self.names[old] = path.format(self.counts[kind])
        self.types[new] = content_type
        return new

    def add(self, name: str, content: bytes, relationships: Sequence[Relationship]) -> None:
        """Adds a part, and the list of its relationships, if it has any."""
        self.parts[name] = content
        if relationships:
            self.parts[list_name(name)] = relationships_part(relationships)

    def close(self, relationships: Iterable[Relationship]) -> None:
        """Adds what the whole package leads to, and what each of its parts is."""
        self.parts[list_name("")] = relationships_part(relationships)
        self.parts[CONTENT_TYPES] = content_types_part(self.types)


def unzipped(made: bytes) -> dict[str, bytes]:
    """The parts of a package that a program of ours wrote; a stranger's is read by ``packs.templates``."""
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _ordered(parts: Iterable[str]) -> list[str]:
    return sorted(parts, key=lambda name: (*(not name.startswith(first) for first in FIRST), name))


@remembered_by_value
def _packed(data: bytes, *, stored: bool) -> tuple[int, bytes, int]:
    """A zip member's method, bytes, and checksum."""
    if stored:
        return 0, data, zlib.crc32(data)
    return 8, bytes(deflate.deflate_compress(data, 6)), zlib.crc32(data)
