"""Footnotes: beside the words that lead to them on wide screens, and below the page on phones and paper."""

from __future__ import annotations

import io
from pathlib import Path

import markdown
import pypdf
from playwright.sync_api import Page, expect

from .conftest import Opener

NOTES = """
# Notes

The hall is open on weekdays.[^hall] Nobody needs a key.[^key]

| a | b |
| --- | --- |
| in a table[^table] | c |

[^hall]: Not in August.
[^key]: See the *by-laws*.
[^table]: Stays below.
"""
PHONE = {"width": 390, "height": 800}


def show_notes(page: Page, root: Path) -> None:
    made = markdown.markdown(NOTES, extensions=["footnotes", "tables"])
    page.locator("article").evaluate("(article, html) => { article.innerHTML = html; }", made)
    page.add_script_tag(path=root / "overrides" / "theme" / "partials" / "scripts" / "footnotes.js")


def test_a_wide_screen_has_each_note_beside_its_words(visit: Opener, root: Path) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    show_notes(page, root)
    notes = page.get_by_role("note")
    expect(notes).to_have_count(2)
    expect(notes.nth(1)).to_contain_text("See the by-laws.")
    note, words = notes.first.bounding_box(), page.locator("article > p").first.bounding_box()
    assert note and words and abs(note["y"] - words["y"]) < 30 and note["x"] > words["x"]
    expect(page.locator(".footnote li:visible")).to_have_count(1)
    assert page.locator(".footnote li:visible").evaluate("(item) => item.value") == 3, "it keeps its number"
    page.locator("a.footnote-ref").first.click()
    expect(page.locator(":target")).to_contain_text("Not in August.")


def test_a_window_that_becomes_narrow_has_its_notes_below(visit: Opener, root: Path) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    show_notes(page, root)
    before = page.locator(".footnote").evaluate("(list) => list.textContent")
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.get_by_role("note")).to_have_count(0)
    expect(page.locator(".footnote li:visible")).to_have_count(3)
    expect(page.locator("[id='fn:key']")).to_contain_text("See the by-laws.")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_role("note")).to_have_count(2)
    assert page.locator(".footnote").evaluate("(list) => list.textContent") == before


def test_paper_has_the_notes_below(visit: Opener, root: Path) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    show_notes(page, root)
    text = " ".join(" ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    assert text.index("Nobody needs a key") < text.index("in a table") < text.index("Not in August")


def test_a_phone_has_the_notes_below(visit: Opener, root: Path) -> None:
    page = visit("handbook/listening.html", bypass_csp=True, viewport=PHONE).page
    show_notes(page, root)
    expect(page.get_by_role("note")).to_have_count(0)
    expect(page.locator(".footnote li")).to_have_count(3)
