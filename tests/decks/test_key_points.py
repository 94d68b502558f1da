"""A section of prose is said, and its slide shows points that are its own words; one that is shown whole is told."""

from __future__ import annotations

import pytest
from deck_samples import kit, prose
from sample import DIALECT, above, lines, messages, page

from generators.checking.slides import check_prose
from generators.decks.slideshow.content import paragraphs
from generators.decks.teaching.key_points import key_points, spoken
from generators.decks.teaching.outline import read_deck
from generators.markdown.dialect import parse
from generators.model import Deck, Outline, OutlineFrontMatter, Page, Place
from generators.model.problems import Problems


def points(text: str) -> list[str]:
    """The points of Markdown as a slide shows them, two spaces for each level."""
    shown = paragraphs(key_points(parse(lines(text), DIALECT)))
    return ["  " * item.level + ("# " if item.heading else "- ") + item.text for item in shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ask first. Then listen.\n\nBe there. Always.", ["- Ask first.", "- Be there."]),
        ("**Ask first.** It shows respect.", ["- Ask first."]),
        ("**Ask first**: it shows respect.", ["- Ask first"]),
        ("**Nobody** is alone. Meet **others** here. The end.", ["- Nobody is alone.", "- Meet others here."]),
        ("Ask them, e.g. Dr. Ruiz of St. Louis. The end.", ["- Ask them, e.g. Dr. Ruiz of St. Louis."]),
        ("J. B. Lee was no. 3 of 5.2 million. The end.", ["- J. B. Lee was no. 3 of 5.2 million."]),
        ("“Come with me.” That was all.", ["- “Come with me.”"]),
        ("¿Quién eres? No lo sé.", ["- ¿Quién eres?"]),
        ("第一句。第二句。", ["- 第一句。"]),
        ("Three help. Take them:\n\n- Ask. Again.\n- Wait", ["- Three help.", "  - Ask.", "  - Wait"]),
        ("Steps:\n\n" + "\n".join(f"- Step {n}" for n in range(7)), ["- Steps:", *(f"- Step {n}" for n in range(7))]),
        ("- one\n    - deeper\n- two. And more.", ["- one", "- two."]),
        ("### Why\n\nIt works. Really.\n\n### How\n\nSlowly.", ["# Why", "- It works.", "# How", "- Slowly."]),
        ('!!! tip "Mind this"\n\n    Do not run. Never.\n\n    Walk.', ["- Mind this", "  - Do not run."]),
        ("> Nobody gets there alone. True.", ["- Nobody gets there alone."]),
        ("A rule[^1]. More.\n\n[^1]: See the text.", ["- A rule."]),
        ("Apple\n:   A fruit. Red.", ["- Apple"]),
    ],
)
def test_the_points_of_a_text_are_words_of_its_own(text: str, shown: list[str]) -> None:
    assert points(text) == shown


def test_a_long_text_with_headings_has_one_point_for_each() -> None:
    text = "".join(f"### Part {part}\n\n" + "A word. More.\n\n" * 3 for part in range(4))
    assert points(text) == [line for part in range(4) for line in (f"# Part {part}", "- A word.")]


def test_what_can_only_be_seen_stays_on_the_slide_and_the_rest_is_said() -> None:
    text = parse(lines("One.\n\n| a |\n|---|\n| b |\n\nTwo.\n\n![A picture](p.svg)\n\n```\ncode\n```"), DIALECT)
    assert [type(node).__name__ for node in key_points(text)] == ["ListBlock", "Table", "Image", "CodeBlock"]
    assert [type(node).__name__ for node in spoken(text)] == ["Paragraph", "Paragraph"]


NOTES = "\n\n<!-- notes -->\nAsk.\n<!-- /notes -->"
ESSAY = page("# Kinds\n\n## Peers\n\n" + "\n\n".join(f"Point {n}. {prose(60)}" for n in range(6)) + NOTES)


def read(outline: str, *pages: Page) -> tuple[Deck, list[str]]:
    problems, file = Problems(), "slides/talk.md"
    source = Outline(
        "talk.md", "en", lines(outline, file), above(OutlineFrontMatter, {"title": "A talk"}), Place(file, 1)
    )
    made = read_deck(source, {item.path: item for item in pages}, DIALECT, problems)
    check_prose(made, kit(made), problems)
    return made, messages(problems.found)


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- use: handbook/kinds.md#peers notes -->",
        "<!-- use: handbook/kinds.md#peers notes {minutes=4} -->",
        "<!--use: handbook/kinds.md#peers {minutes=4} notes-->",
    ],
)
def test_a_use_can_leave_the_text_to_the_notes(mark: str) -> None:
    made, found = read(f"# Kinds\n\n{mark}", ESSAY)
    slide = made.slides[-1]
    assert [item.text for item in paragraphs(slide.body)] == [f"Point {n}." for n in range(6)]
    assert [item.text.split(".")[0] for item in paragraphs(slide.notes)] == [*(f"Point {n}" for n in range(6)), "Ask"]
    assert (slide.title, slide.minutes, found) == ("Peers", 4 if "minutes" in mark else None, [])


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (" {minutes=1}", "3 slides for 1 minute"),
        (" {minutes=2.5}", "3 slides for 2.5 minutes"),
        ("", "3 slides for one heading"),
    ],
)
def test_prose_on_slides_says_so_where_it_was_put(minutes: str, told: str) -> None:
    _, found = read(f"# Kinds\n\n<!-- use: handbook/kinds.md#peers{minutes} -->", ESSAY)
    assert [line.partition(" (")[0] for line in found] == [f"slides/talk.md:3: warning: 'Peers' is prose: {told}"]
    assert "'<!-- use: page.md#name notes -->'" in found[0]


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"- {prose(12)}" for _ in range(30)),
        prose(100),
        "| a |\n|---|\n" + "\n".join(f"| {prose(60)} |" for _ in range(9)),
    ],
)
def test_points_tables_and_one_long_paragraph_are_no_essay(body: str) -> None:
    assert "prose" not in " ".join(read(f"## A {{minutes=1}}\n\n{body}")[1])


def test_an_essay_with_time_enough_is_none() -> None:
    assert read("# Kinds\n\n<!-- use: handbook/kinds.md#peers {minutes=9} -->", ESSAY)[1] == []


def test_a_word_behind_a_use_that_means_nothing_is_told() -> None:
    assert "names no passage" in read("# K\n\n<!-- use: handbook/kinds.md#peers note -->", ESSAY)[1][0]
