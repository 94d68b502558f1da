"""``{{ group.key }}`` is looked up and nothing else: no name is guessed, no value is read again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sample import DIALECT, complaints, grows_in_step, lines, text_of

from generators.forms.form import read_form
from generators.forms.names import fields_of
from generators.model import NOWHERE, FormPage, Namespace, Place
from generators.model.problems import Problems
from generators.reading.expansion import Expansion
from generators.reading.variables import filled, filled_values

NAMES: Namespace = {
    "local": {"name": "Local 104", "union": "Example Workers' Union"},
    "contact": {"email": "office@local104.example", "phone": ""},
    "variables": {"hall": "the hall", "Hall_2": "the *other* hall", "again": "{{ local.name }}"},
}


def fill(text: str) -> str:
    """``text`` with its variables filled in; there must be no problem."""
    problems = Problems()
    result = text_of(filled(lines(text), NAMES, problems))
    assert not problems.found, complaints(problems)
    return result


def wrong(text: str) -> list[str]:
    problems = Problems()
    filled(lines(text), NAMES, problems)
    return complaints(problems)


def test_a_name_is_replaced_by_its_value() -> None:
    assert fill("Welcome to {{ local.name }}, {{local.union}}!") == "Welcome to Local 104, Example Workers' Union!"


def test_an_empty_value_is_a_value() -> None:
    assert fill("Call {{ contact.phone }}.") == "Call ."


def test_capital_letters_and_digits_may_stand_in_a_name_of_ones_own() -> None:
    assert fill("{{ variables.Hall_2 }}") == "the &#42;other&#42; hall"


def test_a_value_is_never_read_again() -> None:
    once = fill("{{ variables.again }}")
    assert once == "&#123;&#123; local.name &#125;&#125;"
    assert fill(once) == once


def test_a_line_keeps_its_address_and_lines_without_variables_are_left_as_they_are() -> None:
    text = lines("a\n{{ local.name }}")
    result = filled(text, NAMES, Problems())
    assert result[0] is text[0]
    assert result[1].place == Place("x.md", 2)


@pytest.mark.parametrize(
    "text",
    [
        "write `{{ local.name }}` for the name",
        "``{{ local.name }} ` ``",
        "```\n{{ local.name }}\n{{ nobody.knows }}\n```",
        "<!--\n{{ nobody.knows }}\n-->",
        "a <!-- {{ nobody.knows }} --> b <!-- {{ nobody.knows }}\n-->",
        "{ local.name } and {local.name}",
        "a {{ b",
    ],
)
def test_code_comments_and_single_braces_are_left_alone(text: str) -> None:
    assert fill(text) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ local.nmae }}", "unknown variable 'local.nmae' (did you mean 'local.name'?)"),
        ("{{ variables.hal }}", "unknown variable 'variables.hal' (did you mean 'variables.hall'?)"),
        ("{{ variables.zebra }}", "unknown variable 'variables.zebra' (add 'zebra' to 'variables' in local.yml)"),
        ("{{ name }}", "unknown variable 'name' (did you mean 'local.name'?)"),
        ("{{ zebra }}", "unknown variable 'zebra' (to show braces, put them between backticks)"),
        ("{{ locals.name }}", "unknown variable 'locals.name' (did you mean 'local'?)"),
        ("{{ local.name.up }}", "unknown variable 'local.name.up' (did you mean 'local.name'?)"),
        ("{{ local.__class__ }}", "unknown variable 'local.__class__' (to show braces, put them between backticks)"),
        ("{{  }}", "unknown variable '' (to show braces, put them between backticks)"),
        ("{{ local.", "'{{' is not closed on this line (write {{ group.name }} on one line)"),
        ("{{", "'{{' is not closed on this line (write {{ group.name }} on one line)"),
    ],
)
def test_an_unknown_name_is_a_problem_with_the_likeliest_one(text: str, message: str) -> None:
    assert wrong(f"a\n{text}") == [f"x.md:2: {message}"]


@pytest.mark.parametrize("inside", ["local.name | upper", "1 + 1", "local['name']", "cycler.__init__()"])
def test_what_is_no_name_is_never_run_and_stays_as_it_is(inside: str) -> None:
    problems = Problems()
    text = f"{{{{ {inside} }}}}"
    assert text_of(filled(lines(text), NAMES, problems)) == text
    assert complaints(problems) == [
        f"x.md:1: warning: '{text}' is no variable, and stays as it is"
        " (only names as in {{ local.name }} are filled in; to show braces, put them between backticks)"
    ]


def test_each_unknown_name_of_a_line_is_told() -> None:
    assert len(wrong("{{ a.b }} {{ local.name }} {{ c.d }}")) == 2


def test_after_as_many_problems_as_are_told_no_likely_name_is_looked_for() -> None:
    problems = Problems()
    filled(lines("{{ local.nam }}\n" * 102), NAMES, problems)
    hints = [hint for problem in problems.found for hint in problem.hints]
    assert hints[:50] == ["did you mean 'local.name'?"] * 50
    assert not any("did you mean" in hint for hint in hints[50:])


def test_front_matter_gets_plain_values_in_texts_lists_and_groups() -> None:
    problems = Problems()
    values = {
        "title": "In {{ variables.Hall_2 }}",
        "list": ["{{ local.name }}", 7],
        "group": {"a": "{{ contact.email }}"},
    }
    assert filled_values(values, dict.fromkeys(values, NOWHERE), NAMES, problems) == {
        "title": "In the *other* hall",
        "list": ["Local 104", 7],
        "group": {"a": "office@local104.example"},
    }
    assert not problems.found


def test_front_matter_is_read_once_too() -> None:
    assert filled_values({"a": "{{ variables.again }}"}, {"a": NOWHERE}, NAMES, Problems()) == {"a": "{{ local.name }}"}


def test_an_unknown_name_in_front_matter_is_told_at_the_line_of_its_key() -> None:
    problems = Problems()
    filled_values({"title": "{{ local.nam }}"}, {"title": Place("x.md", 3)}, NAMES, problems)
    assert complaints(problems) == ["x.md:3: unknown variable 'local.nam' (did you mean 'local.name'?)"]


def test_a_form_shows_a_value_as_letters_in_its_labels_hints_and_options() -> None:
    text = """
        Do you know {{ variables.x }}? {hint="As in {{ variables.x }}"}
        ( ) Yes, {{ variables.x }}
        ( ) No
    """
    value = "A & B: *the* best <b>_____</b> {required}"
    shown = filled(lines(text), {"variables": {"x": value}}, Problems())
    problems = Problems()
    form = read_form(FormPage("forms/a.md", "en", shown), DIALECT, problems)
    assert complaints(problems) == []
    (field,) = fields_of(form.sections[0].items)
    assert (field.label, field.hint, field.options[0].label) == (
        f"Do you know {value}?",
        f"As in {value}",
        f"Yes, {value}",
    )


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "{" * 10 * size,
        lambda size: "{{ " * 10 * size,
        lambda size: "{{ a }}" * size,
        lambda size: "{{ " + "a" * 10 * size + " }}",
        lambda size: "{{ local.name }}" * size,
    ],
    ids=["braces", "opened", "unknown", "long", "known"],
)
def test_the_time_for_a_huge_line_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    assert grows_in_step(lambda size: filled(lines(text(size)), NAMES, Problems()), 20_000)


def test_where_two_locals_have_the_same_words_the_lines_and_the_text_are_the_very_same() -> None:
    text = lines("Ask {{ contact.email }}.\n\nMeet in {{ variables.hall }}.\n\nPlain.")
    other = {**NAMES, "contact": {"email": "mail@local7.example", "phone": ""}}
    one, two, again = (filled(text, names, Problems()) for names in (NAMES, other, {**NAMES}))
    assert again is one
    assert [line.text for line in two] == ["Ask mail@local7.example.", "", "Meet in the hall.", "", "Plain."]
    assert [a is b for a, b in zip(one, two, strict=True)] == [False, True, True, True, True]


def test_what_was_filled_in_before_counts_again_and_is_told_again() -> None:
    text = lines("In {{ variables.hall }} and {{ variables.hole }}.\n\nIn {{ variables.hall }}.")
    for _ in range(2):
        problems, expansion = Problems(), Expansion()
        filled(text, NAMES, problems, expansion)
        assert len(complaints(problems)) == 1
        assert expansion.characters == len("In the hall and {{ variables.hole }}.") + len("In the hall.")
