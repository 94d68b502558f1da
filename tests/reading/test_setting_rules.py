"""Settings that are plainly right are the values that pydantic makes of them; it is asked about all others."""

from __future__ import annotations

from setting_samples import TOLD, compare

from generators.reading.setting_keys import MOST_EVENTS, LocalKeys
from generators.reading.setting_models import closely_checked
from generators.reading.setting_rules import kinds, plainly_right


def test_each_setting_that_is_plainly_right_is_what_pydantic_makes_of_it() -> None:
    tried: list[dict[str, object]] = []
    for key, kind in kinds(LocalKeys).items():
        if kind.group:
            inner = [{one: text} for one in kinds(kind.group) for text in TOLD]
            needed = {"title": "A", "date": "B"} if key == "events" else {}
            tried += ({key: [{**needed, **one}] if needed else one} for one in inner)
        tried += ({key: value} for value in (*TOLD, None, 1, [], ["a"], [1], {}, {"hall": "b"}, {"2": "b"}, {"b": 1}))
    right = [compare({"name": "A", **values}) for values in tried]
    assert 0.3 < sum(right) / len(right) < 0.9, "both are tried"


def test_a_list_has_no_more_than_it_may() -> None:
    event = {"title": "A", "date": "B"}
    assert compare({"name": "A", "events": [event] * MOST_EVENTS})
    assert not compare({"name": "A", "events": [event] * (MOST_EVENTS + 1)})


EVERY = {
    "name": " Local 104 ",
    "union": "Example Workers' Union",
    "brand": {"primary": "14535A", "accent": "#abc", "logo": "assets\\logo.svg", "font": "source sans 3"},
    "language": "EN_us",
    "paper": "A4 paper",
    "url": "https://mentoring.local104.example/",
    "contact": {"name": "Ada", "email": " ada@local104.example ", "phone": "", "address": "1 Mill Street"},
    "conduct_contact": "",
    "forms": {"send_to": "the office"},
    "site": {"security": "ada@local104.example", "security_until": "2027-06-30", "hide": ["handbook/kinds.md"]},
    "events": [{"title": "Orientation", "date": "2027-01-12", "link": "ada@local104.example"}],
    "variables": {"hall": "the hall on Mill Street"},
}


def test_a_file_that_sets_everything_right_needs_no_pydantic() -> None:
    keys = plainly_right(EVERY, LocalKeys)
    assert (keys, ()) == closely_checked(EVERY, LocalKeys)
    assert (keys.name, keys.brand.primary, keys.brand.accent) == ("Local 104", "#14535A", "#aabbcc")
    assert (keys.language, keys.paper, keys.events[0].link) == ("en-US", "a4", "mailto:ada@local104.example")


def test_a_text_in_a_script_of_its_own_needs_none_either() -> None:
    assert plainly_right({"name": "لوكال ١٠٤", "union": "Gewerkschaft für Bühnen"}, LocalKeys).name == "لوكال ١٠٤"
