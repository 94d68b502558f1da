"""What the templates of a workshop's slides are filled with: its own page, the hall's view, and the trainer's notes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import asdict

from generators.decks.slideshow.content import ComposedSlide
from generators.decks.slideshow.feet import Foot, foot_of
from generators.decks.slideshow.miniature import draw_ground
from generators.decks.slideshow.miniature_svg import as_symbol
from generators.decks.teaching.cuts import minutes_in, shorter
from generators.decks.teaching.guide import Cue, Guide, GuidePart, GuideSlide, guide_of
from generators.markdown.anchors import slug
from generators.markdown.dialect import Anchor
from generators.markup.element import Markup, escaped
from generators.model import Deck, Kit
from generators.words.catalogue import marked, say, words_of
from generators.words.direction import direction
from generators.words.formats import Plural
from generators.words.present_sections import PresentWords
from generators.writers.site.generated import (
    NOTES_TEMPLATE,
    PRESENT_TEMPLATE,
    WORKSHOP_TEMPLATE,
    deck_path,
    guide_path,
    notes_path,
    present_path,
)
from generators.writers.site.guides import GuideView
from generators.writers.site.slide_html import art_name, slide_html

WORKSHOP_TEMPLATES = (WORKSHOP_TEMPLATE, PRESENT_TEMPLATE, NOTES_TEMPLATE)


class Workshop(Struct, frozen=True, dict=True):
    """A deck with its guide as it is taught: ``whole`` is the deck that it is a cut of, or the deck itself.

    ``cuts`` are the shorter ones of that deck.
    """

    guide: Guide
    whole: Deck
    cuts: tuple[Deck, ...]

    @property
    def deck(self) -> Deck:
        return self.guide.deck

    @cached_property
    def slides(self) -> tuple[ComposedSlide, ...]:
        return tuple(shown for part in self.guide.parts for slide in part.slides for shown in slide.shown)


class ShownSlide(Struct, frozen=True):
    """A slide as it stands on a page: its number in the deck, its ``name`` in addresses, and its HTML.

    ``begins`` and ``minutes`` are the plan's, in minutes; where a slide became several, each has its share.
    """

    number: int
    name: str
    title: str
    html: Markup
    begins: float
    minutes: float
    guide: GuideSlide


class ShownPart(Struct, frozen=True):
    """A section of the deck with the slides that are shown of it."""

    part: GuidePart
    slides: tuple[ShownSlide, ...]

    @property
    def minutes(self) -> float:
        return round(sum(slide.minutes for slide in self.slides), 2)


class Choice(Struct, frozen=True):
    """A length of the workshop that can be presented."""

    label: Markup
    address: str
    is_current: bool


class ChangedSlide(Struct, frozen=True):
    """A slide with its minutes in the whole workshop and in each cut, the longest first: None where it is left out."""

    title: str
    minutes: float
    in_cuts: tuple[float | None, ...]


class WorkshopView(Struct, frozen=True, dict=True):
    """A workshop as a template of its sees it; ``guide`` is its guide on the template's page."""

    workshop: Workshop
    guide: GuideView

    @property
    def deck(self) -> Deck:
        return self.workshop.deck

    def say(self, name: str) -> Markup:
        """A word of presenting, or of another section by its whole name, in the deck's language."""
        return say(self.guide.guide.words, name if "." in name else f"present.{name}")

    @property
    def words(self) -> PresentWords:
        return self.guide.guide.words.present

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys in the hall, each with the word for what it does."""
        words, is_rtl = self.words, direction(self.deck.lang) == "rtl"
        on, back = ("←", "→") if is_rtl else ("→", "←")
        return (
            (f"{on}, {words.keys_next}", "next"),
            (f"{back}, {words.keys_previous}", "previous"),
            (words.keys_ends, "first_last"),
            (words.keys_number, "slide_number"),
            ("O, Esc", "overview"),
            ("F", "full_screen"),
            ("N", "notes"),
            ("B, W", "blank"),
            ("P", "pointer"),
            ("D", "colors"),
            ("?", "help"),
        )

    def link_to(self, slide: ShownSlide) -> Markup:
        """What the link to a slide is called."""
        return escaped(self.words.link_here.format(number=slide.number))

    @cached_property
    def foot(self) -> Foot:
        """What stands at the foot of each slide."""
        return foot_of(self.deck, self.guide.site.kit)

    @cached_property
    def parts(self) -> tuple[ShownPart, ...]:
        return tuple(self._parts())

    def _parts(self) -> Iterator[ShownPart]:
        number, begins = 0, 0.0
        for part in self.workshop.guide.parts:
            slides: list[ShownSlide] = []
            for slide in part.slides:
                minutes = (slide.source.minutes or 0.0) / len(slide.shown)
                for shown in slide.shown:
                    number += 1
                    name, html = self.names[number - 1], self.html(number)
                    slides.append(ShownSlide(number, name, shown.title, html, round(begins, 2), minutes, slide))
                    begins += minutes
            yield ShownPart(part, tuple(slides))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each slide is called in addresses."""
        names = _Names()
        return tuple(names.of(shown.title) for shown in self.workshop.slides)

    def html(self, number: int) -> Markup:
        """The slide of that number, from 1, as it stands on the page."""
        if number not in self._made:
            shown, heading = self.workshop.slides[number - 1], self._heading_id(number)
            self._made[number] = slide_html(shown, number, heading, self.foot, self.guide.asset)
        return self._made[number]

    def _heading_id(self, number: int) -> str:
        """The slide's name, but on the workshop's page, where headings of the page itself may have the same words."""
        is_workshop_page = self.guide.page.src_uri == deck_path(self.workshop.whole)
        return f"kit-slide-{number}" if is_workshop_page else self.names[number - 1]

    @cached_property
    def _made(self) -> dict[int, Markup]:
        return {}

    @property
    def count(self) -> int:
        return len(self.workshop.slides)

    @property
    def minutes(self) -> float:
        """The whole plan's minutes."""
        return round(sum(part.minutes for part in self.parts), 2)

    def length(self, minutes: float) -> Markup:
        """So many minutes in words; nothing for none."""
        words = self.guide.guide.words
        return marked(words, "common.minutes", words.common.minutes.of(round(minutes))) if minutes else Markup()

    def short(self, minutes: float) -> Markup:
        """So many minutes in few letters; nothing for none."""
        words = self.guide.guide.words
        text = words.common.minutes_short.format(minutes=f"{minutes:g}") if minutes else ""
        return marked(words, "common.minutes_short", text)

    @cached_property
    def art(self) -> Markup:
        """What the layouts decorate their slides with, each drawn once."""
        has_logo = self.foot.logo is not None
        drawn = {
            art_name(shown): as_symbol(draw_ground(shown.layout, has_logo=has_logo, rtl=shown.rtl), art_name(shown))
            for shown in self.workshop.slides
        }
        return Markup("").join(drawn[name] for name in sorted(drawn))

    def cues(self, slide: ShownSlide) -> Sequence[Cue]:
        return slide.guide.cues

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The lengths that can be presented, the whole workshop first; none where there is only one."""
        decks, name = (self.workshop.whole, *reversed(self.workshop.cuts)), self.deck.name
        path = notes_path if self.guide.page.src_uri == notes_path(self.deck) else present_path
        words = words_of(self.deck.lang)
        return tuple(
            Choice(escaped(words.common.minutes.of(round(one.minutes))), self.guide.to(path(one)), one.name == name)
            for one in decks
            if self.workshop.cuts
        )

    def present(self, deck: Deck | None = None) -> str:
        """Where the hall's view of the deck is."""
        return self.guide.to(present_path(deck or self.deck))

    @property
    def notes(self) -> str:
        """Where the trainer's notes are."""
        return self.guide.to(notes_path(self.deck))

    @property
    def page(self) -> str:
        """Where the workshop's own page is."""
        return self.guide.to(deck_path(self.workshop.whole))

    @property
    def guide_page(self) -> str:
        return self.guide.to(guide_path(self.workshop.whole))

    @property
    def changed(self) -> tuple[ChangedSlide, ...]:
        """The slides that a shorter cut leaves out or does in less time."""
        whole = self.workshop.whole
        in_cuts = zip(*(minutes_in(whole, cut) for cut in reversed(self.workshop.cuts)), strict=True)
        told = (
            ChangedSlide(slide.title, slide.minutes or 0.0, cut)
            for slide, cut in zip(whole.slides, in_cuts, strict=False)
        )
        return tuple(one for one in told if any(minutes != one.minutes for minutes in one.in_cuts))

    @property
    def script_words(self) -> str:
        """What the scripts say, as JSON by name."""
        words = self.guide.guide.words.present
        said = asdict(words)
        return json.dumps(
            {name: dict(word.forms) if isinstance(word, Plural) else word for name, word in said.items()},
            ensure_ascii=False,
        )

    def outline(self) -> Iterator[Anchor]:
        """What the contents of the workshop's page list of its slides."""
        for part in self.workshop.guide.parts:
            yield Anchor(self.guide.part_title(part), self.guide.part_anchor(part), 2)
        if self.workshop.cuts:
            yield Anchor(self.say("in_less_time"), "kit-cuts", 2)


class _Names:
    """Gives each slide a name of its own, which is no number: a number leads to the slide that has it."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def of(self, title: str) -> str:
        made = slug(title) or "slide"
        made = f"slide-{made}" if made.isdigit() or made.startswith("kit-") else made
        name, number = made, 1
        while name in self._used:
            number += 1
            name = f"{made}-{number}"
        self._used.add(name)
        return name


class Workshops:
    """The workshops of a kit, each composed when somebody first asks for it, and then kept."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._pages: dict[str, tuple[Deck, Deck, tuple[Deck, ...]]] = {}
        self._composed: dict[str, Workshop] = {}
        for whole in kit.decks:
            cuts = shorter(whole)
            self._pages[deck_path(whole)] = (whole, whole, cuts)
            for deck in (whole, *cuts):
                self._pages |= dict.fromkeys((present_path(deck), notes_path(deck)), (deck, whole, cuts))

    def on_page(self, path: str) -> Workshop | None:
        """The workshop whose slides stand on the page of that path."""
        if path not in self._pages:
            return None
        deck, whole, cuts = self._pages[path]
        if deck.name not in self._composed:
            self._composed[deck.name] = Workshop(guide_of(deck, self._kit), whole, cuts)
        return self._composed[deck.name]

    @property
    def foot(self) -> Foot:
        """The foot of the first deck's slides: but for the words, it is the same on all."""
        return foot_of(self._kit.decks[0], self._kit)

    @property
    def slides(self) -> Iterator[ComposedSlide]:
        """All slides of all workshops and their cuts."""
        for path in self._pages:
            self.on_page(path)
        for workshop in self._composed.values():
            yield from workshop.slides
