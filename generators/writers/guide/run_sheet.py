"""The run sheet, which a trainer changes at the kitchen table: its words in a Word file that is made once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from generators.brand.palette import palette
from generators.caching.store import FORGETFUL, Store
from generators.decks.teaching.guide import Guide, Handout
from generators.model import Brand, Paper
from generators.model.remembered import remembered_by_value
from generators.ooxml.package import zipped
from generators.ooxml.relationships import CORE
from generators.ooxml.xml import NAMESPACES, filled, node, parsed, serialized, with_text
from generators.words.isolation import isolated
from generators.writers.guide.sheet_template import (
    DOCUMENT,
    GROUND_COLOR,
    LINK,
    LINKS,
    STYLES,
    TEXT_COLOR,
    THEME,
    Template,
    template_of,
)

EMPTY = "\u00a0"
"""Keeps an empty cell as low as its neighbors."""

LOCAL = "\ue000"
"""Stands for the local's name until it is put in: a letter that nobody means anything by (Unicode, private use)."""

Cells = tuple[str, str, str, str, str]
"""When, how long, which slide, what, and how."""


class HandoutLine(Struct, frozen=True):
    """A form to give out, ``behind`` its title what it is; ``is_linked`` where it can be filled in on the site."""

    copies: str
    title: str
    behind: str
    is_linked: bool


class SheetWords(Struct, frozen=True):
    """All that stands on a sheet, but for the local's name: two locals that teach the same have the same.

    ``rows`` are those of the table, each with whether it opens a part; ``materials`` and ``handouts`` stand under the
    headings ``named``, behind that of the table itself.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    columns: Cells
    rows: tuple[tuple[bool, Cells], ...]
    named: tuple[str, str, str]
    materials: tuple[str, ...]
    handouts: tuple[HandoutLine, ...]


def run_sheet_files(
    guides: Sequence[Guide], brand: Brand, paper: Paper, date: datetime | None = None, store: Store = FORGETFUL
) -> tuple[bytes, ...]:
    """A Word file for each guide, made on ``date``; the same bytes for the same guides.

    Pandoc runs once for all locals; a local's name, colors, and addresses are put in last.
    """
    return tuple(_file(guide, brand, paper, date, store) for guide in guides)


def _file(guide: Guide, brand: Brand, paper: Paper, date: datetime | None, store: Store) -> bytes:
    lang, colors = guide.deck.lang, palette(brand)
    template = template_of(lang, paper, store)
    written = _document(_words(guide), template)
    name = isolated(guide.local) if template.rtl else guide.local
    parts = dict(template.parts)
    parts[DOCUMENT] = filled(written, LOCAL, name)
    parts[CORE] = _properties(parts[CORE], guide, date)
    for token, color in ((TEXT_COLOR, colors.primary_text), (GROUND_COLOR, colors.primary_deep)):
        for part in (THEME, STYLES):
            parts[part] = filled(parts[part], token, color.lstrip("#").upper())
    addresses = [item.address for item in guide.handouts if item.address]
    if addresses:
        parts[LINKS] = _linked(parts[LINKS], addresses)
    return zipped(parts)


def _words(guide: Guide) -> SheetWords:
    words = guide.words.guide
    return SheetWords(
        title=guide.deck.title,
        facts=guide.facts,
        columns=(words.clock, words.length_short, words.slide, words.what, words.how),
        rows=tuple(_rows(guide)),
        named=(words.run_sheet, words.materials, words.handouts),
        materials=guide.materials,
        handouts=tuple(map(_handout, guide.handouts)),
    )


def _handout(item: Handout) -> HandoutLine:
    behind = f" ({item.appendix})" if item.appendix else ""
    return HandoutLine(f"{item.copies}: ", item.form.title, behind, bool(item.address))


def _rows(guide: Guide) -> Iterator[tuple[bool, Cells]]:
    for part in guide.parts:
        if part.title:
            yield True, (part.clock, EMPTY, EMPTY, part.title, part.length or EMPTY)
        for row in part.rows:
            texts = (row.clock, row.minutes, row.number, row.source.title, row.how)
            clock, minutes, number, title, how = (text or EMPTY for text in texts)
            yield False, (clock, minutes, number, title, how)
    yield True, (guide.ends or EMPTY, EMPTY, EMPTY, guide.words.guide.ends, EMPTY)


@remembered_by_value
def _document(words: SheetWords, template: Template) -> bytes:
    """The document's own part, all but the local's name; remembered for the next local."""
    return "".join(_pieces(words, template)).encode()


def _pieces(words: SheetWords, template: Template) -> Iterator[str]:
    table, materials, handouts = words.named
    yield template.head
    yield template.piece("title", words.title)
    yield template.piece("author", LOCAL)
    yield from (template.piece("fact", f"{label}: ", text) for label, text in words.facts)
    yield template.piece("heading", table)
    yield template.table
    yield template.piece("columns", *words.columns)
    yield from (template.piece("part" if opens else "row", *cells) for opens, cells in words.rows)
    yield template.table_end
    if words.materials:
        yield template.piece("heading", materials)
        yield from (template.piece("item", item) for item in words.materials)
    if words.handouts:
        yield template.piece("heading", handouts)
        yield from _handouts(words.handouts, template)
    yield template.end


def _handouts(handouts: Iterable[HandoutLine], template: Template) -> Iterator[str]:
    number = 0
    for item in handouts:
        if not item.is_linked:
            yield template.piece("item", item.copies + item.title + item.behind)
            continue
        behind = (item.behind,) if item.behind else ()
        shown = template.piece("link with more" if behind else "link", item.copies, item.title, *behind)
        yield shown.replace(LINK, _link(number))
        number += 1


def _link(number: int) -> str:
    return f"handout{number}"


def _linked(links: bytes, addresses: Sequence[str]) -> bytes:
    """The list of what the document refers to, with ``addresses`` on the web."""
    root = parsed(links)
    kind = f"{NAMESPACES['r']}/hyperlink"
    for number, address in enumerate(addresses):
        row = {"Id": _link(number), "Type": kind, "Target": address, "TargetMode": "External"}
        root.append(node("rel:Relationship", row))
    return serialized(root)


def _properties(data: bytes, guide: Guide, date: datetime | None) -> bytes:
    """Title, author, and language; the time of the build, or none."""
    root = parsed(data)
    for name, text in (("title", guide.deck.title), ("creator", guide.local), ("language", guide.deck.lang)):
        for old in root.findall(f"dc:{name}", NAMESPACES):
            root.remove(old)
        root.append(with_text(f"dc:{name}", text))
    for name in ("created", "modified"):
        for element in root.findall(f"dcterms:{name}", NAMESPACES):
            if date:
                element.text = date.strftime("%Y-%m-%dT%H:%M:%SZ")
            else:
                root.remove(element)
    return serialized(root)
