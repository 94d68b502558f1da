"""Makes Python-Markdown faster and changes nothing that it writes: processors are asked only of blocks that fit them.

A processor that is not known here is asked always.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Self
from xml.etree.ElementTree import Element

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    CodeBlockProcessor,
    EmptyBlockProcessor,
    HashHeaderProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.abbr import AbbrBlockprocessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import STX
from pymdownx.details import DetailsProcessor

INDENTED, _EMPTY = "indented", "empty"
"""Signs of a block that are no letters: it begins with the margin of code, or with no words."""

_SIGN = re.compile(rf"[{STX}!?=|#:>\[]|\n-")

_SIGNS: Mapping[type[BlockProcessor], tuple[str, ...]] = {
    AbbrBlockprocessor: ("[",),
    AdmonitionProcessor: ("!", INDENTED),
    BlockQuoteProcessor: (">",),
    CodeBlockProcessor: (INDENTED,),
    DefListIndentProcessor: (INDENTED,),
    DefListProcessor: (":",),
    DetailsProcessor: ("?", INDENTED),
    EmptyBlockProcessor: (_EMPTY,),
    FootnoteBlockProcessor: ("[",),
    HashHeaderProcessor: ("#",),
    MarkdownInHtmlProcessor: (STX,),
    ReferenceProcessor: ("[",),
    SetextHeaderProcessor: ("=", "\n-"),
    TableProcessor: ("|",),
}
"""For each of the library's: whatever block it wants has one of these. The kit's own say theirs (``SIGNS``)."""


class SparingBlockParser(BlockParser):
    """The library's parser, which finds the same."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._processors: tuple[BlockProcessor, ...] = ()
        self._wanting: dict[frozenset[str], tuple[tuple[int, BlockProcessor], ...]] = {}
        self._margin = " " * md.tab_length

    def parseDocument(self, lines: Iterable[str]) -> Any:  # noqa: N802 - the library's name
        """As the library's; processors may have come and gone since the last page."""
        if self._processors != (processors := tuple(self.blockprocessors)):
            self._processors, self._wanting = processors, {}
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the library's name
        """The loop of the library, which asks each processor."""
        while blocks:
            for processor in self.processors_for(blocks):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def processors_for(self, blocks: list[str]) -> Iterator[BlockProcessor]:
        """Those that may want the first of the ``blocks``, which one that lets it go may have changed.

        The caller asks them: how deep a text may be nested is decided by the number of calls that are open.
        """
        behind, block = -1, None
        while block is not blocks[0]:
            block = blocks[0]
            for index, processor in self._that_may_want(block):
                if index > behind:
                    behind = index
                    yield processor
                    if block is not blocks[0]:
                        break

    def _that_may_want(self, block: str) -> tuple[tuple[int, BlockProcessor], ...]:
        signs = frozenset(_SIGN.findall(block))
        if block.startswith(self._margin):
            signs |= {INDENTED}
        if not block or block[0] == "\n":
            signs |= {_EMPTY}
        wanting = self._wanting.get(signs)
        if wanting is None:
            found = ((index, one) for index, one in enumerate(self._processors) if _may_want(one, signs))
            wanting = self._wanting[signs] = tuple(found)
        return wanting


def _may_want(processor: BlockProcessor, signs: frozenset[str]) -> bool:
    kind = type(processor)
    needed = _SIGNS.get(kind) or vars(kind).get("SIGNS")
    return needed is None or not signs.isdisjoint(needed)


def processors_for(parser: BlockParser, blocks: list[str]) -> Iterable[BlockProcessor]:
    """Whom to ask for the first of the ``blocks``, whatever parser there is."""
    return parser.processors_for(blocks) if isinstance(parser, SparingBlockParser) else parser.blockprocessors


class SparingMarkdown(markdown.Markdown):
    """``markdown.Markdown`` with a parser that asks sparingly."""

    def own_parser(self) -> SparingBlockParser:
        """The parser that takes the place of the library's."""
        return SparingBlockParser(self)

    def build_parser(self) -> Self:
        """As always, but for the parser."""
        super().build_parser()
        parser = self.own_parser()
        parser.blockprocessors = self.parser.blockprocessors
        for processor in parser.blockprocessors:
            processor.parser = parser
        self.parser = parser
        return self
