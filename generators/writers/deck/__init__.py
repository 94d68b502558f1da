"""Writes a kit's decks as PowerPoint files that are designed, editable, and accessible."""

from __future__ import annotations

import os
from pathlib import Path

from generators.brand.palette import palette
from generators.model import Deck, Kit
from generators.packs.archive import zipped
from generators.slideshow.compose import compose
from generators.slideshow.production import footer_of, own_template, setting_of
from generators.writers.deck.base import base_file
from generators.writers.deck.presentation import Identity, presentation
from generators.writers.deck.template_base import template_base

__all__ = ["deck_file", "prepare_decks", "write_decks"]


def write_decks(kit: Kit, into: Path) -> None:
    """Every deck of the kit as ``site/downloads/decks/<deck>.pptx`` below ``into``."""
    folder = into / "site" / "downloads" / "decks"
    for deck in kit.decks:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{deck.name}.pptx").write_bytes(deck_file(deck, kit))


def prepare_decks() -> None:
    """Makes what decks in English share, before there is a kit."""
    base_file("en")


def deck_file(deck: Deck, kit: Kit) -> bytes:
    """One deck in the local's colors or on its own template, the same bytes for the same kit."""
    setting, template = setting_of(deck, kit), own_template(deck, kit)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    identity = Identity(
        author=kit.local.brand.name,
        footer=footer_of(deck, kit),
        palette=palette(kit.local.brand),
        family=setting.family,
        made=int(epoch) if epoch.isdecimal() else None,
        template=template_base(template.parts, deck.lang) if template else None,
    )
    return zipped(presentation(deck, compose(deck, setting), identity))
