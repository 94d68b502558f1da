"""The dates that a local announces in its settings, as people write them."""

from __future__ import annotations

import pytest
from sample import complaints

from generators.model import Event, Place
from generators.model.problems import Problems
from generators.reading.local_settings import merged, profile_of, with_known_keys
from generators.reading.yaml_text import read


def events(text: str, base: str = "") -> tuple[tuple[Event, ...], list[str]]:
    problems = Problems()
    own, below = (read(one, "local.yml", 1, Problems(), as_text=True) for one in (text, base or "name: A"))
    assert own and below
    own = with_known_keys(own)
    keys = merged(with_known_keys(below).values if base else {}, own, problems)
    return profile_of(keys, "acme", own, {}, problems).events, complaints(problems)


def of(date: str, more: str = "") -> tuple[tuple[Event, ...], list[str]]:
    return events(f"name: A\nevents:\n  - title: Tea\n    date: {date}\n{more}")


def test_a_date_has_what_there_is_to_say() -> None:
    more = "    time: 6:30 pm\n    place: The hall\n    link: handbook/our-year.md#tea\n"
    found, said = of("2027-01-12", more)
    assert said == []
    assert found == (
        Event("Tea", "2027-01-12", Place("local.yml", 7), 18 * 60 + 30, "The hall", "handbook/our-year.md#tea"),
    )


def test_dates_stand_in_the_order_of_time_whatever_theirs_is_in_the_file() -> None:
    made, said = events(
        "name: A\nevents:\n- {title: c, date: 2027-03-01}\n- {title: b, date: 2027-01-02, time: '18:00'}\n"
        "- {title: a, date: 2027-01-02, time: '9:00'}\n"
    )
    assert (said, [event.title for event in made]) == ([], ["a", "b", "c"])


def test_keys_may_be_capitals_and_the_list_empty() -> None:
    made, said = events("name: A\nEvents:\n- Title: Tea\n  Date: 2027-01-02\n")
    assert (said, [event.title for event in made]) == ([], ["Tea"])
    assert events("name: A\nevents:\n") == ((), [])
    assert events("name: A\nevents: []\n") == ((), [])


@pytest.mark.parametrize("date", ["2027-1-12", "2027/01/12", "2027.01.12"])
def test_a_year_that_comes_first_can_mean_one_day_only(date: str) -> None:
    assert of(date)[0][0].day == "2027-01-12"


@pytest.mark.parametrize(
    ("date", "cure"),
    [
        ("Sept 31", "September has 30 days; and say of which year"),
        ("Sept 31, 2026", "September 2026 has 30 days"),
        ("2027-02-29", "February 2027 has 28 days"),
        ("2027-13-01", "write the year, the month, and the day, as in 2027-01-12"),
        ("31/12/2026", "write 2026-12-31"),
        ("12/31/2026", "write 2026-12-31"),
        ("5/6/2026", "write 2026-05-06, or 2026-06-05"),
        ("September 30, 2026", "write 2026-09-30"),
        ("30 Sept 2026", "write 2026-09-30"),
        ("Sept 30", "say of which year, as in 2027-09-30"),
        ("February 29", "say of which year, as in 2028-02-29"),
        ("2062", "write the year, the month, and the day, as in 2027-01-12"),
        ("0226-09-30", "look at the year: it is not from 2020 to 2099"),
        ("next Tuesday", "write the year, the month, and the day, as in 2027-01-12"),
        ("2026-09-30 18:00", "write 'date: 2026-09-30', and below it 'time: \"18:00\"'"),
        ("2026-09-30T18:00:00Z", "write 'date: 2026-09-30', and below it 'time: \"18:00\"'"),
        ("Sept 30, 2026 at 6 p.m.", "write 'date: 2026-09-30', and below it 'time: \"18:00\"'"),
        ("Sept 30, 6:30 pm", "write the day alone, and below it 'time: \"18:30\"'"),
    ],
)
def test_any_other_way_to_write_a_day_is_answered_with_what_to_write(date: str, cure: str) -> None:
    said = f"local.yml:4: '{date}' is no date that the kit can read, of 'Tea' ({cure})"
    assert of(f'"{date}"') == ((), [said])


def test_months_are_known_in_the_language_of_the_local() -> None:
    _, said = events("name: A\nlanguage: es\nevents:\n- {title: Té, date: 30 de septiembre de 2026}\n")
    assert said[0].endswith("(write 2026-09-30)")


@pytest.mark.parametrize("time", ["noon", "25:00", "13 pm", "18", "18:60"])
def test_a_time_is_one_of_the_clock(time: str) -> None:
    said = f"local.yml:5: '{time}' is no clock time, of 'Tea' (write time: \"18:00\")"
    assert of("2027-01-12", f'    time: "{time}"\n')[1] == [said]


@pytest.mark.parametrize(
    ("written", "minutes"), [("18:00", 1080), ("9.15", 555), ("6pm", 1080), ("12:30 a.m.", 30), ("12 PM", 720)]
)
def test_a_time_may_be_written_as_people_do(written: str, minutes: int) -> None:
    assert of("2027-01-12", f'    time: "{written}"\n')[0][0].begins == minutes


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("forms/sign-up.md", "forms/sign-up.md"),
        ("/handbook/a.md#b", "handbook/a.md#b"),
        ("https://a.example/b", "https://a.example/b"),
        ("office@a.example", "mailto:office@a.example"),
    ],
)
def test_a_link_leads_into_the_site_to_the_web_or_to_mail(written: str, link: str) -> None:
    assert of("2027-01-12", f"    link: {written}\n")[0][0].link == link


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//a.example", "www.a.example", "data:text/html,x", "file:///a"]
)
def test_no_link_leads_elsewhere(link: str) -> None:
    form = "a link is a page of the site, as in handbook/our-year.md, or begins with https://"
    assert of("2027-01-12", f'    link: "{link}"\n')[1] == [f"local.yml:5: 'link': {form}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- date: 2027-01-12", "local.yml:3: 'title' is missing (add a line 'title: …')"),
        ("- title: Tea", "local.yml:3: 'date' is missing (add a line 'date: …')"),
        ("- {title: Tea, date: 2027-01-12, plce: x}", "local.yml:3: unknown key 'plce' (did you mean 'place'?)"),
        ("- Tea on Monday", "local.yml:3: '- of events' must be a group of 'key: value' lines, indented by two spaces"),
        ("  title: Tea", "local.yml:2: 'events' must be a list: a line with '- ' for each"),
    ],
)
def test_what_is_missing_misspelt_or_no_list_is_told_at_its_line(text: str, said: str) -> None:
    assert events(f"name: A\nevents:\n{text}\n") == ((), [said])


def test_a_local_without_dates_has_those_of_the_base_whose_mistakes_are_not_told_again() -> None:
    base = "name: B\nevents:\n- {title: Tea, date: 2027-01-12}\n- {title: Bad, date: soon}\n"
    made, said = events("name: A", base)
    assert ([event.title for event in made], said) == (["Tea"], [])
    assert events("name: A\nevents: []", base) == ((), [])
