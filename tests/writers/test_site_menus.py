"""A menu that is long: each page shows its own branch, and one page, without a script, the whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from sample import resolved

from generators.model import Kit, Line, NavigationItem, Page, Place
from generators.model.page import PageFrontMatter
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site
from generators.writers.site.outputs import outputs_of

PER_PART = 10


@pytest.fixture(scope="module")
def kit(root: Path) -> Kit:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    return replace(kit, decks=(), forms=(), pages=tuple(page for page in kit.pages if page.path == "index.md"))


def a_page(kit: Kit, path: str, title: str) -> Page:
    return replace(kit.pages[0], path=path, lines=(Line(f"# {title}", Place(path, 1)),), front=PageFrontMatter())


def with_pages(kit: Kit, count: int) -> Kit:
    """A kit of so many pages beside the home page, in parts of ten."""
    pages = [a_page(kit, f"part-{at // PER_PART:03}/page-{at:04}.md", f"Page {at:04}") for at in range(count)]
    parts = [
        NavigationItem(
            f"Part {at // PER_PART:03}",
            children=tuple(NavigationItem("", path=page.path) for page in pages[at : at + PER_PART]),
        )
        for at in range(0, count, PER_PART)
    ]
    home = a_page(kit, "index.md", "Home")
    return replace(kit, pages=(home, *pages), navigation=(NavigationItem("", path="index.md"), *parts))


def in_one_list(kit: Kit, count: int) -> Kit:
    large = with_pages(kit, count)
    return replace(large, navigation=tuple(NavigationItem("", path=page.path) for page in large.pages))


def links(site: Path, path: str, found: str) -> list[Any]:
    page: Any = lxml_html.document_fromstring((site / path).read_text(encoding="utf-8"))
    return list(page.xpath(found))


def menu(site: Path, path: str, found: str = "//nav[@id='kit-nav']//a") -> list[str]:
    return [" ".join(link.text_content().split()) for link in links(site, path, found)]


def written(kit: Kit, folder: Path) -> Path:
    write_site(kit, folder)
    return folder / "site"


def test_a_short_menu_stands_whole_on_every_page(kit: Kit, tmp_path: Path) -> None:
    site = written(with_pages(kit, 50), tmp_path)
    assert len(menu(site, "part-003/page-0031.html")) == 51
    assert not (site / "all-pages.html").exists()


GROUP = "//nav[@id='kit-nav']//details"


def nested(kit: Kit, depth: int) -> Kit:
    """Two chains of groups, A1 in A and so on, each with two pages in the innermost."""
    whole = with_pages(kit, 4)
    home, part = whole.navigation or ()

    def chain(name: str, pages: tuple[NavigationItem, ...]) -> NavigationItem:
        item = NavigationItem(f"{name}{depth}", children=pages)
        for level in range(depth - 1, 0, -1):
            item = NavigationItem(f"{name}{level}", children=(item,))
        return item

    return replace(whole, navigation=(home, chain("A", part.children[:2]), chain("B", part.children[2:])))


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_all_groups_around_the_open_page_are_open_and_no_others(kit: Kit, tmp_path: Path, depth: int) -> None:
    site = written(nested(kit, depth), tmp_path)
    opened = menu(site, "part-000/page-0001.html", f"{GROUP}[@open]/summary")
    assert opened == [f"A{level + 1}" for level in range(depth)]
    assert menu(site, "index.html", f"{GROUP}[@open]/summary") == []


def test_the_pages_of_a_folder_are_grouped_by_what_they_say_where_there_is_no_menu(kit: Kit, tmp_path: Path) -> None:
    whole = with_pages(kit, 4)
    ours = PageFrontMatter(nav_group="Ours", written={"nav_group": "Ours"})
    pages = tuple(replace(page, front=ours) if page.path.endswith(("1.md", "3.md")) else page for page in whole.pages)
    site = written(replace(whole, pages=pages, navigation=None), tmp_path)
    assert menu(site, "part-000/page-0001.html", f"{GROUP}/summary") == ["Part 000", "Ours"]
    assert menu(site, "part-000/page-0001.html", f"{GROUP}//details//a") == ["Page 0001", "Page 0003"]


def test_a_long_menu_shows_the_open_part_and_the_titles_of_the_others(kit: Kit, tmp_path: Path) -> None:
    site = written(with_pages(kit, 100), tmp_path)
    parts = [f"Part {part:03}" for part in range(10)]
    own = [f"Page {page:04}" for page in range(30, 40)]
    assert menu(site, "part-003/page-0031.html") == ["Home", *parts[:3], *own, *parts[4:], "All pages"]
    assert menu(site, "part-003/page-0031.html", "//nav[@id='kit-nav']//a[@aria-current]") == ["Page 0031"]
    assert menu(site, "index.html") == ["Home", *parts, "All pages"]


def test_the_title_of_a_closed_part_leads_to_its_first_page(kit: Kit, tmp_path: Path) -> None:
    site = written(with_pages(kit, 100), tmp_path)
    (link,) = links(site, "part-003/page-0031.html", "//nav[@id='kit-nav']//a[text()='Part 005']")
    assert link.get("href") == "../part-005/page-0050.html"


def test_one_page_has_the_whole_menu(kit: Kit, tmp_path: Path) -> None:
    site = written(with_pages(kit, 100), tmp_path)
    assert menu(site, "all-pages.html", "//main//a") == ["Home", *(f"Page {page:04}" for page in range(100))]
    assert (site / "all-pages.html").name in {output.path for output in outputs_of(with_pages(kit, 100), {})}


def test_a_long_list_shows_what_stands_near_the_open_page(kit: Kit, tmp_path: Path) -> None:
    site = written(in_one_list(kit, 300), tmp_path)
    shown = menu(site, "part-013/page-0130.html")
    assert shown == [*(f"Page {page:04}" for page in range(109, 169)), "All pages"]


@pytest.mark.parametrize("arranged", [with_pages, in_one_list])
def test_a_menu_is_cut_however_many_parts_and_pages_there_are(
    kit: Kit, tmp_path: Path, arranged: Callable[[Kit, int], Kit]
) -> None:
    site = written(arranged(kit, 700), tmp_path)
    assert len(menu(site, "part-035/page-0351.html", "//body//nav//a")) < 100
