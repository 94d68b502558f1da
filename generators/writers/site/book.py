"""The whole handbook on one page: chapters in reading order, their links turned toward one another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

BOOK_PAGE = "handbook.html"

_ID = re.compile(r'(\s(?:id|for|name|aria-labelledby|aria-describedby|list)=")([^"]+)(")')
_ADDRESS = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
_HEADING = re.compile(r"(</?h)([1-5])\b")
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the book: its address below the site, its title and text as HTML.

    ``language`` and ``direction`` are empty where they are the site's own.
    """

    url: str
    title: str
    content: str
    language: str = ""
    direction: str = ""

    @property
    def anchor(self) -> str:
        """Where the book's contents lead."""
        return re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(self.url)[0].lower()).strip("-") or "start"


def book_content(chapters: Sequence[Chapter]) -> str:
    """The chapters as HTML sections for a page at the top of the site; every ``id`` is unique in it."""
    anchors = {chapter.url: chapter.anchor for chapter in chapters}
    sections = (
        f'<section class="kit-chapter" id="{chapter.anchor}"{_language(chapter)}>\n{_text(chapter, anchors)}\n'
        for chapter in chapters
    )
    return "".join(f"{section}</section>\n" for section in sections)


def _language(chapter: Chapter) -> str:
    spoken = {"lang": chapter.language, "dir": chapter.direction}
    return "".join(f' {name}="{escape(value)}"' for name, value in spoken.items() if value)


def _text(chapter: Chapter, anchors: Mapping[str, str]) -> str:
    def own(match: re.Match[str]) -> str:
        names = (f"{chapter.anchor}--{name}" for name in match[2].split())
        return f"{match[1]}{' '.join(names)}{match[3]}"

    def turned(match: re.Match[str]) -> str:
        return f"{match[1]}{_address_in_book(match[2], chapter, anchors)}{match[3]}"

    content = _PERMALINK.sub("", chapter.content)
    content = _ADDRESS.sub(turned, _ID.sub(own, content))
    # The book's own title is the only first-level heading.
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", content)


def _address_in_book(address: str, chapter: Chapter, anchors: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return address
    if not parts.path:
        return f"#{chapter.anchor}--{parts.fragment}" if parts.fragment else f"#{chapter.anchor}"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(chapter.url), parts.path))
    if target in anchors:
        return f"#{anchors[target]}--{parts.fragment}" if parts.fragment else f"#{anchors[target]}"
    return target + (f"#{parts.fragment}" if parts.fragment else "")
