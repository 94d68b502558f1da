"""``import FILE… --into FOLDER`` writes pages that ``check`` accepts, all of them or none, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from word_handbook import word_handbook
from word_samples import heading, paragraph, word_file, zipped

from generators.commands.command_line import run

pytestmark = pytest.mark.usefixtures("lasting_process")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the command is typed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def book(here: Path) -> Path:
    file = here / "Walking Together.docx"
    file.write_bytes(word_handbook())
    return file


def short(name: str, *words: str) -> bytes:
    return word_file(heading(1, name), *map(paragraph, words or ("Words.",)))


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_word_file_becomes_a_folder_of_its_name_without_errors(
    here: Path, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", book.name]) == 0
    said = capsys.readouterr().out
    assert "Walking Together.docx: 33 pages, 3 forms, 1 picture;" in said
    assert "words came through (all)" in said
    folder = here / "walking-together"
    report = (folder / "import-report.md").read_text(encoding="utf-8")
    assert "### Left out" in report
    assert "| `content/forms/mentee-survey.md` | Appendix" not in report
    assert run(["check", "--root", str(folder)]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "form-readers-unsaid" not in line]
    assert told == []


def test_a_folder_that_is_there_is_let_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "one.docx").write_bytes(short("One"))
    (here / "one").mkdir()
    (here / "one" / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(["import", "one.docx"]) == 1
    assert "this is no handbook and no pack" in capsys.readouterr().err
    assert files_of(here / "one") == ["mine.txt"]


def test_one_file_that_cannot_be_read_means_that_nothing_is_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "good.docx").write_bytes(short("Good"))
    (here / "bad.docx").write_bytes(short("Bad")[:300])
    (here / "locked.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert run(["import", "good.docx", "bad.docx", "locked.docx", "--into", "out"]) == 1
    said = capsys.readouterr().err
    assert "bad.docx:1: this file cannot be imported: it is damaged" in said
    assert "locked.docx:1: this file cannot be imported: it is locked with a password" in said
    assert sorted(path.name for path in here.iterdir()) == ["bad.docx", "good.docx", "locked.docx"]


def test_a_handbook_gets_new_files_beside_its_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "docs").mkdir()
    (here / "docs" / "roles.md").write_text("# Ours\n", encoding="utf-8")
    (here / "mkdocs.yml").write_text("site_name: Ours\n", encoding="utf-8")
    (here / "Roles.docx").write_bytes(
        word_file(heading(1, "Roles"), paragraph("A."), heading(1, "Rules"), paragraph("B."))
    )
    assert run(["import", "Roles.docx", "--into", "."]) == 0
    assert (here / "docs" / "roles.md").read_text(encoding="utf-8") == "# Ours\n"
    assert (here / "docs" / "roles-2.md").read_text(encoding="utf-8").endswith("# Roles\n\nA.\n")
    assert '  - "Rules": rules.md' in (here / "import-report.md").read_text(encoding="utf-8")
    assert run(["import", "Roles.docx", "--into", "."]) == 0
    assert {"docs/roles-3.md", "docs/rules-2.md", "import-report-2.md"} <= set(files_of(here))
    capsys.readouterr()


def test_a_pack_gets_pages_that_say_where_they_stand_and_keep_those_of_the_kit(
    here: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(here / "pier"), "--root", str(root)]) == 0
    survey = (heading(1, "Form: Day survey"), paragraph("Name: ____________"), paragraph("Phone: ____________"))
    body = (heading(1, "Roles"), paragraph("Ours."), heading(1, "Our year"), paragraph("In May."), *survey)
    (here / "year.docx").write_bytes(word_file(*body))
    assert run(["import", "year.docx", "--into", "pier", "--root", str(root)]) == 0
    assert {"content/handbook/roles-2.md", "content/handbook/our-year.md", "content/forms/form-day-survey.md"} <= set(
        files_of(here / "pier")
    )
    year = (here / "pier" / "content" / "handbook" / "our-year.md").read_text(encoding="utf-8")
    assert year.startswith('---\ntitle: "Our year"\nafter: handbook/roles-2.md\n---\n')
    capsys.readouterr()
    assert run(["check", str(here / "pier"), "--root", str(root)]) == 0
    assert "import-report" not in capsys.readouterr().err


def test_a_zip_of_documents_and_pages_is_read_one_by_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = {"guide/index.md": b"# Guide\n\n[On](on.md)\n", "guide/on.md": b"# On\n", "guide/notes.txt": b"x"}
    (here / "all.zip").write_bytes(zipped({"one.docx": short("One"), "two.html": b"<h1>Two</h1><p>Text</p>", **pages}))
    assert run(["import", "all.zip", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["source"] for one in report] == ["all", "one.docx", "two.html"]
    assert all(one["words_in"] == one["words_kept"] for one in report)
    assert (here / "all" / "content" / "guide" / "on.md").read_bytes() == b"# On\n"
    assert {"where": "guide/notes.txt", "what": "left-out", "message": "this file is no page and no picture"} in report[
        0
    ]["remarks"]


def test_the_same_document_gives_the_same_bytes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "book.docx").write_bytes(short("Book", "Name: ______"))
    for name in ("first", "second"):
        assert run(["import", "book.docx", "--into", name]) == 0
    capsys.readouterr()
    assert files_of(here / "first") == files_of(here / "second")
    same = [
        name
        for name in files_of(here / "first")
        if (here / "first" / name).read_bytes() == (here / "second" / name).read_bytes()
    ]
    assert same == files_of(here / "first")


@pytest.mark.parametrize(("into", "next_step"), [("pier", "build pier"), ("book", "build --root book")])
def test_what_it_says_to_do_next_can_be_pasted(
    here: Path, root: Path, capsys: pytest.CaptureFixture[str], into: str, next_step: str
) -> None:
    """A pack stands over the kit, and is none of its own."""
    assert run(["new", str(here / "pier"), "--root", str(root)]) == 0
    (here / "year.docx").write_bytes(word_file(heading(1, "Our year"), paragraph("In May.")))
    assert run(["import", "year.docx", "--into", into, "--root", str(root)]) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert last.partition("build.py ")[2] == next_step
