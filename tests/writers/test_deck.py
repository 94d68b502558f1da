"""A deck is a correct, accessible, editable PowerPoint file, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from deck_samples import BRAND, deck, every_layout, kit, opened, prose
from lxml import etree
from openxml_audit import validate_pptx  # type: ignore[import-untyped]
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as OpenedPresentation
from pptx.shapes.base import BaseShape
from pptx.shapes.placeholder import PlaceholderGraphicFrame, SlidePlaceholder
from pptx.slide import Slide

from generators.brand import contrast
from generators.model import Brand
from generators.writers.deck import deck_file, write_decks

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Golden = Callable[[str, str], None]
FOOT = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect width="400" height="100"/></svg>'
BRANDS = {
    "blue": BRAND,
    "yellow": Brand("Local 7", "#ffd400", "#00a86b"),
    "near white": Brand("Local 8", "#f4f4f4", "#eeeeee"),
    "near black": Brand("Local 9", "#111111", "#222222"),
}


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("assets")
    Image.new("RGB", (400, 400), "#1f5a8c").save(folder / "square.png")
    (folder / "bar.svg").write_text(SVG, encoding="utf-8")
    return {file.name: file for file in folder.iterdir()}


@pytest.fixture(scope="module")
def everything(assets: dict[str, Path]) -> OpenedPresentation:
    return opened(every_layout(), assets=assets)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def runs(slide: Slide) -> Iterator[etree._Element]:
    yield from slide._element.iter(f"{A}r")


def title_of(slide: Slide) -> str:
    title = slide.shapes.title
    return title.text_frame.text if title else ""


def by_title(presentation: OpenedPresentation, title: str) -> Slide:
    slides: list[Slide] = list(presentation.slides)
    return next(slide for slide in slides if title_of(slide) == title)


def notes_of(slide: Slide) -> str:
    frame = slide.notes_slide.notes_text_frame
    return frame.text if frame else ""


def outline_of(presentation: OpenedPresentation) -> str:
    """What a reader sees of a deck: of each slide its layout, title, text, and notes."""
    lines: list[str] = []
    for number, slide in enumerate(presentation.slides, 1):
        lines.append(f"{number}. [{slide.slide_layout.name}] {title_of(slide)}")
        for shape in slide.placeholders:
            if shape.placeholder_format.type in FOOT or shape.placeholder_format.idx == 0:
                continue
            lines.append(f"   {shape.name}: {_content(shape)}")
        lines.append(f"   notes: {notes_of(slide)}")
    return "\n".join(lines) + "\n"


def _content(shape: BaseShape) -> str:
    if isinstance(shape, PlaceholderGraphicFrame):
        return " / ".join(" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)
    if isinstance(shape, SlidePlaceholder):
        return " / ".join("  " * paragraph.level + paragraph.text for paragraph in shape.text_frame.paragraphs)
    return f"({shape._element.xpath('.//p:cNvPr/@descr')[0]})"


def test_a_deck_reads_as_its_outline_was_written(everything: OpenedPresentation, golden: Golden) -> None:
    golden("every-layout.txt", outline_of(everything))


@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_the_file_is_valid_office_open_xml(brand: Brand, assets: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    made = every_layout()
    file.write_bytes(deck_file(made, kit(made, brand=brand, assets=assets)))
    assert [error.description for error in validate_pptx(str(file)).errors] == []


def test_the_same_kit_gives_the_same_bytes(assets: dict[str, Path]) -> None:
    made = every_layout()
    assert deck_file(made, kit(made, assets=assets)) == deck_file(made, kit(made, assets=assets))


def test_the_document_names_the_local_and_neither_person_nor_place_nor_time(
    assets: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = every_layout()
    data = parts(deck_file(made, kit(made, assets=assets)))
    core = data["docProps/core.xml"].decode()
    assert "<dc:title>Every layout</dc:title>" in core
    assert "<dc:creator>Local 104</dc:creator>" in core
    assert "dcterms" not in core
    folder = str(next(iter(assets.values())).parent).encode()
    assert not any(folder in part for part in data.values())


def test_a_given_build_time_is_the_only_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    core = parts(deck_file(deck("## A\n\nb"), kit()))["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2023-11-14T22:13:20Z"}


def test_all_text_stands_in_placeholders_and_none_is_empty(everything: OpenedPresentation) -> None:
    for slide in everything.slides:
        for shape in slide.shapes:
            assert shape.is_placeholder
            assert not shape.has_text_frame or shape.text_frame.text.strip()


def test_the_title_is_read_first_and_every_title_is_unique(everything: OpenedPresentation) -> None:
    titles = [title_of(slide) for slide in everything.slides]
    assert all(slide.shapes[0] == slide.shapes.title for slide in everything.slides)
    assert max(Counter(titles).values()) == 1


def test_every_run_names_its_language(everything: OpenedPresentation) -> None:
    for slide in everything.slides:
        for run in runs(slide):
            look = run.find(f"{A}rPr")
            assert look is not None
            assert look.get("lang") == "en"


def test_pictures_and_tables_have_words_and_decoration_says_that_it_is_decoration(
    everything: OpenedPresentation,
) -> None:
    for slide in everything.slides:
        for shape in slide.shapes:
            if shape._element.tag.endswith(("pic", "graphicFrame")):
                assert shape._element.xpath(".//p:cNvPr/@descr")[0]
    for layout in everything.slide_layouts:
        for shape in layout.shapes:
            if not shape.is_placeholder:
                assert shape._element.xpath(".//*[local-name()='decorative'][@val='1']")


def test_nothing_is_colored_or_set_in_a_font_but_by_the_theme(everything: OpenedPresentation) -> None:
    for owner in (*everything.slides, *everything.slide_layouts, everything.slide_master):
        markup = etree.tostring(owner._element).decode()
        assert "srgbClr" not in markup
        assert not re.search(r'<a:latin typeface="[^+]', markup)


@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_theme_colors_keep_text_readable_on_every_ground(brand: Brand) -> None:
    theme = parts(deck_file(deck("## A\n\nb"), kit(brand=brand)))["ppt/theme/theme1.xml"].decode()
    colors = dict(re.findall(r"<a:(\w+)><a:srgbClr val=\"(\w+)\"/>", theme))
    for text in ("dk1", "dk2", "accent1", "accent2", "hlink"):
        for ground in ("lt1", "lt2"):
            assert contrast(f"#{colors[text]}", f"#{colors[ground]}") >= 4.5


def test_every_slide_has_notes_a_number_and_a_footer(everything: OpenedPresentation) -> None:
    for slide in list(everything.slides)[1:]:
        kinds = {shape.placeholder_format.type for shape in slide.placeholders}
        assert kinds >= FOOT
        assert notes_of(slide).strip()


def test_sections_group_the_slides(everything: OpenedPresentation) -> None:
    sections = everything.part._element.xpath("//*[local-name()='section']")
    assert [section.get("name") for section in sections] == ["Every layout", "Words", "Objects"]
    listed = everything.part._element.xpath("//*[local-name()='section']//*[local-name()='sldId']/@id")
    assert [int(number) for number in listed] == [slide.slide_id for slide in everything.slides]


def test_links_lead_to_the_web_and_mail_and_links_inside_the_site_are_plain_words() -> None:
    presentation = opened(deck("## A\n\n- [web](https://example.org/a?b=1&c=2)\n- [page](handbook/kinds.md)\n"))
    slide = by_title(presentation, "A")
    links = [rel.target_ref for rel in slide.part.rels.values() if rel.is_external]
    assert links == ["https://example.org/a?b=1&c=2"]


def test_a_list_keeps_counting_on_the_next_slide() -> None:
    steps = "\n".join(f"{number}. {prose(12)}" for number in range(1, 9))
    _, first, second = opened(deck(f"## A\n\n{steps}")).slides
    assert first._element.xpath(".//a:buAutoNum/@startAt") == []
    counted = len(first._element.xpath(".//a:buAutoNum"))
    assert set(second._element.xpath(".//a:buAutoNum/@startAt")) == {str(counted + 1)}


def test_text_that_looks_like_markup_is_text() -> None:
    presentation = opened(deck('## A &amp; <b>\n\n- `<a:t>` & "quotes" ]]>\n- second'))
    assert by_title(presentation, "A &").placeholders[1].text_frame.text.startswith("<a:t> & ")


def test_a_deck_in_arabic_reads_from_right_to_left() -> None:
    presentation = opened(deck("## شريحة\n\n- المحادثة الأولى\n- الموجّه", "ar"))
    assert presentation.part._element.get("rtl") == "1"
    layout = list(presentation.slides)[1].slide_layout
    assert layout.placeholders[1]._element.xpath(".//a:lvl1pPr/@rtl") == ["1"]


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


def test_a_drawing_has_a_bitmap_beside_it(everything: OpenedPresentation) -> None:
    slide = by_title(everything, "A wide picture")
    names = {str(rel.target_part.partname) for rel in slide.part.rels.values() if "image" in rel.reltype}
    assert {name.rsplit(".", 1)[1] for name in names} == {"svg", "png"}


def test_the_logo_stands_on_the_title_slide(assets: dict[str, Path]) -> None:
    presentation = opened(deck("## A\n\nb"), brand=replace(BRAND, logo=assets["bar.svg"], logo_alt="A harbor"))
    logo = next(shape for shape in presentation.slides[0].shapes if shape.name == "Logo")
    assert logo._element.xpath(".//p:cNvPr/@descr") == ["A harbor"]


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
