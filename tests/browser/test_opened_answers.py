"""Saved answers that are opened again: what stands on the page is asked for first, and nothing of the file is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from generators.collect.answers import Filled, read_saved_answers

from .conftest import another_tab

EDITION = "00000000"


def saved(answers: object, **more: object) -> str:
    """A file of saved answers to the survey."""
    return json.dumps(
        {"format": "mentoring-kit-answers", "version": 1, "form": "mentee-survey", "answers": answers, **more}
    )


def open_answers(page: Page, content: str, folder: Path, answer: str = "accept") -> tuple[str, list[str]]:
    """What the page says after a file was opened, and what it asked before."""
    file = folder / "answers.json"
    file.write_text(content, encoding="utf-8")
    asked: list[str] = []

    def asks(dialog: Any) -> None:
        asked.append(dialog.message)
        getattr(dialog, answer)()

    page.on("dialog", asks)
    start = page.locator(".kit-form-start")
    start.locator(".kit-form-status").evaluate("status => { status.textContent = '' }")  # of a file before
    with page.expect_file_chooser() as chooser:
        start.get_by_role("button", name="Open saved answers").click()
    chooser.value.set_files(file)
    expect(start.locator(".kit-form-status")).not_to_be_empty()
    page.remove_listener("dialog", asks)
    return start.locator(".kit-form-status").inner_text(), asked


def saved_again(page: Page) -> dict[str, object]:
    with page.expect_download() as download:
        page.locator(".kit-form-tools").get_by_role("button", name="Save my answers").click()
    answers = json.loads(Path(download.value.path()).read_bytes())["answers"]
    assert isinstance(answers, dict)
    return answers


def test_what_is_typed_is_replaced_only_when_its_writer_agrees(survey: Page, tmp_path: Path) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    survey.get_by_label("Phone").fill("555 0100")
    file = saved({"name": "Ada", "email": "ada@local.example"})
    said, asked = open_answers(survey, file, tmp_path, "dismiss")
    assert "would replace 2 answers" in asked[0] and "was not opened" in said
    assert survey.get_by_label("Name *").input_value() == "Zoë"
    said, asked = open_answers(survey, file, tmp_path)
    assert len(asked) == 1 and said == "Opened: 2 answers."
    assert saved_again(survey) == {"name": "Ada", "email": "ada@local.example"}


def test_a_file_that_takes_nothing_away_is_opened_without_a_question(survey: Page, tmp_path: Path) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    _, asked = open_answers(survey, saved({"name": "Zoë", "phone": "555 0100"}), tmp_path)
    assert not asked


def test_answers_that_this_edition_does_not_ask_are_kept_listed_and_saved_again(survey: Page, tmp_path: Path) -> None:
    answers = {"name": "Zoë", "shoe-size": "38", "gender": "of-an-older-list", "helped": ["learn", "lead"], "age": 41}
    said, _ = open_answers(survey, saved(answers, edition=EDITION), tmp_path)
    assert "another edition of this form" in said
    assert "4 answers have no place in this edition" in said
    listed = survey.locator(".kit-form-rest li").all_inner_texts()
    assert listed == ["shoe size: 38", "gender: of-an-older-list", "helped: learn, lead", "age: 41"]
    survey.get_by_label("Phone").fill("555 0100")
    survey.reload()
    assert saved_again(survey) == {**answers, "phone": "555 0100"}
    survey.on("dialog", lambda dialog: dialog.accept())
    survey.get_by_role("button", name="Delete my answers").click()
    assert survey.locator(".kit-form-rest").is_hidden()
    assert "38" not in str(survey.evaluate("JSON.stringify(Object.entries(sessionStorage))"))


def test_what_a_control_cannot_hold_is_shown_as_text(survey: Page, tmp_path: Path) -> None:
    answers = {"date-of-birth": "5 June 1987", "email": "zoe @ local", "phone": "555 0100\n555 0101"}
    open_answers(survey, saved(answers), tmp_path)
    again = saved_again(survey)
    assert again == {"date-of-birth": "5 June 1987", "email": "zoe @ local", "phone": "555 0100 555 0101"}
    assert survey.locator(".kit-form-rest").is_hidden()


CANNOT_BE_OPENED = {
    "no JSON": ("no JSON", "no saved answers"),
    "null": ("null", "no saved answers"),
    "deep": ("[" * 100_000, "no saved answers"),
    "a list": (saved([]), "no saved answers"),
    "no answers": (saved(None), "no saved answers"),
    "newer": (saved({}, version=2), "a newer version of this page"),
    "other form": (saved({}, form="mentor-survey"), "another form (mentor-survey)"),
    "spoofed form": (saved({}, form="\u202egnp.exe"), "another form (gnp.exe)"),
    "too large": (" " * 31_000_000, "has 31 MB"),
}


def test_a_file_that_cannot_be_opened_is_named_politely_and_changes_nothing(survey: Page, tmp_path: Path) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    for what, (content, said) in CANNOT_BE_OPENED.items():
        message, asked = open_answers(survey, content, tmp_path)
        assert said in message and not asked, what
        assert survey.get_by_label("Name *").input_value() == "Zoë", what


def test_a_hundred_thousand_fields_do_not_hold_the_page_up(survey: Page, tmp_path: Path) -> None:
    many = {f"field-{number}": "x" for number in range(100_000)}
    said, _ = open_answers(survey, saved({"name": "Zoë", **many}), tmp_path)
    assert "100000 answers have no place" in said
    assert survey.locator(".kit-form-rest li").count() == 21
    survey.get_by_label("Phone").fill("555 0100")
    assert saved_again(survey) == {"name": "Zoë", **many, "phone": "555 0100"}


def test_a_megabyte_in_one_answer_is_kept_whole(survey: Page, tmp_path: Path) -> None:
    long = "word " * 200_000 + "end"
    open_answers(survey, saved({"goals": long, "name": long, "more": long}), tmp_path)
    assert saved_again(survey) == {"goals": long, "name": long, "more": long}


def test_halves_of_letters_become_the_sign_for_a_damaged_one(survey: Page, tmp_path: Path) -> None:
    said, _ = open_answers(survey, saved({"name": "Zo\ud800", "odd\udfff": "\udfff!"}), tmp_path)
    assert "were damaged" in said
    assert saved_again(survey) == {"name": "Zo\ufffd", "odd\ufffd": "\ufffd!"}


def test_letters_that_turn_the_direction_turn_nothing_else(survey: Page, tmp_path: Path) -> None:
    hostile = "\u202egnp.exe"
    answers = {"name": hostile, "best-way": "555 0100", hostile: hostile}
    open_answers(survey, saved(answers), tmp_path)
    assert saved_again(survey) == answers
    with survey.expect_download() as download:
        survey.locator(".kit-form-tools").get_by_role("button", name="Download as PDF").click()
    assert download.value.suggested_filename == "mentee-survey - gnp.exe.pdf"
    assert survey.locator(".kit-form-rest li").all_inner_texts() == ["gnp.exe: gnp.exe"]
    for entry in survey.locator(".kit-form-rest bdi").all():
        assert entry.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"


def test_names_that_objects_know_are_names_like_others(survey: Page, tmp_path: Path) -> None:
    content = saved({"name": "Zoë"}).replace(
        '"name"', '"__proto__": {"x": 1}, "constructor": "c", "toString": "t", "name"'
    )
    open_answers(survey, content, tmp_path)
    again = saved_again(survey)
    assert again["name"] == "Zoë" and again["constructor"] == "c" and again["toString"] == "t"


def test_saved_answers_with_more_than_the_form_asks_are_collected(survey: Page, tmp_path: Path) -> None:
    open_answers(survey, saved({"name": "Zoë", "shoe-size": "38"}), tmp_path)
    with survey.expect_download() as download:
        survey.locator(".kit-form-tools").get_by_role("button", name="Save my answers").click()
    read = read_saved_answers(Path(download.value.path()).read_bytes())
    assert isinstance(read, Filled)
    assert read.answers == {"name": "Zoë", "shoe-size": "38"}


def test_values_nested_without_end_are_refused_in_words(survey: Page, tmp_path: Path) -> None:
    endless = saved({"name": "Zoë", "more": "DEEP"}).replace('"DEEP"', "[" * 5000 + "]" * 5000)
    said, _ = open_answers(survey, endless, tmp_path)
    assert said == "That file holds no saved answers."
    assert survey.get_by_label("Name *").input_value() == ""


def test_what_one_persons_file_brought_does_not_stay_in_another_tab_for_the_next_person(
    survey: Page, tmp_path: Path
) -> None:
    survey.locator(".kit-form-start").get_by_role("switch").click()
    expect(survey.locator(".kit-form-start .kit-form-status")).not_to_be_empty()
    open_answers(survey, saved({"name": "Zoë", "birthplace": "Lund"}), tmp_path)
    other = another_tab(survey, lambda tab: "Lund" in str(tab.locator(".kit-form-rest").text_content()))
    open_answers(survey, saved({"name": "Ada", "hobby": "chess"}), tmp_path)
    expect(other.locator(".kit-form-rest")).to_contain_text("chess")
    expect(other.locator(".kit-form-rest")).not_to_contain_text("Lund")
    other.get_by_label("Phone").fill("555 0100")
    expect(survey.get_by_label("Phone")).to_have_value("555 0100")
    assert saved_again(survey) == {"name": "Ada", "hobby": "chess", "phone": "555 0100"}
