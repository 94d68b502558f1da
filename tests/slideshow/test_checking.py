"""A picture that a slide cannot show is told at the slide's line, before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_samples import deck, sample_assets

from generators.problems import Problems, rendered
from generators.slideshow.checking import check_pictures


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("squere.png", "the slide 'A' shows 'squere.png', which is not there (did you mean 'square.png'?)"),
        ("other.jpg", "the slide 'A' shows 'other.jpg', which is not there (put it into content/assets/)"),
        ("broken.png", "'broken.png' on the slide 'A' is no readable picture (export it again as SVG, PNG, or JPEG)"),
    ],
)
@pytest.mark.parametrize("where", ["![What it shows]({})", "- first\n\n    ![What it shows]({})"])
def test_a_picture_that_cannot_be_shown_is_a_problem(picture: str, message: str, where: str, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    problems = Problems()
    check_pictures(deck(f"## A\n\n{where.format(picture)}"), sample_assets(tmp_path), problems)
    assert list(rendered(problems.found)) == [f"slides/talk.md:1: {message}"]


def test_pictures_that_can_be_shown_are_no_problem(tmp_path: Path) -> None:
    problems = Problems()
    check_pictures(deck("## A\n\n![A](square.png)\n\n![B](bar.svg)"), sample_assets(tmp_path), problems)
    assert problems.found == []
