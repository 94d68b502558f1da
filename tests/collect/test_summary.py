"""The report counts, draws, and quotes; it hides those who are few, runs nothing, and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from typing import get_args

import pytest
from response_samples import KNOWN, response, table
from spoken import english_on

from generators.brand.palette import palette
from generators.collect.answers import Refusal, RefusalName, safe_text
from generators.collect.known_forms import Response
from generators.collect.summary import Bar, FormSummary, QuestionSummary, summary_of, summary_page
from generators.collect.table import tables
from generators.words.sections import RefusalWords


def people(*answers: dict[str, str]) -> list[Response]:
    return [response(f"{number:02}.pdf", **one) for number, one in enumerate(answers)]


def summary(responses: list[Response], *, show_small_groups: bool = False) -> FormSummary:
    return summary_of(table(*responses), "en", show_small_groups=show_small_groups)


def question(label: str, responses: list[Response], *, show_small_groups: bool = False) -> QuestionSummary:
    made = summary(responses, show_small_groups=show_small_groups)
    return next(one for section in made.sections for one in section.questions if one.label.startswith(label))


def shown(
    responses: list[Response], language: str = "en", *, show_small_groups: bool = False, reasons: tuple[str, ...] = ()
) -> str:
    made = [summary_of(one, language, show_small_groups=show_small_groups) for one in tables(responses, KNOWN)]
    colors = palette(KNOWN.brand)
    return summary_page(made, reasons, "Local <000>", colors, language, show_small_groups=show_small_groups)


def test_a_choice_is_counted_with_shares_of_those_who_answered() -> None:
    asked = question("Would you", people(*[{"recommend": "yes"}] * 6, *[{"recommend": "maybe"}] * 2, {"name": "Zoë"}))
    assert asked.answered == 8
    assert asked.bars == (Bar("No", 0, 0), Bar("Maybe", 2, 25), Bar("Yes", 6, 75))


def test_boxes_are_counted_by_the_people_who_ticked_any() -> None:
    asked = question(
        "It helped", people(*[{"helped_learn_new_skills": "yes", "helped_other": "yes"}] * 4, {"helped_other": "yes"})
    )
    assert asked.answered == 5
    assert asked.bars == (Bar("Learn new skills", 4, 80), Bar("Other", 5, 100))


def test_a_scale_has_a_mean_and_named_ends() -> None:
    asked = question("How helpful", people(*[{"helpful": "5"}] * 3, *[{"helpful": "2"}] * 3, {"helpful": "gaga"}))
    assert asked.mean == pytest.approx(3.5)
    assert asked.ends == "1 is Not at all, 5 is Extremely"
    assert [bar.label for bar in asked.bars] == ["1 (Not at all)", "2", "3", "4", "5 (Extremely)", "gaga"]


def test_long_answers_stand_in_the_order_of_the_alphabet_and_equal_ones_once() -> None:
    asked = question("What was", people(*[{"useful": text} for text in ("b", "a", " b ", "C", "x" * 9_000)]))
    assert asked.texts[:3] == (("a", 1), ("b", 2), ("C", 1))
    assert len(asked.texts[3][0]) == 5_000


def test_short_answers_are_only_in_the_table() -> None:
    page = shown(people(*[{"name": "Zoë", "phone": "555 0100", "helped_other": "yes"}] * 5))
    assert "Only in the table: Name · Phone" in page
    assert "Zoë" not in page
    assert "555 0100" not in page


def test_a_form_that_few_people_answered_shows_their_number_only() -> None:
    few = people(*[{"useful": "a secret", "recommend": "no"}] * 4)
    assert summary(few).sections == ()
    assert "a secret" not in shown(few)
    assert "4 people answered" in shown(few)
    assert "a secret" in shown(few, show_small_groups=True)


def test_a_long_answer_that_few_people_gave_is_hidden_among_many_people() -> None:
    answers = people(*[{"useful": "a secret"}] * 4, *[{"recommend": "no"}] * 6)
    assert question("What was", answers) == QuestionSummary("What was most useful?", "area", 0, too_few=True)
    assert "a secret" not in shown(answers)
    assert "a secret" in shown(answers, show_small_groups=True)


def test_what_few_people_wrote_in_beside_a_choice_is_hidden() -> None:
    wrote = {"helped_other": "yes", "helped_other_text": "a secret"}
    few = people(*[wrote] * 4, *[{"helped_learn_new_skills": "yes"}] * 6)
    assert "a secret" not in shown(few)
    assert "What people wrote in is not shown" in shown(few)
    assert "a secret" in shown(few, show_small_groups=True)
    assert "a secret" in shown(people(*[wrote] * 5))


def test_a_choice_that_few_people_made_at_all_is_hidden() -> None:
    answers = people(*[{"recommend": "no"}] * 4, *[{"name": "x"}] * 4)
    assert question("Would you", answers) == QuestionSummary("Would you recommend it?", "radio", 0, too_few=True)
    assert question("Would you", answers, show_small_groups=True).bars[0] == Bar("No", 4, 100)


def test_of_personal_questions_small_numbers_are_hidden_with_shares_of_all() -> None:
    answers = people(*[{"gender": "female"}] * 10, *[{"gender": "male"}] * 2, *[{"gender": "prefer-not-to-say"}] * 3)
    assert question("Gender", answers).bars == (
        Bar("Female", 10, 100 * 10 / 15),
        Bar("Male", 0, 0, hidden=True),
        Bar("Prefer not to say", 0, 0, hidden=True),
    )


def test_a_single_hidden_number_takes_the_next_one_with_it() -> None:
    answers = people(*[{"gender": "female"}] * 10, *[{"gender": "male"}] * 7, {"gender": "prefer-not-to-say"})
    hidden = [bar.label for bar in question("Gender", answers).bars if bar.hidden]
    assert hidden == ["Male", "Prefer not to say"]
    assert "17 of 18" not in shown(answers)
    assert not [bar for bar in question("Gender", answers, show_small_groups=True).bars if bar.hidden]


def test_hostile_answers_are_letters_on_the_page() -> None:
    attack = safe_text('</li><script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}&\x00\u202e')
    hostile = {"useful": attack, "recommend": attack, "helped_other": "yes", "helped_other_text": attack}
    page = shown([*people(*[hostile] * 5), response("x.pdf", form="<script>", a="b")], reasons=("<i>",))
    assert not re.search(r"<(script|img|i>)|[\x00\u202e]", page)
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page


def test_the_page_needs_nothing_and_its_policy_allows_nothing_but_its_own_style() -> None:
    page = shown(people(*[{"helpful": "5", "useful": "x"}] * 5))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'http-equiv="Content-Security-Policy" content="{policy}"' in unescape(page)
    assert not re.search(r"<script|<link|<img|<form|<iframe|\bon\w+=|style=|https?://|url\(|@import", page)


def test_the_page_says_what_people_were_told_and_which_files_do_not_count_without_naming_them() -> None:
    page = shown(people(*[{"helpful": "5"}] * 5), reasons=("is empty", "is empty", "is a picture"))
    assert "Read by two people only." in page
    assert '<li>is empty <span class="muted">(2 files)</span>' in page
    assert '<li>is a picture <span class="muted">(1 file)</span>' in page
    assert "Local &lt;000&gt;" in page


def test_an_unknown_form_is_counted_and_left_to_the_table() -> None:
    page = shown([response(f"{number}.pdf", form="tax", a="secret") for number in range(6)])
    assert "6 people answered" in page
    assert "secret" not in page
    assert "The kit does not know this form" in page


def test_editions_are_told_apart() -> None:
    page = shown([*people(*[{"helpful": "5"}] * 5), response("old.pdf", edition="00000000", helpful="1")])
    assert "in 2 editions" in page
    assert "00000000" in page


@pytest.mark.parametrize("count", [1, 7])
def test_the_page_says_all_in_the_locals_language(count: int) -> None:
    answered = people(*[{"recommend": "yes", "helpful": "4", "helped_other": "yes", "useful": "x"}] * count)
    reasons = (Refusal("empty").said("es"), Refusal("too_large", 25).said("es"))
    page = shown(answered, "es", show_small_groups=count == 1, reasons=reasons)
    assert '<html lang="es">' in page
    assert english_on(page, "summary", "refusal") == []


def test_a_long_answer_is_cut_with_a_mark_in_the_pages_language() -> None:
    page = shown(people(*[{"useful": "x" * 9_000}] * 5), "es")
    assert "[cortado: 9.000 caracteres]" in page


def test_a_language_without_words_has_a_page_in_english() -> None:
    assert '<html lang="en">' in shown(people({"name": "Zoë"}), "ps")


def test_there_are_words_for_every_reason_to_refuse_a_file() -> None:
    assert {"language", *get_args(RefusalName)} == {*RefusalWords.__struct_fields__}
    assert Refusal("too_many_files", 10_000).said("en") == "comes after 10,000 others; collect in parts"
