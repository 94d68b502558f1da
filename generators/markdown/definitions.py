"""Gives a part of a page what the whole page defines for it: addresses of links, footnotes, and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generators.model import Lines
from generators.reading.verbatim import outside_code

_DEFINITION = re.compile(r" {0,3}(?P<mark>\*?)\[(?P<name>[^\]]+)\]:")
_USE = re.compile(r"\[(?P<name>[^\[\]]+)\]")
_TAB = "    "


@dataclass(frozen=True, slots=True)
class _Definition:
    """``start`` and ``end`` are the indexes of its lines; ``name`` is as it is used, a footnote's with its caret."""

    name: str
    start: int
    end: int
    is_short_form: bool

    def is_used_in(self, names: frozenset[str], text: str) -> bool:
        return self.name in text if self.is_short_form else self.name.lower() in names


def with_definitions(part: Lines, whole: Lines) -> Lines:
    """``part`` with the definitions of ``whole`` that it uses and lacks, and without footnotes that it does not use."""
    if not any("]:" in line.text for line in whole):
        return part
    own, names, text = tuple(_definitions(part)), *_used(part)
    gone = {
        index
        for one in own
        if one.name.startswith("^") and not one.is_used_in(names, text)
        for index in range(one.start, one.end)
    }
    known = {one.name.lower() for one in own}
    added = [
        line
        for one in _definitions(whole)
        if one.name.lower() not in known and one.is_used_in(names, text)
        for line in (replace(whole[one.start], text=""), *whole[one.start : one.end])
    ]
    return (*(line for index, line in enumerate(part) if index not in gone), *added)


def _definitions(lines: Lines) -> Iterator[_Definition]:
    for index, line in outside_code(lines):
        found = _DEFINITION.match(line.text)
        if found:
            end = _end(lines, index) if found["name"].startswith("^") else index + 1
            yield _Definition(found["name"], index, end, is_short_form=bool(found["mark"]))


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


def _used(lines: Lines) -> tuple[frozenset[str], str]:
    """The names in brackets but for those that are defined here, in small letters, and the text."""
    text = "\n".join(_DEFINITION.sub("", line.text) for line in lines)
    return frozenset(found["name"].lower() for found in _USE.finditer(text)), text
