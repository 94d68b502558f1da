"""The page that a preview shows where it has none of the site: never an empty one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from generators.markup.element import Markup, element

STYLES = "placeholder.css"


def placeholder(problems: Iterable[Mapping[str, str]], styles: str, *, is_built: bool, has_site: bool) -> str:
    """A whole page that says why there is nothing else, with its own list of ``problems`` where no site can show one.

    ``styles`` is the address of its styles. Before the first build has ended, nothing ``is_built``.
    """
    title, *said = _said([*problems], is_built=is_built, has_site=has_site)
    head = element(
        "head",
        {},
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width"}),
        element("title", {}, f"Preview: {title}"),
        element("link", {"rel": "stylesheet", "href": styles}),
    )
    body = element("body", {}, element("main", {}, element("h1", {}, title), *said))
    return f"<!doctype html>\n{element('html', {'lang': 'en'}, head, body)}\n"


def look_of(page: str) -> str:
    """A digest of the page, so that an open one is loaded again when it says something else."""
    return hashlib.sha256(page.encode()).hexdigest()


def _said(problems: list[Mapping[str, str]], *, is_built: bool, has_site: bool) -> list[str]:
    """The title, and what stands below it."""
    if has_site:
        home = element("a", {"href": "/"}, "The first page of the site")
        return ["There is no page at this address", element("p", {}, home, " leads to all others.")]
    if not is_built:
        return ["The site is being built", element("p", {}, "It will be here as soon as it is ready.")]
    errors = sum(problem["severity"] == "error" for problem in problems)
    what = "1 mistake is" if errors == 1 else f"{errors} mistakes are"
    lead = f"{what} in the way. Mend what stands below and save: the site will be here by itself."
    return ["Nothing can be shown yet", element("p", {}, lead), element("ul", {}, *map(_item, problems))]


def _item(problem: Mapping[str, str]) -> Markup:
    severity = "Warning: " if problem["severity"] == "warning" else ""
    parts = [element("code", {}, problem["place"]), element("p", {}, f"{severity}{problem['message']}")]
    if problem["hint"]:
        parts.append(element("p", {"class": "hint"}, f"What to do: {problem['hint']}"))
    return element("li", {"class": problem["severity"]}, *parts)
