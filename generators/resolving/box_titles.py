"""Titles for boxes of which an author says only the kind, in the language of the page."""

from __future__ import annotations

import re

from generators.model import Line, Lines
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading.verbatim import outside_fences
from generators.words.catalogue import ENGLISH, nearest, words_of

_ALERT = re.compile(r"(?:\s|[-*+] |[0-9]{1,9}[.)] )*(?:> ?)+\[!(?P<kind>[A-Za-z]+)\][+-]?\s*")
"""``> [!NOTE]``, of GitHub."""

_ADMONITION = re.compile(r"\s*(?:!!!|\?{3}\+?) ?(?P<kind>[A-Za-z]+)(?: [\w-]+)*\s*")
"""``!!! note``, of Python-Markdown, and ``??? note``, which opens when it is asked to."""


def with_box_titles(lines: Lines, language: str) -> Lines:
    """``lines`` of a page in ``language`` (BCP 47), each untitled box with its title.

    Outside of English, that is: there, Markdown makes a title of the kind by itself.
    """
    if next(iter(nearest(language)), ENGLISH) == ENGLISH or not any(_may_open(line.text) for line in lines):
        return lines
    return _with_titles(lines, language)


@remembered
def _with_titles(lines: Lines, language: str) -> Lines:
    titled = {index: _titled(line, language) for index, line in outside_fences(lines) if _may_open(line.text)}
    return tuple(titled.get(index, line) for index, line in enumerate(lines))


def _may_open(text: str) -> bool:
    return "[!" in text or "!!!" in text or "???" in text


def _titled(line: Line, language: str) -> Line:
    alert, admonition = _ALERT.fullmatch(line.text), _ADMONITION.fullmatch(line.text)
    found = alert or admonition
    title = getattr(words_of(language).box, found["kind"].lower(), "") if found else ""
    if not title or (found and found["kind"] == "language"):
        return line
    return replace(line, text=f"{line.text.rstrip()} {title}" if alert else f'{line.text.rstrip()} "{title}"')
