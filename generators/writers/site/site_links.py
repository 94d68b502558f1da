"""What leads nowhere on a finished site: links, addresses at the top of a host, and items of the navigation."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator, Mapping
from functools import cached_property

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from generators.checking.built_links import AddressesAndIds, BuiltLinks, joined, seen_in
from generators.checking.links import links_in_html
from generators.checking.targets import Targets
from generators.model import Place
from generators.model.problems import Problem
from generators.reading.addresses import file_of
from generators.reading.links import SiteAddress, is_in_kit
from generators.writers.site.pages import Pages, items_of
from generators.writers.site.rendering import Rendering

_BACK_TO_A_SIGN = "#fnref:"
"""The way back from a footnote to its sign, which the extension makes; that there is no sign is told with the page."""


def links_from_top(pages: Pages, config: MkDocsConfig) -> Iterator[Problem]:
    """A problem at each link that begins at the top of its host, if mkdocs.yml wants to hear of them."""
    targets = Targets(pages.site.kit)
    if config.validation.links.absolute_links >= logging.WARNING:
        for path, finished in pages.finished.items():
            for link in finished.article.links:
                if not link.target:
                    said = f"the link '{link.address}' leads nowhere: it begins at the top of any host"
                    yield Problem("link-missing-page", _place_of(path, pages, link.address, targets), said)


def dead_links(
    made: Mapping[str, bytes], files: Container[str], pages: Pages, rendering: Rendering
) -> Iterator[Problem]:
    """A problem for each link that a browser would follow in vain, at its line: ``made`` holds the finished pages.

    What authors did not write on a page, as its frame, stands on many, and is told if there is nothing else to tell.
    """
    finished = {file_of(path, directory_urls=pages.site.directory_urls): path for path in pages.finished}
    shown = {file: pages.finished[path].article.content.encode() for file, path in finished.items()}
    sources = {file: made[file] for file in made if file.endswith(".html")}
    whole, seen = (lambda file: made[file] + shown.get(file, b"")), _Looks(made, finished, pages, rendering).at
    found = BuiltLinks(sources, files, whole, stands_alone=True, seen=seen)
    targets = Targets(pages.site.kit)
    written: list[Problem] = []
    others: dict[SiteAddress, Problem] = {}
    for dead in found.dead():
        path = finished.get(dead.file, "")
        links = pages.finished[path].article.links if path else ()
        address = next((link.address for link in links if link.made == dead.address), "")
        if address.startswith(_BACK_TO_A_SIGN):
            continue
        missing = f"{dead.there.path}#{dead.there.anchor}" if dead.lacks_anchor else dead.there.path
        said = f"the link '{address or dead.address}' leads nowhere: the site has no '{missing}'"
        problem = Problem("link-missing-page", _place_of(path, pages, address, targets), said)
        if address:
            written.append(problem)
        elif path and not dead.lacks_anchor:  # the book repeats what stands on pages
            others.setdefault(dead.there, problem)
    yield from written or others.values()


class _Looks(Struct, frozen=True, dict=True):
    """What stands on the pages that were ``made``: an article and a frame are looked at once, wherever they stand.

    ``finished`` are the paths of the pages by their files.
    """

    made: Mapping[str, bytes]
    finished: Mapping[str, str]
    pages: Pages
    rendering: Rendering

    def at(self, file: str) -> AddressesAndIds:
        """What stands in one of the files."""
        if file not in self._known:
            self._known[file] = self._page(file) if file in self.finished else seen_in(self.made[file])
        return self._known[file]

    def _page(self, file: str) -> AddressesAndIds:
        path, rest = self.finished[file], self.made[file]
        article = self.pages.finished[path].article
        if known := self.rendering.seen(path):
            return joined((article.seen, known))
        frame, seen = self.rendering.around(path)
        for part in (article.content, *frame):
            rest = rest.replace(part.encode("utf-8", "xmlcharrefreplace"), b"", 1) if part else rest
        return joined((article.seen, seen, seen_in(rest)))

    @cached_property
    def _known(self) -> dict[str, AddressesAndIds]:
        return {}


def _place_of(path: str, pages: Pages, address: str, targets: Targets) -> Place:
    """Where the page of ``path`` first links to ``address``."""
    page = pages.page(path)
    if page is None:
        return Place(pages.site.kit.site.file.name, 1)
    links = links_in_html(page, targets)
    return next((link.place for link in links if link.target == address), page.place)


def dead_navigation(pages: Pages) -> Iterator[Problem]:
    """A problem for each item of the navigation that leads nowhere."""
    for item in items_of(pages.site.kit.navigation or ()):
        target = item.path or item.url
        if target and is_in_kit(target) and not target.startswith("/") and target not in pages.addresses:
            place = Place(pages.site.kit.site.file.name, 1)
            yield Problem("navigation-missing-page", place, f"'nav' names a page that is not there: '{target}'")
