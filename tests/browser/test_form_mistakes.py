"""Mistakes are told in time, beside their field and in a summary that leads there, and stop nobody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener, Site, happens, let_pass

PHONE = "This does not look like a phone number."
ADDRESS = "This does not look like an e-mail address."


def left(page: Page, label: str, text: str) -> str:
    """What is said beside a field once somebody has typed ``text`` and left it; empty where nothing is."""
    control = page.get_by_label(label)
    control.fill(text)
    control.press("Tab")
    expect(control).not_to_be_focused()
    message = page.locator(f"[id='{control.get_attribute('id')}--mistake']")
    assert (control.get_attribute("aria-invalid") == "true") == (message.count() == 1)
    if not message.count():
        return ""
    assert message.get_attribute("id") in str(control.get_attribute("aria-describedby")).split()
    return message.inner_text()


def test_what_a_field_needs_is_said_when_it_is_left_and_gone_when_it_is_there(survey: Page) -> None:
    assert "This question needs an answer." in left(survey, "Name *", "")
    survey.get_by_label("Name *").fill("Zoë")
    expect(survey.locator("[id='field-name--mistake']")).to_have_count(0)
    expect(survey.get_by_label("Name *")).not_to_have_attribute("aria-invalid", "true")


def test_nothing_is_said_before_a_field_is_left(survey: Page) -> None:
    survey.get_by_label("E-mail").click()
    survey.keyboard.type("zoe")
    expect(survey.get_by_label("E-mail")).to_have_value("zoe")
    let_pass(survey)
    assert survey.locator(".kit-mistake").count() == 0


GOOD_NUMBERS = [
    "555-0100", "(555) 555-0100", "+1 555 555 0100 ext. 12", "555 0100 x3", "+44 20 7946 0958", "0049 (0)30 / 901820",
    "+52 1 55 5555 0100", "1-800-UNION-US", "555.0100 or 555.0101", "+86 10 5555 0100, anexo 7",
    "\u2066+972 3-555-0100\u2069", "٠١٢٣٤٥٦٧٨٩", "home 555-0100 (evenings)", "00 33 1 55 55 01 00", "12 34 56",
]  # fmt: skip


NO_NUMBERS = ["12", "zoe@local.example", "none", "5555550100555555010055555501"]


def test_phone_numbers_as_people_write_them_pass(survey: Page) -> None:
    assert [number for number in GOOD_NUMBERS if left(survey, "Phone", number) != ""] == []


def test_what_is_no_phone_number_is_named(survey: Page) -> None:
    assert [number for number in NO_NUMBERS if PHONE not in left(survey, "Phone", number)] == []


GOOD_ADDRESSES = [
    "zoe@local.example", "zoe.o'hara+104@mail.local.example", "zoë@größe.example", "مرشد@مثال.إختبار",
    "zoe@local.example, ada@local.example", "Zoë Żółć <zoe@local.example>", "zoe@local.example.",
]  # fmt: skip


NO_ADDRESSES = ["zoe", "zoe@local", "zoe@local,example", "zoe@@local.example", "@local.example"]


def test_addresses_as_people_write_them_pass(survey: Page) -> None:
    assert [address for address in GOOD_ADDRESSES if left(survey, "E-mail", address) != ""] == []


def test_what_is_no_address_is_named_with_an_example(survey: Page) -> None:
    for address in NO_ADDRESSES:
        said = left(survey, "E-mail", address)
        assert ADDRESS in said and "name@example.org" in said, address


def test_half_a_date_is_named(survey: Page) -> None:
    day = survey.get_by_label("Date of birth")
    day.focus()
    survey.keyboard.type("06")
    survey.get_by_label("Name *").click()
    expect(survey.locator("[id='field-date-of-birth--mistake']")).to_contain_text("a day, a month, and a year")


def test_the_summary_has_the_focus_leads_to_each_field_and_stops_nobody(survey: Page) -> None:
    survey.get_by_label("E-mail").fill("zoe@local")
    survey.locator(".kit-form-tools").get_by_role("button", name="Download as PDF").click()
    summary = survey.get_by_role("group", name="3 answers need a look")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [re.compile("^Name:"), re.compile("^The best way"), re.compile("^E-mail:")]
    )
    expect(survey.locator(".kit-mistake"), "beside the fields as well").to_have_count(3)
    summary.get_by_role("link", name=re.compile("^E-mail")).click()
    expect(survey.get_by_label("E-mail")).to_be_focused()
    with survey.expect_download():
        summary.get_by_role("button", name="Download anyway").click()
    expect(summary).to_be_hidden()


def test_one_can_print_with_mistakes(survey: Page) -> None:
    survey.evaluate("window.print = () => { window.printed = true; }")
    survey.get_by_label("Phone").fill("1")
    survey.get_by_role("button", name="Print", exact=True).click()
    survey.get_by_role("button", name="Print anyway").click()
    assert happens(survey, lambda: survey.evaluate("window.printed") is True)


def test_answers_are_saved_at_once_and_mistakes_are_listed_after(survey: Page) -> None:
    survey.get_by_label("Phone").fill("1")
    with survey.expect_download():
        survey.locator(".kit-form-start").get_by_role("button", name="Save my answers").click()
    expect(survey.locator(".kit-form-start .kit-form-summary")).to_contain_text("Phone")


@pytest.mark.parametrize(
    ("button", "anyway"), [("Download as PDF", "Download anyway"), ("Save my answers", "Save anyway")]
)
def test_an_empty_form_is_said_to_be_empty_before_it_becomes_a_file(survey: Page, button: str, anyway: str) -> None:
    survey.locator(".kit-form-tools").get_by_role("button", name=button).click()
    expect(survey.get_by_role("group", name="Nothing is filled in yet")).to_be_focused()
    with survey.expect_download():
        survey.get_by_role("button", name=anyway).click()


def test_progress_is_seen_at_both_ends_and_in_each_part_and_heard_between_parts(survey: Page) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    survey.get_by_label("I describe myself as", exact=True).check()
    survey.get_by_label("I describe myself as, please say which").fill("me")
    for end in (".kit-form-start", ".kit-form-tools"):
        expect(survey.locator(f"{end} .kit-form-progress")).to_contain_text("2 of 28 questions answered")
    survey.get_by_text("Parts of this form").click()
    parts = survey.locator(".kit-form-progress li")
    expect(parts.first).to_be_visible()
    for part, text in zip(parts.all(), ("How to reach you 1 of 4", "About you 1 of 6"), strict=False):
        expect(part).to_have_text(text)
    heard = survey.locator(".kit-form-tools p.kit-spoken[role=status]")
    expect(heard).to_have_text("1 of 28 questions answered")
    survey.get_by_label("Local", exact=True).focus()
    let_pass(survey)
    expect(heard).to_have_text("1 of 28 questions answered")
    survey.get_by_label("What do you expect").focus()
    expect(heard).to_have_text("2 of 28 questions answered")


@pytest.mark.parametrize(("field", "typed"), [("E-mail", "zoe"), ("Is there anything else", "\U000f1234")])
def test_what_is_said_on_leaving_a_field_moves_no_button_from_under_the_mouse(
    visit: Opener, handbook: Site, field: str, typed: str
) -> None:
    """The press leaves the field, and what is said of it takes room: the release must still be on the button."""
    page = visit("forms/mentee-survey.html", home=handbook.on_disk, viewport={"width": 1280, "height": 6000}).page
    page.get_by_label("Name *").fill("Zoë")
    page.get_by_label(field).press_sequentially(typed)
    page.locator(".kit-form-tools").get_by_role("button", name="Save my answers").click()
    expect(page.locator(".kit-form-tools .kit-form-status")).to_contain_text("Saved")
    expect(page.locator(".kit-mistake, [id$='--letters']")).to_have_count(1)
