"""What stands on a slide: paragraphs with levels and markers, tables, and pictures, each fitted to its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from generators.decks.slideshow.design import DEPTH, Box, Layout, Role
from generators.model import (
    Alignment,
    Callout,
    CodeBlock,
    Heading,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Node,
    Quote,
    Slide,
    Table,
)
from generators.model import Paragraph as TextNode
from generators.model.replacing import replace
from generators.reading.links import LINK_SCHEMES, scheme_of

MOST_NUMBERED = 32767
"""A list begins at 1 to so much (ECMA-376 part 1, 20.1.10.85 ST_TextBulletStartAtNum); other numbers are words."""

Marker = Literal["none", "bullet", "number", "open box", "ticked box"]


class Run(Struct, frozen=True):
    """Text in one style; ``"\\n"`` is a forced line break; ``href`` is a link to the web, mail, or a telephone."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    struck: bool = False


class SlideParagraph(Struct, frozen=True):
    """One paragraph. ``indented`` stands where a list item's text stands; ``number`` counts from the list's start.

    ``heading`` opens a group of paragraphs; it is never parted from the next.
    """

    runs: tuple[Run, ...]
    level: int = 0
    marker: Marker = "none"
    number: int = 1
    indented: bool = False
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Paragraphs = tuple[SlideParagraph, ...]


class TextFill(Struct, frozen=True):
    """Paragraphs that fit their box when all sizes are multiplied by ``scale``."""

    paragraphs: Paragraphs
    scale: float = 1.0


class TableFill(Struct, frozen=True):
    """A table that fits its box: ``widths`` and ``heights`` in points, the header row first; ``size`` of its text."""

    header: tuple[SlideParagraph, ...]
    rows: tuple[tuple[SlideParagraph, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    alignments: tuple[Alignment, ...]
    alt: str


PictureName = Path | PurePosixPath
"""A logo's file; or a picture's path in the kit, under which each local has a file in its own colors: slides that show
the same stay the same objects from local to local."""


def file_of(name: PictureName, assets: Mapping[str, Path]) -> Path:
    """The file of a picture that a slide shows."""
    return name if isinstance(name, Path) else assets[str(name)]


class PictureFill(Struct, frozen=True):
    """A picture, whole, inside its placeholder: ``box`` has the picture's own proportions."""

    path: PictureName
    box: Box
    alt: str
    decorative: bool = False


Fill = TextFill | TableFill | PictureFill


class ComposedSlide(Struct, frozen=True):
    """One slide as it is shown. ``source`` is the outline's slide; ``part`` counts from 1 when one became several.

    ``notes`` is never empty: a slide without notes of its own says what it goes on with.
    """

    layout: Layout
    title: str
    title_scale: float
    fills: Mapping[Role, Fill]
    notes: Paragraphs
    source: Slide
    part: int = 1
    section: str = ""
    lang: str = "en"
    rtl: bool = False


_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_SPACES = re.compile(r"\s*\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def paragraphs(nodes: Iterable[Node], level: int = 0) -> Paragraphs:
    """All text of ``nodes`` in order; tables and pictures are not text and are left out."""
    return tuple(paragraph for node in nodes for paragraph in _of(node, level))


def objects(nodes: Iterable[Node]) -> Iterator[Table | Image]:
    """The tables and pictures of ``nodes``, those inside lists, quotes, and callouts too."""
    for node in nodes:
        match node:
            case Table() | Image():
                yield node
            case Quote(blocks) | Callout(_, _, blocks):
                yield from objects(blocks)
            case ListBlock(_, items):
                for item in items:
                    yield from objects(item.blocks)


def runs(text: Inline, *, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    """The runs of a line of text. Only whole addresses open something in a deck (``links.with_addresses``)."""
    return tuple(
        Run(
            span.text if span.text == "\n" else _SPACES.sub(" ", _CONTROL.sub("", span.text)),
            bold=bold or span.strong,
            italic=italic or span.emphasis,
            href=_whole_address(span.href),
            struck=span.struck,
        )
        for span in text
        if span.text
    )


def _whole_address(href: str) -> str:
    """``href`` if it opens something anywhere, with what no address may hold escaped (RFC 3986, 2)."""
    if scheme_of(href) not in LINK_SCHEMES or href.startswith(("/", "\\")):
        return ""
    return _NOT_IN_ADDRESS.sub(lambda found: quote(found[0]), _CONTROL.sub("", href.strip()))


def plain_runs(text: str) -> tuple[Run, ...]:
    return (Run(_CONTROL.sub("", text)),)


def _of(node: Node, level: int) -> Iterator[SlideParagraph]:
    match node:
        case TextNode(text):
            yield SlideParagraph(runs(text), level)
        case Heading(_, text):
            yield SlideParagraph(runs(text, bold=True), level, heading=True)
        case ListBlock():
            yield from _list(node, level)
        case Quote(blocks):
            for paragraph in paragraphs(blocks, level):
                yield replace(paragraph, runs=tuple(replace(run, italic=True) for run in paragraph.runs), indented=True)
        case Callout(_, title, blocks):
            if title:
                yield SlideParagraph(runs(title, bold=True), level, heading=bool(blocks))
            yield from paragraphs(blocks, level)
        case CodeBlock(text):
            yield SlideParagraph(plain_runs(text), level)


def _list(block: ListBlock, level: int) -> Iterator[SlideParagraph]:
    for number, item in enumerate(block.items, block.start):
        marker = _marker(block, item)
        for position, node in enumerate(item.blocks):
            deeper = min(level + 1, DEPTH - 1) if isinstance(node, ListBlock) else level
            for paragraph in _of(node, deeper):
                if isinstance(node, ListBlock):
                    yield paragraph
                elif position == 0 and marker == "number" and not 0 < number <= MOST_NUMBERED:
                    yield replace(paragraph, runs=(Run(f"{number}. "), *paragraph.runs), indented=True, heading=False)
                elif position == 0:
                    yield replace(paragraph, marker=marker, number=number, indented=True, heading=False)
                else:
                    yield replace(paragraph, indented=True)


def _marker(block: ListBlock, item: ListItem) -> Marker:
    if item.checked is not None:
        return "ticked box" if item.checked else "open box"
    return "number" if block.ordered else "bullet"
