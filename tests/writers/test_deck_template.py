"""A local's own PowerPoint template: matched by its placeholders, kept as it looks, and filled like the base."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from deck_samples import deck, every_layout, kit, prose, sample_assets
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.presentation import Presentation as OpenedPresentation
from template_samples import GERMAN, kit_on, template, told

from generators.decks.slideshow.compose import compose, setting_of
from generators.decks.slideshow.miniature import TextLine, draw
from generators.model import Kit
from generators.writers.deck.writer import deck_file

On = Callable[..., Kit]


@pytest.fixture
def on(tmp_path: Path) -> On:
    """Makes a kit whose local brings the template."""
    return lambda data, *shown: kit_on(data, tmp_path, *shown)


def layouts_of(data: bytes) -> dict[str, str]:
    """The layout that each slide stands on, by the slide's title."""
    opened = Presentation(io.BytesIO(data))
    return {slide.shapes.title.text: slide.slide_layout.name for slide in opened.slides}


TEMPLATES = {
    "4:3, renamed": template(),
    "16:9, German": template(names=GERMAN, wide=4 / 3),
    "text alone": template(keep=("Title and Content",)),
    "vertical among others": template(keep=("Title and Vertical Text", "Content with Caption", "Blank")),
}


@pytest.mark.parametrize("data", TEMPLATES.values(), ids=TEMPLATES)
def test_a_deck_on_any_template_is_valid_and_whole(data: bytes, on: On, tmp_path: Path) -> None:
    made = every_layout()
    file = tmp_path / "deck.pptx"
    file.write_bytes(deck_file(made, on(data, made)))
    assert [error.description for error in validate_pptx(str(file)).errors] == []
    own = Presentation(str(file))
    ours = Presentation(io.BytesIO(deck_file(made, kit(made, assets=sample_assets(tmp_path)))))

    def words(opened: OpenedPresentation) -> set[str]:
        texts = [shape.text_frame.text for slide in opened.slides for shape in slide.shapes if shape.has_text_frame]
        return set(re.findall(r"\w+", " ".join(texts)))

    assert words(ours) - words(own) <= {"1", "2"}, "only the large numbers of sections have no place"
    assert all(slide.notes_slide.notes_text_frame.text for slide in own.slides)


@pytest.mark.parametrize("data", TEMPLATES.values(), ids=TEMPLATES)
def test_nothing_stands_beyond_the_page_and_no_placeholder_is_empty(data: bytes, on: On) -> None:
    made = every_layout()
    opened = Presentation(io.BytesIO(deck_file(made, on(data, made))))
    for slide in opened.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= opened.slide_width + 2
            assert shape.top >= 0 and shape.top + shape.height <= opened.slide_height + 2  # type: ignore[operator]
            assert not shape.has_text_frame or shape.text_frame.text
            assert shape.is_placeholder or not shape.has_text_frame


def test_layouts_are_found_by_their_placeholders_whatever_they_are_called(on: On) -> None:
    made = every_layout()
    found = layouts_of(deck_file(made, on(TEMPLATES["16:9, German"], made)))
    assert found["Every layout"] == "Titelfolie"
    assert found["Words"] == "Abschnitt"
    assert found["A numbered list"] == "Titel und Inhalt"
    assert found["Two columns"] == "Zwei Inhalte"
    assert found["Compared"] == "Vergleich"
    assert found["Only a title"] == "Nur Titel"


@pytest.mark.parametrize("layout", ["title", "section"])
@pytest.mark.parametrize("paragraphs", [1, 2, 4])
def test_the_words_of_a_cover_get_smaller_rather_than_leave_it(on: On, layout: str, paragraphs: int) -> None:
    """Office's standard cover has room for a line or two; a third of its letters' size is never taken."""
    made = deck(f"## Front {{layout={layout}}}\n\n" + f"{prose(24 // paragraphs)}\n\n" * paragraphs)
    (front,) = [slide for slide in compose(made, setting_of(made, on(template(), made))) if slide.title == "Front"]
    assert len(front.fills["body"].paragraphs) == paragraphs  # type: ignore[union-attr]
    assert 0.6 <= front.fills["body"].scale <= 1  # type: ignore[union-attr]


def test_of_words_without_end_a_cover_keeps_the_first(on: On) -> None:
    made = deck("## Front {layout=title}\n\nFirst words\n\n" + f"{prose(30)}\n\n" * 6)
    slides = compose(made, setting_of(made, on(template(), made)))
    front = next(slide for slide in slides if slide.title == "Front")
    assert front.fills["body"].paragraphs[0].text == "First words"  # type: ignore[union-attr]
    words = [word for slide in slides for fill in slide.fills.values() for word in getattr(fill, "paragraphs", ())]
    assert sum(paragraph.text == prose(30) for paragraph in words) == 6


def canonical(part: bytes) -> bytes:
    return etree.tostring(etree.fromstring(part), method="c14n")


def test_the_templates_own_look_stays_and_its_slides_go(on: On) -> None:
    data = deck_file(deck("## A\n\nb"), on(template(), deck("## A\n\nb")))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(io.BytesIO(template())) as file:
        before = file.read("ppt/theme/theme1.xml")
    assert canonical(parts["ppt/theme/theme1.xml"]) == canonical(before)
    assert not any(b"OLD " in part for part in parts.values())
    assert b"<dc:creator>Local 104</dc:creator>" in parts["docProps/core.xml"]
    assert b"python-pptx" not in parts["docProps/core.xml"] and "docProps/thumbnail.jpeg" not in parts


def test_the_same_template_gives_the_same_bytes(on: On) -> None:
    made = every_layout()
    data = template()
    assert deck_file(made, on(data, made)) == deck_file(made, on(data, made))


def test_long_text_goes_on_on_a_next_slide_and_minutes_stand_in_the_title(on: On) -> None:
    points = "\n".join(f"- {prose(12)}" for _ in range(20))
    made = deck(f"## Long\n\n{points}\n\n## Draw {{layout=activity minutes=10}}\n\n1. Draw")
    titles = list(layouts_of(deck_file(made, on(template(), made))))
    assert "Long (continued)" in titles
    assert "Draw (10\u00a0min)" in titles


def test_arabic_reads_from_right_to_left_on_any_template(on: On) -> None:
    made = deck("## A\n\n- b\n- c", lang="ar")
    opened = Presentation(io.BytesIO(deck_file(made, on(template(), made))))
    (body,) = [shape for shape in opened.slides[1].placeholders if shape.placeholder_format.idx == 1]
    assert all(row.pPr.get("rtl") == "1" for row in body._element.iter("{*}p") if row.tag.endswith("}p"))


def test_a_guides_small_slides_show_the_templates_page_whole(on: On) -> None:
    made = every_layout()
    one = on(template(), made)
    slides = compose(made, setting_of(made, one))
    for slide in slides:
        lines = [mark for mark in draw(slide, 1, "Arial") if isinstance(mark, TextLine)]
        assert all(100 < mark.left < 860 and 0 < mark.top < 541 for mark in lines)


def test_what_a_template_lacks_is_said_when_a_deck_needs_it(on: On) -> None:
    lean = template(keep=("Title Slide", "Title and Content"), names=GERMAN)
    assert told(on(lean, deck("## A\n\nb"))) == []
    compared = deck("## A\n\n### One\n\n- a\n\n### Two\n\n- b")
    (message,) = told(on(lean, compared))
    assert message.endswith(
        "the template has no layout with a title, two headings, and two text boxes under them; "
        "slides 'comparison' use 'Titel und Inhalt'"
    )
