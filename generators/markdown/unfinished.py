"""Names what its author left open: a place to fill in, code that nothing ends, a heading that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.model import Line, Lines
from generators.model.problems import Problems
from generators.reading.verbatim import outside_code, readable

_SHOWN = 60

_PLACEHOLDER = re.compile(
    r"\[(?:YOUR|INSERT|ENTER|ADD|FILL IN|XX+|TODO|TBD)\b[^\[\]]{0,60}\](?![(\[:])"
    r"|\[(?:[A-Z'\u2019/-]+ ){0,4}"
    r"(?:NAME|DATE|TIME|PLACE|ADDRESS|PHONE|E-?MAIL|NUMBER|CITY|LINK|NOMBRE|FECHA|LUGAR)\](?![(\[:])"
    r"|\[Insert [^\[\]]{0,60} here\](?![(\[:])"
    r"|(?<!\w)X{4,}(?!\w)|(?<!\w)XX+-XX+(?:-XX+)?(?!\w)"
    r"|\b(?:at|on|by|to|from|with|is|call|ask|Call|Ask) (?P<alone>XXX)\b(?! [A-Z]|-)"
    r"|(?<![\w#])(?:TODO|FIXME|TK TK)(?=:|$)"
    r"|\b[Ll]orem ipsum\b"
)
"""Capitals alone: "[your name]" in small letters is what a letter or a script leaves to its reader."""

_TICK = re.compile(r"(?<![\w`\\])`(?=[^\s`'])")
_HEADING = re.compile(r" {0,3}(?P<marks>#{2,6})(?P<words>[^\s#].*)")
_HASHED = re.compile(r" {0,3}#(?P<words>(?![a-z]\w*$)[^\W\d][^#]*)")
"""Not a word in small letters, which is rather a hashtag."""

_TOO_SMALL = re.compile(r" {0,3}#{7,}\s+(?P<words>\S.*)")
_WORDLESS = re.compile(r" {0,3}#{1,6}\s*")


def report_unfinished(lines: Lines, problems: Problems) -> None:
    """Warnings for what ``lines``, a whole page or outline, leave open."""
    prose = tuple(line for _, line in outside_code(lines))
    _report_placeholders(prose, problems)
    _report_headings(prose, problems)
    if any("`" in line.text for line in prose):
        _report_ticks(prose, problems)


_SIGNS = ("[", "XX", "TODO", "FIXME", "TK TK", "orem ipsum")
"""One of them stands in every such place; most lines have none, and are spared the slow look."""


def _report_placeholders(prose: Lines, problems: Problems) -> None:
    for line in prose:
        if any(sign in line.text for sign in _SIGNS) and (found := _PLACEHOLDER.search(readable(line.text))):
            said = f"'{(found['alone'] or found[0])[:_SHOWN]}' looks like a place that is still to be filled in"
            problems.warn("text-placeholder", line.place, said, "write what belongs there, or take it out")


def _report_headings(prose: Lines, problems: Problems) -> None:
    """A heading has one to six signs, and a space behind them (CommonMark 4.2)."""
    around = ("", *(line.text.strip() for line in prose), "")
    for number, line in enumerate(prose):
        is_alone = not around[number] and not around[number + 2]
        said, cures = _heading_fault(line.text, is_alone=is_alone) if "#" in line.text else ("", ())
        if said:
            problems.warn("heading-not-made", line.place, said, *cures)


def _heading_fault(text: str, *, is_alone: bool) -> tuple[str, tuple[str, ...]]:
    """What keeps a line from being a heading, and the cures."""
    if found := _HEADING.fullmatch(text):
        cure = f"write '{found['marks']} {found['words'][:_SHOWN]}'"
        return "this is no heading, since no space stands behind its '#'", (cure,)
    if is_alone and (found := _HASHED.fullmatch(text)):
        words = found["words"][:_SHOWN]
        kept = f"if it is none, write '\\#{words}'"
        return "this is no heading, since no space stands behind its '#'", (f"write '# {words}'", kept)
    if found := _TOO_SMALL.fullmatch(text):
        cure = f"write '###### {found['words'][:_SHOWN]}'"
        return "this is no heading, since it has more than six signs '#'", (cure,)
    if _WORDLESS.fullmatch(text):
        return "this heading has no words", ("write them behind the '#', or take the line out",)
    return "", ()


def _report_ticks(prose: Lines, problems: Problems) -> None:
    """Code ends with as many backticks as it began with, in the same paragraph (CommonMark 6.1)."""
    for block in blocks(prose):
        shown = readable("\n".join(line.text for line in block))
        found = _TICK.search(shown) if shown.count("`") == 1 else None
        if found:
            line = block[shown.count("\n", 0, found.start())]
            said = "'`' begins code here, and nothing ends it in this paragraph"
            problems.warn("code-not-closed", line.place, said, "write ` right behind its last letter as well")


def blocks(prose: Lines) -> Iterator[Lines]:
    """The lines without an empty one between them."""
    block: list[Line] = []
    for line in prose:
        if line.text.strip():
            block.append(line)
        elif block:
            yield tuple(block)
            block = []
    if block:
        yield tuple(block)
