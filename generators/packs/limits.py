"""How much a pack may hold, so that the kit answers within seconds whatever is in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct

from generators.forms.names import fields_of
from generators.markdown.texts import texts_of
from generators.model import CodeBlock, Deck, Form, Kit, Lines, Local, Node, Place
from generators.model.full_disk import is_full_disk
from generators.model.kit import is_own
from generators.model.problems import Problem, Problems, RefusedInput
from generators.model.remembered import remembered
from generators.reading.verbatim import outside_code

TEXT_OF_PACK = 1_000_000
LINES_OF_FILE = 3000
LENGTH_OF_LINE = 10_000
COLUMNS = 200
LEVELS = 12
INDENTATION = 100
HEADINGS = 500
PAGES = 200
FIELDS = 1500
SLIDES = 500
SLIDES_OF_DECK = 200
TEXT_OF_DECKS = 400_000
"""Bounds in characters, lines, and pieces. Markdown's time grows with the square of most of these."""

LEAST_OF_LINE = 60
"""Characters that a line on a slide counts for: it takes its room, however short it is."""


class DrawingLimits(Struct, frozen=True):
    """Bounds of one drawing, counted as it is drawn: what is used twice counts twice.

    ``elements`` are those of its file, ``shapes`` those that are left once each ``use`` holds what it repeats, in
    ``depth`` levels; sizes are in characters. ``work`` is in shapes: one of them takes a tenth of a millisecond at a
    deck's size, and what is masked, blurred, or faded as a whole as many more as the table in
    ``packs.drawings.amounts`` says. ``pixels`` are those of the pictures in it.
    """

    elements: int = 20_000
    shapes: int = 5000
    depth: int = 40
    size: int = 2_000_000
    file_size: int = 5_000_000
    entities: int = 500_000
    letters: int = 5000
    work: int = 40_000
    rules: int = 5000
    matches: int = 1_000_000
    dashes: int = 100_000
    pixels: int = 60_000_000


DRAWING = DrawingLimits()

OF_ONE_PARAGRAPH = {"[": 250, "`": 400, "\\": 2000}
OF_ONE_FILE = {"<": 3000}
"""Characters that open something, which a reader of Markdown looks for to the end of the paragraph or of the file."""

_SIGN = r"(?:>|[-*+]|\d{1,9}[.)]|:)(?=[ \t>]|$)"
_LEADING = re.compile(rf"(?:[ \t]*{_SIGN})+")
_RULE = re.compile(r"[\s*_-]*")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)(?P<rest>[^<>]*)>")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_INCLUDES = ("-8<-", "{!")
_HEADING = re.compile(r" {0,3}#")


@contextmanager
def breakdowns_told(shown: str, *, show_breakdowns: bool = False) -> Iterator[None]:
    """What goes on inside ends with a message, not a breakdown, if a pack is to blame; ``shown`` is the pack's folder.

    With ``show_breakdowns`` those who work on the kit see where it broke down.

    Raises:
        RefusedInput: it used more depth or memory than it may, or failed in any other way.
    """
    try:
        yield
    except (RefusedInput, ImportError):  # a package that is gone is no pack's fault
        raise
    except Exception as error:  # one stranger's pack must not end the build of all others
        if show_breakdowns or is_full_disk(error):
            raise
        raise RefusedInput(_breakdown(error, Place(f"{shown}/local.yml", 1))) from error


def _breakdown(error: Exception, place: Place) -> Problem:
    if isinstance(error, RecursionError):
        return Problem("text-too-deep", place, "something in the pack is nested too deeply", (_SHORTER,))
    if isinstance(error, MemoryError):
        return Problem("pack-needs-memory", place, "the pack needs more memory than there is", (_SHORTER,))
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        hint = "close other programs that use it, and check its rights"
        return Problem("file-unreadable", place, f"a file cannot be read or written: {reason}", (hint,))
    words = str(error).strip().splitlines() or [""]
    message = f"the kit cannot cope with something in this pack ({type(error).__name__}: {words[-1][:200]})"
    hint = "undo the last change to the pack, and tell those who look after the kit"
    return Problem("kit-breakdown", place, message, (hint,))


_SHORTER = "look for very long lists, tables, or paragraphs, and make them shorter"


def check_texts(local: Local, problems: Problems) -> None:
    """Problems for texts of ``local`` that Markdown would take too long or too deep for."""
    pages = (*local.pages.values(), *local.outlines.values())
    passages = (*local.examples.values(), *local.slots.values())
    texts = (*(page.lines for page in pages), *(passage.lines for passage in passages))
    size = sum(len(line.text) for lines in texts for line in lines)
    if size > TEXT_OF_PACK or len(pages) > PAGES:
        most = f"{TEXT_OF_PACK // 1_000_000} MB of text" if size > TEXT_OF_PACK else f"{PAGES} pages"
        problems.error(
            "pack-too-large",
            local.profile.place,
            f"the pack holds more than {most}",
            "take out what the kit does not need",
        )
        return
    for lines in texts:
        problems.extend(_faults(lines))


def check_amounts(kit: Kit, problems: Problems) -> None:
    """Problems for a pack's decks and forms that are too many or too long to be written; the base has no bounds."""
    own = [deck for deck in kit.decks if is_own(deck.place, kit)]
    for deck in own:
        if len(deck.slides) > SLIDES_OF_DECK:
            message = f"the deck has more than {SLIDES_OF_DECK} slides"
            problems.error("pack-too-many-slides", deck.place, message, "make several decks of it")
    if place := _over([(deck.place, len(deck.slides)) for deck in own], SLIDES):
        message = f"here the decks have more than {SLIDES} slides together"
        problems.error("pack-too-many-slides", place, message, "leave some out")
    if place := _over([(deck.place, _characters(deck, kit)) for deck in kit.decks], TEXT_OF_DECKS):
        message = f"here the decks have more than {TEXT_OF_DECKS:,} characters together, with what they use of pages"
        problems.error("pack-too-many-slides", place, message, _LESS_TEXT)
    if place := _over([(form.page.place, _fields(form, kit)) for form in kit.forms], FIELDS):
        message = f"here the forms have more than {FIELDS} fields together"
        problems.error("pack-too-many-fields", place, message, "leave some out")


def _over(sizes: Iterable[tuple[Place, int]], most: int) -> Place | None:
    """The place with which the sum of ``sizes`` is more than ``most``."""
    total = 0
    for place, size in sizes:
        total += size
        if total > most:
            return place
    return None


_LESS_TEXT = "a slide says little: leave out most of it, or use smaller passages"


def _fields(form: Form, kit: Kit) -> int:
    """The fields that the pack asks for, on a form of its own or of the base."""
    return sum(is_own(one.place, kit) for section in form.sections for one in fields_of(section.items))


def _characters(deck: Deck, kit: Kit) -> int:
    """How much of the pack's there is to be laid out in ``deck``: all of its own, and what it puts into the base's."""
    is_pack = is_own(deck.place, kit)
    nodes = (node for slide in deck.slides for node in (*slide.body, *slide.notes))
    return sum(_size(node) for node in nodes if is_pack or is_own(node.place, kit))


@remembered
def _size(node: Node) -> int:
    lines = [node.text] if isinstance(node, CodeBlock) else []
    lines += ["".join(span.text for span in text) for text in texts_of((node,))]
    return sum(max(LEAST_OF_LINE, len(line)) for line in lines)


def _faults(lines: Lines) -> Iterator[Problem]:
    """At most one fault of each kind, since one is enough to refuse a file."""
    if len(lines) > LINES_OF_FILE:
        message = f"the file has more than {LINES_OF_FILE} lines"
        yield Problem("text-too-many-lines", lines[LINES_OF_FILE].place, message, ("split it into several",))
        return
    for fault in (_long_line, _crowded_paragraph, _crowded_file, _deep_line, _deep_tags, _included, _headings):
        found = fault(lines)
        if found:
            yield found


def _long_line(lines: Lines) -> Problem | None:
    for line in lines:
        if len(line.text) > LENGTH_OF_LINE:
            message = f"the line has more than {LENGTH_OF_LINE} characters"
            return Problem("text-line-too-long", line.place, message, ("break it into several lines",))
        if line.text.count("|") > COLUMNS:
            message = f"the line has more than {COLUMNS} '|'"
            return Problem("table-too-wide", line.place, message, ("a table needs fewer columns",))
    return None


def _crowded_paragraph(lines: Lines) -> Problem | None:
    counts = dict.fromkeys(OF_ONE_PARAGRAPH, 0)
    for line in lines:
        if not line.text.strip():
            counts = dict.fromkeys(OF_ONE_PARAGRAPH, 0)
        for sign, most in OF_ONE_PARAGRAPH.items():
            counts[sign] += line.text.count(sign)
            if counts[sign] > most:
                message = f"the paragraph has more than {most} '{sign}'"
                return Problem("text-too-crowded", line.place, message, ("put blank lines between its parts",))
    return None


def _crowded_file(lines: Lines) -> Problem | None:
    counts = dict.fromkeys(OF_ONE_FILE, 0)
    for line in lines:
        for sign, most in OF_ONE_FILE.items():
            counts[sign] += line.text.count(sign)
            if counts[sign] > most:
                message = f"the file has more than {most} '{sign}'"
                return Problem("text-too-crowded", line.place, message, ("write Markdown instead of HTML",))
    return None


def _deep_line(lines: Lines) -> Problem | None:
    for _, line in outside_code(lines):
        if _RULE.fullmatch(line.text):
            continue
        signs = _LEADING.match(line.text)
        depth = len(re.findall(_SIGN, signs[0])) if signs else 0
        text = line.text.expandtabs(4)
        if depth > LEVELS or len(text) - len(text.lstrip()) > INDENTATION:
            message = f"lists or quotes are nested more than {LEVELS} levels deep"
            return Problem("text-too-deep", line.place, message, ("use fewer levels",))
    return None


def _deep_tags(lines: Lines) -> Problem | None:
    depth = 0
    for line in lines:
        for tag in _TAG.finditer(line.text):
            if tag["name"].lower() not in _VOID and not tag["rest"].endswith("/"):
                depth = max(0, depth + (-1 if tag["end"] else 1))
            if depth > LEVELS * 4:
                message = f"HTML tags are nested more than {LEVELS * 4} levels deep"
                return Problem("html-too-deep", line.place, message, ("close those before",))
    return None


def _included(lines: Lines) -> Problem | None:
    found = next((line for line in lines if any(sign in line.text for sign in _INCLUDES)), None)
    if found is None:
        return None
    return Problem("include-not-allowed", found.place, "a pack cannot include other files", ("copy the text here",))


def _headings(lines: Lines) -> Problem | None:
    found = [line for line in lines if _HEADING.match(line.text)]
    if len(found) > HEADINGS:
        message = f"the file has more than {HEADINGS} headings"
        return Problem("text-too-many-headings", found[HEADINGS].place, message, ("split it into several",))
    return None
