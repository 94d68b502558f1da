"""A run sheet says at which minute of the clock each slide is due, and how many copies to make."""

from __future__ import annotations

import pytest
from deck_samples import deck

from generators.decks.teaching.schedule import Evening, clock, copies, rescheduled, schedule

OUTLINE = (
    "# Why {minutes=2}\n\n## A {minutes=5}\n\na\n\n## B {minutes=2.5}\n\nb\n\n# How {slide=no}\n\n## C {minutes=4}\n\nc"
)


def test_slides_begin_when_those_before_them_end() -> None:
    dues = [due for part in schedule(deck(OUTLINE)) for due in part.dues]
    assert [(due.slide.title, due.begins) for due in dues] == [
        ("A talk", 0),
        ("Why", 0),
        ("A", 2),
        ("B", 7),
        ("C", 9.5),
    ]


def test_sections_take_what_their_slides_take() -> None:
    assert [(part.title, part.begins, part.minutes) for part in schedule(deck(OUTLINE))] == [
        ("", 0, 0),
        ("Why", 0, 9.5),
        ("How", 9.5, 4),
    ]


@pytest.mark.parametrize(
    ("start", "minutes", "lang", "shown"),
    [
        ("18:00", 0, "en", "6:00 pm"),
        ("18:00", 67.5, "en", "7:07 pm"),
        ("11:30", 45, "en-US", "12:15 pm"),
        ("00:10", 0, "en", "12:10 am"),
        ("23:50", 20, "en", "12:10 am"),
        ("18:00", 67, "es", "19:07"),
        ("", 67, "en", "1:07"),
    ],
)
def test_clock_times_are_written_as_the_language_writes_them(start: str, minutes: float, lang: str, shown: str) -> None:
    assert clock(start, minutes, lang) == shown


def test_copies_are_one_each_and_some_to_spare() -> None:
    assert [copies(people) for people in (1, 8, 24)] == [2, 9, 27]


def test_one_evening_may_begin_later_and_be_fuller() -> None:
    made = deck(OUTLINE, start="18:00")
    assert (made.start, made.people) == ("18:00", None)
    other = rescheduled(made, Evening("19:15", 24))
    assert (other.start, other.people) == ("19:15", 24)
    assert rescheduled(made, Evening()) == made
