"""A form is typed as on paper: what each shape of line becomes."""

from __future__ import annotations

import pytest
from form_samples import field, fields, form

from generators.forms.grammar import LINE_FIELD
from generators.model import Field, FieldRow, FieldTable, FormProse, Option, PageBreak, Paragraph

LABELS_AND_BLANKS = [
    ("Name: ____", "Name: ", "____", None),
    ("Name: ______  Age: ____", "Name: ", "______", None),
    ("snake_case and two__: ____ {max=9}", "snake_case and two__: ", "____", "{max=9}"),
    ("three___: ____", "three___: ", "____", None),
]


def test_a_label_and_a_blank_make_a_line_to_write_on() -> None:
    name = field("Name: ____ {required}")
    assert (name.name, name.label, name.kind, name.lines, name.required) == ("name", "Name", "text", 1, True)
    assert name.autocomplete == "name"
    assert name.place.line == 1


@pytest.mark.parametrize(("text", "label", "blank", "braces"), LABELS_AND_BLANKS)
def test_every_python_tells_a_label_from_its_blank(text: str, label: str, blank: str, braces: str | None) -> None:
    found = LINE_FIELD.match(text)
    assert found is not None
    assert (found["label"], found["blank"], found["braces"]) == (label, blank, braces)


@pytest.mark.parametrize("text", ["Name:", "Name: ___", "____", "Name: ____ and so on"])
def test_what_is_no_label_with_a_blank_is_none_in_every_python(text: str) -> None:
    assert LINE_FIELD.match(text) is None


@pytest.mark.parametrize("text", ["Where will we meet? ____", "¿Dónde?: ____", "أين؟ ____", "1. Place: ____"])
def test_a_question_mark_or_a_colon_ends_a_label(text: str) -> None:
    assert field(text).kind == "text"


def test_a_blank_in_the_middle_of_a_sentence_is_no_field() -> None:
    assert not [
        item for item in form("`Name: ____` is how you ask for a name.").sections[0].items if isinstance(item, Field)
    ]


def test_two_fields_on_one_line_stand_side_by_side() -> None:
    (item,) = form("Phone: ____ {type=tel}   E-mail: ____ {type=email required}").sections[0].items
    assert isinstance(item, FieldRow)
    assert [(one.name, one.input_type, one.required, one.width) for one in item.fields] == [
        ("phone", "tel", False, 0),
        ("e-mail", "email", True, 0),
    ]


@pytest.mark.parametrize(("blanks", "widths"), [(("____", "________"), [4, 8]), (("_____", "_____"), [0, 0])])
def test_a_longer_blank_makes_a_wider_column_of_a_table(blanks: tuple[str, str], widths: list[int]) -> None:
    (item,) = form(f"| | Phone | E-mail |\n| --- | --- | --- |\n| Mentor | {' | '.join(blanks)} |\n").sections[0].items
    assert isinstance(item, FieldTable)
    assert [cell.width for row in item.rows for cell in row if isinstance(cell, Field)] == widths


def test_a_longer_blank_takes_more_of_its_row() -> None:
    (item,) = form("Signature: ________ {type=signature}   Date: ____ {type=date}").sections[0].items
    assert isinstance(item, FieldRow)
    assert [(one.kind, one.width) for one in item.fields] == [("signature", 8), ("text", 4)]


def test_blank_lines_under_a_question_are_room_for_that_many_lines() -> None:
    learn = field("What do you hope to learn?\n____\n____\n____")
    assert (learn.kind, learn.lines, learn.label) == ("area", 3, "What do you hope to learn?")


def test_one_blank_under_a_question_is_one_line() -> None:
    assert field("What is your role?\n____").kind == "text"


def test_room_can_be_asked_for_by_number() -> None:
    notes = field("Notes: ____ {lines=4}")
    assert (notes.kind, notes.lines) == ("area", 4)


def test_round_brackets_choose_one_on_one_line_or_one_each() -> None:
    together = field("Would you recommend it?\n( ) No   ( ) Maybe   ( ) Yes")
    apart = field("Would you recommend it?\n( ) No\n( ) Maybe\n( ) Yes")
    assert together.kind == apart.kind == "radio"
    assert together.options == apart.options == (Option("no", "No"), Option("maybe", "Maybe"), Option("yes", "Yes"))


def test_square_brackets_choose_any_and_the_last_may_have_room_to_write() -> None:
    helped = field("It helped me to\n[ ] learn new skills\n[ ] Other: ____")
    assert helped.kind == "checks"
    assert helped.options == (Option("learn-new-skills", "learn new skills"), Option("other", "Other", write_in=True))


def test_a_single_box_to_tick_is_fine() -> None:
    assert len(field("Keep me posted\n[ ] Yes, please").options) == 1


def test_a_blank_line_may_stand_between_a_question_and_its_choices() -> None:
    assert field("Would you come?\n\n( ) No   ( ) Yes").label == "Would you come?"


def test_a_task_list_stays_a_task_list() -> None:
    assert fields("Name: ____\n\n- [ ] Book the hall") == fields("Name: ____")


def test_numbers_in_brackets_are_a_scale_with_named_ends() -> None:
    scale = field('How helpful was it? {low="Not at all" high="Extremely"}\n(1) (2) (3) (4) (5)')
    assert (scale.kind, scale.low, scale.high) == ("scale", "Not at all", "Extremely")
    assert [option.value for option in scale.options] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    "text",
    [
        "Goals\n*Two are enough.*\n____\n____",
        "Goals\n_Two are enough._\n____\n____",
        "Goals: ____\n*Two are enough.*",
        'Goals: ____ {hint="Two are enough."}',
        "Goals\n*Two are enough.*\n[ ] Learn\n[ ] Lead",
    ],
)
def test_a_line_in_italics_under_the_label_is_help(text: str) -> None:
    assert field(text).hint == "Two are enough."


def test_attributes_say_the_rest() -> None:
    made = field(
        'Date of birth: ____ {#born type=date max=10 autocomplete=bday optional="so that we see whom we reach"}'
    )
    assert (made.name, made.input_type, made.max_length) == ("born", "date", 10)
    assert (made.autocomplete, made.optional) == ("bday", "so that we see whom we reach")


def test_a_quoted_attribute_may_hold_braces_and_curly_quotes_work() -> None:
    assert field('Sign: ____ {hint="as in {Ann}"}').hint == "as in {Ann}"
    assert field("Sign: ____ {hint=“as in Ann”}").hint == "as in Ann"


def test_a_name_is_the_slug_of_the_label_cut_at_a_whole_word() -> None:
    text = "What would you most like to learn from your mentor in the first half of the year?\n____\n____"
    assert field(text).name == "what-would-you-most-like-to-learn-from"


def test_names_hold_no_numbers_of_questions_and_no_accents() -> None:
    assert field("1. Où habitez-vous, à Łódź? ____").name == "ou-habitez-vous-a-lodz"


def test_a_name_in_another_script_keeps_its_letters() -> None:
    assert field("الاسم: ____").name == "الاسم"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("नाम", "नाम"),
        ("ที่อยู่", "ที่อยู่"),
        ("பெயர்", "பெயர்"),
        ("がく", "がく"),
        ("क्\u200dष", "क्ष"),
        ("Họ và tên", "ho-va-ten"),
        ("Имя ребёнка", "имя-ребенка"),
        ("الأُمّ", "الام"),
        ("☎\ufe0f Phone", "phone"),
    ],
)
def test_a_vowel_sign_is_part_of_a_name_and_an_accent_is_not(label: str, name: str) -> None:
    assert field(f"{label}: ____").name == name
    assert field(f"X: ____ {{#{name}}}").name == name


def test_labels_that_differ_by_a_vowel_sign_are_two_fields() -> None:
    assert [one.name for one in fields("की: ____\n\nका: ____")] == ["की", "का"]


def test_translations_share_names_and_values_that_they_give_themselves() -> None:
    spanish = field("¿Lo recomendaría? {#recommend}\n( ) No   ( ) Tal vez {#maybe}   ( ) Sí {#yes}")
    assert spanish.name == "recommend"
    assert [option.value for option in spanish.options] == ["no", "maybe", "yes"]


def test_a_label_is_plain_text() -> None:
    made = field("The **mentor's** \\*star\\* &amp; [plan](plan.md): ____")
    assert made.label == "The mentor\u2019s *star* & plan"


def test_headings_open_sections_with_their_minutes() -> None:
    made = form("# Survey\n\nHello.\n\n## About you\n\nName: ____\n\n## Talk {minutes=12.5}\n\n### Deep\n\nWhy? ____")
    assert [(section.title, section.level, section.minutes) for section in made.sections] == [
        ("", 2, None), ("About you", 2, None), ("Talk", 2, 12.5), ("Deep", 3, None)
    ]  # fmt: skip


def test_attributes_of_a_heading_are_not_part_of_its_words() -> None:
    (section,) = form("## Talk {#talk minutes=5 .wide}\n\nWhy? ____").sections
    assert (section.title, section.minutes) == ("Talk", 5)


def test_a_part_to_take_off_ends_with_a_page_in_every_edition() -> None:
    (section,) = form("Name: ____\n\n<!-- page part -->\n\nHobby: ____\n\n<!-- page break -->\n\nWhy? ____").sections
    assert [item.part for item in section.items if isinstance(item, PageBreak)] == [True, False]


def test_prose_and_page_breaks_stand_between_fields_in_order() -> None:
    items = form("Hello.\n\nName: ____\n\n<!-- page break -->\n\nGood bye.").sections[0].items
    assert [type(item) for item in items] == [FormProse, Field, PageBreak, FormProse]
    assert isinstance(items[0], FormProse)
    assert isinstance(items[0].nodes[0], Paragraph)


def test_a_table_with_blanks_is_repeated_rows() -> None:
    text = "Next steps\n| When {type=date} | What |\n| --- | --- |\n| ____ | ____ |\n| ____ | ____ |"
    (table,) = form(text).sections[0].items
    assert isinstance(table, FieldTable)
    assert (table.columns, table.label) == (("When", "What"), "Next steps")
    assert [[cell.name for cell in row if isinstance(cell, Field)] for row in table.rows] == [
        ["when-1", "what-1"], ["when-2", "what-2"]
    ]  # fmt: skip
    first = table.rows[0][0]
    assert isinstance(first, Field)
    assert (first.input_type, first.label) == ("date", "When, 1")


def test_a_name_over_a_table_tells_it_from_others() -> None:
    text = "Steps {#steps}\n\n| When |\n| --- |\n| ____ |\n\nMeetings {#meetings}\n\n| When |\n| --- |\n| ____ |"
    assert [one.name for one in fields(text)] == ["steps-when-1", "meetings-when-1"]


def test_a_table_may_name_its_rows() -> None:
    text = "| | Phone | Best time |\n| --- | --- | --- |\n| Mentor | ____ | ____ |\n| Mentee | ____ | ____ |"
    (table,) = form(text).sections[0].items
    assert isinstance(table, FieldTable)
    assert table.rows[0][0] == "Mentor"
    assert [one.name for one in fields(text)] == [
        "phone-mentor", "best-time-mentor", "phone-mentee", "best-time-mentee"
    ]  # fmt: skip


def test_a_table_without_blanks_is_prose() -> None:
    (item,) = form("| a | b |\n| --- | --- |\n| c | d |").sections[0].items
    assert isinstance(item, FormProse)


def test_code_shows_form_syntax_without_making_fields() -> None:
    assert not fields("```\nName: ____\n( ) No\n```")


def test_front_matter_says_what_the_form_is() -> None:
    made = form(
        "Name: ____", {"appendix": "IV", "audience": ["mentee", "mentor"], "privacy": "Only us.", "minutes": 120}
    )
    assert (made.name, made.title, made.appendix, made.minutes) == ("survey", "Survey", "IV", 120.0)
    assert (made.audience, made.privacy) == ("mentee, mentor", "Only us.")


def test_the_first_heading_is_the_title_where_front_matter_has_none() -> None:
    assert form("# The *big* survey\n\nName: ____", {"title": None}).title == "The big survey"


def test_the_edition_follows_the_fields_and_not_the_wording() -> None:
    one = form("Hello.\n\nYour name: ____ {#name}\nWould you? {#would}\n( ) No   ( ) Yes").edition
    reworded = form("Dear all,\n\nName: ____ {#name required}\n\nWould you come? {#would}\n( ) No\n( ) Yes").edition
    other = form("Name: ____ {#name}\nWould you? {#would}\n( ) No   ( ) Maybe   ( ) Yes").edition
    assert one == reworded != other
    assert len(one) == 8


def test_a_thousand_fields_are_read_in_a_moment() -> None:
    assert len(fields("\n".join(f"Question {number}: ____" for number in range(1000)))) == 1000
