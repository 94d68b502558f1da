"""A teaching guide tells a trainer what happens when, and what to say, in a tagged PDF and an editable run sheet."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import page
import pypdfium2
import pytest
from deck_samples import BRAND, deck, kit, prose
from lxml import etree

from generators.decks.teaching.guide import guide_of
from generators.model import Brand, Deck
from generators.writers.guide.run_sheet import run_sheet_files
from generators.writers.guide.writer import guide_pdfs, write_guides

OUTLINE = """
<!-- notes -->
**Say:** Good evening.
<!-- /notes -->

# Why {minutes=2}

<!-- notes -->
**Say:** Here is why.
<!-- /notes -->

## Draw your road {layout=activity minutes=7 materials="paper; markers"}

1. Draw a line

<!-- notes -->
**Say:** Draw.

**Ask:** Who was there?

**Watch for:** The clock.
<!-- /notes -->

## Duties {minutes=3}

""" + "\n".join(f"- Duty {number}: {'a word or two of this duty ' * 4}" for number in range(9))

BRANDS = [BRAND, Brand("Local 7", "#ffd400", "#00a86b")]


def talk(lang: str = "en") -> Deck:
    return deck(
        OUTLINE,
        lang,
        start="18:00",
        minutes=12,
        audience="stewards",
        purpose="To begin.",
        materials=["Name tags", "Tape"],
    )


def pdf_of(made: Deck, brand: Brand = BRAND) -> bytes:
    whole = kit(made, brand=brand)
    return guide_pdfs(whole)[made.name]


def run_sheets(*decks: Deck) -> tuple[bytes, ...]:
    return run_sheet_files([guide_of(made, kit(made)) for made in decks], BRAND, "letter")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    document.close()
    return text.replace("\r\n", "\n")


@pytest.fixture(scope="module")
def printed() -> str:
    return text_of(pdf_of(talk()))


def script(count: int) -> str:
    said = " ".join(f"word{number}" for number in range(count))
    return f"<!-- notes -->\n**Say:** {said}\n<!-- /notes -->"


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(("shown", "said"), [(5, 80), (5, 3000), (3000, 5)])
def test_nothing_runs_off_the_paper(lang: str, shown: int, said: int) -> None:
    data = pdf_of(deck(f"## A\n\n- {prose(shown)}\n\n{script(said)}", lang))
    with pypdfium2.PdfDocument(data) as document:
        for sheet in document:
            text, (wide, high) = sheet.get_textpage(), sheet.get_size()
            boxes = [text.get_rect(index) for index in range(text.count_rects())]
            assert all(left > 40 and right < wide - 40 for left, _, right, _ in boxes)
            assert all(bottom > 20 and top < high - 20 for _, bottom, _, top in boxes)
    assert text_of(data).count("word") == said


def test_the_first_page_says_what_the_evening_is(printed: str) -> None:
    first = printed[: printed.index("Run sheet")]
    for words in ("A talk", "6:00 pm \u2013 6:12 pm", "12 minutes", "20 people", "stewards", "To begin.", "Name tags"):
        assert words in first


def test_the_run_sheet_gives_each_slide_its_clock_time(printed: str) -> None:
    sheet = " ".join(printed[printed.index("Run sheet") : printed.index("Slide by slide")].split())
    assert "6:00 pm Why 12 min" in sheet
    assert "6:02 pm 7 3 Draw your road Activity" in sheet
    assert "6:09 pm 3 4\u20135 Duties Talk" in sheet
    assert "6:12 pm End" in sheet


def test_every_slide_has_its_script(printed: str) -> None:
    script = printed[printed.index("Slide by slide") :]
    assert script.index("Say\nDraw.") < script.index("Ask\nWho was there?") < script.index("Watch for\nThe clock.")
    assert "You need\npaper\nmarkers" in script


@pytest.mark.parametrize("lang", ["en", "es", "ar", "vi"])
@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: str(brand.primary))
def test_the_guide_is_accessible_by_the_letter_of_the_standard(lang: str, brand: Brand, tmp_path: Path) -> None:
    file = tmp_path / "guide.pdf"
    file.write_bytes(pdf_of(talk(lang), brand))
    assert page.validate_pdf(str(file), profile="ua1").failures == []


def test_the_same_kit_gives_the_same_bytes() -> None:
    assert pdf_of(talk()) == pdf_of(talk())
    assert run_sheets(talk()) == run_sheets(talk())


def test_no_heading_of_a_long_script_is_left_behind_on_a_page() -> None:
    script = "\n\n".join(f"### Heading {number}\n\n{prose(25 + number)}" for number in range(60))
    document = pypdfium2.PdfDocument(pdf_of(deck(f"## A\n\n- b\n\n<!-- notes -->\n{script}\n<!-- /notes -->")))
    pages = [sheet.get_textpage().get_text_bounded().splitlines() for sheet in document]
    document.close()
    last = [lines[-2] for lines in pages[2:]]
    assert len(last) > 3
    assert [line for line in last if line.startswith("Heading")] == []


def test_the_run_sheet_can_be_edited_in_word() -> None:
    (data,) = run_sheets(talk())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        document = etree.fromstring(file.read("word/document.xml"))
        core = file.read("docProps/core.xml").decode()
    rows = [
        ["".join(text.text or "" for text in cell.iter("{*}t")).strip() for cell in row.iter("{*}tc")]
        for row in document.iter("{*}tr")
    ]
    assert rows[0] == ["Clock", "Min", "Slide", "What", "How"]
    assert ["6:02 pm", "7", "3", "Draw your road", "Activity"] in rows
    assert rows[-1] == ["6:12 pm", "", "", "End", ""]
    assert "<dc:creator>Local 104</dc:creator>" in core
    assert "dcterms:created" not in core


def test_no_page_of_a_run_sheet_ends_with_the_line_of_a_part() -> None:
    with zipfile.ZipFile(io.BytesIO(run_sheets(talk())[0])) as file:
        document = etree.fromstring(file.read("word/document.xml"))
    kept = {
        [text.text for text in row.iter("{*}t") if (text.text or "").strip()][1]: len(list(row.iter("{*}keepNext")))
        for row in document.iter("{*}tr")
    }
    assert (kept["Why"], kept["7"]) == (5, 0), "each cell of the part's line, and none of a slide's"


@pytest.mark.parametrize(("lang", "turned"), [("ps", 1), ("en", 0)])
def test_the_run_sheet_is_written_the_way_of_its_language(lang: str, turned: int) -> None:
    with zipfile.ZipFile(io.BytesIO(run_sheets(talk(lang))[0])) as file:
        styles, document = (etree.fromstring(file.read(f"word/{name}.xml")) for name in ("styles", "document"))
    marks = [*styles.iterfind(".//{*}docDefaults//{*}bidi"), *document.iterfind(".//{*}tblPr/{*}bidiVisual")]
    assert len(marks) == 2 * turned


def test_the_run_sheet_bears_the_given_build_time_and_no_other() -> None:
    guide, date = guide_of(talk(), kit(talk())), datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    with zipfile.ZipFile(io.BytesIO(run_sheet_files([guide], BRAND, "letter", date)[0])) as file:
        assert file.read("docProps/core.xml").decode().count("2023-11-14T22:13:20Z") == 2


def test_a_newer_pandoc_on_the_path_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run_sheets(talk())
    other = tmp_path / ("pandoc.bat" if os.name == "nt" else "pandoc")
    other.write_text("@echo pandoc 99.1\n" if os.name == "nt" else "#!/bin/sh\necho pandoc 99.1\n", encoding="ascii")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("PYPANDOC_PANDOC", str(other))
    assert run_sheets(talk()) == before


def test_each_run_sheet_stands_in_a_file_of_its_own() -> None:
    charla = deck("## Hola\n\n- Una cosa", "es", name="charla", title="Una charla")
    for data, own, other in zip(
        run_sheets(talk(), charla), ("A talk", "Una charla"), ("Una charla", "A talk"), strict=True
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            text = file.read("word/document.xml").decode()
            core = file.read("docProps/core.xml").decode()
        assert own in text and other not in text
        assert f"<dc:title>{own}</dc:title>" in core


def test_guides_are_written_where_the_site_offers_them(tmp_path: Path) -> None:
    write_guides(kit(talk()), tmp_path)
    found = sorted(file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.*"))
    assert found == ["site/downloads/guides/talk-run-sheet.docx", "site/downloads/guides/talk.pdf"]
