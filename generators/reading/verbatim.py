"""Knows which parts of a Markdown text are shown as they are typed: code, fenced or between backticks, and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from generators.model import Line, Lines
from generators.model.remembered import remembered

_INDENTED = ("    ", "\t")

_FENCE = re.compile(r"\s*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_FENCE_END = re.compile(r"\s*(?P<fence>`{3,}|~{3,})\s*")
_TICKS = re.compile(r"`+")
_CODE_INDENT = 4
"""Spaces from which a line is an indented code block or belongs to a list or an admonition."""

_CONTAINER = re.compile(r"\s*(?:[-*+•]\s|\d{1,9}[.)]\s|[!?]{3}|===[+! ]|\[\^[^\]]+\]:|:\s|///)")
"""What begins a list item, an admonition, a tab, a footnote, or a definition, to which indented lines belong."""

_HTML = re.compile(
    r"<(?P<close>/?)(?:address|article|aside|blockquote|center|details|div|dl|fieldset|figure|form|main|ol|p|section|svg|table|ul)\b",
    re.IGNORECASE,
)
"""The elements in which indented lines are HTML, and no code (Python-Markdown, ``block_level_elements``)."""


def outside_code(lines: Lines) -> Iterator[tuple[int, Line]]:
    """The lines that stand in no code, fenced or indented, and in no comment of several lines, each with its index."""
    return iter(_outside_code(lines))


def outside_fences(lines: Lines) -> Iterator[tuple[int, Line]]:
    """The same with indented code, in which something may be meant as text.

    A fence or a comment that is never closed is text like any other, as it is for Python-Markdown.
    """
    return iter(_outside_fences(lines))


@remembered
def _outside_code(lines: Lines) -> tuple[tuple[int, Line], ...]:
    if not any(line.text.startswith(_INDENTED) for line in lines):
        return _outside_fences(lines)
    code = _IndentedCode()
    return tuple((index, line) for index, line in _outside_fences(lines) if not code.holds(line.text))


@remembered
def _outside_fences(lines: Lines) -> tuple[tuple[int, Line], ...]:
    return tuple(_apart_from_fences(lines))


def _apart_from_fences(lines: Lines) -> Iterator[tuple[int, Line]]:
    ends = _Ends(lines)
    last = -1
    for index, line in enumerate(lines):
        if index <= last:
            continue
        if not _may_hide(line.text):
            yield index, line
            continue
        fence = ends.of_fence(index)
        last = fence or ends.of_comment(index)
        if not fence:
            yield index, line


def masked(text: str) -> str:
    """``text`` with spaces in place of each code span, so that what is found in it stands outside of code."""
    if "`" not in text:
        return text
    parts: list[str] = []
    at = 0
    for start, end in code_spans(text):
        parts.extend((text[at:start], " " * (end - start)))
        at = end
    return "".join((*parts, text[at:]))


def readable(text: str) -> str:
    """``text`` with spaces in place of its code spans and of its comments, also of one that goes on after it."""
    shown = masked(text)
    if "<!--" not in shown:
        return shown
    parts: list[str] = []
    at = 0
    for start, end in comments(shown):
        parts.extend((shown[at:start], " " * (end - start)))
        at = end
    rest = shown[at:]
    opened = rest.find("<!--")
    return "".join((*parts, rest if opened < 0 else rest[:opened] + " " * (len(rest) - opened)))


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where each comment of a line begins and ends; those between backticks, and one that stays open, are left out."""
    shown = masked(text)
    start = shown.find("<!--")
    while start >= 0 and (end := shown.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = shown.find("<!--", end + 3)


def opens_fence(text: str) -> bool:
    """Whether a line begins fenced code, were there a line to end it."""
    return _may_fence(text) and _indentation(text) < _CODE_INDENT and _FENCE.match(text) is not None


def opens_comment(text: str) -> bool:
    """Whether a comment that begins on this line goes on after it."""
    if "<!--" not in text:
        return False
    last = max((end for _, end in comments(text)), default=0)
    return "<!--" in masked(text)[last:]


class _IndentedCode:
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
        indentation = _indentation(text.expandtabs(_CODE_INDENT))
        if self._is_after_blank or self._is_code:
            while self._containers and self._containers[-1] >= indentation:
                self._containers.pop()
            base = self._containers[-1] + _CODE_INDENT if self._containers else 0
            self._is_code = not self._elements and indentation >= base + _CODE_INDENT
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


class _Ends:
    """Where the fenced code and the comments of a text end."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._comments = [index for index, line in enumerate(lines) if "-->" in line.text]
        self._fences: dict[str, list[int]] = {}
        for index, line in enumerate(lines):
            if _may_fence(line.text) and (found := _FENCE_END.fullmatch(line.text)):
                self._fences.setdefault(found["fence"], []).append(index)

    def of_fence(self, start: int) -> int:
        """The last line of the fenced code that begins at ``start``, or 0 when none begins there."""
        text = self._lines[start].text
        found = _FENCE.match(text) if _may_fence(text) else None
        return _next(self._fences.get(found["fence"], []), start) if found else 0

    def of_comment(self, start: int) -> int:
        """The last line of the comment that goes on after ``start``, or 0; a line with text behind it is not hidden."""
        end = _next(self._comments, start) if opens_comment(self._lines[start].text) else 0
        return end - 1 if end and self._lines[end].text.partition("-->")[2].strip() else end


def _next(indexes: list[int], after: int) -> int:
    position = bisect_right(indexes, after)
    return indexes[position] if position < len(indexes) else 0


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """From each run of backticks to the next one of the same length; a run behind a backslash opens nothing."""
    runs = [found.span() for found in _TICKS.finditer(text)]
    by_length: dict[int, list[int]] = {}
    for start, end in runs:
        by_length.setdefault(end - start, []).append(start)
    at = 0
    for start, end in runs:
        if start >= at and not is_escaped(text, start) and (closing := _next(by_length[end - start], start)):
            at = closing + end - start
            yield start, at


def is_escaped(text: str, at: int) -> bool:
    """Whether the character at ``at`` stands behind a backslash that is not escaped itself."""
    backslashes = 0
    while at > backslashes and text[at - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1


def _may_hide(text: str) -> bool:
    """A quick look that spares most lines the slow ones."""
    return "<!--" in text or _may_fence(text)


def _may_fence(text: str) -> bool:
    """A quick look that spares most lines the slow one."""
    return "```" in text or "~~~" in text


def _indentation(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
