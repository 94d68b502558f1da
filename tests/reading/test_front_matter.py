"""What may stand above a page of a pack: known keys, plain values."""

from __future__ import annotations

import pytest
from sample import complaints, page

from generators.model.problems import Problems
from generators.reading.front_matter import check_front_matter


def said_of(**meta: object) -> list[str]:
    problems = Problems()
    check_front_matter(page("# x", meta=meta), problems)
    return complaints(problems)


def test_what_a_page_a_form_or_a_deck_says_is_known() -> None:
    assert (
        said_of(
            title="Ships & docks",
            description='A "quoted" word',
            audience=["member", "steward"],
            appendix="IV",
            privacy="Nobody.",
            form=True,
            minutes=120,
            after="index.md",
            nav_title="Ships",
            lang="es-MX",
            handouts=["survey"],
            start="18:00",
            agenda="orientation",
            purpose="x",
            room="y",
            materials="pens",
            hide=["toc"],
        )
        == []
    )


@pytest.mark.parametrize(
    ("meta", "answer"),
    [
        ({"tittle": "x"}, "front matter has no key 'tittle' (did you mean 'title'?)"),
        ({"template": "404.html"}, "front matter has no key 'template'"),
        ({"title": {"a": "b"}}, "'title' must be one line of text"),
        ({"title": ["a"]}, "'title' must be one line of text"),
        ({"title": "a <b>"}, "'title' holds '<'; a title is plain text"),
        ({"audience": {"a": "b"}}, "'audience' must be a text, or a list of texts"),
        ({"audience": [["a"]]}, "'audience' must be a text, or a list of texts"),
        ({"description": "x" * 2000}, "'description' has more than 1000 characters"),
        ({"privacy": "a\x1b[31mb"}, "'privacy' holds a control character"),
        ({"privacy": "a\ud800"}, "'privacy' holds a control character"),
        ({"lang": "../en"}, "'lang' must be a language as in en, es, or fr-CA"),
    ],
)
def test_anything_else_is_named_at_its_line(meta: dict[str, object], answer: str) -> None:
    (line,) = said_of(**meta)
    assert line.startswith(f"content/handbook/kinds.md:2: {answer}")
