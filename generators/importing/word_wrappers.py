"""Takes away what stands around words of a Word file (ISO/IEC 29500-1, 17): pandoc would lose the words with it."""

from __future__ import annotations

from collections.abc import Iterable

from generators.importing.word_text import field_name, plain_run, text_of
from generators.ooxml.xml import Element, local_name, qualified

_AROUND = tuple(map(qualified, ("w:customXml", "w:smartTag", "w:bdo", "w:dir")))
"""Custom markup (17.5.1), and the ways of writing (17.3.2.3, 17.3.2.8)."""


def unwrap(story: Element) -> None:
    """The same words, in elements that pandoc reads: before fields are looked for."""
    for around in list(story.iter(*_AROUND)):
        _replace(around, [one for one in around if local_name(one) not in ("customXmlPr", "smartTagPr")])
    for ruby in list(story.iter(qualified("w:ruby"))):
        _replace(ruby, plain_run(_with_its_reading(ruby)))
    for line_end in list(story.iter(qualified("w:cr"))):
        line_end.tag = qualified("w:br")
    for tab in list(story.iter(qualified("w:ptab"))):
        tab.tag = qualified("w:tab")


def unwrap_simple_fields(story: Element) -> None:
    """What simple fields show (17.16.19), such as the author; pandoc knows those that are links."""
    for simple in list(story.iter(qualified("w:fldSimple"))):
        if field_name(simple.get(qualified("w:instr"), "")) != "HYPERLINK":
            _replace(simple, list(simple))


def _with_its_reading(ruby: Element) -> str:
    """Words with how they are read (17.3.3.25), which stands in small letters above them."""
    base, reading = (ruby.find(qualified(name)) for name in ("w:rubyBase", "w:rt"))
    shown, how = (text_of(one).strip() if one is not None else "" for one in (base, reading))
    return f"{shown} ({how})" if how else shown


def _replace(element: Element, others: Iterable[Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(others)
