"""Pages as a browser prints them: each bar with its heading, and no page for a line."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page

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


def test_the_book_has_no_page_that_is_almost_empty(visit: Opener, handbook: Site) -> None:
    page = visit("handbook.html", home=handbook.on_disk).page
    words = [len(one.extract_text().split()) for one in printed(page)[1:-1]]
    assert min(words) > 60, words


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
