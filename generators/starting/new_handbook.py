"""Starts a handbook of one's own: settings, a page, a form, and an outline that build at once, with notes in them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Template

from msgspec import to_builtins

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.model.program import COMMAND, FOLDER, IS_INSTALLED
from generators.packs.pack import SCHEMA, offered_settings, schema_text
from generators.reading.setting_keys import LocalKeys

SETTINGS = Path("overrides", "local.yml")

_TEXTS = Path(__file__).with_name("handbook")
_WITH_COMMANDS = (Path("README.md"), SETTINGS)
"""Files in which the program and the handbook's folder are named."""

_WRITTEN_OUT = frozenset({"contact", "variables"})
"""Settings that the first texts need."""


def new_handbook(folder: Path) -> tuple[Path, ...]:
    """Write a handbook that builds at once into ``folder``, all of it or nothing. Returns the files written.

    Raises:
        RefusedInput: something stands there already, or the folder belongs to the kit.
        OSError: the folder cannot be written.
    """
    _refuse_taken(folder)
    texts = {path: text.encode() for path, text in _texts(folder)}
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".handbook-") as unfinished:
        made = Path(unfinished, folder.name)
        for path, content in texts.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(content)
        folder.mkdir(exist_ok=True)
        for entry in sorted(made.iterdir()):
            entry.rename(folder / entry.name)
    return tuple(folder / path for path in texts)


def _refuse_taken(folder: Path) -> None:
    """A folder with nothing but hidden files in it, as git makes, is as good as an empty one."""
    place = Place(folder.name, 1)
    if folder.is_relative_to(FOLDER):
        hint = "choose a folder outside of it, as in ../our-handbook"
        raise RefusedInput(Problem("handbook-not-started", place, "this folder belongs to the kit itself", (hint,)))
    if folder.exists() and not folder.is_dir():
        raise RefusedInput(Problem("handbook-not-started", place, "this is a file", ("choose another name",)))
    found = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if folder.exists() else []
    if found:
        is_mkdocs = any(name in ("mkdocs.yml", "mkdocs.yaml") for name in found)
        hint = f"give it the kit's look with: {COMMAND} adopt {folder.name}" if is_mkdocs else "choose a new folder"
        message = f"this folder is not empty: it holds '{found[0]}'"
        raise RefusedInput(Problem("handbook-not-started", place, message, (hint,)))


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    root = "." if IS_INSTALLED else _path_from_kit(folder)
    where = "" if IS_INSTALLED else " These commands are for the kit's folder, where `build.py` lies."
    for file in sorted(path for path in _TEXTS.rglob("*") if path.is_file()):
        path, text = file.relative_to(_TEXTS), file.read_text(encoding="utf-8")
        if path in _WITH_COMMANDS:
            text = Template(text).substitute(command=COMMAND, root=root, where=where)
        if path == SETTINGS:
            offered = to_builtins(LocalKeys(name="Our local"))
            settings = offered_settings({key: value for key, value in offered.items() if key not in _WRITTEN_OUT})
            text += settings.replace("in this pack's folder assets/", "in content/assets/")
        yield path, text
    yield SCHEMA, schema_text()


def _path_from_kit(folder: Path) -> str:
    """The folder as one types it where the program is called."""
    try:
        return Path(os.path.relpath(folder, FOLDER)).as_posix()
    except ValueError:  # on another drive
        return folder.as_posix()
