"""Lines with their addresses, the passages that hold them, and the document tree that Markdown means.

Each node of the tree has the place of the line on which it begins. A place is no part of what a node says: nodes with
the same words are equal wherever they stand.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generators.model.comparing import ComparedByHand


class Place(ComparedByHand, frozen=True):
    """Where a text stands: ``file`` as its author knows it (posix, relative to the kit), ``line`` from 1.

    ``via`` is where its line was put into another file: the mark of an example or slot, or the use in an outline. Two
    places are the same whatever way a text took from there.
    """

    file: str
    line: int
    via: Place | None = None

    def __eq__(self, other: object) -> bool:
        if type(other) is not Place:
            return NotImplemented
        return (self.file, self.line) == (other.file, other.line)

    def __hash__(self) -> int:
        return hash((self.file, self.line))

    @property
    def road(self) -> tuple[Place, ...]:
        """This place, where the text was put in from here, and so on to the file that is published."""
        return (self,) if self.via is None else (self, *self.via.road)


NOWHERE = Place("", 1)
"""The place of a value that no author wrote."""


class Line(Struct, frozen=True):
    """One line of a source file, without its newline, with the address it came from."""

    text: str
    place: Place


Lines = tuple[Line, ...]


MarkKind = Literal["example", "slot", "locked", "slide", "notes"]


class Block(Struct, frozen=True):
    """A named passage of a page: ``lines`` between its marks; ``start`` and ``end`` are the marks' line indexes."""

    kind: MarkKind
    name: str
    lines: Lines
    place: Place
    start: int
    end: int


class Placed(ComparedByHand, frozen=True):
    """What stands at a ``place``, which is no part of what it says."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Placed) or type(self) is not type(other):
            return NotImplemented
        return self.__rich_repr__() == other.__rich_repr__()

    def __hash__(self) -> int:
        return hash((type(self).__name__, *(value for _, value in self.__rich_repr__())))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__rich_repr__())})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        return [(name, getattr(self, name)) for name in self.__struct_fields__ if name != "place"]


class Span(Placed, frozen=True):
    """A run of text in one style; ``text`` of ``"\\n"`` is a forced line break. What is ``struck`` does not hold."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    place: Place = NOWHERE
    struck: bool = False


Inline = tuple[Span, ...]


class Heading(Placed, frozen=True):
    level: int
    text: Inline
    anchor: str = ""
    place: Place = NOWHERE


class Paragraph(Placed, frozen=True):
    text: Inline
    place: Place = NOWHERE


class ListItem(Placed, frozen=True):
    """``checked`` is None unless the item is a task (``- [ ]``)."""

    blocks: tuple[Node, ...]
    checked: bool | None = None
    place: Place = NOWHERE


class ListBlock(Placed, frozen=True):
    """``footnotes`` are those of the text above, which the list belongs to."""

    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    place: Place = NOWHERE
    footnotes: bool = False


Alignment = Literal["", "left", "center", "right"]


class Table(Placed, frozen=True):
    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[Alignment, ...] = ()
    caption: Inline = ()
    place: Place = NOWHERE


class Image(Placed, frozen=True):
    """``source`` is the path of the file, resolved against the page's folder (``assets/circle.svg``)."""

    source: str
    alt: str
    caption: Inline = ()
    decorative: bool = False
    place: Place = NOWHERE


class Quote(Placed, frozen=True):
    blocks: tuple[Node, ...]
    place: Place = NOWHERE


class Callout(Placed, frozen=True):
    """An admonition: ``kind`` is its type word (``tip``, ``example``, ``key``)."""

    kind: str
    title: Inline
    blocks: tuple[Node, ...]
    place: Place = NOWHERE


class CodeBlock(Placed, frozen=True):
    text: str
    language: str = ""
    place: Place = NOWHERE


class ThematicBreak(Placed, frozen=True):
    place: Place = NOWHERE


Node = Heading | Paragraph | ListBlock | Table | Image | Quote | Callout | CodeBlock | ThematicBreak
Nodes = tuple[Node, ...]
