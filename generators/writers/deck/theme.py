"""The theme part: a brand's palette as the twelve colors that PowerPoint knows, and its fonts."""

from __future__ import annotations

from collections.abc import Mapping

from generators.brand import INK, PAPER, TEXT_CONTRAST, Palette, contrast, mixed
from generators.writers.deck.markup import Element, node, root, serialized

_STEPS = range(3)
_LINES = (9525, 19050, 28575)


def scheme(palette: Palette) -> Mapping[str, str]:
    """Theme color by its name, as ``RRGGBB``. Text colors hold 4.5:1 on paper and on the tint."""
    deep = _readable(mixed(palette.primary_deep, "#000000", 0.3), palette.tint)
    colors = {
        "dk1": palette.ink,
        "lt1": palette.paper,
        "dk2": deep,
        "lt2": palette.tint,
        "accent1": palette.primary_text,
        "accent2": palette.accent_text,
        "accent3": mixed(palette.primary_text, palette.accent_text, 0.5),
        "accent4": mixed(palette.primary_text, INK, 0.5),
        "accent5": palette.primary,
        "accent6": palette.accent,
        "hlink": palette.primary_text,
        "folHlink": mixed(palette.primary_text, INK, 0.4),
    }
    return {name: value.lstrip("#").upper() for name, value in colors.items()}


def theme_part(palette: Palette, name: str, family: str) -> bytes:
    """The whole part; ``name`` is the brand's, shown in PowerPoint's list of themes."""
    colors = [node(f"a:{key}", {}, node("a:srgbClr", {"val": value})) for key, value in scheme(palette).items()]
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


def _readable(color: str, ground: str) -> str:
    return color if contrast(color, ground) >= TEXT_CONTRAST and contrast(color, PAPER) >= TEXT_CONTRAST else INK


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
