"""A kit's forms as plain data for the layout program: everything that it draws, and nothing to be read as markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from generators.brand.fonts import DEFAULT_FAMILY, family, right_to_left
from generators.brand.palette import palette
from generators.forms.identity import keyword_of
from generators.forms.names import fields_of, option_control, side_by_side, write_in_control
from generators.forms.words import Words, words
from generators.model import Field, FieldRow, FieldTable, Form, FormItem, FormProse, FormSection, Kit, PageBreak
from generators.writers.forms.controls import Key, controls_of
from generators.writers.forms.prose_data import Pictures, nodes_data

Data = dict[str, Any]

ROOM, LARGE_ROOM = (26, 0), (14, 1)
"""Lines of room that fit on a page under their question, and lines to add because the letters are larger."""

_SHORT_LABEL = 22
"""Characters of a label that stay on one line beside two other fields."""

_COLUMNS = ((3, 22), (2, 38))
"""How many options stand beside one another, by the characters of the longest."""


@dataclass(frozen=True, slots=True)
class Edition:
    """How a form is set: in large print (18 pt) or not, and with less air where that saves a page."""

    large: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the parts of one form are laid out with; ``targets`` numbers its controls."""

    pictures: Pictures
    optional: str
    most_lines: int
    more_lines: int
    targets: Mapping[Key, int]

    def target(self, name: str, value: str = "") -> str:
        """The number of a control, for its link; empty for a question that is answered by its options."""
        return str(self.targets.get((name, value), ""))


def document_data(kit: Kit, forms: Sequence[Form], pictures: Pictures, edition: Edition, *, fillable: bool) -> Data:
    """What one PDF says. Without ``fillable``, blanks are drawn for a pen only."""
    language = forms[0].page.lang if fillable else kit.local.language
    spoken = words(language)
    brand, colors = kit.local.brand, palette(kit.local.brand)
    only = forms[0] if fillable else None
    title = only.title if only else spoken.all_forms
    names = [name for name in (kit.local.variables.get("local", {}).get("union", ""), brand.name) if name]
    return {
        "title": title + (f" ({spoken.large_print})" if edition.large else ""),
        "author": brand.name,
        "names": names,
        "keywords": [keyword_of(only)] if only else [],
        "language": language.split("-")[0],
        "right_to_left": right_to_left(language),
        "paper": "a4" if kit.local.paper == "a4" else "us-letter",
        "fonts": list(dict.fromkeys([family(brand.font).name, DEFAULT_FAMILY, "Noto Sans Arabic", "Noto Sans"])),
        "logo": pictures.logo,
        "logo_alt": brand.logo_alt or brand.name,
        "colors": {key: value for key, value in asdict(colors).items() if isinstance(value, str)},
        "words": asdict(spoken),
        "large": edition.large,
        "tight": edition.tight,
        "fillable": fillable,
        "forms": [_form_data(form, pictures, words(form.page.lang), large=edition.large) for form in forms],
    }


def _form_data(form: Form, pictures: Pictures, spoken: Words, *, large: bool) -> Data:
    targets = {key: place for place, key in enumerate(controls_of(form, spoken))}
    desk = _Desk(pictures, spoken.optional, *(LARGE_ROOM if large else ROOM), targets)
    levels = _levels(form.sections)
    return {
        "name": form.name,
        "title": form.title,
        "appendix": form.appendix,
        "privacy": form.privacy,
        "edition": form.edition,
        "language": form.page.lang.split("-")[0],
        "right_to_left": right_to_left(form.page.lang),
        "words": asdict(spoken),
        "has_required": any(field.required for section in form.sections for field in fields_of(section.items)),
        "sections": [
            {
                "title": section.title,
                "level": level,
                "minutes": "" if section.minutes is None else f"{section.minutes:g}",
                "items": [_item_data(item, desk) for item in section.items],
            }
            for section, level in zip(form.sections, levels, strict=True)
        ],
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


def _item_data(item: FormItem, desk: _Desk) -> Data:
    if isinstance(item, Field):
        return {"kind": "field", "field": _field_data(item, desk)}
    if isinstance(item, FieldRow):
        return {"kind": "row", "fields": [_field_data(field, desk) for field in item.fields]}
    if isinstance(item, FieldTable):
        cells = [[cell if isinstance(cell, str) else _field_data(cell, desk) for cell in row] for row in item.rows]
        return {"kind": "table", "label": item.label, "columns": list(item.columns), "rows": cells}
    if isinstance(item, FormProse):
        return {"kind": "prose", "nodes": nodes_data(item.nodes, desk.pictures)}
    assert isinstance(item, PageBreak)
    return {"kind": "page-break"}


def _field_data(field: Field, desk: _Desk) -> Data:
    reason = f"{desk.optional}: {field.optional}" if field.optional else ""
    return {
        "target": desk.target(field.name),
        "label": field.label,
        "kind": field.kind,
        "required": field.required,
        "lines": min(field.lines + desk.more_lines, desk.most_lines),
        "hint": " ".join(part for part in (field.hint, reason) if part),
        "width": field.width,
        "inline": side_by_side(field),
        "columns": _columns(field),
        "short": not field.hint and not field.optional and len(field.label) <= _SHORT_LABEL,
        **_options_data(field, desk),
    }


def _columns(field: Field) -> int:
    """In how many columns the options of a field stand on the page."""
    plain = [option.label for option in field.options if not option.write_in]
    longest = max(map(len, plain), default=0)
    fitting = next((count for count, most in _COLUMNS if longest <= most), 1)
    return min(fitting, max(1, len(plain) // 2))


def _options_data(field: Field, desk: _Desk) -> Mapping[str, Any]:
    ends = {}
    if field.kind == "scale":
        falling = int(field.options[0].value) > int(field.options[-1].value)
        low_high = (field.high, field.low) if falling else (field.low, field.high)
        ends = {"first_end": low_high[0], "last_end": low_high[1]}
    options = [
        {
            "target": desk.target(option_control(field, option))
            if field.kind == "checks"
            else desk.target(field.name, option.value),
            "label": option.label,
            "write_in": desk.target(write_in_control(field, option)) if option.write_in else None,
        }
        for option in field.options
    ]
    return {"options": options, **ends}
