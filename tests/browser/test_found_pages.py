"""Search as readers use it: a field, groups, words that pages do not have, and marks on the page that it opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generators.writers.site.indexes import Entry, Kind, index_script

from .conftest import Opener, Shared, Site, let_pass

PHONE = {"width": 390, "height": 844}
MARKED = """() => [...(CSS.highlights.get("kit-found") ?? [])].map((range) => {
  return range.startContainer.data.slice(range.startOffset, range.endOffset);
})"""
"""The words that are marked on the page."""

ENTRIES = (
    Entry("handbook/visits.html", "Visits", "Visits", "Go in pairs.", terms=("home call", "compañero", "伙伴")),
    Entry("handbook/visits.html#two", "Visits", "Two visits", "Your visits."),
    *(Entry(f"handbook/p{number}.html", "Page", f"Page {number}", "A visit.") for number in range(8)),
    Entry("forms/visit-notes.html", "Visit notes", "Visit notes", "Who went.", Kind.FORMS),
    Entry("decks/first-visits.html", "First visits", "First visits", "A deck.", Kind.WORKSHOPS),
    Entry("guides/first-visits.html#slide-1", "First visits", "Visit", "A visit is a visit.", Kind.SLIDES),
    Entry("handbook/listening.html", "Listening", "听的方法", "我们的导师计划从签到开始。然后两个人见面。"),
    Entry("handbook/rtl.html", "دليل", "دليل", "كل مرشدة تلتقي مع المتدربة في القاعة."),
)


@pytest.fixture(scope="module")
def found(sites: dict[str, Site], shared: Shared) -> Site:
    """The sample's site, with an index that holds something of everything."""

    def write(out: Path) -> None:
        shutil.copytree(sites["base"].folder, out / "site")
        (out / "site" / "search" / "index.js").write_text(index_script(ENTRIES), encoding="utf-8")

    return Site(shared("found-pages", write) / "site", "")


def looked_up(page: Page, typed: str) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill(typed)
    page.locator(".kit-search__results a").first.wait_for()


def titles(page: Page) -> list[str]:
    return page.locator(".kit-search__results strong").all_inner_texts()


def test_search_is_a_field_on_wide_screens_and_a_button_on_phones(visit: Opener) -> None:
    field = visit("handbook/listening.html").page.get_by_role("button", name="Search")
    expect(field).to_contain_text("Search")
    wide = field.bounding_box()
    assert wide is not None and wide["width"] > 150
    small = visit("handbook/listening.html", viewport=PHONE).page.get_by_role("button", name="Search").bounding_box()
    assert small is not None and small["width"] == 44


def test_what_is_found_stands_in_groups_the_best_first_and_slides_last(visit: Opener, found: Site) -> None:
    page = visit(home=found.on_disk).page
    looked_up(page, "visit")
    expect(page.locator(".kit-search__results h2:visible")).to_have_text(
        ["Forms 1", "Handbook 10", "Workshops 1", "Slides 1"]
    )
    handbook = page.locator(".kit-search__results section", has_text="Handbook")
    expect(handbook.locator("a")).to_have_count(5)
    handbook.get_by_role("button", name="Show more").click()
    expect(handbook.locator("a")).to_have_count(10)
    expect(handbook.locator("a").nth(5)).to_be_focused()
    expect(handbook.get_by_role("button", name="Show more")).to_be_hidden()


def test_one_group_needs_no_heading(visit: Opener, found: Site) -> None:
    page = visit(home=found.on_disk).page
    looked_up(page, "pairs")
    expect(page.locator(".kit-search__results h2:visible")).to_have_count(0)


@pytest.mark.parametrize("typed", ["companero", "home call", "伙伴", "compañro"])
def test_a_page_is_found_by_what_people_call_it(visit: Opener, found: Site, typed: str) -> None:
    page = visit(home=found.on_disk).page
    looked_up(page, typed)
    expect(page.locator(".kit-search__results strong").first).to_have_text("Visits")
    expect(page.locator(".kit-search__results small mark").first).to_be_visible()


def test_a_question_of_many_words_finds_what_has_most_of_them(visit: Opener, found: Site) -> None:
    page = visit(home=found.on_disk).page
    looked_up(page, "who went zzzzz")
    expect(page.locator(".kit-search__results strong").first).to_have_text("Visit notes")


@pytest.mark.parametrize(
    ("typed", "title", "marks"),
    [("签到", "听的方法", ["签到"]), ("导师签到", "听的方法", ["导师", "签到"]), ("متدربة", "دليل", ["متدربة"])],
)
def test_words_are_found_and_marked_where_none_are_spaced_or_all_have_articles(
    visit: Opener, found: Site, typed: str, title: str, marks: list[str]
) -> None:
    page = visit(home=found.on_disk).page
    looked_up(page, typed)
    expect(page.locator(".kit-search__results strong").first).to_have_text(title)
    expect(page.locator(".kit-search__results p").first.locator("mark")).to_have_text(marks)


def test_search_goes_by_the_keyboard_alone(visit: Opener, found: Site) -> None:
    page = visit(home=found.on_disk).page
    looked_up(page, "visit")
    links = page.locator(".kit-search__results a")
    for number in range(2):
        page.keyboard.press("ArrowDown")
        expect(links.nth(number)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("s")
    expect(page.get_by_role("searchbox")).to_have_value("visits")


@pytest.mark.parametrize("where", ["address", "on_disk"])
def test_the_words_are_marked_on_the_page_until_the_reader_removes_them(visit: Opener, site: Site, where: str) -> None:
    page = visit("handbook/visits.html", home=getattr(site, where)).page
    looked_up(page, "silence")
    page.keyboard.press("Enter")
    page.wait_for_url("**/handbook/listening.html*")
    bar = page.locator(".kit-marked")
    expect(bar).to_contain_text("marked")
    assert {text.lower() for text in page.evaluate(MARKED)} == {"silence"}
    assert "silence" not in page.url, "no host learns what was looked for"
    bar.get_by_role("button", name="Remove the marks").click()
    expect(bar).to_be_hidden()
    assert page.evaluate(MARKED) == []
    page.reload()
    let_pass(page)
    expect(bar).to_be_hidden()


def test_the_words_are_marked_on_the_page_that_is_open_and_escape_removes_them(visit: Opener) -> None:
    page = visit("handbook/listening.html", viewport=PHONE).page
    looked_up(page, "silence")
    page.keyboard.press("Enter")
    expect(page.locator(".kit-marked")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".kit-marked")).to_be_hidden()
