"""How large a picture is, read from its file, and where it stands whole inside a box."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from generators.slideshow.design import Box

RASTER = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
VECTOR = ".svg"
THUMBNAIL = 480
"""The longer side, in pixels, of a photo inside a small drawing."""

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


def thumbnail(path: Path) -> tuple[str, bytes]:
    """A picture's media type and bytes for a small drawing: an SVG as it is, a photo as small as it is shown."""
    if path.suffix.lower() == VECTOR:
        return "image/svg+xml", path.read_bytes()
    return "image/png", _shrunk(path.read_bytes())


@lru_cache(maxsize=128)
def _shrunk(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        small = ImageOps.exif_transpose(picture).convert("RGBA")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    return out.getvalue()
