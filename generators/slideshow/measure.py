"""How high text stands in a box when it is set there: lines broken as renderers break them, with real font widths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from generators.slideshow.content import Paragraph, Paragraphs, Run
from generators.slideshow.design import NUMBER_ROOM, Box, TextStyle
from generators.slideshow.metrics import pitch, width

SHRINK = 0.92
"""The least that body text shrinks: 18 points become 16.6, still legible from the back row."""

SPARE = 0.97
"""The share of a box that is filled, since no two programs set text alike."""

_WORDS = re.compile(r"\n|[^\S\n]+|[^\s-]*-+|[^\s-]+")


Piece = tuple[str, Run]
"""Some text, and the run that it is of."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text must fit: a box's inner size in points, its style, and the family of the font."""

    width: float
    height: float
    style: TextStyle
    family: str

    @classmethod
    def of(cls, box: Box, style: TextStyle, family: str, inset: float = 0.0) -> Frame:
        return cls(box.width - 2 * inset, box.height - 2 * inset, style, family)


@dataclass(frozen=True, slots=True)
class SetLine:
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


@dataclass(frozen=True, slots=True)
class _Word:
    """What stands between two places where a line may break, or is one; ``width`` in ems."""

    pieces: tuple[Piece, ...]
    text: str
    width: float


@lru_cache(maxsize=8192)
def _words(runs: tuple[Run, ...], family: str, *, bold: bool) -> tuple[_Word, ...]:
    """Remembered, since a text that does not fit is set again in smaller sizes."""
    return tuple(
        _Word(
            tuple(pieces),
            "".join(text for text, _ in pieces),
            sum(width(text, family, bold=bold or run.bold) for text, run in pieces),
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


@lru_cache(maxsize=8192)
def set_lines(paragraph: Paragraph, frame: Frame, scale: float) -> tuple[SetLine, ...]:
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
    wide = sum(width(text, family, bold=bold or run.bold) for text, run in line) * size
    joined = (("".join(text for text, _ in same), run) for run, same in groupby(line, key=lambda piece: piece[1]))
    return SetLine(wide, tuple(replace(run, text=text, bold=bold or run.bold) for text, run in joined))


def indent_of(paragraph: Paragraph, style: TextStyle) -> float:
    """Where the paragraph's lines begin, in points from its box's edge."""
    if paragraph.marker == "number":
        return style.indent(paragraph.level) + NUMBER_ROOM
    return style.indent(paragraph.level) if paragraph.indented or paragraph.marker != "none" else 0.0


@lru_cache(maxsize=8192)
def paragraph_height(paragraph: Paragraph, frame: Frame, scale: float) -> float:
    """The height of the paragraph's lines in points, without the gap above it."""
    style = frame.style
    size = style.size(paragraph.level) * scale
    room = frame.width - indent_of(paragraph, style)
    count = lines_of(paragraph.runs, size, room, frame.family, bold=style.bold or paragraph.heading)
    return count * size * pitch(paragraph.text) * style.spacing


def height(paragraphs: Paragraphs, frame: Frame, scale: float = 1.0) -> float:
    """The height of all paragraphs in points; there is no gap above the first."""
    gaps = sum(frame.style.gap(paragraph.level) for paragraph in paragraphs[1:]) * scale
    return gaps + sum(paragraph_height(paragraph, frame, scale) for paragraph in paragraphs)


def fits(paragraphs: Paragraphs, frame: Frame, scale: float = 1.0) -> bool:
    return height(paragraphs, frame, scale) <= frame.height * SPARE
