"""Which extension of Markdown failed: it is anybody's code, and raises what it likes."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from types import TracebackType

from generators.model import NOWHERE, Lines
from generators.model.problems import Problem

SHOWS_MORE = "set KIT_SHOW_BREAKDOWNS=1 before the command to see where"


def said_of(error: BaseException) -> str:
    """What ``error`` says, on one line, with its kind."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def failure_over(lines: Lines, error: Exception, names: Iterable[str]) -> Problem | None:
    """A problem of the page of ``lines``, if one of the extensions ``names`` raised ``error``; None for the kit's."""
    modules = [*modules_of(error.__traceback__)]
    found = next(filter(None, (extension_of(module, names) for module in reversed(modules))), "")
    if not found or found.startswith("kit_"):
        return None
    place = lines[0].place if lines else NOWHERE
    message = f"the extension '{found}' failed: {said_of(error)}"
    return Problem("mkdocs-part-failed", place, message, (SHOWS_MORE,))


def modules_of(trace: TracebackType | None) -> Iterator[str]:
    """The modules through which an exception came, from the outside in."""
    return (str(frame.f_globals.get("__name__", "")) for frame, _ in traceback.walk_tb(trace))


def extension_of(module: str, names: Iterable[str | object]) -> str:
    """The one of the extensions ``names`` to which a module belongs, or an empty text; plugins add some as objects."""
    points = {point.name: point.module for point in entry_points(group="markdown.extensions")}
    homes = (
        (name, points.get(name, name.partition(":")[0]))
        if isinstance(name, str)
        else (type(name).__name__, type(name).__module__)
        for name in names
    )
    return next((name for name, home in homes if module == home or module.startswith(f"{home}.")), "")
