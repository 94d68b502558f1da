"""How pages look to the eye: boxes in line, nothing blurred, and no mark that is not there for a reason."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from sample import resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook, read_local
from generators.writers.site import write_site

from .conftest import SAMPLE, Opener, Site, happens, new_context

EMPTY_ROOM = 40
"""CSS pixels below the last line of a box, at the most, padding included."""

DOORS = """
doors => doors.map((door) => {
  const [title, step, list] = ["h2", ".kit-door__step", "ul"].map((part) => door.querySelector(part));
  const [top, left, right] = [title, title, list].map((part, at) => part.getBoundingClientRect()[at ? "left" : "top"]);
  const isFilled = getComputedStyle(step.firstElementChild).backgroundColor !== "rgba(0, 0, 0, 0)";
  return { left, right, isBeside: Math.abs(list.getBoundingClientRect().top - top) < 8, isFilled };
})
"""
"""Where each door's words begin, and its list; whether that stands beside them; and whether its button is loud."""

EDGES = """
(box, parts) => {
  const edges = (one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom];
  return [edges(box)[1], parts.map((part) => edges(box.querySelector(part)))];
}
"""
"""The lower edge of a box, and upper and lower ones of its parts, all measured at once: typefaces may still come."""


@pytest.mark.parametrize(("width", "columns"), [(1920, 2), (1280, 2), (820, 2), (390, 1)])
def test_the_doors_of_the_home_page_stand_in_line_and_one_button_is_loud(
    visit: Opener, handbook: Site, width: int, columns: int
) -> None:
    page = visit(home=handbook.on_disk, viewport={"width": width, "height": 900}).page
    doors = page.locator(".kit-door").evaluate_all(DOORS)
    assert len({(door["left"], door["right"], door["isBeside"]) for door in doors}) == 1
    assert doors[0]["isBeside"] == (columns == 2) == (doors[0]["right"] > doors[0]["left"])
    assert [door["isFilled"] for door in doors] == [True, False, False, False]


def test_the_loud_button_of_the_home_page_is_that_of_the_reader_whom_the_site_knows(
    visit: Opener, handbook: Site
) -> None:
    page = visit(home=handbook.on_disk).page
    page.add_init_script("localStorage.setItem('kit-reader', 'trainer')")
    page.reload()
    expect(page.locator(".kit-door--mine .kit-button")).to_have_text("Choose a workshop")
    assert [door["isFilled"] for door in page.locator(".kit-door").evaluate_all(DOORS)] == [False, False, False, True]


def test_the_box_above_a_form_has_its_choice_its_buttons_and_its_parts_one_below_another(
    visit: Opener, handbook: Site
) -> None:
    page = visit("forms/mentee-survey.html", home=handbook.on_disk).page
    box = page.locator(".kit-form-start")
    parts = [".kit-switch", ".kit-hint", ".kit-form-tools__buttons", "progress", "details"]
    bottom, edges = box.evaluate(EDGES, parts)
    assert all(above[1] <= below[0] for above, below in pairwise(edges))
    assert bottom - edges[-1][1] < EMPTY_ROOM
    assert box.locator("details").evaluate("box => getComputedStyle(box).borderInlineStartWidth") == "0px"


def test_a_small_logo_of_pixels_is_as_large_as_it_is(root: Path, browser: Browser, tmp_path: Path) -> None:
    """A drawing has the height of the bar; pixels that are drawn larger are a blur."""
    for size, shown in ((24, 24), (400, 40)):
        pack = tmp_path / f"pack-{size}"
        (pack / "assets").mkdir(parents=True)
        Image.new("RGB", (size, size), "teal").save(pack / "assets" / "logo.png")
        settings = "name: Local 9\nbrand: {logo: assets/logo.png, logo_alt: Local 9}\n"
        (pack / "local.yml").write_text(settings, encoding="utf-8")
        handbook = read_handbook(root / SAMPLE, Problems())
        write_site(resolved(handbook, read_local(handbook, pack, Problems()), Problems()), pack / "out")
        with new_context(browser) as context:
            page = context.new_page()
            page.goto((pack / "out" / "site" / "index.html").as_uri())
            bounds = page.locator(".kit-brand__logo").bounding_box()
        assert bounds
        assert (round(bounds["width"]), round(bounds["height"])) == (shown, shown)


@pytest.mark.parametrize("address", ["handbook/checklist.html", "handbook.html", "guides/orientation.html"])
def test_ticks_of_a_list_stay_until_they_are_cleared(visit: Opener, handbook: Site, address: str) -> None:
    page = visit(address, home=handbook.on_disk).page
    box = page.locator(".task-list-item input").first
    assert re.fullmatch(r"[a-z-]+-\d+", box.get_attribute("name") or "")
    clear = page.get_by_role("button", name="Clear all ticks")
    box.check()
    expect(clear).to_be_visible()
    page.reload()
    expect(box).to_be_checked()
    clear.click()
    expect(clear).to_be_hidden()
    page.reload()
    expect(box).not_to_be_checked()


def test_a_page_stands_still_once_a_link_or_a_key_has_moved_it(visit: Opener, handbook: Site) -> None:
    """While a page glides, what somebody presses next is no longer under the finger."""
    page = visit("handbook/checklist.html", home=handbook.on_disk, viewport={"width": 390, "height": 600}).page
    jump = "last => { last.scrollIntoView(); return [scrollY, last.getBoundingClientRect().top < innerHeight]; }"
    place, is_seen = page.locator(".task-list-item input").last.evaluate(jump)
    assert place > 0
    assert is_seen


def test_slides_of_a_guide_are_drawn_as_they_come_into_view_and_named_before(visit: Opener, handbook: Site) -> None:
    page = visit("guides/orientation.html", home=handbook.on_disk, viewport={"width": 390, "height": 844}).page
    last = page.locator(".kit-slide h3").last
    drawn = "title => title.checkVisibility({contentVisibilityAuto: true})"
    assert not last.evaluate(drawn), "a phone would draw all of them before it shows the first"
    expect(page.get_by_role("heading", name=last.text_content() or "", exact=True)).to_have_count(1)
    last.scroll_into_view_if_needed()
    assert happens(page, lambda: last.evaluate(drawn))
