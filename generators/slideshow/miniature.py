"""A slide as a small drawing (SVG): the same boxes, lines, and colors as in the deck, for pages that show slides."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from generators.slideshow.content import Paragraph, PictureFill, Run, Shown, TableFill, TextFill
from generators.slideshow.design import (
    FIRST_INDENT,
    HEIGHT,
    WIDTH,
    Box,
    Decoration,
    Placeholder,
    SchemeColor,
    TextStyle,
)
from generators.slideshow.fit import Frame, height, indent_of, wrapped
from generators.slideshow.layout_parts import MARK
from generators.slideshow.metrics import pitch, width
from generators.slideshow.tables import END_PADDING, SIDE_PADDING

Colors = Mapping[SchemeColor, str]
PictureData = Callable[[Path], tuple[str, bytes]]
"""Gives a picture's media type and bytes, small enough to stand inside a drawing."""

FONTS = "Arial, 'Liberation Sans', Helvetica, 'Noto Sans', 'Noto Sans Arabic', sans-serif"
BASELINE = 0.93
"""Where letters stand in a line, as a share of the font's size below the line's top."""

MARKERS = {"open box": "□", "ticked box": "■"}


def miniature(shown: Shown, number: int, footer: str, colors: Colors, family: str, picture_data: PictureData) -> str:
    """The slide as SVG, 960 by 540 units. Lines are broken where the deck breaks them."""
    artist = _Artist(shown, colors, family, picture_data)
    inside = "".join(artist.elements(number, footer))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'font-family="{FONTS}" direction="{"rtl" if shown.rtl else "ltr"}">{inside}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Artist:
    shown: Shown
    colors: Colors
    family: str
    picture_data: PictureData

    def elements(self, number: int, footer: str) -> Iterator[str]:
        layout = self.shown.layout
        yield self._box(Box(0, 0, WIDTH, HEIGHT), layout.ground)
        marks = MARK if layout.signed else ()
        for item in (*self._turned(marks), *layout.decorations):
            yield self._decoration(item)
        title = layout.place("title")
        if title:
            yield from self._text(title, TextFill((Paragraph(_run(self.shown.title)),), self.shown.title_scale))
        for role, fill in self.shown.fills.items():
            place = layout.place(role)
            match fill:
                case TextFill() if place:
                    yield from self._text(place, fill)
                case TableFill() if place:
                    yield from self._table(place.box, fill)
                case PictureFill():
                    yield self._picture(fill)
        if layout.footing:
            small = TextStyle((12,), layout.footing.color)
            yield from self._text(_line_place(layout.footing.footer, small), TextFill((Paragraph(_run(footer)),)))
            bold = replace(small, bold=True, align="end")
            yield from self._text(_line_place(layout.footing.number, bold), TextFill((Paragraph(_run(str(number))),)))

    def _turned(self, items: Sequence[Decoration]) -> Iterator[Decoration]:
        for item in items:
            yield replace(item, box=item.box.mirrored()) if self.shown.rtl else item

    def _box(self, box: Box, color: SchemeColor, radius: float = 0.0, opacity: float = 1.0) -> str:
        corner = f' rx="{radius:.1f}"' if radius else ""
        return f'<rect {_bounds(box)}{corner} fill="{self.colors[color]}"{_opacity(opacity)}/>'

    def _decoration(self, item: Decoration) -> str:
        box, color = item.box, self.colors[item.color]
        middle = f'cx="{box.left + box.width / 2:.1f}" cy="{box.top + box.height / 2:.1f}"'
        if item.glyph:
            at = f'x="{box.left + box.width / 2:.1f}" y="{box.top + box.height / 2 + item.glyph_size * 0.36:.1f}"'
            look = f'font-size="{item.glyph_size:g}" font-weight="700" text-anchor="middle" fill="{color}"'
            return f"<text {at} {look}>{escape(item.glyph)}</text>"
        if item.geometry == "ellipse":
            radii = f'rx="{box.width / 2:.1f}" ry="{box.height / 2:.1f}"'
            return f'<ellipse {middle} {radii} fill="{color}"{_opacity(item.opacity)}/>'
        if item.geometry == "bubble":
            return self._bubble(box, color)
        radius = min(box.width, box.height) * item.rounding if item.geometry == "rounded" else 0.0
        return self._box(box, item.color, radius, item.opacity)

    def _bubble(self, box: Box, color: str) -> str:
        start, tip = box.left + box.width * 0.12, box.bottom + box.height * 0.14
        tail = f"{start + box.width * 0.05:.1f},{box.bottom:.1f} {start:.1f},{tip:.1f}"
        end = f"{box.left + box.width * 0.41:.1f},{box.bottom:.1f}"
        return f'<rect {_bounds(box)} rx="24" fill="{color}"/><polygon points="{tail} {end}" fill="{color}"/>'

    def _text(self, place: Placeholder, fill: TextFill) -> Iterator[str]:
        style = place.style
        frame = Frame.of(place.box, style, self.family, place.inset)
        spare = frame.height - height(fill.paragraphs, frame, fill.scale)
        top = place.box.top + place.inset + {"top": 0.0, "middle": spare / 2, "bottom": spare}[place.anchor]
        for position, paragraph in enumerate(fill.paragraphs):
            size = style.size(paragraph.level) * fill.scale
            top += style.gap(paragraph.level) * fill.scale if position else 0.0
            step = size * pitch(paragraph.text) * style.spacing
            yield from self._marker(paragraph, place, size, top)
            for line in self._lines(paragraph, frame, size):
                color = "accent1" if paragraph.heading and style.color == "tx1" else style.color
                yield self._line(line, place, paragraph, size, top, self.colors[color])
                top += step

    def _lines(self, paragraph: Paragraph, frame: Frame, size: float) -> Iterator[list[tuple[str, bool, bool]]]:
        room = frame.width - indent_of(paragraph, frame.style)
        for line in wrapped(paragraph.runs, size, room, self.family, bold=frame.style.bold or paragraph.heading):
            bold = frame.style.bold or paragraph.heading
            yield [(text, bold or run.bold, run.italic) for text, run in line]

    def _line(
        self,
        pieces: list[tuple[str, bool, bool]],
        place: Placeholder,
        paragraph: Paragraph,
        size: float,
        top: float,
        color: str,
    ) -> str:
        wide = sum(width(text, self.family, bold=bold) for text, bold, _ in pieces) * size
        indent = indent_of(paragraph, place.style)
        edge, anchor = _edge(place, indent, rtl=self.shown.rtl)
        spans = "".join(_span(text, bold=bold, italic=italic) for text, bold, italic in pieces)
        look = f'font-size="{size:.1f}" text-anchor="{anchor}" fill="{color}"'
        stretch = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' if wide and not self.shown.rtl else ""
        return (
            f'<text x="{edge:.1f}" y="{top + size * BASELINE:.1f}" {look}{stretch} xml:space="preserve">{spans}</text>'
        )

    def _marker(self, paragraph: Paragraph, place: Placeholder, size: float, top: float) -> Iterator[str]:
        if paragraph.marker == "none":
            return
        count = chr(ord("a") + (paragraph.number - 1) % 26) if paragraph.level % 2 else str(paragraph.number)
        sign = {"number": f"{count}.", "bullet": "•" if paragraph.level % 2 == 0 else "\u2013"}
        text = sign.get(paragraph.marker) or MARKERS[paragraph.marker]
        indent = place.style.indent(paragraph.level) - FIRST_INDENT
        edge, anchor = _edge(replace(place, style=replace(place.style, align="start")), indent, rtl=self.shown.rtl)
        look = f'font-size="{size:.1f}" text-anchor="{anchor}" fill="{self.colors["accent2"]}"'
        yield f'<text x="{edge:.1f}" y="{top + size * BASELINE:.1f}" {look}>{escape(text)}</text>'

    def _table(self, box: Box, fill: TableFill) -> Iterator[str]:
        top = box.top
        for number, (row, high) in enumerate(zip((fill.header, *fill.rows), fill.heights, strict=True)):
            ground: SchemeColor = "accent1" if number == 0 else "bg2" if number % 2 == 0 else "bg1"
            yield self._box(Box(box.left, top, sum(fill.widths), high), ground)
            left = box.right if self.shown.rtl else box.left
            for column, (cell, wide) in enumerate(zip(row, fill.widths, strict=True)):
                left -= wide if self.shown.rtl else 0.0
                inner = Box(left + SIDE_PADDING, top + END_PADDING, wide - 2 * SIDE_PADDING, high - 2 * END_PADDING)
                color: SchemeColor = "bg1" if number == 0 else "tx2" if column == 0 else "tx1"
                style = TextStyle((fill.size,), color, bold=number == 0 or column == 0)
                yield from self._text(_line_place(inner, style), TextFill((cell,)))
                left += 0.0 if self.shown.rtl else wide
            top += high

    def _picture(self, fill: PictureFill) -> str:
        kind, data = self.picture_data(fill.path)
        address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
        return f"<image {_bounds(fill.box)} href={quoteattr(address)}/>"


def _bounds(box: Box) -> str:
    return f'x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'


def _opacity(value: float) -> str:
    return f' opacity="{value:g}"' if value < 1 else ""


def _run(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def _line_place(box: Box, style: TextStyle) -> Placeholder:
    """A place for one line that no layout lists, such as a cell or the footer."""
    return Placeholder("support", "", "", 0, box, style, "middle")


def _edge(place: Placeholder, indent: float, *, rtl: bool) -> tuple[float, str]:
    """Where a line is held, and by which of its ends."""
    inner = Box(place.box.left + place.inset, place.box.top, place.box.width - 2 * place.inset, place.box.height)
    if place.style.align == "center":
        return inner.left + inner.width / 2, "middle"
    at_right = (place.style.align == "end") != rtl
    held = "end" if place.style.align == "end" else "start"
    return (inner.right - (indent if held == "start" else 0.0), held) if at_right else (inner.left + indent, held)


def _span(text: str, *, bold: bool, italic: bool) -> str:
    look = ' font-weight="700"' if bold else ""
    slant = ' font-style="italic"' if italic else ""
    return f"<tspan{look}{slant}>{escape(text)}</tspan>"
