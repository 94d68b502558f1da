"""What a build says of itself: the same for programs and for people, with nothing in it that runs or asks anybody."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from msgspec import Struct
from outlines import markup_of
from sample import complaints, write, write_kit, write_pack
from spoken import english_on

from generators.brand.palette import palette
from generators.caching.trees import FileDigests
from generators.checking.kit import check
from generators.model import Brand, Kit, Place
from generators.model.problems import Problem, Problems
from generators.model.replacing import replace
from generators.packs.pack import read_pack
from generators.reading.drift_lock import place_of, written
from generators.reading.source import read_handbook
from generators.resolving.drift import Drift, MadeFrom, accepted, drift_of
from generators.resolving.overrides import Overrides, overrides_of, sources_of
from generators.resolving.resolve import resolve
from generators.words.catalogue import words_of
from generators.writers.report import write_report

Golden = Callable[[str, str], None]
SETTINGS = 'name: Harbor <Local> & 104\nbrand: {primary: "#ffe680", accent: "#c8502b"}\ncontact: {email: a@b.example}\n'


class Built(Struct, frozen=True):
    """A finished build: its kit, what that was made of, its folder, and the two reports."""

    kit: Kit
    overrides: Overrides
    drift: tuple[Drift, ...]
    sources: Mapping[str, Path]
    folder: Path

    def report(self, problems: Problems) -> Built:
        warnings, digests = problems.warnings, FileDigests()
        write_report(self.kit, MadeFrom(self.sources, self.overrides, self.drift), warnings, self.folder, digests)
        return self

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
    handbook = read_handbook(folder, Problems())
    local = read_pack(handbook, pack, tmp_path, Problems())
    entries = accepted(overrides_of(handbook, local), None, place_of(local))
    (pack / "drift.lock").write_text(written("harbor", entries), encoding="utf-8")
    for name in ("content", "slides"):
        shutil.rmtree(folder / name)
    shutil.copytree(source / "after", folder, dirs_exist_ok=True)
    (pack / "examples" / "soup.md").unlink()
    (pack / "content" / "handbook" / "listening.md").unlink()
    (pack / "local.yml").write_text(SETTINGS, encoding="utf-8")
    return folder


def built_of(root: Path, slug: str, folder: Path) -> Built:
    """The kit in ``root`` of the local ``slug`` with some outputs in ``folder``, and the reports of them."""
    problems = Problems()
    handbook = read_handbook(root, problems)
    pack = root / "overrides" / "locals" / slug
    local = handbook.defaults if slug == "base" else read_pack(handbook, pack, folder / "clean", problems)
    overrides = overrides_of(handbook, local)
    kit = resolve(handbook, local, overrides, problems)
    check(kit, problems)
    assert problems.errors == (), complaints(problems)
    sources, drift = sources_of(handbook, local, overrides), drift_of(overrides, local.seen)
    outputs = {"site/index.html": "x", "site/a.css": "y", "site/downloads/forms/a.pdf": "z" * 2000}
    return Built(kit, overrides, drift, sources, write(folder / "made", outputs)).report(problems)


@pytest.fixture
def built(kit_folder: Path, tmp_path: Path) -> Built:
    return built_of(kit_folder, "harbor", tmp_path)


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


def test_the_page_shows_each_change_of_the_base_with_the_words_of_both(built: Built, golden: Golden) -> None:
    golden("drift/report.html", markup_of(built.folder / "report.html", "//section[@aria-labelledby='drift']"))


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
    replace(built, kit=spanish).report(Problems())
    tree = lxml_html.document_fromstring(built.page)
    assert tree.get("lang") == "es"
    assert [title.text for title in tree.iter("h2")] == [
        "Lo que todavía no es suyo",
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
    replace(built, kit=spanish).report(Problems([odd]))
    assert lxml_html.document_fromstring(built.page).xpath("//ul[@class='warnings']/@lang") == ["en"]


def test_every_role_of_a_color_has_a_name_for_people() -> None:
    moved = palette(Brand("A", "#ffffff", "#ffffff")).moves + palette(Brand("A", "#000000", "#000000")).moves
    words = words_of("en").report
    named = {getattr(words, name) for name in words.__struct_fields__ if name.startswith("role_")}
    assert {move.role for move in moved} == named


def test_the_base_kit_has_a_report_without_a_locals_parts(kit_folder: Path, tmp_path: Path) -> None:
    base = built_of(kit_folder, "base", tmp_path)
    assert base.facts["overrides"] == base.facts["added"] == base.facts["settings"] == base.facts["drift"] == []
    assert "What this local changed" not in base.page
    assert "What it set" not in base.page


def test_a_file_is_no_source_only_where_one_of_its_own_kind_stands_over_it(tmp_path: Path) -> None:
    talk, drawing = (
        "---\ntitle: T\n---\n## A {layout=title-only}\n",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>",
    )
    kit = write_kit(tmp_path, {"content/talk.md": "# T\n", "slides/talk.md": talk, "content/assets/b.svg": drawing})
    write_pack(kit, {"slides/talk.md": talk, "content/assets/b.svg": drawing})
    facts = built_of(kit, "acme", tmp_path).facts
    assert "content/talk.md" in facts["sources"]
    assert "slides/talk.md" not in facts["sources"]
    assert [(entry["at"], entry["over"]) for entry in facts["overrides"]] == [
        ("overrides/locals/acme/slides/talk.md:1", "slides/talk.md:1"),
        ("overrides/locals/acme/content/assets/b.svg:1", "content/assets/b.svg:1"),
    ]


def test_a_name_that_the_computer_spells_otherwise_is_the_authors_in_the_report(tmp_path: Path) -> None:
    kit = write_kit(tmp_path, {"content/cafe\N{COMBINING ACUTE ACCENT}.md": "# C\n"})
    sources = built_of(kit, "base", tmp_path).facts["sources"]
    assert sources["content/caf\N{LATIN SMALL LETTER E WITH ACUTE}.md"] == hashlib.sha256(b"# C\n").hexdigest()


def test_the_same_build_says_the_same(built: Built) -> None:
    for _ in range(2):
        before = built.page, built.facts
        built.report(Problems())
    assert (built.page, built.facts) == before
