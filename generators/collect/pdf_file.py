"""Reads a filled PDF: which form it is, what is in its fields, and, where there is nothing, why."""

from __future__ import annotations

import io
from itertools import islice

from pikepdf import Array, Dictionary, Name, PasswordError, Pdf, PdfError, Stream, settings

from generators.collect.filled import LONGEST_ANSWER, Filled, Unreadable, cut
from generators.collect.pdf_fields import MOST_PAGES, fields_of
from generators.collect.pdf_text import LARGEST_STREAM, entry, text_of
from generators.forms.identity import FormIdentity, identity_in

_WRITTEN_ON_TOP = frozenset({"/FreeText", "/Ink", "/Stamp"})
"""Annotations by which people write on a page as on paper."""


def limit_memory() -> None:
    """Bounds what the PDF library unpacks, for the whole process: ten megabytes of file can hold gigabytes."""
    settings.set_qpdf_limits(
        doc_max_warnings=5_000,
        parser_max_nesting=100,
        parser_max_container_size=200_000,
        max_stream_filters=4,
        flate_max_memory=100_000_000,
        run_length_max_memory=100_000_000,
        png_max_memory=50_000_000,
        tiff_max_memory=50_000_000,
    )


def read_pdf(data: bytes) -> Filled:
    """The answers in a PDF.

    Raises:
        Unreadable: it is locked, damaged, has no fields, or nobody filled it in.
    """
    try:
        with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _read(pdf)
    except PasswordError:
        raise Unreadable("is locked with a password; ask for a copy without one") from None
    except (PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, RecursionError):
        # the library raises these for objects that are not what they should be; which one differs by version
        raise Unreadable("is damaged: it cannot be read as a PDF") from None


def _read(pdf: Pdf) -> Filled:
    identity = _identity(pdf)
    answers: dict[str, str] = {}
    controls: dict[str, None] = {}
    notes: list[str] = []
    for found in fields_of(pdf):
        controls[found.name] = None
        if found.value.strip() and found.name not in answers:
            answers[found.name] = cut(found.value, LONGEST_ANSWER)
            notes += [found.note] if found.note else []
    if not controls:
        raise Unreadable(_why_no_fields(pdf, identity))
    if not answers:
        raise Unreadable("is not filled in" + (_HANDWRITTEN if _is_written_on(pdf) else ""))
    return Filled(
        identity.form if identity else "", identity.edition if identity else "", answers, tuple(controls), tuple(notes)
    )


_HANDWRITTEN = "; something was written on top of its pages instead: read it, and type it in by hand"


def _identity(pdf: Pdf) -> FormIdentity | None:
    """The form that the keywords name, in the document's information or, where that was lost, in its XMP packet."""
    keywords = text_of(entry(entry(pdf.trailer, "/Info"), "/Keywords"))
    packet = entry(pdf.Root, "/Metadata")
    return identity_in(keywords) or identity_in(text_of(packet) if isinstance(packet, Stream) else "")


def _why_no_fields(pdf: Pdf, identity: FormIdentity | None) -> str:
    if entry(entry(pdf.Root, "/AcroForm"), "/XFA") is not None:
        return "holds a form of another kind (XFA), which only Acrobat can read"
    if identity:
        return "has no fields any more: it was printed to a file, or flattened; ask for the file that was filled in"
    return "has no form fields: it was printed, scanned, or is no form"


def _is_written_on(pdf: Pdf) -> bool:
    for page in islice(pdf.pages, MOST_PAGES):
        annotations = entry(page.obj, "/Annots")
        for annotation in islice(annotations, LARGEST_STREAM) if isinstance(annotations, Array) else ():
            kind = entry(annotation, "/Subtype") if isinstance(annotation, Dictionary) else None
            if isinstance(kind, Name) and str(kind) in _WRITTEN_ON_TOP:
                return True
    return False
