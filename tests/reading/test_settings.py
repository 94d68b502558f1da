"""``local.yml`` is checked key by key; each mistake is told at its line, with what to write instead."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest
from sample import complaints, write_kit, write_pack
from sample import read as read_pack

from generators.brand.fonts import FAMILIES
from generators.model.problems import Problems
from generators.reading.local_settings import merged, validated, with_known_keys
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
        ("name: A\nsite:\n  hide: {a: b}", "3: 'site.hide' must be a list: a line with '- ' for each"),
        ("name: A\nsite:\n  hide:\n    - a.md\n    - b: c", f"5: 'site.hide.1' must be a text{ON_ITS_LINE}"),
        (
            "name: A\nbrand:\n  primary: dark blue",
            "3: 'brand.primary': a color is written like \"#1f5a8c\", with quotes (for 'dark blue' write \"#00008b\")",
        ),
        ("name: A\nbrand:\n  primary: azul", "3: 'brand.primary': a color is written like \"#1f5a8c\", with quotes"),
        ("name: A\nbrand:\n  accent: '#12345'", "3: 'brand.accent': a color is written like \"#1f5a8c\", with quotes"),
        (
            "name: A\nbrand: {primary: #1f5a8c\n}",
            "2: 'brand.primary': a color is written like \"#1f5a8c\", with quotes",
        ),
        ("name: A\nlanguage: English", "2: 'language': 'english' is no language (write 'en')"),
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: A\n# brand:\n  primary: '#14535a'", "3: 'primary' stands under a group that is still a comment"),
        ("name: A\n#brand:\nprimary: '#14535a'", "3: 'primary' stands under a group that is still a comment"),
        ("name: A\ncontact:\n  phone: 1\n# conduct_contact:\n  name: B", "5: 'name' stands under a group"),
        ("name: A\n# events:\n  - title: B\n    date: 2030-01-05", "3: 'title' stands under a group that is still"),
        ("name: A\n# events:\n- date: 2030-01-05\n  title: B", "3: 'date' stands under a group that is still"),
        ("name: A\n# variables:\n#   board: x\n  hall: B", "4: 'hall' stands under a group that is still"),
        ("name: A\n# contact:\nname: B", "3: 'name' stands under a group that is still a comment"),
    ],
)
def test_a_group_that_is_still_a_comment_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {"local.yml": text, "assets/our.pptx": b"x"})
    (found,) = complaints(read_pack(kit)[2])  # and nothing of a template that nobody uses
    assert f"local.yml:{said}" in found
    assert "take the '# ' from" in found


def test_a_list_that_is_too_long_is_counted_by_its_entries() -> None:
    written = "".join(f"  - {{title: A, date: 2030-01-0{day % 9 + 1}}}\n" for day in range(51))
    assert wrong(f"name: A\nevents:\n{written}") == ["2: 'events' has more than 50 entries"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("paper: Letter", "letter"),
        ("paper: US Letter", "letter"),
        ('paper: "letter "', "letter"),
        ("paper: A4", "a4"),
        ("paper: DIN A4", "a4"),
        ("Paper: a4", "a4"),
        ("brand: {font: source sans 3}", "Source Sans 3"),
        ("Brand: {Font: NotoSans}", "Noto Sans"),
        ("brand: {primary: 14535A}", "#14535A"),
        ("brand: {primary: '#abc'}", "#aabbcc"),
        ("brand: {logo-alt: 'x'}", "x"),
        ("brand: {logo: .\\assets\\logo.svg}", "assets/logo.svg"),
        ("language: EN_us", "en-US"),
    ],
)
def test_a_value_is_read_as_people_write_it(written: str, meant: str) -> None:
    problems = Problems()
    document = read(f"name: A\n{written}", "local.yml", 1, problems, as_text=True)
    assert document is not None
    keys = validated(with_known_keys(document), problems)
    assert keys is not None, complaints(problems)
    brand = keys.brand
    assert meant in (keys.paper, keys.language, brand.font, brand.primary, brand.logo, brand.logo_alt)


def test_a_typeface_that_the_kit_does_not_have_is_told_with_those_it_has() -> None:
    assert wrong("name: A\nbrand: {font: Papyrus}") == [
        f"2: 'brand.font': the kit has no typeface 'Papyrus'; it has {', '.join(FAMILIES)}"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: A\nprimary: x", "2: unknown key 'primary' (write two spaces before it, and above it a line 'brand:')"),
        ("name: A\nbrand: {paper: a4}", "2: unknown key 'brand.paper' (it stands in no group: take the spaces"),
        ("name: A\nbrand: {email: x}", "2: unknown key 'brand.email' (it belongs below a line 'contact:')"),
    ],
)
def test_a_key_in_the_wrong_group_is_told_its_own(text: str, said: str) -> None:
    assert wrong(text)[0].startswith(said)


def test_a_group_without_settings_leaves_those_of_the_base() -> None:
    problems = Problems()
    document = read("name: A\nbrand:\n", "local.yml", 1, problems, as_text=True)
    assert document is not None
    assert merged({"brand": {"primary": "#123456"}}, document, problems).brand.primary == "#123456"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("template: assets/out.pptx", "there is no file 'assets/out.pptx' (did you mean 'assets/our.pptx'?)"),
        ("template: C:\\Jo\\our.pptx", "there is no file 'C:/Jo/our.pptx' (did you mean 'assets/our.pptx'?)"),
        ("template: assets/logo.pptx", "there is no file 'assets/logo.pptx' (did you mean 'assets/our.pptx'?)"),
        ("logo: assets/our.pptx", "there is no picture 'assets/our.pptx' (did you mean 'assets/logo.svg'?)"),
    ],
)
def test_only_files_of_the_same_kind_are_suggested(tmp_path: Path, setting: str, said: str) -> None:
    kit = write_kit(tmp_path)
    files: dict[str, str | bytes] = {
        "assets/our.pptx": b"x",
        "assets/logo.svg": "<svg/>",
        "local.yml": f"name: A\nbrand:\n  {setting}\n",
    }
    write_pack(kit, files)
    found = complaints(read_pack(kit)[2])
    assert any(said in line for line in found), found
    assert "template" not in setting or len(found) == 1


@pytest.mark.parametrize(
    ("written", "key", "meant"),
    [
        ("brand:\n  primary: rgb(31, 90, 140)", "brand.primary", "#1f5a8c"),
        ("brand:\n  primary: 31 90 140", "brand.primary", "#1f5a8c"),
        ("brand:\n  primary: 'hsl(0, 100%, 50%);'", "brand.primary", "#ff0000"),
        ("brand:\n  primary: 0x1f5a8c", "brand.primary", "#1f5a8c"),
        ("brand:\n  primary: '\uff031f5a8c'", "brand.primary", "#1f5a8c"),
        ("brand:\n  primary\uff1a '#123456'\n  accent\uff1a '#654321'", "brand.accent", "#654321"),
        ("brand:\n  primary:'#123456'\n\n  # ours\n  accent = '#654321'", "brand.accent", "#654321"),
        ("contact:\n  email: mailto:a@b.example", "contact.email", "a@b.example"),
        ("contact:\n  email: Ana <a@b.example>", "contact.email", "a@b.example"),
        ("contact:\n  email: '[a@b.example](mailto:a@b.example)'", "contact.email", "a@b.example"),
        ("contact:\n  email: a@b.example;", "contact.email", "a@b.example"),
        ("contact:\n  phone: tel:555-0100", "contact.phone", "555-0100"),
        ("contact:\n  name: Ana,", "contact.name", "Ana"),
        ('contact:\n  name: "Ana",\n  phone: "555",', "contact.name", "Ana"),
        ("url: <HTTPS://a.example/kit/index.html>", "url", "https://a.example/kit/"),
        ("url: https://a.example/?utm=1#top", "url", "https://a.example/"),
        ("site:\n  hide: a.md, b.md", "site.hide", "['a.md', 'b.md']"),
        ("variables:\n  hall: Dear friends,", "variables", "{'hall': 'Dear friends,'}"),
        ("site:\n  lead: Two people\n    and a = b", "site.lead", "Two people and a = b"),
    ],
)
def test_a_setting_that_another_program_wrote_is_read_as_it_is_meant(written: str, key: str, meant: str) -> None:
    document = read(f"name: A\n{written}", "local.yml", 1, Problems(), as_text=True, is_lenient=True)
    problems = Problems()
    assert document is not None
    keys = validated(document, problems)
    assert not problems.found, problems.found
    assert str(attrgetter(key)(keys)) == meant


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("contact: ana@b.example", "(write '  email: ana@b.example' on the line below)"),
        ("contact: Ana Perez", "(write '  name: Ana Perez' on the line below)"),
        ("brand:\n  primary '#123456'", "(write primary: '#123456')"),
        ("contact:\n  email: a@b.example, c@d.example", "(write one address)"),
        ("contact:\n  address: |\n    Mill Street\n    Springfield", "holds a line break; write it on one line"),
    ],
)
def test_a_setting_in_the_wrong_shape_is_told_with_its_right_one(written: str, told: str) -> None:
    (line,) = wrong(f"name: A\n{written}")
    assert told in line
