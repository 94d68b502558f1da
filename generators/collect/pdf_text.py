"""Text out of PDF objects: strings in their three encodings, streams that may be made to burst, and rich text."""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from itertools import islice

from defusedxml import DefusedXmlException, ElementTree
from pikepdf import Array, Dictionary, Name, Stream, String

from generators.collect.filled import safe_text

LARGEST_STREAM = 8_000_000
"""Bytes of text that are read from one stream."""

MOST_PARTS = 1_000
"""Parts that are read of a value made of many."""

_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_LANGUAGE = re.compile("\x1b[A-Za-z]{2}(?:[A-Za-z]{2})?\x1b")
"""A language code inside a text string (ISO 32000-1, 14.9.2.2)."""

_BLOCKS = ("p", "div", "br", "li")


def text_of(value: object) -> str:
    """The text that a field's value stands for; empty where it is none."""
    if isinstance(value, String):
        return safe_text(decoded(bytes(value)))
    if isinstance(value, Name):
        return safe_text(name_of(value))
    if isinstance(value, Stream):
        return safe_text(decoded(_stream_bytes(value)))
    if isinstance(value, Array):
        return "; ".join(text for item in islice(value, MOST_PARTS) if (text := text_of(item)))
    return str(value) if isinstance(value, int | Decimal) else ""


def rich_text_of(value: object) -> str:
    """The letters of a rich text string (XHTML), a line for each paragraph."""
    markup = text_of(value)
    if not markup.lstrip().startswith("<"):
        return markup
    try:
        root = ElementTree.fromstring(markup.encode(), forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError):
        return safe_text(re.sub(r"<[^>]*>", "", markup))
    parts: list[str] = []
    for element in root.iter():
        starts_line = str(element.tag).rpartition("}")[2] in _BLOCKS
        parts.append(("\n" if starts_line and parts else "") + (element.text or ""))
        parts.append(element.tail or "")
    return safe_text("".join(parts).strip())


def decoded(data: bytes) -> str:
    """A text string by its byte order mark, else by PDFDocEncoding (ISO 32000-2, 7.9.2.2)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _LANGUAGE.sub("", data.removeprefix(mark).decode(encoding, "replace"))
    return data.decode("pdfdoc", "replace")


def name_of(name: Name) -> str:
    """A name without its slash; names are UTF-8, but not all programs know (ISO 32000-1, 7.3.5)."""
    try:
        return str(name)[1:]
    except UnicodeDecodeError:
        raw = re.sub(rb"#([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found[1].decode()), name.unparse())
        return raw[1:].decode("latin-1")


def entry(holder: object, key: str) -> object:
    """An entry of a dictionary or of a stream's dictionary; None where it is missing, or ``holder`` is neither."""
    return holder.get(key) if isinstance(holder, Dictionary | Stream) else None


def _stream_bytes(stream: Stream) -> bytes:
    """The beginning of a stream, unpacked no further than is read: a small one can unpack to gigabytes."""
    raw = stream.read_raw_bytes()
    filters = entry(stream, "/Filter")
    if filters is None:
        return raw[:LARGEST_STREAM]
    only = filters[0] if isinstance(filters, Array) and len(filters) == 1 else filters
    if not isinstance(only, Name) or name_of(only) != "FlateDecode":
        return b""
    try:
        return zlib.decompressobj().decompress(raw, LARGEST_STREAM)
    except zlib.error:
        return b""
