"""The brand on the site: colors and typeface as a style sheet, logo, and icon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from generators.brand.palette import Palette, palette
from generators.model import Brand, Kit
from generators.writers.site.css import rule
from generators.writers.site.markup import html_text
from generators.writers.site.typeface import font_faces, font_stack

FONT_FOLDER = "assets/fonts"


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
    rules = [
        *font_faces(brand.font, fonts_url),
        rule(":root", {**_tokens(colors), "--kit-font": font_stack(brand.font)}),
    ]
    rules.append(rule(":root, [data-md-color-primary]", _material(colors, colors.primary_text, colors.accent_text)))
    night = _material(colors, colors.primary_night, colors.accent_night)
    rules.append(rule('[data-md-color-scheme="slate"][data-md-color-primary]', night))
    return "\n".join(rules) + "\n"


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
