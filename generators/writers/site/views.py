"""What the theme's templates see: pages with their addresses and titles, and their order.

The names are those of MkDocs, so that one template serves both ways of building a site.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import quote

from mkdocs.utils import get_relative_url, nest_paths
from msgspec import Struct

from generators.markdown.dialect import Anchor, Dialect, typeset, typographic
from generators.model import Kit, NavigationItem
from generators.model.comparing import ComparedByHand
from generators.model.replacing import replace
from generators.reading.addresses import INDEXES, address_of
from generators.resolving.navigation import grouped
from generators.words.catalogue import Words, words_of

MOST_ITEMS = 60
"""Pages of a navigation that each page shows whole, and lines of a list that is not cut."""

_BLOCK = 40
"""Pages of a longer list that show the same lines: these, and so many beside them."""

_BESIDE = 10


@lru_cache(50_000)
def relative(target: str, page: str) -> str:
    """The address ``target`` below the site as a link on the page at ``page``."""
    return get_relative_url(target, page)


class SiteContext(Struct, frozen=True):
    """What every generated page starts from; ``dialect`` is the kit's Markdown.

    ``directory_urls`` is MkDocs' setting; ``own_theme`` says whether the kit renders its own theme's pages.
    """

    kit: Kit
    directory_urls: bool
    own_theme: bool
    dialect: Dialect

    @property
    def words(self) -> Words:
        """The words of the site's own language; a page in another language has that one's."""
        return words_of(self.kit.local.language)

    def text(self, text: str) -> str:
        """An author's words without markup, set as they would be on a page."""
        return typographic(text, self.dialect)

    def typeset(self, text: str) -> str:
        """A setting or a title, letter by letter, with the quotation marks and apostrophes that pages have."""
        return typeset(text, self.dialect)

    def address(self, path: str) -> str:
        """The address of a page of this path, below the site."""
        return address_of(path, directory_urls=self.directory_urls)

    def to_page(self, target: str, page: str) -> str:
        """A link to the page of path ``target`` on the page of path ``page``."""
        return relative(self.address(target), self.address(page))

    def to_file(self, target: str, page: str) -> str:
        """A link to a file by its path below the site."""
        return relative(quote(target), self.address(page))


class PageView(ComparedByHand, frozen=True):
    """A page; the same as another of the same path. ``title`` is HTML, as in MkDocs.

    ``ancestors`` are the groups around it, the innermost first, and ``place`` its number, from 1, among how many pages
    of the outermost; for a page in no group, 0 of 0. No template of MkDocs has that.
    MkDocs tells a page from its file; here ``page.file`` and ``file.page`` are the page itself.
    """

    is_page: ClassVar[bool] = True
    is_section: ClassVar[bool] = False
    is_link: ClassVar[bool] = False
    children: ClassVar[None] = None

    src_uri: str
    dest_uri: str
    url: str
    meta: Mapping[str, object]
    title: str
    content: str
    toc: tuple[Anchor, ...]
    canonical_url: str
    previous_page: PageView | None = None
    next_page: PageView | None = None
    ancestors: tuple[SectionView, ...] = ()
    place: tuple[int, int] = (0, 0)
    is_top_level: bool = True
    active: bool = False

    def __eq__(self, other: object) -> bool:
        return self.src_uri == other.src_uri if type(other) is PageView else NotImplemented

    def __hash__(self) -> int:
        return hash(self.src_uri)

    @property
    def file(self) -> PageView:
        return self

    @property
    def page(self) -> PageView:
        return self

    @property
    def parent(self) -> SectionView | None:
        return self.ancestors[0] if self.ancestors else None

    @property
    def is_homepage(self) -> bool:
        return self.is_top_level and self.dest_uri == "index.html"


class SectionView(Struct, frozen=True):
    """A group of the navigation: one that is not open shows its title alone.

    ``place`` is that of a group of which nobody knows yet whether it is active.
    """

    is_page: ClassVar[bool] = False
    is_section: ClassVar[bool] = True
    is_link: ClassVar[bool] = False

    title: str
    children: tuple[ItemView, ...]
    active: bool = False
    is_open: bool = True
    place: Branch = ()


class LinkView(Struct, frozen=True):
    """A link of the navigation to what is no page of the site."""

    is_page: ClassVar[bool] = False
    is_section: ClassVar[bool] = False
    is_link: ClassVar[bool] = True
    children: ClassVar[None] = None
    active: ClassVar[bool] = False

    title: str
    url: str


ItemView = PageView | SectionView | LinkView
Branch = tuple[int, ...]
"""Numbers that lead down the navigation, each counted from 0 within the group before it."""


class NavigationView(Struct, frozen=True):
    """The navigation; ``pages`` in reading order, ``places`` where each stands: the numbers of its groups and its own.

    One that ``is_large`` shows the open branch and the titles beside it: whole, it makes each page as long as all are
    many.
    """

    items: tuple[ItemView, ...]
    pages: tuple[PageView, ...]
    homepage: PageView | None
    places: Mapping[str, Branch]
    is_large: bool = False

    def __iter__(self) -> Iterator[ItemView]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def branch(self, page: PageView) -> tuple[Branch, Branch]:
        """The branch that is open while ``page`` is shown, the same for all beside it, and the groups around the page.

        The branch is empty for all pages of a navigation that is shown whole.
        """
        place = self.places.get(page.src_uri, ())
        return self.branch_of(place), place[:-1]

    def branch_of(self, place: Branch) -> Branch:
        """The branch for what stands at ``place``; for what stands nowhere, the beginning."""
        *groups, last = place or (0,)
        return (*groups, last // _BLOCK) if self.is_large else ()

    def opened(self, branch: Branch) -> NavigationView:
        """The navigation with the groups of ``branch`` open, and cut where it is long; whole if it is not large."""
        return replace(self, items=tuple(_opened(self.items, branch or (0,)))) if self.is_large else self


class OpenNavigation(Struct, frozen=True, dict=True):
    """The navigation while ``page`` is shown: it and the groups around it are active. Only who asks makes it."""

    whole: NavigationView
    page: PageView

    @property
    def homepage(self) -> PageView | None:
        return self.whole.homepage

    @property
    def pages(self) -> tuple[PageView, ...]:
        return self.whole.pages

    @cached_property
    def items(self) -> tuple[ItemView, ...]:
        """What is shown of it."""
        shown = self.whole.opened(self.whole.branch(self.page)[0])
        return tuple(_activated(item, self.page) for item in shown.items)

    def __iter__(self) -> Iterator[ItemView]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def _opened(items: tuple[ItemView, ...], branch: Branch) -> Iterator[ItemView]:
    """The ``items`` on the way along ``branch``, whose last number is that of a block; of many, those near it."""
    group = branch[0] if len(branch) > 1 else -1
    block = group // _BLOCK if group >= 0 else branch[0]
    near = (
        range(len(items))
        if len(items) <= MOST_ITEMS
        else range(block * _BLOCK - _BESIDE, (block + 1) * _BLOCK + _BESIDE)
    )
    for number, item in enumerate(items):
        if number not in near:
            continue
        if not isinstance(item, SectionView):
            yield item
        elif number == group:
            yield replace(item, children=tuple(_opened(item.children, branch[1:])), active=True)
        else:
            yield replace(item, is_open=False)


def navigation_of(written: tuple[NavigationItem, ...] | None, pages: Mapping[str, PageView]) -> NavigationView:
    """The navigation, as ``written`` or else by folders, with the ``pages`` (by path) in it."""
    items = tuple(_views(written if written is not None else _by_folder(pages), pages, top=True))
    in_order = tuple(_pages_in(items))
    homepage = next((page for page in in_order if page.is_homepage), None)
    return NavigationView(items, in_order, homepage, dict(_places(items)))


def placed(pages: Mapping[str, PageView], navigation: NavigationView) -> dict[str, PageView]:
    """The pages, by path, with their neighbors in reading order and the groups that they stand in."""
    in_order = navigation.pages
    neighbors = dict(zip(in_order, zip((None, *in_order), (*in_order[1:], None), strict=False), strict=True))
    around = dict(_around(navigation.items))
    places = dict(_numbered(navigation.items))

    def place(page: PageView) -> PageView:
        before, after = neighbors.get(page, (None, None))
        groups = around.get(page, ())
        return replace(
            page,
            previous_page=before,
            next_page=after,
            ancestors=groups,
            place=places.get(page, (0, 0)),
            is_top_level=not groups,
            active=True,
        )

    return {path: place(page) for path, page in pages.items()}


def _views(items: tuple[NavigationItem, ...], pages: Mapping[str, PageView], *, top: bool) -> Iterator[ItemView]:
    for item in items:
        page = pages.get(item.path)
        if item.children:
            yield SectionView(item.title, tuple(_views(item.children, pages, top=False)))
        elif page is not None:
            yield replace(page, is_top_level=top)
        else:
            yield LinkView(item.title, item.path or item.url)


def _by_folder(pages: Mapping[str, PageView]) -> tuple[NavigationItem, ...]:
    """The order of the folders, as MkDocs nests it."""

    def items(nested: list[object]) -> Iterator[NavigationItem]:
        for item in nested:
            if isinstance(item, dict):
                yield from (NavigationItem(title, children=tuple(items(inside))) for title, inside in item.items())
            else:
                yield NavigationItem("", path=str(item))

    nested = nest_paths(sorted(pages, key=folder_order))  # type: ignore[no-untyped-call]
    return grouped(tuple(items(nested)), {path: str(page.meta.get("nav_group") or "") for path, page in pages.items()})


def folder_order(path: str) -> tuple[tuple[str, ...], bool, str]:
    """The order in which MkDocs finds files: a folder's own page first, folders within it last."""
    page = PurePosixPath(path)
    return page.parts[:-1], page.stem not in INDEXES, page.name


def _pages_in(items: tuple[ItemView, ...]) -> Iterator[PageView]:
    for item in items:
        if isinstance(item, PageView):
            yield item
        elif isinstance(item, SectionView):
            yield from _pages_in(item.children)


def _places(items: tuple[ItemView, ...], above: Branch = ()) -> Iterator[tuple[str, Branch]]:
    for number, item in enumerate(items):
        if isinstance(item, PageView):
            yield item.src_uri, (*above, number)
        elif isinstance(item, SectionView):
            yield from _places(item.children, (*above, number))


def _around(
    items: tuple[ItemView, ...], groups: tuple[SectionView, ...] = ()
) -> Iterator[tuple[PageView, tuple[SectionView, ...]]]:
    for item in items:
        if isinstance(item, SectionView):
            yield from _around(item.children, (item, *groups))
        elif isinstance(item, PageView):
            yield item, groups


def _numbered(items: tuple[ItemView, ...]) -> Iterator[tuple[PageView, tuple[int, int]]]:
    for item in items:
        if isinstance(item, SectionView):
            pages = tuple(_pages_in(item.children))
            yield from ((page, (number, len(pages))) for number, page in enumerate(pages, 1))


def _holds(item: ItemView, page: PageView) -> bool:
    if isinstance(item, SectionView):
        return any(_holds(child, page) for child in item.children)
    return item == page


def _activated(item: ItemView, page: PageView) -> ItemView:
    if not _holds(item, page) or isinstance(item, LinkView):
        return item
    if isinstance(item, PageView):
        return replace(item, active=True)
    return replace(item, children=tuple(_activated(child, page) for child in item.children), active=True)
