"""Prints a teaching guide for every deck: facts, run sheet, and for each slide what to say, ask, and watch for."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path

import typst

from generators.fonts import font_paths
from generators.model import Deck, Kit
from generators.writers.guide.data import guide_data

__all__ = ["guide_pdf", "write_guides"]

_TEMPLATE = Path(__file__).with_name("guide.typ")


def write_guides(kit: Kit, into: Path) -> None:
    """Every deck's guide as ``site/downloads/guides/<deck>.pdf`` below ``into``."""
    folder = into / "site" / "downloads" / "guides"
    for deck in kit.decks:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{deck.name}.pdf").write_bytes(guide_pdf(deck, kit))


def guide_pdf(deck: Deck, kit: Kit) -> bytes:
    """One guide as a tagged PDF (PDF/UA-1), the same bytes for the same kit."""
    return typst.compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"guide": json.dumps(guide_data(deck, kit), ensure_ascii=False)},
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0")),
    )


@functools.lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The kit's own fonts and no others, so that every machine prints the same."""
    folders = [str(folder) for folder in font_paths()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
