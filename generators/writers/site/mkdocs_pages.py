"""A plugin by which MkDocs builds a kit from its author's own folder, with what the kit puts in place and beside it.

Other plugins want real files: their dates, their history, and the hidden files beside them. So pages are read where
they are, and only what differs is handed over.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.meta import get_data

from generators.forms.extension import marked_lines
from generators.forms.next_step import next_step_html
from generators.markup.element import escaped
from generators.model import Form, Page
from generators.model.built_site import BuiltPage
from generators.model.kit import published
from generators.writers.site.a_to_z import letters_of
from generators.writers.site.generated import deck_path, form_bar
from generators.writers.site.generated_page import GeneratedPage
from generators.writers.site.mkdocs_search import add_terms
from generators.writers.site.pages import meta_of
from generators.writers.site.running_text import HOME_PAGE, with_own_words
from generators.writers.site.views import SiteContext

_HEADER = re.compile(r" {0,3}[\w-]+:|\s")

FIRST, LAST = 100, -100
"""Priorities: before anything else has looked at a page, and after everything else has."""


class KitPages(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Gives MkDocs the pages and files of a kit that its folder lacks or has otherwise, and remembers what was made.

    ``generated`` are the pages by no author, ``files`` what the kit adds beside its assets, by path. Both are written
    into ``folder``, since some plugins open each file.
    """

    def __init__(
        self,
        site: SiteContext,
        generated: Mapping[str, GeneratedPage],
        files: Mapping[str, bytes],
        folder: Path,
        *,
        guards: bool,
    ) -> None:
        self.built: dict[str, BuiltPage] = {}
        self._site = site
        self.generated = generated
        self._files = files
        self._folder = folder
        self._guards = guards
        self._pages = {page.path: page for page in site.kit.pages}
        self._forms = {form.page.path: form for form in site.kit.forms}
        self._terms: dict[str, Sequence[str]] = {}
        self._terms_of_decks = {deck_path(deck): deck.search_terms for deck in site.kit.decks}

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds what is not in the folder, and takes the place of what a local has otherwise."""
        kit, folder = self._site.kit, self._site.kit.site.docs_dir
        for path, made in self.generated.items():
            _put(files, self._file(config, path, _source(made.meta, made.markdown()).encode()))
        for path, page in self._pages.items():
            if page.over or not _is_below(page, self._site):
                text = _source(meta_of(page, kit), self._text(page))
                _put(files, self._file(config, path, text.encode()))
        for path, file in kit.assets.items():
            for name in {path, published(kit, path)}:
                if file != folder / name:
                    _put(files, File.generated(config, name, abs_src_path=str(file)))
        for path, content in self._files.items():
            _put(files, self._file(config, path, content))
        return files

    def _file(self, config: MkDocsConfig, path: str, content: bytes) -> File:
        """A file of the site whose ``content`` the kit has made."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return File.generated(config, path, abs_src_path=str(file))

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Gives the kit's own templates what they file the index with."""
        env.globals["letters_of"] = partial(letters_of, site=self._site)
        return env

    def on_page_read_source(self, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """The page with what the kit changed in its text: values, passages, a form's downloads; None for nothing."""
        own = self._page(page)
        if own is None or page.file.generated_by is not None:
            return None
        made, written = self._text(own), _written(page.file)
        if written is None:  # in another encoding, which the kit has read
            return _source(own.front.written, made)
        if _is_same(_plain(made), _plain(written)):
            return None
        body, meta = get_data(written)
        return written.removesuffix(body) + made if body and written.endswith(body) else _source(meta, made)

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Fills in what stands above a page, and lets none of it be HTML where a local's might."""
        if own := self._page(page):
            page.meta.update(self._meta(own, page.meta))
        if self._guards:
            page.meta = {key: _as_letters(value) for key, value in page.meta.items()}
        return markdown

    @event_priority(LAST)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Remembers what the page became."""
        path = page.file.src_uri
        self.built[path] = BuiltPage(path, page.file.url, page.file.dest_uri, html)
        own = self._page(page)
        self._terms[page.url] = own.front.search_terms if own else self._terms_of_decks.get(path, ())
        return html

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Gives search what pages are also called, when the index is written."""
        add_terms(Path(config.site_dir), self._terms)

    def _page(self, page: MkDocsPage) -> Page | None:
        """The kit's own page; some computers take the letters of a file's name apart."""
        return self._pages.get(unicodedata.normalize("NFC", page.file.src_uri))

    def _text(self, page: Page) -> str:
        """The text of ``page`` as MkDocs is to read it."""
        lines = [line.text for line in marked_lines(page, self._site.dialect)]
        if page.path == HOME_PAGE:
            lines = with_own_words(lines, self._site.kit.local.site)
        form = self._forms.get(page.path)
        return "\n".join(self._with_downloads(lines, form) if form else lines)

    def _with_downloads(self, lines: list[str], form: Form) -> list[str]:
        closing = str(next_step_html(form, self._site.kit.local))
        return [*_under_title(lines, str(form_bar(form, self._site))), "", closing]

    def _meta(self, page: Page, found: Mapping[str, Any]) -> dict[str, object]:
        """What changes above a page: values of a local's, and for the kit's own templates what they ask for."""
        written, every = page.front.written, meta_of(page, self._site.kit)
        values = {key: written[key] for key in found if "{{" in str(found[key]) and key in written}
        if not self._site.kit.site.own_theme:
            return values
        return {**values, **{key: value for key, value in every.items() if key not in written or key == "lang"}}


def _is_below(page: Page, site: SiteContext) -> bool:
    """Whether ``page`` is written in the folder of the pages, and by no local's pack."""
    settings = site.kit.local.place.file.rpartition("/")[0]
    return site.kit.local.slug == "base" or not page.place.file.startswith(f"{settings}/")


def _put(files: Files, file: File) -> None:
    """Adds ``file`` in the place of another of its name."""
    if before := files.get_file_from_path(file.src_uri):
        files.remove(before)
    files.append(file)


def _written(file: File) -> str | None:
    """What stands in a file; None where it is not UTF-8, or cannot be read, which its reader tells."""
    try:
        return file.content_string
    except (OSError, ValueError):
        return None


def _is_same(made: str, written: str) -> bool:
    """Whether the kit has changed nothing: all that is more in the file is its front matter, or what looks like it."""
    if not written.endswith(made):
        return False
    head = written.removesuffix(made).strip()
    if head.startswith("---"):
        return head.endswith(("---", "..."))
    return all(_HEADER.match(line) for line in head.splitlines())


def _plain(text: str) -> str:
    """The kit reads letters composed, and blank lines at the ends say nothing."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _source(meta: Mapping[str, object], text: str) -> str:
    return f"---\n{_yaml(meta)}\n---\n\n{text}\n"


def _yaml(value: object) -> str:
    """``value`` as JSON, which is YAML, too, but for its dates: plugins want dates, and JSON has none."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _under_title(text: list[str], block: str) -> list[str]:
    title = next((index for index, line in enumerate(text) if line.startswith("# ") and line[2:].strip()), -1)
    return [*text[: title + 1], "", block, "", *text[title + 1 :]]


def letters(text: str) -> str:
    """``text`` as HTML for any place in a strange theme, a value in single quotes among them."""
    return str(escaped(text)).replace("'", "&#39;")


def _as_letters(value: Any) -> Any:
    if isinstance(value, str):
        return letters(value)
    return [_as_letters(item) for item in value] if isinstance(value, list) else value
