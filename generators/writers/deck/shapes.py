"""The pieces of DrawingML and PresentationML that slides, masters, and themes share."""

from __future__ import annotations

from lxml import etree

from generators.decks.slideshow.design import Box, SchemeColor
from generators.ooxml.xml import NAMESPACES, Attributes, Element, emu, node, qualified, root, serialized

DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
"""The extension that tells screen readers to pass a shape by ([MS-ODRAWXML], decorative)."""


def presentation_part(tag: str, attributes: Attributes | None = None, *children: Element) -> Element:
    return root(tag, ("a", "r", "p"), attributes, *children)


def presentation_bytes(element: Element) -> bytes:
    """The part, with the namespaces that slides use declared at its root alone."""
    etree.cleanup_namespaces(element, keep_ns_prefixes=["a", "r", "p"])
    return serialized(element)


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
    mark = etree.Element(qualified("adec:decorative"), nsmap={"adec": NAMESPACES["adec"]})
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


def placeholder_head(number: int, name: str, mark: Attributes) -> Element:
    """The head of a shape in a placeholder; ``mark`` says in which, by the attributes of ``p:ph``."""
    lock = node("p:cNvSpPr", {}, node("a:spLocks", {"noGrp": 1}))
    return node("p:nvSpPr", {}, identity(number, name), lock, node("p:nvPr", {}, node("p:ph", mark)))


def slide_image(mark: Attributes, *look: Element) -> Element:
    """The picture of its slide on a notes page; ``mark`` as above, ``look`` where it stands and how it is drawn."""
    lock = node("a:spLocks", {"noGrp": 1, "noRot": 1, "noChangeAspect": 1})
    place = node("p:nvPr", {}, node("p:ph", {"type": "sldImg", **mark}))
    head = node("p:nvSpPr", {}, identity(2, "Slide Image"), node("p:cNvSpPr", {}, lock), place)
    return node("p:sp", {}, head, node("p:spPr", {}, *look))


def inherited_colors() -> Element:
    """That a slide, a layout, or a notes page takes the master's colors."""
    return node("p:clrMapOvr", {}, node("a:masterClrMapping"))
