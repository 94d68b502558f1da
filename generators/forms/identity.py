"""Says which form a PDF is, and in which edition, by one of its keywords; and reads that keyword again.

Keywords are the one place that every program keeps when it saves a filled form: Acrobat, Preview (which writes the
file anew and keeps titles and keywords only), PDF.js, and browsers. ``set document(keywords: …)`` of Typst writes them
into the document's information and into its XMP packet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from generators.model import Form

_KEYWORD = re.compile(r"mentoring-kit-form:(?P<form>[^\s,;:<>\"']{1,300}):(?P<edition>[0-9a-f]{8})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """The name of a form (its file's stem) and its edition (a hash of its fields)."""

    form: str
    edition: str


def keyword_of(form: Form) -> str:
    """The keyword to put into a PDF of ``form``, without blanks or commas: ``mentoring-kit-form:NAME:EDITION``."""
    return f"mentoring-kit-form:{quote(form.name, safe='')}:{form.edition}"


def identity_in(text: str) -> FormIdentity | None:
    """The form that a PDF's keywords, or its whole XMP packet, name; None where there is no such keyword."""
    found = _KEYWORD.search(text)
    return FormIdentity(unquote(found["form"]), found["edition"]) if found else None
