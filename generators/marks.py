"""The one notation for named passages of a page: HTML comments that find, replace, and remove them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from typing import cast, get_args

from generators.model import Block, Line, Lines, MarkKind, Place
from generators.problems import Problems

KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
NAMELESS: frozenset[MarkKind] = frozenset({"notes"})

_WORDS = "|".join(KINDS)
_MARK = re.compile(rf"<!--\s*(?P<close>/?)(?P<kind>{_WORDS})\b\s*(?::\s*(?P<name>[^\s>]+))?\s*-->")
_MARK_LINE = re.compile(rf"\s*{_MARK.pattern}\s*")
_COMMENT_LINE = re.compile(r"\s*<!--\s*/?(?P<word>[a-z]+)\s*(:\s*[^\s>]+)?\s*-->\s*")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})")


def outside_code(lines: Lines) -> Iterator[tuple[int, Line]]:
    """The lines that are not in a fenced code block, each with its index."""
    fence = ""
    for index, line in enumerate(lines):
        found = _FENCE.match(line.text)
        if fence:
            if found and found["fence"].startswith(fence) and not line.text[found.end() :].strip():
                fence = ""
        elif found:
            fence = found["fence"]
        else:
            yield index, line


def separated(lines: Lines) -> Lines:
    """The same text with every mark on a line of its own, so that the rest of this module sees whole lines only."""
    crowded = {index for index, line in outside_code(lines) if "<!--" in line.text and _is_crowded(line.text)}
    if not crowded:
        return lines
    result: list[Line] = []
    for index, line in enumerate(lines):
        result.extend(_split(line) if index in crowded else (line,))
    return tuple(result)


def find(lines: Lines, problems: Problems) -> tuple[Block, ...]:
    """All passages, nested ones too, in the order in which they start; unclosed and unopened marks are problems."""
    open_marks: list[tuple[MarkKind, str, int, Place]] = []
    blocks: list[Block] = []
    for index, line in outside_code(lines):
        mark = _MARK_LINE.fullmatch(line.text)
        if mark is None:
            _warn_of_misspelling(line, problems)
        elif not mark["close"]:
            kind = cast(MarkKind, mark["kind"])
            open_marks.append((kind, _checked_name(kind, mark["name"], line, problems), index, line.place))
        elif open_marks and open_marks[-1][0] == mark["kind"]:
            kind, name, start, place = open_marks.pop()
            blocks.append(Block(kind, name, lines[start + 1 : index], place, start, index))
        else:
            _report_unopened(mark["kind"], line, open_marks, problems)
    for kind, name, _, place in open_marks:
        label = f"{kind}: {name}" if name else kind
        problems.error(
            place,
            f"'<!-- {label} -->' is never closed",
            f"add '<!-- /{kind} -->' on a line of its own after the passage",
        )
    return tuple(sorted(blocks, key=lambda block: block.start))


def replaced(lines: Lines, blocks: tuple[Block, ...], replacement: Callable[[Block], Lines | None]) -> Lines:
    """``lines`` with the inside of each block for which ``replacement`` gives lines exchanged; its marks stay.

    The outermost replaced block wins; new lines take the indentation of the mark.
    """
    result: list[Line] = []
    at = 0
    for block in blocks:
        new = replacement(block) if block.start >= at else None
        if new is None:
            continue
        result.extend(lines[at : block.start + 1])
        result.extend(_indented(new, lines[block.start]))
        at = block.end
    return (*result, *lines[at:])


def without_notes(lines: Lines) -> Lines:
    """The lines that readers see: passages of the kind ``notes`` are taken out, a blank line in their place."""
    result: list[Line] = []
    depth = 0
    marks = {index: _MARK_LINE.fullmatch(line.text) for index, line in outside_code(lines)}
    for index, line in enumerate(lines):
        mark = marks.get(index)
        if mark and mark["kind"] == "notes":
            depth = max(0, depth + (-1 if mark["close"] else 1))
            result.append(Line("", line.place))
        elif not depth:
            result.append(line)
    return tuple(result)


def without_marks(lines: Lines) -> Lines:
    """The same lines, each mark a blank line."""
    marks = {index for index, line in outside_code(lines) if _MARK_LINE.fullmatch(line.text)}
    return tuple(Line("", line.place) if index in marks else line for index, line in enumerate(lines))


def _is_crowded(text: str) -> bool:
    return _MARK.search(text) is not None and _MARK_LINE.fullmatch(text) is None


def _split(line: Line) -> Iterator[Line]:
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    at = 0
    for mark in _MARK.finditer(line.text):
        if before := line.text[at : mark.start()].strip():
            yield Line(indent + before, line.place)
        yield Line(indent + mark[0], line.place)
        at = mark.end()
    if after := line.text[at:].strip():
        yield Line(indent + after, line.place)


def _indented(new: Lines, mark: Line) -> Iterator[Line]:
    indent = mark.text[: len(mark.text) - len(mark.text.lstrip())]
    yield Line("", mark.place)
    for line in new:
        yield Line(indent + line.text if line.text.strip() else "", line.place)
    yield Line("", mark.place)


def _checked_name(kind: MarkKind, name: str | None, line: Line, problems: Problems) -> str:
    if kind in NAMELESS:
        return name or ""
    if not name:
        problems.error(line.place, f"'<!-- {kind} -->' has no name", f"write '<!-- {kind}: a-name -->'")
    elif not _NAME.fullmatch(name):
        problems.error(line.place, f"'{name}' is no name for a passage", "use small letters, digits, and hyphens")
    return name or ""


def _report_unopened(
    kind: str, line: Line, open_marks: list[tuple[MarkKind, str, int, Place]], problems: Problems
) -> None:
    if open_marks:
        opened, _, _, place = open_marks[-1]
        hint = f"close '{opened}' of line {place.line} first"
    else:
        hint = f"put '<!-- {kind}: a-name -->' before the passage, or take this line out"
    problems.error(line.place, f"'<!-- /{kind} -->' closes nothing", hint)


def _warn_of_misspelling(line: Line, problems: Problems) -> None:
    comment = _COMMENT_LINE.fullmatch(line.text) if "<!--" in line.text else None
    if comment and comment["word"] not in KINDS:
        near = difflib.get_close_matches(comment["word"], KINDS, n=1, cutoff=0.75)
        if near:
            problems.warn(line.place, f"'{line.text.strip()}' marks no passage", f"did you mean '{near[0]}'?")
