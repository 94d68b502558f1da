"""The run sheet as a Word file that a trainer changes at the kitchen table: pandoc writes it from a document tree.

It is then dressed: the local's color, its paper, a table to read, and no time of making.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generators.brand.palette import Palette, palette
from generators.caching.store import FORGETFUL, Store, key_of
from generators.decks.teaching.guide import Guide, Handout
from generators.model import Brand, Paper
from generators.ooxml.package import unzipped, zipped
from generators.ooxml.pandoc import AST_VERSION, pandoc
from generators.ooxml.relationships import CORE
from generators.ooxml.xml import NAMESPACES, Element, filled, node, parsed, qualified, serialized, with_text
from generators.words.direction import direction
from generators.words.isolation import isolated

FONT = "Arial"
TITLE = "Title"
_LINKS = "word/_rels/document.xml.rels"
PAPERS = {"letter": ("12240", "15840"), "a4": ("11906", "16838")}
"""Width and height in twentieths of a point."""

MARGIN = "1080"


@dataclass(frozen=True, slots=True)
class SheetStyle:
    """What one sheet's file says of itself, the local's colors, and the paper that it is printed on.

    ``addresses`` are those of links, by what stands for them in the file.
    ``date`` is the time of the build, in UTC, or None for none.
    """

    title: str
    author: str
    lang: str
    colors: Palette
    paper: Paper
    addresses: Mapping[str, str]
    date: datetime | None = None


def dressed(made: bytes, number: int, look: SheetStyle) -> bytes:
    """The sheet of that ``number``, from 0, out of a file of several; the same sheet gives the same bytes.

    Each sheet begins with a paragraph in the style ``TITLE``.
    """
    parts = unzipped(made)
    changes: Mapping[str, Callable[[Element, SheetStyle], None]] = {
        "word/theme/theme1.xml": _theme,
        "word/styles.xml": _styles,
        "word/document.xml": _page,
        CORE: _properties,
    }
    for name, change in changes.items():
        root = parsed(parts[name])
        if name == "word/document.xml":
            _keep(root, number)
        change(root, look)
        if direction(look.lang) == "rtl" and name.startswith("word/"):
            _turn(root, look.lang)
        parts[name] = serialized(root)
    for stand_in, address in look.addresses.items():
        parts[_LINKS] = filled(parts[_LINKS], stand_in, address)
    return zipped(parts)


def _turn(root: Element, lang: str) -> None:
    """From right to left: paragraphs, letters, the columns of tables, and the page (ISO/IEC 29500-1, 17.3 to 17.6)."""
    for words in root.iter(qualified("w:t")):
        words.text = isolated(words.text or "")
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


def _theme(root: Element, look: SheetStyle) -> None:
    color = _hex(look.colors.primary_text)
    for accent in root.iter(qualified("a:accent1")):
        accent[:] = [node("a:srgbClr", {"val": color})]
    for kind in ("majorFont", "minorFont"):
        for latin in root.iterfind(f".//a:{kind}/a:latin", NAMESPACES):
            latin.set("typeface", FONT)


def _styles(root: Element, look: SheetStyle) -> None:
    styles = {style.get(qualified("w:styleId")): style for style in root.iter(qualified("w:style"))}
    for lang in root.iterfind(".//w:rPrDefault//w:lang", NAMESPACES):
        lang.set(qualified("w:val"), look.lang)
    for size in root.iterfind(".//w:rPrDefault//w:sz", NAMESPACES):
        size.set(qualified("w:val"), "21")
    title = styles[TITLE]
    for align in title.iter(qualified("w:jc")):
        align.set(qualified("w:val"), "start")
    color = _hex(look.colors.primary_text)
    _set_heading(title, "44", color)
    _set_heading(styles["Heading1"], "28", color)
    _set_table(styles["Table"], _hex(look.colors.primary_deep))


def _set_heading(style: Element, size: str, color: str) -> None:
    look = style.find("w:rPr", NAMESPACES)
    if look is None:
        return
    for name in ("color", "sz", "szCs", "b"):
        for old in look.findall(f"w:{name}", NAMESPACES):
            look.remove(old)
    fonts = 1 if look.find("w:rFonts", NAMESPACES) is not None else 0
    look[fonts:fonts] = [_element("b"), _element("color", val=color, themeColor="accent1")]
    look.extend([_element("sz", val=size), _element("szCs", val=size)])


def _set_table(style: Element, color: str) -> None:
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
    cell.append(_element("shd", val="clear", color="auto", fill=color))
    head[:] = [run, cell]


def _keep(root: Element, number: int) -> None:
    """Takes all other sheets out of the text."""
    body, current = root[0], -1
    for element in list(body):
        style = element.find("w:pPr/w:pStyle", NAMESPACES)
        current += style is not None and style.get(qualified("w:val")) == TITLE
        if current != number and element.tag != qualified("w:sectPr"):
            body.remove(element)


def _page(root: Element, look: SheetStyle) -> None:
    for words in root.iter(qualified("w:t")):
        words.text = look.author if words.text == LOCAL else words.text
    wide, high = PAPERS[look.paper]
    for section in root.iter(qualified("w:sectPr")):
        edges = dict.fromkeys(("top", "right", "bottom", "left", "header", "footer"), MARGIN)
        at = len(section.findall("w:footnotePr", NAMESPACES))
        section[at:at] = [_element("pgSz", w=wide, h=high), _element("pgMar", **edges, gutter="0")]
    for table in root.iter(qualified("w:tblW")):
        table.set(qualified("w:type"), "pct")
        table.set(qualified("w:w"), "5000")


def _properties(root: Element, look: SheetStyle) -> None:
    """Title, author, and language; the time of the build, or none."""
    for name, text in (("title", look.title), ("creator", look.author), ("language", look.lang)):
        for old in root.findall(f"dc:{name}", NAMESPACES):
            root.remove(old)
        root.append(with_text(f"dc:{name}", text))
    for name in ("created", "modified"):
        for element in root.findall(f"dcterms:{name}", NAMESPACES):
            if look.date:
                element.text = look.date.strftime("%Y-%m-%dT%H:%M:%SZ")
            else:
                root.remove(element)


def _hex(color: str) -> str:
    return color.lstrip("#").upper()


def _element(tag: str, **attributes: str) -> Element:
    """One of WordprocessingML, whose attributes are all in its namespace."""
    return node(f"w:{tag}", {f"w:{key}": value for key, value in attributes.items()})


WIDTHS = (0.16, 0.09, 0.11, 0.46, 0.18)
ALIGNMENTS = ("AlignRight", "AlignRight", "AlignRight", "AlignLeft", "AlignLeft")

EMPTY = "\u00a0"
"""Keeps an empty cell as low as its neighbors."""

Tree = dict[str, Any]
_NO_ATTRIBUTES: list[Any] = ["", [], []]


def run_sheet_files(
    guides: Sequence[Guide], brand: Brand, paper: Paper, date: datetime | None = None, store: Store = FORGETFUL
) -> tuple[bytes, ...]:
    """A Word file for each guide, made on ``date``; the same bytes for the same guides.

    Locals that teach the same share what pandoc writes: a local's name, colors, and addresses are put in afterwards.
    """
    if not guides:
        return ()
    colors, addresses = palette(brand), _addresses(guides)
    blocks = [block for guide in guides for block in _blocks(guide, addresses)]
    together = store.remembered(key_of("run sheets", blocks=blocks), lambda: _written(blocks))
    links = {stand_in: address for address, stand_in in addresses.items()}
    return tuple(
        dressed(
            together, number, SheetStyle(guide.deck.title, guide.local, guide.deck.lang, colors, paper, links, date)
        )
        for number, guide in enumerate(guides)
    )


LOCAL = "\ue000"
"""Stands for the local's name until it is put in: a letter that nobody means anything by (Unicode, private use)."""


def _addresses(guides: Iterable[Guide]) -> Mapping[str, str]:
    """What stands for each address of a handout until it is put in: nobody has a host of this ending (RFC 2606)."""
    found = dict.fromkeys(item.address for guide in guides for item in guide.handouts if item.address)
    return {address: f"https://handout.invalid/{number:06}" for number, address in enumerate(found)}


def _written(blocks: list[Tree]) -> bytes:
    """All sheets in one file: most of pandoc's time goes by before the first word."""
    tree = json.dumps({"pandoc-api-version": AST_VERSION, "meta": {}, "blocks": blocks}, ensure_ascii=False)
    return pandoc(tree.encode(), "--from=json", "--to=docx", "--output=-")


def _blocks(guide: Guide, addresses: Mapping[str, str]) -> list[Tree]:
    words = guide.words.guide
    return [
        _styled(TITLE, guide.deck.title),
        _styled("Author", LOCAL),
        *(_paragraph(f"{label}: ", text) for label, text in guide.facts),
        _heading(words.run_sheet),
        _table(guide),
        *_listed(words.materials, [_inlines(item) for item in guide.materials]),
        *_listed(words.handouts, [_handout(item, addresses) for item in guide.handouts]),
    ]


def _handout(item: Handout, addresses: Mapping[str, str]) -> list[Tree]:
    before, title, behind = f"{item.copies}: ", item.form.title, f" ({item.appendix})" if item.appendix else ""
    if not item.address:
        return _inlines(before + title + behind)
    link: Tree = {"t": "Link", "c": [_NO_ATTRIBUTES, _inlines(title), [addresses[item.address], ""]]}
    return [*_inlines(before), link, *_inlines(behind)]


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


def _listed(title: str, items: Sequence[list[Tree]]) -> list[Tree]:
    """A heading and a list under it, or nothing."""
    rows = [[{"t": "Plain", "c": item}] for item in items]
    return [_heading(title), {"t": "BulletList", "c": rows}] if rows else []


def _inlines(text: str, *, strong: bool = False) -> list[Tree]:
    if not text:
        return []
    words: Tree = {"t": "Str", "c": text}
    return [{"t": "Strong", "c": [words]}] if strong else [words]
