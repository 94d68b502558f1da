"""A slide as a small drawing: the same boxes, lines, and colors as in the deck, as marks.

Marks name the colors of the theme, so that a drawing is the same for all locals whose slide says the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from generators.brand.metrics import pitch
from generators.decks.slideshow.content import (
    ComposedSlide,
    PictureFill,
    PictureName,
    Run,
    SlideParagraph,
    TableFill,
    TextFill,
)
from generators.decks.slideshow.design import (
    FIRST_INDENT,
    HEIGHT,
    WIDTH,
    Box,
    Decoration,
    Layout,
    Placeholder,
    SchemeColor,
    TextStyle,
)
from generators.decks.slideshow.feet import Foot
from generators.decks.slideshow.fit import SetLine, TextBox, height, indent_of, set_lines
from generators.decks.slideshow.tables import END_PADDING, SIDE_PADDING
from generators.model.remembered import remembered, remembered_by_value
from generators.model.replacing import replace

BASELINE = 0.93
"""Where letters stand in a line, as a share of the font's size below the line's top."""

MARKERS = {"open box": "□", "ticked box": "■"}


class Area(Struct, frozen=True):
    """A filled rectangle or ellipse; ``radius`` of the corners in points, ``opacity`` 0 to 1."""

    kind: Literal["rect", "ellipse"]
    box: Box
    color: SchemeColor
    radius: float = 0.0
    opacity: float = 1.0


class Corner(Struct, frozen=True):
    """A filled triangle, the tail of a bubble."""

    points: tuple[tuple[float, float], ...]
    color: SchemeColor


class TextLine(Struct, frozen=True):
    """One line of text on its baseline at ``top``; ``width`` in points as measured; ``left`` is where ``held``."""

    left: float
    top: float
    held: Literal["start", "middle", "end"]
    size: float
    width: float
    color: SchemeColor
    runs: tuple[Run, ...]


class Picture(Struct, frozen=True):
    """A picture in its box. One that ``needs_plate``, a logo, is drawn for light grounds, and pages may be dark."""

    path: PictureName
    box: Box
    needs_plate: bool = False


Mark = Area | Corner | TextLine | Picture


@remembered
def draw(shown: ComposedSlide, number: int, family: str) -> tuple[Mark, ...]:
    """The slide as marks from back to front on a page of 960 by 540 points, but for its foot.

    Lines break where the deck breaks them.
    """
    marks = _Artist(shown.layout, family, rtl=shown.rtl).marks(shown, number)
    if shown.layout.size == (WIDTH, HEIGHT):
        return tuple(marks)
    return (Area("rect", Box(0, 0, WIDTH, HEIGHT), shown.layout.ground), *_on_our_page(marks, shown.layout))


@lru_cache(maxsize=128)
def draw_ground(layout: Layout, *, has_logo: bool, rtl: bool) -> tuple[Mark, ...]:
    """The ground of each slide in ``layout`` and what decorates it, without a word, a logo, and its plate.

    Where there is a logo, the kit's motif is not.
    """
    page = () if layout.size == (WIDTH, HEIGHT) else (Area("rect", Box(0, 0, WIDTH, HEIGHT), layout.ground),)
    artist = _Artist(layout, "", rtl=rtl)
    motif = () if has_logo else artist.shapes(Foot(""))
    return (*page, *_on_our_page((*artist.ground(), *motif), layout))


@remembered_by_value
def draw_foot(layout: Layout, foot: Foot, family: str, *, rtl: bool) -> tuple[Mark, ...]:
    """What stands at the foot of each slide in ``layout``, but for its number."""
    return tuple(_on_our_page(_Artist(layout, family, rtl=rtl).foot(foot), layout))


def _on_our_page(marks: Iterable[Mark], layout: Layout) -> Iterable[Mark]:
    """Marks of a page of another size in the middle of ours."""
    if layout.size == (WIDTH, HEIGHT):
        return marks
    page = Fit.of(layout)
    return (_moved(mark, page) for mark in marks)


class Fit(Struct, frozen=True):
    """How a page of another size stands in the middle of ours: so many times as large, and so far from the corner."""

    scale: float
    left: float
    top: float

    @classmethod
    def of(cls, layout: Layout) -> Fit:
        wide, high = layout.size
        scale = min(WIDTH / wide, HEIGHT / high)
        return cls(scale, (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2)

    def place(self, box: Box) -> Box:
        """A box of that page, on ours."""
        scale = self.scale
        return Box(self.left + box.left * scale, self.top + box.top * scale, box.width * scale, box.height * scale)


def _moved(mark: Mark, page: Fit) -> Mark:
    """A mark of a page of another size, on ours."""
    scale = page.scale
    match mark:
        case TextLine():
            start, base = page.left + mark.left * scale, page.top + mark.top * scale
            return replace(mark, left=start, top=base, size=mark.size * scale, width=mark.width * scale)
        case Corner():
            return replace(mark, points=tuple((page.left + x * scale, page.top + y * scale) for x, y in mark.points))
        case Area():
            return replace(mark, box=page.place(mark.box), radius=mark.radius * scale)
        case Picture():
            return replace(mark, box=page.place(mark.box))


class _Artist(Struct, frozen=True):
    layout: Layout
    family: str
    rtl: bool

    def ground(self) -> Iterator[Mark]:
        layout = self.layout
        yield self._area(Box(0, 0, *layout.size), layout.ground)
        for item in layout.decorations:
            yield from self._decoration(item)

    def marks(self, shown: ComposedSlide, number: int) -> Iterator[Mark]:
        layout = self.layout
        yield from self.ground()
        title = layout.place("title")
        if title:
            yield from self._text(title, TextFill((_paragraph(shown.title),), shown.title_scale))
        for role, fill in shown.fills.items():
            place = layout.place(role)
            match fill:
                case TextFill() if place:
                    yield from self._text(place, fill)
                case TableFill() if place:
                    yield from self._table(place.box, fill)
                case PictureFill():
                    yield Picture(fill.path, fill.box, needs_plate=role == "logo")
        foot = layout.footing
        if foot and foot.number_index:
            yield from self._line_in(foot.number, TextStyle((12,), foot.color, bold=True, align="end"), str(number))

    def shapes(self, foot: Foot) -> Iterator[Mark]:
        for item in self._turned(foot.shapes(self.layout)):
            yield from self._decoration(item)

    def foot(self, foot: Foot) -> Iterator[Mark]:
        yield from self.shapes(foot)
        if picture := foot.picture(self.layout):
            path, box = picture
            yield Picture(path, box.mirrored() if self.rtl else box, needs_plate=path == foot.logo)
        footing = foot.footing(self.layout, rtl=self.rtl)
        if footing and footing.footer_index:
            yield from self._line_in(footing.footer, TextStyle((12,), footing.color), foot.text)

    def _turned(self, items: Sequence[Decoration]) -> Iterator[Decoration]:
        for item in items:
            yield replace(item, box=item.box.mirrored()) if self.rtl else item

    def _area(self, box: Box, color: SchemeColor, radius: float = 0.0, opacity: float = 1.0) -> Area:
        return Area("rect", box, color, radius, opacity)

    def _decoration(self, item: Decoration) -> Iterator[Mark]:
        box, color = item.box, item.color
        if item.glyph:
            middle, foot = box.left + box.width / 2, box.top + box.height / 2 + item.glyph_size * 0.36
            yield TextLine(middle, foot, "middle", item.glyph_size, 0.0, color, (Run(item.glyph, bold=True),))
        elif item.geometry == "ellipse":
            yield Area("ellipse", box, color, 0.0, item.opacity)
        elif item.geometry == "bubble":
            start, tip = box.left + box.width * 0.12, box.bottom + box.height * 0.14
            ends = (start + box.width * 0.05, box.left + box.width * 0.41)
            yield Area("rect", box, color, 24)
            yield Corner(((ends[0], box.bottom - 1), (start, tip), (ends[1], box.bottom - 1)), color)
        else:
            radius = min(box.width, box.height) * item.rounding if item.geometry == "rounded" else 0.0
            yield self._area(box, item.color, radius, item.opacity)

    def _line_in(self, box: Box, style: TextStyle, text: str) -> Iterator[Mark]:
        """One line in a place that no layout lists, such as the footer."""
        yield from self._text(_place(box, style), TextFill((_paragraph(text),)))

    def _text(self, place: Placeholder, fill: TextFill) -> Iterator[Mark]:
        style = place.style
        frame = TextBox.of(place.box, style, self.family, place.inset)
        top = place.box.top + place.inset + self._drop(place, fill, frame)
        for position, paragraph in enumerate(fill.paragraphs):
            size = style.size(paragraph.level) * fill.scale
            top += style.gap(paragraph.level) * fill.scale if position else 0.0
            yield from self._marker(paragraph, place, size, top)
            for line in set_lines(paragraph, frame, fill.scale):
                yield self._line(line, place, paragraph, size, top)
                top += size * pitch(paragraph.text) * style.spacing

    def _drop(self, place: Placeholder, fill: TextFill, frame: TextBox) -> float:
        """How far below the top of its place the text begins."""
        if place.anchor == "top":
            return 0.0
        spare = frame.height - height(fill.paragraphs, frame, fill.scale)
        return spare / 2 if place.anchor == "middle" else spare

    def _line(self, line: SetLine, place: Placeholder, paragraph: SlideParagraph, size: float, top: float) -> TextLine:
        left, held = _edge(place, indent_of(paragraph, place.style), rtl=self.rtl)
        color = "accent1" if paragraph.heading and place.style.color == "tx1" else place.style.color
        return TextLine(left, top + size * BASELINE, held, size, line.width, color, line.runs)

    def _marker(self, paragraph: SlideParagraph, place: Placeholder, size: float, top: float) -> Iterator[TextLine]:
        if paragraph.marker == "none":
            return
        count = chr(ord("a") + (paragraph.number - 1) % 26) if paragraph.level % 2 else str(paragraph.number)
        sign = {"number": f"{count}.", "bullet": "•" if paragraph.level % 2 == 0 else "\u2013"}
        text = sign.get(paragraph.marker) or MARKERS[paragraph.marker]
        indent = place.style.indent(paragraph.level) - FIRST_INDENT
        at_start = replace(place, style=replace(place.style, align="start"))
        left, held = _edge(at_start, indent, rtl=self.rtl)
        yield TextLine(left, top + size * BASELINE, held, size, 0.0, "accent2", (Run(text),))

    def _table(self, box: Box, fill: TableFill) -> Iterator[Mark]:
        top = box.top
        for number, (row, high) in enumerate(zip((fill.header, *fill.rows), fill.heights, strict=True)):
            ground: SchemeColor = "accent1" if number == 0 else "bg2" if number % 2 == 0 else "bg1"
            yield self._area(Box(box.left, top, math.fsum(fill.widths), high), ground)
            left = box.left
            for column, (cell, wide) in enumerate(zip(row, fill.widths, strict=True)):
                inner = Box(left + SIDE_PADDING, top + END_PADDING, wide - 2 * SIDE_PADDING, high - 2 * END_PADDING)
                color: SchemeColor = "bg1" if number == 0 else "tx2" if column == 0 else "tx1"
                style = TextStyle((fill.size,), color, bold=number == 0 or column == 0)
                placed = inner.mirrored(2 * box.left + box.width) if self.rtl else inner
                yield from self._text(_place(placed, style), TextFill((cell,)))
                left += wide
            top += high


def _paragraph(text: str) -> SlideParagraph:
    return SlideParagraph((Run(text),))


def _place(box: Box, style: TextStyle) -> Placeholder:
    return Placeholder("support", "", "", 0, box, style, "middle")


def _edge(place: Placeholder, indent: float, *, rtl: bool) -> tuple[float, Literal["start", "middle", "end"]]:
    """Where a line is held, and by which of its ends."""
    left, right = place.box.left + place.inset, place.box.right - place.inset
    if place.style.align == "center":
        return (left + right) / 2, "middle"
    if place.style.align == "end":
        return (left if rtl else right), "end"
    return (right - indent if rtl else left + indent), "start"
