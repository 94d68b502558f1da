"""Gives a part of a page what the whole page defines for it: addresses of links, and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generators.model import Line, Lines
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading.verbatim import outside_code

_DEFINITION = re.compile(r" {0,3}\[(?P<name>[^\]]+)\]:")
_USE = re.compile(r"\[(?P<name>[^\[\]]+)\]")
_TAB = "    "


class _Definition(Struct, frozen=True):
    """``start`` and ``end`` are the indexes of its lines; ``name`` is in small letters, a footnote's with its caret."""

    name: str
    start: int
    end: int


def with_definitions(part: Lines, whole: Lines) -> Lines:
    """``part`` with the definitions of ``whole`` that it uses and lacks, and without footnotes that it does not use."""
    if not any("[" in line.text for line in part) or not _defines(whole):
        return part
    own, used = tuple(_definitions(part)), _used(part)
    idle = (one for one in own if one.name.startswith("^") and one.name not in used)
    gone = {index for one in idle for index in range(one.start, one.end)}
    added: list[Line] = []
    known = {one.name for one in own}
    there = {one.name: one for one in _definitions(whole)}
    while wanted := [one for name, one in there.items() if name in used - known]:
        more = [line for one in wanted for line in (replace(whole[one.start], text=""), *whole[one.start : one.end])]
        known |= {one.name for one in wanted}
        used |= _used(tuple(more))  # a footnote may hold links and refer to footnotes
        added += more
    return (*(line for index, line in enumerate(part) if index not in gone), *added)


@remembered
def _defines(lines: Lines) -> bool:
    """Whether anything is defined, by a quick look."""
    return any("]:" in line.text for line in lines)


def _definitions(lines: Lines) -> Iterator[_Definition]:
    for index, line in outside_code(lines):
        found = _DEFINITION.match(line.text)
        if found:
            end = _end(lines, index) if found["name"].startswith("^") else _end_of_link(lines, index, found.end())
            yield _Definition(_normal(found["name"]), index, end)


_TITLE = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|\([^()]*\))\s*""")


def _end_of_link(lines: Lines, start: int, mark: int) -> int:
    """Behind an address, which may stand on the line below its name, and its title, which may stand below it."""
    end = start + 1
    if not lines[start].text[mark:].strip() and end < len(lines) and lines[end].text.strip():
        end += 1
    return end + 1 if end < len(lines) and _TITLE.fullmatch(lines[end].text) else end


def _end(lines: Lines, start: int) -> int:
    """Behind a footnote's lines: those right below, and those with four spaces after an empty one."""
    end = start + 1
    while end < len(lines) and lines[end].text.strip() and not _DEFINITION.match(lines[end].text):
        end += 1
    after = end
    while after < len(lines) and (lines[after].text.startswith(_TAB) or not lines[after].text.strip()):
        after += 1
        end = after if lines[after - 1].text.strip() else end
    return end


def _used(lines: Lines) -> frozenset[str]:
    """The names in brackets but for those that are defined here, in small letters."""
    text = "\n".join(_DEFINITION.sub("", line.text) for line in lines)
    return frozenset(_normal(found["name"]) for found in _USE.finditer(text))


def _normal(name: str) -> str:
    """A name as it is compared: its letters' case and the spaces and line ends in it mean nothing."""
    return " ".join(name.lower().split())
