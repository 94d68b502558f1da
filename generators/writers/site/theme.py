"""The theme's environment as MkDocs makes it, without looking through Material's files, which no site publishes."""

from __future__ import annotations

from pathlib import Path

import jinja2
from mkdocs.theme import Theme

from generators.brand.cache import cache_folder


class QuickTheme(Theme):
    """The kit's own theme, of which only its own files are published, and whose templates are compiled once."""

    def __init__(self, theme: Theme) -> None:
        # MkDocs has no other way to make a theme like a given one: its settings are already read and checked.
        self.__dict__.update(theme.__dict__)

    def get_env(self) -> jinja2.Environment:
        environment = super().get_env()
        environment.loader = _OwnFiles(self.dirs)
        environment.bytecode_cache = _template_cache()
        return environment


class _OwnFiles(jinja2.FileSystemLoader):
    """Templates by name as ever; listed are those of the first folder: Material's serve its own templates alone."""

    def list_templates(self) -> list[str]:
        own = Path(self.searchpath[0])
        return sorted(file.relative_to(own).as_posix() for file in own.rglob("*") if file.is_file())


def _template_cache() -> jinja2.BytecodeCache | None:
    """Compiled templates on disk, keyed by their text; None where the folder cannot be written."""
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder))
