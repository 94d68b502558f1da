"""What one local changed, added, and set: each with its place in the pack and what the base says under it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from generators.model import Asset, Block, Handbook, Lines, Local, OverrideKind, Page, PassageFile, Place, Untouched
from generators.model.problems import Problems
from generators.reading import marks
from generators.reading.drift_lock import fingerprint
from generators.reading.source import BASE

PASSAGES: tuple[OverrideKind, ...] = ("example", "slot")
"""Kinds that go by the name of a passage in a page; all others but settings go by a path."""

Text = tuple[str, ...]


class Override(Struct, frozen=True):
    """One file of a pack, or one setting: ``place`` is where the local wrote it.

    ``target`` is what it stands over in the base; None for what the local added or set. Of a passage that several
    pages hold, that is the first whose text it really takes the place of; drift is told from that one alone.

    ``own`` and ``base`` are the two texts, which pictures and settings have not. ``fingerprint`` is of what the base
    says, and empty without a target. ``hits`` is False for an example or slot that takes the place of nothing in the
    local's pages. ``is_logo`` holds for the picture that is the local's own logo.
    """

    kind: OverrideKind
    name: str
    place: Place
    target: Place | None = None
    own: Text = ()
    base: Text = ()
    fingerprint: str = ""
    hits: bool = True
    is_logo: bool = False

    @property
    def label(self) -> str:
        """The kind, which says of a page or outline whether it is new."""
        return f"new {self.kind}" if self.kind in ("page", "outline") and self.target is None else self.kind


class Overrides(Struct, frozen=True):
    """All overrides of one local, by kind and name.

    ``known`` has the texts by name that an override of each kind could stand over: what the base has, and of passages
    what the local's own pages show of them.
    """

    found: Mapping[tuple[str, str], Override] = field(default_factory=dict)
    known: Mapping[OverrideKind, Mapping[str, Text]] = field(default_factory=dict)
    untouched: Untouched = field(default_factory=Untouched)

    def __iter__(self) -> Iterator[Override]:
        return iter(self.found.values())

    def counts(self) -> Mapping[str, int]:
        """How many there are of each label."""
        return dict(Counter(override.label for override in self))


def overrides_of(handbook: Handbook, local: Local) -> Overrides:
    """The overrides of ``local``; the base kit itself has none.

    Both as they were read: a copy of the base's drawings in a local's colors is no change of the base.
    """
    if local.profile.slug == BASE:
        return Overrides()
    held = tuple(_held(handbook, local))
    found = (
        *_pages("page", handbook.pages, local.pages),
        *_pages("outline", handbook.outlines, local.outlines),
        *_passages("example", local.examples, held),
        *_passages("slot", local.slots, held),
        *_assets(handbook.assets, local),
        *(Override("setting", key, place) for key, place in local.profile.set_keys.items()),
    )
    known: dict[OverrideKind, dict[str, Text]] = {
        "page": {path: _text_of(page) for path, page in handbook.pages.items()},
        "outline": {path: _text_of(page) for path, page in handbook.outlines.items()},
        "asset": dict.fromkeys(handbook.assets, ()),
    }
    for kind in PASSAGES:
        shown = [one.block for one in held if one.block.kind == kind and one.is_shown]
        known[kind] = {block.name: _trimmed(block.lines) for block in reversed(shown)}  # the first one counts
    return Overrides({(one.kind, one.name): one for one in found}, known, _untouched(handbook, local, held))


_OWN = ("name", "union", "brand.primary", "brand.logo", "contact", "conduct_contact", "url")
"""Settings by which a local is told from the kit; a group counts as set when one of its keys is."""


def _untouched(handbook: Handbook, local: Local, held: Sequence[_Held]) -> Untouched:
    set_keys = local.profile.set_keys
    settings = [key for key in _OWN if not any(one == key or one.startswith(f"{key}.") for one in set_keys)]
    if "name" not in settings and local.profile.brand.name == handbook.defaults.profile.brand.name:
        settings.insert(0, "name")
    shown = {one.block.name: one for one in held if one.block.kind == "example" and one.is_shown}
    examples = [name for name, one in shown.items() if one.is_base and name not in local.examples]
    return Untouched(tuple(settings), tuple(examples), len(shown))


def sources_of(handbook: Handbook, local: Local, overrides: Overrides) -> Mapping[str, Path]:
    """Every file that the local's kit is made from, by its name in messages.

    That is all of the pack's, and of the base's all but those that a file of the pack takes the place of.
    """
    replaced = {override.target.file for override in overrides if override.target and override.kind not in PASSAGES}
    base = {shown: file for shown, file in handbook.sources.items() if shown not in replaced}
    return {**base, **local.sources}


def _pages(kind: OverrideKind, base: Mapping[str, Page], own: Mapping[str, Page]) -> Iterator[Override]:
    for path, page in own.items():
        text = _trimmed(page.lines)
        if under := base.get(path):
            said = _text_of(under)
            yield Override(kind, path, page.place, under.place, text, said, fingerprint(said))
        else:
            yield Override(kind, path, page.place, own=text)


def _passages(kind: OverrideKind, own: Mapping[str, PassageFile], held: Sequence[_Held]) -> Iterator[Override]:
    for name, passage in own.items():
        same = [one for one in held if (one.block.kind, one.block.name) == (kind, name)]
        hits = any(one.is_hit for one in same)
        text = _trimmed(passage.lines)
        in_base = [one for one in same if one.is_base]
        if in_base:
            block = next((one for one in in_base if one.is_hit), in_base[0]).block
            said = _trimmed(block.lines)
            yield Override(kind, name, passage.place, block.place, text, said, fingerprint(said), hits)
        else:
            yield Override(kind, name, passage.place, own=text, hits=hits)


def _assets(base: Mapping[str, Asset], local: Local) -> Iterator[Override]:
    for path, asset in local.assets.items():
        is_logo = asset.file in local.profile.brand.logos
        if under := base.get(path):
            digest = hashlib.sha256(under.file.read_bytes()).hexdigest()
            yield Override("asset", path, asset.place, under.place, fingerprint=digest, is_logo=is_logo)
        else:
            yield Override("asset", path, asset.place, is_logo=is_logo)


class _Held(Struct, frozen=True):
    """A passage where a page of the base or of the local holds it.

    ``is_shown``: no page of the local takes the place of this one. ``is_hit``: the local's text takes the place of the
    passage, and not of one around it.
    """

    block: Block
    is_base: bool
    is_shown: bool
    is_hit: bool


def _held(handbook: Handbook, local: Local) -> Iterator[_Held]:
    """The examples and slots of all pages, then of all outlines; of each the base's first."""
    for base, own in ((handbook.pages, local.pages), (handbook.outlines, local.outlines)):
        for path, page in base.items():
            yield from _held_in(page, local, is_base=True, is_shown=path not in own)
        for page in own.values():
            yield from _held_in(page, local, is_base=False, is_shown=True)


def _held_in(page: Page, local: Local, *, is_base: bool, is_shown: bool) -> Iterator[_Held]:
    blocks = marks.find(page.lines, Problems())  # what is wrong with the marks is said when the page is resolved
    hit = {block.start for block in marks.outermost(blocks, lambda block: passage_for(block, local) is not None)}
    for block in blocks:
        if block.kind in PASSAGES:
            yield _Held(block, is_base, is_shown, is_hit=is_shown and block.start in hit)


def passage_for(block: Block, local: Local) -> PassageFile | None:
    """What ``local`` says in place of the passage ``block``, if anything."""
    if block.kind == "example":
        return local.examples.get(block.name)
    return local.slots.get(block.name) if block.kind == "slot" else None


def _text_of(page: Page) -> Text:
    """Front matter, a blank line, and the lines as written, marks and variables and all."""
    front = [
        f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for key, value in page.front.written.items()
    ]
    body = _trimmed(page.lines)
    return (*front, "", *body) if front else body


def _trimmed(lines: Lines) -> Text:
    """The text without blank lines at its ends, and without blanks at the ends of its lines."""
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    return tuple(line.text.rstrip() for line in lines[full[0] : full[-1] + 1]) if full else ()
