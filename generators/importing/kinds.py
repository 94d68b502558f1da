"""Which kind of file it is that somebody brings, told by what it holds and not by its name alone, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal

from generators.importing.documents import read_markdown, read_rich_text, read_word
from generators.importing.draft import Reader, refused
from generators.importing.open_documents import read_open_document
from generators.importing.open_presentations import read_open_presentation
from generators.importing.packages import OpenedPackage, opened
from generators.importing.presentations import read_presentation
from generators.importing.web_pages import read_web_page
from generators.importing.word_package import is_word

Kind = Literal["docx", "odt", "rtf", "html", "markdown", "pptx", "odp", "zip"]

READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        "docx": read_word,
        "odt": read_open_document,
        "rtf": read_rich_text,
        "html": read_web_page,
        "markdown": read_markdown,
        "pptx": read_presentation,
        "odp": read_open_presentation,
    }
)
"""The reader of each kind; a ``zip`` is opened before, and what it holds is read one by one."""

_ENDINGS: Mapping[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
}
_OPEN_DOCUMENTS: Mapping[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_KNOWN_BY_CONTENT = frozenset({".docx", ".docm", ".dotx", ".odt", ".odp", ".pptx", ".pptm", ".rtf"})
"""Endings of kinds that are told by what is in them: where that is none of it, a download or a copy broke off."""

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
KNOWN = "Word (.docx), PowerPoint (.pptx), OpenDocument (.odt, .odp), RTF, HTML, Markdown, or a zip of these"


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of the file ``name`` that holds ``data``.

    Raises:
        RefusedInput: it is of a kind that is not read, or damaged.
    """
    if data.startswith((_ZIP, _COMPOUND)):
        return _kind_of_package(opened(name, data))
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"%pdf"):
        hint = "open it in Word, which makes a document of it; save that as .docx, and look at it closely"
        raise refused(name, "it is a PDF, which says where letters stand and not what they are", hint)
    ending = PurePosixPath(name).suffix.lower()
    kind = _ENDINGS.get(ending)
    if ending in _KNOWN_BY_CONTENT:
        reason = "there is something else in it than its name says" if data else "it is empty"
        raise refused(name, reason, "open it in the program that it comes from, and save it again")
    if kind is None or b"\0" in data[:4000].removeprefix(b"\xff\xfe").replace(b"\0\n", b"").replace(b"\n\0", b"")[:1]:
        raise refused(name, "this kind of file is not read", f"save it as {KNOWN}")
    return kind


def _kind_of_package(package: OpenedPackage) -> Kind:
    if is_word(package):
        return "docx"
    if "ppt/presentation.xml" in package:
        return "pptx"
    if "mimetype" in package:
        written = package.data("mimetype").strip().removesuffix(b"-template")
        if written in _OPEN_DOCUMENTS:
            return _OPEN_DOCUMENTS[written]
    if "xl/workbook.xml" in package:
        raise refused(package.name, "it is a workbook", "paste its tables into a Word document")
    if any(part.endswith(".iwa") for part in package.entries):
        raise refused(package.name, "it is a file of Apple's Pages", "in Pages, use File > Export To > Word")
    return "zip"
