"""How far the numbers of a drawing reach: far beyond its size, programs that draw break, or ask for all memory."""

from __future__ import annotations

import math
import re
from xml.etree.ElementTree import Element

from msgspec import Struct

from generators.packs.drawings.document import UnusableDrawing
from generators.packs.drawings.rebuilding import HELD
from generators.packs.drawings.values import NUMBER, in_pixels

_FARTHEST = 10_000
"""Times a drawing's own size. tiny-skia, which draws for print, breaks at a billion pixels; slides have thousands."""

_LARGEST_TILE = 5
"""Times a drawing's own size, of a pattern, which is drawn whole into memory before it is repeated."""

_LENGTHS = """cx cy d dx dy font-size fx fy height letter-spacing markerHeight markerWidth points r refX refY rx ry
    stdDeviation stroke-width textLength width word-spacing x x1 x2 y y1 y2"""
_MEASURES = frozenset(_LENGTHS.split())
_STEP = re.compile(r"([A-Za-z]+)\(([^()]*)\)")
_NUMBERS = re.compile(rf"({NUMBER})(%|em|ex)?")
_TRANSFORMS = ("transform", "patternTransform", "gradientTransform")
_BY_BOX = ("clipPathUnits", "maskContentUnits", "patternContentUnits")
_HINT = "simplify it, or export it as PNG"


class _Extent(Struct):
    """One drawing whose longer side is ``side``; ``largest`` is by how much anything in it is made larger."""

    side: float
    limit: float
    largest: float = 1.0

    def check(self, element: Element, scale: float, offset: float) -> None:
        """Goes through ``element``, which is made larger by ``scale`` and moved by ``offset`` at most."""
        for name in _TRANSFORMS:
            for step in _STEP.findall(element.get(name, "")):
                scale, offset = self._transformed(scale, offset, *step)
        if element.tag == "pattern" and scale * self._tile(element) > _LARGEST_TILE * self.side:
            raise UnusableDrawing("one of its patterns is far larger than the drawing", _HINT)
        scale *= self._fitted(element)
        self.largest = max(self.largest, scale)
        if offset + scale * self._measure(element) > self.limit:
            raise UnusableDrawing(f"it holds what is {_FARTHEST:,} times as large as itself", _HINT)
        for child in element:
            self.check(child, scale, offset)

    def _transformed(self, scale: float, offset: float, name: str, written: str) -> tuple[float, float]:
        numbers = [abs(float(found[0])) for found in _NUMBERS.findall(written)] or [0.0]
        if name == "translate":
            return scale, offset + scale * max(numbers)
        if name == "rotate":
            return scale * 1.5, offset + 2 * scale * max(numbers[1:], default=0.0)
        if name.startswith("skew"):
            return scale * (1 + abs(math.tan(math.radians(numbers[0])))), offset
        if name == "matrix":
            return scale * 1.5 * max(numbers[:4]), offset + scale * max(numbers[4:], default=0.0)
        return scale * max(numbers), offset

    def _fitted(self, element: Element) -> float:
        """By how much a frame with a ``viewBox`` of its own makes larger what stands in it."""
        by_box = self.side if any(element.get(name) == "objectBoundingBox" for name in _BY_BOX) else 1.0
        box = [float(found[0]) for found in _NUMBERS.findall(element.get("viewBox", ""))]
        if len(box) != 4 or element.tag not in ("marker", "pattern", "svg") or min(box[2:]) <= 0:
            return by_box
        names = ("markerWidth", "markerHeight") if element.tag == "marker" else ("width", "height")
        frame = max(self._largest_of(element.get(name, "100%")) for name in names)
        return by_box * max(frame / min(box[2:]), 1e-6)

    def _tile(self, element: Element) -> float:
        sizes = [self._largest_of(element.get(name, "0")) for name in ("width", "height")]
        return max(sizes) * (1.0 if element.get("patternUnits") == "userSpaceOnUse" else self.side)

    def _measure(self, element: Element) -> float:
        if element.get("viewBox") and element.tag in ("marker", "pattern"):
            return 0.0
        measures = (self._largest_of(value) for key, value in element.attrib.items() if key in _MEASURES)
        return max(measures, default=0.0)

    def _largest_of(self, written: str) -> float:
        if len(written) < 40:
            written = in_pixels(written) or written
        sizes = {"%": self.side / 100, "em": 100.0, "ex": 100.0, "": 1.0}
        return max((abs(float(number)) * sizes[unit] for number, unit in _NUMBERS.findall(written)), default=0.0)


def check_extent(root: Element) -> None:
    """Looks through a rebuilt drawing that has its frame.

    Raises:
        UnusableDrawing: something in it is far larger than the drawing, or far away from it.
    """
    left, top, wide, high = (float(part) for part in root.get("viewBox", "").split())
    side = max(wide, high)
    extent = _Extent(side, _FARTHEST * side + abs(left) + abs(top))
    for child in root:
        extent.check(child, 1.0, 0.0)
    held = [element for element in root.iter() if element.tag in HELD and element.tag != "pattern"]
    for element in held if extent.largest > 1 else ():  # which may be lent to where all is larger
        extent.check(element, extent.largest, 0.0)
