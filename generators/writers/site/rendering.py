"""Every page, style sheet, and script of a site, made by the templates of the kit's own theme."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from posixpath import dirname
from typing import Any, NoReturn
from urllib.parse import urlsplit

import deflate
import jinja2
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import markdown_extensions

from generators.decks.teaching.guide import guide_of
from generators.forms.next_step import mail_address
from generators.model import Deck, Kit
from generators.model.kit import published
from generators.reading.local_settings import reaches_nobody
from generators.reading.source import BASE
from generators.words.catalogue import Words, missing_words
from generators.words.direction import direction
from generators.words.formats import Plural
from generators.writers.site.borrowed_theme import PACKS
from generators.writers.site.generated import GUIDE_TEMPLATE, guide_path, workshop_links
from generators.writers.site.guides import GuideView
from generators.writers.site.hosting import host_files
from generators.writers.site.indexes import BOOK_PAGE, INDEX_FILE, Chapter, Entry, index_script
from generators.writers.site.look import (
    CARD,
    ICON,
    brand_rule,
    logo_of,
    policy,
    slimmed,
    style_sheet,
)
from generators.writers.site.templates import ENDINGS, environment_of
from generators.writers.site.views import NavigationView, PageView, SiteContext, relative

_MADE_ASSETS = ("forms.css", "forms-pdf.js", "forms.js", "kit.css", "kit.js")
STATIC_TEMPLATES = ("a-z.html", *(f"assets/{name}" for name in _MADE_ASSETS), BOOK_PAGE)
"""Templates that make a file each, besides those that MkDocs and mkdocs.yml name."""

POLICED_TEMPLATES = ("partials/scheme.html", "partials/alone-inline.html")
FRAME_TEMPLATE = "frame.html"
FRAME_PARTS = ("header", "nav", "search", "footer")
MISSING_PAGE = "404.html"

NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that every archive format can write."""

_NOT_PUBLISHED = (".*", "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "partials/*", *PACKS)
"""Files of a theme that MkDocs does not publish (``Files.add_files_from_theme``), and the parts of templates."""

_ANY = "\0"
"""Stands for the page in the address of a frame, since no name can hold it; and around a page's path in a frame."""


@dataclass(frozen=True)
class Rendering:
    """A site whose pages are finished: ``pages`` by path, in the order of their files.

    ``found`` is what search finds on them; ``addresses`` are those below the site, by path.
    """

    site: SiteContext
    config: MkDocsConfig
    pages: Mapping[str, PageView]
    navigation: NavigationView
    addresses: Mapping[str, str]
    chapters: Sequence[Chapter]
    found: Sequence[Entry]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What the templates make, by path below the site.

        Raises:
            jinja2.TemplateError: a template cannot be used; ``templates.template_problem`` says where.
        """
        for name in sorted({*self.config.theme.static_templates, *STATIC_TEMPLATES}):
            yield from self._static(name)
        decks = {guide_path(deck): deck for deck in self.site.kit.decks}
        found = list(self.found)
        for path, page in self.pages.items():
            deck = decks.get(path) if page.meta.get("template") == GUIDE_TEMPLATE else None
            guide = self._guide(deck, page) if deck else None
            found.extend(guide.entries() if guide else ())
            yield page.dest_uri, self._page(page, guide)
        yield INDEX_FILE, index_script(found).encode()
        yield from host_files(self._policy).items()

    def _guide(self, deck: Deck, page: PageView) -> GuideView:
        return GuideView(guide_of(deck, self.site.kit), self.site, page, self.addresses)

    def _page(self, page: PageView, guide: GuideView | None) -> bytes:
        shown = replace(page, toc=tuple(guide.outline())) if guide else page
        context = self._context(page.url, nav=self.navigation.at(page), page=shown, guide=guide)
        if self._frames and (frame := self._frames.of(page)):
            context["frame"] = frame
        template = self.environment.get_template(str(page.meta.get("template") or "main.html"))
        return template.render(context).encode("utf-8", "xmlcharrefreplace")

    def _static(self, name: str) -> Iterator[tuple[str, bytes]]:
        context = self._context(name, address=None)
        if name == MISSING_PAGE:  # a host shows it at any address
            context["base_url"] = urlsplit(self._site_url or "/").path
        text = self.environment.get_template(name).render(context)
        made = (slimmed(text) if name.endswith((".css", ".js")) else text).encode()
        if made.strip():
            yield name, made
        if name == "sitemap.xml":
            yield f"{name}.gz", bytes(deflate.gzip_compress(made, 9))

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The theme's templates, compiled once for as long as they stay as they are."""
        own = own_files(self.config)
        content = hashlib.sha256()
        for path, file in own.items():
            if file.suffix in ENDINGS:
                content.update(path.encode() + b"\0" + file.read_bytes() + b"\0")
        return environment_of(tuple(self.config.theme.dirs), content.hexdigest())

    @cached_property
    def _frames(self) -> _Frames | None:
        """None for a theme without the template for them."""
        try:
            return _Frames(self, self.environment.get_template(FRAME_TEMPLATE))
        except jinja2.TemplateNotFound:
            return None

    @cached_property
    def _policy(self) -> str:
        """Made before the page for missing addresses, which states it; with a known address, that asks for files."""
        named = POLICED_TEMPLATES[: 1 if self._site_url else None]
        config = {"extra": {"kit": {"brand": brand_rule(self.site.kit.local.brand)}}}
        inline = "".join(self.environment.get_template(name).render(config=config) for name in named)
        return policy(inline, own_scripts=not self.config.extra_javascript)

    @property
    def _date(self) -> datetime:
        return self.site.kit.date or NO_DATE

    @cached_property
    def _site_url(self) -> str:
        return site_url(self.site.kit, self.config)

    @cached_property
    def _shared(self) -> Mapping[str, Any]:
        """What every template can name, whichever page it is for."""
        kit, config = self.site.kit, self.config
        theme = {key: config.theme[key] for key in config.theme}
        theme |= {"name": config.theme.name, "favicon": published(kit, kit.local.site.icon) or ICON}
        theme["language"] = material_language(tuple(config.theme.dirs), kit.local.language)
        data = {**kit_data(self.site), "policy": self._policy, "chapters": self.chapters}
        settings = {
            **config,
            "site_name": site_name(kit, config),
            "site_url": self._site_url,
            "theme": theme,
            "extra": {**config.extra, "kit": data},
        }
        return {
            "nav": self.navigation,
            "pages": tuple(self.pages.values()),
            "extra_css": config.extra_css,
            "extra_javascript": config.extra_javascript,
            "mkdocs_version": mkdocs_version,
            "build_date_utc": self._date,
            "config": settings,
            "page": None,
        }

    def _context(self, url: str, **more: object) -> dict[str, Any]:
        """For what stands at ``url`` below the site; links are made for the ``address``, or from the site's top."""
        return {**self._shared, "base_url": relative(".", url), "address": url, **more}

    def frame_context(self, url: str, section: int) -> dict[str, Any]:
        """For the frame of all pages beside ``url`` within an item of the navigation."""
        return self._context(url, nav=self.navigation.in_section(section), page=_SharedPage(), frame_mark=_marked)


class _OfOnePage(Exception):
    """A frame's template asks for what only one page has."""


class _SharedPage:
    """Stands for all pages of a frame, so that what differs between them cannot get into it."""

    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> NoReturn:
        raise _OfOnePage(name)

    def __eq__(self, other: object) -> bool:
        raise _OfOnePage

    def __str__(self) -> str:
        raise _OfOnePage

    def __iter__(self) -> NoReturn:
        raise _OfOnePage


def _marked(item: object, said: str) -> str:
    """Notes in a frame where ``said`` stands while a page is open, if ``item`` of the navigation is one."""
    return f"{_ANY}{item.src_uri}{_ANY}{said}{_ANY}" if isinstance(item, PageView) else ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a frame: its HTML, and by a page's path what is said of it alone while it is open, and where."""

    html: str
    said: Mapping[str, tuple[tuple[int, str], ...]]

    @classmethod
    def of_template(cls, made: str) -> _Part:
        """What the template made, with its notes taken out."""
        pieces = made.split(_ANY)
        said: dict[str, tuple[tuple[int, str], ...]] = {}
        at = 0
        for html, path, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
            at += len(html)
            said[path] = (*said.get(path, ()), (at, text))
        return cls("".join(pieces[::3]), said)

    def at(self, page: PageView) -> str:
        html = self.html
        for at, text in reversed(self.said.get(page.src_uri, ())):
            html = html[:at] + text + html[at:]
        return html


class _Frames:
    """What surrounds every page: header, navigation, search, and footer, made once for a folder and a section."""

    def __init__(self, rendering: Rendering, template: jinja2.Template) -> None:
        self._rendering, self._template = rendering, template
        self._made: dict[tuple[str, int], Mapping[str, _Part]] = {}

    def of(self, page: PageView) -> Mapping[str, str]:
        """The parts of the frame of ``page`` by name; none when a template wants to know the page itself."""
        key = (_beside(page.url), self._rendering.navigation.sections.get(page.src_uri, -1))
        if key not in self._made:
            self._made[key] = self._frame(*key)
        return {name: part.at(page) for name, part in self._made[key].items()}

    def _frame(self, url: str, section: int) -> Mapping[str, _Part]:
        try:
            made = self._template.make_module(self._rendering.frame_context(url, section))
        except _OfOnePage:
            return {}
        return {name: _Part.of_template(str(getattr(made, name))) for name in FRAME_PARTS}


def _beside(url: str) -> str:
    """The address of any page beside the one at ``url``: from there, links to all others are the same."""
    return (
        f"{dirname(url[:-1])}/{_ANY}/".lstrip("/") if url.endswith("/") else f"{dirname(url)}/{_ANY}.html".lstrip("/")
    )


READERS = ("mentee", "mentor", "coordinator", "trainer")
_FOR_READERS = re.compile(rf"[.\s\"']for-({'|'.join(READERS)})\b")

_OF_FRAME = ("common.edition", "site.")
"""How the words that surround every page are named in their catalogue."""


def kit_data(site: SiteContext) -> dict[str, object]:
    """What templates take from the kit, as ``config.extra.kit``; every text in it is raw, so templates escape it."""
    kit, logo = site.kit, logo_of(site.kit)
    local = kit.local
    return {
        "name": local.brand.name,
        "union": local.variables.get("local", {}).get("union", ""),
        "language": local.language,
        "direction": direction(local.language),
        "edition": kit.edition,
        "logo": {"path": logo.path, "alt": logo.alt, "size": logo.size} if logo else None,
        "footer": local.site.footer,
        "card": (published(kit, local.site.card) or CARD) if local.url else "",
        "styles": style_sheet(local.brand, "fonts"),
        "brand": brand_rule(local.brand),
        "contact": dict(local.variables.get("contact", {})),
        "mail": mail_address(local),
        "conduct_contact": _conduct_contact(site),
        "forms": [form.page.path for form in kit.forms],
        "readers": _readers(kit),
        "is_borrowed": kit.site.borrows_theme,
        "words": theme_words(site.words),
        "english": [name.rpartition(".")[2] for name in missing_words(local.language) if name.startswith(_OF_FRAME)],
        "workshops": workshop_links(site),
        "index": INDEX_FILE,
    }


def _readers(kit: Kit) -> list[str]:
    """The readers to choose from; none where no page, or part of one, names any."""
    named = {name for page in kit.pages for name in page.front.audience}
    marked = any(_FOR_READERS.search(line.text) for page in kit.pages for line in page.lines)
    return list(READERS) if marked or not named.isdisjoint(READERS) else []


def _conduct_contact(site: SiteContext) -> dict[str, str]:
    """To whom harassment is reported; where nobody is named, each page of a local's kit says so."""
    contact = site.kit.local.variables.get("conduct_contact", {})
    if site.kit.site.borrows_theme and site.kit.local.slug == BASE and reaches_nobody(contact):
        return {}  # a handbook on something else may have no such program
    return {"name": site.words.common.conduct_unnamed} if reaches_nobody(contact) else dict(contact)


def theme_words(words: Words) -> dict[str, object]:
    """The words that the theme's templates ask for by name; a plural is a form for each category."""
    named = {"edition": words.common.edition, **{one.name: getattr(words.site, one.name) for one in fields(words.site)}}
    return {name: dict(word.forms) if isinstance(word, Plural) else word for name, word in named.items()}


def site_name(kit: Kit, config: MkDocsConfig) -> str:
    """What the site is called: by the local, or by mkdocs.yml."""
    return kit.local.site.title or config.site_name


def site_url(kit: Kit, config: MkDocsConfig) -> str:
    """Where the site will stand, with a slash at its end; empty when nobody says so."""
    url = kit.local.url or config.site_url or ""
    return url if not url or url.endswith("/") else f"{url}/"


@lru_cache(100)
def material_language(folders: tuple[str, ...], language: str) -> str:
    """Material's name for ``language`` (BCP 47), or English."""
    places = [Path(folder, "partials", "languages") for folder in folders]
    names = (language, language.split("-")[0])
    return next((name for name in names for place in places if (place / f"{name}.html").is_file()), "en")


def own_files(config: MkDocsConfig) -> dict[str, Path]:
    """The files of the kit's own theme by path, templates among them; where it is lent, over the folder's own."""
    folders = dict.fromkeys((config.theme.custom_dir or "", config.theme.dirs[0]))
    return {
        file.relative_to(folder).as_posix(): file
        for folder in filter(None, folders)
        for file in sorted(Path(folder).rglob("*"))
        if file.is_file()
    }


def published_files(config: MkDocsConfig) -> dict[str, Path]:
    """The files of the kit's own theme that stand on the site as they are."""
    kept_back = (*_NOT_PUBLISHED, *(f"*{ending}" for ending in markdown_extensions), *config.theme.static_templates)
    return {
        path: file
        for path, file in own_files(config).items()
        if path not in STATIC_TEMPLATES and not any(fnmatch.fnmatch(path.lower(), pattern) for pattern in kept_back)
    }
