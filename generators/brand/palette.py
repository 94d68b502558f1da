"""Two brand colors become a palette whose text is readable on every ground it stands on, for all writers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import Struct

from generators.brand.oklch import Oklch, distance, linear
from generators.model import Brand
from generators.model.remembered import remembered_by_value
from generators.model.replacing import replace

TEXT_CONTRAST = 4.5
"""Least contrast of text with its ground: WCAG 2.2, success criterion 1.4.3 (AA)."""

SHAPE_CONTRAST = 3.0
"""Least contrast of shapes that carry meaning: WCAG 2.2, success criterion 1.4.11 (AA)."""

DEEP_CONTRAST = 5.5
"""The contrast of a ground with white text: more than the standard asks for, so that text may be less than white."""

SEEN = 0.14
"""Least distance of decoration from its ground, in OKLab: a bright yellow is seen on white, and burgundy at night."""

APART = 0.1
"""Least distance of the two colors where they stand side by side."""

BRIGHT, STEP = 0.55, 0.3
"""A color this bright has ink beside it where it would have itself; a darker one has one that is so much lighter."""

DRAWN_CONTRAST = 2.0
"""Least contrast of figures in drawings with the dark theme's grounds, on which they stand without an edge."""

FAR = 0.25
"""A color that is moved further, in OKLab, is another one: yellow is brown then."""

DARK, DARKER, FADING = 0.32, 0.82, 1.2
"""Lightness of large dark grounds, at most and as a share of the brand's, and how slowly their chroma fades."""

STEPS = 256
"""Lightnesses that are tried on the way to black or white."""

PAPER = "#ffffff"
INK = "#1b1f24"
NIGHT = "#15181d"
NIGHT_SURFACE = "#20252c"
NIGHT_INK = "#e9ecf0"


Grounds = Sequence[str]
"""All that a color stands on, all of it light or all of it dark."""


class Move(Struct, frozen=True):
    """A color that had to change to be readable: ``role`` in the palette, the worst ``ground``, ratios as n:1."""

    role: str
    given: str
    used: str
    ground: str
    ratio_before: float
    ratio_after: float


class Palette(Struct, frozen=True):
    """Colors as ``#rrggbb``. Text roles hold 4.5:1 on the grounds that their names and comments give.

    ``primary`` and ``accent`` are the brand's own, for large grounds; ``on_primary`` is text on the first.
    ``…_text`` stands on paper and on ``tint``, ``…_night`` on the dark theme's grounds; ``…_deep`` is text, too, and a
    ground for white text. ``accent_shape`` holds 3:1 on paper and tint.
    ``…_mark`` is what bars, buttons, and drawings have, which need not be read: the brand's own, unless nobody could
    see it on its ground, or tell the two from each other. ``on_…_mark`` is text on it; ``…_night`` are those of the
    dark theme, and ``…_drawn_night`` figures in drawings there. ``banner_night`` is a large dark ground, with the
    ``headline_night`` on it.
    """

    primary: str
    on_primary: str
    primary_text: str
    primary_night: str
    primary_deep: str
    primary_mark: str
    on_primary_mark: str
    primary_mark_night: str
    primary_drawn_night: str
    on_primary_mark_night: str
    accent: str
    accent_text: str
    accent_night: str
    accent_deep: str
    accent_shape: str
    accent_mark: str
    accent_mark_night: str
    accent_drawn_night: str
    tint: str
    paper: str
    ink: str
    night: str
    night_surface: str
    night_ink: str
    banner_night: str
    headline_night: str
    moves: tuple[Move, ...]


def luminance(color: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(color: str, other: str, share: float) -> str:
    """``color`` with ``share`` (0 to 1) of ``other`` mixed in, channel by channel."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return _hex([one + (two - one) * share for one, two in pairs])


def palette(brand: Brand) -> Palette:
    """All colors of a kit, from the brand's two; remembered, since every page and form asks for them."""
    return _palette(brand.primary.lower(), brand.accent.lower())


@remembered_by_value
def _palette(primary: str, accent: str) -> Palette:
    tint = mixed(PAPER, primary, 0.07)
    light, dark = (PAPER, tint), (NIGHT, NIGHT_SURFACE)
    move, banner = _Mover([]), _darkened(primary)
    roles = _text_roles(move, primary, accent, light, dark) | _mark_roles(move, primary, accent, light, dark)
    return Palette(
        primary=primary,
        on_primary=_ink_on(primary),
        on_primary_mark=_ink_on(roles["primary_mark"]),
        on_primary_mark_night=_ink_on(roles["primary_mark_night"]),
        accent=accent,
        tint=tint,
        paper=PAPER,
        ink=INK,
        night=NIGHT,
        night_surface=NIGHT_SURFACE,
        night_ink=NIGHT_INK,
        banner_night=banner,
        headline_night=primary if contrast(primary, banner) >= TEXT_CONTRAST else NIGHT_INK,
        moves=tuple(move.moves),
        **roles,
    )


def _text_roles(move: _Mover, primary: str, accent: str, light: Grounds, dark: Grounds) -> dict[str, str]:
    return {
        "primary_text": move.text("primary text", primary, light),
        "primary_night": move.text("primary text, dark theme", primary, dark),
        "primary_deep": move.deep("primary ground under white text", primary),
        "accent_text": move.text("accent text", accent, light),
        "accent_night": move.text("accent text, dark theme", accent, dark),
        "accent_deep": move.deep("accent ground under white text", accent),
        "accent_shape": move.text("accent shapes", accent, light, SHAPE_CONTRAST),
    }


def _mark_roles(move: _Mover, primary: str, accent: str, light: Grounds, dark: Grounds) -> dict[str, str]:
    one = move.mark("primary bars and buttons", primary, light)
    night = move.mark("primary bars and buttons, dark theme", primary, dark)
    drawn = move.mark("primary in drawings, dark theme", primary, dark, least=DRAWN_CONTRAST)
    return {
        "primary_mark": one,
        "primary_mark_night": night,
        "primary_drawn_night": drawn,
        "accent_mark": move.mark("accent bars", accent, light, one),
        "accent_mark_night": move.mark("accent bars, dark theme", accent, dark, night),
        "accent_drawn_night": move.mark("accent in drawings, dark theme", accent, dark, drawn, DRAWN_CONTRAST),
    }


class _Mover(Struct, frozen=True):
    """Moves colors until they can be read or seen, and remembers which it moved."""

    moves: list[Move]

    def text(self, role: str, color: str, grounds: Grounds, least: float = TEXT_CONTRAST) -> str:
        """The nearest lightness that holds ``least`` on every ground."""

        def is_read(candidate: str) -> bool:
            return all(contrast(candidate, ground) >= least for ground in grounds)

        return self._told(role, color, _moved_until(color, grounds, is_read), grounds)

    def deep(self, role: str, color: str) -> str:
        """A ground for white text; one that had to go so far that it were another color is nearly neutral."""

        def is_ground(candidate: str) -> bool:
            return contrast(candidate, PAPER) >= DEEP_CONTRAST

        near = _moved_until(color, (PAPER,), is_ground)
        far = distance(color, near) > FAR
        return self._told(role, color, _darkened(color) if far else near, (PAPER,))

    def mark(self, role: str, color: str, grounds: Grounds, beside: str = "", least: float = 1.0) -> str:
        """The color itself, if it can be seen on the grounds, and told from the one that it stands ``beside``.

        Grounds are all light or all dark; what is seen on dark ones is lighter, with ``least`` as its contrast.
        """

        def is_seen(candidate: str) -> bool:
            far = all(distance(candidate, ground) >= SEEN for ground in grounds)
            above = is_light or all(luminance(candidate) > luminance(ground) for ground in grounds)
            return far and above and all(contrast(candidate, ground) >= least for ground in grounds)

        is_light = _is_light(grounds)
        used = self._told(role, color, _moved_until(color, grounds, is_seen), grounds)
        if not beside or distance(used, beside) >= APART:
            return used
        return self._told(role, color, _beside(used, INK if is_light else NIGHT_INK), (beside,))

    def _told(self, role: str, color: str, used: str, grounds: Grounds) -> str:
        if used != color:
            worst = min(grounds, key=lambda ground: contrast(color, ground))
            self.moves.append(Move(role, color, used, worst, contrast(color, worst), contrast(used, worst)))
        return used


def _ink_on(ground: str) -> str:
    return max(
        (PAPER, "#000000" if contrast(INK, ground) < TEXT_CONTRAST else INK), key=lambda ink: contrast(ink, ground)
    )


def _moved_until(color: str, grounds: Grounds, fits: Callable[[str], bool]) -> str:
    """The color, or the nearest of the same hue, darker on light grounds and lighter on dark ones, that ``fits``."""
    if fits(color):
        return color
    own, end = Oklch.of(color), 0.0 if _is_light(grounds) else 1.0

    def moved(step: int) -> str:
        return replace(own, lightness=own.lightness + (end - own.lightness) * step / STEPS).hex()

    first = bisect_left(range(STEPS), 1, key=lambda step: int(fits(moved(step))))
    return moved(first)


def _beside(color: str, ink: str) -> str:
    """What stands beside ``color`` where that has nothing else beside itself: ``ink`` beside a bright one."""
    own = Oklch.of(color)
    if own.lightness > BRIGHT and distance(color, ink) >= APART:
        return ink
    return replace(own, lightness=own.lightness + (STEP if own.lightness <= BRIGHT else -STEP)).hex()


def _is_light(grounds: Grounds) -> bool:
    return all(luminance(ground) > 0.18 for ground in grounds)


def _darkened(color: str) -> str:
    """A large dark ground of the same hue: what holds white text as it is, a little darker; brighter ones, nearly gray.

    A dark yellow or orange with all of its chroma is a brown, in which nobody knows the brand.
    """
    own = Oklch.of(color)
    lightness = min(own.lightness * DARKER, DARK)
    share = lightness / own.lightness if own.lightness else 1.0
    return replace(own, lightness=lightness, chroma=own.chroma * min(1.0, share * FADING) ** 3).hex()


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(channels: Sequence[float]) -> str:
    return "#" + "".join(f"{min(255, max(0, round(value))):02x}" for value in channels)
