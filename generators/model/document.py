"""Lines with their addresses, the passages that hold them, and the document tree that Markdown means.

Each node of the tree has the place of the line on which it begins. A place is no part of what a node says: nodes with
the same words are equal wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``file`` as its author knows it (posix, relative to the kit), ``line`` from 1.

    ``via`` is where its line was put into another file: the mark of an example or slot, or the use in an outline. Two
    places are the same whatever way a text took from there.
    """

    file: str
    line: int
    via: Place | None = field(default=None, compare=False)

    @property
    def road(self) -> tuple[Place, ...]:
        """This place, where the text was put in from here, and so on to the file that is published."""
        return (self,) if self.via is None else (self, *self.via.road)


NOWHERE = Place("", 1)
"""The place of a value that no author wrote."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source file, without its newline, with the address it came from."""

    text: str
    place: Place


Lines = tuple[Line, ...]


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


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``text`` of ``"\\n"`` is a forced line break. What is ``struck`` does not hold."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    struck: bool = False


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: Inline
    anchor: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inline
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    """``checked`` is None unless the item is a task (``- [ ]``)."""

    blocks: tuple[Node, ...]
    checked: bool | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """``footnotes`` are those of the text above, which the list belongs to."""

    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    footnotes: bool = False


Alignment = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[Alignment, ...] = ()
    caption: Inline = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Image:
    """``source`` is the path of the file, resolved against the page's folder (``assets/circle.svg``)."""

    source: str
    alt: str
    caption: Inline = ()
    decorative: bool = False
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Node, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Callout:
    """An admonition: ``kind`` is its type word (``tip``, ``example``, ``key``)."""

    kind: str
    title: Inline
    blocks: tuple[Node, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    place: Place = field(default=NOWHERE, compare=False, repr=False)


Node = Heading | Paragraph | ListBlock | Table | Image | Quote | Callout | CodeBlock | ThematicBreak
Nodes = tuple[Node, ...]
