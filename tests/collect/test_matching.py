"""The sheet for matching shows what two people have in common and what forbids; it never decides."""

from __future__ import annotations

import io

import openpyxl
import pytest
from form_samples import complaints
from pairing_samples import ANA, BEN, DEE, ELI, MENTEES, MENTORS, PAIRED, answered

from generators.collect.known_forms import KnownForms, Response
from generators.collect.matching import keys_of
from generators.collect.matching_sheet import lonely_keys, matching_sheet, write_matching
from generators.collect.pairing import participants
from generators.model.replacing import replace


def workbook(*responses: Response, known: KnownForms = PAIRED) -> openpyxl.Workbook:
    file = io.BytesIO()
    write_matching(matching_sheet(participants(answered(*responses), known), known), file)
    return openpyxl.load_workbook(file)


def cells(*responses: Response) -> list[list[str]]:
    sheet = workbook(*responses)["Matching"]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_mentors_are_rows_and_mentees_columns_with_what_each_offers_and_needs() -> None:
    rows = cells(ANA, BEN, DEE, ELI)
    assert rows[0] == ["Mentor ↓", "Mentee →", "Dee Jones", "Eli Nguyễn"]
    assert rows[1][2].splitlines()[0] == "Topics: To organize my crew, without fear of speaking"
    assert [row[0] for row in rows[2:]] == ["Ana Ruiz", "Ben Okafor"]
    assert "Times: Evenings · Sunday noon" in rows[2][1].splitlines()


def test_a_cell_shows_what_both_said_in_lists_choices_and_long_answers() -> None:
    _, _, ana, ben = cells(ANA, BEN, DEE, ELI)
    assert ana[2].splitlines()[1:] == ["Topics: organize, speaking", "Languages: tagalog", "Times: Evenings"]
    assert ben[3] == "Topics: contract"
    assert ana[3] == "\u2013", "nothing in common is no judgment, and stands as a dash"


def test_times_that_never_meet_are_said() -> None:
    _, _, ben = cells(BEN, DEE)
    assert "Times: nothing in common" in ben[2].splitlines()


def test_a_say_over_the_job_forbids_in_words_and_color() -> None:
    sheet = workbook(ANA, BEN, DEE, ELI)["Matching"]
    assert sheet["C3"].value.splitlines()[0] == "A say over the job? Dee Jones is named"
    assert sheet["C3"].fill.fgColor.rgb != sheet["D3"].fill.fgColor.rgb
    assert "say over" not in sheet["D4"].value, "two who both say 'nobody' share nothing"


def test_a_workplace_that_both_name_forbids_too() -> None:
    crew = replace(DEE, answers={**DEE.answers, "name": "Kim Park", "place": "Night crew, bus hall"})
    _, _, ana = cells(ANA, crew)
    assert ana[2].splitlines()[0] == "A say over the job? Night, crew"


def test_it_prints_with_names_on_each_page_and_tells_how_it_is_read() -> None:
    book = workbook(ANA, DEE)
    sheet = book["Matching"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("C3", "$1:$2", "$A:$B")
    assert sheet.page_setup.orientation == "landscape"
    how = [row[0] for row in book["How to read this sheet"].iter_rows(values_only=True)]
    assert any("not a judgment" in text for text in how)
    assert "Topics: Offers: What do you know? / Needs: What do you want to learn?" in how


def test_formulas_in_names_and_answers_do_not_run() -> None:
    evil = replace(DEE, answers={**DEE.answers, "name": "=1+1", "learn": "{=1+1}"})
    sheet = workbook(ANA, evil)["Matching"]
    assert (sheet["C1"].value, sheet["C1"].data_type) == ("=1+1", "s")
    assert sheet["C2"].data_type == "s"


def test_a_form_that_says_nothing_of_a_side_or_has_no_name_is_no_survey() -> None:
    assert [one.name for one in participants(answered(ANA, DEE), PAIRED).mentors] == ["Ana Ruiz"]
    assert keys_of(PAIRED) == ("topics", "languages", "times", "say")


def test_a_key_that_only_one_side_has_is_told() -> None:
    assert lonely_keys(KnownForms((MENTORS, MENTEES))) == ()
    assert lonely_keys(KnownForms((MENTORS,))) == ("languages", "times", "topics")


def test_the_words_around_are_in_the_locals_language() -> None:
    book = workbook(ANA, DEE, known=replace(PAIRED, language="es"))
    assert book.sheetnames == ["Formar parejas", "Cómo leer esta hoja"]


@pytest.mark.parametrize("key", ["Times", "two words", "x_y"])
def test_a_key_that_is_no_small_word_is_a_mistake(key: str) -> None:
    (told,) = complaints(f'When? ____ {{match="{key}"}}')
    assert "one word of small letters" in told


def test_a_misspelled_mark_on_a_heading_is_a_mistake() -> None:
    (told,) = complaints("## About you {persnal}\nName: ____")
    assert "unknown attribute 'persnal'" in told
    assert "did you mean 'personal'?" in told
