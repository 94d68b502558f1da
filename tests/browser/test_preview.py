"""An open page follows what is written, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from previews import Running, add, copy_of_kit, put, running

from .conftest import happens, new_context


@pytest.fixture(scope="module")
def preview(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(copy_of_kit(root, tmp_path_factory.mktemp("repository"))) as preview:
        assert preview.shows("/downloads.html", "PDF, ")
        yield preview


@pytest.fixture
def page(browser: Browser, preview: Running) -> Iterator[Page]:
    with new_context(browser, viewport={"width": 800, "height": 300}) as context:
        yield context.new_page()


def place(page: Page) -> object:
    """How far the page was scrolled; None while it is loaded again."""
    try:
        return page.evaluate("scrollY")
    except Error:
        return None


def test_the_open_page_shows_the_new_text_where_the_reader_was(page: Page, preview: Running) -> None:
    page.goto(f"{preview.address}handbook/listening.html")
    page.evaluate("scrollTo(0, 200)")
    add(preview.root / "content" / "handbook" / "listening.md", "A line that is new.")
    expect(page.get_by_text("A line that is new.")).to_be_attached()
    assert happens(page, lambda: place(page) == 200)


def test_problems_lie_over_the_page_until_they_are_mended(page: Page, preview: Running) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(preview.address)
    source = preview.root / "content" / "index.md"
    before = add(source, "[gone](gone.md)")
    panel = page.get_by_role("region", name="Preview")
    expect(panel).to_contain_text("1 problem")
    expect(panel).to_contain_text(f"content/index.md:{len(before.splitlines()) + 2}")
    expect(panel).to_contain_text("link to a missing page 'gone.md'")
    put(source, before)
    expect(panel).to_be_hidden()
    assert not complaints


def test_a_form_keeps_what_is_typed_while_another_page_changes(page: Page, preview: Running) -> None:
    page.goto(f"{preview.address}forms/visit-notes.html")
    field = page.locator("main input[type=text]").first
    field.fill("half a sentence")
    add(preview.root / "content" / "handbook" / "listening.md", "Another line.")
    assert preview.shows("/handbook/listening.html", "Another line.")
    page.wait_for_timeout(500)
    assert field.input_value() == "half a sentence"


def test_a_pack_that_is_broken_from_the_start_is_no_blank_page_and_then_shown(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    kit = copy_of_kit(root, tmp_path)
    settings = kit / "overrides" / "locals" / "harbor" / "local.yml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text("name: Harbor\n# brand:\n  primary: '#7a1f3d'\n", encoding="utf-8")
    with running(kit, settings.parent) as preview:
        page = new_context(browser).new_page()
        page.goto(f"{preview.address}handbook/listening.html")
        expect(page.get_by_role("heading", name="Nothing can be shown yet")).to_be_visible()
        expect(page.get_by_role("listitem")).to_contain_text("'primary' stands under a group that is still a comment")
        put(settings, "name: [Harbor\n")
        expect(page.get_by_role("listitem")).to_contain_text("'[' begins a list")
        put(settings, good)
        expect(page.get_by_role("article")).to_be_visible()
        page.context.close()


def test_the_end_of_the_preview_is_told(browser: Browser, root: Path, tmp_path: Path) -> None:
    with running(copy_of_kit(root, tmp_path)) as preview:
        page = new_context(browser).new_page()
        page.goto(preview.address)
    expect(page.get_by_role("region", name="Preview")).to_contain_text("The preview has ended")
    page.context.close()
