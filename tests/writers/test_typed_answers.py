"""What other programs type into a form's PDF is seen: each letter, in each program that shows it.

``DECISIONS.md`` has the table of all programs that were tried; here are those that run wherever the tests do, and two
more where they are installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from filling import by_a_browser
from form_samples import form, kit, spoken, widgets

from generators.model import Form
from generators.writers.forms.writer import Press

WORDS = {
    "plain": "Grace Quirk",
    "western": "Zoë Peña Müßé",
    "central": "Żółć Dvořák Őš",
    "turkish": "Işık Şöyleğİ",  # noqa: RUF001 - the letter without a dot is what is tried
    "vietnamese": "Nguyễn Thị Hờ",
    "cyrillic": "Юлия Жёщъ",
    "greek": "Αθήνα Ωψ",
}
WESTERN = {"plain", "western"}

Fill = Callable[[Path, Mapping[str, str]], bytes]


def by_a_script(pdf: Path, answers: Mapping[str, str]) -> bytes:
    return _by_pypdf(pdf, answers, drawn_anew=False)


def by_a_script_that_asks_viewers(pdf: Path, answers: Mapping[str, str]) -> bytes:
    return _by_pypdf(pdf, answers, drawn_anew=True)


def _by_pypdf(pdf: Path, answers: Mapping[str, str], *, drawn_anew: bool) -> bytes:
    writer, target = pypdf.PdfWriter(clone_from=pdf), io.BytesIO()
    for sheet in writer.pages:
        writer.update_page_form_field_values(sheet, dict(answers), auto_regenerate=drawn_anew)
    writer.write(target)
    return target.getvalue()


def by_hand(pdf: Path, answers: Mapping[str, str]) -> bytes:
    """Values alone, as the simplest programs leave them: viewers are asked to draw them."""
    target = io.BytesIO()
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            field.V = pikepdf.String(answers[str(field.T)])
            del field.AP
        document.Root.AcroForm.NeedAppearances = True
        document.save(target)
    return target.getvalue()


def by_qpdf(pdf: Path, answers: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(pdf) as document:
        for field in document.Root.AcroForm.Fields:
            field.V = pikepdf.String(answers[str(field.T)])
        document.Root.AcroForm.NeedAppearances = True
        document.generate_appearance_streams()
        document.save(target)
    return target.getvalue()


def by_pdftk(pdf: Path, answers: Mapping[str, str]) -> bytes:
    if not shutil.which("pdftk"):
        pytest.skip("pdftk is not installed")
    values, filled = pdf.with_name("values.xfdf"), pdf.with_name("filled.pdf")
    fields = "".join(f'<field name="{name}"><value>{text}</value></field>' for name, text in answers.items())
    space = "http://ns.adobe.com/xfdf/"
    values.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="{space}"><fields>{fields}</fields></xfdf>',
        encoding="utf-8",
    )
    subprocess.run(["pdftk", pdf, "fill_form", values, "output", filled], check=True)
    return filled.read_bytes()


Box = tuple[int, tuple[float, float, float, float]]


def boxes(data: bytes) -> dict[str, Box]:
    """The page of each field, from 0, and its rectangle in points, from the lower left."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(widget.T): (number, tuple(float(side) for side in widget.Rect.as_list()))  # type: ignore[misc]
            for number, page in enumerate(pdf.pages)
            for widget in page.obj.get("/Annots", [])
            if "/T" in widget
        }


def seen_in_a_browser(data: bytes) -> dict[str, str]:
    """What stands in each field as PDFium draws it, the engine in Chrome and Edge."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        for sheet in document:
            sheet.flatten()
        texts = [sheet.get_textpage() for sheet in document]  # read again, with what was flattened
        return {name: texts[page].get_text_bounded(*rectangle) for name, (page, rectangle) in boxes(data).items()}


def seen_by_poppler(data: bytes) -> dict[str, str]:
    """What stands in each field as poppler draws it, the engine in Evince and Okular."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's programs are not installed")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        heights = [float(page.mediabox[3]) for page in pdf.pages]
    found = {}
    for name, (page, (left, bottom, right, top)) in boxes(data).items():
        corner = ["-x", str(int(left)), "-y", str(int(heights[page] - top))]
        size = ["-W", str(int(right - left)), "-H", str(int(top - bottom))]
        command = ["pdftotext", "-f", str(page + 1), "-l", str(page + 1), *corner, *size, "-", "-"]
        found[name] = subprocess.run(command, input=data, check=True, capture_output=True).stdout.decode()
    return found


@pytest.fixture(scope="module")
def lines() -> Form:
    return form("\n\n".join(f"{name.title()}: ____" for name in WORDS))


@pytest.fixture
def file(lines: Form, tmp_path: Path) -> Path:
    (tmp_path / "workshop").mkdir()
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(Press(kit(lines), tmp_path / "workshop").fillable(lines))
    return pdf


def compact(text: str) -> str:
    return "".join(text.split()).replace("\0", "")


@pytest.mark.parametrize("see", [seen_in_a_browser, seen_by_poppler])
@pytest.mark.parametrize(
    ("fill", "scripts"),
    [
        (by_a_browser, set(WORDS)),
        (by_a_script, set(WORDS)),
        (by_a_script_that_asks_viewers, set(WORDS)),
        (by_hand, set(WORDS)),
        (by_qpdf, WESTERN),
        (by_pdftk, WESTERN),
    ],
)
def test_what_is_typed_is_seen(
    file: Path, fill: Fill, scripts: set[str], see: Callable[[bytes], dict[str, str]]
) -> None:
    found = see(fill(file, WORDS))
    assert {name: compact(found[name]) for name in scripts} == {name: compact(WORDS[name]) for name in scripts}


def fonts_of(data: bytes) -> Iterator[tuple[str, pikepdf.Object]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield from pdf.Root.AcroForm.DR.Font.items()
        for page in pdf.pages:
            for widget in page.obj.Annots:
                if widget.get("/FT") == "/Tx":
                    yield from widget.AP.N.Resources.Font.items()


def test_every_font_of_the_fields_shares_one_program(file: Path) -> None:
    """A second copy would make each form larger by half."""
    programs = set()
    for name, font in fonts_of(file.read_bytes()):
        if name != "/ZaDb":
            described = font if font.Subtype == "/TrueType" else font.DescendantFonts[0]
            programs.add(described.FontDescriptor.FontFile2.objgen)
    assert len(programs) == 1


LONG = " ".join(["mentor"] * 230) + " end"
SHORT = "To lead."


@pytest.fixture
def area(tmp_path: Path) -> Path:
    asked = form("Notes: ____ {lines=4}")
    (tmp_path / "workshop").mkdir()
    pdf = tmp_path / "area.pdf"
    pdf.write_bytes(Press(kit(asked), tmp_path / "workshop").fillable(asked))
    return pdf


@pytest.mark.parametrize("see", [seen_in_a_browser, seen_by_poppler])
@pytest.mark.parametrize("fill", [by_a_browser, by_a_script, by_a_script_that_asks_viewers, by_hand, by_pdftk])
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_long_answer_gets_smaller_letters_until_all_of_it_is_seen(
    area: Path, fill: Fill, see: Callable[[bytes], dict[str, str]], text: str
) -> None:
    assert compact(see(fill(area, {"notes": text}))["notes"]) == compact(text)


def test_no_area_keeps_people_from_typing_on(area: Path) -> None:
    assert not [widget for widget in widgets(area.read_bytes()) if int(widget.get("/Ff", 0)) & 1 << 23]


@pytest.mark.parametrize(("language", "said"), [("en", "Room for about {} words."), ("es", "Espacio para unas {} pal")])
def test_large_letters_stay_large_and_the_form_says_how_many_words_there_is_room_for(
    tmp_path: Path, language: str, said: str
) -> None:
    asked = spoken(form("Notes: ____ {lines=4}"), language)
    pdf, words = tmp_path / "large.pdf", 50
    (tmp_path / "workshop").mkdir()
    pdf.write_bytes(Press(kit(asked), tmp_path / "workshop").fillable(asked, large=True))
    text = " ".join(["mentor"] * (words - 1)) + " end"
    assert said.format(words) in pypdf.PdfReader(pdf).pages[0].extract_text()
    assert compact(seen_in_a_browser(by_a_browser(pdf, {"notes": text}))["notes"]) == compact(text)
