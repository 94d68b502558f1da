"""Reads the text of OpenDocument: paragraphs and lists with levels, weight, and links (OpenDocument 1.3, 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from generators.decks.slideshow.content import Marker, Paragraphs, Run, SlideParagraph
from generators.importing.slide_text import typed_lists
from generators.model.replacing import replace
from generators.ooxml.xml import Element, local_name

_NAMESPACES = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_DEEPEST = 4
_LEFT_OUT = frozenset({"annotation", "page-number", "date", "time", "page-count"})


def named(name: str) -> str:
    """lxml's name of an element or an attribute that is given with its usual prefix (``draw:page``)."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


class OpenStyles(Struct, frozen=True):
    """Which named styles are bold, italic, or struck; and which levels of lists are numbered, or have no sign."""

    looks: Mapping[str, Run] = field(default_factory=dict)
    lists: Mapping[str, Mapping[int, Marker]] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Element) -> OpenStyles:
        """The styles in ``roots``."""
        looks: dict[str, Run] = {}
        lists: dict[str, dict[int, Marker]] = {}
        for root in roots:
            for style in root.iter(named("style:style")):
                looks[style.get(named("style:name"), "")] = _look(style)
            for style in root.iter(named("text:list-style")):
                lists[style.get(named("style:name"), "")] = dict(_levels(style))
        return cls(looks, lists)


def _look(style: Element) -> Run:
    text = style.find(named("style:text-properties"))
    if text is None:
        return Run("")
    line = text.get(named("style:text-line-through-style"), "none")
    bold, italic = text.get(named("fo:font-weight")) == "bold", text.get(named("fo:font-style")) == "italic"
    return Run("", bold=bold, italic=italic, struck=line != "none")


def _levels(style: Element) -> Iterator[tuple[int, Marker]]:
    for level in style:
        written = level.get(named("text:level"), "")
        if not written.isdecimal():
            continue
        if local_name(level) == "list-level-style-number":
            yield int(written), "number" if level.get(named("style:num-format")) else "none"
        else:
            yield int(written), "bullet" if level.get(named("text:bullet-char"), "•").strip() else "none"


def read_text(holder: Element, styles: OpenStyles) -> Paragraphs:
    """The paragraphs of ``holder``, without empty ones."""
    found = (line for child in holder for line in _block(child, styles, -1, ""))
    return typed_lists([line for line in found if line.text.strip()])


def _block(element: Element, styles: OpenStyles, level: int, style: str) -> Iterator[SlideParagraph]:
    if element.tag in (named("text:p"), named("text:h")):
        runs = tuple(_runs(element, styles, styles.looks.get(element.get(named("text:style-name"), ""), Run(""))))
        yield SlideParagraph(runs, max(level, 0))
    elif element.tag == named("text:list"):
        yield from _list(element, styles, level + 1, element.get(named("text:style-name"), style))


def _list(element: Element, styles: OpenStyles, level: int, style: str) -> Iterator[SlideParagraph]:
    marker = styles.lists.get(style, {}).get(level + 1, "bullet")
    number = 0
    for item in element:
        is_first = item.tag == named("text:list-item")
        for child in item:
            for line in _block(child, styles, level, style):
                own = is_first and child.tag != named("text:list")
                if own and line.text.strip():
                    number, is_first = number + 1, False
                    yield replace(line, level=min(level, _DEEPEST), marker=marker, number=number)
                else:
                    yield replace(line, level=min(line.level, _DEEPEST))


def _runs(element: Element, styles: OpenStyles, look: Run) -> Iterator[Run]:
    if element.text:
        yield replace(look, text=element.text)
    for child in element:
        match local_name(child):
            case "line-break":
                yield Run("\n")
            case "s" | "tab":
                yield replace(look, text=" ")
            case "a":
                yield from _runs(child, styles, replace(look, href=child.get(named("xlink:href"), "")))
            case "span":
                own = styles.looks.get(child.get(named("text:style-name"), ""), Run(""))
                yield from _runs(child, styles, _both(look, own))
            case name if name not in _LEFT_OUT:
                yield from _runs(child, styles, look)
        if child.tail:
            yield replace(look, text=child.tail)


def _both(look: Run, own: Run) -> Run:
    return replace(look, bold=look.bold or own.bold, italic=look.italic or own.italic, struck=look.struck or own.struck)
