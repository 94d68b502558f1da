"""A slide drawn small has the deck's own boxes, colors, and line breaks, for a browser as SVG."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from deck_samples import every_layout, sample_assets, shown
from lxml import etree

from generators.brand.palette import contrast, palette
from generators.decks.slideshow.compose import Setting, compose, own_layouts
from generators.decks.slideshow.content import ComposedSlide
from generators.decks.slideshow.design import slide_colors_at_night
from generators.decks.slideshow.feet import Foot
from generators.decks.slideshow.miniature import Area, Mark, TextLine, draw, draw_foot
from generators.decks.slideshow.miniature_svg import as_svg
from generators.model import Brand


def marks(slide: ComposedSlide) -> tuple[Mark, ...]:
    return (*draw(slide, 3, "Arial"), *draw_foot(slide.layout, Foot("Local 104"), "Arial", rtl=slide.rtl))


def svg_of(slide: ComposedSlide) -> str:
    return as_svg([marks(slide)], f"Slide 3: {slide.title}", lambda path: f"../assets/{path.name}", rtl=False)


def lines(slide: ComposedSlide) -> list[str]:
    return ["".join(run.text for run in mark.runs) for mark in marks(slide) if isinstance(mark, TextLine)]


def test_lines_break_where_the_deck_breaks_them() -> None:
    (slide,) = shown("## Title\n\n- A mentor listens before advising, and asks before telling anybody\n- Short")
    assert lines(slide) == [
        "Title",
        "•",
        "A mentor listens before advising, and asks",
        "before telling anybody",
        "•",
        "Short",
        "3",
        "Local 104",
    ]


def test_every_layout_can_be_drawn_with_nothing_to_fetch(tmp_path: Path) -> None:
    for slide in compose(every_layout(), Setting(own_layouts("en"), assets=sample_assets(tmp_path))):
        svg = svg_of(slide)
        picture = etree.fromstring(svg)
        assert picture.get("viewBox") == "0 0 960 540"
        assert "http" not in svg


def test_colors_are_those_of_the_theme_so_that_a_drawing_is_the_same_for_every_brand() -> None:
    (slide,) = shown("## A {layout=activity}\n\n1. Draw")
    assert "accent2" in {mark.color for mark in marks(slide) if isinstance(mark, Area)}
    assert 'class="kit-slide-accent2"' in svg_of(slide)
    assert "#" not in svg_of(slide), "a color of its own"
    assert draw(slide, 3, "Arial") is draw(slide, 3, "Arial")


def test_markup_in_a_text_is_text() -> None:
    (slide,) = shown('## A & B\n\n- `<script>alert("x")</script>`\n- second')
    texts = list(etree.fromstring(svg_of(slide)).itertext())
    assert '<script>alert("x")</script>' in texts


@pytest.mark.parametrize(("outline", "signs"), [("1. a\n2. b", ["1.", "2."]), ("- [ ] a\n- [x] b", ["□", "■"])])
def test_markers_are_drawn_beside_their_text(outline: str, signs: list[str]) -> None:
    (slide,) = shown(f"## A\n\n{outline}")
    assert [line for line in lines(slide) if line in signs] == signs


def test_a_slide_that_reads_from_right_to_left_is_held_at_the_right() -> None:
    (slide,) = shown("## A\n\nb {layout=content}\n\n- c", "ar")
    title = next(mark for mark in marks(slide) if isinstance(mark, TextLine))
    assert (title.held, title.left) == ("start", 960 - 56)


@pytest.mark.parametrize("color", ["#174f78", "#ffe600", "#6d1029", "#000000", "#ffffff", "#808080", "#00a651"])
def test_words_on_slides_can_be_read_at_night_on_the_dark_grounds_and_on_the_brands(color: str) -> None:
    night = slide_colors_at_night(palette(Brand("Local 104", color, color)))
    for color_of_words, ground in itertools.product(night.values(), (night["bg1"], night["bg2"])):
        assert contrast(color_of_words.text, ground.shape) >= 4.5
    for ground in (night["tx2"], night["accent1"], night["accent2"], night["accent3"], night["accent4"]):
        assert contrast(night["bg1"].text, ground.shape) >= 4.5
