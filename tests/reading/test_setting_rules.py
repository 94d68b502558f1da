"""Settings that are plainly right are the values that pydantic makes of them; it is asked about all others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generators.reading.setting_keys import MOST_EVENTS, LocalKeys
from generators.reading.setting_models import closely_checked
from generators.reading.setting_rules import Keys, Kind, NotPlainlyRight, kinds, plainly_right

TOLD = (
    "",
    " ",
    "Local 104",
    " Local 104 ",
    "#1f5a8c",
    "abc",
    "# 14535A",
    "#1f5a8c\n",
    "EN_us",
    "es",
    "A4 paper",
    "assets\\logo.svg",
    "./assets/logo.svg",
    "source sans 3",
    "Comic Sans",
    "office@local104.example",
    " a@b.example ",
    "a@b",
    "https://mentoring.local104.example/",
    "ftp://a.example",
    "handbook/our-year.md",
    "//a.example",
    "2027-06-30",
    "2027-02-30",
    "a\u00a0b",
    "a\u200bb",
    "\u2003a",
    "\x1fa",
    "two\nlines",
    "é" * 120,
    "x" * 121,
    "x" * 301,
)
"""Right and wrong values of every kind of setting, and letters that Python and pydantic may take differently."""

WORDS = st.one_of(st.sampled_from(TOLD), st.text(max_size=8))
ODD = st.one_of(WORDS, st.none(), st.integers(), st.lists(WORDS, max_size=2), st.dictionaries(WORDS, WORDS, max_size=2))


def written(kind: Kind) -> st.SearchStrategy[object]:
    """What may be written as a setting of this kind: mostly what could be right."""
    if kind.group:
        group = groups(kind.group)
        return st.one_of(group if kind.bare is kind.group else st.lists(group, max_size=2), st.just(""), ODD)
    names = st.sampled_from(("hall", "our_hall", "2nd", "a b"))
    right = {str: WORDS, dict[str, str]: st.dictionaries(names, WORDS, max_size=3)}.get(kind.bare, ODD)
    return st.one_of(right, right, st.lists(WORDS, max_size=3), ODD)


def groups(group: type[Keys]) -> st.SearchStrategy[dict[str, object]]:
    """What may be written as a group: some of its keys, seldom one that it does not have."""
    known = {key: written(kind) for key, kind in kinds(group).items()}
    some = st.fixed_dictionaries({}, optional=known)
    named = st.fixed_dictionaries({key: known[key] for key in ("name", "title", "date") if key in known}, optional={})
    return st.builds(lambda one, other: {**one, **other}, some, named)


def compare(values: dict[str, object]) -> bool:
    """Whether ``values`` are plainly right; if so, that pydantic makes the same of them."""
    try:
        keys = plainly_right(values, LocalKeys)
    except NotPlainlyRight:
        return False
    assert (keys, ()) == closely_checked(values, LocalKeys)
    return True


@given(groups(LocalKeys))
def test_what_is_plainly_right_is_what_pydantic_makes_of_it(values: dict[str, object]) -> None:
    compare(values)


def test_so_is_each_setting_by_itself() -> None:
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
