"""Names lines that look like a table to those who wrote them, and are none in the kit's dialect."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from generators.markdown.lists import marker_of
from generators.model import Line
from generators.model.problems import Problems
from generators.reading.verbatim import masked

_DASHES = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")
_LONGEST_ROW = 1_000
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_QUOTED = re.compile(r'"[^"]*"')
_TABLE = re.compile(r"^.*\|.*\n[ |:]*-[ |:-]*$(?:\n.*\|.*)*", re.MULTILINE)
PARTED_ROWS = re.compile(r"\|[ \t]*\n[ \t]*\n[ \t]*\|[ :|-]*-[ :|-]*\|[ \t]*$", re.MULTILINE)
"""The sign of a table whose rows stand apart."""

_TAB = 4

Block = list[Line]


def _report_tabs(block: Block, problems: Problems) -> None:
    for number, (line, following) in enumerate(pairwise(block)):
        by_tabs, by_spaces = "\t" in line.text.strip(), len(block) > number + 2
        cells = _parted(line.text) if by_tabs or by_spaces else []
        others = [following.text] if by_tabs else [other.text for other in block[number + 1 : number + 3]]
        if (
            len(cells) > 1
            and all(len(_parted(other)) == len(cells) for other in others)
            and not any(sign in line.text for sign in ("__", "|", "( )", "[ ]", "(1)"))
            and not marker_of(line.text.strip().expandtabs(_TAB))
        ):
            head = f"| {' | '.join(cells)} |"
            problems.warn(
                "table-of-tabs",
                line.place,
                "these lines look like a table, with tabs or spaces between its cells, and run together",
                f"write '{head}', below it '{'| --- ' * len(cells)}|', and each other row like the first",
            )
            return


def _report_commas(block: Block, problems: Problems) -> None:
    """Rows of a spreadsheet as they are saved in a file for other programs (RFC 4180), also with semicolons."""
    rows = [_cells_of_sheet(line.text) for line in block]
    for line, cells, following in zip(block, rows, rows[1:], strict=False):
        if len(cells) > 2 and len(cells) == len(following):
            head = f"| {' | '.join(cells)} |"
            problems.warn(
                "table-of-tabs",
                line.place,
                "these lines look like a table, with commas or semicolons between its cells, and run together",
                f"write '{head}', below it '{'| --- ' * len(cells)}|', and each other row like the first",
            )
            return


def _cells_of_sheet(text: str) -> list[str]:
    """The cells of a row; none where a space behind a sign tells that it parts words, or nothing but numbers stands."""
    if len(text) > _LONGEST_ROW or marker_of(text):
        return []
    text = _THOUSANDS.sub("", html.unescape(masked(text)))
    sign = max(",;", key=text.count)
    if (
        text.count(sign) < 2
        or re.search(rf"{sign}\s", _QUOTED.sub("", text))
        or not re.search(r"[^\W\d]", text)
        or "://" in text
    ):
        return []
    cells = next(csv.reader([text], delimiter=sign))
    return [cell.strip() for cell in cells]


def _parted(text: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"\t| {3,}", text.strip()) if cell.strip()]


def _report_bars(block: Block, problems: Problems) -> None:
    """Rows of a table without the line of dashes that makes one of them (GitHub Flavored Markdown, "tables")."""
    if any("|" in line.text and _DASHES.fullmatch(line.text.strip()) for line in block):
        return
    rows = [line for line in block if _is_row(line.text)]
    is_drawn = any(_GRID.match(line.text) for line in block)
    if not rows or not (is_drawn or any(_is_row(two.text) and _is_row(one.text) for one, two in pairwise(block))):
        return
    problems.warn(
        "table-uneven",
        rows[0].place,
        "these lines are no table, since a line of dashes is missing under the first",
        f"write '{'| --- ' * _cells(rows[0].text)}|' there" + (", and take the drawn lines out" if is_drawn else ""),
    )


_GRID = re.compile(r" {0,3}\+[-=]{2,}(?:\+|$)")


def _is_row(text: str) -> bool:
    shown = masked(text).strip()
    return "__" not in shown and (" | " in shown or (shown.startswith("|") and shown.count("|") > 1))


def report_tables(block: Block, problems: Problems) -> None:
    for number, (head, dashes) in enumerate(pairwise(block)):
        if "|" not in head.text or "|" not in dashes.text or not _DASHES.fullmatch(dashes.text.strip()):
            continue
        count, wanted = _cells(dashes.text), _cells(head.text)
        if count != wanted:
            problems.warn(
                "table-uneven",
                dashes.place,
                f"this is no table: the line of dashes is for {_counted(count)}, the one above has {wanted}",
                f"write '{'| --- ' * wanted}|'",
            )
            return
        for row in block[number + 2 :]:
            if _cells(row.text) > count and not _DASHES.fullmatch(row.text.strip()):
                problems.warn(
                    "table-uneven",
                    row.place,
                    f"this row has {_counted(_cells(row.text))}, the head {count}: what is beyond is not shown",
                    r"write '\|' for a bar that parts no cells",
                )
        return


def report_parted_rows(head: Block, dashes: Block, problems: Problems) -> None:
    """An empty line between rows, as programs paste them, ends a table (GitHub Flavored Markdown, "tables")."""
    row, below = head[-1], dashes[0]
    if _is_whole_row(row.text) and _is_whole_row(below.text) and _DASHES.fullmatch(below.text.strip()):
        said = "these lines are no table, since empty lines stand between them"
        problems.warn("table-uneven", row.place, said, "take the empty lines out")


def _is_whole_row(text: str) -> bool:
    shown = text.strip()
    return len(shown) > 1 and shown[0] == shown[-1] == "|"


def may_be_uneven(text: str) -> bool:
    """Whether rows of a table in ``text`` may differ in their cells, by a quick look."""
    return any(len({line.count("|") for line in found[0].split("\n")}) > 1 for found in _TABLE.finditer(text))


def _counted(cells: int) -> str:
    return "one cell" if cells == 1 else f"{cells} cells"


def _cells(row: str) -> int:
    text = masked(row).strip().removeprefix("|")
    return len(_CELL_END.findall(text.removesuffix("|") if not text.endswith(r"\|") else text)) + 1


TABLE_REPORTS: Mapping[re.Pattern[str], Callable[[Block, Problems], None]] = {
    re.compile(r"\S(?:\t| {3,})\S"): _report_tabs,
    re.compile(
        r"^(?:[^\n,]*,\S){2}.*\n(?:[^\n,]*,){2}|^(?:[^\n;]*;\S){2}.*\n(?:[^\n;]*;){2}", re.MULTILINE
    ): _report_commas,
    re.compile(r"^ *(?:\|.*\||[^|\n]* \| .*)\n *(?:\||[^|\n]* \| )|^ *\+[-=]{2}", re.MULTILINE): _report_bars,
}
"""What is reported of lines without an empty one between them, by a sign of it that spares most pages the slow look."""
