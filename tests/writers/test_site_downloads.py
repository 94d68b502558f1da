"""The site's links to what other writers made: sizes where it stands, and no link where it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample import copy_sample, resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook, read_local
from generators.writers.site import fill_downloads, write_site


@pytest.fixture(params=["", "harbor"], ids=["base", "local"])
def page(request: pytest.FixtureRequest, root: Path, tmp_path: Path) -> str:
    """The page of the sample kit's form, whose PDF was made and whose large print was not.

    A local's pages are cleaned on their way, which writes the same links in another way.
    """
    handbook = read_handbook(root / "tests" / "kit", Problems())
    pack = handbook.root / "overrides" / "locals" / request.param
    local = read_local(handbook, pack, Problems()) if request.param else handbook.defaults
    kit = resolved(handbook, local, Problems())
    made = tmp_path / "site" / "downloads" / "forms" / "visit-notes.pdf"
    made.parent.mkdir(parents=True)
    made.write_bytes(b"x" * 1_260_000)
    write_site(kit, tmp_path)
    fill_downloads(kit, tmp_path)
    return (tmp_path / "site" / "forms" / "visit-notes.html").read_text(encoding="utf-8")


def test_what_was_made_is_offered_with_its_size(page: str) -> None:
    (link,) = re.findall(r'<a class="kit-download" href="([^"]*)"[^>]*>.*?</a>', page)
    assert link == "../downloads/forms/visit-notes.pdf"
    assert "PDF, 1.3 MB" in page


def test_what_was_not_made_is_not_offered(page: str) -> None:
    assert "visit-notes-large-print.pdf" not in page


def test_each_workshop_has_a_card(root: Path, tmp_path: Path) -> None:
    handbook = read_handbook(root, Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    write_site(kit, tmp_path)
    workshops = (tmp_path / "site" / "decks" / "index.html").read_text(encoding="utf-8")
    cards = re.search(r'<div class="grid cards">(.*?)</div>', workshops, re.DOTALL)
    assert cards is not None
    assert cards[1].count("<li>") == len(kit.decks) > 1


def test_all_forms_in_one_file_and_the_run_sheets_are_offered(root: Path, tmp_path: Path) -> None:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    for path in ("forms/appendix-kit.pdf", "guides/first-visits-run-sheet.docx"):
        file = tmp_path / "site" / "downloads" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 30_000)
    write_site(kit, tmp_path)
    fill_downloads(kit, tmp_path)
    shown = (tmp_path / "site" / "downloads.html").read_text(encoding="utf-8")
    assert 'href="downloads/forms/appendix-kit.pdf"' in shown
    assert 'href="downloads/guides/first-visits-run-sheet.docx"' in shown


def test_a_locals_own_files_are_listed_with_their_kind_and_size(root: Path, tmp_path: Path) -> None:
    kit_folder = copy_sample(root, tmp_path / "kit")
    pack = kit_folder / "overrides" / "locals" / "harbor"
    files = pack / "assets" / "files"
    files.mkdir(parents=True)
    for name, size in (("by-laws_2026.pdf", 52_000), ("sign-up-sheet.docx", 1_300_000)):
        (files / name).write_bytes(b"x" * size)
    handbook = read_handbook(kit_folder, Problems())
    kit = resolved(handbook, read_local(handbook, pack, Problems()), Problems())
    write_site(kit, tmp_path / "out")
    fill_downloads(kit, tmp_path / "out")
    shown = (tmp_path / "out" / "site" / "downloads.html").read_text(encoding="utf-8")
    offered = shown.partition("More files")[2]
    assert re.search(r'<a href="assets/files/by-laws_2026.pdf">By-laws 2026</a>.*?PDF, 52 KB', offered, re.DOTALL)
    assert re.search(r">Sign up sheet</a>.*?DOCX, 1.3 MB", offered, re.DOTALL)
    assert (tmp_path / "out" / "site" / "assets" / "files" / "sign-up-sheet.docx").stat().st_size == 1_300_000
