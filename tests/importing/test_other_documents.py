"""OpenDocument, RTF, web pages, and Google Docs' Markdown become the same pages and forms as a Word file does."""

from __future__ import annotations

import base64
from pathlib import PurePosixPath

import pytest
from word_samples import bold, heading, item, link, paragraph, png, table, word_file

from generators.importing.draft import Destination, Draft
from generators.importing.incoming import Source
from generators.ooxml.pandoc import pandoc

WORD = word_file(
    heading(1, "Roles", bookmark="_Ref1"),
    paragraph("A mentor listens. See ", link("the survey", anchor="_Ref2"), "."),
    item("One"),
    item("Two"),
    table(["Who", "What"], ["Mentor", "Calls"]),
    heading(1, "Goals"),
    paragraph("A goal is small."),
    paragraph(bold("A word about time")),
    paragraph("It takes an hour."),
    heading(1, "Survey", bookmark="_Ref2"),
    paragraph("Name: ____________"),
    paragraph("Which days suit you?"),
    paragraph("☐ Monday"),
    paragraph("☐ Tuesday"),
    paragraph("What do you hope to learn?"),
    paragraph("____________________"),
    paragraph("____________________"),
)

GOOGLE = r"""# Roles {#roles}

A mentor listens. See [the survey](#survey).

![Two people][image1]

* One
* Two

| Who | What |
| :---- | :---- |
| Mentor | Calls |

# Goals

A goal is small\!

**A word about time**

It takes an hour.

# Survey {#survey}

Name: \_\_\_\_\_\_\_\_\_\_\_\_

Which days suit you?

☐ Monday

☐ Tuesday

What do you hope to learn?

\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_

\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_\_

[image1]: <data:image/png;base64,PICTURE>
""".replace("PICTURE", base64.b64encode(png()).decode())

SURVEY = """\
---
title: "Survey"
form: true
---

# Survey

Name: ____

Which days suit you?
[ ] Monday
[ ] Tuesday

What do you hope to learn?
____
____
"""


def text_of(draft: Draft, path: str) -> str:
    return next(file.data.decode() for file in draft.files if file.path == PurePosixPath(path))


def read(ending: str) -> Draft:
    data = GOOGLE.encode() if ending == "md" else WORD
    if ending not in ("md", "docx"):
        data = pandoc(WORD, "--from=docx", f"--to={ending}", "--standalone", "--output=-")
    return Source(f"book.{ending}", data).read(Destination())


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html", "md"])
def test_every_kind_gives_the_same_pages_and_the_same_form(ending: str) -> None:
    draft = read(ending)
    assert draft.words_kept == draft.words_in
    pages = [str(file.path) for file in draft.files if file.path.suffix == ".md"]
    assert pages == ["content/index.md", "content/roles.md", "content/goals.md", "content/forms/survey.md"]
    roles = text_of(draft, "content/roles.md")
    assert "- One\n- Two\n\n| Who | What |\n| --- | --- |\n| Mentor | Calls |" in roles
    assert "## A word about time\n\nIt takes an hour." in text_of(draft, "content/goals.md")
    assert text_of(draft, "content/forms/survey.md") == SURVEY


@pytest.mark.parametrize("ending", ["docx", "odt", "html", "md"])
def test_links_within_a_document_lead_to_its_pages(ending: str) -> None:
    assert "See [the survey](forms/survey.md)." in text_of(read(ending), "content/roles.md")


def test_the_footnotes_of_a_rich_text_file_come_along() -> None:
    note = rb"{\super\chftn}{\*\footnote\chftn\pard Ask the hall.\par}"
    draft = Source("book.rtf", rb"{\rtf1 {\pard Meet at noon" + note + rb".\par}}").read(Destination())
    assert draft.words_kept == draft.words_in
    assert "Meet at noon[^1].\n\n[^1]: Ask the hall." in text_of(draft, "content/index.md")


def test_a_picture_that_google_docs_writes_as_data_becomes_a_file() -> None:
    draft = read("md")
    assert "![Two people](assets/book/1.png)" in text_of(draft, "content/roles.md")
    assert any(file.path == PurePosixPath("content/assets/book/1.png") for file in draft.files)
