"""Every page, style sheet, and script of a site, made by the templates of the kit's own theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import deflate
import jinja2
from mkdocs import __version__ as mkdocs_version
from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct
from msgspec.structs import asdict

from generators.caching.store import FORGETFUL, Store
from generators.checking.built_links import AddressesAndIds, joined
from generators.decks.teaching.guide import guide_of
from generators.forms.next_step import mail_address
from generators.forms.tools import messages_script
from generators.model import READERS, Deck, Kit, Lines
from generators.model.kit import published
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading.local_settings import reaches_nobody
from generators.reading.source import BASE
from generators.words.catalogue import Words, missing_words
from generators.words.direction import direction
from generators.words.formats import Plural, day
from generators.writers.site.a_to_z import INDEX_PAGE, letters_of
from generators.writers.site.frames import FRAME_TEMPLATE, Frames
from generators.writers.site.generated import GUIDE_TEMPLATE, guide_path
from generators.writers.site.guides import GuideView
from generators.writers.site.home import coming_events, news, workshop_links
from generators.writers.site.hosting import HOST_FILES, host_files
from generators.writers.site.indexes import INDEX_FILE, Chapter, Entry, index_script
from generators.writers.site.kept_pages import KeptPages, kept_pages
from generators.writers.site.logo import logo_of
from generators.writers.site.look import (
    CARD,
    ICON,
    TOUCH_ICON,
    brand_rule,
    legible_family,
    legible_rules,
    policy,
    slimmed,
    style_sheet,
    theme_color,
)
from generators.writers.site.presenting import WORKSHOP_TEMPLATES, Workshops, WorkshopView
from generators.writers.site.shared_pages import SharedPages, Shown
from generators.writers.site.slide_styles import slide_styles
from generators.writers.site.slots import slots_of
from generators.writers.site.stencils import Stencils
from generators.writers.site.templates import environment_of
from generators.writers.site.theme_files import STATIC_TEMPLATES, theme_files
from generators.writers.site.views import MOST_ITEMS, NavigationView, OpenNavigation, PageView, SiteContext, relative

POLICED_TEMPLATES = ("partials/scheme.html", "partials/alone-inline.html")
MISSING_PAGE = "404.html"
SLIDE_STYLES = "assets/slides.css"
FORMS_SCRIPT = "assets/forms.js"
MENU_PAGE = "all-pages.html"
"""The whole navigation, of a site whose pages show a part of it."""

NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that every archive format can write."""


class Rendering(Struct, frozen=True, dict=True):
    """A site whose pages are finished: ``pages`` by path, in the order of their files.

    ``found`` is what search finds on them; ``addresses`` are those below the site, by path. The ``store`` has pages of
    the last build.
    """

    site: SiteContext
    config: MkDocsConfig
    pages: Mapping[str, PageView]
    navigation: NavigationView
    addresses: Mapping[str, str]
    chapters: Sequence[Chapter]
    found: Sequence[Entry]
    store: Store = FORGETFUL

    def makers(self) -> Mapping[str, Callable[[], bytes]]:
        """What makes each file that comes of the templates, one at a time, by path; one that comes out empty is none.

        They raise a ``jinja2.TemplateError`` where a template cannot be used; ``template_problem`` says where that is.
        """
        makers: dict[str, Callable[[], bytes]] = {name: partial(self._static, name) for name in self._static_names}
        if "sitemap.xml" in makers:
            makers["sitemap.xml"] = lambda: self._sitemap
            makers["sitemap.xml.gz"] = self._packed_sitemap
        makers |= {page.dest_uri: partial(self._page, page) for page in self.pages.values()}
        makers[INDEX_FILE] = self._index
        if self.site.kit.decks:
            makers[SLIDE_STYLES] = self._slide_styles
        if self.site.kit.forms:
            makers[FORMS_SCRIPT] = self._forms_script
        return makers | {path: partial(self._host_file, path) for path in HOST_FILES}

    @property
    def _static_names(self) -> list[str]:
        menu = [MENU_PAGE] if self._menu.is_large else []
        return sorted({*self.config.theme.static_templates, *STATIC_TEMPLATES, *menu})

    def _host_file(self, path: str) -> bytes:
        return host_files(self._policy)[path]

    def _index(self) -> bytes:
        guides = filter(None, map(self._guide, self.pages.values()))
        return index_script([*self.found, *(entry for guide in guides for entry in guide.entries())]).encode()

    def _guide(self, page: PageView) -> GuideView | None:
        deck = self._decks.get(page.src_uri) if page.meta.get("template") == GUIDE_TEMPLATE else None
        return GuideView(guide_of(deck, self.site.kit), self.site, page, self.addresses) if deck else None

    @cached_property
    def _decks(self) -> Mapping[str, Deck]:
        """The decks by the paths of their guides."""
        return {guide_path(deck): deck for deck in self.site.kit.decks}

    def _workshop(self, page: PageView) -> WorkshopView | None:
        """What shows the slides of a workshop on the page, if it is one for them."""
        template = page.meta.get("template")
        found = self._workshops.on_page(page.src_uri) if template in WORKSHOP_TEMPLATES else None
        return WorkshopView(found, GuideView(found.guide, self.site, page, self.addresses)) if found else None

    @cached_property
    def _workshops(self) -> Workshops:
        return Workshops(self.site.kit)

    def _slide_styles(self) -> bytes:
        """How slides look in every kit, and below it the layouts of this one."""
        workshops = self._workshops
        layouts = slide_styles(self.site.kit.local.brand, workshops.slides, workshops.foot)
        return self._static(SLIDE_STYLES) + slimmed(layouts).encode()

    def _forms_script(self) -> bytes:
        """What works on a page with a form, and above it what it says in the languages of the forms."""
        said = messages_script(form.page.lang for form in self.site.kit.forms)
        return said.encode() + self._static(FORMS_SCRIPT)

    def _page(self, page: PageView) -> bytes:
        html, seen = self._pages.page(self._shown(page))
        if seen:
            self._seen[page.src_uri] = seen
        return html.encode("utf-8", "xmlcharrefreplace")

    def _shown(self, page: PageView) -> Shown:
        workshop = self._workshop(page)
        guide = workshop.guide if workshop else self._guide(page)
        more = (*page.toc, *workshop.outline()) if workshop else guide.outline() if guide else page.toc
        frame = self._frames.of(page) if self._frames else {}
        nav = OpenNavigation(self._menu, page)
        return Shown(replace(page, toc=tuple(more)), nav, frame, guide, workshop)

    @cached_property
    def _pages(self) -> SharedPages:
        kit = self.site.kit
        own = (kit.local.brand.primary, kit.local.brand.accent, kit.edition)
        slots = slots_of(kit).with_address(self._site_url)
        stencils = Stencils(slots, own, (self.environment, self.config))
        is_alone = kit.local.slug == BASE
        kept = self._kept if is_alone else None
        return SharedPages(stencils, self._shared, self._rendered, is_alone=is_alone, kept=kept)

    @cached_property
    def _kept(self) -> KeptPages | None:
        return kept_pages(self.site.kit, theme_files(self.config), self.store)

    def keep(self) -> None:
        """Has the next build find the pages of this one."""
        if self._kept:
            self._kept.latest.write()

    def _rendered(self, shown: Shown, context: Mapping[str, Any]) -> str:
        """The page of these values, with what all templates read."""
        page = shown.page
        here = {"base_url": relative(".", page.url), "address": page.url}
        template = self.environment.get_template(str(page.meta.get("template") or "main.html"))
        return template.render({**context, **here, **shown.context})

    def seen(self, path: str) -> AddressesAndIds | None:
        """What a quick look finds on the page of ``path``, where that was known when it was made."""
        known = self._seen.get(path)
        return joined((known, self._frames.seen(self.pages[path]))) if known and self._frames else None

    @cached_property
    def _seen(self) -> dict[str, AddressesAndIds]:
        return {}

    def around(self, path: str) -> tuple[tuple[str, ...], AddressesAndIds]:
        """The parts of the frame of the page of ``path`` as they stand on it, and what a look at them finds."""
        page = self.pages[path]
        if not self._frames or not (frame := self._frames.of(page)):
            return (), AddressesAndIds(frozenset(), frozenset())
        return tuple(frame.values()), self._frames.seen(page)

    def _static(self, name: str) -> bytes:
        context = self._context(name, address=None)
        if name == INDEX_PAGE:
            context["letters_of"] = partial(letters_of, site=self.site)
        if name == MISSING_PAGE:  # a host shows it at any address
            context["base_url"] = urlsplit(self._site_url or "/").path
        if name.endswith(".html") and self._frames and (frame := self._frames.at(context["base_url"])):
            context["frame"] = frame
        text = self.environment.get_template(name).render(context)
        made = (slimmed(text) if name.endswith((".css", ".js")) else text).encode()
        return made if made.strip() else b""

    @cached_property
    def _sitemap(self) -> bytes:
        return self._static("sitemap.xml")

    def _packed_sitemap(self) -> bytes:
        return bytes(deflate.gzip_compress(self._sitemap, 9)) if self._sitemap else b""

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The theme's templates, compiled once for as long as they stay as they are."""
        return environment_of(tuple(self.config.theme.dirs), theme_files(self.config).digest)

    @cached_property
    def _frames(self) -> Frames | None:
        """None for a theme without the template for them."""
        try:
            return Frames(self.environment.get_template(FRAME_TEMPLATE), self._menu, self._context)
        except jinja2.TemplateNotFound:
            return None

    @cached_property
    def _menu(self) -> NavigationView:
        """The navigation as pages show it: cut, if it is long and the theme has a page for the whole."""
        has_page = MENU_PAGE in theme_files(self.config).files
        return replace(self.navigation, is_large=has_page and len(self.navigation.pages) > MOST_ITEMS)

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
        data["all_pages"] = MENU_PAGE if self._menu.is_large else ""
        settings = {
            **config,
            "site_name": self.site.typeset(site_name(kit, config)),
            "site_description": self.site.typeset(config.site_description or ""),
            "site_url": self._site_url,
            "theme": theme,
            "extra": {**config.extra, "kit": data},
        }
        return {
            "nav": self._menu.opened(()),
            "whole_nav": self.navigation,
            "pages": tuple(self.pages.values()),
            "extra_css": config.extra_css,
            "extra_javascript": config.extra_javascript,
            "mkdocs_version": mkdocs_version,
            "build_date_utc": self._date,
            "config": settings,
            "page": None,
        }

    def _context(self, url: str | None, **more: object) -> dict[str, Any]:
        """For what stands at ``url`` below the site; links are made for the ``address``, or from the site's top."""
        here = {} if url is None else {"base_url": relative(".", url), "address": url}
        return {**self._shared, **here, **more}


_FOR_READERS = re.compile(rf"[.\s\"']for-({'|'.join(READERS)})\b")

_OF_FRAME = ("common.edition", "site.")
"""How the words that surround every page are named in their catalogue."""


def kit_data(site: SiteContext) -> dict[str, object]:
    """What templates take from the kit, as ``config.extra.kit``; every text in it is raw, so templates escape it."""
    kit = site.kit
    local = kit.local
    return {
        **_brand_data(site),
        "language": local.language,
        "direction": direction(local.language),
        "edition": kit.edition,
        "changed": _day(kit.date, local.language) if kit.date else None,
        "contact": _typeset(local.variables.get("contact", {}), site),
        "mail": mail_address(local),
        "mistakes_to": local.variables.get("contact", {}).get("email", ""),
        "conduct_contact": _conduct_contact(site),
        "forms": [form.page.path for form in kit.forms],
        "readers": _readers(kit),
        "is_borrowed": kit.site.borrows_theme,
        "words": theme_words(site.words),
        "english": [name.rpartition(".")[2] for name in missing_words(local.language) if name.startswith(_OF_FRAME)],
        "workshops": workshop_links(site),
        "events": coming_events(site),
        "news": news(site),
        "index": INDEX_FILE,
    }


def _brand_data(site: SiteContext) -> dict[str, object]:
    """What a local looks like, and what it calls itself."""
    kit, logo = site.kit, logo_of(site.kit)
    local = kit.local
    return {
        "name": site.typeset(local.brand.name),
        "union": site.typeset(local.variables.get("local", {}).get("union", "")),
        "logo": replace(logo, alt=site.typeset(logo.alt)) if logo else None,
        "touch_icon": "" if local.site.icon else TOUCH_ICON,
        "theme_color": theme_color(local.brand),
        "footer": site.typeset(local.site.footer),
        "card": (published(kit, local.site.card) or CARD) if local.url else "",
        "styles": style_sheet(local.brand, "fonts") + legible_rules(local, "fonts"),
        "legible": legible_family(local),
        "brand": brand_rule(local.brand),
    }


def _readers(kit: Kit) -> list[str]:
    """The readers to choose from; none where no page, or part of one, names any."""
    named = {name for page in kit.pages for name in page.front.audience}
    is_marked = any(_names_readers(page.lines) for page in kit.pages)
    return list(READERS) if is_marked or not named.isdisjoint(READERS) else []


@remembered
def _names_readers(lines: Lines) -> bool:
    return any("for-" in line.text and _FOR_READERS.search(line.text) for line in lines)


def _day(made: datetime, language: str) -> dict[str, str]:
    """The day of an edition, for a machine and for readers."""
    date = made.astimezone(UTC).date()
    return {"day": date.isoformat(), "text": day(language, date, weekday=False)}


def _conduct_contact(site: SiteContext) -> dict[str, str]:
    """To whom harassment is reported; where nobody is named, each page of a local's kit says so."""
    contact = site.kit.local.variables.get("conduct_contact", {})
    if site.kit.site.borrows_theme and site.kit.local.slug == BASE and reaches_nobody(contact):
        return {}  # a handbook on something else may have no such program
    return {"name": site.words.common.conduct_unnamed} if reaches_nobody(contact) else _typeset(contact, site)


def _typeset(contact: Mapping[str, str], site: SiteContext) -> dict[str, str]:
    return {key: text if key in ("email", "phone") else site.typeset(text) for key, text in contact.items()}


def theme_words(words: Words) -> dict[str, object]:
    """The words that the theme's templates ask for by name; a plural is a form for each category."""
    named = {"edition": words.common.edition, **asdict(words.site)}
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
