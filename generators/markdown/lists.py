"""Reads lists as CommonMark has them, so that a list means the same here as on GitHub and in other programs.

Python-Markdown's own lists need an empty line above and four spaces a level, forget at which number they begin, and
take bullets for the numbers above them. What is read here: CommonMark 0.31, sections 5.2 and 5.3, and bullets as
Word's clipboard has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import STX
from msgspec import Struct, field

from generators.markdown.sparing_blocks import processors_for

_DASH = "\u2013"
_WORD_BULLETS = (f"•●∙·{_DASH}\uf0b7", "◦‣\u2043", "▪■\uf0a7")
WORD_BULLETS = tuple("".join(_WORD_BULLETS))
"""Bullets as word processors draw them, of any level."""
_WORD_LETTERS = ("", "o", "§")
_WORD_LEVELS = {
    letter: level
    for kinds in (_WORD_BULLETS, _WORD_LETTERS)
    for level, letters in enumerate(kinds)
    for letter in letters
}
"""Bullets as word processors paste them, which lose their margin on the way, with the level that each stands for."""

_CIRCLE = "○"
"""The second level below ``●`` in PDFs and in Google Docs; anywhere else a choice of a form."""

_MARKER = re.compile(
    r"(?P<margin> {0,3})"
    rf"(?P<marker>[-*+{''.join(_WORD_BULLETS)}]|(?P<number>[0-9]{{1,9}})(?P<end>[.)])|[o§](?=  ))"
    r"(?P<space> +(?=\S)|(?<=[•●]) *(?=\S)| *$)"
)
_OPENS = re.compile(
    rf"^ {{0,3}}(?:[-*+{''.join((*_WORD_BULLETS, *_WORD_LETTERS))}]|[0-9]{{1,9}}[.)])(?: |$|(?<=[•●])\S)", re.MULTILINE
)
"""A quick look for a line that may be an item."""

_RULE = re.compile(r" {0,3}([-*_])[ ]*(?:\1[ ]*){2,}")
_STARTS_BLOCK = re.compile(rf" {{0,3}}(?:#{{1,6}}(?: |$)|>|{STX}[^ ]+:\d+|`{{3}}|~{{3}}|!!! ?\w|\?{{3}}\+? ?\w)")
"""What ends a paragraph by itself: a heading, a quote, code or HTML, an admonition."""

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *")
_AT_MARGIN = re.compile(r" {1,3}(?=!!! ?\w|\?{3}\+? ?\w|={3}[+!]* ?\"|\[\^|: {1,3}\S)")
"""What extensions know only at the margin, with four spaces before all that is in it."""

_MEANS_MORE = frozenset(f"|:=-#>~`!?+{{{STX}")
"""Letters with which a line may begin that does not go on with the words above."""

_TAB = 4
_MOST_SPACES = 4
"""Spaces behind a marker; with more of them, the item begins with code (CommonMark 5.2, rule 2)."""


class Marker(Struct, frozen=True):
    """The start of an item: its ``margin`` and the ``offset`` of its words in spaces; ``number`` of a numbered one.

    Items of one list have one ``kind``. ``level`` is above 0 only for bullets of word processors.
    """

    kind: str
    margin: int
    offset: int
    number: int | None = None
    level: int = 0
    empty: bool = False

    @property
    def may_interrupt(self) -> bool:
        """Whether a list may begin so right under a line of words (CommonMark 5.3)."""
        return not self.empty and self.number in (None, 1)


def marker_of(line: str) -> Marker | None:
    """The marker with which ``line`` begins, if it is an item of a list."""
    found = _MARKER.match(line)
    if not found or _RULE.fullmatch(line):
        return None
    empty = not line[found.end() :]
    spaces = len(found["space"])
    end = found.end("marker")
    offset = end + (1 if empty or spaces > _MOST_SPACES else spaces)
    return Marker(
        kind=found["end"] or found["marker"],
        margin=len(found["margin"]),
        offset=offset,
        number=int(found["number"]) if found["number"] else None,
        level=_WORD_LEVELS.get(found["marker"], 0),
        empty=empty,
    )


class _Item(Struct):
    marker: Marker
    lines: list[str] = field(default_factory=list)

    @property
    def room(self) -> int:
        """Spaces from which a line belongs to the item; four are always enough, as they are for Python-Markdown."""
        return min(self.marker.offset, _TAB)

    @property
    def has_open_text(self) -> bool:
        """Whether a line without a margin goes on with the item's words (CommonMark, "lazy continuation line")."""
        last = self.lines[-1] if self.lines else ""
        return bool(last.strip()) and not _STARTS_BLOCK.match(last) and not _RULE.fullmatch(last)

    def add(self, line: str, *, after_blank: bool) -> None:
        """Adds a line less its margin; one that only goes on with the words above is left as it was typed."""
        margin = len(line) - len(line.lstrip(" "))
        text = line[min(margin, self.marker.offset) :]
        goes_on = not after_blank and self.has_open_text and text.lstrip()[0] not in _MEANS_MORE and not marker_of(text)
        self.lines.extend(("", text) if after_blank else (line if goes_on else text,))


class ListProcessor(BlockProcessor):
    """Makes lists of items whose content is parsed as a text of its own, whatever is in it."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._was_parted = False

    def test(self, parent: Element, block: str) -> bool:
        return bool(_OPENS.search(block)) and _first_item(block.split("\n")) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Takes the lines above the list, the list, and others right under it; the rest is put back."""
        lines = blocks.pop(0).split("\n")
        start = _first_item(lines)
        assert start is not None, "test asked for it"
        if any(line.strip() for line in lines[:start]):
            self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
        reader = _Reader(lines, start, blocks)
        while reader.opens:
            self._make(parent, *reader.items())
        rest = reader.rest()
        if rest:
            blocks.insert(0, rest)
        self._was_parted = bool(rest) and not reader.after_blank

    def _make(self, parent: Element, items: list[_Item], is_parted: bool) -> None:  # noqa: FBT001
        first = items[0].marker
        made = SubElement(parent, "ul" if first.number is None else "ol")
        if first.number not in (None, 1):
            made.set("start", str(first.number))
        entries = [SubElement(made, "li") for _ in items]
        self.parser.state.set("looselist")
        is_loose = is_parted
        for entry, item in zip(entries, items, strict=True):
            is_loose = self._parse(entry, _with_margins(item.lines)) or is_loose
        self.parser.state.reset()
        if not is_loose:
            for entry in entries:
                _tighten(entry)

    def _parse(self, entry: Element, lines: list[str]) -> bool:
        """Parses what is in an item; returns whether an empty line stands between two blocks of it."""
        blocks = "\n".join(lines).split("\n\n")
        is_parted = False
        while blocks:
            before, self._was_parted = len(blocks), False
            for processor in processors_for(self.parser, blocks):
                if processor.test(entry, blocks[0]) and processor.run(entry, blocks) is not False:
                    break
            is_parted = is_parted or (0 < len(blocks) < before and not self._was_parted)
        self._was_parted = False
        return is_parted


class _Reader:
    """Goes down the lines from the first item of a list, into further blocks only as far as the list goes."""

    def __init__(self, lines: list[str], start: int, blocks: list[str]) -> None:
        self._lines, self._at, self._blocks = lines, start, blocks
        self.after_blank = False

    @property
    def opens(self) -> bool:
        """Whether a list begins with the next line."""
        line = self._line()
        return line is not None and marker_of(line) is not None and not self._ends_dashes(line)

    def items(self) -> tuple[list[_Item], bool]:
        """The items of the list that begins here, and whether empty lines part any of them."""
        items: list[_Item] = []
        is_parted = False
        while (line := self._line()) is not None:
            marker = marker_of(line)
            if items and self._belongs(line, items[-1], marker):
                self._take(items[-1])
            elif marker and (not items or marker.kind == items[0].marker.kind):
                is_parted = is_parted or (bool(items) and self.after_blank)
                items.append(_Item(marker))
                items[-1].lines.append(line[marker.offset :])
                self._go_on()
            else:
                break
        return items, is_parted

    def rest(self) -> str:
        """The lines of the block behind the list."""
        return "\n".join(self._lines[self._at :])

    def _belongs(self, line: str, item: _Item, marker: Marker | None) -> bool:
        if item.marker.kind in _WORD_BULLETS[0] and line.lstrip(" ").startswith(f"{_CIRCLE} "):
            self._lines[self._at] = line = line.replace(_CIRCLE, "◦", 1)
            marker = marker_of(line)
        margin = len(line) - len(line.lstrip(" "))
        if margin >= item.room:
            return not (self.after_blank and not any(item.lines))
        if marker:
            return marker.level > item.marker.level
        return not self.after_blank and item.has_open_text and not _starts_block(line)

    def _take(self, item: _Item) -> None:
        item.add(self._lines[self._at], after_blank=self.after_blank)
        self._go_on()

    def _go_on(self) -> None:
        self._at += 1
        self.after_blank = False

    def _line(self) -> str | None:
        """The next line with words; the blocks behind are looked at when there is none left in this one."""
        while True:
            while self._at < len(self._lines):
                if self._lines[self._at].strip():
                    return self._lines[self._at]
                self._at, self.after_blank = self._at + 1, True
            if not self._blocks:
                return None
            self._lines, self._at, self.after_blank = self._blocks.pop(0).split("\n"), 0, True

    def _ends_dashes(self, line: str) -> bool:
        return line.lstrip(" ").startswith(_DASH) and not _is_dashed(self._lines, self._at)


def _first_item(lines: list[str]) -> int | None:
    """The first line on which a list begins: any after an empty line, those that may right under words."""
    before = ""
    for index, line in enumerate(lines):
        marker = marker_of(line)
        free = not before.strip() or bool(_starts_block(before) or _UNDERLINE.fullmatch(before))
        if marker and (free or marker.may_interrupt) and (marker.kind != _DASH or _is_dashed(lines, index)):
            return index
        before = line
    return None


def _is_dashed(lines: list[str], index: int) -> bool:
    """Whether two lines in a row begin with a dash: one alone names who said something."""
    near = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return any(line.lstrip(" ").startswith(f"{_DASH} ") for line in near)


def _starts_block(line: str) -> bool:
    return bool(_STARTS_BLOCK.match(line) or _RULE.fullmatch(line))


def _with_margins(lines: list[str]) -> list[str]:
    """The lines of an item; what extensions know only at the margin is moved there, with all that is in it."""
    made: list[str] = []
    spaces, inside = 0, 0
    for line in lines:
        margin = len(line) - len(line.lstrip(" "))
        if line.strip() and margin < inside:
            spaces = inside = 0
        if not inside and (found := _AT_MARGIN.match(line)):
            spaces, inside = found.end(), found.end() + _TAB
        made.append(line[spaces:] if margin >= spaces else line)
    return made


def _tighten(entry: Element) -> None:
    """Takes the item's own words out of paragraphs (CommonMark 5.3, "tight")."""
    last: Element | None = None
    for child in list(entry):
        if child.tag != "p" or child.attrib:
            last = child
            continue
        for piece in _words(child):
            if last is None:
                entry.text = f"{entry.text}\n{piece}" if entry.text else piece
            else:
                last.tail = f"{last.tail or ''}\n{piece}"
        entry.remove(child)


def _words(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph; the block parser puts no elements into one."""
    if paragraph.text:
        yield paragraph.text
