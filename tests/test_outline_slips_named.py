"""What volunteers type wrong in the outline of a workshop is read as it is meant, or named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from slip_samples import only, said

OUTLINE = (
    "---\ntitle: Try\nminutes: 7\nstart: {start}\naudience: Us\npurpose: To try.\n---\n\n{heading}\n\n- a\n\n{notes}\n"
)
NOTES = "<!-- notes -->\n\n**Say:** Hi.\n\n<!-- /notes -->"


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("## A (7 minutes)", "'(7 minutes)' is shown as words of the heading, and is not counted (write {minutes=7})"),
        ("## A [minutes=7]", "'[minutes=7]' is shown as words of the heading (write {minutes=7})"),
        ("## A {minutes=7", "'{minutes=7' is shown as words of the heading (write '}' at its end)"),
        ("## A \uff5bminutes=7\uff5d", "(write {minutes=7})"),
        (
            "## A \u2013 7 min",
            "'\u2013 7 min' is shown as words of the heading, and is not counted (write {minutes=7})",
        ),
        ("## A: 7 minutos", "': 7 minutos' is shown as words of the heading"),
        ("## A (7')", "(write {minutes=7})"),
        ("### A {minutes=7}", "belongs to no slide: only a line with one or two signs '#' begins one (write '## A {m"),
        ("**A** {minutes=7}", "(write '## A {minutes=7}')"),
        ("## A\n{minutes=7}", "'{minutes=7}' belongs to no heading (write it behind the words of the heading)"),
    ],
)
def test_minutes_of_a_slide_that_are_not_counted_are_named_where_they_stand(
    tmp_path: Path, heading: str, named: str
) -> None:
    found = said(tmp_path, {"slides/x.md": OUTLINE.format(start="18:30", heading=heading, notes=NOTES)})
    assert any(named in line for line in found), found


@pytest.mark.parametrize("start", ["18:30", "18.30", "18h30", "6:30 pm", "6:30 P.M."])
def test_a_clock_time_is_read_as_it_is_written_elsewhere(tmp_path: Path, start: str) -> None:
    assert said(tmp_path, {"slides/x.md": OUTLINE.format(start=start, heading="## A {minutes=7}", notes=NOTES)}) == []


@pytest.mark.parametrize("start", ["18", "13 pm", "25:00", "9.5", "0 am", "18.3"])
def test_what_is_no_clock_time_is_told_as_it_was_typed(tmp_path: Path, start: str) -> None:
    found = said(tmp_path, {"slides/x.md": OUTLINE.format(start=start, heading="## A {minutes=7}", notes=NOTES)})
    assert only(f"slides/x.md:4: '{start}' is no clock time", found)


@pytest.mark.parametrize(
    "braces",
    [
        *(
            "{minutes:7}",
            "{minutes\uff1a7}",
            "{minutes=7 min}",
            "{minutes=7'}",
            "{Minutes=7min}",
            "{minutes=7, layout=content}",
        ),
        *("{minutes=7;layout=Content}", '{layout="Key point" minutes=7}', "{minutes=7 materials='slide: a, b'}"),
    ],
)
def test_what_is_said_of_a_slide_is_read_as_it_is_typed(tmp_path: Path, braces: str) -> None:
    assert said(tmp_path, {"slides/x.md": OUTLINE.format(start="18:30", heading=f"## A {braces}", notes=NOTES)}) == []


@pytest.mark.parametrize("name", ["A visit in brief", "a-visit-in-brief, notes", "visit-in-brief notes"])
def test_a_passage_may_be_named_by_its_heading(tmp_path: Path, name: str) -> None:
    body = f"## A {{minutes=7}}\n\n<!-- use: handbook/visits.md#{name} -->"
    assert said(tmp_path, {"slides/x.md": OUTLINE.format(start="18:30", heading=body, notes=NOTES)}) == []


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("7 min", ""), ("7'", ""), ("1:30", "90"), ("1 h 30 min", "90"), ("1.5 hours", "90"), ("2 h", "120")],
)
def test_a_length_is_read_with_its_unit_and_told_in_minutes(tmp_path: Path, written: str, minutes: str) -> None:
    text = OUTLINE.format(start="18:30", heading="## A {minutes=7}", notes=NOTES)
    found = said(tmp_path, {"slides/x.md": text.replace("minutes: 7", f"minutes: {written}")})
    assert only(f"write 'minutes: {minutes}'", found) if minutes else found == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("- a\n\n::: notes\nHi\n:::", "write '<!-- notes -->' in place of it"),
        ("<!-- use: handbook/visits.md -->", "names no passage"),
        ("- a {7 min}", ""),
    ],
)
def test_a_slip_in_an_outline_is_told_once(tmp_path: Path, body: str, named: str) -> None:
    text = OUTLINE.format(start="18:30", heading=f"## A {{minutes=7}}\n\n{body}", notes=NOTES)
    found = said(tmp_path, {"slides/x.md": text.replace("\n\n- a\n\n<!--", "\n\n<!--")})
    assert only(named, found) if named else found == []
