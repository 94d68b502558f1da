"""A local, the handbook under it, and the Kit that comes of the two, with its decks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from generators.model.document import NOWHERE, Lines, Nodes, Place
from generators.model.form import Form
from generators.model.page import Outline, Page


class Slide(Struct, frozen=True):
    """``layout`` is a name of the deck writer's list or empty (then inferred from ``body``); ``section`` opens one.

    ``minutes`` is None when the outline gives none. ``notes`` is what the trainer says, never shown.
    """

    layout: str
    title: str
    body: Nodes
    notes: Nodes
    minutes: float | None
    place: Place
    section: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


class Deck(Struct, frozen=True):
    """``minutes`` is the promised length; ``start`` a clock time ``HH:MM``; ``handouts`` and ``agenda`` are form names.

    ``people`` is for how many a guide counts copies, or None; ``places`` gives the line of each key of the outline's
    front matter.
    """

    name: str
    title: str
    minutes: float
    audience: str
    start: str
    handouts: tuple[str, ...]
    slides: tuple[Slide, ...]
    lang: str
    place: Place
    description: str = ""
    purpose: str = ""
    room: str = ""
    materials: tuple[str, ...] = ()
    agenda: str = ""
    people: int | None = None
    search_terms: tuple[str, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)


class Brand(Struct, frozen=True):
    """``primary`` and ``accent`` are ``#rrggbb``; ``logo`` is a file of the kit's assets, or None.

    ``logo_dark`` is the same for dark grounds, where there is one.

    ``template`` is the local's own PowerPoint file for its decks, not yet vouched for, or None.
    """

    name: str
    primary: str
    accent: str
    logo: Path | None = None
    logo_alt: str = ""
    font: str = ""
    template: Path | None = None
    logo_dark: Path | None = None

    @property
    def logos(self) -> tuple[Path, ...]:
        """The files of the logo, for light grounds and for dark ones."""
        return tuple(file for file in (self.logo, self.logo_dark) if file)


Paper = Literal["letter", "a4"]
Namespace = Mapping[str, Mapping[str, str]]
"""What ``{{ group.key }}`` may name: groups ``local``, ``contact``, ``conduct_contact``, ``program``, ``variables``."""


class SiteChoices(Struct, frozen=True):
    """What a local decides for its website alone; an empty text leaves the kit's own.

    ``icon`` and ``card`` are paths among the kit's assets. ``hide`` and ``order`` hold paths of pages, each with the
    place where the local names it: the former are in no list of pages, the latter come first in their group.
    ``security`` is whom to tell of a fault in its security, an e-mail or web address, until the day ``security_until``.
    """

    title: str = ""
    headline: str = ""
    lead: str = ""
    footer: str = ""
    icon: str = ""
    card: str = ""
    security: str = ""
    security_until: str = ""
    hide: Lines = ()
    order: Lines = ()


class Event(Struct, frozen=True):
    """What a local announces for a ``day`` (ISO 8601); it ``begins`` so many minutes after midnight, if that is known.

    ``link`` is an address of the web or of mail, or the path of a page or file, with an anchor if need be.
    """

    title: str
    day: str
    place: Place
    begins: int | None = None
    where: str = ""
    link: str = ""


class Asset(Struct, frozen=True):
    """A file that is published as it is: ``file`` may be a copy; ``place`` is where its author has it.

    ``shares`` is for a drawing in a local's colors: the same in how much it has of each (``brand.artwork.in_shares``).
    """

    file: Path
    place: Place
    shares: str = ""


class PassageFile(Struct, frozen=True):
    """A pack's file for the passages of its name: its ``lines``, which may be none, and where it stands."""

    lines: Lines
    place: Place


OverrideKind = Literal["page", "outline", "example", "slot", "asset", "setting"]


class Seen(Struct, frozen=True):
    """What the base said under one override when its local last looked: in which ``file``, and in which words.

    ``fingerprint`` is of what the words say, whatever lines they stand on; a picture has no ``text``.
    """

    kind: OverrideKind
    name: str
    file: str
    fingerprint: str
    text: tuple[str, ...]
    place: Place


class Profile(Struct, frozen=True):
    """What a tenant is, without its texts and files. ``slug`` is ``base`` for the kit itself.

    ``url`` is where its site will stand, or empty. ``place`` is that of its settings; ``events`` are in the order of
    time; ``set_keys`` are those that it gives itself (``brand.primary``), each with its place.
    """

    slug: str
    brand: Brand
    variables: Namespace
    language: str
    paper: Paper
    url: str
    place: Place = NOWHERE
    site: SiteChoices = SiteChoices()
    events: tuple[Event, ...] = ()
    set_keys: Mapping[str, Place] = field(default_factory=dict)


class Local(Struct, frozen=True):
    """A tenant's pack as it was read from the folder ``root``; ``assets`` are by the path that they are published as.

    ``seen`` is what the pack's ``drift.lock`` remembers of the base, by kind and name; None without such a file.
    ``sources`` are all files of the pack, by their names in messages.
    """

    profile: Profile
    root: Path
    pages: Mapping[str, Page] = field(default_factory=dict)
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    examples: Mapping[str, PassageFile] = field(default_factory=dict)
    slots: Mapping[str, PassageFile] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    seen: Mapping[tuple[str, str], Seen] | None = None
    sources: Mapping[str, Path] = field(default_factory=dict)


class PageFolder(Struct, frozen=True):
    """An option of an extension that means the folder of whatever page is read (``!relative``); of none, ``docs_dir``.

    ``root`` is the kit's folder, in which messages name files.
    """

    docs_dir: str
    root: str

    def __fspath__(self) -> str:
        return self.docs_dir


class Extension(Struct, frozen=True):
    """A Python-Markdown extension as ``mkdocs.yml`` names it, with its options."""

    name: str
    options: Mapping[str, object] = field(default_factory=dict)


class NavigationItem(Struct, frozen=True):
    """A page (``path``), a link (``url``), or a group (``children``) of the navigation."""

    title: str
    path: str = ""
    url: str = ""
    children: tuple[NavigationItem, ...] = ()


class SiteSettings(Struct, frozen=True):
    """What ``mkdocs.yml`` says that more than one output needs; ``navigation`` None leaves the order to the folder.

    ``file`` is the mkdocs.yml itself, ``files`` that and those it inherits from; ``docs_dir`` the folder of its pages.
    ``own_theme`` says whether the templates are the kit's own, and ``borrows_theme`` whether the program lends them,
    since the folder has no copy; ``only_mkdocs`` names what MkDocs alone can do; ``directory_urls`` says whether each
    page is a folder of the site. ``leaves_braces`` says that ``{{ }}`` in pages belongs to a plugin, and ``excluded``
    holds the patterns of files that the author does not publish.
    """

    file: Path
    name: str
    docs_dir: Path
    extensions: tuple[Extension, ...]
    navigation: tuple[NavigationItem, ...] | None
    files: tuple[Path, ...] = ()
    own_theme: bool = False
    borrows_theme: bool = False
    is_strict: bool = False
    only_mkdocs: Lines = ()
    directory_urls: bool = True
    leaves_braces: bool = False
    excluded: tuple[str, ...] = ()

    @property
    def is_lenient(self) -> bool:
        """Whether its pages were written for MkDocs, and are held to no more than that asks for."""
        return not self.own_theme or (self.borrows_theme and not self.is_strict)

    @property
    def by_mkdocs(self) -> bool:
        """Whether MkDocs builds the site, since the theme is not the kit's own, or something is for MkDocs alone."""
        return not self.own_theme or bool(self.only_mkdocs)


class Handbook(Struct, frozen=True):
    """The base kit as written: pages and deck outlines by path, before any local.

    ``settings`` are the values of the kit's own ``overrides/local.yml``, over which a local lays its own; ``defaults``
    is what a local is that lays nothing over the base. ``assets``
    are by the path that they are published as. ``sources`` are all files that it was read from, by their names in
    messages, which the computer may spell otherwise (é as e and an accent).
    """

    root: Path
    settings: Mapping[str, object]
    site: SiteSettings
    defaults: Local
    pages: Mapping[str, Page]
    outlines: Mapping[str, Outline]
    assets: Mapping[str, Asset]
    sources: Mapping[str, Path]


class LockedPassage(Struct, frozen=True):
    """A passage that every reader shall see as the base has it: its ``lines``, and what its page defines for them.

    It stands on the ``page`` of that path, if any, and on slides of the ``decks`` of these names.
    """

    name: str
    lines: Lines
    page: str = ""
    decks: tuple[str, ...] = ()


class Kit(Struct, frozen=True, weakref=True):
    """Everything that one local publishes: resolved, immutable, complete.

    ``local`` is whose it is. Pages carry no unresolved variables, no notes, and no marks. ``assets`` maps a path as
    pages write it (``assets/logo.svg``) to the file that it means. ``edition`` is a short hash of all that readers can
    read. ``locked`` is what all of them shall see. ``date`` is the time of making that outputs may bear; without one,
    they bear none. ``built`` is the folder with the site, where MkDocs has built it to see what its plugins make.
    ``shares`` has, by their files, the drawings that are in the local's colors, in how much they have of each.
    """

    local: Profile
    site: SiteSettings
    pages: tuple[Page, ...]
    forms: tuple[Form, ...]
    decks: tuple[Deck, ...]
    assets: Mapping[str, Path]
    navigation: tuple[NavigationItem, ...] | None
    edition: str
    locked: tuple[LockedPassage, ...] = ()
    date: datetime | None = None
    built: Path | None = None
    shares: Mapping[Path, str] = field(default_factory=dict)


def published(kit: Kit, asset: str) -> str:
    """Where an asset stands below the site: its path, with the file's ending where that is another (a.heic.jpg).

    What is no asset, as an empty path, stays.
    """
    suffix = kit.assets[asset].suffix.lower() if asset in kit.assets else ""
    return asset if asset.lower().endswith(suffix) else asset + suffix


class Untouched(Struct, frozen=True):
    """What readers see of the base where they would expect the local: keys of settings, and names of ``examples``.

    ``shown`` is how many examples the local's pages have, its own among them.
    """

    settings: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    shown: int = 0


def is_own(place: Place, kit: Kit) -> bool:
    """Whether the local's pack brought along what stands at ``place``."""
    folder = kit.local.place.file.rpartition("/")[0] + "/"
    return kit.local.slug != "base" and place.file.startswith(folder)
