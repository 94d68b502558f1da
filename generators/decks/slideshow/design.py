"""The types of a slide's design: boxes in points on a 16:9 page, text styles, layouts, and a theme's colors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from generators.brand.palette import INK, PAPER, TEXT_CONTRAST, Palette, contrast, mixed
from generators.model.replacing import replace

WIDTH = 960.0
HEIGHT = 540.0
"""The page in points: 13.33 by 7.5 inches, PowerPoint's own 16:9."""

TABLE_STYLE = "{6E1F2A30-5B7C-4D7E-9A41-2C8E3F5D7B10}"
"""The base's own table style."""

SchemeColor = Literal["tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6"]
"""A color of the theme, never a value, so that a change of theme restyles the deck."""

Align = Literal["start", "center", "end"]
Anchor = Literal["top", "middle", "bottom"]
Geometry = Literal["rect", "ellipse", "rounded", "bubble"]
Role = Literal[
    "title",
    "body",
    "second",
    "heading",
    "second heading",
    "support",
    "badge",
    "number",
    "picture",
    "table",
    "logo",
]
"""What a placeholder is for. A template's placeholders are matched to roles; nothing else knows their names."""


class Box(Struct, frozen=True):
    """A rectangle in points from the page's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def mirrored(self, across: float = WIDTH) -> Box:
        """The box as it stands on a page that reads from right to left."""
        return replace(self, left=across - self.left - self.width)


class TextStyle(Struct, frozen=True):
    """How a placeholder's text looks; tuples go by level, the last value holds for all deeper levels.

    ``sizes`` and ``gaps`` (room above a paragraph) are in points, ``spacing`` is a share of the line's height.
    ``bulleted`` says that list items show the theme's bullets; ``indents`` is where their text begins, in points.
    """

    sizes: tuple[float, ...]
    color: SchemeColor = "tx1"
    bold: bool = False
    heading_font: bool = False
    spacing: float = 1.0
    gaps: tuple[float, ...] = (0.0,)
    align: Align = "start"
    bulleted: bool = False
    indents: tuple[float, ...] = ()

    def size(self, level: int) -> float:
        return self.sizes[min(level, len(self.sizes) - 1)]

    def gap(self, level: int) -> float:
        return self.gaps[min(level, len(self.gaps) - 1)]

    def indent(self, level: int) -> float:
        """The left edge of the text of a list item, in points."""
        return self.indents[level] if self.indents else FIRST_INDENT + NEXT_INDENT * level


INSET = 7.2
"""The empty edge of a text box at the left and the right when nobody says otherwise, in points."""

NOWHERE = -1
FOOTER_INDEX, NUMBER_INDEX = 11, 12
"""PresentationML's indexes of the two places at the foot of the project's own layouts."""

FIRST_INDENT = 25.0
NEXT_INDENT = 25.0
NUMBER_ROOM = 7.0
"""What a number needs more than a bullet, in points."""

DEPTH = 5
"""Levels of a list that PowerPoint's outline view offers and that the base styles."""


class Placeholder(Struct, frozen=True):
    """A place for content. ``kind`` and ``index`` are PresentationML's; ``prompt`` shows while it is empty.

    ``NOWHERE`` as index: a picture or table stands there, but in no placeholder.
    """

    role: Role
    name: str
    kind: str
    index: int
    box: Box
    style: TextStyle
    anchor: Anchor = "top"
    prompt: str = ""
    inset: float = 0.0


class Decoration(Struct, frozen=True):
    """A shape that carries no meaning; ``opacity`` 0 to 1; ``rounding`` is the corner's share of the shorter side."""

    box: Box
    color: SchemeColor
    geometry: Geometry = "rect"
    opacity: float = 1.0
    rounding: float = 0.1
    glyph: str = ""
    glyph_size: float = 0.0


class Footing(Struct, frozen=True):
    """Where the footer and the slide number stand, their look, and their placeholders' numbers (0: there is none)."""

    footer: Box
    number: Box
    color: SchemeColor = "tx2"
    footer_index: int = FOOTER_INDEX
    number_index: int = NUMBER_INDEX
    size: float = 12.0


class Layout(Struct, frozen=True, eq=False):
    """One kind of slide: ``name`` as outlines write it, ``label`` as PowerPoint shows it, ``kind`` PresentationML's.

    ``signed`` shows the master's mark; ``size`` is the page's, in points; ``part`` names the layout's
    part of a template. A layout equals itself alone, so that it is a cheap key of caches.
    """

    name: str
    label: str
    placeholders: tuple[Placeholder, ...]
    decorations: tuple[Decoration, ...] = ()
    footing: Footing | None = None
    ground: SchemeColor = "bg1"
    kind: str = ""
    signed: bool = False
    size: tuple[float, float] = (WIDTH, HEIGHT)
    table_style: str = TABLE_STYLE
    part: str = ""

    def place(self, role: Role) -> Placeholder | None:
        """The placeholder for ``role``, or None when the layout has none."""
        return next((item for item in self.placeholders if item.role == role), None)

    def mirrored(self) -> Layout:
        """The layout for a language that is written from right to left."""
        foot = self.footing
        turned = foot and replace(foot, footer=foot.footer.mirrored(), number=foot.number.mirrored())
        return replace(
            self,
            placeholders=tuple(replace(item, box=item.box.mirrored()) for item in self.placeholders),
            decorations=tuple(replace(item, box=item.box.mirrored()) for item in self.decorations),
            footing=turned,
        )


_MAPPED = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


def theme_colors(palette: Palette) -> Mapping[str, str]:
    """Color by its name in a theme, as ``#rrggbb``. Text colors hold 4.5:1 on paper and on the tint."""
    return {
        "dk1": palette.ink,
        "lt1": palette.paper,
        "dk2": _readable(mixed(palette.primary_deep, "#000000", 0.3), palette.tint),
        "lt2": palette.tint,
        "accent1": palette.primary_deep,
        "accent2": palette.accent_deep,
        "accent3": mixed(palette.primary_deep, palette.accent_deep, 0.5),
        "accent4": mixed(palette.primary_deep, INK, 0.5),
        "accent5": palette.primary_mark,
        "accent6": palette.accent_mark,
        "hlink": palette.primary_text,
        "folHlink": mixed(palette.primary_text, INK, 0.4),
    }


def slide_colors(palette: Palette) -> Mapping[SchemeColor, str]:
    """Color by the name that layouts use, as ``#rrggbb``."""
    colors = theme_colors(palette)
    names: tuple[SchemeColor, ...] = (
        "tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    )  # fmt: skip
    return {name: colors[_MAPPED.get(name, name)] for name in names}


class NightColor(Struct, frozen=True):
    """What a color of the theme is on dark pages, as ``#rrggbb``, for a ``shape`` and for ``text``."""

    shape: str
    text: str


DIMMED = 0.2
"""How much of the night is mixed into the brand's large shapes: a bright circle blinds a dark hall."""


def slide_colors_at_night(palette: Palette) -> Mapping[SchemeColor, NightColor]:
    """Color by the name that layouts use, for slides on dark pages and in dark halls.

    Grounds get dark and words light. What carries light words by day is dark enough already, and stays.
    Text holds 4.5:1 where our layouts put it; none stands on the brand's own two.
    """
    day, night = slide_colors(palette), (palette.night, palette.night_surface)
    grounds: dict[SchemeColor, str] = {"bg1": night[0], "bg2": night[1]}
    dimmed: dict[SchemeColor, str] = {name: mixed(day[name], night[0], DIMMED) for name in ("accent5", "accent6")}
    heading = mixed(palette.night_ink, palette.primary_night, 0.4)
    own: dict[SchemeColor, str] = {"tx1": palette.night_ink, "tx2": heading, "bg1": PAPER, "bg2": PAPER}
    own |= {"accent2": palette.accent_night, "accent6": palette.accent_night}

    def text(name: SchemeColor) -> str:
        color = own.get(name, palette.primary_night)
        is_read = name in grounds or all(contrast(color, ground) >= TEXT_CONTRAST for ground in night)
        return color if is_read else palette.night_ink

    return {name: NightColor({**day, **grounds, **dimmed}[name], text(name)) for name in day}


def _readable(color: str, ground: str) -> str:
    return color if contrast(color, ground) >= TEXT_CONTRAST and contrast(color, PAPER) >= TEXT_CONTRAST else INK
