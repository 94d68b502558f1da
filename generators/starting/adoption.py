"""Adopts an existing MkDocs folder: the lines of its ``mkdocs.yml`` by which it has the kit's theme and form fields.

The file is changed as text, at places that the YAML parser knows, so that comments, order, and layout stay. Whether the
new text says what the old one said, and only asks for the theme besides, is read again before anybody sees it.
"""

from __future__ import annotations

import codecs
import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import yaml
from mkdocs.utils.yaml import get_yaml_loader
from msgspec import Struct

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.model.program import BASE_KIT, COMMAND
from generators.reading.mkdocs_settings import asks_for_kit, settings_file, theme_written
from generators.starting.yaml_edits import CannotEdit, with_kit

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
"""What PyYAML, and with it MkDocs, can read besides plain UTF-8."""

_MKDOCS_DEFAULT = "mkdocs"
_EMPTY = ("tag:yaml.org,2002:null", "")


class Adoption(Struct, frozen=True):
    """What becomes of ``file``; ``covered`` are templates of the folder that the kit's take the place of."""

    file: Path
    before: bytes
    after: bytes
    encoding: str
    covered: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        return self.before != self.after

    def diff(self) -> Iterator[str]:
        """The changed lines, with those around them, as ``diff -u`` shows them."""
        old, new = (data.decode(self.encoding).lstrip("\ufeff").splitlines() for data in (self.before, self.after))
        yield from difflib.unified_diff(old, new, self.file.name, f"{self.file.name} (adopted)", lineterm="")


def adoption_of(root: Path) -> Adoption:
    """The change that gives the folder ``root`` the kit's theme; nothing is written.

    Raises:
        RefusedInput: there is no ``mkdocs.yml``, MkDocs cannot read it, or it cannot be changed safely; then the
            problem has the lines to write in by hand.
    """
    file = settings_file(root, f"to start a handbook of your own: {COMMAND} new --handbook DIR")
    theme = theme_written(file)
    before = file.read_bytes()
    mark, encoding = next(((mark, name) for mark, name in _MARKS if before.startswith(mark)), (b"", "utf-8"))
    if asks_for_kit(theme):
        return Adoption(file, before, before, encoding)
    text = before.removeprefix(mark).decode(encoding)
    try:
        after = with_kit(text, _known(theme))
    except CannotEdit as error:
        raise RefusedInput(_by_hand(file.name, error, theme)) from error
    if not _says_the_same(text, after):
        raise RefusedInput(_by_hand(file.name, CannotEdit(1, "it is written in a way of its own"), theme))
    return Adoption(file, before, mark + after.encode(encoding), encoding, tuple(_covered(root, theme)))


def adopt(adoption: Adoption) -> None:
    """Exchanges the file in one step, so that the old one or the new one is there at any moment.

    Raises:
        RefusedInput: somebody has changed the file since it was read.
        OSError: the folder cannot be written to; the file is as it was.
    """
    file = adoption.file.resolve()  # a link stays one
    if file.read_bytes() != adoption.before:
        hint = "look at it, and begin again"
        problem = Problem("adoption-refused", Place(file.name, 1), "the file was changed in the meantime", (hint,))
        raise RefusedInput(problem)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(adoption.after)
            new.flush()
            os.fsync(new.fileno())
        shutil.copymode(file, name)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _known(theme: object) -> str:
    """What stands for the theme where the file itself names none: its name, or nothing where a parent has the rest."""
    if isinstance(theme, dict):
        return ""
    return theme if isinstance(theme, str) and theme else _MKDOCS_DEFAULT


def _says_the_same(before: str, after: str) -> bool:
    """Whether ``after`` has all that ``before`` has, and asks for the kit's theme besides."""
    try:
        old, new = (dict(_pairs(text)) for text in (before, after))
    except (yaml.YAMLError, RecursionError):
        return False
    was, now = old.pop("theme", None), new.pop("theme", None)
    if old != new or not isinstance(now, dict):
        return False
    kit = now.pop("kit", None)
    named = was if isinstance(was, dict) else {} if was in (None, _EMPTY) else {"name": was}
    is_kept = {**now, **named} == now and now.keys() - named.keys() <= {"name"}
    return is_kept and kit == ("tag:yaml.org,2002:bool", "true")


def _pairs(text: str) -> Iterator[tuple[str, object]]:
    node = yaml.compose(text, Loader=get_yaml_loader())
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield key.value, _plain(value)


def _plain(node: yaml.Node) -> object:
    """A node without its places: tags and texts as they are written."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [node.tag, *map(_plain, node.value)]
    return (node.tag, node.value)


def _by_hand(file: str, error: CannotEdit, theme: object) -> Problem:
    name = f" name: {_known(theme)}," if _known(theme) else ""
    hint = f"write it in yourself: 'kit: true' among the settings of 'theme:', as in  theme: {{{name} kit: true}}"
    return Problem("adoption-refused", Place(file, error.line), f"'theme' cannot be changed safely: {error}", (hint,))


def _covered(root: Path, theme: object) -> Iterator[str]:
    """The folder's own templates of which the kit's theme has one of the same name."""
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    if not isinstance(folder, str) or not (root / folder).is_dir():
        return
    for file in sorted((root / folder).rglob("*.html")):
        path = file.relative_to(root / folder).as_posix()
        if (BASE_KIT / "overrides" / "theme" / path).is_file():
            yield f"{folder.rstrip('/')}/{path}"
