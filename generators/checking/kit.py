"""What is wrong with a Kit as a whole: links that lead nowhere, pictures without words, times that do not add up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress

from generators.caching.store import FORGETFUL, Store
from generators.checking.cards import check_cards
from generators.checking.languages import check_languages
from generators.checking.letters import check_letters
from generators.checking.links import (
    check_built_links,
    check_deck_links,
    check_event_links,
    check_index_terms,
    check_page_links,
)
from generators.checking.locked_passages import check_locked_passages
from generators.checking.page_scan import has_heading, is_harmless
from generators.checking.questions import check_questions
from generators.checking.slides import check_notes, check_pictures, check_prose, check_template
from generators.checking.targets import Targets
from generators.checking.unclosed_html import report_unclosed
from generators.checking.unsafe_html import has_own, report_unsafe, word_html
from generators.decks.teaching.cuts import check_cuts
from generators.forms.form import asks, lines_of_prose
from generators.forms.grammar import has_fields
from generators.markdown.dialect import html_with_lines
from generators.markdown.passages import files_of
from generators.model import READERS, Deck, Form, FormPage, Kit, NavigationItem, Page, Place
from generators.model.built_site import BuiltSite
from generators.model.current_work import working_on
from generators.model.kit import is_own
from generators.model.problems import Problems, RefusedInput, did_you_mean
from generators.model.program import COMMAND
from generators.reading.front_matter import is_no_form, may_be_form
from generators.reading.verbatim import outside_code

_FIELD = re.compile(r"_{3,}\s*\{\s*(?:#|required\b|type=|hint=|max=)")
"""A blank with what only the kit's fields have behind it."""

_CODE = re.compile(r"`[^`]*`")


def check(kit: Kit, problems: Problems, site: BuiltSite | None = None, store: Store = FORGETFUL) -> None:
    """Adds what an author has to mend before any output of ``kit`` is written, and what is only worth a warning.

    ``site`` is what MkDocs has built of it, where it does: then links are judged by that. The ``store`` has what was
    found out of the pages of the last kit.
    """
    targets = Targets(kit, site, store)
    for page in kit.pages:
        with working_on(page.place.file):
            _check_page(page, kit, targets, problems, site)
    targets.keep()
    if site:
        check_built_links(site, targets, problems)
    check_locked_passages(kit, targets.dialect, problems)
    check_languages(kit, problems)
    check_letters(kit, problems)
    for form in kit.forms:
        _check_form(form, problems)
    pages = {file: page.path for page in kit.pages for file in files_of(page.lines)}
    for deck in kit.decks:
        with working_on(deck.place.file):
            _check_deck(deck, kit, problems)
            check_pictures(deck, kit.assets, problems, pages)
            check_prose(deck, kit, problems)
            check_notes(deck, problems)
            check_deck_links(deck, targets, problems)
    check_event_links(kit, targets, problems)
    _check_events(kit, problems)
    check_template(kit, problems)
    _check_site(kit, problems)
    _check_navigation(kit, problems)
    if not targets.dialect.has_fields:
        _check_fields(kit, problems)


def _check_form(form: Form, problems: Problems) -> None:
    _check_agenda(form, problems)
    _check_readers(form, problems)
    check_cards(form, problems)
    check_questions(form, problems)


def _check_page(page: Page, kit: Kit, targets: Targets, problems: Problems, site: BuiltSite | None) -> None:
    is_own = has_own(page, kit)
    if is_own or not (site and kit.site.only_mkdocs):  # else a plugin may make the heading
        _check_title(page, kit, problems)
    _check_audience(page, problems)
    found = Problems()
    with suppress(RefusedInput) if site and not is_own else nullcontext():  # a plugin may put right what it stops at
        check_page_links(page, targets, found)
        check_index_terms(page, targets, found)
    problems.extend(found.found)
    if not word_html(page):
        report_unclosed(page, problems)
    if is_own and not (targets.dialect.is_known and is_harmless(page.lines) and not word_html(page)):
        report_unsafe(page, html_with_lines(lines_of_prose(page), targets.dialect), problems)


def _check_events(kit: Kit, problems: Problems) -> None:
    """Dates stand on the home page of the kit's own theme, and nowhere else."""
    has_home = any(page.path == "index.md" for page in kit.pages)
    if kit.local.events and not (kit.site.own_theme and has_home):
        why = "this folder has no home page, index.md" if kit.site.own_theme else "another theme makes its pages"
        hint = f"write them on a page; or give it the kit's look: {COMMAND} adopt DIR"
        place = kit.local.events[0].place
        problems.warn("event-shown-nowhere", place, f"the dates of 'events' are shown nowhere: {why}", hint)


def _check_site(kit: Kit, problems: Problems) -> None:
    """What the kit's own theme lacks when MkDocs has to build the site; said once of a folder that was adopted."""
    asked = kit.site.only_mkdocs if kit.site.own_theme else ()
    if kit.site.borrows_theme:
        asked = asked[:1]
    for line in asked:
        more = f" (with {len(kit.site.only_mkdocs) - 1} more)" if len(kit.site.only_mkdocs) > len(asked) else ""
        problems.warn(
            "site-built-by-mkdocs",
            line.place,
            f"{line.text}{more} is for MkDocs, which then builds the site: without search from a folder, the handbook "
            "on one page, teaching guides on the site, sizes of pictures, and the security policy",
            "take it out to have these",
        )


def _check_navigation(kit: Kit, problems: Problems) -> None:
    """A warning for each page of the menu that is not there, where MkDocs publishes it and does not say so itself."""
    if not kit.site.is_lenient or kit.site.by_mkdocs:
        return
    there = {page.path for page in kit.pages}
    for path in _paths_in(kit.navigation or ()):
        if path not in there and not (kit.site.docs_dir / path).is_file():
            said = f"'nav' names a page that is not there: '{path}'"
            problems.warn("navigation-missing-page", _line_of(path, kit), said, "write the page, or take the line out")


def _paths_in(items: Sequence[NavigationItem]) -> Iterator[str]:
    for item in items:
        yield from (item.path,) if item.path else ()
        yield from _paths_in(item.children)


def _line_of(path: str, kit: Kit) -> Place:
    """The line of the settings that names the page of ``path``; else the first one."""
    for file in kit.site.files:
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), 1):
            if path in line:
                return Place(file.name, number)
    return Place(kit.site.file.name, 1)


def _check_fields(kit: Kit, problems: Problems) -> None:
    """One line for a folder whose forms would be shown as text, since it does not read fields."""
    pages = (page for page in kit.pages if not is_no_form(page.front.written))
    asking = [(page, found) for page in pages if (found := _first_field(page))]
    if asking:
        page, place = asking[0]
        more = f" (and those of {len(asking) - 1} more)" if len(asking) > 1 else ""
        message = f"the questions of '{page.path}' are shown as text{more}: this folder does not read form fields"
        problems.warn("fields-not-read", place, message, f"give it the kit's look and fields: {COMMAND} adopt DIR")


def _first_field(page: Page) -> Place | None:
    """Where a page asks its first question, if it stands where forms do, or says in braces that it is one."""
    is_form = isinstance(page, FormPage) or (may_be_form(page) and asks(page))
    for _, line in outside_code(page.lines):
        is_typed = "___" in line.text and _FIELD.search(_CODE.sub("", line.text))
        if is_typed or (is_form and has_fields(line.text)):
            return line.place
    return page.place if is_form else None


def _check_title(page: Page, kit: Kit, problems: Problems) -> None:
    if is_own(page.place, kit) and not any(line.text.strip() for line in page.lines):
        problems.warn("page-without-heading", page.place, "nothing stands on this page", "write it, or take it away")
        return
    if not page.front.title and not has_heading(page.lines):
        problems.warn("page-without-heading", page.place, "the page has no heading", "begin it with '# Title'")


def _check_audience(page: Page, problems: Problems) -> None:
    """Readers choose by these names what they want to see; a name of somebody else is shown as it is typed."""
    for name in page.front.audience:
        meant = name.lower().removesuffix("s")
        if meant in READERS and name != meant:
            said = f"'audience' names '{name}', which no reader can choose"
            place = page.front.places.get("audience", page.place)
            problems.warn("front-matter-no-effect", place, said, f"write '{meant}'")


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
    check_cuts(deck, problems)
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
