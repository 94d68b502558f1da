"""Dates as people type them: what was understood is said, goes into the files, and nothing is changed unseen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generators.collect.answers import Filled, read_saved_answers
from generators.collect.pdf import read_pdf

from .conftest import let_pass

MARCH, APRIL = "Tuesday, March 4, 1975", "Thursday, April 3, 1975"
MEANS_MARCH = [
    "March 4, 1975", "4 March 1975", "Mar 4th, 75", "the 4th of March 1975", "Tuesday, March 4, 1975", "1975-03-04",
    "1975/3/4", "4 marzo 1975", "4 de marzo de 1975",
]  # fmt: skip
COULD_BE_TWO = ["3/4/1975", "3.4.1975", "3-4-75", "03 / 04 / 1975", "٣/٤/١٩٧٥"]
UNKNOWN = ["March 4", "next week", "about 3/4/1975", "31/2/1975", "3/4", "1/1/1875", "3/4/1975 or 4/4/1975"]


def born(page: Page) -> Locator:
    return page.get_by_label("Date of birth")


def understood(page: Page, text: str) -> str:
    """What is said beside the date of birth once somebody has typed ``text`` and left the field."""
    born(page).fill(text)
    born(page).press("Tab")
    expect(born(page)).not_to_be_focused()
    let_pass(page)
    expect(born(page)).to_have_value(text)
    return " ".join(page.locator("[id='field-date-of-birth--understood']").all_inner_texts())


def test_a_date_is_read_as_people_write_it_and_said_in_words(survey: Page) -> None:
    assert {text: understood(survey, text) for text in MEANS_MARCH} == dict.fromkeys(MEANS_MARCH, f"That is {MARCH}.")


def test_a_date_that_could_be_two_is_said_with_the_other_one(survey: Page) -> None:
    both = f"That is {MARCH}. No, I mean {APRIL}"
    assert {text: understood(survey, text) for text in COULD_BE_TWO} == dict.fromkeys(COULD_BE_TWO, both)
    survey.get_by_role("button", name=f"No, I mean {APRIL}").click()
    expect(born(survey)).to_be_focused()
    expect(born(survey)).to_have_value("April 3, 1975")
    expect(survey.locator(".kit-understood")).to_have_text(f"That is {APRIL}.")
    expect(survey.locator(".kit-form-tools p.kit-spoken[role=status]")).to_have_text(f"That is {APRIL}.")


def test_what_is_not_understood_stays_as_it_was_typed(survey: Page) -> None:
    assert {text: understood(survey, text) for text in UNKNOWN} == dict.fromkeys(UNKNOWN, "")


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("es", "3/4/1975", "jueves, 3 de abril de 1975"),
        ("es", "4 de marzo de 1975", "martes, 4 de marzo de 1975"),
        ("en-GB", "3/4/1975", "Thursday, 3 April 1975"),
        ("fr", "4 févr. 1980", "lundi 4 février 1980"),
        ("de", "4. März 1975", "Dienstag, 4. März 1975"),
        ("vi", "ngày 4 tháng 3 năm 1975", "Thứ Ba, 4 tháng 3, 1975"),
        ("zh", "1975年3月4日", "1975年3月4日"),
    ],
)
def test_a_date_is_read_in_the_language_of_its_form(survey: Page, language: str, text: str, said: str) -> None:
    survey.evaluate("language => { document.documentElement.lang = language; }", language)
    assert said in understood(survey, text)


def test_files_have_what_was_understood_or_else_what_was_typed(survey: Page) -> None:
    for label in ("Name *", "The best way to reach you"):
        survey.get_by_label(label).fill("Zoë")
    for text, expected in (("3/4/1975", "1975-03-04"), ("in the spring of 1975", "in the spring of 1975")):
        understood(survey, text)
        tools = survey.locator(".kit-form-tools")
        with survey.expect_download() as download:
            tools.get_by_role("button", name="Save my answers").click()
        data = Path(download.value.path()).read_bytes()
        saved = json.loads(data)
        assert saved["answers"]["date-of-birth"] == text, "to be opened again as it was typed"
        assert saved["dates"].get("date-of-birth", text) == expected
        assert read_saved_answers(data).answers["date-of-birth"] == expected
        with survey.expect_download() as download:
            tools.get_by_role("button", name="Download as PDF").click()
        read = read_pdf(Path(download.value.path()).read_bytes())
        assert isinstance(read, Filled)
        assert read.answers["date-of-birth"] == expected
        survey.reload()
        expect(born(survey)).to_have_value(text)


def test_paper_has_what_was_typed_and_what_was_understood(survey: Page) -> None:
    understood(survey, "3/4/1975")
    survey.emulate_media(media="print")
    expect(survey.locator(".kit-understood")).to_be_visible()
    expect(survey.get_by_role("button", name=re.compile("^No, I mean"))).to_be_hidden()
