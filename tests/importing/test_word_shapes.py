"""What is drawn on a page of a Word file, or wrapped in it, comes as text, or is named: nothing is lost in silence."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from word_samples import heading, paragraph, picture, png, run, word_file

from generators.importing.documents import read_word
from generators.importing.draft import Destination, Draft

GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def box(text: str) -> str:
    return f"<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp>"


def part_of_group(relation: str, description: str) -> str:
    return (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x" descr="{description}"/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    )


def group(*shapes: str, description: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="9" name="G" descr="{description}"/><a:graphic>'
        f'<a:graphicData uri="{GROUP}"><wpg:wgp xmlns:wpg="{GROUP}">{"".join(shapes)}</wpg:wgp></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def read(*body: str, header: str = "", **pictures: bytes) -> Draft:
    """The draft of a file with one chapter; ``pictures`` by their id."""
    named = {f"{name}.png": data for name, data in pictures.items()}
    return read_word("h.docx", word_file(heading(1, "Roles"), *body, pictures=named, header=header), Destination())


def text(draft: Draft) -> str:
    """The page's text below its heading."""
    (page,) = [file for file in draft.files if file.path == PurePosixPath("content/roles.md")]
    return page.data.decode().split("# Roles\n\n")[1].rstrip()


def left_out(draft: Draft) -> list[str]:
    return [remark.message for remark in draft.remarks if remark.what == "left-out"]


def test_each_box_of_a_group_comes_in_order() -> None:
    draft = read(paragraph("Before ", group(box("First box"), box("Second box")), "and after"), paragraph("Then"))
    assert text(draft) == "Before and after\n\nFirst box\n\nSecond box\n\nThen"
    assert draft.words_kept == draft.words_in


def test_each_picture_of_a_group_comes_also_beside_a_box() -> None:
    pictures = part_of_group("one", "A red door"), part_of_group("two", "")
    draft = read(paragraph(group(*pictures, box("A caption"), description="Two doors")), one=png(8, 8), two=png(9, 9))
    assert text(draft) == "![A red door](assets/h/1.png)![Two doors](assets/h/2.png)\n\nA caption"


def test_words_that_were_drawn_along_a_line_are_text() -> None:
    draft = read(paragraph('<w:r><w:pict><v:shape><v:textpath string="Join us"/></v:shape></w:pict></w:r>'))
    assert text(draft) == "Join us"
    assert draft.words_kept == draft.words_in == 3


def test_a_shape_without_words_is_named_by_its_description() -> None:
    shape = '<wps:wsp><wps:spPr><a:prstGeom prst="star5"/></wps:spPr></wps:wsp>'
    draft = read(paragraph("Here", group(shape, description="A star on a banner")))
    (said,) = left_out(draft)
    assert said.startswith("a drawn shape without words")
    assert said.endswith('"A star on a banner"')


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:customXml><w:customXmlPr/>{}</w:customXml>",
        "<w:smartTag><w:smartTagPr/>{}</w:smartTag>",
        '<w:bdo w:val="rtl">{}</w:bdo>',
        '<w:dir w:val="ltr">{}</w:dir>',
        '<w:fldSimple w:instr=" AUTHOR ">{}</w:fldSimple>',
        '<w:bdo w:val="rtl"><w:customXml>{}</w:customXml></w:bdo>',
    ],
)
def test_words_in_a_wrapper_stay_where_they_stand(wrapped: str) -> None:
    draft = read(paragraph("The ", wrapped.format(run("hall on Mill Street")), " is open."))
    assert text(draft) == "The hall on Mill Street is open."
    assert draft.words_kept == draft.words_in


def test_paragraphs_in_custom_markup_come() -> None:
    assert text(read(f"<w:customXml>{paragraph('One')}{paragraph('Two')}</w:customXml>")) == "One\n\nTwo"


def test_how_a_word_is_read_stands_behind_it_and_old_line_ends_and_tabs_divide_words() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby></w:r>"
    draft = read(paragraph(ruby), paragraph("one", "<w:r><w:cr/></w:r>", "two", "<w:r><w:ptab/></w:r>", "three"))
    assert text(draft) == "漢字 (kana)\n\none  \ntwo three"
    assert draft.words_kept == draft.words_in


def test_what_stands_in_the_file_as_a_file_is_named() -> None:
    (said,) = left_out(read(paragraph("Here"), '<w:altChunk r:id="x"/>'))
    assert said == "another text stands in this one as a file: open it in Word, save it, and import it again"
    assert not left_out(read(paragraph("Here", picture("one", "A door")), one=png()))


def test_a_picture_in_the_head_of_each_page_is_named() -> None:
    (said,) = left_out(read(paragraph("Here"), header=picture("one", "Our logo")))
    assert said.startswith("a picture in the head or foot of each page")
