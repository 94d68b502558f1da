"""Text, pictures, and tables come on the slides in the order of their page, each picture with its caption."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_samples import SVG, deck, prose, shown

from generators.decks.slideshow.compose import Setting, compose, own_layouts
from generators.decks.slideshow.content import ComposedSlide, PictureFill, TableFill

TABLE = "| a |\n|---|\n| b |"


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "p.svg").write_text(SVG.replace("400 100", "100 100"), encoding="utf-8")
    return {"p.svg": tmp_path / "p.svg"}


def outline(slides: tuple[ComposedSlide, ...]) -> list[str]:
    """Of each slide its layout and what it shows, in the order in which it is read."""
    return [f"{slide.layout.name.removesuffix('-large')}: {'; '.join(_read(slide))}" for slide in slides]


def _read(slide: ComposedSlide) -> list[str]:
    said: list[str] = []
    for role, fill in slide.fills.items():
        if isinstance(fill, PictureFill):
            said.append("[picture]")
        elif isinstance(fill, TableFill):
            said.append("[table]")
        else:
            said.append(f"{role} {' / '.join(paragraph.text for paragraph in fill.paragraphs)}")
    return said


@pytest.mark.parametrize(
    ("body", "slides"),
    [
        ("Before.\n\n![P](p.svg)", ["content-image: body Before.; [picture]"]),
        ("![P](p.svg)\n\nAfter.", ["image-caption: [picture]; support After."]),
        ("![P](p.svg)\nAfter.", ["image-caption: [picture]; support After."]),
        ("Before.\n\n![P](p.svg)\n\n- one", ["content-image-caption: body Before.; [picture]; support one"]),
        ("![P](p.svg)\n\nAfter.\n\nMore.", ["content-image: [picture]; body After. / More."]),
        ("Before.\n\n![P](p.svg)\n\nAfter.", ["content-image-caption: body Before.; [picture]; support After."]),
        (
            "Before.\n\n![P](p.svg)\n\nAfter.\n\nMore.",
            ["content-image: body Before.; [picture]", "few-points: body After. / More."],
        ),
        (
            'Before.\n\n![P](p.svg "Caption")\n\nAfter.',
            ["content-image-caption: body Before.; [picture]; support Caption / After."],
        ),
        ('![P](p.svg "Caption")\n\nAfter.', ["content-image-caption: [picture]; support Caption; body After."]),
        (
            "Before.\n\n### Next\n\n![P](p.svg)\n\n- a\n- b",
            ["key-point: body Before.", "content-image: body Next; [picture]", "few-points: body a / b"],
        ),
        (
            "One.\n\n![P](p.svg)\n\nTwo.\n\nThree.\n\n![P](p.svg)",
            ["content-image: body One.; [picture]", "content-image: body Two. / Three.; [picture]"],
        ),
        (f"{TABLE}\n\n![P](p.svg)\n\nAfter.", ["table: [table]", "image-caption: [picture]; support After."]),
        (
            f"- one\n\n    {TABLE.replace(chr(10), chr(10) + '    ')}\n\n- two",
            ["table-text: support one; [table]", "few-points: body two"],
        ),
        (
            "1. one\n\n    ![P](p.svg)\n\n2. two\n3. three",
            ["content-image: body one; [picture]", "few-points: body two / three"],
        ),
        (
            '!!! tip "Box"\n\n    Words.\n\n    ![P](p.svg)\n\n    - more\n    - words',
            ["content-image: body Box / Words.; [picture]", "few-points: body more / words"],
        ),
        (
            "See[^1].\n\n![P](p.svg)\n\n- a\n- b\n\n[^1]: A note.",
            ["content-image: body See¹. / A note.; [picture]", "few-points: body a / b"],
        ),
    ],
)
def test_a_slide_has_the_order_of_its_page(body: str, slides: list[str], pictures: dict[str, Path]) -> None:
    assert outline(shown(f"## A\n\n{body}", assets=pictures)) == slides


def test_a_numbered_list_counts_on_behind_a_picture(pictures: dict[str, Path]) -> None:
    last = shown("## A\n\n1. one\n\n    ![P](p.svg)\n\n2. two\n3. three", assets=pictures)[-1]
    fill = last.fills["body"]
    assert [(item.number, item.marker) for item in fill.paragraphs] == [(2, "number"), (3, "number")]  # type: ignore[union-attr]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_picture_keeps_its_place_and_its_caption_beside_a_text_too_long_for_it(
    *, is_first: bool, pictures: dict[str, Path]
) -> None:
    picture, text = '![P](p.svg "Caption")', "\n\n".join(prose(50) for _ in range(4))
    body = f"{picture}\n\n{text}" if is_first else f"{text}\n\n{picture}"
    slides = outline(shown(f"## A\n\n{body}", assets=pictures))
    assert slides[0 if is_first else -1] == "image-caption: [picture]; support Caption"
    assert len([slide for slide in slides if slide.startswith("content:")]) == len(slides) - 1


def test_without_a_place_for_a_caption_beside_text_the_picture_and_its_caption_come_apart(
    pictures: dict[str, Path],
) -> None:
    layouts = {**own_layouts("en"), "content-image-caption": own_layouts("en")["content"]}
    made = deck("## A\n\nBefore.\n\n![P](p.svg)\n\nAfter.")
    slides = compose(made, Setting(layouts, assets=pictures))[1:]
    assert outline(slides) == ["few-points: body Before.", "image-caption: [picture]; support After."]


def test_an_asked_for_layout_without_text_is_no_empty_slide() -> None:
    assert outline(shown(f"## A {{layout=content}}\n\n{TABLE}\n\n- one")) == ["table: [table]", "few-points: body one"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('=== "Paper"\n\n    On paper.\n\n=== "Screen"\n\n    On screen.', "Paper / On paper. / Screen / On screen."),
        ('!!! note "Outer"\n\n    A.\n\n    ??? tip "Inner"\n\n        B.', "Outer / A. / Inner / B."),
        ("Steward\n:   Speaks for us.\n:   Is elected.", "Steward / Speaks for us. / Is elected."),
        ("- [x] done\n    - [ ] open", "done / open"),
        ("#### Four\n\nA.\n\n###### Six\n\nB.\n\n##### Five\n\nC.", "Four / A. / Six / B. / Five / C."),
    ],
)
def test_boxes_tabs_and_definitions_keep_their_titles(body: str, said: str) -> None:
    (slide,) = outline(shown(f"## A\n\n{body}"))
    assert slide.partition(": body ")[2] == said


def test_a_table_shows_its_caption() -> None:
    body = f"<figure markdown>\n\n{TABLE}\n\n<figcaption>Who does what</figcaption>\n</figure>"
    assert outline(shown(f"## A\n\n{body}")) == ["table-text: support Who does what; [table]"]
