"""Each file of a pack has a use, is passed over, or is told; what is meant to count is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, read, write, write_kit, write_pack

from generators.model.problems import RefusedInput

PAGE = "# Our year\n"


def told(tmp_path: Path, path: str) -> list[str]:
    kit = write_kit(tmp_path)
    write_pack(kit, {path: PAGE})
    problems = read(kit)[2]
    return [line.removeprefix("overrides/locals/acme/") for line in complaints(problems)]


LEFT_BEHIND = """
a.md~ #a.md# .#a.md .a.md.swp a.md.swp a.md.bak a.md.orig a.md.rej a.tmp ~a.tmp 4913 ~$a.docx .DS_Store Thumbs.db
desktop.ini a.md.crdownload a.md___jb_tmp___ __MACOSX/a.md
"""
LYING_ABOUT = """
notes.txt logo.ai our-year.md content/notes.txt content/data.csv assets/logo.ai content/a.docx drafts/a.txt
Originals/logo.ai by-laws.pdf assets/by-laws.pdf assets/files/dates.ics
"""


@pytest.mark.parametrize("name", LEFT_BEHIND.split())
def test_what_programs_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, f"content/{name}") == []


@pytest.mark.parametrize("path", LYING_ABOUT.split())
def test_what_only_lies_about_is_a_warning(tmp_path: Path, path: str) -> None:
    (said,) = told(tmp_path, path)
    assert said.startswith(f"{path}:1: warning: ")


def test_a_folder_that_only_lies_about_is_told_once(tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {"drafts/a.txt": "", "drafts/b.md": "", "drafts/c.svg": ""})
    _, local, problems = read(kit)
    assert len(problems.warnings) == len(problems.found) == 1
    assert local.assets == {}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("a.md.txt", "rename it to 'a.md'"),
        ("a.markdown", "rename it to 'a.md'"),
        ("a.MD", "rename it to 'a.md'"),
        ("a.md.docx", "rename it to 'a.md'"),
        ("a.md.md", "rename it to 'a.md'"),
        ("a.md.sync-conflict", "rename it to 'a.md'"),
        ("a (1).md", "a copy of 'a.md'"),
        ("a - Copy.md", "a copy of 'a.md'"),
        ("a - Copy (2).md", "a copy of 'a.md'"),
        ("a copy.md", "a copy of 'a.md'"),
        ("Copy of a.md", "a copy of 'a.md'"),
        ("a (conflicted copy 2026-01-01).md", "a copy of 'a.md'"),
        ("a (Jo's conflicted copy 2026-01-01).md", "a copy of 'a.md'"),
        ("a.sync-conflict-20260101-120000-ABC.md", "a copy of 'a.md'"),
    ],
)
def test_a_page_under_another_name_is_an_error(tmp_path: Path, name: str, meant: str) -> None:
    (said,) = told(tmp_path, f"content/{name}")
    assert said.startswith(f"content/{name}:1: ")
    assert meant in said
    assert "warning" not in said


@pytest.mark.parametrize("name", ["resolving-conflict.md", "hard-copy.md", "copy.md", "2026.md", "conflict.md"])
def test_a_page_may_be_about_copies_and_conflicts(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, f"content/{name}") == []


@pytest.mark.parametrize("name", ["local.yaml", "local.yml.txt", "local (1).yml", "local - Copy.yml"])
def test_settings_under_another_name_are_told_beside_those_that_count(tmp_path: Path, name: str) -> None:
    assert f"{name}:1: '{name}' is not read: the settings stand in local.yml" in told(tmp_path, name)[0]


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("local.yaml", "rename it to local.yml"),
        ("LOCAL.YML", "rename it to local.yml"),
        ("local.yml.txt", "rename it to local.yml; Windows shows the ending .txt only with"),
        ("local.yml.docx", "save its text as plain text, and give it the name local.yml"),
        ("settings.yml", "rename it to local.yml"),
    ],
)
def test_where_there_are_no_settings_the_file_is_named_that_may_be_them(tmp_path: Path, name: str, cure: str) -> None:
    kit = write_kit(tmp_path)
    write(kit / "overrides" / "locals" / "acme", {name: "name: A\n"})
    with pytest.raises(RefusedInput) as refusal:
        read(kit)
    (problem,) = refusal.value.problems
    assert problem.place.file == f"overrides/locals/acme/{name}"
    assert problem.message == f"there is no local.yml here, only '{name}', which is not read"
    assert problem.hints[0].startswith(cure)


def test_a_pack_in_a_folder_of_its_own_name_is_found(tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    write(kit / "overrides" / "locals" / "acme", {"acme/local.yml": "name: A\n"})
    with pytest.raises(RefusedInput) as refusal:
        read(kit)
    assert "one folder deeper, in 'acme'" in refusal.value.problems[0].hints[0]
