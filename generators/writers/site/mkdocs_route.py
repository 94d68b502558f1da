"""Has MkDocs build the site of a theme that is not the kit's own, or with what only MkDocs can do."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import warnings
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generators.markdown import sparing
from generators.markdown.dialect import dialect_of
from generators.model import Kit, NavigationItem
from generators.model.built_site import BuiltSite, LinkRules, Weight
from generators.model.kit import published
from generators.model.problems import Problems, RefusedInput
from generators.packs import clean
from generators.reading.mkdocs_parts import working_in
from generators.reading.mkdocs_settings import settings_values
from generators.writers.site.borrowed_theme import PacksKeptBackPlugin, lend_theme, theme_settings
from generators.writers.site.generated import generated_pages
from generators.writers.site.indexes import BOOK_PAGE
from generators.writers.site.look import BRAND_STYLES, ICON, font_files, icon, site_fonts
from generators.writers.site.mkdocs_messages import Messages, kept_messages
from generators.writers.site.mkdocs_pages import KitPages, letters
from generators.writers.site.other_themes import ask_nobody, brand_styles
from generators.writers.site.pages import navigation
from generators.writers.site.rendering import NO_DATE, kit_data, material_language
from generators.writers.site.theme_files import STATIC_TEMPLATES
from generators.writers.site.views import SiteContext

_DATE_NAME = "SOURCE_DATE_EPOCH"


def build_with_mkdocs(kit: Kit, output: Path, problems: Problems, *, show_breakdowns: bool = False) -> BuiltSite:
    """Builds the site in the new folder ``output``, and says what it holds; adds what MkDocs had to say.

    With ``show_breakdowns``, what an extension, a hook, or a plugin raises is not caught.

    Raises:
        RefusedInput: MkDocs refuses the settings or a page, or a part that it runs failed; the problems say where.
    """
    with (
        _as_in_its_folder(kit),
        kept_messages(kit, show_breakdowns=show_breakdowns) as messages,
        TemporaryDirectory(prefix="kit-") as made,
    ):
        config, pages = _config(kit, output, Path(made), messages)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
            _forget_plugins()
    problems.extend(messages.problems())
    rules = _rules(config, kit, is_strict=messages.is_strict)
    written = len(pages.built.keys() - pages.generated.keys())
    return BuiltSite(output, pages.built, rules, written, top=urlsplit(config.site_url or "").path)


def _forget_plugins() -> None:
    """MkDocs keeps plugins that can be shut down, and would have them build again afterwards."""
    option = MkDocsConfig.plugins
    if isinstance(option, Plugins):
        option.plugin_cache.clear()


def settings_of(kit: Kit) -> MkDocsConfig:
    """What ``mkdocs.yml`` says, read once for as long as it stays the same.

    Raises:
        RefusedInput: MkDocs refuses it.
    """
    content = b"\0".join(file.read_bytes() for file in kit.site.files)
    found = _read_settings if b"!ENV" not in content else _read_settings.__wrapped__  # the same text may say another
    messages, config = found(Settings(kit), hashlib.sha256(content).hexdigest())
    if refused := [problem for problem in messages.problems() if problem.severity == "error"]:
        raise RefusedInput(*refused)
    return config


class Settings:
    """A kit by its settings alone: the same as another one of the same file and folder."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self._key = (kit.site.file, kit.site.docs_dir)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(4)
def _read_settings(settings: Settings, _content: str) -> tuple[Messages, MkDocsConfig]:
    site = settings.kit.site
    with kept_messages(settings.kit) as messages:
        own = theme_settings(site.file) if site.borrows_theme else {}
        if not site.by_mkdocs:
            own["plugins"] = []  # it may name the search of MkDocs alone, whose libraries are large, and has its own
        config = _loaded(site.file, docs_dir=str(site.docs_dir), strict=False, **own)
    if site.borrows_theme:
        lend_theme(config)
    return messages, config


def _loaded(file: Path, **options: Any) -> MkDocsConfig:
    """As MkDocs' ``load_config``, which reads a large menu with a slow loader."""
    log = logging.getLogger("mkdocs.config.base")
    config = MkDocsConfig(config_file_path=str(file))
    config.load_dict(settings_values(file, config))
    config.load_dict(options)
    errors, warned = config.validate()
    for report, found in ((log.warning, warned), (log.error, errors)):
        for name, said in found:
            report(f"Config value '{name}': {said}")
    if errors:
        raise Abort("Aborted with a configuration error!")
    return config


@contextmanager
def _as_in_its_folder(kit: Kit) -> Iterator[None]:
    """As MkDocs runs by itself: in the kit's folder, with its modules in reach; what it prints is no output of ours."""
    folder = kit.site.file.parent.resolve()
    with working_in(folder), _printing_to_stderr(), warnings.catch_warnings(), _dated(kit.date):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _printing_to_stderr() -> Iterator[None]:
    """What is printed goes to standard error, also by the programs that hooks and plugins start: they have descriptors.

    Standard output may be a document that another program reads (``--format json``).
    """
    with redirect_stdout(sys.stderr):
        try:
            if sys.__stdout__ is not None:
                sys.__stdout__.flush()
            kept = os.dup(_OUTPUT)
        except (OSError, ValueError):  # it is closed: nobody reads what is said
            yield
            return
        os.dup2(_ERRORS, _OUTPUT)
        try:
            yield
        finally:
            os.dup2(kept, _OUTPUT)
            os.close(kept)


_OUTPUT, _ERRORS = 1, 2
"""The descriptors of standard output and of standard error (POSIX, and the C library of Windows)."""


def _config(kit: Kit, output: Path, made: Path, messages: Messages) -> tuple[MkDocsConfig, KitPages]:
    """The author's settings, with this kit's pages, name, address, and brand in place of theirs."""
    config = load_config(
        str(kit.site.file.resolve()),
        docs_dir=str(kit.site.docs_dir.resolve()),
        site_dir=str(output),
        site_name=kit.local.site.title or None,
        site_url=kit.local.url or None,
        **(theme_settings(kit.site.file) if kit.site.borrows_theme else {}),
    )
    if kit.site.borrows_theme:
        lend_theme(config)
    messages.begin(config)
    config.strict = False  # what is told of, the messages are judged by
    # What these extensions do is done: variables are filled in, notes and marks are gone.
    config.markdown_extensions = [*(name for name in config.markdown_extensions if name != "kit_plain"), sparing.NAME]
    config.mdx_configs.pop("kit_plain", None)
    site, is_local = _context(kit, config), kit.local.slug != "base"
    generated = generated_pages(site)
    if config.theme.custom_dir:
        config.plugins["kit-packs"] = PacksKeptBackPlugin()
    other = _brand_other_theme(config, kit) if is_local and not kit.site.own_theme else {}
    files = _brand_own_theme(config, site) if kit.site.own_theme else other
    if kit.site.own_theme or is_local or (generated and config.nav is not None):
        config.nav = _menu(site, generated)
    if is_local:
        _guard(config, kit)
    pages = KitPages(site, generated, files, made, guards=is_local and not kit.site.own_theme)
    _leave_out(config, messages)
    _add_first(config, pages)
    return config, pages


def _menu(site: SiteContext, generated: Container[str]) -> list[dict[str, Any]] | None:
    items = navigation(site, generated)
    return None if items is None else [*_items(items)]


def _context(kit: Kit, config: MkDocsConfig) -> SiteContext:
    dialect = dialect_of(kit.site.extensions)
    return SiteContext(kit, directory_urls=bool(config.use_directory_urls), own_theme=False, dialect=dialect)


_FETCHING = {"social": "it would fetch typefaces from another host, and draws with a library that few computers have"}
"""Plugins that cannot be had, and why: what a build needs is on the computer that it runs on."""


def _leave_out(config: MkDocsConfig, messages: Messages) -> None:
    for name, plugin in config.plugins.items():
        kind = name.rpartition("/")[2]
        if why := _FETCHING.get(kind):
            plugin.config["enabled"] = False
            messages.tell(f"the plugin '{kind}' is left out: {why}", kind)


def _add_first(config: MkDocsConfig, pages: KitPages) -> None:
    """Some plugins look for who is the last, and complain."""
    others = dict(config.plugins)
    config.plugins["kit-pages"] = pages
    for name, plugin in others.items():
        dict.pop(config.plugins, name)
        dict.__setitem__(config.plugins, name, plugin)


def _rules(config: MkDocsConfig, kit: Kit, *, is_strict: bool) -> LinkRules:
    """What the author wants to hear of: a warning is an error for those who build strictly, information a warning."""

    def weight(level: int) -> Weight:
        if level >= logging.WARNING:
            return "error" if is_strict or not kit.site.is_lenient else "warning"
        return "warning" if level >= logging.INFO and kit.site.is_lenient else ""

    links = config.validation.links
    found = weight(links.not_found)
    absolute = found if links.absolute_links < 0 else weight(links.absolute_links)  # "relative_to_docs"
    return LinkRules(found, weight(links.anchors), absolute, weight(links.unrecognized_links))


def _items(items: tuple[NavigationItem, ...]) -> Iterator[Any]:
    """The navigation as ``mkdocs.yml`` would say it."""
    for item in items:
        inside = [*_items(item.children)] if item.children else item.path or item.url
        yield {item.title: inside} if item.title else inside


def _brand_own_theme(config: MkDocsConfig, site: SiteContext) -> Mapping[str, bytes]:
    """The kit's own templates take the brand from the settings; what the kit's own renderer adds is not there."""
    local = site.kit.local
    config.validation.nav.omitted_files = logging.INFO  # a page may be hidden on purpose
    if not site.kit.site.is_lenient:
        config.validation.links.not_found = config.validation.links.anchors = logging.WARNING
    config.theme.static_templates.update(set(STATIC_TEMPLATES) - {BOOK_PAGE})
    config.theme["language"] = material_language(tuple(config.theme.dirs), local.language)
    config.theme["favicon"] = published(site.kit, local.site.icon) or ICON
    config.extra["kit"] = {
        **kit_data(site),
        "index": "",
        "card": published(site.kit, local.site.card) if local.url else "",
    }
    files = site_fonts(local)
    return files if local.site.icon else {**files, ICON: icon(local.brand)}


def _brand_other_theme(config: MkDocsConfig, kit: Kit) -> Mapping[str, bytes]:
    """A theme that is not the kit's own gets the local's name, and the brand as one more style sheet."""
    styles = brand_styles(str(config.theme.name), kit.local.brand).encode()
    config.extra_css.append(BRAND_STYLES)
    ask_nobody(config)
    name = letters(kit.local.brand.name)
    if not kit.local.site.title and name not in config.site_name:
        config.site_name = f"{name} \u2013 {config.site_name}"
    return {**font_files(kit.local.brand.font), BRAND_STYLES: styles}


def _guard(config: MkDocsConfig, kit: Kit) -> None:
    """Lets nothing of a pack run: every page is cleaned, and for a strange theme, titles escaped.

    The kit's own templates escape what they show; most themes take their author's texts for HTML.
    """
    config.markdown_extensions = [*config.markdown_extensions, clean.NAME]
    if not kit.site.own_theme:
        config.nav = _with_escaped_titles(config.nav)
        config.site_name = letters(config.site_name) if kit.local.site.title else config.site_name


def _with_escaped_titles(items: Any) -> Any:
    """A navigation as ``mkdocs.yml`` writes it: lists of ``{title: path or list}``."""
    if isinstance(items, list):
        return [_with_escaped_titles(item) for item in items]
    if isinstance(items, dict):
        return {letters(title): _with_escaped_titles(value) for title, value in items.items()}
    return items


@contextmanager
def _dated(date: datetime | None) -> Iterator[None]:
    """MkDocs takes the date from the environment and from nowhere else: here alone, the program writes into it."""
    before = os.environ.get(_DATE_NAME)
    os.environ[_DATE_NAME] = f"{(date or NO_DATE).timestamp():.0f}"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_DATE_NAME]
        else:
            os.environ[_DATE_NAME] = before
