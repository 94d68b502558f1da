"""All files of a site in the kit's own theme, before any of them is written: what is made, and what is copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from msgspec import Struct

from generators.brand.artwork import at_night
from generators.caching.store import FORGETFUL, Store
from generators.markdown.dialect import dialect_of
from generators.model import Kit
from generators.model.kit import published
from generators.model.problems import RefusedInput
from generators.writers.site.downloads import all_of
from generators.writers.site.look import CARD, ICON, TOUCH_ICON, card, icon, site_fonts, touch_icon
from generators.writers.site.mkdocs_route import settings_of
from generators.writers.site.pages import Pages, finished_pages
from generators.writers.site.rendering import Rendering, site_name
from generators.writers.site.running_text import headline
from generators.writers.site.site_links import dead_links, dead_navigation, links_from_top
from generators.writers.site.theme_files import published_files
from generators.writers.site.views import SiteContext


class SiteParts(Struct, frozen=True, dict=True):
    """The site of ``kit`` with its ``pages`` finished; ``rendering`` makes files of them."""

    kit: Kit
    config: MkDocsConfig
    pages: Pages
    rendering: Rendering

    @classmethod
    def of(cls, kit: Kit, store: Store = FORGETFUL) -> SiteParts:
        """The parts of the site of ``kit``, which MkDocs does not build; what they are made of is kept in ``store``.

        Raises:
            RefusedInput: an item of the navigation leads nowhere, or MkDocs refuses the settings.
        """
        config = settings_of(kit)
        urls = bool(config.use_directory_urls)
        context = SiteContext(kit, directory_urls=urls, own_theme=True, dialect=dialect_of(kit.site.extensions))
        pages = finished_pages(context, config, store)
        if not kit.site.is_lenient and (problems := tuple(dead_navigation(pages))):
            raise RefusedInput(*problems)
        views, navigation = pages.views(config)
        chapters, found = pages.chapters(navigation.pages), tuple(pages.found(views))
        rendering = Rendering(context, config, views, navigation, pages.addresses, chapters, found, store)
        return cls(kit, config, pages, rendering)

    @cached_property
    def copied(self) -> Mapping[str, Path]:
        """Files that stand on the site as they are, by path."""
        return {**published_files(self.config), **{path: one for path, one in self._assets if path not in self._dark}}

    @property
    def _assets(self) -> Iterator[tuple[str, Path]]:
        return ((published(self.kit, path), one) for path, one in self.kit.assets.items())

    @cached_property
    def _dark(self) -> Mapping[str, bytes]:
        """Drawings in the brand's colors, with those that they have on dark pages, by path."""
        brand = self.kit.local.brand

        def is_drawn(file: Path) -> bool:
            return file.suffix.lower() == ".svg" and file not in brand.logos

        drawn = {path: one.read_bytes() for path, one in self._assets if is_drawn(one)}
        turned = {path: at_night(data.decode("utf-8", "replace"), brand).encode() for path, data in drawn.items()}
        return {path: data for path, data in turned.items() if data != drawn[path]}

    def makers(self) -> Mapping[str, Callable[[], bytes]]:
        """What makes each file that is not copied, one at a time, by path; one that comes out empty is none.

        They raise a ``jinja2.TemplateError`` where a template cannot be used; ``template_problem`` says where that is.
        """
        fonts = {path: partial(bytes, data) for path, data in site_fonts(self.kit.local).items()}
        dark = {path: partial(bytes, data) for path, data in self._dark.items()}
        return {**self.rendering.makers(), **fonts, **self._drawings(), **dark}

    def _drawings(self) -> Mapping[str, Callable[[], bytes]]:
        local = self.kit.local
        made: dict[str, Callable[[], bytes]] = {}
        if not local.site.icon:
            made |= {ICON: partial(icon, local.brand), TOUCH_ICON: partial(touch_icon, local.brand)}
        # Only an absolute address can name a card, so a site without one goes without.
        if local.url and not local.site.card:
            said = map(self.rendering.site.typeset, (headline(self.kit), site_name(self.kit, self.config)))
            made[CARD] = partial(card, local.brand, *said)
        return made

    def refuse_dead_links(self, made: Mapping[str, bytes]) -> None:
        """Looks where the links of ``made``, which are all files that are made, lead to.

        Raises:
            RefusedInput: one leads nowhere.
        """
        if self.kit.site.is_lenient:
            return  # such are told as warnings
        files = {*made, *self.copied, *(file.path for file in all_of(self.kit))}
        problems = (*dead_links(made, files, self.pages, self.rendering), *links_from_top(self.pages, self.config))
        if problems:
            raise RefusedInput(*problems)
