"""Objects of a PDF under new numbers: each reference is found, and nothing else is taken for one."""

from __future__ import annotations

import pikepdf
from hypothesis import given
from hypothesis import strategies as some

from generators.brand.pdf_objects import REFERENCE, Renumbered

PIECES = (
    "1 0 R",
    "12 0 R",
    "3 1 R",
    "(1 0 R)",
    "(\\\\)",
    "(a\\) 1 0 R)",
    "<12>",
    "/K 7",
    "R",
    "[",
    "]",
    " ",
    "\n",
    "(",
    ")",
    "<<",
    ">>",
)


def renumbered(*texts: str) -> list[str]:
    with pikepdf.new() as pdf:
        numbered = Renumbered(pdf, 100, {3: 9})
        return [numbered.text(text.encode()).decode() for text in texts]


def test_references_get_numbers_as_they_are_asked_for_and_keep_those_that_they_have() -> None:
    assert renumbered("[12 0 R 1 0 R 3 0 R]", "<</K 1 0 R>>") == ["[100 0 R 101 0 R 9 0 R]", "<</K 101 0 R>>"]


def test_a_string_that_looks_like_a_reference_is_none() -> None:
    assert renumbered("[(1 0 R) 1 0 R <12>]", "((1 0 R)") == ["[(1 0 R) 100 0 R <12>]", "((1 0 R)"]


@given(some.lists(some.sampled_from(PIECES), max_size=12))
def test_each_reference_is_changed_and_nothing_else(pieces: list[str]) -> None:
    text = "".join(pieces).encode()
    with pikepdf.new() as pdf:
        numbered = Renumbered(pdf, 100, {3: 9})
        changed = numbered.text(text)
        assert changed == REFERENCE.sub(
            lambda found: b"%d 0 R" % numbered.numbers[int(found[1])] if found[1] else found[0], text
        )
