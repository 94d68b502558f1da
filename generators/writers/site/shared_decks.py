"""What is told of a deck for its pages (workshop, guide, slides, notes), so that locals which teach it share them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from generators.decks.slideshow.content import ComposedSlide, PictureFill
from generators.decks.teaching.guide import GuidePart, GuideSlide, Handout, Miniature
from generators.markup.element import Markup
from generators.model import Deck
from generators.model.kit import published
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.words.direction import direction
from generators.writers.site.generated import deck_path, guide_path, notes_path, present_path
from generators.writers.site.guides import GuideView, links_in
from generators.writers.site.presenting import Workshop, WorkshopView
from generators.writers.site.slots import Slots
from generators.writers.site.stencils import Told, hole
from generators.writers.site.templates import Unshared
from generators.writers.site.view_data import Emptied, told, told_once
from generators.writers.site.views import PageView

UNSHARED: Any = Unshared()


class SharedDeck(Struct, frozen=True, dict=True):
    """A deck, or a cut of one, as its pages show it; ``view`` is its guide on any of them."""

    view: GuideView
    slots: Slots

    @cached_property
    def told(self) -> Told:
        """All that a guide's page reads but for pictures.

        Raises:
            TypeError: it cannot be told, or is shown in another way than the text of other locals.
        """
        guide, deck = self.view.guide, self.view.deck
        if direction(deck.lang) == "rtl":
            raise TypeError("numbers from right to left are set apart")  # as bodies have it
        plain = [replace(deck, slides=()), guide.facts, guide.purpose, guide.room, guide.materials, guide.ends]
        handouts = [self._handout(one) for one in guide.handouts]
        parts = [[part.title, part.clock, part.length, len(part.slides)] for part in guide.parts]
        pages = [self._to(path(deck)) for path in (deck_path, guide_path, present_path, notes_path)]
        slides = [slide for part in guide.parts for slide in part.slides]
        nodes = (cue.nodes for slide in slides for cue in slide.cues)
        sources = (told_once(slide.source) for slide in slides)
        plan = told([plain, handouts, parts, pages, guide.local, [*map(self._slide, slides)]])
        return Told(plan, (*sources, *map(_told_nodes, nodes)))

    def _handout(self, one: Handout) -> list[object]:
        form, path = one.form, one.form.page.path
        known = [form.name, form.title, form.appendix, form.audience, form.privacy, form.minutes]
        return [path, self._to(path), one.appendix, one.copies, one.address, *known]

    def _to(self, path: str) -> str:
        return self.view.addresses.get(path, "")

    def _slide(self, slide: GuideSlide) -> list[object]:
        times = [slide.number, slide.clock, slide.minutes, slide.length, slide.how, slide.materials]
        nodes = (slide.source.body, *(cue.nodes for cue in slide.cues))
        links = [[link, self._to(link.partition("#")[0])] for each in nodes for link in links_in(each)]
        return [times, links, [[cue.act, cue.label] for cue in slide.cues], [one.alt for one in slide.pictures]]

    def with_slides(self, view: WorkshopView) -> Told:
        """All that a page with the slides reads besides.

        Raises:
            TypeError: it cannot be told.
        """
        if view.deck.name not in self._with_slides:
            self._with_slides[view.deck.name] = self._slides(view)
        return self._with_slides[view.deck.name]

    @cached_property
    def _with_slides(self) -> dict[str, Told]:
        return {}

    def _slides(self, view: WorkshopView) -> Told:
        workshop, foot = view.workshop, view.foot
        files = [self._file(one) if one else "" for one in (foot.logo, foot.dark)]
        lengths = [self._length(deck) for deck in (workshop.whole, *workshop.cuts)]
        changed = [[one.title, one.minutes, one.in_cuts] for one in view.changed]
        signs = [[shown.layout.name, foot.picture(shown.layout) is not None] for shown in workshop.slides]
        named = [view.names, [shown.title for shown in workshop.slides], [*self._of_all(view)]]
        own = told([foot.text, files, lengths, changed, signs, deck_path(workshop.whole), named])
        layouts = {id(shown.layout): shown.layout for shown in workshop.slides}.values()
        return Told(own, (*map(told_once, layouts), *self._of_all(view).values()))

    def _of_all(self, view: WorkshopView) -> Mapping[int, str]:
        """The slides that say nothing of the local, as they are told, by their numbers, from 1."""
        if view.deck.name not in self._known:
            told_of = enumerate(map(self._shown, view.workshop.slides), 1)
            of_all = {number: text for number, text in told_of if text and not self.slots.names_any(text)}
            self._known[view.deck.name] = of_all
        return self._known[view.deck.name]

    @cached_property
    def _known(self) -> dict[str, Mapping[int, str]]:
        return {}

    def _shown(self, shown: ComposedSlide) -> str:
        """A slide, and where its pictures are; nothing for one with the local's logo."""
        pictures = [fill.path for fill in shown.fills.values() if isinstance(fill, PictureFill)]
        if any(isinstance(path, Path) for path in pictures):
            return ""
        return "\n".join((_shown_once(shown), *(published(self.view.site.kit, str(path)) for path in pictures)))

    def slides(self, view: WorkshopView) -> dict[str, Callable[[], str]]:
        """The other slides on the page of ``view``, which are put in last: how large their letters are is their own."""
        numbers = set(range(1, view.count + 1)) - self._of_all(view).keys()
        return {hole(f"slide {number}"): partial(view.html, number) for number in numbers}

    def _length(self, deck: Deck) -> list[object]:
        return [deck.name, deck.minutes, self._to(present_path(deck)), self._to(notes_path(deck))]

    def _file(self, file: Path) -> str:
        return self._files.get(file, "")

    @cached_property
    def _files(self) -> Mapping[Path, str]:
        kit = self.view.site.kit
        return {file: published(kit, path) for path, file in kit.assets.items()}

    def pictures(self, view: GuideView) -> dict[str, Callable[[], str]]:
        """The drawings of all slides on the page of ``view``, by their marks, and what they have in common."""
        drawn = (one for part in view.guide.parts for slide in part.slides for one in slide.pictures)
        pictures = {hole(f"picture {number}"): _drawing(view, one) for number, one in enumerate(drawn)}
        return {**pictures, hole("pictures"): lambda: view.art}


def _drawing(view: GuideView, picture: Miniature) -> Callable[[], str]:
    return lambda: view.picture(picture)


@remembered
def _told_nodes(nodes: Any) -> str:
    return told(nodes)


@remembered
def _shown_once(shown: ComposedSlide) -> str:
    """A slide as the deck has it, but for its notes, which the guide tells."""
    said = [shown.layout.name, shown.title, shown.title_scale, shown.fills, shown.part, shown.section]
    return told([*said, shown.lang, shown.rtl])


class GuideOfMany(GuideView, frozen=True):
    """A guide with stand-ins, whose drawings are put in last."""

    @classmethod
    def of(cls, view: GuideView, page: PageView, emptied: Emptied) -> GuideOfMany:
        """The guide of ``view`` on the ``page``, with stand-ins; what was not told of it refuses to be read."""
        kit, pictures = view.site.kit, iter(range(1_000_000))
        unread: dict[str, Any] = dict.fromkeys(("pages", "forms", "decks", "navigation", "edition"), UNSHARED)
        site = replace(view.site, kit=replace(kit, local=emptied.of(replace(kit.local, url=UNSHARED)), **unread))
        guide = view.guide
        marks = iter(lambda: (emptied.hole(f"picture {next(pictures)}"),), None)
        parts = tuple(_part(part, emptied, marks) for part in guide.parts)
        handouts = tuple(emptied.of(_bare(one)) for one in guide.handouts)
        rest: Any = {"parts": (), "handouts": ()}
        made = replace(emptied.of(replace(guide, **rest)), parts=parts, handouts=handouts)
        of_many = cls(made, site, page, view.addresses)
        vars(of_many)["art"] = Markup(emptied.hole("pictures"))
        return of_many

    def picture(self, picture: Miniature) -> Markup:
        """The mark of a drawing."""
        return Markup("").join(map(Markup, picture.marks))


def _part(part: GuidePart, emptied: Emptied, marks: Iterator[Any]) -> GuidePart:
    slides = tuple(_emptied_slide(slide, emptied, marks) for slide in part.slides)
    return replace(emptied.of(replace(part, slides=())), slides=slides)


def _emptied_slide(slide: GuideSlide, emptied: Emptied, marks: Iterator[Any]) -> GuideSlide:
    pictures = tuple(Miniature(emptied.of(one.alt), next(marks), UNSHARED) for one in slide.pictures)
    return replace(emptied.of(replace(slide, pictures=())), pictures=pictures)


def _bare(handout: Handout) -> Handout:
    """A handout as it is told of."""
    page = replace(handout.form.page, lines=UNSHARED)
    return replace(handout, form=replace(handout.form, page=page, sections=UNSHARED, edition=UNSHARED))


class WorkshopOfMany(WorkshopView, frozen=True):
    """Slides with stand-ins, whose drawn grounds are put in last, and some of them whole."""

    put_in: Mapping[int, Markup]

    @classmethod
    def of(cls, view: WorkshopView, guide: GuideOfMany, own: Container[str], emptied: Emptied) -> WorkshopOfMany:
        """Those of ``view``; ``own`` are the marks of slides that are put in last."""
        names = {number: f"slide {number}" for number in range(1, view.count + 1)}
        put_in = {number: Markup(emptied.hole(name)) for number, name in names.items() if hole(name) in own}
        whole, cuts = emptied.of(view.workshop.whole), emptied.of(view.workshop.cuts)
        made = cls(Workshop(guide.guide, whole, cuts), guide, put_in)
        vars(made).update(foot=emptied.of(view.foot), art=Markup(emptied.hole("art")))
        return made

    def html(self, number: int) -> Markup:
        """The slide of that number, or its mark."""
        return self.put_in.get(number) or super().html(number)
