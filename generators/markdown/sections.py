"""Cuts a page into sections that Markdown reads each by itself as it reads them together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generators.markdown.known_extensions import READ_BY_SECTIONS, short_name

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


def are_known(extensions: Iterable[str]) -> bool:
    """Whether it is known of each of ``extensions`` what in one section depends on another."""
    return set(map(short_name, extensions)) <= READ_BY_SECTIONS


def sections_of(text: str, extensions: Iterable[str]) -> tuple[str, ...]:
    """The parts of a page before each of its headings; the whole page as one where a part may depend on another."""
    if not are_known(extensions) or BEYOND_A_SECTION.search(text):
        return (text,)
    return tuple(_BEFORE_A_HEADING.split(text))
