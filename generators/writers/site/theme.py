"""The theme's environment as MkDocs makes it, without looking through the 14,000 icons that no site publishes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

TEMPLATE_CACHE = Path(sys.prefix) / "kit-cache" / "templates"


class QuickTheme(Theme):
    """A theme whose static files are listed without its hidden folders, and whose templates are compiled once."""

    def __init__(self, theme: Theme) -> None:
        # MkDocs has no other way to make a theme like a given one: its settings are already read and checked.
        self.__dict__.update(theme.__dict__)

    def get_env(self) -> jinja2.Environment:
        environment = super().get_env()
        environment.loader = _VisibleFiles(self.dirs)
        environment.bytecode_cache = _template_cache()
        return environment


class _VisibleFiles(jinja2.FileSystemLoader):
    """Templates by name as ever; listed are those outside folders whose names begin with a dot, as MkDocs wants."""

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in _visible(Path(folder), "")})


def _visible(folder: Path, prefix: str) -> Iterator[str]:
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _visible(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _template_cache() -> jinja2.BytecodeCache | None:
    """Compiled templates on disk, keyed by their text; None where the folder cannot be written."""
    try:
        TEMPLATE_CACHE.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(TEMPLATE_CACHE))
