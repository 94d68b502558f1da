"""Lends the kit's own theme to a folder that asks for it, and keeps packs beside its templates off the site."""

from __future__ import annotations

import fnmatch
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from generators.model.program import BASE_KIT
from generators.reading.mkdocs_settings import FIELDS, theme_written

FOLDER = BASE_KIT / "overrides" / "theme"

_BELOW = "material"
"""The theme that gives the kit's own its words and icons."""


def theme_settings(file: Path) -> dict[str, Any]:
    """What MkDocs is told of the theme in place of ``file``, so that one that is not installed here is not missed."""
    written = theme_written(file)
    return {"theme": {**(written if isinstance(written, dict) else {}), "name": _BELOW}}


def lend_theme(config: MkDocsConfig) -> None:
    """Puts the kit's templates over those of ``config``, and its form fields behind its Markdown extensions.

    The folder's own templates stay below: a page can still ask for one that the kit does not have.
    """
    config.theme.dirs.insert(0, str(FOLDER))
    if FIELDS not in config.markdown_extensions:
        config.markdown_extensions = [*config.markdown_extensions, FIELDS]


PACKS = ("local.yml", "local.schema.json", "locals/*")
"""What is kept in ``overrides/``, which many folders call that of their templates, and is no part of a theme."""

_LAST = -100
"""Priority: when all files are there."""


class PacksKeptBackPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Has MkDocs publish no pack: it publishes whatever lies beside a folder's own templates."""

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Takes packs out of the files of the theme."""
        folder = Path(config.theme.custom_dir or "")
        for file in list(files):
            is_theme = config.theme.custom_dir and file.src_dir and Path(file.src_dir) == folder
            if is_theme and any(fnmatch.fnmatch(file.src_uri, pattern) for pattern in PACKS):
                files.remove(file)
        return files
