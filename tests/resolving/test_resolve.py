"""What stands over what: a local's page by path, its passage by name, its value by key, else the base's."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import MKDOCS, complaints, read, resolved, text_of, write_kit, write_pack

from generators.model import Kit, NavigationItem, Place
from generators.reading.variables import in_markdown
from generators.resolving.overrides import overrides_of
from generators.words.catalogue import words_of

KINDS = """\
---
title: Kinds at {{ local.name }}
---

# Kinds

<!-- example: story -->
The base's story.
<!-- /example -->

<!-- slot: more --><!-- /slot -->

<!-- notes -->
Said, not shown.
<!-- /notes -->
"""


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(tmp_path, {"content/handbook/kinds.md": KINDS})


def made(kit: Path, files: dict[str, str | bytes] | None = None) -> tuple[Kit, list[str]]:
    """The Kit of the pack ``acme`` with ``files``, and what is wrong with it."""
    write_pack(kit, files)
    handbook, local, problems = read(kit)
    return resolved(handbook, local, problems), complaints(problems)


def shown(kit: Kit, path: str = "handbook/kinds.md") -> list[str]:
    """The lines of a page that are not blank."""
    (page,) = (page for page in kit.pages if page.path == path)
    return [line for line in text_of(page.lines).split("\n") if line.strip()]


def test_without_overrides_a_local_has_the_bases_pages_with_its_own_values(kit: Path) -> None:
    found, said = made(kit)
    assert said == []
    assert shown(found) == ["# Kinds", "The base's story."]
    assert shown(found, "index.md") == ["# Welcome to Local 104"]
    assert found.pages[0].front.title == "Kinds at Local 104"


def test_a_page_in_the_place_of_the_bases_has_its_own_title_in_the_menu(tmp_path: Path) -> None:
    settings = f"{MKDOCS}nav: [{{Home: index.md}}, {{Kinds: handbook/kinds.md}}]\n"
    kit = write_kit(tmp_path, {"content/handbook/kinds.md": KINDS, "mkdocs.yml": settings})
    found, _ = made(kit, {"content/handbook/kinds.md": "---\ntitle: Our kinds\n---\n\n# All our kinds\n"})
    assert [item.title for item in found.navigation or ()] == ["Home", "Our kinds"]
    found, _ = made(kit, {"content/handbook/kinds.md": "# All our kinds\n"})
    assert [item.title for item in found.navigation or ()] == ["Home", "Kinds"]


ASKING = "# Help\n\nIf somebody harasses you, tell {{ conduct_contact.name }}: {{conduct_contact.email}}.\n"


def test_a_contact_that_nobody_gave_is_said_to_be_missing_and_not_invented(kit: Path) -> None:
    found, said = made(kit, {"content/help.md": ASKING})
    words = words_of("en").common
    assert shown(found, "help.md") == [
        "# Help",
        f"If somebody harasses you, tell {in_markdown(words.conduct_unnamed)}: {in_markdown(words.no_email)}.",
    ]
    assert said == [
        "overrides/locals/acme/local.yml:1: warning: the pages have no name of the person to whom harassment is "
        "reported, and say so (write 'conduct_contact:' into local.yml, and under it, indented, 'name:' and 'email:' "
        "or 'phone:')"
    ]


def test_a_site_with_an_address_may_not_be_without_anybody_to_report_harassment_to(kit: Path) -> None:
    settings = "name: Acme\nurl: https://acme.example/\n"
    assert severities(kit, {"content/help.md": ASKING, "local.yml": settings}) == ["error"]
    named = f"{settings}conduct_contact: {{name: Ann}}\n"
    assert severities(kit, {"content/help.md": ASKING, "local.yml": named}) == ["error"]
    reached = f"{settings}conduct_contact: {{name: Ann, phone: 555-0102}}\n"
    assert severities(kit, {"content/help.md": ASKING, "local.yml": reached}) == []


@pytest.mark.parametrize("text", ["# Help\n", "# Help\n\n`{{ conduct_contact.name }}` is a code.\n"])
def test_no_contact_is_missing_where_no_text_sends_people_to_it(kit: Path, text: str) -> None:
    assert severities(kit, {"content/help.md": text, "local.yml": "name: A\nurl: https://acme.example/\n"}) == []


def test_what_is_still_the_kits_own_is_counted(kit: Path) -> None:
    write_pack(kit, {"local.yml": "name: Acme\nbrand: {accent: '#102030'}\n"})
    handbook, local, _ = read(kit)
    untouched = overrides_of(handbook, local).untouched
    assert untouched.settings == ("union", "brand.primary", "brand.logo", "contact", "conduct_contact", "url")
    assert (untouched.examples, untouched.shown) == (("story",), 1)
    write_pack(kit, {"local.yml": "name: Acme\ncontact: {phone: 555-0100}\n", "examples/story.md": "Ours.\n"})
    handbook, local, _ = read(kit)
    untouched = overrides_of(handbook, local).untouched
    assert "contact" not in untouched.settings
    assert (untouched.examples, untouched.shown) == ((), 1)


def severities(kit: Path, files: dict[str, str | bytes]) -> list[str]:
    write_pack(kit, files)
    handbook, local, problems = read(kit)
    resolved(handbook, local, problems)
    return [problem.severity for problem in problems.found]


def test_an_example_takes_the_place_of_the_bases_and_a_slot_is_filled(kit: Path) -> None:
    found, said = made(kit, {"examples/story.md": "Ours, at {{ local.name }}.", "slots/more.md": "- One more"})
    assert said == []
    assert shown(found) == ["# Kinds", "Ours, at Local 104.", "- One more"]


def test_every_line_keeps_the_address_of_the_file_it_was_written_in(kit: Path) -> None:
    found, _ = made(kit, {"examples/story.md": "A\n\nB"})
    (page,) = (page for page in found.pages if page.path == "handbook/kinds.md")
    places = {line.text: line.place for line in page.lines if line.text.strip()}
    assert places["# Kinds"] == Place("content/handbook/kinds.md", 5)
    assert places["B"] == Place("overrides/locals/acme/examples/story.md", 3)


def test_a_page_takes_the_place_of_the_bases_and_a_new_one_is_added(kit: Path) -> None:
    found, said = made(kit, {"content/handbook/kinds.md": "# Ours", "content/new.md": "# New"})
    assert said == []
    assert shown(found) == ["# Ours"]
    assert [page.path for page in found.pages] == ["handbook/kinds.md", "index.md", "new.md"]


def test_a_page_of_ones_own_has_its_passages_filled_too(kit: Path) -> None:
    own = "# Ours\n<!-- example: story -->\nOld.\n<!-- /example -->"
    found, said = made(kit, {"content/handbook/kinds.md": own, "examples/story.md": "New."})
    assert (shown(found), said) == (["# Ours", "New."], [])


def test_one_example_stands_wherever_it_is_named_in_pages_and_outlines(kit: Path) -> None:
    story = "<!-- example: story -->\nOld.\n<!-- /example -->\n"
    write_kit(kit, {"content/a.md": f"# A\n{story}", "slides/talk.md": f"---\ntitle: T\n---\n## B\n{story}"})
    found, _ = made(kit, {"examples/story.md": "New."})
    assert shown(found, "a.md") == ["# A", "New."]
    assert "New." in repr(found.decks[0].slides) and "Old." not in repr(found.decks[0].slides)


def test_an_empty_example_takes_the_bases_away(kit: Path) -> None:
    found, (said,) = made(kit, {"examples/story.md": "\n"})
    assert shown(found) == ["# Kinds"]
    assert "this file is empty, and so is the place of the example (write the text into it, or delete the file" in said
    assert made(kit, {"examples/story.md": "<!-- nothing -->"})[1] == []


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("examples/storry.md", "no page has an example 'storry' (did you mean 'story'?)"),
        ("examples/more.md", "no page has an example 'more' (known: story)"),
        ("slots/zebra.md", "no page has a slot 'zebra' (known: more)"),
        ("slots/a/more.md", "no page has a slot 'a/more'"),
    ],
)
def test_an_override_that_hits_nothing_is_a_problem(kit: Path, file: str, message: str) -> None:
    _, (said,) = made(kit, {file: "A"})
    assert said.startswith(f"overrides/locals/acme/{file}:1: {message}")


def test_an_example_of_a_page_that_the_pack_replaced_without_it_hits_nothing(kit: Path) -> None:
    _, (said,) = made(kit, {"content/handbook/kinds.md": "# Ours", "examples/story.md": "A"})
    assert said == "overrides/locals/acme/examples/story.md:1: no page has an example 'story' (known: none)"


def test_a_passage_inside_of_a_replaced_one_is_told_as_such(tmp_path: Path) -> None:
    nested = "<!-- example: a -->\n<!-- slot: b --><!-- /slot -->\n<!-- /example -->"
    kit = write_kit(tmp_path, {"content/a.md": f"# A\n{nested}"})
    assert made(kit, {"slots/b.md": "B"})[1] == []
    assert made(kit, {"examples/a.md": "A", "slots/b.md": "B"})[1] == [
        "overrides/locals/acme/slots/b.md:1: the slot 'b' stands in a passage that this pack replaces"
        " (write it into that passage, marks and all, or take the file out of the pack)"
    ]


def test_values_are_the_locals_then_the_bases(tmp_path: Path) -> None:
    settings = "name: Local 000\nunion: U\nvariables: {hall: a hall, board: a board}"
    page = "# A\n{{ local.name }}, {{ local.union }}, {{ variables.hall }}, {{ variables.board }}"
    kit = write_kit(tmp_path, {"overrides/local.yml": settings, "content/a.md": page})
    found, _ = made(kit, {"local.yml": "name: Local 104\nvariables: {hall: our hall}"})
    assert shown(found, "a.md") == ["# A", "Local 104, U, our hall, a board"]


def test_unknown_variables_are_told_where_they_were_written(kit: Path) -> None:
    _, said = made(
        kit, {"examples/story.md": "A\n{{ local.nam }}", "content/b.md": "---\ntitle: '{{ x.y }}'\n---\n# B"}
    )
    assert [line.split(" (")[0] for line in said] == [
        "overrides/locals/acme/content/b.md:2: unknown variable 'x.y'",
        "overrides/locals/acme/examples/story.md:2: unknown variable 'local.nam'",
    ]


def test_a_value_cannot_become_a_mark_or_a_variable(kit: Path) -> None:
    value = "<!-- notes --> {{ local.union }}"
    found, said = made(kit, {"local.yml": f'name: "{value}"', "slots/more.md": "{{ local.name }} end"})
    assert ["is shown as it is typed" in line for line in said] == [True]
    assert shown(found)[-1].endswith("end") and "<!--" not in shown(found)[-1] and "{{" not in shown(found)[-1]


def test_pictures_of_a_local_stand_over_those_of_the_base(kit: Path) -> None:
    write_kit(kit, {"content/assets/a.svg": "<svg/>", "content/assets/b.svg": "<svg/>"})
    found, _ = made(kit, {"assets/a.svg": "<svg/>", "content/assets/c.svg": "<svg/>"})
    own = kit / "overrides/locals/acme"
    assert found.assets == {
        "assets/a.svg": own / "assets/a.svg",
        "assets/b.svg": kit / "content/assets/b.svg",
        "assets/c.svg": own / "content/assets/c.svg",
    }


def test_a_new_page_joins_the_navigation(kit: Path) -> None:
    settings = "site_name: A\ndocs_dir: content\nnav:\n  - Home: index.md\n  - Kinds: handbook/kinds.md\n"
    write_kit(kit, {"mkdocs.yml": settings, "content/handbook/kinds.md": KINDS})
    found, said = made(kit, {"content/new.md": "---\ntitle: New\nafter: index.md\n---\n"})
    assert said == []
    assert found.navigation is not None
    assert found.navigation[1] == NavigationItem("New", path="new.md")
    assert [page.path for page in found.pages] == ["index.md", "new.md", "handbook/kinds.md"]


@pytest.mark.parametrize(
    ("path", "front_matter", "expected"),
    [
        ("forms/a.md", "appendix: IV", True),
        ("forms/a.md", "form: true", True),
        ("forms/a.md", "form: yes", True),
        ("forms/a.md", "form: false", False),
        ("forms/a.md", "title: A", False),
        ("handbook/a.md", "appendix: IV", False),
    ],
)
def test_a_form_stands_below_forms_and_says_so(kit: Path, path: str, front_matter: str, *, expected: bool) -> None:
    found, _ = made(kit, {f"content/{path}": f"---\n{front_matter}\n---\n# A\n\nNothing to fill in.\n"})
    assert [form.name for form in found.forms] == (["a"] if expected else [])


def test_the_edition_changes_with_any_word_that_people_read(kit: Path) -> None:
    before = made(kit)[0].edition
    assert made(kit)[0].edition == before
    assert made(kit, {"slots/more.md": "B"})[0].edition != before
    assert len(before) == 8


def test_a_text_without_anything_local_is_the_same_object_for_every_local(tmp_path: Path) -> None:
    """So that what is made of it is made once for all of them."""
    plain = "---\ntitle: Plain\n---\n\n# Plain\n\n<!-- notes -->\nSaid.\n<!-- /notes -->\n\n> [!NOTE]\n> Shown.\n"
    form = "---\ntitle: Visit\nprivacy: Read by {{ contact.name }}.\n---\n\n# Visit\n\nName: ____\n"
    own = {"mkdocs.yml": f"{MKDOCS}markdown_extensions: [kit_dialect, kit_fields]\n"}
    texts = {"content/plain.md": plain, "content/forms/visit.md": form, "content/handbook/kinds.md": KINDS}
    kit = write_kit(tmp_path, {**own, **texts})
    write_pack(kit)
    handbook, local, problems = read(kit)
    first, second = (resolved(handbook, local, problems) for _ in range(2))
    assert complaints(problems) == []
    same = {page.path for page, other in zip(first.pages, second.pages, strict=True) if page is other}
    assert "plain.md" in same
    assert "handbook/kinds.md" not in same
    ours, theirs = (next(form for form in made.forms if form.name == "visit") for made in (first, second))
    assert ours.sections is theirs.sections
