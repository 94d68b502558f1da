"""The theme part: a brand's palette as the twelve colors that PowerPoint knows, and its fonts."""

from __future__ import annotations

from collections.abc import Iterator

from generators.brand.palette import Palette
from generators.slideshow.colors import theme_colors
from generators.writers.deck.markup import Element, node, root, serialized

_STEPS = range(3)
_LINES = (9525, 19050, 28575)


def theme_part(palette: Palette, name: str, family: str) -> bytes:
    """The whole part; ``name`` is the brand's, shown in PowerPoint's list of themes."""
    colors = [node(f"a:{key}", {}, node("a:srgbClr", {"val": value})) for key, value in _values(palette)]
    elements = node(
        "a:themeElements",
        {},
        node("a:clrScheme", {"name": name}, *colors),
        node("a:fontScheme", {"name": name}, _fonts("a:majorFont", family), _fonts("a:minorFont", family)),
        _formats(),
    )
    return serialized(
        root("a:theme", ("a",), {"name": name}, elements, node("a:objectDefaults"), node("a:extraClrSchemeLst"))
    )


def _values(palette: Palette) -> Iterator[tuple[str, str]]:
    return ((name, value.lstrip("#").upper()) for name, value in theme_colors(palette).items())


def _fonts(tag: str, family: str) -> Element:
    return node(
        tag,
        {},
        node("a:latin", {"typeface": family}),
        node("a:ea", {"typeface": ""}),
        node("a:cs", {"typeface": "Arial"}),
        *(node("a:font", {"script": script, "typeface": "Arial"}) for script in ("Arab", "Hebr")),
    )


def _formats() -> Element:
    """Flat fills, plain lines, no effects: what the project's own shapes use."""
    fills = [_placeholder_fill() for _ in _STEPS]
    lines = [node("a:ln", {"w": width}, _placeholder_fill()) for width in _LINES]
    effects = [node("a:effectStyle", {}, node("a:effectLst")) for _ in _STEPS]
    return node(
        "a:fmtScheme",
        {"name": "Flat"},
        node("a:fillStyleLst", {}, *fills),
        node("a:lnStyleLst", {}, *lines),
        node("a:effectStyleLst", {}, *effects),
        node("a:bgFillStyleLst", {}, *(_placeholder_fill() for _ in _STEPS)),
    )


def _placeholder_fill() -> Element:
    return node("a:solidFill", {}, node("a:schemeClr", {"val": "phClr"}))
