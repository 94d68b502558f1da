"""Names the part of a handbook that failed: its extension, plugin, hook, or template, which are anybody's code."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import cast

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from generators.model import Kit, Place
from generators.model.problems import Problem
from generators.reading.source import shown_path
from generators.writers.site.templates import ENDINGS

_WHOLE = "set KIT_SHOW_BREAKDOWNS=1 before the command to see where"


def failure_of(error: BaseException, kit: Kit, config: MkDocsConfig | None, place: Place) -> Problem:
    """A problem that names the part that raised ``error``; ``place`` is that of the page that was being made."""
    part = _part(error, kit, config)
    said = _said(error)
    if isinstance(error, BuildError):  # what a plugin raises to say something to the author
        return Problem("mkdocs-part-failed", place, f"{part}: {said}", (_WHOLE,))
    return Problem("mkdocs-part-failed", place, f"{part} failed: {said}", (_WHOLE,))


def _said(error: BaseException) -> str:
    """The message on one line, with the kind of the exception where that says something."""
    if isinstance(error, click.ClickException):
        return " ".join(error.format_message().split())
    if isinstance(error, SystemExit):
        return f"it ended the program ({error.code})"
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _part(error: BaseException, kit: Kit, config: MkDocsConfig | None) -> str:
    """The part nearest to where it was raised, and which line of a file in the handbook's folder was at work."""
    frames = [*_frames(error.__traceback__)]
    named = next(filter(None, (_part_at(frame, config) for frame, _ in reversed(frames))), "")
    root = kit.site.file.parent.resolve()
    own = ((Path(frame.f_code.co_filename), line) for frame, line in reversed(frames))
    found = next(((file, line) for file, line in own if file.is_relative_to(root) and file.is_file()), None)
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(root):
        found = Path(error.filename), error.lineno or 1
    where = f"{shown_path(found[0], root)}, line {found[1]}" if found else ""
    if named.startswith("the hook"):
        return f"{named} (line {found[1]})" if found else named
    return f"{named or 'a part of the handbook'} ({where})" if where else named or "MkDocs, or a part that it runs,"


def _frames(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    yield from traceback.walk_tb(trace)


def _part_at(frame: FrameType, config: MkDocsConfig | None) -> str:
    file, module = frame.f_code.co_filename, str(frame.f_globals.get("__name__", ""))
    if file.endswith(ENDINGS):
        return f"the template '{Path(file).name}'"
    if config is None or module.startswith("generators."):
        return ""
    for name, hook in cast(dict[str, ModuleType], config.hooks).items():  # MkDocs' own type is wrong
        if getattr(hook, "__file__", "") == file:
            return f"the hook '{name}'"
    for name, plugin in config.plugins.items():
        home = type(plugin).__module__.rpartition(".")[0] or type(plugin).__module__
        if home != "mkdocs" and _is_in(module, home):
            return f"the plugin '{name}'"
    return next((f"the extension '{name}'" for name, home in _extensions(config) if _is_in(module, home)), "")


def _is_in(module: str, home: str) -> bool:
    return module == home or module.startswith(f"{home}.")


def _extensions(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Each extension with the module that it is in; a short name is that of an entry point."""
    points = {point.name: point.module for point in entry_points(group="markdown.extensions")}
    for name in config.markdown_extensions:
        yield name, points.get(name, name.partition(":")[0])
