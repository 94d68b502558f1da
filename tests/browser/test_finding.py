"""A reader finds the way: groups of the menu, the place of a page, the pages before and after, and the way up."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import Opener, Site

PHONE = {"width": 390, "height": 844}


def test_on_a_phone_the_place_of_a_page_opens_the_menu_where_one_is(visit: Opener, handbook: Site) -> None:
    page = visit("handbook/from-afar.html", home=handbook.on_disk, viewport=PHONE).page
    page.get_by_role("button", name="Page 8 of 23").click()
    menu = page.locator("#kit-nav")
    expect(menu.get_by_role("link", name="Mentoring from afar")).to_be_in_viewport()
    expect(menu.get_by_role("link", name="Kinds of mentoring")).to_be_hidden()
    menu.get_by_text("What mentoring is about").click()
    expect(menu.get_by_role("link", name="Kinds of mentoring")).to_be_visible()


def test_a_group_opens_by_keyboard_and_without_a_script(visit: Opener, handbook: Site) -> None:
    page = visit("handbook/from-afar.html", home=handbook.on_disk, java_script_enabled=False).page
    group = page.locator("#kit-nav").get_by_text("For coordinators", exact=True)
    group.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kit-nav").get_by_role("link", name="Setting up a program")).to_be_visible()


def test_the_pages_before_and_after_are_for_the_reader(visit: Opener, handbook: Site) -> None:
    page = visit("handbook/from-afar.html", home=handbook.on_disk).page
    after, before = page.locator(".kit-neighbors [rel=next]"), page.locator(".kit-neighbors [rel=prev]")
    expect(after).to_contain_text("Making it work: for mentors")
    page.get_by_label("Show me what matters to").select_option("a mentee")
    expect(after).to_contain_text("Making it work: for mentees")
    expect(before).to_contain_text("Safety and boundaries")
    after.click()
    page.wait_for_url("**/handbook/for-mentees.html")
    expect(before).to_contain_text("Mentoring from afar")
    page.get_by_label("Show me what matters to").select_option("everybody")
    expect(before).to_contain_text("Making it work: for mentors")


def test_the_way_up_comes_into_view_on_a_long_page_and_takes_the_keyboard_along(visit: Opener, handbook: Site) -> None:
    page = visit("handbook/coordinators-year.html", home=handbook.on_disk, viewport=PHONE).page
    up = page.get_by_role("link", name="Back to top")
    expect(up).not_to_be_in_viewport()
    page.evaluate("scrollTo(0, 4000)")
    expect(up).to_be_in_viewport()
    up.click()
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator("#kit-content")).to_be_focused()


def test_a_short_page_is_no_longer_for_a_way_up(visit: Opener, site: Site) -> None:
    page = visit("handbook/listening.html", viewport={"width": 1280, "height": 2000}).page
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    expect(page.get_by_role("link", name="Back to top")).not_to_be_in_viewport()
