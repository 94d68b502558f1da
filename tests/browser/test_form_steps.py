"""A long form in steps: back and forth without a loss, all answers before the end, one page for whoever wants it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generators.collect.answers import Filled
from generators.collect.pdf import read_pdf

from .conftest import FORMS, Opener, Site

PHONE = {"width": 390, "height": 844}
SURVEY = "forms/mentee-survey.html"
LONG = {
    "mentee-survey", "mentor-survey", "mentoring-feedback", "midpoint-check-in", "orientation-agenda",
    "plan-for-one-person", "planning-worksheet",
}  # fmt: skip


@pytest.fixture
def phone(visit: Opener, handbook: Site) -> Page:
    return visit(SURVEY, home=handbook.on_disk, viewport=PHONE).page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True).locator("visible=true")


def step(page: Page, name: str) -> Locator:
    """The heading of a step, as a screen reader says it."""
    return page.get_by_role("heading", name=re.compile(f"^{name}"), level=2)


def begin(page: Page) -> None:
    button(page, "Start").click()
    expect(step(page, "Step 1 of 9 How to reach you")).to_be_focused()


def answer_first(page: Page) -> None:
    page.get_by_label("Name *").fill("Zoë")
    page.get_by_label("The best way to reach you").fill("555 0100")


def test_a_phone_shows_one_step_at_a_time_and_hears_which_one(phone: Page) -> None:
    expect(phone.get_by_label("Name *")).to_be_hidden()
    begin(phone)
    expect(phone.get_by_label("Name *")).to_be_visible()
    expect(phone.get_by_label("Date of birth")).to_be_hidden()
    expect(phone).to_have_title(re.compile("^Step 1 of 9: How to reach you .*Mentee survey"))
    answer_first(phone)
    button(phone, "Next").click()
    expect(step(phone, "Step 2 of 9 About you")).to_be_focused()
    expect(step(phone, "Step 2 of 9 About you")).to_be_in_viewport()
    phone.get_by_text("All steps").click()
    current = phone.locator(".kit-steps-foot [aria-current=step]")
    expect(current).to_have_text("About you")
    expect(phone.locator(".kit-steps-foot li").first).to_have_text("How to reach you 2 of 4")


def test_who_sees_the_answers_is_told_right_before_the_first_question(survey: Page) -> None:
    marks = survey.locator(".kit-form :is(.kit-form-start, .kit-privacy, .kit-label)")
    expect(marks.nth(0)).to_have_class(re.compile("kit-form-start"))
    expect(marks.nth(1)).to_have_class("kit-privacy")
    expect(marks.nth(2)).to_have_text(re.compile("^Name"))


def test_the_way_back_is_the_browsers_own_and_loses_nothing(phone: Page) -> None:
    begin(phone)
    answer_first(phone)
    button(phone, "Next").click()
    phone.get_by_label("Female").check()
    phone.go_back()
    expect(step(phone, "Step 1 of 9")).to_be_focused()
    expect(phone.get_by_label("Name *")).to_have_value("Zoë")
    phone.go_forward()
    expect(phone.get_by_label("Female")).to_be_checked()
    button(phone, "Back").click()
    button(phone, "Back").click()
    expect(button(phone, "Start")).to_be_visible()
    phone.goto(f"{phone.url.partition('#')[0]}#step-about-you")
    expect(phone.get_by_label("Female")).to_be_checked()
    phone.reload()
    expect(step(phone, "Step 2 of 9")).to_be_visible()
    phone.goto(f"{phone.url.partition('#')[0]}#what-you-hope-for")
    expect(step(phone, "Step 6 of 9 What you hope for")).to_be_focused()
    phone.go_back()
    expect(phone.get_by_label("Female")).to_be_checked()


def test_mistakes_are_told_at_their_step_and_before_the_end_and_stop_nobody(phone: Page) -> None:
    begin(phone)
    phone.get_by_label("Phone").fill("1")
    button(phone, "Next").click()
    told = phone.get_by_role("group", name="3 answers need a look")
    expect(told).to_be_focused()
    told.get_by_role("link", name=re.compile("^Phone")).click()
    expect(phone.get_by_label("Phone")).to_be_focused()
    button(phone, "Go on anyway").click()
    expect(step(phone, "Step 2 of 9")).to_be_focused()
    phone.goto(f"{phone.url.partition('#')[0]}#step-answers")
    expect(phone.locator(".kit-review__note")).to_have_text("3 answers need a look")
    row = phone.locator(".kit-review > div", has_text="Phone")
    expect(row).to_contain_text("does not look like a phone number")
    phone.get_by_role("link", name="Change Phone").click()
    expect(phone.get_by_label("Phone")).to_be_focused()
    phone.get_by_label("Phone").fill("555 0100")
    phone.get_by_label("Name *").fill("Zoë")
    phone.get_by_label("The best way to reach you").fill("by bus")
    button(phone, "Back to all answers").click()
    expect(step(phone, "Step 9 of 9 Check your answers")).to_be_focused()
    expect(row).to_contain_text("555 0100")
    expect(phone.locator(".kit-review__note")).to_have_count(0)


def test_all_kinds_of_answers_stand_in_the_summary(visit: Opener, handbook: Site) -> None:
    page = visit(f"{SURVEY}#step-about-you", home=handbook.on_disk, viewport=PHONE).page
    page.get_by_label("I describe myself as", exact=True).check()
    page.get_by_label("please say which").fill("myself")
    page.goto(f"{page.url.partition('#')[0]}#step-answers")
    rows = page.locator(".kit-review > div")
    expect(rows).to_have_count(28)
    expect(rows.filter(has_text="Gender").locator("dd p")).to_have_text(["I describe myself as", "myself"])
    expect(rows.filter(has_text="Languages")).to_contain_text("Not answered")


def test_all_on_one_page_is_one_click_away_and_remembered(phone: Page) -> None:
    begin(phone)
    answer_first(phone)
    phone.get_by_text("All steps").click()
    button(phone, "All on one page").click()
    expect(phone.get_by_label("Date of birth")).to_be_visible()
    expect(phone.get_by_label("Name *")).to_have_value("Zoë")
    expect(phone.get_by_role("heading", name="How to reach you")).to_be_focused()
    phone.reload()
    expect(phone.get_by_label("Date of birth")).to_be_visible()
    button(phone, "Answer step by step").click()
    expect(phone.get_by_label("Date of birth")).to_be_hidden()


def test_a_wide_screen_has_one_page_until_somebody_asks_for_steps_and_short_forms_have_none(
    visit: Opener, handbook: Site
) -> None:
    page = visit("forms/index.html", home=handbook.on_disk).page
    for name in FORMS:
        page.goto(f"{handbook.on_disk}forms/{name}.html")
        expect(page.locator("form [name]").last).to_be_visible()
        expect(button(page, "Answer step by step")).to_have_count(int(name in LONG))


def test_a_wide_screen_has_the_steps_that_somebody_asked_for_and_its_contents_lead_to_them(survey: Page) -> None:
    button(survey, "Answer step by step").click()
    expect(step(survey, "Step 1 of 9")).to_be_focused()
    survey.locator(".kit-toc").get_by_role("link", name="About you").click()
    expect(step(survey, "Step 2 of 9 About you")).to_be_focused()
    expect(survey.locator(".kit-toc [aria-current]")).to_have_text("About you")
    expect(survey.locator(".kit-neighbors"), "one way on is enough").to_be_hidden()


def test_paper_has_every_step_and_nothing_of_the_way_through_them(phone: Page) -> None:
    begin(phone)
    phone.emulate_media(media="print")
    for label in ("Name *", "Date of birth", "Is there anything else"):
        expect(phone.get_by_label(label)).to_be_visible()
    for hidden in (".kit-steps-foot", ".kit-steps-start", ".kit-step--check", ".kit-step__count >> nth=0"):
        expect(phone.locator(hidden)).to_be_hidden()


def test_the_longest_survey_is_filled_in_and_taken_along_by_keyboard_alone(phone: Page) -> None:
    page = phone
    button(page, "Start").focus()
    page.keyboard.press("Enter")
    expected: dict[str, str] = {}
    for number in range(1, 9):
        expect(step(page, f"Step {number} of 9")).to_be_focused()
        for control in page.locator(".kit-is-current [name]").all():
            kind = control.get_attribute("data-kind") or control.get_attribute("type") or ""
            name = str(control.get_attribute("name"))
            if kind == "radio":
                continue
            tab_to(page, control)
            typed = TYPED.get(kind, f"answer to {name}")
            page.keyboard.type(typed)
            expected[name] = "1975-03-04" if kind == "date" else typed
        tab_to(page, button(page, "Next"))
        page.keyboard.press("Enter")
    expect(step(page, "Step 9 of 9 Check your answers")).to_be_focused()
    pdf = button(page, "Download as PDF")
    tab_to(page, pdf)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    read = read_pdf(Path(download.value.path()).read_bytes())
    assert isinstance(read, Filled)
    assert read.answers == expected


TYPED = {"email": "zoe@local.example", "tel": "555 0100", "date": "3/4/1975"}
MOST_STOPS = 60


def tab_to(page: Page, control: Locator) -> None:
    """Goes on with the Tab key until ``control`` has the focus."""
    for _ in range(MOST_STOPS):
        if control.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not lead there")
