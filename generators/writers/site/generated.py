"""What no author writes: pages about decks and downloads, the bar of a form, and a home page in a local's own words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from types import ModuleType

import jinja2

from generators.decks.teaching.guide import Guide, GuidePart, GuideSlide, guide_of
from generators.markdown.dialect import Dialect, PageHtml, page_html
from generators.markup.element import Markup, element, escaped, markdown_text
from generators.model import NOWHERE, Deck, Form, Line, Lines
from generators.reading.pack_files import is_document
from generators.words.catalogue import ENGLISH, Words, marked, say, words_of
from generators.words.direction import direction
from generators.words.formats import listed
from generators.writers.site import downloads
from generators.writers.site.downloads import Download
from generators.writers.site.indexes import BOOK_PAGE
from generators.writers.site.views import SiteContext

GUIDE_TEMPLATE = "guide.html"
WORKSHOPS_PAGE = "decks/index.md"
DOWNLOADS_PAGE = "downloads.md"


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page with a title and ``sections``: the heading of each as HTML, the first one's empty, and its HTML.

    ``language`` is empty when it is the site's own; ``template`` is one of the theme's own; ``audience`` says for whom
    the page is. ``shown`` is the title as HTML, where it is the kit's and no author's.
    """

    path: str
    title: str
    description: str
    sections: tuple[tuple[Markup, Markup], ...]
    shown: str = ""
    language: str = ""
    template: str = ""
    audience: tuple[str, ...] = ()

    @property
    def meta(self) -> dict[str, object]:
        """What templates read of the page, as front matter would say it."""
        said: dict[str, object] = {"title": self.title, "description": self.description, **spoken(self.language)}
        said |= {"template": self.template, "audience": list(self.audience)}
        said["title_lang"] = ENGLISH if self.shown.startswith("<") else ""
        return {key: value for key, value in said.items() if value}

    def markdown(self, blocks: Sequence[str] = ()) -> str:
        """The page as Markdown, so that its headings have anchors and links as everywhere; HTML where ``blocks`` are.

        There is a block for each section; without any, their own HTML stands there.
        """
        parts = [f"# {self.shown or markdown_text(self.title)}"]
        for number, (heading, html) in enumerate(self.sections):
            parts += [f"## {heading}"] if heading else []
            parts.append(blocks[number] if blocks else html)
        return "\n\n".join(parts)

    def html(self, dialect: Dialect) -> PageHtml:
        """The page as the kit's Markdown makes it, which reads none of the sections' HTML: that is finished."""
        stand_ins = [f"KITBLOCK{number}" for number in range(len(self.sections))]
        made = page_html(_lines(self.markdown(stand_ins)), dialect)
        html = made.html
        for stand_in, (_, block) in zip(stand_ins, self.sections, strict=True):
            paragraph = str(_made().paragraph(stand_in))
            if paragraph not in html:  # an extension has changed it
                return page_html(_lines(self.markdown()), dialect)
            html = html.replace(paragraph, block)
        return replace(made, html=html)


def _lines(text: str) -> Lines:
    return tuple(Line(line, NOWHERE) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _PageLink:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class _FileLink:
    """A file to take along, its address on the page, and the page that shows the same, if there is one."""

    file: Download
    address: str
    label: str = ""
    page: _PageLink | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """What can be taken along under one title; ``readers`` are those whom it is for, or empty."""

    title: str
    address: str
    files: tuple[_FileLink, ...]
    readers: str = ""


def spoken(language: str) -> dict[str, str]:
    """What a page in another language than the site's says of it; nothing for the site's own, which is empty."""
    return {"lang": language, "dir": direction(language)} if language else {}


def deck_path(deck: Deck) -> str:
    """The path of the page of ``deck``, below the docs folder."""
    return f"decks/{deck.name}.md"


def guide_path(deck: Deck) -> str:
    """The path of the guide's page, below the docs folder."""
    return f"guides/{deck.name}.md"


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


def _deck_page(deck: Deck, site: SiteContext) -> GeneratedPage:
    made, words, page = _made(), words_of(deck.lang), deck_path(deck)
    guide, purpose, needs = guide_of(deck, site.kit), site.text(deck.purpose), _needs(deck, site)
    handouts = tuple(_handouts(deck, site))
    sections = (
        (Markup(), _top_of_deck(deck, guide, site)),
        (say(words, "site.purpose"), made.paragraph(purpose) if purpose else ""),
        (say(words, "site.at_a_glance"), made.glance(tuple(_glance(guide, words)))),
        (say(words, "site.what_you_need"), made.needs(*needs) if any(needs) else ""),
        (say(words, "guide.handouts"), made.handouts(say(words, "site.handouts_lead"), handouts) if handouts else ""),
    )
    return GeneratedPage(
        path=page,
        title=deck.title,
        description=deck.description,
        sections=tuple((heading, Markup(html)) for heading, html in sections if html),
        language=_other_language(deck, site),
    )


def _top_of_deck(deck: Deck, guide: Guide, site: SiteContext) -> Markup:
    made, words, page, files = _made(), words_of(deck.lang), deck_path(deck), downloads.of_deck(deck)
    count = marked(words, "site.slide_count", words.site.slide_count.of(guide.count))
    facts = [_minutes(deck.minutes, words), count, deck.audience]
    parts = [deck_bar(deck, facts, page, (files.slides, files.guide, files.run_sheet, *files.cuts.values()), site)]
    if deck.description:
        parts.append(made.paragraph(site.text(deck.description)))
    if site.own_theme:
        parts.append(made.button(say(words, "site.open_guide"), site.to_page(guide_path(deck), page)))
    return Markup("\n").join(parts)


def deck_bar(deck: Deck, facts: Iterable[str], page: str, files: Sequence[Download], site: SiteContext) -> Markup:
    """What stands under a title: facts in a few words, and a button for each of the files of ``deck``."""
    words, own = words_of(deck.lang), downloads.of_deck(deck)
    labels = {own.slides: "site.slides", own.guide: "guide.title", own.run_sheet: "guide.run_sheet"}
    cuts = {file: words.common.minutes.of(minutes) for minutes, file in own.cuts.items()}
    return _bar(facts, [(file, cuts.get(file) or say(words, labels[file])) for file in files], page, site)


def _bar(facts: Iterable[str], files: Iterable[tuple[Download, str]], page: str, site: SiteContext) -> Markup:
    links = [_FileLink(file, site.to_file(file.path, page), label) for file, label in files]
    return Markup(_made().bar([*filter(None, facts)], links, site.words.site.downloads))


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


def _handouts(deck: Deck, site: SiteContext) -> Iterator[_PageLink]:
    forms = {form.name: form for form in site.kit.forms}
    for form in (forms[name] for name in deck.handouts if name in forms):
        yield _PageLink(site.text(form.title), site.to_page(form.page.path, deck_path(deck)))


def _workshops_page(site: SiteContext) -> GeneratedPage:
    made, words = _made(), site.words
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
    guide = _PageLink(say(words_of(deck.lang), "guide.title"), site.to_page(guide_path(deck), WORKSHOPS_PAGE))
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
    made, words, kit = _made(), site.words, site.kit
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
    made, said = _made(), partial(say, site.words)
    if site.own_theme:  # no other theme has the whole handbook on one page
        address = site.to_file(BOOK_PAGE, DOWNLOADS_PAGE)
        yield said("site.handbook"), made.book(said("site.book"), said("site.book_lead"), address)
    if decks := tuple(_deck_rows(site)):
        columns = ("site.workshop", "site.slides", "guide.title", "guide.run_sheet")
        yield said("site.workshops"), made.for_trainers(made.table(tuple(map(said, columns)), decks))
    if forms := tuple(_form_rows(site)):
        table = made.table(tuple(map(said, ("site.form", "site.fillable_pdf", "common.large_print"))), forms)
        bar = _bar([], [(downloads.ALL_FORMS, said("site.all_forms"))], DOWNLOADS_PAGE, site)
        yield said("common.forms"), Markup("\n").join((table, bar))
    if own := tuple(_own_rows(site)):
        yield said("site.more_files"), made.table((said("site.file"), said("site.downloads")), own)


def _own_rows(site: SiteContext) -> Iterator[_Row]:
    """The local's own files, under their names made readable."""
    for path in filter(is_document, site.kit.assets):
        name = PurePosixPath(path).stem
        title = " ".join((name if re.search(r"[\s_]", name) else name.replace("-", " ")).replace("_", " ").split())
        address = site.to_file(path, DOWNLOADS_PAGE)
        yield _Row(title[:1].upper() + title[1:], address, (_FileLink(Download(path), address),))


def _deck_rows(site: SiteContext) -> Iterator[_Row]:
    for deck in site.kit.decks:
        files = downloads.of_deck(deck)
        page = _PageLink(say(site.words, "site.on_this_site"), site.to_page(guide_path(deck), DOWNLOADS_PAGE))
        guide = _FileLink(files.guide, _download(files.guide, site), page=page if site.own_theme else None)
        others = (_FileLink(file, _download(file, site)) for file in (files.slides, files.run_sheet))
        slides, run_sheet = others
        title, address = written(deck.title, deck.lang, site), site.to_page(deck_path(deck), DOWNLOADS_PAGE)
        yield _Row(title, address, (slides, guide, run_sheet))


def _form_rows(site: SiteContext) -> Iterator[_Row]:
    hidden = {line.text for line in site.kit.local.site.hide}
    for form in (form for form in site.kit.forms if form.page.path not in hidden):
        files = downloads.of_form(form)
        title = f"{form.appendix}. {form.title}" if form.appendix else form.title
        links = tuple(_FileLink(file, _download(file, site)) for file in (files.pdf, files.large_print))
        address, readers = site.to_page(form.page.path, DOWNLOADS_PAGE), form.audience.replace(",", "")
        yield _Row(written(title, form.page.lang, site), address, links, readers)


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
    top = _bar(facts, buttons, form.page.path, site)
    if not form.privacy:
        return top
    return Markup("\n").join((top, _made().privacy(say(words, "site.form_privacy"), form.privacy)))


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


@lru_cache(1)
def _made() -> ModuleType:
    """The macros of the template, each a function that gives escaped HTML."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        autoescape=True, loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["room_for_size"] = Markup(downloads.ROOM_FOR_SIZE)
    return environment.get_template("generated.html.jinja").module  # type: ignore[return-value]
