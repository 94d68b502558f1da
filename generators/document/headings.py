"""The anchors of a page's plain headings, known without rendering the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown.extensions.toc import slugify

from generators.model import Extension, Lines
from generators.text.verbatim import outside_code

_PLAIN_HEADING = re.compile(r"#{1,6} (?P<text>[\w ,?]+)")
"""A heading of words alone, in which no extension can find anything to change."""

_OWN_ANCHORS = frozenset({"slugify", "separator"})
"""Options of the table of contents under which anchors are made in another way."""


def plain_anchors(lines: Lines, extensions: Sequence[Extension]) -> Iterator[str]:
    """The anchors that are certain; a page may have more."""
    if any(item.name.endswith("toc") and _OWN_ANCHORS & item.options.keys() for item in extensions):
        return
    for _, line in outside_code(lines):
        if heading := _PLAIN_HEADING.fullmatch(line.text):
            yield slugify(heading["text"].strip(), "-")
