"""Counts, lists, and times stand as their language writes them."""

from __future__ import annotations

import datetime

import pytest

from generators.words.formats import Plural, categories, clock, day, listed, number

SLIDES = Plural("en", (("one", "{count} slide"), ("other", "{count} slides")))
MINUTES = Plural(
    "pl", (("one", "{count} minuta"), ("few", "{count} minuty"), ("many", "{count} minut"), ("other", "{count} minuty"))
)


def test_a_number_takes_the_form_that_its_language_has_for_it() -> None:
    assert [SLIDES.of(count) for count in (0, 1, 2)] == ["0 slides", "1 slide", "2 slides"]
    assert [MINUTES.of(count) for count in (1, 3, 5, 22)] == [
        "1 minuta",
        "3 minuty",
        "5 minut",
        "22 minuty",
    ]


def test_whole_minutes_are_whole_numbers_and_half_ones_are_not() -> None:
    assert [SLIDES.of(count) for count in (1.0, 2.5, 90.0)] == ["1 slide", "2.5 slides", "90 slides"]


def test_the_count_may_be_written_in_another_way_than_it_is_counted() -> None:
    assert SLIDES.of(1234, count="1,234") == "1,234 slides"


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    assert Plural("en", (("other", "{name}"),)).of(1, name="{count}") == "{count}"


def test_a_form_that_is_missing_is_that_of_all_other_numbers() -> None:
    assert Plural("pl", (("other", "{count} minut"),)).of(3) == "3 minut"


def test_a_language_that_nobody_knows_has_one_form_and_plain_times() -> None:
    assert (categories("qaa"), clock("qaa", 65), listed("qaa", ["a", "b"]), number("qaa", 1234)) == (
        frozenset({"other"}),
        "1:05",
        "a, b",
        "1,234",
    )


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["12:00 am", "9:05 am", "12:30 pm", "6:30 pm"]),
        ("en-GB", ["00:00", "09:05", "12:30", "18:30"]),
        ("es", ["0:00", "9:05", "12:30", "18:30"]),
        ("es-MX", ["12:00 a.m.", "9:05 a.m.", "12:30 p.m.", "6:30 p.m."]),
        ("fr", ["00:00", "09:05", "12:30", "18:30"]),
        ("ar", ["12:00 ص", "9:05 ص", "12:30 م", "6:30 م"]),
    ],
)
def test_a_time_of_day_has_twelve_hours_or_twenty_four(language: str, written: list[str]) -> None:
    assert [clock(language, minutes) for minutes in (0, 545, 750, 1110)] == written


def test_a_day_begins_anew_after_midnight() -> None:
    assert clock("es", 24 * 60 + 15) == "0:15"


def test_a_day_is_written_out_and_by_its_figures_in_a_language_that_nobody_knows() -> None:
    date = datetime.date(2026, 3, 9)
    assert [day(language, date, weekday=False) for language in ("en", "es", "qaa")] == [
        "March 9, 2026",
        "9 de marzo de 2026",
        "2026-03-09",
    ]


def test_a_list_has_the_marks_of_its_language() -> None:
    assert listed("en", ["90 minutes", "14 slides"]) == "90 minutes, 14 slides"
    assert listed("es", ["90 minutos", "14 diapositivas"]) == "90 minutos, 14 diapositivas"
    assert listed("ja", ["90分", "スライド14枚", "無料"]) == "90分、スライド14枚、無料"
    assert (listed("en", ["alone"]), listed("en", [])) == ("alone", "")


def test_a_number_has_the_marks_of_its_language() -> None:
    assert [number(language, 1234567) for language in ("en", "es", "fr")] == [
        "1,234,567",
        "1.234.567",
        "1\u202f234\u202f567",
    ]
    assert [number(language, 3.25, decimals=1) for language in ("en", "de")] == ["3.2", "3,2"]
