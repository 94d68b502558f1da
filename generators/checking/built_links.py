"""Which links of a finished site lead nowhere: what plugins and hooks made counts, as it does for a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath, relpath, splitext
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.checking.unsafe_html import own_places
from generators.model import Kit, Page, Place
from generators.model.built_site import BuiltPage, BuiltSite, Weight
from generators.model.codes import Code
from generators.model.problems import Problem, Problems, Severity, did_you_mean, nearest_file
from generators.reading.links import Link, is_in_kit, links_of

_ADDRESSES = {"a": "href", "area": "href", "img": "src", "video": "src", "audio": "src", "source": "src"}
_HOST = re.compile(r"(?:[\w-]+\.)+(?!md\b|html?\b|pdf\b|png\b|jpe?g\b|svg\b|docx?\b)[a-z]{2,}(?:/|$)")
_PICTURES = frozenset({"img", "source"})
BUILT_LINK_CODES: frozenset[Code] = frozenset(
    {"link-missing-file", "link-missing-heading", "link-missing-page", "picture-missing"}
)
"""What is told by the finished site, and not by what authors wrote."""

_OF_OTHER_WRITERS = "downloads/"
"""What decks and forms become is written beside the site, and is not there yet."""


def check_built_links(kit: Kit, site: BuiltSite, problems: Problems) -> None:
    """Adds each link of the finished ``site`` that leads nowhere, weighed as the author's settings want it."""
    built, pages = _Built(site, kit), {page.path: page for page in kit.pages}
    for made in site.pages.values():
        told: set[str] = set()
        page = pages.get(made.path)
        is_own = page is not None and any(own_places(page, kit))
        for element, address in _links(built.bodies[made.path]):
            if address in told or not is_in_kit(address):
                continue
            told.add(address)
            if fault := built.fault_of(address, made, is_picture=element.tag in _PICTURES):
                problems.extend(_told(fault, address, page, built, is_own=is_own))


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why a link leads nowhere, and what that is to the author; ``path`` is where it leads, below the site."""

    code: Code
    weight: Weight
    message: str
    path: str = ""
    anchor: str = ""
    source: str = ""
    address: str = ""


@dataclass(frozen=True)
class _Built:
    site: BuiltSite
    kit: Kit
    ids: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def bodies(self) -> Mapping[str, HtmlElement]:
        """The text of each page, by path."""
        return {path: _body(page.html) for path, page in self.site.pages.items()}

    @cached_property
    def by_file(self) -> Mapping[str, BuiltPage]:
        return {page.file: page for page in self.site.pages.values()}

    @cached_property
    def top(self) -> str:
        """The path of the address at which the site is to stand, without slashes around it."""
        return urlsplit(self.kit.local.url).path.strip("/")

    def fault_of(self, address: str, page: BuiltPage, *, is_picture: bool) -> _Fault | None:
        """What is wrong with an address on a page, as a browser follows it."""
        written, _, anchor = address.partition("#")
        path = unquote(written.partition("?")[0])
        file = self._file(path, page)
        if file is None:
            return self._missing(path, address, page, is_picture=is_picture)
        rules = self.site.rules
        target = self.by_file.get(file)
        wanted = unquote(anchor.partition(":~:")[0])
        if not rules.anchors or not wanted or wanted == "top" or target is None or self._has(target, wanted):
            return None
        said = f"'{target.path}' has no heading or passage '#{wanted}'"
        return _Fault("link-missing-heading", rules.anchors, said, file, wanted, target.path)

    def _file(self, path: str, page: BuiltPage) -> str | None:
        """The file below the site that a browser gets; None for none."""
        if not path:
            return page.file
        here = f"/{self.top}/{dirname(page.file)}"
        full = normpath(join(here, path)).lstrip("/")  # a browser does not go above the top either
        if self.top and f"{full}/".startswith(f"{self.top}/"):
            full = full[len(self.top) :].lstrip("/")
        return full if full.startswith(_OF_OTHER_WRITERS) else self._served(full)

    def _served(self, path: str) -> str | None:
        """The file that a web server gives out for ``path``: itself, or the page of a folder."""
        file = self.site.folder / path
        if file.is_dir():
            path = f"{path}/index.html".lstrip("/")
            file = file / "index.html"
        return path if file.is_file() else None

    def _missing(self, path: str, address: str, page: BuiltPage, *, is_picture: bool) -> _Fault | None:
        rules = self.site.rules
        if path.startswith("/"):
            said = f"the link '{address}' begins at the top of the host, and the site has nothing there"
            return _Fault("link-missing-page", rules.absolute, said) if rules.absolute else None
        weight = rules.not_found if splitext(path.rstrip("/"))[1] else rules.unrecognized
        full = normpath(join(dirname(page.path), path))
        if kept := self._unpublished(path, page):
            said = f"'{kept}' is not published, so that a link to it leads nowhere"
            return _Fault("link-missing-page", rules.not_found, said, source=kept) if rules.not_found else None
        if not weight:
            return None
        if full.endswith(".md"):
            return _Fault("link-missing-page", weight, f"link to a missing page '{address}'", full, address=address)
        code: Code = "picture-missing" if is_picture else "link-missing-file"
        shown = address if full.startswith("../") or "\\" in address else full
        return _Fault(code, weight, f"there is no file '{shown}'", full, address=address)

    def _unpublished(self, path: str, page: BuiltPage) -> str:
        """The page or file that an address leads to and that the author keeps back; MkDocs has changed the address."""
        there = normpath(join(dirname(page.file), path)).removesuffix("/index.html").removesuffix(".html")
        ways = (normpath(join(dirname(page.path), path)), f"{there}.md", f"{there}/index.md", there)
        docs = self.kit.site.docs_dir
        return next((way for way in ways if (docs / way).is_file() and not self._publishes(way)), "")

    def _publishes(self, source: str) -> bool:
        return source.startswith("../") or source in self.site.pages or (self.site.folder / source).is_file()

    def _has(self, page: BuiltPage, anchor: str) -> bool:
        """Whether a page has an id or a name of old; the theme's frame is looked at last."""
        if page.path not in self.ids:
            self.ids[page.path] = _ids(self.bodies[page.path])
        if anchor not in self.ids[page.path]:
            whole = (self.site.folder / page.file).read_text("utf-8", "replace")
            self.ids[page.path] |= _ids(lxml_html.document_fromstring(whole))
        return anchor in self.ids[page.path]

    def hint(self, fault: _Fault, page: Page) -> str:
        """What the author may have meant, as it is written on ``page``."""

        def seen(path: str) -> str:
            return relpath(path, dirname(page.path) or ".")

        if fault.code == "link-missing-heading":
            return did_you_mean(fault.anchor, self.ids[fault.source]) or "correct or drop the '#' part"
        if not fault.path:
            return ""
        source, folder = fault.path, dirname(self.site.pages[page.path].file)
        if (self.site.folder / source).is_file():
            return f"on the site, the page stands in another folder: write '{relpath(source, folder or '.')}'"
        page_of = f"{source.removesuffix('.html')}.md"
        if fault.code != "picture-missing" and page_of in self.site.pages:
            return f"link to the page's text: '{seen(page_of)}'"
        if _HOST.match(fault.address):
            return f"write 'https://{fault.address}'"
        known = self.site.pages if fault.code == "link-missing-page" else self.kit.assets
        suffix = PurePosixPath(fault.path).suffix.lower()
        alike = [path for path in known if PurePosixPath(path).suffix.lower() == suffix]
        return nearest_file(fault.path, alike, seen) or "correct the link, or put the file into the folder"


def _told(fault: _Fault, address: str, page: Page | None, built: _Built, *, is_own: bool) -> Iterator[Problem]:
    """A local's own page is held to more than the handbook's author asks of theirs."""
    severity: Severity = "error" if is_own or fault.weight == "error" else "warning"
    settings = built.kit.site.file.name
    place = _place(address, fault, page) if page else Place(settings, 1)
    hint = built.hint(fault, page) if page else ""
    yield Problem(fault.code, place, fault.message, tuple(filter(None, (hint,))), severity)


def _place(address: str, fault: _Fault, page: Page) -> Place:
    """Where a page says ``address``; MkDocs has changed it where it leads to a page that lacks the anchor."""
    links = tuple(links_of(page.lines))
    ways = (
        (link.place for link in links if unquote(link.target) == unquote(address)),
        (link.place for link in links if fault.source and _leads_to(link, fault, page)),
        (line.place for line in page.lines if address in line.text),
        (line.place for line in page.lines if fault.anchor and f"#{fault.anchor}" in line.text),
    )
    return next(chain.from_iterable(ways), page.place)


def _leads_to(link: Link, fault: _Fault, page: Page) -> bool:
    written, _, anchor = link.target.partition("#")
    path = unquote(written.partition("?")[0])
    target = normpath(join(dirname(page.path), path)) if path else page.path
    return target == fault.source and unquote(anchor) == fault.anchor


def _links(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in body.iter(*_ADDRESSES):
        address = (element.get(_ADDRESSES[str(element.tag)]) or "").strip()
        if address:
            yield element, address


def _ids(body: HtmlElement) -> frozenset[str]:
    return frozenset(cast(list[str], body.xpath("//@id | //a/@name")))


def _body(html: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(html, create_parent="div")
