"""The XML of office documents: their namespaces, elements with their usual prefixes, reading that follows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from lxml import etree

from generators.markup.element import escaped

Element = etree._Element
Attributes = Mapping[str, str | int]

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
"""By the prefix that the standards use (ISO/IEC 29500-1 and -2, [MS-PPTX], [MS-ODRAWXML])."""

TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
"""What a graphic frame says that it holds."""

_UNPREFIXED = frozenset({"ct", "ep", "rel"})
"""Parts whose elements stand without a prefix."""

POINT = 12700
"""English Metric Units, in which OOXML measures, in a point."""


class EntitiesDeclared(ValueError):
    """The XML declares entities, as no office program does."""


@cache
def qualified(name: str) -> str:
    """lxml's name of an element or an attribute that is given with its usual prefix (``a:off``)."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def node(tag: str, attributes: Attributes | None = None, *children: Element) -> Element:
    """One element; ``tag`` and attribute names carry their usual prefix (``a:off``)."""
    return _with(etree.Element(qualified(tag)), attributes, children)


def root(tag: str, prefixes: Iterable[str], attributes: Attributes | None = None, *children: Element) -> Element:
    """The root of a part, with the namespaces of ``prefixes`` declared once."""
    own = tag.partition(":")[0]
    names: dict[str | None, str] = {prefix: NAMESPACES[prefix] for prefix in prefixes}
    if own in _UNPREFIXED:
        names[None] = NAMESPACES[own]
    return _with(etree.Element(qualified(tag), nsmap=cast(Mapping[str, str], names)), attributes, children)


def with_text(tag: str, text: str, attributes: Attributes | None = None) -> Element:
    element = node(tag, attributes)
    element.text = text
    return element


def _with(element: Element, attributes: Attributes | None, children: Iterable[Element]) -> Element:
    for name, value in (attributes or {}).items():
        element.set(qualified(name) if ":" in name else name, str(value))
    element.extend(children)
    return element


def serialized(element: Element) -> bytes:
    """The part whose root is ``element``."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def parsed(data: bytes) -> Element:
    """The root of a part; nothing that it declares is ever followed, and its comments are gone.

    Raises:
        EntitiesDeclared: it declares entities.
        lxml.etree.XMLSyntaxError: it is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    found = etree.fromstring(data, parser)
    if found.getroottree().docinfo.internalDTD is not None:
        raise EntitiesDeclared("its XML declares entities")
    return found


def as_transitional(data: bytes) -> bytes:
    """A part with the usual namespaces in place of those of the strict edition (ISO/IEC 29500-1, annex A)."""
    if _STRICT not in data:
        return data
    for prefix in ("w", "a", "r", "p", "c", "dgm", "m"):
        usual = NAMESPACES[prefix]
        strict = _STRICT + usual.removeprefix(_USUAL).replace("/2006", "").encode()
        data = data.replace(strict, usual.encode())
    return data


_USUAL = "http://schemas.openxmlformats.org/"
_STRICT = b"http://purl.oclc.org/ooxml/"


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def filled(part: bytes, token: str, text: str) -> bytes:
    """``part`` with ``text`` wherever ``token`` stands, in an element or in an attribute."""
    return part.replace(token.encode(), escaped(text).encode())


def emu(points: float) -> int:
    return round(points * POINT)


def hundredths(points: float) -> int:
    """Hundredths of a point, in which OOXML measures type."""
    return round(points * 100)
