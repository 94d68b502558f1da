"""Builds the XML of a presentation element by element, so that no text is ever taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import cast

from lxml import etree

from generators.decks.slideshow.design import Box, SchemeColor

Element = etree._Element
Attributes = Mapping[str, str | int]

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""The extension that tells screen readers to pass a shape by ([MS-ODRAWXML], decorative)."""


def node(tag: str, attributes: Attributes | None = None, *children: Element) -> Element:
    """One element; ``tag`` and attribute names carry their usual prefix (``a:off``)."""
    element = etree.Element(_qualified(tag))
    for name, value in (attributes or {}).items():
        element.set(_qualified(name) if ":" in name else name, str(value))
    element.extend(children)
    return element


def root(tag: str, prefixes: Iterable[str], attributes: Attributes | None = None, *children: Element) -> Element:
    """The root of a part, with its namespaces declared once; the first prefix of a package part has no name."""
    own = tag.split(":")[0]
    names: dict[str | None, str] = {prefix: NAMESPACES[prefix] for prefix in prefixes}
    if own == "ep":
        names[None] = NAMESPACES[own]
    element = etree.Element(_qualified(tag), nsmap=cast(Mapping[str, str], names))
    for name, value in (attributes or {}).items():
        element.set(_qualified(name) if ":" in name else name, str(value))
    element.extend(children)
    return element


def presentation_part(tag: str, attributes: Attributes | None = None, *children: Element) -> Element:
    return root(tag, ("a", "r", "p"), attributes, *children)


def with_text(tag: str, text: str, attributes: Attributes | None = None) -> Element:
    element = node(tag, attributes)
    element.text = text
    return element


def serialized(element: Element) -> bytes:
    etree.cleanup_namespaces(element, keep_ns_prefixes=["a", "r", "p"])
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def emu(points: float) -> int:
    """English Metric Units, in which OOXML measures."""
    return round(points * 12700)


def hundredths(points: float) -> int:
    return round(points * 100)


def fill(color: SchemeColor | None, opacity: float = 1.0) -> Element:
    """A theme color as a fill, or no fill."""
    if color is None:
        return node("a:noFill")
    shade = (node("a:alpha", {"val": round(opacity * 100000)}),) if opacity < 1 else ()
    return node("a:solidFill", {}, node("a:schemeClr", {"val": color}, *shade))


def transform(box: Box, tag: str = "a:xfrm") -> Element:
    return node(
        tag,
        {},
        node("a:off", {"x": emu(box.left), "y": emu(box.top)}),
        node("a:ext", {"cx": emu(box.width), "cy": emu(box.height)}),
    )


def geometry(preset: str, *guides: tuple[str, int]) -> Element:
    values = [node("a:gd", {"name": name, "fmla": f"val {value}"}) for name, value in guides]
    return node("a:prstGeom", {"prst": preset}, node("a:avLst", {}, *values))


def identity(number: int, name: str, *, alt: str = "", decorative: bool = False) -> Element:
    """A shape's id, name, and alternative text; a decorative one says so."""
    attributes: dict[str, str | int] = {"id": number, "name": name}
    if alt and not decorative:
        attributes["descr"] = alt
    if not decorative:
        return node("p:cNvPr", attributes)
    mark = etree.Element(_qualified("adec:decorative"), nsmap={"adec": NAMESPACES["adec"]})
    mark.set("val", "1")
    return node("p:cNvPr", {**attributes, "descr": ""}, node("a:extLst", {}, node("a:ext", {"uri": DECORATIVE}, mark)))


def group_head() -> tuple[Element, Element]:
    """What every shape tree begins with."""
    empty = node(
        "a:xfrm",
        {},
        node("a:off", {"x": 0, "y": 0}),
        node("a:ext", {"cx": 0, "cy": 0}),
        node("a:chOff", {"x": 0, "y": 0}),
        node("a:chExt", {"cx": 0, "cy": 0}),
    )
    head = node("p:nvGrpSpPr", {}, node("p:cNvPr", {"id": 1, "name": ""}), node("p:cNvGrpSpPr"), node("p:nvPr"))
    return head, node("p:grpSpPr", {}, empty)


@cache
def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
