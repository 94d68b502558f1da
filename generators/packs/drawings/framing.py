"""Gives a drawing one size that every program reads alike: pixels, and a ``viewBox`` of the same proportions."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from msgspec import Struct

from generators.packs.drawings.document import UnusableDrawing
from generators.packs.drawings.values import NUMBER, UNITS, shown_number

_SMALLEST, _LARGEST = 0.1, 10_000
_FARTHEST = 10_000_000
_WIDEST, _TALLEST = 200, 20
"""Times that a drawing is as wide as high, and as high as wide: a bitmap of it has to have room in memory."""

_LENGTH = re.compile(rf"({NUMBER})([A-Za-z]*)")
_STEPS = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


class _Frame(Struct, frozen=True):
    left: float
    top: float
    wide: float
    high: float

    def __str__(self) -> str:
        return " ".join(shown_number(part) for part in (self.left, self.top, self.wide, self.high))


def set_frame(root: Element) -> None:
    """Sets width, height, and ``viewBox`` of a rebuilt drawing, and the color behind it.

    Raises:
        UnusableDrawing: it says no size.
    """
    wide, high = (_pixels(root.attrib.pop(key, "")) for key in ("width", "height"))
    ratio = root.attrib.pop("preserveAspectRatio", "xMidYMid")
    written = root.get("viewBox", "")
    box = _box(written)
    if box is None and (wide is None or high is None):
        raise UnusableDrawing("it has no usable size: no 'viewBox' with four numbers, no width and height")
    if box is None:
        assert wide is not None and high is not None, "looked at before"
        box = _Frame(0, 0, wide, high)
        root.set("viewBox", str(box))
    elif wide is not None and high is not None and abs(wide / high * box.high / box.wide - 1) > 0.01:
        box = _fitted(root, box, wide / high, ratio)
        root.set("viewBox", str(box))
    if not 1 / _TALLEST <= box.wide / box.high <= _WIDEST:
        raise UnusableDrawing("it is far longer than wide", "look at its size: the page of the drawing may be wrong")
    if wide is not None or high is not None:  # of one alone, some programs take the other from the box as it is
        root.set("width", shown_number(wide if wide is not None else (high or 0.0) * box.wide / box.high))
        root.set("height", shown_number(high if high is not None else (wide or 0.0) * box.high / box.wide))
    ground = root.attrib.pop("ground", "")
    if ground:
        sides = zip(("x", "y", "width", "height"), str(box).split(), strict=True)
        root.insert(0, Element("rect", {**dict(sides), "fill": ground.removesuffix("ff"), "stroke": "none"}))


def _fitted(root: Element, box: _Frame, ratio: float, written: str) -> _Frame:
    """The part of the drawing that its frame of other proportions shows (SVG 2, 8.6)."""
    align, _, way = written.partition(" ")
    if align == "none":
        _stretched(root, box, ratio)
        return _Frame(0, 0, ratio * 100, 100)
    found = re.fullmatch(r"x(Min|Mid|Max)Y(Min|Mid|Max)", align)
    across, down = (_STEPS[part] for part in found.groups()) if found else (0.5, 0.5)
    is_wider = ratio > box.wide / box.high
    if is_wider != (way.strip() == "slice"):
        wide, high = box.high * ratio, box.high
    else:
        wide, high = box.wide, box.wide / ratio
    return _Frame(box.left - (wide - box.wide) * across, box.top - (high - box.high) * down, wide, high)


def _stretched(root: Element, box: _Frame, ratio: float) -> None:
    inner = Element("g", {"transform": f"scale({shown_number(ratio * 100 / box.wide)} {shown_number(100 / box.high)})"
                                       f" translate({shown_number(-box.left)} {shown_number(-box.top)})"})  # fmt: skip
    inner.extend(list(root))
    for child in list(root):
        root.remove(child)
    root.append(inner)


def _pixels(written: str) -> float | None:
    found = _LENGTH.fullmatch(written.strip())
    if found is None or (found[2] and found[2].lower() not in UNITS):
        return None
    value = float(found[1]) * UNITS.get(found[2].lower(), 1.0)
    return value if _SMALLEST <= value <= _LARGEST else None


def _box(written: str) -> _Frame | None:
    numbers = [float(number) for number in re.findall(NUMBER, written)]
    if len(numbers) != 4 or any(abs(value) > _FARTHEST for value in numbers) or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    return _Frame(*numbers)
