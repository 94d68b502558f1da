"""The frozen types that every stage of the path shares; they hold no behavior."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Meta = Mapping[str, object]
"""A page's front matter: YAML scalars, lists, and mappings, as read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``file`` as its author knows it (posix, relative to the kit), ``line`` from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source file, without its newline, with the address it came from."""

    text: str
    place: Place


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown page: ``path`` below its folder (``handbook/kinds.md``), body ``lines`` without front matter.

    ``meta_places`` gives the line of each top-level key of the front matter.
    """

    path: str
    lang: str
    meta: Meta
    lines: Lines
    meta_places: Mapping[str, Place] = field(default_factory=dict)
    place: Place = Place("", 1)


MarkKind = Literal["example", "slot", "locked", "slide", "notes"]


@dataclass(frozen=True, slots=True)
class Block:
    """A named passage of a page: ``lines`` between its marks; ``start`` and ``end`` are the marks' line indexes."""

    kind: MarkKind
    name: str
    lines: Lines
    place: Place
    start: int
    end: int


# The document tree: what Markdown means, free of HTML, for every output that is not the site.


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``text`` of ``"\\n"`` is a forced line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


Inline = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: Inline
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inline


@dataclass(frozen=True, slots=True)
class ListItem:
    """``checked`` is None unless the item is a task (``- [ ]``)."""

    blocks: tuple[Node, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1


Alignment = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[Inline, ...]
    rows: tuple[tuple[Inline, ...], ...]
    alignments: tuple[Alignment, ...] = ()
    caption: Inline = ()


@dataclass(frozen=True, slots=True)
class Image:
    """``source`` is the path as written, resolved against the page's folder (``assets/circle.svg``)."""

    source: str
    alt: str
    caption: Inline = ()
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """An admonition: ``kind`` is its type word (``tip``, ``example``, ``key``)."""

    kind: str
    title: Inline
    blocks: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    pass


Node = Heading | Paragraph | ListBlock | Table | Image | Quote | Callout | CodeBlock | ThematicBreak
Nodes = tuple[Node, ...]


# Forms.

FieldKind = Literal["text", "area", "radio", "checks", "scale", "signature"]
InputType = Literal["text", "email", "tel", "date", "number"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: ``value`` is what is stored (a word, never an index); ``write_in`` has room to write beside it."""

    value: str
    label: str
    write_in: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One question, the same by name on the web page, in the PDF, on paper, and in the collected table.

    ``lines`` is the room on paper in written lines. ``low`` and ``high`` name the ends of a scale.
    ``optional`` says why a personal question may be skipped, and is empty elsewhere.
    ``width`` is the share of a row, in twelfths, 0 for an equal share.
    """

    name: str
    label: str
    kind: FieldKind
    options: tuple[Option, ...] = ()
    required: bool = False
    lines: int = 1
    hint: str = ""
    input_type: InputType = "text"
    max_length: int = 0
    low: str = ""
    high: str = ""
    optional: str = ""
    autocomplete: str = ""
    width: int = 0
    place: Place = Place("", 1)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One-line fields that stand side by side."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """Repeated rows of one-line fields under column heads; names are ``<column>-<row number>``."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Field, ...], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class FormProse:
    """Text between fields."""

    nodes: Nodes


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


FormItem = Field | FieldRow | FieldTable | FormProse | PageBreak


@dataclass(frozen=True, slots=True)
class FormSection:
    """``title`` is empty for what stands before the first heading; ``level`` is the heading's.

    ``minutes`` is the time that an agenda gives to the section (``## Introductions {minutes=10}``), else None.
    """

    title: str
    items: tuple[FormItem, ...]
    level: int = 2
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """``name`` is the file's stem; ``appendix`` a Roman numeral or empty; ``edition`` a hash of its fields.

    ``minutes`` is the length that an agenda promises (``minutes:`` in its front matter), else None.
    """

    page: Page
    name: str
    title: str
    appendix: str
    audience: str
    privacy: str
    sections: tuple[FormSection, ...]
    edition: str
    minutes: float | None = None


# Decks.


@dataclass(frozen=True, slots=True)
class Slide:
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


@dataclass(frozen=True, slots=True)
class Deck:
    """``minutes`` is the promised length; ``start`` a clock time ``HH:MM``; ``handouts`` are form names."""

    name: str
    title: str
    minutes: float
    audience: str
    start: str
    handouts: tuple[str, ...]
    slides: tuple[Slide, ...]
    lang: str
    place: Place
    meta: Meta = field(default_factory=dict)


# A local and its kit.


@dataclass(frozen=True, slots=True)
class Brand:
    """``primary`` and ``accent`` are ``#rrggbb``; ``logo`` is a file of the kit's assets, or None."""

    name: str
    primary: str
    accent: str
    logo: Path | None = None
    logo_alt: str = ""
    font: str = ""


Paper = Literal["letter", "a4"]
Namespace = Mapping[str, Mapping[str, str]]
"""What ``{{ group.key }}`` may name: groups ``local``, ``contact``, ``conduct_contact``, ``program``, ``variables``."""


@dataclass(frozen=True, slots=True)
class Local:
    """One tenant. ``slug`` is ``base`` for the kit itself; passages map a name to its file's lines."""

    slug: str
    brand: Brand
    variables: Namespace
    language: str
    paper: Paper
    url: str
    pages: Mapping[str, Page]
    outlines: Mapping[str, Page]
    examples: Mapping[str, Lines]
    slots: Mapping[str, Lines]
    assets: Mapping[str, Path]
    root: Path
    place: Place = Place("", 1)


@dataclass(frozen=True, slots=True)
class Extension:
    """A Python-Markdown extension as ``mkdocs.yml`` names it, with its options."""

    name: str
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A page (``path``), a link (``url``), or a group (``children``) of the navigation."""

    title: str
    path: str = ""
    url: str = ""
    children: tuple[NavigationItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What ``mkdocs.yml`` says that more than one output needs; ``navigation`` None leaves the order to the folder.

    ``file`` is the mkdocs.yml itself; ``docs_dir`` the folder of its pages.
    """

    file: Path
    name: str
    docs_dir: Path
    extensions: tuple[Extension, ...]
    navigation: tuple[NavigationItem, ...] | None


@dataclass(frozen=True, slots=True)
class Handbook:
    """The base kit as written: pages and deck outlines by path, before any local."""

    root: Path
    site: SiteSettings
    defaults: Local
    pages: Mapping[str, Page]
    outlines: Mapping[str, Page]
    assets: Mapping[str, Path]


OverrideKind = Literal["page", "new page", "outline", "new outline", "example", "slot", "asset", "setting"]


@dataclass(frozen=True, slots=True)
class Override:
    """One thing that a local changed or added: where it stands in the pack, and what it takes the place of."""

    kind: OverrideKind
    name: str
    place: Place
    target: Place | None = None


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that one local publishes: resolved, immutable, complete.

    Pages carry no unresolved variables, no notes, and no marks. ``assets`` maps a path below the site
    (``assets/logo.svg``) to the file to publish there. ``edition`` is a short hash of all that readers can read.
    """

    local: Local
    site: SiteSettings
    pages: tuple[Page, ...]
    forms: tuple[Form, ...]
    decks: tuple[Deck, ...]
    assets: Mapping[str, Path]
    navigation: tuple[NavigationItem, ...] | None
    overrides: tuple[Override, ...]
    edition: str
