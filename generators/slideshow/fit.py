"""Whether text fits its box, and how it goes on on balanced slides when it does not."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generators.slideshow.content import Paragraph, Paragraphs, Run
from generators.slideshow.measure import SHRINK, SPARE, Frame, fits, height
from generators.slideshow.pieces import breakable, groups_of

_TITLE_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What stands on one slide, and the factor for its sizes."""

    paragraphs: Paragraphs
    scale: float


@lru_cache(maxsize=4096)
def fit(paragraphs: Paragraphs, frame: Frame) -> tuple[Fitted, ...]:
    """The paragraphs as one slide, shrunk by no more than ``SHRINK``, or as several of about the same height."""
    for scale in (1.0, 0.96, SHRINK):
        if fits(paragraphs, frame, scale):
            return (Fitted(paragraphs, scale),)
    groups = tuple(groups_of(breakable(paragraphs, frame)))
    gap = frame.style.gap(0) * SHRINK
    heights = [height(group, frame, SHRINK) + gap for group in groups]
    most = frame.height * SPARE + gap
    count = max(2, math.ceil(sum(heights) / most))
    while count < len(groups) and max(_part_heights(heights, count)) > most:
        count += 1
    return tuple(_best(part, frame) for part in _balanced(groups, heights, count))


def _best(paragraphs: Paragraphs, frame: Frame) -> Fitted:
    return Fitted(paragraphs, 1.0 if fits(paragraphs, frame) else SHRINK)


@lru_cache(maxsize=4096)
def fit_title(title: str, frame: Frame, form: str = "{}") -> Fitted:
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
    return (Paragraph((Run(form.format(title)),)),)


def _cut_title(form: str, title: str, length: int) -> Paragraphs:
    """The title's first letters, up to the end of a word where there is one."""
    start = title[:length]
    whole = start.rpartition(" ")[0] if " " in start and not title[length : length + 1].isspace() else start
    return _titled(form, f"{whole.rstrip()} \u2026")


def _balanced(groups: Sequence[Paragraphs], heights: Sequence[float], count: int) -> Iterator[Paragraphs]:
    """``groups`` in order on ``count`` slides of about the same height."""
    for start, end in _bounds(heights, count):
        yield tuple(paragraph for group in groups[start:end] for paragraph in group)


def _part_heights(heights: Sequence[float], count: int) -> Iterator[float]:
    return (sum(heights[start:end]) for start, end in _bounds(heights, count))


def _bounds(heights: Sequence[float], count: int) -> Iterator[tuple[int, int]]:
    """Where each of ``count`` parts starts and ends, none of them empty."""
    start, used, left, parts = 0, 0.0, sum(heights), count
    for index, high in enumerate(heights):
        waiting = len(heights) - index
        if index > start and parts > 1 and (used + high / 2 > left / parts or waiting < parts):
            yield start, index
            start, left, used, parts = index, left - used, 0.0, parts - 1
        used += high
    yield start, len(heights)
