"""Opens a Word file with its parts where most files have them, whatever program or edition of the standard wrote it."""

from __future__ import annotations

import posixpath

from generators.importing.draft import refused
from generators.importing.packages import OpenedPackage, opened
from generators.importing.word_text import STORY
from generators.ooxml.package import zipped
from generators.ooxml.relationships import CONTENT_TYPES, list_name, listed
from generators.ooxml.xml import as_transitional

_MAIN_LIST = list_name("")


def is_word(package: OpenedPackage) -> bool:
    """Whether the body of a Word file is in it."""
    return STORY in package or _body(package).startswith("word/")


def opened_word(name: str, data: bytes) -> OpenedPackage:
    """The file in ``data``: its body is the part ``STORY``, and its namespaces are the usual ones.

    Raises:
        RefusedInput: it is damaged, locked, too large, or no Word file.
    """
    package = opened(name, data)
    if not is_word(package):
        raise refused(name, "it is no Word file", "save it in Word as a Word document (.docx)")
    body = _body(package) or STORY
    written = package.text(body)
    strict = as_transitional(written) != written
    if body == STORY and not strict:
        return package
    old, new = posixpath.basename(body).encode(), posixpath.basename(STORY).encode()
    parts: dict[str, bytes] = {}
    for part in package.entries:
        is_text = part.endswith((".xml", ".rels"))
        found = as_transitional(package.text(part)) if is_text else package.data(part)
        if part in (_MAIN_LIST, CONTENT_TYPES):
            found = found.replace(b"/" + old, b"/" + new)
        parts[{body: STORY, list_name(body): list_name(STORY)}.get(part, part)] = found
    return opened(name, zipped(parts))


def _body(package: OpenedPackage) -> str:
    """The part that the package says is its body; an empty text where it says none that is there."""
    if _MAIN_LIST not in package:
        return ""
    rows = [row for row in listed(package.xml(_MAIN_LIST)) if row.kind == "officeDocument" and not row.is_external]
    found = posixpath.normpath(rows[0].target.lstrip("/")) if rows else ""
    return found if found in package else ""
