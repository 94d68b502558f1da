"""Whether text fits its box, and how it goes on on balanced slides when it does not.

Lines are broken as renderers break them, with real font widths.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from generators.brand.metrics import pitch, width
from generators.decks.slideshow.content import Paragraphs, Run, SlideParagraph
from generators.decks.slideshow.design import NUMBER_ROOM, Box, TextStyle
from generators.model.remembered import remembered_by_value
from generators.model.replacing import replace

SHRINK = 0.92
"""The least that body text shrinks: 18 points become 16.6, still legible from the back row."""

CROWDED = 0.88
"""The least when a single line would be left over for a slide of its own."""

SPARE = 0.97
"""The share of a box that is filled, since no two programs set text alike."""

_WORDS = re.compile(r"\n|[^\S\n]+|[^\s-]*-+|[^\s-]+")


Piece = tuple[str, Run]
"""Some text, and the run that it is of."""


class TextBox(Struct, frozen=True):
    """Where text must fit: a box's inner size in points, its style, and the family of the font."""

    width: float
    height: float
    style: TextStyle
    family: str

    @classmethod
    def of(cls, box: Box, style: TextStyle, family: str, inset: float = 0.0) -> TextBox:
        return cls(box.width - 2 * inset, box.height - 2 * inset, style, family)


class SetLine(Struct, frozen=True):
    """One line as it is set: ``width`` in points, and the pieces of its text, neighbors of one look joined."""

    width: float
    runs: tuple[Run, ...]


def lines_of(runs: Sequence[Run], size: float, room: float, family: str, *, bold: bool = False) -> int:
    """How many lines the runs take at ``size`` points in ``room`` points."""
    return sum(1 for _ in wrapped(runs, size, room, family, bold=bold))


def wrapped(runs: Sequence[Run], size: float, room: float, family: str, *, bold: bool = False) -> Iterator[list[Piece]]:
    """The lines as a renderer breaks them: at spaces, after hyphens, and inside a word only when nothing else helps."""
    line: list[Piece] = []
    used = 0.0
    for word in _words(tuple(runs), family, bold=bold):
        wide = word.width * size
        if word.text == "\n":
            yield line
            line, used = [], 0.0
        elif word.text.isspace():
            if line:
                line.extend(word.pieces)
                used += wide
        elif used + wide <= room + 0.01 or not line:
            line.extend(word.pieces)
            used += wide
        else:
            yield line
            line, used = list(word.pieces), wide
        while used > room + 0.01 and not word.text.isspace():
            yield line
            line, used = [], used - room
    yield line


class _Word(Struct, frozen=True):
    """What stands between two places where a line may break, or is one; ``width`` in ems."""

    pieces: tuple[Piece, ...]
    text: str
    width: float


@remembered_by_value
def _words(runs: tuple[Run, ...], family: str, *, bold: bool) -> tuple[_Word, ...]:
    """Remembered, since a text that does not fit is set again in smaller sizes."""
    return tuple(
        _Word(
            tuple(pieces),
            "".join(text for text, _ in pieces),
            math.fsum(width(text, family, bold=bold or run.bold) for text, run in pieces),
        )
        for pieces in _pieces(runs)
    )


def _pieces(runs: Sequence[Run]) -> Iterator[list[Piece]]:
    """A word may run over several runs."""
    word: list[Piece] = []
    for run in runs:
        for piece in _WORDS.findall(run.text):
            if piece.isspace():
                if word:
                    yield word
                    word = []
                yield [(piece, run)]
            else:
                word.append((piece, run))
                if piece.endswith("-"):
                    yield word
                    word = []
    if word:
        yield word


@remembered_by_value
def set_lines(paragraph: SlideParagraph, frame: TextBox, scale: float) -> tuple[SetLine, ...]:
    """The paragraph's lines, for those who draw what the deck shows."""
    size, bold = frame.style.size(paragraph.level) * scale, frame.style.bold or paragraph.heading
    room = frame.width - indent_of(paragraph, frame.style)
    return tuple(
        _set(line, size, frame.family, bold=bold)
        for line in wrapped(paragraph.runs, size, room, frame.family, bold=bold)
    )


def _set(line: list[Piece], size: float, family: str, *, bold: bool) -> SetLine:
    while line and line[-1][0].isspace():
        line.pop()
    wide = math.fsum(width(text, family, bold=bold or run.bold) for text, run in line) * size
    joined = (("".join(text for text, _ in same), run) for run, same in groupby(line, key=lambda piece: piece[1]))
    return SetLine(wide, tuple(replace(run, text=text, bold=bold or run.bold) for text, run in joined))


def indent_of(paragraph: SlideParagraph, style: TextStyle) -> float:
    """Where the paragraph's lines begin, in points from its box's edge."""
    if paragraph.marker == "number":
        return style.indent(paragraph.level) + NUMBER_ROOM
    return style.indent(paragraph.level) if paragraph.indented or paragraph.marker != "none" else 0.0


@remembered_by_value
def paragraph_height(paragraph: SlideParagraph, frame: TextBox, scale: float) -> float:
    """The height of the paragraph's lines in points, without the gap above it."""
    style = frame.style
    size = style.size(paragraph.level) * scale
    room = frame.width - indent_of(paragraph, style)
    count = lines_of(paragraph.runs, size, room, frame.family, bold=style.bold or paragraph.heading)
    return count * size * pitch(paragraph.text) * style.spacing


def height(paragraphs: Paragraphs, frame: TextBox, scale: float = 1.0) -> float:
    """The height of all paragraphs in points; there is no gap above the first."""
    gaps = math.fsum(frame.style.gap(paragraph.level) for paragraph in paragraphs[1:]) * scale
    return gaps + math.fsum(paragraph_height(paragraph, frame, scale) for paragraph in paragraphs)


def fits(paragraphs: Paragraphs, frame: TextBox, scale: float = 1.0) -> bool:
    return height(paragraphs, frame, scale) <= frame.height * SPARE


_SENTENCE_END = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)]*$")


def groups_of(paragraphs: Paragraphs) -> Iterator[Paragraphs]:
    """A paragraph with all that hangs on it: deeper levels, text under an item, and what follows a heading."""
    group: list[SlideParagraph] = []
    for paragraph in paragraphs:
        hangs = paragraph.level > 0 or (paragraph.indented and paragraph.marker == "none")
        if group and not hangs and not group[-1].heading:
            yield tuple(group)
            group = []
        group.append(paragraph)
    if group:
        yield tuple(group)


def breakable(paragraphs: Paragraphs, frame: TextBox) -> Paragraphs:
    """The paragraphs, with groups that are higher than a whole slide taken apart."""
    result: list[SlideParagraph] = []
    for group in groups_of(paragraphs):
        if fits(group, frame, SHRINK):
            result.extend(group)
        else:
            result.extend(_loosened(group, frame))
    return tuple(result)


def _loosened(group: Paragraphs, frame: TextBox) -> Iterator[SlideParagraph]:
    """A group too high for one slide: its children become parents where a slide must end, long paragraphs are cut."""
    stacked: list[SlideParagraph] = []
    for paragraph in group:
        for cut in _cut(paragraph, frame):
            piece = cut
            if stacked and not fits((*stacked, piece), frame, SHRINK):
                stacked = []
                piece = replace(piece, level=0, indented=piece.marker != "none")
            stacked.append(piece)
            yield piece


def _cut(paragraph: SlideParagraph, frame: TextBox, most: float = 0.5) -> Iterator[SlideParagraph]:
    """A paragraph higher than twice ``most``, a share of a slide, as several that end with its sentences, if any."""
    most *= frame.height * SPARE
    if paragraph_height(paragraph, frame, SHRINK) <= most * 2:
        yield paragraph
        return
    piece: list[Run] = []
    used = 0.0
    for run in _sentence_runs(paragraph.runs):
        high = paragraph_height(replace(paragraph, runs=(run,)), frame, SHRINK)
        if piece and used + high > most:
            yield replace(paragraph, runs=tuple(piece))
            paragraph, piece, used = replace(paragraph, marker="none", indented=paragraph.marker != "none"), [], 0.0
        piece.append(run)
        used += high
    if piece:
        yield replace(paragraph, runs=tuple(piece))


def _sentence_runs(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs cut after each sentence, and after forty words of one that does not end."""
    for run in runs:
        words: list[str] = []
        for word in re.findall(r"\s*\S+\s*", run.text) or [run.text]:
            words.append(word)
            if _SENTENCE_END.search(word.strip()) or len(words) >= 40:
                yield replace(run, text="".join(words))
                words = []
        if words:
            yield replace(run, text="".join(words))


_TITLE_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


class Fitted(Struct, frozen=True):
    """What stands on one slide, and the factor for its sizes."""

    paragraphs: Paragraphs
    scale: float


@remembered_by_value
def fit(paragraphs: Paragraphs, frame: TextBox) -> tuple[Fitted, ...]:
    """The paragraphs as one slide, shrunk by no more than ``SHRINK``, or as several of about the same height."""
    for scale in (1.0, 0.96, SHRINK):
        if fits(paragraphs, frame, scale):
            return (Fitted(paragraphs, scale),)
    parts = _divided(breakable(paragraphs, frame), frame)
    return tuple(_best(part, frame) for part in _without_orphans(parts, frame))


def _divided(paragraphs: Paragraphs, frame: TextBox) -> list[Paragraphs]:
    """The paragraphs on as few slides as hold them, and on two at least."""
    groups = tuple(groups_of(paragraphs))
    gap = frame.style.gap(0) * SHRINK
    heights = [height(group, frame, SHRINK) + gap for group in groups]
    bounds = balanced(heights, frame.height * SPARE + gap, least=2)
    return [tuple(paragraph for group in groups[start:end] for paragraph in group) for start, end in bounds]


def _without_orphans(parts: list[Paragraphs], frame: TextBox) -> list[Paragraphs]:
    """``parts`` without one of a single line: it and its neighbor are set a little smaller, or divided better."""
    for index in reversed(range(len(parts))):
        if len(parts) > 1 and _is_orphan(parts[index], frame):
            start = max(0, index - 1)
            parts = [*parts[:start], *_joined(parts[start], parts[start + 1], frame), *parts[start + 2 :]]
    return parts


def _joined(first: Paragraphs, second: Paragraphs, frame: TextBox) -> tuple[Paragraphs, ...]:
    if fits((*first, *second), frame, CROWDED):
        return ((*first, *second),)
    pieces = tuple(piece for part in (*first, *second) for piece in _cut(part, frame, most=0.25))
    parts = tuple(_divided(pieces, frame))
    is_better = len(parts) == 2 and not any(_is_orphan(part, frame) for part in parts)
    return parts if is_better and all(fits(part, frame, SHRINK) for part in parts) else (first, second)


def _is_orphan(part: Paragraphs, frame: TextBox) -> bool:
    return len(part) == 1 and len(set_lines(part[0], frame, SHRINK)) == 1


def fit_whole(paragraphs: Paragraphs, frame: TextBox) -> tuple[Fitted, ...]:
    """The paragraphs on one slide, as small as a title may get; none where they would have to be smaller still."""
    scale = next((scale for scale in _TITLE_SCALES if fits(paragraphs, frame, scale)), None)
    return (Fitted(paragraphs, scale),) if scale else ()


def _best(paragraphs: Paragraphs, frame: TextBox) -> Fitted:
    scale = next((scale for scale in (1.0, SHRINK) if fits(paragraphs, frame, scale)), CROWDED)
    return Fitted(paragraphs, scale)


@remembered_by_value
def fit_title(title: str, frame: TextBox, form: str = "{title}") -> Fitted:
    """The title in its box. One too long even at the smallest scale is cut, never what ``form`` adds to it."""
    for scale in _TITLE_SCALES:
        paragraphs = _titled(form, title)
        if fits(paragraphs, frame, scale):
            return Fitted(paragraphs, scale)
    smallest = _TITLE_SCALES[-1]

    def leaves(length: int) -> int:
        return 0 if fits(_cut_title(form, title, length), frame, smallest) else 1

    longest = bisect_left(range(1, len(title)), 1, key=leaves)
    return Fitted(_cut_title(form, title, max(1, longest)), smallest)


def _titled(form: str, title: str) -> Paragraphs:
    return (SlideParagraph((Run(form.format(title=title)),)),)


def _cut_title(form: str, title: str, length: int) -> Paragraphs:
    """The title's first letters, up to the end of a word where there is one."""
    start = title[:length]
    whole = start.rpartition(" ")[0] if " " in start and not title[length : length + 1].isspace() else start
    return _titled(form, f"{whole.rstrip()} \u2026")


def balanced(heights: Sequence[float], most: float, least: int = 1) -> list[tuple[int, int]]:
    """Bounds of parts of about the same height, none higher than ``most`` but for single ones; ``least`` at least."""
    count = max(least, math.ceil(math.fsum(heights) / most))
    while count < len(heights) and max(_part_heights(heights, count)) > most:
        count += 1
    return list(_bounds(heights, count))


def _part_heights(heights: Sequence[float], count: int) -> Iterator[float]:
    return (math.fsum(heights[start:end]) for start, end in _bounds(heights, count))


def _bounds(heights: Sequence[float], count: int) -> Iterator[tuple[int, int]]:
    """Where each of ``count`` parts starts and ends, none of them empty."""
    start, used, left, parts = 0, 0.0, math.fsum(heights), count
    for index, high in enumerate(heights):
        waiting = len(heights) - index
        if index > start and parts > 1 and (used + high / 2 > left / parts or waiting < parts):
            yield start, index
            start, left, used, parts = index, left - used, 0.0, parts - 1
        used += high
    yield start, len(heights)
