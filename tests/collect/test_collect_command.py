"""The command as people type it: what it writes, what it says, and the code it ends with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
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
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "visit-notes: 2 answers\nOpen out.csv\n"), done.stderr


def survey(name: str, form: str, answers: dict[str, str]) -> None:
    head = {"format": "mentoring-kit-answers", "version": 1, "form": form, "edition": "00000000"}
    Path("in", name).write_text(json.dumps({**head, "answers": answers}), encoding="utf-8")


def two_surveys(root: Path) -> tuple[str, ...]:
    """The base kit, with a mentor's and a mentee's answers to its surveys in place of the others."""
    shutil.rmtree("in")
    Path("in").mkdir()
    survey("ana.json", "mentor-survey", {"name": "Ana Ruiz", "languages": "Spanish", "knowledge-skills": "Contracts"})
    survey("dee.json", "mentee-survey", {"name": "Dee Jones", "languages": "spanish", "goals": "Read my contract"})
    return ("--root", str(root))


def test_the_base_kits_surveys_are_marked_for_matching(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kit = two_surveys(root)
    assert run(["collect", "in", "--matching", "--out", "matching.xlsx", *kit]) == 0
    sheet = openpyxl.load_workbook("matching.xlsx")["Matching"]
    assert sheet["C3"].value == "Languages: spanish\nTopics: contract"
    assert capsys.readouterr().out.endswith("Open matching.xlsx\n")


def test_the_base_kits_surveys_stand_side_by_side_without_what_is_personal(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = two_surveys(root)
    Path("in", "pairs.csv").write_text("Ana Ruiz,Dee Jones\nAna Ruiz,Zed\n", encoding="utf-8")
    assert run(["collect", "in", "--pairs", "in/pairs.csv", "--out", "pairs.html", *kit]) == 0
    assert capsys.readouterr().err == "pairs.csv:2: no mentee's answers are from 'Zed'\n"
    page = Path("pairs.html").read_text(encoding="utf-8")
    assert "Read my contract" in page
    assert "Languages other than English" not in page
    assert run(["collect", "in", "--pairs", "in/pairs.csv", "--with-personal", "--out", "pairs.html", *kit]) == 0
    assert "Languages other than English" in Path("pairs.html").read_text(encoding="utf-8")


def test_a_kit_that_marks_nothing_is_told_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["collect", "in", "--matching", "--out", "matching.xlsx", *KIT]) == 1
    assert "write {match=times} behind a question that both sides are asked" in capsys.readouterr().err
    assert not Path("matching.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--matching", "--out", "out.csv"], "'out.csv' must end in .xlsx"),
        (["--pairs", "in/ana.json", "--out", "out.xlsx"], "'out.xlsx' must end in .html or .pdf"),
        (["--pairs", "nowhere.csv", "--out", "out.html"], "'nowhere.csv' does not exist"),
        (["--pairs", "in/ana.json", "--matching", "--out", "out.html"], "run the command once for each"),
        (["--with-personal", "--out", "out.csv"], "--with-personal goes with --pairs"),
        (["--matching", "--out", "out.xlsx", "--summary", "out.html"], "--summary goes with a table"),
    ],
)
def test_sheets_that_do_not_go_together_are_wrong_usage(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["collect", "in", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_kit_with_mistakes_is_read_and_the_mistakes_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    with Path("kit", "content", "forms", "visit-notes.md").open("a", encoding="utf-8") as page:
        page.write("\nMore: ____ {requird}\n")
    assert run(["collect", "in", "--out", "out.csv", *KIT]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("the kit has a mistake, which python3 build.py check names; its forms were read")
    assert said.out.startswith("visit-notes: 2 answers\n")


def test_codes_that_a_csv_file_would_spoil_in_a_spreadsheet_are_said_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    survey("ana.json", "visit-notes", {"name": "00104"})
    survey("bo.json", "visit-notes", {"name": "1E5"})
    line = (
        "for a spreadsheet, take --out with .xlsx: opened from a CSV file, it would change 2 answers, such as 00104\n"
    )
    assert run(["collect", "in", "--out", "out.csv", *KIT]) == 0
    assert capsys.readouterr().err.endswith(line)
    assert run(["collect", "in", "--out", "out.xlsx", *KIT]) == 0
    assert "spreadsheet" not in capsys.readouterr().err


def test_files_of_other_forms_and_editions_and_files_that_are_none_have_a_plain_line_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    survey("hat.json", "visit-notes", {"name": "x", "hat-size": "7"})
    survey("tax.json", "tax-form", {"income": "7"})
    Path("in", "list.json").write_text("[1, 2]", encoding="utf-8")
    Path("in", "many.json").write_text(
        json.dumps(
            {"format": "mentoring-kit-answers", "version": 1, "answers": {f"a{n}": "x" for n in range(100_000)}}
        ),
        encoding="utf-8",
    )
    Path("in", "newer.json").write_text('{"format": "mentoring-kit-answers", "version": 9}', encoding="utf-8")
    survey("wide.json", "visit-notes", {"name": "\ud800\u202e" + "x" * 1_000_000})
    assert run(["collect", "in", "--out", "out.xlsx", *KIT]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "in/hat.json: answers what the form of this kit does not ask (hat-size): it is of an older or a newer edition",
        "in/list.json: is neither a PDF nor saved answers",
        "in/many.json: has more than 5,000 fields, which no form of people has",
        "in/newer.json: has saved answers in a format that this version of the kit does not know; update the kit",
        "in/photo.jpg: is a picture: type it in by hand",
        "in/tax.json: is for a form that this kit does not have, 'tax-form'",
        "in/wide.json: has an answer longer than a spreadsheet's cell, which was cut",
    ]
