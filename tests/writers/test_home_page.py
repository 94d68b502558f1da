"""The home page of any handbook: a welcome on the brand's ground, and the rest below it, whatever its author wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from sample import resolved

from generators.checking.kit import check
from generators.markdown.dialect import dialect_of
from generators.model import Kit
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site import write_site
from generators.writers.site.home import coming_events
from generators.writers.site.indexes import PRINTED_ADDRESSES
from generators.writers.site.views import SiteContext

ALL = ["", "mentee", "mentor", "coordinator", "trainer"]
MKDOCS = "site_name: River\ntheme: {name: material, kit: true}\nmarkdown_extensions: [attr_list, md_in_html]\n"


def home(folder: Path, text: str, **pages: str) -> HtmlElement:
    (folder / "docs").mkdir()
    for name, content in {"index": text, **pages}.items():
        (folder / "docs" / f"{name}.md").write_text(content, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    handbook = read_handbook(folder, Problems())
    write_site(resolved(handbook, handbook.defaults, Problems()), folder / "out")
    return lxml_html.document_fromstring((folder / "out" / "site" / "index.html").read_text(encoding="utf-8"))


def words(page: HtmlElement, name: str) -> str:
    return " ".join(" ".join(part.text_content() for part in page.find_class(name)).split())


@pytest.mark.parametrize(
    ("text", "welcome", "below"),
    [
        ("# River\n\nOne.\n\nTwo.\n", "River One. Two.", ""),
        ("# River\n\nOne.\n\n- a\n- b\n\nTwo.\n", "River One.", "a b Two."),
        ("# River\n\n1.\n\n2.\n\n3.\n\n4.\n\n5.\n", "River 1. 2. 3.", "4. 5."),
        ("# River\n\nOne.\n\n```\ncode\n```\n\n## Next\n\nWords.\n", "River One.", "code Next Words."),
        ("# River\n\n<pre>x</pre>\n", "River", "x"),
        ("Only words.\n", "River Only words.", ""),
        ("<div><h1>River</h1></div>\n\nWords.\n", "", "River Words."),
        ("# River\n\n## Part\n\n- [a](a.md)\n", "River Part", "Part a"),
    ],
)
def test_title_and_lead_are_a_welcome_and_the_rest_is_a_page(
    text: str, welcome: str, below: str, tmp_path: Path
) -> None:
    page = home(tmp_path, text, a="# A\n")
    assert words(page, "kit-hero") == welcome
    assert words(page, "kit-article") == below


@pytest.mark.parametrize(
    ("section", "button", "beside", "left"),
    [
        ("Text.\n\n- [Read](a.md)\n- [More](a.md)\n", "Read", "", ["More"]),
        ("- [Read](a.md), and think.\n- [More](a.md)\n", "Read", "and think", ["More"]),
        ("- [Read](a.md)\n\n- [More](a.md), soon\n", "Read", "", ["More, soon"]),
        ("- [Read](https://a.example)\n", "Read (another website)", "", []),
        ("- Keep [this](a.md)\n- [More](a.md)\n", "", "", ["Keep this", "More"]),
        ("- [Read](a.md)\n    - first\n    - then\n", "", "", ["Read first then", "first", "then"]),
        ("> Quoted\n\n- [Read](a.md)\n", "", "", ["Read"]),
        ("- [Read](a.md)\n\nA last word.\n", "Read", "", []),
    ],
)
def test_the_first_link_of_a_door_is_its_step_and_whatever_else_is_written_stays(
    section: str, button: str, beside: str, left: list[str], tmp_path: Path
) -> None:
    page = home(tmp_path, f"# River\n\n## Part\n\n{section}", a="# A\n")
    steps = page.find_class("kit-door__step")
    assert [" ".join(step[0].text_content().split()) for step in steps] == ([button] if button else [])
    assert [span.text for step in steps for span in step.findall("span")] == ([beside] if beside else [])
    items = [item for item in page.findall(".//main//li") if item.getparent().get("class") != PRINTED_ADDRESSES]
    assert [" ".join(item.text_content().split()) for item in items] == left
    assert ("A last word." in page.text_content()) == ("A last word." in section)


@pytest.mark.parametrize(
    ("page", "offered"),
    [
        ("# A\n", None),
        ("---\naudience: [new members]\n---\n\n# A\n", None),
        ("---\naudience: [mentor]\n---\n\n# A\n", ALL),
        ("# A\n\n## Part { .for-trainer }\n\n## Other { .for-mentee }\n", ALL),
    ],
)
def test_readers_have_a_choice_where_pages_name_any(page: str, offered: list[str] | None, tmp_path: Path) -> None:
    home(tmp_path, "# River\n", a=page)
    shown = lxml_html.document_fromstring((tmp_path / "out" / "site" / "a" / "index.html").read_text(encoding="utf-8"))
    choices = shown.findall(".//main/*[@data-kit-reader]")
    assert [[option.get("value") for option in one.iter("option")] for one in choices] == ([offered] if offered else [])


NEW = '---\ntitle: A & b\nwhats_new: Now with "fog" & <ice>\n---\n# A\n'


@pytest.mark.parametrize(("a", "said"), [(NEW, ['A & b Now with "fog" & <ice>']), ("# A\n", [])])
def test_what_is_new_is_what_pages_say_of_themselves(tmp_path: Path, a: str, said: list[str]) -> None:
    page = home(tmp_path, "---\nwhats_new: This page\n---\n# River\n\n## Part\n\n- [a](a.md)\n", a=a)
    new = page.xpath("//section[@aria-labelledby='kit-news']//li")
    assert [" ".join(item.text_content().split()) for item in new] == said
    assert [link.get("href") for item in new for link in item.iter("a")] == ["a/"] * len(said)


EVENTS = """\
name: River
language: es
events:
  - {title: Last, date: 2027-05-03, link: "https://a.example/b"}
  - {title: First, date: 2027-01-12, time: "18:30", place: The <hall>, link: "a.md#part"}
  - {title: Middle, date: 2027-01-13}
"""


def kit_with(settings: str, folder: Path, theme: str = "{name: material, kit: true}") -> Kit:
    (folder / "docs").mkdir()
    (folder / "overrides").mkdir()
    (folder / "docs" / "index.md").write_text("# River\n\n## Part\n\nWords.\n", encoding="utf-8")
    (folder / "docs" / "a.md").write_text("# A\n\n## Part\n", encoding="utf-8")
    (folder / "overrides" / "local.yml").write_text(settings, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"site_name: River\ntheme: {theme}\n", encoding="utf-8")
    handbook = read_handbook(folder, Problems())
    return resolved(handbook, handbook.defaults, Problems())


def test_dates_stand_on_the_home_page_in_their_order_and_say_themselves_when_they_are(tmp_path: Path) -> None:
    write_site(kit_with(EVENTS, tmp_path), tmp_path / "out")
    page = lxml_html.document_fromstring((tmp_path / "out" / "site" / "index.html").read_text(encoding="utf-8"))
    (dates,) = page.findall(".//*[@data-kit-dates]")
    assert [" ".join("".join(map(str, item.itertext())).split()) for item in dates.iter("li")] == [
        "martes, 12 de enero de 2027 18:30 First The <hall>",
        "miércoles, 13 de enero de 2027 Middle",
        "lunes, 3 de mayo de 2027 Last (otro sitio web)",
    ]
    assert [time.get("datetime") for time in dates.iter("time")] == ["2027-01-12T18:30", "2027-01-13", "2027-05-03"]
    assert [link.get("href") for link in dates.iter("a")] == ["a/#part", "https://a.example/b"]


@pytest.mark.parametrize(
    ("made", "left"),
    [
        (None, ["First", "Middle", "Last"]),
        (datetime(2027, 1, 13, 11, 59, tzinfo=UTC), ["First", "Middle", "Last"]),
        (datetime(2027, 1, 13, 12, 0, tzinfo=UTC), ["Middle", "Last"]),
        (datetime(2028, 1, 1, tzinfo=UTC), []),
    ],
)
def test_a_date_is_left_out_when_it_was_over_everywhere_as_the_kit_was_made(
    made: datetime | None, left: list[str], tmp_path: Path
) -> None:
    kit = replace(kit_with(EVENTS, tmp_path), date=made)
    site = SiteContext(kit, directory_urls=True, own_theme=True, dialect=dialect_of(kit.site.extensions))
    assert [event["title"] for event in coming_events(site)] == left


@pytest.mark.parametrize(
    ("link", "theme", "said"),
    [
        ("a.md#part", "{name: material, kit: true}", ""),
        ("b.md", "{name: material, kit: true}", "link-missing-page"),
        ("a.md#other", "{name: material, kit: true}", "link-missing-heading"),
        ("", "{name: readthedocs}", "event-shown-nowhere"),
    ],
)
def test_a_date_that_leads_nowhere_or_is_shown_nowhere_is_told_at_its_line(
    link: str, theme: str, said: str, tmp_path: Path
) -> None:
    settings, problems = f"name: River\nevents:\n- title: Tea\n  date: 2027-01-12\n  link: {link}\n", Problems()
    check(kit_with(settings, tmp_path, theme), problems)
    found = [problem for problem in problems.found if "overrides/local.yml" in problem.place.file]
    assert [(problem.code, problem.place.line) for problem in found] == ([(said, 5)] if said else [])
