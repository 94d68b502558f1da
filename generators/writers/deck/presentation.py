"""All parts of a deck: what python-pptx assembled, filled with the words, pictures, and colors of one local."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from generators.archive import Parts
from generators.brand import Palette
from generators.model import Deck
from generators.slideshow.content import Shown
from generators.slideshow.layouts import LAYOUTS
from generators.writers.deck.assembly import (
    Frame,
    Plan,
    assembled,
    notes_name,
    picture_name,
    relationships_name,
    slide_name,
    slot_address,
)
from generators.writers.deck.base import APPLICATION, AUTHOR, CORE, THEMES, base_file
from generators.writers.deck.slides import FOOTER, Drawn, Link, drawn, notes_part
from generators.writers.deck.theme import theme_part


@dataclass(frozen=True, slots=True)
class Identity:
    """What a deck says of itself: ``author`` is the local; ``made`` a Unix time, or None for no time at all."""

    author: str
    footer: str
    palette: Palette
    family: str
    made: int | None = None


def presentation(deck: Deck, slides: Sequence[Shown], identity: Identity) -> Parts:
    """The parts of the whole file by name. Two locals whose slides differ in words alone share the assembling."""
    sheets = [drawn(shown) for shown in slides]
    slots = _slots(sheets)
    parts = dict(assembled(_plan(deck, slides, sheets, slots, identity.made)))
    parts |= dict.fromkeys(THEMES, theme_part(identity.palette, identity.author, identity.family))
    parts |= {name: _filled(parts[name], AUTHOR, identity.author) for name in (CORE, APPLICATION)}
    parts |= {picture_name(slot): link.data for link, slot in slots.items() if link.data}
    for number, (shown, sheet) in enumerate(zip(slides, sheets, strict=True), 1):
        parts[slide_name(number)] = _filled(sheet.slide, FOOTER, identity.footer)
        parts[notes_name(number)] = notes_part(shown.notes, shown.lang, rtl=shown.rtl)
        relationships = relationships_name(number)
        for link in sheet.links:
            if link.address:
                parts[relationships] = _filled(parts[relationships], slot_address(slots[link]), link.address)
    return parts


def _slots(sheets: Sequence[Drawn]) -> dict[Link, str]:
    """A name for each picture and each address of the deck, by its first use."""
    slots: dict[Link, str] = {}
    for sheet in sheets:
        for link in sheet.links:
            number = len(slots) + 1
            slots.setdefault(link, f"image{number}.{link.suffix}" if link.suffix else f"link{number}")
    return slots


def _plan(
    deck: Deck, slides: Sequence[Shown], sheets: Sequence[Drawn], slots: dict[Link, str], made: int | None
) -> Plan:
    positions = {name: position for position, name in enumerate(LAYOUTS)}
    frames = tuple(
        Frame(positions[shown.layout.name], tuple(slots[link] for link in sheet.links), shown.section)
        for shown, sheet in zip(slides, sheets, strict=True)
    )
    return Plan(base_file(deck.lang), deck.name, deck.title, deck.audience, deck.lang, frames, made)


def _filled(part: bytes, token: str, text: str) -> bytes:
    return part.replace(token.encode(), escape(text, {'"': "&quot;"}).encode())
