"""Prints a teaching guide for every deck: facts, run sheet, and for each slide what to say, ask, and watch for."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path

import pikepdf
import typst
from msgspec import Struct

from generators.brand.fonts import layout_fonts
from generators.brand.letters import printable_json
from generators.brand.pdf_language import say_language
from generators.brand.pdf_layout import AUTHOR, SITE, Imprint, filled, unpacked_layout
from generators.brand.pdf_parts import Part, Parts, TooManyParts, parts_of, unpacked_parts
from generators.brand.pdf_rooms import ROOMS, OtherParts, layout_of, token_colors
from generators.caching.store import FORGETFUL, Store, digest_of_data, key_of
from generators.decks.slideshow.links import KitLinks, site_of
from generators.decks.teaching.guide import guide_of
from generators.model import Kit
from generators.model.current_work import working_on
from generators.writers.guide.data import (
    BLANK,
    FOOT,
    SLIDE,
    Data,
    Sheets,
    guide_colors,
    sheets_of,
    with_rooms,
)
from generators.writers.guide.run_sheet import run_sheet_files

__all__ = ["guide_pdfs", "write_guides"]


def write_guides(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Every deck's guide as ``site/downloads/guides/<deck>.pdf`` below ``into``, and ``<deck>-run-sheet.docx``."""
    folder, local = into / "site" / "downloads" / "guides", kit.local
    guides = [guide_of(deck, kit) for deck in kit.decks]
    if guides:
        folder.mkdir(parents=True, exist_ok=True)
    for deck, sheet in zip(kit.decks, run_sheet_files(guides, local.brand, local.paper, kit.date, store), strict=True):
        (folder / f"{deck.name}-run-sheet.docx").write_bytes(sheet)
    for name, pdf in guide_pdfs(kit, store).items():
        (folder / f"{name}.pdf").write_bytes(pdf)


def guide_pdfs(kit: Kit, store: Store = FORGETFUL) -> Mapping[str, bytes]:
    """Every guide of ``kit`` as a tagged PDF (PDF/UA-1) by its deck's name; the same bytes for the same guides."""
    local, sheets = kit.local, {}
    for deck in kit.decks:
        with working_on(deck.place.file):
            sheets[deck.name] = sheets_of(guide_of(deck, kit), local.brand, local.paper, KitLinks(kit, deck.lang))
    with tempfile.TemporaryDirectory() as workshop:
        press = _Press(kit, tuple(sheets.values()), store, Path(workshop))
        return {name: press.printed(one) for name, one in sheets.items()}


class _Press(Struct, frozen=True, dict=True):
    """Prints the guides of one kit from their ``sheets``; the layout program reads from the empty folder ``workshop``.

    A guide is laid out without what a local's brand and name change, and the ``store`` remembers that by all that the
    layout program gets. Only then it becomes the local's.
    """

    kit: Kit
    sheets: Sequence[Sheets]
    store: Store
    workshop: Path

    def printed(self, sheets: Sheets) -> bytes:
        """One guide, with room for the local's own parts, or else with these in their place."""
        with suppress(TooManyParts, OtherParts):
            own = {part["name"]: self._parts.parts[part["name"]] for part in sheets.parts}
            return self._filled(sheets, with_rooms(sheets.data, own), own)
        return self._filled(sheets, {**sheets.data, "rooms": {}}, {})

    def _filled(self, sheets: Sheets, data: Data, own: Mapping[str, Part]) -> bytes:
        data = {**data, "author": AUTHOR, "colors": token_colors(self._colors)}
        files = sheets.files if own else {**sheets.files, **sheets.own_files}
        shapes = {name: part.shape for name, part in own.items()}
        read = {"data": digest_of_data(data), "files": files, "date": self._date, "language": sheets.language}
        key = key_of("guides", shapes=shapes, **read)
        packed = self.store.remembered(key, partial(self._layout, sheets.language, data, files, own))
        return filled(unpacked_layout(packed), self._parts if own else Parts({}), self._imprint).whole

    def _layout(self, language: str, data: Data, files: Mapping[str, bytes], own: Mapping[str, Part]) -> bytes:
        with pikepdf.open(io.BytesIO(self._laid_out("guide", data, files))) as pdf:
            say_language(pdf, language)
            return layout_of(pdf, own, tuple(self._colors), SITE).packed()

    @cached_property
    def _parts(self) -> Parts:
        """What is the local's own in its guides."""
        parts = [part for sheets in self.sheets for part in sheets.parts]
        files = {name: file for sheets in self.sheets for name, file in sheets.own_files.items()}
        data = {**self._sender, "colors": self._colors, "parts": parts}
        key = key_of("parts of guides", data=digest_of_data(data), files=files, date=self._date)
        return unpacked_parts(self.store.remembered(key, partial(self._made_parts, data, files)))

    def _made_parts(self, data: Data, files: Mapping[str, bytes]) -> bytes:
        parts = data["parts"]
        unread = {part["name"] for part in parts if part["kind"] in (FOOT, SLIDE)}
        pictures = {part["name"] for part in parts if part.get("is_whole")}
        laid_out = self._laid_out("parts", data, files)
        return parts_of(laid_out, [part["name"] for part in parts], unread - pictures, pictures).packed()

    @property
    def _sender(self) -> Data:
        names = ("paper", "local", "logo", "logo_size", "logo_alt")
        return {name: self.sheets[0].data[name] for name in names}

    @cached_property
    def _colors(self) -> Mapping[str, str]:
        return guide_colors(self.kit.local.brand)

    @cached_property
    def _imprint(self) -> Imprint:
        author = str(json.loads(printable_json(self.kit.local.brand.name)))
        return Imprint(author, self._colors, site_of(self.kit))

    @property
    def _date(self) -> int:
        return int(self.kit.date.timestamp()) if self.kit.date else 0

    @cached_property
    def _compilers(self) -> Mapping[str, typst.Compiler]:
        """The layout program, with its templates: whoever has everything in store needs neither."""
        for file in (ROOMS, *Path(__file__).parent.glob("*.typ")):
            shutil.copyfile(file, self.workshop / file.name)
        (self.workshop / BLANK).write_bytes(_BLANK_LOGO)
        root, fonts = str(self.workshop), layout_fonts()
        return {
            name: typst.Compiler(str(self.workshop / f"{name}.typ"), root=root, font_paths=fonts)
            for name in ("guide", "parts")
        }

    def _laid_out(self, template: str, data: Data, files: Mapping[str, bytes]) -> bytes:
        for picture, drawn in files.items():  # named by what they hold
            (self.workshop / picture).write_bytes(drawn)
        made = self._compilers[template].compile(
            format="pdf",
            sys_inputs={"guide": printable_json(data)},
            pdf_standards=["ua-1"],
            timestamp=self._date,
        )
        assert isinstance(made, bytes), "without a file to write to, the layout program returns its bytes"
        return made


_BLANK_LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0h1v1z"/></svg>'
