"""A page shows a passage of another one where it asks for it, so that a promise is written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import DIALECT, complaints, grows_in_step, page, read, resolved, text_of, write_kit, write_pack

from generators.model import FormPage, Kit, Page
from generators.model.problems import Problems, RefusedInput
from generators.model.replacing import replace
from generators.reading.expansion import Expansion
from generators.resolving.used_passages import with_uses

ROLES = """\
# Roles

<!-- slide: promise -->

## Our promise

<!-- example: words -->
- It stays **between us**. [Why](safety.md#limits), and [how](#roles)?
<!-- /example -->

<!-- notes -->
Read it aloud.
<!-- /notes -->

<!-- /slide -->

## Limits {#limits}

Two exceptions.
"""
FORM = """\
---
title: Worksheet
privacy: It is yours.
---

# Worksheet

Name: ____

## We agree

<!-- use: handbook/roles.md#promise -->

Signature: ____ {type=signature}
"""


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    texts = {"content/handbook/roles.md": ROLES, "content/handbook/safety.md": "# Safety\n\n## Limits\n\nSay no.\n"}
    return write_kit(tmp_path, {**texts, "content/forms/worksheet.md": FORM})


def made(kit: Path, files: dict[str, str | bytes] | None = None) -> tuple[Kit, list[str]]:
    write_pack(kit, files)
    handbook, local, problems = read(kit)
    return resolved(handbook, local, problems), complaints(problems)


def shown(made: Page) -> list[str]:
    return [line for line in text_of(made.lines).split("\n") if line.strip()]


def filled(*pages: Page) -> tuple[dict[str, list[str]], list[str]]:
    """The lines of each page with all passages put in, and what is wrong."""
    problems = Problems()
    found = with_uses({one.path: one for one in pages}, DIALECT, problems, Expansion())
    return {path: shown(one) for path, one in found.items()}, complaints(problems)


def test_a_form_repeats_a_promise_without_its_heading_and_notes(kit: Path) -> None:
    found, said = made(kit)
    form = next(one for one in found.pages if isinstance(one, FormPage))
    assert said == []
    assert shown(form)[3:5] == [
        "- It stays **between us**. [Why](../handbook/safety.md#limits), and [how](../handbook/roles.md#roles)?",
        "Signature: ____ {type=signature}",
    ]


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("# B", "## Part"),
        ("# B\n\n## Here", "### Part"),
        ("# B\n\n### Here\n\n```\n# x\n```", "### Part"),
        ("", "## Part"),
    ],
)
def test_headings_of_what_is_put_in_go_on_from_those_above(above: str, heading: str) -> None:
    other = page("# A\n\n## P\n\nOne.\n\n### Part\n\n```\n### x\n```\n", "a.md")
    pages, said = filled(other, page(f"{above}\n\n<!-- use: a.md#p -->\n", "b.md"))
    assert said == []
    assert [line for line in pages["b.md"] if "Part" in line or line == "### x"] == [heading, "### x"]


def test_a_local_that_words_it_otherwise_says_so_everywhere(kit: Path) -> None:
    found, said = made(kit, {"examples/words.md": "- We keep it."})
    assert said == []
    assert "- We keep it." in {line for one in found.pages if isinstance(one, FormPage) for line in shown(one)}


def test_a_line_that_is_put_in_tells_where_it_is_written_and_where_it_is_shown(kit: Path) -> None:
    found, _ = made(kit)
    form = next(one for one in found.pages if isinstance(one, FormPage))
    place = next(line.place for line in form.lines if "between us" in line.text)
    assert (place.file, place.line) == ("content/handbook/roles.md", 8)
    assert place.via and (place.via.file, place.via.line) == ("content/forms/worksheet.md", 12)


@pytest.mark.parametrize(
    ("written", "there"),
    [
        ("[a](b.md)", "[a](../handbook/b.md)"),
        ("![a](../assets/c.svg)", "![a](../assets/c.svg)"),
        ("[a](#d) and [e](../forms/index.md#f)", "[a](../handbook/a.md#d) and [e](index.md#f)"),
        ("[a](https://example.org/b.md) `[a](b.md)`", "[a](https://example.org/b.md) `[a](b.md)`"),
        ("[a](mailto:a@example.org) [x](<b.md>)", "[a](mailto:a@example.org) [x](<../handbook/b.md>)"),
        ('<img src="b.svg" alt="">', '<img src="../handbook/b.svg" alt="">'),
        ("[a][b]\n\n[b]: c.md", "[a][b]\n\n[b]: ../handbook/c.md"),
        ("Ask {{ contact.name }}, [a]({{ variables.site }})", "Ask {{ contact.name }}, [a]({{ variables.site }})"),
    ],
)
def test_links_and_pictures_are_found_from_the_page_that_shows_them(written: str, there: str) -> None:
    source = page(f"# A\n\n## P\n\n{written}\n", "handbook/a.md")
    user = page("# B\n\n<!-- use: handbook/a.md#p -->\n", "forms/b.md")
    assert filled(source, user)[0]["forms/b.md"][1:] == [line for line in there.split("\n") if line]


def test_it_stands_in_a_quote_or_a_box_where_it_is_asked_for_there() -> None:
    source, user = page("# A\n\n## P\n\nOne.\n", "a.md"), page("> <!-- use: a.md#p -->\n", "b.md")
    box = page("!!! note\n\n    <!-- use: a.md#p -->\n", "c.md")
    found, said = filled(source, user, box)
    assert (said, found["b.md"], found["c.md"]) == ([], [">", ">", "> One.", ">"], ["!!! note", "    One."])


def test_in_code_it_shows_how_it_is_written() -> None:
    shows = page("```\n<!-- use: a.md#p -->\n```\n\nWrite `<!-- use: a.md#p -->`.\n", "b.md")
    assert filled(shows) == ({"b.md": shown(shows)}, [])


def test_a_passage_may_hold_another_one_and_each_side_may_take_of_the_other() -> None:
    one = page("# A\n\n## P\n\n<!-- use: b.md#q -->\n\n## R\n\nThree.\n", "a.md")
    two = page("# B\n\n## Q\n\nTwo.\n\n## S\n\n<!-- use: a.md#r -->\n", "b.md")
    user = page("<!-- use: a.md#p -->\n<!-- use: b.md#s -->", "c.md")
    assert filled(one, two, user) == (
        {
            "a.md": ["# A", "## P", "Two.", "## R", "Three."],
            "b.md": ["# B", "## Q", "Two.", "## S", "Three."],
            "c.md": ["Two.", "Three."],
        },
        [],
    )


def test_a_circle_is_told_with_its_road_and_its_cure() -> None:
    one = page("# A\n\n## P\n\n<!-- use: b.md#q -->\n", "a.md")
    two = page("# B\n\n## Q\n\n<!-- use: a.md#p -->\n", "b.md")
    _, said = filled(one, two)
    assert said == [
        "content/a.md:5: this passage would stand in itself: b.md#q > a.md#p > b.md#q "
        "(write the words out here, or take this line out)",
        "content/b.md:5: this passage would stand in itself: a.md#p > b.md#q > a.md#p "
        "(write the words out here, or take this line out)",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<!-- use: a.md#pp -->", "content/a.md has no passage or section 'pp' (did you mean 'p'?)"),
        ("<!-- use: aa.md#p -->", "there is no page 'aa.md' (did you mean 'a.md'?)"),
        ("<!-- use: ../x/A.md#p -->", "there is no page '../x/A.md' (did you mean 'a.md'?)"),
        ("<!-- use: a.md -->", "'<!-- use: a.md -->' names no passage for a page"),
        ("<!-- use: a.md#p {minutes=3} -->", "'<!-- use: a.md#p {minutes=3} -->' names no passage for a page"),
        ("See <!-- use: a.md#p -->", "'See <!-- use: a.md#p -->' names no passage for a page"),
    ],
)
def test_what_cannot_be_put_in_is_named_with_its_line(written: str, said: str) -> None:
    _, found = filled(page("# A\n\n## P\n\nOne.\n", "a.md"), page(f"# B\n\n{written}\n", "b.md"))
    (one,) = found
    assert one.startswith(f"content/b.md:3: {said}")


def test_a_local_whose_own_page_lacks_the_passage_is_told_which_page_shows_it(kit: Path) -> None:
    _, said = made(kit, {"content/handbook/roles.md": "# Our roles\n"})
    shows = "roles.md:1: a page (content/forms/worksheet.md, line 12) shows 'promise'"
    assert [line for line in said if line.startswith(f"overrides/locals/acme/content/handbook/{shows}")]


def test_what_is_put_in_is_counted_so_that_no_pack_fills_the_memory() -> None:
    pages = [page("# A\n\n## P\n\n" + "word " * 200, "a.md"), page("<!-- use: a.md#p -->\n" * 30, "b.md")]
    with pytest.raises(RefusedInput):
        with_uses({one.path: one for one in pages}, DIALECT, Problems(), Expansion(most=20_000))


def test_pages_stay_the_very_same_for_the_next_local() -> None:
    pages = {one.path: one for one in (page("# A\n\n## P\n\nOne.\n", "a.md"), page("<!-- use: a.md#p -->", "b.md"))}
    first, second = (with_uses(pages, DIALECT, Problems(), Expansion()) for _ in range(2))
    assert first["b.md"] is second["b.md"]
    assert first["a.md"] is pages["a.md"]
    other = {**pages, "a.md": replace(pages["a.md"], lines=page("# A\n\n## P\n\nTwo.\n", "a.md").lines)}
    assert shown(with_uses(other, DIALECT, Problems(), Expansion())["b.md"]) == ["Two."]


def test_the_time_for_a_long_handbook_grows_in_step_with_it() -> None:
    pages = [page("Word.\n" * 2000, f"p{number}.md") for number in range(100)]
    assert grows_in_step(
        lambda size: with_uses({one.path: one for one in pages[:size]}, DIALECT, Problems(), Expansion()), 100
    )


def test_other_handbooks_without_the_kits_fields_keep_their_comments(tmp_path: Path) -> None:
    plain = "site_name: S\ndocs_dir: content\nmarkdown_extensions: [tables]\ntheme: {name: mkdocs}\n"
    root = write_kit(tmp_path, {"mkdocs.yml": plain, "content/a.md": "# A\n\n<!-- use: as you like -->\n"})
    found, said = made(root)
    assert not [line for line in said if "use" in line]
    assert "<!-- use: as you like -->" in shown(next(one for one in found.pages if one.path == "a.md"))
