"""Parts an outline into the sources of its slides: their headings, lines, notes, and what they take from pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from generators.markdown.anchors import slug
from generators.model import Line, Lines, Place
from generators.model.problems import Problem, Problems, did_you_mean
from generators.model.remembered import remembered_by_items
from generators.model.replacing import replace
from generators.reading import marks
from generators.reading.verbatim import comments, from_heading_to_heading, outside_code

ATTRIBUTES = ("layout", "minutes", "materials", "slide", "cut")
"""What may stand in the braces of a heading or a use."""

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,2})(?!#)(?:\s+(?P<title>.*?))?\s*(?:(?<!\{)\{(?P<attributes>[^{}]*)\})?\s*")
_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-+)\s*")
_NO_WORDS = re.compile(r"\s*$| {4}|\s*(?:[#<>|]|[-*+] |\d{1,9}[.)] |!!!|\?\?\?)")
"""What no underline makes a heading of: it is one already, or something else."""

_USE = re.compile(
    r"\s*<!--\s*use:\s*(?P<page>[^#\s]+)(#(?P<name>[^\s{}][^{}<>]*?))?,?(?P<first>\s+notes\b)?\s*"
    r"(\{(?P<attributes>[^{}]*)\})?(?P<last>\s*notes\b)?\s*-->\s*"
)
_USE_START = re.compile(r"\s*<!--\s*use\b")
_MARGIN = re.compile(r"[\s>]*")
_USE_ANYWHERE = re.compile(r"<!--\s*use\s*:")
_ATTRIBUTE = re.compile(
    r"""(?P<key>[\w-]+)\s*[=:\uff1a\uff1d]\s*(?P<value>"[^"]*"|'[^']*'|[^\s"']+?'?(?=[,;]?(?:\s|$)|[,;][A-Za-z]+[=:]))"""
    r"|(?P<other>[^\s,;]+)"
)


class Use(NamedTuple):
    """A reference to a passage: ``page`` below the content folder, ``name`` of a passage or section.

    ``is_said`` has the passage in the notes, and its key points on the slide. Without a name, it could not be read.
    """

    page: str
    name: str
    place: Place
    is_said: bool = False


Segment = Lines | Use
"""A slide's source: lines of its own, and what it takes from pages, in order."""


Attributes = tuple[tuple[str, str], ...]
"""What stands in braces, by name."""


class SlideSource(NamedTuple):
    """The source of one slide. ``level`` is 0 before the first heading, 1 for a section, 2 for a slide.

    ``alone`` says that a use opened it; it and a slide with an empty heading take the passage's heading as title.
    """

    level: int
    title: str
    attributes: Attributes
    segments: tuple[Segment, ...]
    notes: Lines
    place: Place
    alone: bool = False


def parts(lines: Lines, start: Place, problems: Problems) -> tuple[SlideSource, ...]:
    """The outline's slides in order. A use that stands in a section, under no slide's heading, is a slide itself.

    It is read from heading to heading, since most of it is the same in each local; where something is wrong, in one
    go, so that it is told in the order of the whole.
    """
    read = [_read_part(part, start) for part in from_heading_to_heading(lines, _HEADING.fullmatch)]
    if any(part.problems for part in read):
        read = [_read_part(lines, start)]
        problems.extend(read[0].problems)
    (cover, *first), *rest = (part.slides for part in read)
    return (cover, *first, *(slide for _, *slides in rest for slide in slides))  # each begins with a cover


class _Part(Struct, frozen=True):
    """The slides in a part of an outline, with a cover for what stands above the first heading."""

    slides: tuple[SlideSource, ...]
    problems: tuple[Problem, ...]


@remembered_by_items
def _read_part(lines: Lines, start: Place) -> _Part:
    problems = Problems()
    return _Part(tuple(_slides(lines, start, problems)), tuple(problems.found))


def _slides(lines: Lines, start: Place, problems: Problems) -> Iterator[SlideSource]:
    apart = _with_signs(marks.separated(lines))
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
    yield from _divided(SlideSource(0, "", (), (), (), start), scripts[: bounds[0]], problems)
    for index, end in pairwise(bounds):
        found, place = headings[index], apart[index].place
        attributes = _attributes(found["attributes"] or "", place, problems)
        part = SlideSource(len(found["marks"]), (found["title"] or "").strip(), attributes, (), (), place)
        yield from _divided(part, scripts[index + 1 : end], problems)


def _with_signs(lines: Lines) -> Lines:
    """The same lines; a heading that is underlined with ``==`` or ``--``, as pages may have it, has its ``#``."""
    prose = dict(outside_code(lines))
    made = list(lines)
    for index, line in prose.items():
        below = prose.get(index + 1)
        found = _UNDERLINE.fullmatch(below.text) if below else None
        before = lines[index - 1].text if index else ""
        is_first = not before.strip() or before.lstrip().startswith(("#", "<!--"))
        if below and found and is_first and not _NO_WORDS.match(line.text):
            made[index] = replace(line, text=f"{'#' if found['first'] else '##'} {line.text.strip()}")
            made[index + 1] = replace(below, text="")
    return tuple(made)


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
                yield part._replace(segments=tuple(segments), notes=tuple(notes))
                part, segments, notes = SlideSource(2, "", options, (), (), line.place, alone=True), [], []
            elif options:
                part = part._replace(attributes=tuple({**dict(options), **dict(part.attributes)}.items()))
            segments.append(reference)
    yield part._replace(segments=(*segments, *_written(own)), notes=tuple(notes))


def _written(lines: list[Line]) -> tuple[Lines, ...]:
    return (tuple(lines),) if any(line.text.strip() for line in lines) else ()


def _use(line: Line, problems: Problems) -> tuple[Use, Attributes] | None:
    if not _USE_START.match(line.text):
        return None
    found = _USE.fullmatch(line.text)
    if found and found["name"] and not _ends_in_slip(found["name"]):
        options = _attributes(found["attributes"] or "", line.place, problems)
        is_said = bool(found["first"] or found["last"])
        return Use(found["page"], _named(found["name"]), line.place, is_said), options
    problems.error(
        "use-malformed",
        line.place,
        f"'{line.text.strip()}' names no passage",
        "write '<!-- use: handbook/page.md#name -->', with the name of a passage or of a section",
    )
    return Use("", "", line.place), ()


def _ends_in_slip(name: str) -> bool:
    """Whether "notes" stands behind a name with a slip in it, and is no word of a heading."""
    return " " in name and bool(did_you_mean(name.rpartition(" ")[2], ("notes",)))


def _named(written: str) -> str:
    """The name of a passage, or of a section whose heading was written in its place."""
    return slug(written) if " " in written else written


def is_use(line: Line) -> bool:
    """Whether a line of a page asks for a passage of another one."""
    return any(_USE_ANYWHERE.match(line.text, start) for start, _ in comments(line.text))


def use_of(line: Line, problems: Problems) -> Use | None:
    """What a line of a page asks for, which is shown there; what only a slide may say is a problem."""
    found = _USE.fullmatch(_MARGIN.sub("", line.text, count=1))
    if found and found["name"] and not (found["first"] or found["last"] or found["attributes"]):
        return Use(found["page"], _named(found["name"]), line.place)
    problems.error(
        "use-malformed",
        line.place,
        f"'{line.text.strip()}' names no passage for a page",
        "write '<!-- use: handbook/page.md#name -->' on a line of its own, and nothing more",
    )
    return None


_TIME = re.compile(r"min(?:s|ute|utes|uten|utos)?\.?", re.IGNORECASE)
_UNIT = re.compile(r"(?<=\d)\s*(?:m|min(?:s|ute|utes|uten|uto|utos)?\.?|['\u2019\u2032])$", re.IGNORECASE)
_STRAIGHT = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"')
"""Quotation marks as programs put them in by themselves."""


def _attributes(text: str, place: Place, problems: Problems) -> Attributes:
    result: dict[str, str] = {}
    before = ""
    for found in _ATTRIBUTE.finditer(text.translate(_STRAIGHT)):
        key = (found["key"] or "").lower()
        if key in ATTRIBUTES:
            result[key] = _value(key, found["value"].strip("\"'"))
        elif not key and (_is_time(found["other"], before) or (found["other"].isdecimal() and _TIME.search(text))):
            pass
        else:
            word = found["key"] or found["other"]
            number = re.search(r"\d+", text)
            is_time = not key and number and _TIME.fullmatch(word)
            hint = f"write minutes={number[0]}" if is_time and number else did_you_mean(word, ATTRIBUTES)
            hint = hint or f"known: {', '.join(ATTRIBUTES)}"
            problems.error("slide-unknown-attribute", place, f"a slide has no attribute '{word}'", hint)
        before = key
    return tuple(result.items())


def _is_time(word: str, before: str) -> bool:
    """Whether a word says again that a number is one of minutes: ``{minutes=7 min}``."""
    return before in ("minutes", "cut") and _TIME.fullmatch(word) is not None


def _value(key: str, written: str) -> str:
    """What a setting says, in the kit's own letters."""
    if key == "minutes":
        return _UNIT.sub("", written)
    return re.sub(r"[\s_]+", "-", written.strip().lower()) if key == "layout" else written
