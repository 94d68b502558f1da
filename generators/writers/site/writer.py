"""Writes a kit's site: the kit renders its own theme, and MkDocs builds what only MkDocs can."""

from __future__ import annotations

import shutil
from pathlib import Path
from posixpath import dirname
from tempfile import TemporaryDirectory

from generators.caching.store import FORGETFUL, Store
from generators.checking.links import check_built_links
from generators.checking.targets import Targets
from generators.model import Kit
from generators.model.problems import Problems, RefusedInput
from generators.writers.site.downloads import FOLDER
from generators.writers.site.hosting import security_files
from generators.writers.site.mkdocs_route import build_with_mkdocs
from generators.writers.site.on_demand import site_on_demand


def write_site(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Writes ``into/site``, leaving in place what other writers put there before (``site/downloads``).

    Raises:
        RefusedInput: a link leads nowhere, a template cannot be used, or MkDocs refuses the settings; the problems
            say where and why.
    """
    site = into / "site"
    site.mkdir(parents=True, exist_ok=True)
    if not kit.site.by_mkdocs:
        _write_own(kit, site, store)
        return
    if kit.built:
        _remove_old_pages(site)
        shutil.copytree(kit.built, site, dirs_exist_ok=True)
    else:
        with TemporaryDirectory(dir=into, prefix=".site-") as folder:
            _build_alone(kit, Path(folder).resolve() / "site")
            _remove_old_pages(site)
            _move(Path(folder, "site"), site)
    for path, content in security_files(kit).items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(content)


def _build_alone(kit: Kit, output: Path) -> None:
    """Has MkDocs build a kit that was not checked with what MkDocs makes of it."""
    problems = Problems()
    site = build_with_mkdocs(kit, output, problems)
    check_built_links(site, Targets(kit, site), problems)
    if problems.errors:
        raise RefusedInput(*problems.errors)


def _write_own(kit: Kit, site: Path, store: Store) -> None:
    """Makes all pages before the first file is written, so that a mistake leaves the folder as it was."""
    whole = site_on_demand(kit, store)
    made = dict(whole.checked())
    _remove_old_pages(site)
    for folder in {dirname(path) for path in (*made, *whole.copied)}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, file in whole.copied.items():
        shutil.copyfile(file, site / path)
    for path, content in made.items():
        (site / path).write_bytes(content)


def _remove_old_pages(site: Path) -> None:
    """Empties ``site`` but for the files of other writers, so that no page outlives its source."""
    for entry in site.iterdir():
        if entry.name != FOLDER:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _move(source: Path, target: Path) -> None:
    """Moves all in ``source`` into ``target``, file by file where a folder is there already."""
    for entry in sorted(source.iterdir()):
        place = target / entry.name
        if entry.is_dir() and place.is_dir():
            _move(entry, place)
        else:
            entry.replace(place)
