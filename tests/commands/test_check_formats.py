"""``check --format``: the same problems for people, for programs, and for the checks of a pull request on GitHub."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sample import write

from generators.commands.command_line import run
from generators.commands.problem_formats import by_problem, github_annotations, json_document
from generators.model import Place
from generators.model.problems import LONGEST_MESSAGE, Problem

pytestmark = pytest.mark.usefixtures("lasting_process")

LOCALS = "overrides/locals"


@pytest.fixture
def kit(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base with a mistake, and two locals of which one has something to look at."""
    folder = shutil.copytree(root / "tests" / "kit", tmp_path / "kit")
    shutil.rmtree(folder / LOCALS)
    write(
        folder,
        {
            "content/handbook/parking.md": "# Parking\n\n[Visits](visit.md)\n",
            f"{LOCALS}/east/local.yml": "name: East\n",
            f"{LOCALS}/west/local.yml": "name: West\n",
            f"{LOCALS}/west/content/handbook/gates.md": "# Gates\n\n<iframe></iframe>\n",
        },
    )
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def good_kit(kit: Path) -> Path:
    """The kit with a warning only, of one local."""
    (kit / "content" / "handbook" / "parking.md").unlink()
    return kit


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code, and the document that all of the output must be."""
    code = run(["check", *arguments, "--root", ".", "--format", "json"])
    said = capsys.readouterr()
    assert said.err == ""
    return code, json.loads(said.out)


@pytest.mark.usefixtures("kit")
def test_json_is_one_document_in_which_locals_share_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    code, document = checked(capsys, "--all")
    assert code == 1
    assert document == {
        "problems": [
            {
                "code": "link-missing-page",
                "severity": "error",
                "file": "content/handbook/parking.md",
                "line": 3,
                "message": "link to a missing page 'visit.md'",
                "hints": ["did you mean 'visits.md'?"],
                "road": [],
                "locals": ["east", "west"],
            },
            {
                "code": "html-tag-removed",
                "severity": "warning",
                "file": f"{LOCALS}/west/content/handbook/gates.md",
                "line": 3,
                "message": "<iframe> is taken out of the page",
                "hints": ["a pack is text and pictures; write it in Markdown"],
                "road": [],
                "locals": ["west"],
            },
        ],
        "errors": 1,
        "warnings": 1,
    }


@pytest.mark.usefixtures("kit")
def test_the_base_is_a_local_called_base(capsys: pytest.CaptureFixture[str]) -> None:
    _, document = checked(capsys)
    assert [problem["locals"] for problem in document["problems"]] == [["base"]]


@pytest.mark.usefixtures("good_kit")
@pytest.mark.parametrize(
    ("arguments", "ends_with", "warnings"),
    [(["east"], 0, 0), (["west"], 0, 1), (["west", "--quiet"], 0, 0), (["west", "--strict", "--quiet"], 1, 1)],
)
def test_the_exit_code_and_what_is_told_are_those_of_text(
    arguments: list[str], ends_with: int, warnings: int, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = checked(capsys, *arguments)
    assert (code, document["warnings"], len(document["problems"])) == (ends_with, warnings, warnings)
    assert run(["check", *arguments, "--root", "."]) == ends_with
    assert len(capsys.readouterr().err.splitlines()) == warnings


def test_the_road_names_the_mark_or_the_use_that_shows_a_line_of_another_file(
    good_kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(good_kit, {f"{LOCALS}/east/examples/first-visit.md": "We met at [the gate](gate.md).\n"})
    _, document = checked(capsys, "east")
    (problem,) = document["problems"]
    assert (problem["file"], problem["line"]) == (f"{LOCALS}/east/examples/first-visit.md", 1)
    assert problem["road"] == [{"file": "content/handbook/visits.md", "line": 27}]
    assert run(["check", "east", "--root", ".", "--format", "github"]) == 1
    assert capsys.readouterr().out.endswith("%0Ashown by content/handbook/visits.md:27\n")


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize(
    ("arguments", "code"), [(["esat"], "pack-missing"), (["--root", f"{LOCALS}/east"], "kit-missing")]
)
def test_a_refusal_is_a_document_too_and_of_no_local(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--root", ".", *arguments, "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["locals"]) == (code, [])


def test_a_document_is_ascii_and_its_messages_are_cut_off() -> None:
    problem = Problem("slide-empty", Place("a.md", 1), "\u202eñ" * LONGEST_MESSAGE)
    text = json_document(by_problem({"base": [problem]}))
    assert text.isascii()
    assert len(json.loads(text)["problems"][0]["message"]) == LONGEST_MESSAGE + 2


@pytest.mark.usefixtures("kit")
def test_github_gets_an_annotation_for_each_problem_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--all", "--root", ".", "--format", "github"]) == 1
    assert capsys.readouterr() == (
        "::error file=content/handbook/parking.md,line=3,title=link-missing-page::"
        "link to a missing page 'visit.md'%0Adid you mean 'visits.md'?\n"
        f"::warning file={LOCALS}/west/content/handbook/gates.md,line=3,title=html-tag-removed::"
        "<iframe> is taken out of the page%0Aa pack is text and pictures; write it in Markdown\n",
        "",
    )


@pytest.mark.usefixtures("good_kit")
def test_github_gets_nothing_where_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "east", "--root", ".", "--format", "github"]) == 0
    assert capsys.readouterr() == ("", "")


def test_files_are_named_from_the_folder_in_which_the_command_runs(
    good_kit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The repository may hold the kit in a folder of its own, or a pack and no kit."""
    shutil.move(good_kit / LOCALS / "west", good_kit.parent / "west")
    monkeypatch.chdir(good_kit.parent)
    write(good_kit, {"content/handbook/parking.md": "Gate 4\n"})
    assert run(["check", "west", "--root", "kit", "--format", "github"]) == 0
    files = [line.partition(",")[0] for line in capsys.readouterr().out.splitlines()]
    assert files == ["::warning file=kit/content/handbook/parking.md", "::warning file=west/content/handbook/gates.md"]


def test_no_text_of_an_author_ends_an_annotation_or_begins_another() -> None:
    problem = Problem("slide-empty", Place("a,b: 100%.md", 1), "50% of\n::error::all", ("\r::debug::x",))
    assert github_annotations({problem: ()}, Path.cwd(), ()) == (
        "::error file=a%2Cb%3A 100%25.md,line=1,title=slide-empty::50%25 of\\x0a::error::all%0A\\x0d::debug::x\n"
    )
