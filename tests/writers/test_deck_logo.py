"""A local's logo stands at the foot of every slide, quiet, whole, and once in the file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from deck_samples import BRAND, every_layout, kit, opened, sample_assets
from PIL import Image
from pptx import Presentation

from generators.decks.slideshow.compose import own_layouts
from generators.decks.slideshow.design import Box
from generators.decks.slideshow.feet import Foot, foot_of
from generators.decks.slideshow.layouts import LAYOUTS, LOGO_BOX, MARK, NUMBER
from generators.decks.slideshow.miniature import Area, Picture, TextLine, draw_foot
from generators.model import Brand, Deck
from generators.model.replacing import replace
from generators.ooxml.xml import POINT
from generators.writers.deck.writer import deck_file

NAME = "International Brotherhood of Harbor, Rail, and Warehouse Workers, Local Union 104"


def brand(folder: Path, wide: int = 300, high: int = 100, name: str = "Local 104") -> Brand:
    Image.new("RGB", (wide, high), "#c8502b").save(folder / "logo.png")
    return replace(BRAND, name=name, logo=folder / "logo.png", logo_alt="A harbor")


def foot(made: Brand, deck: Deck) -> Foot:
    return foot_of(deck, kit(deck, brand=made))


def logos(sheet: Any) -> list[Box]:
    """The boxes of the pictures on a master or a layout, in points."""
    shapes = [shape for shape in sheet.shapes if shape.name == "Logo" and not shape.is_placeholder]
    return [Box(*(edge / POINT for edge in (one.left, one.top, one.width, one.height))) for one in shapes]


def shown_from_master(layout: Any) -> bool:
    return bool(layout._element.get("showMasterSp", "1") != "0")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_slide_but_the_cover_shows_it_in_the_same_place(tmp_path: Path, lang: str) -> None:
    presentation = opened(replace(every_layout(), lang=lang), brand(tmp_path), sample_assets(tmp_path))
    (place,) = logos(presentation.slide_master)
    for layout in presentation.slide_layouts:
        found = [*logos(layout), *((place,) if shown_from_master(layout) else ())]
        assert found == ([] if layout.name == "Title" else [place]), layout.name
    assert "Logo" in {shape.name for shape in presentation.slides[0].shapes}, "the cover shows it in large"


def test_its_file_is_there_once_and_small(tmp_path: Path) -> None:
    deck = every_layout()
    data = [
        deck_file(deck, kit(deck, brand=made, assets=sample_assets(tmp_path)))
        for made in (BRAND, brand(tmp_path, 3000, 1000))
    ]
    names = [set(zipfile.ZipFile(io.BytesIO(one)).namelist()) for one in data]
    small = Image.open(io.BytesIO(zipfile.ZipFile(io.BytesIO(data[1])).read("ppt/media/logo.png")))
    assert "ppt/media/logo.png" in names[1] - names[0]
    assert small.size == (300, 100)
    slides = [name for name in names[1] if name.startswith("ppt/slides/_rels")]
    assert not [name for name in slides if b"logo.png" in zipfile.ZipFile(io.BytesIO(data[1])).read(name)]


@pytest.mark.parametrize(("wide", "high"), [(800, 100), (300, 100), (100, 100), (100, 300)])
def test_wide_or_tall_it_is_whole_beside_the_footer_and_begins_at_the_margin(
    tmp_path: Path, wide: int, high: int
) -> None:
    made = foot(brand(tmp_path, wide, high), every_layout())
    assert made.box.width / made.box.height == pytest.approx(wide / high)
    assert made.box.left == LOGO_BOX.left
    assert made.box.right <= LOGO_BOX.right
    assert LOGO_BOX.top <= made.box.top < made.box.bottom <= LOGO_BOX.bottom
    assert made.box.right < made.words.left < made.words.right < NUMBER.left


def test_without_a_logo_the_motif_stays() -> None:
    presentation = opened(every_layout())
    assert not logos(presentation.slide_master)
    assert len([one for one in presentation.slide_master.shapes if not one.is_placeholder]) == len(MARK)
    assert foot(BRAND, every_layout()) == Foot("Local 104 · Every layout")


def test_on_a_dark_slide_it_stands_on_a_light_plate(tmp_path: Path) -> None:
    made = foot(brand(tmp_path), every_layout())
    plate, picture, words = draw_foot(LAYOUTS["section"], made, "Arial", rtl=False)
    assert isinstance(plate, Area) and isinstance(picture, Picture) and isinstance(words, TextLine)
    assert (plate.color, picture.box) == ("bg1", made.box)
    assert plate.box.left < made.box.left and plate.box.bottom > made.box.bottom
    assert plate.box.right < words.left


def test_the_guide_draws_the_foot_where_the_deck_has_it(tmp_path: Path) -> None:
    made = foot(brand(tmp_path), every_layout())
    picture, words = draw_foot(LAYOUTS["content"], made, "Arial", rtl=False)
    assert isinstance(picture, Picture) and isinstance(words, TextLine)
    assert (picture.path, picture.box, words.left) == (made.logo, made.box, made.words.left)
    (turned, said) = draw_foot(own_layouts("ar")["content"], made, "Arial", rtl=True)
    assert isinstance(turned, Picture) and isinstance(said, TextLine)
    assert (turned.box, said.left) == (made.box.mirrored(), made.words.mirrored().right)


def test_a_long_name_stays_on_the_one_line_of_the_footer(tmp_path: Path) -> None:
    deck = every_layout()
    assert foot(brand(tmp_path, 800, 100, NAME), replace(deck, title="Mentoring 101")).text == f"{NAME} · Mentoring 101"
    assert foot(brand(tmp_path, 800, 100, NAME * 2), deck).text == "Every layout"


def test_a_logo_for_dark_grounds_needs_no_plate(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 150), "#ffffff").save(tmp_path / "dark.png")
    made, deck = replace(brand(tmp_path), logo_dark=tmp_path / "dark.png"), every_layout()
    picture, words = draw_foot(LAYOUTS["section"], foot(made, deck), "Arial", rtl=False)
    assert isinstance(picture, Picture) and isinstance(words, TextLine)
    assert picture.path == tmp_path / "dark.png"
    data = deck_file(deck, kit(deck, brand=made, assets=sample_assets(tmp_path)))
    section = next(one for one in Presentation(io.BytesIO(data)).slide_layouts if one.name == "Section")
    (place,) = logos(section)
    expected = foot(made, deck).dark_box
    assert (place.left, place.width, place.height) == pytest.approx((expected.left, expected.width, expected.height))
    assert "ppt/media/logo-dark.png" in zipfile.ZipFile(io.BytesIO(data)).namelist()
