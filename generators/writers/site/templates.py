"""What is wrong with a template, at its own file and line."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2

from generators.model import Place
from generators.model.problems import Problem
from generators.reading.source import shown_path

TEMPLATES = (".html", ".css", ".js", ".xml")


def template_problem(error: jinja2.TemplateError, root: Path) -> Problem:
    """``error`` as a problem of the template that it comes from; ``root`` is the kit's folder."""
    file, line = _place(error)
    shown = shown_path(Path(file), root) if file else "overrides/theme"
    return Problem(
        "theme-template-unusable",
        Place(shown, line),
        f"the template cannot be used: {error.message or type(error).__name__}",
    )


def _place(error: jinja2.TemplateError) -> tuple[str, int]:
    """A mistake of syntax knows its place; any other is where the last line of a template was at work."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next(
        ((frame.filename, frame.lineno or 1) for frame in reversed(frames) if frame.filename.endswith(TEMPLATES)),
        ("", 1),
    )
