"""A kit's pages, finished: converted once, cleaned where a pack wrote them, and their links followed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from posixpath import splitext
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from generators.caching.store import FORGETFUL, Store
from generators.forms.next_step import next_step_html
from generators.markdown.dialect import Anchor
from generators.model import Deck, Form, Kit, Line, Lines, NavigationItem, Page
from generators.model.kit import published
from generators.model.replacing import replace
from generators.reading.addresses import file_of
from generators.reading.source import BASE
from generators.words.direction import direction
from generators.writers.site import downloads
from generators.writers.site.article import Article, ConvertedPage, Size, Surroundings, size_of
from generators.writers.site.bodies import Bodies
from generators.writers.site.generated import (
    DOWNLOADS_PAGE,
    WORKSHOPS_PAGE,
    deck_path,
    form_bar,
    generated_pages,
    guide_path,
    guide_title,
)
from generators.writers.site.generated_page import GeneratedPage, spoken
from generators.writers.site.indexes import Chapter, Entry, Kind, chapter_anchor, entries
from generators.writers.site.paper import Book
from generators.writers.site.rendering import site_url
from generators.writers.site.running_text import HOME_PAGE, with_own_words
from generators.writers.site.slots import slots_of
from generators.writers.site.views import (
    NavigationView,
    PageView,
    SiteContext,
    folder_order,
    navigation_of,
    placed,
)


class FinishedPage(Struct, frozen=True):
    """A page's HTML and what its front matter says; ``page`` is what the author wrote, None for a generated page."""

    article: Article
    contents: tuple[Anchor, ...]
    meta: Mapping[str, object]
    page: Page | None


class Pages(Struct, frozen=True):
    """All pages of a site, by path, in the order of their files; ``generated`` are the paths of those by no author."""

    site: SiteContext
    generated: frozenset[str]
    finished: Mapping[str, FinishedPage]
    addresses: Mapping[str, str]

    def page(self, path: str) -> Page | None:
        """What an author wrote under ``path``, if anything."""
        return self.finished[path].page if path in self.finished else None

    def views(self, config: MkDocsConfig) -> tuple[Mapping[str, PageView], NavigationView]:
        """The pages as templates see them, and the navigation with them in it."""
        written = navigation(self.site, self.generated)
        titles = dict(_titles(written or ()))
        base = site_url(self.site.kit, config)
        pages = {
            path: self._view(path, titles.get(path) or _title(path, page), base) for path, page in self.finished.items()
        }
        listed = {path: page for path, page in pages.items() if not page.meta.get("unlisted")}
        shown = navigation_of(written, listed)
        return placed(pages, shown), shown

    def _view(self, path: str, title: str, base: str) -> PageView:
        page, url = self.finished[path], self.addresses[path].removeprefix("./")
        return PageView(
            src_uri=path,
            dest_uri=file_of(path, directory_urls=self.site.directory_urls),
            url=url,
            meta=page.meta,
            title=title,
            content=page.article.content,
            toc=page.contents,
            canonical_url=urljoin(base, url) if base else "",
        )

    def chapters(self, in_order: Sequence[PageView]) -> Book:
        """The book, in reading order."""
        return Book(tuple(self._chapters(in_order)), self.site.words.site.chapter)

    def _chapters(self, in_order: Sequence[PageView]) -> Iterator[Chapter]:
        for page in in_order:
            if content := self.finished[page.src_uri].article.chapter:
                language, way = str(page.meta.get("lang") or ""), str(page.meta.get("dir") or "")
                own_way = direction(self.site.kit.local.language)
                yield Chapter(page.title, chapter_anchor(page.url), content, language, "" if way == own_way else way)

    def found(self, views: Mapping[str, PageView]) -> Iterator[Entry]:
        """What search finds; nothing of a page that is hidden, or stands in no list."""
        decks = {deck_path(deck): deck.search_terms for deck in self.site.kit.decks}
        for path, page in self.finished.items():
            if not page.meta.get("hidden") and not page.meta.get("unlisted"):
                terms = page.page.front.search_terms if page.page else decks.get(path, ())
                url, title, kind = views[path].url, views[path].title, self._kind(path)
                of_page = tuple(entries(url, title, page.article.texts, kind, terms))
                is_title_alone = page.page is not None and not of_page
                yield from (Entry(url, title, title, "", kind),) if is_title_alone else of_page

    def _kind(self, path: str) -> Kind:
        if path.startswith("forms/"):
            return Kind.FORMS
        return Kind.WORKSHOPS if path in self.generated - {DOWNLOADS_PAGE} else Kind.HANDBOOK


def finished_pages(site: SiteContext, config: MkDocsConfig, store: Store = FORGETFUL) -> Pages:
    """The pages of the kit, and those that no author wrote."""
    kit = site.kit
    written, generated = {page.path: page for page in kit.pages}, generated_pages(site)
    paths = sorted({**written, **generated}, key=folder_order)
    addresses = {file.path: quote(file.path) for file in downloads.all_of(kit)}
    addresses |= {path: site.address(path) for path in paths}
    addresses |= {path: quote(published(kit, path)) for path in kit.assets}
    sizes = {published(kit, path): size for path, file in kit.assets.items() if (size := size_of(file))}
    around = _surroundings(site, addresses, sizes, config)
    is_local = kit.local.slug != BASE
    own = kit.local.place.file.rpartition("/")[0] + "/" if is_local else ""
    bodies = Bodies(site.dialect, around, is_local, store, slots_of(kit), own)
    maker = _Maker(site, bodies, {form.page.path: form for form in kit.forms})
    made = {
        path: maker.written(written[path]) if path in written else maker.generated(generated[path]) for path in paths
    }
    return Pages(site, frozenset(generated), made, addresses)


def _surroundings(
    site: SiteContext, addresses: Mapping[str, str], sizes: Mapping[str, Size], config: MkDocsConfig
) -> Surroundings:
    chapters = {addresses[path]: chapter_anchor(addresses[path]) for path in _chapters(site.kit)}
    absolute = config.validation.links.absolute_links
    return Surroundings(addresses, sizes, chapters, from_root=absolute < 0)  # "relative_to_docs"


class _Maker(Struct, frozen=True):
    site: SiteContext
    bodies: Bodies
    forms: Mapping[str, Form]

    def written(self, page: Page) -> FinishedPage:
        kit, form = self.site.kit, self.forms.get(page.path)
        is_home = page.path == HOME_PAGE
        bar = str(form_bar(form, self.site)) if form else ""
        closing = str(next_step_html(form, kit.local)) if form else ""
        source = replace(self._source(page.path), bar=bar, closing=closing, rtl=direction(page.lang) == "rtl")
        shown = replace(page, lines=_with_own_words(page, kit)) if is_home else page
        body = self.bodies.of_page(shown, source, is_marked=not is_home)
        return FinishedPage(body.article, body.contents, self._typeset(meta_of(page, kit)), page)

    def generated(self, page: GeneratedPage) -> FinishedPage:
        body = self.bodies.of_html(page.html(self.site.dialect), self._source(page.path))
        return FinishedPage(body.article, body.contents, self._typeset(page.meta), None)

    def _typeset(self, meta: Mapping[str, object]) -> Mapping[str, object]:
        """The front matter with the title and description as they are set on a page."""
        texts = ((key, meta.get(key)) for key in ("title", "description"))
        return {**meta, **{key: self.site.typeset(text) for key, text in texts if isinstance(text, str)}}

    def _source(self, path: str) -> ConvertedPage:
        words, url = self.site.words.site, self.bodies.around.addresses[path].removeprefix("./")
        return ConvertedPage("", path, url, words.other_site, words.table)


def _with_own_words(page: Page, kit: Kit) -> Lines:
    texts = with_own_words([line.text for line in page.lines], kit.local.site)
    return tuple(Line(text, page.place) for text in texts)


def meta_of(page: Page, kit: Kit) -> dict[str, object]:
    """The page's front matter, with what the theme has to know of the page."""
    meta = {**page.front.written, "lang": "", **spoken(page.lang if page.lang != kit.local.language else "")}
    if page.path in {line.text for line in kit.local.site.hide}:
        meta["hidden"] = True
    return meta


def navigation(site: SiteContext, generated: Container[str]) -> tuple[NavigationItem, ...] | None:
    """The kit's navigation with the generated pages at its end; None without one."""
    kit, words = site.kit, site.words.site
    if kit.navigation is None:
        return None
    workshops = tuple(_workshop(deck, generated) for deck in kit.decks if deck_path(deck) in generated)
    items = list(kit.navigation)
    if workshops:
        overview = NavigationItem(words.workshops, path=WORKSHOPS_PAGE)
        items.append(NavigationItem(words.workshops, children=(overview, *workshops)))
    if DOWNLOADS_PAGE in generated:
        items.append(NavigationItem(words.downloads, path=DOWNLOADS_PAGE))
    return tuple(_typeset(item, site) for item in items)


def _workshop(deck: Deck, generated: Container[str]) -> NavigationItem:
    """The page of ``deck``, and with its guide a group that is called like the page, which comes first in it."""
    page, guide = NavigationItem(deck.title, path=deck_path(deck)), guide_path(deck)
    if guide not in generated:
        return page
    return NavigationItem(deck.title, children=(page, NavigationItem(guide_title(deck), path=guide)))


def _typeset(item: NavigationItem, site: SiteContext) -> NavigationItem:
    children = tuple(_typeset(child, site) for child in item.children)
    return replace(item, title=site.typeset(item.title), children=children)


def _titles(items: tuple[NavigationItem, ...]) -> Iterator[tuple[str, str]]:
    for item in items:
        if item.path and item.title:
            yield item.path, item.title
        yield from _titles(item.children)


def _title(path: str, page: FinishedPage) -> str:
    """As MkDocs finds it: in the front matter, in the first heading, or in the file's name."""
    if title := str(page.meta.get("title") or page.article.title):
        return title
    if path == HOME_PAGE:
        return "Home"
    name = splitext(path)[0].rpartition("/")[2].replace("-", " ").replace("_", " ")
    return name.capitalize() if name.lower() == name else name


def _chapters(kit: Kit) -> Iterator[str]:
    """The pages that make up the handbook: all but the home page, the forms, the lists, and what is in no menu."""
    listed = {item.path for item in items_of(kit.navigation or ())}
    for page in kit.pages:
        is_listed = kit.navigation is None or page.path in listed
        if is_listed and "/" in page.path and not page.path.startswith(("forms/", "decks/")):
            yield page.path


def items_of(items: tuple[NavigationItem, ...]) -> Iterator[NavigationItem]:
    for item in items:
        yield item
        yield from items_of(item.children)
