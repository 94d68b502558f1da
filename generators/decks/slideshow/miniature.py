"""A slide as a small drawing: the same boxes, lines, and colors as in the deck, as marks and as SVG.

Marks name the colors of the theme, so that a drawing is the same for all locals whose slide says the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from generators.brand.metrics import pitch
from generators.decks.slideshow.content import ComposedSlide, PictureFill, Run, SlideParagraph, TableFill, TextFill
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
from generators.decks.slideshow.feet import PLATE_EDGE, Foot
from generators.decks.slideshow.fit import SetLine, TextBox, height, indent_of, set_lines
from generators.decks.slideshow.tables import END_PADDING, SIDE_PADDING
from generators.markup.element import Attributes, Markup, element
from generators.model.remembered import remembered

BASELINE = 0.93
"""Where letters stand in a line, as a share of the font's size below the line's top."""

MARKERS = {"open box": "□", "ticked box": "■"}


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle or ellipse; ``radius`` of the corners in points, ``opacity`` 0 to 1."""

    kind: Literal["rect", "ellipse"]
    box: Box
    color: SchemeColor
    radius: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Corner:
    """A filled triangle, the tail of a bubble."""

    points: tuple[tuple[float, float], ...]
    color: SchemeColor


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text on its baseline at ``top``; ``width`` in points as measured; ``left`` is where ``held``."""

    left: float
    top: float
    held: Literal["start", "middle", "end"]
    size: float
    width: float
    color: SchemeColor
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its box. One that ``needs_plate``, a logo, is drawn for light grounds, and pages may be dark."""

    path: Path
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
def draw_ground(layout: Layout, foot: Foot, *, rtl: bool) -> tuple[Mark, ...]:
    """The ground of each slide in ``layout`` and what decorates it, without a word, a logo, and its plate."""
    page = () if layout.size == (WIDTH, HEIGHT) else (Area("rect", Box(0, 0, WIDTH, HEIGHT), layout.ground),)
    artist = _Artist(layout, "", rtl=rtl)
    motif = () if foot.logo else artist.shapes(foot)
    return (*page, *_on_our_page((*artist.ground(), *motif), layout))


@lru_cache(maxsize=64)
def draw_foot(layout: Layout, foot: Foot, family: str, *, rtl: bool) -> tuple[Mark, ...]:
    """What stands at the foot of each slide in ``layout``, but for its number."""
    return tuple(_on_our_page(_Artist(layout, family, rtl=rtl).foot(foot), layout))


def _on_our_page(marks: Iterable[Mark], layout: Layout) -> Iterable[Mark]:
    """Marks of a page of another size in the middle of ours."""
    if layout.size == (WIDTH, HEIGHT):
        return marks
    page = Fit.of(layout)
    return (_moved(mark, page) for mark in marks)


@dataclass(frozen=True, slots=True)
class Fit:
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


@dataclass(frozen=True, slots=True)
class _Artist:
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


FONTS = "Arial, 'Liberation Sans', Helvetica, sans-serif"

Address = Callable[[Path], str]
"""Where the page finds the picture of a file; empty when it has none."""


def as_svg(marks: tuple[Mark, ...], foot: tuple[Mark, ...], name: str, address: Address, *, rtl: bool) -> Markup:
    """The drawing as one picture called ``name``, 960 by 540 units, in which nothing is a style or a script.

    Its colors are classes (``color_class``).
    """
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "aria-label": name,
        "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}",
        "font-family": FONTS,
        "direction": "rtl" if rtl else None,
    }
    return element("svg", attributes, *(_all_drawn(part, address, rtl=rtl) for part in (marks, foot)))


def _all_drawn(marks: tuple[Mark, ...], address: Address, *, rtl: bool) -> Markup:
    if any(isinstance(mark, Picture) for mark in marks):
        return Markup("").join(_drawn(mark, address, rtl=rtl) for mark in marks)
    return _without_pictures(marks, "rtl" if rtl else "ltr")


def as_symbol(marks: tuple[Mark, ...], name: str) -> Markup:
    """Marks without a picture as a drawing that a page shows by its ``name``, as often as it likes."""
    look = {"id": name, "class": "kit-art", "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}"}
    return element("symbol", look, _without_pictures(marks, "ltr"))


@remembered
def _without_pictures(marks: tuple[Mark, ...], way: str) -> Markup:
    """Marks that are the same on the page of every local."""
    return Markup("").join(_drawn(mark, lambda _path: "", rtl=way == "rtl") for mark in marks)


def _drawn(mark: Mark, address: Address, *, rtl: bool) -> Markup:
    match mark:
        case Area():
            return _area(mark)
        case Corner(points, color):
            corners = " ".join(f"{_number(left)},{_number(top)}" for left, top in points)
            return element("polygon", {"points": corners, "class": color_class(color)})
        case TextLine():
            return _line(mark, rtl=rtl)
        case Picture(path, box):
            found = address(path)
            plate = (_plate(box),) if mark.needs_plate else ()
            return Markup("").join((*plate, element("image", {**_bounds(box), "href": found}))) if found else Markup()


def _plate(box: Box) -> Markup:
    """The light ground that a site gives to what stands in ``box`` where the slide is dark."""
    wide, high = PLATE_EDGE
    edges = Box(box.left - wide, box.top - high, box.width + 2 * wide, box.height + 2 * high)
    return element("rect", {**_bounds(edges), "rx": "6", "class": "kit-slide-plate"})


def color_class(color: SchemeColor) -> str:
    """The class of what has that color, which a site's styles fill in with the brand's."""
    return f"kit-slide-{color}"


def _area(area: Area) -> Markup:
    box = area.box
    look = {"class": color_class(area.color), "opacity": f"{area.opacity:g}" if area.opacity < 1 else None}
    if area.kind == "rect":
        return element("rect", {**_bounds(box), "rx": _number(area.radius) if area.radius else None, **look})
    middle = {"cx": _number(box.left + box.width / 2), "cy": _number(box.top + box.height / 2)}
    return element("ellipse", {**middle, "rx": _number(box.width / 2), "ry": _number(box.height / 2), **look})


def _line(line: TextLine, *, rtl: bool) -> Markup:
    """``textLength`` keeps the line as wide as in the deck, whatever font the reader's computer has."""
    stretched = bool(line.width) and not rtl
    look: Attributes = {
        "x": _number(line.left),
        "y": _number(line.top),
        "font-size": _number(line.size),
        "class": color_class(line.color),
        "text-anchor": None if line.held == "start" else line.held,
        "textLength": _number(line.width) if stretched else None,
        "lengthAdjust": "spacingAndGlyphs" if stretched else None,
    }
    if len(line.runs) == 1:
        return element("text", {**look, **_style(line.runs[0])}, line.runs[0].text)
    return element("text", look, *(element("tspan", _style(run), run.text) for run in line.runs))


def _style(run: Run) -> Attributes:
    return {
        "font-weight": "700" if run.bold else None,
        "font-style": "italic" if run.italic else None,
        "text-decoration": "line-through" if run.struck else None,
    }


def _bounds(box: Box) -> Attributes:
    edges = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    return {name: _number(value) for name, value in edges.items()}


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
