"""Whether the parts that a handbook's ``mkdocs.yml`` names are installed: its theme, plugins, and extensions."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir, contextmanager
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from msgspec import Struct

from generators.model import Place
from generators.model.problems import Problem, did_you_mean
from generators.model.program import COMMAND, IS_INSTALLED

PACKAGES: Mapping[str, Mapping[str, str]] = {
    "plugin": {
        "autorefs": "mkdocs-autorefs",
        "awesome-pages": "mkdocs-awesome-pages-plugin",
        "bibtex": "mkdocs-bibtex",
        "callouts": "mkdocs-callouts",
        "drawio": "mkdocs-drawio",
        "encryptcontent": "mkdocs-encryptcontent-plugin",
        "enumerate-headings": "mkdocs-enumerate-headings-plugin",
        "exclude": "mkdocs-exclude",
        "exclude-search": "mkdocs-exclude-search",
        "ezlinks": "mkdocs-ezlinks-plugin",
        "gen-files": "mkdocs-gen-files",
        "gh-admonitions": "mkdocs-github-admonitions-plugin",
        "git-authors": "mkdocs-git-authors-plugin",
        "git-committers": "mkdocs-git-committers-plugin-2",
        "git-revision-date": "mkdocs-git-revision-date-plugin",
        "git-revision-date-localized": "mkdocs-git-revision-date-localized-plugin",
        "glightbox": "mkdocs-glightbox",
        "i18n": "mkdocs-static-i18n",
        "include-markdown": "mkdocs-include-markdown-plugin",
        "kroki": "mkdocs-kroki-plugin",
        "literate-nav": "mkdocs-literate-nav",
        "macros": "mkdocs-macros-plugin",
        "markdown-exec": "markdown-exec",
        "markdownextradata": "mkdocs-markdownextradata-plugin",
        "mermaid2": "mkdocs-mermaid2-plugin",
        "meta-descriptions": "mkdocs-meta-descriptions-plugin",
        "minify": "mkdocs-minify-plugin",
        "mkdocs-jupyter": "mkdocs-jupyter",
        "mkdocstrings": "mkdocstrings",
        "monorepo": "mkdocs-monorepo-plugin",
        "multirepo": "mkdocs-multirepo-plugin",
        "open-in-new-tab": "mkdocs-open-in-new-tab",
        "print-site": "mkdocs-print-site-plugin",
        "redirects": "mkdocs-redirects",
        "roamlinks": "mkdocs-roamlinks-plugin",
        "rss": "mkdocs-rss-plugin",
        "same-dir": "mkdocs-same-dir",
        "section-index": "mkdocs-section-index",
        "simple-hooks": "mkdocs-simple-hooks",
        "swagger-ui-tag": "mkdocs-swagger-ui-tag",
        "table-reader": "mkdocs-table-reader-plugin",
        "with-pdf": "mkdocs-with-pdf",
    },
    "extension": {
        "callouts": "markdown-callouts",
        "github-callouts": "markdown-callouts",
        "markdown_captions": "markdown-captions",
        "markdown_include.include": "markdown-include",
        "mdx_gh_links": "mdx-gh-links",
        "mdx_math": "python-markdown-math",
        "mdx_truly_sane_lists": "mdx-truly-sane-lists",
        "mkautodoc": "mkautodoc",
        "mkdocs-click": "mkdocs-click",
        "plantuml_markdown": "plantuml-markdown",
    },
    "theme": {
        "cinder": "mkdocs-cinder",
        "gitbook": "mkdocs-gitbook",
        "terminal": "mkdocs-terminal",
        "windmill": "mkdocs-windmill",
    },
}
"""What is installed for the name of a part, by its kind.

Most packages have another name than their part, and a guessed one may be a stranger's.
"""


class NamedPart(Struct, frozen=True):
    """A theme, plugin, or extension (the ``kind``) by the name and at the place that ``mkdocs.yml`` gives it."""

    kind: str
    name: str
    place: Place


@contextmanager
def in_reach(folder: Path) -> Iterator[None]:
    """Modules in ``folder`` can be imported, as by a program that runs there."""
    before = [*sys.path]
    sys.path.append(str(folder.resolve()))
    try:
        yield
    finally:
        sys.path[:] = before


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """As by a program that runs in ``folder``: relative paths begin there, and its modules can be imported."""
    with chdir(folder), in_reach(folder):
        yield


def missing_parts(parts: Iterable[NamedPart], theme: str) -> Problem | None:
    """All ``parts`` that are not installed in one problem, with the one command that installs them.

    The plugins of a ``theme`` go by their short names, too.
    """
    asked = dict.fromkeys(parts)
    missing = [part for part in asked if not _is_installed(part, theme)]
    if missing:
        _installed.cache_clear()  # it may have been installed while this process went on
        missing = [part for part in asked if not _is_installed(part, theme)]
    if not missing:
        return None
    named = ", ".join(f"the {part.kind} '{part.name}'" for part in missing)
    packages = {part: PACKAGES[part.kind][part.name] for part in missing if part.name in PACKAGES[part.kind]}
    unknown = [part for part in missing if part not in packages]
    is_one = len(missing) == 1
    message = f"{named} {'is' if is_one else 'are'} not installed"
    return Problem(
        "mkdocs-part-missing", missing[0].place, message, (*_hints([*dict.fromkeys(packages.values())], unknown),)
    )


_GROUPS = {"plugin": "mkdocs.plugins", "extension": "markdown.extensions", "theme": "mkdocs.themes"}


def _hints(packages: list[str], unknown: list[NamedPart]) -> Iterator[str]:
    install = f"{sys.executable} -m pip install" if IS_INSTALLED else f"{COMMAND} install"
    if packages:
        yield f"run: {install} {' '.join(packages)}"
    for part in unknown:
        name = part.name
        if part.kind == "plugin" and f"material/{name}" in _names("mkdocs.plugins"):
            yield f"'{name}' comes with the theme Material: write 'material/{name}', or choose that theme"
            continue
        look_up = f"see in the documentation of '{name}' what its package is called, and run: {install} ITS-PACKAGE"
        known = {*PACKAGES[part.kind], *_names(_GROUPS[part.kind])}
        yield did_you_mean(name, sorted(known)) or look_up


def _is_installed(part: NamedPart, theme: str) -> bool:
    if part.kind == "extension":
        name = part.name.partition(":")[0]
        return name in _names("markdown.extensions") or _is_module(name) or _is_module(f"markdown.extensions.{name}")
    if part.kind == "theme":
        return part.name in _names("mkdocs.themes")
    return bool(
        {part.name, f"{theme}/{part.name}", part.name.partition("/")[2] or part.name} & _names("mkdocs.plugins")
    )


def _names(group: str) -> frozenset[str]:
    return frozenset().union(*(_installed(group, folder) for folder in sys.path))


@lru_cache(256)
def _installed(group: str, folder: str) -> frozenset[str]:
    """What is installed in ``folder`` under ``group``: to find that out, a file of each package is read.

    For each folder by itself, since that of a handbook is added to all the others: in a session with many handbooks,
    what they share is read once.
    """
    found = (package.entry_points.select(group=group) for package in distributions(path=[folder]))
    return frozenset(point.name for points in found for point in points)


def _is_module(name: str) -> bool:
    """Whether Python finds a module of that name, which may fail in any way in the package above it."""
    try:
        return importlib.util.find_spec(name) is not None
    except Exception:  # a package is anybody's code
        return False
