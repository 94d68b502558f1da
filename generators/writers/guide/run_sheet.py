"""The run sheet as a Word file that a trainer changes at the kitchen table: pandoc writes it from a document tree.

It is then dressed: the local's color, its paper, a table to read, and no time of making.
"""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from generators.brand.palette import Palette, palette
from generators.decks.teaching.guide import Guide, Handout
from generators.model import Brand, Paper
from generators.ooxml.package import zipped
from generators.words.direction import direction

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
FONT = "Arial"
TITLE = "Title"
PAPERS = {"letter": ("12240", "15840"), "a4": ("11906", "16838")}
"""Width and height in twentieths of a point."""

MARGIN = "1080"

Root = etree._Element


@dataclass(frozen=True, slots=True)
class Look:
    """What one sheet's file says of itself, the local's colors, and the paper that it is printed on.

    ``date`` is the time of the build, in UTC, or None for none.
    """

    title: str
    author: str
    lang: str
    colors: Palette
    paper: Paper
    date: datetime | None = None


def dressed(made: bytes, number: int, look: Look) -> bytes:
    """The sheet of that ``number``, from 0, out of a file of several; the same sheet gives the same bytes.

    Each sheet begins with a paragraph in the style ``TITLE``.
    """
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    changes: Mapping[str, Callable[[Root, Look], None]] = {
        "word/theme/theme1.xml": _theme,
        "word/styles.xml": _styles,
        "word/document.xml": _page,
        "docProps/core.xml": _properties,
    }
    for name, change in changes.items():
        root = etree.fromstring(parts[name])
        if name == "word/document.xml":
            _keep(root, number)
        change(root, look)
        if direction(look.lang) == "rtl" and name.startswith("word/"):
            _turn(root, look.lang)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def _turn(root: Root, lang: str) -> None:
    """From right to left: paragraphs, letters, the columns of tables, and the page (ISO/IEC 29500-1, 17.3 to 17.6)."""
    for paragraph in root.iterfind(f".//{_w('pPrDefault')}/{_w('pPr')}"):
        paragraph.insert(0, _element("bidi"))
    for run in root.iterfind(f".//{_w('rPrDefault')}/{_w('rPr')}"):
        for size in run.findall(_w("szCs")):
            size.addnext(_element("rtl"))
        for own in run.findall(_w("lang")):
            own.set(_w("bidi"), lang)
    for table in root.iter(_w("tblPr")):
        for style in table.findall(_w("tblStyle")):
            style.addnext(_element("bidiVisual"))
    for section in root.iter(_w("sectPr")):
        section.append(_element("bidi"))


def _theme(root: Root, look: Look) -> None:
    color = _hex(look.colors.primary_text)
    for accent in root.iter(f"{{{A}}}accent1"):
        accent[:] = [etree.Element(f"{{{A}}}srgbClr", val=color)]
    for kind in ("majorFont", "minorFont"):
        for latin in root.iterfind(f".//{{{A}}}{kind}/{{{A}}}latin"):
            latin.set("typeface", FONT)


def _styles(root: Root, look: Look) -> None:
    styles = {style.get(_w("styleId")): style for style in root.iter(_w("style"))}
    for lang in root.iterfind(f".//{_w('rPrDefault')}//{_w('lang')}"):
        lang.set(_w("val"), look.lang)
    for size in root.iterfind(f".//{_w('rPrDefault')}//{_w('sz')}"):
        size.set(_w("val"), "21")
    title = styles[TITLE]
    for align in title.iter(_w("jc")):
        align.set(_w("val"), "start")
    color = _hex(look.colors.primary_text)
    _set_heading(title, "44", color)
    _set_heading(styles["Heading1"], "28", color)
    _set_table(styles["Table"], _hex(look.colors.primary_deep))


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


def _keep(root: Root, number: int) -> None:
    """Takes all other sheets out of the text."""
    body, current = root[0], -1
    for element in list(body):
        style = element.find(f"{_w('pPr')}/{_w('pStyle')}")
        current += style is not None and style.get(_w("val")) == TITLE
        if current != number and element.tag != _w("sectPr"):
            body.remove(element)


def _page(root: Root, look: Look) -> None:
    wide, high = PAPERS[look.paper]
    for section in root.iter(_w("sectPr")):
        edges = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), MARGIN)
        at = len(section.findall(_w("footnotePr")))
        section[at:at] = [_element("pgSz", w=wide, h=high), _element("pgMar", **edges, gutter="0")]
    for table in root.iter(_w("tblW")):
        table.set(_w("type"), "pct")
        table.set(_w("w"), "5000")


def _properties(root: Root, look: Look) -> None:
    """Title, author, and language; the time of the build, or none."""
    for name, text in (("title", look.title), ("creator", look.author), ("language", look.lang)):
        for old in root.findall(f"{{{DC}}}{name}"):
            root.remove(old)
        etree.SubElement(root, f"{{{DC}}}{name}").text = text
    for name in ("created", "modified"):
        for element in root.findall(f"{{{DCTERMS}}}{name}"):
            if look.date:
                element.text = look.date.strftime("%Y-%m-%dT%H:%M:%SZ")
            else:
                root.remove(element)


def _hex(color: str) -> str:
    return color.lstrip("#").upper()


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _element(tag: str, **attributes: str) -> Root:
    element = etree.Element(_w(tag))
    for key, value in attributes.items():
        element.set(_w(key), value)
    return element


AST_VERSION = (1, 23, 1)
"""The version of pandoc's document tree that is written here."""

WIDTHS = (0.16, 0.09, 0.11, 0.46, 0.18)
ALIGNMENTS = ("AlignRight", "AlignRight", "AlignRight", "AlignLeft", "AlignLeft")

EMPTY = "\u00a0"
"""Keeps an empty cell as low as its neighbors."""

Tree = dict[str, Any]
_NO_ATTRIBUTES: list[Any] = ["", [], []]


def run_sheet_files(
    guides: Sequence[Guide], brand: Brand, paper: Paper, date: datetime | None = None
) -> tuple[bytes, ...]:
    """A Word file for each guide, made on ``date``; the same bytes for the same guides."""
    if not guides:
        return ()
    colors = palette(brand)
    together = _written([block for guide in guides for block in _blocks(guide)])
    return tuple(
        dressed(together, number, Look(guide.deck.title, guide.local, guide.deck.lang, colors, paper, date))
        for number, guide in enumerate(guides)
    )


def _written(blocks: list[Tree]) -> bytes:
    """All sheets in one file: most of pandoc's time goes by before the first word."""
    tree = json.dumps({"pandoc-api-version": AST_VERSION, "meta": {}, "blocks": blocks}, ensure_ascii=False)
    command = [_pandoc(), "--from=json", "--to=docx", "--output=-", "--sandbox"]
    ended = subprocess.run(command, input=tree.encode(), capture_output=True, check=False, creationflags=_NO_WINDOW)
    if ended.returncode:
        raise RuntimeError(f"pandoc ended with {ended.returncode}: {ended.stderr.decode(errors='replace')}")
    return ended.stdout


_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows, a program of the command line opens a window of its own."""


def _pandoc() -> str:
    """The pandoc of the kit's environment, and never another one that the computer has: two versions write two files.

    pypandoc itself would take the newest that it finds anywhere.
    """
    package = importlib.util.find_spec("pypandoc")
    folders = package.submodule_search_locations if package else None
    found = next((path for folder in folders or () if (path := shutil.which("pandoc", path=f"{folder}/files"))), None)
    if found is None:
        raise FileNotFoundError("the installed pypandoc-binary holds no pandoc; install it again")
    return found


def _blocks(guide: Guide) -> list[Tree]:
    words = guide.words.guide
    return [
        _styled(TITLE, guide.deck.title),
        _styled("Author", guide.local),
        *(_paragraph(f"{label}: ", text) for label, text in guide.facts),
        _heading(words.run_sheet),
        _table(guide),
        *_listed(words.materials, guide.materials),
        *_listed(words.handouts, [_handout(item) for item in guide.handouts]),
    ]


def _handout(item: Handout) -> str:
    appendix = f" ({item.appendix})" if item.appendix else ""
    return f"{item.copies}: {item.form.title}{appendix}"


def _table(guide: Guide) -> Tree:
    words = guide.words.guide
    head = [words.clock, words.length_short, words.slide, words.what, words.how]
    rows: list[Tree | list[Any]] = []
    for part in guide.parts:
        if part.title:
            rows.append(_row([part.clock, "", "", part.title, part.length], strong=True))
        rows += [_row([row.clock, row.minutes, row.number, row.source.title, row.how]) for row in part.rows]
    rows.append(_row([guide.ends, "", "", words.ends, ""], strong=True))
    columns = [[{"t": align}, {"t": "ColWidth", "c": wide}] for align, wide in zip(ALIGNMENTS, WIDTHS, strict=True)]
    header = [_NO_ATTRIBUTES, [_row(head)]]
    body = [_NO_ATTRIBUTES, 0, [], rows]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, header, [body], [_NO_ATTRIBUTES, []]]}


def _row(texts: Sequence[str], *, strong: bool = False) -> list[Any]:
    cells = [
        [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": _inlines(text or EMPTY, strong=strong)}]]
        for text in texts
    ]
    return [_NO_ATTRIBUTES, cells]


def _styled(style: str, text: str) -> Tree:
    attributes = ["", [], [["custom-style", style]]]
    return {"t": "Div", "c": [attributes, [{"t": "Para", "c": _inlines(text)}]]}


def _heading(text: str) -> Tree:
    return {"t": "Header", "c": [1, _NO_ATTRIBUTES, _inlines(text)]}


def _paragraph(label: str, text: str) -> Tree:
    return {"t": "Para", "c": [*_inlines(label, strong=True), *_inlines(text)]}


def _listed(title: str, items: Sequence[str]) -> list[Tree]:
    """A heading and a list under it, or nothing."""
    rows = [[{"t": "Plain", "c": _inlines(item)}] for item in items]
    return [_heading(title), {"t": "BulletList", "c": rows}] if rows else []


def _inlines(text: str, *, strong: bool = False) -> list[Tree]:
    if not text:
        return []
    words: Tree = {"t": "Str", "c": text}
    return [{"t": "Strong", "c": [words]}] if strong else [words]
