"""Fills ``{{ group.key }}`` with a local's values: a look-up of dotted names in which nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generators.model import Line, Lines, Meta, Namespace, Place
from generators.problems import Problems, did_you_mean
from generators.text.escaping import escaped_at
from generators.text.verbatim import outside_code, readable

_PLACEHOLDER = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
_NAME = re.compile(r"\s*(?P<group>[a-z_]+)\.(?P<key>[A-Za-z0-9_]+)\s*")
_LOOKS_LIKE_A_NAME = re.compile(r"[\w.\s-]*")
_CUT_OFF = re.compile(r"\{\{\s*([a-z_]+\.[A-Za-z0-9_]*)?\s*")
_HINTS_LIMIT = 100
"""Problems after which no likely name is looked for, since that takes longest."""


def filled(lines: Lines, namespace: Namespace, problems: Problems) -> Lines:
    """``lines`` with every placeholder outside code replaced by its escaped value; unknown names are problems."""
    if not any("{{" in line.text for line in lines):
        return lines
    result = list(lines)
    for index, line in outside_code(lines):
        if "{{" in line.text:
            result[index] = Line(_filled_line(line, namespace, problems), line.place)
    return tuple(result)


def filled_meta(
    meta: Meta, places: Mapping[str, Place], start: Place, namespace: Namespace, problems: Problems
) -> Meta:
    """Front matter with the placeholders of its texts replaced by plain values.

    ``places`` gives each key's line, ``start`` that of a key which is not in it.
    """

    def fill(value: object, place: Place) -> object:
        if isinstance(value, str) and "{{" in value:
            return _PLACEHOLDER.sub(lambda found: plain(found, place), value)
        if isinstance(value, list):
            return [fill(item, place) for item in value]
        if isinstance(value, dict):
            return {key: fill(item, place) for key, item in value.items()}
        return value

    def plain(found: re.Match[str], place: Place) -> str:
        value = _value(found, place, namespace, problems)
        return found[0] if value is None else value

    return {key: fill(value, places.get(key, start)) for key, value in meta.items()}


def _filled_line(line: Line, namespace: Namespace, problems: Problems) -> str:
    parts: list[str] = []
    at = 0
    shown = readable(line.text)
    for found in _PLACEHOLDER.finditer(shown):
        value = _value(found, line.place, namespace, problems)
        written = found[0] if value is None else escaped_at(line.text, found.span(), value)
        parts.extend((line.text[at : found.start()], written))
        at = found.end()
    last = shown.rfind("{{")
    if last >= at and _CUT_OFF.fullmatch(shown, last):
        problems.error(line.place, "'{{' is not closed on this line", "write {{ group.name }} on one line")
    return "".join((*parts, line.text[at:]))


def _value(found: re.Match[str], place: Place, namespace: Namespace, problems: Problems) -> str | None:
    """The value that a placeholder names, or None when it names none."""
    name = _NAME.fullmatch(found["inside"])
    known = namespace.get(name["group"], {}).get(name["key"]) if name else None
    if known is None:
        _report_unknown(found["inside"].strip(), place, namespace, problems)
    return known


def _report_unknown(written: str, place: Place, namespace: Namespace, problems: Problems) -> None:
    if not _LOOKS_LIKE_A_NAME.fullmatch(written):
        hint = "only names as in {{ local.name }} are filled in; to show braces, put them between backticks"
        problems.warn(place, f"'{{{{ {written} }}}}' is no variable, and stays as it is", hint)
        return
    hint = _likeliest(written, namespace) if len(problems.found) < _HINTS_LIMIT else ""
    problems.error(place, f"unknown variable '{written}'", hint or "to show braces, put them between backticks")


def _likeliest(written: str, namespace: Namespace) -> str:
    group, dot, key = written.partition(".")
    if not dot:
        groups = (name for name, values in namespace.items() if written in values)
        return next((f"did you mean '{name}.{written}'?" for name in groups), "")
    if group not in namespace:
        return did_you_mean(group, namespace)
    near = did_you_mean(key, namespace[group], f"{group}.")
    return near or (f"add '{key}' to 'variables' in local.yml" if group == "variables" else "")
