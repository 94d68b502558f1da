"""Moves the styles of an SVG onto its shapes, since a style sheet can fetch from anywhere and is not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

_PROPERTIES = """clip-path clip-rule color display dominant-baseline fill fill-opacity fill-rule font-family font-size
    font-style font-weight letter-spacing mask opacity paint-order stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    visibility"""

PROPERTIES = frozenset(_PROPERTIES.split())
"""What a style may say of a shape: each is an attribute too (SVG 1.1, "Styling properties")."""

_SELECTOR = re.compile(r"[.#]?[A-Za-z][\w-]*")

Styles = Mapping[str, Mapping[str, str]]
"""Declarations by selector: an element's name, ``.class``, or ``#id``."""


def styles_of(sheets: Iterator[str]) -> Styles:
    """The rules of style sheets whose selectors are one name, one class, or one id; others are passed over."""
    styles: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        for rule in _without_comments(sheet).split("}"):
            selectors, _, declarations = rule.partition("{")
            for selector in selectors.split(","):
                if _SELECTOR.fullmatch(selector.strip()):
                    styles.setdefault(selector.strip(), {}).update(declared(declarations))
    return styles


def declared(text: str) -> Iterator[tuple[str, str]]:
    """The declarations of a rule or of a ``style`` attribute."""
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and name.strip().lower() in PROPERTIES:
            yield name.strip().lower(), value.replace("!important", "").strip()


def with_styles(element: Element, name: str, styles: Styles) -> Mapping[str, str]:
    """The attributes of ``element``, whose plain name is ``name``, with what styles say of it; the closest wins."""
    attributes = dict(element.attrib)
    attributes.update(styles.get(name, {}))
    for word in element.get("class", "").split():
        attributes.update(styles.get(f".{word}", {}))
    attributes.update(styles.get(f"#{element.get('id')}", {}))
    attributes.update(declared(element.get("style", "")))
    return attributes


def _without_comments(sheet: str) -> str:
    """In one pass, however many comments a hostile sheet opens."""
    first, *rest = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)
