"""The project's own base file, made from code: master, layouts, notes master, table style, and no slide."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generators.archive import zipped
from generators.slideshow.compose import own_layouts
from generators.slideshow.design import HEIGHT, WIDTH
from generators.slideshow.layouts import LAYOUTS
from generators.slideshow.words import is_right_to_left
from generators.writers.deck.markup import (
    Element,
    emu,
    fill,
    node,
    presentation_part,
    root,
    serialized,
    with_text,
)
from generators.writers.deck.masters import layout_part, master_part, notes_master_part
from generators.writers.deck.package import PRESENTATION_TYPE, Relationships, content_types, relationships_name

TABLE_STYLE = "{6E1F2A30-5B7C-4D7E-9A41-2C8E3F5D7B10}"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
THEMES = ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml")
MAIN = "ppt/presentation.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"
CORE, APPLICATION = "docProps/core.xml", "docProps/app.xml"
CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
AUTHOR = "\ue001"
"""Stands for the local's name in what is kept for the next local."""


@cache
def base_file(lang: str) -> bytes:
    """The base as a file that PowerPoint and python-pptx open; its themes are filled in for each brand."""
    rtl = is_right_to_left(lang)
    parts: dict[str, bytes] = {
        MASTER: master_part(len(LAYOUTS), rtl=rtl),
        NOTES_MASTER: notes_master_part(rtl=rtl),
        "ppt/presProps.xml": serialized(presentation_part("p:presentationPr")),
        "ppt/viewProps.xml": serialized(presentation_part("p:viewPr")),
        "ppt/tableStyles.xml": _table_styles(),
        **dict.fromkeys(THEMES, b"<theme/>"),
    }
    _add_layouts(parts, lang, rtl=rtl)
    parts[relationships_name(NOTES_MASTER)] = _one_link("theme", "../theme/theme2.xml")
    _add_main(parts, lang, rtl=rtl)
    _add_properties(parts, lang)
    parts["[Content_Types].xml"] = content_types(_types())
    return zipped(parts)


def _add_layouts(parts: dict[str, bytes], lang: str, *, rtl: bool) -> None:
    links = Relationships()
    for position, layout in enumerate(own_layouts(lang).values()):
        name = _layout_name(position)
        parts[name] = layout_part(layout, rtl=rtl)
        parts[relationships_name(name)] = _one_link("slideMaster", "../slideMasters/slideMaster1.xml")
        links.to("slideLayout", f"../slideLayouts/slideLayout{position + 1}.xml")
    links.to("theme", "../theme/theme1.xml")
    parts[relationships_name(MASTER)] = links.part()


def _add_main(parts: dict[str, bytes], lang: str, *, rtl: bool) -> None:
    links = Relationships()
    master = links.to("slideMaster", "slideMasters/slideMaster1.xml")
    notes_master = links.to("notesMaster", "notesMasters/notesMaster1.xml")
    for kind in ("presProps", "viewProps", "tableStyles"):
        links.to(kind, f"{kind}.xml")
    links.to("theme", "theme/theme1.xml")
    attributes: dict[str, str | int] = {"saveSubsetFonts": 1, "showSpecialPlsOnTitleSld": 0}
    main = presentation_part(
        "p:presentation",
        {**attributes, "rtl": 1} if rtl else attributes,
        node("p:sldMasterIdLst", {}, node("p:sldMasterId", {"id": 2147483648, "r:id": master})),
        node("p:notesMasterIdLst", {}, node("p:notesMasterId", {"r:id": notes_master})),
        node("p:sldIdLst"),
        node("p:sldSz", {"cx": emu(WIDTH), "cy": emu(HEIGHT)}),
        node("p:notesSz", {"cx": emu(540), "cy": emu(720)}),
        node("p:defaultTextStyle", {}, node("a:defPPr", {}, node("a:defRPr", {"lang": lang}))),
    )
    parts |= {MAIN: serialized(main), relationships_name(MAIN): links.part()}


def _add_properties(parts: dict[str, bytes], lang: str) -> None:
    links = Relationships()
    links.to("officeDocument", MAIN)
    links.to(CORE_LINK, CORE)
    links.to("extended-properties", APPLICATION)
    about = with_text("ep:Application", "Mentoring Kit"), with_text("ep:Company", AUTHOR)
    parts["_rels/.rels"] = links.part()
    parts[CORE] = serialized(root("cp:coreProperties", ("cp", "dc"), {}, with_text("dc:language", lang)))
    parts[APPLICATION] = serialized(root("ep:Properties", (), {}, *about))


def _types() -> Mapping[str, str]:
    return {
        MAIN: f"{PRESENTATION_TYPE}presentation.main+xml",
        MASTER: f"{PRESENTATION_TYPE}slideMaster+xml",
        NOTES_MASTER: f"{PRESENTATION_TYPE}notesMaster+xml",
        "ppt/presProps.xml": f"{PRESENTATION_TYPE}presProps+xml",
        "ppt/viewProps.xml": f"{PRESENTATION_TYPE}viewProps+xml",
        "ppt/tableStyles.xml": f"{PRESENTATION_TYPE}tableStyles+xml",
        **{_layout_name(position): f"{PRESENTATION_TYPE}slideLayout+xml" for position in range(len(LAYOUTS))},
        **dict.fromkeys(THEMES, THEME_TYPE),
        CORE: "application/vnd.openxmlformats-package.core-properties+xml",
        APPLICATION: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }


def _layout_name(position: int) -> str:
    return f"ppt/slideLayouts/slideLayout{position + 1}.xml"


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
