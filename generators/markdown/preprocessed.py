"""Finds for each line that Python-Markdown's preprocessors leave the line that it was before them.

Preprocessors put a placeholder in the place of fenced code and of raw HTML, and blank lines around it. Other lines
stay as they are, and in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from markdown.util import HTML_PLACEHOLDER_RE, STX

AHEAD = 100
"""Lines after which a text is no longer looked for: as many in a row, at most, become nothing that is shown."""

_BEHIND = 300
"""As many lines behind the last text that was found: without an end, the time would grow by the square."""

_TAB = 4
_FENCE = re.compile(r"[\s>]*(?P<fence>`{3,}|~{3,})")


def lines_of(written: list[str], parsed: list[str], stash: Sequence[str | Element]) -> Sequence[int]:
    """The number (from 0) among the ``written`` lines of each of the ``parsed`` ones.

    ``stash`` holds what the placeholders stand for.
    """
    if parsed[: len(written)] == written:
        return range(len(parsed))
    return tuple(_Reader(written, stash).numbers(parsed))


def placeholder_in(line: str) -> int | None:
    """Which placeholder a line is, if it is one."""
    found = HTML_PLACEHOLDER_RE.fullmatch(line.strip()) if STX in line else None
    return int(found[1]) if found else None


class _Reader:
    """Goes down the written lines: all before ``_at`` are behind, and no text was found after ``_floor``."""

    def __init__(self, written: Sequence[str], stash: Sequence[str | Element]) -> None:
        self._written = [line.expandtabs(_TAB).strip() for line in written]
        self._stash = stash
        self._at = self._floor = 0

    def numbers(self, parsed: Sequence[str]) -> Iterator[int]:
        for text in parsed:
            line = text.strip()
            while line and self._at < len(self._written) and not self._written[self._at]:
                self._at += 1
            stashed = placeholder_in(line)
            number = self._of_text(line) if stashed is None else self._of_stashed(self._stash[stashed])
            yield min(number, len(self._written) - 1)

    def _of_text(self, line: str) -> int:
        """A line that stood there, or the end of one behind HTML; any other is new, as the lines of a snippet are."""
        if not line:
            return self._at
        for index, written in enumerate(self._written[self._at : self._at + AHEAD], self._at):
            if written == line:
                self._at = self._floor = index + 1
                return index
        behind = range(self._floor, min(self._at, len(self._written)))
        return next((index for index in behind if self._written[index].endswith(line)), self._at)

    def _of_stashed(self, stashed: str | Element) -> int:
        """The line on which HTML or fenced code begins; the lines that it takes are then behind."""
        opening = f"<{stashed.tag}" if isinstance(stashed, Element) else stashed.strip().partition("\n")[0]
        start = next((index for index in self._near() if opening in self._written[index]), None)
        if start is None:
            start = next((index for index in self._near() if _FENCE.match(self._written[index])), self._at)
        self._at = max(self._at, start + self._size(start, stashed))
        return start

    def _near(self) -> Iterator[int]:
        """The lines ahead, and those of which nothing was found yet, by their numbers."""
        most = len(self._written)
        yield from range(self._at, min(self._at + AHEAD, most))
        yield from range(self._floor, min(self._at, self._floor + _BEHIND, most))

    def _size(self, start: int, stashed: str | Element) -> int:
        """How many lines from ``start`` on ``stashed`` was made of."""
        fence = _FENCE.match(self._written[start]) if start < len(self._written) else None
        if fence:
            behind = range(start + 1, len(self._written))
            ends = (number for number in behind if self._written[number].endswith(fence["fence"]))
            return next(ends, start) - start + 1
        if isinstance(stashed, str):
            return stashed.strip().count("\n") + 1
        return self._size_of_element(start, stashed.tag)

    def _size_of_element(self, start: int, tag: str) -> int:
        """The number of lines up to the one on which as many elements of the kind are closed as are opened."""
        opened = 0
        for number in range(start, len(self._written)):
            tags = re.findall(rf"<(/?){re.escape(tag)}\b", self._written[number], re.IGNORECASE)
            opened += sum(-1 if slash else 1 for slash in tags)
            if opened <= 0:
                return number - start + 1
        return 1
