"""Reads a deck's outline: sections, slides, their minutes and notes, and what they take from the handbook's pages."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from generators.decks.slideshow.content import objects
from generators.decks.slideshow.layouts import LAYOUTS, SILENT
from generators.decks.teaching.key_points import key_points, spoken
from generators.decks.teaching.passages import NOTHING, Passage, excerpt, report_missing
from generators.decks.teaching.sources import SlideSource, Use, parts
from generators.decks.teaching.unshown import showable
from generators.markdown.definitions import with_definitions
from generators.markdown.dialect import Dialect, parse, parse_inline, plain, typeset
from generators.markdown.texts import texts_of, with_texts
from generators.model import Deck, Heading, Image, Nodes, Outline, Page, Slide
from generators.model.problems import Problem, Problems, did_you_mean, nearest_file
from generators.model.remembered import remembered_by_contents
from generators.model.replacing import replace
from generators.reading import marks
from generators.reading.durations import MOST_MINUTES, minutes_of
from generators.reading.expansion import Expansion

_FOOTNOTE = ("#fn:", "#fn-", "#fnref")

MAY_BE_EMPTY = SILENT | {"title-only"}
"""Layouts that are complete with a title alone."""


LEAST_DIFFERENCE = 0.01
"""In minutes; a third of a minute cannot be written in full."""

_NO_LENGTH = frozenset({"slide-unknown-attribute", "minutes-malformed", "minutes-out-of-range"})
"""Mistakes after which the slides' lengths add up to nothing that could be compared."""


def read_deck(
    outline: Outline,
    pages: Mapping[str, Page],
    dialect: Dialect,
    problems: Problems,
    expansion: Expansion | None = None,
) -> Deck:
    """The deck of one outline. ``pages`` are the handbook's, by path, with their marks still in place.

    Raises:
        RefusedInput: what it takes from them is more than ``expansion`` allows.
    """
    front = outline.front
    reader = _Reader(outline, pages, dialect, problems, expansion or Expansion())
    slides = reader.checked_slides()
    return Deck(
        name=PurePosixPath(outline.path).stem,
        title=reader.typeset(front.title),
        minutes=front.minutes or 0.0,
        audience=reader.typeset(", ".join(front.audience)),
        start=front.start,
        handouts=front.handouts,
        slides=slides,
        lang=outline.lang,
        place=outline.place,
        description=front.description,
        purpose=reader.typeset(front.purpose),
        room=reader.typeset(front.room),
        materials=tuple(map(reader.typeset, front.materials)),
        agenda=front.agenda,
        people=front.people,
        search_terms=front.search_terms,
        places=front.places,
    )


def _check_title(outline: Outline, problems: Problems) -> None:
    if not outline.front.title:
        place, hint = (
            outline.front.places.get("title", outline.place),
            "add 'title: …' between the '---' lines at the top",
        )
        problems.error("deck-without-title", place, "the outline has no title", hint)


class _Content(Struct, frozen=True):
    """What one slide's source gives: a heading found in a passage, the body, the notes, and an agenda's minutes.

    ``whole`` is false when a passage that it asks for is not there.
    """

    heading: str
    body: Nodes
    notes: Nodes
    minutes: str
    whole: bool = True


class _Reader(Struct, frozen=True):
    outline: Outline
    pages: Mapping[str, Page]
    dialect: Dialect
    problems: Problems
    expansion: Expansion

    def typeset(self, text: str) -> str:
        """A setting, letter by letter, with the quotation marks and apostrophes of the slides."""
        return typeset(text, self.dialect)

    def checked_slides(self) -> tuple[Slide, ...]:
        """All slides; the outline has a title, and they take as long as it says."""
        _check_title(self.outline, self.problems)
        slides = tuple(self.slides(self.typeset(self.outline.front.title)))
        _check_sum(self.outline, slides, self.problems)
        return slides

    def slides(self, deck_title: str) -> Iterator[Slide]:
        cover, *rest = parts(self.outline.lines, self.outline.place, self.problems)
        own_cover = bool(rest) and dict(rest[0].attributes).get("layout") == "title"
        if not own_cover or any(cover.segments):
            yield self._slide(cover, "", deck_title)
        section = ""
        for part in rest:
            if part.level == 1 and ("slide", "no") in part.attributes:
                section = _title(part, "", self.dialect)
            else:
                yield self._slide(part, section)
                section = ""

    def _slide(self, part: SlideSource, section: str, cover: str | None = None) -> Slide:
        """The slide of ``part``; one before the first heading is the cover, with the deck's title."""
        outline, uses = self.outline.lines, [segment for segment in part.segments if isinstance(segment, Use)]
        segments = (one if isinstance(one, Use) else with_definitions(one, outline) for one in part.segments)
        source = part._replace(segments=tuple(segments), notes=with_definitions(part.notes, outline))
        passages = tuple(map(self._passage, uses))
        read = _read(source, passages, section, cover, self.dialect)
        self.problems.extend(read.problems)
        for use, passage in zip(uses, passages, strict=True):
            self.expansion.add_lines((*passage.shown, *passage.notes), use.place)
        return read.slide

    def _passage(self, use: Use) -> Passage:
        if not use.name:
            return NOTHING  # why was said where it stands
        page = self.pages.get(use.page)
        if page is None:
            self.problems.error(
                "use-missing-page", use.place, f"there is no page '{use.page}'", nearest_file(use.page, self.pages)
            )
            return NOTHING
        found = excerpt(page, use.name, self.dialect)
        if found is None:
            report_missing(page, use.name, self.dialect, self.problems, use.place)
        return found or NOTHING


class _ReadSlide(Struct, frozen=True):
    """A ``slide``, and what is wrong with it."""

    slide: Slide
    problems: tuple[Problem, ...]


@remembered_by_contents
def _read(
    source: SlideSource, passages: tuple[Passage, ...], section: str, cover: str | None, dialect: Dialect
) -> _ReadSlide:
    """The slide of ``source``, in which every definition stands that it uses, with ``passages`` for its uses.

    Most slides are the same in the next local, and the very same object then: what is made of them is not made again.
    """
    reader = _SlideReader(source, iter(passages), dialect, Problems())
    slide = reader.slide(section) if cover is None else reader.cover(cover)
    return _ReadSlide(slide, tuple(reader.problems.found))


def _title(part: SlideSource, heading: str, dialect: Dialect) -> str:
    return plain(parse_inline(part.title, dialect)) if part.title else heading


class _SlideReader(Struct, frozen=True):
    part: SlideSource
    passages: Iterator[Passage]
    dialect: Dialect
    problems: Problems

    def cover(self, title: str) -> Slide:
        content = self._content()
        return Slide("title", title, content.body, content.notes, None, self.part.place)

    def slide(self, section: str) -> Slide:
        part, content = self.part, self._content()
        title = _title(part, content.heading, self.dialect)
        layout = self._layout()
        self._complain(title, layout, content)
        return Slide(
            layout=layout,
            title=title,
            body=content.body,
            notes=content.notes,
            minutes=self._minutes(content),
            place=part.place,
            section=title if part.level == 1 else section,
            attributes={
                key: typeset(value, self.dialect) if key == "materials" else value
                for key, value in part.attributes
                if key not in ("layout", "minutes")
            },
        )

    def _complain(self, title: str, layout: str, content: _Content) -> None:
        place = self.part.place
        if not content.whole:
            return  # what is missing was said, and is why it has no title, text, or notes
        if not title:
            self.problems.error("slide-without-title", place, "the slide has no title", "write '## A title' above it")
        if not content.body and layout not in MAY_BE_EMPTY:
            self.problems.error(
                "slide-empty",
                place,
                f"the slide '{title}' is empty",
                "write something under its heading, or give it {layout=title-only}",
            )
        if not content.notes and layout not in SILENT:
            self.problems.warn(
                "slide-without-notes",
                place,
                f"the slide '{title}' has no notes",
                "say what the trainer says between '<!-- notes -->' and '<!-- /notes -->'",
            )

    def _layout(self) -> str:
        part = self.part
        name = dict(part.attributes).get("layout", "section" if part.level == 1 else "")
        if name and name not in LAYOUTS:
            hint = did_you_mean(name, LAYOUTS) or f"known: {', '.join(LAYOUTS)}"
            self.problems.error("slide-unknown-layout", part.place, f"there is no layout '{name}'", hint)
            return ""
        return name

    def _minutes(self, content: _Content) -> float | None:
        part = self.part
        text = dict(part.attributes).get("minutes", content.minutes)
        if not text:
            return None
        return minutes_of(text, "write 'minutes=7'", part.place, self.problems)

    def _content(self) -> _Content:
        """Reads the segments in order; a heading at the very start of a used passage is the slide's, not its body's."""
        heading, minutes, whole = "", "", True
        body: Nodes = ()
        notes: Nodes = ()
        for segment in self.part.segments:
            if not isinstance(segment, Use):
                own = showable(segment, self.dialect, self.problems)
                nodes = parse(own, self.dialect)
                self._check_pictures(nodes)
                body += nodes
                continue
            passage, folder = next(self.passages), posixpath.dirname(segment.page)
            shown = showable(marks.put_in(passage.shown, segment.place), self.dialect, self.problems)
            nodes = _of_page(parse(shown, self.dialect, folder), segment.page)
            whole = whole and passage != NOTHING
            if nodes and isinstance(nodes[0], Heading) and not body:
                heading, minutes = heading or plain(nodes[0].text), minutes or passage.minutes
                nodes = nodes[1:]
            body += key_points(nodes) if segment.is_said else nodes
            notes += spoken(nodes) if segment.is_said else ()
            said = marks.put_in(passage.notes, segment.place)
            notes += _of_page(parse(said, self.dialect, folder), segment.page)
        notes += parse(self.part.notes, self.dialect)
        return _Content(heading, body, notes, minutes, whole)

    def _check_pictures(self, nodes: Nodes) -> None:
        for image in objects(nodes):
            if isinstance(image, Image) and not (image.alt or image.decorative):
                self.problems.error(
                    "picture-without-words",
                    image.place,
                    f"the picture '{image.source}' has no words for those who cannot see it",
                    "write what it shows between the brackets, '![what it shows](…)', or mark it {.decorative}",
                )


def _of_page(nodes: Nodes, path: str) -> Nodes:
    """A passage whose links to headings of its own page lead there from a deck, too."""
    if not any(_is_anchor(span.href) for text in texts_of(nodes) for span in text):
        return nodes
    return with_texts(
        nodes, lambda text: tuple(replace(s, href=path + s.href) if _is_anchor(s.href) else s for s in text)
    )


def _is_anchor(href: str) -> bool:
    """Whether a link leads to a heading beside it; a footnote stands on the slide itself."""
    return len(href) > 1 and href[0] == "#" and not href.startswith(_FOOTNOTE)


def _check_sum(outline: Outline, slides: tuple[Slide, ...], problems: Problems) -> None:
    """What a wrong length leaves out of the sum is no further mistake."""
    if any(problem.code in _NO_LENGTH and problem.place.file == outline.place.file for problem in problems.found):
        return
    front, total = outline.front, math.fsum(slide.minutes or 0 for slide in slides)
    if front.minutes is not None and not math.isclose(total, front.minutes, abs_tol=LEAST_DIFFERENCE):
        problems.error(
            "deck-minutes-differ",
            front.places["minutes"],
            f"the deck promises {front.minutes:g} minutes, its slides take {total:g}",
            "change 'minutes:' here or the {minutes=…} of the slides",
        )
    elif total > MOST_MINUTES:
        message = f"the slides take {total:g} minutes together, and a day has {MOST_MINUTES}"
        problems.error("minutes-out-of-range", outline.place, message, "make an outline of each day")
