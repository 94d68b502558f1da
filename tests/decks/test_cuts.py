"""A workshop holds its shorter cuts: the slides that stay, with their minutes, and all that does not add up."""

from __future__ import annotations

import pytest
from deck_samples import deck
from sample import messages

from generators.decks.teaching.cuts import check_cuts, cuts_of, in_cut, shortened
from generators.model.problems import Problems, RefusedInput

OUTLINE = """
# Hello

## Names {minutes=6 cut="10:4 15"}

a

## Rules {minutes=4 cut=15}

b

# Work {slide=no}

## Draw {minutes=10}

c

## Plan {minutes=10 cut="10:6, 15:5"}

d
"""


def complaints(text: str) -> list[str]:
    problems = Problems()
    check_cuts(deck(text), problems)
    return [line.partition(": ")[2] for line in messages(problems.found)]


def test_the_slides_that_name_a_cut_stay_with_their_minutes_in_it() -> None:
    whole = deck(OUTLINE)
    assert cuts_of(whole) == (10, 15)
    short = shortened(whole, 10)
    assert [(slide.title, slide.minutes) for slide in short.slides[1:]] == [("Hello", None), ("Names", 4), ("Plan", 6)]
    assert (short.minutes, short.name) == (10, f"{whole.name}-10-minutes")
    assert complaints(OUTLINE) == []


def test_a_section_without_a_slide_begins_with_the_first_that_stays() -> None:
    assert shortened(deck(OUTLINE), 10).slides[-1].section == "Work"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## A {minutes=6 cut=short}\n\na", "'short' is no cut"),
        ("## A {minutes=6 cut=5}\n\na", "the slides of the 5-minute cut take 6 minutes"),
        (
            "# One\n\n## A {minutes=5}\n\na\n\n# Two\n\n## B {minutes=5 cut=5}\n\nb",
            "the 5-minute cut leaves the section 'One' without a slide",
        ),
    ],
    ids=["no cut", "wrong sum", "empty section"],
)
def test_what_is_wrong_with_a_cut_is_said(text: str, said: str) -> None:
    (only,) = complaints(text)
    assert only.startswith(said)


def test_a_section_that_names_other_cuts_is_left_out_whole() -> None:
    text = '# One {cut="9"}\n\n## A {minutes=4 cut=9}\n\na\n\n# Two\n\n## B {minutes=5 cut="5 9"}\n\nb'
    assert complaints(text) == []
    assert [slide.title for slide in shortened(deck(text), 5).slides[1:]] == ["Two", "B"]


def test_an_unknown_cut_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(RefusedInput, match="no deck has a cut of 20 minutes") as refused:
        in_cut((deck(OUTLINE),), 20)
    assert refused.value.problems[0].hints == ("known: 10, 15",)
    assert in_cut((), 20) == ()
