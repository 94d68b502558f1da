"""What a page of the site cannot do, even if a script of a stranger ran on it: the policy, as a browser keeps it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from .conftest import Opener, Site, happens

SINKS = (
    "document.body.innerHTML = '<b>x</b>'",
    "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
    "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    "document.createElement('script').src = 'kit.js'",
    "document.createElement('script').textContent = 'x'",
    "document.createRange().createContextualFragment('<b>x</b>')",
    "trustedTypes.createPolicy('mine', {})",
    "trustedTypes.createPolicy('kit', {})",
)


@pytest.mark.parametrize("place", ["host", "folder"])
def test_no_text_becomes_html_or_a_script(visit: Opener, site: Site, place: str) -> None:
    opened = visit(home=site.on_disk if place == "folder" else "")
    for sink in SINKS:
        with pytest.raises(Error, match="TypeError"):
            opened.page.evaluate(f"() => {{ {sink}; }}")
    assert happens(opened.page, lambda: len(opened.faults) >= len(SINKS)), "each is told in the console, too"
    opened.faults.clear()


def test_scripts_that_come_later_are_the_sites_own(visit: Opener, site: Site) -> None:
    opened = visit("handbook/visits.html")
    for address in ("https://evil.example/x.js", "//evil.example/x.js", "data:text/javascript,x", "/x.js"):
        with pytest.raises(Error, match="not a script of this site"):
            opened.page.evaluate("address => kitScript(address)", address)
    opened.page.evaluate("kitScript('../search/index.js')")
    assert opened.page.evaluate("Array.isArray(window.kitSearchIndex)")
