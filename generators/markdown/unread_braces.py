"""Names braces of a page that fill nothing in, and those behind a heading or a box that say nothing of it."""

from __future__ import annotations

import re

from generators.model import READERS, Line, Lines, Place
from generators.model.problems import Problems, did_you_mean
from generators.reading.verbatim import readable

_SHOWN = 60

_NAME = r"\s*(?P<{}>(?:local|contact|conduct_contact|program|variables|forms)\.\w+)\s*"
_FEW_BRACES = re.compile(
    rf"(?<!\{{)\{{(?:\s+\{{)?{_NAME.format('one')}(?:\}}\s+)?\}}(?!\}})"
    rf"|(?<!\{{)\{{\{{{_NAME.format('first')}\}}(?!\}})"
    rf"|(?<!\{{)\{{{_NAME.format('last')}\}}\}}(?!\}})"
)
"""A variable with one brace at its start, at its end, or at both."""

_PROGRAM = re.compile(r"\{%.*?%\}")
_HEADING = re.compile(r" {0,3}(?P<words>#{1,6}\s.*[^\s{])(?P<braces>\{:? ?[.#][\w-][^{}]*\}\s*)")
_OF_SLIDES = r"(?:minutes|layout|materials|slide|cut)"
_OPEN = re.compile(rf" {{0,3}}#{{1,6}}\s.*(?P<braces>\{{:?\s*(?:{_OF_SLIDES}=|[.#]\w)[^{{}}]*)")
_OTHER_BRACKETS = re.compile(
    rf" {{0,3}}#{{1,6}}\s.*(?P<braces>[\[(\uff5b\uff08\u3010](?P<inside>{_OF_SLIDES}=[^][(){{}}\uff5d\uff09\u3011]*)"
    r"[\])\uff5d\uff09\u3011])\s*"
)
_ALONE = re.compile(rf"\s*(?P<braces>\{{:?\s*{_OF_SLIDES}=[^{{}}]*\}})\s*")
_TIME_IN_TITLE = re.compile(
    r" {0,3}#{1,2}\s.*(?P<braces>(?P<open>[\[(\uff08]|[-\u2013\u2014:,|/]\s)"
    r"(?P<minutes>\d{1,3})(?:['\u2019\u2032]|\s?(?:min(?:ute|uto)?s?\.?|phút|分鐘?|分钟)|(?<=\d)m)[\])\uff09]?)\s*",
    re.IGNORECASE,
)
_STRAY = re.compile(
    r" {0,3}(?:#{3,6}\s+)?(?P<words>[^\s#<|>{}][^{}]*?)\s*(?P<braces>\{:?\s*(?:minutes|layout|cut)\s*[=:][^{}]*\})\s*"
)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_MARKED = re.compile(r"\{[^{}]*(?<=[\s{])\.for-(?P<braces>[\w-]+)[^{}]*\}|\s*(?:!!!|\?{3}\+?) .*\bfor-(?P<box>[\w-]+)")


def report_braces(prose: Lines, problems: Problems, *, is_outline: bool) -> None:
    """Warnings for braces in ``prose``, the lines of a page or outline outside of code."""
    for line, below in zip(prose, (*prose[1:], None), strict=True):
        if is_outline and "{" in line.text and not (below and _UNDERLINE.fullmatch(below.text)):
            _report_stray(line, problems)
        if "{" in line.text:
            _report_unfilled(readable(line.text), line.place, problems)
        if line.text.lstrip().startswith(("#", "{")) and (fault := _fault_of(line.text, is_outline=is_outline)):
            problems.warn("braces-not-read", line.place, *fault)
        if "for-" in line.text:
            _report_readers(line.text, line.place, problems)


def _fault_of(text: str, *, is_outline: bool) -> tuple[str, str] | None:
    """What a heading or a line of braces says that nobody reads, and the cure."""
    if found := _HEADING.fullmatch(text):
        braces = found["braces"].strip()[:_SHOWN]
        return _as_words(braces), f"write a space before it: '{found['words'][:_SHOWN]} {braces}'"
    if found := _OPEN.fullmatch(text):
        return _as_words(found["braces"][:_SHOWN]), "write '}' at its end"
    if found := _OTHER_BRACKETS.fullmatch(text):
        return _as_words(found["braces"][:_SHOWN]), f"write {{{found['inside'][:_SHOWN]}}}"
    if found := _ALONE.fullmatch(text):
        return f"'{found['braces'][:_SHOWN]}' belongs to no heading", "write it behind the words of the heading"
    if is_outline and (found := _TIME_IN_TITLE.fullmatch(text)):
        return f"{_as_words(found['braces'])}, and is not counted", f"write {{minutes={found['minutes']}}}"
    return None


def _report_stray(line: Line, problems: Problems) -> None:
    """What only a slide can be told stands behind words that begin none."""
    if found := _STRAY.fullmatch(line.text):
        said = f"'{found['braces'][:_SHOWN]}' belongs to no slide: only a line with one or two signs '#' begins one"
        words = found["words"].strip("*_ ")[:_SHOWN]
        problems.warn("braces-not-read", line.place, said, f"write '## {words} {found['braces'][:_SHOWN]}'")


def _as_words(braces: str) -> str:
    return f"'{braces}' is shown as words of the heading"


def _report_unfilled(shown: str, place: Place, problems: Problems) -> None:
    for found in _FEW_BRACES.finditer(shown):
        said = f"'{found[0]}' is not filled in, and is shown as it is typed"
        name = found["one"] or found["first"] or found["last"]
        problems.warn("variable-not-a-name", place, said, f"write {{{{ {name} }}}}")
    for found in _PROGRAM.finditer(shown):
        said = f"'{found[0][:_SHOWN]}' is not carried out, and is shown as it is typed"
        problems.warn("variable-not-a-name", place, said, "only names as in {{ local.name }} are filled in")


def _report_readers(text: str, place: Place, problems: Problems) -> None:
    for found in _MARKED.finditer(text):
        name = found["braces"] or found["box"]
        if name not in READERS:
            said = f"'for-{name[:_SHOWN]}' marks nothing: no reader can choose to be that"
            cure = did_you_mean(name, READERS, "for-") or f"known are for-{', for-'.join(READERS)}"
            problems.warn("braces-not-read", place, said, cure)
