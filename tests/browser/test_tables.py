"""Tables on a phone: one that is too wide shows that it goes on, and by touch and keyboard it does.

A page's policy lets nobody put HTML into it, so these tests go round the policy.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from .conftest import Opener, happens

NARROW = {"width": 320, "height": 700}
TABLE = """
article => {
  const row = (tag) => `<tr>${`<${tag}>x</${tag}>`.repeat(6)}</tr>`;
  const table = `<table><thead>${row("th")}</thead><tbody>${row("td")}</tbody></table>`;
  article.innerHTML = `<div class="kit-scroll" role="group" tabindex="0" aria-label="Table">${table}</div>`;
}
"""
AT_THE_END = "box => Math.abs(box.scrollLeft) + box.clientWidth + 1 >= box.scrollWidth"
ENDS = {"left": (2, 10), "right": (-10, -2)}
"""The pixels of a table between which the shadow of an end would be, from its own left or right."""


def shade(page: Page, end: str) -> int:
    """How far an end of the table stands out from its middle, from 0 to 255."""
    with Image.open(io.BytesIO(page.locator(".kit-scroll").screenshot())) as shot:
        gray = shot.convert("L")
    below_the_words = gray.height - 12  # and above the round corners
    middle = gray.getpixel((gray.width // 2, below_the_words))
    first, last = (at % gray.width for at in ENDS[end])
    pixels = [gray.getpixel((at, below_the_words)) for at in range(first, last)]
    return max(abs(int(pixel) - int(middle)) for pixel in pixels)  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_shadow_stands_where_a_table_goes_on(visit: Opener, scheme: str, direction: str) -> None:
    page = visit("handbook/listening.html", viewport=NARROW, color_scheme=scheme, bypass_csp=True).page
    page.locator("article").evaluate(TABLE)
    page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    start, end = ("left", "right") if direction == "ltr" else ("right", "left")
    assert happens(page, lambda: shade(page, end) > 40 and shade(page, start) < 10)
    page.locator(".kit-scroll").focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight" if direction == "ltr" else "ArrowLeft")
    assert happens(page, lambda: page.locator(".kit-scroll").evaluate(AT_THE_END))
    assert happens(page, lambda: shade(page, start) > 40 and shade(page, end) < 10)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_table_that_fits_has_no_shadow(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    page.locator("article").evaluate(TABLE.replace("repeat(6)", "repeat(2)"))
    assert shade(page, "left") < 10 and shade(page, "right") < 10
