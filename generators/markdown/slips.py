"""Names lines that look like a list or a table to those who wrote them, and are none in the kit's dialect."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from generators.markdown.list_margins import MAY_BE_WRONG, report_margins
from generators.markdown.lists import marker_of
from generators.model import Line, Lines
from generators.model.problems import Problems
from generators.reading.verbatim import masked, outside_code, outside_fences

_NO_SPACE = re.compile(r" *(?P<marker>[-*+]|[0-9]{1,2}[.)])(?P<words>[^\W\d_].*)")
_SIGNS = "➢➤►▶→⇒➔➜✓✔✅✗✘❌❖◆◇★☆†‡—―\uff0d\uff0a\uf0d8\uf0fc\uf076"
_OTHER_NUMBER = (
    r"(?:(?![0-9])\d){1,2}\s?[.)\uff0e\uff09、]|[0-9]{1,2}[\uff0e\uff09、]|[一二三四五六七八九十]{1,3}[、\uff0e]"
)
"""Places in a list in other digits than those of Markdown, or with other signs behind them."""

_OPENING = re.compile(
    rf" *(?P<mark>(?:(?P<letter>[A-Za-z])\\?(?P<end>[.)])|(?P<roman>[ivx]{{1,4}}|[IVX]{{1,4}})\\?[.)]"
    rf"|(?P<sign>[oO§{_SIGNS}])"
    r"|\((?:[0-9]{1,2}|[a-z])\)|\*\*[0-9]{1,2}[.)]\*\*|[0-9]{1,2}(?:[ºª°]| [.)])"
    r"|(?P<escaped>\\[-+*]|[0-9]{1,2}\\[.)]))(?=\s)"
    rf"|{_OTHER_NUMBER})\s*\S"
)
_CHOICES = "oO✓✔✗✘"
"""Letters that people draw for a choice of a form."""

_DASHES = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")
_SHORT_NAME = re.compile(r"(?<![\w:/]):(?P<name>[a-z][a-z0-9_+-]*):(?![\w:/])")
_ICON = re.compile(r"(?:material|fontawesome|octicons|simple)-[a-z0-9-]+")
"""Icons of Material for MkDocs."""

_TAB = 4
_MOST_COUNTED = 99
"""A higher number at the start of a line is rather a year or a sum than the place in a list."""

_SHOWN = 60
_LONGEST_ROW = 1_000
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_QUOTED = re.compile(r'"[^"]*"')

Block = list[Line]


def report_slips(lines: Lines, problems: Problems) -> None:
    """Warnings for what of ``lines``, a whole page or outline, is not shown as it seems to be meant."""
    text = "\n".join(line.text for line in lines)
    reports = [report for sign, report in _REPORTS.items() if sign.search(text)]
    if any(_is_uneven(found[0]) for found in _TABLE.finditer(text)):
        reports.append(_report_tables)
    has_margins = MAY_BE_WRONG.search(text)
    has_parted_rows = _PARTED_ROWS.search(text)
    if not reports and not has_margins and not has_parted_rows:
        return
    blocks = [*_blocks(lines, dict(outside_fences(lines)))]
    prose = {line for _, line in outside_code(lines)}
    for block in blocks:
        if not block[0].text.lstrip().startswith("<"):
            for report in reports:
                if block[0] in prose or report not in _NOT_OF_CODE:
                    report(block, problems)
    if has_margins:
        report_margins(blocks, problems)
    for head, dashes in pairwise(blocks) if has_parted_rows else ():
        _report_parted_rows(head, dashes, problems)


def _blocks(lines: Lines, shown: dict[int, Line]) -> Iterator[Block]:
    """Lines without an empty one between them; code, and the marks of passages, part them, too."""
    block: Block = []
    for index, line in enumerate(lines):
        if index in shown and line.text.strip() and not line.text.lstrip().startswith(("<!--", "```", "~~~")):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _report_missing_spaces(block: Block, problems: Problems) -> None:
    found = [_NO_SPACE.fullmatch(line.text) for line in block]
    for line, one, following in zip(block, found, [*found[1:], None], strict=True):
        if one and following and _kind(one["marker"]) == _kind(following["marker"]) and not _is_styled(one):
            problems.warn(
                "list-without-space",
                line.place,
                f"this is no list, since no space stands behind '{one['marker']}'",
                f"write '{one['marker']} {one['words'][:_SHOWN]}', and the lines below alike",
            )
            return


def _kind(marker: str) -> str:
    return marker[-1]


def _is_styled(found: re.Match[str]) -> bool:
    """Whether a star begins words in italics, and no item."""
    return found["marker"] == "*" and "*" in found["words"]


def _report_letters(block: Block, problems: Problems) -> None:
    """Two lines in a row that begin like items of a list, with what begins none."""
    for line, following in pairwise(block):
        one, other = _OPENING.match(line.text), _OPENING.match(following.text)
        if one and other and _is_next(one, other) and not marker_of(line.text.lstrip(" ")):
            mark = one["mark"]
            if line.text.endswith(("  ", "\\")) or (mark in "oO" and _is_sentence(line.text, following.text)):
                continue  # a line that is made to end there (CommonMark 6.7) does not run on into the next
            problems.warn(
                "list-of-letters",
                line.place,
                f"these lines run together, since '{mark}' begins no list",
                "number them '1.', '2.', or write '- ' in front of each",
                "for choices of a form write '( ) '" if mark in _CHOICES else "",
                "where people speak in turn, leave a line empty between them" if mark in "—―" else "",
            )
            return


def _is_sentence(*lines: str) -> bool:
    """Whether ``o`` is rather a word, as in Spanish or Portuguese: what follows it goes on over the line, or ends."""
    return any(line.rstrip().endswith((".", ",", ";", "?", "!", "…")) for line in lines)


def _is_next(one: re.Match[str], other: re.Match[str]) -> bool:
    if one["letter"] and other["letter"] and one["end"] == other["end"]:
        return ord(other["letter"]) == ord(one["letter"]) + 1 or (one["letter"], other["letter"]) == ("i", "ii")
    if one["sign"] or other["sign"]:
        return one["sign"] == other["sign"]
    if one["escaped"] or other["escaped"]:
        return (one["escaped"] or "")[-1:] == (other["escaped"] or "")[-1:]
    return (
        bool(other["roman"]) if one["roman"] or one["letter"] in {"i", "I"} else not (one["letter"] or other["letter"])
    )


_BLANK = "___"


def _report_numbers(block: Block, problems: Problems) -> None:
    """A number other than 1 does not begin a list right under words (CommonMark 5.3)."""
    for before, line in pairwise(block):
        marker = marker_of(line.text)
        if marker_of(before.text) or before.text.startswith((" ", "#", ">", "|")) or _BLANK in line.text:
            return  # a line with a blank to write on is a field of a form, whatever it begins with
        if marker and marker.number not in (None, 1) and (marker.number or 0) <= _MOST_COUNTED:
            problems.warn(
                "list-in-sentence",
                line.place,
                f"this line goes on with the sentence above, since a list that begins at {marker.number} cannot stand "
                "right under words",
                "leave a line empty above it",
            )
            return


def _report_nested_numbers(block: Block, problems: Problems) -> None:
    """The same of a line in an item, whose words it goes on with."""
    for before, line in pairwise(block):
        above, marker = marker_of(before.text.lstrip(" ")), marker_of(line.text.lstrip(" "))
        if above is None or above.empty or marker is None or _BLANK in line.text:
            continue
        is_inside = _margin(line) >= _margin(before) + min(above.offset, _TAB)
        if is_inside and marker.number not in (None, 1) and (marker.number or 0) <= _MOST_COUNTED:
            problems.warn(
                "list-in-sentence",
                line.place,
                f"this line goes on with the words above, since a list in an item cannot begin at {marker.number}",
                "begin at 1, or leave a line empty above it",
            )
            return


def _margin(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" "))


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


def _report_tables(block: Block, problems: Problems) -> None:
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


def _report_parted_rows(head: Block, dashes: Block, problems: Problems) -> None:
    """An empty line between rows, as programs paste them, ends a table (GitHub Flavored Markdown, "tables")."""
    row, below = head[-1], dashes[0]
    if _is_whole_row(row.text) and _is_whole_row(below.text) and _DASHES.fullmatch(below.text.strip()):
        said = "these lines are no table, since empty lines stand between them"
        problems.warn("table-uneven", row.place, said, "take the empty lines out")


def _is_whole_row(text: str) -> bool:
    shown = text.strip()
    return len(shown) > 1 and shown[0] == shown[-1] == "|"


def _is_uneven(table: str) -> bool:
    """Whether rows may differ in their cells, by a quick look."""
    return len({line.count("|") for line in table.split("\n")}) > 1


def _counted(cells: int) -> str:
    return "one cell" if cells == 1 else f"{cells} cells"


def _cells(row: str) -> int:
    text = masked(row).strip().removeprefix("|")
    return len(_CELL_END.findall(text.removesuffix("|") if not text.endswith(r"\|") else text)) + 1


def _report_short_names(block: Block, problems: Problems) -> None:
    for line in block:
        for found in _SHORT_NAME.finditer(masked(line.text)):
            letter = _picture_letter(found[0])
            if _ICON.fullmatch(found["name"]):
                said = f"'{found[0]}' is shown as it is typed: the kit brings no such pictures"
                problems.warn("emoji-name", line.place, said, "take it out, or say it in words")
            if letter:
                problems.warn(
                    "emoji-name",
                    line.place,
                    f"'{found[0]}' is shown as it is typed",
                    f"paste the sign itself, {letter}, or say it in words",
                )


def _picture_letter(name: str) -> str:
    """The sign that GitHub shows for ``:name:``; the list is loaded when a text may need it."""
    from pymdownx.gemoji_db import emoji

    known = emoji.get(name, {}).get("unicode", "")
    return "".join(chr(int(code, 16)) for code in known.split("-")) if known else ""


def _report_bold(block: Block, problems: Problems) -> None:
    """Stars with a space inside are shown as stars (CommonMark 6.2, "left-flanking delimiter run")."""
    parts = masked("\n".join(line.text for line in block)).split("**")
    if len(parts) % 2 == 0:
        return
    for number in range(1, len(parts), 2):
        words = parts[number]
        if words.strip() and words != words.strip():
            shown = words.replace("\n", " ")[:_SHOWN]
            line = block["".join(parts[:number]).count("\n")]
            problems.warn(
                "bold-with-space",
                line.place,
                f"'**{shown}**' is not bold, since a space stands inside of the stars",
                f"write '**{shown.strip()}**'",
            )
            return


_REPORTS: dict[re.Pattern[str], Callable[[Block, Problems], None]] = {
    re.compile(
        r"^ *(?:[-*+]|[0-9]{1,2}[.)])[^\W\d_].*\n *(?:[-*+]|[0-9]{1,2}[.)])\w", re.MULTILINE
    ): _report_missing_spaces,
    re.compile(
        rf"^ *(?:[A-Za-z]\\?[.)]|[ivxIVX]{{2,4}}\\?[.)]|[oO§{_SIGNS}]|\((?:\d|[a-z])|\*\*\d|\d\d?[ ºª°\\]|\\[-+*] "
        rf"|{_OTHER_NUMBER})[^\n]*\n *\S",
        re.MULTILINE,
    ): _report_letters,
    re.compile(r"^(?![\d\s]|[-*+] ).+\n(?!1[.)])[0-9]{1,2}[.)] ", re.MULTILINE): _report_numbers,
    re.compile(r"^ *(?:[-*+]|\d{1,9}[.)]) .*\n +(?!1[.)])[0-9]{1,2}[.)] ", re.MULTILINE): _report_nested_numbers,
    re.compile(r"\S(?:\t| {3,})\S"): _report_tabs,
    re.compile(
        r"^(?:[^\n,]*,\S){2}.*\n(?:[^\n,]*,){2}|^(?:[^\n;]*;\S){2}.*\n(?:[^\n;]*;){2}", re.MULTILINE
    ): _report_commas,
    re.compile(r"^ *(?:\|.*\||[^|\n]* \| .*)\n *(?:\||[^|\n]* \| )|^ *\+[-=]{2}", re.MULTILINE): _report_bars,
    re.compile(r":[a-z][a-z0-9_+-]+:"): _report_short_names,
    re.compile(r"\*\*(?:[^\s*][^*\n]*\s\*\*|(?<=[\s(]\*\*)\s)"): _report_bold,
}
"""What is reported of a text, by a sign of it that spares most pages the slow look."""

_NOT_OF_CODE = frozenset({_report_missing_spaces, _report_letters, _report_nested_numbers})
"""What is looked for behind any margin."""

_PARTED_ROWS = re.compile(r"\|[ \t]*\n[ \t]*\n[ \t]*\|[ :|-]*-[ :|-]*\|[ \t]*$", re.MULTILINE)
_TABLE = re.compile(r"^.*\|.*\n[ |:]*-[ |:-]*$(?:\n.*\|.*)*", re.MULTILINE)
