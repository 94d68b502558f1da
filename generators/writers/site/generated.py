"""What no author writes: pages about decks and downloads, the bar of a form, and a home page in a local's own words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath

from generators.decks.teaching.cuts import shorter
from generators.decks.teaching.guide import Guide, GuidePart, GuideSlide, guide_of
from generators.markup.element import Markup, element, escaped
from generators.model import Deck, Form
from generators.reading.pack_files import is_document
from generators.words.catalogue import Words, marked, say, words_of
from generators.words.formats import listed
from generators.writers.site import downloads
from generators.writers.site.downloads import Download
from generators.writers.site.generated_page import FileLink, GeneratedPage, PageLink, Row, file_bar, macros, spoken
from generators.writers.site.indexes import BOOK_PAGE
from generators.writers.site.views import SiteContext

GUIDE_TEMPLATE = "guide.html"
WORKSHOP_TEMPLATE = "workshop.html"
PRESENT_TEMPLATE = "present.html"
NOTES_TEMPLATE = "present-notes.html"
WORKSHOPS_PAGE = "decks/index.md"
DOWNLOADS_PAGE = "downloads.md"


def deck_path(deck: Deck) -> str:
    """The path of the page of ``deck``, below the docs folder."""
    return f"decks/{deck.name}.md"


def guide_path(deck: Deck) -> str:
    """The path of the guide's page, below the docs folder."""
    return f"guides/{deck.name}.md"


def present_path(deck: Deck) -> str:
    """The path of the page that shows the slides of the deck, or of a cut of it, to a hall."""
    return f"present/{deck.name}.md"


def notes_path(deck: Deck) -> str:
    """The path of the page with the notes to these slides."""
    return f"present/notes/{deck.name}.md"


def guide_title(deck: Deck) -> str:
    """What the guide's page is called in lists, where the deck's own page stands beside it."""
    return f"{words_of(deck.lang).guide.title}: {deck.title}"


def generated_pages(site: SiteContext) -> Mapping[str, GeneratedPage]:
    """The pages that no author wrote, by path; an author's page of the same path stands."""
    written = {page.path for page in site.kit.pages}
    return {page.path: page for page in _pages(site) if page.path not in written}


def _pages(site: SiteContext) -> Iterator[GeneratedPage]:
    kit = site.kit
    for deck in kit.decks:
        yield _deck_page(deck, site)
    if kit.decks:
        yield _workshops_page(site)
    if site.own_theme:  # no other theme has the template; it offers the printed guide
        yield from (_guide_page(deck, site) for deck in kit.decks)
        yield from (page for deck in kit.decks for page in _pages_to_present(deck, site))
    if kit.decks or kit.forms:
        yield _downloads_page(site)


def _guide_page(deck: Deck, site: SiteContext) -> GeneratedPage:
    return GeneratedPage(
        path=guide_path(deck),
        title=guide_title(deck),
        description=deck.purpose or deck.description,
        sections=(),
        language=_other_language(deck, site),
        template=GUIDE_TEMPLATE,
        audience=("trainer",),
    )


def _pages_to_present(deck: Deck, site: SiteContext) -> Iterator[GeneratedPage]:
    """The slides and the notes of the deck and of its cuts, which stand in no list: the workshop's page leads there."""
    words, language = words_of(deck.lang).present, _other_language(deck, site)
    for one in (deck, *shorter(deck)):
        length = f", {words_of(deck.lang).common.minutes.of(round(one.minutes))}" if one is not deck else ""
        pages = (
            (present_path(one), words.slides_of, PRESENT_TEMPLATE),
            (notes_path(one), words.notes_of, NOTES_TEMPLATE),
        )
        for path, kind, template in pages:
            title = f"{kind}: {deck.title}{length}"
            yield GeneratedPage(
                path, title, deck.description, (), language=language, template=template, is_unlisted=True
            )


def _deck_page(deck: Deck, site: SiteContext) -> GeneratedPage:
    made, words, page = macros(), words_of(deck.lang), deck_path(deck)
    guide, purpose, needs = guide_of(deck, site.kit), site.text(deck.purpose), _needs(deck, site)
    handouts = tuple(_handouts(deck, site))
    # The kit's own template shows the slides themselves.
    glance = "" if site.own_theme else made.glance(tuple(_glance(guide, words)))
    sections = (
        (Markup(), _top_of_deck(deck, guide, site)),
        (say(words, "site.purpose"), made.paragraph(purpose) if purpose else ""),
        (say(words, "site.at_a_glance"), glance),
        (say(words, "site.what_you_need"), made.needs(*needs) if any(needs) else ""),
        (say(words, "guide.handouts"), made.handouts(say(words, "site.handouts_lead"), handouts) if handouts else ""),
    )
    return GeneratedPage(
        path=page,
        title=deck.title,
        description=deck.description,
        sections=tuple((heading, Markup(html)) for heading, html in sections if html),
        language=_other_language(deck, site),
        template=WORKSHOP_TEMPLATE if site.own_theme else "",
    )


def _top_of_deck(deck: Deck, guide: Guide, site: SiteContext) -> Markup:
    made, words, page, own = macros(), words_of(deck.lang), deck_path(deck), downloads.of_deck(deck)
    count = marked(words, "site.slide_count", words.site.slide_count.of(guide.count))
    facts, files = [_minutes(deck.minutes, words), count, deck.audience], own.to_take_along
    lead = [made.paragraph(site.text(deck.description))] if deck.description else []
    if not site.own_theme:
        return Markup("\n").join((deck_bar(deck, facts, page, files, site), *lead))
    present = PageLink(say(words, "present.present"), site.to_page(present_path(deck), page))
    guide_page = PageLink(say(words, "site.open_guide"), site.to_page(guide_path(deck), page))
    bar = deck_bar(deck, (), page, files, site, is_row=True)
    return Markup("\n").join((file_bar(facts, (), page, site), *lead, made.actions(present, guide_page), bar))


def deck_bar(
    deck: Deck, facts: Iterable[str], page: str, files: Sequence[Download], site: SiteContext, *, is_row: bool = False
) -> Markup:
    """What stands under a title: facts in a few words, and a button for each of the files of ``deck``.

    In a row they are quiet links, below something else that is to be done first.
    """
    words, own = words_of(deck.lang), downloads.of_deck(deck)
    labels = {own.slides: "site.slides", own.guide: "guide.title", own.run_sheet: "guide.run_sheet"}
    slides = say(words, labels[own.slides])
    cuts = {
        file: Markup("{}, {}").format(slides, words.common.minutes.of(minutes)) for minutes, file in own.cuts.items()
    }
    named = [(file, cuts.get(file) or say(words, labels[file])) for file in files]
    return file_bar(facts, named, page, site, lead=say(words, "present.take_along") if is_row else "")


def _glance(guide: Guide, words: Words) -> Iterator[Mapping[str, object]]:
    """The slides by section, numbered as in the deck, each with its minutes; the cover says nothing new here."""

    def line(slide: GuideSlide) -> Mapping[str, str]:
        return {
            "number": slide.first,
            "title": slide.source.title,
            "length": _minutes(slide.source.minutes or 0, words),
        }

    def rows(part: GuidePart) -> list[GuideSlide]:
        return [slide for slide in part.slides if (slide.first, slide.source.title) != ("1", guide.deck.title)]

    for part in guide.parts:
        if slides := rows(part):
            own = [slide for slide in slides if slide.source.title != part.title] or slides
            yield {
                "title": part.title or say(words, "guide.opening"),
                "length": _minutes(math.fsum(slide.source.minutes or 0 for slide in slides), words),
                "slides": tuple(map(line, own)),
            }


def _minutes(minutes: float, words: Words) -> Markup:
    """A length; nothing for none."""
    return marked(words, "common.minutes", words.common.minutes.of(minutes)) if minutes else Markup()


def _needs(deck: Deck, site: SiteContext) -> tuple[str, tuple[str, ...]]:
    """The room and the materials, where the outline names them."""
    return site.text(deck.room), tuple(map(site.text, deck.materials))


def _handouts(deck: Deck, site: SiteContext) -> Iterator[PageLink]:
    forms = {form.name: form for form in site.kit.forms}
    for form in (forms[name] for name in deck.handouts if name in forms):
        yield PageLink(site.text(form.title), site.to_page(form.page.path, deck_path(deck)))


def _workshops_page(site: SiteContext) -> GeneratedPage:
    made, words = macros(), site.words
    html = (
        made.paragraph(say(words, "site.workshops_lead")),
        made.workshops([_card(deck, site) for deck in site.kit.decks]),
    )
    return GeneratedPage(
        WORKSHOPS_PAGE,
        words.site.workshops,
        words.site.workshops_lead,
        ((Markup(), Markup("\n").join(map(Markup, html))),),
        shown=say(words, "site.workshops"),
    )


def _card(deck: Deck, site: SiteContext) -> Mapping[str, object]:
    words, count = site.words, guide_of(deck, site.kit).count
    facts = (words.common.minutes.of(deck.minutes), words.site.slide_count.of(count))
    guide = PageLink(say(words_of(deck.lang), "guide.title"), site.to_page(guide_path(deck), WORKSHOPS_PAGE))
    return {
        "title": written(deck.title, deck.lang, site),
        "address": site.to_page(deck_path(deck), WORKSHOPS_PAGE),
        "description": written(deck.description, deck.lang, site),
        "facts": marked(words, "site.slide_count", listed(words.language, facts)),
        "guide": guide if site.own_theme else None,
    }


def written(text: str, language: str, site: SiteContext) -> Markup:
    """An author's words on a page of the site's own language."""
    words = site.text(text)
    return element("span", spoken(language), words) if text and language != site.kit.local.language else escaped(words)


def _downloads_page(site: SiteContext) -> GeneratedPage:
    made, words, kit = macros(), site.words, site.kit
    date = f"{kit.date:%Y-%m-%d}" if kit.date else ""
    edition = Markup(" ").join(filter(None, (say(words, "common.edition"), kit.edition, date)))
    sections = [(Markup(), made.paragraph(say(words, "site.downloads_lead"))), *_downloads(site)]
    last, html = sections[-1]
    sections[-1] = (last, Markup("\n").join((html, made.paragraph(edition))))
    return GeneratedPage(
        DOWNLOADS_PAGE,
        words.site.downloads,
        words.site.downloads_lead,
        tuple((heading, Markup(part)) for heading, part in sections),
        shown=say(words, "site.downloads"),
    )


def _downloads(site: SiteContext) -> Iterator[tuple[Markup, Markup]]:
    made, said = macros(), partial(say, site.words)
    if site.own_theme:  # no other theme has the whole handbook on one page
        address = site.to_file(BOOK_PAGE, DOWNLOADS_PAGE)
        yield said("site.handbook"), made.book(said("site.book"), said("site.book_lead"), address)
    if decks := tuple(_deck_rows(site)):
        columns = ("site.workshop", "site.slides", "guide.title", "guide.run_sheet")
        yield said("site.workshops"), made.for_trainers(made.table(tuple(map(said, columns)), decks))
    if forms := tuple(_form_rows(site)):
        table = made.table(tuple(map(said, ("site.form", "site.fillable_pdf", "common.large_print"))), forms)
        bar = file_bar([], [(downloads.ALL_FORMS, said("site.all_forms"))], DOWNLOADS_PAGE, site)
        yield said("common.forms"), Markup("\n").join((table, bar))
    if own := tuple(_own_rows(site)):
        yield said("site.more_files"), made.table((said("site.file"), said("site.downloads")), own)


def _own_rows(site: SiteContext) -> Iterator[Row]:
    """The local's own files, under their names made readable."""
    for path in filter(is_document, site.kit.assets):
        name = PurePosixPath(path).stem
        title = " ".join((name if re.search(r"[\s_]", name) else name.replace("-", " ")).replace("_", " ").split())
        address = site.to_file(path, DOWNLOADS_PAGE)
        yield Row(title[:1].upper() + title[1:], address, (FileLink(Download(path), address),))


def _deck_rows(site: SiteContext) -> Iterator[Row]:
    for deck in site.kit.decks:
        files = downloads.of_deck(deck)
        page = PageLink(say(site.words, "site.on_this_site"), site.to_page(guide_path(deck), DOWNLOADS_PAGE))
        guide = FileLink(files.guide, _download(files.guide, site), page=page if site.own_theme else None)
        others = (FileLink(file, _download(file, site)) for file in (files.slides, files.run_sheet))
        slides, run_sheet = others
        title, address = written(deck.title, deck.lang, site), site.to_page(deck_path(deck), DOWNLOADS_PAGE)
        yield Row(title, address, (slides, guide, run_sheet))


def _form_rows(site: SiteContext) -> Iterator[Row]:
    hidden = {line.text for line in site.kit.local.site.hide}
    for form in (form for form in site.kit.forms if form.page.path not in hidden):
        files = downloads.of_form(form)
        title = f"{form.appendix}. {form.title}" if form.appendix else form.title
        links = tuple(FileLink(file, _download(file, site)) for file in (files.pdf, files.large_print))
        address, readers = site.to_page(form.page.path, DOWNLOADS_PAGE), form.audience.replace(",", "")
        yield Row(written(title, form.page.lang, site), address, links, readers)


def _download(file: Download, site: SiteContext) -> str:
    return site.to_file(file.path, DOWNLOADS_PAGE)


def form_bar(form: Form, site: SiteContext) -> Markup:
    """What stands under a form's title: which form it is, its files, and who sees the answers."""
    words, files = words_of(form.page.lang), downloads.of_form(form)
    appendix = words.common.appendix_number.format(number=form.appendix) if form.appendix else ""
    audience = words.site.for_readers.format(readers=_readers(form.audience, words)) if form.audience else ""
    facts = marked(words, "common.appendix_number", appendix), marked(words, "site.for_readers", audience)
    name = "site.printed_pdf" if form.page.front.layout == "cards" else "site.fillable_pdf"
    buttons = [(files.pdf, say(words, name)), (files.large_print, say(words, "common.large_print"))]
    top = file_bar(facts, buttons, form.page.path, site)
    if not form.privacy:
        return top
    return Markup("\n").join((top, macros().privacy(say(words, "site.form_privacy"), form.privacy)))


def _readers(audience: str, words: Words) -> str:
    """Those for whom a form is, as its front matter names them; a name that the kit does not know stays as it is."""
    site = words.site
    known = {
        "mentee": site.readers_mentee,
        "mentor": site.readers_mentor,
        "coordinator": site.readers_coordinator,
        "trainer": site.readers_trainer,
    }
    return listed(words.language, [known.get(name, name) for name in map(str.strip, audience.split(","))])


def _other_language(deck: Deck, site: SiteContext) -> str:
    return deck.lang if deck.lang != site.kit.local.language else ""
