"""Times sixty slides against pandoc, which makes the same slides from the same words, and the next local's deck."""

from __future__ import annotations

import re
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_forms import seconds

from generators.markdown.dialect import plain
from generators.model import (
    Callout,
    Deck,
    Inline,
    Kit,
    ListBlock,
    ListItem,
    Node,
    Nodes,
    Paragraph,
    Place,
    Quote,
    Slide,
    Span,
    Table,
)
from generators.model.replacing import replace
from generators.writers.deck.writer import deck_file


def outline_of(deck: Deck) -> str:
    """The deck's slides with their bullets, tables, and notes, in pandoc's Markdown."""
    lines = [f"% {deck.title}", ""]
    for slide in deck.slides:
        if slide.section:
            lines += [f"# {slide.section}", ""]
        lines += [f"## {slide.title}", "", *_lines(slide.body)]
        if slide.notes:
            lines += ["::: notes", *_lines(slide.notes), ":::", ""]
    return "\n".join(lines) + "\n"


def _lines(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        yield from _node(node)
        yield ""


def _node(node: Node) -> Iterator[str]:
    match node:
        case Paragraph():
            yield _one_line(node.text)
        case ListBlock():
            for item in node.items:
                inside = [line for line in _lines(item.blocks) if line]
                yield from (f"{'- ' if index == 0 else '  '}{line}" for index, line in enumerate(inside))
        case Quote() | Callout():
            yield from (f"> {line}" for line in _lines(node.blocks))
        case Table():
            yield _row(node.header)
            yield "|" + " --- |" * len(node.header)
            yield from (_row(row) for row in node.rows)
        case _:
            return


def _row(cells: tuple[Inline, ...]) -> str:
    return "| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in cells) + " |"


def _one_line(text: Inline) -> str:
    return " ".join(plain(text).split())


SLIDES, POINTS = 60, 4
EXAMPLES = 6
"""Slides that the next local words in its own way."""


@dataclass(frozen=True, slots=True)
class DeckTimes:
    """Seconds, the median of all rounds: words never met before, the same deck for the next local, and the peer."""

    ours: float
    next_local: float
    theirs: float


def deck_times(kit: Kit, pandoc: str, scratch: Path, rounds: int) -> DeckTimes:
    """Both sides in turn; one round goes before those that count, and each has words of its own.

    Raises:
        CalledProcessError: pandoc fails.
    """
    words = _words(kit)
    made = [_round(kit, words, number, pandoc, scratch) for number in range(rounds + 1)]
    return DeckTimes(*(statistics.median(side[1:]) for side in zip(*made, strict=True)))


def sample_deck(words: Sequence[str], number: int, own: range = range(0)) -> Deck:
    """Slides of a few points each, in words that no deck of another ``number`` has; those of ``own`` differ further."""
    slides = tuple(_slide(words, number, at, differs=at in own) for at in range(SLIDES))
    return Deck(f"deck-{number}", f"Deck {number}", 0, "", "", (), slides, "en", Place("slides/deck.md", 1))


def _round(kit: Kit, words: Sequence[str], number: int, pandoc: str, scratch: Path) -> tuple[float, float, float]:
    deck = sample_deck(words, number)
    source = scratch / f"{deck.name}.md"
    source.write_text(outline_of(deck), encoding="utf-8", newline="\n")
    command = [pandoc, "--sandbox", str(source), "-o", str(source.with_suffix(".pptx"))]
    brand = replace(kit.local.brand, name=f"Local {number}", primary=f"#1f{40 + number:02x}8c")
    other = replace(kit, local=replace(kit.local, brand=brand))
    adapted = sample_deck(words, number, range(0, SLIDES, SLIDES // EXAMPLES))
    return (
        seconds(deck_file, deck, kit),
        seconds(deck_file, adapted, other),
        seconds(subprocess.run, command, check=True, capture_output=True),
    )


def _slide(words: Sequence[str], number: int, at: int, *, differs: bool) -> Slide:
    begin = (number * SLIDES + at) * 40 + (7 if differs else 0)
    points = (_text(words, begin + 9 * point, 6 + point, f"{number}.{at}") for point in range(POINTS))
    body = ListBlock(ordered=False, items=tuple(ListItem((point,)) for point in points))
    notes = (_text(words, begin + 5, 30, f"{number}.{at}"),)
    return Slide("", f"Slide {at} of deck {number}", (body,), notes, None, Place("slides/deck.md", at + 1))


def _text(words: Sequence[str], begin: int, count: int, mark: str) -> Paragraph:
    chosen = (words[(begin + step) % len(words)] for step in range(count))
    return Paragraph((Span(f"{' '.join(chosen)} {mark}"),))


def _words(kit: Kit) -> Sequence[str]:
    """The handbook's own words, so that lines are as long as its lines are."""
    return [word for page in kit.pages for line in page.lines for word in re.findall(r"[^\W\d_]+", line.text)]
