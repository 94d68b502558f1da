"""YAML written by hand means what it looks like, and every key knows its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sample import complaints, grows_in_step

from generators.model import Place
from generators.model.problems import Problems
from generators.reading.yaml_text import Document, read


def document(text: str, *, as_text: bool = True) -> Document:
    """What ``text`` says; there must be no problem."""
    problems = Problems()
    found = read(text, "local.yml", 1, problems, as_text=as_text)
    assert not problems.found, complaints(problems)
    assert found is not None
    return found


def wrong(text: str, *, as_text: bool = True, first_line: int = 1) -> list[str]:
    """What is wrong with ``text``, without the hints."""
    problems = Problems()
    read(text, "local.yml", first_line, problems, as_text=as_text)
    return [f"{problem.place.file}:{problem.place.line}: {problem.message}" for problem in problems.found]


@pytest.mark.parametrize(
    "word",
    ["No", "yes", "on", "104", "1.50", "010", "0x1F", "1_000", "12:30", "2026-11-07", "null", "~", "1e3", ".inf"],
)
def test_in_settings_every_value_is_the_letters_that_were_typed(word: str) -> None:
    assert document(f"name: {word}").values == {"name": word}
    assert document(f"list: [{word}]").values == {"list": [word]}


def test_in_settings_a_value_left_empty_is_an_empty_text() -> None:
    assert document("phone:\nlist:\n  -\n").values == {"phone": "", "list": [""]}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("120", 120),
        ("-3", -3),
        ("7.5", 7.5),
        (".5", 0.5),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"120"', "120"),
        ("'true'", "true"),
        ("|\n  true", "true"),
        ("No", "No"),
        ("yes", "yes"),
        ("on", "on"),
        ("18:30", "18:30"),
        ("2026-11-07", date(2026, 11, 7)),
        ("2026-11-07 18:30:00", datetime(2026, 11, 7, 18, 30)),  # as written, without a zone
        ("2026-13-07", "2026-13-07"),
        ('"2026-11-07"', "2026-11-07"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("9" * 5000, "9" * 5000),
        ("IV", "IV"),
    ],
)
def test_in_front_matter_numbers_dates_and_true_and_false_are_values_and_all_other_words_are_letters(
    written: str, value: object
) -> None:
    found = document(f"key: {written}", as_text=False).values["key"]
    assert (found, type(found)) == (value, type(value))


def test_groups_and_lists_nest() -> None:
    assert document("a:\n  b: [c, d]\n  e:\n    - f: g\n").values == {"a": {"b": ["c", "d"], "e": [{"f": "g"}]}}


def test_each_key_and_item_knows_its_line_and_what_has_none_its_parents() -> None:
    found = document("# first\na:\n  b: c\nlist:\n  - d\n")
    assert found.place(("a", "b")) == Place("local.yml", 3)
    assert found.place(("list", 0)) == Place("local.yml", 5)
    assert found.place(("a", "unknown", "x")) == Place("local.yml", 2)
    assert found.place(()) == found.place(("unknown",)) == Place("local.yml", 1)


def test_lines_are_counted_from_where_the_yaml_begins_in_its_file() -> None:
    problems = Problems()
    found = read("title: A", "a.md", 2, problems, as_text=False)
    assert found is not None and found.place(("title",)) == Place("a.md", 2)
    assert wrong("a: b\na: c", first_line=2) == ["local.yml:3: 'a' is written twice"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_nothing_is_an_empty_group(text: str) -> None:
    assert document(text).values == {}


@pytest.mark.parametrize("text", ["just words", "- a\n- b", "[a]", '"a"', "7"])
def test_what_is_no_group_of_keys_is_a_problem(text: str) -> None:
    assert wrong(text) == ["local.yml:1: expected 'key: value' lines"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: b\nc: d: e", 2, "a second ':' stands where a value goes on"),
        ("a:\n\tb: c", 2, "a tab stands where spaces belong"),
        ("a: b\n---\nc: d", 2, "a line '---' stands in the middle"),
        ("a: b\nc: [d", 2, "'[' begins a list that is not closed with ']', or lacks a comma"),
        ('a: "b', 1, "a text begins with a quotation mark and does not end with one"),
        ("a: b\nc: @d", 2, "a text cannot begin with '@'"),
        ("a: b\nc: \x07", 2, "holds the control character U+0007"),
    ],
)
def test_bad_syntax_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    assert wrong(text) == [f"local.yml:{line}: {reason}"]


def test_bad_syntax_says_how_it_is_written() -> None:
    problems = Problems()
    read("name: a: b", "local.yml", 1, problems, as_text=True, is_lenient=True)
    assert problems.found[0].hints == ('put quotes round the whole text: name: "a: b"',)


def test_a_key_that_has_lost_its_margin_under_a_group_is_told_so() -> None:
    problems = Problems()
    read("name: A\ncontact:\nname: Ana", "local.yml", 1, problems, as_text=True, is_lenient=True)
    (found,) = problems.found
    assert found.hints == ("keep one of the two, or write two spaces before it if it belongs to 'contact:'",)


def test_a_key_written_twice_is_a_problem_at_its_second_line_in_any_depth() -> None:
    assert wrong("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n'a': 4") == [
        "local.yml:4: 'c' is written twice",
        "local.yml:5: 'a' is written twice",
        "local.yml:6: 'a' is written twice",
    ]


@pytest.mark.parametrize("text", ["? [a, b]\n: c", '"": a', "? {a: b}\n: c"])
def test_a_key_is_a_plain_word(text: str) -> None:
    assert wrong(text) == ["local.yml:1: what stands before ':' must be a plain word"]


@pytest.mark.parametrize("as_text", [True, False])
def test_aliases_are_a_problem_where_they_stand(*, as_text: bool) -> None:
    text = "a: &x [b]\nc: *x\nd:\n  <<: *x\n"
    assert wrong(text, as_text=as_text) == [
        "local.yml:2: a text cannot begin with '*'",
        "local.yml:4: a text cannot begin with '*'",
    ]


def test_in_place_of_an_alias_stands_nothing_so_that_one_mistake_is_told_once() -> None:
    for as_text, nothing in ((True, ""), (False, None)):
        found = read("a: &x b\nc: *x", "local.yml", 1, Problems(), as_text=as_text)
        assert found is not None and found.values == {"a": "b", "c": nothing}


def test_an_alias_of_the_group_it_stands_in_ends() -> None:
    assert wrong("a: &x\n  b: *x") == ["local.yml:2: a text cannot begin with '*'"]


@pytest.mark.parametrize("value", ["!!python/object/apply:os.system [ls]", "!!binary aGk=", "!own word"])
def test_values_of_other_kinds_are_a_problem_and_nothing_is_made_of_them(value: str) -> None:
    for as_text in (True, False):
        problems = Problems()
        found = read(f"a: {value}", "local.yml", 1, problems, as_text=as_text)
        assert found is not None and found.values["a"] in (None, "", ["ls"])
        assert ("a text cannot begin with '!'" in complaints(problems)[0]) if problems.found else value.endswith("[ls]")


@pytest.mark.parametrize("escape", ["\\a", "\\e[31m", "\\ud800", "\\ufffe", "\\x9b", "\\u2028", "\\0"])
def test_a_control_character_cannot_be_smuggled_in_by_an_escape(escape: str) -> None:
    for as_text in (True, False):
        (said,) = wrong(f'a: b\nc: "{escape}"', as_text=as_text)
        assert said.startswith("local.yml:2: holds the control character U+")


def test_nesting_ends_at_twelve() -> None:
    assert document("a: " + "[" * 12 + "]" * 12).values
    assert wrong("a:\n b: " + "[" * 12 + "]" * 12) == ["local.yml:2: nested more than 12 levels deep"]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "a: " + "[" * 20 * size,
        lambda size: "? " * 10 * size,
        lambda size: "- " * 10 * size,
        lambda size: "a: &x\n" + "".join(f" b{number}: &x{number} [*x]\n" for number in range(size)),
        lambda size: (
            "a: &a0 [x]\n" + "".join(f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, size))
        ),
    ],
    ids=["brackets", "keys", "lists", "aliases", "a billion laughs"],
)
def test_a_hostile_text_is_refused_and_the_time_for_it_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    assert wrong(text(3000))
    assert grows_in_step(lambda size: wrong(text(size)), 3000)
