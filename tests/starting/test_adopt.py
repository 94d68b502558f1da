"""``adopt`` asks for the kit's theme in somebody's ``mkdocs.yml``: what was there stays, and nobody is surprised."""

from __future__ import annotations

import codecs
from io import StringIO
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from mkdocs.config import load_config

from generators.commands.command_line import run
from generators.model.problems import RefusedInput
from generators.reading.mkdocs_settings import read_site_settings
from generators.starting.adoption import adopt, adoption_of
from generators.starting.yaml_edits import KIT_LINE


def folder_of(folder: Path, settings: str | bytes, **pages: str) -> Path:
    (folder / "docs").mkdir()
    for name, text in (pages or {"index": "# Hello\n\nWords.\n"}).items():
        (folder / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    return folder


KIT = f"  {KIT_LINE}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("site_name: A\n", f"site_name: A\ntheme:\n  name: mkdocs\n{KIT}"),
        ("site_name: A", f"site_name: A\ntheme:\n  name: mkdocs\n{KIT}"),
        ("site_name: A\ntheme: material\nnav: []\n", f"site_name: A\ntheme:\n  name: material\n{KIT}nav: []\n"),
        ("theme: 'material'  # ours\nsite_name: A\n", f"theme: # ours\n  name: 'material'\n{KIT}site_name: A\n"),
        ("theme: # ours\nsite_name: A\n", f"theme: # ours\n  name: mkdocs\n{KIT}site_name: A\n"),
        ("theme:\n  name: material # x\n  features: []\n", f"theme:\n  name: material # x\n{KIT}  features: []\n"),
        ("theme:\n    custom_dir: docs\n    name: null\n", f"theme:\n    custom_dir: docs\n    name: null\n  {KIT}"),
        ("theme: {name: material, x: 1} # y\n", "theme: {kit: true, name: material, x: 1} # y\n"),
        (
            '{"site_name": "A", "theme": "material"}\n',
            '{"site_name": "A", "theme": {"name": "material", "kit": true}}\n',
        ),
        ('{"site_name": "A"}', '{"theme": {"name": "mkdocs", "kit": true}, "site_name": "A"}'),
        ("---\n# a\n\n  site_name: A\n", f"---\n# a\n\n  site_name: A\n  theme:\n    name: mkdocs\n  {KIT}"),
        ("theme:\n  name: material\n", f"theme:\n  name: material\n{KIT}"),
        ("theme:\n  name: material", f"theme:\n  name: material\n{KIT}".rstrip("\n")),
    ],
)
def test_a_line_is_added_and_every_other_letter_stays(before: str, after: str, tmp_path: Path) -> None:
    before, after = (text if "site_name" in text else f"site_name: A\n{text}" for text in (before, after))
    adoption = adoption_of(folder_of(tmp_path, before))
    assert adoption.after.decode() == after
    adopt(adoption)
    assert read_site_settings(tmp_path).borrows_theme
    assert not adoption_of(tmp_path).is_needed


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_encoding_and_ends_of_lines_are_the_files_own(mark: bytes, tmp_path: Path) -> None:
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]
    before = mark + "site_name: Über\r\ntheme: material\r\nextra: {}\r\n".encode(encoding)
    adoption = adoption_of(folder_of(tmp_path, before))
    after = f"site_name: Über\r\ntheme:\r\n  name: material\r\n  {KIT_LINE}\r\nextra: {{}}\r\n"
    assert adoption.after == mark + after.encode(encoding)


def test_tags_comments_and_what_only_mkdocs_knows_stay(tmp_path: Path) -> None:
    settings = (
        "site_name: !ENV [NOT_SET, A]   # from outside\n"
        "theme:\n  name: material\n  palette: {primary: indigo}\n"
        "markdown_extensions:\n"
        "  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
    )
    after = adoption_of(folder_of(tmp_path, settings)).after.decode()
    assert after.replace(KIT, "") == settings


@pytest.mark.parametrize(
    ("parent", "child", "added"),
    [
        ("theme: readthedocs\n", "", f"theme:\n  name: readthedocs\n{KIT}"),
        ("theme: {name: material, features: [x]}\n", "", f"theme:\n{KIT}"),
        ("theme: readthedocs\n", "theme: material\n", ""),
    ],
)
def test_a_parents_file_is_left_alone(parent: str, child: str, added: str, tmp_path: Path) -> None:
    (tmp_path / "parent.yml").write_text(parent, encoding="utf-8")
    folder_of(tmp_path, f"INHERIT: parent.yml\nsite_name: A\n{child}")
    adopt(adoption_of(tmp_path))
    assert (tmp_path / "parent.yml").read_text(encoding="utf-8") == parent
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8").endswith(added)
    theme = load_config(str(tmp_path / "mkdocs.yml")).theme
    assert theme["kit"] is True
    assert theme.name == ("material" if "material" in parent + child else "readthedocs")


@pytest.mark.parametrize(
    ("settings", "line", "said"),
    [
        ("site_name: A\nextra: {x: &t {name: material}}\ntheme: *t\n", 3, "taken from another place"),
        ("site_name: A\ntheme: !ENV [NOT_SET, material]\n", 2, "no name and no list of settings"),
        ("site_name: A\ntheme: {name: material, kit: false}\n", 2, "is not to have"),
        ("site_name: A\ntheme:\n  # ours\n  material\n", 2, "on the same line"),
        ("site_name: A\ntheme: material\ntheme: mkdocs\n", 3, "twice"),
        ("site_name: A\n...\n", 1, "a way of its own"),
    ],
)
def test_what_cannot_be_changed_safely_is_shown_to_be_written_by_hand(
    settings: str, line: int, said: str, tmp_path: Path
) -> None:
    with pytest.raises(RefusedInput) as refused:
        adoption_of(folder_of(tmp_path, settings))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line) == ("adoption-refused", line)
    assert said in problem.message
    assert "kit: true" in problem.hints[0]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("site_name: A\n\ttheme: x\n", "mkdocs.yml:2: "),
        ("site_name: [A\n", "mkdocs.yml:"),
        (b"site_name: M\xfcller\n", "mkdocs.yml:1: "),
        ("", "mkdocs.yml:1: "),
    ],
)
def test_a_file_that_is_no_yaml_is_left_as_it_is(
    settings: str | bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder_of(tmp_path, settings)
    before = (tmp_path / "mkdocs.yml").read_bytes()
    assert run(["adopt", str(tmp_path), "--yes"]) == 1
    assert capsys.readouterr().err.startswith(told)
    assert (tmp_path / "mkdocs.yml").read_bytes() == before


def test_nothing_is_written_without_a_yes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(tmp_path, "site_name: A\ntheme: material\n")
    before = (tmp_path / "mkdocs.yml").read_bytes()
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert run(["adopt", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert f"+  {KIT_LINE}" in said.out.splitlines()
    assert (tmp_path / "mkdocs.yml").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "mkdocs.yml"]


def test_what_somebody_changed_meanwhile_is_not_lost(tmp_path: Path) -> None:
    adoption = adoption_of(folder_of(tmp_path, "site_name: A\n"))
    (tmp_path / "mkdocs.yml").write_text("site_name: B\n", encoding="utf-8")
    with pytest.raises(RefusedInput):
        adopt(adoption)
    assert (tmp_path / "mkdocs.yml").read_text(encoding="utf-8") == "site_name: B\n"


def page(file: Path) -> HtmlElement:
    return lxml_html.document_fromstring(file.read_text(encoding="utf-8"))


FORM = "---\nform: true\naudience: [mentee]\nprivacy: Read by us.\n---\n\n# Sign up\n\nName: ____ {required}\n"


@pytest.mark.parametrize("theme", ["material", "readthedocs", "a-theme-that-is-not-installed"])
def test_an_adopted_folder_is_built_in_the_kits_look_with_fields_in_its_forms(theme: str, tmp_path: Path) -> None:
    texts = {"index": "# River\n\nUse `ls`.\n\n- one\n- two\n", "more": "# More\n\nWords.\n"}
    folder_of(tmp_path, f"site_name: River\ntheme: {theme}\n", **texts)
    (tmp_path / "docs" / "forms").mkdir()
    (tmp_path / "docs" / "forms" / "sign-up.md").write_text(FORM, encoding="utf-8")
    assert run(["adopt", str(tmp_path), "--yes"]) == 0
    assert run(["build", "--root", str(tmp_path), "--out", str(tmp_path / "out"), "--only", "site,forms"]) == 0
    site = tmp_path / "out" / "base" / "site"
    home, form = page(site / "index.html"), page(site / "forms" / "sign-up" / "index.html")
    (hero,) = home.find_class("kit-hero")
    assert "River" in hero.text_content()
    assert "one" not in hero.text_content()
    (name,) = (field for field in form.iter("input") if field.get("name") == "name")
    assert "required" in name.attrib
    (readers,) = page(site / "more" / "index.html").find_class("kit-reader")
    values = [option.get("value") for option in readers.iter("option")]
    assert values == ["", "mentee", "mentor", "coordinator", "trainer"]
    assert (site / "downloads" / "forms" / "sign-up.pdf").is_file()
