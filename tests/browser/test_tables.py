"""Tables on a phone: one that is too wide shows that it goes on, and by touch and keyboard it does.

A page's policy lets nobody put HTML into it, so these tests go round the policy.
"""

from __future__ import annotations

import io

import pytest
from lxml import html as lxml_html
from PIL import Image
from playwright.sync_api import Page, expect

from generators.markdown.tree import body_of
from generators.writers.site.tables import frame_tables

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


HEADS = ("Kind", "What it is", "Fits when", "Strength", "Limit", "Who asks")
CARDS = (
    f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in HEADS)}</tr></thead><tbody>"
    "<tr><td>Circle</td><td>A <b>group</b> of people who <a href='#x'>meet</a></td><td>Mentors are few</td>"
    "<td>Many friends</td><td></td><td>Anybody</td></tr></tbody></table>"
)


def show_cards(page: Page) -> None:
    body = body_of(CARDS)
    frame_tables(body, "Table")
    page.locator("article").evaluate(
        "(article, html) => { article.innerHTML = html; }", lxml_html.tostring(body, encoding="unicode")
    )


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_row_of_six_columns_is_a_card_on_a_phone(visit: Opener, direction: str) -> None:
    page = visit("handbook/listening.html", viewport=NARROW, bypass_csp=True).page
    show_cards(page)
    page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
    cells = page.locator("td")
    expect(cells.nth(4)).to_be_hidden()
    boxes = [box for cell in (cells.nth(at) for at in (0, 1, 2, 3, 5)) if (box := cell.bounding_box())]
    assert len({box["x"] for box in boxes}) == 1 and [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    said = cells.nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "What it is" in said


def test_who_listens_to_cards_hears_a_table(visit: Opener) -> None:
    page = visit("handbook/listening.html", viewport=NARROW, bypass_csp=True).page
    show_cards(page)
    for head in HEADS:
        expect(page.get_by_role("columnheader", name=head, exact=True)).to_have_count(1)
    expect(page.get_by_role("cell", name="Mentors are few", exact=True)).to_have_count(1)


def test_the_same_table_has_its_columns_where_there_is_room(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    show_cards(page)
    boxes = [cell.bounding_box() for cell in page.locator("td").all()]
    assert len({box["y"] for box in boxes if box}) == 1
