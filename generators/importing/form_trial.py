"""Tries a form that was just written with the reader of forms, and mends what it says; what is left is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generators.forms.attributes import BRACES
from generators.forms.form import read_form
from generators.forms.names import fields_of, slug
from generators.markdown.dialect import Dialect
from generators.model import Extension, FormFrontMatter, FormPage, Line, Place
from generators.model.problems import Problem, Problems

ROUNDS = 12
_FIELD = re.compile(rf"(?P<label>[^_]*?[:?\uff1a\uff1f])?\s*_{{4,}}(?:\s*(?P<braces>{BRACES}))?")
_SKIPPED = 'optional="You may leave this out."'
_BRACES_AT_END = re.compile(rf"\s*(?P<braces>{BRACES})\s*$")


class TriedForm(Struct, frozen=True):
    """The text that reads, how many fields it has, and for each line that was changed what it was about."""

    text: str
    fields: int
    remarks: tuple[str, ...]


def tried(text: str, name: str) -> TriedForm:
    """``text``, a form's page without front matter, mended until the reader of forms has no error left."""
    lines = text.split("\n")
    remarks: list[str] = []
    for _ in range(ROUNDS):
        form_fields, problems = _read(lines, name)
        errors = [one for one in problems.errors if one.code.startswith("form-")]
        if not errors:
            return TriedForm("\n".join(lines), form_fields, tuple(dict.fromkeys(remarks)))
        for one in _last_first(errors):
            said = _mended(lines, one)
            if said:
                remarks.append(said)
    for one in [one for one in _read(lines, name)[1].errors if one.code.startswith("form-")]:
        remarks.append(f"line {one.place.line}: {one.message}")
    return TriedForm("\n".join(lines), _read(lines, name)[0], tuple(dict.fromkeys(remarks)))


def _read(lines: Sequence[str], name: str) -> tuple[int, Problems]:
    problems = Problems()
    shown = tuple(Line(text, Place(name, number)) for number, text in enumerate(lines, 1))
    page = FormPage(name, "en", shown, FormFrontMatter(), Place(name, 1))
    form = read_form(page, _DIALECT, problems)
    return sum(1 for section in form.sections for _ in fields_of(section.items)), problems


_DIALECT = Dialect((Extension("attr_list"), Extension("def_list")))


def _last_first(errors: Sequence[Problem]) -> Iterator[Problem]:
    """One error of each line, from the end, so that lines keep their numbers."""
    seen: set[int] = set()
    for one in sorted(errors, key=lambda one: -one.place.line):
        if one.place.line not in seen:
            seen.add(one.place.line)
            yield one


def _mended(lines: list[str], problem: Problem) -> str:
    """Changes the line of ``problem``, and says what for, if its author should look."""
    at = problem.place.line - 1
    line = lines[at]
    match problem.code:
        case "form-duplicate-name":
            lines[at] = _renamed(lines, at, problem.message)
            return ""
        case "form-personal-question":
            quoted = re.search(r"'(.*)'", problem.message)
            lines[at] = _with_attribute(line, _SKIPPED, quoted[1] if quoted else "")
            return f"'{_shown(line)}' asks for a personal detail, so that people may skip it: say why you ask"
        case "form-duplicate-option":
            _tell_options_apart(lines, at)
            return ""
        case "form-single-option":
            _one_box(lines, at)
            return ""
        case "form-scale-without-ends":
            lines[at + 1 : at + 2] = (
                [f"( ) {number}" for number in re.findall(r"\d+", lines[at + 1])] if at + 1 < len(lines) else []
            )
            return f"'{_shown(line)}' is a scale whose ends have no names: give them {{low=… high=…}}, and (1) (2) (3)"
        case "form-field-without-label":
            return _labeled(lines, at)
    return _as_text(lines, at)


def _shown(line: str) -> str:
    plain = " ".join(re.sub(r"\{[^}]*\}|_{4,}", " ", line).split())
    return plain if len(plain) < 60 else f"{plain[:58]} …"


def _renamed(lines: list[str], at: int, message: str) -> str:
    """A name of its own for the field that has another's: ``name-2``."""
    told = re.search(r"name '([^']*)'", message)
    name = told[1] if told else ""
    line = lines[at]
    if line.startswith("#"):
        return f"{_BRACES_AT_END.sub('', line)} {{#about-{name.removeprefix('field-')}}}"
    taken = "\n".join(lines)
    number = next(count for count in range(2, 1000) if f"#{name}-{count}" not in taken)
    own = f"#{name}-{number}"
    if "|" in line:
        return _renamed_columns(lines, at, number)
    for found in reversed(list(_FIELD.finditer(line))):
        label = (found["label"] or "").strip().rstrip(":?\uff1a\uff1f ")
        if slug(label) == name or f"#{name} " in (found["braces"] or "") or f"#{name}}}" in (found["braces"] or ""):
            return line[: found.start()] + _field_with(found, own) + line[found.end() :]
    return _with_attribute(line, own, "")


def _renamed_columns(lines: list[str], at: int, number: int) -> str:
    """Gives the columns of the table around line ``at`` names of their own, from which those of its fields are made.

    Where two rows begin with the same words, it is the row that gets a number.
    """
    head = at
    while head and "|" in lines[head - 1]:
        head -= 1
    first = _first_words(lines[at])
    alike = sum(1 for line in lines[head + 2 : at] if first and _first_words(line) == first)
    if alike:
        return lines[at].replace(first, f"{first} ({alike + 1})", 1)
    plain = [_BRACES_AT_END.sub("", cell) for cell in _cells(lines[head])]
    named = [f"{cell} {{#{slug(cell) or f'column-{column}'}-{number}}}" for column, cell in enumerate(plain, 1)]
    lines[head] = f"| {' | '.join(named)} |"
    return lines[at]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _first_words(line: str) -> str:
    """The words by which the fields of a table's row are known."""
    return next((cell for cell in _cells(line) if cell and not re.fullmatch("_+", cell)), "")


def _field_with(found: re.Match[str], attribute: str) -> str:
    braces = (
        re.sub(r"#[\w-]+\s?", "", found["braces"] or "{}") if attribute.startswith("#") else found["braces"] or "{}"
    )
    made = f"{{{attribute} {braces[1:-1]}".rstrip() + "}"
    whole = found[0][: -len(found["braces"])] if found["braces"] else found[0]
    return f"{whole.rstrip()} {made}"


def _with_attribute(line: str, attribute: str, label: str) -> str:
    """``line`` with one more attribute: of the field called ``label``, else behind its question."""
    for found in _FIELD.finditer(line):
        if not label or (found["label"] or "").strip().rstrip(":?\uff1a\uff1f ").lower() == label.lower():
            return line[: found.start()] + _field_with(found, attribute) + line[found.end() :]
    if last := _BRACES_AT_END.search(line):
        inside = last["braces"][1:-1]
        others = re.sub(r"#[\w-]+\s?", "", inside) if attribute.startswith("#") else inside
        return f"{line[: last.start()]} {{{attribute} {others}".rstrip() + "}"
    return f"{line.rstrip()} {{{attribute}}}"


def _tell_options_apart(lines: list[str], at: int) -> None:
    """Options that would be one in the table of answers get words of their own."""
    seen: set[str] = set()
    for row in range(at + 1, len(lines)):
        found = re.match(r"(\( \)|\[ \])\s+(.*?)\s*$", lines[row])
        if not found:
            return
        value = slug(re.sub(r":?\s*_{4,}$", "", found[2])) or f"choice-{row - at}"
        if value in seen:
            value = next(f"{value}-{count}" for count in range(2, 1000) if f"{value}-{count}" not in seen)
            label = found[2].removesuffix("____").rstrip()
            room = " ____" if found[2].endswith("____") else ""
            lines[row] = f"{found[1]} {label} {{#{value}}}{room}"
        seen.add(value)


def _one_box(lines: list[str], at: int) -> None:
    for row in range(at + 1, min(at + 4, len(lines))):
        if lines[row].startswith("( )"):
            lines[row] = f"[ ]{lines[row][3:]}"
            return


def _labeled(lines: list[str], at: int) -> str:
    """The nearest words above stand over a field that has none; the heading's, where there are no others."""
    lines[at] = re.sub(r"^[^\w(\[{]+(?=____)", "", lines[at])
    is_option = lines[at].startswith(("( )", "[ ]"))
    for row in range(at - 1, -1, -1):
        if is_option and not lines[row].startswith("#"):
            continue
        text = re.sub(r"\{[^}]*\}|\*\*", "", lines[row]).strip("#>|-* ").strip()
        if text and not text.startswith(("( )", "[ ]")) and "____" not in text:
            words = text.rstrip(":. ").split()[-14:]
            label = " ".join(words)
            if row == at - 1 and label + ":" == lines[row]:
                break  # it stands there already, and is no label
            lines.insert(at, label if label.endswith(("?", "\uff1f")) else f"{label}:")
            return f"'{_shown(lines[at])}' is asked in the words above it: see whether that is meant"
    return _as_text(lines, at)


def _as_text(lines: list[str], at: int) -> str:
    """Shown as on paper, since it can be no field."""
    line = lines[at]
    lines[at] = re.sub(r"_{4,}(?:\s*\{[^}]*\})?", "…", line)
    lines[at] = re.sub(r"\(\s\)|\[\s\](?=\s|$)|[☐□◻❏❑]", "\u2013", lines[at])
    if lines[at] == line:
        lines[at] = re.sub(r"[{}]", "", line)
    return f"'{_shown(line)}' could not become a field, and is shown as text"
