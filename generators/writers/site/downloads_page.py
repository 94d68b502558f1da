"""The page with everything to take along, and the bar on top of each form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generators.decks.teaching.words import words as guide_words
from generators.model import Form
from generators.writers.site import downloads
from generators.writers.site.book import BOOK_PAGE
from generators.writers.site.dates import edition_date
from generators.writers.site.deck_pages import deck_path
from generators.writers.site.desk import Desk, bar, file_link, front_matter, html_link, link
from generators.writers.site.downloads import Download
from generators.writers.site.guide_pages import guide_path
from generators.writers.site.markup import html_text, markdown_text, relative_url
from generators.writers.site.words import words_of

DOWNLOADS_PAGE = "downloads.md"


def downloads_page(desk: Desk) -> Mapping[str, str]:
    """The Markdown of the page, by its path; nothing for a kit without decks and forms."""
    kit, words = desk.kit, desk.words
    if not kit.decks and not kit.forms:
        return {}
    parts = [
        front_matter(words["downloads"], words["downloads_lead"]),
        f"# {markdown_text(words['downloads'])}",
        markdown_text(words["downloads_lead"]),
        *_book(desk),
        *_deck_table(desk),
        *_form_table(desk),
        markdown_text(" ".join(filter(None, (words["edition"], kit.edition, edition_date())))),
    ]
    return {DOWNLOADS_PAGE: "\n\n".join(parts) + "\n"}


def form_bar(form: Form, desk: Desk) -> str:
    """What stands under a form's title: which form it is, its files, and who sees the answers."""
    words, files = words_of(form.page.lang), downloads.of_form(form)
    readers = [words.get(f"readers_{reader.strip()}", reader.strip()) for reader in form.audience.split(",")]
    audience = f"{words['for']} {', '.join(readers)}" if form.audience else ""
    appendix = f"{words['appendix']} {form.appendix}" if form.appendix else ""
    buttons = [(files.pdf, words["pdf"]), (files.large_print, words["large_print"])]
    top = bar([appendix, audience], buttons, form.page.path, desk)
    return f"{top}\n\n{_privacy(form.privacy, words['privacy'])}" if form.privacy else top


def _privacy(text: str, label: str) -> str:
    return f'<p class="kit-privacy"><strong>{html_text(label)}</strong> {html_text(text)}</p>'


def _book(desk: Desk) -> Iterator[str]:
    """Only the kit's own theme has the whole handbook on one page."""
    if desk.own_theme:
        words = desk.words
        address = relative_url(DOWNLOADS_PAGE, BOOK_PAGE, directory_urls=desk.directory_urls)
        yield f"## {markdown_text(words['handbook'])}"
        yield f'<a href="{html_text(address)}">{html_text(words["book"])}</a>. {markdown_text(words["book_lead"])}'


def _deck_table(desk: Desk) -> Iterator[str]:
    words, named, rows = desk.words, guide_words(desk.kit.local.language), list[Sequence[str]]()
    for deck in desk.kit.decks:
        files = downloads.of_deck(deck)
        slides, guide, run_sheet = _file_cells((files.slides, files.guide, files.run_sheet), desk)
        if desk.own_theme:
            page = html_link(words["on_this_site"], guide_path(deck), DOWNLOADS_PAGE, "kit-page-link", desk)
            guide += f"<br>{page}"
        rows.append((link(deck.title, deck_path(deck), DOWNLOADS_PAGE), slides, guide, run_sheet))
    if rows:
        yield f"## {markdown_text(words['workshops'])}"
        yield _table((words["workshop"], words["powerpoint"], named.guide, named.run_sheet), rows)


def _form_table(desk: Desk) -> Iterator[str]:
    words, rows = desk.words, list[Sequence[str]]()
    hidden = {line.text for line in desk.kit.local.site.hide}
    for form in (form for form in desk.kit.forms if form.page.path not in hidden):
        files = downloads.of_form(form)
        title = f"{form.appendix}. {form.title}" if form.appendix else form.title
        cells = _file_cells((files.pdf, files.large_print), desk)
        rows.append((link(title, form.page.path, DOWNLOADS_PAGE), *cells))
    if rows:
        yield f"## {markdown_text(words['forms'])}"
        yield _table((words["form"], words["pdf"], words["large_print"]), rows)
        yield bar([], [(downloads.ALL_FORMS, words["all_forms"])], DOWNLOADS_PAGE, desk)


def _file_cells(files: Iterable[Download], desk: Desk) -> Iterator[str]:
    for file in files:
        yield file_link(file, DOWNLOADS_PAGE, desk)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table without the columns that are empty in every row."""
    kept = [index for index in range(len(header)) if any(row[index] for row in rows)]
    texts = [[markdown_text(header[index]) for index in kept], ["---"] * len(kept)]
    texts += [[row[index] for index in kept] for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in texts)
