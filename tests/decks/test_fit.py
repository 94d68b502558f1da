"""Text is measured before it is placed: it shrinks a little, else it goes on on a next slide."""

from __future__ import annotations

import pytest
from deck_samples import prose

from generators.brand.metrics import deck_family, width
from generators.decks.slideshow.content import Paragraphs, Run, SlideParagraph
from generators.decks.slideshow.design import Box, TextStyle
from generators.decks.slideshow.fit import CROWDED, SHRINK, SPARE, Fitted, TextBox, fit, fit_title, height, lines_of
from generators.decks.slideshow.tables import fit_table
from generators.model import Inline, Span, Table

STYLE = TextStyle((24, 20, 18), gaps=(10, 5, 4), bulleted=True)
FRAME = TextBox(600, 300, STYLE, "Arial")


def bullet(text: str, level: int = 0) -> SlideParagraph:
    return SlideParagraph((Run(text),), level, "bullet", indented=True)


def number(text: str, count: int) -> SlideParagraph:
    return SlideParagraph((Run(text),), 0, "number", count, indented=True)


def texts(parts: tuple[Fitted, ...]) -> list[list[str]]:
    return [[paragraph.text for paragraph in part.paragraphs] for part in parts]


def words(paragraphs: Paragraphs) -> list[str]:
    return " ".join(paragraph.text for paragraph in paragraphs).split()


def test_widths_are_those_of_the_font() -> None:
    assert width("A", "Arial", bold=False) == pytest.approx(0.667)
    assert width("A", "Arial", bold=True) == pytest.approx(0.722)


@pytest.mark.parametrize(("accented", "plain"), [("é", "e"), ("Ạ", "A"), ("ü", "u"), ("ś", "s")])
def test_an_accent_makes_no_letter_wider(accented: str, plain: str) -> None:
    assert width(accented, "Arial", bold=False) == pytest.approx(width(plain, "Arial", bold=False), abs=0.01)


def test_a_letter_that_the_table_lacks_is_measured_on_the_safe_side() -> None:
    assert width("漢", "Arial", bold=False) == 1.0
    assert 0.5 < width("ก", "Arial", bold=False) < 1.0
    assert width("\u0301", "Arial", bold=False) == 0.0


def test_a_font_whose_widths_are_unknown_is_not_used() -> None:
    assert deck_family("Calibri") == "Calibri"
    assert deck_family("Source Sans 3") == deck_family("") == "Arial"


def test_lines_break_at_spaces_and_after_hyphens_and_long_words_anywhere() -> None:
    room = width("mentor mentor", "Arial", bold=False) * 24
    assert lines_of((Run("mentor mentor"),), 24, room, "Arial") == 1
    assert lines_of((Run("mentor mentor x"),), 24, room, "Arial") == 2
    assert lines_of((Run("mentor ment-mentor"),), 24, room, "Arial") == 2
    assert lines_of((Run("mentor mentormentor"),), 24, room, "Arial") == 2
    assert lines_of((Run("m" * 40),), 24, room, "Arial") > 2
    assert lines_of((Run("one\ntwo"),), 24, room, "Arial") == 2


def test_bold_runs_are_measured_in_bold() -> None:
    text = prose(40)
    assert lines_of((Run(text, bold=True),), 24, 600, "Arial") > lines_of((Run(text),), 24, 600, "Arial")


def test_what_fits_stays_as_it_is() -> None:
    paragraphs = tuple(bullet(f"Point {number}") for number in range(6))
    assert fit(paragraphs, FRAME) == (Fitted(paragraphs, 1.0),)


def test_what_nearly_fits_shrinks_by_no_more_than_eight_percent() -> None:
    paragraphs = tuple(bullet(f"Point {number}") for number in range(8))
    (only,) = fit(paragraphs, FRAME)
    assert SHRINK <= only.scale < 1
    assert STYLE.size(2) * only.scale >= 16.5


def test_more_goes_on_on_balanced_slides() -> None:
    paragraphs = tuple(bullet(f"Point {number}") for number in range(12))
    first, second = fit(paragraphs, FRAME)
    assert len(first.paragraphs) == len(second.paragraphs) == 6
    assert (*first.paragraphs, *second.paragraphs) == paragraphs


LINE = SlideParagraph((Run("Last one."),))


def sentences(length: int) -> SlideParagraph:
    """A paragraph of four sentences with so many words each."""
    return SlideParagraph((Run(" ".join(prose(length) for _ in range(4))),))


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_line_left_over_is_joined_to_a_slide_that_is_set_a_little_smaller(before: int) -> None:
    *_, last = fit((*(sentences(17),) * before, sentences(17), LINE), FRAME)
    assert last.scale == CROWDED
    assert [len(paragraph.text.split()) for paragraph in last.paragraphs] == [68, 2]


def test_a_line_left_over_gets_sentences_of_a_paragraph_that_fills_its_slide() -> None:
    full = sentences(20)
    parts = fit((full, LINE), FRAME)
    assert [len(" ".join(said).split()) for said in texts(parts)] == [40, 42]
    assert texts(parts)[1][-1] == "Last one."


def test_no_slide_of_a_long_table_holds_one_row_that_was_left_over() -> None:
    for rows in range(9, 40):
        lengths = [len(part.rows) for part in fit_table(_table(rows), Box(0, 0, 800, 358), "Arial", "")]
        assert max(lengths) - min(lengths) <= 2, rows


def _table(rows: int) -> Table:
    def cell(text: str) -> Inline:
        return (Span(text),)

    return Table((cell("No."), cell("Text")), tuple((cell(str(row)), cell(prose(12))) for row in range(rows)))


def test_a_parent_stays_with_its_children() -> None:
    paragraphs = tuple(bullet(f"{parent}{child}", min(child, 1)) for parent in "ABCDE" for child in range(3))
    for part in texts(fit(paragraphs, FRAME)):
        assert len(part) % 3 == 0
        assert part[0].endswith("0")


def test_a_heading_stays_with_what_it_opens() -> None:
    opened = [(SlideParagraph((Run(f"Heading {part}"),), heading=True), bullet("a"), bullet("b")) for part in range(5)]
    paragraphs = tuple(paragraph for group in opened for paragraph in group)
    for part in fit(paragraphs, FRAME):
        assert not part.paragraphs[-1].heading


@pytest.mark.parametrize("count", [400, 3000])
def test_a_text_of_thousands_of_words_keeps_every_word_and_leaves_no_box(count: int) -> None:
    text = (SlideParagraph((Run(prose(count)),)),)
    parts = fit(text, FRAME)
    assert [word for part in parts for word in words(part.paragraphs)] == words(text)
    assert all(height(part.paragraphs, FRAME, part.scale) <= FRAME.height * SPARE for part in parts)


def test_a_parent_with_more_children_than_a_slide_holds_is_taken_apart() -> None:
    paragraphs = (bullet("Parent"), *(bullet(f"Child {child}", 1) for child in range(40)))
    parts = fit(paragraphs, FRAME)
    assert len(parts) > 1
    assert all(height(part.paragraphs, FRAME, part.scale) <= FRAME.height * SPARE for part in parts)
    assert [text for part in texts(parts) for text in part] == [paragraph.text for paragraph in paragraphs]


def test_a_numbered_list_goes_on_counting() -> None:
    parts = fit(tuple(number(f"Step {count}", count) for count in range(1, 13)), FRAME)
    assert parts[1].paragraphs[0].number == 7


def test_a_long_title_wraps_inside_its_box_and_a_boundless_one_ends_on_an_ellipsis() -> None:
    frame = TextBox(700, 72, TextStyle((30,), bold=True), "Arial")
    assert fit_title("Short", frame).scale == 1.0
    long = fit_title(prose(18), frame)
    assert 0.6 <= long.scale < 1.0
    boundless = fit_title(prose(200), frame)
    assert boundless.paragraphs[0].text.endswith(" …")
    assert height(boundless.paragraphs, frame, boundless.scale) <= frame.height
    word = fit_title("m" * 900, frame, "{title} (continued)")
    assert word.paragraphs[0].text.endswith("m … (continued)")
    assert height(word.paragraphs, frame, word.scale) <= frame.height
