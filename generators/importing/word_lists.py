"""Gives the lists of a Word file the levels that people see, and says which of their signs a website has not.

Word has two ways to a list in a list: a level of the same list, and another list that begins further to the right, as
its styles "List Bullet 2" and "List Number 3" do (ISO/IEC 29500-1, 17.9). Pandoc knows the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from msgspec import Struct, field

from generators.importing.draft import RemarkKind
from generators.importing.packages import OpenedPackage
from generators.importing.signs import GOES_ON
from generators.importing.word_text import plain_run, remove, text_of
from generators.ooxml.xml import Element, node, qualified

NUMBERING = "word/numbering.xml"
_STEP = 100
"""Twentieths of a point by which a list that is one level deeper begins further to the right, at least."""

_DEEPEST = 8
_STYLE = f"{qualified('w:pPr')}/{qualified('w:pStyle')}"
_VALUE = qualified("w:val")
_LETTERS = frozenset({"lowerLetter", "upperLetter", "lowerRoman", "upperRoman"})

Said = tuple[RemarkKind, str]


class _Item(Struct, frozen=True):
    """A paragraph in a list: the list's number, its level there, and where it begins, in twentieths of a point."""

    paragraph: Element
    number: str
    level: int
    start: int


class WordLists(Struct):
    """The lists of a file: its ``numbering`` part, and its paragraph ``styles`` by their ids."""

    numbering: Element | None
    styles: dict[str, Element]
    moved: dict[tuple[str, int], str] = field(default_factory=dict)
    chains: dict[str, tuple[Element, ...]] = field(default_factory=dict)
    known: dict[tuple[str, str], Element | None] = field(default_factory=dict)

    def nest(self, story: Element) -> None:
        """Makes levels of lists that only begin further to the right."""
        for group in self._groups(story):
            bases: dict[str, int] = {}
            before: list[tuple[int, int]] = []
            for item in group:
                if item.number not in bases:
                    bases[item.number] = _base(item, before)
                level = min(bases[item.number] + item.level, _DEEPEST)
                before.append((item.start, level))
                if bases[item.number]:
                    self._move(item, bases[item.number], level)

    def mark_parts_of_items(self, story: Element) -> None:
        """Marks the paragraphs between two items that stand as far to the right as the text of the first."""
        body = story.find(qualified("w:body"))
        start, between = 0, list[Element]()
        for one in body if body is not None else ():
            item = self._item(one) if one.tag == qualified("w:p") and not self._is_heading(one) else None
            if item is not None:
                for part in between if start else ():
                    _mark_part(part)
                start, between = item.start, []
            elif one.tag != qualified("w:p") or not self._is_part(one, start):
                start, between = 0, []
            elif text_of(one).strip():
                between.append(one)

    def _is_part(self, paragraph: Element, start: int) -> bool:
        """Whether a paragraph without a number may belong to an item that begins at ``start``."""
        if not text_of(paragraph).strip():
            return True
        named = paragraph.find(_STYLE)
        style = named.get(qualified("w:val"), "") if named is not None else ""
        about = (paragraph.find(qualified("w:pPr")), *self._styles_of(paragraph))
        own = _whole(_first(about, "w:ind", "", "w:left") or _first(about, "w:ind", "", "w:start"))
        is_other = self._is_heading(paragraph) or re.search(r"quote|caption|title", style, re.IGNORECASE) is not None
        return own > 0 and own + _STEP >= start and not is_other

    def signs(self, story: Element) -> Iterator[Said]:
        """What is to be said of signs before items and headings that are not in their text."""
        lists, headings = self._numbered(story)
        if any(self._format(one) in _LETTERS for one in lists):
            yield "look", "lists with letters or Roman numbers have 1, 2, 3 now: see where the text says 'point (b)'"
        if any(self._sign(one).count("%") > 1 or re.search(r"[^\W\d_]", self._sign(one)) for one in lists):
            yield "look", "lists that Word numbers as 1.1 or 'Article 1' have 1, 2, 3 now: write out what people cite"
        if headings:
            count = "a heading is" if len(headings) == 1 else f"{len(headings)} headings are"
            yield "look", f"{count} numbered by Word, and not in the text: write out the numbers that people cite"

    def _numbered(self, story: Element) -> tuple[list[_Item], list[_Item]]:
        """The items of lists, and the headings that have a number which is not in their text."""
        items = [item for one in story.iter(qualified("w:p")) if text_of(one).strip() and (item := self._item(one))]
        headings = [one for one in items if self._is_heading(one.paragraph)]
        return [one for one in items if one not in headings], [one for one in headings if "%" in self._sign(one)]

    def _groups(self, story: Element) -> Iterator[list[_Item]]:
        """Items that follow one another, with nothing but empty paragraphs between them."""
        group: list[_Item] = []
        parent: Element | None = None
        for one in story.iter(qualified("w:p")):
            item = self._item(one)
            if item is None and not text_of(one).strip() and one.getparent() is parent:
                continue
            if group and (item is None or one.getparent() is not parent):
                yield group
                group = []
            parent = one.getparent()
            if item is not None and not self._is_heading(one):
                group.append(item)
        if group:
            yield group

    def _item(self, paragraph: Element) -> _Item | None:
        about = [one for one in (paragraph.find(qualified("w:pPr")), *self._styles_of(paragraph)) if one is not None]
        number = _first(about, "w:numPr", "w:numId", "w:val")
        if number in ("", "0") or self._abstract(number) is None:
            return None
        level = _whole(_first(about, "w:numPr", "w:ilvl", "w:val"))
        own = _first(about[:1], "w:ind", "", "w:left") or _first(about[:1], "w:ind", "", "w:start")
        found = self._level(number, level)
        listed = _first([found.find(qualified("w:pPr"))] if found is not None else [], "w:ind", "", "w:left")
        styled = _first(about, "w:ind", "", "w:left")
        return _Item(paragraph, number, level, _whole(own or listed or styled))

    def _styles_of(self, paragraph: Element) -> tuple[Element, ...]:
        """What the paragraph's style says, and those that it is based on."""
        named = paragraph.find(_STYLE)
        key = named.get(_VALUE, "") if named is not None else ""
        if key not in self.chains:
            self.chains[key] = tuple(self._chain(key))
        return self.chains[key]

    def _chain(self, key: str) -> Iterator[Element]:
        for _ in range(10):
            style = self.styles.get(key)
            if style is None:
                return
            about, base = style.find(qualified("w:pPr")), style.find(qualified("w:basedOn"))
            if about is not None:
                yield about
            key = base.get(_VALUE, "") if base is not None else ""

    def _is_heading(self, paragraph: Element) -> bool:
        return any(about.find(qualified("w:outlineLvl")) is not None for about in self._styles_of(paragraph))

    def _abstract(self, number: str) -> Element | None:
        key = _first([found] if (found := self._named("w:num", number)) is not None else [], "w:abstractNumId")
        return self._named("w:abstractNum", key)

    def _named(self, tag: str, number: str) -> Element | None:
        if (tag, number) not in self.known:
            key = qualified(f"{tag}Id")
            rows = self.numbering.iterfind(qualified(tag)) if self.numbering is not None else ()
            self.known[tag, number] = next((one for one in rows if one.get(key) == number), None)
        return self.known[tag, number]

    def _level(self, number: str, level: int) -> Element | None:
        abstract = self._abstract(number)
        rows = abstract.iterfind(qualified("w:lvl")) if abstract is not None else ()
        return next((one for one in rows if one.get(qualified("w:ilvl")) == str(level)), None)

    def _format(self, item: _Item) -> str:
        found = self._level(item.number, item.level)
        return _first([found], "w:numFmt") if found is not None else ""

    def _sign(self, item: _Item) -> str:
        found = self._level(item.number, item.level)
        is_shown = found is not None and self._format(item) not in ("bullet", "none")
        return _first([found], "w:lvlText") if found is not None and is_shown else ""

    def _move(self, item: _Item, base: int, level: int) -> None:
        key = (item.number, base)
        if key not in self.moved:
            self.moved[key] = self._deeper(item.number, base)
        about = item.paragraph.find(qualified("w:pPr"))
        if about is None:
            about = node("w:pPr")
            item.paragraph.insert(0, about)
        for old in about.findall(qualified("w:numPr")):
            about.remove(old)
        list_of = node("w:numId", {"w:val": self.moved[key]})
        about.append(node("w:numPr", {}, node("w:ilvl", {"w:val": level}), list_of))

    def _deeper(self, number: str, base: int) -> str:
        """The number of a list like that one, whose levels are ``base`` deeper."""
        abstract, known = self._abstract(number), self._named("w:num", number)
        assert self.numbering is not None and abstract is not None and known is not None, "_item has found them"
        made, other = deepcopy(abstract), deepcopy(known)
        own = f"{90_000 + len(self.moved)}"
        made.set(qualified("w:abstractNumId"), own)
        other.set(qualified("w:numId"), own)
        for reference in other.iter(qualified("w:abstractNumId")):
            reference.set(qualified("w:val"), own)
        for part in (*made.iter(qualified("w:lvl")), *other.iter(qualified("w:lvlOverride"), qualified("w:lvl"))):
            part.set(qualified("w:ilvl"), str(_whole(part.get(qualified("w:ilvl"), "0")) + base))
        abstract.addprevious(made)
        known.addnext(other)
        return own


def word_lists(package: OpenedPackage) -> WordLists:
    """The lists of the file in ``package``."""
    part = "word/styles.xml"
    styles = package.xml(part).iter(qualified("w:style")) if part in package else ()
    numbering = package.xml(NUMBERING) if NUMBERING in package else None
    return WordLists(numbering, {style.get(qualified("w:styleId"), ""): style for style in styles})


def _mark_part(paragraph: Element) -> None:
    """Pandoc would take it for a quotation, by its indent."""
    about = paragraph.find(qualified("w:pPr"))
    for indent in about.findall(qualified("w:ind")) if about is not None else ():
        remove(indent)
    paragraph.insert(0 if about is None else 1, plain_run(GOES_ON))


def _base(item: _Item, before: list[tuple[int, int]]) -> int:
    """How many levels deeper a list begins than it says: below the last item that stands further to the left."""
    if not before or item.level:
        return 0
    return next((level + 1 for start, level in reversed(before) if start + _STEP <= item.start), 0)


def _first(elements: Iterable[Element | None], tag: str, child: str = "", attribute: str = "w:val") -> str:
    """The attribute of the first ``tag`` (or of its ``child``) that one of ``elements`` has; else an empty text."""
    path = "/".join(qualified(name) for name in (tag, child) if name)
    for one in elements:
        found = one.find(path) if one is not None else None
        if found is not None and found.get(qualified(attribute)) is not None:
            return str(found.get(qualified(attribute)))
    return ""


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else 0
