"""Chooses the key points of a text that is to be said: its own headings, bold words, sentences, and list items.

No word is added, none is changed, and the same text has the same points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generators.markdown.texts import with_texts
from generators.model import (
    Callout,
    CodeBlock,
    Heading,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Span,
    Table,
)
from generators.model.replacing import replace

MOST_POINTS = 8
"""With more of them, and headings, the text under a heading has its first point alone."""

_MOST_ITEMS = 6
"""Of a list below a sentence; a longer one stands on the slide without its sentence."""

_SENTENCE_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s+[^\sa-z])|[\u3002\uff01\uff1f]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'\u201c])(?:[^\W\d_]|(?:\w\.)+\w|mrs?|ms|dr|prof|st|nos?|vs|e\.g|i\.e|etc|cf|approx|dept|inc|ltd|corp|jr|sr"
    r"|art|sec|fig|vol|pp?|sras?|sres?|srta|ud|uds|n\u00fam|p\u00e1g)\.$",
    re.IGNORECASE,
)
_RAISED = re.compile("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")


def key_points(text: Nodes) -> Nodes:
    """What a slide shows of ``text``: its points in lists below its headings, and its tables, pictures, and code."""
    has_notes = any(isinstance(node, ListBlock) and node.footnotes for node in text)
    shown = [node for node in text if not (isinstance(node, ListBlock) and node.footnotes)]
    points = list(_in_sections(_points(shown)))
    if sum(isinstance(point, ListItem) for point in points) > MOST_POINTS:
        points = list(_fewer(points))
    return _unmarked(tuple(_listed(points))) if has_notes else tuple(_listed(points))


def spoken(text: Nodes) -> Nodes:
    """What is left to say of ``text``: all but what only can be seen."""
    return tuple(node for node in text if not isinstance(node, Table | Image | CodeBlock))


Point = ListItem | Heading | Table | Image | CodeBlock


def _points(nodes: Iterable[Node]) -> Iterator[Point]:
    before: Paragraph | None = None
    for node in (*nodes, None):
        if before is not None:
            items = _items(node) if isinstance(node, ListBlock) else ()
            yield from _of_paragraph(before, items if len(items) <= _MOST_ITEMS else ())
            if items and len(items) <= _MOST_ITEMS:
                before = None
                continue
            before = None
        match node:
            case Paragraph():
                before = node
            case ListBlock():
                yield from _items(node)
            case Quote(blocks):
                yield from _points(blocks)
            case Callout(_, title, blocks):
                yield from _of_box(title, blocks, node)
            case Heading() | Table() | Image() | CodeBlock():
                yield node


def _in_sections(points: Iterable[Point]) -> Iterator[Point]:
    """Under each heading the points first, so that no picture parts them."""
    seen: list[Point] = []
    for point in points:
        if isinstance(point, Heading):
            yield from seen
            seen = []
        if isinstance(point, ListItem | Heading):
            yield point
        else:
            seen.append(point)
    yield from seen


def _of_paragraph(paragraph: Paragraph, items: tuple[ListItem, ...]) -> Iterator[Point]:
    """Its bold opening, else its sentences with bold words, else its first sentence; ``items`` hang on the last."""
    found = _lines(paragraph.text)
    for number, line in enumerate(found, 1):
        blocks: list[Node] = [Paragraph(line, paragraph.place)]
        if items and number == len(found):
            blocks.append(ListBlock(ordered=False, items=items))
        yield ListItem(tuple(blocks), place=paragraph.place)


def _of_box(title: Inline, blocks: Nodes, box: Callout) -> Iterator[Point]:
    """A box is one point: its title, and what is first in it."""
    inner = [point for point in _points(blocks) if isinstance(point, ListItem)]
    if not title:
        yield from inner
        return
    bold = tuple(replace(span, strong=True) for span in title)
    rest = (ListBlock(ordered=False, items=tuple(inner[:1])),) if inner else ()
    yield ListItem((Paragraph(bold, box.place), *rest), place=box.place)
    yield from (point for point in _points(blocks) if not isinstance(point, ListItem))


def _items(block: ListBlock) -> tuple[ListItem, ...]:
    """Each item by its first line, without what hangs on it."""
    return tuple(
        replace(item, blocks=(Paragraph(_lines(first.text)[0], first.place),))
        for item in block.items
        for first in item.blocks[:1]
        if isinstance(first, Paragraph)
    )


def _lines(text: Inline) -> list[Inline]:
    opening = _bold_opening(text)
    if opening:
        return [opening]
    sentences = list(_sentences(text))
    return [one for one in sentences if any(span.strong for span in one)] or sentences[:1]


def _bold_opening(text: Inline) -> Inline:
    """What an author sets in bold before all else, as in "**Listen first.** Then speak."; not a bold word or name."""
    end = next((index for index, span in enumerate(text) if not span.strong), len(text))
    opening = text[:end]
    words = "".join(span.text for span in opening).strip()
    after = text[end].text.lstrip()[:1] if end < len(text) else ""
    closes = words.endswith((".", "!", "?", ":", "\u3002")) or after in (":", "\u2013", "\u2014", "")
    if not words or not closes:
        return ()
    last = replace(opening[-1], text=opening[-1].text.rstrip(" :"))
    return tuple(replace(span, strong=False) for span in (*opening[:-1], last))


def _sentences(text: Inline) -> Iterator[Inline]:
    whole = "".join(span.text for span in text)
    start = 0
    for found in _SENTENCE_END.finditer(whole):
        if not _ABBREVIATION.search(whole[start : found.start() + 1]):
            yield _cut(text, start, found.end())
            start = found.end()
    if whole[start:].strip():
        yield _cut(text, start, len(whole))


def _cut(text: Inline, start: int, end: int) -> Inline:
    """The letters from ``start`` to ``end``, each in its own style, without space around them."""
    pieces: list[Span] = []
    at = 0
    for span in text:
        piece = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if piece:
            pieces.append(replace(span, text=piece if pieces else piece.lstrip()))
    return tuple(piece for piece in pieces if piece.text)


def _fewer(points: Iterable[Point]) -> Iterator[Point]:
    """Under each heading the first point alone; without headings all of them."""
    whole = list(points)
    if not any(isinstance(point, Heading) for point in whole):
        yield from whole
        return
    has_point = False
    for point in whole:
        if not isinstance(point, ListItem):
            has_point = has_point and not isinstance(point, Heading)
            yield point
        elif not has_point:
            has_point = True
            yield point


def _listed(points: Iterable[Point]) -> Iterator[Node]:
    """Points that follow one another as one list."""
    items: list[ListItem] = []
    for point in points:
        if isinstance(point, ListItem):
            items.append(point)
            continue
        if items:
            yield ListBlock(ordered=False, items=tuple(items))
            items = []
        yield point
    if items:
        yield ListBlock(ordered=False, items=tuple(items))


def _unmarked(nodes: Nodes) -> Nodes:
    """Without the numbers of footnotes, which stay with the text that is said."""
    return with_texts(nodes, lambda text: tuple(replace(span, text=_RAISED.sub("", span.text)) for span in text))
