"""Lays out each form with Typst, makes it fillable, and puts it into the site's downloads."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path

import typst

from generators.brand.fonts import field_font, layout_fonts
from generators.brand.letters import printable_json
from generators.brand.pdf_language import in_language
from generators.caching.store import FORGETFUL, Store, key_of
from generators.model import Form, Kit
from generators.model.current_work import working_on
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.writers.forms.layout_data import Data, Pictures, PrintStyle, document_data
from generators.writers.forms.table_tags import with_labeled_rows
from generators.writers.forms.web_copy import person_of, read_by_script, script_of, typefaces_script
from generators.writers.forms.widgets import Control, Typing, controls_of, made_fillable, pages_and_rest

DOWNLOADS = ("site", "downloads", "forms")
ALL_FORMS = "appendix-kit"
"""The name of the file that holds all forms, with a page of contents."""

TYPED, TYPED_LARGE = 10.5, 18.0
"""Sizes of typed answers in points, in the normal and the large-print edition."""

NEARLY_EMPTY = 0.7
"""The share of a last page below which a form had better be set tighter."""

_TEMPLATES = ("form.typ", "fields.typ", "measures.typ", "prose.typ")


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

    What it prints is a function of the data that the layout program gets, and of the controls that are put in; the
    ``store`` remembers it by these.
    """

    def __init__(self, kit: Kit, workshop: Path, store: Store = FORGETFUL) -> None:
        self.kit, self.workshop, self.store = kit, workshop, store
        self.tight: set[str] = set()
        self.pictures = Pictures(workshop, kit.assets)
        if kit.local.brand.logo is not None:
            self.pictures.logo = self.pictures.place(kit.local.brand.logo)

    @cached_property
    def compiler(self) -> typst.Compiler:
        """The layout program, with its templates: whoever has everything in store needs neither."""
        for name in _TEMPLATES:
            shutil.copyfile(Path(__file__).with_name(name), self.workshop / name)
        return typst.Compiler(str(self.workshop / "form.typ"), root=str(self.workshop), font_paths=layout_fonts())

    def fillable(self, form: Form, *, large: bool = False) -> bytes:
        """One form as a PDF to fill in on a screen, or on paper."""
        controls = tuple(controls_of(form, words_of(form.page.lang).form).values())
        named = not large and bool(person_of(form))
        key = key_of(
            "forms",
            data=self._data([form], PrintStyle(large), fillable=True),
            date=self._date,
            language=form.page.lang,
            controls=controls,
            named=named,
        )
        kept = self.store.remembered(key, partial(self._filled, form, controls, large=large, named=named))
        how, _, made = kept.partition(b"\n")
        if how + b"\n" == _TIGHT and not large:
            self.tight.add(form.name)
        return made

    def _filled(self, form: Form, controls: Sequence[Control], *, large: bool, named: bool) -> bytes:
        how, fitted = self._fitted(form, large=large)
        laid_out = in_language(fitted, form.page.lang)
        return how + made_fillable(laid_out, controls, self.typing(form, large=large), named=named)

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

    def for_a_pen(self) -> bytes:
        """All forms as one PDF to print: contents, bookmarks, each form on a sheet of its own, and nothing to type."""
        data = self._data(self.kit.forms, PrintStyle(tight=bool(self.tight)), fillable=False)
        languages = [form.page.lang for form in self.kit.forms]
        key = key_of("forms", data=data, date=self._date, language=self.kit.local.language, parts=languages)
        return self.store.remembered(
            key, lambda: in_language(with_labeled_rows(self._laid_out(data)), self.kit.local.language, languages)
        )

    def _fitted(self, form: Form, *, large: bool) -> tuple[bytes, bytes]:
        """The layout of one form; where it leaves next to nothing for its last page, a tighter one without that."""
        normal = self._laid_out(self._data([form], PrintStyle(large), fillable=True))
        pages, rest = pages_and_rest(normal)
        if pages == 1 or rest < NEARLY_EMPTY:
            return _NORMAL, normal
        tight = self._laid_out(self._data([form], PrintStyle(large, tight=True), fillable=True))
        return (_NORMAL, normal) if pages_and_rest(tight)[0] == pages else (_TIGHT, tight)

    def _data(self, forms: Sequence[Form], edition: PrintStyle, *, fillable: bool) -> Data:
        return document_data(self.kit, forms, self.pictures, edition, fillable=fillable)

    @property
    def _date(self) -> int:
        return int(self.kit.date.timestamp()) if self.kit.date else 0

    def _laid_out(self, data: Data) -> bytes:
        made = self.compiler.compile(
            format="pdf",
            sys_inputs={"forms": printable_json(data)},
            pdf_standards=["ua-1"],
            timestamp=self._date,
        )
        assert isinstance(made, bytes), "without a file to write to, the layout program returns its bytes"
        return made
