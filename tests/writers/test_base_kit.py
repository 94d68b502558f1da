"""What the base kit's readers get, line by line: a change of any output is seen before it reaches them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from outlines import fields_of, markup_of, paragraphs_of, slides_of
from pptx import Presentation

Golden = Callable[[str, str], None]
DECKS = sorted(file.stem for file in Path(__file__).parents[2].glob("slides/*.md"))


def test_a_page_of_the_handbook(base: Path, golden: Golden) -> None:
    golden("base/before-you-start.html", markup_of(base / "site" / "handbook" / "before-you-start.html", "//article"))


def test_the_fields_of_a_form(base: Path, golden: Golden) -> None:
    golden("base/mentee-survey-fields.txt", fields_of(base / "site" / "downloads" / "forms" / "mentee-survey.pdf"))


def test_every_sheet_of_the_appendix_kit_that_has_a_foot_has_its_number(base: Path) -> None:
    with pypdfium2.PdfDocument(base / "site" / "downloads" / "forms" / "appendix-kit.pdf") as pdf:
        words = [pdf[index].get_textpage().get_text_bounded() for index in range(len(pdf))]
    said = {index: re.findall(r"Page (\d+) of (\d+)", text) for index, text in enumerate(words, 1)}
    numbered = {index: found for index, found in said.items() if found}
    assert len(numbered) > 20
    assert numbered == {index: [(str(index), str(len(words)))] for index in numbered}


def test_the_contents_of_the_appendix_kit_show_every_form_alike(base: Path) -> None:
    with pypdfium2.PdfDocument(base / "site" / "downloads" / "forms" / "appendix-kit.pdf") as pdf:
        text = pdf[0].get_textpage()
        rows = text.get_text_bounded().partition("Contents")[2].split("Appendix kit")[0].splitlines()
        titles = [found[1] for row in rows if (found := re.fullmatch(r"(?:[IVX]+ )?(\D+?) \d+\s*", row))]
        sizes = {title: pdfium.FPDFText_GetFontSize(text.raw, text.search(title).get_next()[0]) for title in titles}
    assert {"Mentee survey", "Certificate of thanks", "Role cards"} <= sizes.keys()
    assert len(set(sizes.values())) == 1, sizes


@pytest.mark.parametrize("deck", DECKS)
def test_the_slides_of_each_deck(base: Path, deck: str, golden: Golden) -> None:
    file = base / "site" / "downloads" / "decks" / f"{deck}.pptx"
    golden(f"base/{deck}-slides.txt", slides_of(Presentation(str(file))))


def test_a_run_sheet(base: Path, golden: Golden) -> None:
    file = base / "site" / "downloads" / "guides" / "orientation-run-sheet.docx"
    golden("base/orientation-run-sheet.txt", paragraphs_of(file))


def test_the_card_for_trainers_leads_to_decks_guides_and_run_sheets(base: Path) -> None:
    site = base / "site"
    page = (site / "index.html").read_text(encoding="utf-8")
    card = page[page.index('class="for-trainer"') :]
    links = re.findall(r'<a [^>]*href="([^"#]+)', card[: card.index("</section>")])
    for deck in DECKS:
        for wanted in (f"decks/{deck}.html", f"guides/{deck}.html", f"downloads/decks/{deck}.pptx"):
            assert wanted in links
        assert f"downloads/guides/{deck}-run-sheet.docx" in links
    assert [link for link in links if not (site / link).is_file()] == []
