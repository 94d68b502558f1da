"""What is code or a comment stays as it is typed: nothing in it is a mark, a variable, or a link."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from math import isqrt

import pytest
from sample import grows_in_step, lines

from generators.model.remembered import forget_unused
from generators.reading import verbatim
from generators.reading.verbatim import comments, masked, opens_comment, opens_fence, outside_code, outside_fences
from generators.reading.verbatim import readable as readable_part


def readable(text: str) -> str:
    """The first letters of the lines outside of code."""
    return "".join(line.text.strip()[:1] for _, line in outside_code(lines(text)))


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "``` yaml", "```{.python title='x'}"])
def test_fenced_code_is_left_out_with_its_fences(fence: str) -> None:
    assert readable(f"a\n{fence}\nb\n\nc\n{fence.split(' ')[0].split('{')[0]}\nd") == "ad"


def test_a_fence_is_closed_by_one_of_the_same_length_and_kind_only() -> None:
    assert readable("````\n```\na\n~~~\n````\nb") == "b"


def test_an_indented_fence_in_an_admonition_is_a_fence() -> None:
    assert readable("!!! note\n\n    ```\n    a\n    ```\n\n    b") == "!b"


def test_a_fence_that_is_never_closed_is_text() -> None:
    assert readable("a\n```\nb\nc") == "a`bc"


def test_three_backticks_round_a_word_are_no_fence() -> None:
    assert readable("```a``` is code\nb\n```\nc\n```\nd") == "`bd"


def test_a_comment_over_several_lines_is_left_out_but_for_the_line_it_begins_on() -> None:
    assert readable("a\n<!-- b\nc\nd -->\ne") == "a<e"


def test_text_behind_a_comment_is_read() -> None:
    assert readable("<!--\na\n--> b\nc") == "<-c"


def test_a_comment_that_opens_another_one_goes_on() -> None:
    assert readable("<!-- a\nb --> c <!-- d\ne\n-->\nf") == "<bf"


def test_a_comment_that_is_never_closed_is_text() -> None:
    assert readable("a\n<!-- b\nc") == "a<c"


def test_a_comment_sign_between_backticks_opens_nothing() -> None:
    assert readable("write `<!--` here\nb\n-->") == "wb-"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a `b` c", "a     c"),
        ("``a ` b`` c", "          c"),
        ("a ` b", "a ` b"),
        (r"\`a` b` c", r"\`a     c"),
        (r"\\`a` b", r"\\    b"),
        (r"\\\`a` b` c", r"\\\`a     c"),
        ("`a`` b", "`a`` b"),
        ("no code", "no code"),
    ],
)
def test_code_between_backticks_is_masked_and_all_else_keeps_its_place(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert len(masked(text)) == len(text)


def test_comments_of_a_line_are_found_outside_of_code() -> None:
    text = "<!-- a --> `<!-- b -->` <!-- c -->"
    assert [text[start:end] for start, end in comments(text)] == ["<!-- a -->", "<!-- c -->"]


def test_a_comment_ends_at_the_first_sign_that_ends_comments() -> None:
    text = "<!-- <!-- locked: conduct --> text -->"
    assert [text[start:end] for start, end in comments(text)] == ["<!-- <!-- locked: conduct -->"]


def test_what_people_read_of_a_line_is_neither_code_nor_comment() -> None:
    text = "a `b` <!-- c --> d `<!--` <!-- e"
    assert readable_part(text).split() == ["a", "d"]
    assert len(readable_part(text)) == len(text)
    assert readable_part("a") == "a"


def test_only_a_comment_that_goes_on_is_open() -> None:
    assert opens_comment("a <!-- b --> c <!-- d")
    assert not opens_comment("a <!-- b --> c")


def test_a_fence_in_an_indented_block_is_an_example_of_one() -> None:
    assert opens_fence("```") and not opens_fence("    ```") and not opens_fence("a ```")


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "`" * size,
        lambda size: "`a" * size,
        lambda size: " ".join("`" * length for length in range(isqrt(2 * size))),
        lambda size: "\\" * size + "`",
        lambda size: "<!--" * size,
        lambda size: "<!---->`a`" * size,
    ],
    ids=["run", "pairs", "lengths", "backslashes", "comments", "mixed"],
)
def test_the_time_for_a_huge_line_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    def looked_through(size: int) -> None:
        huge = text(size)
        assert len(masked(huge)) == len(huge)
        assert opens_comment(huge) is huge.startswith("<!--<")

    assert grows_in_step(looked_through, 150_000)


def test_the_time_for_fences_that_are_never_closed_grows_in_step_with_them() -> None:
    assert len(list(outside_code(lines("``` a\n" * 20_000)))) == 20_000
    assert grows_in_step(lambda size: list(outside_code(lines("``` a\n" * size))), 20_000)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\n    b\n\n    c\n\nd", "ad"),
        ("    b\nc", "c"),
        ("a\n\n\tb\nc", "ac"),
        ("a\n    b", "ab"),
        ("- a\n\n    b\n\n        c\n\n    d", "-bd"),
        ("1. a\n\n    - b\n\n        c\n\n            d", "1-c"),
        ("!!! tip\n\n    b\n\n        c", "!b"),
        ("[^1]: a\n\n    b\n\nc\n\n    d", "[bc"),
        ("- a\n\nb\n\n    c", "-b"),
        ("<div>\n\n    <p>b</p>\n\n</div>\n\n    c", "<<<"),
        ("a\n\n    ```\n\nb", "ab"),
    ],
)
def test_indented_code_is_left_out_and_what_belongs_to_a_list_is_not(text: str, shown: str) -> None:
    assert readable(text) == shown


_BEGINNINGS = (
    *(
        "",
        "",
        "- ",
        "* ",
        "1. ",
        "> ",
        "> > ",
        "    ",
        "\t",
        "  - ",
        "      ",
        "# ",
        "!!! ",
        "???+ ",
        ">     ",
        "    > ",
    ),
    *("**", "*", "[", "![", "- [", "_", "(", "| ", "-", "1.", "[^1]: ", ": ", "~", "`", "<", "</", "$$", "\\[", "=== "),
)
_ENDINGS = ("", "", "", " `x", " ```", " <!--", " -->", "-->", " <div>", "</pre>", "$$", "\\]", ">", "**")
_WHOLE = (
    *("", "", "```", "~~~", "<!--", "-->", "<!-- notes -->", "<div>", "</div>", "<pre>", "</pre>", "$$", "\\[", "\\]"),
    *("> ```", "> -->", "\\begin{a}", "\\end{a}", "   ", "     ", "---"),
)


def _pattern(chance: random.Random) -> list[tuple[str, str]]:
    """Lines that begin and end with signs of Markdown around words, and lines of signs alone."""
    ends = [(chance.choice(_BEGINNINGS), chance.choice(_ENDINGS)) for _ in range(chance.randint(1, 7))]
    signs = [(chance.choice(_WHOLE), "\0") for _ in range(chance.randint(1, 7))]
    return chance.sample(ends + signs, len(ends) + len(signs))


def _outside(pattern: list[tuple[str, str]], words: str) -> tuple[list[int], list[int]]:
    text = "\n".join(begin if end == "\0" else begin + words + end for begin, end in pattern)
    shown = lines(f"x\n{text}\nx")
    return [index for index, _ in outside_code(shown)], [index for index, _ in outside_fences(shown)]


def test_what_is_code_is_the_same_whatever_words_were_looked_at_before() -> None:
    for seed in range(4_000):
        pattern = _pattern(random.Random(seed))
        anew = []
        for words in ("words", "Other, longer ones; 5 = five | é"):
            for _ in range(3):
                forget_unused()
            anew.append(_outside(pattern, words))
        assert anew == [_outside(pattern, "words"), _outside(pattern, "Other, longer ones; 5 = five | é")], pattern


def test_a_quick_look_spares_lines_the_slow_one_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = [_pattern(random.Random(seed)) for seed in range(4_000)]
    looked_at = [_outside(pattern, "words") for pattern in patterns]
    monkeypatch.setattr(verbatim, "may_be_apart", lambda lines, _fenced: bool(lines))
    monkeypatch.setattr(verbatim, "_WHOLE_COMMENTS", re.compile(r"(?!)"))
    for pattern, quick in zip(patterns, looked_at, strict=True):
        for _ in range(3):
            forget_unused()
        assert quick == _outside(pattern, "words"), pattern
