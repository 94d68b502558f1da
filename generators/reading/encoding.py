"""Turns the bytes of a file into text, in whatever encoding an editor may have saved it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from generators.model.codes import Code

SAVE_AS_UTF8 = "save the file with the encoding UTF-8: in Notepad, File > Save as, and choose it beside the button"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PLAIN = "open it in the program that made it, save it as plain text, and give that the file's name"
_OTHERS: Mapping[bytes, str] = {
    b"PK\x03\x04": "a file of Word or another office program, or an archive",
    b"\xd0\xcf\x11\xe0": "a file of an old office program",
    b"{\\rtf": "formatted text (RTF)",
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"bplist": "a file of a Mac program",
}
"""How files begin that are no text, whatever their names say."""

_GUESS_LENGTH = 4000
_FEW = 0.2


class UnknownText(Exception):
    """The bytes are no text that can be read: why, in which line, and what to do."""

    def __init__(self, code: Code, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.line, self.message, self.hint = code, line, message, hint


def decoded(data: bytes) -> str:
    """``data`` as text: UTF-8, or UTF-16 and UTF-32 as Windows programs write them, with or without their mark.

    Raises:
        UnknownText: it is in another encoding, or no text at all.
    """
    for sign, what in _OTHERS.items():
        if data.startswith(sign):
            raise UnknownText("file-not-utf8", 1, f"this is no plain text, but {what}", _PLAIN)
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", _guessed(data)))
    try:
        return data.removeprefix(mark).decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        raise UnknownText("file-not-utf8", line, _seen(data, error), SAVE_AS_UTF8) from error


def _guessed(data: bytes) -> str:
    """UTF-16 without a mark has a zero beside nearly every letter of a western text, always on the same side."""
    start = data[:_GUESS_LENGTH]
    even, odd, half = start[::2].count(0), start[1::2].count(0), len(start) / 2
    if len(data) % 2 == 0 and half and max(even, odd) > half * (1 - _FEW) and min(even, odd) < half * _FEW:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _seen(data: bytes, error: UnicodeDecodeError) -> str:
    """What is wrong, with the words as they most probably were: nearly all such files come from Windows."""
    start = max(data.rfind(b"\n", 0, error.start), data.rfind(b"\r", 0, error.start)) + 1
    words = data[start : error.start + 20].decode("cp1252", "replace").splitlines()[0].strip()
    shown = words if words.isprintable() and "\ufffd" not in words else ""
    return f"this line is not UTF-8 text{f', but probably: {shown[-60:]}' if shown else ''}"
