"""Forms on paper and on screen: tagged PDFs that people fill in with any viewer, and read with any other."""

from __future__ import annotations

import io
import json
import re
import zlib
from base64 import b64decode
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pypdf
import pypdfium2
import pytest
from form_samples import form, kit, page, spoken, widgets

from generators.forms.names import FormIdentity, identity_in
from generators.model import Form
from generators.model.replacing import replace
from generators.writers.forms import write_forms, write_large_print
from generators.writers.forms.widgets import pages_and_rest
from generators.writers.forms.writer import NEARLY_EMPTY, Press


def test_a_kit_gets_each_form_in_two_sizes_and_all_of_them_in_one_file(survey: Form, tmp_path: Path) -> None:
    for write in (write_forms, write_large_print):
        write(kit(survey, replace(survey, name="second", title="Second")), tmp_path)
    folder = tmp_path / "site" / "downloads" / "forms"
    assert sorted(file.name for file in folder.glob("*.pdf")) == [
        "appendix-kit.pdf", "second-large-print.pdf", "second.pdf", "survey-large-print.pdf", "survey.pdf"
    ]  # fmt: skip


def test_the_typefaces_of_a_local_stand_once_in_what_the_pages_of_its_forms_load(survey: Form, tmp_path: Path) -> None:
    write_forms(kit(survey, replace(survey, name="second", title="Second")), tmp_path)
    folder = tmp_path / "site" / "downloads" / "forms"
    forms = [handed_over(folder / f"{name}.pdf.js") for name in ("survey", "second")]
    parts = handed_over(folder / "local-parts.js")
    assert forms[0]["parts"] == forms[1]["parts"]
    typefaces = [data for data in map(b64decode, parts.values()) if _TYPEFACE in _unpacked(data)[:4]]
    assert len(typefaces) > 1
    assert not [form for form in forms if any(data in b64decode(form["own"]) for data in typefaces)]


def handed_over(script: Path) -> dict[str, Any]:
    """The data of a script."""
    return dict(json.loads(re.split(r"\{\}\).*?[=,] ", script.read_text("utf-8"))[1].rstrip(");\n")))


_TYPEFACE = b"\0\1\0\0"


def _unpacked(written: bytes) -> bytes:
    """What a stream holds, as it is written in a PDF."""
    data = written.partition(b"\nstream\n")[2].rpartition(b"\nendstream")[0]
    return zlib.decompress(data) if b"/FlateDecode" in written else data


def test_a_kit_without_forms_gets_no_folder(tmp_path: Path) -> None:
    for write in (write_forms, write_large_print):
        write(kit(), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("language", "paper"), [("en", "letter"), ("ar", "a4"), ("vi", "a4")])
def test_every_pdf_conforms_to_pdf_ua_1(
    survey: Form, workshop: Path, tmp_path: Path, language: str, paper: Any, *, large: bool
) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(Press(kit(survey, paper=paper), workshop).fillable(spoken(survey, language), large=large))
    report = page_validation.validate_pdf(str(file), profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_all_forms_in_one_conform_too_and_have_bookmarks_but_nothing_to_type(
    survey: Form, workshop: Path, tmp_path: Path
) -> None:
    second = replace(survey, name="second", title="Second", appendix="II")
    data = Press(kit(survey, second), workshop).for_a_pen()
    (tmp_path / "kit.pdf").write_bytes(data)
    assert page_validation.validate_pdf(str(tmp_path / "kit.pdf"), profile="ua1").is_compliant
    assert not list(widgets(data))
    reader = pypdf.PdfReader(io.BytesIO(data))
    marks = [item for item in reader.outline if isinstance(item, pypdf.generic.Destination)]
    assert [str(mark.title) for mark in marks] == ["Appendix kit", "A survey", "Second"]
    begin = [reader.get_destination_page_number(mark) or 0 for mark in marks]
    assert [number % 2 for number in begin] == [0, 0, 0], "each form begins on the front of a sheet"


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_paper_is_the_locals_own(survey: Form, workshop: Path, paper: Any, size: tuple[int, int]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(Press(kit(survey, paper=paper), workshop).fillable(survey)))
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_large_print_has_the_same_fields_with_more_room(survey: Form, workshop: Path, printed: bytes) -> None:
    large = Press(kit(survey), workshop).fillable(survey, large=True)
    names = [list(pypdf.PdfReader(io.BytesIO(data)).get_fields() or {}) for data in (printed, large)]
    assert names[0] == names[1]
    assert "/KitForm 18 Tf" in str(next(widgets(large)).DA)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(large)).pages)
    assert "Large print" in str(pypdf.PdfReader(io.BytesIO(large)).metadata)
    assert "Would you come again?" in text


@pytest.mark.parametrize("large", [False, True])
def test_the_last_box_says_what_to_do_next(workshop: Path, *, large: bool) -> None:
    made, local = form("Name: ____"), kit().local
    decided = replace(local, variables={**local.variables, "forms": {"send_to": "forms@local.example", "by": "May 1"}})
    for who, expected in ((local, False), (decided, True)):
        data = Press(replace(kit(made), local=who), workshop).fillable(made, large=large)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
        said = "Send this form to forms@local.example. Please do so by May 1." in " ".join(text.split())
        assert said == expected


def test_the_file_says_which_form_it_is(printed: bytes, survey: Form) -> None:
    metadata = pypdf.PdfReader(io.BytesIO(printed)).metadata
    assert metadata is not None
    assert identity_in(str(metadata["/Keywords"])) == FormIdentity("survey", survey.edition)


def test_header_footer_and_privacy_stand_on_the_page(printed: bytes, survey: Form) -> None:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed)).pages)
    for expected in (
        "Sample Union · Local 7",
        "A survey",
        "Only the coordinator.",
        survey.edition,
        "Page 1 of",
        "10 min",
    ):
        assert expected in text


def test_a_file_runs_nothing_and_leads_nowhere_but_where_its_author_says(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        actions = [obj.get("/S") for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/URI" in obj]
        everything = b"".join(obj.unparse() for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary))
    assert len(actions) <= 1
    assert b"x-field" not in everything
    assert not {name for name in (b"/JavaScript", b"/SubmitForm", b"/Launch", b"/EmbeddedFiles") if name in everything}


def test_a_link_to_a_page_opens_it_on_the_locals_site_or_names_it_on_paper(tmp_path: Path) -> None:
    """No file on a stick or a sheet of paper knows where 'roles.md' is."""
    made = form("Read [what we promise](../handbook/roles.md#trust) first.\n\nName: ____\n")
    roles = page("# Roles\n\nA.\n", {"title": "Roles"}, path="handbook/roles.md")
    offline = replace(kit(made), pages=(roles,))
    online = replace(offline, local=replace(offline.local, url="https://local7.example/kit/"))
    found = []
    for number, one in enumerate((offline, online)):
        write_forms(one, tmp_path / str(number))
        written = pypdf.PdfReader(tmp_path / str(number) / "site" / "downloads" / "forms" / "survey.pdf").pages[0]
        links = [note.get_object() for note in written.annotations or ()]
        found.append([str(note["/A"]["/URI"]) for note in links if "/A" in note])
        assert ("(see: Roles)" in written.extract_text()) == (not found[-1])
    assert found == [[], ["https://local7.example/kit/handbook/roles/#trust"]]


def test_letters_that_no_typeface_has_do_not_stop_the_press(workshop: Path) -> None:
    festive = replace(form("Name: ____"), title="\U0001f389", privacy="Only you \U0001f91d and I, \u5c71")
    text = pypdf.PdfReader(io.BytesIO(Press(kit(festive), workshop).fillable(festive))).pages[0].extract_text()
    assert "Only you" in text


def test_hostile_words_are_drawn_as_letters(workshop: Path) -> None:
    label = r'#include "/etc/passwd" $x$ \#panic() <script> *b'
    hostile = replace(form("Name: ____"), title=label, privacy=label)
    section = hostile.sections[0]
    field = replace(section.items[0], label=label, hint=label)  # type: ignore[arg-type]
    hostile = replace(hostile, sections=(replace(section, items=(field,)),))
    text = pypdf.PdfReader(io.BytesIO(Press(kit(hostile), workshop).fillable(hostile))).pages[0].extract_text()
    assert text.count("panic()") >= 4


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_logo_stands_beside_the_title_and_says_what_it_is(survey: Form, tmp_path: Path, kind: str) -> None:
    logo = tmp_path / f"logo.{kind}"
    if kind == "svg":
        logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>')
    else:
        from PIL import Image

        Image.new("RGB", (40, 40), "red").save(logo)
    (tmp_path / "workshop").mkdir()
    data = Press(kit(survey, logo=logo), tmp_path / "workshop").fillable(survey)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Local 7's torch"]


@pytest.mark.parametrize(("size", "most"), [((24, 12), (24, 12)), ((900, 90), (171, 17.1)), ((300, 300), (40, 40))])
def test_a_logo_is_as_large_as_its_pixels_allow_and_leaves_room_for_the_title(
    survey: Form, tmp_path: Path, size: tuple[int, int], most: tuple[float, float]
) -> None:
    from PIL import Image

    Image.new("RGB", size, "red").save(tmp_path / "logo.png")
    (tmp_path / "workshop").mkdir()
    data = Press(kit(survey, logo=tmp_path / "logo.png"), tmp_path / "workshop").fillable(survey)
    assert drawn_sizes(data)[0] == pytest.approx(most, abs=1)


def test_a_small_picture_in_a_form_is_not_blown_up(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (24, 12), "red").save(tmp_path / "icon.png")
    made = form("![An icon](icon.png)\n\nName: ____")
    shown = replace(kit(made), assets={"forms/icon.png": tmp_path / "icon.png", "icon.png": tmp_path / "icon.png"})
    (tmp_path / "workshop").mkdir()
    data = Press(shown, tmp_path / "workshop").fillable(made)
    assert drawn_sizes(data) == [pytest.approx((24, 12), abs=1)]


def drawn_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of the pictures on the first page, in points."""
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        boxes = [drawn.get_bounds() for drawn in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=9)]
        return [(right - left, top - bottom) for left, bottom, right, top in boxes]


def test_a_form_gives_up_air_before_it_gives_a_page_to_next_to_nothing(workshop: Path) -> None:
    questions = "\n\n".join(f"Question {number}: ____" for number in range(28))
    long = form("Notes\n" + "____\n" * 10 + "\n" + questions)
    press = Press(kit(long), workshop)
    assert len(pypdf.PdfReader(io.BytesIO(press.fillable(long))).pages) == 2
    assert press.tight == {"survey"}


def test_large_print_keeps_its_air_and_is_laid_out_once(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = form("\n\n".join(f"Question {number}: ____" for number in range(10)))
    press, laid_out = Press(kit(long), workshop), []
    lay_out = press._laid_out

    def listed(template: str, data: dict[str, Any]) -> bytes:
        laid_out.append((template, data))
        return lay_out(template, data)

    monkeypatch.setattr(press, "_laid_out", listed)
    press.fillable(long, large=True)
    assert [template for template, _ in laid_out] == ["parts", "form"]
    _, data = laid_out[-1]
    normal = lay_out("form", data)
    with pikepdf.open(io.BytesIO(normal)) as pdf:
        pages, rest = pages_and_rest(pdf)
    assert pages > 1 and rest > NEARLY_EMPTY, "printed in a normal size, it would be set tighter"
    assert lay_out("form", {**data, "tight": True}) == normal


def test_page_breaks_are_kept_one_after_the_other_and_every_page_has_its_number(workshop: Path) -> None:
    parts = [f"Part {number}\n" + "____\n" * 18 for number in range(1, 5)]
    broken = form("\n<!-- page break -->\n\n".join(parts))
    sheets = pypdf.PdfReader(io.BytesIO(Press(kit(broken), workshop).fillable(broken))).pages
    said = [sheet.extract_text() for sheet in sheets]
    assert len(said) == 4
    for number, words in enumerate(said, 1):
        assert f"Part {number}" in words
        assert f"Page {number} of 4" in words


def test_printing_twice_gives_the_same_bytes(survey: Form, printed: bytes, tmp_path: Path) -> None:
    assert Press(kit(survey), tmp_path).fillable(survey) == printed
