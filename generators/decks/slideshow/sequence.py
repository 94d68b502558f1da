"""A slide's body in the order of its page: pictures and tables taken out of lists and boxes, one to a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generators.decks.slideshow.content import objects, paragraphs
from generators.model import (
    Callout,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Table,
    ThematicBreak,
)
from generators.model.replacing import replace

CAPTION = 170
"""The letters of a paragraph that can be the words of the picture above it, or stand over a table."""

Shown = Table | Image


class Part(Struct, frozen=True):
    """What one slide shows: at most one table or picture, and the text above and below it."""

    before: Nodes = ()
    item: Shown | None = None
    after: Nodes = ()

    @property
    def text(self) -> Nodes:
        return (*self.before, *self.after)


def parts_of(body: Nodes, *, beside: bool) -> list[Part]:
    """``body`` in parts that follow one another as the page has it; never none.

    What is written below a table opens a part. Below a picture that opens a part, the text stands ``beside`` it; below
    one that has text above it, no more than a line that can be its caption does.
    """
    nodes = tuple(unnested(body))
    notes = tuple(node for node in nodes if isinstance(node, ListBlock) and node.footnotes)
    parts = list(_parts(tuple(node for node in nodes if node not in notes), beside=beside)) or [Part()]
    return _with_footnotes(parts, notes) if notes else parts


def _with_footnotes(parts: list[Part], notes: Nodes) -> list[Part]:
    """The page's footnotes stand below the last text above its tables and pictures, which mostly refers to them."""
    index = next((index for index, part in enumerate(parts) if part.text), 0)
    part = parts[index]
    below = replace(part, after=(*part.after, *notes)) if part.after else replace(part, before=(*part.before, *notes))
    return [*parts[:index], below, *parts[index + 1 :]]


def _parts(nodes: Nodes, *, beside: bool) -> Iterator[Part]:
    part = Part()
    for index, node in enumerate(nodes):
        if isinstance(node, Table | Image):
            if part.item is not None:
                yield part
                part = Part()
            elif len(part.before) > 1 and isinstance(part.before[-1], Heading):
                yield Part(part.before[:-1])
                part = Part(part.before[-1:])
            part = replace(part, item=node)
        elif part.item is None:
            part = replace(part, before=(*part.before, node))
        elif isinstance(part.item, Image) and _goes_with(part, nodes[index:], beside=beside):
            part = replace(part, after=(*part.after, node))
        else:
            yield part
            part = Part(before=(node,))
    if part != Part():
        yield part


def _goes_with(part: Part, rest: Nodes, *, beside: bool) -> bool:
    """Whether the text that begins ``rest`` belongs to the picture of ``part``."""
    if beside and not part.before:
        return True
    ends = len(rest) == 1 or isinstance(rest[1], Table | Image | Heading | ThematicBreak)
    return ends and not part.after and is_caption(rest[:1], part.item)


def is_caption(text: Nodes, item: Shown | None) -> bool:
    """Whether ``text`` is a line that can stand under the picture, beside the caption that it may have."""
    if not text or not isinstance(text[0], Paragraph | ListBlock):
        return False
    said = paragraphs(text)
    letters = sum(len(span.text) for span in item.caption) if item else 0
    return len(said) == 1 and letters + len(said[0].text) <= CAPTION


def unnested(nodes: Iterable[Node]) -> Iterator[Node]:
    """``nodes`` with the tables and pictures of lists, quotes, and boxes between the parts of these."""
    for node in nodes:
        match node:
            case Quote() | Callout() if any(objects((node,))):
                yield from _opened(node)
            case ListBlock() if any(objects((node,))):
                yield from _parted(node)
            case _:
                yield node


def _opened(box: Quote | Callout) -> Iterator[Node]:
    """A box in parts, of which the first has its title."""
    held: list[Node] = []
    for node in (*unnested(box.blocks), None):
        if node is not None and not isinstance(node, Table | Image):
            held.append(node)
            continue
        if held or (isinstance(box, Callout) and box.title):
            yield replace(box, blocks=tuple(held))
            held = []
            box = replace(box, title=()) if isinstance(box, Callout) else box
        if node is not None:
            yield node


def _parted(block: ListBlock) -> Iterator[Node]:
    """A list in parts that count on; what follows an object in its item stands without a mark of its own."""
    items: list[ListItem] = []
    start = block.start
    for number, item in enumerate(block.items, block.start):
        inner = tuple(unnested(item.blocks))
        cut = next((index for index, node in enumerate(inner) if isinstance(node, Table | Image)), len(inner))
        if inner[:cut] or not inner:
            items.append(replace(item, blocks=inner[:cut]))
        if cut == len(inner):
            continue
        if items:
            yield replace(block, items=tuple(items), start=start)
        yield from inner[cut:]
        items, start = [], number + 1
    if items:
        yield replace(block, items=tuple(items), start=start)
