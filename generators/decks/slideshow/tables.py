"""Fits tables: column widths by what the cells hold, and long or wide tables split, each part with its heads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generators.brand.metrics import pitch, width
from generators.decks.slideshow.content import Run, SlideParagraph, TableFill, runs
from generators.decks.slideshow.design import Box
from generators.decks.slideshow.fit import SHRINK, SPARE, balanced, lines_of
from generators.model import Alignment, Inline, Table
from generators.model.remembered import remembered_by_value
from generators.model.replacing import replace

SIDE_PADDING = 9.0
END_PADDING = 5.0
"""The empty edge inside a cell, in points."""

SIZE = 18.0
SIZES = (SIZE, SIZE * SHRINK)
LARGE_SIZES = (22.0, 20.0)
"""For a short table, when its larger letters break no more lines."""

AIR = 1.45
"""The most by which the rows of a short table grow."""

LEAST_COLUMN = 62.0

Row = tuple[SlideParagraph, ...]


class _Grid(Struct, frozen=True):
    """A table's texts; the first row is its header."""

    rows: tuple[Row, ...]
    alignments: tuple[Alignment, ...]

    def columns(self, chosen: Sequence[int]) -> _Grid:
        rows = tuple(tuple(row[index] for index in chosen) for row in self.rows)
        return _Grid(rows, tuple(self.alignments[index] for index in chosen))


@remembered_by_value
def fit_table(table: Table, box: Box, family: str, alt: str) -> tuple[TableFill, ...]:
    """The table on one slide or several. A wide one is cut between columns, the first column standing in each part."""
    grid = _grid(table)
    return tuple(fill for part in _column_parts(grid, box.width, family) for fill in _row_parts(part, box, family, alt))


def _grid(table: Table) -> _Grid:
    """Every row as long as the longest, so that a ragged table is still a table."""
    raw: list[tuple[Inline, ...]] = [table.header, *table.rows]
    count = max((len(row) for row in raw), default=1) or 1
    rows = tuple(tuple(SlideParagraph(runs(cell)) for cell in (*row, *([()] * (count - len(row))))) for row in raw)
    alignments = (*table.alignments, *([""] * count))[:count]
    return _Grid(rows, alignments)  # type: ignore[arg-type]


def _column_parts(grid: _Grid, room: float, family: str) -> Iterator[_Grid]:
    least = [_least(grid, index, family) for index in range(len(grid.alignments))]
    if math.fsum(least) <= room or len(least) < 3:
        yield grid
        return
    count = 2
    while True:
        share = math.ceil((len(least) - 1) / count)
        starts = range(1, len(least), share)
        groups = [(0, *range(start, min(start + share, len(least)))) for start in starts]
        if share == 1 or all(math.fsum(least[index] for index in group) <= room for group in groups):
            yield from (grid.columns(group) for group in groups)
            return
        count += 1


def _least(grid: _Grid, index: int, family: str, size: float = SIZES[-1]) -> float:
    """The width of the column's longest word, though never more than a third of a slide."""
    widest = max(
        (
            width(word, family, bold=row is grid.rows[0] or index == 0)
            for row in grid.rows
            for word in row[index].text.split()
        ),
        default=1.0,
    )
    return max(LEAST_COLUMN, min(widest * size + 2 * SIDE_PADDING + 1, 280.0))


def _row_parts(grid: _Grid, box: Box, family: str, alt: str) -> Iterator[TableFill]:
    for size in (*_large_sizes(grid, box, family), *SIZES):
        widths, heights = _measured(grid, size, box, family)
        if math.fsum(heights) <= box.height * SPARE:
            yield _fill(grid, grid.rows[1:], widths, _airy(heights, box.height), size, alt)
            return
    size = SIZES[-1]
    widths = _widths(grid, size, box.width, family)
    most = box.height * SPARE - _row_height(grid.rows[0], widths, size, family, head=True)
    rows = [piece for row in grid.rows[1:] for piece in _cut_row(row, widths, size, family, most)]
    heights = [_row_height(row, widths, size, family) for row in rows]
    head_height = box.height * SPARE - most
    for start, end in balanced(heights, most):
        yield _fill(grid, rows[start:end], widths, [head_height, *heights[start:end]], size, alt)


def _large_sizes(grid: _Grid, box: Box, family: str) -> Iterator[float]:
    """Those in which no row has more lines than in the usual size."""
    usual = _lines(grid, SIZE, box, family)
    yield from (size for size in LARGE_SIZES if _lines(grid, size, box, family) == usual)


def _lines(grid: _Grid, size: float, box: Box, family: str) -> list[float]:
    """The height of each row's text, by the size of its letters."""
    return [round((high - 2 * END_PADDING) / size, 2) for high in _measured(grid, size, box, family)[1]]


def _measured(grid: _Grid, size: float, box: Box, family: str) -> tuple[list[float], list[float]]:
    """The columns' widths and the rows' heights."""
    widths = _widths(grid, size, box.width, family)
    return widths, [_row_height(row, widths, size, family, head=row is grid.rows[0]) for row in grid.rows]


def _airy(heights: Sequence[float], room: float) -> list[float]:
    """The rows of a short table, higher, so that it fills more of the slide."""
    factor = min(AIR, room * SPARE / math.fsum(heights))
    return [high * factor for high in heights]


def _fill(
    grid: _Grid, rows: Sequence[Row], widths: Sequence[float], heights: Sequence[float], size: float, alt: str
) -> TableFill:
    return TableFill(grid.rows[0], tuple(rows), tuple(widths), tuple(heights), size, grid.alignments, alt)


def _widths(grid: _Grid, size: float, room: float, family: str) -> list[float]:
    """Every column has its longest word's width; what is left goes to those that would wrap most."""
    count = len(grid.alignments)
    least = [_least(grid, index, family, size) for index in range(count)]
    wanted = [
        max(
            least[index],
            max(width(row[index].text, family, bold=row is grid.rows[0] or index == 0) for row in grid.rows) * size
            + 2 * SIDE_PADDING
            + 2,
        )
        for index in range(count)
    ]
    if math.fsum(least) > room:
        return [column * room / math.fsum(least) for column in least]
    if math.fsum(wanted) <= room:
        spare = (room - math.fsum(wanted)) / count
        return [column + spare for column in wanted]
    desire = [math.sqrt(want) * math.sqrt(want - low) for want, low in zip(wanted, least, strict=True)]
    total = math.fsum(desire) or 1.0
    return [low + (room - math.fsum(least)) * part / total for low, part in zip(least, desire, strict=True)]


def _row_height(row: Row, widths: Sequence[float], size: float, family: str, *, head: bool = False) -> float:
    lines = [
        lines_of(cell.runs, size, wide - 2 * SIDE_PADDING, family, bold=head or index == 0) * pitch(cell.text)
        for index, (cell, wide) in enumerate(zip(row, widths, strict=True))
    ]
    return max(lines) * size + 2 * END_PADDING


def _cut_row(row: Row, widths: Sequence[float], size: float, family: str, most: float) -> Iterator[Row]:
    """A row that is higher than a slide, as several; each cell goes on in the row below."""
    while _row_height(row, widths, size, family) > most:
        share = most / _row_height(row, widths, size, family) * 0.8
        heads = tuple(_first_words(cell, share) for cell in row)
        yield tuple(head for head, _ in heads)
        row = tuple(tail for _, tail in heads)
    yield row


def _first_words(cell: SlideParagraph, share: float) -> tuple[SlideParagraph, SlideParagraph]:
    words = cell.text.split(" ")
    if len(words) < 8:
        return cell, replace(cell, runs=())
    cut = max(1, int(len(words) * share))
    head, tail = " ".join(words[:cut]), " ".join(words[cut:])
    return replace(cell, runs=(Run(head),)), replace(cell, runs=(Run(tail),))
