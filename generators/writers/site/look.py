"""How a site looks and what it may do: the brand's style sheet, typeface, icon, and card, and the security policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import typst
from lxml import etree
from lxml.builder import ElementMaker
from msgspec import Struct

from generators.brand.fonts import (
    LEGIBLE_FAMILY,
    LEGIBLE_LANGUAGES,
    WebFace,
    family,
    layout_fonts,
    web_font,
)
from generators.brand.palette import PAPER, Palette, palette
from generators.decks.slideshow.design import slide_colors, slide_colors_at_night
from generators.decks.slideshow.miniature_svg import color_class
from generators.model import Brand, Profile
from generators.model.remembered import remembered, remembered_by_value
from generators.words.direction import Tag
from generators.writers.site.logo import is_seen_at_night

FONT_FOLDER = "assets/fonts"
BRAND_STYLES = "assets/brand.css"
ICON = "assets/icon.svg"
TOUCH_ICON = "assets/touch-icon.png"
CARD = "assets/card.png"

SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
STAND_IN = "Kit stand-in"

_CARD_TEMPLATE = Path(__file__).with_name("card.typ")
_TOUCH_ICON_TEMPLATE = Path(__file__).with_name("touch_icon.typ")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_COMMENT = re.compile(r"^\s*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_LEADING_SPACE = re.compile(r"^\s+", re.MULTILINE)
_SVG = ElementMaker(namespace="http://www.w3.org/2000/svg", nsmap={None: "http://www.w3.org/2000/svg"})


def style_sheet(brand: Brand, fonts_url: str) -> str:
    """The brand as custom properties, for the kit's own theme and for Material's; ``fonts_url`` leads to the fonts."""
    colors = palette(brand)
    rules = [*font_faces(brand.font, fonts_url), brand_rule(brand)]
    rules.append(rule(":root, [data-md-color-primary]", _material(colors, colors.primary_text, colors.accent_text)))
    night = _material(colors, colors.primary_night, colors.accent_night)
    rules.append(rule('[data-md-color-scheme="slate"][data-md-color-primary]', night))
    rules += _slides(colors)
    needs_plate = brand.logo is not None and not is_seen_at_night(brand.logo)
    rules.append(rule(":root", {"--logo-plate-night": PAPER if needs_plate else "transparent"}))
    return "\n".join(rules) + "\n"


def theme_color(brand: Brand) -> Mapping[str, str]:
    """The color of the browser's own bars around a page, by the scheme of the page."""
    colors = palette(brand)
    return {"light": colors.primary_mark, "dark": colors.banner_night}


def _slides(colors: Palette) -> Iterator[str]:
    """The colors of slides, which lie on dark pages as dark ones: their text then has other colors than their shapes.

    A browser that knows no ``light-dark`` (CSS Color 5) shows those of the day.
    """
    night = slide_colors_at_night(colors)
    for name, day in slide_colors(colors).items():
        of = color_class(name)
        yield rule(f".{of}", {"fill": day})
        yield rule(f".{of}", {"fill": f"light-dark({day}, {night[name].shape})"})
        yield rule(f"text.{of}", {"fill": f"light-dark({day}, {night[name].text})"})


def brand_rule(brand: Brand) -> str:
    """The brand's colors and the names of its typefaces as custom properties, which ask for no file."""
    return rule(":root", {**_tokens(palette(brand)), "--kit-font": font_stack(brand.font)})


@remembered_by_value
def icon(brand: Brand) -> bytes:
    """A small SVG for the browser's tab: the last number in the brand's name, or a letter, in its colors."""
    colors, letters = palette(brand), _monogram(brand.name)
    size, foot = _LETTERS[len(letters)]
    font = {"font-family": "sans-serif", "font-size": size, "font-weight": "700", "text-anchor": "middle"}
    drawing = _SVG.svg(
        _SVG.rect(width="64", height="64", rx="14", fill=colors.primary_mark),
        _SVG.text(letters, {"x": "32", "y": foot, **font, "fill": colors.on_primary_mark}),
        viewBox="0 0 64 64",
    )
    return etree.tostring(drawing, encoding="utf-8") + b"\n"


_LETTERS = {1: ("40", "46"), 2: ("36", "45"), 3: ("28", "42"), 4: ("22", "40")}
"""Size and baseline of so many letters, of 64."""


def _monogram(name: str) -> str:
    words = name.split() or ["K"]
    numbers = [word for word in words if word.isdecimal() and len(word) <= len(_LETTERS)]
    return numbers[-1] if numbers else words[-1][0].upper()


@remembered_by_value
def touch_icon(brand: Brand) -> bytes:
    """The icon as a PNG of 180 by 180 pixels, without round corners, which phones cut by themselves."""
    colors, letters = palette(brand), _monogram(brand.name)
    size, _ = _LETTERS[len(letters)]
    data: dict[str, str | float] = {
        "ground": colors.primary_mark,
        "ink": colors.on_primary_mark,
        "font": family(brand.font).name,
        "letters": letters,
        "size": int(size) / 64,
    }
    return _drawn(_TOUCH_ICON_TEMPLATE, data)


def _tokens(colors: Palette) -> Mapping[str, str]:
    names = [name for name in colors.__struct_fields__ if name not in _NOT_ON_PAGES]
    tokens = {f"--kit-brand-{name.replace('_', '-')}": str(getattr(colors, name)) for name in names}
    # Shapes behind words on the brand's ground go away from the color of the words, so that these stay readable.
    shade = "rgb(0 0 0 / 11%)" if colors.on_primary_mark == colors.paper else "rgb(255 255 255 / 24%)"
    return {**tokens, "--kit-brand-shade": shade}


_NOT_ON_PAGES = ("primary_deep", "accent_deep", "primary_drawn_night", "accent_drawn_night", "moves")
"""What of a palette no style sheet asks for."""


def _material(colors: Palette, link: str, accent: str) -> Mapping[str, str]:
    return {
        "--md-primary-fg-color": colors.primary_mark,
        "--md-primary-bg-color": colors.on_primary_mark,
        "--md-accent-fg-color": accent,
        "--md-typeset-a-color": link,
        "--md-text-font": "var(--kit-font)",
    }


class Measures(Struct, frozen=True):
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


def legible_family(local: Profile) -> str:
    """The typeface that readers may choose in place of the brand's; empty where it is that, or lacks their letters."""
    is_offered = Tag.parsed(local.language).language in LEGIBLE_LANGUAGES
    return LEGIBLE_FAMILY if is_offered and family(local.brand.font).name != LEGIBLE_FAMILY else ""


def legible_rules(local: Profile, fonts_url: str) -> str:
    """What brings that typeface to a page of a reader who has chosen it; no other page asks for its files."""
    if not (name := legible_family(local)):
        return ""
    stack = f'"{name}", {font_stack(local.brand.font)}'
    faces = (rule("@font-face", _face(name, face, fonts_url)) for face in web_font(name))
    return "\n".join((*faces, rule(':root[data-text~="legible"]', {"--kit-font": stack})))


def site_fonts(local: Profile) -> dict[str, bytes]:
    """The files of the brand's typeface and of the one that readers may choose, by their paths below the site."""
    files, name = font_files(local.brand.font), legible_family(local)
    return {**font_files(name, f"LICENSE-{_slug(name)}.txt"), **files} if name else files


def font_files(name: str, license_name: str = "LICENSE.txt") -> dict[str, bytes]:
    """The family's files, and its license, by their paths below the site."""
    files = {f"{FONT_FOLDER}/{face.file_name}": face.data for face in web_font(name)}
    return {**files, f"{FONT_FOLDER}/{license_name}": family(name).license.encode()}


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


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


@remembered_by_value
def card(brand: Brand, headline: str, kit: str) -> bytes:
    """A PNG of 1200 by 630 pixels: the local's name, the home page's ``headline``, and the ``kit``'s name."""
    colors = palette(brand)
    data = {
        "ground": colors.primary_mark,
        "ink": colors.on_primary_mark,
        "mark": colors.accent_mark,
        "shade": "#00000018" if colors.on_primary_mark == colors.paper else "#ffffff3a",
        "font": family(brand.font).name,
        "name": brand.name,
        "headline": headline,
        "kit": kit,
    }
    return _drawn(_CARD_TEMPLATE, data)


def _drawn(template: Path, data: Mapping[str, str | float]) -> bytes:
    inputs, fonts = {"data": json.dumps(data)}, layout_fonts(with_layouts_own=True)
    return typst.compile(template.read_bytes(), sys_inputs=inputs, font_paths=fonts, format="png", ppi=72.0)


def policy(inline: str, *, own_scripts: bool = True) -> str:
    """A Content-Security-Policy (W3C, level 3) that lets a page load its own site's files alone, and send nothing.

    Scripts and styles written into a page count only if they stand in ``inline``, the HTML of templates. Where all
    scripts are the kit's ``own_scripts``, none can turn text into HTML (Trusted Types); others may need that.
    """
    rules = {
        "default-src": "'none'",
        "script-src": _own_and(_INLINE_SCRIPT.findall(inline)),
        "style-src": _own_and(_INLINE_STYLE.findall(inline)),
        "img-src": "'self' data:",
        "font-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
        **({"require-trusted-types-for": "'script'", "trusted-types": "kit"} if own_scripts else {}),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _own_and(written: list[str]) -> str:
    hashes = (hashlib.sha256(text.encode()).digest() for text in written)
    return " ".join(["'self'", *(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in hashes)])


def rule(selector: str, declarations: Mapping[str, str]) -> str:
    """One rule, a declaration a line."""
    body = "".join(f"  {name}: {value};\n" for name, value in declarations.items())
    return f"{selector} {{\n{body}}}\n"


@remembered
def slimmed(text: str) -> str:
    """A style sheet or script without indentation, empty lines, and comments on lines of their own."""
    return _LEADING_SPACE.sub("", _COMMENT.sub("", text))
