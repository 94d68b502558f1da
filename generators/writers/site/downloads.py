"""The files that other writers leave for readers to take along: where they stand, and how large they are.

Writers run side by side, so a page is written before its downloads are: it names each file and leaves room for its
size. What is known only when all files stand is filled in by ``fill_downloads``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct

from generators.decks.teaching.cuts import shorter
from generators.model import Deck, Form, Kit

FOLDER = "downloads"
ROOM_FOR_SIZE = '<span class="kit-size"></span>'

_FILE_LINK = re.compile(
    r'<a class="kit-(?:file|download)" href="(?P<address>[^"]*)" download(?:="")?>.*?</a>', re.DOTALL
)
_SIGNS = ('<a class="kit-file"', '<a class="kit-download"')
"""How such a link begins; most pages have none."""


class Download(Struct, frozen=True):
    """A file to take along: ``path`` below the site."""

    path: str

    @property
    def kind(self) -> str:
        """The file's type as people call it: ``PDF``, ``PPTX``."""
        return self.path.rpartition(".")[2].upper()


class FormDownloads(Struct, frozen=True):
    """What a form offers."""

    pdf: Download
    large_print: Download


class DeckDownloads(Struct, frozen=True):
    """What a deck offers; ``cuts`` are its slides by their minutes, where there is less time."""

    slides: Download
    guide: Download
    run_sheet: Download
    cuts: Mapping[int, Download]

    @property
    def to_take_along(self) -> tuple[Download, ...]:
        """All of them, in the order in which they are offered."""
        return (self.slides, self.guide, self.run_sheet, *self.cuts.values())


ALL_FORMS = Download(f"{FOLDER}/forms/appendix-kit.pdf")
"""Every form of the kit in one file, for a printer."""


def of_form(form: Form) -> FormDownloads:
    """The files of ``form``."""
    return FormDownloads(
        pdf=Download(f"{FOLDER}/forms/{form.name}.pdf"),
        large_print=Download(f"{FOLDER}/forms/{form.name}-large-print.pdf"),
    )


def of_deck(deck: Deck) -> DeckDownloads:
    """The files of ``deck``."""
    return DeckDownloads(
        slides=Download(f"{FOLDER}/decks/{deck.name}.pptx"),
        guide=Download(f"{FOLDER}/guides/{deck.name}.pdf"),
        run_sheet=Download(f"{FOLDER}/guides/{deck.name}-run-sheet.docx"),
        cuts={round(cut.minutes): Download(f"{FOLDER}/decks/{cut.name}.pptx") for cut in shorter(deck)},
    )


def all_of(kit: Kit) -> Iterator[Download]:
    """Every file that a kit can offer."""
    for form in kit.forms:
        files = of_form(form)
        yield from (files.pdf, files.large_print)
    for deck in kit.decks:
        made = of_deck(deck)
        yield from made.to_take_along
    yield ALL_FORMS


def readable_size(size: int) -> str:
    """``size`` in bytes as a reader takes it in: ``52 KB``, ``1.3 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def fill_downloads(_kit: Kit, into: Path) -> None:
    """Says on every page of ``into/site`` how large its downloads are, and takes out links to what was not built."""
    site = into / "site"

    def size_of(path: str) -> int | None:
        return (site / path).stat().st_size if (site / path).is_file() else None

    for folder, _, names in os.walk(site):
        for page in (Path(folder, name) for name in names if name.endswith(".html")):
            text = page.read_text("utf-8")
            filled = filled_in(text, page.relative_to(site).as_posix(), size_of)
            if filled != text:
                page.write_text(filled, "utf-8", newline="\n")


def filled_in(text: str, page: str, size_of: Callable[[str], int | None]) -> str:
    """The ``text`` of the page at the path ``page`` with sizes, which are in bytes, and None for what is not there."""

    def link(found: re.Match[str]) -> str:
        size = size_of(normpath(join(dirname(page), unquote(unescape(found["address"])))))
        return "" if size is None else found[0].replace(ROOM_FOR_SIZE, f", {readable_size(size)}")

    return _FILE_LINK.sub(link, text) if any(sign in text for sign in _SIGNS) else text
