"""Tells what a slide is for, by its layout and by what is on it: a cover, a section, a quotation, two columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct
from pptx.slide import Slide as OpenedSlide

from generators.decks.slideshow.compose import LARGER
from generators.decks.slideshow.design import NOWHERE, Layout
from generators.decks.slideshow.layouts import LAYOUTS
from generators.decks.slideshow.sequence import CAPTION
from generators.importing.deck_outline import Block, ImportedTable, ImportedText
from generators.importing.reading_order import are_side_by_side
from generators.importing.slide_elements import held, placeholder_index, placeholder_kind
from generators.importing.slide_shapes import Piece
from generators.importing.slide_text import plain_text
from generators.model.replacing import replace

_QUOTES = re.compile(r"quot|zitat|\bcita\b|citation|citaat|citazione", re.IGNORECASE)
_MINUTES = re.compile(r"(?P<minutes>\d{1,3}(?:[.,]\d+)?)\s*(?:min|mins|minutes?|minutos?|minuten)\.?", re.IGNORECASE)
_SHORT = 3
"""How many paragraphs a section's slide has at most."""

_SAID = ("title", "section", "closing", "statement", "discussion", "activity")
"""Our own looks that do not follow from what a slide holds."""


class Role(Struct, frozen=True):
    """What a slide's layout says: its ``kind`` as PowerPoint names it, its name, and our own layout, if it is one."""

    kind: str
    name: str
    own: Layout | None = None

    @property
    def own_name(self) -> str:
        """The layout as an outline names it; one for larger type is named like the other."""
        usual = {larger: name for name, larger in LARGER.items()}
        name = usual.get(self.own.name, self.own.name) if self.own else ""
        return "activity" if name == "activity-materials" else name

    @property
    def is_cover(self) -> bool:
        return self.kind == "title" or self.own_name == "title"


def role_of(slide: OpenedSlide) -> Role:
    """What the layout of ``slide`` says; a slide whose layout is missing has none."""
    try:
        layout = slide.slide_layout
    except (KeyError, AttributeError):
        return Role("", "")
    own = _own_layouts().get(layout.name)
    indexes = set(map(placeholder_index, held(layout.element)))
    if own is not None and not {place.index for place in own.placeholders if place.index != NOWHERE} <= indexes:
        own = None
    kind = layout.element.get("type", "")
    opens = any(placeholder_kind(shape.element) == "ctrTitle" for shape in slide.placeholders)
    return Role("title" if opens else kind, layout.name, own)


@cache
def _own_layouts() -> Mapping[str, Layout]:
    return {layout.label: layout for layout in LAYOUTS.values()}


class Arranged(Struct, frozen=True):
    """What stands on a slide, in columns where it does; ``minutes`` are those that it shows."""

    blocks: tuple[Block, ...]
    second: tuple[Block, ...] = ()
    minutes: str = ""


def arranged(pieces: Sequence[Piece], role: Role, *, rtl: bool) -> Arranged:
    """The pieces of a slide in their order, as its layout means them."""
    left, minutes = _without_minutes(pieces, role)
    headed = [_as_heading(piece) if _is_heading(piece, role) else piece for piece in left]
    blocks = [piece.blocks for piece in headed]
    if _is_quotation(role, headed):
        return Arranged((*_quoted(blocks[0]), *(block for each in blocks[1:] for block in each)), minutes=minutes)
    if len(headed) == 2 and _are_columns(headed[0], headed[1], rtl=rtl):
        return Arranged(blocks[0], blocks[1], minutes)
    return Arranged(_led(tuple(block for each in blocks for block in each)), minutes=minutes)


def _led(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A table's source, or another short text, stands above the table, since below it would need a slide of its own."""
    texts = [block for block in blocks if isinstance(block, ImportedText)]
    others = [block for block in blocks if not isinstance(block, ImportedText)]
    lines = [paragraph for text in texts for paragraph in text.paragraphs]
    is_short = len(lines) <= 2 and sum(len(paragraph.text) for paragraph in lines) <= CAPTION
    return (*texts, *others) if is_short and len(others) == 1 and isinstance(others[0], ImportedTable) else blocks


def _are_columns(first: Piece, second: Piece, *, rtl: bool) -> bool:
    is_text = first.is_text and second.is_text
    return is_text and not _heads(first) and not _heads(second) and are_side_by_side(first.area, second.area, rtl=rtl)


def _heads(piece: Piece) -> bool:
    return any(isinstance(block, ImportedText) and block.paragraphs[0].heading for block in piece.blocks)


def _without_minutes(pieces: Sequence[Piece], role: Role) -> tuple[list[Piece], str]:
    """The pieces without a badge that says how long the slide takes, and without what our own layouts add."""
    minutes, left = "", []
    for piece in pieces:
        found = _MINUTES.fullmatch(_text(piece))
        adds = _own_role(piece, role) in ("badge", "number", "logo")
        if found and not minutes:
            minutes = found["minutes"].replace(",", ".")
        elif not adds:
            left.append(piece)
    return left, minutes


def _own_role(piece: Piece, role: Role) -> str:
    places = role.own.placeholders if role.own and piece.index is not None else ()
    return next((place.role for place in places if place.index == piece.index), "")


def _is_heading(piece: Piece, role: Role) -> bool:
    """Whether a piece heads what follows it: in a comparison, or on a card of our own."""
    if len(piece.blocks) != 1 or not isinstance(piece.blocks[0], ImportedText) or len(piece.blocks[0].paragraphs) != 1:
        return False
    compared = role.kind == "twoTxTwoObj" and piece.index in (1, 3) and role.own is None
    return compared or _own_role(piece, role).endswith("heading")


def _as_heading(piece: Piece) -> Piece:
    text = piece.blocks[0]
    if not isinstance(text, ImportedText):
        return piece
    return replace(piece, blocks=(ImportedText((replace(text.paragraphs[0], heading=True, marker="none", level=0),)),))


def _text(piece: Piece) -> str:
    return " ".join(plain_text(block.paragraphs) for block in piece.blocks if isinstance(block, ImportedText)).strip()


def _is_quotation(role: Role, pieces: Sequence[Piece]) -> bool:
    named = role.own_name == "quote" if role.own else _QUOTES.search(role.name) is not None
    return named and bool(pieces) and all(piece.is_text for piece in pieces) and len(pieces) <= _SHORT


def _quoted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The words of somebody; a quotation of one paragraph has no bullet."""
    said = [block.paragraphs for block in blocks if isinstance(block, ImportedText)]
    plain = [(replace(words[0], marker="none", level=0),) if len(words) == 1 else words for words in said]
    return tuple(ImportedText(words, quoted=True) for words in plain)


class Look(Struct, frozen=True):
    """How a slide is written: the ``layout`` behind its heading, and whether it opens a section."""

    layout: str = ""
    opens: bool = False


def look_of(role: Role, made: Arranged, *, is_titled: bool, is_last: bool, in_sections: bool) -> Look:
    """``in_sections`` says that the deck names its sections, so that no slide need open one.

    A slide that is not ``is_titled`` has nothing where its layout has a title, and was made for something else.
    """
    is_short = is_titled and not made.second and all(isinstance(block, ImportedText) for block in made.blocks)
    count = sum(len(block.paragraphs) for block in made.blocks if isinstance(block, ImportedText))
    named = role.own_name if role.own_name in _SAID else ""
    if named == "section" or (not named and role.kind in ("secHead", "title") and is_short and count <= _SHORT):
        if role.kind == "title" and is_last:
            return Look("closing")
        return Look("section") if in_sections else Look(opens=True)
    if named:
        return Look(named)
    return Look() if made.blocks or made.second else Look("title-only")
