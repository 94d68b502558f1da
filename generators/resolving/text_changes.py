"""What changed between two texts, paragraph by paragraph, and which text is most likely another one's new form."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from generators.reading.drift_lock import paragraphs_of

ALIKE = 0.4
"""The least share of word pairs that two texts have in common when one came of the other."""


def likeliest(name: str, text: Sequence[str], others: Mapping[str, Sequence[str]]) -> str:
    """The name of ``others`` (texts by name) that is most likely the new one of ``name``, or an empty text."""
    pairs = _pairs(text)
    scores = {other: _share(pairs, _pairs(lines)) for other, lines in others.items()} if pairs else {}
    best = max(scores, key=lambda other: (scores[other], other), default="")
    if best and scores[best] >= ALIKE:
        return best
    return next(iter(difflib.get_close_matches(name, list(others), n=1)), "")


def _pairs(text: Sequence[str]) -> frozenset[tuple[str, str]]:
    words = [word for line in text for word in line.lower().split()]
    return frozenset(pairwise(words))


def _share(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """Twice what both have, over what each has (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


Sign = Literal[" ", "-", "+", "…"]


class Change(Struct, frozen=True):
    """A line that stayed (a blank sign), went, or came; the sign ``…`` stands for lines that are left out."""

    sign: Sign
    text: str


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The lines that went and came, each changed place with the paragraph around it; none when nothing changed."""
    old, new = list(paragraphs_of(before)), list(paragraphs_of(after))
    matcher = SequenceMatcher(None, [_words(lines) for lines in old], [_words(lines) for lines in new], autojunk=False)
    result: list[Change] = []
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            result.extend(_context(new[new_start:new_end], is_first=old_start == 0, is_last=old_end == len(old)))
        else:
            result.extend(_replaced(old[old_start:old_end], new[new_start:new_end]))
    while result and not result[-1].text and result[-1].sign == " ":
        result.pop()
    return tuple(result) if any(change.sign in "-+" for change in result) else ()


def _words(lines: list[str]) -> str:
    return " ".join(word for line in lines for word in line.split())


def _context(paragraphs: list[list[str]], *, is_first: bool, is_last: bool) -> Iterator[Change]:
    """The one paragraph next to a change on either side."""
    shown_before = 0 if is_first else 1
    shown_after = 0 if is_last else 1
    for index, lines in enumerate(paragraphs):
        if index < shown_before or index >= len(paragraphs) - shown_after:
            yield from (Change(" ", line) for line in lines)
            yield Change(" ", "")
        elif index == shown_before:
            yield Change("…", "")


def _replaced(old: list[list[str]], new: list[list[str]]) -> Iterator[Change]:
    before, after = _joined(old), _joined(new)
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield from (Change(" ", line) for line in after[new_start:new_end])
        else:
            yield from (Change("-" if line else " ", line) for line in before[old_start:old_end])
            yield from (Change("+" if line else " ", line) for line in after[new_start:new_end])


def _joined(paragraphs: list[list[str]]) -> list[str]:
    return [line for lines in paragraphs for line in (*lines, "")]
