"""On other themes, a local's name, colors, and typeface arrive, and no page asks another computer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from sample import resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook, read_local
from generators.writers.site import write_site

LOCAL = (
    "name: Pier 9 & <b>friends</b>\n"
    'brand: {primary: "#7a1f5c", accent: "#e0a000", font: Atkinson Hyperlegible}\n'
    "contact: {name: Ann, phone: 555-0101}\n"
)
PAGE = '# River\n\nWords.\n\n```python\nprint("x")\n```\n'


def site_of(folder: Path, theme: str, local: str = LOCAL, page: str = PAGE) -> Path:
    pack = folder / "overrides" / "locals" / "pier-9"
    (folder / "docs").mkdir()
    pack.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"site_name: River\ntheme: {theme}\n", encoding="utf-8")
    (pack / "local.yml").write_text(local, encoding="utf-8")
    handbook = read_handbook(folder, Problems())
    write_site(resolved(handbook, read_local(handbook, pack, Problems()), Problems()), folder / "out")
    return folder / "out" / "site"


def home(site: Path) -> HtmlElement:
    return lxml_html.document_fromstring((site / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("theme", ["material", "readthedocs", "mkdocs"])
def test_name_colors_and_typeface_are_the_locals(theme: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, theme)
    page = home(site)
    assert page.findtext(".//title") == "Pier 9 & <b>friends</b> \u2013 River"
    assert not page.xpath("//b")
    assert page.xpath("//link[@rel='stylesheet']/@href")[-1] == "assets/brand.css"
    styles = (site / "assets" / "brand.css").read_text(encoding="utf-8")
    assert "#7a1f5c" in styles
    assert '"Atkinson Hyperlegible"' in styles
    used = {"material": "--md-text-font", "readthedocs": ".wy-side-nav-search", "mkdocs": ".navbar.bg-primary"}
    assert [name for name, rule in used.items() if rule in styles.partition("--kit-font:")[2]] == sorted(
        {"material", theme}, key=list(used).index
    )
    for file in re.findall(r'url\("(fonts/[^"]+)"\)', styles):
        assert (site / "assets" / file).is_file()


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_the_index_of_mkdocs_finds_a_page_by_what_people_call_it(theme: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, theme, page=f"---\nsearch_terms: [stream, 'a <b> & c']\n---\n{PAGE}")
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    first, *others = [entry["text"].endswith(" stream, a &lt;b&gt; &amp; c") for entry in index["docs"]]
    assert first and not any(others)


@pytest.mark.parametrize("theme", ["material", "readthedocs", "mkdocs"])
def test_no_page_loads_anything_from_another_computer(theme: str, tmp_path: Path) -> None:
    site = site_of(tmp_path, theme)
    loaded = [*home(site).iter("script"), *(link for link in home(site).iter("link") if link.get("rel") != "canonical")]
    assert not [one for one in loaded if "//" in (one.get("src") or one.get("href") or "")]


def test_a_title_of_the_locals_own_stands_alone(tmp_path: Path) -> None:
    site = site_of(tmp_path, "mkdocs", f"{LOCAL}site: {{title: Pier mentors}}\n")
    assert home(site).findtext(".//title") == "Pier mentors"


@pytest.mark.parametrize("theme", ["name: material, kit: true", "name: material", "name: readthedocs"])
def test_packs_that_lie_beside_a_folders_own_templates_are_never_published(theme: str, tmp_path: Path) -> None:
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "picture.svg").write_text("<svg/>", encoding="utf-8")
    site = site_of(tmp_path, f"{{{theme}, custom_dir: overrides}}")
    assert (site / "picture.svg").is_file()
    assert not [*site.rglob("local.yml"), *site.rglob("locals")]
