"""Rebuilds a drawing from its shapes, colors, words, and pictures; scripts, links, and foreign files stay out.

Styles move onto the shapes, since a style sheet can fetch from anywhere, and few programs read one as browsers do. What
a ``use`` repeats stands in its place, so that nothing refers to itself without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from generators.packs.drawings.document import SPACE, Document, UnusableDrawing, plain_name, target_of
from generators.packs.drawings.embedded import Embedding
from generators.packs.drawings.styles import GEOMETRY, OF_THE_PAGE, Styles, Variables
from generators.packs.drawings.values import (
    BLENDS,
    NUMBER,
    PROPERTIES,
    color_of,
    in_pixels,
    lengths_in_pixels,
    transform_of,
)
from generators.packs.limits import DRAWING

SHAPES = frozenset({"circle", "ellipse", "image", "line", "path", "polygon", "polyline", "rect", "text"})
WORDS = frozenset({"desc", "text", "textPath", "title", "tspan"})
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
HELD = frozenset({"clipPath", "filter", "marker", "mask", "pattern"}) | GRADIENTS
"""What is not drawn where it stands, but lent to shapes by its id."""

SOFT = """feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feOffset"""
_STEPS = frozenset(SOFT.split())
"""Steps of a filter that every program does, and in a time that grows with the picture alone."""

_TAGS = SHAPES | WORDS | HELD | _STEPS | frozenset({"defs", "g", "stop", "svg", "switch", "symbol", "use", "a"})
_NOTHING = frozenset({"style", "metadata", ""})
"""What shows nothing, so that nobody misses it."""

_GEOMETRY = """clipPathUnits cx cy d dx dy fr fx fy gradientTransform gradientUnits height id lengthAdjust markerHeight
    markerUnits markerWidth maskContentUnits maskUnits offset orient patternContentUnits patternTransform patternUnits
    points preserveAspectRatio r refX refY role rotate rx ry spacing spreadMethod startOffset textLength transform
    viewBox width x x1 x2 y y1 y2"""
_OF_FILTERS = """amplitude dx dy exponent filterUnits in in2 intercept k1 k2 k3 k4 mode operator primitiveUnits result
    slope stdDeviation tableValues type values"""
_ATTRIBUTES = frozenset(_GEOMETRY.split())
_FILTER_ATTRIBUTES = _ATTRIBUTES | frozenset(_OF_FILTERS.split())
_LENGTHS = """cx cy dx dy fr fx fy height markerHeight markerWidth r refX refY rx ry startOffset textLength width x x1
    x2 y y1 y2"""
_IN_PIXELS = frozenset(_LENGTHS.split())
_FORBIDDEN_VALUE = re.compile(r"[\\<>@]|url\(|(java|vb)script|//|[\x00-\x08\x0e-\x1f]", re.IGNORECASE)
_OF_GRADIENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "linearGradient": frozenset({"x1", "x2", "y1", "y2"}),
        "radialGradient": frozenset({"cx", "cy", "fr", "fx", "fy", "r"}),
        "pattern": frozenset(
            {"x", "y", "width", "height", "patternUnits", "patternContentUnits", "patternTransform", "viewBox"}
            | {"preserveAspectRatio"}
        ),
        "": frozenset({"gradientUnits", "gradientTransform", "spreadMethod"}),
    }
)
"""What a gradient or a pattern has from the one that it refers to (SVG 2, 14.2 and 14.3)."""


class Rebuilding(Struct):
    """One drawing on its way: what refers to what, how much there is of it, and what was ``lost``, with its line."""

    source: Document
    styles: Styles
    named: Mapping[str, Element]
    embedding: Embedding = field(default_factory=Embedding)
    lost: dict[str, int] = field(default_factory=dict)
    shapes: int = 0
    size: int = 0
    letters: int = 0

    @classmethod
    def of(cls, source: Document) -> Rebuilding:
        named: dict[str, Element] = {}
        for element in source.root.iter():
            named.setdefault(element.get("id", ""), element)
        styles = Styles.of(source)
        return cls(source, styles, named, lost=styles.lost)

    def whole(self) -> Element:
        """The clean copy of the drawing."""
        new = self._element(self.source.root, 0, (), {})
        assert new is not None, "an svg element has its place"
        return new

    def _element(self, old: Element, depth: int, using: tuple[str, ...], known: Variables) -> Element | None:
        """The clean copy of ``old``, or None when there is no place for it."""
        self._count(old, depth)
        name = plain_name(old)
        if name not in _TAGS:
            if name not in _NOTHING:
                self._lose(f"<{name}>", old)
            return None
        if not _is_for_us(old):
            return None
        if name == "filter" and not _is_soft(old):
            self._lose("<filter>", old)
            return None
        if name == "use":
            return self._used(old, depth, using, known)
        if name == "switch":
            return self._switched(old, depth, using, known)
        attributes, inner = self._attributes(old, name, known)
        new = Element(_NEW_NAMES.get(name, name), attributes)
        if name == "a" and _IN_TEXT in using:
            new.tag = "tspan"
        return self._finished(new, old, depth, using, inner)

    def _finished(
        self, new: Element, old: Element, depth: int, using: tuple[str, ...], known: Variables
    ) -> Element | None:
        if new.tag == "image":
            return self._with_picture(new, old)
        if new.tag == "textPath":
            new.set("xlink:href", f"#{target_of(old)}")
        within = {"text": (_IN_TEXT,), "clipPath": (_IN_CLIP,)}.get(new.tag, ())
        self._fill(new, old, depth, (*using, *within), known)
        if new.tag in GRADIENTS or new.tag == "pattern":
            self._inherit(new, old, depth, using, known)
        return new

    def _fill(self, new: Element, old: Element, depth: int, using: tuple[str, ...], known: Variables) -> None:
        keeps_text = new.tag in WORDS
        if keeps_text:
            new.text = self._words(old.text)
        for child in old:
            copy = self._element(child, depth + 1, using, known)
            if copy is None and not keeps_text:
                continue
            if copy is not None:
                new.append(copy)
            if keeps_text:
                _add_words(new, copy, self._words(child.tail))

    def _words(self, text: str | None) -> str:
        self.letters += len(text or "")
        if self.letters > DRAWING.letters:
            raise UnusableDrawing(f"it holds more than {DRAWING.letters} letters of text", _OUTLINES)
        return text or ""

    def _used(self, old: Element, depth: int, using: tuple[str, ...], known: Variables) -> Element | None:
        """What a ``use`` repeats, in its place."""
        target = target_of(old)
        if target not in self.named or not target or target in using:
            self._lose("<use>", old)
            return None
        given, inner = self._attributes(old, "use", known)
        at = [given.pop(key, "0") for key in ("x", "y")]
        size: dict[str, str] = {key: given.pop(key) for key in ("width", "height") if key in given}
        moved = f"translate({at[0]} {at[1]})" if any(value != "0" for value in at) else ""
        given["transform"] = f"{given.get('transform', '')} {moved}".strip()
        group = Element("g", {key: value for key, value in given.items() if value and key != "id"})
        repeated = self.named[target]
        copy = self._element(repeated, depth + 1, (*using, target), inner)
        if copy is not None:
            for element in copy.iter():
                element.attrib.pop("id", None)  # which the original bears
            if plain_name(repeated) in ("svg", "symbol"):
                copy.tag = "svg"
                copy.attrib.update(size)
            if _IN_CLIP in using:
                return _joined(group, copy)
            group.append(copy)
        return group

    def _switched(self, old: Element, depth: int, using: tuple[str, ...], known: Variables) -> Element | None:
        """The first child that can be shown, in the place of the choice."""
        chosen = next((child for child in old if plain_name(child) in _TAGS and _is_for_us(child)), None)
        if chosen is None:
            self._lose("<switch>", old)
            return None
        attributes, inner = self._attributes(old, "switch", known)
        copy = self._element(chosen, depth + 1, using, inner)
        if copy is None:
            return None
        group = Element("g", attributes)
        group.append(copy)
        return group if attributes else copy

    def _with_picture(self, new: Element, old: Element) -> Element | None:
        picture = self.embedding.picture(target_of(old))
        if picture is None:
            self._lose("<image>", old)
            return None
        ratio = picture.wide / picture.high
        written = (new.get(key, "") for key in ("width", "height"))
        sizes = [float(size) if re.fullmatch(NUMBER, size) else 0 for size in written]
        if "width" not in new.attrib:
            new.set("width", f"{sizes[1] * ratio if sizes[1] else picture.wide:g}")
        if "height" not in new.attrib:
            new.set("height", f"{sizes[0] / ratio if sizes[0] else picture.high:g}")
        new.set("xlink:href", picture.address)
        return new

    def _inherit(self, new: Element, old: Element, depth: int, using: tuple[str, ...], known: Variables) -> None:
        """What a gradient or a pattern has from the one that it refers to, and that one from another."""
        seen = {old}
        takes = _OF_GRADIENTS[new.tag] | (_OF_GRADIENTS[""] if new.tag in GRADIENTS else frozenset())
        while (base := self.named.get(target_of(old))) is not None and target_of(old) and base not in seen:
            seen.add(base)
            if (plain_name(base) in GRADIENTS) != (new.tag in GRADIENTS):
                return
            for key, value in self._attributes(base, plain_name(base), known)[0].items():
                if key in takes:
                    new.attrib.setdefault(key, value)
            if len(new) == 0:
                self._fill(new, base, depth, using, known)
            old = base

    def _count(self, old: Element, depth: int) -> None:
        self.shapes += 1
        self._measure(len(old.tail or ""))
        if self.shapes > DRAWING.shapes:
            raise UnusableDrawing(f"it is made of more than {DRAWING.shapes} shapes", _SIMPLER)
        if depth > DRAWING.depth:
            raise UnusableDrawing(f"its groups are nested more than {DRAWING.depth} levels deep", _SIMPLER)

    def _measure(self, characters: int) -> None:
        self.size += characters
        if self.size > DRAWING.size:
            raise UnusableDrawing(f"what it draws takes more than {DRAWING.size // 1_000_000} MB", _SIMPLER)

    def _lose(self, what: str, element: Element) -> None:
        self.lost.setdefault(what[:40], self.source.lines[element])

    def _attributes(self, old: Element, name: str, known: Variables) -> tuple[dict[str, str], Variables]:
        """The attributes of the copy of ``old``, which is called ``name``, and the variables within it."""
        style = self.styles.style(old, known, self.lost, self.source.lines[old])
        found = dict(self._plain(old, name))
        values = dict(style.values)
        for key in GEOMETRY & values.keys():
            found[key] = in_pixels(values.pop(key)) or found.get(key, "0")
        self._place(found, values, old)
        page = {key: values.pop(key) for key in OF_THE_PAGE & values.keys()}
        if page.get("white-space", "").startswith("pre"):
            found["xml:space"] = "preserve"
        blends = [f"{key}:{values.pop(key)}" for key in sorted(BLENDS & values.keys())]
        if blends:
            found["style"] = ";".join(blends)
        if old is self.source.root:
            found.update(_ground(page))
        found.update(values)
        self._measure(sum(map(len, found.values())))
        return found, style.variables

    def _plain(self, old: Element, name: str) -> Iterator[tuple[str, str]]:
        allowed = _FILTER_ATTRIBUTES if name in _STEPS or name == "filter" else _ATTRIBUTES
        for key, value in old.attrib.items():
            if key == SPACE:
                yield "xml:space", "preserve" if value == "preserve" else "default"
            elif key.startswith("on"):
                self._lose(key, old)
            elif key in allowed and key not in PROPERTIES:
                if _FORBIDDEN_VALUE.search(value) or (len(value) > 500 and key not in ("d", "points", *_LISTS)):
                    self._lose(key, old)
                else:
                    plain = " ".join(value.split())
                    yield key, lengths_in_pixels(plain) if key in _IN_PIXELS else plain

    def _place(self, found: dict[str, str], values: dict[str, str], old: Element) -> None:
        """Sets the transform, whichever way it was said."""
        styled, origin = values.pop("transform", None), values.pop("transform-origin", "")
        if styled is None and not origin:
            return
        written = transform_of(styled if styled is not None else found.get("transform", ""), origin)
        if written is None:
            self._lose("transform", old)
        elif written:
            found["transform"] = written
        else:
            found.pop("transform", None)


_IN_TEXT, _IN_CLIP = "<text>", "<clipPath>"
"""Stand among the ids that are being used, since no id looks so: where the copy is going to stand."""

_LISTS = ("dx", "dy", "rotate", "tableValues", "values", "x", "y")
_NEW_NAMES: Mapping[str, str] = MappingProxyType({"a": "g", "symbol": "defs"})
_OUTLINES = "save it with its text as outlines, or as PNG"
_SIMPLER = "simplify it, or export it as PNG"


def _is_for_us(element: Element) -> bool:
    """Whether its conditions hold: no extension of SVG, and a language that a reader of English has."""
    languages = element.get("systemLanguage")
    return not element.get("requiredExtensions") and (
        languages is None or any(part.strip().lower().startswith("en") for part in languages.split(","))
    )


def _is_soft(element: Element) -> bool:
    names = {plain_name(step) for step in element.iter()} - {"filter", "title", "desc", ""}
    return bool(names) and names <= _STEPS


def _ground(page: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The color behind a whole drawing, which browsers show; ``framing`` makes a shape of it."""
    color = color_of(page.get("background-color", page.get("background", "")))
    if color and color[1] > 0:
        yield "ground", f"{color[0]}{round(255 * min(1.0, color[1])):02x}"


def _add_words(new: Element, copy: Element | None, text: str) -> None:
    """Text that follows a child, whether or not the child is kept."""
    if copy is not None:
        copy.tail = text
    elif len(new):
        new[-1].tail = (new[-1].tail or "") + text
    else:
        new.text = (new.text or "") + text


def _joined(group: Element, copy: Element) -> Element | None:
    """One shape of both, since a clipping path holds no groups (SVG 1.1, 14.3.5)."""
    if copy.tag not in SHAPES:
        return None
    moved = f"{group.get('transform', '')} {copy.get('transform', '')}".strip()
    for key, value in group.attrib.items():
        copy.attrib.setdefault(key, value)
    if moved:
        copy.set("transform", moved)
    return copy
