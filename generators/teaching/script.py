"""Parts a slide's notes by what a trainer does with them: say, ask, watch for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generators.model import Inline, Nodes, Paragraph

Act = Literal["say", "ask", "watch", "do"]

SILENT = frozenset({"title", "section", "closing"})
"""Layouts of slides that say all that has to be said."""

LABELS: Mapping[str, Act] = {
    **dict.fromkeys(("say", "diga", "dites", "hãy nói", "قل"), "say"),
    **dict.fromkeys(("ask", "pregunte", "demandez", "hãy hỏi", "اسأل"), "ask"),
    **dict.fromkeys(("watch for", "watch out", "fíjese", "attention", "lưu ý", "انتبه"), "watch"),
    **dict.fromkeys(("do", "haga", "faites", "hãy làm", "افعل"), "do"),
}
"""The bold words, in small letters and without their colon, that open each part."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said or done at one point. ``label`` is the author's own word, empty for text that only is said."""

    act: Act
    label: str
    nodes: Nodes


def cues(notes: Nodes) -> tuple[Cue, ...]:
    """The notes in order. A paragraph that begins with a bold label and a colon opens a cue; other text is said."""
    return tuple(_cues(notes))


def _cues(notes: Nodes) -> Iterator[Cue]:
    current = Cue("say", "", ())
    for node in notes:
        opened = _opened(node.text) if isinstance(node, Paragraph) else None
        if opened is None:
            current = replace(current, nodes=(*current.nodes, node))
            continue
        if current.nodes:
            yield current
        label, rest = opened
        current = Cue(LABELS[label.lower()], label, (Paragraph(rest),) if rest else ())
    if current.nodes:
        yield current


def _opened(text: Inline) -> tuple[str, Inline] | None:
    """The label of a paragraph such as "**Ask:** Who was it?", and the rest of it."""
    if not text or not text[0].strong:
        return None
    label = text[0].text.strip()
    rest = text[1:]
    if not label.endswith(":") and rest and rest[0].text.startswith(":"):
        rest = (replace(rest[0], text=rest[0].text[1:]), *rest[1:])
    elif not label.endswith(":"):
        return None
    label = label.rstrip(": \u00a0")
    if label.lower() not in LABELS:
        return None
    return label, (replace(rest[0], text=rest[0].text.lstrip()), *rest[1:]) if rest else ()
