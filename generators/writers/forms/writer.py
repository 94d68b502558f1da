"""Lays out each form with Typst, makes it fillable, and puts it into the site's downloads."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typst

from generators.brand.fonts import field_font, layout_fonts
from generators.brand.letters import printable_json
from generators.brand.pdf_language import in_language
from generators.model import Form, Kit
from generators.model.current_work import working_on
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.writers.forms.layout_data import Pictures, PrintStyle, document_data
from generators.writers.forms.table_tags import with_labeled_rows
from generators.writers.forms.web_copy import person_of, script_of, typefaces_script
from generators.writers.forms.widgets import Typing, controls_of, made_fillable, pages_and_rest

DOWNLOADS = ("site", "downloads", "forms")
ALL_FORMS = "appendix-kit"
"""The name of the file that holds all forms, with a page of contents."""

TYPED, TYPED_LARGE = 10.5, 18.0
"""Sizes of typed answers in points, in the normal and the large-print edition."""

NEARLY_EMPTY = 0.7
"""The share of a last page below which a form had better be set tighter."""

_TEMPLATES = ("form.typ", "fields.typ", "measures.typ", "prose.typ")


def write_forms(kit: Kit, into: Path) -> None:
    """Writes each form of ``kit``, and all of them as one file to print, below ``into``."""
    with _press(kit, into) as (press, folder):
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
    script = script_of(form, press.kit, printed, press.typing(form))
    (folder / f"{form.name}.pdf.js").write_text(script, encoding="ascii", newline="\n")


def write_large_print(kit: Kit, into: Path) -> None:
    """Writes the large-print edition of each form of ``kit`` below ``into``."""
    with _press(kit, into) as (press, folder):
        for form in kit.forms:
            with working_on(form.page.place.file):
                (folder / f"{form.name}-large-print.pdf").write_bytes(press.fillable(form, large=True))


@contextmanager
def _press(kit: Kit, into: Path) -> Iterator[tuple[Press, Path]]:
    """A press, and the folder that it prints into."""
    folder = into.joinpath(*DOWNLOADS)
    if kit.forms:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as workshop:
        yield Press(kit, Path(workshop)), folder


def prepare_forms() -> None:
    """Opens the typefaces, before there is a kit."""
    layout_fonts()
    field_font()


class Press:
    """Prints the forms of one kit; ``workshop`` is an empty folder for the layout program to read from."""

    def __init__(self, kit: Kit, workshop: Path) -> None:
        self.kit = kit
        self.tight: set[str] = set()
        here = Path(__file__).parent
        for name in _TEMPLATES:
            shutil.copyfile(here / name, workshop / name)
        self.pictures = Pictures(workshop, kit.assets)
        if kit.local.brand.logo is not None:
            self.pictures.logo = self.pictures.place(kit.local.brand.logo)
        self.compiler = typst.Compiler(str(workshop / "form.typ"), root=str(workshop), font_paths=layout_fonts())

    def fillable(self, form: Form, *, large: bool = False) -> bytes:
        """One form as a PDF to fill in on a screen, or on paper."""
        language = form.page.lang
        controls = controls_of(form, words_of(language).form)
        laid_out = in_language(self._fitted(form, large=large), language)
        named = not large and bool(person_of(form))
        return made_fillable(laid_out, tuple(controls.values()), self.typing(form, large=large), named=named)

    def typing(self, form: Form, *, large: bool = False) -> Typing:
        """How answers to ``form`` are typed."""
        language = form.page.lang
        return Typing(field_font(language), TYPED_LARGE if large else TYPED, direction(language) == "rtl", large)

    def for_a_pen(self) -> bytes:
        """All forms as one PDF to print: contents, bookmarks, each form on a sheet of its own, and nothing to type."""
        laid_out = with_labeled_rows(self._laid_out(self.kit.forms, PrintStyle(tight=bool(self.tight)), fillable=False))
        return in_language(laid_out, self.kit.local.language, [form.page.lang for form in self.kit.forms])

    def _fitted(self, form: Form, *, large: bool) -> bytes:
        """The layout of one form; where it leaves next to nothing for its last page, a tighter one without that."""
        normal = self._laid_out([form], PrintStyle(large), fillable=True)
        pages, rest = pages_and_rest(normal)
        if pages == 1 or rest < NEARLY_EMPTY:
            return normal
        tight = self._laid_out([form], PrintStyle(large, tight=True), fillable=True)
        if pages_and_rest(tight)[0] == pages:
            return normal
        if not large:
            self.tight.add(form.name)
        return tight

    def _laid_out(self, forms: Sequence[Form], edition: PrintStyle, *, fillable: bool) -> bytes:
        data = document_data(self.kit, forms, self.pictures, edition, fillable=fillable)
        made = self.compiler.compile(
            format="pdf",
            sys_inputs={"forms": printable_json(data)},
            pdf_standards=["ua-1"],
            timestamp=int(self.kit.date.timestamp()) if self.kit.date else 0,
        )
        assert isinstance(made, bytes), "without a file to write to, the layout program returns its bytes"
        return made
