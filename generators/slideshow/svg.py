"""Writes a slide's drawing as SVG, for pages that a browser shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from generators.slideshow.content import Run
from generators.slideshow.design import HEIGHT, WIDTH, Box
from generators.slideshow.miniature import Area, Corner, Line, Mark, Picture

FONTS = "Arial, 'Liberation Sans', Helvetica, sans-serif"

Address = Callable[[Path], str]
"""Where the page finds the picture of a file; empty when it has none."""


def as_svg(marks: Iterable[Mark], name: str, address: Address, *, rtl: bool) -> str:
    """The drawing as one picture called ``name``, 960 by 540 units, in which nothing is a style or a script."""
    inside = "".join(_element(mark, address, rtl=rtl) for mark in marks)
    look = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" font-family="{FONTS}"' + (' direction="rtl"' if rtl else "")
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(name)}" {look}>{inside}</svg>'


def _element(mark: Mark, address: Address, *, rtl: bool) -> str:
    match mark:
        case Area():
            return _area(mark)
        case Corner(points, color):
            corners = " ".join(f"{_number(left)},{_number(top)}" for left, top in points)
            return f'<polygon points="{corners}" fill="{color}"/>'
        case Line():
            return _line(mark, rtl=rtl)
        case Picture(path, box):
            found = address(path)
            return f'<image {_bounds(box)} href="{escape(found)}"/>' if found else ""


def _area(area: Area) -> str:
    box, look = area.box, f'fill="{area.color}"' + (f' opacity="{area.opacity:g}"' if area.opacity < 1 else "")
    if area.kind == "rect":
        corner = f' rx="{_number(area.radius)}"' if area.radius else ""
        return f"<rect {_bounds(box)}{corner} {look}/>"
    middle = f'cx="{_number(box.left + box.width / 2)}" cy="{_number(box.top + box.height / 2)}"'
    return f'<ellipse {middle} rx="{_number(box.width / 2)}" ry="{_number(box.height / 2)}" {look}/>'


def _line(line: Line, *, rtl: bool) -> str:
    """``textLength`` keeps the line as wide as in the deck, whatever font the reader's computer has."""
    look = f'x="{_number(line.left)}" y="{_number(line.top)}" font-size="{_number(line.size)}" fill="{line.color}"'
    held = f' text-anchor="{line.held}"' if line.held != "start" else ""
    stretch = f' textLength="{_number(line.width)}" lengthAdjust="spacingAndGlyphs"' if line.width and not rtl else ""
    if len(line.runs) == 1:
        return f"<text {look}{held}{stretch}{_style(line.runs[0])}>{escape(line.runs[0].text, quote=False)}</text>"
    spans = "".join(f"<tspan{_style(run)}>{escape(run.text, quote=False)}</tspan>" for run in line.runs)
    return f"<text {look}{held}{stretch}>{spans}</text>"


def _style(run: Run) -> str:
    return (' font-weight="700"' if run.bold else "") + (' font-style="italic"' if run.italic else "")


def _bounds(box: Box) -> str:
    numbers = (_number(value) for value in (box.left, box.top, box.width, box.height))
    return 'x="{}" y="{}" width="{}" height="{}"'.format(*numbers)


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
