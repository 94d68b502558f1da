"""How large a picture is, read from its file, and where it stands whole inside a box."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeElementTree
from defusedxml import DefusedXmlException
from PIL import Image

from generators.decks.slideshow.design import Box

RASTER = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
VECTOR = ".svg"

MOST_PIXELS = 50_000_000
"""Of one photo: as much as any camera takes, and as little as any laptop can draw anew."""

_LENGTH = re.compile(r"\s*([\d.]+(?:e[-+]?\d+)?)\s*(?:px|pt)?\s*")


def proportions(path: Path) -> float | None:
    """Width by height, or None when the file is no picture that slides can show."""
    suffix = path.suffix.lower()
    try:
        if suffix == VECTOR:
            return _svg_proportions(SafeElementTree.fromstring(path.read_bytes()))
        if suffix in RASTER:
            with Image.open(path) as picture:
                wide, high = picture.size
            return wide / high if wide and high else None
    except (OSError, ParseError, DefusedXmlException, Image.DecompressionBombError, ValueError):
        return None
    return None


def fault(path: Path) -> str:
    """What keeps a picture from a slide, to follow its name, and empty when nothing does. The file is read whole."""
    if proportions(path) is None:
        return "is no readable picture"
    if path.suffix.lower() == VECTOR:
        return ""
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return f"has more than {MOST_PIXELS // 1_000_000} million pixels"
            picture.load()
    except (OSError, SyntaxError, ValueError):
        return "is no readable picture"
    return ""


def contained(box: Box, ratio: float) -> Box:
    """The largest box of the given proportions in the middle of ``box``."""
    wide = min(box.width, box.height * ratio)
    high = wide / ratio
    return Box(box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2, wide, high)


def _svg_proportions(root: Element) -> float | None:
    if not root.tag.endswith("svg"):
        return None
    view = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    found = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    sides = [float(match[1]) for match in found if match]
    wide, high = view[2:] if len(view) == 4 else sides if len(sides) == 2 else (0.0, 0.0)
    return wide / high if wide > 0 and high > 0 else None
