"""A real browser: the Chromium of this machine without its windows, or whichever the variable CHROMIUM names."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright
from sample import resolved

from generators.model import Page as KitPage
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook, read_local
from generators.writers.site import write_site

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first one has all that shows pages and nothing of what is around them: a visit takes two thirds of the time."""

NEEDED = "KIT_BROWSER_NEEDED"
"""Set where a missing browser is a failure (in CI); elsewhere these tests alone are skipped."""

OFF = (
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    *("TcpPortRandomizationWin", "ThirdPartyStoragePartitioning"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"),
)
"""What Playwright turns off, which has to be said again by whoever turns off more; the pages, two for each window,
that offer what is typed as an address, which nobody does here: they take longer than the page that is opened; and a
process for a page that nobody may ever open."""

QUIET = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"),
    f"--disable-features={','.join(OFF)}",
    "--font-render-hinting=none",  # without windows it would set letters apart by whole pixels, on paper too
)
PATIENCE = 60_000.0
"""Milliseconds that a page may take for what it has to do, on a computer that is busy with much else."""

SAMPLE = Path("tests/kit")
Shared = Callable[[str, Callable[[Path], None]], Path]
FORMS = sorted(
    file.stem for file in Path(__file__).parents[2].glob("content/forms/*.md") if "____" in file.read_text("utf-8")
)
"""The kit's own forms, without the cards, on which nobody writes."""


def browser_program() -> str:
    """The path of the browser; skips the test where there is none and nobody needs one."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        message = "no Chromium on this machine: install one, or name it in the variable CHROMIUM"
        if os.environ.get(NEEDED):
            pytest.fail(message)
        pytest.skip(message)
    return program


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = browser_program()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(QUIET), timeout=PATIENCE)
        yield opened
        opened.close()


def new_context(browser: Browser, **settings: Any) -> BrowserContext:
    """A reader's browser of their own, which has patience."""
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE)
    return context


def happens(page: Page, what: Callable[[], bool]) -> bool:
    """Whether it comes true before patience ends, while the page goes on: for what ``expect`` has no word for."""
    end = time.monotonic() + PATIENCE / 1000
    while not what():
        if time.monotonic() > end:
            return False
        page.wait_for_timeout(20)
    return True


def another_tab(page: Page, knows: Callable[[Page], bool]) -> Page:
    """The same address in a further tab, as soon as that ``knows`` what this one keeps on the device.

    That reaches a new tab in the browser's own time; and what is written in the moment in which one is opened, Chromium
    does not tell it at all. So it is opened anew.
    """
    other = page.context.new_page()

    def is_there() -> bool:
        other.goto(page.url)
        return knows(other)

    assert happens(other, is_there), "the other tab does not know what is kept"
    return other


def let_pass(page: Page) -> None:
    """Returns when all that was asked for up to now is done and shown: what is said is shown with the next frame."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@dataclass(frozen=True)
class Site:
    """A finished site, served from a folder below the server's root, as many hosts do."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[str]:
        """All but the page for addresses that lead nowhere, which only a host at its known address shows as meant."""
        found = (file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html"))
        return sorted(page for page in found if page != "404.html")

    @property
    def on_disk(self) -> str:
        return f"{self.folder.as_uri()}/"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def sites(root: Path, shared: Shared) -> Iterator[dict[str, Site]]:
    """The sample kit, and its local, whose accent is a light yellow."""
    out = shared("sample-sites", partial(_write_sample_sites, root / SAMPLE))
    with served(out) as address:
        yield {name: Site(out / name / "site", f"{address}{name}/site/") for name in ("base", "harbor")}


def _write_sample_sites(sample: Path, out: Path) -> None:
    handbook = read_handbook(sample, Problems())
    pack = read_local(handbook, sample / "overrides" / "locals" / "harbor", Problems())
    for local in (handbook.defaults, pack):
        kit = resolved(handbook, local, Problems())
        pages = (_for_coordinators(page) if page.path == "handbook/visits.md" else page for page in kit.pages)
        write_site(replace(kit, pages=tuple(pages)), out / kit.local.slug)


@pytest.fixture(scope="session")
def handbook(base: Path) -> Site:
    """The kit's own forms, opened from a folder as from a stick."""
    return Site(base / "site", "")


def _for_coordinators(page: KitPage) -> KitPage:
    return replace(page, front=replace(page.front, written={**page.front.written, "audience": ["coordinator"]}))


@pytest.fixture
def site(sites: dict[str, Site]) -> Site:
    return sites["base"]


@dataclass
class Visit:
    """A reader's visit: the pages opened, and what went wrong on them."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def watch(self, home: str) -> None:
        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.faults.append(message.text)

        def asked(request: Request) -> None:
            if not request.url.startswith((home, "data:", "blob:")):
                self.faults.append(f"asked {request.url}")

        self.page.on("console", heard)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", asked)


Opener = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens a page as a reader with the given settings of Playwright would; nothing may go wrong on it."""
    visits: list[Visit] = []

    def opened(path: str = "index.html", home: str = "", **settings: Any) -> Visit:
        context = new_context(browser, **{"viewport": {"width": 1280, "height": 900}, **settings})
        one = Visit(context, context.new_page())
        one.watch(home or site.address)
        visits.append(one)
        one.page.goto((home or site.address) + path)
        return one

    yield opened
    for one in visits:
        one.context.close()
    assert not [fault for one in visits for fault in one.faults]


@pytest.fixture
def survey(visit: Opener, handbook: Site) -> Page:
    return visit("forms/mentee-survey.html", home=handbook.on_disk).page
