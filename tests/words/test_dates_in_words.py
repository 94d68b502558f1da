"""A date reads alike whatever it was typed into; one that could be two days stays as it is."""

from __future__ import annotations

import datetime

import pytest
from form_samples import form

from generators.collect.answers import Filled
from generators.collect.known_forms import KnownForms, matched
from generators.words.dates import whole_date


@pytest.mark.parametrize(
    "text",
    ["2026-03-19", "2026/3/19", "2026-3-19", "2026.03.19", "March 19, 2026", "19 March 2026", "Mar 19 2026",
     "Mar. 19th, 2026", " march 19 2026 ", "19 de marzo de 2026", "19/3/2026", "3/19/2026"],
)  # fmt: skip
def test_a_whole_date_is_known_in_many_shapes(text: str) -> None:
    assert whole_date(text, "es") == datetime.date(2026, 3, 19)


@pytest.mark.parametrize(
    "text",
    ["3/9/2026", "March 2026", "9 March", "tomorrow", "2026-13-40", "1990", "March 9 or 10, 2026", "x" * 100, ""],
)
def test_what_is_no_day_or_could_be_two_is_none(text: str) -> None:
    assert whole_date(text, "en") is None


def test_only_answers_to_questions_for_a_date_are_read_as_dates() -> None:
    known = KnownForms((form("Born: ____ {type=date}   Comment: ____"),))
    filled = Filled("survey", "", {"born": "March 9, 2026", "comment": "March 9, 2026"}, ())
    assert matched("a.pdf", filled, known).answers == {"born": "2026-03-09", "comment": "March 9, 2026"}
