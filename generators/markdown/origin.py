"""Reads out of HTML on which line of its text each element begins."""

from __future__ import annotations

import re
from itertools import chain

from lxml.html import HtmlElement
from msgspec import Struct

from generators.model import NOWHERE, Place

LINE = "data-kit-line"
"""The attribute with an element's line, from 0. If its address, or its attribute list ``{: … }``, begins on a later
line, that follows behind a hyphen; ``RAW`` ends it where the author wrote the element as HTML."""

RAW = "h"

_LINE = re.compile(rf"(?P<own>[0-9]{{1,9}})(-(?P<attributes>[0-9]{{1,9}}))?{RAW}?")


class Origin(Struct, frozen=True):
    """Where a text was written: the ``folder`` (posix) of its page, and the ``places`` of its lines."""

    folder: str
    places: tuple[Place, ...] = ()

    def place(self, element: HtmlElement) -> Place:
        """The line on which ``element`` begins."""
        return self.at(line_of(element))

    def attribute_place(self, element: HtmlElement) -> Place:
        """The line on which an attribute of ``element`` was given to it."""
        found = _LINE.fullmatch(element.get(LINE) or "")
        return self.at(int(found["attributes"] or found["own"])) if found else self.place(element)

    def at(self, line: int, text: str = "") -> Place:
        """The place of a line by its number, from 0; of the first word of ``text``, if that begins on the line."""
        blank = text[: len(text) - len(text.lstrip())]
        return self.places[min(line + blank.count("\n"), len(self.places) - 1)] if self.places else NOWHERE


def line_of(element: HtmlElement) -> int:
    found = _LINE.fullmatch(element.get(LINE) or _line_around(element))
    return int(found["own"]) if found else 0


def is_raw(element: HtmlElement) -> bool:
    """Whether the author wrote ``element`` as HTML, in which MkDocs looks for no links."""
    return (element.get(LINE) or "").endswith(RAW)


def _line_around(element: HtmlElement) -> str:
    """The line of the nearest element around one that was made without any, else of the first one near it."""
    around = tuple(element.iterancestors())
    inside = (child for parent in (element, *around) for child in parent.iterdescendants())
    return next((line for near in chain(around, inside) if (line := near.get(LINE))), "0")


def line_ends(element: HtmlElement) -> int:
    """How many line ends the text in ``element`` has."""
    texts = element.itertext() if isinstance(element.tag, str) else (element.text or "",)  # a comment has no inside
    return sum(text.count("\n") for text in texts)
