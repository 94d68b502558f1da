"""The one notation for named passages of a page: HTML comments that find, replace, and remove them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import cast, get_args

from msgspec import Struct

from generators.model import Block, Line, Lines, MarkKind, Place
from generators.model.problems import Problem, Problems
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading.verbatim import comments, in_code, may_hide, opens_comment, opens_fence, outside_code

KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
NAMELESS: frozenset[MarkKind] = frozenset({"notes"})
DEPTH_LIMIT = 12

_WORDS = "|".join(KINDS)
_MARK = re.compile(rf"<!--\s*(?P<close>/?)(?P<kind>{_WORDS})\b\s*(?::\s*(?P<name>[^\s<>]+))?\s*-->")
_MARK_OF_ANY_LETTERS = re.compile(rf"<!--\s*/?(?:{_WORDS})(?=\s*(?::\s*[^\s<>]+\s*)?-->)", re.IGNORECASE)
_MARGIN = re.compile(r"[\s>]*")
_MARK_LINE = re.compile(rf"{_MARGIN.pattern}{_MARK.pattern}\s*")
_LIKE_A_MARK = re.compile(r"<!--\s*/?\s*(?P<word>[A-Za-z]+)\s*(:\s*[^\s<>]+)?\s*-->")
_OTHER_END = re.compile(
    rf"<!--\s*(?:/\s*|end (?:of )?(?:the )?)(?:[a-z]+ )?(?P<kind>{_WORDS})(?: [^<>]{{0,30}})?\s*-->", re.IGNORECASE
)
"""What ends a passage in other words, as "end of notes" and "/speaker notes"."""

_OTHER_NOTES = re.compile(
    r"<!--\s*(?:(?:speaker|trainer|teacher|presenter|facilitator)(?:[\u2019']?s)?|begin(?:ning)?|start)"
    r" (?:of )?(?:the )?notes\s*-->",
    re.IGNORECASE,
)
_USE_WITHOUT_COLON = re.compile(r"<!--\s*use\s+(?P<page>[^\s<>:]+\.md(?:#[^\s<>]+)?)\s*-->", re.IGNORECASE)
_MEANT_TO_OPEN = {
    kind: re.compile(rf"[\s>]*<!--(?!\s*/)(?:[^<>]{{0,20}}\s)?{kind}\b(?P<name>[^<>]{{0,60}})-->\s*", re.IGNORECASE)
    for kind in KINDS
}
_NAME_WORDS = re.compile(r"[a-z0-9]+")
_FAR = 200
"""In how many lines above its end the beginning of a passage is looked for."""

_SHOWN = 60
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@remembered
def separated(lines: Lines) -> Lines:
    """The same text with every mark on a line of its own, so that the rest of this module sees whole lines only."""
    lines = _in_small_letters(lines)
    crowded = {index for index in _commented(lines) if _is_crowded(lines[index].text)}
    if not crowded:
        return lines
    result: list[Line] = []
    for index, line in enumerate(lines):
        result.extend(_split(line) if index in crowded else (line,))
    return tuple(result)


def _in_small_letters(lines: Lines) -> Lines:
    """``<!-- Notes -->``, as phones begin a line, is ``<!-- notes -->``: else readers would see what is in it."""
    spelled = {index: _spelled(lines[index]) for index in _commented(lines)}
    if all(lines[index] is line for index, line in spelled.items()):
        return lines
    return tuple(spelled.get(index, line) for index, line in enumerate(lines))


def _commented(lines: Lines) -> list[int]:
    """The lines outside of code on which a comment begins, which are few, by their indexes."""
    begun = [index for index, line in enumerate(lines) if "<!--" in line.text]
    hidden = in_code(lines) if begun else ()
    return [index for index in begun if index not in hidden]


def _spelled(line: Line) -> Line:
    parts: list[str] = []
    done = 0
    for start, end in comments(line.text):
        if found := _MARK_OF_ANY_LETTERS.match(line.text, start, end):
            parts += line.text[done:start], found[0].lower()
            done = found.end()
    text = "".join((*parts, line.text[done:]))
    return line if text == line.text else replace(line, text=text)


def find(lines: Lines, problems: Problems) -> tuple[Block, ...]:
    """All passages, nested ones too, in the order in which they start; unclosed and unopened marks are problems."""
    blocks, said = _found(lines)
    problems.extend(said)
    return blocks


@remembered
def _found(lines: Lines) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    problems = Problems()
    open_marks: list[_Open] = []
    blocks: list[Block] = []
    last_end = max((index for index, line in enumerate(lines) if "-->" in line.text), default=0)
    for index, line in outside_code(lines):
        if not may_hide(line.text):
            continue  # as most lines
        mark = _MARK_LINE.fullmatch(line.text)
        if mark is None:
            _warn_of_slips(line, problems, may_go_on=index < last_end)
        elif not mark["close"]:
            _warn_of_row(lines, index, problems)
            kind = cast(MarkKind, mark["kind"])
            open_marks.append(_Open(kind, _checked_name(kind, mark["name"], line, problems), index, line.place))
            if len(open_marks) > DEPTH_LIMIT:
                problems.error("mark-too-deep", line.place, f"passages are nested more than {DEPTH_LIMIT} levels deep")
                break
        elif any(opened.kind == mark["kind"] for opened in open_marks):
            while (opened := open_marks.pop()).kind != mark["kind"]:
                _report_unclosed(opened, problems)
            inside = lines[opened.start + 1 : index]
            blocks.append(Block(opened.kind, opened.name, inside, opened.place, opened.start, index))
        else:
            problems.extend([_unopened(cast(MarkKind, mark["kind"]), lines, index)])
    for opened in open_marks:
        _report_unclosed(opened, problems)
    return tuple(sorted(blocks, key=lambda block: block.start)), tuple(problems.found)


def replaced(lines: Lines, blocks: tuple[Block, ...], replacement: Callable[[Block], Lines | None]) -> Lines:
    """``lines`` with the inside of each block for which ``replacement`` gives lines exchanged; its marks stay.

    The outermost replaced block wins; new lines take the margin of the mark: its indentation, or a quote's ``>``.
    """
    result: list[Line] = []
    at = 0
    for block in outermost(blocks, lambda block: replacement(block) is not None):
        result.extend(lines[at : block.start + 1])
        result.extend(indented(replacement(block) or (), lines[block.start]))
        at = block.end
    return (*result, *lines[at:]) if at else lines


def outermost(blocks: tuple[Block, ...], is_chosen: Callable[[Block], bool]) -> Iterator[Block]:
    """The chosen blocks of a page that stand inside of no other chosen one; ``blocks`` as ``find`` gives them."""
    end = 0
    for block in blocks:
        if block.start >= end and is_chosen(block):
            yield block
            end = block.end


def put_in(lines: Lines, at: Place) -> Lines:
    """``lines`` of another file, each with the place where it was put into this one at the end of its road."""
    return tuple(Line(line.text, _via(line.place, at)) for line in lines)


def _via(place: Place, at: Place) -> Place:
    return replace(place, via=at if place.via is None else _via(place.via, at))


def without_notes(lines: Lines) -> Lines:
    """The lines that readers see: passages of the kind ``notes`` are taken out, a blank line in their place."""
    result: list[Line] = []
    depth = 0
    marks = _marks_of(lines)
    if not any(mark["kind"] == "notes" for mark in marks.values()):
        return lines
    for index, line in enumerate(lines):
        mark = marks.get(index)
        if mark and mark["kind"] == "notes":
            depth = max(0, depth + (-1 if mark["close"] else 1))
            result.append(_blank(line))
        elif not depth:
            result.append(line)
    return tuple(result)


def without_marks(lines: Lines) -> Lines:
    """The same lines, each mark a blank line."""
    marks = _marks_of(lines)
    return tuple(_blank(line) if index in marks else line for index, line in enumerate(lines)) if marks else lines


class _Open(Struct, frozen=True):
    """A mark that waits for its other half; ``start`` is the index of its line."""

    kind: MarkKind
    name: str
    start: int
    place: Place


def _marks_of(lines: Lines) -> dict[int, re.Match[str]]:
    """The lines that are marks, by their indexes."""
    return {index: mark for index in _commented(lines) if (mark := _MARK_LINE.fullmatch(lines[index].text))}


def _marks_in(text: str) -> Iterator[re.Match[str]]:
    """The comments of a line that are marks; one between backticks shows how a mark is written, and marks nothing."""
    for start, end in comments(text):
        if mark := _MARK.fullmatch(text, start, end):
            yield mark


def _is_crowded(text: str) -> bool:
    return _MARK_LINE.fullmatch(text) is None and any(_marks_in(text))


def _split(line: Line) -> Iterator[Line]:
    margin = _margin(line)
    at = len(margin)
    for mark in _marks_in(line.text):
        if before := line.text[at : mark.start()].strip():
            yield Line(margin + before, line.place)
        yield Line(margin + mark[0], line.place)
        at = mark.end()
    if after := line.text[at:].strip():
        yield Line(margin + after, line.place)


def indented(new: Lines, mark: Line) -> Iterator[Line]:
    """``new`` lines in the place of ``mark``, with its margin and its place, between empty lines."""
    margin = _margin(mark)
    yield _blank(mark)
    for line in put_in(new, mark.place):
        yield Line((margin + line.text).rstrip() if not line.text.strip() else margin + line.text, line.place)
    yield _blank(mark)


def flush(lines: Lines) -> Lines:
    """``lines`` without the margin that a list, a box, or a quote gives to all of them."""
    margins = [_margin(line) for line in lines if line.text.strip(" >\t")]
    common = min(margins, default="", key=len)
    while not all(margin.startswith(common) for margin in margins):
        common = common[:-1]
    if not common:
        return lines
    return tuple(
        replace(line, text=line.text.removeprefix(common) if line.text.strip(" >\t") else "") for line in lines
    )


def _margin(line: Line) -> str:
    found = _MARGIN.match(line.text)
    return found[0] if found else ""


@remembered
def _blank(line: Line) -> Line:
    """The empty line that stands for a mark; in a quote it keeps the ``>``, so that the quote goes on."""
    return Line(_margin(line).rstrip(), line.place)


def _checked_name(kind: MarkKind, name: str | None, line: Line, problems: Problems) -> str:
    if kind in NAMELESS:
        return name or ""
    if not name:
        problems.error(
            "mark-without-name", line.place, f"'<!-- {kind} -->' has no name", f"write '<!-- {kind}: a-name -->'"
        )
    elif not _NAME.fullmatch(name):
        problems.error(
            "mark-name-not-allowed",
            line.place,
            f"'{name}' is no name for a passage",
            "use small letters, digits, and hyphens",
        )
    return name or ""


def _report_unclosed(opened: _Open, problems: Problems) -> None:
    label = f"{opened.kind}: {opened.name}" if opened.name else opened.kind
    hint = f"add '<!-- /{opened.kind} -->' on a line of its own after the passage"
    problems.error("mark-unclosed", opened.place, f"'<!-- {label} -->' is never closed", hint)


def _unopened(kind: MarkKind, lines: Lines, end: int) -> Problem:
    """What is wrong with a mark that closes nothing, or with the line above that was meant to open its passage."""
    name = "" if kind in NAMELESS else ": a-name"
    for line in reversed(lines[max(0, end - _FAR) : end]):
        found = _MEANT_TO_OPEN[kind].fullmatch(line.text) if "<!--" in line.text else None
        if found and not _MARK_LINE.fullmatch(line.text):
            given = "-".join(_NAME_WORDS.findall(found["name"].lower())) if name else ""
            cure = f"write '<!-- {kind}{f': {given}' if given else name} -->'"
            return Problem("mark-unopened", line.place, f"'{line.text.strip()[:_SHOWN]}' opens no passage", (cure,))
    hint = f"put '<!-- {kind}{name} -->' before the passage, or take this line out"
    return Problem("mark-unopened", lines[end].place, f"'<!-- /{kind} -->' closes nothing", (hint,))


def _warn_of_row(lines: Lines, index: int, problems: Problems) -> None:
    """A mark within a row of a table ends the table there."""
    line, above = lines[index], lines[index - 1]
    if index and above.place == line.place and above.text.lstrip().startswith("|"):
        said = "this mark parts a row of a table, so that the table ends there"
        problems.warn("table-uneven", line.place, said, "put the marks above and below the whole table")


def _warn_of_slips(line: Line, problems: Problems, *, may_go_on: bool) -> None:
    """What looks like a mark and is none, or opens what nothing closes, so that its author sees it as text."""
    if opens_fence(line.text):
        problems.warn(
            "code-block-unclosed",
            line.place,
            "this code block is never closed",
            "close it with the same marks on a line of their own",
        )
    elif opens_comment(line.text) and not may_go_on:
        problems.warn("comment-unclosed", line.place, "this comment is never closed", "close it with '-->'")
    else:
        _warn_of_names(line, problems)


def _meant_by(comment: str) -> str:
    """The mark that is meant by a ``comment`` in other words, or an empty text."""
    if _OTHER_NOTES.fullmatch(comment):
        return "notes"
    if found := _OTHER_END.fullmatch(comment):
        return "" if _MARK.fullmatch(comment) else f"/{found['kind'].lower()}"
    found = _USE_WITHOUT_COLON.fullmatch(comment)
    return f"use: {found['page']}" if found else ""


def _warn_of_names(line: Line, problems: Problems) -> None:
    for start, end in comments(line.text) if "<!--" in line.text else ():
        if meant := _meant_by(line.text[start:end]):
            said = f"'{line.text[start:end]}' marks no passage"
            problems.warn("mark-unknown", line.place, said, f"write '<!-- {meant} -->'")
            continue
        comment = _LIKE_A_MARK.fullmatch(line.text, start, end)
        near = difflib.get_close_matches(comment["word"].lower(), KINDS, n=1, cutoff=0.75) if comment else []
        if comment and near and not _MARK.fullmatch(line.text, start, end):
            hint = f"did you mean '{near[0]}'?" if comment["word"] != near[0] else "write no space behind the slash"
            problems.warn("mark-unknown", line.place, f"'{comment[0]}' marks no passage", hint)
