"""The site as its readers meet it: with a mouse, a keyboard, a phone, at night, on paper, and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener, Site, happens

CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 700}


def focused(page: Page) -> str:
    return str(page.evaluate("(document.activeElement.textContent || document.activeElement.ariaLabel || '').trim()"))


def test_every_page_opens_without_a_fault_and_asks_no_other_host(visit: Opener, site: Site) -> None:
    reader = visit()
    for path in site.pages:
        reader.page.goto(site.address + path)
    assert reader.context.cookies() == []


def test_every_page_opens_from_a_folder(visit: Opener, site: Site) -> None:
    reader = visit(home=site.on_disk)
    for path in site.pages:
        reader.page.goto(site.on_disk + path)
    assert reader.page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["base", "harbor"])
def test_every_word_stands_out_from_what_is_behind_it(
    visit: Opener, sites: dict[str, Site], name: str, scheme: str
) -> None:
    site = sites[name]
    reader = visit(home=site.address, color_scheme=scheme)
    for path in site.pages:
        reader.page.goto(site.address + path)
        assert reader.page.evaluate(CONTRAST) == [], path


def test_no_page_scrolls_sideways_on_a_small_phone(visit: Opener, site: Site) -> None:
    reader = visit(viewport=NARROW)
    for path in site.pages:
        reader.page.goto(site.address + path)
        wide = reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path


# Keyboard.


def test_the_first_step_of_the_keyboard_leads_past_the_frame(visit: Opener) -> None:
    page = visit("handbook/listening.html").page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#kit-content")).to_be_focused()


def test_what_has_the_focus_is_seen(visit: Opener, site: Site) -> None:
    page = visit("forms/visit-notes.html").page
    for _ in range(25):
        page.keyboard.press("Tab")
        # a date's parts have a focus of their own, which the browser shows
        if page.evaluate("document.activeElement.type") != "date":
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", focused(page)


def test_the_drawer_opens_and_closes_by_keyboard_and_gives_the_focus_back(visit: Opener) -> None:
    page = visit("handbook/listening.html", viewport=PHONE).page
    menu, drawer = page.get_by_role("button", name="Menu"), page.locator("#kit-nav")
    menu.focus()
    page.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(menu).to_be_focused()


# Search.


@pytest.mark.parametrize("where", ["address", "on_disk"])
def test_search_finds_a_page_and_opens_it(visit: Opener, site: Site, where: str) -> None:
    page = visit("handbook/visits.html", home=getattr(site, where)).page
    page.keyboard.press("Control+k")
    page.keyboard.type("listening")
    page.locator(".kit-search__results a").first.wait_for()
    expect(page.locator(".kit-search__count")).to_have_text("1 place found")
    page.keyboard.press("Enter")
    page.wait_for_url("**/handbook/listening.html*")


def test_search_finds_the_slides_of_a_guide_after_everything_else(visit: Opener) -> None:
    page = visit().page
    page.keyboard.press("Control+k")
    page.keyboard.type("visit")
    page.locator(".kit-search__results a").first.wait_for()
    links = page.locator(".kit-search__results a").evaluate_all("links => links.map((link) => link.href)")
    of_guides = ["/guides/" in link for link in links]
    assert True in of_guides
    assert of_guides == sorted(of_guides)


def test_search_forgives_a_slip_and_an_accent(visit: Opener) -> None:
    page = visit().page
    page.keyboard.press("Control+k")
    for word in ("lisetning", "lístening"):
        page.locator(".kit-search input").fill(word)
        page.locator(".kit-search__results a").first.wait_for()


def test_search_says_how_many_in_the_form_for_the_number(visit: Opener) -> None:
    page = visit().page
    page.keyboard.press("Control+k")
    forms = '{"one": "{count} miejsce", "few": "{count} miejsca", "many": "{count} miejsc", "other": "?"}'
    dialog = page.locator("#kit-search")
    dialog.evaluate("(dialog, forms) => { dialog.lang = 'pl'; dialog.dataset.found = forms; }", forms)
    for word, form in (("listening", "1 miejsce"), ("visit", "20 miejsc")):
        page.locator(".kit-search input").fill(word)
        page.locator(".kit-search__results a").first.wait_for()
        expect(page.locator(".kit-search__count")).to_have_text(form)


def test_search_goes_by_arrows_and_ends_by_escape(visit: Opener) -> None:
    page = visit().page
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("visit")
    page.locator(".kit-search__results a").first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".kit-search__results a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#kit-search")).to_be_hidden()


# Choices that stay on the device.


def test_the_colors_that_a_reader_chose_stay(visit: Opener) -> None:
    page = visit().page
    page.get_by_role("button", name="Use dark colors").click()
    page.reload(wait_until="commit")
    page.wait_for_selector("body")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    expect(page.get_by_role("button", name="Use light colors")).to_be_visible()


CHOICE = "Show me what matters to"


def test_what_is_meant_for_others_steps_back(visit: Opener, site: Site) -> None:
    page = visit("handbook/listening.html").page
    page.get_by_label(CHOICE).select_option("a trainer")
    page.goto(site.address + "handbook/visits.html")
    expect(page.get_by_label(CHOICE)).to_have_value("trainer")
    expect(page.locator("[data-kit-reader-note]")).to_be_visible()
    expect(page.locator(".kit-steps-back").first).to_be_attached()
    page.get_by_label(CHOICE).select_option("everybody")
    expect(page.locator("[data-kit-reader-note]")).to_be_hidden()
    expect(page.locator(".kit-steps-back")).to_have_count(0)


def test_choosing_a_reader_by_keyboard_folds_in_place_says_so_and_unfolds(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page  # which lets nobody put HTML into a page
    part = '<h2 class="for-mentor">For mentors</h2><p id="part">x</p><h2>For all</h2><p class="for-mentor">y</p>'
    page.evaluate(f"document.querySelector('article').insertAdjacentHTML('beforeend', '{part}')")
    before = page.locator("article").inner_html()
    choice = page.get_by_label(CHOICE)
    choice.focus()
    page.keyboard.press("ArrowDown")
    expect(choice).to_have_value("mentee")
    expect(page.locator("details.kit-for-others summary").first).to_have_text("For mentors · for mentors")
    expect(page.get_by_role("status")).to_have_text("2 parts for mentors are folded.")
    expect(page.locator("#part")).to_be_hidden()
    expect(choice, "nothing is loaded anew").to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(choice).to_have_value("")
    expect(page.get_by_role("status")).to_be_empty()
    expect(choice).to_be_focused()
    assert happens(page, lambda: page.locator("article").inner_html() == before)


def test_the_choice_of_readers_stands_once_where_one_reads_and_takes_no_room_elsewhere(
    visit: Opener, site: Site
) -> None:
    page = visit().page
    page.add_init_script("localStorage.setItem('kit-reader', 'trainer')")
    shown = {"handbook/listening.html": 1, "downloads.html": 1}
    for path in ("index.html", "forms/visit-notes.html", "decks/first-visits.html", "guides/first-visits.html", *shown):
        page.goto(site.address + path)
        expect(page.get_by_label(CHOICE), path).to_have_count(shown.get(path, 0))
        expect(page.locator("#kit-nav .kit-steps-back").first, path).to_be_attached()


def test_downloads_for_others_are_counted_but_whoever_hands_them_out_sees_all(visit: Opener, handbook: Site) -> None:
    page = visit("downloads.html", home=handbook.on_disk).page
    count, status = page.locator("main tr[data-for]").count(), page.get_by_role("status")
    others = page.locator("main tr[data-for]:not([data-for~=mentee])").count()
    page.get_by_label(CHOICE).select_option("a mentee")
    expect(status).to_have_text(f"1 part for trainers is folded. {others} downloads for others are not shown.")
    expect(page.locator("main tr[data-for]:visible")).to_have_count(count - others)
    page.get_by_label(CHOICE).select_option("a coordinator")
    expect(status).to_have_text("1 part for trainers is folded.")
    expect(page.locator("main tr[data-for]:visible")).to_have_count(count)


# Without scripts, and on paper.


def test_without_scripts_all_is_shown_and_the_index_stands_in_for_search(visit: Opener) -> None:
    page = visit("handbook/listening.html", java_script_enabled=False, viewport=PHONE).page
    expect(page.locator("article h1")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#kit-nav a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Search").click()
    page.wait_for_url("**/a-z.html")


def test_paper_gets_the_text_and_no_frame(visit: Opener) -> None:
    page = visit("handbook/listening.html", color_scheme="dark").page
    page.emulate_media(media="print")
    for part in (".kit-header", ".kit-nav", ".kit-footer", ".kit-neighbors"):
        expect(page.locator(part)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_paper_gets_what_is_folded_on_the_screen(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<details><p>x</p></details>')")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.querySelector('article details').open")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("document.querySelector('article details').open")
