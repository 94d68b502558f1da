"""The hand that the site writer keeps in a MkDocs build on the kit's own theme."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generators.words.sections import SiteWords
from generators.writers.site.book import Chapter, book_content
from generators.writers.site.finishing import finished, slimmed
from generators.writers.site.picture_sizes import with_sizes
from generators.writers.site.policy import HEADERS_FILE, headers, policy
from generators.writers.site.search import INDEX_FILE, Entry, entries, index_script

POLICED_TEMPLATE = "partials/scheme.html"


class SitePlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Finishes the pages, gathers the search index and the book, and states the security policy.

    ``data`` is what the templates take from the kit; ``chapters`` are the paths of the pages that the book takes;
    ``assets`` are the site's pictures.
    """

    def __init__(
        self, data: dict[str, Any], words: SiteWords, chapters: frozenset[str], assets: Mapping[str, Path]
    ) -> None:
        super().__init__()
        self.assets = assets
        self.data = data
        self.words = words
        self.chapters = chapters
        self.found: list[Entry] = []
        self.in_order: list[Page] = []

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leaves out what Material's own templates would load, since the kit's templates do not."""
        own, pages = Path(config.theme.custom_dir or "").resolve(), Path(config.docs_dir).resolve()
        for file in list(files):
            source = Path(file.abs_src_path or "").resolve()
            of_theme = source.is_relative_to(own) and not file.src_uri.startswith("partials/")
            if not of_theme and not source.is_relative_to(pages):
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remembers the reading order."""
        self.in_order = [page for page in nav.pages if page.file.src_uri in self.chapters]
        return nav

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Finishes the page and takes it into the search index."""
        content = with_sizes(finished(html, self.words), page.url, self.assets)
        if not page.meta.get("hidden"):
            self.found.extend(entries(page.url, str(page.title), content))
        return content

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Gives the templates the book and the policy, now that every page is rendered."""
        chapters = [self._chapter(page) for page in self.in_order]
        self.data["book"] = book_content(chapters)
        self.data["chapters"] = [{"title": chapter.title, "anchor": chapter.anchor} for chapter in chapters]
        self.data["policy"] = policy(env.get_template(POLICED_TEMPLATE).render())
        return env

    def _chapter(self, page: Page) -> Chapter:
        turned = page.meta.get("dir") if page.meta.get("lang") else ""
        return Chapter(
            page.url,
            str(page.title),
            page.content or "",
            str(page.meta.get("lang") or ""),
            str(turned) if turned != self.data["direction"] else "",
        )

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Takes out of styles and scripts what only their authors need."""
        return slimmed(output_content) if template_name.endswith((".css", ".js")) else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the search index and the headers."""
        output = Path(config.site_dir)
        (output / INDEX_FILE).parent.mkdir(parents=True, exist_ok=True)
        (output / INDEX_FILE).write_text(index_script(self.found), encoding="utf-8", newline="\n")
        (output / HEADERS_FILE).write_text(headers(self.data["policy"]), encoding="utf-8", newline="\n")
