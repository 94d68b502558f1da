"""Pages as a browser prints them: each bar with its heading, and no page for a line."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener, Site

FILL = """
article => {
  const words = (number) => "word ".repeat(40 + 17 * number % 90);
  const title = (number) => `<h2 id="h${number}">Part ${number}</h2>`;
  const part = (number) => `<section class="kit-chapter">${title(number)}<p>${words(number)}</p></section>`;
  article.innerHTML = "<h1>Parts</h1>" + [...Array(60).keys()].map(part).join("");
}
"""


def printed(page: Page) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def bars(page: pypdf.PageObject) -> int:
    """How many bars stand on a page: 40 by 4 CSS pixels each."""
    orders = page.get_contents()
    assert orders is not None
    return len(re.findall(rb"^\S+ \S+ 40 4 re$", orders.get_data(), re.MULTILINE))


def test_a_bar_stands_on_the_page_of_its_heading(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page  # which lets nobody put HTML into a page
    page.locator("article").evaluate(FILL)
    pages = printed(page)
    assert len(pages) > 5
    assert [bars(one) for one in pages] == [len(re.findall(r"Part \d+", one.extract_text())) for one in pages]


def test_the_book_has_no_page_that_is_almost_empty_and_names_its_chapters_by_number(
    visit: Opener, handbook: Site
) -> None:
    page = visit("handbook.html", home=handbook.on_disk).page
    texts = [" ".join(one.extract_text().split()) for one in printed(page)]
    words = [len(text.split()) for text in texts[1:-1]]
    assert min(words) > 60, words
    for number, title in enumerate(page.locator(".kit-contents a").all_inner_texts(), start=1):
        assert re.search(rf"\b{number}\.? {re.escape(title)}", texts[0]), "the contents"
    titles = page.locator(".kit-chapter > h2").all_inner_texts()
    for number, title in enumerate(titles, start=1):
        assert any(re.search(rf"\b{number} {re.escape(title)}", text) for text in texts[1:]), "the chapter"
    link = page.locator("a[data-chapter]").first
    named = titles[int(re.sub(r"\D", "", link.get_attribute("data-chapter") or "")) - 1]
    chapter = (link.get_attribute("href") or "").partition("--")[0]
    assert page.locator(f"{chapter} > h2").inner_text() == named


def test_the_home_page_ends_without_an_empty_sheet(visit: Opener, handbook: Site) -> None:
    page = visit(home=handbook.on_disk).page
    assert min(len(one.extract_text().split()) for one in printed(page)) > 30


def test_the_text_of_a_page_has_the_size_of_print(visit: Opener) -> None:
    page = visit("handbook/listening.html").page
    page.emulate_media(media="print")
    expect(page.locator("article")).to_have_css("font-size", "14.6667px")  # 11 points


ADDRESSES = """
article => {
  article.innerHTML = "<p><a href='https://one.example/a' data-address='1'>One</a>, "
    + "<a class='kit-external' href='https://two.example' data-address=''>two.example</a></p>"
    + "<ol class='kit-addresses' type='1'><li>https://one.example/a</li></ol>";
}
"""


def test_paper_says_behind_which_number_an_address_stands(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    page.locator("article").evaluate(ADDRESSES)
    expect(page.locator(".kit-addresses")).to_be_hidden()
    (text,) = (" ".join(one.extract_text().split()) for one in printed(page))
    assert re.search(r"One ?\[1\], two\.example 1\. https://one\.example/a", text), text


END = """
(article, lines) => {
  article.innerHTML = "<h1>Notes</h1>" + "<p>one line</p>".repeat(lines) + `<p>${"word ".repeat(80)}</p><p>Source</p>`;
}
"""


def test_the_last_line_of_a_page_is_never_alone_on_paper(visit: Opener) -> None:
    page = visit("handbook/listening.html", bypass_csp=True).page
    for lines in range(16, 30):
        page.locator("article").evaluate(END, lines)
        last = printed(page)[-1].extract_text()
        assert "word" in last, lines


@pytest.mark.parametrize("scripts", [True, False])
def test_an_empty_date_prints_no_hint_of_how_to_type_it(visit: Opener, *, scripts: bool) -> None:
    page = visit("forms/visit-notes.html", java_script_enabled=scripts).page
    text = " ".join(one.extract_text() for one in printed(page))
    assert page.locator("[data-kind=date]").count() and "yyyy" not in text


def test_a_button_is_not_printed(visit: Opener, handbook: Site) -> None:
    page = visit("decks/orientation.html", home=handbook.on_disk).page
    assert page.get_by_role("link", name="Teach from the guide").is_visible()
    assert "Teach from the guide" not in " ".join(one.extract_text() for one in printed(page))
