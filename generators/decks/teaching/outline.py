"""Reads a deck's outline: sections, slides, their minutes and notes, and what they take from the handbook's pages."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePosixPath

from generators.decks.slideshow.content import objects
from generators.decks.slideshow.layouts import LAYOUTS, SILENT
from generators.decks.teaching.key_points import key_points, spoken
from generators.decks.teaching.passages import NOTHING, Passage, take
from generators.decks.teaching.unshown import showable
from generators.markdown.definitions import with_definitions
from generators.markdown.dialect import Dialect, parse, parse_inline, plain
from generators.markdown.texts import texts_of, with_texts
from generators.model import Deck, Heading, Image, Line, Lines, Nodes, Outline, Page, Place, Slide
from generators.model.problems import Problem, Problems, did_you_mean
from generators.model.remembered import remembered
from generators.reading import marks
from generators.reading.expansion import Expansion
from generators.reading.front_matter import MOST_MINUTES, minutes_of
from generators.reading.verbatim import outside_code

ATTRIBUTES = ("layout", "minutes", "materials", "slide")
"""What may stand in the braces of a heading or a use."""

_HEADING = re.compile(r"(?P<marks>#{1,2})(?!#)(?:\s+(?P<title>.*?))?\s*(?:(?<!\{)\{(?P<attributes>[^{}]*)\})?\s*")
_USE = re.compile(
    r"\s*<!--\s*use:\s*(?P<page>[^#\s]+)(#(?P<name>[^\s{}]+))?(?P<first>\s+notes\b)?\s*"
    r"(\{(?P<attributes>[^{}]*)\})?(?P<last>\s*notes\b)?\s*-->\s*"
)
_FOOTNOTE = ("#fn:", "#fn-", "#fnref")
_USE_START = re.compile(r"\s*<!--\s*use\b")
_ATTRIBUTE = re.compile(r"""(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|[^\s"']+)|(?P<other>\S+)""")


@dataclass(frozen=True, slots=True)
class Use:
    """A reference to a passage: ``page`` below the content folder, ``name`` of a passage or section.

    ``is_said`` has the passage in the notes, and its key points on the slide.
    """

    page: str
    name: str
    place: Place
    is_said: bool = False


Segment = Lines | Use
"""A slide's source: lines of its own, and what it takes from pages, in order."""


@dataclass(frozen=True, slots=True)
class SlideSource:
    """The source of one slide. ``level`` is 0 before the first heading, 1 for a section, 2 for a slide.

    ``alone`` says that a use opened it; it and a slide with an empty heading take the passage's heading as title.
    """

    level: int
    title: str
    attributes: Mapping[str, str]
    segments: tuple[Segment, ...]
    notes: Lines
    place: Place
    alone: bool = False


def parts(lines: Lines, start: Place, problems: Problems) -> Iterator[SlideSource]:
    """The outline's slides in order. A use that stands in a section, under no slide's heading, is a slide itself."""
    sources, said = _parts(lines, start)
    problems.extend(said)
    yield from sources


@remembered
def _parts(lines: Lines, start: Place) -> tuple[tuple[SlideSource, ...], tuple[Problem, ...]]:
    problems = Problems()
    return tuple(_sources(lines, start, problems)), tuple(problems.found)


def _sources(lines: Lines, start: Place, problems: Problems) -> Iterator[SlideSource]:
    apart = marks.separated(lines)
    notes = [block for block in marks.find(apart, problems) if block.kind == "notes"]
    said = {index for block in notes for index in range(block.start, block.end + 1)}
    headings = {
        index: found
        for index, line in outside_code(apart)
        if index not in said and (found := _HEADING.fullmatch(line.text))
    }
    clean = marks.without_marks(apart)
    scripts = [(line, index in said) for index, line in enumerate(clean)]
    bounds = [*headings, len(apart)]
    yield from _divided(SlideSource(0, "", {}, (), (), start), scripts[: bounds[0]], problems)
    for index, end in pairwise(bounds):
        found, place = headings[index], apart[index].place
        attributes = _attributes(found["attributes"] or "", place, problems)
        part = SlideSource(len(found["marks"]), (found["title"] or "").strip(), attributes, (), (), place)
        yield from _divided(part, scripts[index + 1 : end], problems)


def _divided(part: SlideSource, lines: list[tuple[Line, bool]], problems: Problems) -> Iterator[SlideSource]:
    """``part`` with its lines (each with whether it is said); a use opens one more part in a section, and where
    it has attributes of its own."""
    own: list[Line] = []
    notes: list[Line] = []
    segments: list[Segment] = []
    for line, is_said in lines:
        use = None if is_said else _use(line, problems)
        if is_said:
            notes.append(line)
        elif use is None:
            own.append(line)
        else:
            reference, options = use
            segments, own = [*segments, *_written(own)], []
            begun = bool(segments or notes)
            if part.level < 2 or part.alone or (options and begun):
                yield replace(part, segments=tuple(segments), notes=tuple(notes))
                part, segments, notes = SlideSource(2, "", options, (), (), line.place, alone=True), [], []
            elif options:
                part = replace(part, attributes={**options, **part.attributes})
            segments.append(reference)
    yield replace(part, segments=(*segments, *_written(own)), notes=tuple(notes))


def _written(lines: list[Line]) -> tuple[Lines, ...]:
    return (tuple(lines),) if any(line.text.strip() for line in lines) else ()


def _use(line: Line, problems: Problems) -> tuple[Use, Mapping[str, str]] | None:
    if not _USE_START.match(line.text):
        return None
    found = _USE.fullmatch(line.text)
    if found and found["name"]:
        options = _attributes(found["attributes"] or "", line.place, problems)
        is_said = bool(found["first"] or found["last"])
        return Use(found["page"], found["name"], line.place, is_said), options
    problems.error(
        "use-malformed",
        line.place,
        f"'{line.text.strip()}' names no passage",
        "write '<!-- use: handbook/page.md#name -->', with the name of a passage or of a section",
    )
    return None


_LOOSE = re.compile(rf"\b({'|'.join(ATTRIBUTES)})\s*=\s*")
_TIME = re.compile(r"min(?:s|ute|utes|uten|utos)?\.?", re.IGNORECASE)
_STRAIGHT = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"')
"""Quotation marks as programs put them in by themselves."""


def _attributes(text: str, place: Place, problems: Problems) -> Mapping[str, str]:
    result: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(_LOOSE.sub(r"\1=", text.translate(_STRAIGHT))):
        key = found["key"]
        if key in ATTRIBUTES:
            result[key] = found["value"].strip("\"'")
        else:
            word = key or found["other"]
            if not key and word.isdecimal() and _TIME.search(text):
                continue
            hint = "write minutes=10" if not key and _TIME.fullmatch(word) else did_you_mean(word, ATTRIBUTES)
            hint = hint or f"known: {', '.join(ATTRIBUTES)}"
            problems.error("slide-unknown-attribute", place, f"a slide has no attribute '{word}'", hint)
    return result


MAY_BE_EMPTY = SILENT | {"title-only"}
"""Layouts that are complete with a title alone."""


LEAST_DIFFERENCE = 0.01
"""In minutes; a third of a minute cannot be written in full."""

_NO_LENGTH = frozenset({"minutes-malformed", "minutes-out-of-range"})
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
    _check_title(outline, problems)
    reader = _Reader(outline, pages, dialect, problems, expansion or Expansion())
    slides = tuple(reader.slides(front.title))
    _check_sum(outline, slides, problems)
    return Deck(
        name=PurePosixPath(outline.path).stem,
        title=front.title,
        minutes=front.minutes or 0.0,
        audience=", ".join(front.audience),
        start=front.start,
        handouts=front.handouts,
        slides=slides,
        lang=outline.lang,
        place=outline.place,
        description=front.description,
        purpose=front.purpose,
        room=front.room,
        materials=front.materials,
        agenda=front.agenda,
        people=front.people,
        places=front.places,
    )


def _check_title(outline: Outline, problems: Problems) -> None:
    if not outline.front.title:
        place, hint = (
            outline.front.places.get("title", outline.place),
            "add 'title: …' between the '---' lines at the top",
        )
        problems.error("deck-without-title", place, "the outline has no title", hint)


@dataclass(frozen=True, slots=True)
class _Content:
    """What one slide's source gives: a heading found in a passage, the body, the notes, and an agenda's minutes.

    ``whole`` is false when a passage that it asks for is not there.
    """

    heading: str
    body: Nodes
    notes: Nodes
    minutes: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Reader:
    outline: Outline
    pages: Mapping[str, Page]
    dialect: Dialect
    problems: Problems
    expansion: Expansion

    def slides(self, deck_title: str) -> Iterator[Slide]:
        cover, *rest = parts(self.outline.lines, self.outline.place, self.problems)
        own_cover = bool(rest) and rest[0].attributes.get("layout") == "title"
        if not own_cover or any(cover.segments):
            yield self._cover(cover, deck_title)
        section = ""
        for part in rest:
            if part.level == 1 and part.attributes.get("slide") == "no":
                section = self._title(part, "")
            else:
                yield self._slide(part, section)
                section = ""

    def _cover(self, part: SlideSource, title: str) -> Slide:
        content = self._content(part)
        return Slide("title", title, content.body, content.notes, None, part.place)

    def _slide(self, part: SlideSource, section: str) -> Slide:
        content = self._content(part)
        title = self._title(part, content.heading)
        layout = self._layout(part)
        self._complain(part, title, layout, content)
        return Slide(
            layout=layout,
            title=title,
            body=content.body,
            notes=content.notes,
            minutes=self._minutes(part, content),
            place=part.place,
            section=title if part.level == 1 else section,
            attributes={key: value for key, value in part.attributes.items() if key not in ("layout", "minutes")},
        )

    def _complain(self, part: SlideSource, title: str, layout: str, content: _Content) -> None:
        if not content.whole:
            return  # what is missing was said, and is why it has no title, text, or notes
        if not title:
            self.problems.error(
                "slide-without-title", part.place, "the slide has no title", "write '## A title' above it"
            )
        if not content.body and layout not in MAY_BE_EMPTY:
            self.problems.error(
                "slide-empty",
                part.place,
                f"the slide '{title}' is empty",
                "write something under its heading, or give it {layout=title-only}",
            )
        if not content.notes and layout not in SILENT:
            self.problems.warn(
                "slide-without-notes",
                part.place,
                f"the slide '{title}' has no notes",
                "say what the trainer says between '<!-- notes -->' and '<!-- /notes -->'",
            )

    def _title(self, part: SlideSource, heading: str) -> str:
        return plain(parse_inline(part.title, self.dialect)) if part.title else heading

    def _layout(self, part: SlideSource) -> str:
        name = part.attributes.get("layout", "section" if part.level == 1 else "")
        if name and name not in LAYOUTS:
            hint = did_you_mean(name, LAYOUTS) or f"known: {', '.join(LAYOUTS)}"
            self.problems.error("slide-unknown-layout", part.place, f"there is no layout '{name}'", hint)
            return ""
        return name

    def _minutes(self, part: SlideSource, content: _Content) -> float | None:
        text = part.attributes.get("minutes", content.minutes)
        if not text:
            return None
        return minutes_of(text, "write 'minutes=7'", part.place, self.problems)

    def _content(self, part: SlideSource) -> _Content:
        """Reads the segments in order; a heading at the very start of a used passage is the slide's, not its body's."""
        heading, minutes, whole = "", "", True
        body: Nodes = ()
        notes: Nodes = ()
        for segment in part.segments:
            if not isinstance(segment, Use):
                own = showable(with_definitions(segment, self.outline.lines), self.dialect, self.problems)
                nodes = parse(own, self.dialect)
                self._check_pictures(nodes)
                body += nodes
                continue
            passage, folder = self._passage(segment), posixpath.dirname(segment.page)
            shown = showable(passage.shown, self.dialect, self.problems)
            nodes = _of_page(parse(shown, self.dialect, folder), segment.page)
            whole = whole and passage != NOTHING
            if nodes and isinstance(nodes[0], Heading) and not body:
                heading, minutes = heading or plain(nodes[0].text), minutes or passage.minutes
                nodes = nodes[1:]
            body += key_points(nodes) if segment.is_said else nodes
            notes += spoken(nodes) if segment.is_said else ()
            notes += _of_page(parse(passage.notes, self.dialect, folder), segment.page)
        return _Content(heading, body, notes + self._said(part.notes), minutes, whole)

    def _said(self, notes: Lines) -> Nodes:
        return parse(with_definitions(notes, self.outline.lines), self.dialect)

    def _check_pictures(self, nodes: Nodes) -> None:
        for image in objects(nodes):
            if isinstance(image, Image) and not (image.alt or image.decorative):
                self.problems.error(
                    "picture-without-words",
                    image.place,
                    f"the picture '{image.source}' has no words for those who cannot see it",
                    "write what it shows between the brackets, '![what it shows](…)', or mark it {.decorative}",
                )

    def _passage(self, use: Use) -> Passage:
        page = self.pages.get(use.page)
        if page is None:
            self.problems.error(
                "use-missing-page", use.place, f"there is no page '{use.page}'", did_you_mean(use.page, self.pages)
            )
            return NOTHING
        passage = take(page, use.name, self.dialect, self.problems, use.place)
        self.expansion.add_lines((*passage.shown, *passage.notes), use.place)
        return passage


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
