"""A filled form leaves the page as a file, with or without its writer's name, and by a letter that somebody writes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener, Site


def file_name(page: Page, button: str) -> str:
    with page.expect_download() as download:
        page.locator(".kit-form-tools").get_by_role("button", name=button).click()
    return download.value.suggested_filename


def test_a_file_has_the_persons_name_by_choice_and_only_letters_that_every_system_takes(survey: Page) -> None:
    survey.get_by_label("Name *").fill('Zoë / "Żółć": ../..\\con\u202e?  ' + "x" * 300)
    survey.get_by_label("The best way to reach you").fill("555 0100")
    name = file_name(survey, "Download as PDF")
    assert name.startswith("mentee-survey - Zoë Żółć") and name.endswith("x.pdf") and len(name) < 100
    assert not re.search(r'[<>:"/\\|?*\u202e]', name)
    survey.get_by_role("switch", name="Put my name into the file").click()
    assert file_name(survey, "Download as PDF") == "mentee-survey.pdf"
    assert file_name(survey, "Save my answers") == "mentee-survey answers.json"
    survey.reload()
    assert file_name(survey, "Save my answers") == "mentee-survey answers.json"


def test_a_letter_to_the_local_has_its_subject_and_says_that_the_file_is_attached_by_hand(
    visit: Opener, sites: dict[str, Site]
) -> None:
    harbor = sites["harbor"]
    page = visit("forms/visit-notes.html", home=harbor.address).page
    page.get_by_label("Name *").fill("Zoë & Ada")
    link = page.get_by_role("link", name="Write the e-mail")
    expect(link).to_have_attribute(
        "href", "mailto:pier4@harbor7.example?subject=Visit%20notes%20%E2%80%93%20Zo%C3%AB%20%26%20Ada"
    )
    hint = page.locator(f"[id='{link.get_attribute('aria-describedby')}']").inner_text()
    assert "pier4@harbor7.example" in hint and "attach the file yourself" in hint and "sends nothing" in hint
    page.get_by_role("switch", name="Put my name into the file").click()
    expect(link).to_have_attribute("href", "mailto:pier4@harbor7.example?subject=Visit%20notes")


def test_an_address_that_no_local_gave_gets_no_letter(survey: Page) -> None:
    assert not survey.get_by_role("link", name="Write the e-mail").count()


@pytest.mark.parametrize("name", ["mentee-evaluation", "mentor-evaluation"])
def test_an_evaluation_asks_for_no_name_and_offers_no_letter(visit: Opener, handbook: Site, name: str) -> None:
    page = visit(f"forms/{name}.html", home=handbook.on_disk).page
    assert page.get_by_role("switch").count() == 2, "both keep answers"
    assert not page.get_by_role("link", name="Write the e-mail").count()
