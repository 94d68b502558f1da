"""Cards to cut out have room for so many lines and no more."""

from __future__ import annotations

import math
from collections.abc import Iterator

from generators.forms.grammar import Piece, Prose, Title, read_pieces
from generators.forms.names import plain_text
from generators.model import Form, Line, Lines
from generators.model.problems import Problems

LINES_OF_A_CARD, LETTERS_OF_A_LINE = 12, 46
"""What a card holds in its smallest letters, which are 9 pt high (``cards.typ``); an empty line is one, too."""


def check_cards(form: Form, problems: Problems) -> None:
    """Problems for cards of ``form`` that do not fit, that have no words, and for a page of cards without any."""
    if form.page.front.layout != "cards":
        return
    cards = list(_cards(read_pieces(form.page.lines, Problems())))
    if not cards:
        hint = "begin each card with a heading: ## The meeting"
        problems.error("form-card-unusable", form.page.front.places["layout"], "this page of cards has no card", hint)
    for title, lines in cards:
        needed = sum(_lines_of(line) for line in lines)
        name = f"the card '{plain_text(title.heading.text)}'"
        if needed > LINES_OF_A_CARD:
            message = f"{name} needs {needed} lines, and has room for {LINES_OF_A_CARD}"
            problems.error("form-card-unusable", title.line.place, message, "shorten it, or make two cards of it")
        elif not needed:
            problems.error(
                "form-card-unusable", title.line.place, f"{name} is empty", "write its text below, or take it out"
            )


def _cards(pieces: tuple[Piece, ...]) -> Iterator[tuple[Title, Lines]]:
    """The heading of each card, and the lines below it."""
    title: Title | None = None
    below: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Title) and piece.level > 1:
            if title:
                yield title, tuple(below)
            title, below = piece, []
        elif isinstance(piece, Prose):
            below.extend(piece.lines)
    if title:
        yield title, tuple(below)


def _lines_of(line: Line) -> float:
    return math.ceil(len(plain_text(line.text)) / LETTERS_OF_A_LINE)
