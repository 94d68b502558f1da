"""The likeliest new name of something that the base renamed: by what it said, else by the letters of its name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from itertools import pairwise

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
