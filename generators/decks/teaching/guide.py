"""A deck's teaching guide as one value: facts, run sheet, and each slide with its pictures and what to say to it.

A slide's notes are parted by what a trainer does with them: say, ask, watch for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby, takewhile
from typing import Literal
from weakref import ref

from msgspec import Struct

from generators.decks.slideshow.compose import compose, setting_of
from generators.decks.slideshow.content import ComposedSlide
from generators.decks.slideshow.feet import foot_of
from generators.decks.slideshow.layouts import SILENT
from generators.decks.slideshow.links import KitLinks, with_addresses
from generators.decks.slideshow.miniature import Area, Corner, Mark, draw, draw_foot
from generators.decks.teaching.schedule import PEOPLE, Due, ScheduledSection, clock, copies, schedule
from generators.model import Deck, Form, Inline, Kit, Nodes, Paragraph, Slide, Span
from generators.model.comparing import ComparedByHand
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.words.catalogue import Words, outline_words, words_of

Act = Literal["say", "ask", "watch", "do"]


class Cue(Struct, frozen=True):
    """What is said or done at one point. ``label`` is the author's own word, empty for text that only is said."""

    act: Act
    label: str
    nodes: Nodes


@cache
def _acts() -> Mapping[str, Act]:
    """The bold words, in small letters and without their colon, that open a cue."""
    acts: dict[str, Act] = {}
    for words in outline_words():
        acts |= dict.fromkeys(words.say, "say")
        acts |= dict.fromkeys(words.ask, "ask")
        acts |= dict.fromkeys(words.watch, "watch")
        acts |= dict.fromkeys(words.do, "do")
    return acts


@remembered
def cues(notes: Nodes) -> tuple[Cue, ...]:
    """The notes in order. A paragraph that begins with a bold label and a colon opens a cue; other text is said."""
    return tuple(_cues(notes))


def _cues(notes: Nodes) -> Iterator[Cue]:
    current = Cue("say", "", ())
    for node in notes:
        opened = _opened(node.text) if isinstance(node, Paragraph) else None
        if opened is None or not isinstance(node, Paragraph):
            current = replace(current, nodes=(*current.nodes, node))
            continue
        if current.nodes:
            yield current
        label, rest = opened
        current = Cue(_acts()[label.lower()], label, (replace(node, text=rest),) if rest else ())
    if current.nodes:
        yield current


def _opened(text: Inline) -> tuple[str, Inline] | None:
    """The label of a paragraph such as "**Ask:** Who was it?", and the rest of it."""
    label, rest = _labelled(text)
    if label.lower() not in _acts():
        return None
    return label, (replace(rest[0], text=rest[0].text.lstrip()), *rest[1:]) if rest else ()


def _labelled(text: Inline) -> tuple[str, Inline]:
    """The bold words before a colon that open ``text``, known or not, and what follows; an empty label for none."""
    if not text or not text[0].strong:
        return "", text
    label = text[0].text.strip()
    rest = text[1:]
    if not label.endswith(":") and rest and rest[0].text.startswith(":"):
        rest = (replace(rest[0], text=rest[0].text[1:]), *rest[1:])
    elif not label.endswith(":"):
        return "", text
    return label.rstrip(": \u00a0"), rest


_LONGEST_LABEL = 4
"""Words; what is longer is the beginning of a sentence and no name of a part."""


def unknown_labels(notes: Nodes) -> Iterator[tuple[Paragraph, str]]:
    """Each paragraph of ``notes`` that opens as a cue does, with a label that no language of the kit has."""
    for node in notes:
        label = _labelled(node.text)[0] if isinstance(node, Paragraph) else ""
        is_name = 0 < len(label.split()) <= _LONGEST_LABEL
        if isinstance(node, Paragraph) and is_name and label.lower() not in _acts():
            yield node, label


def known_labels(language: str) -> tuple[str, ...]:
    """The labels that open a cue, as an author of ``language`` writes them."""
    words = words_of(language).outline
    return tuple(label.capitalize() for label in (*words.do, *words.say, *words.ask, *words.watch))


class Miniature(Struct, frozen=True):
    """One slide of the deck, drawn small; ``alt`` is its number and title.

    The ``foot`` names the local; most ``marks`` are the same for all.
    """

    alt: str
    marks: tuple[Mark, ...]
    foot: tuple[Mark, ...] = ()

    @property
    def parts(self) -> tuple[tuple[Mark, ...], tuple[Mark, ...], tuple[Mark, ...]]:
        """All of it from back to front: the layout's ground, what is the slide's own, and the foot."""
        return *_ground_and_rest(self.marks), self.foot


@remembered
def _ground_and_rest(marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The same objects for the slide of every local, so that each is drawn once."""
    ground = tuple(takewhile(lambda mark: isinstance(mark, Area | Corner), marks))
    return ground, marks[len(ground) :]


class GuideSlide(Struct, frozen=True):
    """A slide of the outline, with all slides that it became: as they are ``shown``, and ``pictures`` of them.

    ``number`` is its number in the deck, or the first and the last of those slides; ``clock`` is when it is due;
    ``minutes`` is a bare number and ``length`` the same in words, both empty when the slide takes no time of its own;
    ``how`` says talk, activity, or discussion.
    """

    source: Slide
    number: str
    clock: str
    minutes: str
    length: str
    how: str
    materials: tuple[str, ...]
    cues: tuple[Cue, ...]
    pictures: tuple[Miniature, ...]
    shown: tuple[ComposedSlide, ...] = ()

    @property
    def first(self) -> str:
        """The number of the first of its slides."""
        return self.number.partition("\u2013")[0]


class GuidePart(Struct, frozen=True):
    """A section of the deck; ``title`` is empty for what stands before the first one."""

    title: str
    clock: str
    length: str
    slides: tuple[GuideSlide, ...]

    @property
    def rows(self) -> tuple[GuideSlide, ...]:
        """What the run sheet lists below the section's own line."""
        return tuple(slide for slide in self.slides if slide.source.title != self.title)


class Handout(Struct, frozen=True):
    """A form to give out; ``appendix`` and ``copies`` are said in the guide's language.

    ``address`` is where it can be filled in, or empty.
    """

    form: Form
    appendix: str
    copies: str
    address: str = ""


class Guide(Struct, frozen=True):
    """``facts`` are labels and texts: when, how long, for how many, for whom; ``ends`` is the clock time of the end."""

    deck: Deck
    local: str
    words: Words
    facts: tuple[tuple[str, str], ...]
    purpose: str
    room: str
    materials: tuple[str, ...]
    handouts: tuple[Handout, ...]
    parts: tuple[GuidePart, ...]
    ends: str

    @property
    def count(self) -> int:
        """How many slides the deck has, those included on which a long one goes on."""
        return sum(len(slide.pictures) for part in self.parts for slide in part.slides)


def guide_of(deck: Deck, kit: Kit) -> Guide:
    """The guide of ``deck``, which is one of the kit's."""
    return _guide(_DeckOfKit(deck, ref(kit)))


class _DeckOfKit(ComparedByHand, frozen=True):
    """The same as another only when both are the very same objects: whole kits are too large to compare, or to keep."""

    deck: Deck
    kit: ref[Kit]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _DeckOfKit) and self.deck is other.deck and self.kit() is other.kit() is not None

    def __hash__(self) -> int:
        return id(self.deck)


MOST_GUIDES = 32
"""How many a process remembers: the workshops of a kit with their shorter cuts, each of which several pages show."""


@lru_cache(MOST_GUIDES)
def _guide(key: _DeckOfKit) -> Guide:
    """Remembered, so that paper and page, when one process makes both, draw each slide once."""
    deck, kit = key.deck, key.kit()
    assert kit is not None, "whoever asks for a guide holds its kit"
    parts = schedule(deck)
    links = KitLinks(kit, deck.lang)
    author = _Author(deck, words_of(deck.lang), math.fsum(part.minutes for part in parts), _drawn(deck, kit), links)
    return Guide(
        deck=deck,
        local=kit.local.brand.name,
        words=author.words,
        facts=tuple((label, text) for label, text in author.facts() if text),
        purpose=deck.purpose,
        room=deck.room,
        materials=deck.materials,
        handouts=tuple(author.handouts({form.name: form for form in kit.forms})),
        parts=tuple(author.part(part) for part in parts),
        ends=author.clock(author.total),
    )


class _Drawn(Struct, frozen=True):
    number: int
    shown: ComposedSlide
    picture: Miniature

    @property
    def layout(self) -> str:
        return self.shown.layout.name


class _Author(Struct, frozen=True):
    """``total`` is the minutes of all slides; ``drawn`` are those of each slide of the outline, by its identity."""

    deck: Deck
    words: Words
    total: float
    drawn: Mapping[int, tuple[_Drawn, ...]]
    links: KitLinks

    def facts(self) -> Iterator[tuple[str, str]]:
        span = f"{self.clock(0)} \u2013 {self.clock(self.total)}" if self.deck.start and self.total else ""
        yield self.words.guide.when, span
        yield self.words.guide.length_label, self.words.common.minutes.of(self.total) if self.total else ""
        yield self.words.guide.people, self.words.guide.people_count.of(self.deck.people or PEOPLE)
        yield self.words.guide.audience, self.deck.audience

    def handouts(self, forms: Mapping[str, Form]) -> Iterator[Handout]:
        count = self.words.guide.copies.of(copies(self.deck.people or PEOPLE))
        for form in (forms[name] for name in self.deck.handouts if name in forms):
            appendix = self.words.common.appendix_number.format(number=form.appendix) if form.appendix else ""
            yield Handout(form, appendix, count, self.links.address(form.page.path))

    def part(self, part: ScheduledSection) -> GuidePart:
        slides = tuple(self._slide(due) for due in part.dues)
        return GuidePart(part.title, self.clock(part.begins), self._length(part.minutes), slides)

    def clock(self, minutes: float) -> str:
        """When, so many minutes after the start; nothing for a deck that gives no times."""
        return clock(self.deck.start, minutes, self.deck.lang) if self.total else ""

    def _slide(self, due: Due) -> GuideSlide:
        slide, drawn = due.slide, self.drawn[id(due.slide)]
        first, last, layout = drawn[0].number, drawn[-1].number, drawn[0].layout
        return GuideSlide(
            source=slide,
            number=f"{first}" if first == last else f"{first}\u2013{last}",
            clock=self.clock(due.begins),
            minutes=f"{due.minutes:g}" if due.minutes else "",
            length=self._length(due.minutes),
            how=self._how(layout),
            materials=tuple(item for item in map(str.strip, slide.attributes.get("materials", "").split(";")) if item),
            cues=tuple(replace(cue, label=cue.label or self.words.guide.say) for cue in self._cues(slide, layout)),
            pictures=tuple(item.picture for item in drawn),
            shown=tuple(item.shown for item in drawn),
        )

    def _cues(self, slide: Slide, layout: str) -> tuple[Cue, ...]:
        if slide.notes or layout in SILENT:
            return cues(slide.notes)
        if slide is not self._first_without_notes:
            return ()
        own_words = self.words.deck.no_notes.format(title=slide.title)
        return (Cue("say", "", (Paragraph((Span(own_words),)),)),)

    @property
    def _first_without_notes(self) -> Slide | None:
        """Where a trainer is told to find words; the next ones are for the same words of their own."""
        silent = (slide for slide in self.deck.slides if not slide.notes)
        return next((slide for slide in silent if self.drawn[id(slide)][0].layout not in SILENT), None)

    def _length(self, minutes: float) -> str:
        return self.words.common.minutes_short.format(minutes=f"{minutes:g}") if minutes else ""

    def _how(self, layout: str) -> str:
        named = {"activity": self.words.common.activity, "discussion": self.words.common.discussion}
        return named.get(layout.split("-")[0], "" if layout in SILENT else self.words.guide.talk)


def _drawn(deck: Deck, kit: Kit) -> Mapping[int, tuple[_Drawn, ...]]:
    setting, foot = setting_of(deck, kit), foot_of(deck, kit)
    form = words_of(deck.lang).guide.picture

    def drawn(number: int, shown: ComposedSlide) -> _Drawn:
        marks = draw(shown, number, setting.family)
        below = draw_foot(shown.layout, foot, setting.family, rtl=shown.rtl)
        return _Drawn(number, shown, Miniature(form.format(number=number, title=shown.title), marks, below))

    linked = with_addresses(deck, kit)
    written = {id(shown): id(slide) for shown, slide in zip(linked.slides, deck.slides, strict=True)}
    numbered = enumerate(compose(linked, setting), 1)
    groups = groupby(numbered, key=lambda pair: id(pair[1].source))
    return {written[source]: tuple(drawn(number, shown) for number, shown in group) for source, group in groups}
