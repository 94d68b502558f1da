"""The home page in a local's own words."""

from __future__ import annotations

import re

from generators.model import Kit, SiteChoices
from generators.writers.site.markup import markdown_text

HOME_PAGE = "index.md"

_TITLE = re.compile(r"# +(?P<text>.*?)(?: *\{[^}]*\})?$")
_AFTER_LEAD = re.compile(r"!\[|#|<|---|\{")


def with_own_words(text: list[str], site: SiteChoices) -> list[str]:
    """The home page's lines with the headline and the lead of ``site`` in place of the kit's, where it has them."""
    title = next((index for index, line in enumerate(text) if _TITLE.match(line)), None)
    if title is None:
        return text
    end = next((index for index in range(title + 1, len(text)) if _AFTER_LEAD.match(text[index])), len(text))
    headline = f"# {markdown_text(site.headline)}" if site.headline else text[title]
    lead = ["", markdown_text(site.lead), ""] if site.lead else text[title + 1 : end]
    return [*text[:title], headline, *lead, *text[end:]]


def headline(kit: Kit) -> str:
    """The first words of the home page."""
    home = next((page for page in kit.pages if page.path == HOME_PAGE), None)
    titles = (_TITLE.match(line.text) for line in (home.lines if home else ()))
    written = next((title["text"] for title in titles if title), "")
    return kit.local.site.headline or written or kit.site.name
