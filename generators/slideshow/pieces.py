"""Where text may be parted: groups that stay together, and pieces of what is higher than a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generators.slideshow.content import Paragraph, Paragraphs, Run
from generators.slideshow.measure import SHRINK, SPARE, Frame, fits, paragraph_height

_SENTENCE_END = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)]*$")


def groups_of(paragraphs: Paragraphs) -> Iterator[Paragraphs]:
    """A paragraph with all that hangs on it: deeper levels, text under an item, and what follows a heading."""
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        hangs = paragraph.level > 0 or (paragraph.indented and paragraph.marker == "none")
        if group and not hangs and not group[-1].heading:
            yield tuple(group)
            group = []
        group.append(paragraph)
    if group:
        yield tuple(group)


def breakable(paragraphs: Paragraphs, frame: Frame) -> Paragraphs:
    """The paragraphs, with groups that are higher than a whole slide taken apart."""
    result: list[Paragraph] = []
    for group in groups_of(paragraphs):
        if fits(group, frame, SHRINK):
            result.extend(group)
        else:
            result.extend(_loosened(group, frame))
    return tuple(result)


def _loosened(group: Paragraphs, frame: Frame) -> Iterator[Paragraph]:
    """A group too high for one slide: its children become parents where a slide must end, long paragraphs are cut."""
    stacked: list[Paragraph] = []
    for paragraph in group:
        for cut in _cut(paragraph, frame):
            piece = cut
            if stacked and not fits((*stacked, piece), frame, SHRINK):
                stacked = []
                piece = replace(piece, level=0, indented=piece.marker != "none")
            stacked.append(piece)
            yield piece


def _cut(paragraph: Paragraph, frame: Frame) -> Iterator[Paragraph]:
    """A paragraph higher than half a slide as several, each ending with a sentence where there is one."""
    most = frame.height * SPARE * 0.5
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
