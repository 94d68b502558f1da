"""What a layout program embeds in a PDF with its text, as small as a PDF needs it: each file carries it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from struct import Struct

from generators.brand.pdf_fonts import CMAP_NAMES, CMAP_TAIL, MOST_IN_A_SECTION, TWO_BYTES

_FILE_HEAD, _TABLE = Struct(">4sHHHH"), Struct(">4sIII")
"""OpenType 1.9, table directory: the kind of font, numbers for a search, and for each table its place."""

_NEEDED = frozenset((b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"cvt ", b"fpgm", b"prep"))
"""Tables of a TrueType font that a composite font of a PDF is drawn from: ISO 32000-1, 9.9."""


def lean_typeface(data: bytes) -> bytes:
    """A TrueType font as a composite font needs it: of one with the few letters of a document, the rest is a sixth.

    The font tools would do it, too, and take a tenth of a second to be imported, which no build needs them for.
    """
    kind, number, *_ = _FILE_HEAD.unpack_from(data)
    tables = [_TABLE.unpack_from(data, _FILE_HEAD.size + at * _TABLE.size) for at in range(number)]
    kept = [(tag, check, data[start : start + length]) for tag, check, start, length in tables if tag in _NEEDED]
    power = 1 << len(kept).bit_length() - 1
    place = _FILE_HEAD.size + len(kept) * _TABLE.size
    head = [_FILE_HEAD.pack(kind, len(kept), power * 16, power.bit_length() - 1, (len(kept) - power) * 16)]
    body = []
    for tag, check, table in kept:
        head.append(_TABLE.pack(tag, check, place, len(table)))
        body.append(table + bytes(-len(table) % 4))
        place += len(body[-1])
    return b"".join((*head, *body))


_LETTER = re.compile(rb"^<([0-9A-Fa-f]{4})> ?<([0-9A-Fa-f]+)>$", re.MULTILINE)
_OTHERWISE = re.compile(rb"\bbegin(?:bfrange|cid\w+|notdef\w+)|\busecmap\b")


def lean_letters(data: bytes) -> bytes:
    """The map from glyphs to letters of a font (ISO 32000-1, 9.10.3) without remarks for printers: half of a small one.

    One that says more than a letter, or several, for each glyph of two bytes stays as it is.
    """
    if _OTHERWISE.search(data) or b"<0000> <FFFF>\nendcodespacerange" not in data:
        return data
    letters = _LETTER.findall(data.replace(b"<0000> <FFFF>\nendcodespacerange", b""))
    head, tail = (CMAP_NAMES + TWO_BYTES).encode("ascii"), CMAP_TAIL.encode("ascii")
    return b"".join((head, *_sections(letters), tail))


def _sections(letters: list[tuple[bytes, bytes]]) -> Iterator[bytes]:
    for start in range(0, len(letters), MOST_IN_A_SECTION):
        part = letters[start : start + MOST_IN_A_SECTION]
        lines = b"".join(b"<%s> <%s>\n" % pair for pair in part)
        yield b"%d beginbfchar\n%sendbfchar\n" % (len(part), lines)
