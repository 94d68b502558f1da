"""Tells authors what is left out of their questions: these are called by plain words in every output."""

from __future__ import annotations

import re

from generators.forms.form import lines_of_prose
from generators.markdown.unread_marks import footnotes_of
from generators.model import Form, Lines
from generators.model.problems import Problem, Problems
from generators.model.remembered import remembered
from generators.reading.links import links_of

_SHOWN = 60
_MAY_BE_MORE = re.compile(r"\]\(|\[\^|<(?:a|img)\s", re.IGNORECASE)


def check_questions(form: Form, problems: Problems) -> None:
    """A warning for each link, picture, and footnote in what ``form`` asks."""
    lines = form.page.lines
    if _may_hold_more(lines):
        problems.extend(_left_out(lines, lines_of_prose(form.page)))


@remembered
def _may_hold_more(lines: Lines) -> bool:
    """A quick look that spares most forms the slow one."""
    return any(_MAY_BE_MORE.search(line.text) for line in lines)


@remembered
def _left_out(lines: Lines, prose: Lines) -> tuple[Problem, ...]:
    """The warnings for a form's ``lines``, of which ``prose`` has those that are no questions."""
    problems = Problems()
    asked = tuple(line for line, shown in zip(lines, prose, strict=True) if line.text != shown.text)
    for link in links_of(asked):
        what = "picture" if link.is_picture else "link to"
        said = f"the {what} '{link.target[:_SHOWN]}' is left out of this question, which is plain words"
        cure = "write it on a line of its own above the question"
        problems.warn("form-question-not-plain", link.place, said, cure)
    for line in asked:
        for sign in footnotes_of(line.text):
            said = f"the footnote '{sign}' is left out of this question, which is plain words"
            cure = 'write what it says behind the question: Name: ____ {hint="…"}'
            problems.warn("form-question-not-plain", line.place, said, cure)
    return tuple(problems.found)
