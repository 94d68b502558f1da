"""A workbook prints so that people can read it, keeps codes, knows dates, and speaks the coordinator's language."""

from __future__ import annotations

import datetime
import io
import os
import tracemalloc
from pathlib import Path

import openpyxl
from form_samples import form
from response_samples import KNOWN, response, table

from generators.collect.known_forms import KnownForms, Response
from generators.collect.responses import stored_responses
from generators.collect.table import changed_by_spreadsheets, tables, write_csv
from generators.collect.workbook import write_workbook
from generators.model.replacing import replace

DATED = KnownForms((form("Name: ____\nBorn: ____ {type=date}\nCode: ____"),))


def workbook(*responses: Response, known: KnownForms = KNOWN) -> openpyxl.Workbook:
    file = io.BytesIO()
    write_workbook(tables(responses, known), known, "questions", file)
    return openpyxl.load_workbook(file)


def test_whole_dates_are_dates_and_codes_stay_text() -> None:
    answers = {"name": "Zoë", "born": "1990-03-09", "code": "00104"}
    sheet = workbook(Response("a", "survey", "1", answers, ()), known=DATED)["survey"]
    assert (sheet["D2"].value, sheet["D2"].number_format) == (datetime.datetime(1990, 3, 9), "yyyy-mm-dd")
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("00104", "s")


def test_what_is_no_whole_date_or_older_than_spreadsheets_stays_as_typed() -> None:
    for typed in ("3/9/1990", "1890-03-09", "2026-02-30"):
        sheet = workbook(Response("a", "survey", "1", {"born": typed}, ()), known=DATED)["survey"]
        assert sheet["D2"].value == typed


def test_a_wide_table_prints_in_letters_that_can_be_read_with_names_and_questions_on_each_page() -> None:
    sheet = workbook(response(name="Zoë", useful="x " * 900))["survey"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_title_cols == "$A:$C"
    assert sheet.page_setup.scale >= 70
    assert not sheet.page_setup.fitToWidth
    assert sheet.page_setup.pageOrder == "overThenDown"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet["B2"].alignment.wrap_text
    assert sheet.freeze_panes == "D2"


def test_a_row_is_as_tall_as_its_longest_answer_and_no_taller_than_there_are() -> None:
    sheet = workbook(response("a", useful="word " * 200), response("b", useful="word " * 6_000))["survey"]
    assert 60 < sheet.row_dimensions[2].height < sheet.row_dimensions[3].height <= 409


def test_a_narrow_table_prints_one_page_wide_on_the_locals_paper() -> None:
    sheet = workbook(Response("a", "survey", "1", {"name": "Zoë"}, ()), known=replace(DATED, paper="a4"))["survey"]
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.page_setup.paperSize == 9


def test_what_the_table_adds_is_in_the_locals_language() -> None:
    spanish = replace(KNOWN, language="es")
    (made,) = tables([response(helped_other="yes", helped_other_text="un lápiz", useful="x" * 40_000)], spanish)
    assert made.headings("questions")[:2] == ("archivo", "edición")
    assert made.headings("questions")[9] == "It helped me to: Other (escrito)"
    (row,) = made.rows
    assert row.cells[6] == "sí"
    assert row.cells[-1].endswith("[cortado: 40.000 caracteres; el archivo los tiene todos]")


def test_what_a_spreadsheet_would_change_in_a_csv_file_is_found() -> None:
    for code in ("00104", "1E5", "3-4", "12/10", "1234567890123456", "5.50", "TRUE"):
        assert changed_by_spreadsheets([table(response(name=code))]) == (1, code)
    for plain in ("104", "Zoë", "+1 555 0100", "yes", "2026-03-09", "0", "3.5", ""):
        assert changed_by_spreadsheets([table(response(name=plain))]) == (0, "")


def test_answers_of_many_people_are_never_in_memory_at_once() -> None:
    people, words = 2_000, "word " * 4_000
    with stored_responses() as store:
        for number in range(people):
            store.add(response(f"{number}.json", name=f"{number}", useful=f"{number} {words}"))
        tracemalloc.start()
        made = tables(store, KNOWN)
        with Path(os.devnull).open("wb") as nowhere:
            write_csv(made[0], "names", nowhere)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < people * len(words) / 10
