"""Fills the kit's real PDFs as different programs do: by a library, by a viewer's engine, and by hand."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Name, String

TICK = "Yes"
"""What the boxes of the kit's PDFs are called when they are ticked."""


def by_pypdf(pdf: Path, answers: Mapping[str, str]) -> bytes:
    """As many scripts do."""
    writer = pypdf.PdfWriter(clone_from=pdf)
    fields = pypdf.PdfReader(pdf).get_fields() or {}
    values = {
        name: f"/{_state(answer)}" if fields[name].get("/FT") == "/Btn" else answer for name, answer in answers.items()
    }
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    return _written(writer)


def joined_by_pypdf(data: bytes) -> bytes:
    """As a program that puts pages together: it keeps the fields, and forgets what the document says of itself."""
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(data))
    return _written(writer)


def by_pikepdf(pdf: Path, answers: Mapping[str, str]) -> bytes:
    """As a careful editor does: value and look."""
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            answer = answers.get(str(field.T))
            if answer is not None and field.get("/FT") == Name.Btn:
                state = f"/{_state(answer)}"
                field.V = Name(state)
                for widget in field.get("/Kids", [field]):
                    if state in widget.AP.N:
                        widget.AS = Name(state)
            elif answer is not None:
                field.V = String(answer)
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()


def by_a_browser(pdf: Path, answers: Mapping[str, str]) -> bytes:
    """As Chromium's viewer does: clicks into each field, types, and saves."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    form = document.formenv
    for number in range(len(document)):
        page = document[number]
        for name, value, place in _widgets(pdf, number):
            if name in answers and (value is None or value == _state(answers[name])):
                _click(form, page, *place)
                if value is None:
                    letters = ctypes.create_string_buffer(answers[name].encode("utf-16-le") + b"\0\0")
                    pdfium.FORM_ReplaceSelection(form, page, ctypes.cast(letters, pdfium.FPDF_WIDESTRING))
        pdfium.FORM_ForceToKillFocus(form)
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def _state(answer: str) -> str:
    return TICK if answer == "yes" else answer


def _click(form: object, page: object, x: float, y: float) -> None:
    pdfium.FORM_OnMouseMove(form, page, 0, x, y)
    pdfium.FORM_OnLButtonDown(form, page, 0, x, y)
    pdfium.FORM_OnLButtonUp(form, page, 0, x, y)


def _widgets(pdf: Path, number: int) -> list[tuple[str, str | None, tuple[float, float]]]:
    """Name, value (None for text), and middle of each widget of a page."""
    found: list[tuple[str, str | None, tuple[float, float]]] = []
    with pikepdf.open(pdf) as document:
        for widget in document.pages[number].obj.get("/Annots", []):
            if widget.get("/Subtype") != Name.Widget:
                continue
            field = widget if "/T" in widget else widget.Parent
            left, bottom, right, top = (float(side) for side in widget.Rect)
            states = list(widget.AP.N.keys()) if str(field.FT) == "/Btn" else []
            value = next((state[1:] for state in states if state != "/Off"), None)
            found.append((str(field.T), value, ((left + right) / 2, (bottom + top) / 2)))
    return found


def _written(writer: pypdf.PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
