"""Writes a slide's drawing as SVG, for pages that a browser shows."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from generators.slideshow.bitmaps import thumbnail
from generators.slideshow.content import Run
from generators.slideshow.design import HEIGHT, WIDTH, Box
from generators.slideshow.miniature import Area, Corner, Line, Mark, Picture

FONTS = "Arial, 'Liberation Sans', Helvetica, sans-serif"


def as_svg(marks: Iterable[Mark], *, rtl: bool) -> str:
    """The drawing as one element, 960 by 540 units, with nothing that it would have to fetch."""
    inside = "".join(_element(mark, rtl=rtl) for mark in marks)
    look = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" font-family="{FONTS}" direction="{"rtl" if rtl else "ltr"}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {look}>{inside}</svg>'


def _element(mark: Mark, *, rtl: bool) -> str:
    match mark:
        case Area():
            return _area(mark)
        case Corner(points, color):
            corners = " ".join(f"{left:.1f},{top:.1f}" for left, top in points)
            return f'<polygon points="{corners}" fill="{color}"/>'
        case Line():
            return _line(mark, rtl=rtl)
        case Picture(path, box):
            address = quoteattr(f"data:image/png;base64,{base64.b64encode(thumbnail(path)).decode()}")
            return f"<image {_bounds(box)} href={address}/>"


def _area(area: Area) -> str:
    box, look = area.box, f'fill="{area.color}"' + (f' opacity="{area.opacity:g}"' if area.opacity < 1 else "")
    if area.kind == "rect":
        corner = f' rx="{area.radius:.1f}"' if area.radius else ""
        return f"<rect {_bounds(box)}{corner} {look}/>"
    middle = f'cx="{box.left + box.width / 2:.1f}" cy="{box.top + box.height / 2:.1f}"'
    return f'<ellipse {middle} rx="{box.width / 2:.1f}" ry="{box.height / 2:.1f}" {look}/>'


def _line(line: Line, *, rtl: bool) -> str:
    """``textLength`` keeps the line as wide as in the deck, whatever font the reader's computer has."""
    look = f'font-size="{line.size:.1f}" text-anchor="{line.held}" fill="{line.color}"'
    stretch = f' textLength="{line.width:.1f}" lengthAdjust="spacingAndGlyphs"' if line.width and not rtl else ""
    spans = "".join(_span(run) for run in line.runs)
    return f'<text x="{line.left:.1f}" y="{line.top:.1f}" {look}{stretch} xml:space="preserve">{spans}</text>'


def _span(run: Run) -> str:
    look = (' font-weight="700"' if run.bold else "") + (' font-style="italic"' if run.italic else "")
    return f"<tspan{look}>{escape(run.text)}</tspan>"


def _bounds(box: Box) -> str:
    return f'x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
