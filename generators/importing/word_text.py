"""The text, fields, and styles of a Word file's XML (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from generators.importing.packages import OpenedPackage
from generators.ooxml.relationships import list_name, listed
from generators.ooxml.xml import Element, node, qualified, with_text

STORY = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


_GAPS = tuple(map(qualified, ("w:br", "w:cr", "w:rt", "w:rubyBase")))
"""Ends of lines, and words beside how they are read."""


def text_of(element: Element, *, tab: str = " ") -> str:
    """The text in ``element`` as people read it, a line for each paragraph; a drop cap is one with its word."""
    parts: list[str] = []
    joined = False
    for one in element.iter():
        if one.tag == qualified("w:framePr"):
            joined = one.get(qualified("w:dropCap")) is not None
        if one.tag == qualified("w:t") or (isinstance(one.tag, str) and one.tag.endswith("/math}t")):
            parts.append(one.text or "")
        elif (one.tag == qualified("w:tab") and is_child_of(one, "w:r")) or one.tag == qualified("w:ptab"):
            parts.append(tab)
        elif isinstance(one.tag, str) and one.tag.endswith("}textpath"):
            parts.append(one.get("string") or "")
        elif one.tag in _GAPS:
            parts.append(" ")
        elif one.tag in (qualified("w:noBreakHyphen"),):
            parts.append("-")
        elif one.tag == qualified("w:p") and parts:
            parts.append("" if joined else "\n")
            joined = False
    return "".join(parts)


def is_child_of(element: Element, name: str) -> bool:
    """Whether ``element`` stands right in one called ``name``, with its usual prefix."""
    parent = element.getparent()
    return parent is not None and parent.tag == qualified(name)


def is_in(element: Element, other: Element) -> bool:
    """Whether ``element`` stands somewhere in ``other``."""
    return any(one is other for one in element.iterancestors())


def remove(element: Element) -> None:
    """Takes ``element`` out; a cell or a box keeps the paragraph that it has to have."""
    parent = element.getparent()
    if parent is not None:
        if element.tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def plain_run(text: str) -> Element:
    """A run that shows ``text``, with the spaces at its ends."""
    shown = with_text("w:t", text)
    shown.set(_XML_SPACE, "preserve")
    return node("w:r", {}, shown)


def plain_paragraph(text: str) -> Element:
    return node("w:p", {}, plain_run(text))


class WordField(Struct):
    """A field: its ``instruction``, the runs of its ``result``, all its runs, and the paragraphs that it is in."""

    instruction: str = ""
    result: list[Element] = field(default_factory=list)
    runs: list[Element] = field(default_factory=list)
    paragraphs: list[Element] = field(default_factory=list)
    data: Element | None = None
    is_open: bool = True


def field_name(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def fields_of(story: Element) -> list[WordField]:
    """Every field, simple ones among them, in the order in which they begin."""
    found: list[WordField] = []
    for simple in story.iter(qualified("w:fldSimple")):
        made = WordField(simple.get(qualified("w:instr"), ""), list(simple), [simple], is_open=False)
        found.append(made)
    opened: list[WordField] = []
    for paragraph in story.iter(qualified("w:p")):
        for one in [*opened]:
            one.paragraphs.append(paragraph)
        for run in _runs_of(paragraph):
            _take(run, paragraph, opened, found)
    return found


def _runs_of(paragraph: Element) -> Iterator[Element]:
    """The runs of a paragraph, without those of a text box in it."""
    for run in paragraph.iter(qualified("w:r")):
        if next(run.iterancestors(qualified("w:p")), None) is paragraph:
            yield run


def _take(run: Element, paragraph: Element, opened: list[WordField], found: list[WordField]) -> None:
    char = run.find(qualified("w:fldChar"))
    kind = char.get(qualified("w:fldCharType")) if char is not None else ""
    if kind == "begin":
        made = WordField(paragraphs=[paragraph])
        made.data = char.find(qualified("w:ffData")) if char is not None else None
        opened.append(made)
        found.append(made)
    for one in opened:
        one.runs.append(run)
    if not opened:
        return
    last = opened[-1]
    if kind == "separate":
        last.is_open = False
    elif kind == "end":
        opened.pop()
    elif last.is_open:
        last.instruction += "".join(part.text or "" for part in run.iter(qualified("w:instrText")))
    else:
        last.result.append(run)


def style_names(package: OpenedPackage) -> dict[str, str]:
    """The names of paragraph styles by their ids; names are the same in every language of Word."""
    if "word/styles.xml" not in package:
        return {}
    return {
        style.get(qualified("w:styleId"), ""): name.get(qualified("w:val"), "")
        for style in package.xml("word/styles.xml").iter(qualified("w:style"))
        if (name := style.find(qualified("w:name"))) is not None
    }


def parts_by_relation(package: OpenedPackage) -> dict[str, str]:
    """Where the relationships of the body lead, by their ids."""
    if list_name(STORY) not in package:
        return {}
    return {row.id: row.target for row in listed(package.xml(list_name(STORY)))}
