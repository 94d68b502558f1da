"""Two colors of any local become a palette in which every text can be read (WCAG 2.2, level AA)."""

from __future__ import annotations

import itertools
import random

import pytest

from generators.brand.oklch import Oklch, distance
from generators.brand.palette import (
    INK,
    NIGHT,
    NIGHT_INK,
    NIGHT_SURFACE,
    PAPER,
    Palette,
    contrast,
    luminance,
    mixed,
    palette,
)
from generators.model import Brand

CORNERS = ["".join(parts) for parts in itertools.product(("00", "80", "ff"), repeat=3)]
CHANCE = [f"{random.Random(seed).randrange(1 << 24):06x}" for seed in range(150)]
GRAYS = [f"{value:02x}" * 3 for value in range(0, 256, 5)]
AWKWARD = ["ffd400", "ffff00", "fefefe", "010101", "767676", "777777", "1b1f24", "15181d", "00ff00", "0000ff"]
COLORS = [f"#{color}" for color in dict.fromkeys([*CORNERS, *CHANCE, *GRAYS, *AWKWARD])]


def made(primary: str, accent: str = "#c8502b") -> Palette:
    return palette(Brand("Local 104", primary, accent))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_luminance_runs_from_black_to_white() -> None:
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#00ff00") > luminance("#ff0000") > luminance("#0000ff")


def test_colors_mix_by_shares() -> None:
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ff8000", 0.5) == "#804000"
    assert mixed("#000000", "#ff8000", 1) == "#ff8000"


@pytest.mark.parametrize("role", ["primary", "accent"])
def test_every_text_can_be_read_on_its_ground_whatever_the_brand(role: str) -> None:
    for color in COLORS:
        colors = made(color, color)
        light, dark = (PAPER, colors.tint), (NIGHT, NIGHT_SURFACE)
        assert contrast(colors.on_primary, color) >= 4.5, color
        assert all(contrast(getattr(colors, f"{role}_text"), ground) >= 4.5 for ground in light), color
        assert all(contrast(getattr(colors, f"{role}_night"), ground) >= 4.5 for ground in dark), color


def test_shapes_white_text_and_ink_can_be_seen_whatever_the_brand() -> None:
    for color in COLORS:
        colors = made(color, color)
        assert all(contrast(colors.accent_shape, ground) >= 3 for ground in (PAPER, colors.tint)), color
        assert contrast(PAPER, colors.primary_deep) >= 5.5, color
        assert contrast(colors.ink, colors.tint) >= 7, color
        assert all(contrast(colors.night_ink, ground) >= 7 for ground in (NIGHT, NIGHT_SURFACE)), color


def test_every_color_is_six_digits() -> None:
    for color in COLORS:
        colors = made(color)
        names = [name for name in Palette.__struct_fields__ if name != "moves"]
        assert all(len(getattr(colors, name)) == 7 and int(getattr(colors, name)[1:], 16) >= 0 for name in names)


def test_the_brands_own_colors_stay_as_fills() -> None:
    assert (made("#FFD400", "#ABCDEF").primary, made("#FFD400", "#ABCDEF").accent) == ("#ffd400", "#abcdef")


def test_a_color_that_can_be_read_everywhere_is_left_alone() -> None:
    colors = made("#1f5a8c", "#a03c1d")
    assert (colors.primary_text, colors.primary_deep, colors.accent_text) == ("#1f5a8c", "#1f5a8c", "#a03c1d")
    assert {move.role for move in colors.moves} == {"primary text, dark theme", "accent text, dark theme"}


def turned(color: str, other: str) -> float:
    """Degrees between the hues of two colors, as people see them."""
    return abs((Oklch.of(color).hue - Oklch.of(other).hue + 180) % 360 - 180)


@pytest.mark.parametrize("color", ["#ffd400", "#ffff66", "#66ff99", "#ff99cc", "#99ccff"])
def test_a_color_is_moved_no_further_than_it_must_and_keeps_its_hue(color: str) -> None:
    text = made(color).primary_text
    assert contrast(text, PAPER) < 5.3
    assert turned(text, color) < 3


@pytest.mark.parametrize("color", ["#14535a", "#7a1f3d", "#1f2a8c", "#2b2b00"])
def test_on_the_dark_theme_it_is_lightened_as_little_as_that(color: str) -> None:
    text = made(color).primary_night
    assert 4.5 <= contrast(text, NIGHT_SURFACE) < 5.0
    assert luminance(text) > luminance(color)
    assert turned(text, color) < 3


def test_what_is_moved_keeps_its_hue_whatever_the_brand() -> None:
    for color in COLORS:
        for move in made(color, color).moves:
            seen = min(Oklch.of(move.used).chroma, Oklch.of(color).chroma) > 0.02
            is_ink = move.used in (INK, NIGHT_INK)
            assert is_ink or not seen or turned(move.used, color) < 8, (color, move.role, move.used)


# Decoration: bars, buttons, drawings.

MARKS = ("primary_mark", "primary_mark_night", "accent_mark", "accent_mark_night")


@pytest.mark.parametrize(
    "color", ["#ffe600", "#ffd400", "#f2b90f", "#6d1029", "#14535a", "#d4572a", "#808080", "#c0ff33"]
)
def test_bars_buttons_and_drawings_have_the_brands_own_colors_by_day_and_by_night(color: str) -> None:
    colors = made(color, "#5b8a3a" if color != "#5b8a3a" else "#d4572a")
    assert {getattr(colors, name) for name in MARKS} == {color, "#5b8a3a"}


def test_decoration_is_seen_on_its_ground_whatever_the_brand() -> None:
    for color in COLORS:
        colors = made(color, "#c8502b")
        assert min(distance(colors.primary_mark, ground) for ground in (PAPER, colors.tint)) >= 0.14, color
        assert min(distance(colors.primary_mark_night, ground) for ground in (NIGHT, NIGHT_SURFACE)) >= 0.14, color
        assert luminance(colors.primary_mark_night) > luminance(NIGHT_SURFACE), color


def test_text_on_buttons_can_be_read_by_day_and_by_night_whatever_the_brand() -> None:
    for color in COLORS:
        colors = made(color, color)
        assert contrast(colors.primary_mark, colors.on_primary_mark) >= 4.5, color
        assert contrast(colors.primary_mark_night, colors.on_primary_mark_night) >= 4.5, color
        assert contrast(colors.banner_night, NIGHT_INK) >= 4.5, color
        assert contrast(colors.banner_night, colors.headline_night) >= 4.5, color


@pytest.mark.parametrize("color", ["#1f5a8c", "#ffffff", "#000000", "#ffe600", "#808080", "#6d1029"])
def test_two_equal_colors_are_told_from_each_other_where_they_stand_side_by_side(color: str) -> None:
    colors = made(color, color)
    assert distance(colors.primary_mark, colors.accent_mark) >= 0.1
    assert distance(colors.primary_mark_night, colors.accent_mark_night) >= 0.1
    assert distance(colors.primary_drawn_night, colors.accent_drawn_night) >= 0.1
    assert (colors.primary, colors.accent) == (color, color)


def test_a_dark_ground_of_a_yellow_is_no_brown() -> None:
    for color in ("#ffe600", "#f2b90f", "#ffae42"):
        colors = made(color)
        assert Oklch.of(colors.banner_night).chroma < 0.03, color
        assert Oklch.of(colors.primary_deep).chroma < 0.03, color
    assert Oklch.of(made("#6d1029").banner_night).chroma > 0.08


def test_what_was_moved_is_told_with_its_ratios() -> None:
    moves = {move.role: move for move in made("#ffd400").moves}
    move = moves["primary text"]
    assert (move.given, move.used) == ("#ffd400", made("#ffd400").primary_text)
    assert move.ratio_before == pytest.approx(contrast(move.given, move.ground))
    assert move.ratio_before < 4.5 <= move.ratio_after


@pytest.mark.parametrize("color", ["#fefefe", "#010101"])
def test_a_brand_next_to_white_or_black_still_has_readable_text(color: str) -> None:
    colors = made(color, color)
    assert contrast(colors.primary_text, PAPER) >= 4.5
    assert contrast(colors.primary_night, NIGHT_SURFACE) >= 4.5
    assert colors.moves


def test_the_same_brand_has_the_same_palette() -> None:
    assert made("#ffd400") == made("#FFD400")
