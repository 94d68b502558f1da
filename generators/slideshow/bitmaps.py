"""Draws pictures anew as bitmaps: a drawing for programs that know none, a photo as small as it is shown."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from pathlib import Path

import typst
from PIL import Image, ImageOps

from generators.brand.fonts import font_paths
from generators.slideshow.pictures import VECTOR

THUMBNAIL = 560
"""The longer side, in pixels, of a picture inside a small drawing."""

_WIDE = 600
_SOURCE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), width: {_WIDE}pt)"""


def thumbnail(path: Path) -> bytes:
    """A picture as a small PNG."""
    return _thumbnail(path.read_bytes(), path.suffix.lower())


@lru_cache(maxsize=256)
def bitmap(svg: bytes, pixels: int) -> bytes:
    """An SVG as a PNG so many pixels wide, with the kit's own fonts, so that it looks the same on every machine."""
    inputs = {"svg": svg.decode("utf-8", errors="replace")}
    scale = 72.0 * pixels / _WIDE
    return typst.compile(_SOURCE.encode(), sys_inputs=inputs, font_paths=_fonts(), format="png", ppi=scale)


@lru_cache(maxsize=256)
def _thumbnail(data: bytes, suffix: str) -> bytes:
    if suffix == VECTOR:
        return bitmap(data, THUMBNAIL)
    with Image.open(io.BytesIO(data)) as picture:
        small = ImageOps.exif_transpose(picture).convert("RGBA")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_paths()])
