"""PDFs made by hand for the tests of collecting: just the dictionaries that a program may leave behind."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence

from pikepdf import Array, Dictionary, Encryption, Name, PageCopyWarning, Pdf, String

RADIO, PUSH_BUTTON = 1 << 15, 1 << 16
STAMP = "mentoring-kit-form:survey:1a2b3c4d"


class Sample:
    """A PDF of one page; ``add`` takes fields, ``data`` gives its bytes."""

    def __init__(self, keywords: str = "") -> None:
        self.pdf = Pdf.new()
        self.page = self.pdf.add_blank_page(page_size=(200, 200))
        self.page.obj.Annots = Array()
        self.fields = self.pdf.make_indirect(Array())
        self.pdf.Root.AcroForm = Dictionary(Fields=self.fields)
        if keywords:
            self.pdf.docinfo["/Keywords"] = keywords

    def node(self, entries: Mapping[str, object]) -> Dictionary:
        """An indirect dictionary; strings are text strings, and words after a slash names."""
        made = self.pdf.make_indirect(Dictionary())
        for key, value in entries.items():
            made[f"/{key}"] = _pdf_value(value)
        assert isinstance(made, Dictionary)
        return made

    def add(self, name: str, kids: Sequence[Dictionary] = (), *, listed: bool = True, **entries: object) -> Dictionary:
        """A field; without ``listed`` only the page knows it, as after some programs' copying."""
        made = self.node({"T": name, "Subtype": "/Widget", **entries})
        for kid in kids:
            kid.Parent = made
        if kids:
            made.Kids = Array(kids)
        if listed:
            self.fields.append(made)
        else:
            self.page.obj.Annots.append(made)
        return made

    def text(self, name: str, value: object, **entries: object) -> Dictionary:
        return self.add(name, (), listed=True, FT="/Tx", V=value, **entries)

    def box(self, state: str, *, on: str = "yes", **entries: object) -> Dictionary:
        """A widget of a button that can be ``on``, and shows ``state``."""
        looks = Dictionary(N=Dictionary({f"/{on}": self.pdf.make_stream(b""), "/Off": self.pdf.make_stream(b"")}))
        return self.node({"Subtype": "/Widget", "AS": f"/{state}", "AP": looks, **entries})

    def data(self, encryption: Encryption | None = None) -> bytes:
        file = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)  # some samples have lost fields, and are meant to
            self.pdf.save(file, deterministic_id=encryption is None, encryption=encryption or False)
        return file.getvalue()


def _pdf_value(value: object) -> object:
    if isinstance(value, str) and value.startswith("/"):
        return Name(value)
    return String(value) if isinstance(value, bytes | str) else value


def filled(answers: Mapping[str, str], keywords: str = STAMP) -> bytes:
    """A PDF with a text field for each of ``answers``."""
    sample = Sample(keywords)
    for name, text in answers.items():
        sample.text(name, text)
    return sample.data()
