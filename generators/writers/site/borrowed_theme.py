"""Lends the kit's own theme to a folder that asks for it and has no copy, whichever theme MkDocs shows it in."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from generators.model.program import BASE_KIT
from generators.reading.mkdocs_settings import FIELDS

FOLDER = BASE_KIT / "overrides" / "theme"

_BELOW = "material"
"""The theme that gives the kit's own its words and icons."""


def lend_theme(config: MkDocsConfig) -> None:
    """Puts the kit's templates over those of ``config``, and its form fields behind its Markdown extensions.

    The folder's own templates stay below: a page can still ask for one that the kit does not have.
    """
    if config.theme.name != _BELOW:
        config.theme = Theme(_BELOW, custom_dir=config.theme.custom_dir)
    config.theme.dirs.insert(0, str(FOLDER))
    if FIELDS not in config.markdown_extensions:
        config.markdown_extensions = [*config.markdown_extensions, FIELDS]
