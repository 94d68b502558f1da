"""Forms made by hand for the tests: Markdown as an author types it, read as the kit reads it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from sample import above, messages

from generators.forms.form import read_form
from generators.forms.names import fields_of
from generators.markdown.dialect import Dialect
from generators.model import (
    Brand,
    Extension,
    Field,
    Form,
    FormFrontMatter,
    FormPage,
    Kit,
    Line,
    Paper,
    Place,
    Profile,
    SiteSettings,
)
from generators.model.problems import Problems
from generators.model.replacing import replace

DIALECT = Dialect((Extension("attr_list"), Extension("admonition")))
FILE = "content/forms/survey.md"

SURVEY = """
Please **answer** what you like. [More](https://local7.example/).

- [ ] Bring a pen
- Bring a friend

## About you

Name: ____ {required}
*As on your card.*
Phone: ____ {type=tel}   Gender: ____ {optional="so that we see whom we reach"}

What do you hope to learn?
____
____
____

Would you come again?
( ) No   ( ) Maybe   ( ) Yes

It helped me to {#helped}
[ ] learn
[ ] lead
[ ] Other: ____

How helpful was it? {#useful low="Not at all" high="Extremely"}
(1) (2) (3)

## Steps {minutes=10}

| When | What |
| --- | --- |
| ____ | ____ |
| ____ | ____ |

Signature: ________ {type=signature}   Date: ____ {#signed type=date}
"""
"""A form with one of everything."""


def page(text: str, keys: Mapping[str, object] | None = None, path: str = "forms/survey.md") -> FormPage:
    lines = tuple(Line(line, Place(FILE, number)) for number, line in enumerate(text.split("\n"), start=1))
    front = above(FormFrontMatter, {"title": "Survey", "appendix": "I", **(keys or {})}, FILE)
    return FormPage(path, "en", lines, front, Place(FILE, 1))


def form(text: str, keys: Mapping[str, object] | None = None) -> Form:
    """The form of ``text``, which must have no problem."""
    problems = Problems()
    made = read_form(page(text, keys), DIALECT, problems)
    assert not problems.found, messages(problems.found)
    return made


def fields(text: str) -> list[Field]:
    return [field for section in form(text).sections for field in fields_of(section.items)]


def field(text: str) -> Field:
    (only,) = fields(text)
    return only


def complaints(text: str) -> list[str]:
    problems = Problems()
    read_form(page(text), DIALECT, problems)
    return messages(problems.found)


def spoken(made: Form, language: str) -> Form:
    """The same form, its page in another language."""
    return replace(made, page=replace(made.page, lang=language))


def widgets(data: bytes) -> Iterator[Any]:
    """The boxes and lines of a PDF, page by page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                if annotation.Subtype == pikepdf.Name.Widget:
                    yield annotation


def kit(*forms: Form, language: str = "en", paper: Paper = "letter", logo: Path | None = None) -> Kit:
    """A kit of nothing but these forms."""
    brand = Brand("Local 7", "#1f5a8c", "#c8502b", logo, "Local 7's torch")
    local = Profile(
        slug="local-7",
        brand=brand,
        variables={"local": {"name": "Local 7", "union": "Sample Union"}},
        language=language,
        paper=paper,
        url="",
    )
    site = SiteSettings(Path("mkdocs.yml"), "Sample", Path("content"), (), None)
    return Kit(local, site, (), forms, (), {}, None, "1")
