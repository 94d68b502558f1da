"""Finds a title for a slide that has none, and joins what stands in boxes of its own and belongs together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from generators.decks.slideshow.content import Run, SlideParagraph
from generators.importing.deck_outline import Block, ImportedPicture, ImportedText
from generators.importing.reading_order import Area
from generators.importing.slide_shapes import Piece
from generators.importing.slide_text import plain_text
from generators.model.replacing import replace

LONGEST = 100
_SHORT = 60
"""Letters of what can be a title as it is, and of one made of a longer line."""

_UPPER = 0.45
_LARGER = 1.2
"""The part of a slide in which a title stands, and by how much its letters are larger than others."""

_NUMBER = re.compile(r"\s*(\d{1,2})([.):]?)\s*")


class FoundTitle(Struct, frozen=True):
    """A title, and the pieces of the slide without it; ``made`` of something that still stands there."""

    title: str
    pieces: tuple[Piece, ...]
    made: bool = False


def found_title(pieces: Sequence[Piece], height: float, number: int) -> FoundTitle:
    """What the slide ``number``, so ``height``, is best called: its largest line, its uppermost one, or its picture."""
    texts = [piece for piece in pieces if piece.blocks and isinstance(piece.blocks[0], ImportedText)]
    if not texts:
        alt = next((block.alt for block in _blocks(pieces) if isinstance(block, ImportedPicture) and block.alt), "")
        return FoundTitle(beginning(alt) or f"Slide {number}", tuple(pieces), made=True)
    chosen = _heading(texts, height)
    first = chosen.blocks[0]
    said = first.paragraphs if isinstance(first, ImportedText) else ()
    whole = plain_text(said)
    taken = len(said) if len(said) < 3 and len(whole) <= LONGEST and said[-1].marker == "none" else 1
    title = plain_text(said[:taken])
    if len(title) > LONGEST:
        return FoundTitle(beginning(title), tuple(pieces), made=True)
    rest = (ImportedText(said[taken:]),) if said[taken:] else ()
    left = replace(chosen, blocks=(*rest, *chosen.blocks[1:]))
    kept = (left if piece is chosen else piece for piece in pieces)
    return FoundTitle(title, tuple(piece for piece in kept if piece.blocks))


def _heading(texts: Sequence[Piece], height: float) -> Piece:
    largest = max(texts, key=lambda piece: (piece.letters, -piece.area.top))
    others = [piece.letters for piece in texts if piece is not largest]
    stands_out = not others or largest.letters >= _LARGER * max(others)
    if stands_out and largest.area.top < _UPPER * height:
        return largest
    return min(texts, key=lambda piece: piece.area.top)


def _blocks(pieces: Iterable[Piece]) -> list[Block]:
    return [block for piece in pieces for block in piece.blocks]


def beginning(text: str) -> str:
    """The first words of a longer text."""
    if len(text) <= LONGEST:
        return text
    return text[:_SHORT].rpartition(" ")[0].rstrip(",;:") + " …"


def with_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with each number that stands in a box of its own put before the nearest text."""
    texts = [piece for piece in pieces if _starts_with_text(piece) and not _number(piece)]
    given: dict[int, re.Match[str]] = {}
    left = []
    for piece in pieces:
        found = _number(piece)
        free = [text for text in texts if id(text) not in given]
        if found is None or not free:
            left.append(piece)
            continue
        given[id(min(free, key=lambda text: _distance(piece.area, text.area)))] = found
    return [_numbered(piece, given[id(piece)]) if id(piece) in given else piece for piece in left]


def _starts_with_text(piece: Piece) -> bool:
    return bool(piece.blocks) and isinstance(piece.blocks[0], ImportedText) and piece.index is None


def _number(piece: Piece) -> re.Match[str] | None:
    if len(piece.blocks) != 1 or not isinstance(piece.blocks[0], ImportedText) or piece.index is not None:
        return None
    return _NUMBER.fullmatch(plain_text(piece.blocks[0].paragraphs))


def _distance(one: Area, other: Area) -> float:
    across = max(one.left - other.right, other.left - one.right, 0.0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0.0)
    middle = abs(one.top + one.height / 2 - other.top - other.height / 2)
    return across + down + middle / 1000


def _numbered(piece: Piece, found: re.Match[str]) -> Piece:
    text = piece.blocks[0]
    if not isinstance(text, ImportedText):
        return piece
    first = text.paragraphs[0]
    if found[2] and first.marker == "none":
        first = replace(first, marker="number", number=int(found[1]))
    else:
        first = replace(first, runs=(Run(f"{found[0].strip()} "), *first.runs))
    return replace(piece, blocks=(ImportedText((first, *text.paragraphs[1:])), *piece.blocks[1:]))


def without_needless_weight(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without bold or italic letters where all letters are so, and none stands out."""
    runs = [
        run for block in _blocks(pieces) if isinstance(block, ImportedText) for p in block.paragraphs for run in p.runs
    ]
    shown = [run for run in runs if run.text.strip()]
    several = sum(len(block.paragraphs) for block in _blocks(pieces) if isinstance(block, ImportedText)) > 1
    all_bold, all_italic = all(run.bold for run in shown), all(run.italic for run in shown)
    if not several or not (all_bold or all_italic):
        return list(pieces)

    def plain(paragraph: SlideParagraph) -> SlideParagraph:
        look = (
            replace(run, bold=run.bold and not all_bold, italic=run.italic and not all_italic) for run in paragraph.runs
        )
        return replace(paragraph, runs=tuple(look))

    return [replace(piece, blocks=tuple(_changed(block, plain) for block in piece.blocks)) for piece in pieces]


def _changed(block: Block, change: Callable[[SlideParagraph], SlideParagraph]) -> Block:
    return replace(block, paragraphs=tuple(map(change, block.paragraphs))) if isinstance(block, ImportedText) else block
