"""What on a form looks like a question, and is none, is named at its line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_samples import fields
from slip_samples import FORM, form, only, said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Shift?\no Day\no Night", "for choices of a form write '( ) '"),
        ("Shift? O Day   O Night", "these choices make no field"),
        ("Shift?\n- Day\n- Night", "these choices make no field"),
        ("New? Yes / No", "these choices make no field"),
        ("New? Yes No", "these choices make no field"),
        ("Rate us: 1-5", "these numbers make no field"),
        ("How was it (1 to 10)?", "these numbers make no field"),
        ("New? Y/N", "these choices make no field"),
        ("New: (yes or no)", "these choices make no field"),
        ("Shift (circle one): Day Night", "these choices make no field"),
        ("How good? ☆☆☆☆☆", "these numbers make no field"),
        ("| Name | |\n| --- | --- |\n| Phone | |", "the empty cells of this row make no fields"),
        ("I, ____, agree.", "this blank makes no field"),
        ("____ Name", "this blank makes no field"),
        ("Take [ ] photos", "this box makes no field"),
        ("Day ☐\nNight ☐", "this box makes no field"),
        ("Name: ____\n\nName: ____", "two fields have the name 'name'"),
        ("[ ] I can drive\n[ ] I need a ride", "a field without a label"),
        ("Rate 1 2 3 4 5", "the ends of the scale 'Rate' have no names"),
        ("Agree?\n[ ] I agree {required}", "'required' belongs to a question"),
        ("Your {{ nobody.name }}: ____", "unknown variable 'nobody.name'"),
        ("Name: - - - -", "write 'Name: ____'"),
        ("Name: ====\n\nCity: ____", "write 'Name: ____'"),
        ("Comments: {lines=5}", "write 'Comments: ____'"),
        ("    Name: ____", "take the spaces in front of it away"),
        ("Bring\n* [ ] pens\n* [ ] paper", "write 'Bring:'"),
        ("| Name | ____ |\n| --- | --- |\n| Phone | ____ |", "the first line of a table names its columns"),
        ('Rate\n(1) (2) (3) {low="a" high="b"}', "these numbers make no field"),
        ("Rate\n[1] [2] [3]", "the ends of the scale 'Rate' have no names"),
        ("Rate\n( 1 ) ( 2 ) ( 3 )", "the ends of the scale 'Rate' have no names"),
        ('<input type="checkbox"> Day', "<input> is no field of a form"),
        ("Name: ____\n{required}", "x.md:13: these attributes belong to no question"),
        ("Name: ____ {required", "these attributes are not closed (write '}' behind them)"),
        ("Name: ____ {required} {type=email}", "write Name: ____ {required type=email}"),
        ("## About you {required}\n\nName: ____", "'required' says nothing of a heading"),
        ("Name: ____ {type=phone}", "did you mean 'tel'?"),
        ("Name: ____\n\n\\newpage\n\nCity: ____", "'\\newpage' begins no new page (write <!-- page break -->)"),
        ("<!-- new page -->", "'<!-- new page -->' begins no new page"),
        ('<p style="page-break-after: always">', "begins no new page"),
        ("Tick all that apply:\n* Day\n* Night", "these choices make no field"),
        ("Shift?\na) Day\nb) Night", "these choices make no field"),
        ("Shift: [Day / Evening / Night]", "these choices make no field"),
        ("Hours: ____ hours per week", "into its question: Hours (hours per week): ____"),
        ("Pay: ____ €", "into its question: Pay (€): ____"),
        ("| Name: ____ | City: ____ |\n| --- | --- |\n| Phone: ____ | Zip: ____ |", "take the bars out"),
        ("Name: {required} ____", "write them behind it: Name: ____ {required}"),
        ("Name: ____ {hint=Your card}", 'put quotes round several words: hint="… card …"'),
        ("Rate {low=a high=b}\n(1), (2), (3)", "nothing below this question answers it"),
        ("Rate {low=a high=b}\n(1)\n(2)\n(3)", "nothing below this question answers it"),
        ("Shift?\n{ } Day\n{ } Night", "these choices make no field"),
        ("Shift?\n< > Day\n< > Night", "these choices make no field"),
        ("Shift? o Day o Night", "these choices make no field"),
        ("| | 1 | 2 |\n|---|---|---|\n| Fair | (1) | (2) |", "these choices make no field"),
        ("| | Yes | No |\n|---|---|---|\n| Fair | O | O |", "these choices make no field"),
        ("Shift: ( ) Day   ( ) Night   Date: ____", "this box or blank makes no choice of its own"),
        ("### Bring?\n- [ ] pens\n- [ ] paper", "since a heading is no question (take the signs '#' away"),
        ('> Rate {low="a" high="b"}\n> (1) (2) (3)', "these numbers make no field"),
        ("New? ( ) Yes ( ) No Date: ____", "'Date' is read as a part of the choice 'No Date' (write 'Date: ____' on"),
        ("Shift:\n[ ] Day [ ] Night Signature ____", "for one choice write 'Night, Signature: ____'"),
        ("Have you read the [rules](../handbook/visits.md)? ____", "the link to '../handbook/visits.md' is left out"),
        ("Who?\n( ) ![Ana](../assets/a.png)\n( ) Ben", "the picture '../assets/a.png' is left out of this question"),
        ("Card[^1]: ____\n\n[^1]: The green one.", "the footnote '[^1]' is left out of this question"),
        ("Shift?\n( ) Day[^a]\n( ) Night\n\n[^a]: From six.", "behind the question: Name: ____ {hint="),
        ("| Day[^1] | Hall |\n| --- | --- |\n| Monday | ____ |\n\n[^1]: Or night.", "the footnote '[^1]' is left out"),
    ],
)
def test_what_looks_like_a_question_and_is_none_is_named(tmp_path: Path, text: str, named: str) -> None:
    found = said(tmp_path, form(f"First: ____ {{#first}}\n\n{text}"))
    assert any(named in line and line.startswith(FORM) for line in found), found


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("> Shift?\n> ( ) Day\n> ( ) Night", 13, "a question cannot stand in the quote: take '> ' away"),
        ("> Shift?\n> - [ ] Day\n> - [ ] Night", 13, "a question cannot stand in the quote: take '> ' away"),
        ("!!! note\n    Name: ____\n    City: ____", 13, "cannot stand in the box or list: put it at the margin"),
        ('=== "Day"\n\n    Name: ____\n\n    City: ____', 14, "in the box or list: put it at the margin"),
        ("<ul>\n<li>[ ] Day</li>\n<li>[ ] Night</li>\n</ul>", 13, "a question cannot stand in '<li>': take it away"),
        ("<p>(1) (2) (3)</p>", 12, "a question cannot stand in '<p>': take it away"),
        ("Shift?\n\u25e6 Day\n\u25e6 Night", 13, "these choices make no field"),
        ("Agreed? (Yes) (No)", 12, "these choices make no field"),
        ("Agreed? [Yes] [No]", 12, "these choices make no field"),
        ("X ________\nSignature", 12, "write 'Signature: ____ {type=signature}'"),
    ],
)
def test_what_cannot_be_answered_where_it_stands_is_named_once(
    tmp_path: Path, text: str, line: int, named: str
) -> None:
    found = said(tmp_path, form(f"First: ____ {{#first}}\n\n{text}"))
    assert only(named, found) and found[0].startswith(f"{FORM}:{line}:"), found


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Name \u2014\u2014\u2014\u2014", ["text name"]),
        ("Name ----------", ["text name"]),
        ('Name: "___"', ["text name"]),
        ("Nombre: «____»", ["text nombre"]),
        ("Agreed? Yes ___ No ___", ["radio agreed yes no"]),
        ("\u00bfAcepta? S\u00ed___ No___", ["radio acepta si no"]),
        ("Agreed? ___ Yes ___ No", ["radio agreed yes no"]),
        ("\u00bfAcepta? S\u00ed ( ) No ( )", ["radio acepta si no"]),
        ("Shift: Day \u2610, Night \u2610", ["checks shift day night"]),
        ("How was it? 1 ( ) 2 ( ) 3 ( )", ["radio how-was-it 1 2 3"]),
        ("Shift: \u2b58 Day \u2b58 Night", ["radio shift day night"]),
        ("Shift?\n\u25fd Day\n\u25fd Night", ["checks shift day night"]),
        ("Phone: (   )    -", ["text phone"]),
        ("* **Name:** ____\n- City ____\n\u2022 Zip: ____", ["text name", "text city", "text zip"]),
        ("Hours: Day ____ Night ____", ["text hours-day", "text night"]),
        ("Sign here: X________", ["text sign-here"]),
        ("This is a sentence. ---- And this, too.\n\nName: ____", ["text name"]),
    ],
)
def test_what_people_draw_for_an_answer_is_a_field(text: str, asked: list[str]) -> None:
    found = [" ".join((field.kind, field.name, *(option.value for option in field.options))) for field in fields(text)]
    assert found == asked


@pytest.mark.parametrize("text", ["IBAN: no ____ nor ____", "Time: __:__ to __:__"])
def test_a_blank_that_is_none_is_named_once(tmp_path: Path, text: str) -> None:
    assert only("this blank makes no field", said(tmp_path, form(f"First: ____\n\n{text}")))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Name:\nPhone:", "x.md:10: warning: 'Name:' has no room for an answer"),
        ("Shift?\n- Day\n- Night", "these choices make no field"),
        ("What is your name?", "x.md:4: warning: nothing on this page can be filled in, so that it is no form"),
    ],
)
def test_a_page_that_says_who_reads_its_answers_is_meant_as_a_form(tmp_path: Path, text: str, named: str) -> None:
    found = said(tmp_path, form(text))
    assert any(named in line for line in found), found
    assert said(tmp_path / "b", {FORM: "---\ntitle: X\nafter: forms/visit-notes.md\n---\n\n# X\n\nName:\n"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "New? ( ) Yes ( ) No, date: ____",
        "Ask for:\n( ) Start Date: ____\n( ) End Date: ____",
        "Shift: ( ) Day ( ) Other shift: ____",
        "**Name***: ____",
        "**Name:*** ____",
        "**Phone** and *e-mail or **letter***: ____",
        r"Sign \[^1]: ____",
        "Sign `[^1]`: ____",
        "See [our visits](../handbook/visits.md) first.\n\nName: ____",
    ],
)
def test_what_is_meant_as_it_stands_needs_no_word(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, form(text)) == []
