"""Front matter is found as its author meant it, in a pack; in the base, as MkDocs finds it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sample import complaints, grows_in_step, lines, text_of

from generators.model import Line, Lines, Place
from generators.model.problems import Problems
from generators.reading.page_head import divided, divided_as_meant

KEYS = "title: Our year\nafter: handbook/kinds.md\n"
BODY = "# Our year\n\nText."


def meant(text: str) -> tuple[str, str, list[str]]:
    """The YAML, the text below it, and what is wrong."""
    problems = Problems()
    head = divided_as_meant(lines(text), problems)
    return head.yaml, text_of(head.body), complaints(problems)


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("---", "---"),
        ("\n\n---", "---"),
        ("\u00a0\n---", "---"),
        ("---  ", "--- "),
        ("  ---", "  ---"),
        ("\u2014", "\u2014"),
        ("\u2013", "\u2013"),
        ("\u2014-", "---"),
        ("--", "--"),
        ("-----", "-----"),
        ("***", "***"),
        ("+++", "+++"),
        ("\\-\\-\\-", "\\-\\-\\-"),
        ("---", "..."),
        ("---", "\u2014"),
        ("- - -", "\u2013 \u2013 \u2013"),
    ],
)
def test_a_line_that_autocorrection_or_a_slip_changed_is_a_mark_all_the_same(opened: str, closed: str) -> None:
    yaml, body, said = meant(f"{opened}\n{KEYS}{closed}\n{BODY}")
    assert (yaml, body, said) == (KEYS.rstrip(), BODY, [])


def test_the_first_mark_may_be_forgotten() -> None:
    assert meant(f"{KEYS}---\n{BODY}") == (KEYS.rstrip(), BODY, [])


@pytest.mark.parametrize(
    "text",
    [
        "***\n\nBring a pen: we write.\n\n***\nMore.",
        "Note: bring a pen.\n\n# Our year",
        "Our year\n---\n\nTitle: x\n\n---\nMore",
        "# Our year\n\n---\n\nThe end.\n\n---",
        "| a | b |\n| --- | --- |\n| c | d |",
        "```yaml\na: b\n```",
        "-\n- a",
        "",
    ],
)
def test_a_text_that_only_begins_with_a_rule_or_a_colon_is_text(text: str) -> None:
    assert meant(text) == ("", text, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"---\n{KEYS}\n{BODY}", "x.md:1: the front matter is never closed (add a line '---' above line 5)"),
        (
            f"---\n{KEYS}\n{BODY}\n\n---\nMore",
            "x.md:1: the front matter is never closed (add a line '---' above line 5)",
        ),
        (f"---\n{KEYS}", "x.md:1: the front matter is never closed (add a line '---' under its last key)"),
        (f"{KEYS}\n{BODY}", "x.md:1: these lines look like front matter, and have no lines '---' round them"),
        (f"```yaml\n---\n{KEYS}---\n```\n{BODY}", "x.md:1: the front matter stands in a code block"),
        (f"```\n{KEYS}```\n{BODY}", "x.md:1: the front matter stands in a code block"),
        (f"# Our year\n\n---\n{KEYS}---\nText", "x.md:3: front matter stands below other text (move it to the top"),
        (
            f"<!-- a note -->\n---\n{KEYS}---\n{BODY}",
            "x.md:2: front matter stands below other text",
        ),
    ],
)
def test_what_would_be_shown_as_text_is_told_where_it_stands(text: str, said: str) -> None:
    yaml, _, (problem,) = meant(text)
    assert problem.startswith(said)
    assert yaml == ""


def test_front_matter_that_stands_there_twice_is_told() -> None:
    yaml, _, said = meant(f"---\ntitle: X\n---\n\n---\nafter: handbook/kinds.md\n---\n{BODY}")
    assert yaml == "title: X"
    assert said == [
        "x.md:5: front matter stands here twice (move its lines up to those of the first, "
        "and take its lines '---' away)"
    ]


def test_the_base_is_read_as_mkdocs_reads_it_and_warned_of_what_it_shows() -> None:
    for opened in ("\n---", "\u2014"):
        problems = Problems()
        text = f"{opened}\n{KEYS}---\n{BODY}"
        assert text_of(divided(lines(f"\n{text}"), problems).body) == text
        assert ["these lines look like front matter" in said for said in complaints(problems)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "-\u2013" * size + "x",
        lambda size: "\u2014\n" * size,
        lambda size: "---\ntitle: x\n" * size,
        lambda size: "a b " * size,
        lambda size: "\n# x" * size,
    ],
)
def test_the_time_for_a_text_that_was_made_to_take_long_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    def written(size: int) -> Lines:
        return tuple(Line(letters, Place("x.md", number)) for number, letters in enumerate(text(size).split("\n"), 1))

    assert grows_in_step(lambda size: divided_as_meant(written(size), Problems()), 30_000)
