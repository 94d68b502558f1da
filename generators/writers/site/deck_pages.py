"""A page for each deck: what it is for, how long it takes, its slides at a glance, its files and handouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.decks.teaching.guide import Guide, GuidePart, GuideSlide, guide_of
from generators.model import Deck
from generators.words.catalogue import Words, words_of
from generators.words.formats import listed
from generators.writers.site import downloads
from generators.writers.site.desk import Desk, bar, front_matter, html_link, link
from generators.writers.site.guide_pages import guide_path
from generators.writers.site.markup import html_text, markdown_text

WORKSHOPS_PAGE = "decks/index.md"


def deck_path(deck: Deck) -> str:
    """The path of the page of ``deck``, below the docs folder."""
    return f"decks/{deck.name}.md"


def deck_pages(desk: Desk) -> Mapping[str, str]:
    """The Markdown of all pages about decks, by path."""
    decks = desk.kit.decks
    pages = {deck_path(deck): _deck_page(deck, desk) for deck in decks}
    return {WORKSHOPS_PAGE: _workshops_page(desk), **pages} if decks else {}


def _deck_page(deck: Deck, desk: Desk) -> str:
    guide, words, own = guide_of(deck, desk.kit), words_of(deck.lang), desk.kit.local.language
    site, named, files = words.site, words.guide, downloads.of_deck(deck)
    facts = [words.common.minutes.of(deck.minutes), site.slide_count.of(guide.count), deck.audience]
    buttons = [
        (files.slides, site.slides),
        (files.guide, named.title),
        (files.run_sheet, named.run_sheet),
    ]
    parts = [
        front_matter(deck.title, deck.description, deck.lang if deck.lang != own else ""),
        f"# {markdown_text(deck.title)}",
        bar(facts, buttons, deck_path(deck), desk),
        markdown_text(deck.description),
        _guide_button(deck, desk, words) if desk.own_theme else "",
        *_section(site.purpose, markdown_text(deck.purpose)),
        *_section(site.at_a_glance, _glance(guide, words)),
        *_section(site.what_you_need, _needs(deck)),
        *_section(named.handouts, _handouts(deck, desk, words)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _guide_button(deck: Deck, desk: Desk, words: Words) -> str:
    return f"<p>{html_link(words.site.open_guide, guide_path(deck), deck_path(deck), 'kit-button', desk)}</p>"


def _section(title: str, body: str) -> Iterator[str]:
    if body:
        yield f"## {markdown_text(title)}"
        yield body


def _glance(guide: Guide, words: Words) -> str:
    """The slides by section, numbered as in the deck, each with its minutes, as one HTML block."""
    sections = "\n".join(section for part in guide.parts for section in _glance_section(part, guide, words))
    return f'<div class="kit-glance">\n{sections}\n</div>'


def _glance_section(part: GuidePart, guide: Guide, words: Words) -> Iterator[str]:
    """One part; the cover says nothing new here."""
    slides = [slide for slide in part.slides if (slide.first, slide.source.title) != ("1", guide.deck.title)]
    if not slides:
        return
    minutes = sum(slide.source.minutes or 0 for slide in slides)
    rows = [slide for slide in slides if slide.source.title != part.title] or slides
    items = "".join(_glance_line(slide, words) for slide in rows)
    heading = html_text(part.title or words.guide.opening)
    yield f"<section>\n<h3>{heading}{_time(minutes, words)}</h3>\n<ol>{items}</ol>\n</section>"


def _glance_line(slide: GuideSlide, words: Words) -> str:
    time = _time(slide.source.minutes or 0, words)
    return f'<li value="{slide.first}"><div class="kit-glance__line">{html_text(slide.source.title)}{time}</div></li>'


def _time(minutes: float, words: Words) -> str:
    return f" <small>{html_text(words.common.minutes.of(minutes))}</small>" if minutes else ""


def _needs(deck: Deck) -> str:
    """The room and the materials, where the outline names them."""
    parts = [markdown_text(deck.room), "\n".join(f"- {markdown_text(item)}" for item in deck.materials)]
    return "\n\n".join(part for part in parts if part)


def _handouts(deck: Deck, desk: Desk, words: Words) -> str:
    forms = {form.name: form for form in desk.kit.forms}
    handouts = [forms[name] for name in deck.handouts if name in forms]
    if not handouts:
        return ""
    items = "\n".join(f"- {link(form.title, form.page.path, deck_path(deck))}" for form in handouts)
    return f"{markdown_text(words.site.handouts_lead)}\n\n{items}"


def _workshops_page(desk: Desk) -> str:
    words = desk.words.site
    parts = [
        front_matter(words.workshops, words.workshops_lead),
        f"# {markdown_text(words.workshops)}",
        markdown_text(words.workshops_lead),
        '<div class="grid cards" markdown="1">',
        "\n\n".join(_workshop_card(deck, desk) for deck in desk.kit.decks),
        "</div>",
    ]
    return "\n\n".join(parts) + "\n"


def _workshop_card(deck: Deck, desk: Desk) -> str:
    words = desk.words
    title = f"**{link(deck.title, deck_path(deck), WORKSHOPS_PAGE)}**"
    count = guide_of(deck, desk.kit).count
    facts = (words.common.minutes.of(deck.minutes), words.site.slide_count.of(count))
    lines = [
        f"- {title}",
        markdown_text(deck.description),
        f"<small>{markdown_text(listed(words.language, facts))}</small>",
    ]
    if desk.own_theme:
        lines.append(link(words_of(deck.lang).guide.title, guide_path(deck), WORKSHOPS_PAGE))
    return "\n\n    ".join(line for line in lines if line)
