"""How large a picture is, read from its file, and where it stands whole inside a box."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from generators.slideshow.design import Box

RASTER = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
VECTOR = ".svg"

_VIEW_BOX = re.compile(r"<svg\b[^>]*\bviewBox=[\"']\s*[-\d.e]+[ ,]+[-\d.e]+[ ,]+([\d.e]+)[ ,]+([\d.e]+)", re.DOTALL)
_SIDE = re.compile(r"<svg\b[^>]*?\s(width|height)=[\"']([\d.]+)(?:px|pt)?[\"']", re.DOTALL)


def proportions(path: Path) -> float | None:
    """Width by height, or None when the file is no picture that slides can show."""
    suffix = path.suffix.lower()
    try:
        if suffix == VECTOR:
            return _svg_proportions(path.read_text(encoding="utf-8", errors="replace"))
        if suffix in RASTER:
            with Image.open(path) as picture:
                wide, high = picture.size
            return wide / high if wide and high else None
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None
    return None


def contained(box: Box, ratio: float) -> Box:
    """The largest box of the given proportions in the middle of ``box``."""
    wide = min(box.width, box.height * ratio)
    high = wide / ratio
    return Box(box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2, wide, high)


def _svg_proportions(text: str) -> float | None:
    sides = {name: float(value) for name, value in _SIDE.findall(text[: text.find(">", text.find("<svg")) + 1])}
    found = _VIEW_BOX.search(text)
    wide, high = (float(found[1]), float(found[2])) if found else (sides.get("width", 0.0), sides.get("height", 0.0))
    return wide / high if wide > 0 and high > 0 else None
