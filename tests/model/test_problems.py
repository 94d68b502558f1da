"""Authors' mistakes are values, printed together as ``file:line: message (hint) [code]`` that any terminal can show."""

from __future__ import annotations

import unicodedata

import pytest

from generators.model import Place
from generators.model.problems import Problem, Problems, RefusedInput, did_you_mean, printable, rendered


def test_problems_are_printed_by_file_and_line_each_once() -> None:
    problems = Problems()
    problems.error("slide-empty", Place("b.md", 1), "last")
    problems.warn("link-missing-page", Place("a.md", 10), "third", "do this", "", "or that")
    problems.error("slide-empty", Place("a.md", 9), "second")
    problems.error("form-duplicate-name", Place("a.md", 9), "first")
    problems.extend([problems.found[-1], Problem("slide-empty", Place("c.md", 1), "of another stage")])
    assert list(rendered(problems.found)) == [
        "a.md:9: first [form-duplicate-name]",
        "a.md:9: second [slide-empty]",
        "a.md:10: warning: third (do this; or that) [link-missing-page]",
        "b.md:1: last [slide-empty]",
        "c.md:1: of another stage [slide-empty]",
    ]


def test_errors_and_warnings_are_told_apart() -> None:
    problems = Problems()
    problems.error("slide-empty", Place("a.md", 1), "A")
    problems.warn("slide-empty", Place("a.md", 1), "B")
    assert [problem.message for problem in problems.errors] == ["A"]
    assert [problem.message for problem in problems.warnings] == ["B"]


def test_a_refusal_carries_its_problems() -> None:
    refusal = RefusedInput(Problem("slide-empty", Place("a", 1), "one"), Problem("slide-empty", Place("b", 1), "two"))
    assert str(refusal) == "one; two"
    assert [problem.place.file for problem in refusal.problems] == ["a", "b"]


@pytest.mark.parametrize(
    "char", ["\x1b", "\x07", "\r", "\n", "\t", "\x9b", "\u202e", "\u200b", "\u2028", "\udcff", "\ue000"]
)
def test_no_control_character_reaches_the_terminal_by_any_way(char: str) -> None:
    bad = f"a{char}b"
    (line,) = rendered([Problem("slide-empty", Place(bad, 1), bad, (bad,))])
    assert char not in line
    assert line.count(f"\\x{ord(char):02x}") == 3
    line.encode()


def test_whatever_there_is_in_unicode_is_one_line_of_printable_letters() -> None:
    everything = printable("".join(map(chr, range(0x3100))) + "\ud800\U000e0001")
    assert not [char for char in everything if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert printable("Ñandú 工会 🙂 “quoted” e\u0301") == "Ñandú 工会 🙂 “quoted” e\u0301"


def test_a_message_that_quotes_too_much_is_cut_off_before_its_hint() -> None:
    (line,) = rendered([Problem("slide-empty", Place("a.md", 1), "x" * 100_000, ("do this",))])
    assert len(line) < 500
    assert line.endswith("xx … (do this) [slide-empty]")


def test_of_each_kind_fifty_are_told_and_the_others_counted() -> None:
    many = [Problem("slide-empty", Place("a.md", line), f"slide {line}", ("do this",)) for line in range(1, 2040)]
    lines = list(rendered([*many, Problem("link-missing-page", Place("z.md", 1), "another kind")]))
    assert lines[49:] == [
        "a.md:50: slide 50 (do this) [slide-empty]",
        "a.md:51: and 1,989 more like it [slide-empty]",
        "z.md:1: another kind [link-missing-page]",
    ]
    assert len(list(rendered(many[:50]))) == 50


def test_what_a_library_has_put_by_is_in_no_message() -> None:
    problem = Problem("slide-empty", Place("a.md", 1), "after \x02wzxhzdk:3\x03 and \x02klzzwxh:0017\x03 or \x02cut")
    assert problem.message == "after … and … or …"


def test_the_likeliest_name_is_asked_about() -> None:
    assert did_you_mean("storry", ["story", "other"]) == "did you mean 'story'?"
    assert did_you_mean("nam", ["name"], "local.") == "did you mean 'local.name'?"
    assert did_you_mean("zebra", ["story", "other"]) == ""
    assert did_you_mean("a", []) == ""
