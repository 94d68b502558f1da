"""Writes a property's value as every program reads it: colors of sRGB, lengths in pixels, plain transforms."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from tinycss2 import color5

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"

UNITS: Mapping[str, float] = MappingProxyType(
    {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "q": 96 / 101.6, "in": 96, "rem": 16}
)
"""Pixels in a unit (CSS Values 3, 6.2); a drawing's own root has letters of 16 pixels."""

COLORS = frozenset({"color", "fill", "flood-color", "lighting-color", "stop-color", "stroke"})
OPACITIES = frozenset({"fill-opacity", "flood-opacity", "opacity", "stop-opacity", "stroke-opacity"})
REFERRING = frozenset({"clip-path", "filter", "marker-end", "marker-mid", "marker-start", "mask"})
BLENDS = frozenset({"isolation", "mix-blend-mode"})
"""What is no attribute, and stays a style."""

_INHERITED = """clip-rule color color-interpolation color-interpolation-filters direction dominant-baseline fill
    fill-opacity fill-rule font-family font-size font-stretch font-style font-variant font-weight image-rendering
    letter-spacing marker-end marker-mid marker-start paint-order shape-rendering stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
    text-rendering visibility word-spacing writing-mode"""
INHERITED = frozenset(_INHERITED.split())
_OWN = """alignment-baseline baseline-shift clip-path display filter flood-color flood-opacity isolation lighting-color
    mask mask-type mix-blend-mode opacity overflow stop-color stop-opacity text-decoration unicode-bidi"""
PROPERTIES = INHERITED | frozenset(_OWN.split())
"""What a style may say of a shape (SVG 2, "Presentation attributes"); of these, what its children have from it."""

_INITIAL: Mapping[str, str] = MappingProxyType(
    {"fill": "#000", "stroke": "none", "font-size": "16", "font-weight": "normal", "font-style": "normal"}
    | {"stop-color": "#000", "visibility": "visible", "stroke-width": "1", "stroke-dasharray": "none"}
    | dict.fromkeys(OPACITIES, "1")
    | dict.fromkeys(REFERRING, "none")
    | {"display": "inline", "mask-type": "luminance", "mix-blend-mode": "normal"}
)
_LENGTHS = frozenset({"font-size", "stroke-width", "stroke-dashoffset", "letter-spacing", "word-spacing"})
_FONT_SIZES: Mapping[str, str] = MappingProxyType(
    {"xx-small": "9", "x-small": "10", "small": "13", "medium": "16", "large": "18", "x-large": "24", "xx-large": "32"}
)
_WORD = re.compile(r"[A-Za-z-]+")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_URL = re.compile(r"""url\(\s*["']?#([\w.:-]+)["']?\s*\)\s*([^()]*(?:\([^()]*\))?)""")
_AS_IS = frozenset({"none", "inherit", "context-fill", "context-stroke"})
_LENGTH = re.compile(rf"({NUMBER})([A-Za-z]*)")
_IN_LIST = re.compile(rf"({NUMBER})(px|pt|pc|mm|cm|in|[qQ])(?![A-Za-z])")
_FILTERS = re.compile(r"(?:(?:blur|drop-shadow|brightness|contrast|grayscale|invert|opacity|saturate|sepia|hue-rotate)"
                      r"\([^()]*(?:\([^()]*\)[^()]*)?\)\s*)+")  # fmt: skip
_NEVER = re.compile(r"[\\<>@{}]|//|(?:java|vb)script", re.IGNORECASE)
_COMPUTED = re.compile(r"\b(?:var|calc|env|min|max|clamp|attr|url)\(", re.IGNORECASE)
_TRANSFORM = re.compile(r"([A-Za-z]+)\(([^()]*)\)[\s,]*")
_DEGREES: Mapping[str, float] = MappingProxyType(
    {"": 1.0, "deg": 1.0, "rad": 180 / math.pi, "grad": 0.9, "turn": 360.0}
)


def normalized(name: str, value: str) -> str | None:
    """``value`` of the property ``name`` as every program reads it; None when no browser takes it, or we do not."""
    value = " ".join(value.split())
    word = value.lower()
    if word in ("initial", "unset", "revert", "revert-layer"):
        return "inherit" if name in INHERITED and word != "initial" else _INITIAL.get(name)
    if not value or _NEVER.search(value):
        return None
    if name in COLORS:
        return _paint(value)
    if name in OPACITIES:
        return _opacity(word)
    if name in REFERRING:
        return _reference(name, value)
    if _COMPUTED.search(value):
        return None
    if name == "font-family":
        return _families(value)
    if name in _LENGTHS:
        return _FONT_SIZES.get(word) or in_pixels(value)
    return lengths_in_pixels(value) if name == "stroke-dasharray" else value


def in_pixels(value: str) -> str | None:
    """A length without its unit; one that depends on something else (``%``, ``em``) stays, a word too."""
    found = _LENGTH.fullmatch(value)
    if found is None or found[2].lower() not in UNITS:
        return value if re.fullmatch(rf"(?:{NUMBER})?(?:%|em|ex|[a-z-]+)|{NUMBER}", value) else None
    return shown_number(float(found[1]) * UNITS[found[2].lower()])


def lengths_in_pixels(value: str) -> str:
    """A list of lengths without those units that have pixels."""
    return _IN_LIST.sub(lambda found: shown_number(float(found[1]) * UNITS[found[2].lower()]), value)


def shown_number(value: float) -> str:
    """With six digits at most, and the same on every computer."""
    return f"{value:.6g}"


def color_of(value: str) -> tuple[str, float] | None:
    """``#rrggbb`` and an opacity of 0 to 1; None when it is no color of sRGB."""
    found = color5.parse_color(value, ("light",))
    if found is None or found == "currentcolor":
        return None
    if found.space == "display-p3":
        parts = _of_display(found.coordinates)
    else:
        try:
            parts = found.to("srgb").coordinates
        except NotImplementedError:  # programs write such a color after one that everybody knows
            return None
    channels = (round(255 * min(1.0, max(0.0, part or 0.0))) for part in parts)
    return "#" + "".join(f"{channel:02x}" for channel in channels), float(found.alpha)


def _of_display(coordinates: Sequence[float | None]) -> list[float]:
    """A color of Display P3 in sRGB, both of which bend their numbers alike (CSS Color 4, 17)."""
    linear = [((part or 0.0) + 0.055) / 1.055 for part in coordinates]
    straight = [
        math.pow(bent, 2.4) if (part or 0.0) > 0.04045 else (part or 0.0) / 12.92
        for bent, part in zip(linear, coordinates, strict=True)
    ]
    mixed = [math.fsum(share * part for share, part in zip(row, straight, strict=True)) for row in _TO_SRGB]
    return [1.055 * math.pow(part, 1 / 2.4) - 0.055 if part > 0.0031308 else 12.92 * part for part in mixed]


_TO_SRGB = ((1.2249, -0.2249, 0.0), (-0.0420, 1.0420, 0.0), (-0.0197, -0.0786, 1.0979))


def _families(value: str) -> str | None:
    """The typefaces by name, with the one that print and slides have of their kind before the kind itself."""
    names = [name.strip() for name in value.replace('"', "'").split(",")]
    kinds = {kind for name in names for kind in (kind_of_typeface(name),) if kind in _TYPEFACES}
    if len(kinds) != 1:
        return ", ".join(names)
    (kind,) = kinds
    own = [name for name in names if name != kind and name not in _TYPEFACES[kind]]
    return ", ".join((*own, *_TYPEFACES[kind], kind))


_TYPEFACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"sans-serif": ("'Atkinson Hyperlegible'", "'Noto Sans'"), "monospace": ("'DejaVu Sans Mono'",)}
)
"""What print and slides have; of the first there are files for bold letters, which no axis of a font makes there."""

_SANS = """-apple-system|arial|atkinson|blinkmacsystemfont|calibri|dejavu sans|helvetica|inter|lato|liberation sans
    |noto sans|open sans|roboto|sans|segoe ui|source sans|system-ui|tahoma|ui-sans-serif|verdana"""
_MONOSPACE = "consolas|courier|dejavu sans mono|liberation mono|menlo|monaco|monospace|ui-monospace"
_SERIF = "cambria|dejavu serif|georgia|liberation serif|libertinus|noto serif|serif|times|ui-serif"
_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        kind: tuple(name.strip() for name in names.split("|"))
        for kind, names in (("monospace", _MONOSPACE), ("sans-serif", _SANS), ("serif", _SERIF))
    }
)
"""How the names of typefaces begin that every device has a kin of; the first that fits counts."""


def kind_of_typeface(name: str) -> str:
    """``sans-serif``, ``serif``, or ``monospace`` for a typeface that every device has a kin of; empty for others."""
    plain = name.strip("'\" ").lower()
    return next((kind for kind, starts in _KINDS.items() if plain.startswith(starts)), "")


def _paint(value: str) -> str | None:
    url = _URL.fullmatch(value)
    if url:
        other = _paint(url[2]) if url[2].strip() else None
        return f"url(#{url[1]})" + (f" {other}" if other else "")
    if _HEX.fullmatch(value) or value.lower() in _AS_IS:
        return value if _HEX.fullmatch(value) else value.lower()
    if value.lower() == "currentcolor":
        return "currentColor"
    found = color_of(value)
    if found is None:
        return None
    if _WORD.fullmatch(value) and value.lower() != "transparent":
        return value.lower()
    return found[0] if found[1] >= 1 else f"{found[0]}{round(255 * max(0.0, found[1])):02x}"


def _opacity(value: str) -> str | None:
    if value == "inherit":
        return value
    found = re.fullmatch(rf"({NUMBER})(%?)", value)
    return shown_number(float(found[1]) / 100) if found and found[2] else value if found else None


def _reference(name: str, value: str) -> str | None:
    url = _URL.fullmatch(value)
    if url:
        return None if url[2].strip() else f"url(#{url[1]})"
    if value.lower() in ("none", "inherit"):
        return value.lower()
    return value if name == "filter" and _FILTERS.fullmatch(value) else None


def transform_of(value: str, origin: str = "") -> str | None:
    """A transform as an attribute writes it, round ``origin`` (two lengths); None when that cannot be said."""
    if value.lower() == "none":
        return ""
    steps = _TRANSFORM.findall(value)
    if _TRANSFORM.sub("", value).strip():
        return None
    written = [_step(name, re.split(r"[\s,]+", numbers.strip())) for name, numbers in steps]
    if any(step is None for step in written):
        return None
    around = _moves(origin)
    if around is None:
        return None
    return " ".join(filter(None, (around[0], *(step or "" for step in written), around[1])))


def _moves(origin: str) -> tuple[str, str] | None:
    parts = [in_pixels({"left": "0", "top": "0"}.get(part, part)) for part in origin.split()[:2]]
    if not all(part and re.fullmatch(NUMBER, part) for part in parts):
        return None
    at = [float(part or 0) for part in parts] + [0.0] * (2 - len(parts))
    if not any(at):
        return "", ""
    there, back = (f"translate({shown_number(sign * at[0])} {shown_number(sign * at[1])})" for sign in (1, -1))
    return there, back


def _step(name: str, numbers: Sequence[str]) -> str | None:
    """One function of a transform of CSS (CSS Transforms 1, 11) as SVG writes it."""
    axis = name[-1] if name[-1] in "XY" and name not in ("skewX", "skewY") else ""
    plain = name[:-1] if axis else name
    read: Callable[[str], float | None] = _angle if plain in ("rotate", "skewX", "skewY") else _plain_length
    if plain == "rotate" and len(numbers) == 3:  # as an attribute writes it, round a point
        values = [_angle(numbers[0]), _plain_length(numbers[1]), _plain_length(numbers[2])]
    else:
        values = [read(number) for number in numbers]
    if plain not in ("matrix", "translate", "scale", "rotate", "skewX", "skewY") or not values or None in values:
        return None
    if axis:
        still = 0.0 if plain == "translate" else 1.0
        values = [values[0], still] if axis == "X" else [still, values[0]]
    return f"{plain}({' '.join(shown_number(value or 0.0) for value in values)})"


def _angle(value: str) -> float | None:
    found = _LENGTH.fullmatch(value)
    return float(found[1]) * _DEGREES[found[2].lower()] if found and found[2].lower() in _DEGREES else None


def _plain_length(value: str) -> float | None:
    found = _LENGTH.fullmatch(value)
    unit = found[2].lower() if found else ""
    return float(found[1]) * (UNITS[unit] if unit else 1.0) if found and (not unit or unit in UNITS) else None
