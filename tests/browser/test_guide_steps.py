"""A teaching guide slide by slide, from a phone in the hall: one slide on the screen, the run sheet a tap away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Opener, Site

GUIDE = "guides/orientation.html"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def guide(visit: Opener, handbook: Site) -> Page:
    return visit(GUIDE, home=handbook.on_disk, viewport=PHONE).page


def button(page: Page, name: str) -> Locator:
    return page.locator(".kit-teach").get_by_role("button", name=name, exact=True)


def slide(page: Page, number: int) -> Locator:
    return page.get_by_role("heading", name=re.compile(rf"^{number}\. "), level=3)


def test_one_slide_at_a_time_with_its_part_its_minutes_and_the_way_on_and_back(guide: Page) -> None:
    button(guide, "Step by step").click()
    expect(slide(guide, 1)).to_be_focused()
    expect(slide(guide, 2)).to_be_hidden()
    button(guide, "Next").click()
    expect(slide(guide, 2)).to_be_focused()
    expect(guide.locator(".kit-guide__part:visible")).to_contain_text(re.compile("Introductions.*min"))
    expect(guide.locator(".kit-slide__facts:visible")).to_contain_text("7 min")
    expect(guide.locator(".kit-teach")).to_contain_text("2 of 23")
    guide.go_back()
    expect(slide(guide, 1)).to_be_focused()
    expect(button(guide, "Back")).to_be_hidden()
    guide.reload()
    expect(slide(guide, 1)).to_be_visible()
    expect(slide(guide, 2)).to_be_hidden()


def test_the_run_sheet_is_one_tap_away_shows_where_one_is_and_leads_to_any_slide(guide: Page) -> None:
    guide.goto(f"{guide.url}#teach-5")
    expect(slide(guide, 5)).to_be_visible()
    guide.get_by_role("link", name="Run sheet", exact=True).locator("visible=true").click()
    rows = guide.locator(".kit-run-sheet")
    expect(rows.locator("[aria-current=step]")).to_have_text("The program at a glance")
    expect(guide.locator(".kit-slide:visible")).to_have_count(0)
    rows.get_by_role("link", name="Both of you gain").click()
    expect(slide(guide, 7)).to_be_focused()
    guide.go_back()
    button(guide, "Whole guide").click()
    expect(slide(guide, 7)).to_be_in_viewport()
    expect(guide.locator(".kit-slide")).to_have_count(guide.locator(".kit-slide:visible").count())


def test_the_way_through_begins_at_the_slide_that_one_reads(guide: Page) -> None:
    slide(guide, 9).scroll_into_view_if_needed()
    guide.evaluate("document.getElementById('slide-9').scrollIntoView()")
    expect(guide.locator(".kit-teach__here")).to_have_text("Overview of the program")
    button(guide, "Step by step").click()
    expect(slide(guide, 9)).to_be_focused()


def test_on_a_wide_screen_the_list_of_contents_follows(visit: Opener, handbook: Site) -> None:
    page = visit(f"{GUIDE}#teach-5", home=handbook.on_disk).page
    current = page.locator(".kit-toc [aria-current]")
    expect(current).to_have_text("Overview of the program")
    page.locator(".kit-toc").get_by_role("link", name="Wrap-up").click()
    expect(current).to_have_text("Wrap-up")
    expect(page.locator(".kit-slide:visible")).to_have_count(1)


def test_paper_and_a_browser_without_scripts_have_the_long_page(visit: Opener, handbook: Site) -> None:
    page = visit(f"{GUIDE}#teach-5", home=handbook.on_disk, viewport=PHONE).page
    page.emulate_media(media="print")
    expect(page.locator(".kit-slide").last).to_be_visible()
    expect(page.locator(".kit-teach")).to_be_hidden()
    plain = visit(f"{GUIDE}#teach-5", home=handbook.on_disk, java_script_enabled=False).page
    expect(plain.locator(".kit-slide").last).to_be_visible()
    expect(plain.locator(".kit-teach")).to_be_hidden()


@pytest.mark.parametrize("address", ["", "#teach", "#teach-5"])
def test_nothing_scrolls_sideways_on_a_small_phone(visit: Opener, handbook: Site, address: str) -> None:
    page = visit(GUIDE + address, home=handbook.on_disk, viewport={"width": 320, "height": 700}).page
    expect(page.locator(".kit-teach")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    for control in page.locator(".kit-teach :is(button, a):visible").all():
        expect(control).to_be_in_viewport(ratio=1)
