"""Reads a deck's outline: sections, slides, their minutes and notes, and what they take from the handbook's pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generators.model import Deck, Heading, Image, Lines, Nodes, Page, Slide
from generators.problems import Problems, did_you_mean
from generators.prose import Dialect, parse, parse_inline, plain
from generators.slideshow.layouts import LAYOUTS
from generators.teaching.outline_syntax import Part, Use, parts
from generators.teaching.passages import NOTHING, Passage, take
from generators.teaching.script import SILENT

MAY_BE_EMPTY = SILENT | {"title-only"}
"""Layouts that are complete with a title alone."""

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def read_deck(outline: Page, pages: Mapping[str, Page], dialect: Dialect, problems: Problems) -> Deck:
    """The deck of one outline. ``pages`` are the handbook's, by path, with their marks still in place."""
    title = _text(outline, "title")
    if not title:
        problems.error(outline.place, "the outline has no title", "add 'title: …' between the '---' lines at the top")
    reader = _Reader(outline, pages, dialect, problems)
    slides = tuple(reader.slides(title))
    minutes = _number(outline, "minutes", problems)
    _check_sum(outline, minutes, slides, problems)
    return Deck(
        name=PurePosixPath(outline.path).stem,
        title=title,
        minutes=minutes,
        audience=_text(outline, "audience"),
        start=_clock(outline, problems),
        handouts=_list(outline.meta.get("handouts")),
        slides=slides,
        lang=outline.lang,
        place=outline.place,
        meta=outline.meta,
    )


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
    outline: Page
    pages: Mapping[str, Page]
    dialect: Dialect
    problems: Problems

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

    def _cover(self, part: Part, title: str) -> Slide:
        content = self._content(part)
        return Slide("title", title, content.body, content.notes, None, part.place)

    def _slide(self, part: Part, section: str) -> Slide:
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

    def _complain(self, part: Part, title: str, layout: str, content: _Content) -> None:
        if not content.whole:
            return  # what is missing was said, and is why it has no title, text, or notes
        if not title:
            self.problems.error(part.place, "the slide has no title", "write '## A title' above it")
        if not content.body and layout not in MAY_BE_EMPTY:
            self.problems.error(
                part.place,
                f"the slide '{title}' is empty",
                "write something under its heading, or give it {layout=title-only}",
            )
        if not content.notes and layout not in SILENT:
            self.problems.warn(
                part.place,
                f"the slide '{title}' has no notes",
                "say what the trainer says between '<!-- notes -->' and '<!-- /notes -->'",
            )

    def _title(self, part: Part, heading: str) -> str:
        return plain(parse_inline(part.title, self.dialect)) if part.title else heading

    def _layout(self, part: Part) -> str:
        name = part.attributes.get("layout", "section" if part.level == 1 else "")
        if name and name not in LAYOUTS:
            hint = did_you_mean(name, LAYOUTS) or f"known: {', '.join(LAYOUTS)}"
            self.problems.error(part.place, f"there is no layout '{name}'", hint)
            return ""
        return name

    def _minutes(self, part: Part, content: _Content) -> float | None:
        text = part.attributes.get("minutes", content.minutes)
        if not text:
            return None
        try:
            minutes = float(text)
        except ValueError:
            minutes = -1.0
        if not 0 <= minutes <= 24 * 60:
            self.problems.error(part.place, f"'{text}' is no number of minutes", "write 'minutes=7'")
            return None
        return minutes

    def _content(self, part: Part) -> _Content:
        """Reads the segments in order; a heading at the very start of a used passage is the slide's, not its body's."""
        heading, minutes, whole = "", "", True
        body: Nodes = ()
        notes: Nodes = ()
        for segment in part.segments:
            if not isinstance(segment, Use):
                nodes = parse(segment, self.dialect)
                self._check_pictures(segment, nodes)
                body += nodes
                continue
            passage, folder = self._passage(segment), posixpath.dirname(segment.page)
            nodes = parse(passage.shown, self.dialect, folder)
            whole = whole and passage != NOTHING
            if nodes and isinstance(nodes[0], Heading) and not body:
                heading, minutes = heading or plain(nodes[0].text), minutes or passage.minutes
                nodes = nodes[1:]
            body += nodes
            notes += parse(passage.notes, self.dialect, folder)
        return _Content(heading, body, notes + parse(part.notes, self.dialect), minutes, whole)

    def _check_pictures(self, lines: Lines, nodes: Nodes) -> None:
        for image in nodes:
            if isinstance(image, Image) and not (image.alt or image.decorative):
                place = next(
                    (line.place for line in lines if image.source.rsplit("/", 1)[-1] in line.text), lines[0].place
                )
                self.problems.error(
                    place,
                    f"the picture '{image.source}' has no words for those who cannot see it",
                    "write what it shows between the brackets, '![what it shows](…)', or mark it {.decorative}",
                )

    def _passage(self, use: Use) -> Passage:
        page = self.pages.get(use.page)
        if page is None:
            self.problems.error(use.place, f"there is no page '{use.page}'", did_you_mean(use.page, self.pages))
            return NOTHING
        return take(page, use.name, self.dialect, self.problems, use.place)


def _check_sum(outline: Page, promised: float, slides: tuple[Slide, ...], problems: Problems) -> None:
    total = sum(slide.minutes or 0 for slide in slides)
    if promised and total != promised:
        place = outline.meta_places.get("minutes", outline.place)
        problems.error(
            place,
            f"the deck promises {promised:g} minutes, its slides take {total:g}",
            "change 'minutes:' here or the {minutes=…} of the slides",
        )


def _text(page: Page, key: str) -> str:
    value = page.meta.get(key)
    return "" if value is None else str(value).strip()


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def _number(page: Page, key: str, problems: Problems) -> float:
    text = _text(page, key)
    try:
        return float(text or 0)
    except ValueError:
        place = page.meta_places.get(key, page.place)
        problems.error(place, f"'{text}' is no number of minutes", f"write '{key}: 90'")
        return 0.0


def _clock(outline: Page, problems: Problems) -> str:
    """``start`` as ``HH:MM``; YAML may have read an unquoted 9:30 as 570 minutes."""
    value = outline.meta.get("start")
    text = f"{value // 60}:{value % 60:02d}" if isinstance(value, int) else _text(outline, "start")
    found = _CLOCK.fullmatch(text)
    if found:
        return f"{int(found[1]):02d}:{found[2]}"
    if text:
        place = outline.meta_places.get("start", outline.place)
        problems.error(place, f"'{text}' is no clock time", 'write start: "09:00"')
    return ""
