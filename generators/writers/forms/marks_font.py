"""A font of two glyphs, tick and dot, for viewers that draw chosen boxes anew instead of showing our drawing."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf

from generators.writers.forms.appearances import dot, tick

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


_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
    f"2 beginbfchar\n<{ord(TICK):02X}> <2713>\n<{ord(DOT):02X}> <25CF>\nendbfchar\n"
    "endcmap CMapName currentdict /CMap defineresource pop end end"
).encode("ascii")
