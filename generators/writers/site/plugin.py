"""The hand that the site writer keeps in a MkDocs build: unused files out, search index in."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generators.writers.site.search import INDEX_FILE, Entry, entries, index_script


class SitePlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Works on the kit's own theme only; another theme's build is left as its author set it up."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Entry] = []

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Leaves out what Material's own templates would load, since the kit's templates do not."""
        own = Path(config.theme.custom_dir or "")
        for file in list(files):
            source = Path(file.abs_src_path or "")
            if not source.is_relative_to(own) and not source.is_relative_to(config.docs_dir):
                files.remove(file)
        return files

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Takes the page into the search index."""
        self.found.extend(entries(page.url, str(page.title), html))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the search index."""
        file = Path(config.site_dir, INDEX_FILE)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(index_script(self.found), encoding="utf-8", newline="\n")
