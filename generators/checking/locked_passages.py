"""Holds what is made of a kit to its locked passages: each stands where readers see it, in the words of the base.

What was made is read, and not the source: there are too many ways to hide a text to look for each of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from generators.checking.unsafe_html import has_own
from generators.checking.visible_text import letters, runs_of
from generators.decks.slideshow.arrange import arrange
from generators.forms.extension import marked_lines
from generators.forms.form import lines_of_prose
from generators.markdown.dialect import Dialect, html_with_lines, page_html, parse
from generators.markdown.texts import texts_of
from generators.markdown.tree import body_of
from generators.model import Deck, Form, FormProse, Inline, Kit, Lines, LockedPassage, Page, Place, Slide
from generators.model.problems import Problems
from generators.model.remembered import remembered, remembered_by_items
from generators.model.replacing import replace
from generators.packs.clean import cleaned
from generators.words.catalogue import Words, words_of

_ENOUGH = 40
"""Letters by which a passage is known again within other text."""


def check_locked_passages(kit: Kit, dialect: Dialect, problems: Problems) -> None:
    """A problem for each locked passage of ``kit`` that readers of a page, a form, or a deck would not see."""
    pages = {page.path: page for page in kit.pages}
    forms = {form.page.path: form for form in kit.forms}
    decks = {deck.name: deck for deck in kit.decks}
    for passage in kit.locked:
        _check_menu(passage, kit, problems)
        page = pages.get(passage.page)
        if page and has_own(page, kit):
            _check_page(passage, page, forms.get(page.path), dialect, problems)
        for deck in (decks[name] for name in passage.decks if name in decks):
            _check_slides(passage, deck, dialect, problems)


def _check_menu(passage: LockedPassage, kit: Kit, problems: Problems) -> None:
    for line in (line for line in kit.local.site.hide if line.text == passage.page):
        message = f"'site.hide' names '{line.text}', which holds the locked passage '{passage.name}'"
        problems.error("locked-passage-unseen", line.place, message, "take the page out of that list")


def _check_page(passage: LockedPassage, page: Page, form: Form | None, dialect: Dialect, problems: Problems) -> None:
    made = page_html(marked_lines(page, dialect), dialect).html
    body = body_of(cleaned(html_with_lines(_prose(passage.lines, page), dialect)))
    known = frozenset(name for one in body.iter("*") for name in (str(one.tag), *one.get("class", "").split()))
    wanted = tuple(_wanted(body, known, apart=form is not None))
    reason = next((why for html in (made, cleaned(made)) if (why := _why_unseen(wanted, known, html))), "")
    if not reason and form and not _stands_in(letters(_of_form(form)), passage.lines, page, dialect):
        reason = "is not in the printed form"
    if reason:
        message = f"the locked passage '{passage.name}' {reason}, so not every reader would see it"
        hint = "take away what hides it, or copy it, marks and all, to another part of this page"
        problems.error("locked-passage-unseen", _place(passage), message, hint)


def _check_slides(passage: LockedPassage, deck: Deck, dialect: Dialect, problems: Problems) -> None:
    words = words_of(deck.lang)
    seen = "".join(_letters_of(slide, words) for slide in deck.slides)
    if not _stands_in(seen, passage.lines, None, dialect):
        message = f"no slide shows the locked passage '{passage.name}' as it is"
        hint = "show it on a slide of this deck, as plain text or a list, and not only in the notes"
        problems.error("locked-passage-unseen", deck.place, message, hint)


def _why_unseen(wanted: Iterable[str], known: frozenset[str], html: str) -> str:
    """What is done to words that a page has to show; empty if it shows them all."""
    runs = tuple(runs_of(body_of(html), known))
    seen = letters(run.text for run in runs if not run.hidden_by)
    missing = next((words for words in wanted if words not in seen), None)
    if missing is None:
        return ""
    hidden = ((letters([run.text]), run.hidden_by) for run in runs if run.hidden_by)
    start = missing[:_ENOUGH]
    inside = next((what for words, what in hidden if start in words or (len(words) > 1 and words in missing)), "")
    return f"stands in {inside}" if inside else "is not on the page, since something around it takes it out"


def _wanted(body: HtmlElement, known: frozenset[str], *, apart: bool) -> Iterator[str]:
    """The letters that stand together wherever the passage in ``body`` is shown; in a form, those ``apart``."""
    notes = [note for block in body.find_class("footnote") for note in block.iter("li")]
    for block in body.find_class("footnote"):
        block.drop_tree()
    for part in (*(body if apart else [body]), *notes):
        yield letters(run.text for run in runs_of(part, known) if not run.hidden_by)


def _prose(lines: Lines, page: Page | None) -> Lines:
    """The lines without the margin that they have in a list, and without fields where ``page`` is a form."""
    prose = lines_of_prose(replace(page, lines=lines)) if page else lines
    text = textwrap.dedent("\n".join(line.text for line in prose))
    return tuple(replace(line, text=own) for line, own in zip(prose, text.split("\n"), strict=True))


def _stands_in(seen: str, lines: Lines, page: Page | None, dialect: Dialect) -> bool:
    """Whether each line of text in ``lines`` is ``seen``: in a deck and a form, tables and lists stand apart."""
    return all(line in seen for line in _lines_of_letters(lines, page, dialect))


@remembered_by_items
def _lines_of_letters(lines: Lines, page: Page | None, dialect: Dialect) -> tuple[str, ...]:
    return tuple(letters(_unstruck(text)) for text in texts_of(parse(_prose(lines, page), dialect)))


def _of_form(form: Form) -> Iterator[str]:
    for section in form.sections:
        yield section.title
        for item in section.items:
            if isinstance(item, FormProse):
                yield from (word for text in texts_of(item.nodes) for word in _unstruck(text))


@remembered
def _letters_of(slide: Slide, words: Words) -> str:
    """The letters that a slide shows; most slides are those of the locals before."""
    return letters(_of_slide(slide, words))


def _of_slide(slide: Slide, words: Words) -> Iterator[str]:
    yield slide.title
    for arranged in arrange(slide, words):
        for paragraphs in arranged.texts.values():
            yield from (run.text for paragraph in paragraphs for run in paragraph.runs if not run.struck)
        for text in texts_of((arranged.table,) if arranged.table else ()):
            yield from _unstruck(text)


def _unstruck(text: Inline) -> Iterator[str]:
    return (span.text for span in text if not span.struck)


def _place(passage: LockedPassage) -> Place:
    return next(line.place for line in passage.lines if line.text.strip())
