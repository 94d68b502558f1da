"""The file that "Save my answers" writes is read back to the letter, and anything else is refused with a reason."""

from __future__ import annotations

import json

import pytest

from generators.collect.answers import FORMAT, VERSION, Unreadable
from generators.collect.reading import read_filled


def saved(answers: object, **others: object) -> bytes:
    document = {"format": FORMAT, "version": VERSION, "form": "survey", "edition": "1a2b3c4d", "local": "base"}
    return json.dumps({**document, "answers": answers, **others}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_filled(data)
    return str(refusal.value)


def test_text_choices_and_ticks_are_answers_by_the_name_of_their_control() -> None:
    read = read_filled(
        saved(
            {
                "name": "Zoë Nguyễn\nÁnh",
                "recommend": "maybe",
                "helped": ["learn", "other"],
                "helped-other-text": "a pen",
            }
        )
    )
    assert (read.form, read.edition) == ("survey", "1a2b3c4d")
    assert read.answers == {
        "name": "Zoë Nguyễn\nÁnh",
        "recommend": "maybe",
        "helped-learn": "yes",
        "helped-other": "yes",
        "helped-other-text": "a pen",
    }


def test_a_tick_may_stand_under_its_own_name() -> None:
    assert read_filled(saved({"helped-learn": True, "helped-lead": False, "a": "yes"})).answers == {
        "helped-learn": "yes",
        "a": "yes",
    }


def test_a_date_is_the_day_that_the_page_said_it_understood() -> None:
    typed = {"born": "3/4/1975", "since": "spring", "name": "Zoë"}
    read = read_filled(saved(typed, dates={"born": "1975-03-04", "since": "soon", "name": 7, "other": "1975-03-04"}))
    assert read.answers == {**typed, "born": "1975-03-04"}
    assert read_filled(saved(typed, dates="none")).answers == typed


def test_unanswered_questions_are_left_out() -> None:
    assert read_filled(saved({"name": "Zoë", "phone": "", "helped": [], "goals": None})).answers == {"name": "Zoë"}
    assert refused(saved({"phone": " "})) == "is not filled in"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_an_editor_may_have_saved_them_in_another_encoding(encoding: str) -> None:
    text = "\ufeff" * encoding.endswith("be") + saved({"name": "Zoë"}).decode()
    assert read_filled(text.encode(encoding)).answers == {"name": "Zoë"}
    assert refused(text.encode(encoding)[:-5])


def test_a_mark_at_the_beginning_and_line_ends_of_any_system_do_no_harm() -> None:
    assert read_filled(b"\xef\xbb\xbf" + saved({"goals": "one\r\ntwo\rthree"})).answers == {"goals": "one\ntwo\nthree"}


def test_control_characters_and_halves_of_letters_go() -> None:
    answers = read_filled(b'{"format":"%s","version":1,"answers":{"a":"x\\u0000y\\ud800z"}}' % FORMAT.encode()).answers
    assert answers == {"a": "xy\ufffdz"}


def test_an_answer_of_an_unknown_kind_is_left_out_with_a_note() -> None:
    read = read_filled(saved({"name": "Zoë", "goals": {"deep": 1}, "age": 7}))
    assert read.answers == {"name": "Zoë"}
    assert read.notes == (
        "the answer to 'goals' is neither text nor a list of choices, and was left out",
        "the answer to 'age' is neither text nor a list of choices, and was left out",
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"format": "other"}', "is a data file, but not the saved answers of a form"),
        (b"{broken", "is damaged: it cannot be read as saved answers"),
        (b'{"a": "\xff"}', "is damaged: it cannot be read as saved answers"),
        (b'{"a":' + b"[" * 100_000, "is damaged: it cannot be read as saved answers"),
        (b'{"a":' + b"1" * 10_000 + b"}", "is damaged: it cannot be read as saved answers"),
        (saved([]), "is damaged: it has no list of answers"),
        (saved({str(number): "x" for number in range(100_000)}), "has more than 5,000 fields, which no form of people"
         " has"),
        (saved({"a": "b"}, version=2), "has saved answers in a format that this version of the kit does not know;"
         " update the kit"),
    ],
)  # fmt: skip
def test_what_is_no_saved_form_is_refused(data: bytes, expected: str) -> None:
    assert refused(data) == expected
