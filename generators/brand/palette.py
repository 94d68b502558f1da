"""Two brand colors become a palette whose text is readable on every ground it stands on, for all writers."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from generators.model import Brand

TEXT_CONTRAST = 4.5
"""Least contrast of text with its ground: WCAG 2.2, success criterion 1.4.3 (AA)."""

SHAPE_CONTRAST = 3.0
"""Least contrast of shapes that carry meaning: WCAG 2.2, success criterion 1.4.11 (AA)."""

PAPER = "#ffffff"
INK = "#1b1f24"
NIGHT = "#15181d"
NIGHT_SURFACE = "#20252c"
NIGHT_INK = "#e9ecf0"


@dataclass(frozen=True, slots=True)
class Move:
    """A color that had to change to be readable: ``role`` in the palette, the worst ``ground``, ratios as n:1."""

    role: str
    given: str
    used: str
    ground: str
    ratio_before: float
    ratio_after: float


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors as ``#rrggbb``. Text roles hold 4.5:1 on the grounds that their names and comments give.

    ``primary`` and ``accent`` are the brand's own, for fills; ``on_primary`` and ``on_accent`` is text on them.
    ``primary_text`` and ``accent_text`` stand on paper and on ``tint``; ``…_night`` on the dark theme's grounds.
    ``primary_deep`` is a ground for white text; ``accent_shape`` holds 3:1 on paper and tint.
    """

    primary: str
    on_primary: str
    primary_text: str
    primary_night: str
    primary_deep: str
    accent: str
    on_accent: str
    accent_text: str
    accent_night: str
    accent_shape: str
    tint: str
    paper: str
    ink: str
    night: str
    night_surface: str
    night_ink: str
    moves: tuple[Move, ...]


def luminance(color: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    channels = [value / 255 for value in _channels(color)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(color: str, other: str, share: float) -> str:
    """``color`` with ``share`` (0 to 1) of ``other`` mixed in, channel by channel."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return _hex([one + (two - one) * share for one, two in pairs])


def palette(brand: Brand) -> Palette:
    """All colors of a kit, from the brand's two; remembered, since every page and form asks for them."""
    return _palette(brand.primary.lower(), brand.accent.lower())


@cache
def _palette(primary: str, accent: str) -> Palette:
    tint = mixed(PAPER, primary, 0.07)
    light, dark = (PAPER, tint), (NIGHT, NIGHT_SURFACE)
    adjusted = _Adjuster([])
    return Palette(
        primary=primary,
        on_primary=_ink_on(primary),
        primary_text=adjusted("primary text", primary, light),
        primary_night=adjusted("primary text, dark theme", primary, dark),
        primary_deep=adjusted("primary ground under white text", primary, (PAPER,), 5.5),
        accent=accent,
        on_accent=_ink_on(accent),
        accent_text=adjusted("accent text", accent, light),
        accent_night=adjusted("accent text, dark theme", accent, dark),
        accent_shape=adjusted("accent shapes", accent, light, SHAPE_CONTRAST),
        tint=tint,
        paper=PAPER,
        ink=INK,
        night=NIGHT,
        night_surface=NIGHT_SURFACE,
        night_ink=NIGHT_INK,
        moves=tuple(adjusted.moves),
    )


@dataclass(frozen=True, slots=True)
class _Adjuster:
    """Moves colors until they are readable, and remembers which it moved."""

    moves: list[Move]

    def __call__(self, role: str, color: str, grounds: Sequence[str], least: float = TEXT_CONTRAST) -> str:
        used = _moved_until(color, grounds, least)
        if used != color:
            worst = min(grounds, key=lambda ground: contrast(color, ground))
            self.moves.append(Move(role, color, used, worst, contrast(color, worst), contrast(used, worst)))
        return used


def _ink_on(ground: str) -> str:
    return max(
        (PAPER, "#000000" if contrast(INK, ground) < TEXT_CONTRAST else INK), key=lambda ink: contrast(ink, ground)
    )


def _moved_until(color: str, grounds: Sequence[str], least: float) -> str:
    """The nearest lightness of the same hue that holds ``least`` on every ground."""
    if all(contrast(color, ground) >= least for ground in grounds):
        return color
    darken = all(luminance(ground) > 0.18 for ground in grounds)
    hue, lightness, saturation = colorsys.rgb_to_hls(*(value / 255 for value in _channels(color)))
    steps = range(1, 201)
    for step in steps:
        target = lightness * (1 - step / 200) if darken else lightness + (1 - lightness) * step / 200
        candidate = _hex([value * 255 for value in colorsys.hls_to_rgb(hue, target, saturation)])
        if all(contrast(candidate, ground) >= least for ground in grounds):
            return candidate
    return INK if darken else NIGHT_INK


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{min(255, max(0, round(value))):02x}" for value in channels)
