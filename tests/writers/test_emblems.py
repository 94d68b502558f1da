"""What stands for a local outside of its pages: its logo in their head, its icon, and the card of a link to them."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image, ImageDraw

from generators.brand.palette import palette
from generators.model import Brand
from generators.writers.site.article import Size
from generators.writers.site.logo import Logo, is_seen_at_night
from generators.writers.site.look import card, icon, theme_color, touch_icon

YELLOW = Brand("Sunrise Local 21", "#ffe600", "#111111")
LONG = "Garnet Local 77 of the United Workers of Hotels, Restaurants, Casinos, and Airports"


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


# The logo.


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [(800, 100, "wide"), (250, 100, "wide"), (120, 100, ""), (100, 100, ""), (100, 300, "tall")],
)
def test_a_wide_logo_is_told_from_a_tall_one(width: int, height: int, shape: str) -> None:
    assert Logo("a.svg", Size(width, height), "").shape == shape


def test_a_logo_without_a_size_is_of_no_shape() -> None:
    assert Logo("a.svg", None, "").shape == ""


@pytest.mark.parametrize(
    ("shapes", "seen"),
    [
        ('<rect width="9" height="9" fill="#ffe600"/>', True),
        ('<rect width="9" height="9" fill="#d4572a"/><path d="M0 0h1" stroke="#14535a"/>', True),
        ('<rect width="9" height="9" fill="#111111"/>', False),
        ('<rect width="9" height="9"/>', False),
        ('<rect width="9" height="9" fill="black"/>', False),
        ('<g fill="#ffe600"><path d="M0 0h9" fill="#6d1029"/></g>', False),
    ],
)
def test_a_drawn_logo_has_a_plate_where_dark_pages_would_hide_part_of_it(
    tmp_path: Path, shapes: str, *, seen: bool
) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{shapes}</svg>', "utf-8")
    assert is_seen_at_night(file) is seen


@pytest.mark.parametrize(
    ("ground", "ink", "seen"),
    [("#ffffff00", "#111111", False), ("#ffffff00", "#ffe600", True), ("#ffffff", "#111111", True)],
)
def test_so_has_one_of_pixels_unless_it_has_a_ground_of_its_own(
    tmp_path: Path, ground: str, ink: str, *, seen: bool
) -> None:
    logo = Image.new("RGBA", (400, 100), ground)
    ImageDraw.Draw(logo).rectangle((20, 20, 200, 80), fill=ink)
    logo.save(tmp_path / "logo.png")
    assert is_seen_at_night(tmp_path / "logo.png") is seen


# Icons, and the browser's bars.


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Local 104", "104"),
        ("Sunrise Local 21", "21"),
        (LONG, "77"),
        ("Dock Workers", "W"),
        ("Local 123456", "1"),
        ("", "K"),
    ],
)
def test_the_icon_has_the_locals_number_or_a_letter(name: str, letters: str) -> None:
    drawing = etree.fromstring(icon(Brand(name, "#ffe600", "#111111")))
    assert drawing.findtext("{*}text") == letters
    assert [shape.get("fill") for shape in drawing] == ["#ffe600", palette(YELLOW).on_primary]


def test_phones_get_it_as_a_square_without_corners() -> None:
    shown = picture(touch_icon(YELLOW))
    assert shown.size == (180, 180)
    assert {shown.getpixel(at) for at in ((0, 0), (179, 0), (0, 179), (179, 179))} == {(0xFF, 0xE6, 0)}
    assert (0x1B, 0x1F, 0x24) in {color for _, color in shown.getcolors(180 * 180) or []}, "with dark letters on it"


def test_the_browsers_bars_are_the_brands_by_day_and_dark_by_night() -> None:
    assert theme_color(YELLOW) == {"light": "#ffe600", "dark": palette(YELLOW).banner_night}


# The card.


def test_a_link_shows_a_card_in_the_brands_colors() -> None:
    shown = picture(card(YELLOW, "Grow the next leaders of Sunrise Local 21", "Mentoring Kit"))
    assert shown.size == (1200, 630)
    assert shown.getpixel((2, 2)) == (0xFF, 0xE6, 0)
    assert shown.getpixel((600, 625)) == (0x11, 0x11, 0x11)


def test_the_words_of_a_card_have_room_however_long_they_are() -> None:
    shown = picture(card(Brand(LONG, "#6d1029", "#b08d57"), f"Grow the next leaders of {LONG}", "Mentoring Kit"))
    green = shown.getchannel("G").point([255 * (value > 0xD0) for value in range(256)])
    lines = [bool(green.crop((80, y, 1100, y + 1)).getbbox()) for y in range(600)]
    assert not any(lines[:60]), "above the name"
    assert any(lines[520:560]), "the kit's name"
    assert not any(lines[575:]), "below it"
    assert sum(one and not before for before, one in pairwise(lines)) >= 6, "lines stand apart"


def test_a_white_brand_has_a_card_that_is_seen_on_a_white_page() -> None:
    shown = picture(card(Brand("Local 5", "#ffffff", "#ffffff"), "Nobody learns alone", "Kit"))
    assert shown.getpixel((2, 2)) == (0xCF,) * 3
