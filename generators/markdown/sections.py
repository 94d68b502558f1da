"""Cuts a page into sections that Markdown reads each by itself as it reads them together."""

from __future__ import annotations

import re
from collections.abc import Iterable

KNOWN = frozenset(
    {
        "abbr",
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "kit_dialect",
        "kit_fields",
        "md_in_html",
        "pymdownx.details",
        "pymdownx.tasklist",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
    }
)
"""Extensions of which it is known what in a section depends on another; with any other, a page is read whole."""

_BEFORE_A_HEADING = re.compile(r"\n\n(?=#{1,6} )")

BEYOND_A_SECTION = re.compile(
    r"(?=[<\s\[`~d_(*\x02\x03\r])(?:"  # most letters begin nothing of the kind
    r"<(?!https?:)"  # HTML, which may go on behind a heading, and comments
    r"|^\s*\[[^\]\n]+\]:"  # what a link's name means, which holds for the whole page
    r"|\[\^"  # footnotes, which are numbered
    r"|^\s*\*\[[^\]\n]+\]:"  # what an abbreviation means, likewise
    r"|`{3}|~{3}"  # code, in which a heading is none
    r"|\[TOC\]|data-toc"  # the list of contents
    r"|_{3}|^\s*(?:\(|\[[ xX]\])"  # fields, which are one form
    r"|[\x02\x03\r])",  # marks of the library's own, and ends of lines that it changes
    re.MULTILINE,
)


def sections_of(text: str, extensions: Iterable[str]) -> tuple[str, ...]:
    """The parts of a page before each of its headings; the whole page as one where a part may depend on another."""
    names = {name.removeprefix("markdown.extensions.") for name in extensions}
    if not names <= KNOWN or BEYOND_A_SECTION.search(text):
        return (text,)
    return tuple(_BEFORE_A_HEADING.split(text))
