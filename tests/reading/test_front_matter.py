"""What may stand above a page: each key typed once for the kind of page, and told at its line when it is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sample import above, complaints, lines

from generators.model import FormFrontMatter, FormPage, Outline, OutlineFrontMatter, Page, PageFrontMatter, Place
from generators.model.problems import Problems
from generators.reading.durations import minutes_of
from generators.reading.front_matter import check_keys, check_pack_keys, filled, holds_form

NAMES = {"variables": {"start": "9:30", "minutes": "45", "hall": "the hall", "people": "many"}}

OF_NO_KIT = """
absolute_url aliases author authors badge banner boost build category categories class comments copyright cover
created created_at date description_es disqus draft edit_url exclude_from_search feedback file for from header hero
hidden hide hide_title icon id image item keywords language last_modified layout level license links locale location
long macros material meta nav nav_order navigation next no_comments og_image order owner page_title parent permalink
pin posts prev previous published readtime redirect redirect_from render_macros reviewers revision_date robots
scripts search section series short_title show_title sidebar slug social source stars state status stylesheets
sub_title subtitle summary tag tags template theme title_es toc type updated url version visibility weight zoom
"""
"""Keys that MkDocs, themes, and plugins have, or that authors make up for them."""

NEAR_IN_OUTLINES = frozenset({"long", "material", "stars"})


def page(path: str = "handbook/kinds.md", **keys: object) -> Page:
    if path.startswith("slides/"):
        return Outline(path, "en", lines("# x"), above(OutlineFrontMatter, keys))
    if holds_form(path, keys):
        return FormPage(path, "en", lines("# x"), above(FormFrontMatter, keys))
    return Page(path, "en", lines("# x"), above(PageFrontMatter, keys))


def said_of_pack(page: Page) -> list[str]:
    problems = Problems()
    check_pack_keys(page, problems)
    return complaints(problems)


def said_of_base(page: Page) -> list[str]:
    problems = Problems()
    check_keys(page, problems)
    return complaints(problems)


def wrong(kind: type[PageFrontMatter], **keys: object) -> list[str]:
    problems = Problems()
    above(kind, keys, problems=problems)
    return complaints(problems)


# What the keys mean.


def test_an_outlines_keys_are_numbers_names_and_a_clock_time() -> None:
    front = above(
        OutlineFrontMatter,
        {
            "title": "A talk",
            "minutes": 90,
            "start": "9:30",
            "people": "24",
            "handouts": "survey",
            "materials": ["pens", 7],
        },
    )
    assert (front.title, front.minutes, front.start, front.people) == ("A talk", 90.0, "09:30", 24)
    assert (front.handouts, front.materials) == (("survey",), ("pens", "7"))


def test_what_nobody_wrote_or_gave_a_value_is_empty() -> None:
    front = above(OutlineFrontMatter, {"title": None, "minutes": None, "start": "", "people": None, "handouts": None})
    nothing = OutlineFrontMatter()
    assert (front.title, front.minutes, front.start, front.people, front.handouts) == (
        nothing.title,
        nothing.minutes,
        nothing.start,
        nothing.people,
        nothing.handouts,
    )


def test_a_number_is_text_where_a_text_is_meant() -> None:
    front = above(FormFrontMatter, {"title": 2026, "appendix": 4, "audience": "mentee"})
    assert (front.title, front.appendix, front.audience) == ("2026", "4", ("mentee",))


def test_a_date_is_text_where_a_text_is_meant_and_a_date_for_a_plugin() -> None:
    day = date(2026, 11, 7)
    front = above(PageFrontMatter, {"title": day, "tags": ["a", day], "date": {"created": day}})
    assert front.title == "2026-11-07"
    assert front.written == {"title": "2026-11-07", "tags": ["a", "2026-11-07"], "date": {"created": day}}


@pytest.mark.parametrize("kind", [FormFrontMatter, OutlineFrontMatter])
@pytest.mark.parametrize("written", [90, 90.0, "90"])
def test_minutes_may_be_quoted(kind: type[FormFrontMatter | OutlineFrontMatter], written: object) -> None:
    assert above(kind, {"minutes": written}).minutes == 90


@pytest.mark.parametrize("key", ["minutes: {0}", "minutes={0}"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7", 7),
        ("2.5", 2.5),
        ("1440", 1440),
        ("0", "minutes-out-of-range"),
        ("0.0", "minutes-out-of-range"),
        ("-1", "minutes-out-of-range"),
        ("\u22125", "minutes-out-of-range"),
        ("1441", "minutes-out-of-range"),
        ("99999999", "minutes-out-of-range"),
        ("nan", "minutes-malformed"),
        ("inf", "minutes-malformed"),
        ("1e2", "minutes-malformed"),
        ("1_0", "minutes-malformed"),
        ("2,5", "minutes-malformed"),
        ("7-9", "minutes-malformed"),
        ("ten", "minutes-malformed"),
    ],
)
def test_a_length_is_more_than_nothing_and_no_more_than_a_day(key: str, text: str, found: float | str) -> None:
    problems, place = Problems(), Place("slides/talk.md", 3)
    if key.startswith("minutes:"):
        read = above(OutlineFrontMatter, {"minutes": text}, problems=problems).minutes
    else:
        read = minutes_of(text, "write 'minutes=7'", place, problems)
    assert (read, *(problem.code for problem in problems.found)) == ((found,) if read else (None, found))


def test_what_waits_for_a_variable_is_typed_when_that_is_filled() -> None:
    problems = Problems()
    keys = {"title": "In {{ variables.hall }}", "start": "{{ variables.start }}", "minutes": "{{ variables.minutes }}"}
    waiting = above(OutlineFrontMatter, {**keys, "room": "Any", "icon": "{{ variables.hall }}"}, problems=problems)
    front = filled(waiting, NAMES, problems)
    assert (front.title, front.start, front.minutes, front.room) == ("In the hall", "09:30", 45, "Any")
    assert front.written["icon"] == "the hall"
    assert list(front.written) == ["title", "start", "minutes", "room", "icon"]
    assert complaints(problems) == []


def test_a_variable_of_the_wrong_kind_is_told_at_the_line_that_uses_it() -> None:
    problems = Problems()
    filled(above(OutlineFrontMatter, {"title": "x", "people": "{{ variables.people }}"}), NAMES, problems)
    assert complaints(problems) == ["content/x.md:3: 'many' is no number of people (write 'people: 20')"]


@pytest.mark.parametrize(
    ("path", "keys", "expected"),
    [
        ("forms/a.md", {"appendix": None}, True),
        ("forms/a.md", {"form": True}, True),
        ("forms/a.md", {"form": "Yes"}, True),
        ("forms/a.md", {"form": False}, False),
        ("forms/a.md", {"form": "F-12", "privacy": "high"}, False),
        ("handbook/a.md", {"appendix": "IV"}, False),
    ],
)
def test_a_form_stands_in_its_folder_and_says_that_it_is_one(path: str, keys: Any, *, expected: bool) -> None:
    assert holds_form(path, keys) is expected


# What is wrong, in a handbook as in a pack.


@pytest.mark.parametrize(
    ("kind", "keys", "answer"),
    [
        (PageFrontMatter, {"title": ["a"]}, "'title' must be one line of text"),
        (PageFrontMatter, {"after": {"a": "b"}}, "'after' must be one line of text"),
        (
            PageFrontMatter,
            {"lang": "english"},
            "'lang': 'english' is no language (write 'en')",
        ),
        (PageFrontMatter, {"audience": [["a"]]}, "'audience' must be a text, or a list of texts"),
        (PageFrontMatter, {"search_terms": {"buddy": "coach"}}, "'search_terms' must be a text, or a list of texts"),
        (
            OutlineFrontMatter,
            {"search_terms": ["buddy", {"sign up": "x"}]},
            "'search_terms' must be a text, or a list of texts (put quotes round a text that holds ': ')",
        ),
        (PageFrontMatter, {"nav_group": ["a"]}, "'nav_group' must be one line of text"),
        (PageFrontMatter, {"whats_new": ["a"]}, "'whats_new' must be one line of text"),
        (PageFrontMatter, {"whats_new": True}, "'whats_new' says in a few words what is new on the page, not 'True'"),
        (
            PageFrontMatter,
            {"whats_new": "x" * 161},
            "'whats_new' has 161 letters; the home page has room for 160",
        ),
        (FormFrontMatter, {"minutes": "two hours"}, "'two hours' is no number of minutes (write 'minutes: 90')"),
        (
            FormFrontMatter,
            {"minutes": 0},
            "'0' minutes are no length: it is more than 0, or left out (write 'minutes: 90')",
        ),
        (FormFrontMatter, {"minutes": True}, "'True' is no number of minutes (write 'minutes: 90')"),
        (OutlineFrontMatter, {"minutes": [20]}, "'minutes' must be one line of text"),
        (OutlineFrontMatter, {"minutes": "nan"}, "'nan' is no number of minutes (write 'minutes: 90')"),
        (OutlineFrontMatter, {"people": "8 to 30"}, "'8 to 30' is no number of people (write 'people: 20')"),
        (OutlineFrontMatter, {"people": "9" * 5000}, f"'{'9' * 399} …"),
        (OutlineFrontMatter, {"start": 18}, "'18' is no clock time (write start: \"09:00\")"),
        (OutlineFrontMatter, {"start": "25:00"}, "'25:00' is no clock time (write start: \"09:00\")"),
        (OutlineFrontMatter, {"handouts": ["a", None]}, "'handouts' must be a text, or a list of texts"),
        (
            OutlineFrontMatter,
            {"materials": [{"Pens": "blue ones"}]},
            "'materials' must be a text, or a list of texts (put quotes round a text that holds ': ')",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_at_its_line(
    kind: type[PageFrontMatter], keys: dict[str, object], answer: str
) -> None:
    (line,) = wrong(kind, **keys)
    assert line.startswith(f"content/x.md:2: {answer}")


def test_a_page_among_the_forms_that_does_not_clearly_say_what_it_is_is_told() -> None:
    assert said_of_base(page("forms/visit.md", form="on")) == ["content/x.md:2: warning: 'form' must be true or false"]
    assert said_of_base(page("forms/visit.md", form="no")) == []
    assert said_of_base(page("handbook/visit.md", form="sonnet")) == []


def test_a_key_of_another_kind_of_page_may_mean_anything() -> None:
    assert (
        wrong(PageFrontMatter, start="2026-01-31", minutes=["a"], people=["Ana"], room={"a": "b"}, tags={"a": "b"})
        == []
    )


def test_what_can_have_no_effect_is_told() -> None:
    assert said_of_base(page("slides/talk.md", title="A", privacy="Nobody", after="b.md")) == [
        "content/x.md:3: warning: 'privacy' has no effect above an outline (take the line out)",
        "content/x.md:4: warning: 'after' has no effect above an outline (take the line out)",
    ]
    assert said_of_base(page("handbook/a.md", appendix="IV", privacy="Nobody")) == [
        "content/x.md:2: warning: 'appendix' makes a form only of a page in the folder forms/ (move the page there)"
    ]
    assert said_of_base(page("handbook/a.md", appendix="IV", minutes=3, handouts="a")) == []


def test_a_key_of_forms_above_another_page_of_a_pack_is_told() -> None:
    problems = Problems()
    check_pack_keys(page("handbook/a.md", layout="card", tags=["-a"], hide="toc"), problems)
    assert [(problem.code, problem.place.line) for problem in problems.found] == [("front-matter-no-effect", 2)]
    assert said_of_base(page("forms/a.md", layout="card")) == [
        "content/x.md:2: warning: 'layout' is cards or certificate, not 'card' (did you mean 'cards'?)"
    ]
    assert said_of_base(page("handbook/a.md", layout="landing")) == []


def test_a_title_of_a_pack_names_no_letter_that_nobody_sees() -> None:
    (line,) = said_of_pack(page("handbook/a.md", title="Pay &#x202e;Ana"))
    assert "'title' holds a control character or one that nobody sees, U+202E" in line


def test_a_list_whose_items_have_no_space_behind_the_hyphen_is_told() -> None:
    assert wrong(PageFrontMatter, audience="-mentee -mentor") == [
        "content/x.md:2: a space is missing behind the '-' in the list 'audience' (write '- mentee')"
    ]


# The base, which may be somebody else's handbook.


@pytest.mark.parametrize(
    ("path", "key", "meant"),
    [
        ("forms/a.md", "privcy", "privacy"),
        ("forms/a.md", "audiense", "audience"),
        ("forms/a.md", "apendix", "appendix"),
        ("slides/a.md", "minuts", "minutes"),
        ("slides/a.md", "handout", "handouts"),
        ("slides/a.md", "handsout", "handouts"),
        ("slides/a.md", "romm", "room"),
        ("slides/a.md", "tsart", "start"),
        ("handbook/a.md", "titel", "title"),
        ("handbook/a.md", "Title", "title"),
        ("handbook/a.md", "nav-title", "nav_title"),
        ("handbook/a.md", "discription", "description"),
        ("handbook/a.md", "search_term", "search_terms"),
        ("forms/a.md", "search-terms", "search_terms"),
        ("slides/a.md", "serch_terms", "search_terms"),
        ("handbook/a.md", "nav_gruop", "nav_group"),
    ],
)
def test_a_slip_for_a_key_of_the_kit_is_told(path: str, key: str, meant: str) -> None:
    assert said_of_base(page(path, **{key: "x"})) == [
        f"content/x.md:2: warning: front matter has no key '{key}' (did you mean '{meant}'?)"
    ]


@pytest.mark.parametrize("path", ["handbook/a.md", "forms/a.md", "slides/a.md"])
def test_other_peoples_keys_are_left_alone(path: str) -> None:
    keys = set(OF_NO_KIT.split()) - (NEAR_IN_OUTLINES if path.startswith("slides/") else set())
    assert said_of_base(page(path, **dict.fromkeys(keys, "x"))) == []


def test_a_key_that_only_another_kind_of_page_has_is_no_slip() -> None:
    assert said_of_base(page("handbook/a.md", handout="f", minuts=20, privcy="x", agendas="x")) == []


def test_a_long_key_costs_no_time() -> None:
    assert said_of_base(page("handbook/a.md", **{"titl" * 15_000: "x"})) == []


# A pack, from people that nobody vouches for.


def test_what_a_page_a_form_or_a_deck_of_a_pack_says_is_known() -> None:
    shared: dict[str, Any] = {"title": "Ships & docks", "description": 'A "quoted" word', "lang": "es-MX"}
    shared["search_terms"] = ["boats", "barco", "船", "24/7"]
    a_page = page(
        **shared,
        after="index.md",
        nav_title="Ships",
        nav_group="Sea",
        whats_new="Fog: how to wait",
        audience=["member"],
        hide=["toc"],
        tags="x",
    )
    form = page("forms/a.md", **shared, audience="steward", appendix="IV", privacy="Nobody.", form=True, minutes=120)
    talk = page("slides/a.md", **shared, handouts=["a"], start="18:00", agenda="a", purpose="x", room="y", people=3)
    assert [said_of_pack(one) for one in (a_page, form, talk)] == [[], [], []]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ({"tittle": "x"}, "front matter has no key 'tittle' (did you mean 'title'?)"),
        ({"template": "404.html"}, "front matter has no key 'template'"),
        ({"title": "a <b>"}, "'title' holds '<'; a title is plain text"),
        ({"hide": {"a": "b"}}, "'hide' must be a text, or a list of texts"),
        ({"search_terms": ["x" * 2000]}, "'search_terms' has more than 1000 characters"),
        ({"nav_group": "a <b>"}, "'nav_group' holds '<'; a title is plain text"),
        ({"minutes": ["a"]}, "'minutes' must be one line of text"),
        ({"form": "ture"}, "'form' must be true or false"),
        ({"description": "x" * 2000}, "'description' has more than 1000 characters"),
        ({"privacy": "a\x1b[31mb"}, "'privacy' holds a control character"),
        ({"privacy": "a\ud800"}, "'privacy' holds a control character"),
    ],
)
def test_anything_else_is_named_at_its_line(keys: dict[str, Any], answer: str) -> None:
    (line,) = said_of_pack(page(**keys))
    assert line.startswith(f"content/x.md:2: {answer}")


def test_what_reading_has_told_is_not_told_again() -> None:
    assert said_of_pack(page(title=["a"], audience={"a": "b"})) == []
