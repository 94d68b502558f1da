"""Search as people type: with the marks and letters of any language or without them, and from the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sample import resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook, read_local
from generators.writers.site import write_site

from .conftest import SAMPLE, Opener, Shared, Site, let_pass

TYPED = tuple(
    tuple(line.split(" = "))
    for line in Path(__file__).with_name("typed_words.txt").read_text(encoding="utf-8").splitlines()
)
"""What somebody types, and the word of the page that is meant."""

PAGE = """# Woerterbuch { .big #words }

{words}

## Beside the text

See <b>here</b> and [there](https://example.org/).

| Form | Who |
| --- | --- |
| a cell | b cell |
"""


@pytest.fixture(scope="module")
def dictionary(root: Path, shared: Shared) -> Site:
    """The sample kit with a page of words from many languages."""

    def write(out: Path) -> None:
        pack = out / "pack"
        (pack / "content" / "handbook").mkdir(parents=True)
        (pack / "local.yml").write_text("name: Local 9\n", encoding="utf-8")
        text = PAGE.replace("{words}", "\n\n".join(meant for _, meant in TYPED))
        (pack / "content" / "handbook" / "words.md").write_text(text, encoding="utf-8")
        handbook = read_handbook(root / SAMPLE, Problems())
        write_site(resolved(handbook, read_local(handbook, pack, Problems()), Problems()), out)

    return Site(shared("dictionary", write) / "site", "")


def found(page: Page, typed: str) -> list[str]:
    """The words marked in what search shows, after ``typed`` stands in its field."""
    page.locator(".kit-search input").fill(typed)
    page.locator(".kit-search__results a[href*='handbook/words']").first.wait_for()
    return page.locator(".kit-search__results a[href*='handbook/words'] mark").all_inner_texts()


def test_a_word_is_found_however_it_is_typed(visit: Opener, dictionary: Site) -> None:
    page = visit(home=dictionary.on_disk).page
    page.keyboard.press("Control+k")
    missed = [(typed, meant) for typed, meant in TYPED if meant not in found(page, typed)]
    assert missed == []


def test_the_place_found_is_shown_with_its_neighbors(visit: Opener, dictionary: Site) -> None:
    """Folding changes lengths; the excerpt is cut from the text as it stands."""
    page = visit(home=dictionary.on_disk).page
    page.keyboard.press("Control+k")
    found(page, "Soerensen")
    expect(page.locator(".kit-search__results p").first).to_contain_text("Ħamrun Sørensen Þór")


def test_what_search_shows_ends_on_a_whole_word(visit: Opener, handbook: Site) -> None:
    page = visit(home=handbook.on_disk).page
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("mentor")
    page.locator(".kit-search__results p").first.wait_for()
    shown = page.locator(".kit-search__results p").all_inner_texts()
    index = (handbook.folder / "search" / "index.js").read_text(encoding="utf-8")
    cut = [text.removesuffix(" …").rsplit(" ", 2) for text in shown if text.endswith(" …")]
    assert len(cut) > 10
    assert [words for words in cut if f"{words[-2]} {words[-1]} " not in index] == []


def test_what_search_shows_is_the_text_alone(dictionary: Site) -> None:
    script = (dictionary.folder / "search" / "index.js").read_text(encoding="utf-8")
    assert '"See here and there. Form Who a cell b cell"' in script
    for sign in ("<b>", ".big", "____", "{#"):
        assert sign not in script
    for button in ("Download as PDF", "Save my answers", "another website"):
        assert button not in script


def test_a_slash_opens_search(visit: Opener) -> None:
    page = visit("handbook/listening.html").page
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_visible()
    page.keyboard.type("1/2")
    expect(search).to_have_value("1/2")


@pytest.mark.parametrize("field", ["input[type=text]", "textarea"])
def test_a_slash_in_an_answer_is_a_slash(visit: Opener, field: str) -> None:
    page = visit("forms/visit-notes.html").page
    page.locator(f"form {field}").first.focus()
    page.keyboard.type("and/or")
    expect(page.locator(f"form {field}").first).to_have_value("and/or")
    expect(page.locator("#kit-search")).to_be_hidden()


def test_a_reader_may_switch_the_slash_off_and_it_stays_off(visit: Opener, site: Site) -> None:
    """A key alone must be possible to switch off (WCAG 2.2, 2.1.4): who dictates types keys without meaning to."""
    page = visit("handbook/listening.html").page
    dialog = page.locator("#kit-search")
    choice = dialog.get_by_role("switch", name="The key / opens this search")
    page.keyboard.press("/")
    expect(choice).to_be_checked()
    choice.click()
    expect(choice).not_to_be_checked()
    page.goto(f"{site.address}handbook/visits.html")
    page.keyboard.press("/")
    let_pass(page)
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    choice.click()
    expect(choice).to_be_checked()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()  # an open one takes the key for a letter
    page.keyboard.press("/")
    expect(dialog).to_be_visible()
