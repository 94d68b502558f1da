"""A workshop is taught from the site: by keys, clicker, and finger, with the notes in a second window, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from deck_samples import deck
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sample import resolved

from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site

from .conftest import SAMPLE, Opener, Shared, Site, happens, let_pass, new_context, served

COUNT = 40
PARTS = 4
MINUTES = 2
SECRET = "only for trainers"
START = 1_900_000_000
"""A moment, in seconds."""

IS_WHOLE_SCREEN = "document.fullscreenElement !== null"

CURRENT = ".kit-slides__one:not([hidden]) .kit-show__title"


def outline() -> str:
    """Four parts of ten slides each with the cover, of two minutes each, with a note on every one."""
    lines = []
    for number in range(2, COUNT + 1):
        mark = "#" if number % (COUNT // PARTS) == 2 else "##"
        cut = " cut=20" if number % 4 == 0 else ""
        lines += [f"{mark} Slide number {number} {{minutes={MINUTES}{cut}}}", "", f"- Point {number}", ""]
        lines += ["<!-- notes -->", f"**Say:** {SECRET}, {number}.", "<!-- /notes -->", ""]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def taught(root: Path, shared: Shared) -> Iterator[Site]:
    folder = shared("taught", partial(_write, root / SAMPLE))
    with served(folder) as address:
        yield Site(folder / "site", f"{address}site/")


def _write(sample: Path, out: Path) -> None:
    handbook = read_handbook(sample, Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    arabic = "## لماذا نوجّه؟\n\n- لأن أحدهم وجّهنا\n\n## شكرًا"
    decks = (deck(outline(), name="forty", title="Forty"), deck(arabic, "ar", "arabic", title="التوجيه"))
    write_site(replace(kit, decks=decks), out)


Opened = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = new_context(browser, viewport={"width": 1280, "height": 720})
    yield made
    made.close()


@pytest.fixture
def hall(context: BrowserContext, taught: Site) -> Page:
    """The hall's view of the workshop of forty slides, at its first slide."""
    return opened(context, taught.address, "#1")


def opened(context: BrowserContext, address: str, anchor: str = "", name: str = "forty") -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{address}present/{name}.html{anchor}")
    return page


def notes_of(hall: Page) -> Page:
    """The second window, as its key opens it."""
    with hall.context.expect_page() as found:
        hall.keyboard.press("n")
    notes = found.value
    notes.on("pageerror", lambda error: pytest.fail(str(error)))
    expect(notes.locator("[data-kit-step]")).to_have_text("In step with the slides")
    return notes


def expect_slide(page: Page, number: int) -> None:
    expect(page.locator("[data-kit-at]")).to_have_text(f"{number} / {COUNT}")


def test_where_a_logo_needs_a_plate_it_is_whole_and_lies_close_to_it(visit: Opener, handbook: Site) -> None:
    """A plate that only frames the logo is no ground for it."""
    page = visit("present/orientation.html", home=handbook.on_disk).page
    page.evaluate("document.documentElement.style.setProperty('--logo-plate', 'rgb(255, 255, 255)')")
    expect(page.locator("img.kit-show__logo").first).to_have_css("background-color", "rgb(255, 255, 255)")
    shape = "(logo) => [logo.width / logo.height, logo.naturalWidth / logo.naturalHeight]"
    shown, drawn = page.locator("img.kit-show__logo").first.evaluate(shape)
    assert shown == pytest.approx(drawn, rel=0.05)


def test_forty_slides_are_presented_by_a_clicker_with_two_windows_in_step(hall: Page) -> None:
    notes = notes_of(hall)
    for number in range(2, COUNT + 1):
        window = hall if number % 2 else notes  # by hand in one window, by clicker in the other
        window.keyboard.press("PageDown" if number % 2 else "ArrowRight")
        expect_slide(hall, number)
        expect_slide(notes, number)
        expect(hall.locator(CURRENT)).to_have_text(f"Slide number {number}")
        expect(notes.locator("[data-kit-now] .kit-cue dd")).to_have_text(f"{SECRET}, {number}.")
    hall.keyboard.press("PageDown")
    expect_slide(notes, COUNT)
    expect(notes.locator("[data-kit-last]")).to_be_visible()
    expect(hall.get_by_role("main").get_by_role("heading", level=3)).to_have_count(1)
    assert SECRET not in hall.content()
    assert SECRET not in hall.locator("body").aria_snapshot()


def test_no_press_is_lost_however_fast_they_come_in_both_windows(hall: Page) -> None:
    """What one window tells the other may be older than the last key that was pressed there."""
    notes = notes_of(hall)
    for key in ("5", "Enter"):
        hall.keyboard.press(key)
    expect_slide(notes, 5)
    for turn in range(30):
        for key, window in zip(("PageDown", "PageUp", "PageDown"), (hall, notes, (hall, notes)[turn % 2]), strict=True):
            window.keyboard.press(key)
    for window in (hall, notes):
        expect_slide(window, 35)
    for key in ("b", "Home", "PageDown"):
        notes.keyboard.press(key)
    for window in (hall, notes):
        expect_slide(window, 2)
    expect(hall.locator("[data-kit-blank]")).to_be_hidden()


def test_a_hall_that_has_not_begun_begins_where_the_notes_stand(context: BrowserContext, taught: Site) -> None:
    notes = opened(context, taught.address, "#slide-number-6", "notes/forty")
    hall = opened(context, taught.address)
    expect(notes.locator("[data-kit-step]")).to_have_text("In step with the slides")
    notes.keyboard.press("ArrowRight")
    expect_slide(hall, 7)
    expect_slide(notes, 7)


def test_every_key_does_what_the_help_says(hall: Page) -> None:
    press = hall.keyboard.press
    on, back = {" ": 2, "ArrowDown": 3, "PageDown": 4}, {"Shift+Space": 3, "PageUp": 2, "ArrowLeft": 1}
    for key, number in {**on, **back, "End": COUNT, "Home": 1}.items():
        press(key)
        expect_slide(hall, number)
    for digit in ("1", "7", "Enter"):
        press(digit)
    expect_slide(hall, 17)
    expect(hall).to_have_url(re.compile("#slide-number-17$"))
    for key in ("b", ".", "w"):
        press(key)
        expect(hall.locator("[data-kit-blank]")).to_be_visible()
        press("ArrowRight")
        expect(hall.locator("[data-kit-blank]")).to_be_hidden()
        expect_slide(hall, 17)
    press("f")
    assert happens(hall, partial(hall.evaluate, IS_WHOLE_SCREEN))
    press("f")
    assert happens(hall, lambda: not hall.evaluate(IS_WHOLE_SCREEN))
    press("?")
    expect(hall.get_by_role("dialog", name="Keys")).to_be_visible()
    press("Escape")
    expect(hall.get_by_role("dialog", name="Keys")).to_be_hidden()
    press("d")
    expect(hall.locator("html")).to_have_attribute("data-scheme", "dark")


def test_the_overview_shows_all_and_leads_to_each_by_keys_alone(hall: Page) -> None:
    hall.keyboard.press("Escape")
    for number in (1, 2, COUNT):
        expect(hall.locator(".kit-show__title").nth(number - 1)).to_be_visible()
    for _ in range(3):
        hall.keyboard.press("ArrowRight")
    hall.keyboard.press("Enter")
    expect_slide(hall, 4)
    expect(hall.locator(CURRENT)).to_have_text("Slide number 4")
    expect(hall.locator(CURRENT)).to_have_count(1)
    hall.keyboard.press("o")
    hall.keyboard.press("o")
    expect_slide(hall, 4)


def test_a_link_leads_to_a_slide_by_number_and_by_name(context: BrowserContext, taught: Site) -> None:
    for anchor, number in (("#3", 3), ("#slide-number-12", 12), ("#99", COUNT)):
        expect_slide(opened(context, taught.address, anchor), number)
    expect(opened(context, taught.address, "#no-such").get_by_role("button", name="Start presenting")).to_be_visible()


def test_the_page_begins_and_ends_where_it_stands_as_a_list(context: BrowserContext, taught: Site) -> None:
    page = opened(context, taught.address)
    expect(page.locator(".kit-show__title").nth(20)).to_be_visible()
    page.get_by_role("button", name="Start presenting").click()
    expect_slide(page, 1)
    assert happens(page, partial(page.evaluate, IS_WHOLE_SCREEN))
    page.mouse.move(600, 600)
    page.get_by_role("button", name="Stop presenting").click()
    expect(page.get_by_role("button", name="Start presenting")).to_be_focused()
    expect(page.locator(".kit-show__title").nth(20)).to_be_visible()


def test_a_finger_turns_the_slides(browser: Browser, taught: Site) -> None:
    context = new_context(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    page = opened(context, taught.address, "#3")
    for start, end, number in ((300, 80, 4), (80, 300, 3)):
        swipe(page, start, end)
        expect_slide(page, number)
    swipe(page, 200, 210)
    let_pass(page)
    expect_slide(page, 3)
    context.close()


def swipe(page: Page, start: int, end: int) -> None:
    client = page.context.new_cdp_session(page)
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start, "y": 300}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": end, "y": 304}]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_from_right_to_left_the_left_arrow_goes_on(context: BrowserContext, taught: Site) -> None:
    page = opened(context, taught.address, "#1", "arabic")
    at = page.locator("[data-kit-at]")
    for key, shown in (("ArrowLeft", "2 / 3"), ("PageDown", "3 / 3"), ("ArrowRight", "2 / 3")):
        page.keyboard.press(key)
        expect(at).to_have_text(shown)
    title = page.locator(CURRENT).bounding_box()
    slide = page.locator(".kit-slides__one:not([hidden]) .kit-show").bounding_box()
    assert title
    assert slide
    assert title["x"] + title["width"] / 2 > slide["x"] + slide["width"] / 2


# The notes.


def test_the_clock_follows_the_plan_and_warns_ten_minutes_before_the_end(context: BrowserContext, taught: Site) -> None:
    context.clock.install(time=START)
    hall = opened(context, taught.address, "#1")
    notes = notes_of(hall)
    context.clock.pause_at(START + 3600)  # later than it is, however long the windows took to open
    since, part_left, whole_left = (
        notes.locator(f"[data-kit-{name}]") for name in ("since", "part-left", "whole-left")
    )
    plan, warning = notes.locator("[data-kit-plan]"), notes.locator("[data-kit-warning]")
    whole = (COUNT - 1) * MINUTES
    notes.keyboard.press("ArrowRight")
    expect(whole_left).to_have_text("1:18:00")
    notes.clock.fast_forward(60_000)
    expect(since).to_have_text("1:00")
    expect(part_left).to_have_text("19:00")
    expect(plan).to_have_text("On time")
    notes.clock.fast_forward(4 * 60_000)
    expect(plan).to_have_text("3 min behind the plan")
    for _ in range(3, 9):
        notes.keyboard.press("ArrowRight")
    expect_slide(hall, 8)
    expect_slide(notes, 8)
    expect(plan).to_have_text("7 min ahead of the plan")
    expect(warning).to_be_empty()
    notes.clock.fast_forward((whole - 5 - 9) * 60_000)
    expect(warning).to_have_text("Ten minutes left")
    notes.reload()
    expect(since).to_have_text("1:09:00")
    expect_slide(notes, 8)


def test_the_hall_shows_where_the_trainer_points_and_goes_black_from_the_notes(hall: Page) -> None:
    notes = notes_of(hall)
    box = notes.locator("[data-kit-now] .kit-show").bounding_box()
    assert box
    notes.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    notes.mouse.down()
    notes.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    pointer = hall.locator("[data-kit-pointer]")
    expect(pointer).to_be_visible()
    expect(pointer).to_have_css("left", "320px")
    notes.mouse.up()
    expect(pointer).to_be_hidden()
    notes.get_by_role("button", name="Blank screen").click()
    expect(hall.locator("[data-kit-blank]")).to_be_visible()
    hall.keyboard.press("b")
    expect(notes.get_by_role("button", name="Blank screen")).to_have_attribute("aria-pressed", "false")


def test_opened_from_a_folder_both_windows_are_in_step_too(context: BrowserContext, taught: Site) -> None:
    hall = opened(context, taught.on_disk, "#1")
    notes = notes_of(hall)
    notes.keyboard.press("PageDown")
    expect_slide(hall, 2)
    hall.keyboard.press("PageDown")
    expect_slide(notes, 3)
    hall.close()
    expect(notes.locator("[data-kit-step]")).to_contain_text("On their own")


def test_the_notes_work_alone_as_on_a_telephone(browser: Browser, taught: Site) -> None:
    context = new_context(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    notes = opened(context, taught.address, "", "notes/forty")
    expect(notes.locator("[data-kit-step]")).to_contain_text("On their own")
    notes.get_by_role("button", name="Next slide").tap()
    expect_slide(notes, 2)
    expect(notes.locator("[data-kit-now] .kit-cue dd")).to_be_in_viewport()
    assert notes.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


# Without script, and on paper.


def test_without_script_the_slides_stand_one_below_the_other(browser: Browser, taught: Site) -> None:
    context = new_context(browser, java_script_enabled=False)
    page = opened(context, taught.address)
    tops = [title.bounding_box() for title in page.locator(".kit-show__title").all()]
    assert len(tops) == COUNT
    heights = [top["y"] for top in tops if top]
    assert heights == sorted(heights)
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_what_is_printed_is_a_handout_with_room_to_write(context: BrowserContext, taught: Site, tmp_path: Path) -> None:
    for anchor in ("", "#5"):
        page = opened(context, taught.address, anchor)
        page.pdf(path=tmp_path / "handout.pdf", format="Letter", margin={"top": "12mm", "bottom": "12mm"})
        page.emulate_media(media="print")
        slide, lines = (page.locator(f".kit-slides__one {name}").nth(4) for name in (".kit-show", ".kit-slides__lines"))
        shown, room = slide.bounding_box(), lines.bounding_box()
        assert shown
        assert room
        assert room["x"] >= shown["x"] + shown["width"]
        assert room["height"] >= shown["height"] - 1
        with pikepdf.open(tmp_path / "handout.pdf") as printed:
            assert COUNT / 5 <= len(printed.pages) <= COUNT / 3


def test_no_word_leaves_its_slide(hall: Page) -> None:
    outside = hall.evaluate(
        """() => [...document.querySelectorAll(".kit-slides__one")].filter((one) => {
             one.removeAttribute("hidden");
             const box = one.querySelector(".kit-show").getBoundingClientRect();
             return [...one.querySelectorAll(".kit-show > :not(svg)")].some((part) =>
               part.scrollHeight > part.clientHeight + parseFloat(getComputedStyle(part).fontSize) / 4
               || part.getBoundingClientRect().bottom > box.bottom + 1);
           }).map((one) => one.dataset.kitSlide)"""
    )
    assert outside == []
