"""What is wrong with the links and pictures of pages, written in Markdown or HTML, and with the links of decks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from functools import partial
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml.html import HtmlElement

from generators.checking.built_links import ADDRESSES, BuiltLinks, DeadLink, ServedFiles, addresses
from generators.checking.link_hints import Hints, seen_from
from generators.checking.page_scan import scan
from generators.checking.targets import Destination, Targets
from generators.checking.unsafe_html import report_address
from generators.decks.slideshow.links import leads_into_kit
from generators.forms.form import lines_of_prose
from generators.markdown.dialect import html_with_lines
from generators.markdown.origin import Origin, is_raw
from generators.markdown.texts import texts_of
from generators.markdown.tree import body_of
from generators.model import Deck, Kit, Page, Place
from generators.model.built_site import BuiltSite, Weight
from generators.model.codes import Code
from generators.model.problems import Problem, Problems, did_you_mean, nearest_file
from generators.packs.clean import TAGS, cleaned
from generators.reading.front_matter import index_term
from generators.reading.links import Link, is_in_kit
from generators.reading.source import BASE

BUILT_LINK_CODES: frozenset[Code] = frozenset(
    {"link-missing-file", "link-missing-heading", "link-missing-page", "picture-missing"}
)
"""What links that lead nowhere are told by, weighed by the handbook's own settings."""

_NO_PICTURES = frozenset({"a", "area", "embed", "iframe", "object"})


def check_page_links(page: Page, targets: Targets, problems: Problems) -> None:
    """Adds what is wrong with the links and pictures of ``page``, in the words of Markdown and of HTML alike.

    What its HTML asks for counts; a page is spared a conversion of its own for that if all is right that MkDocs made of
    it, or in the kit's own dialect, all that is written.
    """
    if not _may_be_wrong(page, targets):
        return
    for link in links_in_html(page, targets):
        if link.is_picture and not link.text.strip():
            _report_wordless(link, problems)
        _check_target(page.path, link, targets, problems)


def _may_be_wrong(page: Page, targets: Targets) -> bool:
    built = targets.site.pages.get(page.path) if targets.site else None
    if built and targets.kit.local.slug == BASE:  # with a pack, what is wrong with the base's lines has been taken out
        return _shows_wrong(built.html, page, targets)
    if not targets.dialect.is_own:
        return True
    there = None if targets.site else targets.asked(page)
    if there is not None and all(targets.has(path, anchor) for path, anchor in there):
        return False
    if scan(page.lines).has_addresses:
        return True
    found = Problems()
    for link in scan(page.lines).links:
        _check_target(page.path, link, targets, found)
        if found.found or (link.is_picture and not link.text.strip()):
            return True
    return False


def _shows_wrong(html: str, page: Page, targets: Targets) -> bool:
    """Whether anything in what MkDocs made of ``page`` needs a look at its lines; no line stands in it."""
    found = Problems()
    for element in body_of(html).iter(*ADDRESSES):
        if element.tag == "img" and not _words_of(element).strip():
            return True
        for name in ADDRESSES[str(element.tag)]:
            for address in addresses(element.get(name) or "", name):
                link = Link(address, "-", element.tag not in _NO_PICTURES, "", page.place)
                _check_target(page.path, link, targets, found)
    return bool(found.found)


def links_in_html(page: Page, targets: Targets) -> Iterator[Link]:
    """Everything with an address, at its line; that of a reference stands where its name is explained."""
    html = html_with_lines(lines_of_prose(page), targets.dialect)
    seen: set[str] = set()
    for link in _links_of_lines(page, html, targets):
        seen.add(link.target)
        yield link
    if any(line.place in targets.own_places for line in page.lines):
        yield from _links_laid_bare(page, html, seen)


def _links_laid_bare(page: Page, html: str, seen: Container[str]) -> Iterator[Link]:
    """What only shows when a pack's page is cleaned, as a tag within an attribute; nothing tells its line."""
    for element in body_of(cleaned(html)).iter(*ADDRESSES):
        for name in ADDRESSES[str(element.tag)]:
            for address in addresses(element.get(name) or "", name):
                if address not in seen:
                    yield Link(address, "-", element.tag not in _NO_PICTURES, "", page.place, is_raw=True)


def _links_of_lines(page: Page, html: str, targets: Targets) -> Iterator[Link]:
    body = body_of(html)
    origin = Origin(dirname(page.path), tuple(line.place for line in page.lines))
    explained = _explained(scan(page.lines).links)
    for element in body.iter(*ADDRESSES):
        is_html, is_picture = is_raw(element), element.tag not in _NO_PICTURES
        place = origin.attribute_place(element)
        if element.tag not in TAGS and place in targets.own_places:
            continue  # it is taken out
        for name in ADDRESSES[str(element.tag)]:
            for address in addresses(element.get(name) or "", name) if name in element.attrib else ():
                at = place if is_html else explained.get(_plain(address), place)
                said = _words_of(element) if element.tag == "img" and name == "src" else "-"
                yield Link(address, said, is_picture, "", at, is_html)


def _explained(written: tuple[Link, ...]) -> Mapping[str, Place]:
    """The places of the addresses that stand behind the name of a reference, and nowhere else."""
    places: dict[str, list[Link]] = defaultdict(list)
    for link in written:
        places[_plain(link.target)].append(link)
    return {
        address: links[0].place
        for address, links in places.items()
        if all(not (link.text or link.is_picture) for link in links)
    }


def _plain(address: str) -> str:
    return unquote(address).strip()


def _words_of(element: HtmlElement) -> str:
    """What is said of a picture to those who do not see it; a sign where nothing has to be said."""
    classes = (element.get("class") or "").split()
    hidden = element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"
    if "decorative" in classes or hidden or (is_raw(element) and element.get("alt") is not None):
        return "-"
    return element.get("alt") or ""


def check_built_links(site: BuiltSite, targets: Targets, problems: Problems) -> None:
    """Adds each link of the pages that MkDocs has built which a browser would follow in vain, where it is written.

    What hooks and plugins made of a page has no line of its author's, and is told at its top.
    """
    pages = {page.file: page for page in site.pages.values()}
    texts = {file: page.html.encode() for file, page in pages.items()}
    files = ServedFiles(site.folder)
    found = BuiltLinks(texts, files, lambda file: texts.get(file, b"") + (site.folder / file).read_bytes())
    from_top = found.dead_from_top(site.top) if targets.rules.absolute else ()
    left: dict[str, list[Link]] = {}
    for dead in (*found.dead(), *from_top):
        path = pages[dead.file].path
        page = targets.pages.get(path)
        if page and path not in left:
            left[path] = list(links_in_html(page, targets))
        kept = _unpublished(dead, path, site, targets, files)
        written = _taken(dead, left.get(path, []), path, targets, kept)
        place = written.place if written else page.place if page else Place(targets.kit.site.file.name, 1)
        if kept:
            said = f"'{kept}' is not published, so that a link to it leads nowhere"
            _add(targets, problems, targets.rules.not_found, Problem("link-missing-page", place, said))
        elif dead.address.startswith("/"):
            said = f"the link '{dead.address}' begins at the top of the host, and the site has nothing there"
            _add(targets, problems, targets.rules.absolute, Problem("link-missing-page", place, said))
        elif page and written and dead.lacks_anchor:
            _report_no_heading(written, targets.destination(path, written), targets, problems)
        elif page and written:
            _report_missing(path, written, targets.destination(path, written), targets, problems)
        else:
            _report_made(dead, path, place, targets, problems)


def _unpublished(dead: DeadLink, path: str, site: BuiltSite, targets: Targets, files: Container[str]) -> str:
    """The page or file that a link leads to and that the author keeps back; MkDocs has changed the address."""
    if dead.lacks_anchor:
        return ""
    there = dead.there.path.rstrip("/").removesuffix("/index.html").removesuffix(".html")
    ways = (normpath(join(dirname(path), _plain(dead.address))), f"{there}.md", f"{there}/index.md", there)
    docs = targets.kit.site.docs_dir
    found = (way for way in ways if not way.startswith(("../", "/")) and (docs / way).is_file())
    return next((way for way in found if way not in site.pages and way not in files), "")


def _taken(dead: DeadLink, links: list[Link], path: str, targets: Targets, kept: str) -> Link | None:
    """Takes out of ``links``, of the page of ``path``, that became ``dead``, or leads to what is ``kept`` back."""
    found = next((link for link in links if _is_it(dead, link, path, targets, kept)), None)
    if found:
        links.remove(found)
    return found


def _is_it(dead: DeadLink, link: Link, path: str, targets: Targets, kept: str) -> bool:
    if _plain(link.target) == _plain(dead.address):
        return True
    if kept and normpath(join(dirname(path), _plain(link.target).partition("#")[0])) == kept:
        return True
    there = targets.destination(path, link) if dead.lacks_anchor else None
    is_page = there is not None and there.found in targets.pages and there.anchor == dead.there.anchor
    return there is not None and is_page and targets.leads_to(there.found, dead.there.path)


def _report_made(dead: DeadLink, path: str, place: Place, targets: Targets, problems: Problems) -> None:
    """``path`` is that of the page, of which the author wrote only what the link was made from."""
    code: Code = "link-missing-heading" if dead.lacks_anchor else "link-missing-file"
    shown = f"{dead.there.path}#{dead.there.anchor}" if dead.lacks_anchor else dead.there.path
    said = f"the page '{path}' has a link '{dead.address}', and the site has no '{shown}'"
    weight = targets.rules.anchors if dead.lacks_anchor else targets.rules.not_found
    hint = "look at what a plugin or a hook makes of this page, or of the one that it leads to"
    _add(targets, problems, weight, Problem(code, place, said, (hint,)))


def check_deck_links(deck: Deck, targets: Targets, problems: Problems) -> None:
    """Adds each link of an outline that leads nowhere; what a page says, that page's check has looked at."""
    said: set[tuple[Place, str]] = set()
    for slide in deck.slides:
        for span in (span for nodes in (slide.body, slide.notes) for text in texts_of(nodes) for span in text):
            known = (span.place, span.href) in said or targets.is_on_page(span.place)
            if (leads_into_kit(span) or not is_in_kit(span.href)) and not known:
                said.add((span.place, span.href))
                link = Link(span.href, span.text, is_picture=False, attributes="", place=span.place)
                _check_target("", link, targets, problems)


def check_index_terms(page: Page, targets: Targets, problems: Problems) -> None:
    """Adds each term of the index that leads to a heading of ``page`` which is not there."""
    place = page.front.places.get("index_terms", page.place)
    for words, anchor in map(index_term, page.front.index_terms):
        if anchor:
            link = Link(f"#{anchor}", words, is_picture=False, attributes="", place=place)
            _check_target(page.path, link, targets, problems)


def check_event_links(kit: Kit, targets: Targets, problems: Problems) -> None:
    """Adds each link of the dates on the home page that leads nowhere; their paths begin where those of pages do."""
    for event in kit.local.events:
        link = Link(event.link, event.title, is_picture=False, attributes="", place=event.place)
        _check_target("", link, targets, problems)


def _report_wordless(link: Link, problems: Problems) -> None:
    in_markdown = "write it between the brackets, or mark decoration with {.decorative} behind the picture"
    in_html = 'write alt="…" into the tag, with nothing between the quotation marks for mere decoration'
    problems.warn(
        "picture-without-words",
        link.place,
        f"the picture '{link.target}' has no text for people who cannot see it",
        in_html if link.is_raw else in_markdown,
    )


def _check_target(base: str, link: Link, targets: Targets, problems: Problems) -> None:
    """``base`` is the path of the page that holds the link; an outline has none, and stands beside the pages."""
    target, place = link.target, link.place
    if link.is_picture or not is_in_kit(target):
        is_own = place in targets.own_places
        others = not (is_own or targets.kit.site.own_theme)
        hints = Hints(base, targets.pages, targets.kit.assets, seen_from(base))
        near = hints.for_picture_elsewhere(target) if link.is_picture and is_own else ""
        report_address(link, problems, is_own=is_own, is_others=others, near=near)
    if not target or not is_in_kit(target) or (base and targets.site):
        return
    if target.startswith("/"):
        _check_from_top(base, link, targets, problems)
        return
    there = targets.destination(base, link)
    if not there.found:
        _report_missing(base, link, there, targets, problems)
    elif there.anchor and there.found in targets.pages and not targets.has_anchor(there.found, there.anchor):
        _report_no_heading(link, there, targets, problems)


def _check_from_top(base: str, link: Link, targets: Targets, problems: Problems) -> None:
    """A site may stand in any folder, so that an address from its top leads elsewhere; a pack has no other site."""
    path = unquote(link.target.partition("#")[0].partition("?")[0]).lstrip("/")
    if path.endswith(".md") and link.place in targets.own_places:
        found = path in targets.pages
        shown = seen_from(base)
        hint = f"write '{shown(path)}'" if found else nearest_file(path, targets.pages, shown)
        problems.error("link-missing-page", link.place, f"link to a missing page '{link.target}'", hint)


def _report_missing(base: str, link: Link, there: Destination, targets: Targets, problems: Problems) -> None:
    is_changed = not link.is_raw or targets.follows_html
    shown = seen_from(base) if is_changed else partial(targets.address, base=base)
    hints = Hints(base, targets.pages, targets.kit.assets, shown)
    full = there.fulls[0]
    if full.endswith(".md"):
        hint = hints.for_page(full, link.target) or _where_links_begin(base)
        _add(
            targets,
            problems,
            targets.rules.not_found,
            Problem("link-missing-page", link.place, f"link to a missing page '{link.target}'", (hint,)),
        )
        return
    code: Code = "picture-missing" if link.is_picture else "link-missing-file"
    named = link.target if full.startswith("../") or "\\" in link.target else full
    hint = hints.for_file(there.fulls, link.target, is_picture=link.is_picture)
    weight = targets.rules.not_found if "." in full.rpartition("/")[2] else targets.rules.unrecognized
    hint = hint or "put it into the folder, or correct the link"
    _add(targets, problems, weight, Problem(code, link.place, f"there is no file '{named}'", (hint,)))


def _where_links_begin(base: str) -> str:
    from_top = "links of an outline begin at the folder of the pages, as in 'handbook/kinds.md'"
    return "links are written relative to this page" if base else from_top


def _add(targets: Targets, problems: Problems, weight: Weight, problem: Problem) -> None:
    """``problem`` as the settings take it; nothing if they do not want to hear of it. A pack is written for the kit."""
    if problem.place in targets.own_places:
        weight = "error"
    if weight:
        report = problems.error if weight == "error" else problems.warn
        report(problem.code, problem.place, problem.message, *problem.hints)


def _report_no_heading(link: Link, there: Destination, targets: Targets, problems: Problems) -> None:
    page, anchor = targets.pages[there.found], link.target.partition("#")[2]
    near = did_you_mean(re.sub(r"[\W_]+", "-", unquote(anchor)).lower(), targets.anchors(page.path))
    if page.over and link.place.file != page.place.file:
        _report_lost_heading(page, page.over, anchor, near, link.place, problems)
        return
    message = f"'{page.path}' has no heading or passage '#{anchor}'"
    hint = near or "correct or drop the '#' part"
    _add(targets, problems, targets.rules.anchors, Problem("link-missing-heading", link.place, message, (hint,)))


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
