"""Names braces of a page that fill nothing in, and those behind a heading or a box that say nothing of it."""

from __future__ import annotations

import re

from generators.model import READERS, Lines, Place
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
_MARKED = re.compile(r"\{[^{}]*(?<=[\s{])\.for-(?P<braces>[\w-]+)[^{}]*\}|\s*(?:!!!|\?{3}\+?) .*\bfor-(?P<box>[\w-]+)")


def report_braces(prose: Lines, problems: Problems) -> None:
    """Warnings for braces in ``prose``, the lines of a page or outline outside of code."""
    for line in prose:
        if "{" in line.text:
            _report_unfilled(readable(line.text), line.place, problems)
            if found := _HEADING.fullmatch(line.text):
                said = f"'{found['braces'].strip()[:_SHOWN]}' is shown as words of the heading"
                cure = f"write a space before it: '{found['words'][:_SHOWN]} {found['braces'].strip()[:_SHOWN]}'"
                problems.warn("braces-not-read", line.place, said, cure)
        if "for-" in line.text:
            _report_readers(line.text, line.place, problems)


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
