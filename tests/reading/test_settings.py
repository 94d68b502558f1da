"""``local.yml`` is checked key by key; each mistake is told at its line, with what to write instead."""

from __future__ import annotations

import pytest
from sample import complaints

from generators.model.problems import Problems
from generators.reading.local_settings import validated
from generators.reading.setting_keys import LocalKeys
from generators.reading.yaml_text import Document, read


def document(text: str) -> Document:
    problems = Problems()
    found = read(text, "local.yml", 1, problems, as_text=True)
    assert found is not None and not problems.found, complaints(problems)
    return found


def keys(text: str) -> LocalKeys:
    problems = Problems()
    found = validated(document(text), problems)
    assert found is not None, complaints(problems)
    return found


def wrong(text: str) -> list[str]:
    problems = Problems()
    assert validated(document(text), problems) is None
    return [line.removeprefix("local.yml:") for line in complaints(problems)]


def test_a_name_is_all_that_is_needed() -> None:
    settings = keys("name: Local 104")
    assert (settings.name, settings.language, settings.paper, settings.url) == ("Local 104", "en", "letter", "")
    assert settings.program.length == "nine months"


def test_a_name_that_yaml_takes_for_something_else_is_a_name() -> None:
    assert [keys(f"name: {name}").name for name in ("No", "104", "1.10", "~", "null")] == [
        "No",
        "104",
        "1.10",
        "~",
        "null",
    ]


def test_outer_space_is_no_part_of_a_value_and_an_empty_value_is_one() -> None:
    settings = keys('name: " Local 104 "\ncontact:\n  phone:\n  email: " a@b.example "\nvariables:\n  hall: ""')
    assert (settings.name, settings.contact.phone, settings.contact.email) == ("Local 104", "", "a@b.example")
    assert settings.variables == {"hall": ""}


ON_ITS_LINE = " (write it behind the ':', without '- ' and without brackets)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("union: A", "1: 'name' is missing (add a line 'name: …')"),
        ("name:", "1: 'name' is empty"),
        ("name: '  '", "1: 'name' is empty"),
        (f"name: {'A' * 121}", "1: 'name' is longer than 120 characters"),
        ("name: A\nnam: B", "2: unknown key 'nam' (did you mean 'name'?)"),
        ("name: A\nbrand:\n  primery: '#000000'", "3: unknown key 'brand.primery' (did you mean 'primary'?)"),
        ("name: A\nprogram:\n  zebra: 1", "3: unknown key 'program.zebra' (known here: length, meetings)"),
        ("name: A\nbrand: blue", "2: 'brand' must be a group of 'key: value' lines, indented by two spaces"),
        ("name: A\nvariables: [a]", "2: 'variables' must be a group of 'key: value' lines, indented by two spaces"),
        ("name: [A]", f"1: 'name' must be a text{ON_ITS_LINE}"),
        ("name: {a: b}", f"1: 'name' must be a text{ON_ITS_LINE}"),
        ("name: A\nvariables:\n  hall: [a]", f"3: 'variables.hall' must be a text{ON_ITS_LINE}"),
        ("name: A\nsite:\n  hide: a.md", "3: 'site.hide' must be a list: a line with '- ' for each"),
        ("name: A\nsite:\n  hide:\n    - a.md\n    - b: c", f"5: 'site.hide.1' must be a text{ON_ITS_LINE}"),
        ("name: A\nbrand:\n  primary: blue", "3: 'brand.primary': a color is written like \"#1f5a8c\", with quotes"),
        ("name: A\nbrand:\n  accent: '#12345'", "3: 'brand.accent': a color is written like \"#1f5a8c\", with quotes"),
        (
            "name: A\nbrand: {primary: #1f5a8c\n}",
            "2: 'brand.primary': a color is written like \"#1f5a8c\", with quotes",
        ),
        ("name: A\nlanguage: English", "2: 'language': a language is written like en, es, or fr-CA"),
        ("name: A\npaper: legal", "2: 'paper': paper is letter or a4"),
        ("name: A\nurl: local104.example", "2: 'url': an address begins with https://"),
        ("name: A\nurl: 'javascript:alert(1)'", "2: 'url': an address begins with https://"),
        (
            "name: A\ncontact:\n  email: office",
            "3: 'contact.email': an e-mail address is written like office@local104.example",
        ),
        (
            "name: A\nvariables:\n  union-hall: B",
            "3: 'union-hall' is no name for a variable (use letters, digits, and _)",
        ),
        ("name: A\nvariables:\n  2nd: B", "3: '2nd' is no name for a variable (use letters, digits, and _)"),
    ],
)
def test_a_mistake_is_told_at_its_line_with_what_to_write(text: str, message: str) -> None:
    assert wrong(text) == [message]


def test_all_mistakes_are_told_together() -> None:
    assert [line.split(":")[0] for line in wrong("nam: A\npaper: x\nbrand:\n  primary: y")] == ["1", "1", "2", "4"]


def test_a_variable_may_be_called_like_a_setting() -> None:
    assert wrong(f"name: A\nvariables:\n  email: {'x' * 301}") == ["3: 'variables.email' is longer than 300 characters"]


@pytest.mark.parametrize("key", ["name", "union", "url", "contact: {email", "brand: {logo_alt", "variables: {hall"])
@pytest.mark.parametrize("char", ["\n", "\t", "\u200b", "\ufeff", "\u2029"])
def test_a_value_has_no_line_break_and_no_invisible_character(key: str, char: str) -> None:
    start = "" if key == "name" else "name: A\n"
    value = {"url": "https://a{}.example", "contact: {email": "a{}@b.example"}.get(key, "a{}b").format(char)
    values = read(
        f"{start}{key}: {_quoted(value)}{'}' if '{' in key else ''}", "local.yml", 1, Problems(), as_text=True
    )
    problems = Problems()
    assert values is not None and validated(values, problems) is None
    assert problems.found


def _quoted(value: str) -> str:
    return '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) > 127 else char for char in value) + '"'


def test_a_name_may_be_in_any_language() -> None:
    name = "Sección 104 «Ñandú» 工会 نقابة Công đoàn"
    assert keys(f'name: "{name}"').name == name
