"""What a trainer says, asks, and watches for is told apart by the bold words that open a paragraph."""

from __future__ import annotations

import pytest
from deck_samples import deck
from sample import DIALECT, lines, messages

from generators.checking.slides import check_notes
from generators.decks.slideshow.content import paragraphs
from generators.decks.teaching.guide import cues
from generators.markdown.dialect import parse
from generators.model.problems import Problems


def read(text: str) -> list[tuple[str, str, str]]:
    found = cues(parse(lines(text), DIALECT))
    return [(cue.act, cue.label, " / ".join(item.text for item in paragraphs(cue.nodes))) for cue in found]


def test_a_bold_label_opens_a_part_that_runs_to_the_next_one() -> None:
    notes = "**Say:** Welcome.\n\nAll of you.\n\n- one\n\n**Ask:** Who is here?\n\n**Watch for:** The clock."
    assert read(notes) == [
        ("say", "Say", "Welcome. / All of you. / one"),
        ("ask", "Ask", "Who is here?"),
        ("watch", "Watch for", "The clock."),
    ]


def test_notes_without_labels_are_said() -> None:
    assert read("Welcome.\n\nAll of you.") == [("say", "", "Welcome. / All of you.")]


@pytest.mark.parametrize("text", ["**Say**: Welcome.", "**Say:** Welcome.", "**SAY:** Welcome."])
def test_the_colon_may_be_bold_or_not(text: str) -> None:
    assert read(text)[0][0::2] == ("say", "Welcome.")


def test_other_bold_words_open_nothing() -> None:
    assert read("**Remember:** Breathe.") == [("say", "", "Remember: Breathe.")]


def test_labels_are_known_in_the_languages_of_the_kit() -> None:
    assert [act for act, _, _ in read("**Diga:** Hola.\n\n**Pregunte:** ¿Quién?\n\n**Fíjese:** La hora.")] == [
        "say",
        "ask",
        "watch",
    ]


def named(notes: str) -> list[str]:
    problems = Problems()
    check_notes(deck(f"# Hello\n\n- a\n\n<!-- notes -->\n\n{notes}\n\n<!-- /notes -->\n"), problems)
    return messages(problems.found)


@pytest.mark.parametrize(
    ("slip", "meant"), [("Sya", "Say"), ("Watch fro", "Watch for"), ("If your late", "If you are late")]
)
def test_a_slip_in_the_name_of_a_part_is_named_with_its_line_and_what_was_meant(slip: str, meant: str) -> None:
    (message,) = named(f"**Do:** Wait.\n\n**{slip}:** Welcome.")
    assert f"the notes of 'Hello' have a part '{slip}'" in message
    assert f"(did you mean '{meant}'?)" in message
    assert message.startswith("slides/talk.md:9:")


def test_a_part_that_nobody_knows_is_named_with_those_that_are_known() -> None:
    (message,) = named("**Ask:** Who?\n\n**Shout**: Welcome.")
    assert "**Do:**" in message and "**Watch for:**" in message and "**Read before:**" in message


@pytest.mark.parametrize(
    "notes",
    ["**Say:** a\n\n**Fíjese:** b", "**Purpose:** a", "**Breathe** now.", "**One, two, three, four, five:** go."],
)
def test_known_parts_and_other_bold_words_are_left_alone(notes: str) -> None:
    assert named(notes) == []
