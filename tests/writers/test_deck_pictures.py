"""The bitmap of a drawing in a local's colors is made once for all, and looks as if it were made for this one."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

import pytest
import typst
from deck_samples import shown
from PIL import Image, ImageChops

from generators.brand.artwork import drawing_colors, in_brand, in_shares
from generators.brand.fonts import layout_fonts
from generators.caching.store import Store
from generators.decks.slideshow.content import PictureFill
from generators.decks.slideshow.layouts import LAYOUTS
from generators.model import Brand
from generators.model.replacing import replace
from generators.writers.deck import pictures
from generators.writers.deck.pictures import PictureMaker, bitmap
from generators.writers.deck.slides import Drawn, drawn

DRAWN = Brand("Kit", "#14535a", "#d4572a")
YELLOW = Brand("Local 7", "#f2b90f", "#5b2a86")
BLUE = Brand("Local 8", "#12335c", "#0f8f8a")
ROOM = 400.0
"""Points for a picture."""


def drawing(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">{inside}</svg>'


def made(svg: str, brand: Brand, folder: Path, store: Store) -> Image.Image:
    file = folder / f"{brand.name}.svg"
    file.write_text(in_brand(svg, DRAWN, brand), encoding="utf-8")
    maker = PictureMaker({}, {file: in_shares(svg, DRAWN)}, drawing_colors(brand), store)
    return Image.open(io.BytesIO(maker.media(file, ROOM).bitmap))


def on_gray(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", picture.size, "#808080")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> int:
    """Of the two pixels that differ most, in steps of 255."""
    steps = ImageChops.difference(on_gray(one), on_gray(other)).convert("L").histogram()
    return max(step for step, pixels in enumerate(steps) if pixels)


@pytest.mark.parametrize("brand", [YELLOW, BLUE], ids=lambda brand: str(brand.name))
@pytest.mark.parametrize("name", ["logo", "mentoring-circle"])
def test_it_looks_as_if_it_were_drawn_in_the_locals_colors(root: Path, tmp_path: Path, name: str, brand: Brand) -> None:
    svg = (root / "content" / "assets" / f"{name}.svg").read_text(encoding="utf-8")
    directly = Image.open(io.BytesIO(bitmap(in_brand(svg, DRAWN, brand).encode(), 600)))
    assert difference(made(svg, brand, tmp_path, Store()), directly) <= 6


def test_for_the_next_local_only_the_list_of_colors_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    svg, store = drawing('<circle cx="20" cy="15" r="12" fill="#14535a"/>'), Store(tmp_path / "cache")
    first = made(svg, YELLOW, tmp_path, store)
    alone = made(svg, BLUE, tmp_path, Store())

    def broken(*_arguments: object) -> bytes:
        raise AssertionError("it was drawn before")

    monkeypatch.setattr(pictures, "bitmap", broken)
    second = made(svg, BLUE, tmp_path, store)
    assert (second.tobytes(), second.getpalette()) == (alone.tobytes(), alone.getpalette())
    assert first.tobytes() == second.tobytes()
    assert first.getpalette() != second.getpalette()


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9" fill="#14535a"/><rect x="20" width="9" height="9" fill="red"/>',
        '<rect width="9" height="9" fill="#14535a"/><rect x="20" width="9" height="9" fill="#2040c0"/>',
        '<rect width="9" height="9" fill="#14535a"/><rect x="20" width="9" height="9"/>',
        '<rect width="9" height="9" fill="#14535a"/><text x="20" y="20">Hi</text>',
    ],
    ids=["a color by name", "a color of its own", "black where nobody says otherwise", "letters"],
)
def test_what_has_other_colors_is_drawn_for_each_local(tmp_path: Path, inside: str) -> None:
    svg = drawing(inside)
    directly = Image.open(io.BytesIO(bitmap(in_brand(svg, DRAWN, BLUE).encode(), 600)))
    assert difference(made(svg, BLUE, tmp_path, Store()), directly) == 0


def slide(one: Path, other: Path) -> Drawn:
    """A slide with two pictures, drawn with the same layout each time."""
    assets = {"one.svg": one, "other.svg": other}
    (composed,) = shown("## Look\n\n![A circle](one.svg)\n", assets=assets)
    (picture,) = (fill for fill in composed.fills.values() if isinstance(fill, PictureFill))
    second = replace(picture, path=PurePosixPath("other.svg"))
    both = {**composed.fills, "body": second, "support": second}
    maker = PictureMaker(assets, {}, ("#14535a", "#d4572a"))
    return drawn(replace(composed, layout=LAYOUTS["image-caption"], fills=both), maker)


def test_slides_whose_drawings_differ_share_their_markup_and_hold_their_own_files(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("red.svg", "blue.svg", "red-again.svg")]
    for file, color in zip(files, ("#f00", "#00f", "#f00"), strict=True):
        file.write_text(drawing(f'<path d="M0 0h90v30z" fill="{color}"/>'), encoding="utf-8")
    red, blue, again = files
    one, other, same = slide(red, blue), slide(blue, red), slide(red, again)
    assert one.markup == other.markup
    assert [link.data for link in one.links if link.suffix == "svg"] == [red.read_bytes(), blue.read_bytes()]
    assert [link.data for link in other.links if link.suffix == "svg"] == [blue.read_bytes(), red.read_bytes()]
    assert [link.suffix for link in same.links] == ["png", "svg"], "what is shown twice is in the file once"


def words_in(family: str) -> bytes:
    return drawing(f'<text y="20" font-family="{family}">Union</text>').encode()


def test_words_in_a_typeface_that_only_the_layout_program_has_are_set_in_it() -> None:
    assert bitmap(words_in("DejaVu Sans Mono"), 100) != bitmap(words_in("No Such Typeface"), 100)


def test_a_drawing_without_words_asks_for_no_typefaces_but_the_kits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def fonts(*, with_layouts_own: bool = False) -> typst.Fonts:
        asked.append(with_layouts_own)
        return layout_fonts(with_layouts_own=with_layouts_own)

    monkeypatch.setattr(pictures, "layout_fonts", fonts)
    bitmap(drawing('<circle r="3"/>').encode(), 100)
    bitmap(words_in("Arial"), 100)
    assert asked == [False, True]
