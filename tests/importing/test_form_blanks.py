"""Blanks, boxes, and tables as people draw them become fields that the reader of forms takes without an error."""

from __future__ import annotations

import pytest
from word_samples import bold, cell, control, heading, item, paragraph, table, word_file

from generators.forms.form import read_form
from generators.importing.documents import read_word
from generators.importing.draft import Destination
from generators.markdown.dialect import Dialect
from generators.model import FormFrontMatter, FormPage, Line, Place
from generators.model.problems import Problems

BOX = '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'


def titled(title: str, kind: str = "<w:text/>", shown: str = "Click here.") -> str:
    return control(f'<w:alias w:val="{title}"/>{kind}', shown)


BLOCK = titled("Remarks", '<w:text w:multiLine="1"/>').replace("<w:r>", "<w:p><w:r>").replace("</w:r>", "</w:r></w:p>")


def form_of(*body: str) -> str:
    """The lines of a form with ``body``, below its heading; none of them is an error."""
    draft = read_word("f.docx", word_file(heading(1, "Day survey"), *body), Destination())
    (page,) = [file for file in draft.files if file.path.parts[1] == "forms"]
    text = page.data.decode().split("\n---\n", 1)[1].removeprefix("\n# Day survey\n\n")
    problems = Problems()
    lines = tuple(Line(line, Place("f.md", number)) for number, line in enumerate(text.split("\n"), 1))
    read_form(FormPage("forms/f.md", "en", lines, FormFrontMatter(), Place("f.md", 1)), Dialect(()), problems)
    assert [problem.message for problem in problems.errors] == []
    return text


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ((paragraph("Name: ____"), paragraph("Name: ____")), "Name: ____\nName: ____ {#name-2}\n"),
        ((paragraph("Name*: ____"), paragraph("Length * width: ____")), "Name\\*: ____\nLength \\* width: ____\n"),
        ((paragraph(bold("Name*:"), " ____"),), "Name\\*: ____\n"),
        ((paragraph("Gender: ____"),), 'Gender: ____ {optional="You may leave this out."}\n'),
        ((paragraph("Name ________  Date ________"),), "Name: ____   Date: ____ {type=date}\n"),
        ((paragraph("Start: ________ (month)"),), 'Start: ____ {hint="(month)"}\n'),
        (
            (paragraph("________________"), paragraph("Signature of mentor")),
            "Signature of mentor: ____ {type=signature}\n",
        ),
        ((paragraph("How was it? 1 2 3"), paragraph("Name: ____")), "How was it?\n( ) 1\n( ) 2\n( ) 3\n\nName: ____\n"),
        ((paragraph("Choose one: ☐ Tea ☐ Milk"),), "Choose one:\n( ) Tea\n( ) Milk\n"),
        ((paragraph("Will you come? ( ) Yes ( ) Perhaps"),), "Will you come?\n( ) Yes\n( ) Perhaps\n"),
        ((paragraph("Drinks:"), item("☐ Tea"), item("☐ Other ______")), "Drinks:\n[ ] Tea\n[ ] Other: ____\n"),
        (
            (table(["Date", "Topic"], ["", ""]), paragraph("Then"), table(["Date", "Topic"], ["", ""])),
            "| Date | Topic |\n| --- | --- |\n| ____ | ____ |\n\nThen\n\n"
            "| Date {#date-2} | Topic {#topic-2} |\n| --- | --- |\n| ____ | ____ |\n",
        ),
        (
            (table(["", "Agree", "Disagree"], ["I like it", "", ""], ["I know it", "", ""]),),
            "I like it:\n( ) Agree\n( ) Disagree\n\nI know it:\n( ) Agree\n( ) Disagree\n",
        ),
        (
            (table(["Name", "", "Shift", ""], [cell("Local", across=1), "", "Phone", ""]),),
            "Name: ____\nShift: ____\nLocal: ____\nPhone: ____ {type=tel}\n",
        ),
        (
            (paragraph("I agree to meet ______ times, at ______."),),
            "I agree to meet (…) times, at (…).\n\nI agree to meet: ____\ntimes, at: ____\n",
        ),
    ],
)
def test_what_is_drawn_is_a_field(body: tuple[str, ...], lines: str) -> None:
    assert form_of(*body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ((paragraph(titled("E-mail address")),), "E-mail address: ____ {type=email}\n"),
        ((paragraph(titled("Day", "<w:date/>")),), "Day: ____ {type=date}\n"),
        ((BLOCK,), "Remarks:\n____\n____\n____\n"),
        ((paragraph("Write to: ", titled("E-mail")),), "Write to: ____\n"),
        ((paragraph("Where do you work?"), paragraph(titled("Place"))), "Where do you work?\n____\n"),
        ((paragraph(titled("First name"), titled("Last name")),), "First name: ____   Last name: ____\n"),
        ((paragraph(titled("I will come", BOX, "☐")),), "Day survey:\n[ ] I will come\n"),
        ((table([cell("Phone"), cell(paragraph(titled("Telephone 2")))]),), "Phone: ____ {type=tel}\n"),
    ],
)
def test_a_control_without_words_around_it_is_asked_for_by_its_title(body: tuple[str, ...], lines: str) -> None:
    assert form_of(*body) == lines
