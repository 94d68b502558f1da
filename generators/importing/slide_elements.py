"""Says what the XML of a shape tells about it: its placeholder, its description, its letters, how it is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.importing.picture_files import Crop
from generators.ooxml.xml import Element, qualified

TITLES = frozenset({"title", "ctrTitle"})
FEET = frozenset({"ftr", "dt", "sldNum", "hdr"})
"""What stands at the head and the foot of each slide."""

_QUARTER = 90
_WHOLE = 100_000
"""Thousandths of a percent, in which crops are measured (ISO/IEC 29500-1, 20.1.10.41)."""
_USUAL_LETTERS = 1800


def largest_letters(element: Element) -> int:
    """The size of a shape's largest letters as it says itself."""
    sizes = (node.get("sz", "") for node in element.iter(qualified("a:rPr")))
    return max((int(size) for size in sizes if re.fullmatch(r"\d{3,6}", size)), default=_USUAL_LETTERS)


def placeholder_kind(element: Element) -> str | None:
    """Which placeholder a shape stands in (ISO/IEC 29500-1, 19.7.10); None for a shape that stands in none."""
    found = _placeholder(element)
    return found.get("type", "obj") if found is not None else None


def held(root: Element) -> Iterator[Element]:
    """The shapes of a slide or a layout that are placeholders."""
    return (shape for shape in root.iter(qualified("p:sp")) if placeholder_kind(shape) is not None)


def _placeholder(element: Element) -> Element | None:
    first = next(iter(element), None)
    return first.find(f"{qualified('p:nvPr')}/{qualified('p:ph')}") if first is not None else None


def placeholder_index(element: Element) -> int:
    """The number by which a placeholder refers to its layout's (ISO/IEC 29500-1, 19.3.1.36)."""
    found = _placeholder(element)
    written = found.get("idx", "0") if found is not None else "0"
    return int(written) if re.fullmatch(r"\d{1,10}", written) else 0


def alternative_text(element: Element) -> str:
    """A shape's alternative text."""
    first = next(element.iter(qualified("p:cNvPr")), None)
    return (first.get("descr", "") or first.get("title", "")) if first is not None else ""


def crop_of(blip: Element, rotation: float) -> Crop:
    holder = blip.getparent()
    cut = holder.find(qualified("a:srcRect")) if holder is not None else None
    sides = {side: _share(cut.get(side, "0")) if cut is not None else 0.0 for side in "ltrb"}
    turned = round(rotation / _QUARTER) * _QUARTER % 360
    return Crop(sides["l"], sides["t"], sides["r"], sides["b"], turned)


def _share(written: str) -> float:
    """A side's crop; one that adds an edge instead is none."""
    number = (
        float(written.rstrip("%")) * (1000 if written.endswith("%") else 1)
        if re.fullmatch(r"-?[\d.]+%?", written)
        else 0.0
    )
    return min(max(number / _WHOLE, 0.0), 1.0)


def is_hidden(element: Element) -> bool:
    """Whether somebody hid the shape, as the selection pane can (ISO/IEC 29500-1, 19.3.1.12)."""
    first = next(element.iter(qualified("p:cNvPr")), None)
    return first is not None and first.get("hidden") in ("1", "true")


def link_of(element: Element) -> str:
    """The relationship of the link that a click on the shape itself follows; empty for none."""
    first = next(element.iter(qualified("p:cNvPr")), None)
    link = first.find(qualified("a:hlinkClick")) if first is not None else None
    return link.get(qualified("r:id"), "") if link is not None else ""
