"""Which pages are forms, and that the list of forms tells of those that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import MKDOCS, complaints, read, resolved, text_of, write_kit, write_pack

from generators.model import Kit

SETTINGS = f"{MKDOCS}  - kit_fields\n".replace("[attr_list, md_in_html, admonition]", "\n  - attr_list")
LIST = """\
# Forms

| Number | Form |
| --- | --- |
| I | [Survey](survey.md) |
| II | [Agenda](agenda.md) |

## After the list
"""
FORM = "---\ntitle: {title}\ndescription: Who *drives*.\n---\n# {title}\n\nName: ____\n"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    base = {name: FORM.format(title=name.capitalize()) for name in ("survey", "agenda")}
    pages = {f"content/forms/{name}.md": text for name, text in base.items()}
    return write_kit(tmp_path, {"mkdocs.yml": SETTINGS, "content/forms/index.md": LIST, **pages})


def made(kit: Path, files: dict[str, str | bytes] | None = None) -> tuple[Kit, list[str]]:
    write_pack(kit, files)
    handbook, local, problems = read(kit)
    return resolved(handbook, local, problems), complaints(problems)


def lines(kit: Kit, path: str) -> list[str]:
    (page,) = (page for page in kit.pages if page.path == path)
    return text_of(page.lines).split("\n")


@pytest.mark.parametrize(
    ("above", "text"),
    [
        ("title: Ride", "Name: ____"),
        ("title: Ride", "Coming?\n() Yes () No"),
        ("title: Ride", "| A | B |\n|---|---|\n| a | ___ |"),
        ("title: Ride", "( ) A choice without its question"),
        ("title: Ride", "A blank ____ in a sentence."),
        ("appendix: IV", "No question at all."),
        ("form: true", "Bring:\n\n- [ ] pens\n- [ ] paper"),
        ("audience: [mentee]", "Bring:\n\n1. [ ] pens\n2. [ ] paper"),
        ("title: Ride", "Bring:\n\n- [ ] pens\n- [ ] paper\n\nName: ____"),
    ],
)
def test_a_page_of_questions_below_forms_is_a_form(kit: Path, above: str, text: str) -> None:
    found, _ = made(kit, {"content/forms/ride.md": f"---\n{above}\n---\n# Ride\n\n{text}\n"})
    assert "ride" in [form.name for form in found.forms]


@pytest.mark.parametrize(
    ("path", "above", "text"),
    [
        ("forms/ride.md", "form: false", "Name: ____"),
        ("forms/ride.md", "appendix: IV\nform: false", "Name: ____"),
        ("forms/ride.md", "title: Ride", "Nothing is asked ... and nobody answers."),
        ("forms/ride.md", "title: Ride", "`Name: ____` is how one asks for a name."),
        ("handbook/ride.md", "form: false", "Name: ____"),
    ],
)
def test_what_asks_nothing_or_says_that_it_is_no_form_is_a_page(kit: Path, path: str, above: str, text: str) -> None:
    found, said = made(kit, {f"content/{path}": f"---\n{above}\n---\n# Ride\n\n{text}\n"})
    assert "ride" not in [form.name for form in found.forms]
    assert said == []


@pytest.mark.parametrize("text", ["Bring:\n\n- [ ] pens\n- [x] paper", "Which?\n1. [ ] pens\n2. [ ] paper"])
def test_a_list_of_things_to_do_is_one_unless_the_page_says_that_it_is_a_form(kit: Path, text: str) -> None:
    found, said = made(kit, {"content/forms/ride.md": f"---\ntitle: Ride\n---\n# Ride\n\n{text}\n"})
    assert "ride" not in [form.name for form in found.forms]
    assert ["these boxes are shown as a list" in line and "'form: true'" in line for line in said] == [True]


@pytest.mark.parametrize("path", ["handbook/ride.md", "forms/more/index.md"])
def test_questions_elsewhere_are_told_where_they_belong(kit: Path, path: str) -> None:
    found, said = made(kit, {f"content/{path}": "# Ride\n\nName: ____\n"})
    assert "ride" not in [form.name for form in found.forms]
    assert ["'Name' is no field: this page is no form" in line for line in said] == [True]


def test_what_is_wrong_in_the_keys_that_only_forms_have_is_told_once(kit: Path) -> None:
    text = "---\ntitle: Ride\nlang: Spanish\nminutes: soon\n---\n# Ride\n\nName: ____\n"
    _, said = made(kit, {"content/forms/ride.md": text})
    assert sum("'soon' is no number of minutes" in line for line in said) == 1
    assert sum("'Spanish' is no language" in line for line in said) == 1


def test_the_list_tells_of_a_local_s_own_form_and_not_of_a_hidden_one(kit: Path) -> None:
    own = {"local.yml": "name: Local 7\nsite:\n  hide: [forms/survey.md]\n"}
    found, said = made(kit, {**own, "content/forms/ride.md": FORM.format(title="Ride *share*")})
    assert said == []
    assert lines(found, "forms/index.md")[4:10] == [
        "| II | [Agenda](agenda.md) |",
        "",
        "- [Ride share](ride.md): Who &#42;drives&#42;&#46;",
        "",
        "",
        "## After the list",
    ]


def test_a_list_that_tells_of_all_forms_stays_as_it_is(kit: Path) -> None:
    found, _ = made(kit)
    assert "\n".join(lines(found, "forms/index.md")).strip() == LIST.strip()
