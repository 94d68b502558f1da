"""Logos of all programs look in every output as a browser shows the original."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

import pytest
from logo_samples import logos
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

from generators.packs.drawings.drawing import rebuilt
from generators.writers.deck.slides import bitmap

SIDE = 200
"""Pixels of the compared pictures."""

LIMIT = 3.0
"""The mean difference of a pixel, of 255, that two programs may have at the edges of one shape."""

LETTERS = 8.0
"""The same where there is text, which each program sets in its own letters."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": SIDE, "height": SIDE})


def in_browser(page: Page, drawing: bytes) -> Image.Image:
    """The drawing as a page shows it in its head, fitted into a square."""
    address = f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}"
    style = f"width:{SIDE}px;height:{SIDE}px;object-fit:contain;object-position:top left"
    page.set_content(f'<body style="margin:0"><img src="{address}" style="{style}"></body>')
    page.wait_for_function("document.images[0].complete")
    return opaque(Image.open(io.BytesIO(page.screenshot())))


def in_print(drawing: bytes) -> Image.Image:
    """The drawing as forms and slides show it."""
    shown = Image.open(io.BytesIO(bitmap(drawing, 2 * SIDE)))
    shown.thumbnail((SIDE, SIDE))
    return opaque(shown)


def opaque(picture: Image.Image) -> Image.Image:
    sheet = Image.new("RGB", (SIDE, SIDE), "white")
    plain = picture.convert("RGBA")
    sheet.paste(plain, (0, 0), plain)
    return sheet


def difference(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


@pytest.mark.parametrize("name", logos())
def test_a_logo_looks_as_its_program_meant_it(name: str, page: Page, record_property: Callable[[str, object], None]) -> None:
    drawing = logos()[name]
    original = drawing.encode("utf-16" if name == "utf-16" else "utf-8")
    made = rebuilt(original)
    meant = in_browser(page, original)
    found = difference(meant, in_browser(page, made.data)), difference(meant, in_print(made.data))
    record_property("differences", found)
    limit = LETTERS if "<text" in drawing else LIMIT
    assert made.left_out == {}
    assert meant.getcolors(1) is None, "the browser shows something of it"
    assert found[0] <= 1.0
    assert found[1] <= limit
