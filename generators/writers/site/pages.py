"""The pages that the kit makes for its decks, its forms, and its downloads, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, relpath

from generators.model import Deck, Form, Kit, Slide
from generators.writers.site import downloads
from generators.writers.site.downloads import Download, readable_size
from generators.writers.site.markup import html_text, markdown_text, relative_url
from generators.writers.site.words import Words, words_of

WORKSHOPS_PAGE = "decks/index.md"
DOWNLOADS_PAGE = "downloads.md"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a generated page needs to know: the kit, the folder with the finished files, and how addresses are made."""

    kit: Kit
    site: Path
    directory_urls: bool

    @property
    def words(self) -> Words:
        return words_of(self.kit.local.language)


def deck_page(deck: Deck) -> str:
    """The path of the page of ``deck``, below the docs folder."""
    return f"decks/{deck.name}.md"


def generated_pages(desk: Desk) -> Mapping[str, str]:
    """The Markdown, with front matter, of every page that no author wrote, by path."""
    written = {page.path for page in desk.kit.pages}
    made = {deck_page(deck): _deck(deck, desk) for deck in desk.kit.decks}
    if desk.kit.decks:
        made[WORKSHOPS_PAGE] = _workshops(desk)
    if desk.kit.decks or desk.kit.forms:
        made[DOWNLOADS_PAGE] = _downloads(desk)
    return {path: text for path, text in made.items() if path not in written}


def form_bar(form: Form, desk: Desk) -> str:
    """What stands under a form's title: which form it is, who sees the answers, and its files, as one HTML block."""
    words, files = desk.words, downloads.of_form(form, desk.site)
    links = [
        _button(files.pdf, words["pdf"], form.page.path, desk),
        _button(files.large_print, words["large_print"], form.page.path, desk),
    ]
    facts = [f"{words['appendix']} {form.appendix}" if form.appendix else "", form.audience]
    return _bar(facts, links, words["downloads"])


def _deck(deck: Deck, desk: Desk) -> str:
    words, files = desk.words, downloads.of_deck(deck, desk.site)
    facts = [_minutes(deck.minutes, words), f"{len(deck.slides)} {words['slides']}", deck.audience]
    links = [
        _button(files.slides, words["powerpoint"], deck_page(deck), desk),
        _button(files.guide, words["guide"], deck_page(deck), desk),
    ]
    parts = [
        _front_matter(deck.title, _description(deck)),
        f"# {markdown_text(deck.title)}",
        _bar(facts, links, words["downloads"]),
        markdown_text(_description(deck)),
        f"## {markdown_text(words['at_a_glance'])}",
        *_glance(deck, words),
        *_handouts(deck, desk),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _glance(deck: Deck, words: Words) -> Iterator[str]:
    """The slides by section, each with its minutes."""
    for title, slides in _sections(deck.slides):
        minutes = sum(slide.minutes or 0 for slide in slides)
        time = f" <small>{_minutes(minutes, words)}</small>" if minutes else ""
        yield f"### {markdown_text(title or words['opening'])}{time}"
        yield "\n".join(f"1. {markdown_text(slide.title)}{_slide_time(slide, words)}" for slide in slides)


def _sections(slides: Sequence[Slide]) -> Iterator[tuple[str, list[Slide]]]:
    title, gathered = "", list[Slide]()
    for slide in slides:
        if slide.section and slide.section != title:
            if gathered:
                yield title, gathered
            title, gathered = slide.section, []
        gathered.append(slide)
    if gathered:
        yield title, gathered


def _slide_time(slide: Slide, words: Words) -> str:
    return f" <small>{_minutes(slide.minutes, words)}</small>" if slide.minutes else ""


def _handouts(deck: Deck, desk: Desk) -> Iterator[str]:
    forms = {form.name: form for form in desk.kit.forms}
    handouts = [forms[name] for name in deck.handouts if name in forms]
    if handouts:
        yield f"## {markdown_text(desk.words['handouts'])}"
        yield markdown_text(desk.words["handouts_lead"])
        yield "\n".join(f"- {_link(form.title, form.page.path, deck_page(deck))}" for form in handouts)


def _workshops(desk: Desk) -> str:
    words = desk.words
    parts = [
        _front_matter(words["workshops"], words["workshops_lead"]),
        f"# {markdown_text(words['workshops'])}",
        markdown_text(words["workshops_lead"]),
        '<div class="grid cards" markdown="1">',
        "\n".join(_workshop_card(deck, words) for deck in desk.kit.decks),
        "</div>",
    ]
    return "\n\n".join(parts) + "\n"


def _workshop_card(deck: Deck, words: Words) -> str:
    facts = f"{_minutes(deck.minutes, words)}, {len(deck.slides)} {words['slides']}"
    lines = [f"- **{_link(deck.title, deck_page(deck), WORKSHOPS_PAGE)}**", facts, markdown_text(_description(deck))]
    return "\n\n    ".join(line for line in lines if line)


def _downloads(desk: Desk) -> str:
    words, kit = desk.words, desk.kit
    edition = f"{markdown_text(words['edition'])} `{kit.edition}`"
    parts = [
        _front_matter(words["downloads"], words["downloads_lead"]),
        f"# {markdown_text(words['downloads'])}",
        f"{markdown_text(words['downloads_lead'])} {edition}",
        *_deck_table(desk),
        *_form_table(desk),
    ]
    return "\n\n".join(parts) + "\n"


def _deck_table(desk: Desk) -> Iterator[str]:
    if desk.kit.decks:
        words = desk.words
        yield f"## {markdown_text(words['workshops'])}"
        rows = []
        for deck in desk.kit.decks:
            files = downloads.of_deck(deck, desk.site)
            cells = _file_cells((files.slides, files.guide), desk)
            rows.append((_link(deck.title, deck_page(deck), DOWNLOADS_PAGE), *cells))
        yield _table((words["workshop"], words["powerpoint"], words["guide"]), rows)


def _form_table(desk: Desk) -> Iterator[str]:
    if desk.kit.forms:
        words = desk.words
        yield f"## {markdown_text(words['forms'])}"
        rows = []
        for form in desk.kit.forms:
            files = downloads.of_form(form, desk.site)
            title = f"{form.appendix}. {form.title}" if form.appendix else form.title
            cells = _file_cells((files.pdf, files.large_print), desk)
            rows.append((_link(title, form.page.path, DOWNLOADS_PAGE), *cells))
        yield _table((words["form"], words["pdf"], words["large_print"]), rows)


def _file_cells(files: Iterable[Download | None], desk: Desk) -> Iterator[str]:
    for file in files:
        if file is None:
            yield ""
        else:
            address = relative_url(DOWNLOADS_PAGE, file.path, directory_urls=desk.directory_urls)
            yield f'<a class="kit-file" href="{html_text(address)}" download>{_type_and_size(file)}</a>'


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table without the columns that are empty in every row."""
    lines = list(rows)
    kept = [index for index in range(len(header)) if any(line[index] for line in lines)]
    texts = [[markdown_text(header[index]) for index in kept], ["---"] * len(kept)]
    texts += [[line[index] for index in kept] for line in lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in texts)


def _bar(facts: Iterable[str], links: Iterable[str], label: str) -> str:
    shown = "".join(f"<li>{html_text(fact)}</li>" for fact in facts if fact)
    buttons = "".join(links)
    lines = [f'<ul class="kit-facts">{shown}</ul>' if shown else ""]
    if buttons:
        lines.append(f'<div class="kit-downloads" role="group" aria-label="{html_text(label)}">{buttons}</div>')
    return "\n".join(['<div class="kit-bar">', *(line for line in lines if line), "</div>"])


def _button(file: Download | None, label: str, page: str, desk: Desk) -> str:
    if file is None:
        return ""
    address = html_text(relative_url(page, file.path, directory_urls=desk.directory_urls))
    size = f"<small>{_type_and_size(file)}</small>"
    return f'<a class="kit-download" href="{address}" download><span>{html_text(label)}</span> {size}</a>'


def _type_and_size(file: Download) -> str:
    return html_text(f"{file.kind}, {readable_size(file.size)}")


def _link(title: str, target: str, page: str) -> str:
    return f"[{markdown_text(title)}]({relpath(target, dirname(page) or '.')})"


def _minutes(minutes: float, words: Words) -> str:
    return f"{minutes:g} {words['minute'] if minutes == 1 else words['minutes']}"


def _description(deck: Deck) -> str:
    return str(deck.meta.get("description") or "")


def _front_matter(title: str, description: str) -> str:
    return f"---\n{json.dumps({'title': title, 'description': description}, ensure_ascii=False)}\n---"
