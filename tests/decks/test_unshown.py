"""What a page has and no slide can show is named with its line, and leaves no marks on the slide."""

from __future__ import annotations

import pytest
from sample import DIALECT, lines, messages, text_of

from generators.decks.teaching.unshown import showable
from generators.markdown.dialect import Dialect
from generators.model import Extension
from generators.model.problems import Problems

WITH_ICONS = Dialect((Extension("admonition"), Extension("pymdownx.emoji")))


def shown(text: str, dialect: Dialect = WITH_ICONS) -> tuple[str, list[str]]:
    problems = Problems()
    left = text_of(showable(lines(text), dialect, problems))
    return left, [line.partition(" (")[0].removeprefix("x.md:") for line in messages(problems.found)]


@pytest.mark.parametrize(
    ("text", "left", "line", "mark"),
    [
        ("::: warning\nMind it.\n:::", "\nMind it.\n", 1, "::: warning"),
        (':::: {.note title="Hi"}\nA\n::::', "\nA\n", 1, ':::: {.note title="Hi"}'),
        ("A\n\n:::tip Mind this\nB\n:::\nC", "A\n\n\nB\n\nC", 3, ":::tip Mind this"),
    ],
)
def test_the_box_of_another_program_leaves_its_text(text: str, left: str, line: int, mark: str) -> None:
    assert shown(text) == (left, [f"{line}: warning: a slide cannot show the box of '{mark}', only the text in it"])


def test_on_the_kits_own_pages_the_box_of_an_alert_is_told_by_the_page() -> None:
    assert shown("::: warning\nMind it.\n:::", DIALECT) == ("\nMind it.\n", [])


def test_boxes_in_boxes_are_all_told() -> None:
    left, found = shown("::: columns\n::: column\nA\n:::\n:::")
    assert (left.split(), len(found)) == (["A"], 2)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<iframe src="https://example.org/"></iframe>', "'<iframe>'"),
        ("<video controls src='a.mp4'></video>", "'<video>'"),
        ("Done :material-check:", "the icon ':material-check:'"),
        ("```mermaid\ngraph TD\n```", "a diagram of mermaid, only its text"),
        ("``` { .mermaid }\ngraph TD\n```", "a diagram of mermaid, only its text"),
    ],
)
def test_what_no_slide_can_show_is_told(text: str, what: str) -> None:
    assert shown(text) == (text, [f"1: warning: a slide cannot show {what}"])


@pytest.mark.parametrize(
    "text",
    [
        "```\n::: warning\nA\n:::\n<video>\n```",
        "Write `<iframe>` and `:material-check:`.",
        "::: package.module",
        "Meet at 10:30:00 ::: or later",
        "Hello :smile: you",
        "A\n\n    <iframe>\n",
    ],
)
def test_code_and_other_signs_are_left_alone(text: str) -> None:
    assert shown(text) == (text.removesuffix("\n"), [])


def test_an_icons_name_is_text_where_nothing_makes_icons() -> None:
    assert shown("Done :material-check:", DIALECT)[1] == []
