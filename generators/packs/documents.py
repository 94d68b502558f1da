"""Looks through the files that a pack offers to readers, and refuses what acts, leads elsewhere, or hides another."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pikepdf
from lxml import etree

from generators.model import Asset, Local
from generators.model.current_work import working_on
from generators.model.problems import Problems
from generators.ooxml.relationships import CONTENT_TYPES, OFFICE, listed
from generators.ooxml.xml import EntitiesDeclared, local_name
from generators.packs.templates import TemplateFile, UnusableTemplate, checked
from generators.reading.pack_files import is_document

MOST_DOCUMENTS = 50
MOST_BYTES = 10_000_000
"""How many files a pack may offer, and how large each may be."""

MOST_OBJECTS = 200_000
_DEEPEST = 30
_PROGRAMS = {".docx": ("Word", "wordprocessingml"), ".xlsx": ("Excel", "spreadsheetml")}
_PROGRAMS[".pptx"] = ("PowerPoint", "presentationml")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\x00-\x20]*", re.IGNORECASE)
_FIELD = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
_FORMULA = re.compile(r"\|\s*'|WEBSERVICE|\bCALL\(|REGISTER", re.IGNORECASE)
_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR"}
    | {"/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
)
"""What an action of a PDF may not do (ISO 32000-2, 12.6.4): run, open, send, or fetch something."""

_KEYS = {
    "/JS": "it holds a script",
    "/EmbeddedFiles": "it holds other files",
    "/EF": "it holds other files",
    "/XFA": "it is a form that only Adobe Reader opens",
    "/RichMedia": "it holds films or sounds",
}
_PRINT_AGAIN = "open it, print it into a new PDF, and use that"


class UnusableDocument(Exception):
    """The file is not offered: why, and what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def check_documents(local: Local, problems: Problems) -> None:
    """Problems for the files in ``assets/files/`` that nobody should be given."""
    documents = {path: asset for path, asset in local.assets.items() if is_document(path)}
    for number, (path, asset) in enumerate(documents.items(), 1):
        if number > MOST_DOCUMENTS:
            message = f"the pack offers more than {MOST_DOCUMENTS} files"
            problems.error("pack-too-large", asset.place, message, "take out what nobody asks for")
            return
        try:
            with working_on(asset.place.file):
                _check(path, asset)
        except UnusableDocument as fault:
            message = f"this file cannot be offered: {fault.reason}"
            problems.error("document-unusable", asset.place, message, fault.hint)


def _check(path: str, asset: Asset) -> None:
    if asset.file.stat().st_size > MOST_BYTES:
        raise UnusableDocument(f"it is larger than {MOST_BYTES // 1_000_000} MB", "make its pictures smaller")
    data, suffix = asset.file.read_bytes(), PurePosixPath(path).suffix.lower()
    if suffix == ".pdf":
        _check_pdf(data)
        return
    program, schema = _PROGRAMS[suffix]
    again = f"open it in {program} and save it again as {suffix}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _check_office(TemplateFile(file, checked(file)), schema, again)
    except UnusableTemplate as fault:
        raise UnusableDocument(fault.reason, again) from fault
    except EntitiesDeclared as fault:
        raise UnusableDocument("its XML declares entities", again) from fault
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, RuntimeError, EOFError, OSError) as fault:
        raise UnusableDocument(f"it is damaged, or no file of {program}", again) from fault


def _check_office(source: TemplateFile, schema: str, again: str) -> None:
    types = [row.get("ContentType", "") for row in source.xml(CONTENT_TYPES)]
    if any("macroenabled" in kind.lower() for kind in types):
        raise UnusableDocument("it holds macros", again)
    if not any(kind.startswith(f"{OFFICE}.{schema}.") and kind.endswith(".main+xml") for kind in types):
        raise UnusableDocument("it is another kind of file than its name says", again)
    for name in source.entries:
        if name.lower().endswith(".rels"):
            for row in listed(source.xml(name)):
                if row.is_external and not (row.kind == "hyperlink" and _ADDRESS.fullmatch(row.target)):
                    reason = f"it takes something from elsewhere: '{row.target[:80]}'"
                    raise UnusableDocument(reason, "break the link, or put a copy of what it shows into the file")
        elif re.fullmatch(r"(word|xl)/.*\.xml", name, re.IGNORECASE):
            _check_fields(source, name)


def _check_fields(source: TemplateFile, name: str) -> None:
    """Fields and formulas that start programs or fetch files."""
    root = source.xml(name)
    said = "".join(node.text or "" for node in root.iter("{*}instrText"))
    simple = " ".join(str(value) for node in root.iter("{*}fldSimple") for value in node.attrib.values())
    formulas = " ".join(node.text or "" for node in root.iter("{*}f", "{*}definedName"))
    if local_name(root) == "externalLink" or _FIELD.search(f"{said} {simple}") or _FORMULA.search(formulas):
        raise UnusableDocument("a field or formula in it fetches something from elsewhere", "replace it by its result")


def _check_pdf(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise UnusableDocument("it is no PDF, or something stands before it", _PRINT_AGAIN)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise UnusableDocument("it is protected by a password", _PRINT_AGAIN)
            if len(pdf.objects) > MOST_OBJECTS:
                raise UnusableDocument(f"it has more than {MOST_OBJECTS} parts", _PRINT_AGAIN)
            for item in (pdf.trailer, *pdf.objects):
                for reason in _faults(item, 0):
                    raise UnusableDocument(reason, _PRINT_AGAIN)
    except pikepdf.PasswordError as fault:
        raise UnusableDocument("it is protected by a password", _PRINT_AGAIN) from fault
    except (pikepdf.PdfError, ValueError, RecursionError) as fault:
        raise UnusableDocument("it is damaged, or no PDF", _PRINT_AGAIN) from fault


def _faults(item: Any, depth: int) -> Iterator[str]:
    """What ``item`` does that it may not, and what it holds itself; other objects of the file come by themselves."""
    if depth > _DEEPEST:
        yield "its parts are nested too deeply"
        return
    inner: list[Any] = []
    if isinstance(item, pikepdf.Array):
        inner = list(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        entries = [(key, item.get(key)) for key in sorted(item.keys())]
        inner = [value for _, value in entries]
        yield from filter(None, (_fault(key, value) for key, value in entries))
    for child in inner:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _faults(child, depth + 1)


def _fault(key: str, value: Any) -> str:
    if key in _KEYS:
        return _KEYS[key]
    if key == "/S" and str(value) in _ACTIONS:
        return f"it holds an action ({str(value).lstrip('/')})"
    if key == "/URI" and isinstance(value, pikepdf.String) and not _ADDRESS.fullmatch(str(value)):
        return f"it leads to '{str(value)[:80]}'"
    return ""
