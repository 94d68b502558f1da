"""Each page says where it stands, when it changed, and whom to tell what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from sample import lines, resolved

from generators.model import Kit, NavigationItem
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site


def item(path: str, title: str = "") -> NavigationItem:
    return NavigationItem(title, path=path)


@pytest.fixture(scope="module")
def kit(root: Path) -> Kit:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    inner = NavigationItem("Two & more", children=(item("handbook/visits.md", "Visits"),))
    book = NavigationItem("Book", children=(item("handbook/listening.md", "Hear & ask"), inner))
    return replace(kit, decks=(), navigation=(item("index.md", "Start"), book, item("forms/visit-notes.md")))


def page(kit: Kit, folder: Path, path: str) -> Any:
    write_site(kit, folder)
    return lxml_html.document_fromstring((folder / "site" / path).read_text(encoding="utf-8"))


def crumbs(made: Any) -> list[tuple[str, str | None]]:
    return [
        (step.text_content(), step.get("href")) for step in made.xpath("//nav[@class[contains(., 'crumbs')]]//li/*")
    ]


def test_a_page_names_the_groups_around_it_each_a_link_to_its_first_page(kit: Kit, tmp_path: Path) -> None:
    made = page(kit, tmp_path, "handbook/visits.html")
    assert crumbs(made) == [("Start", "../index.html"), ("Book", "listening.html"), ("Two & more", None)]
    assert made.xpath("//button[@popovertarget='kit-nav']")[-1].text_content() == "Page 2 of 2"


def test_a_page_in_no_group_has_no_way_to_show(kit: Kit, tmp_path: Path) -> None:
    assert crumbs(page(kit, tmp_path, "forms/visit-notes.html")) == []
    assert crumbs(page(kit, tmp_path, "index.html")) == []


def end(made: Any) -> str:
    return " ".join(made.xpath("string(//*[@class[contains(., 'page-end')]])").split())


def with_contact(kit: Kit, contact: Mapping[str, str]) -> Kit:
    return replace(kit, local=replace(kit.local, variables={**kit.local.variables, "contact": contact}))


def test_a_mistake_is_written_to_the_local_with_the_name_of_the_page(kit: Kit, tmp_path: Path) -> None:
    made = page(kit, tmp_path, "handbook/listening.html")
    (link,) = made.xpath("//a[contains(., 'Something wrong on this page?')]")
    assert link.get("href") == "mailto:visits@local000.example?subject=Hear%20%26%20ask"


def test_without_an_address_nobody_is_asked_to_write(kit: Kit, tmp_path: Path) -> None:
    made = page(with_contact(kit, {"name": "the committee", "phone": "555-0100"}), tmp_path, "handbook/listening.html")
    assert end(made) == ""


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Last changed: November 7, 2026"), ("es", "Último cambio: 7 de noviembre de 2026")]
)
def test_the_day_of_the_edition_is_said_where_it_has_one(kit: Kit, tmp_path: Path, language: str, said: str) -> None:
    dated = replace(kit, date=datetime(2026, 11, 7, 23, tzinfo=UTC), local=replace(kit.local, language=language))
    made = page(with_contact(dated, {}), tmp_path, "handbook/listening.html")
    assert end(made) == said
    assert made.xpath("//time")[0].get("datetime") == "2026-11-07"
    assert end(page(with_contact(kit, {}), tmp_path / "undated", "handbook/listening.html")) == ""


def test_every_page_has_a_way_up_but_the_first(kit: Kit, tmp_path: Path) -> None:
    (way,) = page(kit, tmp_path, "handbook/listening.html").xpath("//a[@aria-label='Back to top']")
    assert way.get("href") == "#kit-content"
    assert page(kit, tmp_path, "index.html").xpath("//a[@aria-label='Back to top']") == []


def test_a_heading_may_be_called_like_a_part_of_the_frame(kit: Kit, tmp_path: Path) -> None:
    headings = "".join(f"\n## {name}\n\nText.\n" for name in ("Content", "Search", "Nav", "Main", "Text", "Reader"))
    path = "handbook/visits.md"
    changed = (replace(one, lines=lines(f"# A\n{headings}", path)) if one.path == path else one for one in kit.pages)
    ids = page(replace(kit, pages=tuple(changed)), tmp_path, "handbook/visits.html").xpath("//@id")
    assert len(ids) == len(set(ids)) and "content" in ids
