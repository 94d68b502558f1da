"""The file that decks are built on: the project's own base, or a local's template with all that a deck needs.

python-pptx opens decks on it and keeps it together, but has no call to make layouts or a theme.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import OpcPackage, Part
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter
from pptx.package import Package
from pptx.parts.image import ImagePart
from pptx.presentation import Presentation as OpenedPresentation

from generators.brand.palette import Palette
from generators.decks.slideshow.compose import own_layouts
from generators.decks.slideshow.design import HEIGHT, TABLE_STYLE, WIDTH, theme_colors
from generators.decks.slideshow.feet import is_dark
from generators.decks.slideshow.layouts import LAYOUTS
from generators.ooxml.package import Parts, zipped
from generators.ooxml.relationships import CORE, MAIN
from generators.ooxml.xml import Element, emu, node, root, with_text
from generators.words.direction import direction
from generators.writers.deck.masters import layout_part, master_part, notes_master_part
from generators.writers.deck.shapes import fill, presentation_bytes, presentation_part

_STEPS = range(3)
_LINES = (9525, 19050, 28575)


def theme_part(palette: Palette, name: str, family: str) -> bytes:
    """The whole part; ``name`` is the brand's, shown in PowerPoint's list of themes."""
    colors = [node(f"a:{key}", {}, node("a:srgbClr", {"val": value})) for key, value in _values(palette)]
    elements = node(
        "a:themeElements",
        {},
        node("a:clrScheme", {"name": name}, *colors),
        node("a:fontScheme", {"name": name}, _fonts("a:majorFont", family), _fonts("a:minorFont", family)),
        _formats(),
    )
    return presentation_bytes(
        root("a:theme", ("a",), {"name": name}, elements, node("a:objectDefaults"), node("a:extraClrSchemeLst"))
    )


def _values(palette: Palette) -> Iterator[tuple[str, str]]:
    return ((name, value.lstrip("#").upper()) for name, value in theme_colors(palette).items())


def _fonts(tag: str, family: str) -> Element:
    return node(
        tag,
        {},
        node("a:latin", {"typeface": family}),
        node("a:ea", {"typeface": ""}),
        node("a:cs", {"typeface": "Arial"}),
        *(node("a:font", {"script": script, "typeface": "Arial"}) for script in ("Arab", "Hebr")),
    )


def _formats() -> Element:
    """Flat fills, plain lines, no effects: what the project's own shapes use."""
    fills = [_placeholder_fill() for _ in _STEPS]
    lines = [node("a:ln", {"w": width}, _placeholder_fill()) for width in _LINES]
    effects = [node("a:effectStyle", {}, node("a:effectLst")) for _ in _STEPS]
    return node(
        "a:fmtScheme",
        {"name": "Flat"},
        node("a:fillStyleLst", {}, *fills),
        node("a:lnStyleLst", {}, *lines),
        node("a:effectStyleLst", {}, *effects),
        node("a:bgFillStyleLst", {}, *(_placeholder_fill() for _ in _STEPS)),
    )


def _placeholder_fill() -> Element:
    return node("a:solidFill", {}, node("a:schemeClr", {"val": "phClr"}))


THEMES = ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml")
APPLICATION = "docProps/app.xml"
LOGO, LOGO_DARK = "ppt/media/logo.png", "ppt/media/logo-dark.png"
AUTHOR = "\ue001"
"""Stands for the local's name in what is kept for the next local."""


@cache
def base_file(lang: str, *, with_logo: bool, with_dark: bool = False) -> bytes:
    """The base as a file: no slide yet, and themes, and the logo at its foot, that are filled in for each brand."""
    rtl = direction(lang) == "rtl"
    package = Package(io.BytesIO())
    themes = [_part(package, name, CONTENT_TYPE.OFC_THEME, b"<theme/>") for name in THEMES]
    master = _master(package, lang, themes[0], rtl=rtl, with_logo=with_logo, with_dark=with_dark)
    data = notes_master_part(rtl=rtl)
    notes = _part(package, "ppt/notesMasters/notesMaster1.xml", CONTENT_TYPE.PML_NOTES_MASTER, data)
    notes.relate_to(themes[1], RELATIONSHIP_TYPE.THEME)
    main = _part(package, MAIN, CONTENT_TYPE.PML_PRESENTATION_MAIN, b"")
    master_id = main.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
    main.blob = _main(lang, master_id, main.relate_to(notes, RELATIONSHIP_TYPE.NOTES_MASTER), rtl=rtl)
    _add_settings(main)
    main.relate_to(themes[0], RELATIONSHIP_TYPE.THEME)
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    add_properties(package, lang)
    return zipped(parts_of(package))


class _Collecting:
    """What stands in the place of a zip where python-pptx writes a package."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: PackURI, data: bytes) -> None:
        self.parts[name.membername] = data


def parts_of(package: OpcPackage) -> dict[str, bytes]:
    """The parts of ``package`` by name.

    ``package.save`` writes them into a zip with the time of the computer's clock, and fails where that is before 1980.
    """
    made = _Collecting()
    writer: Any = PackageWriter(io.BytesIO(), package._rels, tuple(package.iter_parts()))
    writer._write_content_types_stream(made)
    writer._write_pkg_rels(made)
    writer._write_parts(made)
    return made.parts


def layout_name(number: int) -> str:
    """The part of one of our layouts, counted from 1."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def _part(package: Package, name: str, kind: str, data: bytes) -> Part:
    return Part(PackURI(f"/{name}"), kind, package, data)


def _master(package: Package, lang: str, theme: Part, *, rtl: bool, with_logo: bool, with_dark: bool) -> Part:
    """The master and its layouts, each of which knows the other, and the one picture that all of them show."""
    data = master_part(len(LAYOUTS), rtl=rtl, with_logo=with_logo)
    logo, dark = (
        ImagePart(PackURI(f"/{name}"), CONTENT_TYPE.PNG, package, name.encode()) for name in (LOGO, LOGO_DARK)
    )
    master = _part(package, "ppt/slideMasters/slideMaster1.xml", CONTENT_TYPE.PML_SLIDE_MASTER, data)
    for number, layout in enumerate(own_layouts(lang).values(), 1):
        drawn = layout_part(layout, rtl=rtl, with_logo=with_logo, with_dark=with_dark)
        part = _part(package, layout_name(number), CONTENT_TYPE.PML_SLIDE_LAYOUT, drawn)
        part.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
        if with_logo and is_dark(layout):
            part.relate_to(dark if with_dark else logo, RELATIONSHIP_TYPE.IMAGE)
        master.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    master.relate_to(theme, RELATIONSHIP_TYPE.THEME)
    if with_logo:
        master.relate_to(logo, RELATIONSHIP_TYPE.IMAGE)
    return master


def _main(lang: str, master: str, notes_master: str, *, rtl: bool) -> bytes:
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
    return presentation_bytes(main)


def _add_settings(main: Part) -> None:
    """What PowerPoint expects beside a presentation, and the style of tables."""
    add_views(main)
    kind = CONTENT_TYPE.PML_TABLE_STYLES
    main.relate_to(_part(main.package, "ppt/tableStyles.xml", kind, _table_styles()), RELATIONSHIP_TYPE.TABLE_STYLES)


def add_views(main: Part) -> None:
    """Without these two parts, PowerPoint calls the file damaged."""
    for name, kind, link, data in (
        ("presProps", CONTENT_TYPE.PML_PRES_PROPS, RELATIONSHIP_TYPE.PRES_PROPS, _empty("p:presentationPr")),
        ("viewProps", CONTENT_TYPE.PML_VIEW_PROPS, RELATIONSHIP_TYPE.VIEW_PROPS, _empty("p:viewPr")),
    ):
        main.relate_to(_part(main.package, f"ppt/{name}.xml", kind, data), link)


def _empty(tag: str) -> bytes:
    return presentation_bytes(presentation_part(tag))


def add_properties(package: Package, lang: str) -> None:
    """Properties without a time: python-pptx would put the clock into those that it made itself."""
    core = presentation_bytes(root("cp:coreProperties", ("cp", "dc"), {}, with_text("dc:language", lang)))
    about = with_text("ep:Application", "Mentoring Kit"), with_text("ep:Company", AUTHOR)
    application = presentation_bytes(root("ep:Properties", (), {}, *about))
    package.relate_to(_part(package, CORE, CONTENT_TYPE.OPC_CORE_PROPERTIES, core), RELATIONSHIP_TYPE.CORE_PROPERTIES)
    kind = CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    package.relate_to(_part(package, APPLICATION, kind, application), RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


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
    return presentation_bytes(root("a:tblStyleLst", ("a",), {"def": TABLE_STYLE}, style))


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


NOTES_THEME = "/ppt/theme/notesTheme1.xml"


def template_base(parts: Parts, lang: str) -> bytes:
    """The rebuilt template in ``parts`` as a file without slides: with properties of ours, and a notes master."""
    return _completed(zipped(parts), lang)


@lru_cache(maxsize=8)
def _completed(template: bytes, lang: str) -> bytes:
    presentation = Presentation(io.BytesIO(template))
    add_properties(presentation.part.package, lang)
    add_views(presentation.part)
    if not any(row.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for row in presentation.part.rels.values()):
        _add_notes_master(presentation, rtl=direction(lang) == "rtl")
    return zipped(parts_of(presentation.part.package))


def _add_notes_master(presentation: OpenedPresentation, *, rtl: bool) -> None:
    """Notes pages of ours, in the template's own colors and fonts."""
    package = presentation.part.package
    theme = presentation.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    data = notes_master_part(rtl=rtl)
    name = PackURI("/ppt/notesMasters/notesMaster1.xml")
    notes = Part(name, CONTENT_TYPE.PML_NOTES_MASTER, package, data)
    notes.relate_to(Part(PackURI(NOTES_THEME), CONTENT_TYPE.OFC_THEME, package, theme.blob), RELATIONSHIP_TYPE.THEME)
    key = presentation.part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed = node("p:notesMasterIdLst", {}, node("p:notesMasterId", {"r:id": key}))
    presentation.element.find("{*}sldMasterIdLst").addnext(listed)
