"""Where the kit says that a link leads is where a browser goes."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from link_samples import AWAY, FOLLOWED
from playwright.sync_api import Browser

TOP = "http://site.example/"


def test_a_browser_follows_addresses_to_the_same_places(browser: Browser) -> None:
    page = browser.new_page()
    for url, written, path, anchor in FOLLOWED:
        went = urlsplit(page.evaluate("([written, base]) => new URL(written, base).href", [written, TOP + url]))
        assert unquote(went.path) == f"/{path}", written
        assert unquote(went.fragment).partition(":~:")[0] == anchor, written
    for written in AWAY:
        went = page.evaluate("([written, base]) => new URL(written, base).href", [written, f"{TOP}b/c.html"])
        assert not went.startswith(f"{TOP}b/"), written
    page.close()
