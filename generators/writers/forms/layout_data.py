"""A kit's forms as plain data for the layout program: everything that it draws, and nothing to be read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from generators.brand.fonts import DEFAULT_FAMILY, family
from generators.brand.palette import Palette, palette
from generators.brand.pdf_language import layout_language
from generators.brand.pdf_layout import AUTHOR, SITE
from generators.brand.pdf_rooms import token_colors
from generators.decks.slideshow.content import objects
from generators.decks.slideshow.links import KitLinks
from generators.decks.slideshow.pictures import pixels
from generators.forms.names import fields_of, keyword_of, option_control, side_by_side, write_in_control
from generators.forms.next_step import next_step
from generators.model import (
    Field,
    FieldRow,
    FieldTable,
    Form,
    FormItem,
    FormProse,
    FormSection,
    Image,
    Kit,
    Nodes,
    PageBreak,
)
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.words.catalogue import Words, words_of
from generators.words.direction import direction
from generators.words.form_sections import FormWords
from generators.words.isolation import isolated_texts
from generators.writers.forms.prose_data import Pictures, nodes_data
from generators.writers.forms.widgets import Control, Key

Data = dict[str, Any]

ROOM, LARGE_ROOM = (26, 0), (14, 1)
"""Lines of room that fit on a page under their question, and lines to add because the letters are larger."""

WORDS_OF_A_LARGE_LINE = 10
"""Words of an answer in large print for which a ruled line has room: typed lines stand closer than ruled ones."""

_SHORT_LABEL = 22
"""Characters of a label that stay on one line beside two other fields."""

_COLUMNS = ((3, 22), (2, 38))
"""How many options stand beside one another, by the characters of the longest."""


class PrintStyle(Struct, frozen=True):
    """How a form is set: in large print (18 pt) or not, and with less air where that saves a page."""

    large: bool = False
    tight: bool = False


class _LayoutContext(Struct, frozen=True):
    """What the parts of one form are laid out with; ``targets`` numbers its controls, ``links`` are followed if given.

    ``room`` says how much an area holds, where its letters do not shrink for a long answer; else it is empty.
    """

    pictures: Pictures
    links: KitLinks | None
    optional: str
    room: str
    most_lines: int
    more_lines: int
    targets: Mapping[Key, int]

    def followed(self, nodes: Nodes) -> Nodes:
        """``nodes`` with whole addresses."""
        return self.links.followed(nodes) if self.links else nodes

    def target(self, name: str, value: str = "") -> str:
        """The number of a control, for its link; empty for a question that is answered by its options."""
        return str(self.targets.get((name, value), ""))


def document_data(
    kit: Kit, forms: Sequence[Data], pictures: Pictures, edition: PrintStyle, only: Form | None = None
) -> Data:
    """What one PDF says, of ``forms`` as ``form_data`` has them: to fill in if it is ``only`` one, or for a pen."""
    language = only.page.lang if only else kit.local.language
    spoken = words_of(language)
    title = only.title if only else spoken.form.appendix_kit
    return {
        "title": title + (f" ({spoken.common.large_print})" if edition.large else ""),
        "author": AUTHOR,
        "keywords": [keyword_of(only)] if only else [],
        **frame_data(kit, pictures, language, edition),
        "colors": token_colors(color_roles()),
        "words": words_data(spoken),
        "fillable": bool(only),
        "rooms": {},
        "forms": list(forms),
    }


def frame_data(kit: Kit, pictures: Pictures, language: str, edition: PrintStyle) -> Data:
    """What a local's own parts are made of, and what they and the rest are set in; colors are the local's own."""
    brand, colors = kit.local.brand, palette(kit.local.brand)
    names = [name for name in (kit.local.variables.get("local", {}).get("union", ""), brand.name) if name]
    return {
        "name": brand.name,
        "names": names,
        **layout_language(language),
        "right_to_left": direction(language) == "rtl",
        "paper": "a4" if kit.local.paper == "a4" else "us-letter",
        "fonts": list(dict.fromkeys([family(brand.font).name, DEFAULT_FAMILY, "Noto Sans Arabic", "Noto Sans"])),
        "logo": pictures.logo,
        "logo_size": pixels(brand.logo) if brand.logo else None,
        "logo_alt": brand.logo_alt or brand.name,
        "colors": {role: getattr(colors, role) for role in color_roles()},
        "large": edition.large,
        "tight": edition.tight,
    }


@cache
def color_roles() -> tuple[str, ...]:
    """The names of all colors of a palette, in the order in which a layout counts them."""
    return tuple(name for name in Palette.__struct_fields__ if name != "moves")


def form_data(form: Form, kit: Kit, pictures: Pictures, controls: Mapping[Key, Control], *, large: bool) -> Data:
    """What the layout program draws one form from, whose ``controls`` are numbered in their order."""
    spoken, links = words_of(form.page.lang), KitLinks(_on_any_site(kit), form.page.lang)
    data: Data = {
        "name": form.name,
        "title": form.title,
        "layout": form.page.front.layout,
        "appendix": form.appendix,
        "privacy": form.privacy,
        "next": asdict(step) if (step := next_step(form, kit.local)) else None,
        "edition": form.edition,
        **layout_language(form.page.lang),
        "right_to_left": direction(form.page.lang) == "rtl",
        "words": words_data(spoken),
        "has_required": any(field.required for section in form.sections for field in fields_of(section.items)),
    }
    room = spoken.form.room if large else ""
    if all(_is_shared(item, links) for section in form.sections for item in section.items):
        data["sections"] = _shared_sections(form.sections, controls, spoken.form, room)
    else:
        data["sections"] = _sections(form.sections, _context(pictures, links, controls, spoken.form, room))
    return isolated_texts(data, {"text"}) if data["right_to_left"] else data


def _on_any_site(kit: Kit) -> Kit:
    """The kit with an address in the place of its own, which is put in last (``SITE``)."""
    return replace(kit, local=replace(kit.local, url=SITE)) if kit.local.url else kit


def _is_shared(item: FormItem, links: KitLinks) -> bool:
    """Whether it is the same for all locals: neither their site nor their files say anything of it."""
    if not isinstance(item, FormProse):
        return True
    return links.followed(item.nodes) is item.nodes and not any(isinstance(one, Image) for one in objects(item.nodes))


@remembered
def _shared_sections(
    sections: tuple[FormSection, ...], controls: Mapping[Key, Control], words: FormWords, room: str
) -> list[Data]:
    return _sections(sections, _context(Pictures(Path(), {}), None, controls, words, room))


def _context(
    pictures: Pictures, links: KitLinks | None, controls: Iterable[Key], words: FormWords, room: str
) -> _LayoutContext:
    targets = {key: place for place, key in enumerate(controls)}
    return _LayoutContext(pictures, links, words.optional, room, *(LARGE_ROOM if room else ROOM), targets)


def _sections(sections: tuple[FormSection, ...], context: _LayoutContext) -> list[Data]:
    return [
        {
            "title": section.title,
            "level": level,
            "minutes": "" if section.minutes is None else f"{section.minutes:g}",
            "items": [_item_data(item, context) for item in section.items],
        }
        for section, level in zip(sections, _levels(sections), strict=True)
    ]


def words_data(spoken: Words) -> Data:
    return {
        "appendix": spoken.common.appendix,
        "contents": spoken.form.contents,
        "cut": spoken.form.cut,
        "edition": spoken.common.edition,
        "minutes": spoken.common.minutes_short,
        "page": spoken.common.page,
        "privacy": spoken.form.privacy,
        "required_note": spoken.form.required_note,
    }


def _levels(sections: Sequence[FormSection]) -> list[int]:
    """Heading levels below the title's, none skipped: PDF/UA-1 (ISO 14289-1), 7.4.2."""
    levels: list[int] = []
    last = 1
    for section in sections:
        level = max(2, min(section.level, last + 1, 3))
        levels.append(level)
        last = level if section.title else last
    return levels


def _item_data(item: FormItem, context: _LayoutContext) -> Data:
    if isinstance(item, Field):
        return {"kind": "field", "field": _field_data(item, context)}
    if isinstance(item, FieldRow):
        return {"kind": "row", "fields": [_field_data(field, context) for field in item.fields]}
    if isinstance(item, FieldTable):
        cells = [[cell if isinstance(cell, str) else _field_data(cell, context) for cell in row] for row in item.rows]
        return {"kind": "table", "label": item.label, "columns": _heads(item), "rows": cells}
    if isinstance(item, FormProse):
        return {"kind": "prose", "nodes": nodes_data(context.followed(item.nodes), context.pictures)}
    assert isinstance(item, PageBreak)
    return {"kind": "page-part" if item.part else "page-break"}


def _heads(table: FieldTable) -> list[Data]:
    """The heads of a table's columns; one is marked as required where an answer under it is."""
    required = [any(isinstance(cell, Field) and cell.required for cell in column) for column in _columns_of(table)]
    heads = zip(table.columns, required, _shares(table), strict=True)
    return [{"label": name, "required": must, "share": share} for name, must, share in heads]


_WIDEST_COLUMN = 3.0
"""How many times as wide as the narrowest column of answers another one may be."""


def _shares(table: FieldTable) -> list[float]:
    """How wide the columns of answers are by the narrowest of them."""
    widths = [
        max((cell.width for cell in column if isinstance(cell, Field)), default=0) for column in _columns_of(table)
    ]
    least = min(filter(None, widths), default=1)
    return [min(max(wide, least) / least, _WIDEST_COLUMN) for wide in widths]


def _columns_of(table: FieldTable) -> Iterator[tuple[Field | str, ...]]:
    return zip(*table.rows, strict=True)


def _field_data(field: Field, context: _LayoutContext) -> Data:
    reason = f"{context.optional}: {field.optional}" if field.optional else ""
    lines = min(field.lines + context.more_lines, context.most_lines)
    room = context.room.format(words=lines * WORDS_OF_A_LARGE_LINE) if field.kind == "area" else ""
    return {
        "target": context.target(field.name),
        "label": field.label,
        "kind": field.kind,
        "required": field.required,
        "lines": lines,
        "hint": " ".join(part for part in (field.hint, reason) if part),
        "room": room,
        "width": field.width,
        "inline": side_by_side(field),
        "columns": _columns(field),
        "short": not field.hint and not field.optional and len(field.label) <= _SHORT_LABEL,
        **_options_data(field, context),
    }


def _columns(field: Field) -> int:
    """In how many columns the options of a field stand on the page."""
    plain = [option.label for option in field.options if not option.write_in]
    longest = max(map(len, plain), default=0)
    fitting = next((count for count, most in _COLUMNS if longest <= most), 1)
    return min(fitting, max(1, len(plain) // 2))


def _options_data(field: Field, context: _LayoutContext) -> Mapping[str, Any]:
    ends = {}
    if field.kind == "scale":
        falling = int(field.options[0].value) > int(field.options[-1].value)
        low_high = (field.high, field.low) if falling else (field.low, field.high)
        ends = {"first_end": low_high[0], "last_end": low_high[1]}
    options = [
        {
            "target": context.target(option_control(field, option))
            if field.kind == "checks"
            else context.target(field.name, option.value),
            "label": option.label,
            "write_in": context.target(write_in_control(field, option)) if option.write_in else None,
        }
        for option in field.options
    ]
    return {"options": options, **ends}
