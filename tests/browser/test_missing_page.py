"""The page for an address that nobody has, from hosts that show it at any depth of any folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from sample import resolved

from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site

from .conftest import Site, new_context

NOWHERE = ("gone.html", "handbook/gone.html", "a/b/c", "a/b/c/", "handbook/listening.html/x?y=/z#/w")


class _Host(SimpleHTTPRequestHandler):
    """A host whose sites stand in folders, each with its own page for what is missing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = next(Path(self.directory).rglob("404.html"), None)
        if code != HTTPStatus.NOT_FOUND or page is None:
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def host(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample kit below two folders; yields the address of the inner one."""
    root = tmp_path_factory.mktemp("host")
    shutil.copytree(sites["base"].folder, root / "union" / "kit")
    with _served(root) as address:
        yield f"{address}union/kit/"


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser, color_scheme="light")
    yield context.new_page()
    context.close()


def test_it_leads_back_into_the_site_from_any_depth_of_any_folder(host: str, page: Page) -> None:
    for address in NOWHERE:
        page.goto(host + address)
        links = page.get_by_role("link")
        links.first.wait_for()
        found = links.evaluate_all("links => links.map((link) => link.href)")
        assert found == [f"{host}index.html", f"{host}a-z.html"], address
        links.first.click()
        page.wait_for_url(f"{host}index.html")
        expect(page, address).to_have_title(re.compile("^Local "))


@pytest.mark.parametrize("scripts", [True, False])
def test_it_brings_its_colors_along(host: str, browser: Browser, *, scripts: bool) -> None:
    context = new_context(browser, java_script_enabled=scripts, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{host}a/b/c")
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(21, 24, 29)"
    context.close()


def test_it_asks_for_nothing_beside_an_address_that_nobody_has(host: str, page: Page) -> None:
    """A host would answer with the same page again; the icon alone is looked for, up to the site's own."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{host}a/b/c")
    page.get_by_role("link").first.wait_for()
    top = urlsplit(host).path
    assert asked[1:] == [f"{top}{folder}assets/icon.svg" for folder in ("a/b/", "a/", "")]


def test_without_scripts_it_offers_no_link_that_leads_nowhere(host: str, browser: Browser) -> None:
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}a/b/c")
    assert page.get_by_role("link").count() == 0
    context.close()


@pytest.mark.parametrize("folder", ["", "union/kit/"])
def test_where_the_sites_address_is_known_all_that_frames_a_page_works(
    root: Path, tmp_path: Path, page: Page, folder: str
) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with _served(tmp_path) as address:
        kit = resolved(handbook := read_handbook(root / "tests" / "kit", Problems()), handbook.defaults, Problems())
        write_site(replace(kit, local=replace(kit.local, url=address + folder)), tmp_path / "made")
        shutil.copytree(tmp_path / "made" / "site", tmp_path / folder, dirs_exist_ok=True)
        page.goto(f"{address}{folder}a/b/c")
        page.get_by_role("button", name="Use dark colors").click()
        page.locator("[data-kit-search]").click()
        page.get_by_role("searchbox").fill("listening")
        page.get_by_role("dialog").get_by_role("link").first.click()
        page.wait_for_url(f"{address}{folder}**/*.html*")
        expect(page.locator("main h1")).not_to_have_text("There is no such page")
    assert not faults
