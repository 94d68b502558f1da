"""Pictures as slides can hold them: small enough, without metadata, and a PNG beside every SVG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps

from generators.slideshow.bitmaps import bitmap
from generators.slideshow.pictures import VECTOR

MOST_PIXELS = 2400
"""The longer side of a picture: as many as a projector shows of it, and few enough to mail the deck."""

DRAWING_PIXELS = 1600
"""The width of the bitmap beside a drawing: PowerPoint shows the drawing, older programs the bitmap."""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture's files: ``bitmap`` (its suffix ``png`` or ``jpg``), and the drawing itself when it is an SVG."""

    bitmap: bytes
    suffix: str
    drawing: bytes | None = None


def media(path: Path) -> Media:
    """The picture at ``path`` as slides hold it."""
    return _media(path.read_bytes(), path.suffix.lower())


@lru_cache(maxsize=256)
def _media(data: bytes, suffix: str) -> Media:
    if suffix == VECTOR:
        return Media(bitmap(data, DRAWING_PIXELS), "png", data)
    with Image.open(io.BytesIO(data)) as picture:
        return Media(*_slimmed(picture))


def _slimmed(picture: Image.Image) -> tuple[bytes, str]:
    """The picture drawn anew: turned as its camera said, no larger than needed, with no metadata."""
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MOST_PIXELS, MOST_PIXELS))
    photograph = picture.format == "JPEG"
    plain = upright.convert("RGB" if photograph else "RGBA")
    out = io.BytesIO()
    if photograph:
        plain.save(out, "JPEG", quality=88, optimize=True)
    else:
        plain.save(out, "PNG", optimize=True)
    return out.getvalue(), "jpg" if photograph else "png"
