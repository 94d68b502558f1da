"""The fonts of a PDF's fields: the one that typed answers are set in, and the one of ticks and dots."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import deflate
from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, String

from generators.brand.fonts import FieldFont

RULE_GRAY = 0.6
RULE_WIDTH = 0.5
_CIRCLE = 0.5523
"""How far the handles of four Bézier curves stand out to make a circle of radius 1."""


def ruled(width: float, height: float, lines: int) -> bytes:
    """The inner rules of an empty writing area (points): they print, and go once a viewer writes an answer there."""
    steps = (height * line / lines for line in range(1, lines))
    return b"".join(
        f"{RULE_GRAY} G {RULE_WIDTH} w 0 {step:.2f} m {width:.2f} {step:.2f} l S ".encode() for step in steps
    )


def dot(width: float, height: float) -> bytes:
    """A chosen radio button's dot, without a color: a glyph that names one is not drawn by every viewer."""
    radius, middle, center = width * 0.3, width / 2, height / 2
    handle = _CIRCLE * radius
    curves = (
        (radius, handle, handle, radius, 0.0, radius),
        (-handle, radius, -radius, handle, -radius, 0.0),
        (-radius, -handle, -handle, -radius, 0.0, -radius),
        (handle, -radius, radius, -handle, radius, 0.0),
    )
    drawn = [f"{middle + radius:.3f} {center:.3f} m"]
    for curve in curves:
        points = (value + (middle if index % 2 == 0 else center) for index, value in enumerate(curve))
        drawn.append(" ".join(f"{point:.3f}" for point in points) + " c")
    return (" ".join(drawn) + " f").encode()


def tick(width: float, height: float) -> bytes:
    """A checked box's tick, without a color."""
    points = ((0.2, 0.5), (0.42, 0.26), (0.82, 0.78))
    placed = [f"{x * width:.3f} {y * height:.3f}" for x, y in points]
    return f"q {width * 0.13:.2f} w 1 J 1 j {placed[0]} m {placed[1]} l {placed[2]} l S Q".encode()


CMAP_NAMES = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def "
)
TWO_BYTES = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
MOST_IN_A_SECTION = 100
"""Entries of one section of a map: Adobe Technical Note #5411, 1.4.1."""


OWN, FIRST, LAST = "Kit", "Webdings", "KitForm"
"""Names of the fonts of fields: in drawings of our own, and the two that a default appearance sets one after the other.

PDFium, the engine in Chrome and Edge, reads the first and sets letters outside of its charset in a font of the system,
or not at all; only a font with one of four names, of which this is one, is asked for every letter.
"""


class FieldFonts:
    """The fonts in which programs set what is typed, so that each finds one that it can handle.

    All are one font program. As a composite font (``whole``) it has all of its letters, for those who can write with
    one: PDFium, PDF.js, poppler, PDFBox, pypdf. As a simple font (``plain``) it has the letters of western Europe, for
    qpdf, which looks into a field's own drawing first and writes one byte a letter; PDF.js does too, unless the field
    itself has resources. pdftk follows a font only where the form refers to it, and takes one of its own where the font
    stands in the resources itself.
    """

    def __init__(self, pdf: Pdf, font: FieldFont) -> None:
        program = pdf.make_stream(font.program, Filter=Name.FlateDecode, Length1=font.length)
        self._composite = _composite(pdf, font, program)
        self._whole = pdf.make_indirect(Dictionary(dict(self._composite.items())))  # what is shared is no copy
        self._plain = pdf.make_indirect(_plain(pdf, font, program))

    def of_the_form(self) -> dict[str, Object]:
        """The fonts of the form's resources, by name."""
        return {f"/{OWN}": self._whole, f"/{FIRST}": self._whole, f"/{LAST}": self._composite}

    def of_a_field(self) -> dict[str, Object]:
        """The fonts of the resources of one field's drawing, by name."""
        return {f"/{LAST}": self._plain}


def _composite(pdf: Pdf, font: FieldFont, program: Object) -> Dictionary:
    """The font as a composite one (ISO 32000-1, 9.7): one code for each glyph, with a map back to Unicode."""
    name = _name(font)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        FontDescriptor=_descriptor(pdf, font, program, SYMBOLIC),
        CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        DW=600,
        W=_widths(font.widths),
    )
    to_unicode = pdf.make_stream(_to_unicode(font.name, tuple(font.glyphs.items())), Filter=Name.FlateDecode)
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=to_unicode,
    )


_FIRST_CODE, _LAST_CODE = ord(" "), 255


@functools.cache
def _western_letters() -> tuple[int, ...]:
    """The letter of each code, of which each is asked for each form."""
    return tuple(ord(bytes([code]).decode("cp1252", "replace")) for code in range(_FIRST_CODE, _LAST_CODE + 1))


def _plain(pdf: Pdf, font: FieldFont, program: Object) -> Dictionary:
    """The font as a simple one (ISO 32000-1, 9.6.3): a byte for each letter, as Windows has them in western Europe."""
    widths = [font.widths[font.glyphs.get(letter, 0)] for letter in _western_letters()]
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=_name(font),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=_FIRST_CODE,
        LastChar=_LAST_CODE,
        Widths=Array(widths),
        FontDescriptor=_descriptor(pdf, font, program, NON_SYMBOLIC),
    )


SYMBOLIC, NON_SYMBOLIC = 1 << 2, 1 << 5
"""Flags of a font: its letters are found by number, or by the name of each. ISO 32000-1, table 123."""


def _name(font: FieldFont) -> Name:
    return Name(f"/KITFRM+{font.name}")


def _descriptor(pdf: Pdf, font: FieldFont, program: Object, flags: int) -> Object:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=_name(font),
        Flags=flags,
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
def _widths(widths: tuple[int, ...]) -> Object:
    """One array for all documents, since it takes longer to read three thousand numbers than all else of a form."""
    return Object.parse(f"[0 [{' '.join(map(str, widths))}]]".encode("ascii"))


@functools.lru_cache
def _to_unicode(_name: str, glyphs: tuple[tuple[int, int], ...]) -> bytes:
    """The map from glyphs to letters, under zlib; the lowest code point speaks for a glyph that several share."""
    letters: dict[int, int] = {}
    for code, glyph in sorted(glyphs):
        letters.setdefault(glyph, code)
    parts = (CMAP_NAMES, TWO_BYTES, *_sections(list(_spans(sorted(letters.items())))), CMAP_TAIL)
    return bytes(deflate.zlib_compress("".join(parts).encode("ascii"), 12))


def _spans(letters: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Glyphs in a row for letters in a row: the first and the last one, and the first letter.

    Of both, only the last byte may change in such a row (Adobe Technical Note #5411, 1.4.2).
    """
    first, last, code = (*letters[0][:1], *letters[0])
    for glyph, letter in letters[1:]:
        if glyph == last + 1 and letter == code + glyph - first and glyph & 0xFF and letter & 0xFF:
            last = glyph
        else:
            yield first, last, code
            first, last, code = glyph, glyph, letter
    yield first, last, code


def _sections(spans: list[tuple[int, int, int]]) -> Iterator[str]:
    for start in range(0, len(spans), MOST_IN_A_SECTION):
        part = spans[start : start + MOST_IN_A_SECTION]
        lines = "".join(f"<{first:04X}> <{last:04X}> <{code:04X}>\n" for first, last, code in part)
        yield f"{len(part)} beginbfrange\n{lines}endbfrange\n"


TICK, DOT = "4", "l"
"""The codes that viewers use: those of a tick and a dot in the font that they expect under the name ``ZaDb``."""

_EM = 1000
_ADVANCE = 800


def marks_font(pdf: Pdf) -> Object:
    """A Type 3 font (ISO 32000-1, 9.6.5), whose glyphs are drawings, so that nothing has to be found elsewhere."""
    glyphs = {"/tick": tick(_ADVANCE, _ADVANCE), "/dot": dot(_ADVANCE, _ADVANCE)}
    drawn = {
        name: pdf.make_stream(f"{_ADVANCE} 0 0 0 {_ADVANCE} {_ADVANCE} d1 ".encode() + operators)
        for name, operators in glyphs.items()
    }
    first, last = sorted((ord(TICK), ord(DOT)))
    widths = [_ADVANCE if code in (first, last) else 0 for code in range(first, last + 1)]
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, _ADVANCE, _ADVANCE]),
        FontMatrix=Matrix(1 / _EM, 0, 0, 1 / _EM, 0, 0).as_array(),
        CharProcs=Dictionary(drawn),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([ord(TICK), Name("/tick"), ord(DOT), Name("/dot")])),
        FirstChar=first,
        LastChar=last,
        Widths=Array(widths),
        Resources=Dictionary(),
        ToUnicode=pdf.make_stream(_TO_UNICODE),
    )
    return pdf.make_indirect(font)


_ONE_BYTE = "1 begincodespacerange <00> <FF> endcodespacerange\n"
_CODES = f"2 beginbfchar\n<{ord(TICK):02X}> <2713>\n<{ord(DOT):02X}> <25CF>\nendbfchar\n"
_TO_UNICODE = "".join((CMAP_NAMES, _ONE_BYTE, _CODES, CMAP_TAIL)).encode("ascii")
