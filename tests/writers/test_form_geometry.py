"""Where the fields of a printed form are: each in its place, over no word and no other field; and its tables' heads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
from form_samples import SURVEY, form, kit, spoken

from generators.writers.forms.writer import Press

CROWDED = (
    SURVEY
    + """
Anything gay, jolly, or happy? ____ {hint="A page, a copy, a query."}
Surrogate: ____   Gypsy jargon: ____ {hint="Gypsum, perhaps"}   Query: ____

Họ, tiếng Việt, ợ, ự: ____   جميع ربيع (ج): ____

Apply (why, how)
____
____

| | Phone, by day | Apply by {required} |
| --- | --- | --- |
| Mentor, if any | ____ | ____ |
| Mentee, if any | ____ | ____ |
"""
)
"""One of everything, with letters that reach far below their line."""

Rectangle = tuple[float, float, float, float]
GRAZED = 0.3
"""How far letters may reach into a field, in points: their outlines are known no better."""


def covers(one: Rectangle, other: Rectangle, grazed: float) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > grazed and height > grazed


def fields_and_letters(data: bytes) -> Iterator[tuple[list[tuple[str, Rectangle]], list[tuple[str, Rectangle]]]]:
    """For each page the fields and the letters on it, each with its rectangle."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as drawn:
        for number, page in enumerate(pdf.pages):
            widgets = [one for one in page.obj.get("/Annots", []) if one.Subtype == "/Widget"]
            fields = [(str(one.TU), tuple(float(side) for side in one.Rect.as_list())) for one in widgets]
            text = drawn[number].get_textpage()
            places = range(text.count_chars())
            letters = [(text.get_text_range(place, 1), text.get_charbox(place)) for place in places]
            yield fields, [(letter, box) for letter, box in letters if letter.strip()]  # type: ignore[misc]


def collisions(data: bytes) -> list[str]:
    """What stands where a field is, in words."""
    found = []
    for fields, letters in fields_and_letters(data):
        for name, box in fields:
            under = [letter for letter, place in letters if covers(box, place, GRAZED)]
            found += [f"{name}: over {''.join(under)!r}"] if under else []
        pairs = combinations(fields, 2)
        found += [f"{one[0]}: over {other[0]}" for one, other in pairs if covers(one[1], other[1], 0.1)]
    return found


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("language", ["en", "es", "vi", "ar"])
def test_no_field_reaches_over_a_word_or_another_field(
    tmp_path: Path, language: str, paper: Any, *, large: bool
) -> None:
    crowded = spoken(form(CROWDED, {"privacy": "Only the coordinator."}), language)
    assert not collisions(Press(kit(crowded, language=language, paper=paper), tmp_path).fillable(crowded, large=large))


def test_no_field_of_the_base_kit_reaches_over_a_word_or_another_field(base: Path) -> None:
    files = sorted((base / "site" / "downloads" / "forms").glob("*.pdf"))
    assert len(files) > 10
    assert not {file.name: over for file in files if (over := collisions(file.read_bytes()))}


MILLIMETER = 72 / 25.4
LETTER_BY_HAND = 2.6
"""Millimeters that a letter takes in small handwriting of 7 mm."""

LEAST_LINE = 6.8
"""Millimeters from one ruled line to the next: handwriting of 7 mm reaches a little into the line above."""


def blanks(data: bytes) -> Iterator[tuple[str, float, float, bool]]:
    """What each blank asks for, how wide and high it is in millimeters, and whether it has several lines."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for widget in page.get("/Annots", ()):
                field = widget if "/FT" in widget else widget.get("/Parent", widget)
                if field.get("/FT") == pikepdf.Name.Tx:
                    left, foot, right, top = map(float, widget.Rect)
                    wide, high = (right - left) / MILLIMETER, (top - foot) / MILLIMETER
                    yield str(field.TU), wide, high, bool(int(field.get("/Ff", 0)) & 4096)


def test_there_is_room_for_handwriting_on_each_form_of_the_base_kit(base: Path) -> None:
    """For an e-mail address of 24 letters on lines of their own, a name or a place of 14, and no lines too close."""
    tight = []
    for file in sorted((base / "site" / "downloads" / "forms").glob("*.pdf")):
        for asked, wide, high, is_area in blanks(file.read_bytes()):
            needs = 24 * LETTER_BY_HAND if "e-mail" in asked.lower() else 14 * 2 if not is_area else 60.0
            if wide < needs or (is_area and high < LEAST_LINE * 2):
                tight.append((file.name, asked, round(wide), round(high)))
    assert tight == []


def test_a_column_with_longer_blanks_is_wider_on_paper(tmp_path: Path) -> None:
    asked = form("| | Phone | E-mail |\n| --- | --- | --- |\n| Mentor | ____ | ________ |\n")
    phone, email = (wide for _, wide, _, _ in blanks(Press(kit(asked), tmp_path).fillable(asked)))
    assert email == pytest.approx(2 * phone, rel=0.05)


def header_cells(data: bytes) -> list[tuple[str, bool]]:
    """What each header cell stands for (its column unless it says its row), and whether anything is in it, in order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (str(cell.get("/A", pikepdf.Dictionary()).get("/Scope", "/Column")), "/K" in cell and bool(len(cell.K)))
            for cell in elements(pdf.Root.StructTreeRoot)
            if cell.S == pikepdf.Name.TH
        ]


def elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements of the tags below ``parent``, in the order in which they are read."""
    kids = parent.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.mark.parametrize("for_a_pen", [False, True])
def test_a_table_without_a_head_over_its_labels_has_a_header_for_each_row(tmp_path: Path, *, for_a_pen: bool) -> None:
    prose = "| | Day | Night |\n| --- | --- | --- |\n| Desk | 1 | 2 |\n"
    asked = form("| | Phone |\n| --- | --- |\n| Mentor | ____ |\n| Mentee | ____ |\n\n" + prose + "\nName: ____")
    press = Press(kit(asked), tmp_path)
    data = press.for_a_pen() if for_a_pen else press.fillable(asked)
    assert header_cells(data) == [
        ("/Column", True), ("/Row", True), ("/Row", True), ("/Column", True), ("/Column", True), ("/Row", True)
    ]  # fmt: skip
    (tmp_path / "form.pdf").write_bytes(data)
    report = page_validation.validate_pdf(str(tmp_path / "form.pdf"), profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_head_of_a_column_that_must_be_answered_has_the_mark(tmp_path: Path) -> None:
    asked = form("| When {required} | What |\n| --- | --- |\n| ____ | ____ |\n")
    data = Press(kit(asked), tmp_path).fillable(asked)
    text = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().replace("\xa0", " ")
    assert "When *" in text
    assert "What *" not in text
