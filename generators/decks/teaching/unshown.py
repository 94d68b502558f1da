"""Names what a text for a slide holds that no slide can show, and takes marks out that would stand there as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generators.markdown.dialect import Dialect
from generators.model import Line, Lines
from generators.model.problems import Problems
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading.verbatim import masked, outside_code

_OPENS_DIV = re.compile(r"\s*:{3,}\s*(?:\{[^{}]*\}|[\w.-]+(?:\s+\S.*?)?)\s*:*\s*")
_CLOSES_DIV = re.compile(r"\s*:{3,}\s*")
_ELEMENT = re.compile(r"<(?P<tag>iframe|video|audio|object|embed|canvas)\b", re.IGNORECASE)
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:")
_DIAGRAM = re.compile(
    r"\s*(?:`{3,}|~{3,})\s*\{?\s*\.?(?P<kind>mermaid|plantuml|puml|graphviz|dot|vega-?lite)\b", re.IGNORECASE
)

_ALERT = re.compile(r"\s*:{3,}\s*\{?(?:note|tip|important|warning|caution|danger|info)\}?(?:\s|$)", re.IGNORECASE)
"""What is named wherever it stands on the kit's own pages (``unread_marks``)."""

_NOTES = re.compile(r"\s*:{3,}\s*\{?\s*\.?(?:speaker-?)?notes\b", re.IGNORECASE)
_EMOJI = "pymdownx.emoji"
"""The extension that makes icons of names; without it they are letters on the site as well."""


class _Fault(Struct, frozen=True):
    line: Line
    what: str
    hint: str


def showable(lines: Lines, dialect: Dialect, problems: Problems) -> Lines:
    """``lines`` without the marks of pandoc's divs, whose text stays; a problem for each thing that is not shown."""
    shown, faults = _shown(lines, dialect)
    for fault in faults:
        problems.warn("slide-cannot-show", fault.line.place, f"a slide cannot show {fault.what}", fault.hint)
    return shown


@remembered
def _shown(lines: Lines, dialect: Dialect) -> tuple[Lines, tuple[_Fault, ...]]:
    divs = frozenset(_divs(lines))
    faults = (*_div_faults(lines, divs, dialect), *_faults(lines, dialect))
    texts = (replace(line, text="") if index in divs else line for index, line in enumerate(lines))
    return tuple(texts) if divs else lines, faults


def _divs(lines: Lines) -> Iterator[int]:
    """The lines that open and close pandoc's fenced divs; one that is never closed means something else."""
    opened: list[int] = []
    if not any(":::" in line.text for line in lines):
        return
    for index, line in outside_code(lines):
        if _CLOSES_DIV.fullmatch(line.text) and opened:
            yield from (opened.pop(), index)
        elif _OPENS_DIV.fullmatch(line.text):
            opened.append(index)


def _div_faults(lines: Lines, divs: frozenset[int], dialect: Dialect) -> Iterator[_Fault]:
    for index in sorted(divs):
        is_told = dialect.is_own and _ALERT.match(lines[index].text)
        if not is_told and not _CLOSES_DIV.fullmatch(lines[index].text):
            hint = "write '!!! note' in place of it, and four spaces before each line of its text"
            if _NOTES.match(lines[index].text):  # of pandoc and Quarto
                hint = "write '<!-- notes -->' in place of it, and '<!-- /notes -->' in place of its end"
            yield _Fault(lines[index], f"the box of '{lines[index].text.strip()}', only the text in it", hint)


def _faults(lines: Lines, dialect: Dialect) -> Iterator[_Fault]:
    has_icons = _EMOJI in dialect.names
    for _, line in outside_code(lines):
        if "<" not in line.text and ":" not in line.text:
            continue
        shown = masked(line.text)
        for found in _ELEMENT.finditer(shown):
            yield _Fault(line, f"'<{found['tag'].lower()}>'", "put a picture of it or a link to it there")
        for found in _ICON.finditer(shown) if has_icons else ():
            yield _Fault(
                line, f"the icon '{found[0]}'", "write a word, or a letter such as ✓, beside or in place of it"
            )
    for line in lines:
        if diagram := _DIAGRAM.match(line.text):
            hint = "export it as SVG, and show that picture"
            yield _Fault(line, f"a diagram of {diagram['kind']}, only its text", hint)
