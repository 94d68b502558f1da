"""The first search in a handbook of a thousand pages: it cuts no text into words, and keeps nobody waiting."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made_up import Words
from playwright.sync_api import Page, expect

from generators.writers.site.indexes import Entry, index_script

from .conftest import Opener, Shared, Site

PAGES, SECTIONS = 1_000, 6

COUNT = """() => {
  window.cut = [];
  const split = String.prototype.split;
  String.prototype.split = function (...how) {
    if (this.length > 100) window.cut.push(this.length);
    return split.apply(this, how);
  };
}"""
"""Counts the long texts that are cut into words, which takes most of the time of a search that does so."""

TYPE = """typed => {
  const field = document.querySelector("#kit-search input");
  window.cut = [];
  field.value = typed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return [document.querySelector("#kit-search [role=status]").textContent, window.cut.length];
}"""
"""What is said of what was typed, and how many texts were cut, before the browser can do anything else."""

TYPED_WRONG = ("zbera", "xylophon", "mentr", "commitee", "xyxy qqqq", "steward xyxy", "electoin comittee", "zebr", "ö")


def made_up_entries() -> Iterator[Entry]:
    for number in range(PAGES):
        words = Words("search", number)
        page = f"{words.title()} {number}"
        for section in range(SECTIONS):
            text = words.paragraph() + (" One zebra." if (number, section) == (777, 3) else "")
            yield Entry(f"p{number}.html#s{section}", page, words.title(), text)


@pytest.fixture(scope="module")
def large(handbook: Site, shared: Shared) -> Site:
    """The sample's site, with the index of a large one."""

    def write(out: Path) -> None:
        shutil.copytree(handbook.folder, out / "site")
        (out / "site" / "search" / "index.js").write_text(index_script(made_up_entries()), encoding="utf-8")

    return Site(shared("large-search", write) / "site", "")


def opened(visit: Opener, large: Site) -> Page:
    """A page of the site on a disk, with search open."""
    page = visit(home=large.on_disk).page
    page.evaluate(COUNT)
    page.locator("[data-kit-search]").hover()
    page.keyboard.press("Control+k")
    return page


def test_the_index_is_there_before_anything_is_typed(visit: Opener, large: Site) -> None:
    page = visit(home=large.on_disk).page
    assert page.evaluate("window.kitSearchIndex === undefined"), "nobody who only reads should load it"
    page.locator("[data-kit-search]").hover()
    expect(page.locator("script[src*='search/index.js']")).to_have_count(1)


def test_the_first_search_cuts_only_the_texts_that_it_shows(visit: Opener, large: Site) -> None:
    page = opened(visit, large)
    page.evaluate(TYPE, "zebra")
    expect(page.locator(".kit-search__count")).to_have_text("1 place found")
    expect(page.locator(".kit-search__results a")).to_have_attribute("href", f"{large.on_disk}p777.html#s3")
    said, cut = page.evaluate(TYPE, "mentor")
    assert said.endswith(" places found"), "what stands in the index is found at once"
    assert cut <= 3 * 30  # title, place, and excerpt of each row


def test_what_is_typed_wrong_is_looked_for_in_slices(visit: Opener, large: Site) -> None:
    page = opened(visit, large)
    page.evaluate(TYPE, "zebra")
    expect(page.locator(".kit-search__count")).to_have_text("1 place found")
    _, cut = page.evaluate(TYPE, "zbera")
    assert cut < PAGES * SECTIONS, "the reader had to wait until all words were known"
    expect(page.locator(".kit-search__count")).to_have_text("1 place found")
    expect(page.locator(".kit-search__results mark")).to_have_text(["zebra"])


def test_a_large_index_brings_its_words_along_so_that_none_are_gathered(
    visit: Opener, large: Site, tmp_path: Path
) -> None:
    site = with_index(large, tmp_path, lambda index: re.sub(r"(kitSearchWords = ).*", r'\1["zebra", ""];', index))
    assert found_for("mentr", opened(visit, site)) == []
    assert len(found_for("zbera", opened(visit, site))) == 1


def test_listed_words_find_what_gathered_ones_find(visit: Opener, large: Site, tmp_path: Path) -> None:
    gathers = with_index(large, tmp_path, lambda index: index.partition("window.kitSearchWords")[0])
    pages = opened(visit, large), opened(visit, gathers)
    found, gathered = ([found_for(typed, page) for typed in TYPED_WRONG] for page in pages)
    assert found == gathered
    assert sum(map(bool, found)) > 5


def with_index(large: Site, folder: Path, changed: Callable[[str], str]) -> Site:
    """The same site with a changed index."""
    shutil.copytree(large.folder, folder / "site")
    file = folder / "site" / "search" / "index.js"
    file.write_text(changed(file.read_text(encoding="utf-8")), encoding="utf-8")
    return Site(folder / "site", "")


def found_for(typed: str, page: Page) -> list[str]:
    """The sections that search shows for what was ``typed``, the best first."""
    page.evaluate(TYPE, typed)
    expect(page.locator(".kit-search__count")).not_to_be_empty()
    links = page.locator(".kit-search__results a").all()
    return [str(link.get_attribute("href")).rpartition("/")[2] for link in links]
