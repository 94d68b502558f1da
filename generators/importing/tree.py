"""Walks pandoc's document tree: its text, its headings, and what bears an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generators.importing.signs import GOES_ON, without_signs

Tree = dict[str, Any]

_INSIDE = frozenset({"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "Underline", "SmallCaps"})
_PAIRED = frozenset({"Span", "Cite", "Quoted"})


def content_of(element: Tree) -> Any:
    """What an element holds; None where it is nothing but itself."""
    return element.get("c")


def inline_text(inlines: Iterable[Tree]) -> str:
    """The letters of ``inlines``, signs among them; a forced line break is a newline, and a note is no part of it."""
    parts: list[str] = []
    for one in inlines:
        kind, content = one["t"], content_of(one)
        if kind == "Str":
            parts.append(content)
        elif kind in ("Space", "SoftBreak"):
            parts.append(" ")
        elif kind == "LineBreak":
            parts.append("\n")
        elif kind in _INSIDE:
            parts.append(inline_text(content))
        elif kind in _PAIRED or kind == "Link":
            parts.append(inline_text(content[1]))
        elif kind in ("Code", "Math"):
            parts.append(content[1])
    return "".join(parts)


def plain_text(inlines: Iterable[Tree]) -> str:
    """The words of ``inlines`` on one line."""
    return " ".join(without_signs(inline_text(inlines)).split())


def block_text(blocks: Iterable[Tree]) -> str:
    """All text in ``blocks``, a line for each."""
    return "\n".join(inline_text(inlines) for inlines in texts_of(blocks))


def with_whole_lists(blocks: Iterable[Tree]) -> Iterator[Tree]:
    """The same blocks; paragraphs that belong to an item stand in it, and the list goes on behind them."""
    whole: Tree | None = None
    goes_on = False
    for block in blocks:
        is_part = block["t"] == "Para" and inline_text(block["c"]).startswith(GOES_ON)
        if is_part:
            block = {"t": "Para", "c": _without_sign(block["c"])}
        if whole is not None and is_part:
            items_of(whole)[-1].append(block)
            goes_on = True
        elif whole is not None and goes_on and _is_rest_of(whole, block):
            items_of(whole).extend(items_of(block))
        else:
            if whole is not None:
                yield whole
            whole, goes_on = (block, False) if block["t"] in ("BulletList", "OrderedList") else (None, False)
            if whole is None:
                yield block
    if whole is not None:
        yield whole


def items_of(block: Tree) -> list[list[Tree]]:
    """The items of a list."""
    found: list[list[Tree]] = block["c"] if block["t"] == "BulletList" else block["c"][1]
    return found


def _is_rest_of(whole: Tree, block: Tree) -> bool:
    if block["t"] != whole["t"]:
        return False
    return block["t"] == "BulletList" or bool(block["c"][0][0] == whole["c"][0][0] + len(items_of(whole)))


def _without_sign(inlines: Sequence[Tree]) -> list[Tree]:
    return [{**one, "c": one["c"].replace(GOES_ON, "")} if one["t"] == "Str" else one for one in inlines]


def texts_of(blocks: Iterable[Tree]) -> Iterator[Sequence[Tree]]:
    """The inlines of every paragraph, heading, and cell, notes among them, in reading order."""
    for block in blocks:
        content = content_of(block)
        match block["t"]:
            case "Para" | "Plain":
                yield content
            case "Header":
                yield content[2]
            case "LineBlock":
                yield from content
            case "CodeBlock":
                yield [{"t": "Str", "c": content[1]}]
            case _:
                for inner in children_of(block):
                    yield from texts_of(inner)


def children_of(block: Tree) -> Iterator[list[Tree]]:
    """The lists of blocks that ``block`` holds."""
    content = content_of(block)
    match block["t"]:
        case "BulletList":
            yield from content
        case "OrderedList":
            yield from content[1]
        case "BlockQuote":
            yield content
        case "Div":
            yield content[1]
        case "Figure":
            yield content[2]
            yield content[1][1]
        case "DefinitionList":
            yield from (blocks for term, told in content for blocks in ([{"t": "Plain", "c": term}], *told))
        case "Table":
            yield content[1][1]
            yield from (cell[4] for row in rows_of(content) for cell in row[1])


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table's content: of its head, its bodies, and its foot."""
    _, _, _, head, bodies, foot = table
    yield from head[1]
    for _, _, first, rows in bodies:
        yield from first
        yield from rows
    yield from foot[1]


def identities_of(block: Tree) -> Iterator[str]:
    """The addresses in ``block``: its own, and those of what stands in it."""
    content = content_of(block)
    if block["t"] in ("Header", "Div", "Figure", "Table", "CodeBlock"):
        identity = content[1][0] if block["t"] == "Header" else content[0][0]
        yield from filter(None, [identity])
    for inlines in [content[2]] if block["t"] == "Header" else texts_of([block]):
        yield from _of_inlines(inlines)
    for inner in children_of(block):
        for one in inner:
            if one["t"] in ("Div", "Header"):
                yield from identities_of(one)


def _of_inlines(inlines: Iterable[Tree]) -> Iterator[str]:
    for one in inlines:
        content = content_of(one)
        if one["t"] == "Span":
            yield from filter(None, [content[0][0]])
        if one["t"] in _INSIDE:
            yield from _of_inlines(content)
        elif one["t"] in _PAIRED or one["t"] == "Link":
            yield from _of_inlines(content[1])


def links_of(blocks: Iterable[Tree]) -> Iterator[str]:
    """Where the links within the document lead."""
    for inlines in texts_of(blocks):
        yield from _links(inlines)


def _links(inlines: Iterable[Tree]) -> Iterator[str]:
    for one in inlines:
        content = content_of(one)
        if one["t"] == "Link" and content[2][0].startswith("#"):
            yield content[2][0][1:]
        elif one["t"] in _INSIDE:
            yield from _links(content)
        elif one["t"] in _PAIRED:
            yield from _links(content[1])
        elif one["t"] == "Note":
            yield from links_of(content)
