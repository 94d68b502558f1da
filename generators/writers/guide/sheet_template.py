"""The document that all run sheets are filled into: pandoc writes one of each of its parts, once for all locals.

It is then dressed for a language and a paper: a table to read, and no time of making. What is a local's own stays open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from lxml import etree
from msgspec import Struct

from generators.caching.store import Store, key_of
from generators.markup.element import escaped
from generators.model import Paper
from generators.ooxml.package import Parts, unzipped
from generators.ooxml.pandoc import AST_VERSION, pandoc
from generators.ooxml.xml import NAMESPACES, Element, node, parsed, qualified, serialized
from generators.words.direction import direction
from generators.words.isolation import isolated

FONT = "Arial"
TITLE = "Title"
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
THEME = "word/theme/theme1.xml"
LINKS = "word/_rels/document.xml.rels"
PAPERS = {"letter": ("12240", "15840"), "a4": ("11906", "16838")}
"""Width and height in twentieths of a point."""

MARGIN = "1080"

TEXT_COLOR, GROUND_COLOR = "own-text", "own-ground"
"""Stand for two of a local's colors: of letters, and under white letters."""

LINK = "own-link"
"""Stands for the id of a link."""

Kind = Literal["title", "author", "fact", "heading", "columns", "part", "row", "item", "link", "link with more"]
"""What a run sheet is made of."""

_LETTERS = tuple(chr(0xE010 + number) for number in range(5))
"""Stand for the texts of one part, in order: letters that nobody means anything by (Unicode, private use)."""

_OPEN = re.compile(f"[{_LETTERS[0]}-{_LETTERS[-1]}]")


class Template(Struct, frozen=True, eq=False):
    """``pieces`` of the document's text, each in parts between which its texts stand; and all other ``parts``.

    A sheet is ``head``, then pieces, among them a table from ``table`` to ``table_end``, then ``end``.
    """

    parts: Parts
    pieces: Mapping[Kind, tuple[str, ...]]
    head: str
    table: str
    table_end: str
    end: str
    rtl: bool

    def piece(self, kind: Kind, *texts: str) -> str:
        """One piece of the sheet with its texts, as XML; they are escaped, and keep the order of what is in them."""
        first, *rest = self.pieces[kind]
        shown = (str(escaped(isolated(text) if self.rtl else text)) for text in texts)
        return first + "".join(text + part for text, part in zip(shown, rest, strict=True))


@lru_cache(maxsize=8)
def template_of(lang: str, paper: Paper, store: Store) -> Template:
    """The document for sheets in ``lang`` on ``paper``."""
    written = store.remembered(key_of("run sheets", sample=_sample()), lambda: _written(_sample()))
    parts = unzipped(written)
    changes: Mapping[str, Callable[[Element], None]] = {
        THEME: _theme,
        STYLES: lambda root: _styles(root, lang),
        DOCUMENT: lambda root: _page(root, paper),
    }
    for name, change in changes.items():
        root = parsed(parts[name])
        change(root)
        if direction(lang) == "rtl":
            _turn(root, lang)
        if name == DOCUMENT:
            _keep_parts_with_slides(root)
            _parted(root)
        parts[name] = serialized(root)
    for name in (LINKS, "word/_rels/footnotes.xml.rels"):  # pandoc lists each link for footnotes as well
        parts[name] = _without_links(parts[name])
    return _in_pieces(parts, rtl=direction(lang) == "rtl")


_CUT = "<?cut ?>"
"""Where the document is parted; no part of it, since nothing in a document is a processing instruction."""

_ORDER: tuple[Kind, ...] = (
    *("title", "author", "fact", "heading", "columns", "part", "row", "item", "link", "link with more"),
)


def _in_pieces(parts: dict[str, bytes], *, rtl: bool) -> Template:
    head, *found = parts.pop(DOCUMENT).decode().split(_CUT)
    table, table_end, end = found.pop(4), found.pop(7), found.pop()
    pieces = {kind: tuple(_OPEN.split(piece)) for kind, piece in zip(_ORDER, found, strict=True)}
    return Template(parts, pieces, head, table, table_end, end, rtl)


def _keep_parts_with_slides(root: Element) -> None:
    """No page ends with the line of a part: its first slide follows it there (ISO/IEC 29500-1, 17.3.1.15)."""
    _heads, part, *_ = root.iter(qualified("w:tr"))
    for properties in part.iter(qualified("w:pPr")):
        properties.insert(len(properties.findall("w:pStyle", NAMESPACES)), _element("keepNext"))


def _parted(root: Element) -> None:
    """Marks where each piece begins."""
    (table,) = root.iter(qualified("w:tbl"))
    for element in (*root[0], *table.iterfind("w:tr", NAMESPACES)):
        element.addprevious(etree.ProcessingInstruction("cut"))
    table.append(etree.ProcessingInstruction("cut"))


def _without_links(data: bytes) -> bytes:
    root = parsed(data)
    for row in root.findall("rel:Relationship[@TargetMode='External']", NAMESPACES):
        root.remove(row)
    return serialized(root)


def _turn(root: Element, lang: str) -> None:
    """From right to left: paragraphs, letters, the columns of tables, and the page (ISO/IEC 29500-1, 17.3 to 17.6)."""
    for paragraph in root.iterfind(".//w:pPrDefault/w:pPr", NAMESPACES):
        paragraph.insert(0, _element("bidi"))
    for run in root.iterfind(".//w:rPrDefault/w:rPr", NAMESPACES):
        for size in run.findall("w:szCs", NAMESPACES):
            size.addnext(_element("rtl"))
        for own in run.findall("w:lang", NAMESPACES):
            own.set(qualified("w:bidi"), lang)
    for table in root.iter(qualified("w:tblPr")):
        for style in table.findall("w:tblStyle", NAMESPACES):
            style.addnext(_element("bidiVisual"))
    for section in root.iter(qualified("w:sectPr")):
        section.append(_element("bidi"))


def _theme(root: Element) -> None:
    for accent in root.iter(qualified("a:accent1")):
        accent[:] = [node("a:srgbClr", {"val": TEXT_COLOR})]
    for kind in ("majorFont", "minorFont"):
        for latin in root.iterfind(f".//a:{kind}/a:latin", NAMESPACES):
            latin.set("typeface", FONT)


def _styles(root: Element, lang: str) -> None:
    styles = {style.get(qualified("w:styleId")): style for style in root.iter(qualified("w:style"))}
    for own in root.iterfind(".//w:rPrDefault//w:lang", NAMESPACES):
        own.set(qualified("w:val"), lang)
    for size in root.iterfind(".//w:rPrDefault//w:sz", NAMESPACES):
        size.set(qualified("w:val"), "21")
    title = styles[TITLE]
    for align in title.iter(qualified("w:jc")):
        align.set(qualified("w:val"), "start")
    _set_heading(title, "44")
    _set_heading(styles["Heading1"], "28")
    _set_table(styles["Table"])


def _set_heading(style: Element, size: str) -> None:
    look = style.find("w:rPr", NAMESPACES)
    if look is None:
        return
    for name in ("color", "sz", "szCs", "b"):
        for old in look.findall(f"w:{name}", NAMESPACES):
            look.remove(old)
    fonts = 1 if look.find("w:rFonts", NAMESPACES) is not None else 0
    look[fonts:fonts] = [_element("b"), _element("color", val=TEXT_COLOR, themeColor="accent1")]
    look.extend([_element("sz", val=size), _element("szCs", val=size)])


def _set_table(style: Element) -> None:
    properties = style.find("w:tblPr", NAMESPACES)
    head = style.find("w:tblStylePr", NAMESPACES)
    if properties is None or head is None:
        return
    borders = _element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(side, val="single", sz="4", space="0", color="BFBFBF"))
    properties.insert(1, borders)
    for base in style.findall("w:basedOn", NAMESPACES):
        style.remove(base)
    for edge in (*style.iter(qualified("w:top")), *style.iter(qualified("w:bottom"))):
        if edge.get(qualified("w:type")) == "dxa":
            edge.set(qualified("w:w"), "30")
    run = _element("rPr")
    run.extend([_element("b"), _element("color", val="FFFFFF")])
    cell = _element("tcPr")
    cell.append(_element("shd", val="clear", color="auto", fill=GROUND_COLOR))
    head[:] = [run, cell]


def _page(root: Element, paper: Paper) -> None:
    wide, high = PAPERS[paper]
    for section in root.iter(qualified("w:sectPr")):
        edges = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), MARGIN)
        at = len(section.findall("w:footnotePr", NAMESPACES))
        section[at:at] = [_element("pgSz", w=wide, h=high), _element("pgMar", **edges, gutter="0")]
    for table in root.iter(qualified("w:tblW")):
        table.set(qualified("w:type"), "pct")
        table.set(qualified("w:w"), "5000")
    for hyperlink in root.iter(qualified("w:hyperlink")):
        hyperlink.set(qualified("r:id"), LINK)


def _element(tag: str, **attributes: str) -> Element:
    """One of WordprocessingML, whose attributes are all in its namespace."""
    return node(f"w:{tag}", {f"w:{key}": value for key, value in attributes.items()})


WIDTHS = (0.16, 0.09, 0.11, 0.46, 0.18)
ALIGNMENTS = ("AlignRight", "AlignRight", "AlignRight", "AlignLeft", "AlignLeft")

Tree = dict[str, Any]
_NO_ATTRIBUTES: list[Any] = ["", [], []]


def _written(blocks: Sequence[Tree]) -> bytes:
    tree = json.dumps({"pandoc-api-version": AST_VERSION, "meta": {}, "blocks": blocks}, ensure_ascii=False)
    return pandoc(tree.encode(), "--from=json", "--to=docx", "--output=-")


def _sample() -> list[Tree]:
    """One of each piece, with letters in place of its texts."""
    first, second, third, *_ = map(_inlines, _LETTERS)
    link: Tree = {"t": "Link", "c": [_NO_ATTRIBUTES, second, ["https://link.invalid", ""]]}
    items = [first, [*first, link], [*first, link, *third]]
    return [
        _styled(TITLE, first),
        _styled("Author", first),
        {"t": "Para", "c": [*_strong(first), *second]},
        {"t": "Header", "c": [1, _NO_ATTRIBUTES, first]},
        _table(),
        {"t": "BulletList", "c": [[{"t": "Plain", "c": item}] for item in items]},
    ]


def _table() -> Tree:
    columns = [[{"t": align}, {"t": "ColWidth", "c": wide}] for align, wide in zip(ALIGNMENTS, WIDTHS, strict=True)]
    cells = [_inlines(letter) for letter in _LETTERS]
    header = [_NO_ATTRIBUTES, [_row(cells)]]
    body = [_NO_ATTRIBUTES, 0, [], [_row(map(_strong, cells)), _row(cells)]]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, header, [body], [_NO_ATTRIBUTES, []]]}


def _row(cells: Iterable[list[Tree]]) -> list[Any]:
    shown = [[_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": cell}]] for cell in cells]
    return [_NO_ATTRIBUTES, shown]


def _styled(style: str, text: list[Tree]) -> Tree:
    attributes = ["", [], [["custom-style", style]]]
    return {"t": "Div", "c": [attributes, [{"t": "Para", "c": text}]]}


def _inlines(text: str) -> list[Tree]:
    return [{"t": "Str", "c": text}]


def _strong(text: list[Tree]) -> list[Tree]:
    return [{"t": "Strong", "c": text}]
