"""Slides are accessible and editable as PowerPoint means it: placeholders, reading order, words, languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deck_samples import BRAND, deck, every_layout, opened, prose, sample_assets
from lxml import etree
from outlines import FOOT, notes_of, slides_of, title_of
from pptx.presentation import Presentation as OpenedPresentation
from pptx.slide import Slide

from generators.model.replacing import replace

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Golden = Callable[[str, str], None]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> OpenedPresentation:
    return opened(every_layout(), assets=sample_assets(tmp_path_factory.mktemp("assets")))


def runs(slide: Slide) -> Iterator[etree._Element]:
    yield from slide._element.iter(f"{A}r")


def by_title(presentation: OpenedPresentation, title: str) -> Slide:
    slides: list[Slide] = list(presentation.slides)
    return next(slide for slide in slides if title_of(slide) == title)


def test_a_deck_reads_as_its_outline_was_written(everything: OpenedPresentation, golden: Golden) -> None:
    golden("every-layout.txt", slides_of(everything))


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


def test_a_list_begins_at_the_number_that_is_written() -> None:
    _, first, second = opened(deck("## A\n\n1. one\n2. two\n\n## B\n\nWords:\n\n3. three\n4. four")).slides
    assert first._element.xpath(".//a:buAutoNum/@startAt") == []
    assert second._element.xpath(".//a:buAutoNum/@startAt") == ["3", "3"]


def test_a_number_that_no_list_can_begin_with_is_written_out() -> None:
    """ECMA-376 part 1, 20.1.10.85: the first number is 1 to 32,767."""
    _, slide = opened(deck("## A\n\n0. none\n1. one")).slides
    assert slide.placeholders[1].text_frame.text == "0. none\none"
    assert slide._element.xpath(".//a:buAutoNum/@startAt") == []


def test_what_is_struck_out_is_struck_out_on_the_slide() -> None:
    _, slide = opened(deck("## A\n\n- ~~Monday~~ Tuesday")).slides
    assert slide._element.xpath(".//a:r[a:rPr/@strike='sngStrike']/a:t/text()") == ["Monday"]


def test_text_that_looks_like_markup_is_text() -> None:
    presentation = opened(deck('## A &amp; <b>\n\n- `<a:t>` & "quotes" ]]>\n- second'))
    assert by_title(presentation, "A &").placeholders[1].text_frame.text.startswith("<a:t> & ")


def test_a_deck_in_arabic_reads_from_right_to_left() -> None:
    presentation = opened(deck("## شريحة\n\n- المحادثة الأولى\n- الموجّه", "ar"))
    assert presentation.part._element.get("rtl") == "1"
    layout = list(presentation.slides)[1].slide_layout
    assert layout.placeholders[1]._element.xpath(".//a:lvl1pPr/@rtl") == ["1"]


def test_a_drawing_has_a_bitmap_beside_it(everything: OpenedPresentation) -> None:
    slide = by_title(everything, "A wide picture")
    names = {str(rel.target_part.partname) for rel in slide.part.rels.values() if "image" in rel.reltype}
    assert {name.rsplit(".", 1)[1] for name in names} == {"svg", "png"}


def test_the_logo_stands_on_the_title_slide(tmp_path: Path) -> None:
    logo_file = sample_assets(tmp_path)["bar.svg"]
    presentation = opened(deck("## A\n\nb"), brand=replace(BRAND, logo=logo_file, logo_alt="A harbor"))
    logo = next(shape for shape in presentation.slides[0].shapes if shape.name == "Logo")
    assert logo._element.xpath(".//p:cNvPr/@descr") == ["A harbor"]
