"""The line-level grammar of deck outlines: headings with attributes, and ``<!-- use: page.md#name -->``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from generators import marks
from generators.model import Line, Lines, Place
from generators.problems import Problems, did_you_mean

ATTRIBUTES = ("layout", "minutes", "materials", "slide")
"""What may stand in the braces of a heading or a use."""

_HEADING = re.compile(r"(?P<marks>#{1,2})(?!#)(?:\s+(?P<title>.*?))?\s*(?:(?<!\{)\{(?P<attributes>[^{}]*)\})?\s*")
_USE = re.compile(r"\s*<!--\s*use:\s*(?P<page>[^#\s]+)(#(?P<name>[^\s{}]+))?\s*(\{(?P<attributes>[^{}]*)\})?\s*-->\s*")
_USE_START = re.compile(r"\s*<!--\s*use\b")
_ATTRIBUTE = re.compile(r"""(?P<key>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|[^\s"']+)|(?P<other>\S+)""")


@dataclass(frozen=True, slots=True)
class Use:
    """A reference to a passage: ``page`` below the content folder, ``name`` of a passage or section."""

    page: str
    name: str
    place: Place


Segment = Lines | Use
"""A slide's source: lines of its own, and what it takes from pages, in order."""


@dataclass(frozen=True, slots=True)
class Part:
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


def parts(lines: Lines, start: Place, problems: Problems) -> Iterator[Part]:
    """The outline's slides in order. A use that stands in a section, under no slide's heading, is a slide itself."""
    apart = marks.separated(lines)
    notes = [block for block in marks.find(apart, problems) if block.kind == "notes"]
    said = {index for block in notes for index in range(block.start, block.end + 1)}
    headings = {
        index: found
        for index, line in marks.outside_code(apart)
        if index not in said and (found := _HEADING.fullmatch(line.text))
    }
    clean = marks.without_marks(apart)
    scripts = [(line, index in said) for index, line in enumerate(clean)]
    bounds = [*headings, len(apart)]
    yield from _divided(Part(0, "", {}, (), (), start), scripts[: bounds[0]], problems)
    for index, end in pairwise(bounds):
        found, place = headings[index], apart[index].place
        attributes = _attributes(found["attributes"] or "", place, problems)
        part = Part(len(found["marks"]), (found["title"] or "").strip(), attributes, (), (), place)
        yield from _divided(part, scripts[index + 1 : end], problems)


def _divided(part: Part, lines: list[tuple[Line, bool]], problems: Problems) -> Iterator[Part]:
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
                part, segments, notes = Part(2, "", options, (), (), line.place, alone=True), [], []
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
        return Use(found["page"], found["name"], line.place), options
    problems.error(
        line.place,
        f"'{line.text.strip()}' names no passage",
        "write '<!-- use: handbook/page.md#name -->', with the name of a passage or of a section",
    )
    return None


def _attributes(text: str, place: Place, problems: Problems) -> Mapping[str, str]:
    result: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text):
        key = found["key"]
        if key in ATTRIBUTES:
            result[key] = found["value"].strip("\"'")
        else:
            word = key or found["other"]
            hint = did_you_mean(word, ATTRIBUTES) or f"known: {', '.join(ATTRIBUTES)}"
            problems.error(place, f"a slide has no attribute '{word}'", hint)
    return result
