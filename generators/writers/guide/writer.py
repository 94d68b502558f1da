"""Prints a teaching guide for every deck: facts, run sheet, and for each slide what to say, ask, and watch for."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import typst

from generators.brand.fonts import layout_fonts
from generators.brand.letters import printable_json
from generators.brand.pdf_language import in_language
from generators.caching.store import FORGETFUL, Store, key_of
from generators.decks.slideshow.links import KitLinks
from generators.decks.teaching.guide import guide_of
from generators.model import Kit
from generators.model.current_work import working_on
from generators.writers.guide.data import Sheets, sheets_of
from generators.writers.guide.run_sheet import run_sheet_files

__all__ = ["guide_pdf", "write_guides"]

_TEMPLATE = Path(__file__).with_name("guide.typ")


def write_guides(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Every deck's guide as ``site/downloads/guides/<deck>.pdf`` below ``into``, and ``<deck>-run-sheet.docx``."""
    folder, local = into / "site" / "downloads" / "guides", kit.local
    guides = [guide_of(deck, kit) for deck in kit.decks]
    if guides:
        folder.mkdir(parents=True, exist_ok=True)
    sheets = run_sheet_files(guides, local.brand, local.paper, kit.date, store)
    for guide, sheet in zip(guides, sheets, strict=True):
        links = KitLinks(kit, guide.deck.lang)
        with working_on(guide.deck.place.file):
            pdf = guide_pdf(sheets_of(guide, local.brand, local.paper, links), kit.date, store)
        (folder / f"{guide.deck.name}.pdf").write_bytes(pdf)
        (folder / f"{guide.deck.name}-run-sheet.docx").write_bytes(sheet)


def guide_pdf(sheets: Sheets, date: datetime | None = None, store: Store = FORGETFUL) -> bytes:
    """One guide as a tagged PDF (PDF/UA-1), made on ``date``; the same bytes for the same guide."""
    made = int(date.timestamp()) if date else 0
    return store.remembered(key_of("guides", sheets=sheets, date=made), lambda: _laid_out(sheets, made))


def _laid_out(sheets: Sheets, date: int) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(_TEMPLATE, folder / _TEMPLATE.name)
        for picture, data in sheets.files.items():
            (folder / picture).write_bytes(data)
        laid_out = typst.compile(
            str(folder / _TEMPLATE.name),
            root=str(folder),
            sys_inputs={"guide": printable_json(sheets.data)},
            font_paths=layout_fonts(),
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=date,
        )
    return in_language(laid_out, sheets.language)
