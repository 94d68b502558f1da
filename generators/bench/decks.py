"""Writes a deck as Markdown that pandoc turns into slides, so that both make the same slides from the same words."""

from __future__ import annotations

from collections.abc import Iterator

from generators.model import Callout, Deck, Inline, ListBlock, Node, Nodes, Paragraph, Quote, Table
from generators.prose import plain


def outline_of(deck: Deck) -> str:
    """The deck's slides with their bullets, tables, and notes, in pandoc's Markdown."""
    lines = [f"% {deck.title}", ""]
    for slide in deck.slides:
        if slide.section:
            lines += [f"# {slide.section}", ""]
        lines += [f"## {slide.title}", "", *_lines(slide.body)]
        if slide.notes:
            lines += ["::: notes", *_lines(slide.notes), ":::", ""]
    return "\n".join(lines) + "\n"


def _lines(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        yield from _node(node)
        yield ""


def _node(node: Node) -> Iterator[str]:
    match node:
        case Paragraph():
            yield _one_line(node.text)
        case ListBlock():
            for item in node.items:
                inside = [line for line in _lines(item.blocks) if line]
                yield from (f"{'- ' if index == 0 else '  '}{line}" for index, line in enumerate(inside))
        case Quote() | Callout():
            yield from (f"> {line}" for line in _lines(node.blocks))
        case Table():
            yield _row(node.header)
            yield "|" + " --- |" * len(node.header)
            yield from (_row(row) for row in node.rows)
        case _:
            return


def _row(cells: tuple[Inline, ...]) -> str:
    return "| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in cells) + " |"


def _one_line(text: Inline) -> str:
    return " ".join(plain(text).split())
