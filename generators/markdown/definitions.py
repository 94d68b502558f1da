"""Gives a part of a page what the whole page defines for it: addresses of links, and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generators.model import Lines
from generators.reading.verbatim import outside_code

_DEFINITION = re.compile(r" {0,3}\[(?P<name>[^\]]+)\]:")
_USE = re.compile(r"\[(?P<name>[^\[\]]+)\]")
_TAB = "    "


@dataclass(frozen=True, slots=True)
class _Definition:
    """``start`` and ``end`` are the indexes of its lines; ``name`` is in small letters, a footnote's with its caret."""

    name: str
    start: int
    end: int


def with_definitions(part: Lines, whole: Lines) -> Lines:
    """``part`` with the definitions of ``whole`` that it uses and lacks, and without footnotes that it does not use."""
    if not any("[" in line.text for line in part) or not any("]:" in line.text for line in whole):
        return part
    own, used = tuple(_definitions(part)), _used(part)
    idle = (one for one in own if one.name.startswith("^") and one.name not in used)
    gone = {index for one in idle for index in range(one.start, one.end)}
    wanted = used - {one.name for one in own}
    added = [
        line
        for one in _definitions(whole)
        if one.name in wanted
        for line in (replace(whole[one.start], text=""), *whole[one.start : one.end])
    ]
    return (*(line for index, line in enumerate(part) if index not in gone), *added)


def _definitions(lines: Lines) -> Iterator[_Definition]:
    for index, line in outside_code(lines):
        found = _DEFINITION.match(line.text)
        if found:
            end = _end(lines, index) if found["name"].startswith("^") else index + 1
            yield _Definition(found["name"].lower(), index, end)


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
    return frozenset(found["name"].lower() for found in _USE.finditer(text))
