"""Lays out a kit's pages for MkDocs, builds them with the kit's brand, and puts the site where it belongs."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generators.model import Kit
from generators.model.problems import RefusedInput
from generators.words.catalogue import Words
from generators.words.direction import direction
from generators.words.formats import Plural
from generators.writers.site.book import BOOK_PAGE
from generators.writers.site.branding import FONT_FOLDER, icon, logo_of, style_sheet
from generators.writers.site.card import CARD, card
from generators.writers.site.dates import dated
from generators.writers.site.desk import Desk
from generators.writers.site.downloads import FOLDER
from generators.writers.site.guard import guard
from generators.writers.site.guide_pages import GuidePlugin
from generators.writers.site.home import headline
from generators.writers.site.memory import REMEMBERED, RememberingPlugin
from generators.writers.site.messages import kept_messages, problems_of
from generators.writers.site.picture_sizes import size_of
from generators.writers.site.plugin import SitePlugin
from generators.writers.site.staging import navigation, stage
from generators.writers.site.templates import template_problem
from generators.writers.site.theme import QuickTheme
from generators.writers.site.typeface import write_fonts

BRAND_STYLES = "assets/brand.css"
ICON = "assets/icon.svg"
GENERATED_FROM_TEMPLATES = ("a-z.html", "assets/kit.css", "assets/kit.js", BOOK_PAGE)


def write_site(kit: Kit, into: Path) -> None:
    """Writes ``into/site``, leaving in place what other writers put there before (``site/downloads``).

    Raises:
        RefusedInput: MkDocs refuses the pages or their settings; the problems say where and why.
    """
    site = into / "site"
    site.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=into, prefix=".site-") as folder:
        work = Path(folder)
        _build(kit, work / "docs", work / "site")
        _remove_old_pages(site)
        _move(work / "site", site)


def _build(kit: Kit, docs: Path, output: Path) -> None:
    remembering = RememberingPlugin(REMEMBERED)
    with kept_messages() as log, dated(kit.date):
        docs.mkdir()
        try:
            config = _config(kit, docs, output)
            if config.theme.get("kit"):
                config.plugins["kit-memory"] = remembering
            build(config)
        except MkDocsException as error:
            log.messages[:] = log.messages or [str(error)]
        except jinja2.TemplateError as error:
            raise RefusedInput(template_problem(error, kit.site.file.parent)) from error
    if log.messages:
        raise RefusedInput(*problems_of(log.messages, kit))
    remembering.keep()


def _config(kit: Kit, docs: Path, output: Path) -> MkDocsConfig:
    """The author's settings, with this kit's pages, name, address, and brand in place of theirs."""
    config = load_config(
        str(kit.site.file),
        docs_dir=str(docs),
        site_dir=str(output),
        site_name=kit.local.site.title or None,
        site_url=kit.local.url or None,
        strict=False,
    )
    config.validation.nav.omitted_files = logging.INFO  # a page may be hidden on purpose
    # What these extensions do is done: variables are filled in, notes and marks are gone.
    config.markdown_extensions = [name for name in config.markdown_extensions if name != "kit_plain"]
    config.mdx_configs.pop("kit_plain", None)
    desk = Desk(kit, directory_urls=bool(config.use_directory_urls), own_theme=bool(config.theme.get("kit")))
    stage(desk, docs)
    config.nav = navigation(desk)
    if desk.own_theme:
        _use_kit_theme(config, desk, docs)
    elif kit.local.slug != "base":
        _brand_other_theme(config, kit, docs)
    if kit.local.slug != "base":
        guard(config, kit)
    return config


def _use_kit_theme(config: MkDocsConfig, desk: Desk, docs: Path) -> None:
    kit = desk.kit
    config.theme = QuickTheme(config.theme)
    config.theme.static_templates.update(GENERATED_FROM_TEMPLATES)
    config.validation.links.not_found = config.validation.links.anchors = logging.WARNING
    config.theme["language"] = _material_language(config, kit.local.language)
    config.theme["favicon"] = kit.local.site.icon or ICON
    data = _template_data(desk)
    config.extra["kit"] = data
    for name, plugin in config.plugins.items():
        if name.endswith("search"):
            plugin.config["enabled"] = False
    config.plugins["kit"] = site = SitePlugin(data, desk.words.site, frozenset(_chapters(kit)), kit.assets)
    config.plugins["kit-guides"] = GuidePlugin(desk, site.found)
    write_fonts(kit.local.brand.font, docs / FONT_FOLDER)
    if not kit.local.site.icon:
        (docs / ICON).write_text(icon(kit.local.brand), encoding="utf-8", newline="\n")
    # Only an absolute address can name a card, so a site without one goes without.
    if kit.local.url and not kit.local.site.card:
        (docs / CARD).write_bytes(card(kit.local.brand, headline(kit), config.site_name))


def _brand_other_theme(config: MkDocsConfig, kit: Kit, docs: Path) -> None:
    """A theme that is not the kit's own gets the brand as one more style sheet."""
    write_fonts(kit.local.brand.font, docs / FONT_FOLDER)
    (docs / BRAND_STYLES).write_text(style_sheet(kit.local.brand, "fonts"), encoding="utf-8", newline="\n")
    config.extra_css.append(BRAND_STYLES)


def _template_data(desk: Desk) -> dict[str, object]:
    """What the theme's templates take from the kit; every text in it is raw, so templates escape it."""
    kit, logo = desk.kit, logo_of(desk.kit)
    return {
        "name": kit.local.brand.name,
        "union": kit.local.variables.get("local", {}).get("union", ""),
        "language": kit.local.language,
        "direction": direction(kit.local.language),
        "edition": kit.edition,
        "logo": {"path": logo.path, "alt": logo.alt, "size": size_of(kit.assets[logo.path])} if logo else None,
        "footer": kit.local.site.footer,
        "card": (kit.local.site.card or CARD) if kit.local.url else "",
        "styles": style_sheet(kit.local.brand, "fonts"),
        "contact": dict(kit.local.variables.get("contact", {})),
        "conduct_contact": dict(kit.local.variables.get("conduct_contact", {})),
        "forms": [form.page.path for form in kit.forms],
        "words": theme_words(desk.words),
    }


def theme_words(words: Words) -> dict[str, object]:
    """The words that the theme's templates ask for by name; a plural is a form for each category."""
    named = {"edition": words.common.edition, **{one.name: getattr(words.site, one.name) for one in fields(words.site)}}
    return {name: dict(word.forms) if isinstance(word, Plural) else word for name, word in named.items()}


def _chapters(kit: Kit) -> Iterator[str]:
    """The pages that make up the handbook: all but the home page, the forms, and the lists of what there is."""
    for page in kit.pages:
        if "/" in page.path and not page.path.startswith(("forms/", "decks/")):
            yield page.path


def _material_language(config: MkDocsConfig, language: str) -> str:
    """Material's name for ``language`` (BCP 47), or English."""
    folders = [Path(folder, "partials", "languages") for folder in config.theme.dirs]
    names = (language, language.split("-")[0])
    return next((name for name in names for folder in folders if (folder / f"{name}.html").is_file()), "en")


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
