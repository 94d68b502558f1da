"""Names of fields and of their controls, shared by the web page, the PDF, and the collected table; and a form's own.

Which form a PDF is, and in which edition, stands in one of its keywords. Keywords are the one place that every program
keeps when it saves a filled form: Acrobat, Preview (which writes the file anew and keeps titles and keywords only),
PDF.js, and browsers. ``set document(keywords: …)`` of Typst writes them into the document's information and into its
XMP packet.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct

from generators.model import Field, FieldRow, FieldTable, Form, Option

LONGEST_NAME = 40
"""Characters after which a name made of a label ends, at a whole word."""

SHORT_OPTION = 20
"""Characters up to which an option may stand beside others."""

MOST_SIDE_BY_SIDE = 4

MOST_TEXTS = 8_000
"""How many labels a process remembers: most are asked for by several readers, and by the next local."""

_NOT_DECOMPOSED = str.maketrans(
    {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_FOLDED = frozenset({"LATIN", "GREEK", "COPTIC", "CYRILLIC", "ARABIC", "HEBREW", "SYRIAC", "DIGIT", "MODIFIER"})
"""Scripts, by how Unicode names their letters, in which a mark is an accent, or a vowel that most people leave out."""

_JOINERS = "\u200c\u200d"
"""Between letters of one word, where they only say how these are drawn (Unicode Standard, 23.2)."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|br|cite|code|del|dfn|div|em|font|i|img|ins|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|sup"
    r"|time|tt|u|var|wbr)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
"""Tags within a line. Other words in angle brackets, as in "Name <as on your card>", are an author's own."""
_ADDRESS = re.compile(r"<((?:https?:|mailto:|tel:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_REFERENCE = re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]")
_NOTE = re.compile(r"(?<!`)\[\^[^\[\]\s]+\]")
_NUMBER = re.compile(r"^\s*\d+[.)]\s+")
_PRIVATE_USE = 0xE000


@lru_cache(MOST_TEXTS)
def plain_text(markdown: str) -> str:
    """The letters of one line of Markdown: no emphasis, links, footnotes, tags, escapes, or character references."""
    text = _ESCAPED.sub(lambda found: chr(_PRIVATE_USE + ord(found[1])), markdown)
    text = _ADDRESS.sub(r"\1", _TAG.sub("", _REFERENCE.sub(r"\1", _LINK.sub(r"\1", _NOTE.sub("", text)))))
    while (stripped := _EMPHASIS.sub(r"\2", text)) != text:
        text = stripped
    text = re.sub(r"[\ue000-\ue07f]", lambda found: chr(ord(found[0]) - _PRIVATE_USE), html.unescape(text))
    return _typographic(re.sub(r"\s+", " ", text).strip())


def _typographic(text: str) -> str:
    """Straight quotation marks as printed ones, as the pages' prose has them."""
    text = re.sub(r"(?<=\w)'", "\u2019", text)
    text = re.sub(r"(?<![\w.,!?])'(?=\w)", "\u2018", text)
    return re.sub(r'(?<![\w.,!?\u2026])"(?=\S)([^"]*)"', "\u201c\\1\u201d", text)


@lru_cache(MOST_TEXTS)
def slug(label: str) -> str:
    """A name of small letters, digits, and hyphens; letters of other scripts than Latin stay as they are."""
    folded = unicodedata.normalize("NFKD", _NUMBER.sub("", label).translate(_NOT_DECOMPOSED))
    letters = "".join(_without_accents(re.sub("['\u2019]", "", folded)))
    words = unicodedata.normalize("NFC", letters).lower().split()
    name = ""
    for word in words:
        if name and len(name) + len(word) + 1 > LONGEST_NAME:
            break
        name = f"{name}-{word}" if name else word[:LONGEST_NAME]
    return name


def _without_accents(decomposed: str) -> Iterator[str]:
    """The letters; a mark stays where it is a vowel or tells letters apart, and anything else parts words."""
    keeps_marks = False
    for char in decomposed:
        if char.isalnum():
            keeps_marks = unicodedata.name(char, "").partition(" ")[0] not in _FOLDED
        elif unicodedata.category(char)[0] != "M":
            keeps_marks = keeps_marks and char in _JOINERS
        if char.isalnum() or (keeps_marks and _is_part_of_letter(char)):
            yield char
        elif not unicodedata.combining(char) and not (keeps_marks and char in _JOINERS):
            yield " "


def _is_part_of_letter(mark: str) -> bool:
    return unicodedata.category(mark)[0] == "M" and not unicodedata.name(mark, "").startswith("VARIATION SELECTOR")


def option_control(field: Field, option: Option) -> str:
    """The name of the tick box of one option of a field of the kind ``checks``."""
    return f"{field.name}-{option.value}"


def write_in_control(field: Field, option: Option) -> str:
    """The name of the line beside an option with room to write."""
    return f"{field.name}-{option.value}-text"


def controls(field: Field) -> Iterator[str]:
    """The names of all controls of a field, in reading order; a group of radio buttons has one name."""
    if field.kind == "checks":
        for option in field.options:
            yield option_control(field, option)
            if option.write_in:
                yield write_in_control(field, option)
    else:
        yield field.name
        yield from (write_in_control(field, option) for option in field.options if option.write_in)


def side_by_side(field: Field) -> bool:
    """Whether the options of a field are few and short enough to stand in one line."""
    short = all(len(option.label) <= SHORT_OPTION and not option.write_in for option in field.options)
    return field.kind == "scale" or (short and len(field.options) <= MOST_SIDE_BY_SIDE)


def fields_of(items: Iterable[object]) -> Iterator[Field]:
    """The fields of ``items``, also those in rows and tables, in reading order."""
    for item in items:
        if isinstance(item, Field):
            yield item
        elif isinstance(item, FieldRow):
            yield from item.fields
        elif isinstance(item, FieldTable):
            for row in item.rows:
                yield from (cell for cell in row if isinstance(cell, Field))


def edition_of(fields: Iterable[Field]) -> str:
    """A short hash of what answers depend on (names, kinds, options); wording and layout leave it as it is."""
    parts = (
        f"{field.name} {field.kind} {field.input_type} {' '.join(option.value for option in field.options)}"
        for field in fields
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


_KEYWORD = re.compile(r"mentoring-kit-form:(?P<form>[^\s,;:<>\"']{1,300}):(?P<edition>[0-9a-f]{8})(?![0-9a-f])")


class FormIdentity(Struct, frozen=True):
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
