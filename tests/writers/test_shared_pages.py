"""Pages are rendered once for all locals, and filled in; nobody can tell by what is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import jinja2
import pytest
from sample import resolved

from generators.caching.store import FORGETFUL
from generators.model import Handbook, Kit
from generators.model.problems import Problems
from generators.model.remembered import forget_unused
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site.rendering import Rendering
from generators.writers.site.shared_pages import SharedPages
from generators.writers.site.site_parts import SiteParts
from generators.writers.site.slots import MARK, Slots
from generators.writers.site.stencils import CONTENT, Content, Stencils, Told, hole
from generators.writers.site.view_data import Emptied, told

NAMES = (
    "Harbor Local 104",
    "Mill Crew 9",
    "The Amalgamated Bakers and Millers of the Upper Valley 2310",
    "Salt & Bread <Local>",
    'The "Night" Shift\'s Own',
    "*Star* _Local_ {x}",
    "\u0627\u0644\u0645\u064a\u0646\u0627\u0621 104",
    "1. Local",
    "search",
    f"A{MARK}localname{MARK[::-1]}a",
    CONTENT,
    "Harbor Crew",
)
ADDRESSES = (
    *("https://harbor.example/", "https://union.example/locals/9", "http://bakers.example", "", "https://7.example/"),
    *("https://b\u00fccher.example/", "https://union.example:8443/port/", "https://union.example/locals/9/"),
    *(
        "https://ann.baker.example/~local/a?b=1&c=2",
        f"https://{MARK}.example/",
        "https://union.example/search/",
        "x://a",
    ),
)
CONTACTS = (
    *("Ann Baker", "Mill Crew 9", "", "Ann Baker", "Bo & Co", "Ann"),
    *("Ann Li", "2. Bo", "main", MARK, "Bo", "Bo Li"),
)


@pytest.fixture(scope="module")
def handbook(root: Path) -> Handbook:
    return read_handbook(root / "tests" / "kit", Problems())


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    forget()


def forget() -> None:
    for _ in range(3):  # kits that asked for nothing
        forget_unused()


def local(handbook: Handbook, name: str, contact: str, primary: str = "#12335c", url: str = "") -> Kit:
    """The kit of a local that calls itself and whom to ask so, with its site at ``url``."""
    profile = handbook.defaults.profile
    says = {"name": name, "slug": "harbor", "url": url}
    told_of = {**profile.variables, "local": {**profile.variables["local"], **says}}
    told_of["contact"] = {**profile.variables["contact"], "name": contact, "email": "ann.baker@local.example"}
    brand = replace(profile.brand, name=name, primary=primary)
    own = replace(profile, slug="harbor", brand=brand, variables=told_of, url=url)
    return resolved(handbook, replace(handbook.defaults, profile=own), Problems())


def pages(kit: Kit) -> dict[str, bytes]:
    """The pages of a kit, made one after the other."""
    parts = SiteParts.of(kit, FORGETFUL)
    return {path: make() for path, make in parts.rendering.makers().items() if path.endswith(".html")}


def test_locals_in_a_row_have_the_pages_that_they_would_have_alone(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    kits = [local(handbook, *both) for both in zip(NAMES, CONTACTS, strict=True)]
    kits += [local(handbook, "Harbor Crew", "Ann Baker", url=url) for url in ADDRESSES]
    in_a_row = [pages(kit) for kit in kits]
    monkeypatch.setattr(SharedPages, "page", lambda site, shown: (site.render(shown, site.shared), None))
    for kit, made in zip(kits, in_a_row, strict=True):
        assert pages(kit) == made, kit.local.brand.name


def test_the_third_local_renders_no_page_but_its_home_page(handbook: Handbook, rendered: list[str]) -> None:
    for number, name in enumerate(NAMES[:2]):
        pages(local(handbook, name, "Ann Baker", f"#12335{number}"))
    rendered.clear()
    made = pages(local(handbook, "Elm Local 7", "Cy Young", "#22543d"))
    assert rendered == ["index.md"]
    assert any(b"Elm Local 7" in page for path, page in made.items() if path.startswith("present/"))
    assert not any(MARK.encode() in page for page in made.values())


@pytest.mark.parametrize(
    ("form", "contact"),
    [
        ("St. {}'s Local 12", "{} O'Neil"),
        ("{} Local 12 (Health & Care)", "Zo\u00eb {}"),
        ("Se\u00f1or {} & Sons Local 12", "Dr. {}"),
    ],
)
def test_names_with_signs_share_pages_from_the_third_on(
    handbook: Handbook, rendered: list[str], form: str, contact: str
) -> None:
    for name in ("John", "Mary"):
        pages(local(handbook, form.format(name), contact.format(name)))
    rendered.clear()
    kit = local(handbook, form.format("Elm"), contact.format("Elm"))
    made = pages(kit)
    assert rendered == ["index.md"]
    forget()
    assert made == pages(kit)


SITES = (
    *("https://local7.example/", "https://union.example/locals/8/", "https://9.example", "https://Union.example/10"),
    *("https://www.bakers-and-millers.example/", "https://union.example/locals/mill-12/", "https://mill.example"),
)


def test_locals_with_addresses_of_their_own_share_pages_from_the_third_on(
    handbook: Handbook, rendered: list[str]
) -> None:
    kits = [local(handbook, f"Elm Local {number}", "Cy Young", url=url) for number, url in enumerate(SITES, 7)]
    for kit in kits[:2]:
        pages(kit)
    rendered.clear()
    for kit in kits[2:]:
        home = kit.local.url.rstrip("/").encode()
        made = pages(kit)
        assert b'<link rel="canonical" href="%s/handbook/listening.html">' % home in made["handbook/listening.html"]
        assert b'<meta property="og:image" content="%s/' % home in made["handbook/listening.html"]
        assert not any(MARK.encode() in page for page in made.values())
    assert rendered == ["index.md"] * len(kits[2:])


def test_a_page_in_words_of_its_own_shares_what_surrounds_it(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES[:2]:
        pages(local(handbook, name, "Ann Baker"))
    page = handbook.pages["handbook/listening.md"]
    lines = (*page.lines, replace(page.lines[-1], text="Words that no other local has."))
    own = replace(handbook, pages={**handbook.pages, page.path: replace(page, lines=lines)})
    monkeypatch.setattr(Rendering, "_rendered", lambda _self, _shown, _context: "anew")
    made = pages(local(own, "Elm Local 7", "Cy Young"))
    assert b"Words that no other local has." in made["handbook/listening.html"]


ASKING = (
    "{{ name }}: {{ content }}",
    "{{ name | upper }}{{ content }}",
    "{{ name | truncate(9) }}{{ content }}",
    "{{ name[:5] }}{{ content }}",
    "{% if name | length > 20 %}long{% endif %}{{ name }}{{ content }}",
    "{% if name == 'Mill Crew' %}it{% endif %}{{ content }}",
    "{% if '<h1' in content %}titled{% endif %}{{ content }}",
    "{% if content %}some{% else %}none{% endif %}",
    "{{ content | replace('<table', '<div><table') }}",
    "{{ content | striptags }}",
    "{{ content | length }}{{ content }}",
    "{{ content.split('<p>') | last }}",
    "{{ content | e }}",
    "{{ name | urlencode }}{{ content }}",
    "{{ name | replace(' ', '') }}{{ content }}",
    "{{ name | replace('-', '') }}{{ content }}",
    "{{ name | lower }}{{ content }}",
    "{{ name | title }}{{ content }}",
    "Mill Crew {{ name }}{{ content }}",
)
LOCALS = (
    *(("harbor", ""), ("mill", ""), ("harbor crew", ""), ("hArbor", ""), ("har-bor", "")),
    *(("Harbor", ""), ("Mill", ""), ("Elm-side", ""), ("HarBor", "")),
    ("Harbor Crew", "<p>one</p>"),
    ("Mill Crew", "<h1>two</h1>"),
    ("Mill Crew of the Upper Valley", "<p>three</p><table></table>"),
    ("Elm Crew", ""),
    ("Harbor Crew", "<h1>five</h1><table></table>"),
)


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("asking", ASKING)
def test_a_template_that_asks_for_more_than_what_it_shows_is_answered_as_if_a_page_were_alone(
    asking: str, *, is_shared: bool
) -> None:
    template = jinja2.Environment().from_string(asking)
    for name, content in LOCALS:
        stencils = Stencils(Slots.of({"local": {"name": name}}), (), ())

        def own(name: str = name, content: str = content) -> str:
            return template.render(name=name, content=content)

        def empty(emptied: Emptied, stand_in: Content, name: str = name) -> str:
            return template.render(name=emptied.of(name), content=stand_in)

        text = told([asking, name])
        assert stencils.page([Told("", (text,)) if is_shared else Told(text)], content, {}, own, empty)[0] == own()


@pytest.mark.parametrize(
    "said", ["{} meets", "We are {}.", "({})", "x{}x", "{}s", "_{}", "{0} and {0}", "{} Crew", "é{}"]
)
def test_a_page_is_shared_as_well_whether_a_text_is_told_as_one_s_own_or_as_one_of_many(said: str) -> None:
    made: dict[bool, list[bool]] = {False: [], True: []}
    for is_shared, found in made.items():
        for name in ("Harbor", "Mill Crew 9", "Harbor Crew", "O'Neil", "Salt & Bread", "Elm-side", "Mill"):
            slots, text = Slots.of({"local": {"name": name, "city": "Bay"}}), said.format(name)

            def empty(emptied: Emptied, _content: Content, text: str = text) -> str:
                return str(emptied.of(text))

            one = Told(f"{said} {is_shared}", (text,)) if is_shared else Told(f"{said} {is_shared} {text}")
            page, stencil = Stencils(slots, (), ()).page([one], "", {}, partial(str, text), empty)
            assert page == text
            found.append(stencil is not None)
    assert made[True] == made[False]


def test_a_page_that_holds_more_of_a_local_than_was_told_is_shared_with_nobody() -> None:
    for color in ("#112233", "#445566", "#778899"):
        template = jinja2.Template(color)

        def empty(_emptied: Emptied, _content: Content, template: jinja2.Template = template) -> str:
            return template.render()

        assert Stencils(Slots({}), (color,), ()).page([Told("one page")], "", {}, template.render, empty)[0] == color


def test_what_is_put_in_is_not_read_again() -> None:
    slots = Slots.of({"local": {"name": "Harbor Crew", "city": "Mill Town"}})
    (name, city) = slots.values
    holes = {hole("part"): lambda: f"{name} {city}"}
    for _ in range(3):
        made, _ = Stencils(slots, (), ()).page([Told("a page")], city, holes, lambda: f"{name} {city}{city}", shown)
        assert made == f"{name} {city}{city}"


def shown(emptied: Emptied, content: Content) -> str:
    return f"{emptied.hole('part')}{content}"


@pytest.mark.parametrize("value", ["Harbor Crew", ("Harbor Crew", 1), {"x": ["Harbor Crew"]}, ("Mill", None)])
def test_a_value_without_a_local_s_words_stays_the_same_object(value: object) -> None:
    emptied = Emptied(Slots.of({"local": {"name": "Harbor Crew"}}).taken_out, hole)
    made = emptied.of(value)
    assert (made is value) == ("Harbor Crew" not in str(value))
    assert "Harbor Crew" not in str(made)
