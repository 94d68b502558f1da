"""Dresses the Word file that pandoc makes: the local's color, its paper, a table to read, and no time of making."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from lxml import etree

from generators.packs.archive import zipped
from generators.writers.guide.data import Data

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DCTERMS = "http://purl.org/dc/terms/"
FONT = "Arial"
PAPERS = {"letter": ("12240", "15840"), "a4": ("11906", "16838")}
"""Width and height in twentieths of a point."""

MARGIN = "1080"

Root = etree._Element


def dressed(made: bytes, guide: Data) -> bytes:
    """The file with the guide's look, packed so that the same guide gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    changes: Mapping[str, Callable[[Root, Data], None]] = {
        "word/theme/theme1.xml": _theme,
        "word/styles.xml": _styles,
        "word/document.xml": _page,
        "docProps/core.xml": _times,
    }
    for name, change in changes.items():
        root = etree.fromstring(parts[name])
        change(root, guide)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def _theme(root: Root, guide: Data) -> None:
    color = _hex(guide, "primary_text")
    for accent in root.iter(f"{{{A}}}accent1"):
        accent[:] = [etree.Element(f"{{{A}}}srgbClr", val=color)]
    for kind in ("majorFont", "minorFont"):
        for latin in root.iterfind(f".//{{{A}}}{kind}/{{{A}}}latin"):
            latin.set("typeface", FONT)


def _styles(root: Root, guide: Data) -> None:
    styles = {style.get(_w("styleId")): style for style in root.iter(_w("style"))}
    for lang in root.iterfind(f".//{_w('rPrDefault')}//{_w('lang')}"):
        lang.set(_w("val"), guide["lang"])
    for size in root.iterfind(f".//{_w('rPrDefault')}//{_w('sz')}"):
        size.set(_w("val"), "21")
    title = styles["Title"]
    for align in title.iter(_w("jc")):
        align.set(_w("val"), "start")
    color = _hex(guide, "primary_text")
    _set_heading(title, "44", color)
    _set_heading(styles["Heading1"], "28", color)
    _set_table(styles["Table"], _hex(guide, "primary_deep"))


def _set_heading(style: Root, size: str, color: str) -> None:
    look = style.find(_w("rPr"))
    if look is None:
        return
    for name in ("color", "sz", "szCs", "b"):
        for old in look.findall(_w(name)):
            look.remove(old)
    fonts = 1 if look.find(_w("rFonts")) is not None else 0
    look[fonts:fonts] = [_element("b"), _element("color", val=color, themeColor="accent1")]
    look.extend([_element("sz", val=size), _element("szCs", val=size)])


def _set_table(style: Root, color: str) -> None:
    properties = style.find(_w("tblPr"))
    head = style.find(_w("tblStylePr"))
    if properties is None or head is None:
        return
    borders = _element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz="4", space="0", color="BFBFBF"))
    properties.insert(1, borders)
    for base in style.findall(_w("basedOn")):
        style.remove(base)
    for edge in (*style.iter(_w("top")), *style.iter(_w("bottom"))):
        if edge.get(_w("type")) == "dxa":
            edge.set(_w("w"), "30")
    run = _element("rPr")
    run.extend([_element("b"), _element("color", val="FFFFFF")])
    cell = _element("tcPr")
    cell.append(_element("shd", val="clear", color="auto", fill=color))
    head[:] = [run, cell]


def _page(root: Root, guide: Data) -> None:
    wide, high = PAPERS[guide["paper"]]
    for section in root.iter(_w("sectPr")):
        edges = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), MARGIN)
        at = len(section.findall(_w("footnotePr")))
        section[at:at] = [_element("pgSz", w=wide, h=high), _element("pgMar", **edges, gutter="0")]
    for table in root.iter(_w("tblW")):
        table.set(_w("type"), "pct")
        table.set(_w("w"), "5000")


def _times(root: Root, _guide: Data) -> None:
    """The file bears the given time of the build, or none."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    for name in ("created", "modified"):
        for element in root.findall(f"{{{DCTERMS}}}{name}"):
            if epoch.isdecimal():
                element.text = datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            else:
                root.remove(element)


def _hex(guide: Data, role: str) -> str:
    return str(guide["colors"][role]).lstrip("#").upper()


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _element(tag: str, **attributes: str) -> Root:
    element = etree.Element(_w(tag))
    for key, value in attributes.items():
        element.set(_w(key), value)
    return element
