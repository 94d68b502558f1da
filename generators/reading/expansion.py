"""Counts the text that comes of variables, passages, and uses, which is not what was typed.

A line that names a passage sixty times is short, and what it asks for is not.
"""

from __future__ import annotations

from msgspec import Struct

from generators.model import Lines, Place
from generators.model.problems import Problem, RefusedInput

MOST = 1_000_000
"""Characters of a local's kit, over a base of ordinary size; those of an ordinary one come to a tenth of that."""


class Expansion(Struct):
    """How many ``characters`` were put in so far, of the ``most`` that one kit may have.

    Where the base uses its own lines, nobody has to count: ``own`` is how the names of a pack's files begin.
    """

    most: int = MOST
    own: str = ""
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
        """Counts those of ``lines`` that are the pack's, or are put into its text, as ``add`` does."""
        is_own = place.file.startswith(self.own)
        self.add(sum(len(line.text) + 1 for line in lines if is_own or line.place.file.startswith(self.own)), place)
