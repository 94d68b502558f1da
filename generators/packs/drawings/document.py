"""Reads the XML of a drawing within bounds: each element with its line, and only entities that are plain text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser
from msgspec import Struct

from generators.packs.limits import DRAWING

NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

PLAIN_SVG = "open it in the program that made it, and save it as plain SVG, with text as outlines; or as PNG"
"""What helps with nearly every drawing."""

_DECLARATION = re.compile(r"\s*<\?xml\b([^>]*)\?>")
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']""")
_ENCODINGS = re.compile(
    r"us-ascii|utf-?8|iso-?8859-\d+|latin-?1|windows-12\d\d|cp12\d\d|gb(k|2312|18030)|big5|shift_jis|euc-(jp|kr)|koi8-[ru]"
    r"|macintosh",
    re.IGNORECASE,
)
_BYTE_ORDERS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"<\0s\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"\0<\0s", "utf-16-be"),
)
"""How text of several bytes a letter begins (XML 1.0, appendix F)."""

_OTHERS = (
    (b"\x1f\x8b", "it is a compressed drawing (SVGZ)", "save it as plain SVG, which is not compressed; or as PNG"),
    (b"%PDF", "it is a PDF or an Illustrator document", "in Illustrator, use File > Export > Export As > SVG"),
    (b"%!PS", "it is an EPS document", "open it in the program that made it, and export it as SVG or PNG"),
    (b"PK\x03\x04", "it is a zip archive, or the document of an office program", "unpack it, and put the SVG here"),
)
_PREFIX = "in Illustrator, use File > Export > Export As > SVG, not Save As; or open it in Inkscape and save it there"


class UnusableDrawing(Exception):
    """The file is no SVG that can be shown; the text says why, for its author; ``hint`` what to do, if known."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


class Document(Struct, frozen=True):
    """A drawing as it was written; ``lines`` has the number of the line on which each element begins."""

    root: Element
    lines: Mapping[Element, int]


def is_drawing(data: bytes) -> bool:
    """Whether the file begins as an SVG does."""
    start = data[:2000].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml")) or (start.startswith(b"<!") and b"<svg" in start)


def document(data: bytes) -> Document:
    """The drawing in ``data``.

    Raises:
        UnusableDrawing: it is no SVG, declares more than plain text, or has more elements than may be drawn.
    """
    for sign, reason, hint in _OTHERS:
        if data.startswith(sign):
            raise UnusableDrawing(reason, hint)
    text = _decoded(data)
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    try:
        return _read(text, declaration[0].count("\n") if declaration else 0)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise _unreadable(error) from error


def plain_name(element: Element) -> str:
    """The name of an SVG element, empty for elements of other vocabularies."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space in ("", "{" + NAMESPACE) else ""


def target_of(element: Element) -> str:
    """The id to which ``href`` leads within the drawing, or the whole address of what lies elsewhere."""
    return (element.get("href") or element.get(XLINK) or "").strip().removeprefix("#")


def _read(text: str, lines_before: int) -> Document:
    builder = _Builder(lines_before)
    parser = _Parser(builder, text.count("&"))
    builder.parser = parser.parser
    parser.feed(text)
    root = parser.close()
    if plain_name(root) != "svg":
        raise UnusableDrawing("it is XML, but no SVG drawing")
    return Document(root, builder.lines)


def _decoded(data: bytes) -> str:
    """The text, by its first bytes or by what it declares; a declared UTF-16 that it is not is passed over."""
    encoding = next((name for sign, name in _BYTE_ORDERS if data.startswith(sign)), "")
    if not encoding:
        declared = _ENCODING.match(data[:1000])
        name = declared[1].decode() if declared else "utf-8"
        encoding = "utf-8" if name.lower().startswith(("utf-16", "ucs-")) else name
        if not (encoding == "utf-8" or _ENCODINGS.fullmatch(encoding)):
            raise UnusableDrawing(f"its encoding '{encoding[:30]}' is not known here", "save it as UTF-8")
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise UnusableDrawing(f"its text is not what it says, {encoding}", PLAIN_SVG) from error


class _Builder(TreeBuilder):
    """Counts while it builds, so that no more is ever built than may be drawn."""

    def __init__(self, lines_before: int) -> None:
        super().__init__()
        self.parser: Any = None
        self.lines: dict[Element, int] = {}
        self.lines_before = lines_before
        self.size = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self.size += sum(map(len, attrs.values()))
        if len(self.lines) >= DRAWING.elements or self.size > DRAWING.file_size:
            raise UnusableDrawing(f"it is made of more than {DRAWING.elements} parts", PLAIN_SVG)
        element = super().start(tag, attrs)
        self.lines[element] = self.lines_before + int(self.parser.CurrentLineNumber)
        return element


class _Parser(XMLParser):
    """Takes an entity for what programs use it for: a short name of an address or of a style."""

    def __init__(self, target: _Builder, references: int) -> None:
        super().__init__(target=target)
        self.references = references
        self.parser.AttlistDeclHandler = self._attribute_declared

    def defused_entity_decl(
        self, name: Any, is_parameter_entity: Any, value: Any, base: Any, sysid: Any, pubid: Any, notation_name: Any
    ) -> None:
        plain = not is_parameter_entity and value is not None and not any(sign in value for sign in "&<%")
        if not plain or len(value) * self.references > DRAWING.entities:
            super().defused_entity_decl(name, is_parameter_entity, value, base, sysid, pubid, notation_name)

    def _attribute_declared(self, _element: str, _name: str, _kind: str, default: str | None, _required: int) -> None:
        if default and len(default) > 200:
            raise UnusableDrawing("it declares attributes of great length", PLAIN_SVG)


def _unreadable(error: Exception) -> UnusableDrawing:
    if isinstance(error, DefusedXmlException):
        reason = "it declares XML entities that are more than plain text"
        return UnusableDrawing(reason, "in Illustrator, use File > Export > Export As > SVG; or export it as PNG")
    words = str(error).split(":")[0][:80]
    return UnusableDrawing(f"it is not well-formed XML ({words})", _PREFIX if "unbound prefix" in words else "")
