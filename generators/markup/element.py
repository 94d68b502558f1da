"""Builds an element of HTML or SVG, so that no text is ever taken for markup."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

__all__ = ["Attributes", "Markup", "element", "escaped", "markdown_text"]

Attributes = Mapping[str, str | int | None]
"""By name, in their order. None and False leave one out; True is an attribute without a value."""

_MARKUP = re.compile(r"[!#&()*+\-.:<=>@\[\\\]^_`{|}~]")

_VOID = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
_SHAPES = ["circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect"]
_ENDS = {**dict.fromkeys(_VOID, ">"), **dict.fromkeys(_SHAPES, "/>")}
"""How an element ends that never holds anything: HTML's void elements (HTML Standard, 13.1.2), and SVG's shapes."""


def element(tag: str, attributes: Attributes | None = None, *children: str) -> Markup:
    """One element with its ``children`` in their order: text is escaped, and ``Markup`` stands as it is.

    ``tag`` and the names of attributes are the program's own, and never an author's. An attribute's value is text,
    also where it is ``Markup``.

    Raises:
        ValueError: there are children, and the element holds none.
    """
    opening = tag
    for name, value in (attributes or {}).items():
        if value is True:
            opening += f" {name}"
        elif value is not None and value is not False:
            opening += f' {name}="{_escaped(str(value))}"'
    if end := _ENDS.get(tag):
        if children:
            raise ValueError(f"{tag} holds nothing")
        return Markup(f"<{opening}{end}")
    inside = "".join([child if isinstance(child, Markup) else _escaped(child) for child in children])
    return Markup(f"<{opening}>{inside}</{tag}>")


def escaped(text: str) -> Markup:
    """``text`` for an element or for an attribute's value in double quotes, in HTML as in XML."""
    return Markup(_escaped(text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def markdown_text(text: str) -> str:
    """``text`` as Markdown that shows exactly these characters, on one line.

    What could be markup becomes character references: unlike backslashes, they mean the same to every extension.
    """
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
