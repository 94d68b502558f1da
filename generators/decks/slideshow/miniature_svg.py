"""A slide's drawing as SVG, in which nothing is a style or a script, and colors are classes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generators.decks.slideshow.content import PictureName, Run
from generators.decks.slideshow.design import HEIGHT, WIDTH, Box, SchemeColor
from generators.decks.slideshow.feet import plate_under
from generators.decks.slideshow.miniature import Area, Corner, Mark, Picture, TextLine
from generators.markup.element import Attributes, Markup, element
from generators.model.remembered import remembered

Marks = tuple[Mark, ...]

Address = Callable[[PictureName], str]
"""Where the page finds a picture; empty when it has none."""


def as_svg(parts: Iterable[Marks | str], name: str, address: Address, *, rtl: bool) -> Markup:
    """The ``parts`` as one picture called ``name``, 960 by 540 units, in which nothing is a style or a script.

    Its colors are classes (``color_class``), and its typeface is that of the page. A part that is the name of one
    stands elsewhere on the page (``as_group``).
    """
    attributes = {
        "role": "img",
        "aria-label": name,
        "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}",
        "direction": "rtl" if rtl else None,
    }
    used = (
        element("use", {"href": f"#{part}"}) if isinstance(part, str) else _all_drawn(part, address, rtl=rtl)
        for part in parts
    )
    return element("svg", attributes, *used)


def as_group(marks: Marks, name: str, address: Address, *, rtl: bool) -> Markup:
    """Marks that several drawings of a page show by their ``name``."""
    return element("g", {"id": name}, _all_drawn(marks, address, rtl=rtl))


def _all_drawn(marks: Marks, address: Address, *, rtl: bool) -> Markup:
    found = (address(mark.path) for mark in marks if isinstance(mark, Picture))
    return _with_pictures(marks, "\0".join(found), "rtl" if rtl else "ltr")


@remembered
def as_symbol(marks: Marks, name: str) -> Markup:
    """Marks without a picture as a drawing that a page shows by its ``name``, as often as it likes."""
    look = {"id": name, "class": "kit-art", "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}"}
    return element("symbol", look, _with_pictures(marks, "", "ltr"))


@remembered
def _with_pictures(marks: Marks, found: str, way: str) -> Markup:
    """Marks whose pictures are ``found`` at these addresses, with a NUL between them; the same for most locals."""
    paths = (mark.path for mark in marks if isinstance(mark, Picture))
    addresses = dict(zip(paths, found.split("\0"), strict=False))
    return Markup("").join(_drawn(mark, addresses.__getitem__, rtl=way == "rtl") for mark in marks)


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
    return element("rect", {**_bounds(plate_under(box)), "rx": "6", "class": "kit-slide-plate"})


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
