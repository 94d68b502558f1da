"""Fills ``{{ group.key }}`` with a local's values: a look-up of dotted names in which nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generators.marks import outside_code
from generators.model import Line, Lines, Meta, Namespace, Place
from generators.problems import Problems, did_you_mean

_PLACEHOLDER = re.compile(r"\{\{(?P<inside>.*?)\}\}")
_NAME = re.compile(r"\s*(?P<group>[a-z_]+)\.(?P<key>[A-Za-z0-9_]+)\s*")
_CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)")
_MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!|~^=:>$\"']")

Escape = Callable[[str], str]


def escaped_for_markdown(value: str) -> str:
    """``value`` so that Markdown shows it letter for letter: no markup, no HTML, no attribute list comes of it.

    Character references and not backslashes, since extensions disagree about which characters a backslash escapes.
    """
    html = value.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN_SPECIAL.sub(lambda found: found[0] if found[0] in _HARMLESS else f"&#{ord(found[0])};", html)


_HARMLESS = frozenset("-.()'!")


def filled(lines: Lines, namespace: Namespace, problems: Problems) -> Lines:
    """``lines`` with every placeholder outside code replaced by its escaped value; unknown names are problems."""
    if not any("{{" in line.text for line in lines):
        return lines
    result = list(lines)
    for index, line in outside_code(lines):
        if "{{" in line.text:
            text = _filled_text(line.text, line.place, namespace, problems, _escape_in_line)
            result[index] = Line(text, line.place)
    return tuple(result)


def filled_meta(meta: Meta, place: Place, namespace: Namespace, problems: Problems) -> Meta:
    """Front matter with the placeholders of its texts replaced by plain values."""

    def fill(value: object) -> object:
        if isinstance(value, str) and "{{" in value:
            return _filled_text(value, place, namespace, problems, lambda _line, _at: str)
        if isinstance(value, list):
            return [fill(item) for item in value]
        if isinstance(value, dict):
            return {key: fill(item) for key, item in value.items()}
        return value

    return {key: fill(value) for key, value in meta.items()}


def _escape_in_line(text: str, at: int) -> Escape:
    """How a value is written at ``at``: letter for letter in a link's address, else escaped for Markdown."""
    before = text[:at]
    in_address = before.rfind("](") > before.rfind(")")
    return _escaped_for_address if in_address else escaped_for_markdown


def _escaped_for_address(value: str) -> str:
    unsafe = " <>()[]\\\"'`{}|^*"
    return "".join(f"%{ord(char):02X}" if char in unsafe else char for char in value)


def _filled_text(
    text: str, place: Place, namespace: Namespace, problems: Problems, escape_at: Callable[[str, int], Escape]
) -> str:
    code = [found.span() for found in _CODE_SPAN.finditer(text)]

    def value(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        known = _looked_up(found["inside"], namespace)
        if known is None:
            _report_unknown(found, place, namespace, problems)
            return found[0]
        return escape_at(text, found.start())(known)

    return _PLACEHOLDER.sub(value, text)


def _looked_up(inside: str, namespace: Namespace) -> str | None:
    name = _NAME.fullmatch(inside)
    return namespace.get(name["group"], {}).get(name["key"]) if name else None


def _report_unknown(found: re.Match[str], place: Place, namespace: Namespace, problems: Problems) -> None:
    written = found["inside"].strip()
    names = tuple(_names(namespace))
    hint = did_you_mean(written, names) or "to show braces as they are, put them between backticks"
    if written.startswith("variables."):
        hint = did_you_mean(written, names) or f"add '{written.removeprefix('variables.')}' to 'variables' in local.yml"
    problems.error(place, f"unknown variable '{written}'", hint)


def _names(namespace: Namespace) -> Iterator[str]:
    for group, values in namespace.items():
        for key in values:
            yield f"{group}.{key}"
