"""Fields of a printed form: named, spoken, tabbed through, filled in, and seen in every viewer."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from form_samples import form, kit, spoken, widgets

from generators.model import Form
from generators.writers.forms.writer import Press


def test_fields_have_the_names_and_the_order_of_the_form(printed: bytes) -> None:
    fields = pypdf.PdfReader(io.BytesIO(printed)).get_fields() or {}
    assert list(fields) == [
        "name", "phone", "gender", "what-do-you-hope-to-learn", "would-you-come-again", "helped-learn", "helped-lead",
        "helped-other", "helped-other-text", "useful", "when-1", "what-1", "when-2", "what-2", "signature", "signed",
    ]  # fmt: skip


def test_choices_are_words(printed: bytes) -> None:
    fields = pypdf.PdfReader(io.BytesIO(printed)).get_fields() or {}
    assert set(fields["would-you-come-again"]["/_States_"]) == {"/no", "/maybe", "/yes", "/Off"}
    assert set(fields["helped-learn"]["/_States_"]) == {"/Yes", "/Off"}


def test_screen_readers_hear_the_question_its_help_and_the_choice(printed: bytes) -> None:
    spoken = [str(widget.TU) for widget in widgets(printed)]
    assert spoken[0] == "Name. As on your card."
    assert spoken[2] == "Gender. Optional: so that we see whom we reach"
    assert spoken[4] == "Would you come again? No"
    assert "It helped me to: Other, please say which" in spoken
    assert "How helpful was it? 3, Extremely" in spoken
    assert "When, 1" in spoken


MARKS = """
Would you come again? {required}
*Be frank.*
( ) No   ( ) Yes

It helped me to {#helped required}
[ ] learn
[ ] Other: ____

Are you well? ____ {hint="Say so."}
Place (which hall?): ____ {hint="Or street."}
Name: ____ {required}
Born on: ____ {type=date optional="so that we see whom we reach"}
"""


def test_what_is_said_of_a_field_has_one_mark_between_two_sentences_and_says_what_is_required(workshop: Path) -> None:
    asked = form(MARKS)
    data = Press(kit(asked), workshop).fillable(asked)
    assert [str(widget.TU) for widget in widgets(data)] == [
        "Would you come again? (required): No",
        "Would you come again? (required): Yes",
        "It helped me to (required): learn",
        "It helped me to (required): Other",
        "It helped me to: Other, please say which",
        "Are you well? Say so.",
        "Place (which hall?). Or street.",
        "Name",
        "Born on. Optional: so that we see whom we reach. Year, month, day, such as 2026-03-09.",
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        groups = [str(field.TU) for field in pdf.Root.AcroForm.Fields if "/Kids" in field]
    assert groups == ["Would you come again? (required). Be frank."]


def test_two_questions_of_one_name_are_told_apart_by_their_parts(workshop: Path) -> None:
    notes = form("## Update\n\nNotes: ____ {#one}\n\n## Focus\n\nNotes: ____ {#two}")
    assert [str(widget.TU) for widget in widgets(Press(kit(notes), workshop).fillable(notes))] == [
        "Update: Notes", "Focus: Notes"
    ]  # fmt: skip


def test_every_widget_is_a_form_element_and_tab_follows_reading(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        tags = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            assert page.obj.Tabs == pikepdf.Name.S
            for annotation in page.obj.Annots:
                kind = "/Form" if annotation.Subtype == pikepdf.Name.Widget else "/Link"
                assert str(tags[int(annotation.StructParent)].S) == kind


def filled(data: bytes, values: dict[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for sheet in writer.pages:
        writer.update_page_form_field_values(sheet, values, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_accents_and_vietnamese_letters_come_back_as_typed(printed: bytes) -> None:
    values = {"name": "Zoë Żółć Nguyễn Thị Ánh", "useful": "/3", "helped-lead": "/Yes"}
    fields = pypdf.PdfReader(io.BytesIO(filled(printed, values))).get_fields() or {}
    assert {name: str(fields[name].value) for name in values} == values


def test_fields_of_one_size_do_not_show_one_anothers_answers(printed: bytes) -> None:
    answers = {name: f"answer {name}" for name in ("when-1", "what-1", "when-2", "what-2")}
    with pikepdf.open(io.BytesIO(filled(printed, answers))) as pdf:
        widgets = [widget for sheet in pdf.pages for widget in sheet.obj.get("/Annots", ())]
        drawings = {str(widget.get("/T")): widget.AP.N.objgen for widget in widgets if "/T" in widget}
    assert len({drawings[name] for name in answers if name in drawings}) == len(drawings.keys() & answers.keys()) > 1


def ink(data: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        return [sheet.render(scale=1, may_draw_forms=True).to_pil().tobytes() for sheet in document]


@pytest.mark.parametrize("values", [{"name": "Zoë Nguyễn"}, {"useful": "/2"}, {"helped-learn": "/Yes"}])
def test_what_is_filled_in_is_seen(printed: bytes, values: dict[str, str]) -> None:
    assert ink(filled(printed, values)) != ink(printed)


def drawn_in_area(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for annotation in pdf.pages[0].obj.Annots:
            if annotation.get("/T") == "what-do-you-hope-to-learn":
                return bytes(annotation.AP.N.read_bytes())
    raise AssertionError("the area is on the first page")


def test_ruled_lines_are_printed_when_empty_only(printed: bytes) -> None:
    assert drawn_in_area(printed).count(b" l S") == 2
    assert b" l S" not in drawn_in_area(filled(printed, {"what-do-you-hope-to-learn": "To lead."}))


def test_typed_arabic_begins_on_the_right(survey: Form, workshop: Path) -> None:
    texts = [
        widget for widget in widgets(Press(kit(survey), workshop).fillable(spoken(survey, "ar"))) if "/DA" in widget
    ]
    assert all(int(widget.get("/Q", 0)) == 2 for widget in texts if widget.get("/FT") == pikepdf.Name.Tx)


def test_a_thousand_fields_are_printed(workshop: Path) -> None:
    many = form("\n".join(f"Question {number}: ____" for number in range(1000)))
    assert len(list(widgets(Press(kit(many), workshop).fillable(many)))) == 1000
