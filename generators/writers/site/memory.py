"""Remembers rendered pages, so that a further build in the same process renders only what changed."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

FIRST, LAST = 100, -100
MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Rendered:
    """What MkDocs makes of a page's Markdown. ``links`` are the anchors it names, by the path of their page."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: frozenset[str]
    links: Mapping[str, Mapping[str, str]]


class Memory:
    """Rendered pages by a hash of all that they depend on; the least used are forgotten first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Rendered] = OrderedDict()

    def recall(self, key: str) -> Rendered | None:
        if key in self._pages:
            self._pages.move_to_end(key)
        return self._pages.get(key)

    def keep(self, pages: Mapping[str, Rendered]) -> None:
        self._pages.update(pages)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)


REMEMBERED = Memory()
"""Shared by all builds of a process: what a page becomes depends on nothing but what its key is made of."""


class RememberingPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Has MkDocs pass over a text that is known, and then gives it what was made of the text before."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.memory = memory
        self.fresh: dict[str, Rendered] = {}
        self._surroundings = b""
        self._keys: dict[str, str] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """A link is rendered by what it leads to, so each key holds all paths and all settings of Markdown."""
        paths = sorted(file.src_uri for file in files)
        settings = (paths, config.use_directory_urls, config.markdown_extensions, sorted(config.mdx_configs.items()))
        self._surroundings = repr(settings).encode()
        return files

    @event_priority(LAST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keeps a known text from being rendered, when nothing changes it any more."""
        path = page.file.src_uri
        digest = hashlib.sha256(self._surroundings + path.encode() + b"\0" + markdown.encode())
        self._keys[path] = digest.hexdigest()
        if self.memory.recall(self._keys[path]):
            # MkDocs has no event for this, and making a converter for an empty text takes it as long as a short text.
            page.content = ""
            page.render = _not_again  # type: ignore[method-assign]
        return markdown

    @event_priority(FIRST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts in what is known, before anything else looks at it, or notes what is new."""
        key = self._keys[page.file.src_uri]
        known = self.memory.recall(key)
        if known is None:
            self.fresh[key] = _rendered(page, html)
            return html
        page.toc, page._title_from_render = known.toc, known.title
        page.present_anchor_ids = set(known.anchors)
        page.links_to_anchors = dict(_files_by_path(known.links, files))
        return known.content

    def keep(self) -> None:
        """Remembers what is new. A page with a dead link must not be: its warning would not come again."""
        self.memory.keep(self.fresh)


def _not_again(config: MkDocsConfig, files: Files) -> None:
    """In place of rendering a page."""


def _rendered(page: Page, html: str) -> Rendered:
    links = {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}
    return Rendered(html, page.toc, page._title_from_render, frozenset(page.present_anchor_ids or ()), links)


def _files_by_path(links: Mapping[str, Mapping[str, str]], files: Files) -> dict[File, dict[str, str]]:
    found = ((files.get_file_from_path(path), anchors) for path, anchors in links.items())
    return {file: dict(anchors) for file, anchors in found if file is not None}
