"""The workshops of the kit and of its samples can be taught as planned: their time holds, for everybody in the room."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from generators.decks.slideshow.compose import compose, own_layouts, setting_of
from generators.decks.slideshow.links import with_addresses
from generators.decks.teaching.cuts import shorter
from generators.decks.teaching.guide import Cue, cues
from generators.decks.teaching.schedule import schedule
from generators.markdown.texts import texts_of
from generators.model import Deck, Kit, Slide
from generators.model.problems import Problems
from generators.model.program import FOLDER
from generators.model.replacing import replace
from generators.reading.source import read_handbook, read_local
from generators.resolving.overrides import overrides_of
from generators.resolving.resolve import resolve

SPANISH = FOLDER / "overrides" / "locals" / "valle-318"
DECKS = sorted(file.stem for folder in (FOLDER, SPANISH) for file in Path(folder, "slides").glob("*.md"))
WORDS_A_MINUTE = 130
ANSWERED = 1.5
"""Minutes in which two or three people of the room answer a question."""

CHANGE = 5 / 60
"""Minutes that it takes to go on to the next slide."""

LONG = 4
"""Minutes from which an activity can be made shorter."""

ONLINE, SEATED, LATE = ("online", "en línea"), ("seated", "sin levantarse"), ("if you are late", "si se hace tarde")


@pytest.fixture(scope="module")
def kit() -> Kit:
    """That of the Spanish sample, which has all workshops of the base, and one of its own."""
    problems = Problems()
    handbook = read_handbook(FOLDER, problems)
    local = read_local(handbook, SPANISH, problems)
    made = resolve(handbook, local, overrides_of(handbook, local), problems)
    assert not problems.errors
    return made


@pytest.fixture(params=DECKS)
def deck(kit: Kit, request: pytest.FixtureRequest) -> Deck:
    return next(one for one in kit.decks if one.name == request.param)


def _words(cue: Cue) -> int:
    return sum(len("".join(span.text for span in text).split()) for text in texts_of(cue.nodes))


def _labels(slide: Slide) -> set[str]:
    return {cue.label.lower() for cue in cues(slide.notes)}


def _is_activity(slide: Slide) -> bool:
    return slide.layout.startswith(("activity", "discussion")) or (
        slide.layout != "title" and not _labels(slide).isdisjoint(ONLINE)
    )


def _spoken(slide: Slide) -> float:
    return sum(_words(cue) for cue in cues(slide.notes) if cue.act in ("say", "ask")) / WORDS_A_MINUTE


def _takes(slide: Slide) -> float:
    """Minutes by the slide's own script: an activity as long as it says, else what is said, and the answers to it."""
    if _is_activity(slide):
        return (slide.minutes or 0) + CHANGE
    return _spoken(slide) + ANSWERED * sum(cue.act == "ask" for cue in cues(slide.notes)) + CHANGE


def test_each_part_takes_as_long_as_it_is_planned_in_each_cut(deck: Deck) -> None:
    for cut in (deck, *shorter(deck)):
        parts = {part.title: (part.minutes, sum(_takes(due.slide) for due in part.dues)) for part in schedule(cut)}
        off = {title: times for title, times in parts.items() if abs(times[1] - times[0]) > max(1.5, times[0] / 10)}
        assert (cut.name, off) == (cut.name, {})
        assert sum(takes for _, takes in parts.values()) == pytest.approx(cut.minutes, rel=0.05)


def test_in_an_activity_the_trainer_talks_less_than_half_of_the_time(deck: Deck) -> None:
    assert [one.title for one in deck.slides if _is_activity(one) and _spoken(one) > (one.minutes or 0) / 2] == []


@pytest.mark.parametrize("way", [ONLINE, SEATED], ids=["online", "seated"])
def test_everybody_can_take_part_in_each_activity(deck: Deck, way: tuple[str, ...]) -> None:
    assert [one.title for one in deck.slides if _is_activity(one) and _labels(one).isdisjoint(way)] == []


def test_long_activities_say_what_to_leave_out_when_it_is_late(deck: Deck) -> None:
    long = [one for one in deck.slides if _is_activity(one) and (one.minutes or 0) >= LONG]
    assert [one.title for one in long if _labels(one).isdisjoint(LATE)] == []


def test_the_cover_names_what_to_read_before(deck: Deck) -> None:
    assert not _labels(deck.slides[0]).isdisjoint({"read before", "lea antes"})


def test_no_more_than_two_slides_in_a_row_look_alike(kit: Kit, deck: Deck) -> None:
    for cut in (deck, *shorter(deck)):
        shown = compose(with_addresses(cut, kit), replace(setting_of(cut, kit), layouts=own_layouts(cut.lang)))
        looks = [slide.layout.name.removesuffix("-large") for slide in shown]
        rows = [number for number, (one, two) in enumerate(pairwise(looks), 1) if one == two]
        assert [number for number, after in pairwise(rows) if after == number + 1] == []
