"""Draws drawings as bitmaps, for programs that know none."""

from __future__ import annotations

from functools import cache, lru_cache

import typst

from generators.brand.fonts import font_paths

_WIDE = 600
_SOURCE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), width: {_WIDE}pt)"""


@lru_cache(maxsize=256)
def bitmap(svg: bytes, pixels: int) -> bytes:
    """An SVG as a PNG so many pixels wide, with the kit's own fonts, so that it looks the same on every machine."""
    inputs = {"svg": svg.decode("utf-8", errors="replace")}
    scale = 72.0 * pixels / _WIDE
    return typst.compile(_SOURCE.encode(), sys_inputs=inputs, font_paths=_fonts(), format="png", ppi=scale)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_paths()])
