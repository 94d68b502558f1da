"""How large a picture is, read from its file, and where it stands whole inside a box."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeElementTree
from defusedxml import DefusedXmlException

from generators.decks.slideshow.design import Box
from generators.model.remembered import remembered

RASTER = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".jfif", ".tif", ".tiff"})
VECTOR = ".svg"

MOST_PIXELS = 50_000_000
"""Of one photo: as much as any camera takes, and as little as any laptop can draw anew."""

_ORIENTATION, _FIRST_ON_ITS_SIDE = 0x0112, 5
"""Of a photo that its camera turned by a quarter (Exif 2.32, 4.6.4)."""

_LENGTH = re.compile(r"\s*([\d.]+(?:e[-+]?\d+)?)\s*(?:px|pt)?\s*")


class Shape(NamedTuple):
    """All that a slide's layout asks of a picture: width by height, and how many pixels a photo is wide."""

    ratio: float
    pixels: int | None

    def contained(self, box: Box) -> Box:
        """Where the picture stands in the middle of ``box``: whole, and no pixel of a photo larger than a point."""
        wide = min(box.width, box.height * self.ratio, *(() if self.pixels is None else (self.pixels,)))
        high = wide / self.ratio
        return Box(box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2, wide, high)


def shape_of(path: Path) -> Shape | None:
    """The shape of the picture, or None when the file is none that slides can show."""
    ratio, size = proportions(path), pixels(path)
    return None if ratio is None else Shape(ratio, size[0] if size else None)


def proportions(path: Path) -> float | None:
    """Width by height, or None when the file is no picture that slides can show."""
    if path.suffix.lower() != VECTOR:
        size = pixels(path)
        return size[0] / size[1] if size else None
    try:
        (ratio,) = _of_drawing(path.read_bytes())
    except OSError:
        return None
    return ratio


@remembered
def _of_drawing(data: bytes) -> tuple[float | None]:
    """Width by height of an SVG, asked for each time that it is shown."""
    try:
        return (_svg_proportions(SafeElementTree.fromstring(data)),)
    except (ParseError, DefusedXmlException, ValueError):
        return (None,)


def pixels(path: Path) -> tuple[int, int] | None:
    """How many pixels a photo is wide and high as it is shown; None for a drawing, and for what is no picture."""
    if path.suffix.lower() not in RASTER:
        return None
    from PIL import Image  # most kits hold drawings alone, and need not wait for it

    try:
        with Image.open(path) as picture:
            wide, high = picture.size
            on_its_side = picture.getexif().get(_ORIENTATION, 1) >= _FIRST_ON_ITS_SIDE
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return ((high, wide) if on_its_side else (wide, high)) if wide and high else None


def fault(path: Path) -> str:
    """What keeps a picture from a slide, to follow its name, and empty when nothing does. The file is read whole."""
    if proportions(path) is None:
        return "is no readable picture"
    if path.suffix.lower() == VECTOR:
        return ""
    from PIL import Image  # as above

    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return f"has more than {MOST_PIXELS // 1_000_000} million pixels"
            picture.load()
    except (OSError, SyntaxError, ValueError):
        return "is no readable picture"
    return ""


def contained(box: Box, path: Path) -> Box | None:
    """Where the picture stands in the middle of ``box``: whole, and no pixel of a photo larger than a point.

    None when the file is no picture.
    """
    shape = shape_of(path)
    return shape and shape.contained(box)


def _svg_proportions(root: Element) -> float | None:
    if not root.tag.endswith("svg"):
        return None
    view = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    found = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    sides = [float(match[1]) for match in found if match]
    wide, high = view[2:] if len(view) == 4 else sides if len(sides) == 2 else (0.0, 0.0)
    return wide / high if wide > 0 and high > 0 else None
