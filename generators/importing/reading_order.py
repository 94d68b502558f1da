"""In which order the parts of a slide are read, told by where they stand: what forms rows, and what forms columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec import Struct

_SAME = 0.1
"""What part of the smaller side two boxes may share and still stand apart."""

_DEEPEST = 60


class Area(Struct, frozen=True):
    """Where something stands, in any unit; ``top`` grows downward."""

    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def mirrored(self) -> Area:
        return Area(-self.right, self.top, self.width, self.height)

    def turned(self) -> Area:
        """With across and down exchanged."""
        return Area(self.top, self.left, self.height, self.width)


Item = TypeVar("Item")


def in_reading_order(items: Sequence[Item], area: Callable[[Item], Area], *, rtl: bool = False) -> list[Item]:
    """``items`` as people read them, ``rtl`` from the right.

    They are divided at the widest gap, be it between rows or between columns, and each part again (Nagy and Seth's
    recursive X-Y cut); what cannot be divided is read from the top, and then from the side.
    """
    placed = [(area(item).mirrored() if rtl else area(item), index) for index, item in enumerate(items)]
    return [items[index] for index in _ordered(placed, 0)]


Placed = Sequence[tuple[Area, int]]


def _ordered(placed: Placed, depth: int) -> list[int]:
    if depth > _DEEPEST:
        return _from_the_top(placed)
    if len(placed) < 2:
        return [index for _, index in placed]
    rows, row_gap = _parts([(area, (area, index)) for area, index in placed])
    columns, column_gap = _parts([(area.turned(), (area, index)) for area, index in placed])
    chosen = rows if row_gap >= column_gap else columns
    if len(chosen) > 1:
        return [index for part in chosen for index in _ordered(part, depth + 1)]
    return _from_the_top(placed)


def _from_the_top(placed: Placed) -> list[int]:
    return [index for area, index in sorted(placed, key=lambda one: (one[0].top, one[0].left, one[1]))]


def _parts(boxes: Sequence[tuple[Area, tuple[Area, int]]]) -> tuple[list[list[tuple[Area, int]]], float]:
    """The boxes in the two parts that the widest gap divides from top to bottom, and how wide it is."""
    ordered = sorted(boxes, key=lambda box: (box[0].top, box[1][1]))
    edge = ordered[0][0].bottom
    best, gap = 0, float("-inf")
    for number, (area, _) in enumerate(ordered[1:], 1):
        allowed = _SAME * min(area.height, ordered[number - 1][0].height)
        if area.top - edge >= -allowed and area.top - edge > gap:
            best, gap = number, area.top - edge
        edge = max(edge, area.bottom)
    whole = [placed for _, placed in ordered]
    return ([whole[:best], whole[best:]] if best else [whole]), gap


def are_side_by_side(first: Area, second: Area, *, rtl: bool = False) -> bool:
    """Whether ``second`` stands beside ``first``, where reading goes on."""
    left, right = (second, first) if rtl else (first, second)
    shared = min(left.bottom, right.bottom) - max(left.top, right.top)
    smaller = min(left.height, right.height)
    return left.right <= right.left + _SAME * min(left.width, right.width) and shared > smaller / 2 > 0
