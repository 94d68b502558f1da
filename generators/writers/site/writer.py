"""Writes a kit's site: the kit renders its own theme, and MkDocs builds what only MkDocs can."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from posixpath import dirname
from tempfile import TemporaryDirectory
from typing import TypeVar

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from generators.caching.store import FORGETFUL, Store
from generators.checking.links import check_built_links
from generators.checking.targets import Targets
from generators.markdown.dialect import Dialect
from generators.model import Kit
from generators.model.kit import published
from generators.model.problems import Problems, RefusedInput
from generators.writers.site.downloads import FOLDER, all_of
from generators.writers.site.hosting import security_files
from generators.writers.site.look import CARD, ICON, card, font_files, icon
from generators.writers.site.mkdocs_route import build_with_mkdocs, settings_of
from generators.writers.site.pages import Pages, finished_pages
from generators.writers.site.rendering import Rendering, site_name
from generators.writers.site.running_text import headline
from generators.writers.site.site_links import dead_links, dead_navigation, links_from_top
from generators.writers.site.templates import template_problem
from generators.writers.site.theme_files import published_files
from generators.writers.site.views import SiteContext

Made = TypeVar("Made")


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
    elif kit.built:
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


def write_page(kit: Kit, file: str, into: Path, store: Store = FORGETFUL) -> bool:
    """Writes one page of the site before all others, ``into/site/file``: the one that somebody looks at.

    Nothing is judged; whoever asks writes the whole site next. False if the kit does not make such a page.

    Raises:
        RefusedInput: a template cannot be used.
    """
    if kit.site.by_mkdocs:
        return False
    config, context = _settings(kit)
    rendering = _rendering(finished_pages(context, config, store), config)
    path = next((path for path, page in rendering.pages.items() if page.dest_uri == file), "")
    if not path:
        return False
    made = _in_templates(kit, lambda: rendering.page(path))
    (into / "site" / file).parent.mkdir(parents=True, exist_ok=True)
    (into / "site" / file).write_bytes(made)
    return True


def _build_alone(kit: Kit, output: Path) -> None:
    """Has MkDocs build a kit that was not checked with what MkDocs makes of it."""
    problems = Problems()
    site = build_with_mkdocs(kit, output, problems)
    check_built_links(site, Targets(kit, site), problems)
    if problems.errors:
        raise RefusedInput(*problems.errors)


def _write_own(kit: Kit, site: Path, store: Store) -> None:
    """Makes all pages before the first file is written, so that a mistake leaves the folder as it was."""
    config, context = _settings(kit)
    pages = finished_pages(context, config, store)
    if problems := tuple(dead_navigation(pages)):
        raise RefusedInput(*problems)
    rendering = _rendering(pages, config)
    made = _in_templates(kit, lambda: dict(_made(rendering)))
    copied = {**published_files(config), **{published(kit, path): file for path, file in kit.assets.items()}}
    files = {*made, *copied, *(file.path for file in all_of(kit))}
    problems = (*dead_links(made, files, pages, rendering), *links_from_top(pages, config))
    if problems and not kit.site.is_lenient:  # else they are told as warnings
        raise RefusedInput(*problems)
    _remove_old_pages(site)
    for folder in {dirname(path) for path in (*made, *copied)}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for path, file in copied.items():
        shutil.copyfile(file, site / path)
    for path, content in made.items():
        (site / path).write_bytes(content)


def _settings(kit: Kit) -> tuple[MkDocsConfig, SiteContext]:
    config, dialect = settings_of(kit), Dialect(kit.site.extensions)
    return config, SiteContext(kit, directory_urls=bool(config.use_directory_urls), own_theme=True, dialect=dialect)


def _in_templates(kit: Kit, make: Callable[[], Made]) -> Made:
    """What templates make; a mistake in one is told at its place."""
    try:
        return make()
    except jinja2.TemplateError as error:
        raise RefusedInput(template_problem(error, kit.site.file.parent)) from error


def _rendering(pages: Pages, config: MkDocsConfig) -> Rendering:
    views, navigation = pages.views(config)
    chapters, found = tuple(pages.chapters(navigation.pages)), tuple(pages.found(views))
    return Rendering(pages.site, config, views, navigation, pages.addresses, chapters, found)


def _made(rendering: Rendering) -> Iterator[tuple[str, bytes]]:
    """Everything that is made and not copied, by path below the site."""
    kit, config = rendering.site.kit, rendering.config
    yield from rendering.files()
    yield from font_files(kit.local.brand.font).items()
    if not kit.local.site.icon:
        yield ICON, icon(kit.local.brand)
    # Only an absolute address can name a card, so a site without one goes without.
    if kit.local.url and not kit.local.site.card:
        yield CARD, card(kit.local.brand, headline(kit), site_name(kit, config))


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
