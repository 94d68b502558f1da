"""Lines of text with their addresses, the pages that hold them, and the named passages inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Meta = Mapping[str, object]
"""A page's front matter: YAML scalars, lists, and mappings, as read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``file`` as its author knows it (posix, relative to the kit), ``line`` from 1."""

    file: str
    line: int


NOWHERE = Place("", 1)
"""The place of a value that no author wrote."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source file, without its newline, with the address it came from."""

    text: str
    place: Place


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page: ``path`` below its folder (``handbook/kinds.md``), body ``lines`` without front matter.

    ``meta_places`` gives the line of each top-level key of the front matter.
    """

    path: str
    lang: str
    meta: Meta
    lines: Lines
    meta_places: Mapping[str, Place] = field(default_factory=dict)
    place: Place = NOWHERE


MarkKind = Literal["example", "slot", "locked", "slide", "notes"]


@dataclass(frozen=True, slots=True)
class Block:
    """A named passage of a page: ``lines`` between its marks; ``start`` and ``end`` are the marks' line indexes."""

    kind: MarkKind
    name: str
    lines: Lines
    place: Place
    start: int
    end: int
