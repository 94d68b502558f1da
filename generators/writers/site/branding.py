"""The brand on the site: colors and typeface as a style sheet, logo, and icon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from generators.brand import Palette, palette
from generators.fonts import WebFace, family, web_font
from generators.model import Brand, Kit
from generators.writers.site.markup import html_text

FONT_FOLDER = "assets/fonts"
FALLBACK_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the site: ``path`` below it, and what it says for those who do not see it."""

    path: str
    alt: str


def logo_of(kit: Kit) -> Logo | None:
    """The brand's logo where the site carries it."""
    brand = kit.local.brand
    path = next((path for path, file in kit.assets.items() if file == brand.logo), None)
    return Logo(path, brand.logo_alt) if path else None


def style_sheet(brand: Brand, fonts_url: str) -> str:
    """The brand as custom properties, for the kit's own theme and for Material's; ``fonts_url`` leads to the fonts."""
    colors = palette(brand)
    rules = [*_font_faces(brand, fonts_url), _rule(":root", {**_tokens(colors), "--kit-font": _font_stack(brand)})]
    rules.append(_rule(":root, [data-md-color-primary]", _material(colors, colors.primary_text, colors.accent_text)))
    night = _material(colors, colors.primary_night, colors.accent_night)
    rules.append(_rule('[data-md-color-scheme="slate"][data-md-color-primary]', night))
    return "\n".join(rules) + "\n"


def write_fonts(brand: Brand, folder: Path) -> None:
    """Puts the brand's typeface, and its license, into the new folder ``folder``."""
    folder.mkdir(parents=True)
    for face in web_font(brand.font):
        (folder / face.file_name).write_bytes(face.data)
    (folder / "LICENSE.txt").write_text(family(brand.font).license, encoding="utf-8", newline="\n")


def icon(brand: Brand) -> str:
    """A small SVG for the browser's tab: the first letter or number of the brand's name in its colors."""
    colors = palette(brand)
    letter = next((char for char in reversed(brand.name.split()) if char), "K")[0].upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="14" fill="{colors.primary}"/>'
        f'<text x="32" y="46" font-family="sans-serif" font-size="40" font-weight="700" text-anchor="middle" '
        f'fill="{colors.on_primary}">{html_text(letter)}</text></svg>\n'
    )


def _tokens(colors: Palette) -> Mapping[str, str]:
    names = [field.name for field in fields(colors) if field.name != "moves"]
    tokens = {f"--kit-brand-{name.replace('_', '-')}": str(getattr(colors, name)) for name in names}
    # Shapes behind words on the brand's ground go away from the color of the words, so that these stay readable.
    shade = "rgb(0 0 0 / 11%)" if colors.on_primary == colors.paper else "rgb(255 255 255 / 24%)"
    return {**tokens, "--kit-brand-shade": shade}


def _material(colors: Palette, link: str, accent: str) -> Mapping[str, str]:
    return {
        "--md-primary-fg-color": colors.primary_deep,
        "--md-primary-bg-color": colors.paper,
        "--md-accent-fg-color": accent,
        "--md-typeset-a-color": link,
        "--md-text-font": "var(--kit-font)",
    }


def _font_stack(brand: Brand) -> str:
    return f'"{family(brand.font).name}", {FALLBACK_FONTS}'


def _font_faces(brand: Brand, fonts_url: str) -> Iterator[str]:
    name = family(brand.font).name
    for face in web_font(brand.font):
        yield _rule("@font-face", _font_face(name, face, fonts_url))


def _font_face(name: str, face: WebFace, fonts_url: str) -> Mapping[str, str]:
    return {
        "font-family": f'"{name}"',
        "font-style": face.style,
        "font-weight": face.weight,
        "font-display": "swap",
        "src": f'url("{fonts_url}/{face.file_name}") format("woff2")',
        "unicode-range": face.unicode_range,
    }


def _rule(selector: str, declarations: Mapping[str, str]) -> str:
    body = "".join(f"  {name}: {value};\n" for name, value in declarations.items())
    return f"{selector} {{\n{body}}}\n"
