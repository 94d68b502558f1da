"""Lets nothing of a pack run on its site, whatever theme the site has."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generators.model import Kit
from generators.packs import clean

FIRST = 100


def guard(config: MkDocsConfig, kit: Kit) -> None:
    """Has every page cleaned, and for a theme that is not the kit's own, every title and description escaped.

    The kit's own templates escape what they show; most themes take their author's texts for HTML.
    """
    config.markdown_extensions = [*config.markdown_extensions, clean.NAME]
    if not config.theme.get("kit"):
        config.nav = _with_escaped_titles(config.nav)
        config.site_name = escape(config.site_name) if kit.local.site.title else config.site_name
        config.plugins["kit-guard"] = EscapingPlugin()


class EscapingPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Turns the texts of each page's front matter into HTML that shows them to the letter."""

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Changes the front matter, before anything has looked at it."""
        page.meta = {key: _escaped(value) for key, value in page.meta.items()}
        return markdown


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(value)
    return [_escaped(item) for item in value] if isinstance(value, list) else value


def _with_escaped_titles(items: Any) -> Any:
    """A navigation as ``mkdocs.yml`` writes it: lists of ``{title: path or list}``."""
    if isinstance(items, list):
        return [_with_escaped_titles(item) for item in items]
    if isinstance(items, dict):
        return {escape(title): _with_escaped_titles(value) for title, value in items.items()}
    return items
