"""Sheets that are no forms of the usual look: cards to cut out, certificates, and a first part to take off."""

from __future__ import annotations

import io
from pathlib import Path

import page as page_validation
import pypdf
import pypdfium2
import pytest
from form_samples import form, kit, widgets

from generators.model import Form
from generators.writers.forms.writer import TYPED_ON_CERTIFICATE, Press

CERTIFICATE = (
    "# Thank you\n\nName: ____\n\nwas a\n( ) mentee   ( ) mentor\n\nSigned: ____ {type=signature}   Date: ____"
)


def cards(count: int) -> Form:
    text = "\n\n".join(f"## Card {number}\n\nSay **something** kind.\n\n- A\n- B" for number in range(1, count + 1))
    return form(f"# Cards\n\nOne set for three people.\n\n{text}", {"title": "Cards", "layout": "cards"})


def printed(made: Form, workshop: Path, *, large: bool = False) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(Press(kit(made), workshop).fillable(made, large=large)))


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2)])
def test_eight_cards_are_on_a_sheet(workshop: Path, count: int, pages: int) -> None:
    sheets = [page.extract_text() for page in printed(cards(count), workshop).pages]
    assert len(sheets) == pages
    assert all("Cut along the dashed lines." in sheet for sheet in sheets)
    assert f"Card {count}" in sheets[-1]
    assert "One set" not in sheets[0], "what is said of the cards stands on their page, not on one of them"


def test_cards_in_large_print_are_larger(workshop: Path) -> None:
    assert len(printed(cards(8), workshop, large=True).pages) == 3


def test_a_certificate_is_a_landscape_sheet_with_a_name_to_type(workshop: Path) -> None:
    made = form(CERTIFICATE, {"title": "Thank you", "layout": "certificate"})
    (sheet,) = printed(made, workshop).pages
    assert sheet.mediabox.width > sheet.mediabox.height
    assert "was a" in sheet.extract_text()
    typed = {str(one.T): str(one.DA) for one in widgets(Press(kit(made), workshop).fillable(made)) if "/T" in one}
    assert f"{TYPED_ON_CERTIFICATE:g} Tf" in typed["name"]


def test_a_certificate_stands_in_the_middle_of_its_sheet_with_what_is_typed(workshop: Path) -> None:
    made = form(CERTIFICATE, {"title": "Thank you", "layout": "certificate"})
    data = Press(kit(made), workshop).fillable(made)
    assert {int(one.Q) for one in widgets(data) if one.get("/FT") == "/Tx"} == {1}
    with pypdfium2.PdfDocument(data) as pdf:
        words = pdf[0].get_textpage()
        first, count = words.search("Thank you").get_next()
        left, right = words.get_charbox(first)[0], words.get_charbox(first + count - 1)[2]
        assert (left + right) / 2 == pytest.approx(pdf[0].get_width() / 2, abs=2)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("layout", ["cards", "certificate"])
def test_sheets_conform_to_pdf_ua_1(workshop: Path, tmp_path: Path, layout: str, *, large: bool) -> None:
    made = cards(9) if layout == "cards" else form(CERTIFICATE, {"title": "Thank you", "layout": layout})
    file = tmp_path / "sheet.pdf"
    file.write_bytes(Press(kit(made), workshop).fillable(made, large=large))
    report = page_validation.validate_pdf(str(file), profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("large", [False, True])
def test_what_follows_a_part_begins_on_a_page_of_its_own(workshop: Path, *, large: bool) -> None:
    made = form("Phone: ____\n\n<!-- page part -->\n\nHobby: ____")
    first, second = (page.extract_text() for page in printed(made, workshop, large=large).pages)
    assert ("Phone" in first, "Hobby" in first, "Hobby" in second) == (True, False, True)
