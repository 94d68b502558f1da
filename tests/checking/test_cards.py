"""Cards that do not fit are named with the line of their heading."""

from __future__ import annotations

import pytest
from form_samples import form
from sample import messages

from generators.checking.cards import check_cards
from generators.model.problems import Problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Cards\n\n## One\n\nShort.", []),
        ("# Cards\n\n## One\n\n" + "a word " * 90, ["3: the card 'One' needs 14 lines, and has room for 12"]),
        ("# Cards\n\n## One\n\n## Two\n\nShort.", ["3: the card 'One' is empty"]),
        ("# Cards\n\nShuffle them.", ["4: this page of cards has no card"]),
    ],
    ids=["fits", "too long", "empty", "no card"],
)
def test_a_card_holds_so_many_lines_and_some(text: str, said: list[str]) -> None:
    problems = Problems()
    check_cards(form(text, {"layout": "cards"}), problems)
    assert [line.split(":", 1)[1].split(" (")[0] for line in messages(problems.found)] == said
