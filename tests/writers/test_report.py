"""What a build says of itself: the same for programs and for people, with nothing in it that runs or asks anybody."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from sample import write
from spoken import english_on

from generators.brand.palette import palette
from generators.checking.kit import check
from generators.model import Brand, Handbook, Kit, Place
from generators.model.problems import Problem, Problems
from generators.packs.pack import read_pack
from generators.reading.drift_lock import place_of, written
from generators.reading.source import read_handbook
from generators.resolving.overrides import accepted
from generators.resolving.resolve import resolve
from generators.words.catalogue import words_of
from generators.writers.report import write_report

SETTINGS = 'name: Harbor <Local> & 104\nbrand: {primary: "#ffe680", accent: "#c8502b"}\ncontact: {email: a@b.example}\n'


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build: its kit, its folder, and the two reports."""

    handbook: Handbook
    kit: Kit
    folder: Path

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return facts

    @property
    def page(self) -> str:
        return (self.folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def kit_folder(tmp_path: Path, root: Path) -> Path:
    """The small kit at its second commit, and a pack that was recorded at its first and mended since."""
    source, folder = root / "tests" / "drift", tmp_path / "kit"
    pack = folder / "overrides" / "locals" / "harbor"
    shutil.copytree(source / "before", folder)
    shutil.copytree(source / "harbor", pack)
    local = read_pack(read_handbook(folder, Problems()), pack, tmp_path, Problems())
    entries = accepted(read_handbook(folder, Problems()), local, place_of("x"))
    (pack / "drift.lock").write_text(written("harbor", entries), encoding="utf-8")
    for name in ("content", "slides"):
        shutil.rmtree(folder / name)
    shutil.copytree(source / "after", folder, dirs_exist_ok=True)
    (pack / "examples" / "soup.md").unlink()
    (pack / "content" / "handbook" / "listening.md").unlink()
    (pack / "local.yml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def built(kit_folder: Path, tmp_path: Path) -> Built:
    problems = Problems()
    handbook = read_handbook(kit_folder, problems)
    local = read_pack(handbook, kit_folder / "overrides" / "locals" / "harbor", tmp_path / "clean", problems)
    kit = resolve(handbook, local, problems)
    check(kit, problems)
    assert problems.errors == ()
    folder = write(
        tmp_path / "made", {"site/index.html": "x", "site/a.css": "y", "site/downloads/forms/a.pdf": "z" * 2000}
    )
    write_report(handbook, kit, problems.warnings, folder)
    return Built(handbook, kit, folder)


def test_it_lists_what_was_overridden_added_and_set(built: Built) -> None:
    facts = built.facts
    assert [(entry["kind"], entry["name"], entry["over"]) for entry in facts["overrides"]] == [
        ("page", "handbook/thanks.md", "content/handbook/thanks.md:1"),
        ("outline", "intro.md", "slides/intro.md:1"),
        ("example", "first-visit", "content/handbook/visits.md:5"),
        ("example", "notes", "content/handbook/visits.md:17"),
        ("slot", "habits", "content/handbook/visits.md:24"),
        ("asset", "assets/map.svg", "content/assets/map.svg:1"),
    ]
    assert [entry["name"] for entry in facts["added"]] == ["handbook/parking.md"]
    at = "overrides/locals/harbor/local.yml"
    assert [(entry["name"], entry["at"]) for entry in facts["settings"]] == [
        ("name", f"{at}:1"), ("brand.primary", f"{at}:2"), ("brand.accent", f"{at}:2"), ("contact.email", f"{at}:3"),
    ]  # fmt: skip


def test_it_lists_what_the_base_changed_and_which_colors_moved(built: Built) -> None:
    facts = built.facts
    assert {(entry["name"], entry["state"]) for entry in facts["drift"]} == {
        ("handbook/thanks.md", "changed"),
        ("intro.md", "changed"),
        ("first-visit", "changed"),
        ("habits", "changed"),
        ("assets/map.svg", "changed"),
    }
    moved = facts["contrast"][0]
    assert moved["given"] == "#ffe680"
    assert moved["ratio_before"] < 4.5 <= moved["ratio_after"]


def test_every_source_has_the_hash_of_its_file_as_the_author_has_it(built: Built, kit_folder: Path) -> None:
    sources = built.facts["sources"]
    for shown, digest in sources.items():
        assert hashlib.sha256((kit_folder / shown).read_bytes()).hexdigest() == digest
    assert "content/handbook/visits.md" in sources
    assert "content/handbook/thanks.md" not in sources, "the local's page took its place"
    assert "overrides/locals/harbor/assets/map.svg" in sources
    assert "overrides/locals/harbor/drift.lock" in sources


def test_every_file_that_was_made_has_its_hash_but_the_reports_themselves(built: Built) -> None:
    assert built.facts["outputs"] == {
        "site/a.css": hashlib.sha256(b"y").hexdigest(),
        "site/downloads/forms/a.pdf": hashlib.sha256(b"z" * 2000).hexdigest(),
        "site/index.html": hashlib.sha256(b"x").hexdigest(),
    }


def test_the_page_shows_the_change_beside_the_locals_text(built: Built) -> None:
    page = built.page
    assert "<del>\N{MINUS SIGN} Write a card within a week.</del>" in page
    assert "<ins>+ Write a card within three days, since a week is long.</ins>" in page
    assert "<span># Thanks from the docks</span>" in page


def test_the_page_needs_nothing_and_runs_nothing(built: Built) -> None:
    tree = lxml_html.document_fromstring(built.page)
    assert not tree.xpath("//script | //link | //img | //iframe | //a | //@src | //@href")
    assert not re.search(r"https?:|@import|url\(", built.page)
    assert "default-src 'none'" in built.page


def test_a_name_is_text_and_no_markup(built: Built) -> None:
    assert "<h1>Harbor &lt;Local&gt; &amp; 104</h1>" in built.page


def test_the_page_has_a_heading_for_each_part_and_a_head_for_each_column(built: Built) -> None:
    tree = lxml_html.document_fromstring(built.page)
    assert tree.get("lang") == "en"
    assert tree.xpath("count(//h1)") == 1
    assert tree.xpath("count(//section)") == tree.xpath("count(//section[@aria-labelledby=.//h2/@id])")
    assert not tree.xpath("//th[not(@scope)] | //table[not(thead)]")


def test_the_page_says_all_in_the_locals_language(built: Built) -> None:
    spanish = replace(built.kit, local=replace(built.kit.local, language="es"))
    write_report(built.handbook, spanish, (), built.folder)
    tree = lxml_html.document_fromstring(built.page)
    assert tree.get("lang") == "es"
    assert [title.text for title in tree.iter("h2")] == [
        "Lo que la base ha cambiado debajo de sus cambios",
        "Lo que cambió este local",
        "Lo que añadió",
        "Lo que configuró",
        "Colores",
        "Lo que se creó",
        "A partir de qué",
    ]
    assert english_on(built.page, "report") == []


def test_messages_of_the_program_are_marked_as_english(built: Built) -> None:
    spanish = replace(built.kit, local=replace(built.kit.local, language="es"))
    odd = Problem("page-without-heading", Place("x.md", 1), "is odd", (), "warning")
    write_report(built.handbook, spanish, (odd,), built.folder)
    assert lxml_html.document_fromstring(built.page).xpath("//ul[@class='warnings']/@lang") == ["en"]


def test_every_role_of_a_color_has_a_name_for_people() -> None:
    moved = palette(Brand("A", "#ffffff", "#ffffff")).moves + palette(Brand("A", "#000000", "#000000")).moves
    words = words_of("en").report
    named = {getattr(words, name) for name in words.__dataclass_fields__ if name.startswith("role_")}
    assert {move.role for move in moved} == named


def test_the_base_kit_has_a_report_without_a_locals_parts(kit_folder: Path, tmp_path: Path) -> None:
    handbook = read_handbook(kit_folder, Problems())
    kit = resolve(handbook, handbook.defaults, Problems())
    (tmp_path / "base").mkdir()
    write_report(handbook, kit, (), tmp_path / "base")
    facts = json.loads((tmp_path / "base" / "report.json").read_text(encoding="utf-8"))
    assert facts["overrides"] == facts["added"] == facts["settings"] == facts["drift"] == []
    assert "What this local changed" not in (tmp_path / "base" / "report.html").read_text(encoding="utf-8")


def test_the_same_build_says_the_same(built: Built) -> None:
    for _ in range(2):
        before = built.page, built.facts
        write_report(built.handbook, built.kit, (), built.folder)
    assert (built.page, built.facts) == before
