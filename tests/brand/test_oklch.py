"""Colors as people see them: the same numbers as elsewhere, and colors that a screen cannot show brought back to it."""

from __future__ import annotations

import random

import pytest

from generators.brand.oklch import Oklch, distance
from generators.model.replacing import replace

CHANCE = [f"#{random.Random(seed).randrange(1 << 24):06x}" for seed in range(200)]


@pytest.mark.parametrize(
    ("color", "lightness", "chroma", "hue"),
    [
        ("#ff0000", 0.628, 0.2577, 29.23),
        ("#00ff00", 0.8664, 0.2948, 142.5),
        ("#0000ff", 0.452, 0.3132, 264.05),
        ("#ffe600", 0.9168, 0.1915, 101.41),
        ("#6d1029", 0.3518, 0.1256, 12.02),
    ],
)
def test_a_color_has_the_numbers_that_browsers_give_it(color: str, lightness: float, chroma: float, hue: float) -> None:
    found = Oklch.of(color)
    assert found.lightness == pytest.approx(lightness, abs=0.0005)
    assert found.chroma == pytest.approx(chroma, abs=0.0005)
    assert found.hue == pytest.approx(hue, abs=0.05)


def test_every_color_comes_back_as_it_was() -> None:
    for color in [*CHANCE, "#000000", "#ffffff", "#808080"]:
        assert Oklch.of(color).hex() == color


def test_what_a_screen_cannot_show_keeps_lightness_and_hue() -> None:
    for color in CHANCE:
        for lightness in (0.3, 0.6, 0.9):
            wanted = replace(Oklch.of(color), lightness=lightness, chroma=0.3)
            shown = Oklch.of(wanted.hex())
            assert shown.lightness == pytest.approx(lightness, abs=0.01), color
            assert shown.chroma < 0.31
            if shown.chroma > 0.05:
                assert abs((shown.hue - wanted.hue + 180) % 360 - 180) < 3, color


def test_distance_is_that_of_the_eye() -> None:
    assert distance("#123456", "#123456") == 0
    assert distance("#000000", "#ffffff") == pytest.approx(1, abs=0.001)
    assert distance("#ffe600", "#ffffff") > distance("#e0e0e0", "#ffffff")
