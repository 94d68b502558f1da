"""Forms filled in on the web, on paper: no empty page, whole answers, one way to write a date, a name on each page."""

from __future__ import annotations

import re
import shutil
from itertools import islice
from operator import itemgetter
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from .conftest import FORMS, Opener, Site

SHORT, LONG = "Short.", "A long answer, that has to wrap on paper. " * 9
ROOM_FOR_NAMES = 80
"""Characters that stand on a page beside its text, at the most: the form's name, the kit's, and a number."""


ANSWER = """
(all, long) => all.forEach((e) => {
  if (e.type === "radio" || e.type === "checkbox") return e.checked || e.click();
  e.value = { date: "1987-06-05", textarea: long }[e.type] ?? "Zoë Żółć";
  for (const name of ["input", "change"]) e.dispatchEvent(new Event(name, { bubbles: true }));
})
"""


def answer_all(page: Page, long: str) -> None:
    """Answers every question, all of them in one go."""
    page.locator("form.kit-form [name]").evaluate_all(ANSWER, long)


def printed(page: Page, paper: str) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(page.pdf(format=paper)) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


@pytest.mark.parametrize("name", FORMS)
def test_an_answered_form_prints_without_an_empty_page(visit: Opener, handbook: Site, name: str) -> None:
    page = visit(f"forms/{name}.html", home=handbook.on_disk).page
    for long in (SHORT, LONG):
        answer_all(page, long)
        for paper in ("Letter", "A4"):
            short = [text for text in printed(page, paper) if len(text) <= ROOM_FOR_NAMES]
            assert not short, (paper, short)


@pytest.mark.parametrize("name", ("mentoring-feedback",))
def test_answers_higher_than_a_sheet_leave_none_empty_and_nothing_set_over_another(
    visit: Opener, handbook: Site, name: str
) -> None:
    page = visit(f"forms/{name}.html", home=handbook.on_disk).page
    for control in page.locator("form.kit-form :is(textarea, [type=text])").all():
        control.fill("word" * 800)
    with pypdfium2.PdfDocument(page.pdf(format="Letter")) as document:
        sheets = [sheet.get_textpage() for sheet in document]
        assert all(sheet.count_chars() > ROOM_FOR_NAMES for sheet in sheets)
        overlaps = [number for number, sheet in enumerate(sheets, 1) if has_text_over_text(sheet)]
    assert not overlaps


def has_text_over_text(sheet: pypdfium2.PdfTextPage) -> bool:
    """Whether two lines of letters stand in one place."""
    boxes = sorted((sheet.get_rect(number) for number in range(sheet.count_rects())), key=itemgetter(1))
    for at, (left, bottom, right, top) in enumerate(boxes, 1):
        for other_left, other_bottom, other_right, other_top in islice(boxes, at, None):
            if other_bottom > top - 3:
                break  # the others begin still higher
            if (
                min(right, other_right) - max(left, other_left) > 3
                and min(top, other_top) - max(bottom, other_bottom) > 3
            ):
                return True
    return False


def test_every_further_page_names_the_form_and_the_person(survey: Page) -> None:
    answer_all(survey, LONG)
    first, *others = printed(survey, "Letter")
    assert "Mentee survey \u2013" not in first
    assert others and all(text.startswith("Mentee survey \u2013 Zoë Żółć") for text in others)
    survey.get_by_label("Name *").fill("")
    assert all("Mentee survey" in text and "Zoë" not in text.splitlines()[0] for text in printed(survey, "Letter")[1:])


def test_a_name_cannot_add_to_the_styles(survey: Page) -> None:
    answer_all(survey, LONG)
    pages = len(printed(survey, "Letter"))
    survey.get_by_label("Name *").fill('"; color: red } @page { size: 1cm } * { display: none } \\')
    assert len(printed(survey, "Letter")) == pages


def test_a_date_reads_alike_on_paper_and_in_the_data(survey: Page) -> None:
    survey.get_by_label("Date of birth").fill("1987-06-05")
    assert "1987-06-05" in printed(survey, "Letter")[0]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_empty_date_prints_as_an_empty_line(visit: Opener, handbook: Site, scripts: bool) -> None:  # noqa: FBT001
    page = visit("forms/mentee-survey.html", home=handbook.on_disk, java_script_enabled=scripts).page
    page.emulate_media(media="print")
    date = page.get_by_label("Date of birth")
    expect(date).to_have_value("")
    expect(date).not_to_have_attribute("placeholder", re.compile("."))
    expect(date).to_have_css("border-bottom-style", "solid")


@pytest.fixture
def arabic_survey(visit: Opener, handbook: Site, tmp_path: Path) -> Page:
    """The survey on a page that is written from right to left."""
    site = tmp_path / "site"
    shutil.copytree(handbook.folder, site)
    file = site / "forms" / "mentee-survey.html"
    text = file.read_text(encoding="utf-8").replace('dir="ltr"', 'dir="rtl"', 1)
    file.write_text(text, encoding="utf-8")
    return visit("forms/mentee-survey.html", home=f"{site.as_uri()}/").page


def test_a_form_that_runs_from_right_to_left_has_its_name_on_the_right_and_no_empty_page(arabic_survey: Page) -> None:
    answer_all(arabic_survey, "إجابة طويلة لا بد أن تلتف على الورق. " * 20)
    texts = printed(arabic_survey, "Letter")
    assert all(len(text) > ROOM_FOR_NAMES for text in texts)
    with pypdfium2.PdfDocument(arabic_survey.pdf(format="Letter")) as document:
        sheet = document[1]
        width, height = sheet.get_size()
        page_text = sheet.get_textpage()
        assert "Mentee survey" in page_text.get_text_bounded(width / 2, height - 50, width, height)
