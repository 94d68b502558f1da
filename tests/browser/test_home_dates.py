"""The dates on a home page, read long after it was made, in any time zone, and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sample import resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook
from generators.writers.site import write_site

from .conftest import Shared, new_context

SETTINGS = """\
name: River
events:
  - {title: First, date: 2027-01-12, time: "18:30"}
  - {title: Second, date: 2027-01-13}
"""


def make(folder: Path) -> None:
    for path, text in {
        "docs/index.md": "# River\n\nWords.\n\n## For you\n\n- [Begin](index.md)\n",
        "overrides/local.yml": SETTINGS,
        "mkdocs.yml": "site_name: River\nuse_directory_urls: false\ntheme: {name: material, kit: true}\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    handbook = read_handbook(folder, Problems())
    write_site(resolved(handbook, handbook.defaults, Problems()), folder / "out")


@pytest.mark.parametrize(
    ("now", "zone", "shown"),
    [
        ("2027-01-12T23:59:00Z", "UTC", ["First", "Second"]),
        ("2027-01-13T00:01:00Z", "UTC", ["Second"]),
        ("2027-01-13T00:01:00Z", "America/Chicago", ["First", "Second"]),
        ("2027-01-12T20:00:00Z", "Asia/Tokyo", ["Second"]),
        ("2031-05-05T12:00:00Z", "UTC", []),
    ],
)
def test_a_date_goes_when_the_readers_own_day_is_over(
    browser: Browser, shared: Shared, now: str, zone: str, shown: list[str]
) -> None:
    site = shared("home with dates", make) / "out" / "site"
    with new_context(browser, timezone_id=zone, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        page.goto((site / "index.html").as_uri())
        expect(page.locator(".kit-dates li strong:visible")).to_have_text(shown)
        expect(page.locator(".kit-dates:visible")).to_have_count(1 if shown else 0)
        grid = page.locator(".kit-home__top")
        columns = grid.evaluate("box => getComputedStyle(box).gridTemplateColumns.split(' ').length")
        assert columns == (2 if shown else 1), "no room is kept for dates that have gone"


def test_without_scripts_all_dates_stand_there_with_their_year(browser: Browser, shared: Shared) -> None:
    site = shared("home with dates", make) / "out" / "site"
    with new_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "index.html").as_uri())
        expect(page.locator(".kit-dates time")).to_have_text(
            ["Tuesday, January 12, 2027 6:30 pm", "Wednesday, January 13, 2027"]
        )
