"""Has MkDocs build the site of a theme that is not the kit's own, or with what only MkDocs can do.

MkDocs reads pages from a folder and says what is wrong in its log, in English sentences and nowhere else: here alone,
they are caught and read.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from generators.forms.extension import marked_lines
from generators.forms.next_step import next_step_html
from generators.markdown.dialect import Dialect
from generators.markup.element import escaped
from generators.model import Kit, NavigationItem, Page, Place
from generators.model.kit import published
from generators.model.problems import Problem, RefusedInput
from generators.packs import clean
from generators.reading.links import links_of
from generators.writers.site.borrowed_theme import PacksKeptBackPlugin, lend_theme, theme_settings
from generators.writers.site.generated import form_bar, generated_pages
from generators.writers.site.indexes import BOOK_PAGE
from generators.writers.site.look import BRAND_STYLES, ICON, font_files, icon
from generators.writers.site.other_themes import ask_nobody, brand_styles
from generators.writers.site.pages import meta_of, navigation
from generators.writers.site.rendering import NO_DATE, STATIC_TEMPLATES, kit_data, material_language
from generators.writers.site.running_text import HOME_PAGE, with_own_words
from generators.writers.site.templates import template_problem
from generators.writers.site.views import SiteContext

FIRST = 100
"""Priority: before anything else has looked at a page."""

_DATE_NAME = "SOURCE_DATE_EPOCH"
_TITLE = re.compile(r"# \S")
_LINK = re.compile(r"Doc file '(?P<page>[^']+)' contains (?:a|an) .*?link '(?P<link>[^']*)', (?:but )?(?P<why>.*)")


def build_with_mkdocs(kit: Kit, docs: Path, output: Path) -> None:
    """Builds the site in the new folder ``output``; ``docs`` is one for its pages.

    Raises:
        RefusedInput: MkDocs refuses the pages or their settings; the problems say where and why.
    """
    pages = {page.path: page for page in kit.pages}
    docs.mkdir()
    with refusing_messages(kit.site.file, pages), _dated(kit.date):
        try:
            build(_config(kit, docs, output))
        except jinja2.TemplateError as error:
            raise RefusedInput(template_problem(error, kit.site.file.parent)) from error


def settings_of(kit: Kit) -> MkDocsConfig:
    """What ``mkdocs.yml`` says, read once for as long as it stays the same.

    Raises:
        RefusedInput: MkDocs refuses it.
    """
    content = b"\0".join(file.read_bytes() for file in kit.site.files)
    key = "" if b"!ENV" in content else hashlib.sha256(content).hexdigest()
    read = _read_settings if key else _read_settings.__wrapped__  # the same text may say something else the next time
    return read(kit.site.file, kit.site.docs_dir, key, borrows_theme=kit.site.borrows_theme)


@lru_cache(4)
def _read_settings(file: Path, docs_dir: Path, _content: str, *, borrows_theme: bool) -> MkDocsConfig:
    with refusing_messages(file, {}):
        theme = theme_settings(file) if borrows_theme else {}
        config = load_config(str(file), docs_dir=str(docs_dir), strict=False, **theme)
    if borrows_theme:
        lend_theme(config)
    return config


def _config(kit: Kit, docs: Path, output: Path) -> MkDocsConfig:
    """The author's settings, with this kit's pages, name, address, and brand in place of theirs."""
    config = load_config(
        str(kit.site.file),
        docs_dir=str(docs),
        site_dir=str(output),
        site_name=kit.local.site.title or None,
        site_url=kit.local.url or None,
        strict=False,
        **(theme_settings(kit.site.file) if kit.site.borrows_theme else {}),
    )
    if kit.site.borrows_theme:
        lend_theme(config)
    config.validation.nav.omitted_files = logging.INFO  # a page may be hidden on purpose
    # What these extensions do is done: variables are filled in, notes and marks are gone.
    config.markdown_extensions = [name for name in config.markdown_extensions if name != "kit_plain"]
    config.mdx_configs.pop("kit_plain", None)
    urls, dialect = bool(config.use_directory_urls), Dialect(kit.site.extensions)
    site = SiteContext(kit, directory_urls=urls, own_theme=False, dialect=dialect)
    _stage(site, docs)
    items = navigation(site, generated_pages(site))
    config.nav = None if items is None else list(_items(items))
    if config.theme.custom_dir:
        config.plugins["kit-packs"] = PacksKeptBackPlugin()
    if kit.site.own_theme:
        _brand_own_theme(config, site, docs)
    elif kit.local.slug != "base":
        _brand_other_theme(config, kit, docs)
    if kit.local.slug != "base":
        _guard(config, kit)
    return config


def _stage(site: SiteContext, docs: Path) -> None:
    """Writes all pages and assets of the kit below the new folder ``docs``."""
    forms = {form.page.path: form for form in site.kit.forms}
    for page in site.kit.pages:
        form = forms.get(page.path)
        lines = [line.text for line in marked_lines(page, site.dialect)]
        if page.path == HOME_PAGE:
            lines = with_own_words(lines, site.kit.local.site)
        if form:
            lines = [*_under_title(lines, str(form_bar(form, site))), "", str(next_step_html(form, site.kit.local))]
        _write(docs / page.path, meta_of(page, site.kit), "\n".join(lines))
    for path, made in generated_pages(site).items():
        _write(docs / path, made.meta, made.markdown())
    kit = site.kit
    files = {name: file.read_bytes() for path, file in kit.assets.items() for name in (path, published(kit, path))}
    _write_files(docs, files)


def _write(file: Path, meta: Mapping[str, object], text: str) -> None:
    head = _yaml(meta)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8", newline="\n")


def _yaml(value: object) -> str:
    """``value`` as JSON, which is YAML, too, but for its dates: plugins want dates, and JSON has none."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _under_title(text: list[str], block: str) -> list[str]:
    title = next((index for index, line in enumerate(text) if _TITLE.match(line)), -1)
    return [*text[: title + 1], "", block, "", *text[title + 1 :]]


def _items(items: tuple[NavigationItem, ...]) -> Iterator[dict[str, Any]]:
    """The navigation as ``mkdocs.yml`` would say it."""
    for item in items:
        yield {item.title: list(_items(item.children)) if item.children else item.path or item.url}


def _brand_own_theme(config: MkDocsConfig, site: SiteContext, docs: Path) -> None:
    """The kit's own templates take the brand from the settings; what the kit's own renderer adds is not there."""
    local = site.kit.local
    config.validation.links.not_found = config.validation.links.anchors = logging.WARNING
    config.theme.static_templates.update(set(STATIC_TEMPLATES) - {BOOK_PAGE})
    config.theme["language"] = material_language(tuple(config.theme.dirs), local.language)
    config.theme["favicon"] = published(site.kit, local.site.icon) or ICON
    config.extra["kit"] = {
        **kit_data(site),
        "index": "",
        "card": published(site.kit, local.site.card) if local.url else "",
    }
    files = font_files(local.brand.font)
    _write_files(docs, files if local.site.icon else {**files, ICON: icon(local.brand)})


def _brand_other_theme(config: MkDocsConfig, kit: Kit, docs: Path) -> None:
    """A theme that is not the kit's own gets the local's name, and the brand as one more style sheet."""
    styles = brand_styles(str(config.theme.name), kit.local.brand).encode()
    _write_files(docs, {**font_files(kit.local.brand.font), BRAND_STYLES: styles})
    config.extra_css.append(BRAND_STYLES)
    ask_nobody(config)
    name = _as_letters(kit.local.brand.name)
    if not kit.local.site.title and name not in config.site_name:
        config.site_name = f"{name} \u2013 {config.site_name}"


def _guard(config: MkDocsConfig, kit: Kit) -> None:
    """Lets nothing of a pack run: every page is cleaned, and for a strange theme, titles and descriptions escaped.

    The kit's own templates escape what they show; most themes take their author's texts for HTML.
    """
    config.markdown_extensions = [*config.markdown_extensions, clean.NAME]
    if not kit.site.own_theme:
        config.nav = _with_escaped_titles(config.nav)
        config.site_name = _as_letters(config.site_name) if kit.local.site.title else config.site_name
        config.plugins["kit-guard"] = EscapingPlugin()


class EscapingPlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Turns the texts of each page's front matter into HTML that shows them to the letter."""

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Changes the front matter, before anything has looked at it."""
        page.meta = {key: _escaped(value) for key, value in page.meta.items()}
        return markdown


def _as_letters(text: str) -> str:
    """``text`` as HTML for any place in a strange theme, a value in single quotes among them."""
    return str(escaped(text)).replace("'", "&#39;")


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return _as_letters(value)
    return [_escaped(item) for item in value] if isinstance(value, list) else value


def _with_escaped_titles(items: Any) -> Any:
    """A navigation as ``mkdocs.yml`` writes it: lists of ``{title: path or list}``."""
    if isinstance(items, list):
        return [_with_escaped_titles(item) for item in items]
    if isinstance(items, dict):
        return {_as_letters(title): _with_escaped_titles(value) for title, value in items.items()}
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


class _Log(logging.Handler):
    """Keeps the messages of one build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def refusing_messages(settings: Path, pages: Mapping[str, Page]) -> Iterator[None]:
    """MkDocs' warnings and errors become problems, and go nowhere else.

    Raises:
        RefusedInput: there were some; ``pages`` (by path) hold their places, the ``settings`` file those of the rest.
    """
    logger, log = logging.getLogger("mkdocs"), _Log()
    passed_on, level = logger.propagate, logger.level
    logger.addHandler(log)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield
    except MkDocsException as error:
        raise RefusedInput(*_problems(log.messages or [str(error)], pages, settings.name)) from error
    finally:
        logger.setLevel(level)
        logger.propagate = passed_on
        logger.removeHandler(log)
    if log.messages:
        raise RefusedInput(*_problems(log.messages, pages, settings.name))


def _problems(messages: list[str], pages: Mapping[str, Page], settings: str) -> Iterator[Problem]:
    """The messages as problems; what names no page stands at the top of the ``settings`` file."""
    for message in dict.fromkeys(messages):
        match = _LINK.match(message)
        page = pages.get(match["page"]) if match else None
        if match and page:
            said = f"the link '{match['link']}' leads nowhere: {match['why']}"
            yield Problem("link-missing-page", _place(page, match["link"]), said)
        else:
            yield Problem("mkdocs-message", Place(settings, 1), message)


def _place(page: Page, address: str) -> Place:
    """Where ``address`` is linked to."""
    return next((link.place for link in links_of(page.lines) if link.target == address), page.place)
