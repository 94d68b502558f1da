"""Shows the fields of a form as native, labeled controls of a web page."""

from __future__ import annotations

from collections.abc import Sequence

from generators.forms.names import option_control, side_by_side, write_in_control
from generators.markup.element import Attributes, Markup, element, escaped
from generators.model import Field, FieldRow, FieldTable, Option, PageBreak
from generators.words.form_sections import FormWords

_INPUT_MODES = {"tel": "tel", "email": "email", "number": "decimal"}
_TYPED_FREELY = ("number", "date")
"""Kinds of which a browser's own control would refuse, or change, what people type: "about 30", "3.4.1975"."""


def field_html(field: Field, words: FormWords) -> Markup:
    """One field with its label, its help, and its controls."""
    if field.kind in ("radio", "checks", "scale"):
        return _group(field, words)
    width = f" kit-width-{field.width}" if field.width else ""
    return element(
        "div",
        {"class": f"kit-field kit-field--{field.kind}{width}"},
        element("label", {"class": "kit-label", "for": f"field-{field.name}"}, _label(field, words)),
        _hint(field, words),
        _control(field),
    )


def row_html(row: FieldRow, words: FormWords) -> Markup:
    """Fields that stand side by side where the screen is wide enough."""
    return element("div", {"class": "kit-row"}, *(field_html(field, words) for field in row.fields))


def table_html(table: FieldTable) -> Markup:
    """Repeated rows; every control names its row and column to those who do not see the table."""
    caption = element("caption", {"class": "kit-label"}, table.label) if table.label else ""
    heads = element("tr", {}, *map(_head, table.columns))
    rows = (element("tr", {}, *(_cell(cell, table.columns[at]) for at, cell in enumerate(row))) for row in table.rows)
    inside = element("table", {}, caption, element("thead", {}, heads), element("tbody", {}, *rows))
    return element("div", {"class": "kit-table"}, inside)


def required_note_html(fields: Sequence[Field], words: FormWords) -> Markup:
    """What the mark beside some questions means, where there are such questions."""
    if not any(one.required for one in fields):
        return Markup()
    return element("p", {"class": "kit-required-note"}, words.required_note)


def page_break_html(piece: PageBreak) -> Markup:
    """Where paper begins a new page; a screen shows where a part ends, and nothing of other breaks."""
    return element("div", {"class": "kit-page-break kit-page-part" if piece.part else "kit-page-break"})


def _head(column: str) -> Markup:
    """A corner that labels nothing is no header (WCAG technique H51), for a reader would be told of an empty one."""
    return element("th", {"scope": "col"}, column) if column.strip() else element("td")


def _cell(cell: Field | str, column: str) -> Markup:
    if isinstance(cell, str):
        return element("th", {"scope": "row"}, cell) if cell.strip() else element("td")
    return element("td", {"data-column": column}, _control(cell, cell.label))


def _label(field: Field, words: FormWords) -> Markup:
    if not field.required:
        return escaped(field.label)
    mark = element("span", {"class": "kit-required", "title": words.required, "aria-hidden": "true"}, "*")
    return Markup(" ").join((escaped(field.label), mark))


def _spoken_mark(field: Field, words: FormWords) -> Markup:
    """A group has no attribute that says it, as a line has."""
    return element("span", {"class": "kit-spoken"}, f" ({words.required})") if field.required else Markup()


def _hint(field: Field, words: FormWords) -> Markup:
    reason = f"{words.optional}: {field.optional}" if field.optional else ""
    text = " ".join(part for part in (field.hint, reason) if part)
    return element("p", {"class": "kit-hint", "id": _hint_key(field)}, text) if text else Markup()


def _hint_key(field: Field) -> str | None:
    """The id of a field's help, or None when it has none."""
    return f"field-{field.name}--hint" if field.hint or field.optional else None


def _control(field: Field, label: str | None = None) -> Markup:
    shared: Attributes = {
        "class": "kit-input",
        "id": f"field-{field.name}",
        "name": field.name,
        "aria-label": label,
        "aria-describedby": _hint_key(field),
        "maxlength": field.max_length or None,
        "required": field.required,
        "autocomplete": field.autocomplete or "off",
    }
    if field.kind == "area":
        return element("textarea", {**shared, "rows": field.lines})
    kind = "text" if field.input_type in _TYPED_FREELY else field.input_type
    is_date = field.input_type == "date"
    own: Attributes = {"inputmode": _INPUT_MODES.get(field.input_type), "data-kind": "date" if is_date else None}
    return element("input", {"type": kind, **shared, **own})


def _group(field: Field, words: FormWords) -> Markup:
    options = (_option(field, option, words) for option in field.options)
    layout = " kit-options--inline" if side_by_side(field) else ""
    return element(
        "fieldset",
        {"class": f"kit-field kit-field--{field.kind}", "aria-describedby": _hint_key(field)},
        element("legend", {"class": "kit-label"}, _label(field, words), _spoken_mark(field, words)),
        _hint(field, words),
        element("div", {"class": f"kit-options{layout}"}, _end(field, "low"), *options, _end(field, "high")),
    )


def _end(field: Field, end: str) -> Markup:
    """The name of one end of a scale, on the side of its number; the numbers' own labels repeat it for the ear."""
    if field.kind != "scale":
        return Markup()
    falling = _falling(field.options)
    name = (field.high if falling else field.low) if end == "low" else (field.low if falling else field.high)
    return element("span", {"class": "kit-scale-end", "aria-hidden": "true"}, name)


def _falling(options: Sequence[Option]) -> bool:
    return len(options) > 1 and int(options[0].value) > int(options[-1].value)


def _option(field: Field, option: Option, words: FormWords) -> Markup:
    key = f"field-{field.name}--{option.value}"
    if field.kind == "checks":
        own: Attributes = {"type": "checkbox", "id": key, "name": option_control(field, option), "value": "yes"}
    else:
        own = {"type": "radio", "id": key, "name": field.name, "value": option.value, "required": field.required}
    label = element("label", {"for": key}, option.label, _spoken_end(field, option))
    return element("div", {"class": "kit-option"}, element("input", own), label, _write_in(field, option, words))


def _spoken_end(field: Field, option: Option) -> Markup:
    if field.kind != "scale":
        return Markup()
    numbers = [int(one.value) for one in field.options]
    name = {min(numbers): field.low, max(numbers): field.high}.get(int(option.value), "")
    return element("span", {"class": "kit-spoken"}, f", {name}") if name else Markup()


def _write_in(field: Field, option: Option, words: FormWords) -> Markup:
    if not option.write_in:
        return Markup()
    name = write_in_control(field, option)
    attributes = {"type": "text", "class": "kit-input kit-write-in", "id": f"field-{name}", "name": name}
    spoken = words.please_name.format(option=option.label)
    return element("input", {**attributes, "aria-label": spoken, "autocomplete": "off"})
