"""``mkdocs.yml`` says what every output needs: a name, a folder, the Markdown extensions, and the navigation."""

from __future__ import annotations

import shutil
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest
from sample import write

from generators.model import Extension, NavigationItem, SiteSettings
from generators.model.problems import RefusedInput
from generators.reading import mkdocs_settings
from generators.reading.mkdocs_settings import read_site_settings


def settings(root: Path, text: str) -> SiteSettings:
    return read_site_settings(write(root, {"mkdocs.yml": text, "content/index.md": ""}))


def refusal(root: Path, text: str) -> str:
    with pytest.raises(RefusedInput) as refused:
        settings(root, text)
    (problem,) = refused.value.problems
    return f"{problem.place.file}:{problem.place.line}: {problem.message}"


def test_a_name_and_a_folder(tmp_path: Path) -> None:
    found = settings(tmp_path, "site_name: Ours\ndocs_dir: content")
    assert (found.file, found.name, found.docs_dir) == (tmp_path / "mkdocs.yml", "Ours", tmp_path / "content")
    assert (found.extensions, found.navigation) == ((), None)


def test_without_a_folder_pages_stand_in_content_or_in_docs(tmp_path: Path) -> None:
    assert settings(tmp_path / "a", "site_name: A").docs_dir.name == "content"
    other = write(tmp_path / "b", {"mkdocs.yaml": "site_name: A", "docs/index.md": ""})
    assert read_site_settings(other).docs_dir == other / "docs"
    both = {"mkdocs.yml": "site_name: A", "docs/index.md": "", "content/index.md": ""}
    assert read_site_settings(write(tmp_path / "c", both)).docs_dir.name == "docs"
    kit = {**both, "slides/talk.md": ""}
    assert read_site_settings(write(tmp_path / "d", kit)).docs_dir.name == "content"


def test_a_kit_without_a_name_is_called_like_its_folder(tmp_path: Path) -> None:
    assert settings(tmp_path / "harbor", "docs_dir: content").name == "harbor"


def test_extensions_are_read_in_each_way_of_writing_them(tmp_path: Path) -> None:
    expected = (Extension("attr_list"), Extension("toc", {"permalink": "#"}), Extension("tables"))
    listed = "markdown_extensions:\n  - attr_list\n  - toc:\n      permalink: '#'\n  - tables:\n"
    grouped = "markdown_extensions:\n  attr_list:\n  toc:\n    permalink: '#'\n  tables: {}\n"
    assert settings(tmp_path, listed).extensions == expected
    assert settings(tmp_path, grouped).extensions == expected


def test_a_path_below_the_settings_is_a_plain_path(tmp_path: Path) -> None:
    text = "markdown_extensions:\n  - kit_plain:\n      settings: !relative $config_dir/overrides/local.yml\n"
    (extension,) = settings(tmp_path, text).extensions
    assert Path(str(extension.options["settings"])) == tmp_path / "overrides" / "local.yml"


def test_navigation_is_pages_links_and_groups(tmp_path: Path) -> None:
    text = (
        "nav:\n  - index.md\n  - Ours: a.md\n  - Group:\n      - B: b.md\n  - Web: https://a.example/b.md\n  - Empty:\n"
    )
    assert settings(tmp_path, text).navigation == (
        NavigationItem("", path="index.md"),
        NavigationItem("Ours", path="a.md"),
        NavigationItem("Group", children=(NavigationItem("B", path="b.md"),)),
        NavigationItem("Web", url="https://a.example/b.md"),
    )


def test_settings_may_be_inherited_as_in_mkdocs(tmp_path: Path) -> None:
    write(tmp_path, {"base.yml": "site_name: Base\ndocs_dir: content"})
    assert settings(tmp_path, "INHERIT: base.yml").name == "Base"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "site_name: A\nnav: [",
            "mkdocs.yml:2: '[' begins a list that is not closed with ']', or lacks a comma",
        ),
        ("site_name: A: B", "mkdocs.yml:1: a second ':' stands where a value goes on"),
        ("just words", "mkdocs.yml:1: expected 'key: value' lines"),
        ("INHERIT: nowhere.yml", "mkdocs.yml:1: Inherited config file 'nowhere.yml' does not exist"),
        ("docs_dir: pages", "mkdocs.yml:1: there is no folder 'pages'"),
        ("markdown_extensions: tables", "mkdocs.yml:1: 'markdown_extensions' is no list"),
        (
            "markdown_extensions:\n  - toc: true",
            "mkdocs.yml:1: the options of the Markdown extension 'toc' are no 'key: value' lines",
        ),
        ("markdown_extensions: [7]", "mkdocs.yml:1: 'markdown_extensions' is no list"),
    ],
)
def test_settings_that_cannot_be_read_are_refused_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    assert refusal(tmp_path, text).startswith(message)


def test_a_folder_without_settings_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=f"no mkdocs.yml in {tmp_path.name}"):
        read_site_settings(tmp_path)


def test_they_are_read_again_when_what_they_take_over_has_changed(tmp_path: Path) -> None:
    write(tmp_path, {"ours.yml": "site_name: Ours\n"})
    assert settings(tmp_path, "INHERIT: ours.yml\nsite_url: https://a.example\n").name == "Ours"
    write(tmp_path, {"ours.yml": "site_name: Everybody's\n"})
    assert read_site_settings(tmp_path).name == "Everybody's"


def test_what_the_environment_says_is_asked_for_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Ours", "Yours"):
        monkeypatch.setenv("NAME_OF_SITE", name)
        assert settings(tmp_path, "site_name: !ENV NAME_OF_SITE").name == name


@pytest.mark.parametrize("kit", [".", "tests/kit", "tests/plain-kit"])
def test_both_loaders_read_the_same(kit: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mkdocs_settings._FAST, "the tests' system has both"
    fast = site_of(root / kit, tmp_path / "fast")
    monkeypatch.setattr(mkdocs_settings, "_FAST", None)
    assert site_of(root / kit, tmp_path / "plain") == fast


def site_of(kit: Path, copy: Path) -> str:
    """The settings of a ``kit``, read in a new place, so that nobody has read them before."""
    shutil.copytree(kit, copy, ignore=shutil.ignore_patterns(".*", "tests", "dist"))
    return repr(read_site_settings(copy)).replace(str(copy), "")


@pytest.mark.parametrize("text", ["site_name: A\t\n", "INHERIT: ../base.yml\nsite_name: A\n"])
def test_a_tab_that_mkdocs_takes_for_a_mistake_is_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("theme:\t\n  name: mkdocs\n", encoding="utf-8", newline="\n")
    assert refusal(tmp_path / "kit", text).startswith("mkdocs.yml:1: ")


def test_what_is_installed_is_not_read_again_for_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "site_name: A\ntheme: mkdocs\nmarkdown_extensions: [attr_list]\nplugins: [search]"
    settings(tmp_path / "one", text)
    read: list[str] = []
    monkeypatch.setattr(PathDistribution, "read_text", lambda _, name: read.append(name))
    settings(tmp_path / "other", text)
    assert read == []


def test_a_package_may_stand_in_the_folder_itself(tmp_path: Path) -> None:
    text = "site_name: A\ntheme: mkdocs\nplugins: [ours]"
    assert "the plugin 'ours' is not installed" in refusal(tmp_path / "without", text)
    write(tmp_path / "with", {"ours-1.0.dist-info/entry_points.txt": "[mkdocs.plugins]\nours = ours:Ours\n"})
    assert settings(tmp_path / "with", text).name == "A"
    assert "the plugin 'ours' is not installed" in refusal(tmp_path / "without", text)
