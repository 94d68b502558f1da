"""Reads the text of a PowerPoint shape: paragraphs with levels, bullets as the slide's master gives them, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from generators.decks.slideshow.content import Marker, Paragraphs, Run, SlideParagraph
from generators.model.replacing import replace
from generators.ooxml.xml import Element, local_name, qualified

_SIGNS = MappingProxyType(
    {0xB7: "•", 0xA7: "•", 0xD8: "•", 0xE0: "→", 0xDF: "←", 0xE8: "→", 0xFC: "✓", 0xFB: "✗", 0x4A: "☺", 0x6F: "□"}
)
"""Letters of Symbol and Wingdings that people type, by their number in the private use area from U+F000."""

_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_TYPED_BULLET = re.compile(r"\s*([•●▪■◦‣\u2043∙·])\s*(?=\S)")
_TYPED_DASH = re.compile(r"\s*[-\u2013*]\s+(?=\S)")
_TYPED_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})[.)]\s+(?=\S)")
_DEEPEST = 4
_FIELDS_LEFT_OUT = ("slidenum", "datetime")


class TextSource(Struct, frozen=True):
    """What a shape's paragraphs are read with: the lists of level styles that hold for it, the nearest first.

    ``address`` gives the address of a link by its relationship.
    """

    styles: Sequence[Element]
    address: Callable[[str], str]


def read_paragraphs(body: Element, source: TextSource) -> Paragraphs:
    """The paragraphs of a text body (ISO/IEC 29500-1, 21.1.2), without empty ones."""
    counts: dict[int, int] = {}
    found: list[SlideParagraph] = []
    for element in body.iter(qualified("a:p")):
        paragraph = _paragraph(element, source)
        if not paragraph.text.strip():
            continue
        if paragraph.marker == "number":
            counts[paragraph.level] = counts.get(paragraph.level, paragraph.number - 1) + 1
            paragraph = replace(paragraph, number=counts[paragraph.level])
            counts = {level: count for level, count in counts.items() if level <= paragraph.level}
        else:
            counts = {level: count for level, count in counts.items() if level < paragraph.level}
        found.append(paragraph)
    return typed_lists(found)


def _paragraph(element: Element, source: TextSource) -> SlideParagraph:
    properties = element.find(qualified("a:pPr"))
    level = min(_number(properties, "lvl"), _DEEPEST)
    marker, start = _marker(properties, level, source.styles)
    return SlideParagraph(tuple(_runs(element, source)), level, marker, start)


def _number(element: Element | None, key: str, usual: int = 0) -> int:
    written = element.get(key, "") if element is not None else ""
    return int(written) if written.isdecimal() and len(written) < 6 else usual


def _marker(properties: Element | None, level: int, styles: Sequence[Element]) -> tuple[Marker, int]:
    for style in (properties, *(found.find(qualified(f"a:lvl{level + 1}pPr")) for found in styles)):
        for child in style if style is not None else ():
            match local_name(child):
                case "buNone":
                    return "none", 1
                case "buChar" | "buBlip":
                    return "bullet", 1
                case "buAutoNum":
                    return "number", _number(child, "startAt", 1)
    return "none", 1


def _runs(paragraph: Element, source: TextSource) -> Iterator[Run]:
    for child in paragraph:
        match local_name(child):
            case "r":
                yield _run(child, source)
            case "br":
                yield Run("\n")
            case "fld" if not child.get("type", "").startswith(_FIELDS_LEFT_OUT):
                yield _run(child, source)
            case "m" | "oMath" | "oMathPara":
                yield Run("".join(node.text or "" for node in child.iter(qualified("m:t"))))


def _run(element: Element, source: TextSource) -> Run:
    look = element.find(qualified("a:rPr"))
    text = _readable(element.findtext(qualified("a:t")) or "")
    if look is None:
        return Run(text)
    link = look.find(qualified("a:hlinkClick"))
    return Run(
        text,
        bold=look.get("b") in ("1", "true"),
        italic=look.get("i") in ("1", "true"),
        href=source.address(link.get(qualified("r:id"), "")) if link is not None else "",
        struck=look.get("strike", "noStrike") != "noStrike",
    )


def _readable(text: str) -> str:
    """Without letters that only one typeface has; a vertical tab is how PowerPoint keeps a line break."""
    return _PRIVATE.sub(lambda found: _SIGNS.get(ord(found[0]) - 0xF000, ""), text).replace("\v", "\n")


def typed_lists(paragraphs: Sequence[SlideParagraph]) -> Paragraphs:
    """Bullets and numbers that people typed as letters become a list's own."""
    plain = [paragraph for paragraph in paragraphs if paragraph.marker != "number"]
    dashes = sum(_TYPED_DASH.match(paragraph.text) is not None for paragraph in plain) > 1
    numbers = sum(_TYPED_NUMBER.match(paragraph.text) is not None for paragraph in plain) > 1
    return tuple(_as_item(paragraph, dashes=dashes, numbers=numbers) for paragraph in paragraphs)


def _as_item(paragraph: SlideParagraph, *, dashes: bool, numbers: bool) -> SlideParagraph:
    if paragraph.marker == "number":
        return paragraph
    text = paragraph.text
    found = _TYPED_BULLET.match(text) or (_TYPED_DASH.match(text) if dashes else None)
    if found is not None:
        return replace(paragraph, runs=_without(paragraph.runs, found.end()), marker="bullet")
    found = _TYPED_NUMBER.match(text) if numbers else None
    if found is not None:
        return replace(
            paragraph, runs=_without(paragraph.runs, found.end()), marker="number", number=int(found["number"])
        )
    return paragraph


def _without(runs: tuple[Run, ...], count: int) -> tuple[Run, ...]:
    """``runs`` without their first ``count`` letters."""
    left: list[Run] = []
    for run in runs:
        left += [replace(run, text=run.text[count:])] if len(run.text) > count else []
        count = max(0, count - len(run.text))
    return tuple(left)


def plain_text(paragraphs: Paragraphs, between: str = " ") -> str:
    """The letters alone, in one line."""
    return re.sub(r"\s+", " ", between.join(paragraph.text for paragraph in paragraphs)).strip()


def languages(root: Element) -> Mapping[str, int]:
    """How many letters of a part are said to be in which language."""
    counts: dict[str, int] = {}
    for run in root.iter(qualified("a:r")):
        look = run.find(qualified("a:rPr"))
        tag = look.get("lang", "") if look is not None else ""
        if tag:
            counts[tag] = counts.get(tag, 0) + len(run.findtext(qualified("a:t")) or "")
    return counts
