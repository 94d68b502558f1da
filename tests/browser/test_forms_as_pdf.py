"""A form's own PDF, filled in on its web page: nothing typed is lost, and what paper cannot show is said."""

from __future__ import annotations

import base64
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdfium2
import pytest
from form_samples import form, kit, spoken
from playwright.sync_api import Browser, Page, expect

from generators.brand.fonts import family
from generators.collect.pdf import read_pdf
from generators.model import Form
from generators.writers.forms import write_forms

from .conftest import PATIENCE, QUIET, Site, browser_program, new_context

WORDS = ("word", "Nguyễn", "Zoë", "długi", "answer")
LEAST = 8.0
"""Points: nothing on paper is smaller."""

FORTY = "Name: ____ {#name autocomplete=name}\n\n" + "\n".join(
    f"What of {number}? {{#q{number}}}\n____\n____\n____\n" for number in range(40)
)
UNKNOWN = "\U000f1234"
WAY = "555 0100"
"""What the survey needs beside a name."""

"""A letter for private use, which no typeface of any device has."""

Filling = Callable[..., tuple[bytes, dict[str, Any]]]


def words(count: int, line: int = 60) -> str:
    """As many different words, on lines of so many."""
    all_words = [f"{WORDS[number % len(WORDS)]}{number}" for number in range(count)]
    return "\n".join(" ".join(all_words[start : start + line]) for start in range(0, count, line))


def drawn(data: bytes) -> list[str]:
    """The words that each page shows in Chrome's own viewer, answers in their fields among them."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        return [page.get_textpage().get_text_range() for page in document]


def ink(data: bytes, name: str) -> bytes:
    """The pixels of a field, as Chrome's own viewer shows it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (field,) = (one for one in pdf.Root.AcroForm.Fields if str(one.T) == name)
        left, bottom, right, top = (float(side) for side in field.Rect.as_list())
        number = next(
            at for at, page in enumerate(pdf.pages) if field.objgen in {one.objgen for one in page.obj.Annots}
        )
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        page = document[number]
        edges = (left, bottom, page.get_width() - right, page.get_height() - top)
        return bytes(page.render(scale=2, crop=edges, may_draw_forms=True).to_pil().convert("L").tobytes())


def darkness(pixels: bytes) -> int:
    return sum(level < 128 for level in pixels)


def sizes(data: bytes) -> set[float]:
    """The sizes of letters in all that the page's script has written: fields, and the pages after the form's own."""
    found: set[float] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawings = [field.AP.N for field in pdf.Root.AcroForm.Fields if "/V" in field and field.get("/FT") == "/Tx"]
        for operators in (*drawings, *pdf.pages):
            for one in pikepdf.parse_content_stream(operators):
                if str(one.operator) == "Tf" and str(one.operands[0]) == "/Kit":
                    found.add(float(one.operands[1]))
    return found


def conforms(data: bytes, folder: Path) -> bool:
    (folder / "filled.pdf").write_bytes(data)
    report = page_validation.validate_pdf(str(folder / "filled.pdf"), profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    return True


@pytest.fixture
def filling(browser: Browser, handbook: Site, tmp_path: Path) -> Iterator[Filling]:
    """Fills in a form by the site's own script: the PDF, and what is said of it."""
    context = new_context(browser)

    def fill(made: Form, answers: Mapping[str, str], before: str = "") -> tuple[bytes, dict[str, Any]]:
        write_forms(kit(made), tmp_path)
        forms = tmp_path / "site" / "downloads" / "forms"
        scripts = (forms / f"{made.name}.pdf.js", forms / f"{made.name}.pdf.layout.js", forms / "local-parts.js")
        page = context.new_page()
        if before:
            page.add_init_script(before)
        page.goto((handbook.folder / "assets" / "forms.css").as_uri())
        for file in (handbook.folder / "assets" / "forms-pdf.js", *scripts):
            page.add_script_tag(content=file.read_text(encoding="utf-8"))
        said: dict[str, Any] = page.evaluate(
            """async ([name, answers]) => {
                const own = kitForms[name];
                const { file, ...said } = await kitFillPdf({ ...kitLayouts[own.layout], ...own }, answers);
                const reader = new FileReader();
                await new Promise((done) => { reader.onload = done; reader.readAsDataURL(file); });
                return { ...said, data: reader.result.split(",")[1] };
            }""",
            [made.name, dict(answers)],
        )
        return base64.b64decode(said.pop("data")), said

    yield fill
    context.close()


def downloaded(page: Page) -> tuple[bytes, str]:
    """The PDF, and what the page says of it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PDF", exact=True).click()
    # A warning while typing is said in the same place, so that only the file's name tells what is said of the download.
    status = page.locator(".kit-form-tools [role=status]").filter(has_text=download.value.suggested_filename).first
    status.wait_for()
    return Path(download.value.path()).read_bytes(), status.inner_text()


def test_an_answer_of_666_words_goes_on_on_a_page_of_its_own_and_is_said_to(survey: Page, tmp_path: Path) -> None:
    story = words(666)
    survey.get_by_label("Name *").fill("Zoë Żółć")
    survey.get_by_label("The best way to reach you").fill(WAY)
    survey.locator("[name=comments]").fill(story)
    data, said = downloaded(survey)
    pages = drawn(data)
    assert story.split() == [word for page in pages for word in page.split() if word in set(story.split())]
    question = survey.locator("label[for=field-comments]").inner_text()
    assert f"{question} (page {len(pages) - 1})" in said
    assert f"Continued on page {len(pages) - 1}" in pages[-3]
    assert question in pages[-2]
    assert all("Mentee survey" in page and "Zoë Żółć" in page for page in pages), "sheets fall apart"
    assert f"Page {len(pages)} (continuation 2 of 2)" in pages[-1]
    assert read_pdf(data).answers == {"name": "Zoë Żółć", "best-way": WAY, "comments": story}
    assert min(sizes(data)) >= LEAST
    assert conforms(data, tmp_path)


def test_what_the_browser_remembers_of_an_earlier_site_does_not_come_into_the_pdf(survey: Page) -> None:
    earlier = "(window.kitParts ||= {}).earlier = 'AAAA';"
    survey.route(re.compile(r"/local-parts\.js$"), lambda route: route.fulfill(body=earlier))
    survey.get_by_label("Name *").fill("Zoë Żółć")
    survey.get_by_label("The best way to reach you").fill(WAY)
    data, _ = downloaded(survey)
    assert read_pdf(data).answers == {"name": "Zoë Żółć", "best-way": WAY}
    assert "Mentee survey" in drawn(data)[0]


def test_the_added_page_is_read_aloud_under_the_question(filling: Filling, tmp_path: Path) -> None:
    data, said = filling(form(FORTY), {"q1": words(200), "q2": words(200)})
    assert said["continued"] == [
        {"question": f"What of {number}?", "page": 7, "isWhole": True} for number in (1, 2)
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(data)) as pdf:
        section = pdf.Root.StructTreeRoot.K[0].K[-1]
        assert [str(element.S) for element in section.K][:3] == ["/H2", "/P", "/P"]
        numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        added = pdf.pages[-1].obj
        assert [element.objgen for element in numbers[int(added.StructParents)]] == [one.objgen for one in section.K]
        assert added.Tabs == pikepdf.Name.S
    assert conforms(data, tmp_path)


def test_long_answers_in_forty_fields_are_all_on_paper_and_each_is_one_answer(filling: Filling) -> None:
    story = words(10_000, line=400)
    answers = {"q0": story, **{f"q{number}": story[:3000] for number in range(1, 40)}}
    data, said = filling(form(FORTY), answers)
    assert read_pdf(data).answers == answers
    assert len(said["continued"]) == 40
    assert not said["shortened"]
    shown = drawn(data)
    assert f"Page {len(shown)} (continuation {len(shown) - 6} of {len(shown) - 6})" in shown[-1]
    assert sum(page.split().count("Zoë302") for page in shown) == 40
    assert sum(page.count("answer9999") for page in shown) == 1


def test_what_is_too_long_for_any_paper_is_whole_in_the_file_and_said_to_be_cut_on_paper(filling: Filling) -> None:
    answers = {f"q{number}": "long " * (40_000 if number == 3 else 400) for number in range(40)}
    data, said = filling(form(FORTY), answers)
    assert [one["question"] for one in said["shortened"]] == ["What of 3?"]
    (page,) = (page for page in drawn(data) if "The rest of this answer is not on paper." in page)
    assert "What of 4?" not in page
    assert read_pdf(data).answers == answers


@pytest.mark.parametrize("value", ["wide " * 40, "w" * 400, "a\n" * 60 + "end", "\n" * 500 + "end"])
def test_an_answer_of_any_shape_is_whole(filling: Filling, tmp_path: Path, value: str) -> None:
    made = form("Short: ____ {#short}   Date: ____ {#date}   Third: ____ {#third}\n\n" + FORTY)
    names = ("short", "q0") if "\n" not in value else ("q0",)
    data, _ = filling(made, dict.fromkeys(names, value))
    assert read_pdf(data).answers == dict.fromkeys(names, value)
    letters = re.sub(r"Continued (on|from) page \d+|Short|What of 0\?|\s", "", " ".join(drawn(data)))
    assert letters.count(value.strip()[0]) >= len(names) * "".join(value.split()).count(value.strip()[0])
    assert conforms(data, tmp_path)


def test_an_arabic_form_goes_on_in_arabic_from_the_right(filling: Filling, tmp_path: Path) -> None:
    answer = "أريد أن أتعلم كيف أساعد زملائي في العمل. " * 40 + "\nرقم ١٠٤"
    data, said = filling(spoken(form(FORTY), "ar"), {"q0": answer})
    assert read_pdf(data).answers == {"q0": answer}
    assert "١٠٤" in drawn(data)[-1], "numbers keep their direction"
    with pypdfium2.PdfDocument(data) as document:
        pixels = document[len(document) - 1].render(scale=1).to_pil().convert("L")
    middle = pixels.width // 2
    heading = (0, 60, pixels.width, 110)
    left, right = (pixels.crop((start, heading[1], start + middle, heading[3])) for start in (0, middle))
    assert darkness(right.tobytes()) > darkness(left.tobytes())
    assert said["continued"][0]["page"] == len(drawn(data))
    assert conforms(data, tmp_path)


def test_letters_of_every_script_leave_the_other_fields_alone(survey: Page) -> None:
    survey.get_by_label("Name *").fill("שלום Żółć")
    survey.get_by_label("The best way to reach you").fill(WAY)
    survey.locator("[name=languages]").fill("Nguyễn")
    data, _ = downloaded(survey)
    assert read_pdf(data).answers == {"name": "שלום Żółć", "best-way": WAY, "languages": "Nguyễn"}
    assert b"NeedAppearances" not in data
    assert "Nguyễn" in " ".join(drawn(data))
    assert darkness(ink(data, "name")) > 100


def test_a_letter_that_no_typeface_has_is_named_before_and_after_the_download_and_kept(survey: Page) -> None:
    answer = f"Zoë {UNKNOWN}"
    survey.get_by_label("The best way to reach you").fill(WAY)
    name = survey.get_by_label("Name *")
    name.fill(answer)
    name.blur()
    warning = survey.locator("#field-name--letters")
    expect(warning).to_contain_text(UNKNOWN)
    assert "field-name--letters" in (name.get_attribute("aria-describedby") or "").split()
    survey.locator("[role=status]").filter(has_text=UNKNOWN).first.wait_for(state="attached")
    data, said = downloaded(survey)
    assert f"Name ({UNKNOWN})" in said
    assert read_pdf(data).answers == {"name": answer, "best-way": WAY}
    name.fill("Zoë")
    name.blur()
    expect(warning).to_be_empty()


def test_where_a_browser_hides_its_pixels_letters_become_boxes_and_are_named(filling: Filling, tmp_path: Path) -> None:
    hidden = """CanvasRenderingContext2D.prototype.getImageData =
        (x, y, width, height) => new ImageData(new Uint8ClampedArray(width * height * 4).fill(255), width, height);"""
    data, said = filling(form(FORTY), {"name": "Zoë שלום"}, before=hidden)
    assert said["unshown"] == [{"question": "Name", "letters": list("שלום")}]
    assert "Zoë" in " ".join(drawn(data))
    empty, _ = filling(form(FORTY), {"name": "Zoë"})
    assert darkness(ink(data, "name")) > darkness(ink(empty, "name"))
    assert conforms(data, tmp_path)


NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""


@pytest.fixture
def bare_device(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A browser on a device that has no typefaces but a Latin one."""
    if sys.platform != "linux":
        pytest.skip("where typefaces lie is said to this browser on Linux alone")
    settings = tmp_path / "fonts.conf"
    settings.write_text(NO_FONTS.format(folder=family("Atkinson Hyperlegible").folder, cache=tmp_path / "fonts"))
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    opened = browser.browser_type.launch(
        executable_path=browser_program(), args=list(QUIET), env=environment, timeout=PATIENCE
    )
    yield opened
    opened.close()


def test_a_device_without_typefaces_gets_those_of_the_site_and_tells_nobody_which_it_lacked(
    bare_device: Browser, handbook: Site
) -> None:
    page = new_context(bare_device).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{handbook.on_disk}forms/mentee-survey.html")
    answers = {"name": "שלום", "best-way": WAY, "languages": "हिन्दी ไทย ខ្មែរ தமிழ் తెలుగు", "union-role": "山田"}
    for name, answer in answers.items():
        page.locator(f"[name={name}]").fill(answer)
        page.locator(f"[name={name}]").blur()
    warnings = page.locator("[id$=--letters]")
    expect(warnings).to_have_text(["Paper will not show these letters: 山 田. They are kept in the file."])
    assert not [address for address in asked if "typefaces" in address]
    data, said = downloaded(page)
    assert said.endswith(": Role in the union (山 田).")
    assert read_pdf(data).answers == answers
    assert darkness(ink(data, "name")) > 100
    assert [address.rpartition("/")[2] for address in asked if "typefaces" in address] == ["typefaces.js"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("half \ud83d of a letter", "half \ufffd of a letter"),
        ("\u202egnorw\u202c right", "gnorw right"),
        ("e\u0301t\u00e9", "e\u0301t\u00e9"),
        ("tab\tand (brackets) \\ slash", "tab\tand (brackets) \\ slash"),
        ("\U0001f469\u200d\U0001f680", "\U0001f469\u200d\U0001f680"),
    ],
)
def test_odd_letters_are_kept_and_do_no_harm(filling: Filling, typed: str, kept: str) -> None:
    data, _ = filling(form(FORTY), {"name": typed})
    assert read_pdf(data).answers == {"name": kept}


def test_marks_that_turn_text_around_do_not_change_what_is_drawn(filling: Filling) -> None:
    pictures = [ink(filling(form(FORTY), {"name": name})[0], "name") for name in ("\u202eabc\u202c", "abc")]
    assert pictures[0] == pictures[1]
