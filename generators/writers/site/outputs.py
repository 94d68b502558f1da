"""Every file that a kit's site is made of, each with its one source: two of one name would lose one of the two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generators.decks.teaching.cuts import shorter
from generators.model import NOWHERE, Kit, NavigationItem, Place
from generators.model.kit import published
from generators.model.problems import Problems, RefusedInput
from generators.reading.addresses import file_of
from generators.reading.files import is_portable
from generators.writers.site import downloads
from generators.writers.site.generated import (
    DOWNLOADS_PAGE,
    WORKSHOPS_PAGE,
    deck_path,
    guide_path,
    notes_path,
    present_path,
)
from generators.writers.site.hosting import HOST_FILES
from generators.writers.site.indexes import INDEX_FILE
from generators.writers.site.look import CARD, ICON, TOUCH_ICON, site_fonts
from generators.writers.site.mkdocs_route import settings_of
from generators.writers.site.rendering import MENU_PAGE
from generators.writers.site.theme_files import STATIC_TEMPLATES, published_files
from generators.writers.site.views import MOST_ITEMS

_OF_ALL_FORMS = tuple(f"{downloads.FOLDER}/forms/{name}.js" for name in ("local-parts", "typefaces"))
"""What the pages of all forms share (``writers/forms``)."""


class Output(Struct, frozen=True):
    """A file by its ``path`` below the site, and what it is made from: ``page`` is that of a page of the handbook.

    ``source`` is nowhere for what every kit has.
    """

    path: str
    source: Place
    page: str = ""

    @property
    def key(self) -> str:
        """The path as the least careful of file systems compares it: capitals, composed letters, dots at the end."""
        parts = unicodedata.normalize("NFC", self.path).casefold().split("/")
        return "/".join(unicodedata.normalize("NFC", part).rstrip(". ") for part in parts)


def check_outputs(kit: Kit, assets: Mapping[str, Place], problems: Problems) -> None:
    """A problem for each file of the site that has two sources, and for each name that not every computer can write.

    ``assets`` are the places of the kit's assets, by path.
    """
    pack = kit.local.place.file.rpartition("/")[0] + "/"
    outputs = tuple(outputs_of(kit, assets))
    told: set[frozenset[Place]] = set()
    for first, second in _same(outputs):
        places = frozenset((first.source, second.source))
        if places not in told:
            told.add(places)
            is_second = second.source != NOWHERE and (
                first.source == NOWHERE or second.source.file.startswith(pack) or not first.source.file.startswith(pack)
            )
            _report(*((second, first) if is_second else (first, second)), problems)
    for output in outputs:
        if output.source != NOWHERE and not all(is_portable(part) for part in output.path.split("/")):
            message = f"'{output.path}' cannot be written on Windows, which keeps such names for itself"
            problems.warn("file-name-not-portable", output.source, message, "give this file another name")


def _report(output: Output, other: Output, problems: Problems) -> None:
    if output.page and other.page:
        message = f"'{output.page}' and '{other.page}' have the same address on the site"
        problems.error("page-same-address", output.source, message, "give one of them another name")
        return
    named = f"'{other.source.file}'" if other.source != NOWHERE else "the kit itself"
    alike = "" if other.path == output.path else f" (as '{other.path}', which many computers take for the same name)"
    message = f"'{output.path}' on the site would be made from this file, and also by {named}{alike}"
    problems.error("output-with-two-sources", output.source, message, "give this file another name")


def _same(outputs: Iterable[Output]) -> Iterator[tuple[Output, Output]]:
    """Each two that have one name, or of which one would have to be a folder of the other."""
    files: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    for output in outputs:
        key = output.key
        parts = key.split("/")
        parents = ["/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
        clash = files.get(key) or folders.get(key) or next(filter(None, map(files.get, parents)), None)
        if clash:
            yield clash, output
        files.setdefault(key, output)
        for parent in parents:
            folders.setdefault(parent, output)


def outputs_of(kit: Kit, assets: Mapping[str, Place]) -> Iterator[Output]:
    """What the kit itself makes first, then what authors named: those can take another name."""
    urls = kit.site.directory_urls
    yield from (Output(path, NOWHERE) for path in _of_theme(kit))
    if kit.forms:
        yield from (Output(path, NOWHERE) for path in (downloads.ALL_FORMS.path, *_OF_ALL_FORMS))
    for path, place in generated_paths(kit):
        yield Output(file_of(path, directory_urls=urls), place)
    for deck in kit.decks:
        yield from (Output(file.path, deck.place) for file in downloads.of_deck(deck).to_take_along)
    for form in kit.forms:
        made = downloads.of_form(form)
        paths = (made.pdf.path, f"{made.pdf.path}.js", f"{made.pdf.path}.layout.js", made.large_print.path)
        yield from (Output(path, form.page.place) for path in paths)
    for path in kit.assets:
        yield Output(published(kit, path), assets.get(path, NOWHERE))
    for page in sorted(kit.pages if kit.site.own_theme else (), key=lambda page: page.path):  # else MkDocs tells
        yield Output(file_of(page.path, directory_urls=urls), page.place, page.path)


def generated_paths(kit: Kit) -> Iterator[tuple[str, Place]]:
    """The pages that no author writes, by path, each with what it is made from (``generated.generated_pages``)."""
    yield from _listed_paths(kit)
    yield from _paths_to_present(kit)


def _listed_paths(kit: Kit) -> Iterator[tuple[str, Place]]:
    if kit.decks or kit.forms:
        yield DOWNLOADS_PAGE, NOWHERE
    if kit.decks:
        yield WORKSHOPS_PAGE, NOWHERE
    for deck in kit.decks:
        yield deck_path(deck), deck.place
        if kit.site.own_theme:
            yield guide_path(deck), deck.place


def _paths_to_present(kit: Kit) -> Iterator[tuple[str, Place]]:
    """Those that stand in no menu."""
    for deck in kit.decks if kit.site.own_theme else ():
        for one in (deck, *shorter(deck)):
            yield present_path(one), deck.place
            yield notes_path(one), deck.place


def _of_theme(kit: Kit) -> Iterator[str]:
    """What stands on the site of every kit with its own theme; which files another theme has is not known."""
    if not kit.site.own_theme:
        return
    try:
        config, local = settings_of(kit), kit.local
    except RefusedInput:  # who builds the site hears of it
        return
    files = {*config.theme.static_templates, *STATIC_TEMPLATES, *published_files(config), *site_fonts(local)}
    files |= {"sitemap.xml.gz", INDEX_FILE, *HOST_FILES}
    files |= {MENU_PAGE} if _menu_items(kit) > MOST_ITEMS else set()
    files |= set() if local.site.icon else {ICON, TOUCH_ICON}
    files |= {CARD} if local.url and not local.site.card else set()
    yield from sorted(files)


def _menu_items(kit: Kit) -> int:
    """How many pages the navigation may have."""
    written = len(kit.pages) if kit.navigation is None else sum(map(_pages_below, kit.navigation))
    return written + sum(1 for _ in _listed_paths(kit))


def _pages_below(item: NavigationItem) -> int:
    return sum(map(_pages_below, item.children)) or bool(item.path)
