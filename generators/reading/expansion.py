"""Counts the text that comes of variables, passages, and uses, which is not what was typed.

A line that names a passage sixty times is short, and what it asks for is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from generators.model import Lines, Place
from generators.model.problems import Problem, RefusedInput

MOST = 1_000_000
"""Characters of a kit; those of an ordinary one come to a tenth of that."""


@dataclass(slots=True)
class Expansion:
    """How many ``characters`` were put in so far, of the ``most`` that one kit may have."""

    most: int = MOST
    characters: int = 0

    def add(self, characters: int, place: Place) -> None:
        """Counts ``characters`` that are put in at ``place``.

        Raises:
            RefusedInput: these are too many.
        """
        self.characters += characters
        if self.characters > self.most:
            message = f"what is put in by variables, passages, and uses comes to more than {self.most:,} characters"
            hint = "make the value or the passage that is put in here shorter, or put it in less often"
            raise RefusedInput(Problem("text-expands-too-far", place, message, (hint,)))

    def add_lines(self, lines: Lines, place: Place) -> None:
        """Counts all ``lines``, as ``add`` does."""
        self.add(sum(len(line.text) + 1 for line in lines), place)
