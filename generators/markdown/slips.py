"""Names lines that look like a list or a table to those who wrote them, and are none in the kit's dialect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from generators.markdown.list_margins import MAY_BE_WRONG, report_margins
from generators.markdown.lists import marker_of
from generators.markdown.table_slips import (
    PARTED_ROWS,
    TABLE_REPORTS,
    Block,
    may_be_uneven,
    report_parted_rows,
    report_tables,
)
from generators.model import Line, Lines
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.verbatim import masked, outside_code, outside_fences

_NO_SPACE = re.compile(r" *(?P<marker>[-*+]|[0-9]{1,2}[.)])(?P<words>[^\W\d_].*)")
_PICTURES = "\u2190-\u21ff\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f100-\U0001faff"
"""Arrows, dingbats, and emoji."""

_BOXES = "\u2610-\u2612\u26aa\u26ab\u274f\u2751\u2b1b\u2b1c\u2b55\u2b58\U0001f518\U0001f532\U0001f5f9"
"""Those among them that a form has for its choices."""

_SIGN = rf"(?:[►▶◆◇†‡—―\uff0d\uff0a\uf0d8\uf0fc\uf076]|(?![{_BOXES}])[{_PICTURES}][\ufe0f\u200d{_PICTURES}]*)"
_TIME = r"[0-2]?[0-9](?:[:.h][0-5][0-9](?:\s?[apAP]\.?[mM]\b\.?)?|\s?[apAP]\.?[mM]\b\.?)"
_CLOCK = rf"{_TIME}(?:\s?[-\u2013]\s?{_TIME})?[:,]?(?=\s+[^a-z])"
"""A time of an agenda, and not one in a sentence that goes on."""
_OTHER_NUMBER = (
    r"(?:(?![0-9])\d){1,2}\s?[.)\uff0e\uff09、]|[0-9]{1,2}[\uff0e\uff09、]|[一二三四五六七八九十]{1,3}[、\uff0e]"
    r"|[0-9]{1,2}(?:[.)]?[-\u2013]|[ºª°][.)]-?|\ufe0f?\u20e3)(?=\s)|[\u2460-\u2473\u2776-\u277f]"
)
"""Places in a list in other digits than those of Markdown, or with other signs behind them."""

_OPENING = re.compile(
    rf" *(?P<mark>(?:(?P<letter>[A-Za-z])\\?(?P<end>[.)])|(?P<roman>[ivx]{{1,4}}|[IVX]{{1,4}})\\?[.)]"
    rf"|(?P<sign>[oO§]|{_SIGN})"
    r"|\((?:[0-9]{1,2}|(?P<inside>[a-z]|[ivx]{2,4}))\)|\*\*[0-9]{1,2}[.)]\*\*|[0-9]{1,2}(?:[ºª°]| [.)-])"
    r"|(?P<escaped>\\[-+*]|[0-9]{1,2}\\[.)]))(?=\s)"
    rf"|(?P<clock>{_CLOCK})|{_OTHER_NUMBER})\s*\S"
)
_PICTURE = re.compile(f"[{_PICTURES}]")
_CHOICES = "oO✓✔✗✘"
"""Letters that people draw for a choice of a form."""

_SHORT_NAME = re.compile(r"(?<![\w:/]):(?P<name>[a-z][a-z0-9_+-]*):(?![\w:/])")
_ICON = re.compile(r"(?:material|fontawesome|octicons|simple)-[a-z0-9-]+")
"""Icons of Material for MkDocs."""

_TAB = 4
_MOST_COUNTED = 99
"""A higher number at the start of a line is rather a year or a sum than the place in a list."""

_SHOWN = 60


def report_slips(lines: Lines, problems: Problems) -> None:
    """Warnings for what of ``lines``, a whole page or outline, is not shown as it seems to be meant."""
    lines = _unquoted(lines)
    text = "\n".join(line.text for line in lines)
    reports = [report for sign, report in _REPORTS.items() if sign.search(text)]
    if may_be_uneven(text):
        reports.append(report_tables)
    has_margins = MAY_BE_WRONG.search(text)
    has_parted_rows = PARTED_ROWS.search(text)
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
        report_parted_rows(head, dashes, problems)


_QUOTE = re.compile(r" {0,3}(?:> ?)+")


def _unquoted(lines: Lines) -> Lines:
    """``lines`` less the signs of a quote, in which lists and tables stand as they do elsewhere."""
    return tuple(
        replace(line, text=line.text[found.end() :])
        if ">" in line.text and (found := _QUOTE.match(line.text))
        else line
        for line in lines
    )


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
    if one["inside"] or other["inside"]:
        return _follows(one["inside"] or "", other["inside"] or "")
    if one["sign"] or other["sign"]:
        return one["sign"] == other["sign"] or all(_PICTURE.match(found["sign"] or "") for found in (one, other))
    if one["clock"] or other["clock"]:
        return bool(one["clock"] and other["clock"])
    if one["escaped"] or other["escaped"]:
        return (one["escaped"] or "")[-1:] == (other["escaped"] or "")[-1:]
    return (
        bool(other["roman"]) if one["roman"] or one["letter"] in {"i", "I"} else not (one["letter"] or other["letter"])
    )


def _follows(one: str, other: str) -> bool:
    """Whether letters in parentheses count on, by the alphabet or in Roman numbers."""
    return ord(other) == ord(one) + 1 if len(one) == len(other) == 1 else bool(one) and len(other) > 1


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
        rf"^ *(?:[A-Za-z]\\?[.)]|[ivxIVX]{{2,4}}\\?[.)]|[oO§]|{_SIGN}"
        rf"|\((?:\d|[a-z]{{1,4}}\))|\*\*\d|\d\d?[ ºª°\\]|\\[-+*] "
        rf"|{_CLOCK}|{_OTHER_NUMBER})[^\n]*\n *\S",
        re.MULTILINE,
    ): _report_letters,
    re.compile(r"^(?![\d\s]|[-*+] ).+\n(?!1[.)])[0-9]{1,2}[.)] ", re.MULTILINE): _report_numbers,
    re.compile(r"^ *(?:[-*+]|\d{1,9}[.)]) .*\n +(?!1[.)])[0-9]{1,2}[.)] ", re.MULTILINE): _report_nested_numbers,
    **TABLE_REPORTS,
    re.compile(r":[a-z][a-z0-9_+-]+:"): _report_short_names,
    re.compile(r"\*\*(?:[^\s*][^*\n]*\s\*\*|(?<=[\s(]\*\*)\s)"): _report_bold,
}
"""What is reported of a text, by a sign of it that spares most pages the slow look."""

_NOT_OF_CODE = frozenset({_report_missing_spaces, _report_letters, _report_nested_numbers})
"""What is looked for behind any margin."""
