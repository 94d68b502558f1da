"""Finds the lines of text in a document tree, and makes the tree anew with other ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generators.model import (
    Callout,
    Heading,
    Image,
    Inline,
    ListBlock,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Table,
)
from generators.model.replacing import replace


def texts_of(nodes: Iterable[Node]) -> Iterator[Inline]:
    """Every line of text of ``nodes``, at whatever depth, in reading order."""
    for node in nodes:
        match node:
            case Heading() | Paragraph():
                yield node.text
            case Image():
                yield node.caption
            case Table():
                yield from (node.caption, *node.header)
                yield from (cell for row in node.rows for cell in row)
            case ListBlock():
                for item in node.items:
                    yield from texts_of(item.blocks)
            case Quote():
                yield from texts_of(node.blocks)
            case Callout():
                yield node.title
                yield from texts_of(node.blocks)


def with_texts(nodes: Nodes, change: Callable[[Inline], Inline]) -> Nodes:
    """``nodes`` with ``change`` of each line of text."""
    return tuple(_changed(node, change) for node in nodes)


def _changed(node: Node, change: Callable[[Inline], Inline]) -> Node:
    match node:
        case Heading() | Paragraph():
            return replace(node, text=change(node.text))
        case Image():
            return replace(node, caption=change(node.caption))
        case Table():
            rows = tuple(tuple(map(change, row)) for row in node.rows)
            return replace(node, header=tuple(map(change, node.header)), rows=rows, caption=change(node.caption))
        case ListBlock():
            items = tuple(replace(item, blocks=with_texts(item.blocks, change)) for item in node.items)
            return replace(node, items=items)
        case Quote():
            return replace(node, blocks=with_texts(node.blocks, change))
        case Callout():
            return replace(node, title=change(node.title), blocks=with_texts(node.blocks, change))
    return node
