"""A page for each deck: what it is for, how long it takes, its slides at a glance, its files and handouts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generators.model import Deck, Slide
from generators.teaching.words import words as guide_words
from generators.writers.site import downloads
from generators.writers.site.desk import Desk, bar, front_matter, link, minutes_text
from generators.writers.site.guide_pages import guide_path
from generators.writers.site.markup import html_text, markdown_text
from generators.writers.site.words import Words, words_of

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
    words, named, own = words_of(deck.lang), guide_words(deck.lang), desk.kit.local.language
    files = downloads.of_deck(deck)
    facts = [minutes_text(deck.minutes, words), f"{len(deck.slides)} {words['slides']}", deck.audience]
    buttons = [
        (files.slides, words["powerpoint"]),
        (files.guide, named.guide),
        (files.run_sheet, named.run_sheet),
    ]
    parts = [
        front_matter(deck.title, _meta_text(deck, "description"), deck.lang if deck.lang != own else ""),
        f"# {markdown_text(deck.title)}",
        bar(facts, buttons, deck_path(deck), desk),
        markdown_text(_meta_text(deck, "description")),
        _guide_link(words["open_guide"], deck, deck_path(deck), ".kit-button") if desk.own_theme else "",
        *_section(words["purpose"], markdown_text(_meta_text(deck, "purpose"))),
        *_section(words["at_a_glance"], _glance(deck, words)),
        *_section(words["what_you_need"], _needs(deck)),
        *_section(named.handouts, _handouts(deck, desk, words)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _guide_link(title: str, deck: Deck, page: str, look: str = "") -> str:
    return link(title, guide_path(deck), page) + (f"{{ {look} }}" if look else "")


def _section(title: str, body: str) -> Iterator[str]:
    if body:
        yield f"## {markdown_text(title)}"
        yield body


def _glance(deck: Deck, words: Words) -> str:
    """The slides by section, numbered as in the deck, each with its minutes, as one HTML block."""
    sections = "\n".join(_glance_section(title, slides, words) for title, slides in _sections(deck))
    return f'<div class="kit-glance">\n{sections}\n</div>'


def _glance_section(title: str, slides: Sequence[tuple[int, Slide]], words: Words) -> str:
    minutes = sum(slide.minutes or 0 for _, slide in slides)
    heading = html_text(title or words["opening"])
    lines = (_glance_line(number, slide, words) for number, slide in slides if slide.title != title)
    items = "".join(lines) or _glance_line(*slides[0], words)
    return f"<section>\n<h3>{heading}{_time(minutes, words)}</h3>\n<ol>{items}</ol>\n</section>"


def _glance_line(number: int, slide: Slide, words: Words) -> str:
    line = f'<div class="kit-glance__line">{html_text(slide.title)}{_time(slide.minutes or 0, words)}</div>'
    return f'<li value="{number}">{line}</li>'


def _time(minutes: float, words: Words) -> str:
    return f" <small>{html_text(minutes_text(minutes, words))}</small>" if minutes else ""


def _sections(deck: Deck) -> Iterator[tuple[str, list[tuple[int, Slide]]]]:
    """Runs of numbered slides under the title of their section; the title slide says nothing new here."""
    title, gathered = "", list[tuple[int, Slide]]()
    for number, slide in enumerate(deck.slides, start=1):
        if number == 1 and slide.title == deck.title:
            continue
        if slide.section and slide.section != title:
            if gathered:
                yield title, gathered
            title, gathered = slide.section, []
        gathered.append((number, slide))
    if gathered:
        yield title, gathered


def _needs(deck: Deck) -> str:
    """The room and the materials, where the outline names them."""
    materials = deck.meta.get("materials")
    items = [str(item) for item in materials] if isinstance(materials, list) else []
    parts = [markdown_text(_meta_text(deck, "room")), "\n".join(f"- {markdown_text(item)}" for item in items)]
    return "\n\n".join(part for part in parts if part)


def _handouts(deck: Deck, desk: Desk, words: Words) -> str:
    forms = {form.name: form for form in desk.kit.forms}
    handouts = [forms[name] for name in deck.handouts if name in forms]
    if not handouts:
        return ""
    items = "\n".join(f"- {link(form.title, form.page.path, deck_path(deck))}" for form in handouts)
    return f"{markdown_text(words['handouts_lead'])}\n\n{items}"


def _workshops_page(desk: Desk) -> str:
    words = desk.words
    parts = [
        front_matter(words["workshops"], words["workshops_lead"]),
        f"# {markdown_text(words['workshops'])}",
        markdown_text(words["workshops_lead"]),
        '<div class="grid cards" markdown="1">',
        "\n\n".join(_workshop_card(deck, desk) for deck in desk.kit.decks),
        "</div>",
    ]
    return "\n\n".join(parts) + "\n"


def _workshop_card(deck: Deck, desk: Desk) -> str:
    words = desk.words
    title = f"**{link(deck.title, deck_path(deck), WORKSHOPS_PAGE)}**"
    facts = markdown_text(f"{minutes_text(deck.minutes, words)}, {len(deck.slides)} {words['slides']}")
    lines = [f"- {title}", markdown_text(_meta_text(deck, "description")), f"<small>{facts}</small>"]
    if desk.own_theme:
        lines.append(_guide_link(guide_words(deck.lang).guide, deck, WORKSHOPS_PAGE))
    return "\n\n    ".join(line for line in lines if line)


def _meta_text(deck: Deck, key: str) -> str:
    return str(deck.meta.get(key) or "")
