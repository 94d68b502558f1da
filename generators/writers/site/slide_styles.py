"""The style sheet of a site's slides: the layouts that its decks use, in the brand's colors, for light and dark halls.

Rules hold numbers alone, in points of a page of 960 by 540; the theme's own sheet (``slides.css``) makes boxes of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from generators.brand.fonts import family
from generators.brand.metrics import families, pitch
from generators.brand.palette import PAPER, Palette, palette
from generators.decks.slideshow.content import ComposedSlide, TableFill, TextFill
from generators.decks.slideshow.design import (
    NUMBER_ROOM,
    Box,
    Layout,
    Placeholder,
    TextStyle,
    slide_colors,
    slide_colors_at_night,
)
from generators.decks.slideshow.feet import Foot, is_dark
from generators.decks.slideshow.miniature import Fit
from generators.decks.slideshow.miniature_svg import color_class
from generators.model import Brand
from generators.writers.site.look import ARIAL_AS, rule
from generators.writers.site.slide_html import layout_class, role_class, scale_of, share_class, share_of, size_class

_NIGHT = ':root:not([data-scheme="light"])'
_CHOSEN_NIGHT = ':root[data-scheme="dark"]'
_PRINTED = ":root:root:root"
"""Before the others, whichever colors are on the screen: paper is white."""

_ANCHORS = {"top": "flex-start", "middle": "center", "bottom": "flex-end"}
_LEVELS = 3


def slide_styles(brand: Brand, slides: Iterable[ComposedSlide], foot: Foot) -> str:
    """Everything that is not the same for all kits, for ``slides``, which are all that the site shows.

    ``foot`` stands at the foot of each, whatever its words.
    """
    shown = tuple(slides)
    rules = [*_colors(brand), *_sizes(shown)]
    by_class = sorted(shown, key=layout_class)
    for _, group in groupby(by_class, key=layout_class):
        rules += _layout(_Look.of(tuple(group), foot))
    return "\n".join(rules)


def _colors(brand: Brand) -> Iterator[str]:
    colors = palette(brand)
    day, night = rule(":root", {**_day(colors), **_letters(brand)}), _night(colors)
    yield day
    yield f"@media (prefers-color-scheme: dark) {{\n{rule(_NIGHT, night)}}}\n"
    yield rule(_CHOSEN_NIGHT, night)
    yield f"@media print {{\n{rule(_PRINTED, _day(colors))}}}\n"
    for name in slide_colors(colors):
        yield rule(f".kit-art .{color_class(name)}", {"fill": f"var(--area-{name})"})
        yield rule(f".kit-art text.{color_class(name)}", {"fill": f"var(--words-{name})"})


def _letters(brand: Brand) -> Mapping[str, str]:
    """How much smaller than planned text is, where it was fitted to a narrower typeface than the site's."""
    wide = ARIAL_AS[family(brand.font).name].size if brand.font not in families() else 100.0
    return {"--slide-fit": f"{min(1.0, 100 / wide):.3f}"}


def _day(colors: Palette) -> Mapping[str, str]:
    named = slide_colors(colors)
    areas = {f"--area-{name}": color for name, color in named.items()}
    return {**areas, **{f"--words-{name}": color for name, color in named.items()}, "--logo-plate": "transparent"}


def _night(colors: Palette) -> Mapping[str, str]:
    night = slide_colors_at_night(colors)
    areas = {f"--area-{name}": color.shape for name, color in night.items()}
    return {
        **areas,
        **{f"--words-{name}": color.text for name, color in night.items()},
        "--logo-plate": "var(--logo-plate-night)",
    }


def _sizes(slides: tuple[ComposedSlide, ...]) -> Iterator[str]:
    """A class for each share of a size that a slide needs, since a page's policy allows no element its own style."""
    fills = [fill for shown in slides for fill in shown.fills.values()]
    scales = {scale_of(shown.title_scale) for shown in slides}
    scales |= {scale_of(fill.scale) for fill in fills if isinstance(fill, TextFill)}
    for scale in sorted(scales - {100}):
        yield rule(f".kit-scale-{scale}", {"--scale": f"{scale / 100:g}"})
    tables = [fill for fill in fills if isinstance(fill, TableFill)]
    for size in sorted({fill.size for fill in tables}):
        yield rule(f".kit-show__table.{size_class(size)}", {"--s0": f"{size:g}"})
    shares = {wide / (sum(fill.widths) or 1.0) for fill in tables for wide in fill.widths}
    for name, share in sorted({share_class(share): share_of(share) for share in shares}.items()):
        yield rule(f".{name}", {"width": f"{share / 10:g}%"})


class _Look(Struct, frozen=True):
    """A layout as ``name`` of a class; lines of its slides are ``pitch`` times as high as their letters."""

    name: str
    layout: Layout
    page: Fit
    pitch: float
    foot: Foot
    rtl: bool

    @classmethod
    def of(cls, slides: tuple[ComposedSlide, ...], foot: Foot) -> _Look:
        first, high = slides[0], max(pitch(shown.title) for shown in slides)
        return cls(layout_class(first), first.layout, Fit.of(first.layout), high, foot, first.rtl)

    def rule(self, name: str, declarations: Mapping[str, str]) -> str:
        return rule(f".{self.name} > .{name}", declarations)


def _layout(look: _Look) -> Iterator[str]:
    layout = look.layout
    ground = {"--area": f"var(--area-{layout.ground})"}
    if layout.ground not in ("bg1", "bg2"):
        ground |= dict.fromkeys(("--words", "--title", "--heading", "--marker"), "var(--words-bg1)")
    yield rule(f".{look.name}", ground)
    if layout.place("title") is None:
        yield look.rule("kit-show__title", {"clip-path": "inset(50%)"})
    for place in layout.placeholders:
        yield look.rule(role_class(place.role), _place(place, look))
    yield from _foot(look)


def _foot(look: _Look) -> Iterator[str]:
    layout, foot = look.layout, look.foot
    footing = foot.footing(layout, rtl=look.rtl)
    if footing and footing.footer_index:
        yield look.rule("kit-show__foot", _footing(footing.footer, footing.size, footing.color, "start", look))
    if footing and footing.number_index:
        yield look.rule("kit-show__count", _footing(footing.number, footing.size, footing.color, "end", look))
    if picture := foot.picture(layout):
        box = picture[1].mirrored() if look.rtl else picture[1]
        plate = {"--plate": "transparent" if foot.dark else PAPER} if is_dark(layout) else {}
        yield look.rule("kit-show__sign", {**_box(box), **plate})


def _place(place: Placeholder, look: _Look) -> Mapping[str, str]:
    box, style = look.page.place(place.box), place.style
    if place.inset:
        by = place.inset * look.page.scale
        box = Box(box.left + by, box.top + by, box.width - 2 * by, box.height - 2 * by)
    said = {**_box(box), "--c": f"var(--words-{style.color})", **_type(style, look)}
    grounds = [shape.color for shape in look.layout.decorations if _holds(shape.box, place.box)]
    if grounds and style.color == "bg1":
        said["--on"] = f"var(--area-{grounds[-1]})"
    if place.anchor != "top":
        said["--a"] = _ANCHORS[place.anchor]
    if style.align != "start":
        said["--t"] = style.align
    if style.bold:
        said["--b"] = "700"
    return said


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and outer.right >= inner.right
        and outer.bottom >= inner.bottom
    )


def _box(box: Box) -> Mapping[str, str]:
    return {"--x": _number(box.left), "--y": _number(box.top), "--w": _number(box.width), "--h": _number(box.height)}


def _type(style: TextStyle, look: _Look) -> Mapping[str, str]:
    """Sizes of letters by level, gaps above paragraphs, edges of lists, and the height of lines."""
    scale, levels = look.page.scale, range(_LEVELS)
    said = {f"--s{level}": _number(style.size(level) * scale) for level in levels}
    said |= {f"--g{level}": _number(style.gap(level) * scale) for level in levels}
    edges = [style.indent(level) * scale for level in levels]
    said |= {f"--i{level}": _number(edges[level] - (edges[level - 1] if level else 0.0)) for level in levels}
    return {**said, "--n": _number(NUMBER_ROOM * scale), "--l": f"{look.pitch * style.spacing:.3f}"}


def _footing(box: Box, size: float, color: str, align: str, look: _Look) -> Mapping[str, str]:
    said = {**_box(look.page.place(box)), "--s0": _number(size * look.page.scale), "--c": f"var(--words-{color})"}
    return {**said, "--d": "flex", "--a": "center", "--t": align}


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
