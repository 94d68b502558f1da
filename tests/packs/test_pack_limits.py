"""A stranger's pack may cost seconds, not minutes: what is bounded, and how a breakdown is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from deck_samples import deck
from sample import complaints, lines, messages, write

from generators.decks.slideshow.compose import Setting, compose
from generators.decks.slideshow.layouts import LAYOUTS
from generators.model import NOWHERE, Brand, Lines, Local, PassageFile, Place, Profile
from generators.model.problems import Problems, RefusedInput
from generators.packs.limits import (
    FIELDS,
    SLIDES_OF_DECK,
    breakdowns_told,
    check_texts,
)
from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest


def local_with(**examples: Lines) -> Local:
    passages = {name: PassageFile(written, NOWHERE) for name, written in examples.items()}
    brand = Brand("Harbor", "#123456", "#654321")
    profile = Profile("harbor", brand, {}, "en", "letter", "", Place("harbor/local.yml", 1))
    return Local(profile, Path(), examples=passages)


def said_of(text: str) -> list[str]:
    problems = Problems()
    check_texts(local_with(one=lines(text)), problems)
    return complaints(problems)


@pytest.mark.parametrize(
    "text",
    [
        "a paragraph with [a link](a.md) and `code`, *words*, and a dash - here",
        "* * *\n\n- - -\n\n---\n\n_ _ _",
        "- a\n    - b\n        - c\n            - d",
        "> a\n> > b",
        "1. a\n2. b\n\na\n:   b",
        "```\n" + "    " * 40 + "code may stand as far right as it likes\n" + "> " * 40 + "\n```",
        "<div>\n<p>a</p><br><img src='a.png' alt=''>\n</div>\n" * 200,
        "| a | b |\n| - | - |\n" + "| 1 | 2 |\n" * 200,
        "[ ] one\n[ ] two\n" * 60,
    ],
)
def test_what_people_write_is_within_bounds(text: str) -> None:
    assert said_of(text) == []


def test_a_bound_names_the_line_where_it_is_passed() -> None:
    assert said_of("fine\n\n" + "[" * 200 + "\n" + "[" * 200) == [
        "x.md:4: the paragraph has more than 250 '[' (put blank lines between its parts)"
    ]


def test_paragraphs_are_counted_apart() -> None:
    assert said_of("\n\n".join(["[" * 200] * 9)) == []


def test_a_pack_may_not_hold_a_library() -> None:
    problems = Problems()
    check_texts(local_with(**{f"n{number}": lines("word " * 1900) for number in range(120)}), problems)
    assert complaints(problems) == [
        "harbor/local.yml:1: the pack holds more than 1 MB of text (take out what the kit does not need)"
    ]


def raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def nested() -> None:
    nested()


@pytest.mark.parametrize(
    ("work", "answer"),
    [
        (nested, "something in the pack is nested too deeply"),
        (raising(MemoryError()), "the pack needs more memory than there is"),
        (raising(PermissionError(13, "Permission denied")), "a file cannot be read or written: Permission denied"),
        (
            raising(ValueError("bad \x1b[31m\nvalue")),
            "the kit cannot cope with something in this pack (ValueError: value)",
        ),
    ],
)
def test_a_breakdown_is_told_as_a_problem_of_the_pack(work: Callable[[], None], answer: str) -> None:
    with pytest.raises(RefusedInput) as refused, breakdowns_told("overrides/locals/harbor"):
        work()
    (line,) = messages(refused.value.problems)
    assert line.startswith(f"overrides/locals/harbor/local.yml:1: {answer}")


def test_who_works_on_the_kit_can_see_the_breakdown_itself() -> None:
    with pytest.raises(ZeroDivisionError), breakdowns_told("harbor", show_breakdowns=True):
        raise ZeroDivisionError


SETTINGS = "site_name: Sample\ntheme: {name: material, kit: true}\nstrict: true\n"
MUCH = "word " * 1900 + "\n\n"
NOTES = "<!-- notes -->\nx\n<!-- /notes -->\n"


def expanded(folder: Path, files: Mapping[str, str]) -> list[str]:
    """What is said of a pack with ``files``."""
    write(folder, {"mkdocs.yml": SETTINGS, "content/index.md": "# Welcome\n"})
    pack = write(folder / "overrides" / "locals" / "harbor", {"local.yml": "name: Harbor\n", **files})
    (checked,) = check_kits(BuildRequest(folder, folder, (pack,)))
    return [
        message.removeprefix("overrides/locals/harbor/")
        for message in messages(one for one in checked.problems if one.severity == "error")
    ]


COMES_TO = "what is put in by variables, passages, and uses comes to more than 1,000,000 characters"


def test_a_long_passage_that_many_slides_use_is_counted_as_often_as_it_is_used(tmp_path: Path) -> None:
    slides = f"## A slide\n\n<!-- use: long.md#all -->\n\n{NOTES}\n" * 60
    files = {
        "content/long.md": f"# Long\n\n<!-- slide: all -->\n\n{MUCH * 20}<!-- /slide -->\n",
        "slides/deck.md": f"---\ntitle: Deck\n---\n{slides}",
    }
    (message,) = expanded(tmp_path, files)
    assert message.startswith(f"slides/deck.md:46: {COMES_TO} (make the value or the passage")


def test_a_long_value_and_a_long_passage_are_counted_as_often_as_they_are_put_in(tmp_path: Path) -> None:
    value = "local.yml", f"name: Harbor\nvariables: {{x: {'word ' * 59}}}\n"
    named = "content/page.md", "# Page\n\n" + ("{{ variables.x }} " * 100 + "\n\n") * 40
    (message,) = expanded(tmp_path / "variables", dict([value, named]))
    assert message.startswith("content/page.md:")
    assert COMES_TO in message
    slots = "".join(f"## {n}\n\n<!-- slot: s -->\n<!-- /slot -->\n\n" for n in range(60))
    (message,) = expanded(tmp_path / "slots", {"slots/s.md": MUCH * 3, "content/page.md": f"# Page\n\n{slots}"})
    assert COMES_TO in message


def test_decks_are_bounded_by_what_is_to_be_laid_out(tmp_path: Path) -> None:
    decks = {f"slides/{name}.md": f"---\ntitle: {name}\n---\n" + f"## A slide\n\n- a\n{NOTES}" for name in "ab"}
    long = f"## A slide\n\n{MUCH}\n{NOTES}" * 43
    (message,) = expanded(tmp_path, {**decks, "slides/c.md": f"---\ntitle: c\n---\n{long}"})
    assert message.startswith("slides/c.md:1: here the decks have more than 400,000 characters together")


def test_slides_are_counted_after_they_are_divided() -> None:
    slide = "## A slide\n\n" + "- point\n" * 300 + f"\n{NOTES}\n"
    with pytest.raises(RefusedInput) as refused:
        compose(deck(slide * 25), Setting(LAYOUTS))
    (line,) = messages(refused.value.problems)
    assert line.startswith(
        "slides/talk.md:1: the deck has more than 500 slides, since long ones are divided, up to the"
    )


def test_decks_and_forms_are_bounded_each_and_together(tmp_path: Path) -> None:
    slide = "\n## A slide\n\nWords.\n\n<!-- notes -->\nx\n<!-- /notes -->\n"
    long, short = slide * (SLIDES_OF_DECK + 1), slide * 190
    outlines = {f"slides/{name}.md": f"---\ntitle: {name}\n---\n{text}" for name, text in
                {"a": long, "b": short, "c": short}.items()}  # fmt: skip
    questions = "\n".join(f"Question {n}: ____" for n in range(FIELDS + 1))
    form = f"---\nform: true\naudience: mentee\nprivacy: Nobody.\n---\n\n# Form\n\n{questions}"
    write(tmp_path, {"mkdocs.yml": SETTINGS, "content/index.md": "# Welcome\n"})
    pack = {"local.yml": "name: Harbor\n", "content/forms/long.md": form, **outlines}
    write(tmp_path / "overrides" / "locals" / "harbor", pack)
    (checked,) = check_kits(BuildRequest(tmp_path, tmp_path, (tmp_path / "overrides" / "locals" / "harbor",)))
    assert messages(checked.problems) == [
        "overrides/locals/harbor/content/forms/long.md:1: here the forms have more than 1500 fields together "
        "(leave some out)",
        "overrides/locals/harbor/slides/a.md:1: the deck has more than 200 slides (make several decks of it)",
        "overrides/locals/harbor/slides/c.md:1: here the decks have more than 500 slides together (leave some out)",
    ]


def test_no_bound_of_a_pack_binds_the_base_nor_a_pack_over_it(tmp_path: Path) -> None:
    slides = "\n## A slide\n\nWords.\n\n<!-- notes -->\nx\n<!-- /notes -->\n" * (2 * SLIDES_OF_DECK)
    questions = "\n".join(f"Question {n}: ____" for n in range(FIELDS + 1))
    form = f"---\naudience: mentee\nprivacy: Nobody.\n---\n\n# Form\n\n{questions}"
    base = {"content/index.md": f"# Welcome\n\n{MUCH}", "content/forms/long.md": form}
    outlines = {f"slides/{name}.md": f"---\ntitle: {name}\n---\n{slides}" for name in "ab"}
    used = f"## Used\n\n<!-- use: index.md#welcome -->\n\n{NOTES}\n" * 110  # more text than packs may have
    write(tmp_path, {"mkdocs.yml": SETTINGS, **base, **outlines, "slides/c.md": f"---\ntitle: c\n---\n{used}"})
    own = {"local.yml": "name: Harbor\n", "slides/own.md": "---\ntitle: own\n---\n" + slides[: len(slides) // 3]}
    pack = write(tmp_path / "overrides" / "locals" / "harbor", own)
    for request in (BuildRequest(tmp_path, tmp_path), BuildRequest(tmp_path, tmp_path, (pack,))):
        (checked,) = check_kits(request)
        assert not [one for one in messages(checked.problems) if "warning" not in one]


def test_a_long_deck_of_the_base_is_laid_out_whole() -> None:
    written = deck("## A slide\n\n- point\n" * 1_000)
    assert len(compose(written, Setting(LAYOUTS))) >= 1_000
