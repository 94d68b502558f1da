"""How the text is set, in the reader's hands: size, room between lines, typeface, and a view without menus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener, Site, happens

PHONE = {"width": 390, "height": 800}
CHAPTER = "handbook/listening.html"
STYLE = "(article, name) => getComputedStyle(article)[name]"
FOCUSED = "document.activeElement.closest('button')?.getAttribute('aria-label') ?? document.activeElement.textContent"


def set_text(page: Page, *choices: str) -> None:
    page.get_by_role("button", name="Text and reading view").click()
    for choice in choices:
        page.get_by_role("button", name=choice, exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator("#kit-text")).to_be_hidden()


def pixels(page: Page, name: str) -> float:
    return float(page.locator("article").evaluate(STYLE, name).removesuffix("px"))


def test_what_a_reader_chose_is_there_before_the_page_is_shown(visit: Opener) -> None:
    page = visit(CHAPTER).page
    usual = pixels(page, "fontSize")
    set_text(page, "Very large", "Wide", "Atkinson Hyperlegible")
    page.reload(wait_until="commit")
    page.wait_for_selector("body")
    assert page.evaluate("document.documentElement.dataset.text") == "largest wide legible"
    expect(page.locator("article")).to_have_css("font-size", f"{usual * 1.45:g}px")
    assert pixels(page, "lineHeight") / pixels(page, "fontSize") == pytest.approx(1.95)
    assert page.locator("article").evaluate(STYLE, "fontFamily").startswith('"Atkinson Hyperlegible"')


def test_the_usual_text_leaves_nothing_behind(visit: Opener) -> None:
    page = visit(CHAPTER).page
    set_text(page, "Large")
    page.get_by_role("button", name="Text and reading view").click()
    page.get_by_role("group", name="Size of the text").get_by_role("button", name="Usual").click()
    assert happens(page, lambda: page.evaluate("localStorage.getItem('kit-text')") is None)
    assert page.evaluate("'text' in document.documentElement.dataset") is False


def test_only_who_asks_for_a_typeface_loads_it(visit: Opener) -> None:
    page = visit(CHAPTER).page
    loaded = "[...document.fonts].filter((face) => face.family.includes('Atkinson') && face.status === 'loaded').length"
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate(loaded) == 0
    set_text(page, "Atkinson Hyperlegible")
    assert happens(page, lambda: page.evaluate(loaded) > 0)


def test_a_choice_from_elsewhere_that_means_nothing_changes_nothing(visit: Opener) -> None:
    page = visit(CHAPTER).page
    page.evaluate("""localStorage.setItem('kit-text', '"><b> size')""")
    page.reload()
    page.get_by_role("button", name="Text and reading view").click()
    usual = page.get_by_role("group", name="Size of the text").get_by_role("button", name="Usual", pressed=True)
    expect(usual).to_be_visible()


def test_the_text_is_set_by_keyboard_alone(visit: Opener) -> None:
    page = visit(CHAPTER).page
    page.get_by_role("button", name="Text and reading view").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Large", exact=True, pressed=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#kit-text")).to_be_hidden()
    assert page.evaluate(FOCUSED) == "Text and reading view"


SIZES = """[...document.querySelectorAll('article *')]
  .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
  .filter((node) => !node.closest('svg, .kit-stage, .kit-visually-hidden') && node.checkVisibility())
  .map((node) => [node.outerHTML.slice(0, 80), parseFloat(getComputedStyle(node).fontSize)])"""
LINES = SIZES.replace("'svg,", "'svg, h1, h2, h3, button, .kit-button, .kit-download, .kit-guide__facts,").replace(
    "parseFloat(getComputedStyle(node).fontSize)",
    "parseFloat(getComputedStyle(node).lineHeight) / parseFloat(getComputedStyle(node).fontSize)",
)


@pytest.mark.parametrize("address", ["guides/orientation.html", "decks/orientation.html"])
def test_all_words_for_trainers_grow_with_the_text(address: str, visit: Opener, handbook: Site) -> None:
    page = visit(address, home=handbook.on_disk).page
    usual = page.evaluate(SIZES)
    page.evaluate("document.documentElement.dataset.text = 'largest wide'")
    grown = [(text, large / small) for (text, small), (_, large) in zip(usual, page.evaluate(SIZES), strict=True)]
    assert [(text, ratio) for text, ratio in grown if ratio != pytest.approx(1.45, abs=0.01)] == []
    assert [(text, ratio) for text, ratio in page.evaluate(LINES) if ratio < 1.7] == []


def test_a_slide_that_is_not_drawn_yet_reaches_into_no_other_on_a_phone(visit: Opener, handbook: Site) -> None:
    page = visit("decks/orientation.html", home=handbook.on_disk, viewport=PHONE).page
    within = "(tile) => tile.querySelector('a').getBoundingClientRect().bottom <= tile.getBoundingClientRect().bottom"
    assert page.evaluate(f"[...document.querySelectorAll('.kit-tile')].filter((tile) => !({within})(tile)).length") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_the_view_without_menus_lasts_from_page_to_page_and_ends_where_it_is_seen(
    visit: Opener, site: Site, width: int
) -> None:
    page = visit(CHAPTER, viewport={"width": width, "height": 800}).page
    page.get_by_role("button", name="Text and reading view").click()
    page.get_by_role("button", name="Read without menus").click()
    page.goto(f"{site.address}handbook/visits.html")
    for part in (".kit-nav", ".kit-tabs", ".kit-toc", ".kit-footer"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("article")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Show the menus").click()
    expect(page.locator(".kit-footer")).to_be_visible()
    assert page.evaluate(FOCUSED) == "Text and reading view"


def test_what_is_read_stays_in_its_place_when_the_text_grows(visit: Opener) -> None:
    page = visit(CHAPTER, viewport=PHONE, bypass_csp=True).page
    page.locator("article").evaluate("(article) => { article.innerHTML = '<p>word </p>'.repeat(200); }")
    top = "document.querySelectorAll('article p')[100].getBoundingClientRect().top"
    page.get_by_role("button", name="Text and reading view").click()
    page.evaluate(f"scrollBy(0, {top} - document.querySelector('.kit-header').offsetHeight + 5)")
    before = page.evaluate(top)
    page.get_by_role("button", name="Very large").click()
    assert happens(page, lambda: page.evaluate("document.documentElement.dataset.text") == "largest")
    assert page.evaluate(top) == pytest.approx(before, abs=2)


def test_the_focus_stays_when_the_colors_change(visit: Opener) -> None:
    page = visit(CHAPTER).page
    page.get_by_role("button", name="Use dark colors").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Use light colors")).to_be_focused()


def test_without_scripts_nothing_is_offered_that_would_do_nothing(visit: Opener) -> None:
    page = visit(CHAPTER, java_script_enabled=False).page
    expect(page.locator("[data-kit-text]")).to_be_hidden()
    expect(page.locator("#kit-text")).to_be_hidden()
    expect(page.locator("[data-kit-view-end]")).to_be_hidden()
