"""The project's own base: theme, master, layouts, notes master, and table style, made from code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generators.archive import Parts
from generators.slideshow.compose import own_layouts
from generators.slideshow.design import HEIGHT, WIDTH
from generators.slideshow.layouts import LAYOUTS
from generators.slideshow.words import is_right_to_left
from generators.writers.deck.markup import Element, emu, fill, node, presentation_part, root, serialized
from generators.writers.deck.masters import layout_part, master_part, notes_master_part
from generators.writers.deck.package import PRESENTATION_TYPE, Relationships, relationships_name

TABLE_STYLE = "{6E1F2A30-5B7C-4D7E-9A41-2C8E3F5D7B10}"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
THEMES = ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml")
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"


def layout_name(position: int) -> str:
    return f"ppt/slideLayouts/slideLayout{position + 1}.xml"


@cache
def base_parts(lang: str) -> Parts:
    """All parts of the base that no brand touches, by name."""
    rtl = is_right_to_left(lang)
    parts: dict[str, bytes] = {
        MASTER: master_part(len(LAYOUTS), rtl=rtl),
        NOTES_MASTER: notes_master_part(rtl=rtl),
        "ppt/presProps.xml": serialized(presentation_part("p:presentationPr")),
        "ppt/viewProps.xml": serialized(presentation_part("p:viewPr")),
        "ppt/tableStyles.xml": _table_styles(),
    }
    links = Relationships()
    for position, layout in enumerate(own_layouts(lang).values()):
        parts[layout_name(position)] = layout_part(layout, rtl=rtl)
        parts[relationships_name(layout_name(position))] = _one_link("slideMaster", "../slideMasters/slideMaster1.xml")
        links.to("slideLayout", f"../slideLayouts/slideLayout{position + 1}.xml")
    links.to("theme", "../theme/theme1.xml")
    parts[relationships_name(MASTER)] = links.part()
    parts[relationships_name(NOTES_MASTER)] = _one_link("theme", "../theme/theme2.xml")
    return parts


def base_types() -> Mapping[str, str]:
    """The content types of the base's parts."""
    return {
        MASTER: f"{PRESENTATION_TYPE}slideMaster+xml",
        NOTES_MASTER: f"{PRESENTATION_TYPE}notesMaster+xml",
        "ppt/presProps.xml": f"{PRESENTATION_TYPE}presProps+xml",
        "ppt/viewProps.xml": f"{PRESENTATION_TYPE}viewProps+xml",
        "ppt/tableStyles.xml": f"{PRESENTATION_TYPE}tableStyles+xml",
        **{layout_name(position): f"{PRESENTATION_TYPE}slideLayout+xml" for position in range(len(LAYOUTS))},
        **dict.fromkeys(THEMES, THEME_TYPE),
    }


def page_sizes() -> tuple[Element, Element]:
    """The slide's and the notes page's."""
    slide = node("p:sldSz", {"cx": emu(WIDTH), "cy": emu(HEIGHT)})
    return slide, node("p:notesSz", {"cx": emu(540), "cy": emu(720)})


def _one_link(kind: str, target: str) -> bytes:
    links = Relationships()
    links.to(kind, target)
    return links.part()


def _table_styles() -> bytes:
    """One style: a head in the brand's color, light bands, first column in bold."""
    style = node(
        "a:tblStyle",
        {"styleId": TABLE_STYLE, "styleName": "Handbook"},
        _table_part("a:wholeTbl", "tx1", _borders(), "bg1"),
        _table_part("a:band2H", None, node("a:tcBdr"), "bg2"),
        _table_part("a:firstCol", "tx2", node("a:tcBdr"), None, bold=True),
        _table_part("a:firstRow", "bg1", node("a:tcBdr"), "accent1", bold=True),
        _table_part("a:nwCell", "bg1", node("a:tcBdr"), None, bold=True),
    )
    return serialized(root("a:tblStyleLst", ("a",), {"def": TABLE_STYLE}, style))


def _table_part(tag: str, text: str | None, borders: Element, ground: str | None, *, bold: bool = False) -> Element:
    paint = (node("a:fill", {}, _solid(ground)),) if ground else ()
    cell = node("a:tcStyle", {}, borders, *paint)
    if text is None:
        return node(tag, {}, cell)
    font = node("a:fontRef", {"idx": "minor"})
    return node(
        tag, {}, node("a:tcTxStyle", {"b": "on"} if bold else {}, font, node("a:schemeClr", {"val": text})), cell
    )


def _solid(color: str) -> Element:
    return node("a:solidFill", {}, node("a:schemeClr", {"val": color}))


def _borders() -> Element:
    none = {side: node(f"a:{side}", {}, node("a:ln", {}, fill(None))) for side in ("left", "right", "insideV")}
    lines = {
        side: node(f"a:{side}", {}, node("a:ln", {"w": width}, _solid(color)))
        for side, width, color in (("top", 12700, "accent1"), ("bottom", 19050, "accent1"), ("insideH", 9525, "bg2"))
    }
    order = ("left", "right", "top", "bottom", "insideH", "insideV")
    return node("a:tcBdr", {}, *({**none, **lines}[side] for side in order))
