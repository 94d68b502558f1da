"""Drawings made in one brand's colors, drawn again in another's, so that a local's pages are its own throughout."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from generators.brand.oklch import Oklch
from generators.brand.palette import INK, NIGHT_SURFACE, PAPER, SHAPE_CONTRAST, contrast, mixed, palette
from generators.markup.element import element
from generators.model import Asset, Brand, Handbook, Local
from generators.model.remembered import remembered_by_value
from generators.model.replacing import replace

TOLERANCE = 12.0
"""How far a drawn color may lie from the line between a brand's color and white, in steps of 255, to belong to it."""

NEARLY_WHITE = 0.97

_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


class _Tint(Struct, frozen=True):
    """A color as a mix: ``share`` of white (0 to 1) in a brand's color, and its ``distance`` from that line."""

    share: float
    distance: float


def in_brand(drawing: str, drawn: Brand, brand: Brand) -> str:
    """The SVG ``drawing``, made in the colors of ``drawn``, in those of ``brand``; other colors stay.

    A color belongs to the brand if it is one of its two, or a lighter shade of one. White that stands on one of the two
    has the class ``on-primary`` or ``on-accent``, and becomes ink where the new color is too bright for it. A drawing
    that says of none of its white where it stands (``on-paper`` for all other) has darker colors then.
    """
    if (drawn.primary.lower(), drawn.accent.lower()) == (brand.primary.lower(), brand.accent.lower()):
        return drawing
    colors, details = palette(brand), _details(brand)
    targets = drawing_colors(brand)
    if set(details.values()) != {PAPER}:
        if PAPER in drawing.lower() and not _ON.search(drawing):
            targets = colors.primary_deep, colors.accent_deep
        drawing = _ON.sub(lambda found: _WHITE.sub(details[found[1]], found[0]), drawing)

    def turned(match: re.Match[str]) -> str:
        found = _in_terms_of(match[0].lower(), drawn)
        return mixed(targets[found[0]], PAPER, found[1].share) if found else match[0]

    return _COLOR.sub(turned, drawing)


def drawing_colors(brand: Brand) -> tuple[str, str]:
    """The two colors of ``brand`` of whose tints its drawings are made."""
    colors = palette(brand)
    return colors.primary_mark, colors.accent_mark


def _details(brand: Brand) -> Mapping[str, str]:
    """The color of what stands on each of the two, by the word for it: white, where that can be seen."""
    named = zip(("primary", "accent"), drawing_colors(brand), strict=True)
    return {**{name: _detail_on(color) for name, color in named}, "paper": PAPER}


def _detail_on(color: str) -> str:
    return PAPER if contrast(PAPER, color) >= SHAPE_CONTRAST else INK


_ON = re.compile(r"""<[^<>]*\sclass=["']on-(primary|accent|paper)["'][^<>]*>""")
_WHITE = re.compile(PAPER, re.IGNORECASE)


def at_night(drawing: str, brand: Brand) -> str:
    """The SVG ``drawing``, which is in the colors of ``brand``, with its colors for dark pages added.

    Browsers use these where the page around it is dark (Media Queries 5, ``prefers-color-scheme``). A drawing that has
    other colors, too, stays as it is.
    """
    start, colors = _START.search(drawing), sorted({color.lower() for color in _COLOR.findall(drawing)})
    if start is None or not colors or not says_all_colors(drawing):
        return drawing
    own = palette(brand)
    for bases in (drawing_colors(brand), (own.primary, own.accent), (own.primary_deep, own.accent_deep)):
        night = [_at_night(color, bases, brand) for color in colors]
        if all(night):
            style = _night_style(dict(zip(colors, night, strict=True)), brand)
            return drawing[: start.end()] + style + drawing[start.end() :]
    return drawing


def says_all_colors(drawing: str) -> bool:
    """Whether all that the SVG shows has a color that it writes as ``#rrggbb``."""
    return not (_OTHER_COLORS.search(drawing) or _UNSAID.search(_CLIP.sub("", drawing)))


NIGHT_PAPER = "#3b434e"
"""What is white in a drawing, on dark pages: lighter than the ground that it stands on, as by day."""

_START = re.compile(r"<svg\b[^<>]*(?<!/)>")
_CLIP = re.compile(r"<clipPath\b.*?</clipPath>", re.DOTALL)
_UNSAID = re.compile(r"<(?:path|rect|circle|ellipse|polygon|polyline)\b(?![^<>]*\s(?:fill|stroke)=)[^<>]*>")
"""A shape that does not say its color, which is black."""


def _at_night(color: str, bases: tuple[str, str], brand: Brand) -> str:
    """What ``color``, a tint of one of ``bases``, is on dark pages; empty for one that is none."""
    if color == INK and INK not in bases:
        return INK
    number, tint = _nearest(color, bases)
    if tint.distance > TOLERANCE:
        return ""
    own = palette(brand)
    drawn = (own.primary_drawn_night, own.accent_drawn_night)[number]
    return NIGHT_PAPER if tint.share > NEARLY_WHITE else _shaded(drawn, tint.share)


@remembered_by_value
def _shaded(color: str, share: float) -> str:
    """The color with ``share`` (0 to 1) of the dark theme's ground; paler as it gets darker, or yellow were brown."""
    own, ground = Oklch.of(color), Oklch.of(NIGHT_SURFACE).lightness
    if share == 0 or own.lightness == 0:
        return color
    lightness = own.lightness + (ground - own.lightness) * share
    return Oklch(lightness, own.chroma * (1 - share) * lightness / own.lightness, own.hue).hex()


def _night_style(night: Mapping[str, str], brand: Brand) -> str:
    own = palette(brand)
    rules = [(rf"[{name}=\{old}]", name, new) for old, new in night.items() for name in ("fill", "stroke")]
    for on, color in (("primary", own.primary_drawn_night), ("accent", own.accent_drawn_night)):
        rules += [(rf".on-{on}[{name}^=\#]", name, _detail_on(color)) for name in ("fill", "stroke")]
    said = "".join(f"{selector}{{{name}:{color}}}" for selector, name, color in rules)
    return str(element("style", {}, f"@media (prefers-color-scheme:dark){{{said}}}"))


def in_shares(drawing: str, drawn: Brand) -> str:
    """The SVG ``drawing`` with as much red as a color has of the first of ``drawing_colors``, green of the second, and
    blue of white; empty where it has other colors, or effects by which its pixels are no such mix.

    What it looks like in the colors of any brand follows from one picture of that.
    """
    if _OTHER_COLORS.search(drawing):
        return ""
    found = {color: _shares(color, drawn) for color in {one.lower() for one in _COLOR.findall(drawing)}}
    if None in found.values():
        return ""
    return _COLOR.sub(lambda match: str(found[match[0].lower()]), drawing)


_OTHER_COLORS = re.compile(
    r"""(?:fill|stroke|color)\s*[=:](?![\s"']*(?:none\b|\#[0-9a-fA-F]{6}\b|url\())|<image|<text|filter|mask|blend"""
)
"""How drawings have colors that are not six digits, and what has colors of its own."""


def _shares(color: str, drawn: Brand) -> str | None:
    if color == PAPER:
        return "#0000ff"
    found = _in_terms_of(color, drawn)
    if found is None:
        return None
    white = round(255 * found[1].share)
    own = (255 - white, 0) if found[0] == 0 else (0, 255 - white)
    return f"#{own[0]:02x}{own[1]:02x}{white:02x}"


def _in_terms_of(color: str, drawn: Brand) -> tuple[int, _Tint] | None:
    """Which of the two colors of ``drawn`` a color is a tint of, and how much of one; None where it is of neither."""
    old = palette(drawn)
    number, tint = _nearest(color, (old.primary, old.accent))
    return None if tint.distance > TOLERANCE or tint.share > NEARLY_WHITE else (number, tint)


def in_local_colors(handbook: Handbook, local: Local, workspace: Path) -> tuple[Handbook, Local]:
    """Both with the kit's own drawings in the colors of ``local``, as copies below ``workspace``.

    A logo that the local has from the kit is one of them.
    """
    brand = local.profile.brand
    assets = with_drawings_in_brand(handbook.assets, handbook.defaults.profile.brand, brand, workspace)
    turned = {asset.file: assets[path].file for path, asset in handbook.assets.items()}
    logo, dark = (file and turned.get(file, file) for file in (brand.logo, brand.logo_dark))
    profile = replace(local.profile, brand=replace(brand, logo=logo, logo_dark=dark))
    return replace(handbook, assets=assets), replace(local, profile=profile)


def with_drawings_in_brand(
    assets: Mapping[str, Asset], drawn: Brand, brand: Brand, workspace: Path
) -> Mapping[str, Asset]:
    """``assets`` (by path below the site) with each drawing that changes replaced by a copy below ``workspace``."""
    found: dict[str, Asset] = {}
    for path, asset in assets.items():
        found[path] = asset
        if asset.file.suffix.lower() == ".svg":
            written = asset.file.read_bytes().decode("utf-8", "replace")
            turned = in_brand(written, drawn, brand)
            if turned != written:
                copy = workspace / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(turned, encoding="utf-8", newline="\n")
                shares = _remembered_shares(written, drawn) if set(_details(brand).values()) == {PAPER} else ""
                found[path] = replace(asset, file=copy, shares=shares)
    return found


@lru_cache(maxsize=256)
def _remembered_shares(drawing: str, drawn: Brand) -> str:
    return in_shares(drawing, drawn)


@remembered_by_value
def _nearest(color: str, bases: tuple[str, str]) -> tuple[int, _Tint]:
    """Of which of ``bases`` a color is nearest to a tint: drawings have the same few colors, again and again."""
    return min(enumerate(_tint(color, base) for base in bases), key=lambda option: option[1].distance)


def _tint(color: str, base: str) -> _Tint:
    """The mix of ``base`` and white that comes nearest to ``color`` (least squares)."""
    point, start, end = _channels(color), _channels(base), _channels(PAPER)
    way = [two - one for one, two in zip(start, end, strict=True)]
    length = math.fsum(step * step for step in way) or 1.0
    along = math.fsum(step * (at - one) for step, at, one in zip(way, point, start, strict=True)) / length
    share = min(1.0, max(0.0, along))
    nearest = [one + step * share for one, step in zip(start, way, strict=True)]
    return _Tint(share, math.fsum((at - near) ** 2 for at, near in zip(point, nearest, strict=True)) ** 0.5)


def _channels(color: str) -> tuple[float, float, float]:
    return float(int(color[1:3], 16)), float(int(color[3:5], 16)), float(int(color[5:7], 16))
