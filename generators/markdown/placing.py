"""The Markdown converter whose HTML says of each element on which line of its text it begins.

Nothing is added to the text, so it is parsed as it is without this. Python-Markdown loses lines in four steps, and
each of them is followed: preprocessors put placeholders in the place of several lines (``preprocessed``); the block
parser takes the text apart; inline patterns take line ends into addresses and titles; raw HTML comes back last of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from itertools import accumulate
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

from generators.markdown.line_cursor import Cursor
from generators.markdown.origin import LINE, RAW
from generators.markdown.preprocessed import lines_of, placeholder_in
from generators.markdown.sparing_blocks import SparingBlockParser, SparingMarkdown

MARK = re.compile(rf' {LINE}="[\d{RAW}-]+"')
"""All that this adds to the HTML."""

_BEFORE_ALL, _AFTER_ALL, _AFTER_INLINE_PATTERNS = 10_000, -10_000, 19.9
"""Priorities; Python-Markdown's own search for inline patterns has 20."""

_STEP = re.compile(rf"\n|{HTML_PLACEHOLDER_RE.pattern}")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*)")
_TOKEN = re.compile(r"(?P<comment><!--)|-->|(?P<tag><[A-Za-z][^\s/>]*)|>|(?P<quote>[\"'])")
_WITH_ADDRESS = frozenset({"a", "img"})
"""Elements whose address stands behind their words, and so maybe on a later line."""

_ATTRIBUTE_LIST = re.compile(r"\n[ ]*\{[^\n]*$")


class PlacingMarkdown(SparingMarkdown):
    """``markdown.Markdown`` whose elements have the attribute ``LINE``, and whose HTML is the same but for that."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        assert isinstance(self.parser, _PlacingParser)
        placing = _Placing(self, self.parser)
        self.preprocessors.register(_Reading(placing.begin), "kit_lines_written", _BEFORE_ALL)
        self.preprocessors.register(_Reading(placing.parsed), "kit_lines_parsed", _AFTER_ALL)
        self.treeprocessors.register(_Walking(placing.place_blocks), "kit_block_lines", _BEFORE_ALL)
        self.treeprocessors.register(_Walking(placing.mark), "kit_inline_lines", _AFTER_INLINE_PATTERNS)
        self.treeprocessors.register(_Walking(placing.mark_raw), "kit_html_lines", _AFTER_ALL)
        self.parser.parsed_apart = placing.place_apart
        for pattern in self.inlinePatterns:
            if isinstance(pattern, InlineProcessor):
                pattern.handleMatch = placing.counting(pattern.handleMatch)  # type: ignore[method-assign]

    def own_parser(self) -> _PlacingParser:
        """A block parser that remembers at which line it was."""
        return _PlacingParser(self)


class _Reading(Preprocessor):
    """Shows the lines to ``look``, and leaves them as they are."""

    def __init__(self, look: Callable[[list[str]], None]) -> None:
        super().__init__()
        self._look = look

    def run(self, lines: list[str]) -> list[str]:
        self._look(lines)
        return lines


class _Walking(Treeprocessor):
    """Shows the tree to ``look``."""

    def __init__(self, look: Callable[[Element], None]) -> None:
        super().__init__()
        self._look = look

    def run(self, root: Element) -> None:
        self._look(root)


class _PlacingParser(SparingBlockParser):
    """A block parser, which remembers at which line it was when it made each child of the root.

    ``parsed_apart`` is told of an element into which a text was parsed after the document, as a footnote is.
    """

    starts: list[int]
    parsed_apart: Callable[[Element], None]

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._is_apart = True
        self._is_first = False

    def parseDocument(self, lines: Iterable[str]) -> Any:  # noqa: N802 - the library's name
        self.starts, self._is_apart, self._is_first = [], False, True
        document = super().parseDocument(lines)
        self._is_apart = True
        return document

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802 - the library's name
        is_apart, self._is_apart = self._is_apart, False
        self.parseBlocks(parent, text.split("\n\n"))
        self._is_apart = is_apart
        if is_apart:
            self.parsed_apart(parent)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 - the library's name
        """The loop of ``BlockParser``, which tells nobody where it is.

        It may not call that one: how deep a text may be nested is decided by the number of calls that are open.
        """
        position = _Position(blocks) if self._is_first else None
        self._is_first = False
        while blocks:
            line = position.line_of(blocks) if position else 0
            for processor in self.processors_for(blocks):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break
            if position:
                del self.starts[len(parent) :]
                self.starts.extend([line] * (len(parent) - len(self.starts)))


class _Position:
    """Where a document's list of blocks is, which processors take from at its start, and put a rest back."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self._blocks = tuple(blocks)
        sizes = (block.count("\n") + 2 for block in blocks)  # with the blank line behind each
        self._starts = tuple(accumulate(sizes, initial=0))
        self._index = self._line = 0

    def line_of(self, blocks: Sequence[str]) -> int:
        """The line of the first of the ``blocks`` that are left: a whole one, or the end of one.

        When there is one more than before, a block was parted, and its start comes first.
        """
        index = len(self._blocks) - len(blocks)
        if index >= self._index:
            whole, left = self._blocks[index].rstrip("\n"), blocks[0].rstrip("\n")
            self._line = max(self._line, self._starts[index] + whole.count("\n") - left.count("\n"))
            self._index = index
        return self._line


class _Placing:
    """What is known of one text on its way through the converter."""

    def __init__(self, md: markdown.Markdown, parser: _PlacingParser) -> None:
        self._md, self._parser = md, parser
        self._written: list[str] = []
        self._parsed: list[str] = []
        self._numbers: Sequence[int] = ()
        self._cursor = Cursor((), (), ())
        self._lines: dict[Element, tuple[int, int]] = {}
        self._tails: dict[Element, int] = {}
        self._lost: dict[Element, int] = {}
        self._raw: dict[int, int] = {}

    def begin(self, lines: list[str]) -> None:
        self._written = list(lines)
        for known in (self._lines, self._tails, self._lost, self._raw):
            known.clear()

    def parsed(self, lines: list[str]) -> None:
        self._parsed = list(lines)
        self._numbers = lines_of(self._written, lines, self._md.htmlStash.rawHtmlBlocks)

    def place_blocks(self, root: Element) -> None:
        """Finds the line of each element that the block parser made, and of each text behind one."""
        positions = self._unfolded()
        starts = [positions[start] for start in self._parser.starts]
        ends: list[int] = []
        for start in reversed(starts):
            later = ends[-1] if ends else positions[-1]
            following = starts[len(starts) - len(ends)] if ends else later
            ends.append(following if following > start else later)
        for child, start, end in zip(root, starts, reversed(ends), strict=False):
            self._cursor.enter(start, end)
            self._place(child, self._cursor.here())

    def place_apart(self, parent: Element) -> None:
        """The same for what is parsed later on, as footnotes are: it stands where nothing else was found."""
        for child in parent:
            self._cursor.enter_left_over("".join(child.itertext()))
            self._place(child, self._cursor.here())

    def _unfolded(self) -> Sequence[int]:
        """Sets the cursor on the lines as parsed, and as written where HTML with Markdown in it stands.

        Returns the position of each parsed line among them, and their number.
        """
        if not self._md.htmlStash.html_counter:
            self._cursor = Cursor(self._numbers, self._parsed, ())
            return range(len(self._parsed) + 1)
        numbers: list[int] = []
        texts: list[str] = []
        positions: list[int] = []
        html: set[int] = set()
        behind = (*self._numbers[1:], len(self._written))
        for line, number, following in zip(self._parsed, self._numbers, behind, strict=True):
            positions.append(len(texts))
            stashed = placeholder_in(line)
            unfolded = stashed is not None and self._md.htmlStash.rawHtmlBlocks[stashed] == ""
            own = range(number, max(number + 1, following)) if unfolded else (number,)
            html.update(range(len(texts), len(texts) + len(own)) if unfolded else ())
            numbers.extend(own)
            texts.extend([self._written[index] for index in own] if unfolded else (line,))
        self._cursor = Cursor(numbers, texts, html)
        return (*positions, len(texts))

    def _place(self, element: Element, above: int) -> None:
        """Finds the lines of ``element`` and of what is in it; ``above`` is the line of what it is in."""
        text = element.text or ""
        if element.tag == "summary" or element.get("class") == "admonition-title":
            self._lines[element] = above, above  # often a word that stands nowhere
        elif element.tag == "table" and self._place_rows(element):
            return
        elif text.strip():
            first, last = self._cursor.take(unescape(text) if element.tag == "code" else text)
            self._lines[element] = first, last if _ATTRIBUTE_LIST.search(text) else first
        else:
            line = self._cursor.take_bare(element.tag)
            self._lines[element] = line, line
        for child in element:
            self._place(child, self._lines[element][0])
            if child.tail and child.tail.strip():
                self._tails[child], _ = self._cursor.take(child.tail)

    def _place_rows(self, table: Element) -> bool:
        """A table in Markdown has a line for each row, and one with dashes under its head; any other is not placed."""
        rows = list(table.iter("tr"))
        lines = self._cursor.take_table(len(rows))
        for row, line in zip(rows, lines, strict=False):
            for element in row.iter():
                self._lines[element] = line, line
        for element in (table, *table) if lines else ():
            self._lines[element] = lines[0], lines[0]
        return bool(lines)

    def counting(self, handle: Any) -> Any:
        """An inline pattern's ``handleMatch`` that counts the line ends which its element does not show."""

        def handled(match: re.Match[str], data: str) -> Any:
            node, start, end = handle(match, data)
            if start is not None and end is not None and isinstance(node, Element):
                lost = data.count("\n", start, end)
                if lost:
                    self._lost[node] = lost - sum(text.count("\n") for text in node.itertext())
            return node, start, end

        return handled

    def mark(self, root: Element) -> None:
        """Gives each element its attribute, now that texts are parted into links, pictures, and words."""
        for child in root:
            self._mark(child, 0, None)

    def mark_raw(self, _root: Element) -> None:
        """Gives each tag of raw HTML its attribute, now that nothing else reads it, as a heading's anchor does."""
        stash = self._md.htmlStash.rawHtmlBlocks
        for index, line in self._raw.items():
            stash[index] = _with_lines(str(stash[index]), line)

    def _mark(self, element: Element, line: int, above: int | None) -> int:
        """``line`` is the one that was come to, ``above`` that of the element around. Returns the line behind."""
        first, last = self._lines.get(element, (line, line))
        is_known = element in self._lines or above is not None
        if is_known and (first, last) != (above, above) and not self._vanishes(element):
            element.set(LINE, str(first) if first == last else f"{first}-{last}")
        line = self._line_behind(element.text, first)
        for child in element:
            line = self._mark(child, line, first if is_known else None)
            line = self._line_behind(child.tail, self._tails.get(child, line))
        words = line + (element.get("alt") or "").count("\n")
        if element.tag in _WITH_ADDRESS and words > first:
            element.set(LINE, f"{first}-{words}")
        return line + self._lost.get(element, 0)

    def _line_behind(self, text: str | None, line: int) -> int:
        """The line at the end of ``text``, which begins on ``line``; that of its raw HTML is noted."""
        if not text or STX not in text:
            return line + text.count("\n") if text else line
        stash = self._md.htmlStash.rawHtmlBlocks
        for step in _STEP.finditer(text):
            index = int(step[1] or 0)
            if step[0] == "\n":
                line += 1
            elif index < len(stash) and isinstance(stash[index], str):
                self._raw.setdefault(index, line)
                line += str(stash[index]).rstrip("\n").count("\n")
        return line

    def _vanishes(self, element: Element) -> bool:
        """Whether HTML comes in the place of the whole element, as Python-Markdown has it for a block alone."""
        stashed = placeholder_in(element.text or "") if element.tag == "p" and not len(element) else None
        if stashed is None or stashed >= len(self._md.htmlStash.rawHtmlBlocks):
            return False
        html = str(self._md.htmlStash.rawHtmlBlocks[stashed])
        tag = _TAG.match(html)
        return self._md.is_block_level(tag["name"]) if tag else html.startswith("<")


def _with_lines(html: str, line: int) -> str:
    """``html``, which begins on ``line``, with the line of each tag; comments and values of attributes have none."""
    parts: list[str] = []
    at, until = 0, ""
    for token in _TOKEN.finditer(html):
        if until == ">" and token["quote"]:
            until = token[0]
        elif until:
            until = until if token[0] != until else ">" if token["quote"] else ""
        elif token["comment"]:
            until = "-->"
        elif token["tag"]:
            line += html.count("\n", at, token.start())
            parts.append(f'{html[at : token.end()]} {LINE}="{line}{RAW}"')
            at, until = token.end(), ">"
    return "".join((*parts, html[at:]))
