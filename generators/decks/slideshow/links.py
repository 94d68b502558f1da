"""Gives the links of a deck's texts their addresses on the local's site, or the names of the pages they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from urllib.parse import quote, unquote

from msgspec import Struct

from generators.markdown.dialect import Dialect, dialect_of, parse_inline, plain
from generators.markdown.texts import texts_of, with_texts
from generators.model import Deck, Inline, Kit, Nodes, Page, Slide, Span
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading.addresses import address_of
from generators.reading.links import is_in_kit
from generators.reading.verbatim import outside_code
from generators.words.catalogue import words_of

_HEADING = re.compile(r" {0,3}#{1,6}\s+(?P<title>.*?)(?:\s+#*)?(?:\s*\{[^{}]*\})?\s*")


def leads_into_kit(span: Span) -> bool:
    """Whether ``span`` is a link to a page or a file of the kit."""
    return bool(span.href) and span.href[:1] not in "#/\\" and is_in_kit(span.href)


def site_of(kit: Kit) -> str:
    """How addresses on the local's site begin; empty without one."""
    return f"{kit.local.url.rstrip('/')}/" if kit.local.url else ""


def with_addresses(deck: Deck, kit: Kit) -> Deck:
    """``deck`` as a file shows it: outside of the site, a link to a page is an address, or else says the page's name.

    A slide without such links stays the very same object.
    """
    links = KitLinks(kit, deck.lang)
    return replace(deck, slides=tuple(_linked(slide, links) for slide in deck.slides))


def _linked(slide: Slide, links: KitLinks) -> Slide:
    body, notes = links.followed(slide.body), links.followed(slide.notes)
    unchanged = body is slide.body and notes is slide.notes
    return slide if unchanged else replace(slide, body=body, notes=notes)


@remembered
def _lead_into_kit(nodes: Nodes) -> bool:
    return any(leads_into_kit(span) for text in texts_of(nodes) for span in text)


class KitLinks(Struct, frozen=True, dict=True):
    """Where links to pages and files of ``kit`` lead, in a text whose own language is ``lang``."""

    kit: Kit
    lang: str

    def address(self, target: str) -> str:
        """The whole address of ``target``, a path of a page or file and perhaps an anchor; empty without a site."""
        site = site_of(self.kit)
        if not site:
            return ""
        path, mark, anchor = target.partition("#")
        is_page = path in self._pages
        there = address_of(path, directory_urls=self.kit.site.directory_urls) if is_page else quote(path)
        return f"{site}{there.removeprefix('./')}{mark}{quote(unquote(anchor))}"

    def followed(self, nodes: Nodes) -> Nodes:
        """``nodes`` with addresses in their links; the very same without links to the kit."""
        if not _lead_into_kit(nodes):
            return nodes
        return with_texts(nodes, lambda text: tuple(self._followed(text)))

    def _followed(self, text: Inline) -> Iterator[Span]:
        for href, group in groupby(text, key=lambda span: span.href):
            spans = tuple(group)
            if leads_into_kit(spans[0]):
                address = self.address(href)
                yield from (replace(span, href=address) for span in spans)
                yield from () if address else self._name(href, spans)
            else:
                yield from spans

    def _name(self, target: str, said: Inline) -> Iterator[Span]:
        """The name of the page, unless the link's own words say it."""
        page = self._pages.get(target.partition("#")[0])
        title = self._title(page) if page else ""
        if title and title.casefold() not in plain(said).casefold():
            see = words_of(self.lang).deck.see.format(title=title)
            yield replace(said[-1], text=f" {see}", href="", code=False)

    def _title(self, page: Page) -> str:
        headings = (_HEADING.fullmatch(line.text) for _, line in outside_code(page.lines))
        written = page.front.title or next((found["title"] for found in headings if found), "")
        return plain(parse_inline(written, self._dialect)) if written else ""

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.kit.pages}

    @cached_property
    def _dialect(self) -> Dialect:
        return dialect_of(self.kit.site.extensions)
