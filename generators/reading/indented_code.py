"""Knows which lines of a Markdown text are indented code, and by a quick look that most texts have none."""

from __future__ import annotations

import re

from generators.model import Lines

_MAY_BE_APART = re.compile(r"\s*>| {0,3}\t| {4}")
"""What begins each line of a quote and of indented code."""

CODE_INDENT = 4
"""Spaces from which a line is an indented code block or belongs to a list or an admonition."""

_CONTAINER = re.compile(r"\s*(?:[-*+•]\s|\d{1,9}[.)]\s|[!?]{3}|===[+! ]|\[\^[^\]]+\]:|:\s|///)")
"""What begins a list item, an admonition, a tab, a footnote, or a definition, to which indented lines belong."""

_HTML = re.compile(
    r"<(?P<close>/?)(?:address|article|aside|blockquote|center|details|div|dl|fieldset|figure|form|main|ol|p|section|svg|table|ul)\b",
    re.IGNORECASE,
)
"""The elements in which indented lines are HTML, and no code (Python-Markdown, ``block_level_elements``)."""


def may_be_apart(lines: Lines, fenced: frozenset[int]) -> bool:
    """Whether anything outside of what is ``fenced`` is quoted, or may be indented code: behind an empty line.

    What stands below the first line of a box or an item belongs to that, up to another line that is not indented.
    """
    is_after_blank, above = True, ""
    for index, line in enumerate(lines):
        if index in fenced:
            continue
        text = line.text
        if not text or text.isspace():
            is_after_blank = True
            continue
        found = _MAY_BE_APART.match(text) if text[0] == ">" or text[0].isspace() else None
        if found and (found[0][-1] == ">" or (is_after_blank and not _belongs_to(above, text))):
            return True
        if text[0] not in " \t":
            above = text
        is_after_blank = False
    return False


def _belongs_to(above: str, text: str) -> bool:
    return indentation_of(text.expandtabs(CODE_INDENT)) < 2 * CODE_INDENT and _CONTAINER.match(above) is not None


class IndentedCode:
    """Follows a text line by line, to know which lines are indented code: it begins behind an empty line."""

    def __init__(self) -> None:
        self._containers: list[int] = []
        self._elements = 0
        self._is_code = False
        self._is_after_blank = True

    def holds(self, text: str) -> bool:
        """Whether the next line, which stands in no fenced code, is indented code."""
        if not text.strip():
            self._is_after_blank = True
            return False
        indentation = indentation_of(text.expandtabs(CODE_INDENT))
        if self._is_after_blank or self._is_code:
            while self._containers and self._containers[-1] >= indentation:
                self._containers.pop()
            base = self._containers[-1] + CODE_INDENT if self._containers else 0
            self._is_code = not self._elements and indentation >= base + CODE_INDENT
        self._is_after_blank = False
        if not self._is_code:
            self._open(text, indentation)
        return self._is_code

    def _open(self, text: str, indentation: int) -> None:
        if _CONTAINER.match(text):
            while self._containers and self._containers[-1] >= indentation:
                self._containers.pop()
            self._containers.append(indentation)
        for found in _HTML.finditer(text) if "<" in text else ():
            self._elements = max(0, self._elements + (-1 if found["close"] else 1))


def indentation_of(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
