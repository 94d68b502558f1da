"""The files of the kit's own theme: which there are, which of them stand on the site, and whether they have changed."""

from __future__ import annotations

import fnmatch
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import markdown_extensions
from msgspec import Struct

from generators.caching.trees import Files, Unreadable
from generators.model.remembered import remembered_by_contents
from generators.writers.site.borrowed_theme import PACKS
from generators.writers.site.indexes import BOOK_PAGE
from generators.writers.site.templates import ENDINGS, puts_frames_in_whole

_MADE_ASSETS = (
    *("brand.css", "forms.css", "forms-pdf.js", "forms.js", "guide.css", "kit.css", "kit.js"),
    *("notes.css", "notes.js", "present.css", "present.js", "slides.css"),
)
STATIC_TEMPLATES = ("a-z.html", *(f"assets/{name}" for name in _MADE_ASSETS), BOOK_PAGE)
"""Templates that make a file each, besides those that MkDocs and mkdocs.yml name."""

_NOT_PUBLISHED = (".*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "partials/*", *PACKS)
"""Files of a theme that MkDocs does not publish (``Files.add_files_from_theme``), and the parts of templates."""


class ThemeFiles(Struct, frozen=True):
    """The ``files`` by path, templates among them; ``digest`` is that of all templates.

    ``puts_frames_in_whole`` says that none of them looks into the frame of a page.
    """

    files: Mapping[str, Path]
    digest: str
    puts_frames_in_whole: bool


def theme_files(config: MkDocsConfig) -> ThemeFiles:
    """What there is; where the kit's theme is lent, over the folder's own. Read once for as long as it stays."""
    folders = tuple(filter(None, dict.fromkeys((config.theme.custom_dir or "", config.theme.dirs[0]))))
    try:
        return _read(folders, tuple(Files(Path(folder)).signature() for folder in folders))
    except Unreadable:  # a link leads to what may change unseen
        return _read.__wrapped__(folders, ())


@lru_cache(4)
def _read(folders: tuple[str, ...], _signature: tuple[str, ...]) -> ThemeFiles:
    files = {
        file.relative_to(folder).as_posix(): file
        for folder in folders
        for file in sorted(Path(folder).rglob("*"))
        if file.is_file()
    }
    content, are_plain = hashlib.sha256(), True
    for path, file in files.items():
        if file.suffix in ENDINGS:
            data = file.read_bytes()
            content.update(path.encode() + b"\0" + data + b"\0")
            are_plain &= file.suffix != ".html" or puts_frames_in_whole(data.decode("utf-8", "replace"))
    return ThemeFiles(files, content.hexdigest(), are_plain)


def published_files(config: MkDocsConfig) -> Mapping[str, Path]:
    """The files of the kit's own theme that stand on the site as they are."""
    kept_back = (*_NOT_PUBLISHED, *(f"*{ending}" for ending in markdown_extensions), *config.theme.static_templates)
    return _published(theme_files(config), kept_back)


@remembered_by_contents
def _published(theme: ThemeFiles, kept_back: tuple[str, ...]) -> Mapping[str, Path]:
    return {
        path: file
        for path, file in theme.files.items()
        if path not in STATIC_TEMPLATES and not any(fnmatch.fnmatch(path.lower(), pattern) for pattern in kept_back)
    }
