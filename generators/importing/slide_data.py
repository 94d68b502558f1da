"""Reads what stands on a slide as data and not as text: tables, the figures of charts, the words of diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from generators.decks.slideshow.content import Paragraphs, Run, SlideParagraph
from generators.importing.deck_outline import ImportedTable, plain_paragraph
from generators.importing.slide_text import TextSource, read_paragraphs
from generators.model.replacing import replace
from generators.ooxml.xml import NAMESPACES, Element, qualified

MOST_ROWS = 200
"""Rows of a chart's data; more are a line that nobody reads as numbers."""

CHART, CHART_EX, _DIAGRAM = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("c", "cx", "dgm"))
_FIRST_DAY = date(1899, 12, 30)
"""From which spreadsheets count days (ISO/IEC 29500-1, 18.17.4.1)."""

_DEEPEST = 4


def read_table(table: Element, source: TextSource) -> tuple[ImportedTable, bool]:
    """The table, and whether cells of it were joined; what was joined stands in its first cell."""
    rows = []
    joined = False
    for row in table.iter(qualified("a:tr")):
        cells = []
        for cell in row.iter(qualified("a:tc")):
            covered = cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true")
            joined |= covered
            body = cell.find(qualified("a:txBody"))
            said = () if covered or body is None else read_paragraphs(body, source)
            cells.append(said if len(said) > 1 else tuple(replace(line, marker="none") for line in said))
        rows.append(tuple(cells))
    kept = tuple(row for row in rows if any(row))
    return ImportedTable(kept if any(map(len, kept)) else ()), joined


class ChartData(Struct, frozen=True):
    """A chart's ``title`` and figures; ``whole`` is false when it has more rows than ``table`` does."""

    title: str
    table: ImportedTable
    whole: bool = True


class _Series(Struct, frozen=True):
    name: str
    labels: Sequence[str]
    values: Sequence[str]


def read_chart(chart: Element) -> ChartData:
    """The figures that a chart keeps beside its drawing (ISO/IEC 29500-1, 21.2), or a newer one ([MS-ODRAWXML])."""
    if chart.tag.startswith(CHART_EX):
        return _newer_chart(chart)
    title = _words(chart.find(f"{CHART}chart/{CHART}title"))
    axes = [_words(axis.find(f"{CHART}title")) for axis in _axes(chart)]
    found = [_series(element) for element in chart.iter(f"{CHART}ser")]
    return _chart_data(title, found, axes[0] if axes else "", [axis for axis in axes[1:] if axis])


def _axes(chart: Element) -> Iterator[Element]:
    for kind in ("catAx", "dateAx", "valAx", "serAx"):
        yield from chart.iter(f"{CHART}{kind}")


def _series(element: Element) -> _Series:
    labels = element.find(f"{CHART}cat")
    across = labels if labels is not None else element.find(f"{CHART}xVal")
    values = element.find(f"{CHART}val")
    upward = values if values is not None else element.find(f"{CHART}yVal")
    return _Series(_points(element.find(f"{CHART}tx"), " "), _labels(across), _column(upward))


def _points(element: Element | None, between: str) -> str:
    return between.join(node.text or "" for node in element.iter(f"{CHART}v")) if element is not None else ""


def _labels(element: Element | None) -> Sequence[str]:
    """One label for each place; those of several levels joined, the outer one first."""
    levels = list(element.iter(f"{CHART}lvl")) if element is not None else []
    if not levels:
        return _column(element)
    columns = [_column(level, filled=number > 0) for number, level in enumerate(levels)]
    longest = max(map(len, columns))
    padded = [(*column, *([""] * (longest - len(column)))) for column in columns]
    return [", ".join(filter(None, reversed(parts))) for parts in zip(*padded, strict=True)]


def _column(element: Element | None, *, filled: bool = False) -> Sequence[str]:
    if element is None:
        return ()
    code = next((node.text or "" for node in element.iter(f"{CHART}formatCode")), "")
    points: dict[int, str] = {}
    for point in element.iter(f"{CHART}pt"):
        place = point.get("idx", "")
        if place.isdecimal() and int(place) < MOST_ROWS * 50:
            points[int(place)] = _shown(point.findtext(f"{CHART}v") or "", point.get("formatCode", code))
    result: list[str] = []
    for index in range(max(points, default=-1) + 1):
        result.append(points.get(index, result[-1] if filled and result else ""))
    return result


def _shown(value: str, code: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).lower()
    if "%" in plain:
        return f"{number * 100:.6g}%"
    if re.search(r"[yd]", plain) and 0 < number < 100_000:
        return (_FIRST_DAY + timedelta(days=int(number))).isoformat()
    decimals = re.match(r"[#,]*0(?:\.(0+))?", plain)
    places = len(decimals[1] or "") if decimals else 2 if abs(number) >= 1 else 3
    written = f"{number:.{places}f}"
    return written if decimals or "." not in written else written.rstrip("0").rstrip(".")


def _chart_data(title: str, series: Sequence[_Series], across: str, upward: Sequence[str]) -> ChartData:
    labels = max((one.labels for one in series), key=len, default=())
    length = max((len(labels), *(len(one.values) for one in series)), default=0) if series else 0
    if not series or not length:
        return ChartData(title, ImportedTable(()))
    names = [one.name for one in series]
    if names == [""]:
        names = [title]
    if upward:
        names[0] = f"{names[0]} ({', '.join(upward)})" if names[0] else ", ".join(upward)
    rows = [(across, *names)]
    for index in range(min(length, MOST_ROWS)):
        rows.append((_at(labels, index), *(_at(one.values, index) for one in series)))
    return ChartData(title, _table_of(rows), length <= MOST_ROWS)


def _at(column: Sequence[str], index: int) -> str:
    return column[index] if index < len(column) else ""


def _table_of(rows: Sequence[Sequence[str]]) -> ImportedTable:
    return ImportedTable(tuple(tuple((plain_paragraph(cell),) if cell else () for cell in row) for row in rows))


def _newer_chart(chart: Element) -> ChartData:
    """A waterfall, a funnel, a map: its first labels and its first figures."""
    title = _words(chart.find(f"{CHART_EX}chart/{CHART_EX}title"))
    labels = [node.text or "" for level in _first(chart, "strDim") for node in level.iter(f"{CHART_EX}pt")]
    values = [_shown(node.text or "", "") for level in _first(chart, "numDim") for node in level.iter(f"{CHART_EX}pt")]
    return _chart_data(title, [_Series("", labels, values)] if labels or values else [], "", ())


def _first(chart: Element, dimension: str) -> Sequence[Element]:
    found = chart.find(f"{CHART_EX}chartData/{CHART_EX}data/{CHART_EX}{dimension}")
    return list(found.iter(f"{CHART_EX}lvl"))[:1] if found is not None else ()


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    return " ".join(
        "".join(node.text or "" for node in line.iter(qualified("a:t"))) for line in element.iter(qualified("a:p"))
    )


def read_diagram(data: Element, source: TextSource) -> Paragraphs:
    """The words of a diagram (SmartArt) as points, each under the one that it hangs on (ISO/IEC 29500-1, 21.4)."""
    points = [point for point in data.iter(f"{_DIAGRAM}pt") if point.get("type", "node") in ("node", "asst", "doc")]
    bodies = {point.get("modelId", ""): point.find(f"{_DIAGRAM}t") for point in points}
    texts = {name: body for name, body in bodies.items() if body is not None}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in data.iter(f"{_DIAGRAM}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            place = int(order) if order.isdecimal() else 0
            below.setdefault(link.get("srcId", ""), []).append((place, link.get("destId", "")))
    children = {end for ends in below.values() for _, end in ends}
    seen: set[str] = set()
    tops = [name for name in bodies if name not in children]
    return tuple(point for name in tops for point in _points_below(name, 0, texts, below, source, seen))


def _points_below(
    name: str,
    level: int,
    texts: dict[str, Element],
    below: dict[str, list[tuple[int, str]]],
    source: TextSource,
    seen: set[str],
) -> Iterator[SlideParagraph]:
    if name in seen:
        return
    seen.add(name)
    said = read_paragraphs(texts[name], source) if name in texts else ()
    runs = tuple(run for number, line in enumerate(said) for run in ((Run("\n"),) if number else ()) + line.runs)
    if runs:
        yield SlideParagraph(runs, min(level, _DEEPEST), "bullet")
    for _, child in sorted(below.get(name, ())):
        yield from _points_below(child, level + bool(runs), texts, below, source, seen)
