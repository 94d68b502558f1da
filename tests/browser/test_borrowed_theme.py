"""A handbook that borrows the kit's theme, in a browser: code on every ground, tabs, pictures, and a long menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sample import resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook
from generators.writers.site import write_site

SETTINGS = """\
site_name: River
use_directory_urls: false
theme: {name: readthedocs, kit: true}
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}]
"""
HOME = """\
# Use `river`

Type `river flow` first.

## Doors

- [Open `one`](page-1.md)
- [Two](page-2.md)
"""
PAGE = """\
# Page

!!! key "Key `title`"
    A key with `code`.

        indented

!!! warning "Mind `this`"
    Some `code`, and a [`link`](index.md).

!!! example "An `example`"
    Some `code`.

[A `button`](index.md){ .md-button }

| `head` | b |
| --- | --- |
| `cell` | c |

=== "First"

    The first tab.

=== "Second"

    The second tab.

![Day](day.svg#only-light){ .day }
![Night](day.svg#only-dark){ .night }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'

FAINT_CODE = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll("main code, .kit-hero code")].flatMap((code) => {
    const grounds = [];
    for (let at = code; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
    canvas.fillStyle = "white";
    canvas.fillRect(0, 0, 1, 1);
    const ground = grounds.map(luminance).at(-1);
    const [light, dark] = [ground, luminance(getComputedStyle(code).color)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    return ratio < 4.5 ? [`${code.textContent}: ${ratio.toFixed(2)}`] : [];
  });
}"""
"""Code with less contrast than WCAG 2.2 asks for (1.4.3), each ground that lets others through laid over these."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("borrowed")
    files = {"index.md": HOME, "day.svg": PICTURE, **{f"page-{number}.md": PAGE for number in range(1, 10)}}
    (folder / "docs").mkdir()
    for name, text in files.items():
        (folder / "docs" / name).write_text(text.replace("# Page\n", f"# The page {name}\n"), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "overrides").mkdir()
    yellow = 'name: River\nbrand: {primary: "#ffd400", accent: "#c8502b"}\n'  # with dark words on its ground
    for name, text in {"blue": "name: River\n", "yellow": yellow}.items():
        (folder / "overrides" / "local.yml").write_text(text, encoding="utf-8")
        handbook = read_handbook(folder, Problems())
        write_site(resolved(handbook, handbook.defaults, Problems()), folder / name)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("brand", ["blue", "yellow"])
def test_code_can_be_read_on_every_ground(site: Path, browser: Browser, brand: str, scheme: str) -> None:
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        for name in ("index.html", "page-1.html"):
            page.goto((site / brand / "site" / name).as_uri())
            assert page.evaluate(FAINT_CODE) == []
        shown, hidden = (".day", ".night") if scheme == "light" else (".night", ".day")
        expect(page.locator(shown)).to_be_visible()
        expect(page.locator(hidden)).to_be_hidden()


def test_a_tab_is_chosen_by_mouse_and_by_keyboard(site: Path, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((site / "blue" / "site" / "page-1.html").as_uri())
        expect(page.get_by_text("The second tab.")).to_be_hidden()
        page.locator("label", has_text="Second").click()
        expect(page.get_by_text("The second tab.")).to_be_visible()
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_text("The first tab.")).to_be_visible()


def test_a_menu_that_is_too_long_for_the_head_stands_beside_the_page_and_behind_a_button(
    site: Path, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto((site / "blue" / "site" / "page-1.html").as_uri())
        expect(page.locator(".kit-tabs")).to_be_hidden()
        expect(page.locator("#kit-nav").get_by_text("The page page-9.md")).to_be_visible()
        page.goto((site / "blue" / "site" / "index.html").as_uri())
        page.locator(".kit-header__menu").click()
        expect(page.locator("#kit-nav").get_by_text("The page page-9.md")).to_be_visible()
