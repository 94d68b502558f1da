"""Finds a place in the navigation for every page that a local adds."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from posixpath import dirname

from generators.model import NavigationItem, Page, SiteChoices
from generators.model.problems import Problems, did_you_mean, nearest_file
from generators.model.replacing import replace

Items = tuple[NavigationItem, ...]


def placed(written: Items | None, base: Container[str], pages: Mapping[str, Page], problems: Problems) -> Items | None:
    """The navigation of ``mkdocs.yml`` with each new page behind the page that its ``after:`` names.

    A new page without ``after:`` goes to the end of its folder's group; one with a ``nav_group:`` of its own stands
    behind the group of the page before it. A page in the place of the base's has the title that it gives itself, if
    any. None stays None: then the folder rules.
    """
    if written is None:
        return None
    own = {path: page.front.nav_title or page.front.title for path, page in pages.items() if page.over}
    items = tuple(_titled(written, own))
    last_behind: dict[str, str] = {}
    for page in _in_order(pages, base):
        after = page.front.after
        if after and after not in pages:
            hint = _meant(after, pages) or "give a page's path below content/"
            problems.error(
                "navigation-missing-page",
                page.front.places["after"],
                f"'after' names a page that is not there: '{after}'",
                hint,
            )
            continue
        new = NavigationItem(page.front.nav_title or page.front.title, path=page.path)
        if after:
            added = _inserted(items, last_behind.get(after, after), new, apart=bool(page.front.nav_group))
            last_behind[after] = page.path
            if added is None:
                message = f"'after' names a page that is in no menu: '{after}'"
                problems.warn("navigation-page-in-no-menu", page.front.places["after"], message, "this page comes last")
        else:
            added = _appended(items, dirname(page.path), new)
        items = added if added is not None else (*items, new)
    return grouped(items, {path: page.front.nav_group for path, page in pages.items() if page.front.nav_group})


def grouped(items: Items, groups: Mapping[str, str], title: str = "") -> Items:
    """``items`` with the pages that name a group (by path) in ``groups`` together under its title.

    A group stands where its first page stood, or is the one of this title beside it; ``title`` is that of the group
    that holds the items, whose pages need not be moved.
    """
    moved: dict[str, Items] = {}
    kept: list[NavigationItem] = []
    there = {item.title for item in items if item.children}
    for item in items:
        group = groups.get(item.path, "") if item.path else ""
        if not group or group == title:
            kept.append(replace(item, children=grouped(item.children, groups, item.title)))
            continue
        if group not in there | moved.keys():
            kept.append(NavigationItem(group))
        moved[group] = (*moved.get(group, ()), item)
    return tuple(
        item if item.path or item.url else replace(item, children=(*item.children, *moved.pop(item.title, ())))
        for item in kept
    )


def _titled(items: Items, own: Mapping[str, str]) -> Iterator[NavigationItem]:
    for item in items:
        yield replace(item, title=own.get(item.path) or item.title, children=tuple(_titled(item.children, own)))


def _meant(written: str, pages: Iterable[str]) -> str:
    """A hint with the page that is called so, where the folder or the ending is wrong, or one with a name like it."""
    known = tuple(pages)
    path = written.strip("/").removesuffix(".html").removesuffix(".md") + ".md"
    return nearest_file(path, known) or did_you_mean(path, known)


def arranged(items: Items | None, site: SiteChoices, pages: Collection[str], problems: Problems) -> Items | None:
    """The navigation without the pages that ``site`` hides, those that it puts in order first in their groups."""
    for key, lines in (("hide", site.hide), ("order", site.order)):
        for line in lines:
            if line.text not in pages:
                hint = _meant(line.text, pages) or "give a page's path below content/, as in handbook/kinds.md"
                problems.error(
                    "navigation-missing-page",
                    line.place,
                    f"'site.{key}' names a page that is not there: '{line.text}'",
                    hint,
                )
    if items is None:
        return None
    hidden = frozenset(line.text for line in site.hide)
    ranks = {line.text: rank for rank, line in enumerate(site.order)}
    return tuple(_arranged(items, hidden, ranks))


def _arranged(items: Items, hidden: Container[str], ranks: Mapping[str, int]) -> Iterator[NavigationItem]:
    for item in sorted(items, key=lambda item: ranks.get(item.path, len(ranks))):
        if item.children:
            children = tuple(_arranged(item.children, hidden, ranks))
            if children:
                yield replace(item, children=children)
        elif item.path not in hidden:
            yield item


def reading_order(items: Items | None, pages: Mapping[str, Page]) -> tuple[Page, ...]:
    """The pages as a reader meets them: in the order of the navigation, then those outside of it by path."""
    ranks = {path: rank for rank, path in enumerate(_paths(items or ()))}
    return tuple(sorted(pages.values(), key=lambda page: (ranks.get(page.path, len(ranks)), page.path)))


def _paths(items: Items) -> Iterator[str]:
    for item in items:
        yield item.path
        yield from _paths(item.children)


def _in_order(pages: Mapping[str, Page], base: Container[str]) -> list[Page]:
    """The added pages, each behind those that its ``after`` names."""
    waiting = [page for path, page in pages.items() if path not in base]
    ordered: list[Page] = []
    while waiting:
        names = {page.path for page in waiting}
        ready = [page for page in waiting if page.front.after not in names] or waiting[:1]
        ordered.extend(ready)
        waiting = [page for page in waiting if page not in ready]
    return ordered


def _inserted(items: Items, after: str, new: NavigationItem, *, apart: bool, top: bool = True) -> Items | None:
    """``items`` with ``new`` behind the page ``after``; ``apart`` if it stands behind that one's group, if it has any.

    The groups of the ``top`` are the site's sections, and no page stands behind them.
    """
    for index, item in enumerate(items):
        inside = _inserted(item.children, after, new, apart=apart, top=False)
        if item.path == after or (inside is not None and apart and not top):
            return (*items[: index + 1], new, *items[index + 1 :])
        if inside is not None:
            return (*items[:index], replace(item, children=inside), *items[index + 1 :])
    return None


def _appended(items: Items, folder: str, new: NavigationItem) -> Items | None:
    """``items`` with ``new`` at the end of the innermost group that has all pages of ``folder`` in its section."""
    for index, item in enumerate(items):
        if folder and any(dirname(path) == folder for path in _paths(item.children)):
            return (*items[:index], replace(item, children=_last_in(item.children, folder, new)), *items[index + 1 :])
    return None


def _last_in(items: Items, folder: str, new: NavigationItem) -> Items:
    holding = [index for index, item in enumerate(items) if any(dirname(path) == folder for path in _paths((item,)))]
    (index, *others) = holding
    if others or items[index].path:
        return (*items, new)
    item = items[index]
    return (*items[:index], replace(item, children=_last_in(item.children, folder, new)), *items[index + 1 :])
