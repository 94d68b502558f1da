"""A brand's palette as the twelve colors of a PowerPoint theme, and what the names on slides stand for."""

from __future__ import annotations

from collections.abc import Mapping

from generators.brand.palette import INK, PAPER, TEXT_CONTRAST, Palette, contrast, mixed
from generators.slideshow.design import SchemeColor

_MAPPED = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


def theme_colors(palette: Palette) -> Mapping[str, str]:
    """Color by its name in a theme, as ``#rrggbb``. Text colors hold 4.5:1 on paper and on the tint."""
    return {
        "dk1": palette.ink,
        "lt1": palette.paper,
        "dk2": _readable(mixed(palette.primary_deep, "#000000", 0.3), palette.tint),
        "lt2": palette.tint,
        "accent1": palette.primary_text,
        "accent2": palette.accent_text,
        "accent3": mixed(palette.primary_text, palette.accent_text, 0.5),
        "accent4": mixed(palette.primary_text, INK, 0.5),
        "accent5": palette.primary,
        "accent6": palette.accent,
        "hlink": palette.primary_text,
        "folHlink": mixed(palette.primary_text, INK, 0.4),
    }


def slide_colors(palette: Palette) -> Mapping[SchemeColor, str]:
    """Color by the name that layouts use, as ``#rrggbb``."""
    colors = theme_colors(palette)
    names: tuple[SchemeColor, ...] = (
        "tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    )  # fmt: skip
    return {name: colors[_MAPPED.get(name, name)] for name in names}


def _readable(color: str, ground: str) -> str:
    return color if contrast(color, ground) >= TEXT_CONTRAST and contrast(color, PAPER) >= TEXT_CONTRAST else INK
