"""A workshop's slides are real text on pages of their own: for the hall without a note, for the trainer with all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deck_samples import deck, every_layout
from guide_samples import META, found, of_class, talk, texts
from lxml import html as lxml_html
from lxml.html import HtmlElement
from sample import resolved

from generators.decks.teaching.cuts import minutes_in, shorter
from generators.model import Deck, Kit
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site

CUT = """
# Why {minutes=2 cut="10:1"}

Here is why.

## Draw your road {minutes=7 cut=10}

Draw <b>a</b> line

## Draw, your road! {minutes=6}

## 12 {minutes=3 cut="10:2"}

1. First
   1. Deeper
      - Deepest
2. Second
   more of it

- [x] Done
- [ ] Open

<!-- notes -->
**Say:** Only a trainer sees this.
<!-- /notes -->
"""

TABLE = """
## Kinds

| Kind | It is | Fits |
| :--- | :---: | ---: |
| One | *both* | always |
| Two | each | never |
"""


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    arabic = deck("## لماذا نوجّه؟\n\n- لأن أحدهم وجّهنا", "ar", "arabic", title="التوجيه")
    decks = (talk(), short(), deck(TABLE, name="kinds"), arabic, every_layout())
    return built(kit, tmp_path_factory.mktemp("dist"), *decks)


def built(kit: Kit, into: Path, *decks: Deck) -> Path:
    write_site(replace(kit, decks=decks), into)
    return into / "site"


def short() -> Deck:
    return deck(CUT, "en", "short", **{"minutes": "18", "start": "18:00", **META})


def read(site: Path, path: str) -> HtmlElement:
    return lxml_html.document_fromstring((site / "present" / f"{path}.html").read_text(encoding="utf-8"))


# The slides.


def test_each_slide_of_the_deck_is_a_section_of_real_text_in_reading_order(site: Path) -> None:
    page = read(site, "talk")
    assert texts(page, of_class("kit-show__title")) == [
        "A talk",
        "Why",
        "Draw your road",
        "Duties",
        "Duties (continued)",
    ]
    activity = found(page, of_class("kit-show"))[2]
    words = ["Draw your road", "7 min", "Draw a line", "You need", "paper", "markers"]
    assert [text.strip() for text in activity.itertext() if text.strip()][:6] == words
    assert found(activity, "div/ol/li")


def test_lists_are_nested_as_written_and_boxes_are_to_tick(site: Path) -> None:
    (body,) = found(found(read(site, "short"), of_class("kit-show"))[-1], of_class("kit-show__body"))
    assert texts(body, "ol/li") == ["FirstDeeperDeepest", "Second more of it"]
    assert texts(body, "ol/li/ol/li/ul/li") == ["Deepest"]
    assert [item.get("class") for item in found(body, "ul/li")] == ["kit-box kit-box--ticked", "kit-box"]


def test_a_table_has_heads_and_each_cell_says_of_which_column_it_is(site: Path) -> None:
    (table,) = found(read(site, "kinds"), ".//table")
    assert texts(table, "thead//th[@scope='col']") == ["Kind", "It is", "Fits"]
    assert texts(table, "tbody//th[@scope='row']") == ["One", "Two"]
    cells = found(table, "tbody/tr[1]/td")
    assert [cell.get("data-of") for cell in cells] == ["It is", "Fits"]
    assert [cell.get("class") for cell in cells] == ["kit-align-center", "kit-align-right"]
    assert found(cells[0], "em")


def test_words_of_an_author_are_never_markup(site: Path) -> None:
    (body,) = found(found(read(site, "short"), of_class("kit-show"))[2], of_class("kit-show__body"))
    assert texts(body, "p") == ["Draw a line"]


def test_no_element_has_a_style_of_its_own_since_the_policy_allows_none(site: Path) -> None:
    for path in sorted((site / "present").rglob("*.html")):
        page = lxml_html.document_fromstring(path.read_text(encoding="utf-8"))
        assert not found(page, ".//body//*[@style]"), path.name
        assert not found(page, ".//body//style"), path.name


def test_every_slide_has_a_name_and_a_number_that_lead_to_it(site: Path) -> None:
    page = read(site, "short")
    names = [one.get("data-kit-slide") for one in found(page, ".//*[@data-kit-slide]")]
    assert names == ["a-talk", "why", "draw-your-road", "draw-your-road-2", "slide-12"]
    links = found(page, of_class("kit-slides__link"))
    assert [link.get("id") for link in links] == ["1", "2", "3", "4", "5"]
    assert [link.get("href") for link in links] == [f"#{name}" for name in names]
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {link.get("href")[1:] for link in links} <= set(ids)


def test_every_layout_class_and_share_has_a_rule(site: Path) -> None:
    styles = (site / "assets" / "slides.css").read_text(encoding="utf-8")
    named = set()
    for path in sorted((site / "present").glob("*.html")):
        named |= set(re.findall(r"kit-(?:at|scale|share|size)-[\w-]+", path.read_text(encoding="utf-8")))
    assert {"kit-at-activity", "kit-at-section", "kit-at-content-rtl"} & named
    missing = {name for name in named if not re.search(rf"\.{name}[ .{{]", styles)}
    assert not missing


def test_a_deck_from_right_to_left_says_so(site: Path) -> None:
    page = read(site, "arabic")
    (whole,) = found(page, of_class("kit-deck"))
    assert (whole.get("lang"), whole.get("dir")) == ("ar", "rtl")
    assert all("-rtl" in slide.get("class") for slide in found(page, of_class("kit-show")))


# What the hall never gets, and the trainer does.


def test_the_hall_gets_no_note_not_even_hidden(site: Path) -> None:
    for name in ("short", "short-10-minutes", "talk"):
        text = (site / "present" / f"{name}.html").read_text(encoding="utf-8")
        assert "Only a trainer" not in text
        assert "Watch for" not in text
        assert "Who was there?" not in text
    assert "Only a trainer" in (site / "present" / "notes" / "short.html").read_text(encoding="utf-8")


def test_the_notes_know_when_each_slide_is_due_and_share_the_minutes_of_a_long_one(site: Path) -> None:
    notes = found(read(site, "notes/talk"), of_class("kit-note"))
    plan = [(float(note.get("data-begins")), float(note.get("data-minutes"))) for note in notes]
    assert plan == [(0, 0), (0, 2), (2, 7), (9, 1.5), (10.5, 1.5)]
    assert [note.get("data-part") for note in notes] == ["Opening", "Why", "Why", "Why", "Why"]
    assert texts(notes[2], of_class("kit-cue--ask") + "//dd") == ["Who was there?"]
    assert "6:02 pm" in texts(notes[2], of_class("kit-slide__facts"))[0]


# Shorter cuts.


def test_each_cut_can_be_presented_and_the_page_offers_them(site: Path) -> None:
    whole, cut = read(site, "short"), read(site, "short-10-minutes")
    choices = [texts(page, of_class("kit-lengths") + "/a") for page in (whole, cut)]
    assert choices == [["18 minutes", "10 minutes"]] * 2
    (current,) = found(cut, of_class("kit-lengths") + "/a[@aria-current='page']")
    assert current.text == "10 minutes"
    assert len(found(cut, of_class("kit-show"))) == len(found(whole, of_class("kit-show"))) - 1
    assert not found(read(site, "talk"), of_class("kit-lengths"))


def test_the_workshop_says_what_changes_with_the_cut(site: Path) -> None:
    page = lxml_html.document_fromstring((site / "decks" / "short.html").read_text(encoding="utf-8"))
    rows = [texts(row, "th | td") for row in found(page, of_class("kit-cuts") + "//tr")]
    assert rows == [
        ["Slide", "18 minutes", "10 minutes"],
        ["Why", "2 min", "1 min"],
        ["Draw, your road!", "6 min", "Left out"],
        ["12", "3 min", "2 min"],
    ]


def test_a_cut_says_of_each_slide_how_long_it_takes_there() -> None:
    whole = short()
    (cut,) = shorter(whole)
    assert minutes_in(whole, cut) == (0.0, 1.0, 7.0, None, 2.0)


# What stands beside it.


def test_the_workshop_has_one_thing_to_do_first_and_its_slides_lead_to_the_hall(site: Path) -> None:
    page = lxml_html.document_fromstring((site / "decks" / "talk.html").read_text(encoding="utf-8"))
    assert texts(page, "//article" + of_class("kit-button")[1:]) == ["Present"]
    tiles = [link.get("href") for link in found(page, of_class("kit-tile__line") + "/a")]
    assert tiles[2] == "../present/talk.html#draw-your-road"


def test_every_id_of_a_workshop_page_stands_once_though_its_cover_has_the_title_of_the_page(site: Path) -> None:
    for path in (site / "decks").glob("*.html"):
        page = lxml_html.document_fromstring(path.read_text(encoding="utf-8"))
        ids = [element.get("id") for element in found(page, "//*[@id]")]
        assert len(ids) == len(set(ids)), path.name
        assert {section.get("aria-labelledby") for section in found(page, "//section[@aria-labelledby]")} <= set(ids)


def test_slides_and_notes_stand_in_no_list_and_no_map(site: Path) -> None:
    for path in ("a-z.html", "sitemap.xml", "search/index.js", "index.html"):
        assert "present/" not in (site / path).read_text(encoding="utf-8"), path
