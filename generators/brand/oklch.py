"""Colors as people see them: lightness, chroma, and hue, so that one of the three changes and the others stay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

from msgspec import Struct

from generators.model.replacing import replace

_Vector = tuple[float, float, float]
_Matrix = tuple[_Vector, _Vector, _Vector]

# The three tables are those of Björn Ottosson, "A perceptual color space for image processing", which CSS Color 4 takes
# over (section 9): from linear sRGB to what cones answer, from there to OKLab, and the two ways back.
_TO_CONES: _Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: _Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB: _Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES: _Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)

_ROUNDED = 1e-4
"""How far outside of sRGB a channel may be, of 1, and still be meant for its edge."""

_HALVINGS = 16


class Oklch(Struct, frozen=True):
    """A color of OKLCH: ``lightness`` 0 to 1, ``chroma`` from 0 (gray), ``hue`` in degrees, 0 to 360."""

    lightness: float
    chroma: float
    hue: float

    @staticmethod
    def of(color: str) -> Oklch:
        """The color that is written ``#rrggbb``."""
        lightness, green_red, blue_yellow = _lab(color)
        hue = math.degrees(math.atan2(blue_yellow, green_red)) % 360
        return Oklch(lightness, math.hypot(green_red, blue_yellow), hue)

    def hex(self) -> str:
        """As ``#rrggbb``; what sRGB cannot show has the same lightness and hue, and the most chroma that it can."""
        channels = self._linear()
        if not _shown(channels):
            low, high = 0.0, self.chroma
            for _ in range(_HALVINGS):
                middle = (low + high) / 2
                low, high = (middle, high) if _shown(replace(self, chroma=middle)._linear()) else (low, middle)
            channels = replace(self, chroma=low)._linear()
        return "#" + "".join(f"{round(255 * _curved(min(1.0, max(0.0, value)))):02x}" for value in channels)

    def _linear(self) -> _Vector:
        angle = math.radians(self.hue)
        lab = (self.lightness, self.chroma * math.cos(angle), self.chroma * math.sin(angle))
        one, two, three = _times(_FROM_LAB, lab)
        return _times(_FROM_CONES, (one**3, two**3, three**3))


def distance(one: str, other: str) -> float:
    """How far two colors (``#rrggbb``) look apart: 0 for the same, 1 for black and white (Euclid's, in OKLab)."""
    return math.dist(_lab(one), _lab(other))


def linear(color: str) -> _Vector:
    """Red, green, and blue of ``#rrggbb`` as amounts of light, 0 to 1 (sRGB, IEC 61966-2-1)."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _lab(color: str) -> _Vector:
    one, two, three = _times(_TO_CONES, linear(color))
    return _times(_TO_LAB, (math.cbrt(one), math.cbrt(two), math.cbrt(three)))


def _times(matrix: _Matrix, vector: Sequence[float]) -> _Vector:
    one, two, three = (math.fsum(map(mul, row, vector)) for row in matrix)
    return one, two, three


def _straight(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else math.pow((value + 0.055) / 1.055, 2.4)


def _curved(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * math.pow(value, 1 / 2.4) - 0.055


def _shown(channels: _Vector) -> bool:
    return all(-_ROUNDED <= value <= 1 + _ROUNDED for value in channels)
