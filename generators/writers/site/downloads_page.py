"""The page with everything to take along, and the bar on top of each form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generators.model import Form
from generators.words.catalogue import Words, words_of
from generators.words.formats import listed
from generators.writers.site import downloads
from generators.writers.site.book import BOOK_PAGE
from generators.writers.site.deck_pages import deck_path
from generators.writers.site.desk import Desk, bar, file_link, front_matter, html_link, link
from generators.writers.site.downloads import Download
from generators.writers.site.guide_pages import guide_path
from generators.writers.site.markup import html_text, markdown_text, relative_url

DOWNLOADS_PAGE = "downloads.md"


def downloads_page(desk: Desk) -> Mapping[str, str]:
    """The Markdown of the page, by its path; nothing for a kit without decks and forms."""
    kit, words = desk.kit, desk.words.site
    if not kit.decks and not kit.forms:
        return {}
    date = f"{kit.date:%Y-%m-%d}" if kit.date else ""
    parts = [
        front_matter(words.downloads, words.downloads_lead),
        f"# {markdown_text(words.downloads)}",
        markdown_text(words.downloads_lead),
        *_book(desk),
        *_deck_table(desk),
        *_form_table(desk),
        markdown_text(" ".join(filter(None, (desk.words.common.edition, kit.edition, date)))),
    ]
    return {DOWNLOADS_PAGE: "\n\n".join(parts) + "\n"}


def form_bar(form: Form, desk: Desk) -> str:
    """What stands under a form's title: which form it is, its files, and who sees the answers."""
    words, files = words_of(form.page.lang), downloads.of_form(form)
    appendix = words.common.appendix_number.format(number=form.appendix) if form.appendix else ""
    audience = words.site.for_readers.format(readers=_readers(form.audience, words)) if form.audience else ""
    buttons = [(files.pdf, words.site.fillable_pdf), (files.large_print, words.common.large_print)]
    top = bar([appendix, audience], buttons, form.page.path, desk)
    return f"{top}\n\n{_privacy(form.privacy, words.site.form_privacy)}" if form.privacy else top


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


def _privacy(text: str, label: str) -> str:
    return f'<p class="kit-privacy"><strong>{html_text(label)}</strong> {html_text(text)}</p>'


def _book(desk: Desk) -> Iterator[str]:
    """Only the kit's own theme has the whole handbook on one page."""
    if desk.own_theme:
        words = desk.words.site
        address = relative_url(DOWNLOADS_PAGE, BOOK_PAGE, directory_urls=desk.directory_urls)
        yield f"## {markdown_text(words.handbook)}"
        yield f'<a href="{html_text(address)}">{html_text(words.book)}</a>. {markdown_text(words.book_lead)}'


def _deck_table(desk: Desk) -> Iterator[str]:
    words, named, rows = desk.words.site, desk.words.guide, list[Sequence[str]]()
    for deck in desk.kit.decks:
        files = downloads.of_deck(deck)
        slides, guide, run_sheet = _file_cells((files.slides, files.guide, files.run_sheet), desk)
        if desk.own_theme:
            page = html_link(words.on_this_site, guide_path(deck), DOWNLOADS_PAGE, "kit-page-link", desk)
            guide += f"<br>{page}"
        rows.append((link(deck.title, deck_path(deck), DOWNLOADS_PAGE), slides, guide, run_sheet))
    if rows:
        yield f"## {markdown_text(words.workshops)}"
        yield _table((words.workshop, words.slides, named.title, named.run_sheet), rows)


def _form_table(desk: Desk) -> Iterator[str]:
    words, rows = desk.words, list[Sequence[str]]()
    hidden = {line.text for line in desk.kit.local.site.hide}
    for form in (form for form in desk.kit.forms if form.page.path not in hidden):
        files = downloads.of_form(form)
        title = f"{form.appendix}. {form.title}" if form.appendix else form.title
        cells = _file_cells((files.pdf, files.large_print), desk)
        rows.append((link(title, form.page.path, DOWNLOADS_PAGE), *cells))
    if rows:
        yield f"## {markdown_text(words.common.forms)}"
        yield _table((words.site.form, words.site.fillable_pdf, words.common.large_print), rows)
        yield bar([], [(downloads.ALL_FORMS, words.site.all_forms)], DOWNLOADS_PAGE, desk)


def _file_cells(files: Iterable[Download], desk: Desk) -> Iterator[str]:
    for file in files:
        yield file_link(file, DOWNLOADS_PAGE, desk)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table without the columns that are empty in every row."""
    kept = [index for index in range(len(header)) if any(row[index] for row in rows)]
    texts = [[markdown_text(header[index]) for index in kept], ["---"] * len(kept)]
    texts += [[row[index] for index in kept] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in texts)
