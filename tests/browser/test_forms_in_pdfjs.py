"""Forms filled in with PDF.js, the viewer in Firefox: typed into, ticked, saved with its own button, and collected."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generators.collect.answers import TICKED
from generators.collect.pdf import read_pdf

from .conftest import FORMS, Site, new_context, served

LINE = "Zoë Żółć, Nguyễn Thị Ánh (№ {}) \u2013 „Ñandú“"
WORDS = "Œuvre à Łódź, một câu trả lời dài that has to wrap on paper, "
ROOM_OF_A_LINE = 80
"""Characters that fit beside one ruled line, at the least."""

Viewer = Callable[[Path], AbstractContextManager[Page]]
Filling = Callable[[str], tuple[dict[str, str], bytes]]


@pytest.fixture(scope="session")
def pdfjs() -> Iterator[str]:
    """The address of the viewer, which comes as part of a package of the tests."""
    package = importlib.util.find_spec("pdfjs_viewer")
    assert package is not None and package.origin is not None, "the lock file lists it"
    with served(Path(package.origin).parent / "pdfjs") as address:
        yield address


@pytest.fixture(scope="module")
def viewer(browser: Browser, pdfjs: str) -> Iterator[Viewer]:
    """Opens one PDF after the other in a viewer, all pages drawn; nothing may go wrong, and no other host is asked."""
    context = new_context(browser, viewport={"width": 1100, "height": 1000})
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Warning" in said.text else None)
    page.on("request", lambda one: None if one.url.startswith((pdfjs, "blob:")) else faults.append(one.url))
    page.goto(f"{pdfjs}web/viewer.html?file=")

    @contextmanager
    def opened(file: Path) -> Iterator[Page]:
        page.locator("#fileInput").set_input_files(file)
        expect(page).to_have_title(re.compile(rf"(^|\s){re.escape(file.name)}$"))
        page.locator(".annotationLayer").first.wait_for()
        for number in range(1, page.locator(".page").count() + 1):
            sheet = page.locator(f".page[data-page-number='{number}']")
            sheet.scroll_into_view_if_needed()
            sheet.locator(".annotationLayer").wait_for(state="attached")
        yield page
        assert not faults

    yield opened
    context.close()


@pytest.fixture(scope="module")
def filled(viewer: Viewer, handbook: Site) -> Filling:
    """What a form by its name was filled in with in the viewer, and the file that it saved: once for all that look."""

    @cache
    def made(name: str) -> tuple[dict[str, str], bytes]:
        file = printed(handbook, name)
        with viewer(file) as page:
            return fill(page, file), saved(page)

    return made


def printed(handbook: Site, name: str) -> Path:
    return handbook.folder / "downloads" / "forms" / f"{name}.pdf"


CONTROLS = """all => all.map(e =>
    [e.name, e.dataset.elementId, e.tagName === "TEXTAREA" ? e.offsetHeight / e.parentElement.offsetWidth : 0])"""
"""Name, number of the PDF's object, and height by width of each area: all asked at once."""


def controls(page: Page, file: Path) -> Iterator[tuple[str, str, float, Locator]]:
    """Name, what it stands for (a choice's word, ``yes`` for a tick, nothing for text), shape, and the control."""
    every = page.locator(".annotationLayer section [name]")
    with pikepdf.open(file) as pdf:
        annotations = [one for sheet in pdf.pages for one in sheet.get("/Annots", [])]
        # The layer of a page is there before what stands in it.
        expect(every).to_have_count(sum(one.Subtype == pikepdf.Name.Widget for one in annotations))
        for (name, number, shape), control in zip(every.evaluate_all(CONTROLS), every.all(), strict=True):
            widget = pdf.get_object(int(number.removesuffix("R")), 0)
            states = [] if widget.get("/FT") == "/Tx" else [str(key) for key in widget.AP.N if key != "/Off"]
            value = states[0].removeprefix("/") if states else ""
            yield name, TICKED if value == "Yes" else value, shape, control


def fill(page: Page, file: Path) -> dict[str, str]:
    """Answers every question; of several choices, the last one. What a reader of the answers should find."""
    expected: dict[str, str] = {}
    for number, (name, value, shape, control) in enumerate(controls(page, file)):
        if value:
            control.check()
            expected[name] = value
        else:
            expected[name] = room_for(shape) or LINE.format(number)
            control.fill(expected[name])
    return expected


def room_for(shape: float) -> str:
    """A text of two paragraphs that an area has room for; empty for a single line, which has no shape."""
    lines = round(shape * 180 / 8)  # an area is 180 mm wide, a ruled line 8 mm high
    return (WORDS * 20)[: ROOM_OF_A_LINE * (lines - 1)].strip() + "\nEnd." if lines else ""


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.locator("#downloadButton").click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("name", FORMS)
def test_every_answer_comes_back(filled: Filling, handbook: Site, name: str) -> None:
    expected, data = filled(name)
    read = read_pdf(data)
    assert read.form == name
    assert read.edition == read_edition(printed(handbook, name))
    assert read.answers == expected
    assert expected.keys() == set(read.controls)


def read_edition(file: Path) -> str:
    with pikepdf.open(file) as pdf:
        return str(pdf.docinfo["/Keywords"]).rpartition(":")[2]


def test_what_was_typed_is_drawn_and_nothing_of_it_is_cut(filled: Filling) -> None:
    expected, data = filled("mentee-survey")
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        document.init_forms()
        for sheet in document:
            sheet.flatten()
        text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in document)
    areas = [answer for answer in expected.values() if answer.endswith("End.")]
    assert areas
    assert not [answer for answer in areas if "".join(answer.split()) not in text]


def test_what_was_typed_needs_no_viewer_to_draw_it_anew(filled: Filling) -> None:
    """PDF.js leaves that to viewers where the font that it finds lacks a letter, and many of them draw nothing."""
    _, data = filled("mentee-survey")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.Root.AcroForm.get("/NeedAppearances", False)
        texts = [one for sheet in pdf.pages for one in sheet.Annots if one.get("/FT") == pikepdf.Name.Tx]
        assert texts
        assert not [str(one.T) for one in texts if "/AP" not in one]
