"""Names the part of a handbook that failed: its extension, plugin, hook, or template, which are anybody's code."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, ModuleType, TracebackType
from typing import cast

import click
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from generators.markdown.failed_extension import SHOWS_MORE, extension_of, said_of
from generators.model import Kit, Place
from generators.model.problems import Problem
from generators.reading.source import shown_path
from generators.writers.site.templates import ENDINGS


def failure_of(error: BaseException, kit: Kit, config: MkDocsConfig | None, place: Place) -> Problem:
    """A problem that names the part that raised ``error``; ``place`` is that of the page that was being made."""
    part = _part(error, kit, config)
    said = _said(error)
    if isinstance(error, BuildError):  # what a plugin raises to say something to the author
        return Problem("mkdocs-part-failed", place, f"{part}: {said}", (SHOWS_MORE,))
    return Problem("mkdocs-part-failed", place, f"{part} failed: {said}", (SHOWS_MORE,))


def _said(error: BaseException) -> str:
    """The message on one line, with the kind of the exception where that says something."""
    if isinstance(error, click.ClickException):
        return " ".join(error.format_message().split())
    return f"it ended the program ({error.code})" if isinstance(error, SystemExit) else said_of(error)


def page_of(error: BaseException) -> str:
    """The path of the page that MkDocs was making when ``error`` was raised; MkDocs has forgotten it by now."""
    makers = {"_populate_page", "_build_page"}
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__) if frame.f_code.co_name in makers)
    return next((str(frame.f_locals["page"].file.src_uri) for frame in frames if "page" in frame.f_locals), "")


def unreadable(error: OSError, kit: Kit) -> Problem | None:
    """A problem of the file of the handbook that cannot be read; None if it is none."""
    if not isinstance(error.filename, str) or not Path(error.filename).is_relative_to(kit.site.docs_dir.resolve()):
        return None
    file = Path(error.filename)
    link = next((above for above in (*reversed(file.parents), file) if above.is_symlink()), None)
    shown = shown_path(link or file, kit.site.file.parent.resolve())
    hint = "it is a link: put a copy of what it leads to here" if link else "look at the file's permissions"
    return Problem("file-unreadable", Place(shown, 1), f"cannot be read: {error.strerror}", (hint,))


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
    if not named and found and config is None:
        return f"'{shown_path(found[0], root)}' (line {found[1]})"
    if named.startswith("the hook"):
        return f"{named} (line {found[1]})" if found else named
    return f"{named or 'a part of the handbook'} ({where})" if where else named or "MkDocs, or a part that it runs,"


def _frames(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    yield from traceback.walk_tb(trace)


def _part_at(frame: FrameType, config: MkDocsConfig | None) -> str:
    file, module = frame.f_code.co_filename, str(frame.f_globals.get("__name__", ""))
    if file.endswith(ENDINGS):
        return f"the template '{Path(file).name}'"
    if config is None and frame.f_code is Plugins.load_plugin.__code__:
        return f"the plugin '{frame.f_locals['name']}'"  # it lacks something that it needs itself
    if config is None or module.startswith("generators."):
        return ""
    for name, hook in cast(dict[str, ModuleType], config.hooks).items():  # MkDocs' own type is wrong
        if getattr(hook, "__file__", "") == file:
            return f"the hook '{name}'"
    for name, plugin in config.plugins.items():
        home = type(plugin).__module__.rpartition(".")[0] or type(plugin).__module__
        if home != "mkdocs" and _is_in(module, home):
            return f"the plugin '{name}'"
    extension = extension_of(module, config.markdown_extensions)
    return f"the extension '{extension}'" if extension else ""


def _is_in(module: str, home: str) -> bool:
    return module == home or module.startswith(f"{home}.")
