"""Goes down the lines of a Markdown text beside the tree that was made of it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from generators.markdown.preprocessed import AHEAD

_OPENING = re.compile(r"[\s>]*(?:(?:[-*+]|[0-9]+\.)\s+)*(?:!{3}|\?{3}|={3}|/{3})[+! ]*\S")
"""A line that opens an admonition, details, a tab, or another block, and holds nothing of what is in it but a title."""

_OF_LINES = frozenset({"ul", "ol", "li", "dl", "dt", "dd", "blockquote"})
"""Elements that begin on the line of what is in them."""


class Cursor:
    """Goes down the lines, and finds the one on which each piece of the tree's text stands: less its margin, a text in
    the tree is its lines as they were, and in their order."""

    def __init__(self, numbers: Sequence[int], texts: Sequence[str], html: Container[int]) -> None:
        """``html`` are the positions of lines in which HTML and Markdown are mixed."""
        self._numbers, self._texts, self._html = numbers, texts, html
        self._taken = bytearray(len(texts))
        self._at, self._end = 0, len(texts)

    def enter(self, start: int, end: int) -> None:
        """Goes on with the lines from ``start`` to ``end``, or where it is among them."""
        self._at, self._end = max(start, self._at), end

    def enter_left_over(self, text: str) -> None:
        """Goes to the line, anywhere in the text, that was taken for nothing else and ends as ``text`` does."""
        piece = text.strip().partition("\n")[0].rstrip()
        found = (index for index in range(len(self._texts)) if not self._taken[index] and self._ends_with(index, piece))
        self._at, self._end = next(found, 0), len(self._texts)

    def here(self) -> int:
        """The number of the next line with words."""
        return self._numbers[min(self._next(), self._end - 1)] if self._end else 0

    def take(self, text: str) -> tuple[int, int]:
        """The numbers of the first and the last line of ``text``, which are then behind."""
        found: list[int] = []
        for piece in filter(None, map(str.strip, text.split("\n"))):
            index = self._index_of(piece)
            if index is not None:
                found.append(self._numbers[index])
                self._taken[index], self._at = 1, index + 1
        return (found[0], found[-1]) if found else (self.here(), self.here())

    def take_bare(self, tag: str) -> int:
        """The number of the line that an element without a text of its own begins on."""
        at = self._next()
        text = self._texts[at] if at < self._end else ""
        opens_html = at in self._html and f"<{tag}" in text.lower() and "</" not in text
        line = self.here()
        if tag == "hr" or opens_html or (tag not in _OF_LINES and _OPENING.match(text)):
            self._at = at + 1
        return line

    def take_table(self, rows: int) -> Sequence[int]:
        """The numbers of the lines of so many rows, the head first; none if no table in Markdown begins here."""
        first = last = self._next()
        while last < min(first + rows + 1, self._end) and not self._is_empty(last):
            last += 1
        found = self._numbers[first:last]
        if len(found) < 2 or "|" not in self._texts[first] or self._texts[first + 1].strip("> |:-"):
            return ()
        self._at = last
        return (found[0], *found[2:]) if len(found) > 2 else (found[0], found[1])

    def _next(self) -> int:
        at = self._at
        while at < self._end and self._is_empty(at):
            at += 1
        return at

    def _is_empty(self, at: int) -> bool:
        text = self._texts[at].strip("> \t")
        return not text or (at in self._html and text.startswith("</"))

    def _index_of(self, piece: str) -> int | None:
        if self._at < self._end and self._texts[self._at].endswith(piece):
            return self._at
        near = range(self._at, min(self._at + AHEAD, self._end))
        whole = next((index for index in near if self._ends_with(index, piece)), None)
        return whole if whole is not None else next((index for index in near if piece in self._texts[index]), None)

    def _ends_with(self, index: int, piece: str) -> bool:
        text = self._texts[index]
        return text.endswith(piece) or text.rstrip("# \t").endswith(piece)  # a closed heading
