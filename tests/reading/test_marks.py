"""Passages are named by comments on lines of their own, which find, replace, and remove them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sample import complaints, grows_in_step, lines, text_of

from generators.model import Block, Lines, Place
from generators.model.problems import Problems
from generators.reading import marks


def found(text: str) -> list[tuple[str, str, str]]:
    """Kind, name, and text of each passage; there must be no problem."""
    problems = Problems()
    blocks = marks.find(marks.separated(lines(text)), problems)
    assert not problems.found, complaints(problems)
    return [(block.kind, block.name, text_of(block.lines)) for block in blocks]


def wrong(text: str) -> list[str]:
    problems = Problems()
    marks.find(marks.separated(lines(text)), problems)
    return complaints(problems)


def test_a_passage_is_what_stands_between_its_marks() -> None:
    assert found("a\n<!-- example: stand-up -->\nb\nc\n<!-- /example -->\nd") == [("example", "stand-up", "b\nc")]


def test_spaces_inside_a_mark_and_the_name_of_notes_are_free() -> None:
    assert found("<!--slot:x-->\n<!--  /slot  -->\n<!-- notes -->\nsaid\n<!-- /notes -->") == [
        ("slot", "x", ""),
        ("notes", "", "said"),
    ]


def test_a_slot_may_open_and_close_on_one_line() -> None:
    assert found("<!-- slot: x --><!-- /slot -->") == [("slot", "x", "")]


def test_nested_passages_come_in_the_order_in_which_they_start() -> None:
    text = """
        <!-- slide: a -->
        one
        <!-- notes -->
        two
        <!-- /notes -->
        <!-- /slide -->
    """
    assert [(kind, name) for kind, name, _ in found(text)] == [("slide", "a"), ("notes", "")]


def test_passages_of_one_kind_nest() -> None:
    text = "<!-- slot: a -->\n<!-- slot: b -->\nx\n<!-- /slot -->\n<!-- /slot -->"
    assert [name for _, name, _ in found(text)] == ["a", "b"]


def test_a_mark_in_an_admonition_or_a_quote_is_a_mark() -> None:
    text = "!!! tip\n    <!-- slot: a -->\n    <!-- /slot -->\n\n> <!-- slot: b -->\n> <!-- /slot -->"
    assert [name for _, name, _ in found(text)] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- slot: a -->\n```",
        "write `<!-- slot: a -->` and `<!-- /slot -->`",
        "<!--\nleft out:\n<!-- slot: a -->",
        "<!-- <!-- slot: a -->",
        "<!-- page break -->\n<!-- a note to myself: later -->\n<!-- use: handbook/kinds.md#six -->",
    ],
    ids=["fence", "backticks", "comment", "comment on one line", "other comments"],
)
def test_what_is_shown_as_code_or_stands_in_a_comment_marks_nothing(text: str) -> None:
    assert found(text) == []


def test_a_mark_that_is_never_closed_is_named_with_its_line() -> None:
    assert wrong("a\n<!-- example: b -->\nc") == [
        "x.md:2: '<!-- example: b -->' is never closed (add '<!-- /example -->' on a line of its own after the passage)"
    ]


def test_a_mark_that_closes_nothing_is_named_with_its_line() -> None:
    assert wrong("a\n<!-- /slot -->") == [
        "x.md:2: '<!-- /slot -->' closes nothing"
        " (put '<!-- slot: a-name -->' before the passage, or take this line out)"
    ]


def test_one_forgotten_mark_is_one_problem_and_hides_no_other_passage() -> None:
    text = "<!-- slide: a -->\n<!-- notes -->\nsaid\n<!-- /slide -->\n<!-- slot: b -->\n<!-- /slot -->"
    problems = Problems()
    blocks = marks.find(lines(text), problems)
    assert [(block.kind, block.name) for block in blocks] == [("slide", "a"), ("slot", "b")]
    assert [problem.place.line for problem in problems.found] == [2]


def test_marks_that_cross_are_a_problem() -> None:
    assert [
        line.split(" (")[0] for line in wrong("<!-- slide: a -->\n<!-- notes -->\n<!-- /slide -->\n<!-- /notes -->")
    ] == [
        "x.md:2: '<!-- notes -->' is never closed",
        "x.md:4: '<!-- /notes -->' closes nothing",
    ]


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("<!-- slot -->", "'<!-- slot -->' has no name (write '<!-- slot: a-name -->')"),
        ("<!-- slot: Two_Words -->", "'Two_Words' is no name for a passage (use small letters, digits, and hyphens)"),
    ],
)
def test_a_passage_has_a_name_of_small_letters_digits_and_hyphens(mark: str, message: str) -> None:
    assert wrong(f"{mark}\n<!-- /slot -->") == [f"x.md:1: {message}"]


@pytest.mark.parametrize("mark", ["<!-- exampel: a -->", "<!-- /exmple -->", "<!-- examples: a -->"])
def test_a_misspelled_mark_is_asked_about(mark: str) -> None:
    assert wrong(mark) == [f"x.md:1: warning: '{mark}' marks no passage (did you mean 'example'?)"]


def test_a_fence_or_a_comment_without_an_end_is_told() -> None:
    assert wrong("<!-- a -->\n```\n<!-- slot: a -->\n<!-- /slot -->\n<!-- later\nb\nc") == [
        "x.md:2: warning: this code block is never closed (close it with the same marks on a line of their own)",
        "x.md:5: warning: this comment is never closed (close it with '-->')",
    ]


def test_text_beside_a_mark_gets_a_line_of_its_own_with_the_same_address() -> None:
    apart = marks.separated(lines("one\n  two <!-- notes -->three<!-- /notes --> four"))
    assert [(line.text, line.place.line) for line in apart] == [
        ("one", 1),
        ("  two", 2),
        ("  <!-- notes -->", 2),
        ("  three", 2),
        ("  <!-- /notes -->", 2),
        ("  four", 2),
    ]


def test_lines_with_marks_alone_are_left_as_they_are() -> None:
    text = lines("a\n  <!-- slot: x -->  \n<!-- /slot -->")
    assert marks.separated(text) is text


def put(text: str, **new: str) -> str:
    """``text`` with the passages named in ``new`` replaced."""

    def replacement(block: Block) -> Lines | None:
        return lines(new[block.name], "new.md") if block.name in new else None

    apart = marks.separated(lines(text))
    return text_of(marks.without_marks(marks.replaced(apart, marks.find(apart, Problems()), replacement)))


def test_new_lines_take_the_place_of_a_passage_and_its_marks_become_blank_lines() -> None:
    assert put("a\n<!-- example: x -->\nold\n<!-- /example -->\nb", x="new").split("\n") == [
        "a",
        "",
        "",
        "new",
        "",
        "",
        "b",
    ]


def test_a_passage_that_nothing_replaces_stays() -> None:
    assert put("<!-- example: x -->\nold\n<!-- /example -->") == "\nold\n"


def test_new_lines_keep_their_address() -> None:
    text = marks.separated(lines("<!-- slot: x --><!-- /slot -->"))
    shown = marks.replaced(text, marks.find(text, Problems()), lambda _block: lines("a\nb", "new.md"))
    assert [(line.place.file, line.place.line) for line in shown if line.text in "ab" and line.text] == [
        ("new.md", 1),
        ("new.md", 2),
    ]


def test_new_lines_tell_where_they_were_put_in() -> None:
    inner = marks.put_in(lines("a", "example.md"), Place("page.md", 7))
    (line,) = marks.put_in(inner, Place("talk.md", 9))
    assert line.place.road == (Place("example.md", 1), Place("page.md", 7), Place("talk.md", 9))
    text = lines("x\n\n<!-- slot: x -->\n<!-- /slot -->")
    shown = marks.replaced(text, marks.find(text, Problems()), lambda _block: inner)
    assert [line.place.road[1:] for line in shown if line.text == "a"] == [(Place("page.md", 7), Place("x.md", 3))]
    assert {line.place.road[1:] for line in shown if line.text != "a"} == {()}


def test_new_lines_take_the_indentation_of_an_admonition() -> None:
    shown = put("!!! tip\n    <!-- slot: x -->\n    <!-- /slot -->", x="one\n\n    two")
    assert [line for line in shown.split("\n") if line] == ["!!! tip", "    one", "        two"]
    assert "    \n" not in shown


def test_new_lines_take_the_sign_of_a_quote() -> None:
    shown = put("> old\n> <!-- slot: x -->\n> <!-- /slot -->\n> old", x="one\n\ntwo")
    assert [line.strip() for line in shown.split("\n")] == ["> old", ">", ">", "> one", ">", "> two", ">", ">", "> old"]


def test_of_nested_passages_the_outer_one_is_replaced() -> None:
    text = "<!-- example: a -->\n<!-- slot: b -->\n<!-- /slot -->\n<!-- /example -->\n<!-- slot: c --><!-- /slot -->"
    assert put(text, a="A", b="B", c="C").split() == ["A", "C"]


@pytest.mark.parametrize(
    ("chosen", "outermost"), [("abc", ["a", "b"]), ("bc", ["b", "c", "b"]), ("c", ["c"]), ("", [])]
)
def test_of_nested_passages_the_outermost_chosen_ones_count(chosen: str, outermost: list[str]) -> None:
    nested = """
        <!-- example: a -->
        <!-- slot: b --><!-- /slot -->
        <!-- slot: c --><!-- /slot -->
        <!-- /example -->
        <!-- slot: b --><!-- /slot -->
    """
    blocks = marks.find(marks.separated(lines(nested)), Problems())
    assert [block.name for block in marks.outermost(blocks, lambda block: block.name in chosen)] == outermost


def test_two_passages_of_one_name_are_both_replaced() -> None:
    assert put("<!-- slot: a --><!-- /slot -->\n<!-- slot: a --><!-- /slot -->", a="A").split() == ["A", "A"]


def test_readers_see_no_notes_and_no_marks() -> None:
    text = lines("a\n<!-- notes -->\nsaid\n<!-- slide: x -->\nsaid\n<!-- /slide -->\n<!-- /notes -->\nb")
    assert text_of(marks.without_marks(marks.without_notes(text))).split() == ["a", "b"]


def test_paragraphs_on_both_sides_of_notes_stay_two() -> None:
    shown = marks.without_notes(lines("a\n<!-- notes -->\nsaid\n<!-- /notes -->\nb"))
    assert text_of(shown) == "a\n\n\nb"


def test_notes_in_notes_end_with_the_outer_ones_and_a_stray_end_ends_nothing() -> None:
    text = "<!-- /notes -->\na\n<!-- notes -->\n<!-- notes -->\nb\n<!-- /notes -->\nc\n<!-- /notes -->\nd"
    assert text_of(marks.without_notes(lines(text))).split() == ["a", "d"]


def test_notes_shown_as_code_stay() -> None:
    text = lines("```\n<!-- notes -->\na\n<!-- /notes -->\n```")
    assert marks.without_notes(text) == text
    assert marks.without_marks(text) == text


def test_every_line_that_readers_see_keeps_its_address() -> None:
    text = lines("a\n<!-- notes -->\nsaid\n<!-- /notes -->\nb")
    shown = marks.without_notes(text)
    assert [line.place.line for line in shown if line.text] == [1, 5]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "<!--slot:" * size,
        lambda size: "<!-- slot: " + "a" * 10 * size,
        lambda size: "<!-- /slot -->" * size,
        lambda size: "<!-- /Slot -->" * size,
        lambda size: "<!-- slot: a -->\n" * size,
    ],
    ids=["opened again and again", "endless name", "closed again and again", "begun as phones do", "nested"],
)
def test_the_time_for_a_hostile_text_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    def marked(size: int) -> None:
        problems = Problems()
        marks.find(marks.separated(lines(text(size))), problems)
        assert problems.found

    assert grows_in_step(marked, 30_000)


def test_passages_nest_twelve_deep_at_most() -> None:
    assert "nested more than 12 levels deep" in "\n".join(wrong("<!-- slot: a -->\n" * 13))
