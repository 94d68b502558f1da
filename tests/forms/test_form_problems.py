"""Authors' mistakes in a form: each is told at its own line, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from form_samples import FILE, complaints, form
from sample import grows_in_step


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello.\n\n: ____", "3: a field without a label (write the question before its blank)"),
        ("## Part\n( ) No   ( ) Yes", "2: a field without a label (write the question on the line above)"),
        ("## Part\n(1) (2) (3)", "2: a field without a label (write the question on the line above)"),
        ("Sure?\n( ) Yes", "1: 'Sure?' has one option only (add a second one, or write [ ] for a box to tick)"),
        (
            "Name: ____\n\nName: ____",
            "3: two fields have the name 'name' "
            "(the first stands on line 1; give one of them a name of its own: {#another-name})",
        ),
        (
            "It helped me to {#helped}\n[ ] Learn\n[ ] Lead\nHelped learn: ____",
            "4: two fields have the name 'helped-learn' "
            "(the first stands on line 1; give one of them a name of its own: {#another-name})",
        ),
        (
            "Which?\n( ) Yes\n( ) Yes!",
            "1: two options of 'Which?' share the value 'yes' (give one of them a word of its own: ( ) Label {#word})",
        ),
        (
            "How helpful?\n(1) (2) (3)",
            "1: the ends of the scale 'How helpful?' have no names "
            '(write {low="Not at all" high="Extremely"} after the question)',
        ),
        ("Name: ____ {requird}", "1: unknown attribute 'requird' (did you mean 'required'?)"),
        ("Name: ____ {type=mail}", "1: unknown type 'mail' (did you mean 'email'?)"),
        ("Name: ____ {max=many}", "1: 'max' is a whole number from 1 to 10000, not 'many'"),
        (
            "Name: ____ {optional}",
            "1: the attribute 'optional' has no value (write optional=\"why it may be skipped\")",
        ),
        (
            'Name: ____ {required optional="skip it"}',
            "1: a question cannot be required and optional at once (take one of the two out)",
        ),
        (
            'Name: ____ {hint="open}',
            "1: this blank makes no field "
            "(write 'Label: ____', or the question on the line right above; for a rule write ---)",
        ),
        (
            "> Name: ____",
            "1: this blank makes no field (a question cannot stand in the quote: take '> ' away)",
        ),
        ("Which?\n( ) \n( ) Yes", "2: an option without a label (write what is chosen after its box)"),
        ("## Talk {minutes=ten}", "1: 'ten' is no number of minutes (write {minutes=10})"),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, expected: str) -> None:
    assert f"{FILE}:{expected}" in complaints(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gender: ____",
        "Gender\n( ) Female   ( ) Male",
        "Your date of birth: ____ {type=date}",
        "Race or ethnicity: ____",
        "Born on: ____ {autocomplete=bday}",
        "Fecha de nacimiento: ____",
        "Sobre usted: ____ {#gender}",
    ],
)
def test_a_personal_question_has_to_say_why_it_may_be_skipped(text: str) -> None:
    assert ["not marked optional" in line for line in complaints(text)] == [True]


def test_a_long_question_about_the_program_is_not_personal() -> None:
    form("Did the program make you more aware of how gender and race shape who is asked to lead?\n____\n____")


def test_all_mistakes_of_a_form_come_together() -> None:
    assert len(complaints("Name: ____ {colour=red}\n\nName: ____\n\nHow?\n(1) (2)")) == 3


def test_a_rule_that_is_no_field_is_told() -> None:
    assert [line.split(": ")[0] for line in complaints("Hello.\n\n____\n\nGood bye.")] == [f"{FILE}:3"]


@pytest.mark.parametrize(
    "line",
    [
        lambda size: "a:" + "_" * size + "x",
        lambda size: "a: ____  " * size + "x",
        lambda size: "## " + "{minutes=" * size,
        lambda size: "a:" + " " * size + "____ x",
        lambda size: 'a: ____ {hint="' + "{'" * size,
        lambda size: "( ) a {#" * size,
    ],
)
def test_the_time_for_a_line_made_to_keep_the_reader_busy_grows_in_step_with_it(line: Callable[[int], str]) -> None:
    assert grows_in_step(lambda size: complaints(f"Question\n{line(size)}"), 10_000)
