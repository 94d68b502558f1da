"""A teaching guide holds, once for paper and page, what a trainer needs: times, numbers, pictures, and words."""

from __future__ import annotations

import gc
from weakref import ref

import pytest
from deck_samples import deck, kit

from generators.decks.slideshow.miniature import TextLine
from generators.decks.teaching.guide import Guide, GuideSlide, guide_of
from generators.decks.teaching.schedule import Evening, rescheduled
from generators.model import Deck, Form, FormPage, Paragraph, Span
from generators.model.replacing import replace

OUTLINE = """
# Why {minutes=2}

## Draw your road {layout=activity minutes=7 materials="paper; markers"}

1. Draw a line

<!-- notes -->
**Ask:** Who was there?
<!-- /notes -->

## Duties {minutes=3}

""" + "\n".join(f"- Duty {number}: {'a word or two of this duty ' * 4}" for number in range(9))


def talk(lang: str = "en", outline: str = OUTLINE, **meta: object) -> Deck:
    return deck(outline, lang, "talk", **{"start": "18:00", "audience": "stewards", **meta})


def made(of: Deck) -> Guide:
    return guide_of(of, kit(of))


def slides(guide: Guide) -> dict[str, GuideSlide]:
    return {slide.source.title: slide for part in guide.parts for slide in part.slides}


def test_the_facts_are_those_of_the_evening() -> None:
    facts = dict(made(rescheduled(talk(), Evening("19:30", 24))).facts)
    assert (facts["When"], facts["How long"]) == ("7:30 pm \u2013 7:42 pm", "12 minutes")
    assert (facts["Planned for"], facts["For whom"]) == ("24 people", "stewards")


def test_a_guide_is_made_once_for_a_kit_and_keeps_none_in_memory() -> None:
    of = talk()
    one, other = kit(of), kit(of)
    guide = guide_of(of, one)
    assert guide_of(of, one) is guide
    assert guide_of(of, other) is not guide
    watched = ref(one)
    del one
    gc.collect()
    assert watched() is None


def test_each_slide_has_its_time_its_number_and_its_kind() -> None:
    guide = made(talk())
    rows = [(slide.clock, slide.minutes, slide.number, slide.how) for part in guide.parts for slide in part.slides]
    assert rows == [
        ("6:00 pm", "", "1", ""),
        ("6:00 pm", "2", "2", ""),
        ("6:02 pm", "7", "3", "Activity"),
        ("6:09 pm", "3", "4\u20135", "Talk"),
    ]
    assert guide.ends == "6:12 pm"


def test_the_run_sheet_does_not_list_a_section_twice() -> None:
    opening, why = made(talk()).parts
    assert [row.source.title for row in opening.rows] == ["A talk"]
    assert (why.title, why.clock, why.length) == ("Why", "6:00 pm", "12 min")
    assert [row.source.title for row in why.rows] == ["Draw your road", "Duties"]


def test_a_slide_that_became_two_shows_both() -> None:
    pictures = slides(made(talk()))["Duties"].pictures
    assert [picture.alt for picture in pictures] == ["Slide 4: Duties", "Slide 5: Duties (continued)"]
    drawn = [
        "".join(run.text for mark in picture.marks if isinstance(mark, TextLine) for run in mark.runs)
        for picture in pictures
    ]
    assert "Duty 0" in drawn[0] and "Duty 8" in drawn[1]


def test_an_inferred_discussion_is_one() -> None:
    guide = made(talk(outline="## Who?\n\n!!! question\n\n    Who was your mentor?\n"))
    assert slides(guide)["Who?"].how == "Discussion"


def test_what_is_said_without_a_label_is_said() -> None:
    guide = made(talk(outline="## A\n\n- b\n\n<!-- notes -->\nWelcome.\n<!-- /notes -->"))
    assert [(cue.label, cue.act) for cue in slides(guide)["A"].cues] == [("Say", "say")]


def test_a_slide_without_notes_asks_for_the_trainers_own_words() -> None:
    guide = slides(made(talk()))
    (cue,) = guide["Duties"].cues
    assert cue.nodes == (Paragraph((Span("In your own words: \u201cDuties\u201d"),)),)
    assert guide["Why"].cues == ()


def test_the_words_for_a_slide_without_notes_are_not_said_again() -> None:
    guide = slides(made(talk(outline="## A\n\n- b\n\n## B\n\n- c\n\n## C\n\n- d\n")))
    assert [len(guide[title].cues) for title in "ABC"] == [1, 0, 0]


def test_a_deck_that_gives_no_times_shows_none() -> None:
    guide = made(talk(outline="## A\n\n- b"))
    assert [slide.clock for part in guide.parts for slide in part.slides] == ["", ""]
    assert guide.ends == ""
    assert [label for label, _ in guide.facts] == ["Planned for", "For whom"]


def test_handouts_come_with_their_copies() -> None:
    page = FormPage("forms/notes.md", "en", ())
    form = Form(page, "notes", "Notes", "IV", "mentee", "", (), "1")
    of = talk(handouts=["notes", "gone"], people=20)
    (handout,) = guide_of(of, replace(kit(of), forms=(form,))).handouts
    assert (handout.form.title, handout.appendix, handout.copies) == ("Notes", "Appendix IV", "22 copies")


@pytest.mark.parametrize(
    ("lang", "words"), [("es", "Guía didáctica"), ("ar", "دليل التدريس"), ("de", "Teaching guide")]
)
def test_the_guide_speaks_the_decks_language(lang: str, words: str) -> None:
    assert made(talk(lang)).words.guide.title == words


def test_paper_and_page_share_one_guide_and_its_drawings() -> None:
    of = talk()
    whole = kit(of)
    assert guide_of(of, whole) is guide_of(of, whole)
    assert guide_of(of, kit(of)) is not guide_of(of, whole)


def test_each_of_a_dozen_workshops_is_drawn_once() -> None:
    decks = tuple(replace(talk(), name=f"talk-{number}") for number in range(12))
    whole = replace(kit(decks[0]), decks=decks)
    first = [guide_of(deck, whole) for deck in decks]
    assert all(guide_of(deck, whole) is guide for deck, guide in zip(decks, first, strict=True))
