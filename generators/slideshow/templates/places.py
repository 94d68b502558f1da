"""What a template's layouts offer: their placeholders, their page, their fonts, and their tables' look."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from generators.packs.archive import Parts
from generators.packs.template_package import MAIN
from generators.packs.template_source import PACKAGE, RELATIONSHIPS
from generators.slideshow.templates.styles import (
    POINT,
    A,
    Element,
    Heritage,
    P,
    Reading,
    Spot,
    kind_of,
    line_of,
    mark_of,
    shapes_of,
)

USUAL_TABLES = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""PowerPoint's own table style, Medium Style 2 in the first accent color."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layout of a template: ``part`` is its part's name; ``spots`` hold text or objects, the title apart."""

    part: str
    label: str
    kind: str
    title: Spot | None
    spots: tuple[Spot, ...]
    footer: Spot | None
    number: Spot | None


@dataclass(frozen=True, slots=True)
class Offer:
    """All layouts of a template on its page, in points; ``table_style`` is the id of the tables' look."""

    width: float
    height: float
    sheets: tuple[Sheet, ...]
    family: str
    table_style: str


def offer(parts: Parts) -> Offer:
    """What the rebuilt template in ``parts`` offers."""
    tree = _Tree(parts)
    main = tree.root(MAIN)
    size = main.find(f"{P}sldSz")
    wide, high = (int(size.get(side, "0")) / POINT for side in ("cx", "cy")) if size is not None else (960.0, 540.0)
    masters = [_Master(tree, name) for name in tree.listed(MAIN, "sldMasterId")]
    fonts = {font for master in masters for font in master.fonts.values()}
    styles = parts.get("ppt/tableStyles.xml")
    chosen = etree.fromstring(styles).get("def", "") if styles else ""
    return Offer(
        wide,
        high,
        tuple(sheet for master in masters for sheet in master.sheets()),
        "Calibri" if fonts == {"Calibri"} else "Arial",
        chosen or USUAL_TABLES,
    )


@dataclass(frozen=True)
class _Tree:
    """The template's parts as trees."""

    parts: Parts

    def root(self, name: str) -> Element:
        return etree.fromstring(self.parts[name])

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Kind and target by the relationship's id."""
        folder, base = posixpath.split(name)
        data = self.parts.get(f"{folder}/_rels/{base}.rels")
        rows = etree.fromstring(data).iter(f"{{{PACKAGE}/relationships}}Relationship") if data else ()
        return {row.get("Id", ""): (row.get("Type", "").rpartition("/")[2], row.get("Target", "")[1:]) for row in rows}

    def listed(self, name: str, tag: str) -> Iterator[str]:
        """The parts that ``name`` lists under ``tag``, in its order."""
        related = self.related(name)
        for row in self.root(name).iter(f"{P}{tag}"):
            yield related[row.get(f"{{{RELATIONSHIPS}}}id", "")][1]


@dataclass(frozen=True)
class _Master:
    """A slide master, from which its layouts inherit."""

    tree: _Tree
    name: str

    @cached_property
    def root(self) -> Element:
        return self.tree.root(self.name)

    @cached_property
    def fonts(self) -> Mapping[str, str]:
        """The theme's typefaces for headings (``+mj-lt``) and for text (``+mn-lt``)."""
        themes = [target for kind, target in self.tree.related(self.name).values() if kind == "theme"]
        scheme = self.tree.root(themes[0]) if themes else None
        found = {}
        for key, tag in (("+mj-lt", "majorFont"), ("+mn-lt", "minorFont")):
            latin = scheme.find(f".//{A}{tag}/{A}latin") if scheme is not None else None
            found[key] = latin.get("typeface", "") if latin is not None else ""
        return found

    def _heritage(self) -> Heritage:
        shapes = {kind_of(mark_of(shape)) or "body": shape for shape in shapes_of(self.root)}
        return Heritage(shapes, self.root, self.tree.root(MAIN).find(f"{P}defaultTextStyle"), self.fonts)

    def sheets(self) -> Iterator[Sheet]:
        heritage = self._heritage()
        for part in self.tree.listed(self.name, "sldLayoutId"):
            root = self.tree.root(part)
            page = root.find(f"{P}cSld")
            spots = [Reading(heritage, shape).spot() for shape in shapes_of(root)]
            found = [spot for spot in spots if spot is not None]
            yield Sheet(
                part,
                line_of(page.get("name", "")) if page is not None else "",
                root.get("type", ""),
                _first(found, "title", "ctrTitle"),
                tuple(spot for spot in found if spot.kind in ("", "body", "subTitle", "pic", "tbl")),
                _first(found, "ftr"),
                _first(found, "sldNum"),
            )


def _first(spots: list[Spot], *kinds: str) -> Spot | None:
    return next((spot for spot in spots if spot.kind in kinds), None)
