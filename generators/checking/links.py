"""What is wrong with the links and pictures of pages, written in Markdown or HTML, and with the links of decks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from lxml.html import HtmlElement

from generators.checking.targets import Targets
from generators.checking.unsafe_html import report_address
from generators.decks.slideshow.links import leads_into_kit
from generators.forms.form import lines_of_prose
from generators.markdown.dialect import html_with_lines
from generators.markdown.origin import Origin
from generators.markdown.texts import texts_of
from generators.markdown.tree import body_of
from generators.model import Deck, Page, Place
from generators.model.codes import Code
from generators.model.problems import Problems, did_you_mean, nearest_file
from generators.reading.links import Link, is_in_kit, links_of
from generators.reading.pack_files import PICTURES
from generators.reading.verbatim import outside_code

_TAG = re.compile(r"<(?:a|area|img|source|video|audio|track)\b", re.IGNORECASE)
_ADDRESSES = {
    **dict.fromkeys(("a", "area"), ("href",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    "video": ("src", "poster"),
    **dict.fromkeys(("audio", "track"), ("src",)),
}
"""Attributes with addresses of elements that a page may have (HTML standard, "Attributes")."""


def check_page_links(page: Page, targets: Targets, problems: Problems) -> None:
    """Adds what is wrong with the links and pictures of ``page``, in the words of Markdown and of HTML alike."""
    links, html = tuple(links_of(page.lines)), _Html(page, targets)
    for link in links:
        found = Problems()
        if link.is_picture:
            _check_words(link, found)
        _check_target(page.path, link, targets, found)
        if found.found and html.shows(link):
            problems.extend(found.found)
    if any(_TAG.search(line.text) for _, line in outside_code(page.lines)):
        told = {unquote(link.target) for link in links}
        for written in html.links():
            _check_written(page, written, targets, told, problems)


def _check_written(page: Page, link: Link, targets: Targets, told: set[str], problems: Problems) -> None:
    """A link in HTML, which a browser follows from the page's address, and the site from its file."""
    if link.is_picture and link.text == _WORDLESS:
        _check_words(replace(link, text=""), problems)
    address, _, anchor = link.target.partition("#")
    path = unquote(address.partition("?")[0])
    if not link.target or unquote(link.target) in told or not is_in_kit(link.target):
        return
    found = targets.page_at(path, page.path) if path and not path.endswith(".md") else None
    if found and (not anchor or targets.has_anchor(found.path, unquote(anchor))):
        return
    if path and not path.endswith(".md") and targets.kit.site.only_mkdocs:
        return  # MkDocs' plugins and hooks may make it
    _check_target(page.path, link, targets, problems)


@dataclass(frozen=True)
class _Html:
    """The HTML of one page, which is looked at when something may be wrong."""

    page: Page
    targets: Targets

    @cached_property
    def _body(self) -> HtmlElement:
        return body_of(html_with_lines(lines_of_prose(self.page), self.targets.dialect))

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(_plain(element.get(name) or "") for element, name in _with_addresses(self._body))

    def shows(self, link: Link) -> bool:
        """Whether Markdown makes a link of it, and no code; an address for others to use stands in no place."""
        is_definition = not (link.text or link.is_picture)
        return is_definition or _plain(link.target) in self._addresses

    def links(self) -> Iterator[Link]:
        """Everything with an address; a picture that says nothing of words has ``_WORDLESS`` as its text."""
        origin = Origin(dirname(self.page.path), tuple(line.place for line in self.page.lines))
        for element, name in _with_addresses(self._body):
            is_picture = element.tag not in ("a", "area")
            text = _WORDLESS if element.tag == "img" and name == "src" and _lacks_words(element) else ""
            for address in _listed(element.get(name) or "", name):
                yield Link(address, text, is_picture, "", origin.attribute_place(element))


_WORDLESS = "\0"


def _lacks_words(element: HtmlElement) -> bool:
    decorative = "decorative" in (element.get("class") or "").split() or element.get("role") in ("presentation", "none")
    return element.get("alt") is None and not decorative and element.get("aria-hidden") != "true"


def _with_addresses(body: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in body.iter(*_ADDRESSES):
        for name in _ADDRESSES[str(element.tag)]:
            if name in element.attrib:
                yield element, name


def _listed(value: str, name: str) -> tuple[str, ...]:
    """The addresses in an attribute; ``srcset`` has several, each with a size behind it."""
    if name != "srcset":
        return (value.strip(),)
    return tuple(part.split()[0] for part in value.split(",") if part.strip())


def _plain(address: str) -> str:
    return unquote(address).strip()


def check_deck_links(deck: Deck, targets: Targets, problems: Problems) -> None:
    """Adds each link of an outline that leads nowhere; what a page says, that page's check has looked at."""
    said: set[tuple[Place, str]] = set()
    for slide in deck.slides:
        for span in (span for nodes in (slide.body, slide.notes) for text in texts_of(nodes) for span in text):
            known = (span.place, span.href) in said or span.place in targets.page_places
            if (leads_into_kit(span) or not is_in_kit(span.href)) and not known:
                said.add((span.place, span.href))
                link = Link(span.href, span.text, is_picture=False, attributes="", place=span.place)
                _check_target("", link, targets, problems)


def _check_words(link: Link, problems: Problems) -> None:
    if not link.text.strip() and ".decorative" not in link.attributes:
        hint = "write it between the brackets, or mark decoration with {.decorative} behind the picture"
        problems.warn(
            "picture-without-words",
            link.place,
            f"the picture '{link.target}' has no text for people who cannot see it",
            hint,
        )


def _check_target(base: str, link: Link, targets: Targets, problems: Problems) -> None:
    """``base`` is the path of the page that holds the link; an outline has none, and stands beside the pages."""
    target, place = link.target, link.place
    if link.is_picture or not is_in_kit(target):
        is_own = place in targets.own_places
        report_address(target, place, problems, is_picture=link.is_picture, is_own=is_own)
    if not target or not is_in_kit(target):
        return
    if target.startswith("/"):
        _check_from_top(base, link, targets, problems)
        return
    address, _, anchor = target.partition("#")
    path = unquote(address.partition("?")[0]) if base else address
    full = normpath(join(dirname(base), path)) if path else base
    if full.endswith(".md"):
        _check_page(base, link, full, anchor, targets, problems)
    elif path and not targets.has_file(full):
        code: Code = "picture-missing" if link.is_picture else "link-missing-file"
        shown = target if full.startswith("../") or "\\" in target else full
        problems.error(code, place, f"there is no file '{shown}'", _file_hint(base, full, link, targets))


def _check_from_top(base: str, link: Link, targets: Targets, problems: Problems) -> None:
    """A site may stand in any folder, so that an address from its top leads elsewhere; a pack has no other site."""
    path = unquote(link.target.partition("#")[0].partition("?")[0]).lstrip("/")
    if path.endswith(".md") and link.place in targets.own_places:
        found = path in targets.pages
        hint = f"write '{_seen_from(base)(path)}'" if found else nearest_file(path, targets.pages, _seen_from(base))
        problems.error("link-missing-page", link.place, f"link to a missing page '{link.target}'", hint)


_HOST = re.compile(
    r"(?:www\.[\w-]+|[a-z0-9][\w-]*(?:\.[\w-]+)*)\.(?!md\b|html?\b|pdf\b|docx?\b)[a-z]{2,}(?:[/?].*)?", re.IGNORECASE
)
_MAIL = re.compile(r"[^\s@/]+@[^\s@/]+\.[a-z]{2,}", re.IGNORECASE)
_MISTYPED = re.compile(r"https?[;.]?/{1,2}(?P<host>.+)|mail ?to ?[;:]? ?(?P<mail>[^\s@]+@.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d\s().-]{6,20}")


def _address_hint(target: str) -> str:
    """What a link lacks that leads to a website, a mailbox, or a telephone."""
    if _MAIL.fullmatch(target):
        return f"write 'mailto:{target}'"
    if _NUMBER.fullmatch(target):
        return f"write 'tel:{re.sub(r'[^0-9+-]', '', target)}'"
    if found := _MISTYPED.fullmatch(target):
        return f"write 'https://{found['host']}'" if found["host"] else f"write 'mailto:{found['mail']}'"
    return f"write 'https://{target}'" if _HOST.fullmatch(target) else ""


def _file_hint(base: str, full: str, link: Link, targets: Targets) -> str:
    page = f"{full.removesuffix('.html')}.md"
    if full.endswith(".html") and page in targets.pages:
        return f"link to the page's text: '{link.target.replace('.html', '.md', 1)}'"
    if f"{full}.md" in targets.pages and not link.is_picture:
        return f"write '{link.target.replace(PurePosixPath(full).name, f'{PurePosixPath(full).name}.md', 1)}'"
    near = nearest_file(full, _of_one_kind(full, targets.kit.assets), _seen_from(base))
    return (
        near or ("" if link.is_picture else _address_hint(link.target)) or "put it into the folder, or correct the link"
    )


def _of_one_kind(path: str, known: Iterable[str]) -> Iterator[str]:
    """Those of ``known`` that may stand for ``path``: pictures for a picture, else files with its ending."""
    suffix = PurePosixPath(path).suffix.lower()
    kind = PICTURES if suffix in PICTURES else {suffix}
    return (other for other in known if PurePosixPath(other).suffix.lower() in kind)


def _seen_from(base: str) -> Callable[[str], str]:
    """How a link in the page of path ``base``, or in an outline, names a path."""
    return lambda path: relpath(path, dirname(base) or ".")


def _check_page(base: str, link: Link, full: str, anchor: str, targets: Targets, problems: Problems) -> None:
    if full not in targets.pages:
        from_here = "links are written relative to this page"
        from_top = "links of an outline begin at the folder of the pages, as in 'handbook/kinds.md'"
        hint = nearest_file(full, targets.pages, _seen_from(base)) or (from_here if base else from_top)
        problems.error("link-missing-page", link.place, f"link to a missing page '{link.target}'", hint)
    elif anchor and not targets.has_anchor(full, unquote(anchor)):
        near = did_you_mean(anchor, targets.anchors(full))
        page = targets.pages[full]
        if page.over and link.place.file != page.place.file:
            _report_lost_heading(page, page.over, anchor, near, link.place, problems)
            return
        problems.error(
            "link-missing-heading",
            link.place,
            f"'{full}' has no heading or passage '#{anchor}'",
            near or "correct or drop the '#' part",
        )


def _report_lost_heading(page: Page, over: Place, anchor: str, near: str, place: Place, problems: Problems) -> None:
    """A heading that another page leads to went with the base's page: mended in the page that took its place.

    Readers come to the top of that page, so it is no reason to build nothing.
    """
    problems.warn(
        "page-lacks-passage",
        page.place,
        f"a link ({place.file}, line {place.line}) leads to '#{anchor}' in {over.file}, which this page replaces: "
        "it now leads to the top of this page",
        near,
        f"write {{#{anchor}}} behind the heading that it should lead to",
    )
