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

from generators.brand.fonts import field_font, layout_fonts
from generators.brand.letters import printable_json
from generators.brand.palette import palette
from generators.brand.pdf_language import say_language
from generators.brand.pdf_layout import Filled, Imprint, filled, unpacked_layout
from generators.brand.pdf_parts import Part, Parts, TooManyParts, parts_of, unpacked
from generators.brand.pdf_rooms import ROOMS, OtherParts, layout_of
from generators.caching.store import FORGETFUL, Store, key_of
from generators.model import Form, Kit
from generators.model.current_work import working_on
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.writers.forms.layout_data import Data, Pictures, PrintStyle, color_roles, document_data
from generators.writers.forms.local_parts import BLANK, BLANK_LOGO, FOOT, parts_data, with_rooms
from generators.writers.forms.table_tags import label_rows
from generators.writers.forms.web_copy import person_of, read_by_script, script_of, typefaces_script
from generators.writers.forms.widgets import Typing, controls_of, make_fillable, pages_and_rest

DOWNLOADS = ("site", "downloads", "forms")
ALL_FORMS = "appendix-kit"
"""The name of the file that holds all forms, with a page of contents."""

TYPED, TYPED_LARGE = 10.5, 18.0
"""Sizes of typed answers in points, in the normal and the large-print edition."""

NEARLY_EMPTY = 0.7
"""The share of a last page below which a form had better be set tighter."""


def write_forms(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Writes each form of ``kit``, and all of them as one file to print, below ``into``."""
    with _press(kit, into, store) as (press, folder):
        for form in kit.forms:
            with working_on(form.page.place.file):
                _write_form(form, press, folder)
        if kit.forms:
            (folder / "typefaces.js").write_text(typefaces_script(), encoding="utf-8", newline="\n")
            (folder / f"{ALL_FORMS}.pdf").write_bytes(press.for_a_pen())


def _write_form(form: Form, press: Press, folder: Path) -> None:
    """The form as a file to fill in, and what its page needs to save such a file."""
    printed = press.fillable(form)
    (folder / f"{form.name}.pdf").write_bytes(printed)
    (folder / f"{form.name}.pdf.js").write_bytes(press.script(form, printed))


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


class Press:
    """Prints the forms of one kit; ``workshop`` is an empty folder for the layout program to read from.

    A form is laid out without what a local's brand and name change, and the ``store`` remembers that by the data that
    the layout program gets, and by the controls that are put in. Only then it becomes the local's.
    """

    def __init__(self, kit: Kit, workshop: Path, store: Store = FORGETFUL) -> None:
        self.kit, self.workshop, self.store = kit, workshop, store
        self.tight: set[str] = set()
        self._parts: dict[bool, Parts] = {}
        self.pictures = Pictures(workshop, kit.assets)
        if kit.local.brand.logo is not None:
            self.pictures.logo = self.pictures.place(kit.local.brand.logo)

    @cached_property
    def imprint(self) -> Imprint:
        """The local's name and colors."""
        brand = self.kit.local.brand
        author = str(json.loads(printable_json(brand.name)))
        return Imprint(author, {role: getattr(palette(brand), role) for role in color_roles()})

    def fillable(self, form: Form, *, large: bool = False) -> bytes:
        """One form as a PDF to fill in on a screen, or on paper."""
        return self.filled(form, large=large).whole

    def filled(self, form: Form, *, large: bool = False) -> Filled:
        """One form as a PDF to fill in, and what is the local's own in it."""
        controls = tuple(controls_of(form, words_of(form.page.lang).form).values())
        named = not large and bool(person_of(form))
        data = self._data([form], PrintStyle(large), fillable=True)
        key = {"language": form.page.lang, "controls": controls, "named": named}

        def make(data: Data, parts: Mapping[str, Part]) -> bytes:
            how, laid_out = self._fitted(data)
            with pikepdf.open(io.BytesIO(laid_out)) as pdf:
                say_language(pdf, form.page.lang)
                make_fillable(pdf, controls, self.typing(form, large=large), named=named)
                label_rows(pdf)
                return how + layout_of(pdf, parts, color_roles()).packed()

        how, made = self._local(data, key, make, large=large)
        if how == _TIGHT and not large:
            self.tight.add(form.name)
        return made

    def for_a_pen(self) -> bytes:
        """All forms as one PDF to print: contents, bookmarks, each form on a sheet of its own, and nothing to type."""
        language = self.kit.local.language
        languages = [form.page.lang for form in self.kit.forms]
        data = self._data(self.kit.forms, PrintStyle(tight=bool(self.tight)), fillable=False)

        def make(data: Data, parts: Mapping[str, Part]) -> bytes:
            with pikepdf.open(io.BytesIO(self._laid_out("form", data))) as pdf:
                say_language(pdf, language, languages)
                label_rows(pdf)
                return _NORMAL + layout_of(pdf, parts, color_roles()).packed()

        return self._local(data, {"language": language, "parts": languages}, make)[1].whole

    def _local(
        self, data: Data, read: Mapping[str, object], make: Callable[..., bytes], *, large: bool = False
    ) -> tuple[bytes, Filled]:
        """A document as the local's own, laid out with room for its parts, or else with these in their place."""
        with suppress(TooManyParts, OtherParts):
            parts = self.parts(large=large)
            return self._filled(with_rooms(data, parts.parts), parts, read, make)
        return self._filled(data, Parts({}), read, make)

    def _filled(
        self, data: Data, parts: Parts, read: Mapping[str, object], make: Callable[..., bytes]
    ) -> tuple[bytes, Filled]:
        used = {name: parts.parts[name] for name in data["rooms"]}
        shapes = {name: part.shape for name, part in used.items()}
        key = key_of("forms", data=data, date=self._date, shapes=shapes, **read)
        how, _, packed = self.store.remembered(key, partial(make, data, used)).partition(b"\n")
        return how + b"\n", filled(unpacked_layout(packed), parts, self.imprint)

    def parts(self, *, large: bool = False) -> Parts:
        """What is the local's own in its forms."""
        if large not in self._parts:
            data = parts_data(self.kit, self.pictures, large=large)
            key = key_of("parts of forms", data=data, date=self._date)
            self._parts[large] = unpacked(self.store.remembered(key, partial(self._made_parts, data)))
        return self._parts[large]

    def _made_parts(self, data: Data) -> bytes:
        names = [part["name"] for part in data["parts"]]
        unread = [part["name"] for part in data["parts"] if part["kind"] == FOOT]
        return parts_of(self._laid_out("parts", data), names, unread).packed

    def script(self, form: Form, printed: bytes) -> bytes:
        """What the page of ``form``, as it was ``printed``, needs to save such a file."""
        typing = self.typing(form)
        read = read_by_script(form, self.kit)
        key = key_of("web copies", printed=printed, name=form.name, size=typing.size, read=read)
        return self.store.remembered(key, lambda: script_of(form, self.kit, printed, typing).encode("ascii"))

    def typing(self, form: Form, *, large: bool = False) -> Typing:
        """How answers to ``form`` are typed."""
        language = form.page.lang
        return Typing(field_font(language), TYPED_LARGE if large else TYPED, direction(language) == "rtl", large)

    def _fitted(self, data: Data) -> tuple[bytes, bytes]:
        """The layout of one form; where it leaves next to nothing for its last page, a tighter one without that."""
        normal = self._laid_out("form", data)
        pages, rest = _room_of(normal)
        if pages == 1 or rest < NEARLY_EMPTY:
            return _NORMAL, normal
        tight = self._laid_out("form", {**data, "tight": True})
        return (_NORMAL, normal) if _room_of(tight)[0] == pages else (_TIGHT, tight)

    def _data(self, forms: Sequence[Form], edition: PrintStyle, *, fillable: bool) -> Data:
        return document_data(self.kit, forms, self.pictures, edition, fillable=fillable)

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


def _room_of(laid_out: bytes) -> tuple[int, float]:
    with pikepdf.open(io.BytesIO(laid_out)) as pdf:
        return pages_and_rest(pdf)
