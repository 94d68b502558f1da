"""Blanks, boxes, and scales as people draw them: each is read as it is meant, or named with its cure."""

from __future__ import annotations

import random
import re

import lxml.html
import markdown
import pytest
from form_samples import DIALECT, complaints, field, fields, form, page
from sample import grows_in_step

from generators.forms import spellings
from generators.forms.extension import FieldsExtension, language_mark
from generators.forms.form import read_form
from generators.forms.names import fields_of
from generators.model import FormProse
from generators.model.problems import Problems

NO_BLANK = "this blank makes no field"
NO_BOX = "this box makes no field"
TICKED = "this box is read as one that is not ticked yet (write it empty: [ ] or ( ))"


@pytest.mark.parametrize(
    "drawn",
    [
        "() Yes   () No", "(  ) Yes ( ) No", "(\u00a0) Yes   (&nbsp;) No", "( )Yes ( )No", "( )\tYes\t( )\tNo",
        "◯ Yes ◯ No", "○ Yes\n○ No", "\u20dd Yes   \u20dd No", "- ( ) Yes\n- ( ) No",
        "1. ( ) Yes\n2. ( ) No", "(_) Yes (__) No", "( ) Yes\n\n( ) No", "\n&#9675; Yes\n\n\n&#x25ef; No",
    ],
)  # fmt: skip
def test_a_round_box_is_one_choice_of_several_however_it_is_drawn(drawn: str) -> None:
    (choice,) = fields(f"Are you coming?\n{drawn}")
    assert (choice.kind, [option.label for option in choice.options]) == ("radio", ["Yes", "No"])


@pytest.mark.parametrize("drawn", ["( )1 ( )2 ( )3", "( ) 1\n( ) 2\n( ) 3", "◯ 3   ◯ 2   ◯ 1"])
def test_numbers_behind_round_boxes_are_a_scale_where_its_ends_have_names(drawn: str) -> None:
    scale = field(f"How was it? {{low=Poor high=Great}}\n{drawn}")
    assert (scale.kind, scale.low, scale.high, len(scale.options)) == ("scale", "Poor", "Great", 3)
    assert field(f"How many of you come?\n{drawn}").kind == "radio"


@pytest.mark.parametrize("drawn", ["① ② ③", "①②③", "① / ② / ③"])
def test_numbers_in_circles_are_a_scale(drawn: str) -> None:
    scale = field(f"How was it? {drawn} {{low=Poor high=Great}}")
    assert (scale.kind, [option.label for option in scale.options]) == ("scale", ["1", "2", "3"])


@pytest.mark.parametrize("how", ["Choose one.", "(select all that apply)", "Please tick one:", "*Elija una.*"])
def test_how_to_answer_is_no_question_but_help_with_it(how: str) -> None:
    choice = field(f"Which shift?\n{how}\n( ) Day\n( ) Night")
    assert (choice.label, choice.hint) == ("Which shift?", how.strip("*"))
    assert field(f"{how}\n( ) Day\n( ) Night").hint == ""


@pytest.mark.parametrize("label", ["Name (required):", "Name (Required)", "Name [mandatory]:", "Name (obligatorio):"])
def test_a_word_in_parentheses_asks_for_an_answer_as_well(label: str) -> None:
    made = field(f"{label} ____")
    assert (made.name, made.label, made.required) == ("name", "Name", True)
    assert not field('Name (required): ____ {optional="no"}').required


@pytest.mark.parametrize(
    "drawn",
    [
        "Name*: ____", "Name *: ____", "Name: * ____", "*Name: ____", "Name\\*: ____", "**Name** *: ____",
        "Name: ____ *", "Name*\n____", "Name: ____ (required)", "Name: ____ required", "Name: ____ [required]",
        "(required) Name: ____",
        "Name - required: ____", "Name (requerido)*: ____", "Name\uff08必填\uff09\uff1a____",
        "Name<font color=red>*</font>: ____",
        "Name: ____ {Required}", "Name: ____ {REQUIRED, type=text}", "Name: ____ {required: yes}",
    ],
)  # fmt: skip
def test_a_star_or_a_word_asks_for_an_answer_wherever_it_stands(drawn: str) -> None:
    (made,) = fields(drawn)
    assert (made.name, made.label, made.required) == ("name", "Name", True)


@pytest.mark.parametrize(
    "drawn",
    [
        "* Name: ____", "*Name:* ____", "**Name:** ____", "How *often*? ____", "5* hotel: ____",
        "Name: ____ {required=no}", "Name: ____ {personal=no required=false}", "Name (optional): ____",
    ],
)  # fmt: skip
def test_other_stars_and_words_ask_for_none(drawn: str) -> None:
    assert not any(made.required or made.personal for made in fields(drawn))


def test_a_star_asks_for_an_answer_above_choices_and_in_tables() -> None:
    choice = field("Which days* (tick all)\n[ ] Mo\n[ ] Tu")
    assert (choice.label, choice.required) == ("Which days (tick all)", True)
    named = {made.name: made.required for made in fields("| Name* | City |\n| --- | --- |\n| ____ | ____ |\n")}
    assert named == {"name-1": True, "city-1": False}
    assert field("| | Who |\n| --- | --- |\n| Steward* | ____ |\n").required


@pytest.mark.parametrize(
    ("drawn", "kind"),
    [
        ("[____]", "text"), ("(____)", "text"), ("<____>", "text"), ("[          ]", "text"), ("▁▁▁▁", "text"),
        ("____\\", "text"), ("___-__-____", "text"), ("____-____-____-____", "text"), ("____ ____ ____", "text"),
        ("_____-____", "text"), ("___-___-____", "tel"), ("____ {type = Email}", "email"),
    ],
)  # fmt: skip
def test_a_blank_is_one_however_it_is_framed_or_parted(drawn: str, kind: str) -> None:
    made = field(f"No.: {drawn}")
    assert (made.label, made.kind, made.input_type) == ("No.", "text", kind)


def test_attributes_may_have_commas_between_them() -> None:
    scale = field('How? {low="Not at all", high="Extremely"}\n(1) (2) (3)')
    assert (scale.low, scale.high) == ("Not at all", "Extremely")


def test_blanks_before_choices_on_a_line_are_fields_of_their_own() -> None:
    assert [made.name for made in fields("Name: ____ Date: ____ Shift: ( ) Day ( ) Night")] == ["name", "date", "shift"]


def test_styles_of_html_are_no_words_of_a_question() -> None:
    assert [made.label for made in fields("<b>Name</b>: ____\n\n<b>Which?</b> ( ) a ( ) b")] == ["Name", "Which?"]


def test_a_list_may_hold_blanks() -> None:
    assert [made.name for made in fields("- Name: ____\n- City: ____   State: ____\n")] == ["name", "city", "state"]


def test_boxes_of_a_loose_list_are_choices_of_one_question() -> None:
    (choice,) = fields("Which days?\n\n- [ ] Mon\n\n- [ ] Tue\n\nWe meet at six.")
    assert [option.label for option in choice.options] == ["Mon", "Tue"]


@pytest.mark.parametrize("box", ["[ ] {}", "( ) {}"])
def test_what_stands_apart_from_a_list_of_choices_is_not_taken_into_it(box: str) -> None:
    mon, tue, apart = map(box.format, ("Mon", "Tue", "I agree to the rules"))
    (found,) = complaints(f"Which days?\n{mon}\n{tue}\n\n{apart}\n")
    assert "a field without a label" in found
    (choice,) = fields(f"Which days?\n\n{mon}\n\n{tue}\n\n{apart}\n")
    assert len(choice.options) == 3


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("How was it? {low=Poor}\n( ) Poor ( ) Great", "'low' is for a row of numbers"),
        ("Name: ____ {high=Great}", "'high' is for a row of numbers"),
        ("Coming? {lines=3}\n[ ] Yes [ ] No", "'lines' is for a blank to write on"),
        ("How was it? {low=Poor max=3 high=Great}\n(1) (2) (3)", "'max' is for a blank to write on"),
    ],
)
def test_what_does_nothing_for_a_question_of_its_kind_is_said(text: str, named: str) -> None:
    (found,) = complaints(text)
    assert named in found


@pytest.mark.parametrize(
    "drawn",
    [
        "[] Yes [] No", "[ ]Yes\n[  ] No", "☐ Yes ☐ No", "□ Yes   ❏ No", "- ☐ Yes\n- ☐ No", "- [ ] Yes\n- [ ] No",
        "[_] Yes [_] No",
    ],
)  # fmt: skip
def test_a_square_box_is_any_choice_however_it_is_drawn(drawn: str) -> None:
    (choice,) = fields(f"Are you coming?\n{drawn}")
    assert (choice.kind, [option.label for option in choice.options]) == ("checks", ["Yes", "No"])


@pytest.mark.parametrize(
    ("line", "label", "kind"),
    [
        ("Yes/No: ☐ Yes ☐ No", "Yes/No", "checks"),
        ("Please read and agree: [ ] I agree", "Please read and agree", "checks"),
        ("**Coming?** ( ) Yes ( ) No", "Coming?", "radio"),
    ],
)
def test_boxes_may_stand_behind_their_question(line: str, label: str, kind: str) -> None:
    assert (field(line).label, field(line).kind) == (label, kind)


@pytest.mark.parametrize(
    "drawn",
    [
        "[x] Yes\n[ ] No",
        "☑ Yes ☐ No",
        "[ ] Yes [X] No",
        "(x) Yes\n( ) No",
        "( ) Yes (x) No",
        "(o) Yes\n( ) No",
        "[√] Yes [ ] No",
    ],
)
def test_a_ticked_box_is_read_as_an_empty_one_and_said(drawn: str) -> None:
    found = complaints(f"Are you coming?\n{drawn}")
    assert [line.partition(": warning: ")[2] for line in found] == [TICKED]


@pytest.mark.parametrize(
    "line",
    [
        "Name: ___", "Name: __", "Name: ......", "Name......",
        "Name ..........", "Name: …………", "Name: ...", "Name: …",
        "Name: \\_\\_\\_\\_", "Name:\t____", "Name: _ _ _ _", "Name: -----",
        "Name: \uff3f\uff3f\uff3f", "Name: <u>     </u>",
        "**Name:** ____", "**Name**: ____", "*Name*: ____", "`Name`: ____", "[Name](../index.md): ____",
        "Name ____", "Name : ____",
        "Name:\n____", "Name:\n\n___", "Name\n....",
    ],
)  # fmt: skip
def test_a_blank_is_room_for_a_line_however_it_is_drawn(line: str) -> None:
    assert (field(line).name, field(line).label, field(line).kind) == ("name", "Name", "text")


@pytest.mark.parametrize(
    ("drawn", "kind"),
    [
        ("__/__/____", "date"), ("__ / __ / ____", "date"), ("__.__.____", "date"),
        ("____-__-__", "date"), ("/  /", "date"),
        ("___-___-____", "tel"), ("(___) ___-____", "tel"), ("____@____.___", "email"), ("__:__", "text"),
    ],
)  # fmt: skip
def test_what_is_drawn_says_what_is_asked_for(drawn: str, kind: str) -> None:
    assert field(f"Answer: {drawn}").input_type == kind
    assert field(f"Answer: {drawn} {{required}}").required
    assert field(f"Answer: {drawn} {{type=number}}").input_type == "number"


@pytest.mark.parametrize(
    "line", ["First ____ Last ____", "First: ____ Last: ____", "First:\t____\tLast:\t____", "First ___ Last ......"]
)
def test_one_space_is_enough_between_two_blanks(line: str) -> None:
    assert [one.name for one in fields(line)] == ["first", "last"]


@pytest.mark.parametrize(
    "text",
    [
        "Rate\n1 2 3 4 5", "Rate 1 2 3 4 5", "Rate (1) (2) (3) (4) (5)", "Rate: 1 / 2 / 3 / 4 / 5",
        "Rate\n5 \u2013 4 \u2013 3 \u2013 2 \u2013 1",
        "Rate (1)(2)(3)(4)(5)",
    ],
)  # fmt: skip
def test_a_row_of_numbers_is_a_scale_whose_ends_want_names(text: str) -> None:
    assert ["the ends of the scale 'Rate' have no names" in line for line in complaints(text)] == [True]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Name <as on your card>", "Name <as on your card>"),
        ("Size {S, M, L}", "Size {S, M, L}"),
        ("Is 1 < 2 & 3?", "Is 1 < 2 & 3?"),
        ("*Your* **own** `code` and [link][a]", "Your own code and link"),
        ("Write to <desk@local7.example>", "Write to desk@local7.example"),
        ("H<sub>2</sub>O", "H2O"),
    ],
)
def test_a_label_is_shown_as_it_is_meant(label: str, shown: str) -> None:
    assert field(f"{label}: ____" if not label.endswith("?") else f"{label} ____").label == shown


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("I, ____, promise to come.", 1, NO_BLANK),
        ("Name: ____ and phone", 1, NO_BLANK),
        ("Signed ____ on ____", 1, NO_BLANK),
        ("Name: {required} ____", 1, "these attributes stand before a blank"),
        ("## Name: ____", 1, NO_BLANK),
        ("> Name: ......", 1, NO_BLANK),
        ("Good bye.\n\n___", 3, NO_BLANK),
        ("Tick [ ] if you agree", 1, NO_BOX),
        ("Yes [ ]  No [ ]", 1, NO_BOX),
        ("Yes( ) No( )", 1, NO_BOX),
        ("Coming?\n\t[ ] Yes", 2, NO_BOX),
        ("Bring a pen.\n- ☐ Or two", 2, NO_BOX),
        ("Poor 1 2 3 4 5 Great", 1, "these numbers make no field"),
        ("What else?\n---", 2, "this line is no room for an answer"),
        ("What else?\n*****", 2, "this line is no room for an answer"),
        ("| Who | Here |\n|---|---|\n| Ana | [ ] |\n| ____ | a |", 3, "a cell of this table holds more than a blank"),
        ("| Who | When |\n|---|---|\n| | |", 3, "warning: this empty row makes no fields"),
        ("Coming?\n( ) Yes [ ] No\n( ) So", 2, "this box or blank makes no choice of its own"),
        ("Agree?\n[ ] I do {required}", 2, "'required' belongs to a question, and stands behind one of its choices"),
        ("Name {required}: ____", 1, "these attributes are read as words of the question"),
        ("What else? {required\n____", 1, "these attributes are read as words of the question"),
        ("Name:", 1, "warning: 'Name:' has no room for an answer"),
        ("Name:\n\nPhone: ____", 1, "warning: 'Name:' has no room for an answer"),
        ("!?!: ____", 1, "the question '!?!' has no letter and no digit"),
        ("Well?\n( ) 👍\n( ) No", 2, "the option '👍' has no letter and no digit"),
        ("## Field notes\nNotes: ____", 1, "this heading has the address of the question 'Notes'"),
    ],
)
def test_what_cannot_be_read_is_named_at_its_line(text: str, line: int, message: str) -> None:
    found = [one for one in complaints(text) if message in one]
    assert found
    assert f":{line}: " in found[0]
    assert "(" in found[0], "a cure"


@pytest.mark.parametrize(
    "text",
    [
        "We go on ... and on. Wait... Then.... he came.",
        "Call main() or list[] or f(x), see [x](a.md) and [ ](b.md).",
        "Text with `____`, `( )`, and `......`.",
        "Before you begin:\n\nBring your badge.",
        "By 12/31/2026, in rooms 1, 2, 3, 4.",
        "Escaped: \\[ ] and \\( ) as they are.",
        "One\n\n---\n\n***\n\nTwo",
        "- [ ] Bring a pen\n- [x] Bring a friend",
    ],
)
def test_prose_stays_prose(text: str) -> None:
    (section,) = form(text).sections
    assert [type(item) for item in section.items] == [FormProse]


def test_only_fields_are_read_in_another_spelling() -> None:
    (section,) = form("Reading ... takes time.\n\nName: ......").sections
    assert "Reading ... takes time." in str(section.items[0])


_SIGNS = (
    "()", "( )", "(\u00a0)", "[]", "[ ]", "[x]", "(x)",
    "☐", "☑", "◯", "\u20dd", "___", "__", "____", "......", "…………", "...",
    "__/__/____", "___-___-____", "\\_\\_\\_", "---", "***", "-", "1", "2", "3", "4", "(1)(2)(3)", "{required}", "{#a}",
    "|", ":", "?", "**", "`", "<b>", "#", ">",
)  # fmt: skip
_WORDS = ("Name", "Yes", "I agree", "What shift", "of the", "\n", "\n\n", "  ", "\t")


def test_random_lines_of_signs_never_give_two_controls_with_one_id_nor_a_control_on_one_side_only() -> None:
    pick = random.Random(12)
    for _ in range(1_500):
        parts = (pick.choice(_SIGNS if pick.random() < 0.6 else _WORDS) for _ in range(pick.randint(1, 9)))
        text = " ".join(parts)
        problems = Problems()
        made = read_form(page(text), DIALECT, problems)
        if not problems.errors:
            html = markdown.markdown(f"{text}\n\n{language_mark('en')}", extensions=["tables", FieldsExtension()])
            controls = lxml.html.fragment_fromstring(html, create_parent="main").xpath("//input|//textarea")
            ids = re.findall(r'\bid="([^"]+)"', html)
            assert len(ids) == len(set(ids)), text
            names = {field.name for section in made.sections for field in fields_of(section.items)}
            assert bool(controls) == bool(names), text


@pytest.mark.parametrize("sign", [
    "1 ", "(1)", "..... ", "[ ] ", "____ ", "a ", "…", "_ ", "__/", "\\_", "( )", "`", "<u>  </u>", "a: ____ {",
])  # fmt: skip
def test_the_time_for_a_line_of_signs_grows_in_step_with_it(sign: str) -> None:
    def read(size: int) -> None:
        line = sign * (size // len(sign))
        complaints(f"Question\n{line}?\n{line}x")

    assert grows_in_step(read, 1000)


def test_a_quick_look_by_the_first_letter_finds_every_sign() -> None:
    letters = "_\\. …<u>\uff3f‗:?-\u2013/ \n☐○()[]xX*•&nbsp;0123dmyDMYja★\uff08\uff3ba"
    quick = spellings._SIGNS
    slow = re.compile(quick.pattern.removeprefix(f"(?={spellings._BEGINS})"))
    assert slow.pattern != quick.pattern
    chance = random.Random(7)
    for _ in range(20_000):
        text = "".join(chance.choices(letters, k=chance.randint(1, 9)))
        assert bool(quick.search(text)) == bool(slow.search(text)), text


def test_a_line_that_was_read_before_is_told_of_again() -> None:
    text = "Are you coming?\n(x) Yes   ( ) No"
    (said,) = complaints(text)
    assert said.endswith(TICKED)
    assert complaints(f"\n{text}") == [said.replace(":2:", ":3:")]
