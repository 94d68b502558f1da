"""One row a person, one column a field in the form's order, choices in words; older editions in the right columns."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from response_samples import COLUMNS, KNOWN, SURVEY, response, table

from generators.collect.answers import Filled
from generators.collect.known_forms import KnownForms, Response, control_names, matched
from generators.collect.table import LONGEST_CELL, Headings, ResponseTable, tables, write_csv
from generators.collect.workbook import write_workbook

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""

WHOLE = {
    "name": "Zoë",
    "phone": "+1 555 0100",
    "gender": "prefer-not-to-say",
    "helpful": "4",
    "recommend": "maybe",
    "helped_learn_new_skills": "yes",
    "helped_other": "yes",
    "helped_other_text": "a pen",
    "useful": "one\ntwo",
}


def csv_bytes(made: ResponseTable, headings: Headings) -> bytes:
    file = io.BytesIO()
    write_csv(made, headings, file)
    return file.getvalue()


def xlsx_bytes(made: Sequence[ResponseTable], headings: Headings = "names", known: KnownForms = KNOWN) -> bytes:
    file = io.BytesIO()
    write_workbook(made, known, headings, file)
    return file.getvalue()


def read_csv(made: ResponseTable) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(made, "names").decode("utf-8-sig"), newline="")))


def workbook(*made: ResponseTable) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made)))


def test_the_columns_are_the_fields_in_the_forms_order_after_file_and_edition() -> None:
    assert table(response()).headings("names") == COLUMNS


def test_choices_are_words_and_ticks_are_yes() -> None:
    (row,) = table(response(**WHOLE)).rows
    assert row.cells == ("Zoë", "+1 555 0100", "Prefer not to say", "4", "Maybe", "yes", "yes", "a pen", "one\ntwo")


def test_headings_may_be_the_questions_as_they_are_asked() -> None:
    headings = table(response()).headings("questions")
    assert headings[4:8] == (
        "Gender",
        "How helpful was it?",
        "Would you recommend it?",
        "It helped me to: Learn new skills",
    )
    assert headings[9] == "It helped me to: Other (written in)"


def test_a_question_that_stands_twice_is_told_apart_by_its_name() -> None:
    made = table(response(other_useful="x", form="other", gender="x"))
    assert made.headings("questions") == ("file", "edition", "other-useful", "gender")


def test_an_older_edition_lands_in_the_same_columns_and_what_it_asked_else_stands_at_the_end() -> None:
    old = response("b.pdf", edition="00000000", shoe_size="42", recommend="perhaps", useful="all")
    made = table(response("a.pdf", useful="much"), old)
    assert made.headings("names") == (*COLUMNS, "shoe-size")
    assert [row.edition for row in made.rows] == [SURVEY.edition, "00000000"]
    assert [row.cells[-2:] for row in made.rows] == [("much", ""), ("all", "42")]
    assert list(made.rows)[1].cells[4] == "perhaps", "a choice that is no longer offered keeps its own word"


def test_each_form_has_a_table_and_an_unknown_form_keeps_its_own_fields_and_order() -> None:
    foreign = Response("f.pdf", "tax", "unknown", {"b": "1"}, ("z", "b", "a"))
    made = tables((foreign, response(name="Zoë")), KNOWN)
    assert [one.name for one in made] == ["survey", "tax"]
    assert made[1].form is None
    assert made[1].headings("names") == ("file", "edition", "z", "b", "a")


def test_a_form_without_its_name_is_known_by_its_fields() -> None:
    names = control_names(SURVEY)
    assert matched("a.pdf", Filled("", "", {"name": "Zoë"}, names), KNOWN).form == "survey"
    assert matched("a.pdf", Filled("", "", {"name": "Zoë"}, names), KNOWN).edition == "unknown"
    assert matched("a.pdf", Filled("", "", {"name": "Zoë"}, names[:6]), KNOWN).form == "survey"


def test_foreign_forms_are_named_after_their_fields() -> None:
    first = matched("a.pdf", Filled("", "", {"name": "Zoë"}, ("name", "x")), KNOWN)
    second = matched("b.pdf", Filled("", "", {"x": "1"}, ("name", "x")), KNOWN)
    assert first.form == second.form
    assert first.form.startswith("other-")
    assert matched("a.pdf", Filled("", "", {"name": "Zoë"}, ("name",)), KnownForms()).form.startswith("other-")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n", " =", "\uff1d"])
def test_in_a_csv_file_no_cell_runs_as_a_formula(start: str) -> None:
    formula = start + 'HYPERLINK("https://evil.example","x")'
    made = table(response(f"{start}a.pdf", edition=f"{start}1", name=formula, **{f"{start}field": formula}))
    cells = [cell for row in read_csv(made) for cell in row if "HYPERLINK" in cell or cell.startswith(("'", start))]
    assert len(cells) == 5
    assert all(cell.startswith(f"'{start}") for cell in cells)


IN_SPREADSHEETS = [
    "Ana;=1+1",
    "Ana;=1+1;Bo",
    'Ana;"=1+1";Bo',
    "Ana; =1+1",
    "Ana\t=1+1\tBo",
    "Ana|=1+1|Bo",
    "Ana\n=1+1",
    'Ana "\n=1+1;=1+1',
    "=1+1",
]


@pytest.mark.parametrize("separator", [";", "\t"], ids=["semicolon", "tab"])
@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice to open a table with")
def test_whatever_separates_cells_for_a_spreadsheet_no_part_of_an_answer_runs(separator: str, tmp_path: Path) -> None:
    made = [response(f"{number}.pdf", name=answer) for number, answer in enumerate(IN_SPREADSHEETS)]
    (tmp_path / "table.csv").write_bytes(csv_bytes(table(*made), "names"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    how = f"--infilter=CSV:{ord(separator)},34,76,1,,0,false,true,false,false,false,-1,true,true"  # formulas are run
    command = [OFFICE, "--headless", profile, how, "--convert-to", "fods", "--outdir", str(tmp_path), "table.csv"]
    subprocess.run(command, check=True, capture_output=True, timeout=240, cwd=tmp_path)
    (opened,) = tmp_path.glob("*.fods")
    assert "1+1" in opened.read_text("utf-8")
    assert re.findall(r'table:formula="[^"]*"', opened.read_text("utf-8")) == []


def test_a_csv_file_keeps_accents_lines_and_quotes() -> None:
    answer = 'Zoë said, "Tôi; đã\nhọc"'
    made = table(response(useful=answer))
    assert csv_bytes(made, "names").startswith(b"\xef\xbb\xbffile,edition,name")
    assert read_csv(made)[1][-1] == answer


def test_in_a_workbook_every_answer_is_text_but_the_numbers_of_a_scale() -> None:
    made = table(response("=a.pdf", name="=1+1", phone="+15550100", helpful="4", useful="https://example.org"))
    sheet = workbook(made)["survey"]
    cells = {sheet.cell(1, column).value: sheet.cell(2, column) for column in range(1, sheet.max_column + 1)}
    assert [cells[name].value for name in ("file", "name", "phone", "useful")] == [
        "=a.pdf", "=1+1", "+15550100", "https://example.org",
    ]  # fmt: skip
    assert {cells[name].data_type for name in ("file", "name", "phone", "useful")} == {"s"}
    assert cells["useful"].hyperlink is None
    assert cells["helpful"].value == 4


def test_a_scale_holds_text_where_the_answer_is_none_of_its_numbers() -> None:
    assert workbook(table(response(helpful="=9")))["survey"]["F2"].value == "=9"


def test_a_workbook_tells_the_question_with_each_heading() -> None:
    note = workbook(table(response()))["survey"]["G1"].comment
    assert note is not None
    assert note.text == "Would you recommend it?"


def test_a_cell_holds_what_a_spreadsheet_allows_and_says_what_is_missing() -> None:
    long = "🙂" * 500_000
    made = table(response(useful=long))
    value = read_csv(made)[1][-1]
    assert len(value.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert value.endswith("🙂 [cut: 500,000 characters; the file holds them all]")
    assert workbook(made)["survey"]["K2"].value == value
    assert made.notes == (("a.pdf", "has an answer longer than a spreadsheet's cell, which was cut"),)


def test_sheets_have_names_that_spreadsheets_take() -> None:
    names = ["survey", "[a]:*?/\\b", "x" * 40, "X" * 40, "history", "'"]
    made = tables(tuple(response(form=name, name="x") for name in names), KNOWN)
    assert workbook(*made).sheetnames == [
        "survey", "form", "X" * 31, "a b", "history-form", "x" * 27 + " (2)",
    ]  # fmt: skip


def test_the_same_answers_give_the_same_bytes() -> None:
    made = table(response(**WHOLE))
    assert xlsx_bytes([made]) == xlsx_bytes([made])
