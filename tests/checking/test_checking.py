"""A picture that a slide cannot show is told where it is written, before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_samples import deck, deck_of_pages, sample_assets
from PIL import Image
from sample import messages, page

from generators.checking.slides import check_pictures
from generators.model import Place
from generators.model.problems import Problems

EXPORT = "(export it again as SVG, PNG, or JPEG)"


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("squere.png", "the slide 'A' shows 'squere.png', which is not there (did you mean 'square.png'?)"),
        (
            "https://example.org/a.png",
            "the slide 'A' shows 'https://example.org/a.png', which is on the web and no file of the kit "
            "(save it into the folder of the pages, and show that copy)",
        ),
        ("other.jpg", "the slide 'A' shows 'other.jpg', which is not there (put it into content/assets/)"),
        ("broken.png", "the slide 'A' shows 'broken.png', which is no readable picture " + EXPORT),
        ("cut.png", "the slide 'A' shows 'cut.png', which is no readable picture " + EXPORT),
        ("broken.svg", "the slide 'A' shows 'broken.svg', which is no readable picture " + EXPORT),
        ("huge.png", "the slide 'A' shows 'huge.png', which has more than 50 million pixels " + EXPORT),
    ],
)
@pytest.mark.parametrize(
    ("where", "line"),
    [("![What it shows]({})", 3), ("- first\n\n    ![What it shows]({})", 5), ("a\n\n> b\n![c]({})", 6)],
)
def test_a_picture_that_cannot_be_shown_is_a_problem(
    picture: str, message: str, where: str, line: int, tmp_path: Path
) -> None:
    assets = sample_assets(tmp_path)
    assets |= {name: tmp_path / name for name in ("broken.png", "cut.png", "broken.svg", "huge.png")}
    assets["broken.png"].write_bytes(b"no picture")
    assets["cut.png"].write_bytes(assets["square.png"].read_bytes()[:200])
    assets["broken.svg"].write_text("<svg viewBox='0 0 1 1'", encoding="utf-8")
    Image.new("1", (8000, 7000)).save(assets["huge.png"])
    problems = Problems()
    check_pictures(deck(f"## A\n\n{where.format(picture)}"), assets, problems)
    assert messages(problems.found) == [f"slides/talk.md:{line}: {message}"]


def test_a_picture_of_a_page_is_told_in_the_page_and_with_the_use_that_shows_it(tmp_path: Path) -> None:
    text = "## A {minutes=5}\n\nwords\n<!-- slide: peer -->\n![One]( one.png )\n\n![Two](two.png)\n<!-- /slide -->"
    talk = deck_of_pages("## B\n<!-- use: handbook/kinds.md#peer -->", page(text))
    problems = Problems()
    check_pictures(talk, {"handbook/one.png": sample_assets(tmp_path)["square.png"]}, problems)
    assert messages(problems.found) == [
        "content/handbook/kinds.md:7: the slide 'B' shows 'handbook/two.png', which is not there "
        "(did you mean 'handbook/one.png'?)"
    ]
    assert problems.found[0].road == (Place("slides/talk.md", 2),)


def test_pictures_that_can_be_shown_are_no_problem(tmp_path: Path) -> None:
    problems = Problems()
    check_pictures(deck("## A\n\n![A](square.png)\n\n![B](bar.svg)"), sample_assets(tmp_path), problems)
    assert problems.found == []
