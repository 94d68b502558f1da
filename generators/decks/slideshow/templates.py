"""A local's own PowerPoint template: its rebuilt file, and which of its layouts shows what.

A layout is chosen by its placeholders, and never by its name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from generators.decks.slideshow.design import NOWHERE, Box, Footing, Layout, Placeholder
from generators.decks.slideshow.layouts import LAYOUTS
from generators.decks.slideshow.template_styles import Offer, Sheet, Spot, offer
from generators.model.replacing import replace
from generators.packs.templates import UnusableTemplate, template_package

LEAST_SHARE = 0.15
"""The least part of the page that a place for a slide's main text takes."""

_ADD = "in PowerPoint, open View > Slide Master and insert a layout with a title and a text or content placeholder"


class Gap(Struct, frozen=True):
    """What a template lacks: slides of these ``layouts`` stand on another one; ``message`` says so."""

    layouts: frozenset[str]
    message: str


class Matching(Struct, frozen=True):
    """Each question finds the layout that suits best, or None."""

    offer: Offer
    rtl: bool

    def layouts(self) -> Mapping[str, Layout]:
        found = self._found()
        # A template has one size of type, so that what is larger in ours is the same there.
        suited = ((name, found.get(name.removesuffix("-large"), found["content"])) for name in LAYOUTS)
        return {name: replace(layout, name=name) for name, layout in suited}

    def gaps(self) -> Iterator[Gap]:
        content = self._content()
        for layouts, what, sheet in (
            ("title", "for a deck's first slide", self._cover()),
            ("section", "for the head of a section", self._section()),
            ("two-columns", "with a title and two text boxes side by side", self._pair()),
            ("comparison", "with a title, two headings, and two text boxes under them", self._comparison()),
            ("content-image", "with a title and a picture beside text", self._pair()),
            ("image-caption image-below", "with a title, a picture, and a caption", self._captioned()),
        ):
            if sheet is None:
                names = " and ".join(f"'{name}'" for name in layouts.split())
                says = f"the template has no layout {what}; slides {names} use '{content.label or content.part}'"
                yield Gap(frozenset(layouts.split()), says)

    def _found(self) -> dict[str, Layout]:
        content, bare = self._content(), self._bare()
        main = _largest(content.spots)
        held: dict[str, Layout] = {"content": self._layout("content", content, [main.placed("body")])}
        picture, table = self._alone("pic") or content, self._alone("tbl") or content
        held["image"] = self._layout("image", picture, [_object(_largest(picture.spots), "picture")])
        held["table"] = self._layout("table", table, [_object(_largest(table.spots), "table")])
        held["title-only"] = self._layout("title-only", bare or content, [])
        for name, sheet in (("title", self._cover()), ("section", self._section())):
            if sheet:
                held[name] = self._layout(name, sheet, [_largest(sheet.spots).placed("body")] if sheet.spots else [])
        for name in ("content-image", "image-caption", "image-below"):
            held[name] = replace(held["image"], name=name)
        if pair := self._pair():
            first, second = self._sides(_largest_two(pair.spots))
            held["two-columns"] = self._layout("two-columns", pair, [first.placed("body"), second.placed("second")])
            beside = [first.placed("body"), _object(second, "picture")]
            held["content-image"] = self._layout("content-image", pair, beside)
        if four := self._comparison():
            held["comparison"] = self._layout("comparison", four, list(self._compared(four)))
        if captioned := self._captioned():
            picture_spot, words = _captioned_spots(captioned)
            places = [_object(picture_spot, "picture"), words.placed("support")]
            for name in ("image-caption", "image-below"):
                held[name] = self._layout(name, captioned, places)
        held["table-text"] = replace(held["table"], name="table-text")
        return held

    def _layout(self, name: str, sheet: Sheet, places: Sequence[Placeholder]) -> Layout:
        assert sheet.title is not None, "only layouts with a title are asked"
        return Layout(
            name,
            sheet.label,
            (sheet.title.placed("title"), *places),
            footing=_footing(sheet, self.offer),
            size=(self.offer.width, self.offer.height),
            table_style=self.offer.table_style,
            part=sheet.part,
        )

    @property
    def _titled(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.offer.sheets if sheet.title)

    def _best(self, suits: Callable[[Sheet], bool], *kinds: str) -> Sheet | None:
        """The layout that suits; one of PowerPoint's ``kinds`` before others, then the one with the most room."""
        found = [sheet for sheet in self._titled if suits(sheet)]
        room = {id(sheet): math.fsum(spot.area for spot in sheet.spots) for sheet in found}
        order = [*kinds, ""]
        return min(
            found,
            key=lambda sheet: (order.index(sheet.kind) if sheet.kind in order else len(order), -room[id(sheet)]),
            default=None,
        )

    def _content(self) -> Sheet:
        """The layout for a title and text; all that nothing else holds stands on it."""
        if not self.offer.sheets:
            raise UnusableTemplate("it has no layouts", _ADD)
        if not self._titled:
            raise UnusableTemplate("none of its layouts has a title", _ADD)
        alone = self._best(lambda sheet: len(sheet.spots) == 1 and self._is_main(sheet.spots[0]), "obj", "tx")
        crowded = self._best(lambda sheet: any(map(self._is_main, sheet.spots)), "obj", "tx", "twoObj", "objTx")
        if found := alone or crowded:
            texts = tuple(spot for spot in found.spots if self._is_main(spot))
            return replace(found, spots=texts)
        raise UnusableTemplate("none of its layouts has room for a title and text", _ADD)

    def _is_main(self, spot: Spot) -> bool:
        return _holds_text(spot) and spot.area >= LEAST_SHARE * self.offer.width * self.offer.height

    def _bare(self) -> Sheet | None:
        return self._best(lambda sheet: not sheet.spots, "titleOnly")

    def _alone(self, kind: str) -> Sheet | None:
        return self._best(lambda sheet: [spot.kind for spot in sheet.spots] == [kind])

    def _cover(self) -> Sheet | None:
        def suits(sheet: Sheet) -> bool:
            named = sheet.kind == "title" or (sheet.title is not None and sheet.title.kind == "ctrTitle")
            return named and any(map(_holds_text, sheet.spots))

        return _texts_only(self._best(suits, "title"))

    def _section(self) -> Sheet | None:
        return _texts_only(self._best(lambda sheet: sheet.kind == "secHead"))

    def _pair(self) -> Sheet | None:
        return self._best(lambda sheet: len(sheet.spots) == 2 and self._are_beside(sheet.spots), "twoObj")

    def _comparison(self) -> Sheet | None:
        def suits(sheet: Sheet) -> bool:
            if len(sheet.spots) != 4 or not all(map(_holds_text, sheet.spots)):
                return False
            heads, bodies = _heads(sheet.spots), _largest_two(sheet.spots)
            return self._are_beside(bodies) and all(map(_is_above, self._sides(heads), self._sides(bodies)))

        return self._best(suits, "twoTxTwoObj")

    def _captioned(self) -> Sheet | None:
        def suits(sheet: Sheet) -> bool:
            kinds = sorted(spot.kind for spot in sheet.spots)
            return len(kinds) == 2 and "pic" in kinds and any(map(_holds_text, sheet.spots))

        return self._best(suits, "picTx")

    def _are_beside(self, spots: Sequence[Spot]) -> bool:
        left, right = sorted((spot.box for spot in spots), key=lambda box: box.left)
        shares = all(_holds_text(spot) and spot.area >= 0.1 * self.offer.width * self.offer.height for spot in spots)
        return shares and left.right <= right.left + 1 and left.top < right.bottom and right.top < left.bottom

    def _sides(self, spots: Sequence[Spot]) -> list[Spot]:
        """In reading order."""
        return sorted(spots, key=lambda spot: spot.box.left, reverse=self.rtl)

    def _compared(self, sheet: Sheet) -> Iterator[Placeholder]:
        heads, bodies = self._sides(_heads(sheet.spots)), self._sides(_largest_two(sheet.spots))
        yield heads[0].placed("heading")
        yield bodies[0].placed("body")
        yield heads[1].placed("second heading")
        yield bodies[1].placed("second")


def _holds_text(spot: Spot) -> bool:
    return spot.kind in ("", "body", "subTitle")


def _largest(spots: Sequence[Spot]) -> Spot:
    return max(spots, key=lambda spot: spot.area)


def _largest_two(spots: Sequence[Spot]) -> list[Spot]:
    return sorted(spots, key=lambda spot: -spot.area)[:2]


def _heads(spots: Sequence[Spot]) -> list[Spot]:
    return sorted(spots, key=lambda spot: -spot.area)[2:]


def _is_above(head: Spot, body: Spot) -> bool:
    return head.box.top < body.box.top and abs(head.box.left - body.box.left) < body.box.width / 2


def _texts_only(sheet: Sheet | None) -> Sheet | None:
    return sheet and replace(sheet, spots=tuple(spot for spot in sheet.spots if _holds_text(spot)))


def _captioned_spots(sheet: Sheet) -> tuple[Spot, Spot]:
    words, picture = sorted(sheet.spots, key=lambda spot: spot.kind == "pic")
    return picture, words


def _object(spot: Spot, role: str) -> Placeholder:
    """A place for a picture or a table; in a placeholder for text alone it stands without one."""
    kinds = ("", "pic") if role == "picture" else ("", "tbl")
    place = spot.placed("picture" if role == "picture" else "table")
    return place if spot.kind in kinds else replace(place, index=NOWHERE)


def _footing(sheet: Sheet, offered: Offer) -> Footing | None:
    foot, number = sheet.footer, sheet.number
    if foot is None and number is None:
        return None
    below = Box(0, offered.height, 1, 1)
    return Footing(
        foot.box if foot else below,
        number.box if number else below,
        footer_index=foot.index if foot else 0,
        number_index=number.index if number else 0,
        size=foot.style.size(0) if foot else 12.0,
    )


class Template(Struct, frozen=True):
    """A template as decks use it: its rebuilt file's parts, and a layout of its own for each of the kit's."""

    parts: Mapping[str, bytes]
    layouts: Mapping[str, Layout]
    family: str
    gaps: tuple[Gap, ...]
    left_out: tuple[str, ...]


def template_of(file: Path, *, rtl: bool = False) -> Template:
    """The template in ``file``, matched.

    Raises:
        UnusableTemplate: it cannot be read, or has no layout for a slide's words.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnusableTemplate("it cannot be read", "look at its permissions") from error
    return _template(data, rtl=rtl)


@lru_cache(maxsize=8)
def _template(data: bytes, *, rtl: bool) -> Template:
    package = template_package(data)
    try:
        offered = offer(package.parts)
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        raise UnusableTemplate("its layouts cannot be read") from error
    matching = Matching(offered, rtl)
    return Template(package.parts, matching.layouts(), offered.family, tuple(matching.gaps()), package.left_out)
