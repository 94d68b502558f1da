"""A deck is a valid PowerPoint file in the local's colors, and nothing of its making shows in its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from deck_samples import BRAND, deck, every_layout, kit, prose, sample_assets
from openxml_audit import validate_pptx
from PIL import Image

from generators.brand.palette import contrast
from generators.model import Brand
from generators.model.replacing import replace
from generators.writers.deck.writer import deck_file, write_decks

BRANDS = {
    "blue": BRAND,
    "yellow": Brand("Local 7", "#ffd400", "#00a86b"),
    "near white": Brand("Local 8", "#f4f4f4", "#eeeeee"),
    "near black": Brand("Local 9", "#111111", "#222222"),
}


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return sample_assets(tmp_path_factory.mktemp("assets"))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_the_file_is_valid_office_open_xml(brand: Brand, assets: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    made = every_layout()
    file.write_bytes(deck_file(made, kit(made, brand=brand, assets=assets)))
    assert [error.description for error in validate_pptx(str(file)).errors] == []


def test_the_same_kit_gives_the_same_bytes(assets: dict[str, Path]) -> None:
    made = every_layout()
    assert deck_file(made, kit(made, assets=assets)) == deck_file(made, kit(made, assets=assets))


def test_the_document_names_the_local_and_neither_person_nor_place_nor_time(assets: dict[str, Path]) -> None:
    made = every_layout()
    data = parts(deck_file(made, kit(made, assets=assets)))
    core = data["docProps/core.xml"].decode()
    assert "<dc:title>Every layout</dc:title>" in core
    assert "<dc:creator>Local 104</dc:creator>" in core
    assert "dcterms" not in core
    folder = str(next(iter(assets.values())).parent).encode()
    assert not any(folder in part for part in data.values())


def test_a_given_build_time_is_the_only_time() -> None:
    dated = replace(kit(), date=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC))
    core = parts(deck_file(deck("## A\n\nb"), dated))["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2023-11-14T22:13:20Z"}


@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_theme_colors_keep_text_readable_on_every_ground(brand: Brand) -> None:
    theme = parts(deck_file(deck("## A\n\nb"), kit(brand=brand)))["ppt/theme/theme1.xml"].decode()
    colors = dict(re.findall(r"<a:(\w+)><a:srgbClr val=\"(\w+)\"/>", theme))
    for text in ("dk1", "dk2", "accent1", "accent2", "hlink"):
        for ground in ("lt1", "lt2"):
            assert contrast(f"#{colors[text]}", f"#{colors[ground]}") >= 4.5


def test_a_picture_loses_its_metadata_and_its_needless_size(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x010E] = "taken at the home of a member"
    Image.new("RGB", (5000, 100), "#1f5a8c").save(file, exif=exif)
    made = deck("## A\n\n![A bar](photo.jpg)")
    data = parts(deck_file(made, kit(made, assets={"photo.jpg": file})))
    (name,) = [name for name in data if name.startswith("ppt/media/")]
    assert b"home of a member" not in data[name]
    with Image.open(io.BytesIO(data[name])) as picture:
        assert max(picture.size) <= 2400


def test_a_new_brand_changes_the_theme_and_the_footers_and_nothing_else() -> None:
    made = deck("## A\n\nb")
    one, other = (parts(deck_file(made, kit(made, brand=BRANDS[name]))) for name in ("blue", "yellow"))
    changed = {name for name in one if one[name] != other[name]}
    assert changed == {
        "ppt/theme/theme1.xml", "ppt/theme/theme2.xml", "docProps/core.xml", "docProps/app.xml",
        "ppt/slides/slide1.xml", "ppt/slides/slide2.xml",
    }  # fmt: skip


def test_decks_are_written_where_the_site_offers_them(tmp_path: Path) -> None:
    write_decks(kit(deck("## A\n\nb", name="one"), deck("## A\n\nb", name="two")), tmp_path)
    found = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.pptx"))
    assert found == ["site/downloads/decks/one.pptx", "site/downloads/decks/two.pptx"]


def test_a_title_and_an_audience_of_any_length_are_no_trouble() -> None:
    made = deck("## A\n\nb", title=prose(200), audience=prose(200))
    core = parts(deck_file(made, kit(made)))["docProps/core.xml"].decode()
    assert prose(200)[:250] in core
