"""A form is read from heading to heading, where nobody can tell by what is read."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from form_samples import page
from markdown_samples import lines
from sample import grows_in_step

from generators.forms import form as forms
from generators.forms.form import lines_of_prose, read_form
from generators.forms.grammar import Piece, read_pieces
from generators.markdown.dialect import Dialect
from generators.model import Extension, Form, FormPage, Lines
from generators.model.problems import Problem, Problems
from generators.model.remembered import forget_unused
from generators.model.replacing import replace

PARTS = (
    "# Title\n\nWords.",
    "## About you\n\nYour name: ____\nYour phone: ____",
    "## About them {.personal}\n\nName: ____ {required}\n\nWhat is your gender?\n____\n____",
    "### Day {minutes=5}\n\n| | Yes | No |\n| --- | --- | --- |\n| Rain | ( ) | ( ) |",
    "| a | b |\n| --- | --- |\n| 1 | ____ |\n## Table | heading\n| c | d |",
    "Choose one:\n( ) This\n( ) That\n\n## Right below\n\n( ) Other",
    "Label:\n\n## Heading\n\nLabel:\n\n____",
    "```\n\n## No heading\n\nName: ____\n\n```",
    "<!-- a comment\n\n## No heading\n\nName: ____\n-->",
    "<div>\n\n## Within\n\nName: ____\n\n</div>",
    "- item\n\n    ## Indented\n\n    Name: ____",
    "> ## Quoted\n>\n> Name: ____",
    "## Letters \U000130a0\n\nWords \u2767 and \U000130a0",
    "## Slips\n\nDate ........ and [ ] box, 1 2 3 4 5",
    "## A label\n\n____",
    "## Ticked\n\nChoose:\n[x] one\n[ ] two",
    "## Attributes\n\nName: ____ {requird}",
    "<!-- page break -->\n\n## Next\n\nEmail: ____",
    "Setext\n------\n\nEmail: ____",
    "##### \n\n#No heading\n\n## **Bold** {#field-name}",
    "[note]: https://a.example\n\n## With [note]\n\nSee [note]. Signature: ____ {signature}",
)


@pytest.fixture(scope="module")
def dialect(kit_extensions: tuple[Extension, ...]) -> Dialect:
    return Dialect(kit_extensions)


def texts() -> Iterator[str]:
    chance = random.Random(15)
    yield from PARTS
    yield from ("\n\n".join(chance.sample(PARTS, count)) for count in (2, 3, 4, 6, 9) for _ in range(25))
    yield from ("\n".join(chance.sample(PARTS, 3)) for _ in range(25))


def read(text: str, dialect: Dialect) -> tuple[Form, list[Problem]]:
    for _ in range(3):
        forget_unused()
    problems = Problems()
    page = FormPage("forms/a.md", "en", lines(text))
    return read_form(page, dialect, problems), problems.found


def test_a_form_that_is_read_in_parts_is_what_it_is_as_a_whole(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_parts = [read(text, dialect) for text in texts()]
    monkeypatch.setattr(forms, "from_heading_to_heading", lambda lines, _: (lines,))
    for text, (form, problems) in zip(texts(), in_parts, strict=True):
        whole, found = read(text, dialect)
        assert (form.sections, form.title, form.edition, problems) == (
            whole.sections,
            whole.title,
            whole.edition,
            found,
        )


def test_what_another_local_says_in_one_part_leaves_the_others_read(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = lines("# Title\n\nAsk Ann.\n\n## About you\n\nYour name: ____")
    read_form(FormPage("forms/a.md", "en", form), dialect, Problems())
    asked: list[Lines] = []

    def noted(part: Lines, problems: Problems) -> tuple[Piece, ...]:
        asked.append(part)
        return read_pieces(part, problems)

    monkeypatch.setattr(forms, "read_pieces", noted)
    other = (*lines("# Title\n\nAsk Bo.\n"), *form[4:])
    assert read_form(FormPage("forms/a.md", "en", other), dialect, Problems()).sections
    assert [[line.text for line in part] for part in asked] == [["# Title", "", "Ask Bo.", ""]]


def test_what_of_a_form_is_prose_is_looked_for_once_for_all_locals_with_its_lines() -> None:
    form = page("Words.\n\nName: ____")
    assert [line.text for line in lines_of_prose(form)] == ["Words.", "", ""]
    assert lines_of_prose(replace(form, path="forms/other.md")) is lines_of_prose(form)


def test_to_look_for_the_prose_of_a_form_takes_as_long_as_its_lines() -> None:
    assert grows_in_step(lambda size: lines_of_prose(page("Words.\n\nName: ____\n\n" * (size // 4))), 8000)
