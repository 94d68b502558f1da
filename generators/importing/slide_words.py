"""Gives the text of slides as it stands in the file, so that the words that came through can be counted."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.slide import Slide as OpenedSlide

from generators.importing.slide_data import CHART, CHART_EX
from generators.importing.slide_elements import FEET, placeholder_kind
from generators.ooxml.xml import Element, local_name, parsed, qualified

_SAYS = ("/chart", "/chartEx", "/diagramData", "/notesSlide", "/comments")
"""How the kinds of parts end that say something for a slide."""

_NOT_A_WORD = ("slidenum", "datetime")
"""Fields that PowerPoint fills in: the slide's number, and today's date."""


def text_of_slide(slide: OpenedSlide) -> str:
    """All text of a slide, of its tables, charts, and diagrams, and of its notes, a paragraph a line.

    What stands at the head and foot of every slide is left out.
    """
    roots = [slide.element]
    for row in slide.part.rels.values():
        if row.reltype.endswith(_SAYS):
            roots.append(parsed(row.target_part.blob))
    return "\n".join(line for root in roots for line in _lines(root))


def _lines(root: Element) -> Iterator[str]:
    for paragraph in root.iter(qualified("a:p")):
        shape = next(paragraph.iterancestors(qualified("p:sp")), None)
        if shape is None or placeholder_kind(shape) not in FEET | {"sldImg"}:
            yield "".join(map(_letters, paragraph.iter("{*}t", "{*}br")))
    caches = root.iter(f"{CHART}strCache", f"{CHART_EX}strDim")
    # each series of a chart names all categories again, and a reader sees them once
    yield from dict.fromkeys(node.text or "" for cache in caches for node in cache.iter(f"{CHART}v", f"{CHART_EX}pt"))
    for comment in root.iter("{*}cm"):
        yield "\n".join(node.text or "" for node in comment.iter("{*}text"))


def _letters(node: Element) -> str:
    parent = node.getparent()
    if parent is not None and parent.get("type", "").startswith(_NOT_A_WORD):
        return ""
    return " " if local_name(node) == "br" else (node.text or "")
