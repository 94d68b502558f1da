"""What is wrong with a Kit as a whole: links that lead nowhere, pictures without words, times that do not add up."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import dirname, normpath, relpath
from posixpath import join as joined
from urllib.parse import unquote

from generators.checking.languages import check_languages
from generators.checking.letters import check_letters
from generators.checking.slides import check_pictures, check_template
from generators.checking.unsafe_html import own_places, report_address, report_unsafe
from generators.forms.extension import marked_lines
from generators.forms.form import lines_of_prose
from generators.markdown.dialect import Dialect, html_with_lines, page_html, plain_anchors
from generators.markdown.origin import Origin
from generators.markdown.tree import body_of
from generators.model import Deck, Form, Kit, Page, Place
from generators.model.codes import Code
from generators.model.problems import Problems, did_you_mean, nearest_file
from generators.reading.links import Link, is_in_kit, links_of
from generators.reading.pack_files import PICTURES
from generators.reading.verbatim import outside_code

_LINK_TAG = re.compile(r"<a(?:\s|$)", re.IGNORECASE)
_ID = re.compile(r"\bid=\"([^\"]+)\"")


def check(kit: Kit, problems: Problems) -> None:
    """Adds what an author has to mend before any output of ``kit`` is written, and what is only worth a warning."""
    targets = _Targets(kit)
    for page in kit.pages:
        _check_title(page, problems)
        for link in links_of(page.lines):
            if link.is_picture:
                _check_picture(link, problems)
            _check_target(page, link, targets, problems)
        _check_html_links(page, targets, problems)
        if any(own_places(page, kit)):
            report_unsafe(page, html_with_lines(lines_of_prose(page), targets.dialect), problems)
    check_languages(kit, problems)
    check_letters(kit, problems)
    for form in kit.forms:
        _check_agenda(form, problems)
        _check_readers(form, problems)
    for deck in kit.decks:
        _check_deck(deck, kit, problems)
        check_pictures(deck, kit.assets, problems)
    check_template(kit, problems)
    _check_site(kit, problems)


@dataclass(frozen=True)
class _Targets:
    """What a link can lead to."""

    kit: Kit

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.kit.pages}

    @cached_property
    def dialect(self) -> Dialect:
        return Dialect(self.kit.site.extensions)

    @cached_property
    def own_places(self) -> frozenset[Place]:
        """The lines that the local's pack brought along."""
        return frozenset(place for page in self.kit.pages for place in own_places(page, self.kit))

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _plain_anchors(self) -> dict[str, frozenset[str]]:
        return {}

    def has_anchor(self, path: str, anchor: str) -> bool:
        """Whether a page has an id; it is rendered when the first link asks for one that no plain heading makes."""
        if path not in self._plain_anchors:
            anchors = plain_anchors(self.pages[path].lines, self.dialect)
            self._plain_anchors[path] = frozenset(anchors)
        return anchor in self._plain_anchors[path] or anchor in self.anchors(path)

    def anchors(self, path: str) -> frozenset[str]:
        """The ids in the HTML of a page."""
        if path not in self._anchors:
            self._anchors[path] = frozenset(_ID.findall(self.html(path)))
        return self._anchors[path]

    def html(self, path: str) -> str:
        """The HTML of a page, which its site shows, too: each page is converted once."""
        page = self.pages[path]
        return page_html(marked_lines(page, self.dialect), self.dialect).html


def _check_site(kit: Kit, problems: Problems) -> None:
    """What the kit's own theme lacks when MkDocs has to build the site."""
    for asked in kit.site.only_mkdocs if kit.site.own_theme else ():
        problems.warn(
            "site-built-by-mkdocs",
            asked.place,
            f"{asked.text} is for MkDocs, which then builds the site: without search from a folder, the handbook on "
            "one page, teaching guides on the site, sizes of pictures, and the security policy",
            "take it out to have these",
        )


def _check_title(page: Page, problems: Problems) -> None:
    has_heading = any(re.match(r" {0,3}#{1,6}\s|.*<h1| {0,3}=+\s*$", line.text) for _, line in outside_code(page.lines))
    if not has_heading and not page.front.title:
        problems.warn("page-without-heading", page.place, "the page has no heading", "begin it with '# Title'")


def _check_picture(link: Link, problems: Problems) -> None:
    if not link.text.strip() and ".decorative" not in link.attributes:
        hint = "write it between the brackets, or mark decoration with {.decorative} behind the picture"
        problems.warn(
            "picture-without-words",
            link.place,
            f"the picture '{link.target}' has no text for people who cannot see it",
            hint,
        )


def _check_target(page: Page, link: Link, targets: _Targets, problems: Problems) -> None:
    target, place = link.target, link.place
    if link.is_picture or not is_in_kit(target):
        is_own = place in targets.own_places
        report_address(target, place, problems, is_picture=link.is_picture, is_own=is_own)
    if not target or not is_in_kit(target) or target.startswith("/"):
        return
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    full = normpath(joined(dirname(page.path), path)) if path else page.path
    if full.endswith(".md"):
        _check_page_link(page, link, full, anchor, targets, problems)
    elif path and not _is_known_file(full, targets):
        near = nearest_file(full, _of_one_kind(full, targets.kit.assets), _seen_from(page))
        code: Code = "picture-missing" if link.is_picture else "link-missing-file"
        problems.error(code, place, f"there is no file '{full}'", near or "put it into the folder, or correct the link")


def _check_html_links(page: Page, targets: _Targets, problems: Problems) -> None:
    """Links to pages that an author wrote as HTML; a file that such a link names may be made elsewhere."""
    if not any(_LINK_TAG.search(line.text) for _, line in outside_code(page.lines)):
        return
    origin = Origin(dirname(page.path), tuple(line.place for line in page.lines))
    told = {link.target for link in links_of(page.lines)}
    for element in body_of(html_with_lines(lines_of_prose(page), targets.dialect)).iter("a"):
        address = (element.get("href") or "").strip()
        path = address.partition("#")[0]
        if address and address not in told and is_in_kit(address) and (not path or path.endswith(".md")):
            link = Link(address, "", is_picture=False, attributes="", place=origin.attribute_place(element))
            _check_target(page, link, targets, problems)


def _is_known_file(path: str, targets: _Targets) -> bool:
    folders = {dirname(known) for known in targets.pages}
    return path in targets.kit.assets or path.startswith("downloads/") or path.rstrip("/") in folders


def _of_one_kind(path: str, known: Iterable[str]) -> Iterator[str]:
    """Those of ``known`` that may stand for ``path``: pictures for a picture, else files with its ending."""
    suffix = PurePosixPath(path).suffix.lower()
    kind = PICTURES if suffix in PICTURES else {suffix}
    return (other for other in known if PurePosixPath(other).suffix.lower() in kind)


def _seen_from(page: Page) -> Callable[[str], str]:
    """How a link in ``page`` names a path."""
    return lambda path: relpath(path, dirname(page.path) or ".")


def _check_page_link(page: Page, link: Link, full: str, anchor: str, targets: _Targets, problems: Problems) -> None:
    target, place = link.target, link.place
    if full not in targets.pages:
        near = nearest_file(full, targets.pages, _seen_from(page))
        problems.error(
            "link-missing-page",
            place,
            f"link to a missing page '{target}'",
            near or "links are written relative to this page",
        )
    elif anchor and not targets.has_anchor(full, unquote(anchor)):
        near = did_you_mean(anchor, targets.anchors(full))
        page = targets.pages[full]
        if page.over and place.file != page.place.file:
            _report_lost_heading(page, page.over, anchor, near, place, problems)
            return
        problems.error(
            "link-missing-heading",
            place,
            f"'{full}' has no heading or passage '#{anchor}'",
            near or "correct or drop the '#' part",
        )


def _report_lost_heading(page: Page, over: Place, anchor: str, near: str, place: Place, problems: Problems) -> None:
    """A heading that another page leads to went with the base's page: mended in the page that took its place."""
    problems.error(
        "page-lacks-passage",
        page.place,
        f"a link ({place.file}, line {place.line}) leads to '#{anchor}' in {over.file}, which this page replaces",
        near,
        f"write {{#{anchor}}} behind the heading that it should lead to",
    )


def _check_readers(form: Form, problems: Problems) -> None:
    """Nobody should have to ask whether a form is for them, and who will read what they write."""
    lacking = {
        "audience: [mentee]": "" if form.audience else "for whom it is",
        "privacy: Read only by the coordinator.": "" if form.privacy else "who reads the answers",
    }
    if unsaid := [text for text in lacking.values() if text]:
        lines = " and ".join(f"'{line}'" for line, text in lacking.items() if text)
        problems.warn(
            "form-readers-unsaid",
            form.page.place,
            f"this form does not say {' and '.join(unsaid)}",
            f"write {lines}, in words that are true for it, between the two lines --- at its top",
        )


def _check_agenda(form: Form, problems: Problems) -> None:
    given = [section.minutes for section in form.sections if section.minutes is not None]
    if form.minutes is not None and given and math.fsum(given) != form.minutes:
        place = form.page.front.places["minutes"]
        hint = "change the front matter or the {minutes=…} of the headings"
        problems.error(
            "form-minutes-differ",
            place,
            f"the parts take {math.fsum(given):g} minutes, but the form says {form.minutes:g}",
            hint,
        )


def _check_deck(deck: Deck, kit: Kit, problems: Problems) -> None:
    forms = {form.name: form for form in kit.forms}
    for name in deck.handouts:
        if name not in forms:
            problems.error(
                "deck-missing-form",
                deck.places["handouts"],
                f"handout '{name}' is no form",
                did_you_mean(name, forms) or "see content/forms/",
            )
    agenda = deck.agenda
    if not agenda:
        return
    if agenda not in forms:
        problems.error(
            "deck-missing-form", deck.places["agenda"], f"agenda '{agenda}' is no form", did_you_mean(agenda, forms)
        )
    elif forms[agenda].minutes not in (None, deck.minutes):
        problems.error(
            "deck-minutes-differ",
            deck.places["agenda"],
            f"the deck takes {deck.minutes:g} minutes, but its agenda form '{agenda}' {forms[agenda].minutes:g}",
            "give both the same length",
        )
