"""Passages that a local puts into a page, of which Markdown makes the same whatever stands around them.

A page without them is the same for all locals that write them, each in its own words; and so is what is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from generators.markdown.sections import BEYOND_A_SECTION
from generators.model import Line, Lines, Place
from generators.model.remembered import remembered

DEFINITION = re.compile(r"^[ >]*\*?\[[^\]\n]+\]:", re.MULTILINE)
"""Of an abbreviation, a footnote, or a link: what is defined is looked for in all of the text."""

_BEGINS = re.compile(r"(?![A-Za-z]{1,4}[.)]\s|www\.)(?:[^\W\d_]|[\"'“\u2018«¿¡]|!!! ?\w)")
"""A passage begins with words, or with a box: it goes on with nothing that stands above it."""

_FOLLOWS = re.compile(r"(?:[^\W\d_]|[\"'“\u2018«¿¡<]|!!! ?\w|#{1,6} )")
"""What stands below begins something of its own, too."""

_EMPTY = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)?")
"""A line that parts what stands around it: one without words, or a mark."""

_DEPENDS = re.compile(
    r"^[ \t]*(?:#|:|\||={3}|[-=*_+~](?:[ \t]*[-=*_+~])*[ \t]*$)"  # headings, definitions, tables, tabs, rules
    r"|[|{}@_`\\<]|://|www\.|\]\(|\]\[|\[[^\]\n]*\]:|!\[|\[[ xX]\]",  # addresses, names, pictures, boxes to tick
    re.MULTILINE,
)
"""What is numbered, has an address, is marked, or is a name of something: signs of which a page knows more."""

MOST = 20
"""Passages of one page; more are rather a page of the local's own."""


class Parted(Struct, frozen=True):
    """A page without its ``passages``: in the ``rest``, a line stands in for each."""

    rest: Lines
    passages: tuple[Lines, ...]


StandIn = Callable[[int], str]
"""The line that stands in for the passage of that number."""


def parted(lines: Lines, own: str, stand_in: StandIn) -> Parted | None:
    """``lines`` without the passages that come from files whose paths begin with ``own``.

    None where there are none, or nothing else, or one of which something may depend on what is around it.
    """
    if not own or not any(file.startswith(own) for file in files_of(lines)):
        return None
    runs = _runs(lines, own)
    passages = tuple(run for is_own, run in runs if is_own)
    if not 0 < len(passages) <= MOST or DEFINITION.search("\n".join(line.text for line in lines)):
        return None
    if not any(line.text.strip() for is_own, run in runs for line in run if not is_own):
        return None
    for number, (is_own, run) in enumerate(runs):
        if is_own and not (_is_apart(runs, number) and stands_alone("\n".join(line.text for line in run))):
            return None
    numbers = iter(range(MOST))
    rest = (
        line for is_own, run in runs for line in ((Line(stand_in(next(numbers)), run[0].place),) if is_own else run)
    )
    return Parted(tuple(rest), passages)


@remembered
def files_of(lines: Lines) -> Mapping[str, Place]:
    """The files that ``lines`` come from, each with the place of its first line."""
    found: dict[str, Place] = {}
    for line in lines:
        found.setdefault(line.place.file, line.place)
    return found


def stands_alone(text: str) -> bool:
    """Whether a passage is the same whatever stands above and below it, an empty line away."""
    return _BEGINS.match(text) is not None and not (_DEPENDS.search(text) or BEYOND_A_SECTION.search(text))


def _runs(lines: Lines, own: str) -> tuple[tuple[bool, Lines], ...]:
    """The lines in turns: those of others, and the local's own, without the empty ones around these."""
    turns = ((is_own, tuple(run)) for is_own, run in groupby(lines, lambda line: line.place.file.startswith(own)))
    return tuple(part for is_own, run in turns for part in (_bare(run) if is_own else ((False, run),)))


def _bare(run: Lines) -> Iterator[tuple[bool, Lines]]:
    written = [number for number, line in enumerate(run) if line.text.strip()]
    if not written:
        yield False, run
        return
    first, last = written[0], written[-1] + 1
    parts = ((False, run[:first]), (True, run[first:last]), (False, run[last:]))
    yield from (part for part in parts if part[1])


def _is_apart(runs: tuple[tuple[bool, Lines], ...], number: int) -> bool:
    """Whether empty lines stand around a passage, and below these what does not go on with it."""
    above = [line.text for _, run in runs[:number] for line in run]
    below = [line.text for _, run in runs[number + 1 :] for line in run]
    following = next((text for text in below if text.strip()), "")
    is_parted = all(_EMPTY.fullmatch(text) for text in (*above[-1:], *below[:1]))
    return is_parted and (not following or _FOLLOWS.match(following) is not None)
