"""The run sheet as a Word file that a trainer changes at the kitchen table: pandoc writes it from a document tree."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]

from generators.brand.palette import palette
from generators.model import Brand, Paper
from generators.teaching.guide import Guide, Handout
from generators.writers.guide.word_look import TITLE, Look, dressed

AST_VERSION = (1, 23, 1)
"""The version of pandoc's document tree that is written here."""

WIDTHS = (0.16, 0.09, 0.11, 0.46, 0.18)
ALIGNMENTS = ("AlignRight", "AlignRight", "AlignRight", "AlignLeft", "AlignLeft")

EMPTY = "\u00a0"
"""Keeps an empty cell as low as its neighbors."""

Tree = dict[str, Any]
_NO_ATTRIBUTES: list[Any] = ["", [], []]


def run_sheet_files(guides: Sequence[Guide], brand: Brand, paper: Paper) -> tuple[bytes, ...]:
    """A Word file for each guide, the same bytes for the same guides."""
    if not guides:
        return ()
    colors = palette(brand)
    together = _written([block for guide in guides for block in _blocks(guide)])
    return tuple(
        dressed(together, number, Look(guide.deck.title, guide.local, guide.deck.lang, colors, paper))
        for number, guide in enumerate(guides)
    )


def _written(blocks: list[Tree]) -> bytes:
    """All sheets in one file: most of pandoc's time goes by before the first word."""
    # Without this, pypandoc takes whichever pandoc on the computer is newest, and two versions write two files.
    os.environ["PYPANDOC_PANDOC"] = str(Path(pypandoc.__file__).parent / "files" / "pandoc")
    tree = json.dumps({"pandoc-api-version": AST_VERSION, "meta": {}, "blocks": blocks}, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "run-sheets.docx"
        safely = {"verify_format": False, "extra_args": ["--sandbox"]}
        pypandoc.convert_text(tree, "docx", format="json", outputfile=file, **safely)
        return file.read_bytes()


def _blocks(guide: Guide) -> list[Tree]:
    words = guide.words
    return [
        _styled(TITLE, guide.deck.title),
        _styled("Author", guide.local),
        *(_paragraph(f"{label}: ", text) for label, text in guide.facts),
        _heading(words.run_sheet),
        _table(guide),
        *_listed(words.materials, guide.materials),
        *_listed(words.handouts, [_handout(item) for item in guide.handouts]),
    ]


def _handout(item: Handout) -> str:
    appendix = f" ({item.appendix})" if item.appendix else ""
    return f"{item.copies}: {item.form.title}{appendix}"


def _table(guide: Guide) -> Tree:
    words = guide.words
    head = [words.clock, words.length_short, words.slide, words.what, words.how]
    rows: list[Tree | list[Any]] = []
    for part in guide.parts:
        if part.title:
            rows.append(_row([part.clock, "", "", part.title, part.length], strong=True))
        rows += [_row([row.clock, row.minutes, row.number, row.source.title, row.how]) for row in part.rows]
    rows.append(_row([guide.ends, "", "", words.ends, ""], strong=True))
    columns = [[{"t": align}, {"t": "ColWidth", "c": wide}] for align, wide in zip(ALIGNMENTS, WIDTHS, strict=True)]
    header = [_NO_ATTRIBUTES, [_row(head)]]
    body = [_NO_ATTRIBUTES, 0, [], rows]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, [None, []], columns, header, [body], [_NO_ATTRIBUTES, []]]}


def _row(texts: Sequence[str], *, strong: bool = False) -> list[Any]:
    cells = [
        [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": _inlines(text or EMPTY, strong=strong)}]]
        for text in texts
    ]
    return [_NO_ATTRIBUTES, cells]


def _styled(style: str, text: str) -> Tree:
    attributes = ["", [], [["custom-style", style]]]
    return {"t": "Div", "c": [attributes, [{"t": "Para", "c": _inlines(text)}]]}


def _heading(text: str) -> Tree:
    return {"t": "Header", "c": [1, _NO_ATTRIBUTES, _inlines(text)]}


def _paragraph(label: str, text: str) -> Tree:
    return {"t": "Para", "c": [*_inlines(label, strong=True), *_inlines(text)]}


def _listed(title: str, items: Sequence[str]) -> list[Tree]:
    """A heading and a list under it, or nothing."""
    rows = [[{"t": "Plain", "c": _inlines(item)}] for item in items]
    return [_heading(title), {"t": "BulletList", "c": rows}] if rows else []


def _inlines(text: str, *, strong: bool = False) -> list[Tree]:
    if not text:
        return []
    words: Tree = {"t": "Str", "c": text}
    return [{"t": "Strong", "c": [words]}] if strong else [words]
