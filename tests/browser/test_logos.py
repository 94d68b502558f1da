"""Logos of all programs look in every output as a browser shows the original."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import pytest
from logo_samples import logos
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

from generators.packs.drawings.drawing import rebuilt
from generators.writers.deck.pictures import bitmap

from .conftest import new_context

SIDE = 200
"""Pixels of the compared pictures."""

LIMIT = 3.0
"""The mean difference of a pixel, of 255, that two programs may have at the edges of one shape."""

LETTERS = 15.0
"""The same where there is text, which each program sets in letters of its own, of the same kind and width."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with new_context(browser, viewport={"width": SIDE, "height": SIDE}) as context:
        yield context.new_page()


def in_browser(page: Page, drawing: bytes) -> Image.Image:
    """The drawing as a page shows it in its head, fitted into a square."""
    address = f"data:image/svg+xml;base64,{base64.b64encode(drawing).decode()}"
    style = f"width:{SIDE}px;height:{SIDE}px;object-fit:contain;object-position:top left"
    page.set_content(f'<body style="margin:0"><img src="{address}" style="{style}"></body>')
    page.evaluate("document.images[0].decode()")
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


LOGOS = logos()


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_looks_in_every_output_as_a_browser_shows_the_original(name: str, page: Page) -> None:
    original = LOGOS[name]
    made = rebuilt(original)
    meant = in_browser(page, original)
    assert meant.getcolors(1) is None, "the browser shows something of it"
    assert made.left_out == {}
    assert difference(meant, in_browser(page, made.data)) <= (LIMIT if b"<image" in original else 0.5)
    assert difference(meant, in_print(made.data)) <= (LETTERS if b"<text" in original else LIMIT)
