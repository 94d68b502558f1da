"""A kit's forms as plain data for the layout program: everything that it draws, and nothing to be read as markup."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from generators.brand.fonts import DEFAULT_FAMILY, family
from generators.brand.palette import Palette, palette
from generators.brand.pdf_language import layout_language
from generators.brand.pdf_layout import AUTHOR
from generators.brand.pdf_rooms import token_colors
from generators.decks.slideshow.links import KitLinks
from generators.decks.slideshow.pictures import pixels
from generators.forms.names import fields_of, keyword_of, option_control, side_by_side, write_in_control
from generators.forms.next_step import next_step
from generators.model import (
    Callout,
    CodeBlock,
    Field,
    FieldRow,
    FieldTable,
    Form,
    FormItem,
    FormProse,
    FormSection,
    Heading,
    Image,
    Inline,
    Kit,
    ListBlock,
    Node,
    Nodes,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    ThematicBreak,
)
from generators.words.catalogue import Words, words_of
from generators.words.direction import direction
from generators.words.isolation import isolated_texts
from generators.writers.forms.widgets import Key

DRAWABLE = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})

_WIDEST = 600
"""More points than any paper of ours has room for, in a line."""

LINKABLE = ("https://", "http://", "mailto:", "tel:")
"""Addresses that lead somewhere from a file on any device."""


@dataclass(slots=True)
class Pictures:
    """Copies the pictures that are drawn into ``folder``, each once; ``assets`` maps a page's path to its file.

    A copy is called after its bytes, so that what names it says all of it.
    """

    folder: Path
    assets: Mapping[str, Path]
    logo: str | None = None
    placed: dict[Path, str] = field(default_factory=dict)

    def place(self, file: Path) -> str | None:
        """The name of ``file`` for the layout program, or None where it cannot draw such a file."""
        if file.suffix.lower() not in DRAWABLE or not file.is_file():
            return None
        if file not in self.placed:
            data = file.read_bytes()
            name = f"{hashlib.sha256(data).hexdigest()}{file.suffix.lower()}"
            (self.folder / name).write_bytes(data)
            self.placed[file] = name
        return self.placed[file]


def nodes_data(nodes: Nodes, pictures: Pictures) -> list[dict[str, Any]]:
    """``nodes`` for the layout program; what it cannot draw is left out."""
    made = (_WRITERS[type(node)](node, pictures) for node in nodes)
    return [data for data in made if data is not None]


def _runs(text: Inline) -> list[dict[str, Any]]:
    return [_run(span) for span in text]


def _run(span: Span) -> dict[str, Any]:
    href = span.href if span.href.startswith(LINKABLE) else ""
    data = {"text": span.text, "strong": span.strong, "emphasis": span.emphasis, "code": span.code, "href": href}
    return {**data, "struck": True} if span.struck else data


def _paragraph(node: Paragraph, _: Pictures) -> dict[str, Any]:
    return {"kind": "paragraph", "text": _runs(node.text)}


def _heading(node: Heading, _: Pictures) -> dict[str, Any]:
    return {"kind": "heading", "text": _runs(node.text)}


def _list(node: ListBlock, pictures: Pictures) -> dict[str, Any]:
    items = [{"checked": item.checked, "blocks": nodes_data(item.blocks, pictures)} for item in node.items]
    return {"kind": "list", "ordered": node.ordered, "start": node.start, "items": items}


def _table(node: Table, _: Pictures) -> dict[str, Any]:
    header = [_runs(cell) for cell in node.header]
    return {"kind": "table", "header": header, "rows": [[{"cell": _runs(cell)} for cell in row] for row in node.rows]}


def _image(node: Image, pictures: Pictures) -> dict[str, Any] | None:
    file = pictures.assets.get(str(PurePosixPath(node.source)))
    name = pictures.place(file) if file else None
    if name is None:
        return None
    size = pixels(file) if file else None
    wide = size[0] if size and size[0] < _WIDEST else None
    return {"kind": "image", "source": name, "alt": node.alt, "wide": wide, "caption": _runs(node.caption)}


def _quote(node: Quote, pictures: Pictures) -> dict[str, Any]:
    return {"kind": "quote", "blocks": nodes_data(node.blocks, pictures)}


def _callout(node: Callout, pictures: Pictures) -> dict[str, Any]:
    return {"kind": "callout", "title": _runs(node.title), "blocks": nodes_data(node.blocks, pictures)}


def _code(node: CodeBlock, _: Pictures) -> dict[str, Any]:
    return {"kind": "code", "text": node.text}


def _rule(_node: ThematicBreak, _: Pictures) -> dict[str, Any]:
    return {"kind": "rule"}


_WRITERS: Mapping[type[Node], Callable[[Any, Pictures], dict[str, Any] | None]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    ListBlock: _list,
    Table: _table,
    Image: _image,
    Quote: _quote,
    Callout: _callout,
    CodeBlock: _code,
    ThematicBreak: _rule,
}


Data = dict[str, Any]

ROOM, LARGE_ROOM = (26, 0), (14, 1)
"""Lines of room that fit on a page under their question, and lines to add because the letters are larger."""

WORDS_OF_A_LARGE_LINE = 10
"""Words of an answer in large print for which a ruled line has room: typed lines stand closer than ruled ones."""

_SHORT_LABEL = 22
"""Characters of a label that stay on one line beside two other fields."""

_COLUMNS = ((3, 22), (2, 38))
"""How many options stand beside one another, by the characters of the longest."""


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """How a form is set: in large print (18 pt) or not, and with less air where that saves a page."""

    large: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class _LayoutContext:
    """What the parts of one form are laid out with; ``targets`` numbers its controls.

    ``room`` says how much an area holds, where its letters do not shrink for a long answer; else it is empty.
    """

    pictures: Pictures
    links: KitLinks
    optional: str
    room: str
    most_lines: int
    more_lines: int
    targets: Mapping[Key, int]

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
    return tuple(each.name for each in fields(Palette) if each.name != "moves")


def form_data(form: Form, kit: Kit, pictures: Pictures, controls: Iterable[Key], *, large: bool) -> Data:
    """What the layout program draws one form from, whose ``controls`` are numbered in their order."""
    spoken = words_of(form.page.lang)
    targets = {key: place for place, key in enumerate(controls)}
    room = spoken.form.room if large else ""
    links, lines = KitLinks(kit, form.page.lang), LARGE_ROOM if large else ROOM
    context = _LayoutContext(pictures, links, spoken.form.optional, room, *lines, targets)
    levels = _levels(form.sections)
    data = {
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
        "sections": [
            {
                "title": section.title,
                "level": level,
                "minutes": "" if section.minutes is None else f"{section.minutes:g}",
                "items": [_item_data(item, context) for item in section.items],
            }
            for section, level in zip(form.sections, levels, strict=True)
        ],
    }
    return isolated_texts(data, {"text"}) if data["right_to_left"] else data


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
        return {"kind": "prose", "nodes": nodes_data(context.links.followed(item.nodes), context.pictures)}
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
