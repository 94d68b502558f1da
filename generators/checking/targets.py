"""What a link of a kit can lead to: its pages with their headings, its files, and the addresses on its site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import cast
from urllib.parse import unquote

from generators.checking.unsafe_html import own_places
from generators.forms.extension import marked_lines
from generators.markdown.dialect import Dialect, page_html, plain_anchors
from generators.markdown.tree import body_of
from generators.model import Kit, Page, Place
from generators.reading.addresses import address_of


@dataclass(frozen=True)
class Targets:
    """What a link can lead to."""

    kit: Kit

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.kit.pages}

    @cached_property
    def dialect(self) -> Dialect:
        return Dialect(self.kit.site.extensions)

    @cached_property
    def own_places(self) -> frozenset[Place]:
        """The lines that the local's pack brought along."""
        return frozenset(place for page in self.kit.pages for place in own_places(page, self.kit))

    @cached_property
    def page_places(self) -> frozenset[Place]:
        """All lines of all pages as they are published."""
        return frozenset(line.place for page in self.kit.pages for line in page.lines)

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _plain_anchors(self) -> dict[str, frozenset[str]]:
        return {}

    def has_anchor(self, path: str, anchor: str) -> bool:
        """Whether a page has an id; it is rendered when the first link asks for one that no plain heading makes."""
        if path not in self._plain_anchors:
            anchors = plain_anchors(self.pages[path].lines, self.dialect)
            self._plain_anchors[path] = frozenset(anchors)
        return anchor in self._plain_anchors[path] or anchor in self.anchors(path)

    def anchors(self, path: str) -> frozenset[str]:
        """What the HTML of a page lets a link lead to: ids, and the names of old."""
        if path not in self._anchors:
            self._anchors[path] = frozenset(cast(list[str], body_of(self.html(path)).xpath("//@id | //a/@name")))
        return self._anchors[path]

    def html(self, path: str) -> str:
        """The HTML of a page, which its site shows, too: each page is converted once."""
        page = self.pages[path]
        return page_html(marked_lines(page, self.dialect), self.dialect).html

    def has_file(self, path: str) -> bool:
        """Whether the site has a file or a folder of this path beside its pages."""
        folder = path.rstrip("/").removeprefix(".")
        return path in self.kit.assets or path.startswith("downloads/") or folder in self._folders

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(dirname(known) for known in self.pages)

    def page_at(self, written: str, path: str) -> Page | None:
        """The page that a browser finds under the address ``written`` in the page of ``path``."""
        here = self._address(path)
        there = normpath(join(dirname(here) if not here.endswith("/") else here, written))
        return self._by_address.get(there)

    @cached_property
    def _by_address(self) -> Mapping[str, Page]:
        return {normpath(self._address(path)): page for path, page in self.pages.items()}

    def _address(self, path: str) -> str:
        return unquote(address_of(path, directory_urls=self.kit.site.directory_urls))
