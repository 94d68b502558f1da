"""What is read out of finished pages: the words that search finds, and the chapters of the book."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from posixpath import dirname, join, normpath, splitext
from typing import cast
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement
from msgspec import Struct, field

from generators.checking.built_links import addresses, with_addresses

INDEX_FILE = "search/index.js"
"""A script, since a page opened from a folder may load scripts but no data."""

LARGE = 200_000
"""Letters from which an index lists its words: in fewer they are gathered before a reader has typed any."""

WORDS_SHARE = 4
"""The list takes one part of so many of an index at most."""

_AROUND_WORDS = ".,:;!?…()[]\"“”'\u2018\u2019"

BOOK_PAGE = "handbook.html"

_SECTION_HEADINGS = ("h1", "h2", "h3")
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(["a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup"])
_SILENT = frozenset({"script", "style", "svg"})
PRINTED_ADDRESSES = "kit-addresses"
"""The class of the list of addresses at the end of a page, which paper alone shows."""

_BESIDE_THE_TEXT = frozenset(
    {
        *("headerlink", "footnote-ref", "footnote-backref", "kit-downloads", "kit-required", "kit-visually-hidden"),
        PRINTED_ADDRESSES,
    }
)
"""Classes of what a page shows around its text: signs, buttons, and words for those who listen."""

_NO_WORDS = re.compile(r"_{2,}|\{[ :]*[.#][^{}]*\}|\{[^{}]*[\w-]=[^{}]*\}|\{ *required *\}")
"""Blanks to write in and attributes in braces, where an author's line came out as it was typed."""

EXCLUDED = "data-search-exclude"
"""Material's name for what its search leaves out."""

_REFERRING = ("id", "for", "name", "aria-labelledby", "aria-describedby", "list")
_LEADING = ("href", "src", "poster", "srcset")
_CHANGED = etree.XPath(f"descendant::*[{' or '.join(f'@{name}' for name in (*_REFERRING, *_LEADING))}]")
"""All elements with one of these: in one go, since each of a page's elements costs when it is looked at."""


class SectionText(Struct, frozen=True):
    """The words of a page from a heading to the next; what stands before the second-level ones has no anchor."""

    anchor: str
    title: str
    text: str


class Kind(IntEnum):
    """The groups in which search shows what it found; slides come last, however well they match."""

    HANDBOOK = 0
    FORMS = 1
    WORKSHOPS = 2
    SLIDES = 3


class Entry(Struct, frozen=True):
    """A section that a reader can find: its address below the site, its page's title, its own title, and its text.

    ``terms`` are what people also call it.
    """

    location: str
    page: str
    title: str
    text: str
    kind: Kind = Kind.HANDBOOK
    terms: tuple[str, ...] = ()


class Chapter(Struct, frozen=True):
    """A page of the book: its ``content`` as HTML; ``language`` and ``direction`` are empty where the site's own."""

    title: str
    anchor: str
    content: str
    language: str = ""
    direction: str = ""


def section_texts(body: HtmlElement) -> tuple[SectionText, ...]:
    """The words of a page, cut at its headings down to the third level."""
    reader = _Reader()
    reader.read(body)
    reader.cut("", "")
    return tuple(reader.found)


def text_of(element: HtmlElement) -> str:
    """All words of an element, on one line."""
    parts = (f"{section.title} {section.text}".split() for section in section_texts(element))
    return " ".join(word for part in parts for word in part)


def entries(
    url: str, title: str, texts: Iterable[SectionText], kind: Kind = Kind.HANDBOOK, terms: tuple[str, ...] = ()
) -> Iterator[Entry]:
    """What search finds of the page at ``url``; its own title and ``terms`` are those of its first section."""
    for number, section in enumerate(texts):
        own_terms = () if number else terms
        if section.text or section.anchor or own_terms:
            location = f"{url}#{section.anchor}" if section.anchor else url
            yield Entry(location, title, section.title if number else title, section.text, kind, own_terms)


def index_script(found: Iterable[Entry]) -> str:
    """The file that the theme's search loads when a reader first looks for something."""
    every = tuple(found)
    rows = [[entry.location, entry.page, entry.title, entry.text, *_rest(entry)] for entry in every]
    listed = _listed_words(every)
    words = f"window.kitSearchWords = {_as_script(listed)};\n" if listed else ""
    return f"window.kitSearchIndex = {_as_script(rows)};\n{words}"


def _as_script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _listed_words(found: tuple[Entry, ...]) -> list[str]:
    """All different words of a large index, for what is typed wrong: a phone takes seconds to gather them.

    They stand in two texts, those of plain letters in the first. Nothing where the words would take much of the room,
    as in languages that write none between spaces.
    """
    size = sum(len(entry.text) for entry in found)
    if size < LARGE:
        return []
    texts = (text for entry in found for text in (entry.page, entry.title, entry.text, *entry.terms))
    words = sorted({part.strip(_AROUND_WORDS) for text in dict.fromkeys(texts) for part in text.lower().split()})
    listed = [" ".join(word for word in words if word.isascii() is plain) for plain in (True, False)]
    return listed if sum(map(len, listed)) * WORDS_SHARE <= size else []


def _rest(entry: Entry) -> list[object]:
    """What a row ends with where it is no plain section of the handbook."""
    if entry.terms:
        return [int(entry.kind), entry.terms]
    return [int(entry.kind)] if entry.kind else []


def chapter_anchor(url: str) -> str:
    """Where the book's contents lead for the page at ``url``."""
    return re.sub(r"[^a-z0-9]+", "-", splitext(url)[0].lower()).strip("-") or "start"


def chapter_of(body: HtmlElement, url: str, chapters: Mapping[str, str]) -> HtmlElement:
    """``body`` made into a chapter of the book, which stands at the top of the site.

    Every ``id`` is the chapter's own; headings are a level down, since the book's title is the only first-level one;
    links to other ``chapters`` (anchors by address) lead to them in the book.
    """
    for link in [link for link in body.iter("a") if link.get("class") == "headerlink"]:
        link.drop_tree()
    own = chapters[url]
    for element in body.iter(*_LEVELS):
        element.tag = f"h{min(6, _LEVELS[element.tag] + 1)}"
    for element in cast(list[HtmlElement], _CHANGED(body)):
        for name, value in element.items():
            if name in _REFERRING:
                element.set(name, " ".join(f"{own}--{part}" for part in value.split()))
            elif name in _LEADING:
                made = {address: _address_in_book(address, url, chapters) for address in addresses(value, name)}
                element.set(name, with_addresses(value, name, made))
    return body


def _address_in_book(address: str, url: str, chapters: Mapping[str, str]) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme or parts.netloc or address.startswith("/"):
        return address
    target = normpath(join(dirname(url), parts.path)) if parts.path else url
    anchor = chapters.get(target) or chapters.get(f"{target}/")
    if anchor:
        is_top = parts.fragment.lower() in ("", "top")
        return f"#{anchor}" if is_top else f"#{anchor}--{parts.fragment}"
    slash = "/" if parts.path.endswith("/") else ""
    return f"{target}{slash}" + (f"#{parts.fragment}" if parts.fragment else "")


class _Reader(Struct):
    """Reads an element's words in order; a space stands wherever a reader would see one."""

    pieces: list[str] = field(default_factory=list)
    found: list[SectionText] = field(default_factory=list)
    anchor: str = ""
    title: str = ""

    def read(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _SILENT or element.get("class") in _BESIDE_THE_TEXT or EXCLUDED in element.attrib:
            return
        if tag in _SECTION_HEADINGS and element.get("id"):
            self.cut("" if tag == "h1" else element.get("id") or "", _words(element))
            return
        pieces = self.pieces
        if tag not in _INLINE:
            pieces.append(" ")
        if element.text:
            pieces.append(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child)
            if child.tail:
                pieces.append(child.tail)
        if tag not in _INLINE:
            pieces.append(" ")

    def cut(self, anchor: str, title: str) -> None:
        """Ends a section; the next one has this anchor and title."""
        self.found.append(SectionText(self.anchor, self.title, self._text()))
        self.anchor, self.title = anchor, title
        self.pieces.clear()

    def _text(self) -> str:
        return " ".join(_NO_WORDS.sub(" ", "".join(self.pieces)).split())


def _words(heading: HtmlElement) -> str:
    """The words of a heading."""
    reader = _Reader([heading.text or ""])
    for child in heading:
        if isinstance(child.tag, str):
            reader.read(child)
        reader.pieces.append(child.tail or "")
    reader.cut("", "")
    return " ".join(section.text for section in reader.found if section.text)
