"""Every output of one kit is written the way its language is, and what is in another language the way of that one."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from deck_samples import deck
from deck_samples import kit as deck_kit
from form_samples import form, kit, spoken, widgets
from lxml import html
from msgspec import Struct
from msgspec.structs import asdict
from pptx import Presentation
from sample import resolved, write_kit

from generators.decks.slideshow.links import KitLinks
from generators.decks.teaching.guide import guide_of
from generators.model import Form, Kit
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.words.catalogue import words_of
from generators.writers.deck.writer import deck_file
from generators.writers.forms.writer import Press
from generators.writers.guide.data import sheets_of
from generators.writers.guide.run_sheet import run_sheet_files
from generators.writers.guide.writer import guide_pdfs
from generators.writers.site import write_site

MKDOCS = """
site_name: Sample
docs_dir: content
use_directory_urls: false
theme: {name: material, custom_dir: overrides/theme, kit: true, font: false}
markdown_extensions: [attr_list, kit_fields]
"""
FORM = "---\nform: true\nprivacy: Nobody.\n---\n# A form\n\nName: ____\n"
OUTLINE = "---\ntitle: A talk\nminutes: 5\n---\n\n## One {minutes=5}\n\nText\n"


@pytest.fixture(scope="module")
def pashto(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """A kit in Pashto, with a chapter in English."""
    folder = tmp_path_factory.mktemp("kit")
    write_kit(
        folder,
        {
            "mkdocs.yml": MKDOCS,
            "overrides/local.yml": "name: A\nlanguage: ps\n",
            "content/forms/form.md": FORM,
            "content/handbook/english.md": "---\nlang: en\n---\n# English\n",
            "slides/talk.md": OUTLINE,
        },
    )
    shutil.copytree(root / "overrides" / "theme", folder / "overrides" / "theme")
    problems = Problems()
    handbook = read_handbook(folder, problems)
    kit = resolved(handbook, handbook.defaults, problems)
    assert problems.errors == ()
    return kit


@pytest.fixture(scope="module")
def pashto_site(pashto: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(pashto, out)
    return out / "site"


def strings(words: Struct) -> Iterator[str]:
    """The words of a section that stand alone as they are."""
    values = (word for name, word in asdict(words).items() if name != "language")
    return (value for value in values if isinstance(value, str) and "{" not in value)


def test_a_form_begins_on_the_right(pashto: Kit, tmp_path: Path) -> None:
    printed = Press(pashto, tmp_path).fillable(pashto.forms[0])
    assert [int(field.Q) for field in widgets(printed)] == [2]


def test_a_deck_begins_on_the_right(pashto: Kit) -> None:
    presentation = Presentation(io.BytesIO(deck_file(pashto.decks[0], pashto)))
    assert presentation.part._element.get("rtl") == "1"


def test_a_guide_begins_on_the_right(pashto: Kit) -> None:
    sheets = sheets_of(
        guide_of(pashto.decks[0], pashto), pashto.local.brand, pashto.local.paper, KitLinks(pashto, "ps")
    )
    assert sheets.data["right_to_left"] is True


def test_a_site_begins_on_the_right_and_a_page_where_its_language_does(pashto_site: Path) -> None:
    def ways(page: str) -> list[tuple[str, str]]:
        document = html.document_fromstring((pashto_site / page).read_text("utf-8"))
        spoken = [document, *document.iter("article", "section")]
        return [(element.get("lang", ""), element.get("dir", "")) for element in spoken if element.get("lang")]

    assert ways("index.html") == [("ps", "rtl")]
    assert ways("handbook/english.html") == [("ps", "rtl"), ("en", "ltr")]
    assert ways("handbook.html") == [("ps", "rtl"), ("en", "ltr")]


def test_what_the_frame_says_in_english_says_so(pashto_site: Path) -> None:
    document = html.document_fromstring((pashto_site / "index.html").read_text("utf-8"))
    marked = [element.text for element in document.iter("span") if element.get("lang") == "en"]
    assert "This site sets no cookies and sends nothing about you to anybody." in marked
    assert all(element.get("dir") == "ltr" for element in document.iter("span") if element.get("lang") == "en")


SECTIONS = ("common", "guide", "site", "web_form")
FRAME = {word for section in SECTIONS for word in strings(getattr(words_of("en"), section))}
"""Everything that the site's frame says in English, numbers and names apart."""

LANGUAGE = "string(ancestor-or-self::*[@lang][1]/@lang)"
PAGES = ("404", "a-z", "decks/index", "decks/talk", "downloads", "forms/form", "guides/talk", "handbook", "index")


@pytest.mark.parametrize("page", PAGES)
def test_each_sentence_of_the_frame_says_which_language_it_is_in(pashto_site: Path, page: str) -> None:
    """A Pashto voice would read English letter by letter, and a line from the right puts its period at the front."""
    document = html.document_fromstring((pashto_site / f"{page}.html").read_text("utf-8"))
    (main,) = document.iter("main")
    texts: Any = main.xpath(".//text()[normalize-space()]")
    english = [text for text in texts if " ".join(text.split()) in FRAME]
    unmarked = [
        str(text)
        for text in english
        if (text.getparent() if text.is_text else text.getparent().getparent()).xpath(LANGUAGE) != "en"
    ]
    assert unmarked == []


def test_slides_notes_guides_and_run_sheets_keep_the_order_of_numbers() -> None:
    outline = "## اتصل\n\n- اتصل 555-0177\n\n<!-- notes -->\n**قل:** اتصل 555-0188\n<!-- /notes -->\n"
    made = deck(outline, "ar", materials=["هاتف 555-0199"])
    whole = deck_kit(made)
    with zipfile.ZipFile(io.BytesIO(deck_file(made, whole))) as file:
        shown = file.read("ppt/slides/slide2.xml").decode(), file.read("ppt/notesSlides/notesSlide2.xml").decode()
    data = repr(sheets_of(guide_of(made, whole), whole.local.brand, "letter", KitLinks(whole, "ar")).data)
    (sheet,) = run_sheet_files([guide_of(made, whole)], whole.local.brand, "letter")
    with zipfile.ZipFile(io.BytesIO(sheet)) as file:
        listed = file.read("word/document.xml").decode()
    assert "\u2066555-0177\u2069" in shown[0]
    assert "\u2066555-0188\u2069" in shown[1]
    assert "\\u2066555-0188\\u2069" in data
    assert "\u2066555-0199\u2069" in listed


RIGHT_TO_LEFT = ("ar", "az-Arab", "ps", "uz-AF")
LEFT_TO_RIGHT = ("ar-Latn", "en", "es-419", "es-MX", "pa", "pa-Guru-IN", "sd-Deva", "zh-Hant-TW", "zh-TW")


@pytest.fixture(scope="module")
def plain() -> Form:
    return form("Name: ____")


def said(printed: bytes) -> tuple[str, str, list[str], bool]:
    """What a PDF says of itself: language and direction, the languages in its metadata, and whether it is PDF/UA-1."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
        (languages,) = re.findall(r"<dc:language>.*?</dc:language>", packet, re.DOTALL)
        accessible = re.search(r'pdfuaid:part(>|=")1', packet) is not None
        tags = re.findall(r"<rdf:li>([^<]*)</rdf:li>", languages)
        return str(pdf.Root.Lang), str(pdf.Root.ViewerPreferences.Direction), tags, accessible


ways = pytest.mark.parametrize(
    ("language", "way"),
    [*((language, "/R2L") for language in RIGHT_TO_LEFT), *((language, "/L2R") for language in LEFT_TO_RIGHT)],
)


@ways
def test_a_form_to_fill_in_says_its_language_in_whole(plain: Form, tmp_path: Path, language: str, way: str) -> None:
    made = spoken(plain, language)
    assert said(Press(kit(made), tmp_path).fillable(made)) == (language, way, [language], True)


@ways
def test_all_forms_together_say_the_language_of_the_kit(plain: Form, tmp_path: Path, language: str, way: str) -> None:
    assert said(Press(kit(plain, language=language), tmp_path).for_a_pen()) == (language, way, [language], True)


@ways
def test_a_guide_says_its_language_in_whole(pashto: Kit, language: str, way: str) -> None:
    made = replace(pashto.decks[0], lang=language)
    printed = guide_pdfs(replace(pashto, decks=(made,)))[made.name]
    assert said(printed) == (language, way, [language], True)


def test_each_of_all_forms_together_says_its_own_language_in_whole(plain: Form, tmp_path: Path) -> None:
    tags = ["en", "es", "es-MX", "pa-Guru-IN", "pt-419", "zh-Hant-TW"]
    forms = [replace(spoken(plain, tag), name=tag) for tag in tags]
    with pikepdf.open(io.BytesIO(Press(kit(*forms), tmp_path).for_a_pen())) as pdf:
        parts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        assert sorted({str(part.Lang) for part in parts if "/Lang" in part}) == tags[1:]


def test_a_form_looks_the_same_among_the_forms_of_a_kit_that_is_written_the_other_way(tmp_path: Path) -> None:
    boxed = replace(form("> Quoted.\n\nName: ____"), privacy="The coordinator.")

    def drawn(language: str) -> bytes:
        workshop = tmp_path / language
        workshop.mkdir()
        with pypdfium2.PdfDocument(Press(kit(boxed, language=language), workshop).for_a_pen()) as printed:
            page = printed[len(printed) - 1].render().to_pil()
        return bytes(page.crop((0, page.height // 6, page.width, page.height * 5 // 6)).tobytes())

    assert drawn("en") == drawn("ps")
