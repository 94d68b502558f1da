"""Shows the fields of a form as native, labeled controls of a web page, with the buttons under them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from generators.forms.names import option_control, side_by_side, write_in_control
from generators.model import Field, FieldRow, FieldTable, Option
from generators.words.catalogue import nearest, words_of
from generators.words.direction import direction
from generators.words.formats import Plural
from generators.words.sections import FormWords

_INPUT_MODES = {"tel": "tel", "email": "email", "number": "decimal"}


def field_html(field: Field, words: FormWords) -> str:
    """One field with its label, its help, and its controls."""
    if field.kind in ("radio", "checks", "scale"):
        return _group(field, words)
    return (
        f'<div class="kit-field kit-field--{field.kind}{_width(field)}">'
        f'<label class="kit-label" for="field-{field.name}">{_label(field, words)}</label>'
        f"{_hint(field, words)}{_control(field)}</div>"
    )


def row_html(row: FieldRow, words: FormWords) -> str:
    """Fields that stand side by side where the screen is wide enough."""
    return f'<div class="kit-row">{"".join(field_html(field, words) for field in row.fields)}</div>'


def table_html(table: FieldTable) -> str:
    """Repeated rows; every control names its row and column to those who do not see the table."""
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(
        f"<tr>{''.join(_cell(cell, table.columns[at]) for at, cell in enumerate(row))}</tr>" for row in table.rows
    )
    caption = f'<caption class="kit-label">{escape(table.label)}</caption>' if table.label else ""
    return f'<div class="kit-table"><table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def required_note_html(fields: Sequence[Field], words: FormWords) -> str:
    """What the mark beside some questions means, where there are such questions."""
    return (
        f'<p class="kit-required-note">{escape(words.required_note)}</p>' if any(one.required for one in fields) else ""
    )


def _cell(cell: Field | str, column: str) -> str:
    if isinstance(cell, str):
        return f'<th scope="row">{escape(cell)}</th>' if cell else "<td></td>"
    label = f' aria-label="{escape(cell.label)}"'
    return f'<td data-column="{escape(column)}">{_control(cell, label)}</td>'


def _label(field: Field, words: FormWords) -> str:
    mark = f' <span class="kit-required" title="{escape(words.required)}" aria-hidden="true">*</span>'
    return escape(field.label) + (mark if field.required else "")


def _hint(field: Field, words: FormWords) -> str:
    text = _hint_text(field, words)
    return f'<p class="kit-hint" id="field-{field.name}--hint">{escape(text)}</p>' if text else ""


def _hint_text(field: Field, words: FormWords) -> str:
    reason = f"{words.optional}: {field.optional}" if field.optional else ""
    return " ".join(part for part in (field.hint, reason) if part)


def _width(field: Field) -> str:
    return f" kit-width-{field.width}" if field.width else ""


def _described(field: Field) -> str:
    return f' aria-describedby="field-{field.name}--hint"' if field.hint or field.optional else ""


def _control(field: Field, label: str = "") -> str:
    shared = f'class="kit-input" id="field-{field.name}" name="{field.name}"{label}{_described(field)}'
    shared += f' maxlength="{field.max_length}"' if field.max_length else ""
    shared += " required" if field.required else ""
    shared += f' autocomplete="{escape(field.autocomplete or "off")}"'
    if field.kind == "area":
        return f'<textarea {shared} rows="{field.lines}"></textarea>'
    mode = f' inputmode="{_INPUT_MODES[field.input_type]}"' if field.input_type in _INPUT_MODES else ""
    kind = "text" if field.input_type == "number" else field.input_type
    return f'<input type="{kind}" {shared}{mode}>'


def _group(field: Field, words: FormWords) -> str:
    layout = " kit-options--inline" if side_by_side(field) else ""
    return (
        f'<fieldset class="kit-field kit-field--{field.kind}"{_described(field)}>'
        f'<legend class="kit-label">{_label(field, words)}</legend>{_hint(field, words)}'
        f'<div class="kit-options{layout}">{_ends(field, "low")}'
        f"{''.join(_option(field, option, words) for option in field.options)}{_ends(field, 'high')}</div></fieldset>"
    )


def _ends(field: Field, end: str) -> str:
    """The name of one end of a scale, on the side of its number; the numbers' own labels repeat it for the ear."""
    if field.kind != "scale":
        return ""
    falling = _falling(field.options)
    name = (field.high if falling else field.low) if end == "low" else (field.low if falling else field.high)
    return f'<span class="kit-scale-end" aria-hidden="true">{escape(name)}</span>'


def _falling(options: Sequence[Option]) -> bool:
    return len(options) > 1 and int(options[0].value) > int(options[-1].value)


def _option(field: Field, option: Option, words: FormWords) -> str:
    key = f"field-{field.name}--{option.value}"
    if field.kind == "checks":
        box = f'<input type="checkbox" id="{key}" name="{option_control(field, option)}" value="yes">'
    else:
        required = " required" if field.required else ""
        box = f'<input type="radio" id="{key}" name="{field.name}" value="{escape(option.value)}"{required}>'
    end = _spoken_end(field, option)
    label = f'<label for="{key}">{escape(option.label)}{end}</label>'
    return f'<div class="kit-option">{box}{label}{_write_in(field, option, words)}</div>'


def _spoken_end(field: Field, option: Option) -> str:
    if field.kind != "scale":
        return ""
    numbers = [int(one.value) for one in field.options]
    name = {min(numbers): field.low, max(numbers): field.high}.get(int(option.value), "")
    return f'<span class="kit-spoken">, {escape(name)}</span>' if name else ""


def _write_in(field: Field, option: Option, words: FormWords) -> str:
    if not option.write_in:
        return ""
    name = write_in_control(field, option)
    spoken = escape(words.please_name.format(option=option.label))
    return (
        f'<input type="text" class="kit-input kit-write-in" id="field-{name}" name="{name}" '
        f'aria-label="{spoken}" autocomplete="off">'
    )


_MESSAGES = ("confirm", "deleted", "opened", "other_form", "unreadable", "no_room", "no_pdf", "kept", "forgotten")
_BUTTONS = ("pdf", "print", "save", "open", "delete")


def _message(words: str | Plural) -> str:
    """For the page's script, which knows the number only later: a plural as JSON, by category."""
    return escape(words if isinstance(words, str) else json.dumps(dict(words.forms), ensure_ascii=False))


def tools_html(language: str) -> str:
    """The tools of a page in ``language`` (BCP 47); where their words are in another one, the tools say so."""
    words = words_of(language).web_form
    is_own = words.language in nearest(language)
    other = "" if is_own else f' lang="{words.language}" dir="{direction(words.language)}"'
    messages = "".join(f' data-{key.replace("_", "-")}="{_message(getattr(words, key))}"' for key in _MESSAGES)
    buttons = "".join(
        f'<button type="button" class="kit-button{"" if key == "pdf" else " kit-button--quiet"}" data-tool="{key}">'
        f"{escape(getattr(words, key))}</button>"
        for key in _BUTTONS
    )
    return (
        '<section class="kit-form-tools kit-screen-only" aria-labelledby="kit-form-tools-title" data-search-exclude'
        f"{other}{messages} hidden>"
        f'<p class="kit-form-tools__title" id="kit-form-tools-title">{escape(words.title)}</p>'
        f"<p>{escape(words.promise)}</p>"
        f'<div class="kit-form-tools__buttons">{buttons}</div>'
        '<button type="button" role="switch" aria-checked="false" class="kit-switch" id="kit-keep" '
        f'aria-describedby="kit-keep--hint">{escape(words.keep)}</button>'
        f'<p class="kit-hint" id="kit-keep--hint">{escape(words.keep_hint)}</p>'
        '<p class="kit-form-tools__status" role="status"></p></section>'
    )
