"""Pages of one line and of twenty thousand words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Opener, Site, happens

CHAPTER = "handbook/listening.html"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_foot_of_a_page_of_one_line_lies_at_the_foot_of_the_window(visit: Opener, width: int) -> None:
    page = visit(CHAPTER, bypass_csp=True, viewport={"width": width, "height": 1800}).page
    page.locator("article").evaluate("(article) => { article.innerHTML = '<p>One line.</p>'; }")
    ends = "document.querySelector('.kit-footer').getBoundingClientRect().bottom"
    assert happens(page, lambda: page.evaluate(ends) == pytest.approx(1800, abs=1))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


LONG = """
article => {
  const contents = document.querySelector(".kit-toc ul");
  article.innerHTML = "";
  contents.innerHTML = "";
  for (let part = 1; part <= 60; part += 1) {
    article.insertAdjacentHTML("beforeend", `<h2 id="p${part}">Part ${part}</h2><p>${"some words ".repeat(167)}</p>`);
    contents.insertAdjacentHTML("beforeend", `<li><a href="#p${part}">Part ${part}</a></li>`);
  }
}
"""


def test_the_contents_of_a_page_of_20000_words_follow_the_reader(visit: Opener, site: Site) -> None:
    reader = visit("index.html", bypass_csp=True)
    page = reader.page
    page.route("**/kit.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{site.address}{CHAPTER}")
    page.locator("article").evaluate(LONG)
    page.unroute("**/kit.js")
    page.add_script_tag(url=f"{site.address}assets/kit.js")
    page.evaluate("document.getElementById('p55').scrollIntoView({ behavior: 'instant' })")
    current = page.locator(".kit-toc [aria-current]")
    expect(current).to_have_text("Part 55")
    expect(current).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
