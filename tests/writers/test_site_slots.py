"""What a local says of itself is put into pages last; nobody can tell by what is written."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_samples import lines
from sample import resolved

from generators.caching.store import FORGETFUL, Store
from generators.markdown.dialect import Anchor, Dialect, PageHtml
from generators.model import NOWHERE, Extension, FormPage, Page
from generators.model.problems import Problems
from generators.model.remembered import forget_unused
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.reading.variables import in_markdown
from generators.writers.site.article import ConvertedPage, Surroundings
from generators.writers.site.bodies import Bodies, Body
from generators.writers.site.slots import MARK, Slots, slots_of

Facts = dict[str, dict[str, str]]

FACTS = {
    "local": {"name": "Local 104", "union": "Example Dock Workers"},
    "contact": {"name": "Ann Baker", "email": "ann.baker@local104.example", "phone": "555-0140"},
}
OTHERS = {
    "local": {"name": "Sheet Metal 9", "union": "Example Builders, North"},
    "contact": {"name": "Bo Li", "email": "bo@sheetmetal.example", "phone": "1999"},
}
SENTENCES = (
    "She said \"{local.name}\" twice -- and '{local.name}' once.",
    "**{contact.name}** ({contact.phone}), {contact.email}, or {contact.name}.",
    "- {contact.name}: call {contact.phone}\n- [ ] ask {local.union}",
    "| Who | Where |\n| --- | --- |\n| {contact.name} | {contact.email} |",
    "> {local.union} {local.name}: _{contact.name}_ and `{contact.email}`",
    '<p title="{local.name}">{contact.email}</p>',
    "[{contact.name}](visits.md) and ![{local.name}](../assets/gone.svg){.decorative}",
    "## Who {local.name} is",
    "{local.name}\n: a definition\n\n{contact.name} ____",
    "Write to <{contact.email}>, {contact.email}. {local.name}'s hall; x{contact.phone}y",
    "1. {contact.name}\n2. {contact.phone}\n\n---\n\n{local.union}",
    "!!! note\n    {local.name} knows {contact.name}.",
)


SOURCE = ConvertedPage("", "handbook/page.md", "handbook/page.html", "another website", "Table")
AROUND = Surroundings(
    {"handbook/page.md": "handbook/page.html", "handbook/visits.md": "handbook/visits.html"},
    {},
    {"handbook/page.html": "page", "handbook/visits.html": "visits"},
)


@pytest.fixture(scope="module")
def dialect(kit_extensions: tuple[Extension, ...]) -> Dialect:
    return Dialect(kit_extensions)


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    forget()


def forget() -> None:
    for _ in range(3):  # kits that asked for nothing
        forget_unused()


def page_of(facts: Facts, sentences: tuple[str, ...]) -> Page:
    text = "\n\n".join(("# Page", *sentences))
    for group, values in facts.items():
        for key, value in values.items():
            text = text.replace(f"{{{group}.{key}}}", value)
    return Page("handbook/page.md", "en", lines(text))


def sharing(dialect: Dialect, facts: Facts, store: Store = FORGETFUL) -> Bodies:
    return Bodies(dialect, AROUND, is_guarded=True, store=store, slots=Slots.of(facts))


def alone(dialect: Dialect, page: Page) -> Body:
    by_itself = Bodies(dialect, AROUND, is_guarded=True)
    return by_itself._made(by_itself._converted(page, is_marked=True), SOURCE)


def edits() -> Iterator[tuple[str, ...]]:
    chance = random.Random(15)
    yield from ((sentence,) for sentence in SENTENCES)
    yield from (tuple(chance.sample(SENTENCES, 4)) for _ in range(10))


def test_every_local_has_the_page_that_it_would_have_alone(dialect: Dialect, tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "here")
    mixed = {**FACTS, "contact": OTHERS["contact"]}
    for sentences in edits():
        for turn, facts in enumerate((FACTS, OTHERS, mixed, FACTS)):
            page = page_of(facts, sentences)
            assert sharing(dialect, facts, store).of_page(page, SOURCE) == alone(dialect, page), sentences
            if turn % 2:  # the next finds what the disk has, and not what the process knows
                forget()


def test_a_page_is_made_by_itself_for_one_and_shared_from_the_third_on(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("First", "Second", "Third"):
        facts = {**FACTS, "contact": {**FACTS["contact"], "name": f"Ann {name}"}}
        if name == "Third":
            monkeypatch.setattr(Bodies, "_made", None)
        made = sharing(dialect, facts).of_page(page_of(facts, SENTENCES[:2]), SOURCE)
        assert f"Ann {name}" in made.article.content and MARK not in made.article.content


def form_of(facts: Facts, sentences: tuple[str, ...]) -> FormPage:
    page = page_of(facts, (*sentences, "Your name: ____", "Your phone: ____"))
    return FormPage(page.path, page.lang, page.lines)


@pytest.mark.parametrize("sentences", [("Give it to {contact.name}.",), ("Did {contact.name} call you?: ____",)])
def test_a_form_is_what_it_would_be_alone_also_where_a_question_names_the_local(
    dialect: Dialect, sentences: tuple[str, ...]
) -> None:
    for facts in (FACTS, OTHERS, {**FACTS, "contact": OTHERS["contact"]}, FACTS):
        form = form_of(facts, sentences)
        assert "Your name" in alone(dialect, form).article.content
        assert sharing(dialect, facts).of_page(form, SOURCE) == alone(dialect, form)


def test_a_form_whose_text_names_the_local_is_shared(dialect: Dialect, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("First", "Second", "Third"):
        facts = {**FACTS, "contact": {**FACTS["contact"], "name": f"Ann {name}"}}
        if name == "Third":
            monkeypatch.setattr(Bodies, "_made", None)
        made = sharing(dialect, facts).of_page(form_of(facts, ("Give it to {contact.name}.",)), SOURCE)
        assert f"Give it to Ann {name}." in made.article.content


def test_a_heading_that_names_the_local_has_its_own_anchor(dialect: Dialect) -> None:
    for facts in (FACTS, FACTS, OTHERS, OTHERS):
        page = page_of(facts, ("## Who {local.name} is",))
        made = sharing(dialect, facts).of_page(page, SOURCE)
        assert "who-" + facts["local"]["name"].lower().replace(" ", "-") in made.article.content


@pytest.mark.parametrize(
    "value",
    [
        *("a*b*", "<b>", "x", "104", "Local &Co", "www.x.example", "--", "{{x}}", "Ann_Baker"),
        *("5550123", "90s Crew", "Local of the 21st Street", f"{'a' * 65}@local.example", f"ann@{'a' * 64}.example"),
    ],
)
def test_what_markdown_might_read_as_more_than_words_is_not_taken_out(value: str) -> None:
    assert Slots.of({"local": {"name": value}}).emptied(f"Here {value} is.") is None


SIGNED = (
    *("St. John's Local 12", "St. Mary's Local 9", "Mary O'Neil", "Bo D'Arc", "Local 12 (Health & Care)"),
    *(
        "Crew 7 (Day & Night)",
        "Zo\u00eb \u0141ukasz",
        "\u00d1and\u00fa Secci\u00f3n 5",
        "Local & Co",
        "Bakers & Millers",
    ),
    *("R. O'Neil-Doe (Ann & Bo)", "St. P's (Mills & Co)", "Rock 'n' Roll Local", "The 'Night' Shift", "Local (a) (b)"),
    *("Local 5 (555-0103)", "Local &amp Co", "Mr. X. (c)", "Jr. R", "Sr. (tm) Local", "1. Local", "O''Neil", "A -- B"),
)
"""Names as they are, and some that might be read as more."""


@pytest.mark.parametrize("rtl", [False, True])
def test_names_with_signs_are_on_the_page_as_they_would_be_alone(dialect: Dialect, *, rtl: bool) -> None:
    source = replace(SOURCE, rtl=rtl)
    sentences = (
        "Ask {local.name}.",
        "## {local.name}",
        "*{local.name}*, '{local.name}' or \"{local.name}\"s ({local.name})",
    )
    for turn in range(3):
        for name in SIGNED:
            facts: Facts = {"local": {"name": name}}
            page = page_of({"local": {"name": in_markdown(name)}}, sentences)
            by_itself = Bodies(dialect, AROUND, is_guarded=True)
            expected = by_itself._made(by_itself._converted(page, is_marked=True), source)
            assert sharing(dialect, facts).of_page(page, source) == expected, (turn, name)


@pytest.mark.parametrize("form", ["St. {}'s Local {}", "{} O'Neil {}", "Local {} (Health & {})", "Zo\u00eb {} {}"])
def test_a_page_that_says_a_name_with_signs_is_shared_from_the_third_local_on(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    for number, word in enumerate(("John", "Mary", "Elm"), 1):
        name = form.format(word, number)
        if word == "Elm":
            monkeypatch.setattr(Bodies, "_made", None)
        facts: Facts = {"local": {"name": name}}
        made = sharing(dialect, facts).of_page(
            page_of({"local": {"name": in_markdown(name)}}, ("{local.name} asks.",)), SOURCE
        )
        assert MARK not in made.article.content
        assert word in made.article.content


def test_two_values_whose_names_are_alike_have_places_of_their_own(dialect: Dialect) -> None:
    for halls in (("Mill Street", "Mill Street"), ("Dock Road", "Dock Road"), ("Elm Street", "Oak Road")):
        facts: Facts = {"variables": dict(zip(("hall_1", "hall_2"), halls, strict=True))}
        page = page_of(facts, ("First {variables.hall_1}, then {variables.hall_2}.",))
        assert sharing(dialect, facts).of_page(page, SOURCE) == alone(dialect, page)


def test_a_part_of_a_word_is_not_taken_out() -> None:
    slots = Slots.of({"local": {"name": "Local 10"}})
    assert slots.emptied("Local 100 or xLocal 10") == "Local 100 or xLocal 10"
    assert slots.fill(slots.emptied("Local 10, Local 100") or "") == "Local 10, Local 100"


def unlike_alone(facts: list[Facts], sentence: str, extensions: tuple[Extension, ...], *, rtl: bool = False) -> bool:
    """Whether one of several locals in a row has another page than it would have alone."""
    dialect, source = Dialect(extensions), replace(SOURCE, rtl=rtl)
    for one in facts:
        page, by_itself = page_of(one, (sentence,)), Bodies(dialect, AROUND, is_guarded=True)
        expected = by_itself._made(by_itself._converted(page, is_marked=True), source)
        if sharing(dialect, one).of_page(page, source) != expected:
            return True
    return False


def named(*names: str) -> list[Facts]:
    return [{"local": {"name": name}} for name in names]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("{local.name}. That is the number.", ("1 Two 3", "4 Five 6", "5550123")),
        ("The '{local.name}' of old", ("10 Mill crew", "11 Mill crew", "90s crew")),
        ("Write to {local.name}.", ("ann@a.example", "bo@b.example", f"{'c' * 65}@c.example")),
    ],
)
def test_the_third_local_has_its_own_page_though_its_value_is_read_in_another_way(
    kit_extensions: tuple[Extension, ...], sentence: str, names: tuple[str, ...]
) -> None:
    assert not unlike_alone(named(*names), sentence, kit_extensions)


def test_a_page_from_right_to_left_keeps_the_order_of_each_number(kit_extensions: tuple[Extension, ...]) -> None:
    names = named("Harbor Crew", "Mill Crew", "Unit 5 Crew")
    assert not unlike_alone(names, "\u0646\u062d\u0646 {local.name} \u0647\u0646\u0627", kit_extensions, rtl=True)


@pytest.mark.parametrize(
    ("extension", "sentence"),
    [
        ("pymdownx.caret", "x^{local.name}^"),
        ("codehilite", "    :::python\n    {local.name}"),
        ("pymdownx.superfences", "```python\n{local.name}\n```"),
    ],
)
def test_what_other_handbooks_do_to_words_is_done_to_each_local_s_own(extension: str, sentence: str) -> None:
    extensions = (Extension("toc"), Extension(extension))
    assert not unlike_alone(named("Unit5", "Unit6", "Local 104"), sentence, extensions)


@pytest.mark.parametrize("extension", ["pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "footnotes"])
def test_a_page_is_remembered_whose_extensions_read_nothing_but_the_page(
    extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect = Dialect((Extension("toc"), Extension(extension)))
    page = page_of({}, ("A ~~long~~ short sentence.",))
    made = sharing(dialect, {}).of_page(page, SOURCE)
    monkeypatch.setattr(Bodies, "_made", None)
    assert sharing(dialect, {}).of_page(page, SOURCE) == made


def test_what_no_local_has_to_say_itself_stays_in_texts_and_in_anchors(root: Path) -> None:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    kept, own = {"newsletter": "the newsletter"}, {"name": "Ann Baker"}
    profile = replace(
        handbook.defaults.profile,
        slug="harbor",
        variables={"local": {"name": "Harbor Crew"}, "contact": own, "variables": kept},
        set_keys={"name": NOWHERE, "contact.name": NOWHERE},
    )
    slots = slots_of(resolved(handbook, replace(handbook.defaults, profile=profile), Problems()))
    assert slots.emptied("In the newsletter") is None
    assert slots.names_any("Harbor Crew") and slots.names_any("Ann Baker")


def html_page(name: str, contents: str = "Files") -> PageHtml:
    html = f'<h1 id="files">Files &amp; more of {name}</h1>\n<p title="{name}">Ask {name}, edition 6bb787d1.</p>'
    return PageHtml(html, (Anchor(contents, "files", 1),))


def test_a_page_that_no_author_wrote_is_what_it_would_be_alone_and_made_twice(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Harbor Crew", "Mill Crew", "Elm Crew"):
        page = html_page(name)
        expected = Bodies(dialect, AROUND, is_guarded=True)._made(page, SOURCE)
        with monkeypatch.context() as patch:
            if name == "Elm Crew":
                patch.setattr(Bodies, "_made", None)
            assert sharing(dialect, {"local": {"name": name}}).of_html(page, SOURCE) == expected


def test_a_page_with_another_list_of_contents_is_another_page(dialect: Dialect) -> None:
    for contents in ("Files", "Files", "Files", "Others"):
        bodies = sharing(dialect, {"local": {"name": "Harbor Crew"}})
        assert bodies.of_html(html_page("Harbor Crew", contents), SOURCE).contents[0].title == contents
