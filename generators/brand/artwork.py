"""Drawings made in one brand's colors, drawn again in another's, so that a local's pages are its own throughout."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generators.brand.palette import PAPER, mixed, palette
from generators.model import Asset, Brand, Handbook, Local

TOLERANCE = 12.0
"""How far a drawn color may lie from the line between a brand's color and white, in steps of 255, to belong to it."""

NEARLY_WHITE = 0.97

_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


@dataclass(frozen=True, slots=True)
class _Tint:
    """A color as a mix: ``share`` of white (0 to 1) in a brand's color, and its ``distance`` from that line."""

    share: float
    distance: float


def in_brand(drawing: str, drawn: Brand, brand: Brand) -> str:
    """The SVG ``drawing``, made in the colors of ``drawn``, in those of ``brand``; other colors stay.

    A color belongs to the brand if it is one of its two, or a lighter shade of one. The new colors are those that hold
    white text, since a drawing may say something in them.
    """
    if (drawn.primary.lower(), drawn.accent.lower()) == (brand.primary.lower(), brand.accent.lower()):
        return drawing
    old, new = palette(drawn), palette(brand)
    turns = ((old.primary, new.primary_deep), (old.accent, new.accent_text))

    def turned(match: re.Match[str]) -> str:
        color = match[0].lower()
        tint, target = min(
            ((_tint(color, base), target) for base, target in turns), key=lambda option: option[0].distance
        )
        if tint.distance > TOLERANCE or tint.share > NEARLY_WHITE:
            return match[0]
        return mixed(target, PAPER, tint.share)

    return _COLOR.sub(turned, drawing)


def in_local_colors(handbook: Handbook, local: Local, workspace: Path) -> tuple[Handbook, Local]:
    """Both with the kit's own drawings in the colors of ``local``, as copies below ``workspace``.

    A logo that the local has from the kit is one of them.
    """
    brand = local.profile.brand
    assets = with_drawings_in_brand(handbook.assets, handbook.defaults.profile.brand, brand, workspace)
    own = brand.logo
    logo = next((assets[path].file for path, asset in handbook.assets.items() if asset.file == own), own)
    profile = replace(local.profile, brand=replace(brand, logo=logo))
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
                found[path] = replace(asset, file=copy)
    return found


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
