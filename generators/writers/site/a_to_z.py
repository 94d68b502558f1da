"""The index from A to Z: pages, the terms that they explain, and what people call them, filed as a book files them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import groupby
from typing import Any, Protocol

from msgspec import Struct

from generators.reading.front_matter import index_term
from generators.words.catalogue import words_of
from generators.writers.site.views import SiteContext

INDEX_PAGE = "a-z.html"

_TERM = re.compile(r'<dt(?: id="(?P<id>[^"]*)")?[^>]*>(?P<words>.*?)</dt>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FIGURES = "0\u20139"


class IndexedPage(Protocol):
    """What a page of the kit and one of MkDocs have in common; ``title`` and ``content`` are HTML."""

    @property
    def title(self) -> Any: ...
    @property
    def content(self) -> Any: ...
    @property
    def meta(self) -> Mapping[str, Any]: ...


class IndexedFile(Protocol):
    """A page's file, with its address below the site."""

    @property
    def url(self) -> str: ...
    @property
    def page(self) -> Any: ...


class IndexEntry(Struct, frozen=True):
    """What people look for, and the address below the site; ``of`` is the page that it leads to, by its ``name``.

    ``is_page`` says that it is the page itself; another entry says on which page it is. It is filed by its ``key``.
    """

    title: str
    url: str
    of: IndexedPage
    name: str
    is_page: bool
    key: str

    @property
    def is_exact(self) -> bool:
        """Whether it leads where nothing else would lead better: to the page itself, or to a place on it."""
        return self.is_page or "#" in self.url


class Letter(Struct, frozen=True):
    """All entries that are filed under a letter, in their order; what begins with a figure is under one heading."""

    name: str
    entries: tuple[IndexEntry, ...]

    @property
    def terms(self) -> Iterator[tuple[IndexEntry, ...]]:
        """The entries, those together that call several pages the same."""
        for _, group in groupby(self.entries, lambda entry: (entry.title, entry.url if entry.is_page else "")):
            yield tuple(group)


def letters_of(files: Iterable[IndexedFile], site: SiteContext) -> tuple[Letter, ...]:
    """The index of the pages in ``files``, without those that no list names."""
    found = {(entry.title, entry.url): entry for file in files for entry in _entries(file, site)}
    exact = {(one.key, one.url.partition("#")[0]) for one in found.values() if one.is_exact}
    kept = [one for one in found.values() if one.key and (one.is_exact or (one.key, one.url) not in exact)]
    ordered = sorted(kept, key=lambda entry: (_letter(entry.key), entry.key, entry.title, entry.url))
    return tuple(Letter(name, tuple(group)) for name, group in groupby(ordered, lambda entry: _letter(entry.key)))


def _entries(file: IndexedFile, site: SiteContext) -> Iterator[IndexEntry]:
    page, meta = file.page, file.page.meta
    if meta.get("hidden") or meta.get("unlisted"):
        return
    name = site.typeset(_plain(str(meta.get("title") or page.title or "")))
    articles = words_of(str(meta.get("lang") or site.kit.local.language)).common.articles

    def entry(title: str, anchor: str = "", *, is_page: bool = False) -> IndexEntry:
        url = f"{file.url}#{anchor}" if anchor else file.url
        return IndexEntry(title, url, page, name, is_page, filed_as(title, articles))

    yield entry(name, is_page=True)
    for term in _TERM.finditer(page.content or ""):
        yield entry(_plain(term["words"]), term["id"] or "")
    for written in (*_listed(meta.get("index_terms")), *_listed(meta.get("search_terms"))):
        words, anchor = index_term(written)
        yield entry(site.typeset(words[:1].upper() + words[1:]), anchor)


def filed_as(title: str, articles: Iterable[str]) -> str:
    """The letters by which a title is filed: without the article, marks, and accents at which nobody looks."""
    plain = unicodedata.normalize("NFKD", title).casefold().replace("\u2019", "'")
    key = "".join(char for char in plain if not unicodedata.combining(char))
    key = re.sub(r"^[^\w]+", "", key)
    for article in articles:
        start = article[:-1] if article.endswith("-") else f"{article} "
        if key.startswith(start) and key[len(start) :].strip():
            return key[len(start) :].strip()
    return key


def _letter(key: str) -> str:
    return _FIGURES if key[:1].isdigit() else key[:1].upper()


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _listed(value: object) -> tuple[str, ...]:
    """The texts of a key of front matter, which may hold one or a list of them."""
    if isinstance(value, list | tuple):
        return tuple(str(one).strip() for one in value if str(one).strip())
    return tuple(filter(None, (one.strip() for one in str(value or "").split(","))))
