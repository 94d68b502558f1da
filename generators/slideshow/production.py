"""What a kit gives its decks: the layouts of the language, the font, the pictures, the cover's lines, the footer."""

from __future__ import annotations

from generators.model import Deck, Kit
from generators.slideshow.compose import Setting, own_layouts
from generators.slideshow.metrics import deck_family


def setting_of(deck: Deck, kit: Kit) -> Setting:
    """All that composing ``deck`` needs of its kit."""
    brand = kit.local.brand
    return Setting(
        layouts=own_layouts(deck.lang),
        family=deck_family(brand.font),
        assets=kit.assets,
        cover=tuple(line for line in (brand.name, deck.audience) if line),
        logo=brand.logo,
        logo_alt=brand.logo_alt or brand.name,
    )


def footer_of(deck: Deck, kit: Kit) -> str:
    """What stands at the foot of every slide."""
    return f"{kit.local.brand.name} · {deck.title}"
