"""Names the items and words of a list whose margin puts them where they are hardly meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generators.markdown.lists import Marker, marker_of
from generators.model import Line
from generators.model.problems import Problems

_TAB = 4

MAY_BE_WRONG = re.compile(
    r"^(?: {1,2}| {4,}|\t+)(?:[-*+]|[0-9]{1,9}[.)]) |\n\n {1,3}\S|^[0-9]{2,9}[.)] .*\n {3}[-*+0-9]", re.MULTILINE
)
"""The sign of a margin that may be too wide or too narrow."""


def report_margins(blocks: Iterable[list[Line]], problems: Problems) -> None:
    """Items and words whose margin puts them where they are hardly meant: into code, a sentence, or out of an item."""
    item: Marker | None = None
    inside = False
    for block in blocks:
        for number, line in enumerate(block):
            text = line.text.expandtabs(_TAB)
            margin = len(text) - len(text.lstrip(" "))
            marker = marker_of(text)
            if item and margin >= min(item.offset, _TAB):
                _report_too_wide(block[number - 1] if number else None, line, margin, problems)
                continue
            if margin >= _TAB and not inside:
                if not number and marker_of(text.lstrip(" ")) is None:
                    break  # code, with all that is below it
                if not number or marker_of(block[number - 1].text.lstrip()) is None:
                    _report_wide(line, text, problems, is_under_words=number > 0)
            elif item and item.number is not None and margin and (marker or not number) and _is_beside(item, marker):
                _report_narrow(line, margin, item, problems)
            if marker:
                item, inside = marker, True
            elif margin < _TAB and (not number or not item):
                item, inside = None, _opens_box(text)


def _is_beside(item: Marker, marker: Marker | None) -> bool:
    """Whether words, or an item of another kind, stand with a margin of their own beside a numbered item."""
    return marker is None or marker.kind != item.kind


def _report_too_wide(above: Line | None, line: Line, margin: int, problems: Problems) -> None:
    """An item right under the words of another one would be a list in that, if its margin were smaller."""
    item = marker_of(above.text.expandtabs(_TAB).lstrip(" ")) if above else None
    marker = marker_of(line.text.lstrip(" \t"))
    if above and item and not item.empty and marker and marker.may_interrupt and margin >= _inside(above) + _TAB:
        said = "this line goes on with the words of the item above, since its margin is too wide"
        problems.warn("list-indented", line.place, said, f"begin it with {_inside(above)} spaces")


def _inside(item: Line) -> int:
    """The margin of what belongs into an item."""
    text = item.text.expandtabs(_TAB)
    marker = marker_of(text.lstrip(" "))
    return len(text) - len(text.lstrip(" ")) + (marker.offset if marker else 0)


def _opens_box(text: str) -> bool:
    """Whether four spaces below ``text`` mean that a line is in something."""
    return text.lstrip().startswith(("!!!", "???", "===", "[^", ":   "))


def _report_wide(line: Line, text: str, problems: Problems, *, is_under_words: bool) -> None:
    marker = marker_of(text.lstrip(" "))
    if marker is None or marker.empty:
        return
    shown = "goes on with the sentence above" if is_under_words else "is shown as code"
    problems.warn(
        "list-indented",
        line.place,
        f"this list {shown}, since its margin is four spaces or more",
        "take the spaces in front of it away",
    )


def _report_narrow(line: Line, margin: int, item: Marker, problems: Problems) -> None:
    spaces = "one space" if margin == 1 else f"{margin} spaces"
    problems.warn(
        "list-indented",
        line.place,
        f"this line is not in the numbered item above: it has {spaces} in front of it, and needs {item.offset}",
        f"begin it with {item.offset} spaces, or with none",
    )
