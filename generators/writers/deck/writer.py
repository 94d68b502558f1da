"""Writes a kit's decks as PowerPoint files that are designed, editable, and accessible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from pathlib import Path

from msgspec import Struct

from generators.brand.artwork import drawing_colors
from generators.brand.palette import Palette, palette
from generators.caching.store import FORGETFUL, Store
from generators.decks.slideshow.compose import compose, own_template, setting_of
from generators.decks.slideshow.content import ComposedSlide
from generators.decks.slideshow.design import Layout
from generators.decks.slideshow.feet import Foot, foot_of
from generators.decks.slideshow.layouts import LAYOUTS
from generators.decks.slideshow.links import with_addresses
from generators.decks.teaching.cuts import shorter
from generators.model import Deck, Kit
from generators.model.current_work import working_on
from generators.model.remembered import remembered_by_value
from generators.ooxml.package import Parts, zipped
from generators.ooxml.relationships import CORE
from generators.ooxml.xml import emu, filled
from generators.words.direction import direction
from generators.writers.deck.assembly import (
    Plan,
    SlideStub,
    assembled,
    notes_name,
    picture_name,
    relationships_name,
    slide_name,
    slot_address,
)
from generators.writers.deck.base import (
    APPLICATION,
    AUTHOR,
    LOGO,
    LOGO_DARK,
    THEMES,
    base_file,
    layout_name,
    template_base,
    theme_part,
)
from generators.writers.deck.masters import DARK_ROOM, FOOTER_ROOM, LOGO_ROOM, PLATE_ROOM
from generators.writers.deck.pictures import PictureMaker
from generators.writers.deck.slides import FOOTER, Drawn, Reference, drawn, drawn_notes

MASTERS = ("ppt/slideMasters/", "ppt/slideLayouts/")


class Identity(Struct, frozen=True):
    """What a deck says of itself: ``author`` is the local; ``made`` the time of the build, or None for no time at all.

    ``template`` is the file to build on when it is the local's own, whose themes stay as they are; ``pictures`` makes
    the files of its pictures.
    """

    author: str
    foot: Foot
    palette: Palette
    family: str
    pictures: PictureMaker
    made: datetime | None = None
    template: bytes | None = None


def presentation(deck: Deck, slides: Sequence[ComposedSlide], identity: Identity) -> Parts:
    """The parts of the whole file by name. Two locals whose slides differ in words alone share the assembling."""
    sheets = [drawn(shown, identity.pictures) for shown in slides]
    said = [drawn_notes(shown.notes, shown.lang, rtl=shown.rtl) for shown in slides]
    slots = _slots([*sheets, *said])
    parts = dict(assembled(_plan(deck, slides, sheets, said, slots, identity)))
    if identity.template is None:
        parts |= dict.fromkeys(THEMES, theme_part(identity.palette, identity.author, identity.family))
        parts |= _with_logo(parts, identity, rtl=direction(deck.lang) == "rtl")
    parts |= {name: filled(parts[name], AUTHOR, identity.author) for name in (CORE, APPLICATION)}
    parts |= {picture_name(slot): link.data for link, slot in slots.items() if link.data}
    for number, (sheet, notes) in enumerate(zip(sheets, said, strict=True), 1):
        parts[slide_name(number)] = filled(sheet.markup, FOOTER, identity.foot.text)
        parts[notes_name(number)] = notes.markup
        for drawing, name in ((sheet, slide_name(number)), (notes, notes_name(number))):
            relationships = relationships_name(name)
            for link in (link for link in drawing.links if link.address):
                parts[relationships] = filled(parts[relationships], slot_address(slots[link]), link.address)
    return parts


def _with_logo(parts: Parts, identity: Identity, *, rtl: bool) -> Parts:
    """The master and the layouts with the logo at the foot, and the pictures that all of them show."""
    foot = identity.foot
    if foot.logo is None:
        return {}
    rooms = (
        (LOGO_ROOM, foot.box), (PLATE_ROOM, foot.plate.box), (FOOTER_ROOM, foot.words), (DARK_ROOM, foot.dark_box)
    )  # fmt: skip
    edges = tuple(
        (token, str(emu(edge)))
        for room, box in ((room, box.mirrored() if rtl else box) for room, box in rooms)
        for token, edge in zip(room, (box.left, box.top, box.width, box.height), strict=True)
    )
    sheets = (name for name in parts if name.startswith(MASTERS) and name.endswith(".xml"))
    placed = {name: _placed(parts[name], edges) for name in sheets}
    dark = {LOGO_DARK: identity.pictures.logo(foot.dark, foot.dark_box)} if foot.dark else {}
    return {**placed, LOGO: identity.pictures.logo(foot.logo, foot.box), **dark}


@remembered_by_value
def _placed(sheet: bytes, edges: tuple[tuple[str, str], ...]) -> bytes:
    """A master or a layout with the edges of the logo in their places, for all decks of a local the same."""
    return reduce(lambda data, edge: filled(data, *edge), edges, sheet)


def _slots(sheets: Sequence[Drawn]) -> dict[Reference, str]:
    """A name for each picture and each address of the deck, by its first use."""
    slots: dict[Reference, str] = {}
    for sheet in sheets:
        for link in sheet.links:
            number = len(slots) + 1
            slots.setdefault(link, f"image{number}.{link.suffix}" if link.suffix else f"link{number}")
    return slots


def _plan(
    deck: Deck,
    slides: Sequence[ComposedSlide],
    sheets: Sequence[Drawn],
    said: Sequence[Drawn],
    slots: dict[Reference, str],
    identity: Identity,
) -> Plan:
    used, heard = ([tuple(slots[link] for link in drawing.links) for drawing in part] for part in (sheets, said))
    frames = tuple(
        SlideStub(_layout_name(shown.layout), on_slide, shown.section, in_notes)
        for shown, on_slide, in_notes in zip(slides, used, heard, strict=True)
    )
    base = identity.template or base_file(
        deck.lang, with_logo=identity.foot.logo is not None, with_dark=identity.foot.dark is not None
    )
    return Plan(base, deck.name, deck.title, deck.audience, deck.lang, frames, identity.made)


def _layout_name(layout: Layout) -> str:
    """The layout's part: the template's own, or ours, which are numbered as they are listed."""
    return layout.part or layout_name(list(LAYOUTS).index(layout.name) + 1)


def write_decks(kit: Kit, into: Path, store: Store = FORGETFUL) -> None:
    """Every deck of the kit as ``site/downloads/decks/<deck>.pptx`` below ``into``."""
    folder = into / "site" / "downloads" / "decks"
    for deck in (made for whole in kit.decks for made in (whole, *shorter(whole))):
        folder.mkdir(parents=True, exist_ok=True)
        with working_on(deck.place.file):
            (folder / f"{deck.name}.pptx").write_bytes(deck_file(deck, kit, store))


def deck_file(deck: Deck, kit: Kit, store: Store = FORGETFUL) -> bytes:
    """One deck in the local's colors or on its own template, the same bytes for the same kit."""
    setting, template = setting_of(deck, kit), own_template(deck, kit)
    identity = Identity(
        author=kit.local.brand.name,
        foot=foot_of(deck, kit),
        palette=palette(kit.local.brand),
        family=setting.family,
        pictures=PictureMaker(kit.assets, kit.shares, drawing_colors(kit.local.brand), store),
        made=kit.date,
        template=template_base(template.parts, deck.lang) if template else None,
    )
    return zipped(presentation(deck, compose(with_addresses(deck, kit), setting), identity))
