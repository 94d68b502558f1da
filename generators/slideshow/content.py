"""The types of what stands on a slide: paragraphs, tables, and pictures, each fitted to its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generators.model import Alignment, Slide
from generators.slideshow.design import Box, Layout, Role

Marker = Literal["none", "bullet", "number", "open box", "ticked box"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; ``"\\n"`` is a forced line break; ``href`` is a link to the web, mail, or a telephone."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``indented`` stands where a list item's text stands; ``number`` counts from the list's start.

    ``heading`` opens a group of paragraphs; it is never parted from the next.
    """

    runs: tuple[Run, ...]
    level: int = 0
    marker: Marker = "none"
    number: int = 1
    indented: bool = False
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Paragraphs = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class TextFill:
    """Paragraphs that fit their box when all sizes are multiplied by ``scale``."""

    paragraphs: Paragraphs
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class TableFill:
    """A table that fits its box: ``widths`` and ``heights`` in points, the header row first; ``size`` of its text."""

    header: tuple[Paragraph, ...]
    rows: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    alignments: tuple[Alignment, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class PictureFill:
    """A picture, whole, inside its placeholder: ``box`` has the picture's own proportions."""

    path: Path
    box: Box
    alt: str
    decorative: bool = False


Fill = TextFill | TableFill | PictureFill


@dataclass(frozen=True, slots=True)
class Shown:
    """One slide as it is shown. ``source`` is the outline's slide; ``part`` counts from 1 when one became several.

    ``notes`` is never empty: a slide without notes of its own says what it goes on with.
    """

    layout: Layout
    title: str
    title_scale: float
    fills: Mapping[Role, Fill]
    notes: Paragraphs
    source: Slide
    part: int = 1
    section: str = ""
    lang: str = "en"
    rtl: bool = False
