"""Paragraphs and tables as DrawingML: levels, bullets, languages, links, and the factor that makes them fit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from generators.decks.slideshow.content import Paragraphs, Run, SlideParagraph, TableFill, TextFill
from generators.decks.slideshow.design import (
    DEPTH,
    FIRST_INDENT,
    NEXT_INDENT,
    NOWHERE,
    NUMBER_ROOM,
    Box,
    Placeholder,
    SchemeColor,
    TextStyle,
)
from generators.decks.slideshow.tables import END_PADDING, SIDE_PADDING
from generators.model import Alignment
from generators.ooxml.xml import TABLE, Element, emu, hundredths, node, with_text
from generators.words.isolation import isolated
from generators.writers.deck.shapes import fill, identity, transform

BULLETS = ("•", "\u2013", "•", "\u2013", "•")
NOTES = TextStyle((12,), gaps=(4,), bulleted=True)
"""The style of the notes page."""

BOXES = {"open box": "□", "ticked box": "■"}
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}


class Voice(Struct, frozen=True):
    """How the runs of one slide are written: their language, and ``link``, which gives an address its part-wide id."""

    lang: str
    rtl: bool
    link: Callable[[str], str]


def body(fill_: TextFill, style: TextStyle, voice: Voice) -> Element:
    """The text of a placeholder; whatever its layout already says is not said again."""
    shrink = (node("a:normAutofit", {"fontScale": round(fill_.scale * 100000)}),) if fill_.scale < 1 else ()
    return node(
        "p:txBody",
        {},
        node("a:bodyPr", {}, *shrink),
        node("a:lstStyle"),
        *paragraphs(fill_.paragraphs, style, voice),
    )


def line(words: str, scale: float = 1.0) -> TextFill:
    """One plain line, such as a title."""
    return TextFill((SlideParagraph((Run(words),)),), scale)


def paragraphs(texts: Paragraphs, style: TextStyle, voice: Voice) -> Iterator[Element]:
    starts = _list_starts(texts)
    for paragraph, start in zip(texts, starts, strict=True):
        properties = _paragraph_properties(paragraph, style, start)
        color: SchemeColor | None = "accent1" if paragraph.heading and style.color == "tx1" else None
        yield node("a:p", {}, *properties, *runs(paragraph, voice, color))


def level_styles(style: TextStyle, *, rtl: bool) -> Iterator[Element]:
    """The five levels of a placeholder on a layout or master."""
    for level in range(DEPTH):
        yield _level(level, style, rtl=rtl)


def _level(level: int, style: TextStyle, *, rtl: bool) -> Element:
    start, end = ("r", "l") if rtl else ("l", "r")
    align = {"start": start, "center": "ctr", "end": end}[style.align]
    left = style.indent(level) if style.bulleted else 0.0
    hanging = (FIRST_INDENT if level == 0 else NEXT_INDENT) if style.bulleted else 0.0
    bullet = [node("a:buNone")]
    if style.bulleted:
        color = node("a:buClr", {}, node("a:schemeClr", {"val": "accent2"}))
        bullet = [color, node("a:buFont", {"typeface": "Arial"}), node("a:buChar", {"char": BULLETS[level]})]
    font = "+mj" if style.heading_font else "+mn"
    return node(
        f"a:lvl{level + 1}pPr",
        {"marL": emu(left), "indent": -emu(hanging), "algn": align, "rtl": int(rtl), "hangingPunct": 1},
        node("a:lnSpc", {}, node("a:spcPct", {"val": round(style.spacing * 100000)})),
        node("a:spcBef", {}, node("a:spcPts", {"val": hundredths(style.gap(level))})),
        *bullet,
        node(
            "a:defRPr",
            {"sz": hundredths(style.size(level)), "b": int(style.bold), "kern": 1200},
            fill(style.color),
            *(node(f"a:{kind}", {"typeface": f"{font}-{name}"}) for kind, name in _SCRIPTS),
        ),
    )


_SCRIPTS = (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))


def body_properties(place: Placeholder, *, rtl: bool) -> Element:
    """Where text stands inside its box; PowerPoint may shrink it when an editor types more."""
    inset = emu(place.inset)
    edges = {f"{side}Ins": inset for side in ("l", "t", "r", "b")}
    return node(
        "a:bodyPr",
        {"wrap": "square", **edges, "rtlCol": int(rtl), "anchor": ANCHORS[place.anchor]},
        node("a:normAutofit"),
    )


def _paragraph_properties(paragraph: SlideParagraph, style: TextStyle, start: int) -> tuple[Element, ...]:
    """Only what differs from the layout's level: no bullet for plain text, a number, a box to tick."""
    level: dict[str, str | int] = {"lvl": paragraph.level} if paragraph.level else {}
    left, hanging = emu(style.indent(paragraph.level)), emu(FIRST_INDENT)
    match paragraph.marker:
        case "none" if style.bulleted or paragraph.indented:
            edge = left if paragraph.indented else 0
            return (node("a:pPr", {"marL": edge, **level, "indent": 0}, node("a:buNone")),)
        case "bullet" if not style.bulleted:
            char = node("a:buChar", {"char": BULLETS[paragraph.level]})
            return (node("a:pPr", {"marL": left, **level, "indent": -hanging}, char),)
        case "number":
            kind = "arabicPeriod" if paragraph.level % 2 == 0 else "alphaLcPeriod"
            numbered: dict[str, str | int] = {"type": kind} if start == 1 else {"type": kind, "startAt": start}
            marks = (node("a:buFont", {"typeface": "+mj-lt"}), node("a:buAutoNum", numbered))
            extra = emu(NUMBER_ROOM)
            return (node("a:pPr", {"marL": left + extra, **level, "indent": -hanging - extra}, *marks),)
        case "open box" | "ticked box":
            marks = (node("a:buFont", {"typeface": "Arial"}), node("a:buChar", {"char": BOXES[paragraph.marker]}))
            return (node("a:pPr", {"marL": left, **level, "indent": -hanging}, *marks),)
    return (node("a:pPr", level),) if level else ()


def _list_starts(texts: Paragraphs) -> list[int]:
    """For each numbered paragraph the number at which its list began: all items of one list share it."""
    begun: dict[int, tuple[int, int]] = {}
    starts: list[int] = []
    for paragraph in texts:
        if paragraph.marker == "number":
            start, last = begun.get(paragraph.level, (paragraph.number, paragraph.number - 1))
            start = start if paragraph.number == last + 1 else paragraph.number
            begun[paragraph.level] = (start, paragraph.number)
            starts.append(start)
        else:
            begun = {level: state for level, state in begun.items() if level < paragraph.level}
            starts.append(1)
    return starts


def runs(paragraph: SlideParagraph, voice: Voice, color: SchemeColor | None = None) -> Iterator[Element]:
    """The runs of a paragraph, each in its language; ``color`` None leaves it to the place."""
    for run in paragraph.runs:
        for number, line in enumerate(run.text.split("\n")):
            if number:
                yield node("a:br", {}, node("a:rPr", {"lang": voice.lang}))
            if line:
                words = isolated(line) if voice.rtl else line
                yield node("a:r", {}, _run_properties(run, voice, color), with_text("a:t", words))


def _run_properties(run: Run, voice: Voice, color: SchemeColor | None) -> Element:
    attributes: dict[str, str | int] = {"lang": voice.lang}
    if run.bold:
        attributes["b"] = 1
    if run.italic:
        attributes["i"] = 1
    if run.struck:
        attributes["strike"] = "sngStrike"
    element = node("a:rPr", {**attributes, "dirty": 0})
    if color:
        element.append(fill(color))
    if run.href:
        element.append(node("a:hlinkClick", {"r:id": voice.link(run.href)}))
    return element


ROW_LABEL = 44
"""The letters of the longest cell of a first column that still reads as the names of the rows."""

_ALIGN = {"center": "ctr"}


def table_frame(table: TableFill, place: Placeholder, style: str, voice: Voice, number: int) -> Element:
    """The table in the placeholder's upper part, as high as its rows; ``style`` is the id of a table style."""
    box = Box(place.box.left, place.box.top, math.fsum(table.widths), math.fsum(table.heights))
    kind: dict[str, str | int] = {"type": place.kind} if place.kind else {}
    mark = () if place.index == NOWHERE else (node("p:ph", {**kind, "idx": place.index}),)
    head = node(
        "p:nvGraphicFramePr",
        {},
        identity(number, place.name, alt=table.alt),
        node("p:cNvGraphicFramePr", {}, node("a:graphicFrameLocks", {"noGrp": 1})),
        node("p:nvPr", {}, *mark),
    )
    data = node("a:graphicData", {"uri": TABLE}, _table(table, style, voice))
    return node("p:graphicFrame", {}, head, transform(box, "p:xfrm"), node("a:graphic", {}, data))


def _table(table: TableFill, style: str, voice: Voice) -> Element:
    named = all(len(row[0].text) <= ROW_LABEL for row in table.rows)
    look: dict[str, str | int] = {"firstRow": 1, "bandRow": 1}
    if named:
        look["firstCol"] = 1
    if voice.rtl:
        look = {"rtl": 1, **look}
    rows = [table.header, *table.rows]
    return node(
        "a:tbl",
        {},
        node("a:tblPr", look, with_text("a:tableStyleId", style)),
        node("a:tblGrid", {}, *(node("a:gridCol", {"w": emu(width)}) for width in table.widths)),
        *(_row(row, height, table, voice) for row, height in zip(rows, table.heights, strict=True)),
    )


def _row(row: Sequence[SlideParagraph], height: float, table: TableFill, voice: Voice) -> Element:
    cells = [_cell(cell, align, table.size, voice) for cell, align in zip(row, table.alignments, strict=True)]
    return node("a:tr", {"h": emu(height)}, *cells)


def _cell(cell: SlideParagraph, align: Alignment, size: float, voice: Voice) -> Element:
    properties = node("a:pPr", {"algn": _ALIGN.get(align, "r" if (align == "right") != voice.rtl else "l")})
    paragraph = node("a:p", {}, properties, *runs(cell, voice))
    for look in paragraph.iter("{*}rPr"):
        look.set("sz", str(hundredths(size)))
    if len(paragraph) == 1:
        paragraph.append(node("a:endParaRPr", {"lang": voice.lang, "sz": hundredths(size)}))
    edges = {"marL": SIDE_PADDING, "marR": SIDE_PADDING, "marT": END_PADDING, "marB": END_PADDING}
    place = node("a:tcPr", {**{name: emu(value) for name, value in edges.items()}, "anchor": "ctr"})
    return node("a:tc", {}, node("a:txBody", {}, node("a:bodyPr"), node("a:lstStyle"), paragraph), place)
