"""Finds out what a file is by its first bytes, and reads its answers."""

from __future__ import annotations

from generators.collect.filled import Filled, Unreadable
from generators.collect.pdf_file import read_pdf
from generators.collect.saved_answers import read_saved_answers

_PICTURE = "is a picture: type it in by hand"
_OTHERS = (
    ((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"), _PICTURE),
    ((b"%FDF-",), "holds answers without their form (FDF); ask for the PDF itself"),
    ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "is an office document, not a form of the kit"),
    ((b"<",), "is a web page, which holds no answers; ask for what 'Save my answers' writes"),
)
_PDF_WITHIN = 1024
"""Bytes before which a PDF has to say that it is one (ISO 32000-1, annex H, implementation note 13)."""


def read_filled(data: bytes) -> Filled:
    """The answers in the bytes of a file.

    Raises:
        Unreadable: the file gives none; the text says why.
    """
    if not data.strip():
        raise Unreadable("is empty")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return read_pdf(data)
    start = data[:_PDF_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"{":
        filled = read_saved_answers(data)
        if not filled.answers:
            raise Unreadable("is not filled in")
        return filled
    if start[4:8] == b"ftyp":  # HEIF pictures (ISO/IEC 14496-12, 4.3), as phones take them
        raise Unreadable(_PICTURE)
    for beginnings, reason in _OTHERS:
        if start.startswith(beginnings):
            raise Unreadable(reason)
    raise Unreadable("is neither a PDF nor saved answers")
