"""What a link of a kit can lead to: its pages with their headings, its files, and the addresses on its site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

import msgspec
from msgspec import Struct

from generators.caching.latest import Latest
from generators.caching.store import FORGETFUL, Store, digest_of_text
from generators.checking.built_links import anchors_in, file_at
from generators.checking.page_scan import destinations, places_of
from generators.checking.unsafe_html import has_own, own_places
from generators.forms.extension import marked_lines
from generators.markdown.dialect import Dialect, dialect_of, page_html, plain_anchors
from generators.markdown.passages import files_of
from generators.model import Kit, Lines, Page, Place
from generators.model.built_site import BuiltSite, LinkRules
from generators.model.kit import published
from generators.model.remembered import Memory
from generators.reading.addresses import address_of, file_of
from generators.reading.links import Link, SiteAddress, followed
from generators.reading.source import BASE


class Targets(Struct, frozen=True, dict=True):
    """What a link can lead to; with the ``site`` as MkDocs has built it, that alone decides where links lead.

    The ``store`` has what the pages of the last kit ask for.
    """

    kit: Kit
    site: BuiltSite | None = None
    store: Store = FORGETFUL

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.kit.pages}

    @cached_property
    def dialect(self) -> Dialect:
        return dialect_of(self.kit.site.extensions)

    @cached_property
    def own_places(self) -> frozenset[Place]:
        """The lines that the local's pack brought along."""
        own = (page for page in self.kit.pages if has_own(page, self.kit))
        return frozenset(place for page in own for place in own_places(page, self.kit))

    def asked(self, page: Page) -> frozenset[tuple[str, str]] | None:
        """What the links of ``page`` lead to, as ``destinations`` has it: worked out once for a page that stays."""
        key = page.path, id(page.lines)
        known = _asked.get(key) or _asked.keep(key, _Asked(page.lines, self._asked(page)))
        return known.destinations

    def _asked(self, page: Page) -> frozenset[tuple[str, str]] | None:
        if self.store.folder is None or self.kit.local.slug != BASE:  # of many locals, one process has most in memory
            return destinations(page.path, page.lines)
        text = "\n".join(line.text for line in page.lines)
        digest = digest_of_text(text)
        with suppress(msgspec.DecodeError):
            if data := self._latest.recall(page.path, digest):
                return _DECODER.decode(data)
        found = destinations(page.path, page.lines)
        if found is not None:
            with suppress(UnicodeEncodeError):  # a letter that no file holds
                self._latest.keep(page.path, digest, msgspec.msgpack.encode(found))
        return found

    def keep(self) -> None:
        """Has the next kit find what the pages of this one ask for."""
        self._latest.write()

    @cached_property
    def _latest(self) -> Latest:
        return Latest(self.store, "links", str(self.kit.site.file))

    def is_on_page(self, place: Place) -> bool:
        """Whether a line of a page as it is published stands at ``place``."""
        return any(place in places_of(page.lines) for page in self._by_source.get(place.file, ()))

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages by the files that their lines come from."""
        found: dict[str, list[Page]] = defaultdict(list)
        for page in self.kit.pages:
            for file in files_of(page.lines):
                found[file].append(page)
        return {file: tuple(pages) for file, pages in found.items()}

    def has(self, path: str, anchor: str) -> bool:
        """Whether a link in Markdown finds the page or file of ``path``, and the ``anchor`` on it, if it names one."""
        if path in self.pages:
            return not anchor or self.has_anchor(path, anchor)
        return self._is_followed(path)

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {}

    def has_anchor(self, path: str, anchor: str) -> bool:
        """Whether a browser finds the place ``anchor`` on a page; the top of each is one (HTML standard, 7.4.6.3).

        The page is rendered when the first link asks for a place that no plain heading makes.
        """
        if self.dialect.is_own and anchor in self._plain_anchors(path):
            return True
        return anchor in self.anchors(path) or anchor.lower() == "top"

    def _plain_anchors(self, path: str) -> frozenset[str]:
        if path not in self._plain:
            self._plain[path] = plain_anchors(self.pages[path].lines, self.dialect)
        return self._plain[path]

    @cached_property
    def _plain(self) -> dict[str, frozenset[str]]:
        return {}

    def anchors(self, path: str) -> frozenset[str]:
        """What the HTML of a page lets a link lead to: ids, and the names of old."""
        if path not in self._anchors:
            self._anchors[path] = anchors_in(self.html(path).encode())
        return self._anchors[path]

    def html(self, path: str) -> str:
        """The HTML of a page, which its site shows, too: each page is converted once."""
        page = self.pages[path]
        return page_html(marked_lines(page, self.dialect), self.dialect).html

    @cached_property
    def follows_html(self) -> bool:
        """Whether the site turns paths into addresses also in an author's HTML: MkDocs does so in Markdown alone."""
        return self.kit.site.own_theme and not self.kit.site.only_mkdocs

    @cached_property
    def rules(self) -> LinkRules:
        """What a link that leads nowhere is: with another theme, the site is as MkDocs alone would build it."""
        if self.site:
            return self.site.rules
        return LinkRules() if self.kit.site.is_lenient else LinkRules("error", "error", "", "error")

    def destination(self, path: str, link: Link) -> Destination:
        """Where ``link`` leads, which stands in the page of ``path``, or with an empty one in an outline."""
        address, _, anchor = link.target.partition("#")
        written = unquote(address.partition("?")[0])
        full = normpath(join(dirname(path), written)) if written else path
        is_changed = self.follows_html or not link.is_raw or not path
        if written and is_changed and self._is_followed(full):
            return Destination((full,), full, anchor)
        there = followed(link.target, self.file(path)) if path else None
        if there is None:
            there = SiteAddress(full, unquote(anchor))
        file = "" if there.leaves and self.kit.site.own_theme else file_at(there.path, self)
        found = self._by_file.get(file, file)
        return Destination((full, there.path) if is_changed else (there.path, full), found, there.anchor)

    def _is_followed(self, path: str) -> bool:
        """Whether the site makes an address of a path that a page links to; MkDocs knows no downloads."""
        return path in self.pages or path in self.kit.assets or (self.follows_html and path.startswith("downloads/"))

    def __contains__(self, file: object) -> bool:
        """Whether the site has a file of this path."""
        known = isinstance(file, str) and (file.startswith("downloads/") or file in self._published)
        return known or file in self._by_file

    @cached_property
    def _published(self) -> frozenset[str]:
        return frozenset(published(self.kit, path) for path in self.kit.assets)

    @cached_property
    def _by_file(self) -> Mapping[str, str]:
        """The pages by their files."""
        return {self.file(path): path for path in self.pages}

    def file(self, path: str) -> str:
        """The file of the page of ``path``, below the site."""
        return file_of(path, directory_urls=self.kit.site.directory_urls)

    def leads_to(self, page: str, address: str) -> bool:
        """Whether ``address`` below the site is that of the page of the path ``page``."""
        return file_at(address, (self.file(page),)) != ""

    def address(self, path: str, base: str) -> str:
        """How HTML in the page of path ``base`` names the page or file of ``path``."""
        urls = self.kit.site.directory_urls
        there = address_of(path, directory_urls=urls) if path in self.pages else quote(path)
        made = relpath(there, dirname(self.file(base)) or ".")
        return f"{made}/" if there.endswith("/") else made


_DECODER = msgspec.msgpack.Decoder(frozenset[tuple[str, str]])


class _Asked(Struct, frozen=True):
    """What the links of ``lines`` lead to. The lines are held, so that no others can come to have the same ``id``."""

    lines: Lines
    destinations: frozenset[tuple[str, str]] | None


_asked: Memory[tuple[str, int], _Asked] = Memory()
"""By a page's path and the ``id`` of its lines: the same for every kit that has that page, whatever its store."""


class Destination(Struct, frozen=True):
    """Where a link leads: ``fulls`` are the paths that it may mean, likeliest first; ``found`` is the page or file.

    ``found`` is empty for a link that leads nowhere.
    """

    fulls: tuple[str, ...]
    found: str
    anchor: str
