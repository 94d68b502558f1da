"""Tables that people fill in: their columns have names, or their cells are words beside the room for an answer."""

from __future__ import annotations

import re

from generators.importing.form_drawings import DRAWN_BLANK, DRAWN_BOX, asks_in, without_blanks
from generators.importing.tables import Cell, Grid, has_header
from generators.model.replacing import replace

_RATING = re.compile(
    r"\d{1,2}|(strongly )?(dis)?agree|neutral|never|rarely|sometimes|often|always|poor|fair|good|excellent|yes|no|n/?a"
    r"|not at all|somewhat|very|nunca|siempre|sí|bueno|malo",
    re.IGNORECASE,
)


def is_filled_in(grid: Grid) -> bool:
    """Whether people write into it: it has blanks, or empty cells that no merged cell goes on over."""
    cells = [cell for row in grid.rows for cell in row]
    empty = sum(1 for cell in cells if not cell.text and not cell.goes_on)
    return any(asks_in(cell.text) for cell in cells) or (empty > 0 and empty * 5 >= len(cells))


def has_columns(grid: Grid) -> bool:
    """Whether the first row names the columns."""
    return (has_header(grid) or _has_corner(grid)) and grid.width > 1


def with_one_head(grid: Grid) -> Grid:
    """The same table; a name over several columns stands before the name of each, in one row."""
    if len(grid.rows) < 3 or not any(cell.goes_on for cell in grid.rows[0]):
        return grid
    over, under = grid.rows[0], grid.rows[1]
    if not all(cell.text for cell in under) or any(asks_in(cell.text) for cell in under):
        return grid
    names: list[Cell] = []
    above: Cell = over[0]
    for top, own in zip(over, under, strict=True):
        above = above if top.goes_on else top
        names.append(above if own.goes_on else replace(own, blocks=(*above.blocks, *own.blocks)))
    return replace(grid, rows=(tuple(names), *grid.rows[2:]))


def is_head(grid: Grid, at: int) -> bool:
    """Whether a row names the columns of the empty rows that follow it, to the end."""
    below = [cell.text for row in grid.rows[at + 1 :] for cell in row]
    return len(grid.rows) > at + 2 and all(cell.text for cell in grid.rows[at]) and not any(below) and grid.width > 1


def is_rating(grid: Grid) -> bool:
    """Whether each row asks to choose one of the columns."""
    heads = [cell.text for cell in grid.rows[0][1:]]
    below = [cell.text for row in grid.rows[1:] for cell in row[1:]]
    boxes = all(not text or DRAWN_BOX.fullmatch(f"{text} ") for text in below)
    asked = all(row[0].text for row in grid.rows[1:])
    return len(heads) > 1 and boxes and asked and (any(below) or all(_RATING.fullmatch(head.strip()) for head in heads))


def in_grid(text: str, cell: Cell, blank: str) -> str:
    """What a cell of a table with named columns shows: words as they are, or a blank that is a field.

    Where a merged cell goes on, nothing does: said again, its words would give two rows one name.
    """
    if cell.goes_on:
        return ""
    if not re.search(r"\w", without_blanks(text)):
        return blank
    return " ".join(DRAWN_BLANK.sub("…", DRAWN_BOX.sub("", text)).split())


def _has_corner(grid: Grid) -> bool:
    """Whether the first row names columns and the first column rows, with nothing where they meet, or within."""
    names = [*(cell.text for cell in grid.rows[0][1:]), *(row[0].text for row in grid.rows[1:])]
    within = [cell.text for row in grid.rows[1:] for cell in row[1:]]
    is_open = not any(re.search(r"\w", without_blanks(text)) for text in within)
    return len(grid.rows) > 2 and not grid.rows[0][0].text and all(names) and is_open
