"""Finds the front matter above a page, in a pack also where a program or a slip has changed the lines round it."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from msgspec import Struct

from generators.model import Lines, Place
from generators.model.problems import Problems
from generators.reading.front_matter import KNOWN
from generators.reading.verbatim import outside_code
from generators.reading.yaml_slips import INVISIBLE, setting_of

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d")
_OTHER_MARKS = frozenset("*_=+")
_LONGEST_MARK = 12
_SHORTEST_SPACED = len("- -")
_NEAR = 40
"""In how many lines from the top front matter is looked for that stands below other text."""

_END = re.compile(r"\.\.\.|\u2026")
_FENCE = re.compile(r"`{3,}\s*\w*|~{3,}\s*\w*")
_FIRST = frozenset({"title", "after", "nav_title"})
"""Keys with which no sentence begins."""

_LONGEST_HEAD = 30
_DRESSES = (
    ("a comment", re.compile(r"<!--"), re.compile(r"<!--|-->|^---$")),
    ("a table", re.compile(r"\|"), re.compile(r"^\||\|$|\*\*")),
    ("a quote", re.compile(r">"), re.compile(r"^(?:>\s?)+")),
    ("bold words", re.compile(r"\*\*|__"), re.compile(r"\*\*|__")),
    ("a heading", re.compile(r"#{1,6} "), re.compile(r"^#+ ")),
    ("a list", re.compile(r"[-*+] "), re.compile(r"^[-*+] ")),
    ("braces", re.compile(r"\{(?!\{)"), re.compile(r"^\{|\}$|\"")),
    ("HTML", re.compile(r"<(?:p|div|br|span|pre)\b"), re.compile(r"<[^<>]*>")),
)
"""What lines of front matter may stand in, by its first sign, and what to take out to read them."""

_UNLIKELY = frozenset({"a comment", "a heading", "braces"})
"""Where no page that is meant as it stands begins with a title as a setting."""

_ON_ONE_LINE = re.compile(r"[-\u2013\u2014]{2,}\s*(?P<key>[\w-]+\s?:\s[^:]*[^:\s-])\s*[-\u2013\u2014]*")
_CURE_OF_ONE = "begin the file with a line '---', write '{}' on the next one, and '---' on another one below"
_CURE = "begin the file with a line '---', and write another one below the last key"


class Head(Struct, frozen=True):
    """The YAML above a page, which begins at ``first_line``, and the lines below."""

    yaml: str
    first_line: int
    body: Lines


def divided(lines: Lines, problems: Problems) -> Head:
    """The front matter as MkDocs finds it; what only looks like some is warned of, where the page has none."""
    if not lines or lines[0].text.rstrip() != "---":
        span = _Span(lines, [_plain(line.text) for line in lines], 0)
        if span.end and span.known:
            problems.warn("front-matter-misplaced", lines[span.start].place, _SHOWN, _CURE)
        return Head("", 1, lines)
    end = next((index for index, line in enumerate(lines[1:], 1) if line.text.rstrip() in ("---", "...")), 0)
    if end:
        return _head(lines, 0, end)
    if len(lines) > 1 and _key_of(lines[1].text):
        _tell_unclosed(lines[0].place, 0, problems)
    return Head("", 1, lines)


_SHOWN = "these lines look like front matter, and are shown as text"


_HEADER = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)")
_MORE = re.compile(r"(?: {4}|\t)\s*(?P<value>.*)")
"""Lines of headers without dashes round them, as MultiMarkdown has them (``mkdocs.utils.meta``)."""


def divided_like_mkdocs(lines: Lines, problems: Problems) -> Head:
    """The front matter as MkDocs finds it in any handbook: also the first lines ``Key: value``, up to a blank one."""
    if lines and lines[0].text.rstrip() == "---":
        return divided(lines, problems)
    written: list[str] = []
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        if found := _HEADER.fullmatch(line.text):
            key = found["key"].lower()
            is_first = key not in values
            values.setdefault(key, []).append(found["value"].strip())
            written.append(key if is_first else "")
        elif (more := _MORE.fullmatch(line.text)) and key and line.text.strip():
            values[key].append(more["value"].strip())
            written.append("")
        else:
            break
    yaml = "\n".join(f"{name}: {json.dumps(' '.join(values[name]))}" if name else "" for name in written)
    at = len(written)
    is_blank = bool(written or lines) and at < len(lines) and not lines[at].text.strip()
    return Head(yaml, 1, lines[at + is_blank :])


def divided_as_meant(lines: Lines, problems: Problems) -> Head:
    """The front matter that the author of a pack's page meant; what cannot be told for certain is a problem."""
    texts = [_plain(line.text) for line in lines]
    span = _Span(lines, texts, 0)
    if span.is_marked and span.is_exact and not span.stopped:
        span.end = span.end or _exact_end(lines)
    if span.end and (span.known or span.is_exact):
        _tell_doubled(lines[span.end + 1 :], texts[span.end + 1 :], problems)
        return _head(lines, span.start if span.is_marked else span.start - 1, span.end)
    if span.is_marked and span.keys and (span.known or span.is_exact):
        _tell_unclosed(lines[span.start].place, span.stopped and lines[span.stopped].place.line, problems)
    elif place := _misplaced(lines, texts, span):
        problems.error("front-matter-misplaced", *place)
    return Head("", 1, lines)


def _head(lines: Lines, start: int, end: int) -> Head:
    above = "\n".join(line.text for line in lines[start + 1 : end])
    return Head(above, lines[start + 1].place.line, lines[end + 1 :])


def _tell_doubled(lines: Lines, texts: list[str], problems: Problems) -> None:
    """Names front matter right below a page's own, which would be shown as text."""
    span = _Span(lines, texts, 0)
    if span.is_marked and span.end and KNOWN & {*span.keys}:
        cure = "move its lines up to those of the first, and take its lines '---' away"
        problems.error("front-matter-misplaced", lines[span.start].place, "front matter stands here twice", cure)


def _exact_end(lines: Lines) -> int:
    return next((index for index, line in enumerate(lines[1:], 1) if line.text.rstrip() in ("---", "...")), 0)


class _Span:
    """What may be front matter from the line ``start`` on: where it ends, or where it stops to look like some.

    ``texts`` are the lines without what nobody sees.
    """

    def __init__(self, lines: Lines, texts: list[str], at: int) -> None:
        self.start = next((index for index in range(at, len(texts)) if texts[index]), 0)
        self.is_marked = bool(texts) and _is_mark(texts[self.start])
        self.is_exact = bool(lines) and lines[0].text.rstrip() == "---"
        self.end = self.stopped = 0
        self.keys: list[str] = []
        for index in range(self.start + self.is_marked, len(texts)):
            text = texts[index]
            if _END.fullmatch(text) or _is_mark(text):
                self.end = index
                return
            key = _key_of(text) if lines[index].text[:1].strip() or not self.keys else ""
            if key:
                self.keys.append(key)
            elif text and not _goes_on(lines[index].text, text, texts, index):
                self.stopped = index
                return

    @property
    def known(self) -> list[str]:
        """The keys that mean something to the kit, or would if they were spelled right."""
        return [key for key in self.keys if key in KNOWN or difflib.get_close_matches(key, KNOWN, 1, 0.8)]


def _plain(text: str) -> str:
    """A line without what nobody sees, and without the backslashes that some programs put before dashes."""
    return text.strip(INVISIBLE).replace("\\-", "-")


def _is_mark(text: str) -> bool:
    """Whether ``text`` is a line ``---``, or what autocorrection or another dialect makes of one."""
    if " " in text and len(text) > _SHORTEST_SPACED:
        text = text.replace(" ", "")
    signs = {*text} if len(text) <= _LONGEST_MARK else set()
    if signs and signs <= _DASHES:
        return len(text) > 1 or text != "-"
    return len(text) > 2 and len(signs) == 1 and signs <= _OTHER_MARKS


def _key_of(text: str) -> str:
    setting = setting_of(text)
    return re.sub(r"[\W_]+", "_", setting.key).lower() if setting and not setting.dash else ""


def _goes_on(line: str, text: str, texts: list[str], index: int) -> bool:
    """Whether a line that is no key belongs to the one above it: a list, a long text, or a comment, but no heading."""
    if text.startswith("#"):
        following = next(filter(None, texts[index + 1 : index + _NEAR]), "")
        return bool(texts[index - 1]) or bool(_key_of(following)) or _is_mark(following)
    return line[:1].isspace() or text.startswith(("- ", "* ", "• ")) or bool(texts[index - 1])


def _tell_unclosed(place: Place, line: int, problems: Problems) -> None:
    where = f"above line {line}" if line else "under its last key"
    problems.error("front-matter-unclosed", place, "the front matter is never closed", f"add a line '---' {where}")


def _misplaced(lines: Lines, texts: list[str], span: _Span) -> tuple[Place, str, str] | None:
    """Where front matter stands that is none, why, and what to do."""
    if not lines:
        return None
    place, first = lines[span.start].place, texts[span.start]
    if _FENCE.fullmatch(first):
        inside = _Span(lines, texts, span.start + 1)
        if inside.known and _FIRST & {*inside.keys}:
            return place, "the front matter stands in a code block", f"take the lines {first[:3]} out; {_CURE}"
        return None
    if where := _dressed(texts[span.start + span.is_marked : span.start + _LONGEST_HEAD]):
        return place, f"these lines look like front matter, and stand in {where}", f"take its signs away, and {_CURE}"
    if not span.is_marked and span.known and span.keys[0] in KNOWN and (_FIRST & {*span.keys}):
        return place, "these lines look like front matter, and have no lines '---' round them", _CURE
    if (one := _ON_ONE_LINE.fullmatch(first)) and _key_of(one["key"]) in KNOWN:
        return place, "this line looks like front matter, and is shown as text", _CURE_OF_ONE.format(one["key"])
    later = next(_later(lines, texts, span.start), None)
    return (later, "front matter stands below other text", "move it to the top of the file") if later else None


def _dressed(texts: list[str]) -> str:
    """In what the keys of front matter stand that other programs, or a slip, have made of it; else an empty text."""
    texts = list(dropwhile(lambda text: not text, texts)) or [""]
    for where, begins, undressed in _DRESSES:
        if not begins.match(texts[0]):
            continue
        last = next((index for index, text in enumerate(texts) if "-->" in text), len(texts)) + 1
        block = takewhile(bool, texts[:last])
        lines = (undressed.sub("", text).replace(" | ", ": ").strip(INVISIBLE) for text in block)
        keys = [key for line in lines if not _is_mark(line) and (key := _key_of(line))]
        is_enough = where in _UNLIKELY or len(KNOWN & {*keys}) > 1
        if keys and is_enough and _FIRST & {*keys} and keys[0] in KNOWN:
            return where
    heads = [re.sub(r"\W+", "_", cell.strip().lower()) for cell in texts[0].strip("|").split("|")]
    return "a table" if len(heads) > 1 and "title" in heads and {*heads} <= KNOWN else ""


def _later(lines: Lines, texts: list[str], start: int) -> Iterator[Place]:
    for index, line in outside_code(lines[:_NEAR]):
        if index > start and _is_mark(texts[index]):
            span = _Span(lines, texts, index)
            if span.end > index + 1 and _key_of(lines[index + 1].text) and KNOWN & {*span.keys}:
                yield line.place
