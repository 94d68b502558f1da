"""Puts the font of typed answers into a PDF, so that every viewer finds the letters, and finds them again as text."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from generators.brand.fonts import FieldFont

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
_MOST_IN_A_SECTION = 100
"""Entries of one ``beginbfchar`` section: Adobe Technical Note #5411, 1.4.1."""


def embedded(pdf: Pdf, font: FieldFont) -> Object:
    """The font as a composite one (ISO 32000-1, 9.7): one code for each glyph, with a map back to Unicode.

    A simple font could name 256 letters at most, and would lose Vietnamese.
    """
    name = Name(f"/KITFRM+{font.name}")
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        FontDescriptor=_descriptor(pdf, font, name),
        CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        DW=600,
        W=Object.parse(_widths(font.widths)),
    )
    to_unicode = pdf.make_stream(_to_unicode(font.name, tuple(font.glyphs.items())), Filter=Name.FlateDecode)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=to_unicode,
        )
    )


def _descriptor(pdf: Pdf, font: FieldFont, name: Name) -> Object:
    program = pdf.make_stream(font.program, Filter=Name.FlateDecode, Length1=font.length)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        ItalicAngle=0,
        StemV=80,
        FontBBox=Array(list(font.box)),
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.cap_height,
        FontFile2=program,
    )
    return pdf.make_indirect(descriptor)


@functools.lru_cache
def _widths(widths: tuple[int, ...]) -> bytes:
    return f"[0 [{' '.join(map(str, widths))}]]".encode("ascii")


@functools.lru_cache
def _to_unicode(_name: str, glyphs: tuple[tuple[int, int], ...]) -> bytes:
    """The map from glyphs to letters, under zlib; the lowest code point speaks for a glyph that several share."""
    letters: dict[int, int] = {}
    for code, glyph in sorted(glyphs):
        letters.setdefault(glyph, code)
    return zlib.compress((_CMAP_HEAD + "".join(_sections(sorted(letters.items()))) + _CMAP_TAIL).encode("ascii"), 9)


def _sections(letters: list[tuple[int, int]]) -> Iterator[str]:
    for start in range(0, len(letters), _MOST_IN_A_SECTION):
        part = letters[start : start + _MOST_IN_A_SECTION]
        lines = "".join(f"<{glyph:04X}> <{code:04X}>\n" for glyph, code in part)
        yield f"{len(part)} beginbfchar\n{lines}endbfchar\n"
