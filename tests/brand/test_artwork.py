"""Drawings follow a local's colors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generators.brand.artwork import NIGHT_PAPER, at_night, in_brand, in_local_colors, with_drawings_in_brand
from generators.brand.palette import INK, contrast, luminance, mixed
from generators.model import Asset, Brand, Local, Place, Profile
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook

DRAWN = Brand("Local 000", "#14535a", "#d4572a")
BLUE = Brand("Local 104", "#12325c", "#178a7f")
YELLOW = Brand("Local 212", "#f2b705", "#5b2a86")


def test_the_brands_two_colors_become_the_locals() -> None:
    assert in_brand('<a fill="#14535a"/><b fill="#D4572A"/>', DRAWN, BLUE).count("#12325c") == 1


def test_a_lighter_shade_becomes_the_same_shade_of_the_locals_color() -> None:
    shade = mixed("#14535a", "#ffffff", 0.5)
    turned, wanted = in_brand(shade, DRAWN, BLUE), mixed("#12325c", "#ffffff", 0.5)
    assert abs(int(turned[1:], 16) - int(wanted[1:], 16)) <= 0x010101


@pytest.mark.parametrize("color", ["#ffffff", "#000000", "#2b6cff", "#fdfdfd"])
def test_other_colors_stay(color: str) -> None:
    assert in_brand(color, DRAWN, BLUE) == color


def test_a_drawing_in_its_own_brand_is_left_as_it_is() -> None:
    assert in_brand('fill="#14535A"', DRAWN, DRAWN) == 'fill="#14535A"'


def test_a_drawing_has_the_brands_own_bright_color_and_ink_on_it() -> None:
    drawn = '<g fill="#14535a"/><rect class="on-primary" fill="#ffffff"/><rect class="on-accent" fill="#FFFFFF"/>'
    turned = in_brand(drawn, DRAWN, YELLOW)
    assert turned.startswith('<g fill="#f2b705"/>')
    assert re.findall('on-([a-z]+)" fill="(.......)"', turned) == [("primary", INK), ("accent", "#ffffff")]


def test_white_that_nobody_placed_stays_readable_on_a_light_brand() -> None:
    assert contrast(in_brand('<rect fill="#14535a"/><path fill="#ffffff"/>', DRAWN, YELLOW)[12:19], "#ffffff") >= 4.5


def test_all_white_of_the_kits_own_drawings_says_where_it_stands(root: Path) -> None:
    for file in (root / "content" / "assets").glob("*.svg"):
        drawing = file.read_text(encoding="utf-8")
        assert "#ffffff" not in drawing or 'class="on-' in drawing, file.name


# Dark pages.


def test_the_kits_own_drawings_are_dark_on_dark_pages_whatever_the_brand(root: Path) -> None:
    for brand in (DRAWN, BLUE, YELLOW, Brand("Local 9", "#ffffff", "#ffffff"), Brand("Local 5", "#1f5a8c", "#1f5a8c")):
        for file in (root / "content" / "assets").glob("*.svg"):
            night = at_night(in_brand(file.read_text(encoding="utf-8"), DRAWN, brand), brand)
            rules = dict(re.findall(r"\[fill=\\(#[0-9a-f]{6})\]\{fill:(#[0-9a-f]{6})\}", night))
            assert rules, file.name
            assert rules.get("#ffffff", NIGHT_PAPER) == NIGHT_PAPER
            grounds = [color for color in rules if luminance(color) > 0.75 and color != brand.primary]
            assert all(luminance(rules[color]) < 0.2 for color in grounds), file.name


def test_by_day_a_drawing_looks_as_before(root: Path) -> None:
    drawing = (root / "content" / "assets" / "listening.svg").read_text(encoding="utf-8")
    night = at_night(drawing, DRAWN)
    assert re.sub(r"<style>@media \(prefers-color-scheme:dark\).*?</style>", "", night) == drawing != night


@pytest.mark.parametrize(
    "shape",
    [
        '<rect fill="#2b6cff"/>',
        '<rect fill="red"/>',
        '<path d="M0 0h9v9z"/>',
        "<text>A</text>",
    ],
)
def test_a_drawing_with_other_colors_stays_as_it_is_on_dark_pages(shape: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="#14535a"/>{shape}</svg>'
    assert at_night(drawing, DRAWN) == drawing


def test_no_color_of_the_kits_own_drawings_is_left_behind(root: Path) -> None:
    for file in (root / "content" / "assets").glob("*.svg"):
        turned = in_brand(file.read_text(encoding="utf-8"), DRAWN, BLUE)
        left = set(re.findall(r"#[0-9a-f]{6}", file.read_text(encoding="utf-8"))) & set(
            re.findall(r"#[0-9a-f]{6}", turned)
        )
        assert left <= {"#ffffff"}, file.name


def test_drawings_are_copied_and_photos_are_passed_on(root: Path, tmp_path: Path) -> None:
    drawing = Asset(root / "content" / "assets" / "bridge.svg", Place("content/assets/bridge.svg", 1))
    photo = Asset(tmp_path / "us.jpg", Place("content/assets/us.jpg", 1))
    assets = {"assets/bridge.svg": drawing, "assets/us.jpg": photo}
    found = with_drawings_in_brand(assets, DRAWN, BLUE, tmp_path / "work")
    assert "#12325c" in found["assets/bridge.svg"].file.read_text(encoding="utf-8")
    assert found["assets/bridge.svg"].place == drawing.place
    assert found["assets/us.jpg"] == photo
    assert with_drawings_in_brand(assets, DRAWN, DRAWN, tmp_path / "work") == assets


def test_a_logo_that_a_local_has_from_the_kit_is_in_its_colors(root: Path, tmp_path: Path) -> None:
    handbook = read_handbook(root, Problems())
    logo = handbook.defaults.profile.brand.logo
    assert logo is not None
    local = Local(Profile("local-104", replace(BLUE, logo=logo), {}, "en", "letter", ""), tmp_path)
    turned, branded = in_local_colors(handbook, local, tmp_path)
    assert branded.profile.brand.logo is not None
    assert branded.profile.brand.logo in [asset.file for asset in turned.assets.values()]
    assert "#12325c" in branded.profile.brand.logo.read_text(encoding="utf-8")
