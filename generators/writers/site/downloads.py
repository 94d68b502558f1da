"""The files that other writers left for readers to take along, with their sizes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generators.model import Deck, Form

FOLDER = "downloads"


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take along: ``path`` below the site, ``size`` in bytes."""

    path: str
    size: int

    @property
    def kind(self) -> str:
        """The file's type as people call it: ``PDF``, ``PPTX``."""
        return self.path.rpartition(".")[2].upper()


@dataclass(frozen=True, slots=True)
class FormDownloads:
    """What a form offers; None stands for what was not built."""

    pdf: Download | None
    large_print: Download | None


@dataclass(frozen=True, slots=True)
class DeckDownloads:
    """What a deck offers; None stands for what was not built."""

    slides: Download | None
    guide: Download | None


def of_form(form: Form, site: Path) -> FormDownloads:
    """The files of ``form`` in the folder ``site``."""
    return FormDownloads(
        pdf=_download(site, f"{FOLDER}/forms/{form.name}.pdf"),
        large_print=_download(site, f"{FOLDER}/forms/{form.name}-large-print.pdf"),
    )


def of_deck(deck: Deck, site: Path) -> DeckDownloads:
    """The files of ``deck`` in the folder ``site``."""
    return DeckDownloads(
        slides=_download(site, f"{FOLDER}/decks/{deck.name}.pptx"),
        guide=_download(site, f"{FOLDER}/guides/{deck.name}.pdf"),
    )


def readable_size(size: int) -> str:
    """``size`` in bytes as a reader takes it in: ``52 KB``, ``1.3 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def _download(site: Path, path: str) -> Download | None:
    file = site / path
    return Download(path, file.stat().st_size) if file.is_file() else None
