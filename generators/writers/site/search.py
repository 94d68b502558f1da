"""The search index: a script, since a page opened from a folder may load scripts but no data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

INDEX_FILE = "search/index.js"

_HEADING = re.compile(r"<h([1-3])\b[^>]*\bid=\"([^\"]*)\"[^>]*>(.*?)</h\1>", re.DOTALL)
_NOISE = re.compile(r"<a class=\"headerlink\".*?</a>|<(script|style|svg)\b.*?</\1>", re.DOTALL)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|small|span|strong|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A section that a reader can find: its address below the site, its page's title, its own title, and its text.

    What comes ``last`` is found after everything else, however well it matches.
    """

    location: str
    page: str
    title: str
    text: str
    last: bool = False


def entries(url: str, page_title: str, content: str) -> Iterator[Entry]:
    """The sections of one page's HTML ``content``, cut at its headings down to the third level."""
    content = _NOISE.sub("", content)
    start, anchor, title = 0, "", page_title
    for heading in _HEADING.finditer(content):
        yield from _entry(url, anchor, page_title, title, content[start : heading.start()])
        start, title = heading.end(), text_of(heading[3])
        anchor = "" if heading[1] == "1" else heading[2]
    yield from _entry(url, anchor, page_title, title, content[start:])


def index_script(found: list[Entry]) -> str:
    """The file that the theme's search loads when a reader first looks for something."""
    rows = [[entry.location, entry.page, entry.title, entry.text, *([1] if entry.last else [])] for entry in found]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.kitSearchIndex = {data};\n"


def _entry(url: str, anchor: str, page: str, title: str, content: str) -> Iterator[Entry]:
    text = text_of(content)
    if text or anchor:
        yield Entry(f"{url}#{anchor}" if anchor else url, page, title, text)


def text_of(content: str) -> str:
    """The words of HTML ``content``, on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE_TAG.sub("", content))).split())
