"""A local's brand as its readers see it: its logo in the head, and its colors by day and by night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sample import resolved

from generators.brand.palette import contrast
from generators.model.problems import Problems
from generators.reading.source import read_handbook, read_local
from generators.writers.site import write_site

from .conftest import SAMPLE, new_context

WORDMARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 100"><path fill="{}" d="M0 0h800v100H0z"/></svg>'
SETTINGS = """name: Garnet Local 77 of the United Workers of Hotels, Restaurants, Casinos, and Airports
brand: {primary: "#6d1029", accent: "#ffe600", logo: assets/logo.svg, logo_dark: assets/dark.svg, logo_alt: Garnet 77}
site: {headline: "Grow the next leaders of Garnet Local 77 of the United Workers of Hotels, Restaurants, and Casinos"}
"""


@pytest.fixture(scope="module")
def home(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The home page of a local with a wordmark of 8:1 and a name of 83 letters."""
    pack = tmp_path_factory.mktemp("garnet")
    (pack / "assets").mkdir()
    (pack / "assets" / "logo.svg").write_text(WORDMARK.format("#6d1029"), "utf-8")
    (pack / "assets" / "dark.svg").write_text(WORDMARK.format("#ffffff"), "utf-8")
    (pack / "local.yml").write_text(SETTINGS, "utf-8")
    handbook = read_handbook(root / SAMPLE, Problems())
    write_site(resolved(handbook, read_local(handbook, pack, Problems()), Problems()), pack / "out")
    return (pack / "out" / "site" / "index.html").as_uri()


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with new_context(browser, viewport={"width": 1280, "height": 900}, color_scheme="light") as context:
        opened = context.new_page()
        opened.goto(home)
        yield opened


def shown(page: Page, name: str) -> str:
    """The color that a custom property has on the page, as ``#rrggbb``."""
    script = """name => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = `color-mix(in srgb, var(${name}) 100%, transparent)`;
      const [red, green, blue] = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number);
      probe.remove();
      return [red, green, blue];
    }"""
    return "#" + "".join(f"{round(255 * part):02x}" for part in page.evaluate(script, name))


def height(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["height"]


def test_a_wordmark_takes_the_place_of_the_name_and_is_tall_enough_to_read(page: Page) -> None:
    expect(page.locator(".kit-brand__logo--day")).to_be_visible()
    assert height(page, ".kit-brand__logo--day") >= 40
    assert height(page, ".kit-brand__name") <= 1, "only for those who do not see the logo"


def test_on_a_phone_it_has_the_room_that_buttons_leave(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    box = page.locator(".kit-brand__logo--day").bounding_box()
    assert box
    assert box["width"] >= 150
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_long_name_in_the_title_leaves_room_for_the_words_below_it(page: Page) -> None:
    title = page.locator(".kit-hero h1")
    expect(title).to_contain_text("Garnet Local 77")
    assert height(page, ".kit-hero h1") < 220


def test_dark_pages_show_the_dark_one_whoever_asks_for_them(page: Page) -> None:
    day, night = page.locator(".kit-brand__logo--day"), page.locator(".kit-brand__logo--night")
    expect(night).to_be_hidden()
    page.emulate_media(color_scheme="dark")
    expect(night).to_be_visible()
    expect(day).to_be_hidden()
    page.locator("[data-kit-scheme]").click()
    expect(day).to_be_visible()
    expect(night).to_be_hidden()


def test_bars_and_buttons_have_the_brands_own_colors_by_day_and_by_night(page: Page) -> None:
    head = page.locator(".kit-header")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(head).to_have_css("border-top-color", "rgb(109, 16, 41)")
        color = "getComputedStyle(document.documentElement).getPropertyValue('--mark')"
        assert page.evaluate(color) == "#ffe600"


def test_the_browsers_bar_follows_the_readers_choice(page: Page) -> None:
    bars = page.locator("meta[name=theme-color]")
    expect(bars.first).to_have_attribute("content", "#6d1029")
    page.locator("[data-kit-scheme]").click()
    dark = bars.last.get_attribute("content")
    expect(bars.first).to_have_attribute("content", dark or "")
    assert dark != "#6d1029"


def test_who_asks_for_more_contrast_gets_text_of_seven_to_one(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, contrast="more")
        for name in ("--link", "--accent", "--ink-soft"):
            assert contrast(shown(page, name), shown(page, "--surface")) >= 7, (scheme, name)


def test_where_readers_choose_the_colors_only_the_open_page_has_a_bar(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(page.url.replace("index.html", "handbook/listening.html"))
    color = "link => getComputedStyle(link).borderInlineStartColor"
    here = page.locator(".kit-nav a[aria-current=page]").evaluate(color)
    others = set(page.locator(".kit-nav a:not([aria-current])").evaluate_all(f"links => links.map({color})"))
    assert here not in others
