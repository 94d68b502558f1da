"""The ids of headings: readable in every script, and not renumbered when a heading is added."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct

_HEADING = re.compile(r"h[1-6]")
_ASCII = re.compile(r"[\x00-\x7f]*")
_NOT_IN_ASCII_ID = re.compile(r"[^\w\s-]")


@lru_cache(maxsize=8192)
def slug(text: str, separator: str = "-") -> str:
    """The id that words of a heading make: small letters, digits, and marks of any script, parted by ``separator``.

    Latin letters lose their accents, as those of the extension ``toc`` do, which loses all other letters altogether.
    """
    kept = text if _ASCII.fullmatch(text) else "".join(_kept(unicodedata.normalize("NFC", text)))
    words = _NOT_IN_ASCII_ID.sub("", kept) if kept is text else kept
    return re.sub(rf"[{separator}\s]+", separator, words.strip().lower())


def _kept(text: str) -> Iterator[str]:
    for letter in text:
        plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        if plain and not plain.isspace():
            yield _NOT_IN_ASCII_ID.sub("", plain)
        elif letter.isspace() or unicodedata.category(letter)[0] in "LMN":
            yield letter


class NamedHeading(Struct, frozen=True):
    """A heading of a page: its ``level``, the id that its words make, and the ``own`` one that its author gave."""

    level: int
    made: str
    own: str = ""


def distinct(headings: Iterable[NamedHeading]) -> Iterator[str]:
    """The id of each heading. The first with its words has them alone; a later one has the heading above in front.

    So a heading that is added changes no id but those of its own words.
    """
    known = tuple(headings)
    used = {heading.own for heading in known if heading.own}
    above: list[tuple[int, str]] = []
    for heading in known:
        above = [(level, name) for level, name in above if level < heading.level]
        name = heading.own or _free(heading.made, [name for _, name in above], used)
        used.add(name)
        above.append((heading.level, name))
        yield name


def _free(made: str, above: list[str], used: set[str]) -> str:
    wanted = made
    for name in ["", *reversed(above)]:
        wanted = "-".join(filter(None, (name, made)))
        if wanted and wanted not in used:
            return wanted
    number = 1
    while f"{wanted}_{number}" in used:
        number += 1
    return f"{wanted}_{number}"


class AnchorTreeprocessor(Treeprocessor):
    """Gives headings of the same words their ids before the extension ``toc`` would number them."""

    def run(self, root: Element) -> None:
        headings = [
            element for element in root.iter() if isinstance(element.tag, str) and _HEADING.fullmatch(element.tag)
        ]
        rough = [element.get("id") or "".join(element.itertext()).strip().lower() for element in headings]
        if len(set(rough)) == len(rough):
            return
        named = [self._named(element) for element in headings]
        for element, name in zip(headings, distinct(named), strict=True):
            element.set("id", name)

    def _named(self, element: Element) -> NamedHeading:
        words = strip_tags(render_inner_html(remove_fnrefs(element), self.md))
        return NamedHeading(int(element.tag[1]), slug(unescape(words)), element.get("id") or "")
