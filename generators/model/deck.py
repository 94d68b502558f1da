"""A teaching deck as a list of slides, before any layout is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generators.model.document import Nodes
from generators.model.text import Meta, Place


@dataclass(frozen=True, slots=True)
class Slide:
    """``layout`` is a name of the deck writer's list or empty (then inferred from ``body``); ``section`` opens one.

    ``minutes`` is None when the outline gives none. ``notes`` is what the trainer says, never shown.
    """

    layout: str
    title: str
    body: Nodes
    notes: Nodes
    minutes: float | None
    place: Place
    section: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deck:
    """``minutes`` is the promised length; ``start`` a clock time ``HH:MM``; ``handouts`` are form names."""

    name: str
    title: str
    minutes: float
    audience: str
    start: str
    handouts: tuple[str, ...]
    slides: tuple[Slide, ...]
    lang: str
    place: Place
    meta: Meta = field(default_factory=dict)
