"""Rebuilds an SVG from the shapes, colors, and words of a drawing; scripts, links, and foreign files stay out.

Styles move onto the shapes, since a style sheet can fetch from anywhere and is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import defusedxml.ElementTree as SafeElementTree
from defusedxml import DefusedXmlException

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


NAMESPACE = "http://www.w3.org/2000/svg"
SHAPES_LIMIT = 5000
DEPTH_LIMIT = 40
SIZE_LIMIT = 2_000_000
"""How much may come of one drawing: elements, groups in groups, and characters."""

_DRAWN = """circle clipPath defs desc ellipse g line linearGradient mask path polygon polyline radialGradient rect stop
    svg symbol text title tspan use"""
_TAGS = frozenset(_DRAWN.split())
_SHAPES = frozenset({"circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "text"})
_WORDS = frozenset({"desc", "text", "title", "tspan"})
_GEOMETRY = """clipPathUnits cx cy d dx dy fr fx fy gradientTransform gradientUnits height id maskContentUnits maskUnits
    offset points preserveAspectRatio r role rotate rx ry spreadMethod transform viewBox width x x1 x2 y y1 y2"""
_ATTRIBUTES = frozenset(_GEOMETRY.split()) | PROPERTIES
_FORBIDDEN = r"url\((?!\s*[\"']?#[\w.:-]+[\"']?\s*\))|[\\<>@]|(java|vb)script|//|[\x00-\x08\x0e-\x1f]"
_FORBIDDEN_VALUE = re.compile(_FORBIDDEN, re.IGNORECASE)
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"({_NUMBER})(px|pt|mm|cm|in|em|%)?")
_DASH = re.compile(rf"({_NUMBER})(?:px)?")
_FONT = re.compile(r"(?:^|[;{\s])font\s*:")
_AS_PICTURE = "use that picture itself: export the drawing as PNG, and put the PNG here"
_REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href")


class UnusableDrawing(Exception):
    """The file is no SVG that can be shown; the text says why, for its author; ``hint`` what to do, if known."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(slots=True)
class _Rebuilding:
    """One drawing on its way: what refers to what, how much there is of it, and what was left out."""

    styles: Styles
    named: dict[str, Element]
    shapes: int = 0
    size: int = 0
    left_out: set[str] = field(default_factory=set)

    def element(self, old: Element, depth: int, using: tuple[str, ...]) -> Element | None:
        """The clean copy of ``old``, or None when there is no place for it."""
        self.shapes += 1
        self._count(len(old.text or "") + len(old.tail or ""))
        if self.shapes > SHAPES_LIMIT:
            raise UnusableDrawing(f"it is made of more than {SHAPES_LIMIT} shapes")
        if depth > DEPTH_LIMIT:
            raise UnusableDrawing(f"its groups are nested more than {DEPTH_LIMIT} levels deep")
        name = _name(old)
        if name not in _TAGS:
            if name and name not in ("style", "metadata"):
                self.left_out.add(f"<{name}>")
            return None
        if name == "use":
            return self._used(old, depth, using)
        new = Element("svg" if name == "symbol" else name, dict(self._attributes(old, name)))
        self._fill(new, old, depth, using)
        return new

    def _fill(self, new: Element, old: Element, depth: int, using: tuple[str, ...]) -> None:
        keeps_text = new.tag in _WORDS
        new.text = _visible(old.text) if keeps_text else None
        for child in old:
            copy = self.element(child, depth + 1, using)
            if copy is not None:
                copy.tail = _visible(child.tail) if keeps_text else None
                new.append(copy)

    def _used(self, old: Element, depth: int, using: tuple[str, ...]) -> Element | None:
        """What a ``use`` repeats, in its place: without references, nothing can refer to itself without end."""
        target = next((old.get(name, "") for name in _REFERENCES if old.get(name)), "").removeprefix("#")
        if target not in self.named or target in using:
            self.left_out.add("<use>")
            return None
        given = dict(self._attributes(old, "use"))
        at = [given.pop(key, "0") for key in ("x", "y")]
        size: dict[str, str] = {key: given.pop(key) for key in ("width", "height") if key in given}
        moved = f"translate({at[0]} {at[1]})" if any(value != "0" for value in at) else ""
        given["transform"] = f"{given.get('transform', '')} {moved}".strip()
        group = Element("g", {key: value for key, value in given.items() if value and key != "id"})
        copy = self.element(self.named[target], depth + 1, (*using, target))
        if copy is not None:
            copy.attrib.pop("id", None)
            if copy.tag == "svg":
                copy.attrib.update(size)
            group.append(copy)
        return group

    def _count(self, characters: int) -> None:
        self.size += characters
        if self.size > SIZE_LIMIT:
            raise UnusableDrawing(f"what it draws takes more than {SIZE_LIMIT // 1_000_000} MB")

    def _attributes(self, old: Element, name: str) -> Iterator[tuple[str, str]]:
        for key, value in with_styles(old, name, self.styles).items():
            if key.startswith("on") or (key in _ATTRIBUTES and _FORBIDDEN_VALUE.search(value)):
                self.left_out.add(key)
            elif key in _ATTRIBUTES and _is_sane(key, value):
                self._count(len(value))
                yield key, " ".join(value.split())


def rebuilt(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A clean copy of the SVG ``data``, and the names of the elements and attributes that were left out.

    Raises:
        UnusableDrawing: it is no SVG, or too large or deep to be drawn safely.
    """
    try:
        root = SafeElementTree.fromstring(data)
    except (ElementTree.ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise _unreadable(error) from error
    if _name(root) != "svg":
        raise UnusableDrawing("it is XML, but no SVG drawing")
    sheets = [element.text or "" for element in root.iter() if _name(element) == "style"]
    named = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    rebuilding = _Rebuilding(styles_of(iter(sheets)), named)
    new = rebuilding.element(root, 0, ())
    assert new is not None, "an svg element has its place"
    if "<image>" in rebuilding.left_out and not _shows(new):
        raise UnusableDrawing("nothing of it is left: all that it shows is a picture inside", _AS_PICTURE)
    if any(_FONT.search(styles) for styles in (*sheets, *(element.get("style", "") for element in root.iter()))):
        rebuilding.left_out.add("font")
    _set_size(new)
    new.set("xmlns", NAMESPACE)
    return ElementTree.tostring(new, encoding="utf-8") + b"\n", tuple(sorted(rebuilding.left_out))


def _name(element: Element) -> str:
    """The plain name of an SVG element, empty for comments and for elements of other vocabularies."""
    tag = element.tag if isinstance(element.tag, str) else ""
    space, _, name = tag.rpartition("}")
    return name if space in ("", "{" + NAMESPACE) else ""


def _is_sane(key: str, value: str) -> bool:
    if key == "stroke-dasharray" and value.strip() != "none":  # dashes without end take time without end
        dashes = [_DASH.fullmatch(dash) for dash in value[:200].replace(",", " ").split()]
        return all(dash and (float(dash[1]) == 0 or float(dash[1]) >= 0.1) for dash in dashes)
    return key in ("d", "points") or len(value) <= 500


def _set_size(root: Element) -> None:
    """A drawing needs a ``viewBox`` to be scaled; sizes that mean nothing are dropped."""
    sizes = {}
    for key in ("width", "height"):
        found = _LENGTH.fullmatch(root.attrib.pop(key, "").strip())
        if found and found[2] != "%" and 0 < float(found[1]) <= 10_000:
            sizes[key] = float(found[1])
            root.set(key, found[0])
    box = [float(number) for number in re.findall(_NUMBER, root.get("viewBox", ""))]
    if len(box) == 4 and all(abs(value) <= 1_000_000 for value in box) and box[2] > 0 and box[3] > 0:
        return
    if len(sizes) < 2:
        raise UnusableDrawing("it has no usable size: no 'viewBox' with four numbers, no width and height")
    root.set("viewBox", f"0 0 {sizes['width']:g} {sizes['height']:g}")


def _visible(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _unreadable(error: Exception) -> UnusableDrawing:
    if isinstance(error, DefusedXmlException):
        hint = "in Illustrator, use File > Export > Export As > SVG, not Save As; or export the drawing as PNG"
        return UnusableDrawing("it declares XML entities, which are not read", hint)
    return UnusableDrawing(f"it is not well-formed XML ({str(error).split(':')[0][:80]})")


def _shows(element: Element) -> bool:
    """Whether anything is drawn: what stands in ``defs`` and the like is only lent to other shapes."""
    return element.tag in _SHAPES or (element.tag in ("g", "svg") and any(_shows(child) for child in element))
