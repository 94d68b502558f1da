"""What a designer looks for: nothing over the text, room for a finger, photos that do not dazzle, full sheets."""

from __future__ import annotations

import io

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from .conftest import Opener, Site, let_pass

FINGER = 44
"""CSS pixels: what a finger needs (WCAG 2.2, 2.5.5)."""

LINKS_ALONE = (
    ".kit-footer a, .kit-crumbs a, .kit-crumbs button, .kit-door li > a:first-child, .kit-door__files a, .kit-file"
)

SMALL = """
(links, most) => links.filter((one) => one.offsetParent && one.getBoundingClientRect().height < most)
  .map((one) => [one.innerText, one.getBoundingClientRect().height])
"""

PUT = "(article, picture) => { const made = new Image(); made.src = picture; article.append(made); }"


@pytest.mark.parametrize("path", ["index.html", "handbook/kinds.html", "downloads.html"])
def test_a_finger_finds_room_on_every_link_that_stands_alone(visit: Opener, handbook: Site, path: str) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visit(path, home=handbook.on_disk, **phone).page
    assert page.locator(LINKS_ALONE).evaluate_all(SMALL, FINGER - 0.5) == []


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_way_up_stands_beside_the_text(visit: Opener, handbook: Site, width: int) -> None:
    page = visit("handbook/kinds.html", home=handbook.on_disk, viewport={"width": width, "height": 900}).page
    article, up = (page.locator(one).bounding_box() for one in (".kit-article", ".kit-up a"))
    assert article and up
    assert up["x"] >= article["x"] + article["width"]
    assert up["x"] + up["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_photo_is_dimmed_on_dark_pages_and_a_drawing_is_not(visit: Opener, scheme: str) -> None:
    page = visit("handbook/listening.html", color_scheme=scheme).page
    photo, drawing = (page.locator(f"article img[src='{name}']") for name in ("photo.jpg", "drawing.svg"))
    page.route("**/photo.jpg", lambda route: route.fulfill(body=_jpeg(), content_type="image/jpeg"))
    page.route("**/drawing.svg", lambda route: route.fulfill(body=_SVG, content_type="image/svg+xml"))
    for name in ("photo.jpg", "drawing.svg"):
        page.locator("article").evaluate(PUT, name)
    expect(drawing).to_have_css("filter", "none")
    is_same = expect(photo).to_have_css if scheme == "light" else expect(photo).not_to_have_css
    is_same("filter", "none")


def _jpeg() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "JPEG")
    return made.getvalue()


_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>'


@pytest.mark.parametrize(
    ("path", "most"), [("index.html", 2), ("forms/mentee-survey.html", 3), ("forms/mentor-survey.html", 3)]
)
def test_a_page_prints_on_as_few_sheets_as_it_needs(visit: Opener, handbook: Site, path: str, most: int) -> None:
    page = visit(path, home=handbook.on_disk).page
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, format="Letter"))).pages
    assert len(sheets) <= most


WATCH = """
window.jumps = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) jumps += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("path", "revealed"), [("handbook/kinds.html", ".kit-reader"), ("forms/mentoring-feedback.html", ".kit-form-start")]
)
def test_nothing_jumps_when_the_script_comes(
    visit: Opener, handbook: Site, path: str, revealed: str, width: int
) -> None:
    page = visit("404.html", home=handbook.on_disk, viewport={"width": width, "height": 800}).page
    page.add_init_script(WATCH)

    def late(route: Route) -> None:
        page.wait_for_timeout(200)
        route.continue_()

    page.route("**/*.js", late)
    page.goto(f"{handbook.on_disk}{path}", wait_until="commit")
    expect(page.locator(revealed)).to_be_visible()
    let_pass(page)
    assert page.evaluate("jumps") < 0.02
