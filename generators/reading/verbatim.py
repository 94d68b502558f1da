"""Knows what of a Markdown text is shown as it is typed, or not at all: code, math, raw HTML, and comments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from generators.model import Line, Lines
from generators.model.remembered import Memory, remembered
from generators.model.replacing import replace
from generators.reading.indented_code import CODE_INDENT, IndentedCode, indentation_of, may_be_apart

_FENCE = re.compile(
    r"(?P<margin>[\s>]*(?:(?:[-*+•]|\d{1,9}[.)]|:)\s+|\[\^[^\]\s]{1,99}\]:\s+)*[\s>]*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})"
)
_FENCE_END = re.compile(r"(?P<margin>[\s>]*)(?P<fence>`{3,}|~{3,})\s*")
_RAW = re.compile(
    r"[\s>]*(?:<(?P<tag>pre|script|style|textarea|math)\b|(?P<math>\$\$)|(?P<bracket>\\\[)\s*$"
    r"|\\begin\{(?P<part>[a-zA-Z]+\*?)\})",
    re.IGNORECASE,
)
"""What begins raw HTML, or math that stands by itself (TeX); ``\\[`` with words behind it rather shows a bracket."""

_INLINE_RAW = re.compile(
    r"<(?P<tag>pre|script|style|textarea|math)\b.*?</(?P=tag)\s*>|\$\$.+?\$\$|\\\(.+?\\\)"
    r"|(?<![\\$\w])\$(?=\S)(?=[^$\n]*?(?:[\\^]|_\{))[^$\n]*\S\$(?![\d$])",
    re.IGNORECASE | re.DOTALL,
)
"""The same within a line; between single dollars, only what is written as in TeX."""

_MAY_HOLD = re.compile(r"[`$]|<!--|-->|</|\\\(")
"""A quick look for what ``readable`` leaves out."""

_QUOTED = re.compile(r"\s*>[ ]?")
_DEEPEST = 12
"""Quotes in quotes that are looked into."""
_WHOLE_COMMENTS = re.compile(r"[^`~$\\<]*(?:<!--[^`~$\\<>]*-->[^`~$\\<]*)+")
"""A line that begins nothing which goes on after it, as most marks are."""

_TICKS = re.compile(r"`+")
_WORDS = re.compile(
    r"(?P<margin>[\s>]*(?:(?:[-*+•]|\d{1,9}[.)]|[!?]{3}\+?|#{1,6})\s+)*(?:\*{1,2}|!?\[)?)[^\W\d_][^<>`~$\\]*"
)
"""A line of which nothing but the ``margin`` says what of a text is code: it has none of the signs that do."""


def outside_code(lines: Lines) -> Iterator[tuple[int, Line]]:
    """The lines that stand in no code, raw HTML, or math, and in no comment of several lines, each with its index."""
    return _without(in_code(lines), lines)


def _without(hidden: frozenset[int], lines: Lines) -> Iterator[tuple[int, Line]]:
    return ((index, line) for index, line in enumerate(lines) if index not in hidden)


@remembered
def in_code(lines: Lines) -> frozenset[int]:
    """The indexes of all other lines.

    Between two locals, lines mostly differ in words alone: then it is the same.
    """
    fenced = _in_fences(lines)
    if not may_be_apart(lines, fenced):
        return fenced  # as on most pages
    shape = _shape(lines)
    known = _code.get(shape)
    return _code.keep(shape, _others(_outside(lines, _DEEPEST), lines)) if known is None else known


def from_heading_to_heading(lines: Lines, is_heading: Callable[[str], object]) -> tuple[Lines, ...]:
    """The parts of a text, each from a heading with an empty line above; all of it, where code reaches over one."""
    hidden = in_code(lines)
    heads = (at for at, line in enumerate(lines) if at and at not in hidden and is_heading(line.text))
    spans = [*pairwise((0, *(at for at in heads if not lines[at - 1].text.strip()), len(lines)))]
    alone = (start + at for start, end in spans for at in in_code(lines[start:end]))
    return tuple(lines[start:end] for start, end in spans) if frozenset(alone) == hidden else (lines,)


Shape = tuple[str, ...]

_code: Memory[Shape, frozenset[int]] = Memory()
_fences: Memory[Shape, frozenset[int]] = Memory()
_signs: Memory[str, str] = Memory()


def _shape(lines: Lines) -> Shape:
    """What of each line may say what is code: plain words are all alike."""
    return tuple([_signs.get(line.text) or _signs.keep(line.text, _signs_of(line.text)) for line in lines])


def _signs_of(text: str) -> str:
    found = _WORDS.fullmatch(text)
    return f"{found['margin']}x" if found else text or "\n"


def _others(found: Iterator[tuple[int, Line]], lines: Lines) -> frozenset[int]:
    """The indexes of the lines that are not ``found``, which are few, and mostly none at all."""
    return frozenset(range(len(lines))).difference(index for index, _ in found) or frozenset()


def _outside(lines: Lines, depth: int) -> Iterator[tuple[int, Line]]:
    """The same; quotes are looked into down to ``depth``, since what is in them is a text of its own."""
    fenced = _in_fences(lines)
    if not may_be_apart(lines, fenced):
        yield from _without(fenced, lines)
        return
    code = IndentedCode()
    quote: list[tuple[int, Line]] = []
    for index, line in _without(fenced, lines):
        if code.holds(line.text):
            continue
        is_quoted = depth > 0 and _QUOTED.match(line.text) is not None
        if quote and (not is_quoted or index != quote[-1][0] + 1):
            yield from _outside_quoted(quote, depth)
            quote = []
        if is_quoted:
            quote.append((index, line))
        else:
            yield index, line
    yield from _outside_quoted(quote, depth)


def _outside_quoted(quote: list[tuple[int, Line]], depth: int) -> Iterator[tuple[int, Line]]:
    inside = tuple(replace(line, text=_QUOTED.sub("", line.text, count=1)) for _, line in quote)
    for number, _ in _outside(inside, depth - 1):
        yield quote[number]


def outside_fences(lines: Lines) -> Iterator[tuple[int, Line]]:
    """The same with indented code, in which something may be meant as text.

    What is never closed is text like any other, as it is for Python-Markdown.
    """
    return _without(_in_fences(lines), lines)


@remembered
def _in_fences(lines: Lines) -> frozenset[int]:
    if not any(_may_begin(text) for line in lines if may_hide(text := line.text)):
        return frozenset()
    shape = _shape(lines)
    known = _fences.get(shape)
    return _fences.keep(shape, _found_in_fences(lines)) if known is None else known


def _found_in_fences(lines: Lines) -> frozenset[int]:
    openings = [index for index, line in enumerate(lines) if _may_begin(line.text)]
    ends = _Ends(lines)
    hidden: set[int] = set()
    last = -1
    for index in openings:
        if index <= last:
            continue
        fence = ends.of_fence(index) or ends.of_raw(index)
        last = fence if fence is not None else ends.of_comment(index)
        hidden.update(range(index if fence is not None else index + 1, last + 1))
    return frozenset(hidden)


def shown(lines: Lines) -> Iterator[tuple[int, Line, str]]:
    """The lines outside of code, each with what ``readable`` leaves of it: a code span may go over line ends."""
    for paragraph in paragraphs(lines):
        texts = [text for _, _, text in paragraph]
        if any(_MAY_HOLD.search(text) for text in texts):
            texts = readable("\n".join(texts)).split("\n")
        for (index, line, _), text in zip(paragraph, texts, strict=True):
            yield index, line, text


def paragraphs(lines: Lines) -> Iterator[list[tuple[int, Line, str]]]:
    """Lines outside of code that follow one another without a blank one, each with its text.

    Of a comment that began on a line above, the text leaves the end out.
    """
    paragraph: list[tuple[int, Line, str]] = []
    last = -1
    for index, line in outside_code(lines):
        if paragraph and (index != last + 1 or not line.text.strip()):
            yield paragraph
            paragraph = []
        if line.text.strip():
            goes_on = index and index != last + 1
            paragraph.append((index, line, _behind_comment(line.text) if goes_on else line.text))
        last = index
    if paragraph:
        yield paragraph


def _behind_comment(text: str) -> str:
    """``text`` with spaces in place of the end of a comment, if it begins with that."""
    end = text.find("-->") + 3
    return " " * end + text[end:] if end > 2 and "<!--" not in text[:end] else text


def masked(text: str) -> str:
    """``text`` with spaces in place of each code span, so that what is found in it stands outside of code."""
    if "`" not in text:
        return text
    parts: list[str] = []
    at = 0
    for start, end in code_spans(text):
        parts.extend((text[at:start], _blank(text[start:end])))
        at = end
    return "".join((*parts, text[at:]))


def _blank(text: str) -> str:
    """``text`` with a space in the place of each letter; ends of lines stay."""
    return re.sub(r"[^\n]", " ", text) if "\n" in text else " " * len(text)


def readable(text: str) -> str:
    """``text`` with spaces in place of its code spans, math, and comments, also of one that goes on after it."""
    shown = masked(text)
    if "$" in shown or "\\(" in shown or "</" in shown:
        shown = _INLINE_RAW.sub(lambda found: _blank(found[0]), shown)
    if "<!--" not in shown:
        return shown
    parts: list[str] = []
    at = 0
    for start, end in comments(shown):
        parts.extend((shown[at:start], _blank(shown[start:end])))
        at = end
    rest = shown[at:]
    opened = rest.find("<!--")
    return "".join((*parts, rest if opened < 0 else rest[:opened] + _blank(rest[opened:])))


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where each comment of a line begins and ends; those between backticks, and one that stays open, are left out."""
    shown = masked(text)
    start = shown.find("<!--")
    while start >= 0 and (end := shown.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = shown.find("<!--", end + 3)


def opens_fence(text: str) -> bool:
    """Whether a line begins fenced code, were there a line to end it."""
    return _may_fence(text) and indentation_of(text) < CODE_INDENT and _FENCE.match(text) is not None


def opens_comment(text: str) -> bool:
    """Whether a comment that begins on this line goes on after it."""
    if "<!--" not in text:
        return False
    last = max((end for _, end in comments(text)), default=0)
    return "<!--" in masked(text)[last:]


class _Ends:
    """Where the fenced code, the raw HTML, the math, and the comments of a text end."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._comments = [index for index, line in enumerate(lines) if "-->" in line.text]
        self._fences: dict[tuple[int, str], list[int]] = {}
        self._raw: dict[str, list[int]] = {}
        for index, line in enumerate(lines):
            if _may_fence(line.text) and (found := _FENCE_END.fullmatch(line.text)):
                self._fences.setdefault((found["margin"].count(">"), found["fence"]), []).append(index)

    def of_fence(self, start: int) -> int | None:
        """The last line of the fenced code that begins at ``start``, or None when none begins there."""
        text = self._lines[start].text
        found = _FENCE.match(text) if _may_fence(text) else None
        ends = self._fences.get((found["margin"].count(">"), found["fence"]), []) if found else []
        return _next(ends, start) or None

    def of_raw(self, start: int) -> int | None:
        """The last line of the raw HTML or math that begins at ``start``, or None; not with words behind its end."""
        text = self._lines[start].text
        found = _RAW.match(text) if _may_be_raw(text) else None
        if found is None:
            return None
        end = _raw_end(found)
        if end not in text[found.end() :].lower():
            last = _next(self._with(end), start)
            return (last if self._ends_with(last, end) else last - 1) or None if last else None
        return start if text.lower().rstrip().endswith(end) else None

    def _with(self, end: str) -> list[int]:
        if end not in self._raw:
            self._raw[end] = [index for index, line in enumerate(self._lines) if end in line.text.lower()]
        return self._raw[end]

    def _ends_with(self, index: int, end: str) -> bool:
        return self._lines[index].text.lower().rstrip().endswith(end)

    def of_comment(self, start: int) -> int:
        """The last line of the comment that goes on after ``start``, or 0; a line with text behind it is not hidden."""
        end = _next(self._comments, start) if opens_comment(self._lines[start].text) else 0
        return end - 1 if end and self._lines[end].text.partition("-->")[2].strip() else end


def _raw_end(found: re.Match[str]) -> str:
    if found["tag"]:
        return f"/{found['tag'].lower()}>"
    if found["part"]:
        return f"\\end{{{found['part'].lower()}}}"
    return "$$" if found["math"] else "\\]"


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


def may_hide(text: str) -> bool:
    """A quick look that spares most lines the slow ones: whether any sign of code, HTML, or math stands on it."""
    return "<" in text or "```" in text or "~~~" in text or "$$" in text or "\\[" in text or "\\begin{" in text


def _may_begin(text: str) -> bool:
    """Whether something may begin on the line that goes on after it."""
    return may_hide(text) and not _WHOLE_COMMENTS.fullmatch(text)


def _may_be_raw(text: str) -> bool:
    """A quick look that spares most lines the slow one."""
    return "<" in text or "$$" in text or "\\[" in text or "\\begin{" in text


def _may_fence(text: str) -> bool:
    """A quick look that spares most lines the slow one."""
    return "```" in text or "~~~" in text
