"""A slide gets the layout that suits it, and what does not fit goes on where it fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_samples import deck, every_layout, prose, shown
from PIL import Image

from generators.decks.slideshow import compose as composing
from generators.decks.slideshow.compose import LARGER, Setting, _titled, compose, own_layouts
from generators.decks.slideshow.content import ComposedSlide, PictureFill, TableFill, TextFill
from generators.decks.slideshow.layouts import LAYOUTS


def text_of(slide: ComposedSlide, role: str) -> list[str]:
    fill = {str(key): value for key, value in slide.fills.items()}[role]
    assert isinstance(fill, TextFill)
    return [paragraph.text for paragraph in fill.paragraphs]


def words_of(slide: ComposedSlide, role: str) -> list[str]:
    return " ".join(text_of(slide, role)).split() if role in slide.fills else []


def table_of(slide: ComposedSlide) -> TableFill:
    fill = slide.fills["table"]
    assert isinstance(fill, TableFill)
    return fill


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    Image.new("RGB", (400, 400), "#1f5a8c").save(folder / "square.png")
    Image.new("RGB", (1000, 300), "#1f5a8c").save(folder / "bar.jpg")
    (folder / "broken.png").write_bytes(b"no picture")
    return {file.name: file for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("body", "layout"),
    [
        ("- one\n- two", "few-points"),
        ("\n".join(f"- {prose(9)}" for _ in range(7)), "content"),
        ("Ask before you tell.", "key-point"),
        (prose(40), "statement"),
        ("> Together.\n\nA saying", "quote"),
        ("### A\n\n- a\n\n### B\n\n- b", "comparison-large"),
        (f"### A\n\n- {prose(42)}\n\n### B\n\n- b", "comparison"),
        ("- a\n\n---\n\n- b", "two-columns"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "table"),
        ("Lead.\n\n| a | b |\n|---|---|\n| 1 | 2 |", "table-text"),
        ("![A square](square.png)", "image"),
        ("![A square](square.png)\n\nIts caption.", "image-caption"),
        ("![A bar](bar.jpg)\n\nIts caption.", "image-below"),
        ("![A square](square.png)\n\n- a\n- b", "content-image-large"),
        (f"![A square](square.png)\n\n- {prose(64)}\n- b", "content-image"),
        ('!!! question "Who?"\n    Ask around.', "discussion"),
    ],
)
def test_a_layout_is_inferred_from_what_the_slide_holds(body: str, layout: str, pictures: dict[str, Path]) -> None:
    assert shown(f"## A\n\n{body}", assets=pictures)[0].layout.name == layout


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_layout_can_be_asked_for_by_name(name: str) -> None:
    body = "| a |\n|---|\n| b |" if name.startswith("table") else "- one\n- two"
    assert shown(f"## A {{layout={name}}}\n\n{body}")


def test_an_activity_lists_its_materials_and_its_minutes() -> None:
    (slide,) = shown('## A {layout=activity minutes=7 materials="paper; markers"}\n\n1. Draw\n')
    assert slide.layout.name == "activity-materials-large"
    assert (text_of(slide, "support"), text_of(slide, "heading"), text_of(slide, "badge")) == (
        ["paper", "markers"],
        ["You need"],
        ["7 min"],
    )


def test_materials_may_stand_under_a_heading_of_their_own() -> None:
    (slide,) = shown("## A {layout=activity}\n\n1. Draw\n\n### Materials\n\n- paper\n")
    assert (text_of(slide, "body"), text_of(slide, "support")) == (["Draw"], ["paper"])


def test_a_badge_without_minutes_names_what_people_do() -> None:
    assert text_of(shown("## A {layout=discussion}\n\nWho?")[0], "badge") == ["Discuss"]


def test_a_slide_that_goes_on_says_so_and_its_notes_do_too() -> None:
    first, second = shown("## Duties\n\n" + "\n".join(f"- {prose(14)}" for _ in range(8)))
    assert (first.title, second.title) == ("Duties", "Duties (continued)")
    assert [paragraph.text for paragraph in second.notes] == ["This slide goes on with “Duties”."]


def test_titles_are_unique() -> None:
    assert [slide.title for slide in shown("## A\n\nb\n\n## A\n\nc")] == ["A", "A (2)"]


def test_titles_are_unique_beside_those_that_an_author_has_numbered() -> None:
    titles = ("A", "A (3)", "A", "A", "B", "A (3)", "A")
    made = [slide.title for slide in shown("\n\n".join(f"## {title}\n\nb" for title in titles))]
    assert made == ["A", "A (3)", "A (2)", "A (4)", "B", "A (3) (2)", "A (5)"]


def test_a_title_of_many_slides_costs_each_of_them_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, count = 0, 60

    def counted(one: ComposedSlide, number: int, family: str) -> ComposedSlide:
        nonlocal asked
        asked += 1
        return _titled(one, number, family)

    monkeypatch.setattr(composing, "_titled", counted)
    titles = [slide.title for slide in shown("## A\n\nb\n\n" * count)]
    assert titles == ["A", *(f"A ({number})" for number in range(2, count + 1))]
    assert asked <= 2 * count + 2


def test_titles_too_long_for_any_slide_are_unique_all_the_same() -> None:
    long = prose(90)
    titles = [slide.title for slide in shown(f"## {long}\n\n{prose(300)}\n\n## {long}\n\n- b\n- c")]
    assert len(set(titles)) == len(titles)
    assert titles[1].endswith(" … (continued)")
    assert titles[-1].endswith(" … (2)")


def test_a_long_table_splits_under_its_header() -> None:
    rows = "\n".join(f"| {number} | {prose(12)} |" for number in range(20))
    slides = shown(f"## A\n\n| No. | Text |\n|---|---|\n{rows}")
    assert len(slides) > 1
    assert {table_of(slide).header[0].text for slide in slides} == {"No."}
    assert sum(len(table_of(slide).rows) for slide in slides) == 20
    assert all(sum(table_of(slide).heights) <= LAYOUTS["table"].placeholders[1].box.height for slide in slides)


def test_a_table_of_twelve_columns_is_cut_between_columns_and_names_its_rows_again() -> None:
    head = "|".join(f"Heading {number}" for number in range(12))
    row = "|".join(f"responsibility {number}" for number in range(12))
    slides = shown(f"## A\n\n|{head}|\n|{'---|' * 12}\n|{row}|")
    assert len(slides) > 1
    assert {table_of(slide).header[0].text for slide in slides} == {"Heading 0"}
    assert {cell.text for slide in slides for cell in table_of(slide).header} == {f"Heading {n}" for n in range(12)}
    assert all(table_of(slide).size >= 16.5 for slide in slides)


def test_a_cell_higher_than_a_slide_goes_on_in_the_next_row() -> None:
    slides = shown(f"## A\n\n| No. | Text |\n|---|---|\n| 1 | {prose(600)} |")
    said = " ".join(row[1].text for slide in slides for row in table_of(slide).rows)
    assert said.split() == prose(600).split()


def test_a_second_picture_or_table_gets_a_slide_of_its_own(pictures: dict[str, Path]) -> None:
    body = "![One](square.png)\n\n![Two](square.png)\n\n| a |\n|---|\n| b |"
    assert [slide.layout.name for slide in shown(f"## A\n\n{body}", assets=pictures)] == ["image", "image", "table"]


@pytest.mark.parametrize(
    ("before", "after", "layouts"),
    [
        ("Look:", "Then sign.", ["table-text", "few-points"]),
        ("- one\n- two", "- three", ["table-text", "few-points"]),
        ("", "Then sign.", ["table", "few-points"]),
        ("Look:", "### Then\n\n- sign", ["table-text", "few-points"]),
        ("Look:", "", ["table-text"]),
    ],
)
def test_what_stands_below_a_table_comes_after_it(before: str, after: str, layouts: list[str]) -> None:
    slides = shown(f"## A\n\n{before}\n\n| a |\n|---|\n| b |\n\n{after}")
    assert [slide.layout.name for slide in slides] == layouts
    said = [word for slide in slides for role in ("support", "body") for word in words_of(slide, role)]
    assert said == [word for word in f"{before} {after}".split() if word.strip("-#")]


def test_tables_and_text_in_turn_keep_their_order(pictures: dict[str, Path]) -> None:
    table = "| {0} |\n|---|\n| b |\n\n"
    body = "".join(f"Words {name}.\n\n{table.format(name)}" for name in "xyz") + "![One](square.png)\n\nEnd."
    slides = shown(f"## A\n\n{body}", assets=pictures)
    seen = [table_of(one).header[0].text if "table" in one.fills else " ".join(words_of(one, "body")) for one in slides]
    assert seen == ["x", "y", "z", ""]
    assert [words_of(one, "support") for one in slides] == [["Words", "x."], ["Words", "y."], ["Words", "z."], ["End."]]


def test_an_activity_keeps_its_steps_in_order_and_its_materials_beside_them() -> None:
    table = "| a |\n|---|\n| b |"
    steps = shown(f"## A {{layout=activity}}\n\n1. one\n\n{table}\n\n2. two")
    assert ["table" in slide.fills for slide in steps] == [False, True, False]
    needs = shown(f"## A {{layout=activity}}\n\n1. one\n\n{table}\n\n### You need\n\n- paper")
    assert words_of(needs[0], "support") == ["paper"]


def test_a_picture_stands_whole_inside_its_place(pictures: dict[str, Path]) -> None:
    fill = shown("## A\n\n![A bar](bar.jpg)", assets=pictures)[0].fills["picture"]
    assert isinstance(fill, PictureFill)
    assert fill.box.width / fill.box.height == pytest.approx(1000 / 300)
    assert fill.box.right <= 960


def test_a_picture_of_few_pixels_is_not_blown_up(tmp_path: Path) -> None:
    Image.new("RGB", (24, 12), "#1f5a8c").save(tmp_path / "icon.png")
    fill = shown("## A\n\n![An icon](icon.png)", assets={"icon.png": tmp_path / "icon.png"})[0].fills["picture"]
    assert isinstance(fill, PictureFill)
    assert (fill.box.width, fill.box.height) == (24, 12)


@pytest.mark.parametrize("file", ["broken.png", "missing.png"])
def test_a_picture_that_cannot_be_read_leaves_a_correct_slide(file: str, pictures: dict[str, Path]) -> None:
    (slide,) = shown(f"## A\n\n![A bar]({file})", assets=pictures)
    assert "picture" not in slide.fills


@pytest.mark.parametrize(
    "layout", ["quote", "key-point", "section", "closing", "discussion", "two-columns", "activity"]
)
def test_three_thousand_words_are_no_trouble_for_any_layout(layout: str) -> None:
    slides = shown(f"## A {{layout={layout}}}\n\n{prose(3000)}")
    said = [
        word
        for slide in slides
        for role in ("body", "second")
        if role in slide.fills
        for text in text_of(slide, role)
        for word in text.split()
    ]
    assert said == prose(3000).split()


def test_sections_are_numbered() -> None:
    slides = shown("# One\n\n## A\n\nb\n\n# Two\n\nc")
    assert [text_of(slide, "number") for slide in slides if slide.layout.name == "section"] == [["1"], ["2"]]


def test_a_language_written_from_right_to_left_mirrors_every_layout() -> None:
    left, right = own_layouts("en")["few-points"], own_layouts("ar")["few-points"]
    for one, other in zip(left.placeholders, right.placeholders, strict=True):
        assert one.box.left == pytest.approx(960 - other.box.right)


def test_a_cover_without_words_of_its_own_names_the_local() -> None:
    cover = compose(deck("## A\n\nb"), Setting(own_layouts("en"), cover=("Local 104", "members")))[0]
    assert text_of(cover, "body") == ["Local 104", "members"]


def test_the_sample_of_all_layouts_shows_all_layouts(pictures: dict[str, Path]) -> None:
    files = {**pictures, "bar.svg": pictures["bar.jpg"]}
    names = {slide.layout.name for slide in compose(every_layout(), Setting(own_layouts("en"), assets=files))}
    assert names >= set(LAYOUTS) - set(LARGER)


def test_a_slide_is_the_same_object_for_locals_whose_pictures_have_one_shape(tmp_path: Path) -> None:
    talk = deck("## Look\n\n![A circle](one.svg)\n")

    def composed(name: str, color: str, width: int) -> ComposedSlide:
        file = tmp_path / name
        shape = f'<rect width="9" height="9" fill="{color}"/>'
        file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 30">{shape}</svg>')
        return compose(talk, Setting(own_layouts("en"), assets={"one.svg": file}))[-1]

    ours, yours, wider = (
        composed("a.svg", "#14535a", 30),
        composed("b.svg", "#d4572a", 30),
        composed("c.svg", "#000000", 90),
    )
    assert ours is yours
    boxes = [
        fill.box.width / fill.box.height
        for one in (ours, wider)
        for fill in one.fills.values()
        if isinstance(fill, PictureFill)
    ]
    assert boxes == pytest.approx([1, 3])


@pytest.mark.parametrize(("words", "size"), [(3, 22.0), (9, 20.0), (10, 18.0)])
def test_a_short_table_is_set_larger_as_long_as_no_row_breaks_for_it(words: int, size: float) -> None:
    rows = "\n".join(f"| {prose(2)} | {prose(words)} |" for _ in range(4))
    (slide,) = shown(f"## A\n\n| Kind | Fits |\n|---|---|\n{rows}")
    fill = slide.fills["table"]
    assert isinstance(fill, TableFill)
    assert fill.size == size


def card_of(slide: ComposedSlide) -> float:
    """How high the ground is on which an activity's materials stand."""
    return next(item.box.height for item in slide.layout.decorations if item.color == "bg2")


def test_a_few_things_that_are_needed_stand_on_a_small_card_and_many_on_a_large_one() -> None:
    start = "## Draw {layout=activity minutes=7}\n\n1. Draw\n\n### You need\n\n"
    few, many = (shown(start + "- A marker\n" * count) for count in (3, 9))
    assert len(few) == len(many) == 1, "all of it on one slide"
    assert card_of(few[0]) < 220 < 340 < card_of(many[0])
