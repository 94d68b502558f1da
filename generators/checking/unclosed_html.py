"""Finds HTML of an author's that is never closed, under which no Markdown is read, and tags that close nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.model import Lines, Page, Place
from generators.model.problems import Problems
from generators.model.remembered import remembered
from generators.reading.verbatim import outside_code, readable

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>article|aside|blockquote|center|details|div|dl|figure|main|ol|section|table|ul)\b",
    re.IGNORECASE,
)
"""Elements that need an end tag (HTML standard, "Optional tags", names those that need none)."""


def report_unclosed(page: Page, problems: Problems) -> None:
    """Adds a warning for the first such tag of ``page``: the others often come of it."""
    found = _first_unbalanced(page.lines)
    if found is None:
        return
    _, place, name, is_stray = found
    end = f"/{name}"
    if is_stray:
        said, hint = f"<{end}> closes nothing, and is left out", f"take it out, or write <{name}> where it begins"
    else:
        said, hint = f"<{name}> is never closed: what follows may stand inside of it", f"write <{end}> where it ends"
    problems.warn("html-not-closed", place, said, hint)


@remembered
def _first_unbalanced(lines: Lines) -> tuple[int, Place, str, bool] | None:
    return min(_unbalanced(lines), key=lambda one: one[0], default=None)


def _unbalanced(lines: Lines) -> Iterator[tuple[int, Place, str, bool]]:
    """Number and place of the line, the element, and whether its tag is one that closes nothing."""
    opened: list[tuple[int, Place, str]] = []
    for index, line in outside_code(lines):
        for tag in _TAG.finditer(readable(line.text)) if "<" in line.text else ():
            name = tag["name"].lower()
            if not tag["close"]:
                opened.append((index, line.place, name))
            elif all(name != other for _, _, other in opened):
                yield index, line.place, name, True
            else:
                while (last := opened.pop())[2] != name:
                    yield *last, False
    yield from ((*one, False) for one in opened)
