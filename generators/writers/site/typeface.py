"""The brand's typeface on the site: its files, and a local stand-in of the same measures until they are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generators.brand.fonts import WebFace, family, web_font
from generators.writers.site.css import rule

SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
STAND_IN = "Kit stand-in"


@dataclass(frozen=True, slots=True)
class Measures:
    """How a stand-in must be stretched, in percent (CSS Fonts, level 5: ``size-adjust`` and the overrides)."""

    size: float
    ascent: float
    descent: float


ARIAL_AS: Mapping[str, Measures] = {
    "Source Sans 3": Measures(94.6, 108.2, 42.3),
    "Noto Sans": Measures(107.1, 99.8, 27.4),
    "Atkinson Hyperlegible": Measures(99.8, 95.2, 29.1),
    "Noto Sans Arabic": Measures(107.1, 128.3, 68.9),
}
"""What makes Arial as wide and as high as each family: mean widths of English text, and the families' own heights."""

_ARIAL = {
    "400": ("Arial", "Liberation Sans", "Helvetica Neue", "Roboto"),
    "700": ("Arial Bold", "Liberation Sans Bold", "Helvetica Neue Bold", "Roboto Bold"),
}


def font_stack(name: str) -> str:
    """The value of ``font-family`` for the family ``name`` (or the default one)."""
    return f'"{family(name).name}", "{STAND_IN}", {SYSTEM_FONTS}'


def font_faces(name: str, fonts_url: str) -> Iterator[str]:
    """The rules that bring the family, and a stand-in, without which a page would jump when the files arrive.

    No page asks for a file ahead: opened from a folder, browsers refuse that.
    """
    for face in web_font(name):
        yield rule("@font-face", _face(family(name).name, face, fonts_url))
    measures = ARIAL_AS[family(name).name]
    for weight, names in _ARIAL.items():
        yield rule("@font-face", _stand_in(weight, names, measures))


def write_fonts(name: str, folder: Path) -> None:
    """Puts the family's files, and its license, into the new folder ``folder``."""
    folder.mkdir(parents=True)
    for face in web_font(name):
        (folder / face.file_name).write_bytes(face.data)
    (folder / "LICENSE.txt").write_text(family(name).license, encoding="utf-8", newline="\n")


def _face(name: str, face: WebFace, fonts_url: str) -> Mapping[str, str]:
    return {
        "font-family": f'"{name}"',
        "font-style": face.style,
        "font-weight": face.weight,
        "font-display": "swap",
        "src": f'url("{fonts_url}/{face.file_name}") format("woff2")',
        "unicode-range": face.unicode_range,
    }


def _stand_in(weight: str, names: tuple[str, ...], measures: Measures) -> Mapping[str, str]:
    return {
        "font-family": f'"{STAND_IN}"',
        "font-weight": weight,
        "src": ", ".join(f'local("{name}")' for name in names),
        "size-adjust": f"{measures.size}%",
        "ascent-override": f"{measures.ascent}%",
        "descent-override": f"{measures.descent}%",
        "line-gap-override": "0%",
    }
