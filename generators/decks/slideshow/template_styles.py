"""What a template's layouts offer: placeholders with inherited boxes and styles, page, fonts, and tables' look."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from generators.brand.metrics import families
from generators.decks.slideshow.design import (
    DEPTH,
    FIRST_INDENT,
    NEXT_INDENT,
    Align,
    Anchor,
    Box,
    Placeholder,
    Role,
    TextStyle,
)
from generators.ooxml.package import Parts
from generators.ooxml.relationships import MAIN, list_name, listed
from generators.ooxml.xml import NAMESPACES, POINT, Element, local_name, parsed, qualified

_MASTER_KIND = {"ctrTitle": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum", "title": "title"}
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}
_ALIGN: Mapping[str, Align] = {"ctr": "center", "r": "end"}
_ANCHORS: Mapping[str, Anchor] = {"ctr": "middle", "b": "bottom"}
_GAPS = ("spcBef", "spcAft")

UNKNOWN_FONT = 1.1
CAPITALS = 1.25
"""How much larger text is taken to be when its font's widths are unknown, or it stands in capitals."""


class Spot(Struct, frozen=True):
    """A placeholder of a template: ``kind`` and ``index`` are PresentationML's, an empty ``kind`` holds anything."""

    kind: str
    index: int
    name: str
    box: Box
    style: TextStyle
    anchor: Anchor
    inset: float

    @property
    def area(self) -> float:
        return self.box.width * self.box.height

    def placed(self, role: Role) -> Placeholder:
        return Placeholder(role, self.name, self.kind, self.index, self.box, self.style, self.anchor, inset=self.inset)


class Heritage(Struct, frozen=True):
    """What the layouts of one master inherit: its placeholders by kind, its tree, the file's defaults, its fonts."""

    shapes: Mapping[str, Element]
    root: Element
    defaults: Element | None
    fonts: Mapping[str, str]


class Reading(Struct, frozen=True, dict=True):
    """One placeholder of a layout; what it does not say itself, its master says."""

    master: Heritage
    shape: Element

    @cached_property
    def kind(self) -> str:
        return kind_of(mark_of(self.shape))

    @cached_property
    def chain(self) -> tuple[Element, ...]:
        above = self.master.shapes.get(_MASTER_KIND.get(self.kind, "body"))
        return (self.shape,) if above is None else (self.shape, above)

    def spot(self) -> Spot | None:
        """The placeholder, or None when nothing fits into it or its text runs downwards."""
        box = next((box for box in map(_box, self.chain) if box), None)
        index = mark_of(self.shape).get("idx", "0")
        upright = self.body("vert", "horz") == "horz" and mark_of(self.shape).get("orient", "horz") == "horz"
        if box is None or not upright or not index.isdecimal() or box.width < 36 or box.height < 14:
            return None
        named = self.shape.find(".//p:cNvPr", NAMESPACES)
        insets = [int(self.body(f"{side}Ins", "91440" if side in "lr" else "45720")) for side in "ltrb"]
        anchor = _ANCHORS.get(self.body("anchor", "t"), "top")
        name = line_of(named.get("name", "")) if named is not None else ""
        return Spot(self.kind, int(index), name, box, self.style(), anchor, max(0, *insets) / POINT)

    def body(self, key: str, otherwise: str) -> str:
        found = (place.get(key) for shape in self.chain for place in shape.iter(qualified("a:bodyPr")))
        return next((value for value in found if value), otherwise)

    def style(self) -> TextStyle:
        """Sizes as they are measured: larger than they look where the font's widths are a guess."""
        sizes = tuple(self._size(level) for level in range(DEPTH))
        marks = self._from(0, lambda level: level if _bullet(level) is not None else None)
        margins = (self._from(level, lambda row: row.get("marL")) for level in range(DEPTH))
        return TextStyle(
            sizes,
            color="tx2",
            bold=self._run(0, "b", "0") in ("1", "true"),
            spacing=max(self._spacing(level, sizes[level]) for level in range(DEPTH)),
            gaps=tuple(self._gap(level, sizes[level]) for level in range(DEPTH)),
            align=_ALIGN.get(str(self._from(0, lambda row: row.get("algn")) or ""), "start"),
            bulleted=marks is not None and _bullet(marks) != "buNone",
            indents=tuple(
                max(FIRST_INDENT + NEXT_INDENT * level, int(str(margin or 0)) / POINT)
                for level, margin in enumerate(margins)
            ),
        )

    def _size(self, level: int) -> float:
        font = str(self._from(level, _typeface) or "+mn-lt")
        known = self.master.fonts.get(font, font) in families()
        capitals = CAPITALS if self._run(level, "cap", "none") != "none" else 1.0
        return int(self._run(level, "sz", "1800")) / 100 * (1.0 if known else UNKNOWN_FONT) * capitals

    def _gap(self, level: int, size: float) -> float:
        return math.fsum(_room(self._from(level, _child(tag)), size) for tag in _GAPS)

    def _spacing(self, level: int, size: float) -> float:
        found = self._from(level, _child("lnSpc"))
        return _room(found, size) / size if isinstance(found, Element) else 1.0

    def _run(self, level: int, key: str, otherwise: str) -> str:
        def look(row: Element) -> str | None:
            run = row.find("a:defRPr", NAMESPACES)
            return None if run is None else run.get(key)

        return str(self._from(level, look) or otherwise)

    def _from(self, level: int, look: Callable[[Element], Element | str | None]) -> Element | str | None:
        """What the nearest of the styles for ``level`` says."""
        for style in self._styles():
            for row in (style.find(f"a:lvl{level + 1}pPr", NAMESPACES), style.find("a:defPPr", NAMESPACES)):
                found = look(row) if row is not None else None
                if found is not None:
                    return found
        return None

    def _styles(self) -> Iterator[Element]:
        for shape in self.chain:
            yield from shape.iter(qualified("a:lstStyle"))
        small = self.kind in ("ftr", "sldNum", "dt")
        name = "otherStyle" if small else _STYLES[_MASTER_KIND.get(self.kind, "body")]
        yield from self.master.root.iter(qualified(f"p:{name}"))
        if self.master.defaults is not None:
            yield self.master.defaults


def _room(spacing: Element | str | None, size: float) -> float:
    """A spacing in points; a share is of the size."""
    if not isinstance(spacing, Element):
        return 0.0
    for row in spacing:
        value = float(row.get("val", "0").rstrip("%"))
        return value / 100 if row.tag == qualified("a:spcPts") else value / 100_000 * size
    return 0.0


def _child(tag: str) -> Callable[[Element], Element | None]:
    return lambda row: row.find(f"a:{tag}", NAMESPACES)


def _bullet(row: Element | str) -> str | None:
    names = (local_name(child) for child in row if isinstance(child, Element))
    return next((name for name in names if name in ("buNone", "buChar", "buAutoNum", "buBlip")), None)


def _typeface(row: Element) -> str | None:
    latin = row.find("a:defRPr/a:latin", NAMESPACES)
    return None if latin is None else latin.get("typeface")


def shapes_of(root: Element) -> Iterator[Element]:
    """The placeholders, those of another master's kind left out."""
    for tree in root.iter(qualified("p:spTree")):
        for shape in tree:
            if isinstance(shape.tag, str) and shape.find("./*/p:nvPr/p:ph", NAMESPACES) is not None:
                yield shape


def mark_of(shape: Element) -> Element:
    mark = shape.find("./*/p:nvPr/p:ph", NAMESPACES)
    assert mark is not None, "only placeholders are asked"
    return mark


def kind_of(mark: Element) -> str:
    kind = mark.get("type", "obj")
    return "" if kind == "obj" else kind


def _box(shape: Element) -> Box | None:
    place = next(shape.iter(qualified("a:xfrm"), qualified("p:xfrm")), None)
    if place is None or place.get("rot", "0") != "0":
        return None
    off, ext = place.find("a:off", NAMESPACES), place.find("a:ext", NAMESPACES)
    if off is None or ext is None:
        return None
    left, top = (int(off.get(key, "0")) / POINT for key in ("x", "y"))
    return Box(left, top, int(ext.get("cx", "0")) / POINT, int(ext.get("cy", "0")) / POINT)


def line_of(text: str) -> str:
    return " ".join(text.split())[:80]


USUAL_TABLES = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""PowerPoint's own table style, Medium Style 2 in the first accent color."""


class Sheet(Struct, frozen=True):
    """A layout of a template: ``part`` is its part's name; ``spots`` hold text or objects, the title apart."""

    part: str
    label: str
    kind: str
    title: Spot | None
    spots: tuple[Spot, ...]
    footer: Spot | None
    number: Spot | None


class Offer(Struct, frozen=True):
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
    size = main.find("p:sldSz", NAMESPACES)
    wide, high = (int(size.get(side, "0")) / POINT for side in ("cx", "cy")) if size is not None else (960.0, 540.0)
    masters = [_Master(tree, name) for name in tree.listed(MAIN, "sldMasterId")]
    fonts = {font for master in masters for font in master.fonts.values()}
    styles = parts.get("ppt/tableStyles.xml")
    chosen = parsed(styles).get("def", "") if styles else ""
    return Offer(
        wide,
        high,
        tuple(sheet for master in masters for sheet in master.sheets()),
        "Calibri" if fonts == {"Calibri"} else "Arial",
        chosen or USUAL_TABLES,
    )


class _Tree(Struct, frozen=True):
    """The template's parts as trees."""

    parts: Parts

    def root(self, name: str) -> Element:
        return parsed(self.parts[name])

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Kind and target by the relationship's id."""
        data = self.parts.get(list_name(name))
        rows = listed(parsed(data)) if data else ()
        return {row.id: (row.kind, row.target.removeprefix("/")) for row in rows}

    def listed(self, name: str, tag: str) -> Iterator[str]:
        """The parts that ``name`` lists under ``tag``, in its order."""
        related = self.related(name)
        for row in self.root(name).iter(qualified(f"p:{tag}")):
            yield related[row.get(qualified("r:id"), "")][1]


class _Master(Struct, frozen=True, dict=True):
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
            latin = scheme.find(f".//a:{tag}/a:latin", NAMESPACES) if scheme is not None else None
            found[key] = latin.get("typeface", "") if latin is not None else ""
        return found

    def _heritage(self) -> Heritage:
        shapes = {kind_of(mark_of(shape)) or "body": shape for shape in shapes_of(self.root)}
        return Heritage(shapes, self.root, self.tree.root(MAIN).find("p:defaultTextStyle", NAMESPACES), self.fonts)

    def sheets(self) -> Iterator[Sheet]:
        heritage = self._heritage()
        for part in self.tree.listed(self.name, "sldLayoutId"):
            root = self.tree.root(part)
            page = root.find("p:cSld", NAMESPACES)
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
