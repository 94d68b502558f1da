"""The text between a form's questions as plain data for the layout program, and the copies of its pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field

from generators.decks.slideshow.pictures import pixels
from generators.model import (
    Callout,
    CodeBlock,
    Heading,
    Image,
    Inline,
    ListBlock,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Span,
    Table,
    ThematicBreak,
)

DRAWABLE = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})

_WIDEST = 600
"""More points than any paper of ours has room for, in a line."""

LINKABLE = ("https://", "http://", "mailto:", "tel:")
"""Addresses that lead somewhere from a file on any device."""


class Pictures(Struct):
    """Copies the pictures that are drawn into ``folder``, each once; ``assets`` maps a page's path to its file.

    A copy is called after its bytes, so that what names it says all of it.
    """

    folder: Path
    assets: Mapping[str, Path]
    logo: str | None = None
    placed: dict[Path, str] = field(default_factory=dict)

    def place(self, file: Path) -> str | None:
        """The name of ``file`` for the layout program, or None where it cannot draw such a file."""
        if file.suffix.lower() not in DRAWABLE or not file.is_file():
            return None
        if file not in self.placed:
            data = file.read_bytes()
            name = f"{hashlib.sha256(data).hexdigest()}{file.suffix.lower()}"
            (self.folder / name).write_bytes(data)
            self.placed[file] = name
        return self.placed[file]


def nodes_data(nodes: Nodes, pictures: Pictures) -> list[dict[str, Any]]:
    """``nodes`` for the layout program; what it cannot draw is left out."""
    made = (_WRITERS[type(node)](node, pictures) for node in nodes)
    return [data for data in made if data is not None]


def _runs(text: Inline) -> list[dict[str, Any]]:
    return [_run(span) for span in text]


def _run(span: Span) -> dict[str, Any]:
    href = span.href if span.href.startswith(LINKABLE) else ""
    data = {"text": span.text, "strong": span.strong, "emphasis": span.emphasis, "code": span.code, "href": href}
    return {**data, "struck": True} if span.struck else data


def _paragraph(node: Paragraph, _: Pictures) -> dict[str, Any]:
    return {"kind": "paragraph", "text": _runs(node.text)}


def _heading(node: Heading, _: Pictures) -> dict[str, Any]:
    return {"kind": "heading", "text": _runs(node.text)}


def _list(node: ListBlock, pictures: Pictures) -> dict[str, Any]:
    items = [{"checked": item.checked, "blocks": nodes_data(item.blocks, pictures)} for item in node.items]
    return {"kind": "list", "ordered": node.ordered, "start": node.start, "items": items}


def _table(node: Table, _: Pictures) -> dict[str, Any]:
    header = [_runs(cell) for cell in node.header]
    return {"kind": "table", "header": header, "rows": [[{"cell": _runs(cell)} for cell in row] for row in node.rows]}


def _image(node: Image, pictures: Pictures) -> dict[str, Any] | None:
    file = pictures.assets.get(str(PurePosixPath(node.source)))
    name = pictures.place(file) if file else None
    if name is None:
        return None
    size = pixels(file) if file else None
    wide = size[0] if size and size[0] < _WIDEST else None
    return {"kind": "image", "source": name, "alt": node.alt, "wide": wide, "caption": _runs(node.caption)}


def _quote(node: Quote, pictures: Pictures) -> dict[str, Any]:
    return {"kind": "quote", "blocks": nodes_data(node.blocks, pictures)}


def _callout(node: Callout, pictures: Pictures) -> dict[str, Any]:
    return {"kind": "callout", "title": _runs(node.title), "blocks": nodes_data(node.blocks, pictures)}


def _code(node: CodeBlock, _: Pictures) -> dict[str, Any]:
    return {"kind": "code", "text": node.text}


def _rule(_node: ThematicBreak, _: Pictures) -> dict[str, Any]:
    return {"kind": "rule"}


_WRITERS: Mapping[type[Node], Callable[[Any, Pictures], dict[str, Any] | None]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    ListBlock: _list,
    Table: _table,
    Image: _image,
    Quote: _quote,
    Callout: _callout,
    CodeBlock: _code,
    ThematicBreak: _rule,
}
