"""Lays out each form with Typst, makes it fillable, and puts it into the site's downloads."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from pathlib import Path

import pikepdf
import typst
from msgspec import Struct
from pikepdf import Pdf

from generators.brand.fonts import field_font, layout_fonts
from generators.brand.letters import printable_json
from generators.brand.palette import palette
from generators.brand.pdf_language import say_language
from generators.brand.pdf_layout import SITE, FilledLayout, Imprint, filled, unpacked_layout
from generators.brand.pdf_parts import Part, Parts, TooManyParts, parts_of, unpacked_parts
from generators.brand.pdf_rooms import ROOMS, OtherParts, layout_of
from generators.caching.store import FORGETFUL, Store, digest_of_data, key_of
from generators.decks.slideshow.links import site_of
from generators.model import Form, Kit
from generators.model.current_work import working_on
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.writers.forms.layout_data import Data, PrintStyle, color_roles, document_data, form_data
from generators.writers.forms.local_parts import (
    BLANK,
    BLANK_LOGO,
    FOOT,
    form_with_rooms,
    parts_data,
    used_by,
    with_rooms,
)
from generators.writers.forms.prose_data import Pictures
from generators.writers.forms.table_tags import TABLE, label_rows
from generators.writers.forms.web_copy import (
    layout_script,
    local_script,
    parts_script,
    person_of,
    read_by_layout,
    typefaces_script,
)
from generators.writers.forms.widgets import Control, Key, Typing, controls_of, make_fillable, pages_and_rest

DOWNLOADS = ("site", "downloads", "forms")
ALL_FORMS = "appendix-kit"
"""The name of the file that holds all forms, with a page of contents."""

TYPED, TYPED_LARGE, TYPED_ON_CERTIFICATE = 10.5, 18.0, 20.0
"""Sizes of typed answers in points, in the normal and the large-print edition, and on a certificate."""

NEARLY_EMPTY = 0.7
"""The share of a last page below which a form had better be set tighter."""


def write_forms(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Writes each form of ``kit``, and all of them as one file to print, below ``into``."""
    with _press(kit, into, store) as (press, folder):
        shared: dict[bytes, None] = {}
        for form in kit.forms:
            with working_on(form.page.place.file):
                shared |= dict.fromkeys(_write_form(form, press, folder))
        if kit.forms:
            (folder / "local-parts.js").write_text(parts_script(shared), encoding="ascii", newline="\n")
            (folder / "typefaces.js").write_bytes(typefaces_script())
            (folder / f"{ALL_FORMS}.pdf").write_bytes(press.for_a_pen())


def _write_form(form: Form, press: Press, folder: Path) -> tuple[bytes, ...]:
    """The form as a file to fill in, and what its page needs to save such a file; returns what other forms have too."""
    printed = press.filled(form)
    (folder / f"{form.name}.pdf").write_bytes(printed.whole)
    (folder / f"{form.name}.pdf.js").write_text(local_script(form, press.kit, printed), encoding="ascii", newline="\n")
    (folder / f"{form.name}.pdf.layout.js").write_bytes(press.script(form, printed))
    return printed.shared


def write_large_print(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Writes the large-print edition of each form of ``kit`` below ``into``."""
    with _press(kit, into, store) as (press, folder):
        for form in kit.forms:
            with working_on(form.page.place.file):
                (folder / f"{form.name}-large-print.pdf").write_bytes(press.fillable(form, large=True))


@contextmanager
def _press(kit: Kit, into: Path, store: Store) -> Iterator[tuple[Press, Path]]:
    """A press, and the folder that it prints into."""
    folder = into.joinpath(*DOWNLOADS)
    if kit.forms:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workshop:
        yield Press(kit, Path(workshop), store), folder


def prepare_forms() -> None:
    """Opens the typefaces, before there is a kit."""
    layout_fonts()
    field_font()


_NORMAL, _TIGHT = b"normal\n", b"tight\n"
"""Before a form that is remembered: how it was set."""


class _Sheet(Struct, frozen=True):
    """One form in one size: what it is laid out from, also with room for a local's parts, and the digest of that."""

    controls: Mapping[Key, Control]
    data: Data
    roomy: Data
    digest: str


class _Document(Struct, frozen=True):
    """One PDF of some ``sheets``; ``make`` lays it out and reads, besides its data and parts, no more than ``read``."""

    data: Data
    sheets: Sequence[_Sheet]
    read: Mapping[str, object]
    make: Callable[[Data, Mapping[str, Part]], bytes]


class Press:
    """Prints the forms of one kit; ``workshop`` is an empty folder for the layout program to read from.

    A form is laid out without what a local's brand, name, and site change, and the ``store`` remembers that by the data
    that the layout program gets, and by the controls that are put in. Only then it becomes the local's.
    """

    def __init__(self, kit: Kit, workshop: Path, store: Store = FORGETFUL) -> None:
        self.kit, self.workshop, self.store = kit, workshop, store
        self.tight: set[str] = set()
        self._parts: dict[bool, Parts] = {}
        self._asked: dict[tuple[str, bool], tuple[Mapping[Key, Control], Data]] = {}
        self._sheets: dict[tuple[str, bool], _Sheet] = {}
        self.pictures = Pictures(workshop, kit.assets)
        if kit.local.brand.logo is not None:
            self.pictures.logo = self.pictures.place(kit.local.brand.logo)

    @cached_property
    def imprint(self) -> Imprint:
        """The local's name, colors, and site."""
        brand = self.kit.local.brand
        author = str(json.loads(printable_json(brand.name)))
        colors = {role: getattr(palette(brand), role) for role in color_roles()}
        return Imprint(author, colors, site_of(self.kit))

    def fillable(self, form: Form, *, large: bool = False) -> bytes:
        """One form as a PDF to fill in on a screen, or on paper."""
        return self.filled(form, large=large).whole

    def filled(self, form: Form, *, large: bool = False) -> FilledLayout:
        """One form as a PDF to fill in, and what is the local's own in it."""
        sheet = self._sheet(form, large=large)
        controls = tuple(sheet.controls.values())
        named = not large and bool(person_of(form))

        def make(data: Data, parts: Mapping[str, Part]) -> bytes:
            how, opened = self._fitted(data)
            with opened as pdf:
                say_language(pdf, form.page.lang)
                make_fillable(pdf, controls, self.typing(form, large=large), named=named)
                return how + layout_of(pdf, parts, color_roles(), SITE).packed()

        data = document_data(self.kit, [sheet.data], self.pictures, PrintStyle(large), form)
        how, made = self._local(_Document(data, [sheet], {"language": form.page.lang, "named": named}, make))
        if how == _TIGHT and not large:
            self.tight.add(form.name)
        return made

    def for_a_pen(self) -> bytes:
        """All forms as one PDF to print: contents, bookmarks, each form on a sheet of its own, and nothing to type."""
        language = self.kit.local.language
        languages = [form.page.lang for form in self.kit.forms]
        sheets = [self._sheet(form, large=False) for form in self.kit.forms]
        style = PrintStyle(tight=bool(self.tight))

        def make(data: Data, parts: Mapping[str, Part]) -> bytes:
            with self._opened(data) as pdf:
                say_language(pdf, language, languages)
                return _NORMAL + layout_of(pdf, parts, color_roles(), SITE).packed()

        data = document_data(self.kit, [sheet.data for sheet in sheets], self.pictures, style)
        return self._local(_Document(data, sheets, {"language": language, "parts": languages}, make))[1].whole

    def _sheet(self, form: Form, *, large: bool) -> _Sheet:
        """What is laid out of a form, once for itself and for all forms together."""
        if (form.name, large) not in self._sheets:
            controls, data = self._questions(form, large=large)
            roomy = form_with_rooms(data, self.parts(large=large).parts)
            digest = key_of("forms", data=digest_of_data(roomy), controls=tuple(controls.values())).digest
            self._sheets[form.name, large] = _Sheet(controls, data, roomy, digest)
        return self._sheets[form.name, large]

    def _questions(self, form: Form, *, large: bool) -> tuple[Mapping[Key, Control], Data]:
        """What is answered in a form, and all that it says."""
        if (form.name, large) not in self._asked:
            controls = controls_of(form, words_of(form.page.lang).form)
            self._asked[form.name, large] = controls, form_data(form, self.kit, self.pictures, controls, large=large)
        return self._asked[form.name, large]

    def _local(self, document: _Document) -> tuple[bytes, FilledLayout]:
        """A document as the local's own, laid out with room for its parts, or else with these in their place."""
        data, sheets = document.data, document.sheets
        parts = self.parts(large=data["large"])
        used = used_by(data, parts.parts)
        with suppress(OtherParts):
            if used is not None:
                roomy = with_rooms({**data, "forms": [sheet.roomy for sheet in sheets]}, used)
                read = {"data": digest_of_data({**roomy, "forms": [sheet.digest for sheet in sheets]})}
                return self._filled(document, roomy, parts, used, read)
        controls = [tuple(sheet.controls.values()) for sheet in sheets]
        return self._filled(document, data, Parts({}), {}, {"data": data, "controls": controls})

    def _filled(
        self, document: _Document, data: Data, parts: Parts, used: Mapping[str, Part], read: Mapping[str, object]
    ) -> tuple[bytes, FilledLayout]:
        shapes = {name: part.shape for name, part in used.items()}
        key = key_of("forms", date=self._date, shapes=shapes, also=document.read, **read)
        how, _, packed = self.store.remembered(key, partial(document.make, data, used)).partition(b"\n")
        return how + b"\n", filled(unpacked_layout(packed), parts, self.imprint)

    def parts(self, *, large: bool = False) -> Parts:
        """What is the local's own in its forms; nothing if that is too much to be put in last."""
        if large not in self._parts:
            forms = [self._questions(form, large=large)[1] for form in self.kit.forms]
            data = parts_data(self.kit, forms, self.pictures, large=large)
            key = key_of("parts of forms", data=digest_of_data(data), date=self._date)
            self._parts[large] = unpacked_parts(self.store.remembered(key, partial(self._made_parts, data)))
        return self._parts[large]

    def _made_parts(self, data: Data) -> bytes:
        names = [part["name"] for part in data["parts"]]
        unread = [part["name"] for part in data["parts"] if part["kind"] == FOOT]
        if not names:
            return Parts({}).packed()
        try:
            return parts_of(self._laid_out("parts", data), names, unread).packed()
        except TooManyParts:
            return Parts({}).packed()

    def script(self, form: Form, printed: FilledLayout) -> bytes:
        """What the page of ``form``, as it was ``printed``, needs to save such a file, for all locals the same."""
        typing, controls = self.typing(form), self._sheet(form, large=False).controls
        read = read_by_layout(form, controls)
        key = key_of("web copies", layout=printed.layout.digest, size=typing.size, read=read)
        return self.store.remembered(key, lambda: layout_script(form, controls, printed, typing).encode("ascii"))

    def typing(self, form: Form, *, large: bool = False) -> Typing:
        """How answers to ``form`` are typed."""
        language = form.page.lang
        size = TYPED_LARGE if large else TYPED
        centered = form.page.front.layout == "certificate"
        if centered:
            size = TYPED_ON_CERTIFICATE
        return Typing(field_font(language), size, direction(language) == "rtl", large, centered)

    def _fitted(self, data: Data) -> tuple[bytes, Pdf]:
        """The layout of one form; where it leaves next to nothing for its last page, a tighter one without that.

        Large print keeps its air (``fitted`` in ``measures.typ``).
        """
        normal = self._opened(data)
        pages, rest = pages_and_rest(normal)
        if data["large"] or pages == 1 or rest < NEARLY_EMPTY:
            return _NORMAL, normal
        tight = self._opened({**data, "tight": True})
        return (_NORMAL, normal) if pages_and_rest(tight)[0] == pages else (_TIGHT, tight)

    def _opened(self, data: Data) -> Pdf:
        laid_out = self._laid_out("form", data)
        opened = pikepdf.open(io.BytesIO(laid_out))
        if TABLE in laid_out:  # few forms have one, and it is looked for among all objects
            label_rows(opened)
        return opened

    @property
    def _date(self) -> int:
        return int(self.kit.date.timestamp()) if self.kit.date else 0

    @cached_property
    def _compilers(self) -> Mapping[str, typst.Compiler]:
        """The layout program, with its templates: whoever has everything in store needs neither."""
        folder = Path(__file__).parent
        for file in (ROOMS, *folder.glob("*.typ")):
            shutil.copyfile(file, self.workshop / file.name)
        (self.workshop / BLANK).write_bytes(BLANK_LOGO)
        root, fonts = str(self.workshop), layout_fonts()
        return {
            name: typst.Compiler(str(self.workshop / f"{name}.typ"), root=root, font_paths=fonts)
            for name in ("form", "parts")
        }

    def _laid_out(self, template: str, data: Data) -> bytes:
        made = self._compilers[template].compile(
            format="pdf",
            sys_inputs={"forms": printable_json(data)},
            pdf_standards=["ua-1"],
            timestamp=self._date,
        )
        assert isinstance(made, bytes), "without a file to write to, the layout program returns its bytes"
        return made
