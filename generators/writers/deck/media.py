"""Pictures as slides can hold them: small enough, without metadata, and a PNG beside every SVG."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageOps

from generators.slideshow.pictures import VECTOR
from generators.writers.deck.bitmaps import bitmap

MOST_PIXELS = 2400
"""The longer side of a picture: as many as a projector shows of it, and few enough to mail the deck."""

PIXELS_PER_POINT = 1.5
"""Of the bitmap beside a drawing, for programs that know no drawings: sharp enough on a projector of 1920 pixels."""

STEP = 100
"""Pixels in which bitmaps grow, so that a drawing that is shown in nearly the same size twice has one."""


@dataclass(frozen=True, slots=True)
class Media:
    """A picture's files: ``bitmap`` (its suffix ``png`` or ``jpg``), and the drawing itself when it is an SVG."""

    bitmap: bytes
    suffix: str
    drawing: bytes | None = None


def media(path: Path, width: float) -> Media:
    """The picture at ``path`` as slides hold it, to be shown ``width`` points wide."""
    suffix = path.suffix.lower()
    pixels = STEP * math.ceil(width * PIXELS_PER_POINT / STEP) if suffix == VECTOR else MOST_PIXELS
    return _media(path.read_bytes(), suffix, pixels)


@lru_cache(maxsize=256)
def _media(data: bytes, suffix: str, pixels: int) -> Media:
    if suffix == VECTOR:
        return Media(bitmap(data, pixels), "png", data)
    with Image.open(io.BytesIO(data)) as picture:
        return Media(*_slimmed(picture, pixels))


def _slimmed(picture: Image.Image, pixels: int) -> tuple[bytes, str]:
    """The picture drawn anew: turned as its camera said, no side longer than ``pixels``, with no metadata."""
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((pixels, pixels))
    photograph = picture.format == "JPEG"
    plain = upright.convert("RGB" if photograph else "RGBA")
    out = io.BytesIO()
    if photograph:
        plain.save(out, "JPEG", quality=88, optimize=True)
    else:
        plain.save(out, "PNG", optimize=True)
    return out.getvalue(), "jpg" if photograph else "png"
