"""One person's answers in several files are counted once; two people are never taken for one."""

from __future__ import annotations

import pytest
from response_samples import KNOWN, response

from generators.collect.answers import Refusal
from generators.collect.duplicates import Told, each_person_once
from generators.collect.known_forms import Response

SENTENCE = "I want to speak at a meeting without being afraid."


def told(*responses: Response) -> Told:
    return each_person_once(responses, KNOWN)


def kept(*responses: Response) -> list[str]:
    return [one.path for one in told(*responses).kept]


def test_the_same_answers_count_once_whatever_their_blanks_and_line_ends() -> None:
    made = told(
        response("a.pdf", name="Zoë", useful="one\ntwo "), response("b.json", name="Zoe\u0308", useful="one two")
    )
    assert [one.path for one in made.kept] == ["a.pdf"]
    assert [(one.place, one.kept, one.refusal) for one in made.twins] == [(1, 0, Refusal("same_answers"))]
    assert made.notes == ()


def test_a_part_of_the_same_persons_answers_counts_once_with_the_whole() -> None:
    part = response("a.json", name="Zoë", phone="+1 555 0100")
    whole = response("b.json", name="Zoë", phone="+1 555 0100", helpful="4", useful=SENTENCE)
    made = told(part, whole)
    assert [one.path for one in made.kept] == ["b.json"]
    assert [one.refusal for one in made.twins] == [Refusal("part_of_answers")]


def test_a_name_and_a_sentence_of_ones_own_tell_a_person_too() -> None:
    assert kept(response("a", name="Zoë", useful=SENTENCE), response("b", name="zoe", useful=SENTENCE)) == ["a", "b"]
    assert kept(
        response("a", name="Zoë", useful=SENTENCE), response("b", name="Zoë", useful=SENTENCE, helpful="4")
    ) == ["b"]


def test_two_people_of_one_name_both_count_and_a_note_says_so() -> None:
    made = told(response("a", name="Maria Garcia"), response("b", name="Maria Garcia", helpful="4"))
    assert len(made.kept) == 2
    assert made.notes == (
        ("a", "has the same name as b, but too little else tells that it is the same person; both were counted"),
    )


def test_answers_that_differ_both_count_and_a_note_says_so() -> None:
    made = told(
        response("a", name="Zoë", phone="+1 555 0100", helpful="3"),
        response("b", name="Zoë", phone="15550100", helpful="4", useful="x"),
    )
    assert len(made.kept) == 2
    assert made.notes == (("a", "has the same name as b, but 2 of its answers differ; both were counted"),)


@pytest.mark.parametrize("digest", ["", "one"])
def test_two_people_may_tick_the_same_on_a_form_without_names(digest: str) -> None:
    first, second = (
        Response(path, "survey", "1", {"helpful": "5", "recommend": "yes"}, (), digest=digest)
        for path in ("a.json", "b.json")
    )
    made = told(first, second)
    assert len(made.kept) == 2
    assert made.notes == (
        ("b.json", "holds the same answers as a.json, but nothing tells whose they are; both were counted"),
    )


def test_a_copy_of_a_pdf_is_a_copy_even_without_a_name() -> None:
    first, second = (Response(path, "survey", "1", {"helpful": "5"}, (), digest="one") for path in ("a.pdf", "b.pdf"))
    assert [one.refusal for one in told(first, second).twins] == [Refusal("same_file")]


def test_people_who_share_a_telephone_are_two() -> None:
    made = told(response("a", name="Ana", phone="+1 555 0100"), response("b", name="Ben", phone="+1 555 0100"))
    assert (len(made.kept), made.notes) == (2, ())


def test_two_forms_of_one_person_stay_two() -> None:
    assert len(kept(response("a", name="Zoë"), response("b", form="other", name="Zoë"))) == 2


def test_hundreds_of_one_name_are_looked_at_in_a_moment() -> None:
    crowd = [response(f"{number:03}", name="Maria", useful=f"{number}") for number in range(400)]
    made = told(*crowd)
    assert (len(made.kept), len(made.notes)) == (400, 399)
