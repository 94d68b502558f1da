"""Makes the pages of one kit: by a stencil that locals share, from the last build, or by its template alone.

It decides what is told of a page, which is the key under which others find it, and hands the template nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

import jinja2
from msgspec import Struct

from generators.caching.store import digest_of_text
from generators.checking.built_links import AddressesAndIds, joined, seen_in
from generators.model.replacing import replace
from generators.writers.site.guides import GuideView
from generators.writers.site.kept_pages import KeptPages
from generators.writers.site.presenting import WorkshopView
from generators.writers.site.shared_decks import GuideOfMany, SharedDeck, WorkshopOfMany
from generators.writers.site.slots import MARK
from generators.writers.site.stencils import Holes, Stencil, Stencils, Told, hole
from generators.writers.site.templates import NotShared, Unshared
from generators.writers.site.view_data import Emptied, told
from generators.writers.site.views import ItemView, PageView, SectionView

UNSHARED: Any = Unshared()

_GIVEN = (
    *("name", "union", "language", "direction", "changed", "contact", "mail", "mistakes_to", "conduct_contact"),
    *("readers", "is_borrowed", "words", "english", "index", "touch_icon", "card", "all_pages", "legible"),
)
"""What pages may ask of their kit; whatever else there is stands in frames, on a few pages, or in style sheets."""

_NAMED = ("site_name", "site_description", "site_url")


class _Home(Unshared):
    """The navigation of many sites, of which a page may ask for the home page alone."""

    def __init__(self, homepage: PageView | None) -> None:
        vars(self)["homepage"] = homepage


class Shown(Struct, frozen=True):
    """A page with what its template reads beside what all templates do."""

    page: PageView
    nav: Any
    frame: Mapping[str, str]
    guide: GuideView | None = None
    workshop: WorkshopView | None = None

    @property
    def context(self) -> dict[str, object]:
        """Under the names that templates have for it."""
        more = {"page": self.page, "nav": self.nav, "guide": self.guide, "workshop": self.workshop}
        return more | ({"frame": self.frame} if self.frame else {})


Render = Callable[[Shown, Mapping[str, Any]], str]
"""Renders a page with what all templates of its site read."""


class SharedPages(Struct, frozen=True, dict=True):
    """The pages of one kit, whose templates all read ``shared``; one that ``is_alone`` shares none with others.

    Such a kit's are ``kept`` for its next build, if anything is.
    """

    stencils: Stencils
    shared: Mapping[str, Any]
    render: Render
    is_alone: bool
    kept: KeptPages | None = None

    def page(self, shown: Shown) -> tuple[str, AddressesAndIds | None]:
        """The page, and what a quick look finds on it outside of its frame and content, where that is known."""
        is_told = bool(shown.frame and self._site) and (bool(self.kept) if self.is_alone else True)
        told_of = self._told(shown) if is_told else ()
        own = partial(self.render, shown, self.shared)
        if not told_of:
            return own(), None
        if self.kept:
            return (own(), None) if shown.guide else self._kept(self.kept, shown, told_of[0], own)
        html, stencil = self.stencils.page(
            told_of, shown.page.content, self._holes(shown), own, partial(self._empty, shown)
        )
        return html, self._seen(stencil, shown) if stencil else None

    def _kept(
        self, kept: KeptPages, shown: Shown, told_of: Told, own: Callable[[], str]
    ) -> tuple[str, AddressesAndIds | None]:
        """The page of which so much is told as the last build made it, or as its template makes it of that alone."""
        path, content = shown.page.src_uri, shown.page.content
        digest = kept.digest((told_of.own, *told_of.shared, self._colors), content, shown.frame)
        if found := kept.recall(path, digest, content, shown.frame):
            return found
        bare = replace(shown, page=self._bare_page(shown.page), nav=self._home(self._as_it_is))
        try:
            html = self.render(bare, self._bare)
        except (NotShared, jinja2.TemplateError, TypeError):
            return own(), None
        return html, kept.keep(path, digest, html, content, shown.frame)

    def _bare_page(self, page: PageView) -> PageView:
        """The page without what was not told of those around it."""
        before, after = (one and _alone(one) for one in (page.previous_page, page.next_page))
        around = tuple(map(self._bare_group, page.ancestors))
        return replace(page, previous_page=before, next_page=after, ancestors=around)

    def _bare_group(self, group: SectionView) -> SectionView:
        if id(group) not in self._bare_groups:
            self._bare_groups[id(group)] = _emptied_item(group, self._as_it_is)
        return self._bare_groups[id(group)]

    @cached_property
    def _as_it_is(self) -> Emptied:
        """Hands texts out as they are."""
        return Emptied(str, str)

    @cached_property
    def _bare_groups(self) -> dict[int, SectionView]:
        return {}

    @cached_property
    def _bare(self) -> Mapping[str, Any]:
        return self._emptied(self._as_it_is, self._own)

    @cached_property
    def _own(self) -> Mapping[str, Any]:
        """What stands on each page in a way of the local's own, and is told of none."""
        return {name: self._kit[name] for name in ("policy", "theme_color")}

    @cached_property
    def _colors(self) -> str:
        return told(self._own)

    def _seen(self, stencil: Stencil, shown: Shown) -> AddressesAndIds:
        """What is seen on the page, and in the slides and grounds that are put in; drawings are no links."""
        seen, workshop = self.stencils.seen(stencil), shown.workshop
        if not workshop:
            return seen
        put_in = stencil.made(self._deck(workshop.guide).slides(workshop)).values()
        return joined((seen, seen_in("".join((workshop.art, *put_in)).encode("utf-8", "xmlcharrefreplace"))))

    @cached_property
    def _kit(self) -> Mapping[str, Any]:
        kit: Mapping[str, Any] = self.shared["config"]["extra"]["kit"]
        return kit

    @cached_property
    def _site(self) -> str:
        """What every page reads of its site, in short; nothing where it cannot be told."""
        config, kit = self.shared["config"], self._kit
        theme = (config["theme"]["favicon"], config["theme"]["language"])
        asked = [{name: kit[name] for name in _GIVEN}, *(config[name] for name in _NAMED), *theme]
        home = self.shared["whole_nav"].homepage
        asked += [bool(kit["policy"]), [*kit["theme_color"]], str(self.shared["build_date_utc"]), _told_of(home)]
        try:
            text = told(asked)
        except TypeError:
            return ""
        return "" if MARK in text else hashlib.sha256(self.stencils.slots.taken_out(text).encode()).hexdigest()

    def _told(self, shown: Shown) -> tuple[Told, ...]:
        """All that the page's template reads, what several pages show each by itself; nothing if it cannot be told."""
        page = shown.page
        try:
            near, groups = [_told_of(page.previous_page), _told_of(page.next_page)], map(self._group, page.ancestors)
            read = [self._site, _told_of(page), page.toc, page.canonical_url, page.place, page.is_top_level, near]
            return (Told(told(read), tuple(groups)), *self._told_deck(shown))
        except TypeError:
            return ()

    def _told_deck(self, shown: Shown) -> Iterator[Told]:
        if shown.guide:
            deck = self._deck(shown.guide)
            yield deck.told
            if shown.workshop:
                yield deck.with_slides(shown.workshop)

    def _group(self, group: SectionView) -> str:
        if id(group) not in self._groups:
            text = told([group.title, [*map(_told_of_item, group.children)]])
            self._groups[id(group)] = digest_of_text(text) if self.kept else text
        return self._groups[id(group)]

    @cached_property
    def _groups(self) -> dict[int, str]:
        return {}

    def _deck(self, guide: GuideView | None) -> SharedDeck:
        assert guide is not None, "no page shows slides without their guide"
        name = guide.deck.name
        if name not in self._decks:
            self._decks[name] = SharedDeck(guide, self.stencils.slots)
        return self._decks[name]

    @cached_property
    def _decks(self) -> dict[str, SharedDeck]:
        return {}

    def _holes(self, shown: Shown) -> Holes:
        kit = self._kit
        made: dict[str, Callable[[], str]] = {hole("policy"): lambda: str(kit["policy"])}
        made |= {hole(f"color {one}"): _giving(color) for one, color in kit["theme_color"].items()}
        made |= {hole(f"frame {name}"): _giving(part) for name, part in shown.frame.items()}
        if workshop := shown.workshop:
            made[hole("art")] = lambda: workshop.art
            made |= self._deck(workshop.guide).slides(workshop)
        elif shown.guide:
            made |= self._deck(shown.guide).pictures(shown.guide)
        return made

    def _empty(self, shown: Shown, emptied: Emptied, content: Any) -> str:
        """The page with stand-ins for what is the local's own; what was not told refuses to be read."""
        page = _emptied_page(replace(shown.page, content=content), emptied)
        guide = GuideOfMany.of(shown.guide, page, emptied) if shown.guide else None
        own = self._holes(shown).keys()
        workshop = WorkshopOfMany.of(shown.workshop, guide, own, emptied) if shown.workshop and guide else None
        frame = {name: emptied.hole(f"frame {name}") for name in shown.frame}
        shown = Shown(page, self._home(emptied), frame, guide, workshop)
        colors = {one: emptied.hole(f"color {one}") for one in self._kit["theme_color"]}
        own_holes = {"policy": self._kit["policy"] and emptied.hole("policy"), "theme_color": colors}
        return self.render(shown, self._emptied(emptied, own_holes))

    def _home(self, emptied: Emptied) -> _Home:
        home = self.shared["whole_nav"].homepage
        return _Home(emptied.of(_alone(home)) if home else None)

    def _emptied(self, emptied: Emptied, own: Mapping[str, Any]) -> dict[str, Any]:
        kit, config = self._kit, self.shared["config"]
        given = {name: emptied.of(kit[name]) for name in _GIVEN}
        named = {name: emptied.of(config[name]) for name in _NAMED}
        extra = {**config["extra"], "kit": {**dict.fromkeys(kit, UNSHARED), **given, **own}}
        unshared = dict.fromkeys(("nav", "pages", "whole_nav"), UNSHARED)
        return {**self.shared, "config": {**config, **named, "extra": extra}, **unshared}


def _giving(text: str) -> Callable[[], str]:
    return lambda: text


def _alone(page: PageView) -> PageView:
    """A page as others name it: by its title and address."""
    return replace(page, content=UNSHARED, toc=UNSHARED, previous_page=UNSHARED, next_page=UNSHARED, ancestors=UNSHARED)


def _told_of(page: PageView | None) -> list[object] | None:
    if page is None:
        return None
    return [page.src_uri, page.dest_uri, page.url, page.meta, page.title, page.is_top_level]


def _told_of_item(item: ItemView) -> object:
    if isinstance(item, PageView):
        return _told_of(item)
    return [item.title, [*map(_told_of_item, item.children)]] if isinstance(item, SectionView) else item


def _emptied_page(page: PageView, emptied: Emptied) -> PageView:
    around = tuple(_emptied_item(group, emptied) for group in page.ancestors)
    bare = emptied.of(replace(page, previous_page=None, next_page=None, ancestors=()))
    before, after = (one and emptied.of(_alone(one)) for one in (page.previous_page, page.next_page))
    return replace(bare, previous_page=before, next_page=after, ancestors=around)


def _emptied_item(item: Any, emptied: Emptied) -> Any:
    if isinstance(item, SectionView):
        children = tuple(_emptied_item(child, emptied) for child in item.children)
        return replace(item, title=emptied.of(item.title), children=children)
    return emptied.of(_alone(item) if isinstance(item, PageView) else item)
