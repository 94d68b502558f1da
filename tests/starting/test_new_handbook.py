"""``new --handbook`` starts a handbook that builds at once and whole, and writes over nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generators.commands.command_line import run
from generators.model.program import FOLDER


def test_it_builds_at_once_with_every_kind_of_output_and_without_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ours" / "our handbook"
    assert run(["new", "--handbook", str(folder)]) == 0
    assert run(["build", "--root", str(folder), "--out", str(tmp_path / "out"), "--strict"]) == 0
    assert capsys.readouterr().err == ""
    site = tmp_path / "out" / "base" / "site"
    assert 'class="kit-hero"' in (site / "index.html").read_text(encoding="utf-8")
    made = {file.relative_to(site / "downloads").as_posix() for file in (site / "downloads").rglob("*.*")}
    assert {"decks/first-meeting.pptx", "forms/sign-up.pdf", "guides/first-meeting.pdf"} <= made
    assert sorted(path.name for path in folder.parent.iterdir()) == ["our handbook"]


def test_every_setting_that_it_offers_can_be_uncommented(tmp_path: Path) -> None:
    assert run(["new", "--handbook", str(tmp_path / "ours")]) == 0
    settings = tmp_path / "ours" / "overrides" / "local.yml"
    text = settings.read_text(encoding="utf-8")
    for key in ("language", "paper", "url", "conduct_contact", "site", "brand"):
        assert f"\n# {key}:" in text
    settings.write_text(re.sub(r"^# (language|paper):", r"\1:", text, flags=re.MULTILINE), encoding="utf-8")
    assert run(["check", "--root", str(tmp_path / "ours"), "--strict"]) == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mkdocs.yml", "adopt taken)"),
        ("minutes.docx", "(choose a new folder)"),
    ],
)
def test_a_folder_that_holds_something_is_left_alone(
    name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / name).write_text("mine", encoding="utf-8")
    assert run(["new", "--handbook", str(tmp_path / "taken")]) == 1
    told = capsys.readouterr().err
    assert f"taken:1: this folder is not empty: it holds '{name}'" in told
    assert said in told
    assert [path.name for path in (tmp_path / "taken").iterdir()] == [name]


def test_a_folder_with_only_hidden_files_is_as_good_as_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "ours" / ".git").mkdir(parents=True)
    assert run(["new", "--handbook", str(tmp_path / "ours")]) == 0
    assert (tmp_path / "ours" / ".git").is_dir()
    assert (tmp_path / "ours" / "mkdocs.yml").is_file()


def test_a_file_and_the_kits_own_folder_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for folder, said in ((tmp_path / "file", "this is a file"), (FOLDER / "ours", "belongs to the kit itself")):
        assert run(["new", "--handbook", str(folder)]) == 1
        assert said in capsys.readouterr().err
    assert not (FOLDER / "ours").exists()


@pytest.mark.parametrize("arguments", [["new"], ["new", "local-104", "--handbook", "ours"]])
def test_it_is_a_pack_or_a_handbook(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err
