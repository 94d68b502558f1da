"""Blanks, boxes, and tables as people draw them become fields that the reader of forms takes without an error."""

from __future__ import annotations

import re

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
        ((paragraph("Name"), paragraph("____"), paragraph("Shop"), paragraph("____")), "Name\n____\n\nShop\n____\n"),
        (
            (paragraph("____"), paragraph("Mentor"), paragraph("____"), paragraph("Mentee")),
            "Mentor: ____\nMentee: ____\n",
        ),
        ((paragraph("Member?"), paragraph("Yes ___ No ___")), "Member?\n( ) Yes\n( ) No\n"),
        ((paragraph("Title:"), paragraph("___ Mr. ___ Ms.")), "Title:\n[ ] Mr.\n[ ] Ms.\n"),
        (
            (paragraph("Name: ____"), paragraph("Rate us:"), paragraph("Poor 1 2 3 4 5 Excellent")),
            'Name: ____\n\nRate us: {low="Poor" high="Excellent"}\n(1) (2) (3) (4) (5)\n',
        ),
        ((paragraph("It pays $ ______ per month"),), "It pays $ (…) per month\n\nIt pays $: ____\n"),
        ((paragraph("$ ______ per month"),), "$ (…) per month\n\nper month: ____\n"),
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


@pytest.mark.parametrize(
    ("drawn", "field"),
    [
        ("Phone: (____) ____-________", "Phone: ____ {type=tel}"),
        ("Cell ( ___ ) ___ - ____", "Cell: ____ {type=tel}"),
        ("Born __/__/____", "Born: ____ {type=date}"),
        ("Signed: ___ / ___ / ___", "Signed: ____ {type=date}"),
        ("Begins at __:__", "Begins at: ____"),
        ("Badge (last 4): ___-__-____", "Badge (last 4): ____"),
        ("Hours: ______ \u2013 ______", "Hours: ____"),
    ],
)
def test_a_blank_in_pieces_is_one_field_in_a_line_and_in_a_table(drawn: str, field: str) -> None:
    name = paragraph("Name: ____")
    assert form_of(name, paragraph(drawn)) == f"Name: ____\n{field}\n"
    blank = re.sub(r"^.*?(?=_|\( ?_)", "", drawn)
    shown = form_of(name, table(["What", "Answer"], ["", blank]))
    assert shown == "Name: ____\n\n| What | Answer |\n| --- | --- |\n| ____ | ____ |\n"


def test_a_cell_that_goes_on_is_no_room_for_an_answer() -> None:
    rows = [cell("A", down="restart"), ""], [cell(down="continue"), ""]
    assert form_of(table(["Who", "When"], *rows)) == ("| Who | When |\n| --- | --- |\n| A | ____ |\n|  | ____ |\n")
    parts = [cell("For members", across=2)], ["Name", ""], [cell("For the office", across=2)], ["Received", ""]
    assert form_of(table(*parts, columns=2)) == "For members\n\nName: ____\n\nFor the office\n\nReceived: ____\n"


def test_a_name_over_several_columns_stands_before_each() -> None:
    rows = [cell("Who", down="restart"), cell("Contact", across=2)], [cell(down="continue"), "Phone", "Mail"]
    assert form_of(table(*rows, ["", "", ""], columns=3)) == (
        "| Who | Contact Phone | Contact Mail |\n| --- | --- | --- |\n| ____ | ____ | ____ |\n"
    )


def test_rows_that_begin_with_the_same_words_are_told_apart() -> None:
    assert form_of(table(["Week", "Topic"], ["Call", ""], ["Call", ""])) == (
        "| Week | Topic |\n| --- | --- |\n| Call | ____ |\n| Call (2) | ____ |\n"
    )


def test_a_table_with_merged_cells_and_nothing_to_fill_in_is_no_form() -> None:
    body = table([cell("Officers", across=3)], ["Ann", "Mill", "day"], ["Bo", "Dock", "night"], columns=3)
    draft = read_word("f.docx", word_file(heading(1, "Officers"), body), Destination())
    assert [str(file.path) for file in draft.files] == ["content/index.md", "content/officers.md"]
