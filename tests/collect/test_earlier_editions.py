"""What only an earlier edition of a form asked is in the table and the summary, in that edition's own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filling import by_pikepdf
from form_samples import form, kit
from response_samples import KNOWN, SURVEY, table

from generators.brand.palette import palette
from generators.collect.known_forms import Response, matched
from generators.collect.reading import read_filled
from generators.collect.summary import FormSummary, summary_of, summary_page
from generators.collect.table import tables
from generators.writers.forms import write_forms

OLDER = form(
    """\
Name: ____   Shoe size: ____
Which way did you come? {#way}
( ) On foot   ( ) By bus
It helped me to {#helped}
[ ] Learn new skills
[ ] Lead
I liked {#liked}
[ ] The food
[ ] The talk
[ ] Other: ____
What else?
____
____""",
)
ANSWERS = {
    "name": "Zoë", "shoe-size": "00042", "way": "by-bus", "helped-lead": "yes", "liked-the-food": "yes",
    "liked-the-talk": "yes", "liked-other": "yes", "liked-other-text": "the songs", "what-else": "More\nof this.",
}  # fmt: skip


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("older")
    write_forms(kit(OLDER), folder)
    return folder / "site" / "downloads" / "forms" / "survey.pdf"


def from_pdf(pdf: Path, count: int) -> list[Response]:
    filled = read_filled(by_pikepdf(pdf, ANSWERS))
    return [matched(f"{number}.pdf", filled, KNOWN) for number in range(count)]


def from_saved(count: int) -> list[Response]:
    """As the web page saves it: no words of questions, and boxes as a list."""
    answers = {
        "name": "Zoë", "shoe-size": "00042", "way": "by-bus", "helped": ["lead"], "what-else": "More\nof this.",
        "liked": ["the-food", "the-talk", "other"], "liked-other-text": "the songs",
    }  # fmt: skip
    head = {"format": "mentoring-kit-answers", "version": 1, "form": "survey", "edition": OLDER.edition}
    filled = read_filled(json.dumps({**head, "answers": answers}).encode())
    return [matched(f"{number}.json", filled, KNOWN) for number in range(count)]


def asked(made: FormSummary) -> dict[str, list[tuple[str, int]]]:
    return {
        one.label: [(bar.label, bar.count) for bar in one.bars if bar.count] or list(one.texts)
        for section in made.sections
        for one in section.questions
        if one.answered
    }


def test_the_summary_has_what_only_a_pdf_of_an_earlier_edition_asks_in_its_words(pdf: Path) -> None:
    made = summary_of(table(*from_pdf(pdf, 6)), "en", show_small_groups=False)
    assert asked(made) == {
        "It helped me to": [("Lead", 6)],
        "I liked": [("The food", 6), ("The talk", 6), ("Other", 6)],
        "Which way did you come?": [("By bus", 6)],
        "What else?": [("More\nof this.", 6)],
    }
    assert made.sections[-1].title == "Asked by an earlier edition only"
    assert "Shoe size" in made.left_out


def test_saved_answers_have_the_names_of_questions_at_least() -> None:
    made = summary_of(table(*from_saved(6)), "es", show_small_groups=False)
    assert asked(made) == {
        "It helped me to": [("lead", 6)],
        "liked": [("the-food", 6), ("the-talk", 6), ("other", 6)],
        "way": [("by-bus", 6)],
        "what-else": [("More\nof this.", 6)],
    }
    assert made.sections[-1].title == "Solo lo preguntó una edición anterior"


def test_a_pdf_and_saved_answers_are_counted_together(pdf: Path) -> None:
    made = summary_of(table(*from_pdf(pdf, 3), *from_saved(3)), "en", show_small_groups=False)
    assert asked(made)["I liked"] == [("The food", 6), ("The talk", 6), ("Other", 6)]
    assert asked(made)["Which way did you come?"] == [("By bus", 6)]


def test_of_what_nobody_knows_to_be_harmless_few_people_are_not_shown(pdf: Path) -> None:
    few = summary_of(table(*from_pdf(pdf, 3)), "en", show_small_groups=False)
    assert few.sections == ()
    others = [Response(f"{number}", "survey", SURVEY.edition, {"recommend": "yes"}, ()) for number in range(9)]
    made = summary_of(table(*from_pdf(pdf, 3), *others), "en", show_small_groups=False)
    assert list(asked(made)) == ["Would you recommend it?"]
    page = summary_page([made], [], "Local 7", palette(KNOWN.brand), "en", show_small_groups=False)
    assert "the songs" not in page


def test_the_table_has_a_column_with_the_questions_words(pdf: Path) -> None:
    (made,) = tables((*from_pdf(pdf, 1), *from_saved(1)), KNOWN)
    headings = made.headings("questions")
    assert "Shoe size (asked by an earlier edition)" in headings
    assert "I liked: The food (asked by an earlier edition)" in headings
    first, second = made.rows
    assert (
        first.cells == second.cells
        or (first.cells[headings.index("Shoe size (asked by an earlier edition)") - 2]) == "00042"
    )


def test_an_older_pdf_of_the_form_does_not_lose_its_choices_words(pdf: Path) -> None:
    (made,) = tables(from_pdf(pdf, 1), KNOWN)
    (row,) = made.rows
    assert "By bus" in row.cells
