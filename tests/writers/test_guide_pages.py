"""A teaching guide is a page of the site: to teach from, to look things up in, to read aloud, and to print."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from deck_samples import deck
from guide_samples import found, of_class, page_of, section, talk, texts
from lxml import html as lxml_html
from lxml.html import HtmlElement, tostring
from sample import resolved

from generators.decks.teaching.schedule import Evening, rescheduled
from generators.model import Brand, Deck, Kit
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site
from generators.writers.site.indexes import Kind


@pytest.fixture(scope="module")
def sample(root: Path) -> Kit:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    return resolved(handbook, handbook.defaults, Problems())


def built(sample: Kit, into: Path, *decks: Deck, brand: Brand | None = None) -> Path:
    local = replace(sample.local, brand=brand or sample.local.brand)
    write_site(replace(sample, decks=decks, local=local), into)
    return into / "site"


@pytest.fixture(scope="module")
def site(sample: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(sample, tmp_path_factory.mktemp("dist"), talk())


@pytest.fixture
def page(site: Path) -> HtmlElement:
    return page_of(site)


# What a trainer reads.


def test_the_page_says_what_the_evening_is_and_what_to_bring(page: HtmlElement) -> None:
    assert texts(page, ".//h1") == ["Teaching guide: A talk"]
    assert texts(page, of_class("kit-guide__facts") + "//dd") == [
        "6:00 pm \u2013 6:12 pm",
        "12 minutes",
        "20 people",
        "stewards",
    ]
    assert texts(page, of_class("kit-guide__card") + "/p") == ["To begin.", "Chairs in a circle."]
    assert texts(page, of_class("task-list-item") + "/label") == ["Name tags", "22 copies: Visit notes (Appendix I)"]


def test_the_run_sheet_is_a_table_with_heads_whose_rows_lead_to_the_slides(page: HtmlElement) -> None:
    (table,) = found(page, of_class("kit-run-sheet"))
    assert texts(table, "caption") == ["Run sheet: A talk"]
    assert texts(table, "thead//th[@scope='col']") == ["Clock", "Min", "Slide", "What", "How"]
    rows = [texts(row, "td | th") for row in found(table, "tbody/tr")]
    assert rows == [
        ["6:00 pm", "", "1", "A talk", ""],
        ["6:00 pm", "", "Why", "12 min"],
        ["6:02 pm", "7", "3", "Draw your road", "Activity"],
        ["6:09 pm", "3", "4\u20135", "Duties", "Talk"],
        ["6:12 pm", "", "End", ""],
    ]
    targets = [link.get("href").removeprefix("#") for link in found(table, "tbody//a")]
    assert all(page.get_element_by_id(target) is not None for target in targets)


def test_every_slide_is_a_section_with_its_picture_its_words_and_its_script(page: HtmlElement) -> None:
    anchors = [heading.get("id") for heading in found(page, of_class("kit-slide") + "//h3")]
    assert anchors == ["slide-1", "slide-2", "slide-3", "slide-4"]
    draw = section(page, "slide-3")
    assert texts(draw, ".//h3") == ["3. Draw your road"]
    assert texts(draw, of_class("kit-slide__facts") + "/span") == ["6:02 pm", "7 min", "Activity"]
    assert [svg.get("aria-label") for svg in found(draw, ".//svg[@role='img']")] == ["Slide 3: Draw your road"]
    assert texts(draw, ".//details/ol/li") == ["Draw a line"]
    assert texts(draw, of_class("kit-slide__shown") + "/ul/li") == ["paper", "markers"]
    assert texts(draw, ".//dt") == ["Say", "Ask", "Watch for"]
    assert texts(draw, ".//dd")[1:] == ["Who was there?", "The clock & more."]


def test_what_slides_have_in_common_is_drawn_once(page: HtmlElement) -> None:
    used = {use.get("href", "").removeprefix("#") for use in found(page, ".//section//svg/use")}
    drawn = [group.get("id") for group in found(page, of_class("kit-arts") + "/g")]
    assert used == set(drawn)
    assert drawn
    grounds = [tostring(group) for group in found(page, ".//article//svg/g")]
    assert len(grounds) == len(set(grounds))
    feet = [foot for foot in texts(page, ".//article//svg//text") if foot.endswith(" \u00b7 A talk")]
    assert 0 < len(feet) < len(found(page, ".//section//svg")) - 1


def test_a_slide_that_became_two_shows_both(page: HtmlElement) -> None:
    names = [svg.get("aria-label") for svg in found(section(page, "slide-4"), ".//svg")]
    assert names == ["Slide 4: Duties", "Slide 5: Duties (continued)"]


def test_headings_descend_and_the_outline_lists_the_parts(page: HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in found(page, "//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    listed = ["Purpose", "Room", "Bring", "Handouts", "Run sheet", "Opening", "Why"]
    assert texts(page, of_class("kit-toc") + "//a") == listed
    assert all(
        page.get_element_by_id(link.get("href")[1:]) is not None for link in found(page, of_class("kit-toc") + "//a")
    )


def test_notes_link_to_what_the_site_has_and_to_the_web(page: HtmlElement) -> None:
    (said,) = found(section(page, "slide-3"), of_class("kit-cue--say") + "/dd")
    assert [link.get("href") for link in found(said, ".//a")] == ["../forms/visit-notes.html", "https://example.org/a"]
    assert "nothing" in said.text_content()


def test_a_deck_without_notes_and_times_has_a_page_too(sample: Kit, tmp_path: Path) -> None:
    bare = deck("## One\n\n- First\n\n## Two\n\n| A | B |\n|---|---|\n| 1 | 2 |", name="bare")
    page = page_of(built(sample, tmp_path, bare), "bare")
    assert texts(page, of_class("kit-run-sheet") + "/tbody//th") == ["A talk", "One", "Two"]
    assert texts(page, of_class("kit-cue") + "/dd/p") == [
        "In your own words: \u201cOne\u201d",
    ]
    assert texts(page, ".//details//div[@role='group']//th") == ["A", "B"]


# One evening, one local, one language.


def test_another_evening_another_time_and_number(sample: Kit, tmp_path: Path) -> None:
    page = page_of(built(sample, tmp_path, rescheduled(talk(), Evening("18:30", 24))))
    assert texts(page, of_class("kit-guide__facts") + "//dd")[:3] == [
        "6:30 pm \u2013 6:42 pm",
        "12 minutes",
        "24 people",
    ]
    assert texts(page, of_class("kit-slide__facts") + "/span[1]")[-1] == "6:39 pm"
    assert "27 copies" in texts(page, of_class("task-list-item") + "/label")[-1]


def test_slides_wear_the_locals_colors_which_its_styles_give(sample: Kit, tmp_path: Path) -> None:
    drawings = []
    for number, color in enumerate(("#7a1fa2", "#0b6b3a")):
        into = tmp_path / str(number)
        page = page_of(built(sample, into, talk(), brand=Brand("Local 7", color, "#c8502b")))
        drawings.append([tostring(drawing) for drawing in found(page, ".//section//svg")])
        shapes = {shape.get("class") for shape in found(page, ".//article//svg//*")}
        styles = (into / "site" / "assets" / "brand.css").read_text(encoding="utf-8")
        assert shapes & set(re.findall(rf"\.([\w-]+) {{ fill: {color}; }}", " ".join(styles.split())))
        assert all(f".{name} " in styles for name in shapes - {None})
    assert drawings[0] == drawings[1], "a drawing is the same for every brand"


@pytest.mark.parametrize(("lang", "direction", "say"), [("es", "ltr", "Diga"), ("ar", "rtl", "قل")])
def test_the_page_speaks_the_decks_language(sample: Kit, tmp_path: Path, lang: str, direction: str, say: str) -> None:
    page = page_of(built(sample, tmp_path, talk(lang)))
    (article,) = found(page, ".//article")
    assert (article.get("lang"), article.get("dir")) == (lang, direction)
    assert say in texts(page, ".//dt")
    assert (found(page, ".//svg[@role='img']")[0].get("direction") == "rtl") == (direction == "rtl")


# What the page never does.


def test_the_page_asks_nobody_and_runs_nothing(site: Path) -> None:
    text = (site / "guides" / "talk.html").read_text(encoding="utf-8")
    content = text[text.index("<article") : text.index("</article>")]
    assert set(re.findall(r"https?://[^\"' ]*", content)) == {"https://example.org/a"}
    assert not re.search(r"\s(style|on\w+)=", content)
    assert "<script" not in content


def test_words_of_an_outline_are_words_and_no_markup(sample: Kit, tmp_path: Path) -> None:
    attack = '<img src="x" onerror="alert(1)">'
    outline = f"## A `{attack}` {{materials='{attack}'}}\n\n- `{attack}` [x](javascript:alert(1))\n\n"
    made = replace(talk(outline=outline), title=attack, audience=attack, purpose=attack)
    page = page_of(built(sample, tmp_path, made))
    assert found(page, ".//article//img") == []
    assert attack in page.text_content()
    assert not [link for link in found(page, ".//a") if "script" in (link.get("href") or "")]


# How it is found.


def test_wherever_a_deck_is_listed_its_guide_can_be_opened(site: Path) -> None:
    for name, link in (
        ("decks/talk.html", "../guides/talk.html"),
        ("decks/index.html", "../guides/talk.html"),
        ("downloads.html", "guides/talk.html"),
    ):
        page = lxml_html.document_fromstring((site / name).read_text(encoding="utf-8"))
        assert found(page, f".//main//a[@href='{link}']"), name
        assert found(page, f".//nav//a[@href='{link}']"), name


OPEN = "//nav[@id='kit-nav']//ul[contains(@class, 'kit-nav__with--open')]"


def test_in_the_menu_a_guide_stands_below_its_workshop_without_saying_its_name_again(site: Path) -> None:
    for name, parent, guide in (
        ("decks", "talk.html", "../guides/talk.html"),
        ("guides", "../decks/talk.html", "talk.html"),
    ):
        page = lxml_html.document_fromstring((site / name / "talk.html").read_text(encoding="utf-8"))
        assert texts(page, f"{OPEN}/preceding-sibling::a[@href='{parent}']") == ["A talk"]
        assert texts(page, f"{OPEN}/li/a[@href='{guide}']") == ["Teaching guide"]
    overview = lxml_html.document_fromstring((site / "decks" / "index.html").read_text(encoding="utf-8"))
    assert found(overview, OPEN) == []


def test_the_way_to_a_guide_leads_over_its_workshop_and_names_no_page_twice(site: Path) -> None:
    for name, way in (("decks", ["Workshops"]), ("guides", ["Workshops", "A talk"])):
        page = lxml_html.document_fromstring((site / name / "talk.html").read_text(encoding="utf-8"))
        assert texts(page, of_class("kit-crumbs") + "//li")[-len(way) :] == way


def test_a_guide_is_for_trainers_and_steps_back_for_others(page: HtmlElement) -> None:
    assert [item.get("data-for") for item in found(page, "//nav//li[a[@aria-current='page']]")] == ["trainer"]
    assert "trainers" in texts(page, "//article//p[@data-kit-reader-note]")[0]


def test_the_decks_own_page_shows_its_slides_numbered_as_in_the_deck(site: Path) -> None:
    page = lxml_html.document_fromstring((site / "decks" / "talk.html").read_text(encoding="utf-8"))
    assert "5 slides" in texts(page, of_class("kit-facts") + "/li")
    assert texts(page, of_class("kit-part-head")) == ["Opening", "Why 12 minutes"]
    lines = texts(page, of_class("kit-tile__line"))
    assert lines == ["Slide 1", "Slide 2 2 minutes", "Slide 3 7 minutes", "Slide 4 2 minutes", "Slide 5 2 minutes"]


def test_search_finds_what_is_said_after_everything_else(site: Path) -> None:
    script = (site / "search" / "index.js").read_text(encoding="utf-8")
    rows = json.loads(script.removeprefix("window.kitSearchIndex = ").rstrip().removesuffix(";"))
    (slide,) = [row for row in rows if row[0] == "guides/talk.html#slide-3"]
    assert slide[1:3] == ["Teaching guide: A talk", "Draw your road"]
    assert "Who was there?" in slide[3]
    assert all((row[4:] == [Kind.SLIDES]) == row[0].startswith("guides/") for row in rows)
