"""Parts become one file: relationships, content types, and a zip whose bytes depend on nothing but the parts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from generators.writers.deck.markup import node, root, serialized

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PRESENTATION_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
EXTENSIONS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "svg": "image/svg+xml",
}

Parts = Mapping[str, bytes]

_STORED = (".png", ".jpg")
_DATE = (1 << 5) | 1
"""1 January 1980, the first day that a zip can name: files carry no clock time."""


@dataclass(slots=True)
class Relationships:
    """The relationships of one part, numbered in the order in which they are asked for; each target once."""

    rows: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship; ``kind`` is a word of the office namespace or a whole address."""
        key = (kind if "/" in kind else f"{OFFICE}/{kind}", target, external)
        return self.rows.setdefault(key, f"rId{len(self.rows) + 1}")

    def part(self) -> bytes:
        rows = [
            node("rel:Relationship", {"Id": name, "Type": kind, "Target": target})
            if not external
            else node("rel:Relationship", {"Id": name, "Type": kind, "Target": target, "TargetMode": "External"})
            for (kind, target, external), name in self.rows.items()
        ]
        return serialized(root("rel:Relationships", (), {}, *rows))


def relationships_name(part: str) -> str:
    """Where the relationships of a part are kept: ``ppt/slides/_rels/slide1.xml.rels``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def content_types(types: Mapping[str, str]) -> bytes:
    """The part that gives every other part its type; ``types`` by part name, without a leading slash."""
    defaults = [node("ct:Default", {"Extension": name, "ContentType": kind}) for name, kind in EXTENSIONS.items()]
    overrides = [
        node("ct:Override", {"PartName": f"/{name}", "ContentType": kind}) for name, kind in sorted(types.items())
    ]
    return serialized(root("ct:Types", (), {}, *defaults, *overrides))


def zipped(parts: Parts) -> bytes:
    """The parts as a zip, content types first. A part deflated once is not deflated again for the next deck."""
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


def _ordered(parts: Iterable[str]) -> list[str]:
    return sorted(parts, key=lambda name: (name != "[Content_Types].xml", not name.startswith("_rels/"), name))


@lru_cache(maxsize=4096)
def _packed(data: bytes, *, stored: bool) -> tuple[int, bytes, int]:
    """A zip member's method, bytes, and checksum."""
    if stored:
        return 0, data, zlib.crc32(data)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return 8, packer.compress(data) + packer.flush(), zlib.crc32(data)
