"""Outputs as text that can be reviewed line by line: what a reader, a screen reader, or a trainer gets of each."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import cast

import pikepdf
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.shapes.placeholder import PlaceholderGraphicFrame, SlidePlaceholder
from pptx.slide import Slide

FOOT = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
IN_A_LINE = {"a", "abbr", "b", "br", "code", "em", "i", "img", "kbd", "mark", "small", "span", "strong", "sub", "sup"}
VOID = {"br", "hr", "img", "input"}
"""Elements without an end tag (HTML Standard, 13.1.2)."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REQUIRED, AREA, RADIO = 1 << 1, 1 << 12, 1 << 15
"""Flags of a field (ISO 32000-2, 12.7.4): it must be filled in, has several lines, is one button of several."""


# A page.


def markup_of(file: Path, part: str) -> str:
    """The markup of one part of a page, an XPath: a line for each block, indented as the blocks are nested."""
    page = lxml_html.document_fromstring(file.read_text(encoding="utf-8"))
    (found,) = cast(list[HtmlElement], page.xpath(part))
    return "\n".join(_blocks(found, "")) + "\n"


def _blocks(element: HtmlElement, indent: str) -> Iterator[str]:
    if all(_stands_in_a_line(child) for child in element):
        yield indent + _line(element)
        return
    yield indent + _tag(element)
    yield from _content(element, f"{indent}  ")
    yield indent + _end(element)


def _content(element: HtmlElement, indent: str) -> Iterator[str]:
    """Blocks, and the text between them."""
    line = _words(element.text)
    for child in element:
        if _stands_in_a_line(child):
            line += _line(child) + _words(child.tail)
            continue
        if line.strip():
            yield indent + line.strip()
        if isinstance(child.tag, str):
            yield from _blocks(child, indent)
        line = _words(child.tail)
    if line.strip():
        yield indent + line.strip()


def _stands_in_a_line(element: HtmlElement) -> bool:
    return element.tag in IN_A_LINE and all(_stands_in_a_line(child) for child in element)


def _line(element: HtmlElement) -> str:
    children = "".join(_line(child) + _words(child.tail) for child in element)
    text = _words(element.text) + children
    return _tag(element) + (text if element.tag in IN_A_LINE else text.strip()) + _end(element)


def _tag(element: HtmlElement) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.items())
    return f"<{element.tag}{attributes}>"


def _end(element: HtmlElement) -> str:
    return "" if element.tag in VOID else f"</{element.tag}>"


def _words(text: str | None) -> str:
    """``text`` as markup, its white space as a browser shows it."""
    joined = " ".join((text or "").split())
    if not text or not joined:
        return " " if text else ""
    return " " * text[0].isspace() + escape(joined, quote=False) + " " * text[-1].isspace()


# A form.


def fields_of(file: Path) -> str:
    """Of each field of a PDF, in order: its page, name, kind, whether it is required, and what a screen reader says."""
    lines: list[str] = []
    with pikepdf.open(file) as pdf:
        for number, sheet in enumerate(pdf.pages, 1):
            for widget in sheet.obj.get("/Annots", []):
                if widget.Subtype == pikepdf.Name.Widget:
                    lines.append(f"{number} | {_named(widget)} | {_kind(widget)} | {widget.TU}")
    return "\n".join(lines) + "\n"


def _inherited(widget: pikepdf.Object, key: str) -> pikepdf.Object | None:
    return widget.get(key, widget.get("/Parent", widget).get(key))


def _named(widget: pikepdf.Object) -> str:
    return str(_inherited(widget, "/T"))


def _kind(widget: pikepdf.Object) -> str:
    flags = int(_inherited(widget, "/Ff") or 0)
    if _inherited(widget, "/FT") == pikepdf.Name.Btn:
        states = ", ".join(str(state) for state in widget.AP.N if state != "/Off")
        kind = f"{'radio' if flags & RADIO else 'checkbox'} {states}"
    else:
        kind = "area" if flags & AREA else "line"
    return f"{kind}, required" if flags & REQUIRED else kind


# A deck.


def title_of(slide: Slide) -> str:
    title = slide.shapes.title
    return title.text_frame.text if title else ""


def notes_of(slide: Slide) -> str:
    frame = slide.notes_slide.notes_text_frame
    return frame.text if frame else ""


def slides_of(presentation: Presentation) -> str:
    """Of each slide of a deck: its layout, title, text, and notes."""
    lines: list[str] = []
    for number, slide in enumerate(presentation.slides, 1):
        lines.append(f"{number}. [{slide.slide_layout.name}] {title_of(slide)}")
        for shape in slide.placeholders:
            if shape.placeholder_format.type in FOOT or shape.placeholder_format.idx == 0:
                continue
            lines.append(f"   {shape.name}: {_shown(shape)}")
        lines.append(f"   notes: {notes_of(slide)}")
    return "\n".join(lines) + "\n"


def _shown(shape: BaseShape) -> str:
    if isinstance(shape, PlaceholderGraphicFrame):
        return " / ".join(" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)
    if isinstance(shape, SlidePlaceholder):
        return " / ".join("  " * paragraph.level + paragraph.text for paragraph in shape.text_frame.paragraphs)
    return f"({shape._element.xpath('.//p:cNvPr/@descr')[0]})"


# A run sheet.


def paragraphs_of(file: Path) -> str:
    """A document for Word: of each paragraph its style and text, of each table its rows."""
    with zipfile.ZipFile(file) as package:
        (body,) = etree.fromstring(package.read("word/document.xml"))
    return "".join(f"{line}\n" for block in body for line in _written(block))


def _written(block: etree._Element) -> Iterator[str]:
    if block.tag == f"{W}tbl":
        for row in block.iter(f"{W}tr"):
            yield "| " + " | ".join(_text(cell) for cell in row.iter(f"{W}tc")) + " |"
    elif block.tag == f"{W}p":
        style = block.find(f"{W}pPr/{W}pStyle")
        yield f"[{'Normal' if style is None else style.get(f'{W}val')}] {_text(block)}"


def _text(block: etree._Element) -> str:
    return "".join(text.text or "" for text in block.iter(f"{W}t"))
