"""Tells the outlines of decks from other programs' slides, and from notes, that lie in the same folder."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generators.model import Lines
from generators.model.problems import Problems
from generators.reading.verbatim import outside_code

_OWN_KEYS = frozenset({"minutes", "start", "purpose", "room", "materials", "handouts", "agenda", "people"})
_OWN_MARKS = re.compile(r"<!--\s*(?:use:|notes\s*-->|example:|slot:)|^#{1,3} .*\{[^}]*\b(?:minutes|layout|cut)=")

_PROGRAMS: Mapping[str, frozenset[str]] = {
    "Marp": frozenset({"marp", "paginate", "_class", "headingdivider"}),
    "Slidev": frozenset({"transition", "mdc", "colorschema", "drawings", "highlighter", "themeconfig", "canvaswidth"}),
    "reveal.js": frozenset({"revealoptions", "separator", "verticalseparator", "revealjs"}),
}
"""Keys above the text that other programs for slides know, in small letters, and no kit does."""

_READ_ME = re.compile(r"(?:readme|contributing|changelog|license)(?:\.[a-z-]+)?\.md", re.IGNORECASE)
_SEPARATOR = re.compile(r"-{2,}\s*|\*{3,}\s*")
_SEVERAL = 2
"""Rules between slides; one alone may be a mere line."""

_NAMED = 3


def foreign_kind(path: str, keys: Mapping[str, object], lines: Lines) -> str:
    """What a file in ``slides/`` is if it is no outline; empty for an outline, and for what may be meant as one."""
    written = {str(key).lower() for key in keys}
    if not written.isdisjoint(_OWN_KEYS) or any(_OWN_MARKS.search(line.text) for line in lines):
        return ""
    for program, known in _PROGRAMS.items():
        if not written.isdisjoint(known):
            return f"slides of {program}"
    if isinstance(keys.get("format"), dict | str) and "reveal" in str(keys["format"]):
        return "slides of reveal.js"
    if _READ_ME.fullmatch(path.rpartition("/")[2]) and "title" not in written:
        return "notes"
    rules = sum(bool(_SEPARATOR.fullmatch(line.text)) for _, line in outside_code(lines))
    return "slides of another program" if rules >= _SEVERAL and "title" not in written else ""


def report_foreign(found: Mapping[str, tuple[str, Lines]], problems: Problems) -> None:
    """One line for all that is left out: by path, what each file is, and its text."""
    if not found:
        return
    named = ", ".join(f"'{path}' ({kind})" for path, (kind, _) in list(found.items())[:_NAMED])
    more = f", and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    _, lines = next(iter(found.values()))
    hint = "leave them, or write 'minutes: 20' and a 'title:' above one to make a deck of it"
    if lines:
        message = f"no deck is made of what is no outline: {named}{more}"
        problems.warn("slides-no-outline", lines[0].place, message, hint)
