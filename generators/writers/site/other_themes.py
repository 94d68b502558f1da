"""A local's brand on themes that are not the kit's own: its name, colors, and typeface, as files of the site itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generators.model import Brand
from generators.writers.site.look import FONT_FOLDER, rule, style_sheet

_FONT = {"font-family": "var(--kit-font)"}
_GROUND = {
    "background": "var(--kit-brand-primary) !important",  # a gradient, or a color that is more than a mere one
    "color": "var(--kit-brand-on-primary)",
}
_ON_GROUND = {"color": "var(--kit-brand-on-primary)"}
_LINK = {"color": "var(--kit-brand-primary-text)"}

_RULES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "mkdocs": {
        "body, h1, h2, h3, h4, h5, h6": _FONT,
        ".navbar.bg-primary": _GROUND,
        ".navbar.bg-primary :is(.navbar-brand, .nav-link, .navbar-toggler)": _ON_GROUND,
        ":root": {"--bs-font-sans-serif": "var(--kit-font)"},
        "[role=main] a:not(.btn), footer a, .bs-sidebar .nav-link": _LINK,
        "[data-bs-theme=dark] :is([role=main] a:not(.btn), footer a, .bs-sidebar .nav-link)": {
            "color": "var(--kit-brand-primary-night)"
        },
        ".bs-sidebar .nav-link.active": {"border-color": "var(--kit-brand-accent-shape)"},
    },
    "readthedocs": {
        "body, h1, h2, h3, h4, h5, h6, legend, input, textarea, button, .btn, .rst-content .sidebar-title": _FONT,
        ".wy-side-nav-search, .wy-nav-top": _GROUND,
        ".wy-side-nav-search > a, .wy-nav-top a, .wy-nav-top i": _ON_GROUND,
        ".wy-side-nav-search input[type=text]": {"border-color": "var(--kit-brand-primary)"},
        ".wy-nav-content a:not(.btn)": _LINK,
        ".rst-content code": {"color": "inherit"},
        ".rst-content .note .admonition-title": _GROUND,
        ".rst-content .note": {"background": "var(--kit-brand-tint)"},
    },
}
"""By theme, what takes the brand's custom properties; Material reads its own from ``style_sheet``."""

_ANY_THEME = {"body": _FONT}

_ASKS_OTHERS = ("font", "highlightjs")
"""Settings of themes by which pages load typefaces and scripts from other computers."""


def brand_styles(theme: str, brand: Brand) -> str:
    """The style sheet of ``brand`` for the theme of that name, beside the folder of its typefaces."""
    rules = {} if theme == "material" else _RULES.get(theme, _ANY_THEME)
    return style_sheet(brand, Path(FONT_FOLDER).name) + "\n".join(_written(rules.items()))


def _written(rules: Iterable[tuple[str, Mapping[str, str]]]) -> Iterable[str]:
    return (rule(selector, declarations) for selector, declarations in rules)


def ask_nobody(config: MkDocsConfig) -> None:
    """Keeps the theme's pages from asking other computers for what the brand brings along, or can do without."""
    for name in _ASKS_OTHERS:
        if name in config.theme:
            config.theme[name] = False
