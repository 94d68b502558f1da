"""Finds the headings that somebody typed in bold or large type instead of using the styles for headings."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

from generators.importing.packages import OpenedPackage
from generators.importing.signs import AREA, BLANK, BOX, DATE, HEADING
from generators.importing.word_text import plain_run, text_of
from generators.ooxml.xml import Element, local_name, qualified

LONGEST = 90
"""Characters of a heading; what is longer is a sentence in bold."""

LARGER = 3
"""Half points by which a heading's type is larger than the text's, where it is not bold."""

_OTHER_STYLES = re.compile(r"heading|title|caption|toc|header|footer|quote|list|definition|term|code", re.IGNORECASE)
_NO_HEADING = re.compile(rf".*[.;,:{BLANK}{DATE}{AREA}{BOX}☐□_]\s*$|[•☐□◻{BOX}{BLANK}_]|.*_{{3,}}", re.DOTALL)
_BLANK_LINE = re.compile(
    rf"[\s{BLANK}{DATE}{AREA}_.…]*[{BLANK}{DATE}{AREA}_][\s{BLANK}{DATE}{AREA}_.…]*|\s*[{BOX}☐□◻].*", re.DOTALL
)
NUMBERED = re.compile(r"(?P<numbers>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")
NAMED = re.compile(
    r"(part|chapter|section|unit|module|appendix|annex|form|parte|capítulo|anexo|apéndice)\b\s*(\d+|[ivxlc]+|[a-z])\b",
    re.IGNORECASE,
)
"""How headings begin that say their own level."""


class _Type(Struct, frozen=True):
    """How letters look: whether bold, and their size in half points."""

    bold: bool = False
    size: int = 22


class _Candidate(Struct, frozen=True):
    paragraph: Element
    text: str
    type: _Type


def mark_headings(story: Element, package: OpenedPackage) -> int:
    """Puts the sign of its level before each such line of the body. Returns how many there are."""
    styles = _Styles(package)
    body = story.find(qualified("w:body"))
    paragraphs = [one for one in (body if body is not None else ()) if local_name(one) in ("p", "tbl", "sdt")]
    usual = _usual_size(paragraphs, styles)
    found = [
        made for at, one in enumerate(paragraphs) if (made := _candidate(one, paragraphs[at + 1 :][:1], usual, styles))
    ]
    levels = _levels(found, paragraphs, styles)
    for one, level in zip(found, levels, strict=True):
        at = 1 if one.paragraph.find(qualified("w:pPr")) is not None else 0
        one.paragraph.insert(at, plain_run(f"{HEADING}{level}"))
    return len(found)


class _Styles:
    """What paragraph styles say of their letters and levels, those that they are based on first."""

    def __init__(self, package: OpenedPackage) -> None:
        part = "word/styles.xml"
        found = package.xml(part).iter(qualified("w:style")) if part in package else ()
        self.by_id = {style.get(qualified("w:styleId"), ""): style for style in found}
        default = (
            package.xml(part).find(f"{qualified('w:docDefaults')}//{qualified('w:rPr')}") if part in package else None
        )
        self.start = _changed(_Type(size=20), default)
        self.normal = next(
            (
                key
                for key, one in self.by_id.items()
                if one.get(qualified("w:default")) in ("1", "true") and one.get(qualified("w:type")) == "paragraph"
            ),
            "",
        )

    def chain(self, paragraph: Element) -> list[Element]:
        """The style of ``paragraph`` and those below it, the nearest first."""
        found = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
        name = found.get(qualified("w:val"), "") if found is not None else self.normal
        chain: list[Element] = []
        while name in self.by_id and len(chain) < 12:
            style = self.by_id[name]
            chain.append(style)
            based = style.find(qualified("w:basedOn"))
            name = based.get(qualified("w:val"), "") if based is not None else ""
        return chain

    def type_of(self, paragraph: Element) -> _Type:
        made = self.start
        for style in reversed(self.chain(paragraph)):
            made = _changed(made, style.find(qualified("w:rPr")))
        return made

    def level(self, paragraph: Element) -> int:
        """The level of a real heading, from 1, else 0."""
        holders = [
            paragraph.find(qualified("w:pPr")),
            *(style.find(qualified("w:pPr")) for style in self.chain(paragraph)),
        ]
        for holder in holders:
            found = holder.find(qualified("w:outlineLvl")) if holder is not None else None
            if found is not None:
                written = found.get(qualified("w:val"), "9")
                return int(written) + 1 if written.isdecimal() and int(written) < 9 else 0
        return 0

    def has_own(self, paragraph: Element) -> bool:
        """Whether the style says already what the line is."""
        names = (style.find(qualified("w:name")) for style in self.chain(paragraph)[:1])
        return any(_OTHER_STYLES.search(name.get(qualified("w:val"), "")) for name in names if name is not None)


def _changed(made: _Type, properties: Element | None) -> _Type:
    if properties is None:
        return made
    bold, size = properties.find(qualified("w:b")), properties.find(qualified("w:sz"))
    is_bold = made.bold if bold is None else bold.get(qualified("w:val"), "1") not in ("0", "false")
    written = size.get(qualified("w:val"), "") if size is not None else ""
    return _Type(is_bold, int(written) if written.isdecimal() and len(written) < 5 else made.size)


def _usual_size(paragraphs: list[Element], styles: _Styles) -> int:
    counts = Counter[int]()
    for one in paragraphs:
        if local_name(one) == "p":
            for made, text in _types(one, styles):
                counts[made.size] += len(text)
    return counts.most_common(1)[0][0] if counts else 22


def _types(paragraph: Element, styles: _Styles) -> list[tuple[_Type, str]]:
    base = styles.type_of(paragraph)
    runs = ((_changed(base, run.find(qualified("w:rPr"))), text_of(run)) for run in paragraph.iter(qualified("w:r")))
    return [(made, text) for made, text in runs if text.strip()]


def _candidate(paragraph: Element, following: list[Element], usual: int, styles: _Styles) -> _Candidate | None:
    if local_name(paragraph) != "p" or styles.level(paragraph) or styles.has_own(paragraph):
        return None
    text = text_of(paragraph).strip()
    if not text or len(text) > LONGEST or _NO_HEADING.match(text) or not re.search(r"[^\W\d_]", text):
        return None
    if following and local_name(following[0]) == "p" and _BLANK_LINE.fullmatch(text_of(following[0])):
        return None
    numbered = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:numPr')}") is not None
    types = [made for made, _ in _types(paragraph, styles)]
    size = min((made.size for made in types), default=0)
    is_bold = bool(types) and all(made.bold for made in types)
    if not (is_bold or size >= usual + LARGER) or (numbered and following and _is_numbered(following[0])):
        return None
    return _Candidate(paragraph, text, _Type(is_bold, size))


def _is_numbered(paragraph: Element) -> bool:
    return paragraph.find(f"{qualified('w:pPr')}/{qualified('w:numPr')}") is not None


def _levels(found: list[_Candidate], paragraphs: list[Element], styles: _Styles) -> list[int]:
    """By the numbers that they bear; else under the real headings; else by size, the largest first."""
    real = {
        one: level
        for one in paragraphs
        if local_name(one) == "p" and text_of(one).strip() and (level := styles.level(one))
    }
    ranks = {made: rank for rank, made in enumerate(sorted({(-one.type.size, not one.type.bold) for one in found}), 1)}
    at = {one.paragraph: one for one in found}
    levels: list[int] = []
    deepest = 0
    for one in paragraphs:
        if one in real:
            deepest = real[one]
        elif one in at:
            rank = ranks[(-at[one].type.size, not at[one].type.bold)]
            levels.append(min(6, deepest + 1 if real and deepest else level_of(at[one].text) or min(rank, 3)))
    return levels


def level_of(text: str) -> int:
    """The level that a heading's own number says, or 0."""
    if NAMED.match(text):
        return 1
    found = NUMBERED.match(text)
    return found["numbers"].count(".") + 1 if found else 0
