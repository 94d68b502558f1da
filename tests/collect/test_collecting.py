"""From the kit's own PDFs and saved answers, filled by several programs, to the table: every value back exactly."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from filling import by_a_browser, by_pikepdf, by_pypdf, joined_by_pypdf
from pdf_samples import Sample, filled
from pikepdf import Encryption
from sample import resolved

from generators.collect.answers import FORMAT, VERSION
from generators.collect.collecting import Collected, CollectRequest, Remark, collect
from generators.collect.finding import CollectLimits
from generators.collect.known_forms import KnownForms, known_forms
from generators.model.problems import Problems, RefusedInput
from generators.reading.source import read_handbook
from generators.writers.forms import write_forms, write_large_print

Fill = Callable[[Path, Mapping[str, str]], bytes]

OTHER_FORMS = 52

ANSWERS = {
    "name": "María-José Nguyễn Thị Ánh",
    "phone": "+1 555 0100",
    "e-mail": "zoe@example.org",
    "date-of-the-visit": "2026-11-21",
    "what-would-you-like-to-learn": "Żółć, Ñandú: a long answer that has to wrap. " * 12
    + "\nA second line.\n\n\u2013 and a last",
    "would-you-come-to-a-meeting": "maybe",
    "i-would-like-to-hear-about-pay-and-hours": "yes",
    "i-would-like-to-hear-about-other": "yes",
    "i-would-like-to-hear-about-other-text": "the history of the hall",
    "how-was-the-visit": "4",
}
WORDS = {**ANSWERS, "would-you-come-to-a-meeting": "Maybe"}


@pytest.fixture(scope="module")
def pdfs(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of the sample kit, as it hands them out."""
    problems = Problems()
    handbook = read_handbook(root / "tests" / "kit", problems)
    folder = tmp_path_factory.mktemp("forms")
    kit = resolved(handbook, handbook.defaults, problems)
    write_forms(kit, folder)
    write_large_print(kit, folder)
    return folder / "site" / "downloads" / "forms"


@pytest.fixture(scope="module")
def known(root: Path) -> KnownForms:
    return known_forms(root / "tests" / "kit", None)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def collected(known: KnownForms, out: str = "out.csv", **options: object) -> Collected:
    request = CollectRequest((Path("in"),), Path(out), known, **options)  # type: ignore[arg-type]
    return collect(request, lambda _line: None)


def rows(file: str = "out.csv") -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def put(name: str, data: bytes) -> None:
    Path("in", name).write_bytes(data)


def saved(answers: Mapping[str, object], form: str = "visit-notes", edition: str = "1a2b3c4d") -> bytes:
    head = {"format": "mentoring-kit-answers", "version": 1, "form": form, "edition": edition, "local": "base"}
    return json.dumps({**head, "answers": answers}, ensure_ascii=False).encode()


@pytest.mark.parametrize("edition", ["visit-notes", "visit-notes-large-print"])
@pytest.mark.parametrize("fill", [by_pypdf, by_pikepdf, by_a_browser])
def test_a_filled_pdf_gives_back_every_value(pdfs: Path, known: KnownForms, fill: Fill, edition: str) -> None:
    put("a.pdf", fill(pdfs / f"{edition}.pdf", ANSWERS))
    done = collected(known)
    assert (done.skipped, done.notes) == ((), ())
    (row,) = rows()
    assert row.pop("file") == "in/a.pdf"
    assert row.pop("edition") == known.forms[0].edition
    expected = {**dict.fromkeys(row, ""), **WORDS}
    assert {name: text.removeprefix("'") for name, text in row.items()} == expected


def test_what_a_viewer_of_pages_forgot_is_known_by_its_fields(pdfs: Path, known: KnownForms) -> None:
    put("a.pdf", joined_by_pypdf(by_pikepdf(pdfs / "visit-notes.pdf", ANSWERS)))
    collected(known)
    (row,) = rows()
    assert (row["edition"], row["would-you-come-to-a-meeting"]) == ("unknown", "Maybe")


def test_saved_answers_give_the_same_row_as_the_pdf(pdfs: Path, known: KnownForms) -> None:
    ticked = {"i-would-like-to-hear-about": ["pay-and-hours", "other"]}
    answers = {name: text for name, text in ANSWERS.items() if text != "yes"}
    put("a.pdf", by_pikepdf(pdfs / "visit-notes.pdf", ANSWERS))
    put("b.json", saved({**answers, **ticked}, edition=known.forms[0].edition))
    done = collected(known)
    (row,) = rows()
    assert row["file"] == "in/a.pdf"
    assert [(file.path, file.text) for file in done.skipped] == [
        ("in/b.json", "holds the same answers as another file, and counts once (in/a.pdf)")
    ]
    Path("in/a.pdf").unlink()
    collected(known)
    assert [{**one, "file": ""} for one in rows()] == [{**row, "file": ""}]


def test_what_cannot_be_read_is_named_and_never_stops_the_rest(pdfs: Path, known: KnownForms) -> None:
    locked = Sample()
    locked.text("name", "Zoë")
    put("locked.pdf", locked.data(Encryption(owner="o", user="u")))
    put("blank.pdf", (pdfs / "visit-notes.pdf").read_bytes())
    put("broken.pdf", b"%PDF-1.7 and nothing more")
    put("empty.pdf", b"")
    put("letter.txt", b"Dear coordinator,")
    put("zoe.json", saved({"name": "Zoë"}))
    done = collected(known)
    assert [row["name"] for row in rows()] == ["Zoë"]
    assert [(file.path, file.text) for file in done.skipped] == [
        ("in/blank.pdf", "is not filled in"),
        ("in/broken.pdf", "is damaged: it cannot be read as a PDF"),
        ("in/empty.pdf", "is empty"),
        ("in/letter.txt", "is neither a PDF nor saved answers"),
        ("in/locked.pdf", "is locked with a password; ask for a copy without one"),
    ]


def test_the_same_file_counts_once(known: KnownForms) -> None:
    put("b.json", saved({"name": "Zoë"}))
    put("a.json", saved({"name": "Zoë"}))
    with zipfile.ZipFile("in/c.zip", "w") as archive:
        archive.writestr("d.json", saved({"name": "Zoë"}))
    done = collected(known)
    assert [row["file"] for row in rows()] == ["in/a.json"]
    assert [(file.path, file.text) for file in done.skipped] == [
        (path, "is the same file as another one, and counts once (in/a.json)")
        for path in ("in/b.json", "in/c.zip/d.json")
    ]


def test_several_forms_have_a_file_each_and_one_has_the_plain_name(known: KnownForms) -> None:
    put("a.json", saved({"name": "Zoë"}))
    assert collected(known).written == (Path("out.csv"),)
    put("b.json", saved({"name": "Ana"}, form="../../evil form"))
    put("c.pdf", filled({"f1": "x"}, keywords=""))
    written = [str(file) for file in collected(known, "new/out.csv").written]
    assert written[:2] == [str(Path("new/out-visit-notes.csv")), str(Path("new/out-evil-form.csv"))]
    assert written[2].startswith(str(Path("new/out-other-")))


def test_one_workbook_holds_all_forms(known: KnownForms) -> None:
    put("a.json", saved({"name": "Zoë"}))
    put("b.json", saved({"name": "Ana"}, form="other"))
    assert collected(known, "out.xlsx", summary=Path("out.html")).written == (Path("out.xlsx"), Path("out.html"))
    assert Path("out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_rows_stand_in_the_order_of_their_paths_and_bytes_do_not_change(known: KnownForms) -> None:
    for name in ("c", "a", "B"):
        put(f"{name}.json", saved({"name": name}))
    collected(known, "out.xlsx", summary=Path("out.html"))
    before = [Path(name).read_bytes() for name in ("out.xlsx", "out.html")]
    collected(known, "out.xlsx", summary=Path("out.html"))
    collected(known)
    assert [row["file"] for row in rows()] == ["in/B.json", "in/a.json", "in/c.json"]
    assert [Path(name).read_bytes() for name in ("out.xlsx", "out.html")] == before


def test_without_answers_nothing_is_written(known: KnownForms) -> None:
    Path("out.csv").write_text("kept", encoding="utf-8")
    put("empty.pdf", b"")
    done = collected(known)
    assert (done.counts, done.written) == ((), ())
    assert Path("out.csv").read_text(encoding="utf-8") == "kept"


def test_tables_that_lie_among_the_answers_are_not_read_as_answers(known: KnownForms) -> None:
    put("a.json", saved({"name": "Zoë"}))
    collected(known, "in/out.csv")
    assert collected(known, "in/out.csv").skipped == ()


def test_a_table_that_cannot_be_written_is_a_problem_with_its_name(known: KnownForms) -> None:
    put("a.json", saved({"name": "Zoë"}))
    Path("out.csv").mkdir()
    with pytest.raises(RefusedInput) as refusal:
        collected(known)
    assert refusal.value.problems[0].place.file == "out.csv"
    assert refusal.value.problems[0].message.startswith("cannot be written")


def test_hostile_answers_stay_in_their_cells(known: KnownForms) -> None:
    attack = '=cmd|"/c calc"!A1\x00\x1b[2J\u202e",\r\n"second row","<script>'
    put("a.json", saved({"name": attack, "=evil": "x", "what-would-you-like-to-learn": "x" * 1_000_000}))
    done = collected(known, limits=CollectLimits())
    (row,) = rows()
    assert row["name"] == '\'=cmd|"/c calc"!A1[2J",\n"second row","<script>'
    assert row["'=evil"] == "x"
    assert row["what-would-you-like-to-learn"].endswith("[cut: 1,000,000 characters; the file holds them all]")
    assert done.notes == (
        Remark("in/a.json", "has an answer longer than a spreadsheet's cell, which was cut"),
        Remark(
            "in/a.json",
            "answers what the form of this kit does not ask (=evil): it is of an older or a newer edition",
        ),
    )


def test_a_kit_with_mistakes_still_knows_its_forms(root: Path, known: KnownForms) -> None:
    assert [form.name for form in known.forms] == ["visit-notes"]
    assert known_forms(root / "tests" / "kit" / "slides", None) == KnownForms()


def test_files_that_give_nothing_and_take_long_end_the_reading_of_those_after_them(known: KnownForms) -> None:
    for name in "ab":
        put(f"{name}.json", saved(ANSWERS))
        put(f"{name}-damaged.pdf", b"%PDF-1.7 and no more")
    made = collected(known, seconds_in_vain=0)
    assert [(file.path, file.text) for file in made.skipped] == [
        ("in/a-damaged.pdf", "is damaged: it cannot be read as a PDF"),
        ("in/a.json", SKIPPED),
        ("in/b-damaged.pdf", SKIPPED),
        ("in/b.json", SKIPPED),
    ]


SKIPPED = "comes after files that cannot be read and took 0 seconds; take those out, and collect again"


def test_answers_to_ever_more_forms_make_no_more_files(tmp_path: Path) -> None:
    files = tmp_path / "answers"
    files.mkdir()
    for number in range(OTHER_FORMS):
        document = {"format": FORMAT, "version": VERSION, "form": f"f{number:02}", "answers": {"a": "b"}}
        (files / f"{number:02}.json").write_text(json.dumps(document), encoding="utf-8")
    collected = collect(CollectRequest((files,), tmp_path / "out.csv", KnownForms(())), lambda _line: None)
    assert len(collected.written) == len(list(tmp_path.glob("*.csv"))) == OTHER_FORMS - 2
    assert [Path(one.path).name for one in collected.skipped] == ["50.json", "51.json"]
    assert "does not have, after 50 others" in collected.skipped[0].text
