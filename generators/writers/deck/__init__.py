"""Writes a kit's decks as PowerPoint files that are designed, editable, and accessible."""

from __future__ import annotations

import os
from pathlib import Path

from generators.brand import palette
from generators.model import Deck, Kit
from generators.slideshow.compose import Setting, compose, own_layouts
from generators.slideshow.metrics import deck_family
from generators.writers.deck.package import zipped
from generators.writers.deck.presentation import Identity, presentation

__all__ = ["deck_file", "write_decks"]


def write_decks(kit: Kit, into: Path) -> None:
    """Every deck of the kit as ``site/downloads/decks/<deck>.pptx`` below ``into``."""
    folder = into / "site" / "downloads" / "decks"
    for deck in kit.decks:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{deck.name}.pptx").write_bytes(deck_file(deck, kit))


def deck_file(deck: Deck, kit: Kit) -> bytes:
    """One deck in the local's colors, the same bytes for the same kit."""
    brand = kit.local.brand
    family = deck_family(brand.font)
    setting = Setting(
        layouts=own_layouts(deck.lang),
        family=family,
        assets=kit.assets,
        cover=tuple(line for line in (brand.name, deck.audience) if line),
        logo=brand.logo,
        logo_alt=brand.logo_alt or brand.name,
    )
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    identity = Identity(
        author=brand.name,
        footer=f"{brand.name} · {deck.title}",
        palette=palette(brand),
        family=family,
        made=int(epoch) if epoch.isdecimal() else None,
    )
    return zipped(presentation(deck, compose(deck, setting), identity))
