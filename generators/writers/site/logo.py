"""A local's logo as the head of each page shows it: in the name's place if it is wide, and readable on dark pages."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from generators.brand.artwork import says_all_colors
from generators.brand.palette import NIGHT, contrast
from generators.model import Kit
from generators.model.kit import published
from generators.writers.site.article import Size, size_of

WIDE = 2.5
"""As many times as wide as high, a logo is a wordmark: it says the name, and stands in its place."""

TALL = 0.75
"""Narrower than that by its height, a logo gets all of the head's height."""

SEEN_AT_NIGHT = 1.6
"""Least contrast of a logo's colors with dark pages: with less, it stands on a light plate there."""

LEAST_SHARE = 0.03
"""A part of a photo's pixels that nobody misses."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")
_LOOKED_AT = (48, 48)
_OPAQUE = 127


class Logo(Struct, frozen=True):
    """A picture of the site: ``path`` below it, its size if it has one, and its words for those who do not see it.

    ``dark`` is the path of the one for dark pages, and ``needs_plate`` where there is none and this one would not be
    seen there.
    """

    path: str
    size: Size | None
    alt: str
    dark: str = ""
    needs_plate: bool = False

    @property
    def shape(self) -> str:
        """``wide``, ``tall``, or nothing for one that is about as wide as high, or says no size."""
        ratio = self.size.width / self.size.height if self.size else 1
        return "wide" if ratio >= WIDE else "tall" if ratio < TALL else ""


def logo_of(kit: Kit) -> Logo | None:
    """The brand's logo where the site carries it."""
    brand = kit.local.brand
    paths = {file: published(kit, path) for path, file in kit.assets.items() if file in brand.logos}
    if brand.logo not in paths:
        return None
    dark = paths.get(brand.logo_dark, "") if brand.logo_dark else ""
    plate = not dark and not is_seen_at_night(brand.logo)
    return Logo(paths[brand.logo], size_of(brand.logo), brand.logo_alt, dark, plate)


def is_seen_at_night(file: Path) -> bool:
    """Whether all that the picture in ``file`` shows stands out from dark pages, or has a ground of its own."""
    if file.suffix.lower() == ".svg":
        drawing = file.read_text(encoding="utf-8", errors="replace")
        drawn = set(_COLOR.findall(drawing))
        return says_all_colors(drawing) and all(contrast(color, NIGHT) >= SEEN_AT_NIGHT for color in drawn)
    from PIL import Image  # most kits hold drawings alone, and need not wait for it

    with Image.open(file) as opened:
        opened.thumbnail(_LOOKED_AT)
        pixels = opened.convert("RGBA").tobytes()
    colors = [pixels[at : at + 3] for at in range(0, len(pixels), 4) if pixels[at + 3] > _OPAQUE]
    has_ground = 4 * len(colors) == len(pixels)
    lost = sum(contrast(f"#{color.hex()}", NIGHT) < SEEN_AT_NIGHT for color in colors)
    return has_ground or lost <= LEAST_SHARE * len(colors)
