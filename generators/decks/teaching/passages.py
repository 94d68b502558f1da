"""Takes a named passage or a headed section out of a page for a deck, its notes apart from what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from generators.markdown.anchors import NamedHeading
from generators.markdown.definitions import with_definitions
from generators.markdown.dialect import Dialect, parse, plain_anchor
from generators.model import Block, Heading, Line, Lines, Page, Place
from generators.model.problems import Problems, did_you_mean
from generators.model.remembered import remembered, remembered_by_items
from generators.reading import marks
from generators.reading.verbatim import outside_code

_MINUTES = re.compile(r"\{[^{}]*\bminutes=([^\s{}]+)[^{}]*\}\s*$")
_OWN_ID = re.compile(r"\{:?[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*#*\s*$")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+\S")


class Passage(NamedTuple):
    """``shown`` is what stands on the slide, first heading and all; ``notes`` is what is said."""

    shown: Lines
    notes: Lines

    @property
    def minutes(self) -> str:
        """What an agenda's heading gives, ``## Introductions {minutes=10}``: a deck's timing is the agenda's."""
        heading = next((line.text for line in self.shown if line.text.strip()), "")
        found = _MINUTES.search(heading)
        return found[1] if found else ""


NOTHING = Passage((), ())
"""In place of a passage that is not there."""


class _Section(Struct, frozen=True):
    anchor: str
    level: int
    start: int


@remembered_by_items
def split_notes(lines: Lines) -> tuple[Lines, Lines]:
    """What is shown and what is said: ``lines`` without notes and marks, and the lines of all notes."""
    apart = marks.separated(lines)
    said: list[Lines] = [block.lines for block in marks.find(apart, Problems()) if block.kind == "notes"]
    notes = tuple(line for lines_of_note in said for line in lines_of_note)
    return marks.without_marks(marks.without_notes(apart)), marks.without_marks(notes)


def excerpt(page: Page, name: str, dialect: Dialect) -> Passage | None:
    """The passage or headed section ``name`` of ``page``, its lines as they stand there; None where it has none."""
    parts = _parts(page, dialect)
    if name in parts.named:
        return Passage(*(with_definitions(part, parts.lines) for part in split_notes(parts.named[name].lines)))
    span = _span(name, parts.sections, len(parts.lines))
    return _section_passage(parts.lines, *span) if span else None


def report_missing(
    page: Page, name: str, dialect: Dialect, problems: Problems, place: Place, on: str = "a slide"
) -> None:
    """Says that at ``place``, ``on`` a slide or a page, something is shown that ``page`` does not have.

    Where a page took the place of the base's, its author has to mend it, who may not even know of the slide.
    """
    parts = _parts(page, dialect)
    near = did_you_mean(name, (*parts.named, *(section.anchor for section in parts.sections)))
    if page.over is None:
        message = f"{page.place.file} has no passage or section '{name}'"
        problems.error("use-missing-passage", place, message, near)
        return
    what = on.replace("a ", "the ", 1)
    own = f"a workshop without this slide into your pack, as slides/{place.file.rpartition('/')[2]}"
    problems.error(
        "page-lacks-passage",
        page.place,
        f"{on} ({place.file}, line {place.line}) shows '{name}' of {page.over.file}, which this page replaces",
        near,
        f"write '<!-- slide: {name} -->' above the part that {what} is to show, and '<!-- /slide -->' under it",
        f"or put {own if on == 'a slide' else f'a page of your own into your pack in the place of {place.file}'}",
    )


class _Parts(Struct, frozen=True):
    lines: Lines
    named: Mapping[str, Block]
    sections: tuple[_Section, ...]


@remembered
def _parts(page: Page, dialect: Dialect) -> _Parts:
    """What of ``page`` has a name."""
    lines = marks.separated(page.lines)
    return _Parts(lines, _named(lines), tuple(_sections(lines, dialect)))


def lines_named(page: Page, name: str, dialect: Dialect) -> Lines:
    """All lines of the passage or headed section ``name`` of ``page``, notes and marks among them; none without it."""
    parts = _parts(page, dialect)
    if block := parts.named.get(name):
        return block.lines
    span = _span(name, parts.sections, len(parts.lines))
    return parts.lines[slice(*span)] if span else ()


def _named(lines: Lines) -> dict[str, Block]:
    return {block.name: block for block in reversed(marks.find(lines, Problems())) if block.name}


def _span(name: str, sections: tuple[_Section, ...], end: int) -> tuple[int, int] | None:
    """Where the section ``name`` begins and ends, as indexes of lines."""
    for number, section in enumerate(sections):
        if section.anchor == name:
            ends = (later.start for later in sections[number + 1 :] if later.level <= section.level)
            return section.start, next(ends, end)
    return None


def _section_passage(lines: Lines, start: int, end: int) -> Passage:
    """The section's lines; marks that enclose more than the section lose their other half, so all marks go."""
    silent = {
        index
        for block in marks.find(lines, Problems())
        if block.kind == "notes"
        for index in range(block.start, block.end + 1)
    }
    shown = tuple(line for index, line in enumerate(lines[start:end], start) if index not in silent)
    notes = tuple(lines[index] for index in sorted(silent) if start <= index < end)
    return Passage(*(with_definitions(marks.without_marks(part), lines) for part in (shown, notes)))


def _sections(lines: Lines, dialect: Dialect) -> Iterator[_Section]:
    """The headings of a page with the anchors that the site gives them."""
    headings: list[NamedHeading] = []
    starts: list[int] = []
    for index, line in outside_code(lines):
        found = _HEADING.match(line.text)
        anchor = _anchor(line, lines, dialect) if found else None
        if found and anchor is not None:
            own = _OWN_ID.search(line.text)
            headings.append(NamedHeading(len(found["marks"]), anchor, own["id"] if own else ""))
            starts.append(index)
    for heading, anchor, start in zip(headings, dialect.anchors(headings), starts, strict=True):
        yield _Section(anchor, heading.level, start)


def _anchor(line: Line, lines: Lines, dialect: Dialect) -> str | None:
    """What the words of a heading make, alone on a page; None for a line that is no heading after all."""
    if dialect.is_known and (certain := plain_anchor(line.text, dialect)):
        return certain
    nodes = parse(with_definitions((line,), lines), dialect)
    return nodes[0].anchor if nodes and isinstance(nodes[0], Heading) else None
