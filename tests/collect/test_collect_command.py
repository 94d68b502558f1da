"""The command as people type it: what it writes, what it says, and the code it ends with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generators.commands.command_line import run

KIT = ("--root", "kit")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two people's answers, one file that is none, and the sample kit."""
    shutil.copytree(root / "tests" / "kit", tmp_path / "kit")
    (tmp_path / "in").mkdir()
    for name, answer in (("ana", "yes"), ("zoe", "no")):
        answers = {"name": name, "would-you-come-to-a-meeting": answer}
        head = {"format": "mentoring-kit-answers", "version": 1, "form": "visit-notes", "edition": "00000000"}
        (tmp_path / "in" / f"{name}.json").write_text(json.dumps({**head, "answers": answers}), encoding="utf-8")
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_the_table_and_names_what_it_could_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "in", "--out", "out.csv", *KIT]) == 0
    said = capsys.readouterr()
    assert said.err == "in/photo.jpg: is a picture: type it in by hand\n"
    assert said.out == "visit-notes: 2 answers\nOpen out.csv\n"
    rows = Path("out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("file,edition,name,phone,e-mail,date-of-the-visit,")
    assert [row.split(",")[:3] for row in rows[1:]] == [
        ["in/ana.json", "00000000", "ana"],
        ["in/zoe.json", "00000000", "zoe"],
    ]


def test_the_questions_may_stand_over_the_columns() -> None:
    assert run(["collect", "in", "--out", "out.csv", "--headings", "questions", *KIT]) == 0
    assert "Would you come to a meeting?" in Path("out.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_the_report_hides_few_people_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "in", "--out", "out.xlsx", "--summary", "out.html", *KIT]) == 0
    assert capsys.readouterr().out.endswith("Open out.xlsx out.html\n")
    assert "Would you come" not in Path("out.html").read_text(encoding="utf-8")
    assert run(["collect", "in", "--out", "out.xlsx", "--summary", "out.html", "--show-small-groups", *KIT]) == 0
    assert "Would you come" in Path("out.html").read_text(encoding="utf-8")


def test_without_answers_it_says_so_and_ends_with_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "in/photo.jpg", "--out", "out.csv", *KIT]) == 1
    assert capsys.readouterr().err.endswith("no answers found, so that nothing was written\n")
    assert not Path("out.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in", "--out", "out.ods"], "'out.ods' must end in .csv or .xlsx"),
        (["in", "--out", "out.csv", "--summary", "in/ana.json"], "'ana.json' must end in .html or .htm"),
        (["nowhere", "--out", "out.csv"], "'nowhere' does not exist"),
        (["--out", "out.csv"], "Missing argument 'FILE...'"),
        (["in"], "Missing option '--out'"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_read(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["collect", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_quiet_names_unread_files_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "in", "--out", "out.csv", "--quiet", *KIT]) == 0
    assert capsys.readouterr() == ("", "in/photo.jpg: is a picture: type it in by hand\n")


def test_a_local_brings_its_own_forms(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "in", "--out", "out.csv", "--local", "harbor", *KIT]) == 0
    assert run(["collect", "in", "--out", "out.csv", "--local", "harbour", *KIT]) == 1
    assert "did you mean 'harbor'?" in capsys.readouterr().err


def test_without_a_readable_kit_the_files_speak_for_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kit", "mkdocs.yml").write_text("{", encoding="utf-8")
    assert run(["collect", "in", "--out", "out.csv", *KIT]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("no forms are known: ")
    assert said.out.startswith("visit-notes: 2 answers (no form of this kit)\n")
    header = Path("out.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header == "file,edition,name,would-you-come-to-a-meeting"


def test_it_runs_as_a_program_of_its_own(root: Path) -> None:
    """The reading process starts anew from the program's first file, which must not run the command again."""
    command = [sys.executable, str(root / "build.py"), "collect", "in", "--out", "out.csv", *KIT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (0, "visit-notes: 2 answers\nOpen out.csv\n"), done.stderr
