"""Tables as people see them: a grid in which each cell stands in every row and column that it was merged over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from generators.importing.tree import Tree, block_text, rows_of

_LONG = 40
"""Words of a cell that is a column of a page rather than a cell."""

MOST_COLUMNS = 60


class Cell(Struct, frozen=True):
    """``blocks`` are empty where a merged cell goes on to the right; where it goes on below, they are said again.

    ``goes_on`` tells both from a cell of its own.
    """

    blocks: tuple[Tree, ...] = ()
    goes_on: bool = False

    @property
    def text(self) -> str:
        return block_text(self.blocks).strip()


class Grid(Struct, frozen=True):
    """The ``rows`` of a table, each with ``width`` cells; ``heads`` are how many of them are said to be its head."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int
    width: int
    caption: tuple[Tree, ...]
    merged: bool
    nested: bool

    @property
    def is_layout(self) -> bool:
        """Whether it only puts long texts side by side, as the columns of a leaflet do."""
        texts = [cell.text for row in self.rows for cell in row]
        return len(self.rows) == 1 and any(len(text.split()) > _LONG for text in texts)


def grid_of(table: Any) -> Grid:
    """The grid of a table's content."""
    rows = list(rows_of(table))
    places: list[list[Cell | None]] = [[None] * MOST_COLUMNS for _ in rows]
    merged = nested = False
    for at, row in enumerate(rows):
        column = 0
        for _, _, down, across, blocks in row[1]:
            while column < MOST_COLUMNS and places[at][column] is not None:
                column += 1
            merged |= down > 1 or across > 1
            nested |= any(block["t"] == "Table" for block in blocks)
            _fill(places, at, column, down, across, blocks)
    width = max([1, *(column + 1 for row in places for column, cell in enumerate(row) if cell)])
    made = tuple(tuple(cell or Cell() for cell in row[:width]) for row in places)
    heads = sum(1 for row in table[3][1] if row)
    return Grid(made, heads, width, tuple(table[1][1]), merged, nested)


def _fill(
    places: list[list[Cell | None]], at: int, column: int, down: int, across: int, blocks: Sequence[Tree]
) -> None:
    for below in range(min(down, len(places) - at)):
        for right in range(min(across, MOST_COLUMNS - column)):
            shown = tuple(blocks) if right == 0 else ()
            places[at + below][column + right] = Cell(shown, goes_on=below + right > 0)


def has_header(grid: Grid) -> bool:
    """Whether the first row names the columns: it says so, or it is full of short texts and not the only one."""
    if len(grid.rows) < 2:
        return False
    first = [cell.text for cell in grid.rows[0]]
    if grid.heads and any(first):
        return True
    if not all(first) or any(len(text.split()) > 12 or re.search(r"[.:]$", text) for text in first):
        return False
    return not all(_is_bold(row[0]) for row in grid.rows) or all(map(_is_bold, grid.rows[0]))


def _is_bold(cell: Cell) -> bool:
    return all(
        one["t"] in ("Strong", "Space")
        for block in cell.blocks
        for one in block.get("c") or ()
        if block["t"] in ("Para", "Plain")
    )
