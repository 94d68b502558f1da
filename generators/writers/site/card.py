"""The picture that a link to the site shows in chats and on social media, set from the local's own words and colors."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from generators.brand.fonts import family, font_paths
from generators.brand.palette import palette
from generators.model import Brand

CARD = "assets/card.png"

_TEMPLATE = Path(__file__).with_name("card.typ")


def card(brand: Brand, headline: str, kit: str) -> bytes:
    """A PNG of 1200 by 630 pixels: the local's name, the home page's ``headline``, and the ``kit``'s name."""
    colors = palette(brand)
    data = {
        "ground": colors.primary,
        "ink": colors.on_primary,
        "mark": colors.accent,
        "shade": "#00000018" if colors.on_primary == colors.paper else "#ffffff3a",
        "font": family(brand.font).name,
        "name": brand.name,
        "headline": headline,
        "kit": kit,
    }
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in font_paths()])
    inputs = {"card": json.dumps(data)}
    return typst.compile(_TEMPLATE.read_bytes(), sys_inputs=inputs, font_paths=fonts, format="png", ppi=72.0)
