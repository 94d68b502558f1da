"""Text and addresses put safely into the Markdown and HTML of generated pages."""

from __future__ import annotations

import posixpath
import re
from html import escape

_MARKUP = re.compile(r"[!#&()*+\-.:<=>@\[\\\]^_`{|}~]")


def markdown_text(text: str) -> str:
    """``text`` as Markdown that shows exactly these characters, on one line.

    What could be markup becomes character references: unlike backslashes, they mean the same to every extension.
    """
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def html_text(text: str) -> str:
    """``text`` as HTML, in an element or in a quoted attribute."""
    return escape(text)


def relative_url(page_path: str, target: str, *, directory_urls: bool) -> str:
    """The address of ``target`` (below the site) as a link on the page of ``page_path`` (Markdown, below the docs)."""
    stem, _ = posixpath.splitext(page_path)
    is_index = posixpath.basename(stem) in {"index", "README"}
    folder = stem if directory_urls and not is_index else posixpath.dirname(stem)
    return posixpath.relpath(target, folder or ".")
