"""What surrounds every page: header, menu, search, and footer.

It is rendered once for many pages, with marks where addresses and the open page are told; each page gets its own there.
A template that asks for the page itself is rendered with each page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from posixpath import dirname, join
from typing import Any

import jinja2
from msgspec import Struct

from generators.checking.built_links import AddressesAndIds, seen_in
from generators.model.replacing import replace
from generators.writers.site.templates import ADDRESS_MARK, NotShared, Unshared
from generators.writers.site.views import Branch, ItemView, NavigationView, PageView, SectionView, relative

FRAME_TEMPLATE = "frame.html"
FRAME_PARTS = ("header", "nav", "search", "footer")

_MARK = "\0"
"""Stands around what is put in last, since no text can hold it; and for the page in the address of those beside it."""

_ADDRESS = re.compile(f"{ADDRESS_MARK}([^{_MARK}]*){_MARK}")

Contexts = Callable[..., dict[str, Any]]
"""What a template reads at the address of a page below the site, with so much more of its own."""


class _AnyPage(Unshared):
    """The page of a frame: it is there, whichever it is; ``asked`` notes that a template wanted to know that."""

    def __init__(self, asked: list[bool]) -> None:
        vars(self)["asked"] = asked

    def __bool__(self) -> bool:
        vars(self)["asked"].append(True)
        return True


def _marked(item: object, said: str) -> str:
    """Notes in a frame where ``said`` stands while ``item`` of the navigation is open, if it is not known yet."""
    if isinstance(item, PageView):
        return f"{_MARK}{item.src_uri}{_MARK}{said}{_MARK}"
    if isinstance(item, SectionView):
        return f"{_MARK}{_group(item.place)}{_MARK}{said}{_MARK}" if item.place else said * item.active
    return ""


def _group(place: Branch) -> str:
    """A group of the navigation among the paths of pages."""
    return "\1" + ".".join(map(str, place))


class _Part(Struct, frozen=True):
    """A part of a frame in one folder: its HTML, and what is said there of a page or group while it is open."""

    html: str
    said: Mapping[str, tuple[tuple[int, str], ...]]

    @classmethod
    def of_template(cls, made: str, link: Callable[[str], str]) -> _Part:
        """What the template made, each address as a ``link`` of its page, with its notes taken out."""
        pieces = _ADDRESS.sub(lambda found: link(found[1]), made).split(_MARK)
        said: dict[str, tuple[tuple[int, str], ...]] = {}
        at = 0
        for html, path, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
            at += len(html)
            said[path] = (*said.get(path, ()), (at, text))
        return cls("".join(pieces[::3]), said)

    def at(self, path: str, groups: Branch) -> str:
        """The HTML while the page of ``path`` is open, in the innermost of the ``groups`` around it."""
        html = self.html
        open_now = (path, *(_group(groups[: level + 1]) for level in range(len(groups))))
        notes = (note for name in open_now for note in self.said.get(name, ()))
        for at, text in sorted(notes, reverse=True):
            html = html[:at] + text + html[at:]
        return html


class Frames:
    """Frames by the branch of the navigation that they show, and by folder."""

    def __init__(self, template: jinja2.Template, navigation: NavigationView, contexts: Contexts) -> None:
        self._template, self._navigation, self._contexts = template, navigation, contexts
        self._made: dict[Branch, Mapping[str, str]] = {}
        self._parts: dict[tuple[Branch, str], Mapping[str, _Part]] = {}
        self._asked: list[bool] = []
        self._seen: dict[tuple[Branch, str], AddressesAndIds] = {}

    def of(self, page: PageView) -> Mapping[str, str]:
        """The parts of the frame of ``page`` by name; none when a template wants to know the page itself."""
        groups = self._navigation.branch(page)[1]
        return {name: part.at(page.src_uri, groups) for name, part in self._parts_of(page).items()}

    def at(self, base_url: str) -> Mapping[str, str]:
        """The parts around what is no page, with links from ``base_url``; none when a template asks for a page."""
        made = self._frame(self._navigation.branch_of(()))
        if self._asked:
            return {}
        parts = {name: _Part.of_template(text, partial(join, base_url)) for name, text in made.items()}
        return {name: part.html for name, part in parts.items()}

    def seen(self, page: PageView) -> AddressesAndIds:
        """What a look at the frame of ``page`` finds, the same on all pages that have it."""
        key = self._key(page)
        if key not in self._seen:
            self._seen[key] = seen_in("".join(part.html for part in self._parts_of(page).values()).encode())
        return self._seen[key]

    def _key(self, page: PageView) -> tuple[Branch, str]:
        return self._navigation.branch(page)[0], _beside(page.url)

    def _parts_of(self, page: PageView) -> Mapping[str, _Part]:
        key = self._key(page)
        if key not in self._parts:
            made = self._frame(key[0])
            link = partial(_link, beside=key[1])
            self._parts[key] = {name: _Part.of_template(text, link) for name, text in made.items()}
        return self._parts[key]

    def _frame(self, branch: Branch) -> Mapping[str, str]:
        if branch not in self._made:
            self._made[branch] = self._rendered(branch)
        return self._made[branch]

    def _rendered(self, branch: Branch) -> Mapping[str, str]:
        shown = self._navigation.opened(branch)
        if not self._navigation.is_large:
            shown = replace(shown, items=tuple(_undecided(shown.items)))
        one_page = partial(self._contexts, nav=shown, page=_AnyPage(self._asked), frame_mark=_marked)
        try:
            made = self._template.make_module(one_page(None, base_url=Unshared(), address=ADDRESS_MARK))
        except NotShared:
            return {}
        return {name: str(getattr(made, name)) for name in FRAME_PARTS}


def _link(address: str, beside: str) -> str:
    return relative(address, beside)


def _undecided(items: tuple[ItemView, ...], above: Branch = ()) -> Iterator[ItemView]:
    """Items of which each group may be an open one."""
    unknown: Any = Unshared()
    for number, item in enumerate(items):
        if isinstance(item, SectionView):
            place = (*above, number)
            yield replace(item, active=unknown, place=place, children=tuple(_undecided(item.children, place)))
        else:
            yield item


def _beside(url: str) -> str:
    """The address of any page beside the one at ``url``: from there, links to all others are the same."""
    return (
        f"{dirname(url[:-1])}/{_MARK}/".lstrip("/") if url.endswith("/") else f"{dirname(url)}/{_MARK}.html".lstrip("/")
    )
