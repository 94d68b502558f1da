"""What an extension, a hook, or a template raises is a problem with its page and its name, never a breakdown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mkdocs_samples import built, said_of, settings
from mkdocs_samples import write_handbook as write

from generators.model.problems import printable

MORE = "(set KIT_SHOW_BREAKDOWNS=1 before the command to see where) [mkdocs-part-failed]"
EXTENSION = """\
from markdown import Extension
from markdown.preprocessors import Preprocessor


class Failing(Preprocessor):
    def run(self, lines):
        raise ValueError("no rain")


class Mine(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Failing(md), "mine", 1)


def makeExtension(**options):
    return Mine(**options)
"""


def hook(body: str, event: str = "on_page_content(html, page, **_)") -> dict[str, str]:
    return {**settings("hooks: [mine.py]\n"), "mine.py": f"import click, sys\n\n\ndef {event}:\n    {body}\n"}


HOOK = "the hook 'mine.py' (line 5) failed:"
NO_TEMPLATE = {**settings(), "docs/tools.md": "---\ntemplate: gone.html\n---\n# T\n"}
SNIPPETS = "markdown_extensions:\n  - pymdownx.snippets: {check_paths: true}\n"
TEMPLATE = {
    "mkdocs.yml": "site_name: A\ntheme: {name: mkdocs, custom_dir: mine}\n",
    "docs/index.md": "# A\n",
    "mine/main.html": "\n{{ page.no.no }}",
}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (hook("return 1 / 0"), f"docs/index.md:1: {HOOK} ZeroDivisionError: division by zero {MORE}"),
        (hook("sys.exit(3)"), f"docs/index.md:1: {HOOK} it ended the program (3) {MORE}"),
        (hook("raise click.UsageError('no')"), f"docs/index.md:1: {HOOK} no {MORE}"),
        (hook("return {}['bed']", "on_env(env, **_)"), f"mkdocs.yml:1: {HOOK} KeyError: 'bed' {MORE}"),
        (
            {**settings("hooks: [mine.py]\n"), "mine.py": "def (:\n"},
            f"mkdocs.yml:1: 'mine.py' (line 1) failed: SyntaxError: invalid syntax (mine.py, line 1) {MORE}",
        ),
        (
            {**settings("markdown_extensions: [mine]\n"), "mine.py": EXTENSION},
            f"docs/index.md:1: the extension 'mine' (mine.py, line 7) failed: ValueError: no rain {MORE}",
        ),
        (
            {**settings(SNIPPETS), "docs/tools.md": '--8<-- "gone.md"\n'},
            "docs/tools.md:1: the extension 'pymdownx.snippets' failed: "
            f"SnippetMissingError: Snippet at path 'gone.md' could not be found {MORE}",
        ),
        (
            TEMPLATE,
            "mine/main.html:2: the template cannot be used for the page 'index.md': "
            "'mkdocs.structure.pages.Page object' has no attribute 'no' [theme-template-unusable]",
        ),
        (
            NO_TEMPLATE,
            "docs/tools.md:1: there is no template 'gone.html' in the theme (correct 'template:' above the page) "
            "[theme-template-unusable]",
        ),
        (
            settings("nav: index.md\n"),
            "mkdocs.yml:3: Config value 'nav': Expected nav to be a list, got 'index.md' [mkdocs-message]",
        ),
        ({**settings(), "mkdocs.yml": ""}, "mkdocs.yml:1: expected 'key: value' lines [yaml-no-keys]"),
        (
            settings("markdown_extensions:\n  - toc:\n      slugify: !!python/name:no.such.thing\n"),
            "mkdocs.yml:5: cannot find module 'no.such' (No module named 'no'), which this line asks for "
            "(correct the name, or install the package that brings it) [mkdocs-part-missing]",
        ),
    ],
)
def test_what_fails_is_named_with_its_page(tmp_path: Path, files: dict[str, str], said: str) -> None:
    assert said_of(tmp_path, files)[-1] == printable(said)
    assert not (tmp_path / "out").exists() or not [*(tmp_path / "out").iterdir()]  # nothing half-written


def test_those_who_look_for_it_see_the_breakdown(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        built(write(tmp_path, hook("return 1 / 0")), show_breakdowns=True)


def test_a_link_in_the_folder_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path, settings())
    (folder / "docs" / "bed.png").symlink_to("gone.png")
    said = (
        "docs/bed.png:1: cannot be read: No such file or directory (it is a link: put a copy of what it leads to here)"
    )
    assert built(folder)[1] == [f"{said} [file-unreadable]"]


def test_all_parts_that_are_not_installed_are_told_at_once_with_the_command(tmp_path: Path) -> None:
    parts = "plugins: [search, monorepo, awesome-page, tags]\nmarkdown_extensions: [toc, mdx_truly_sane_lists]\n"
    (said,) = said_of(tmp_path, settings(parts, "windmill"))
    assert said == (
        "mkdocs.yml:2: the theme 'windmill', the plugin 'monorepo', the plugin 'awesome-page', the plugin 'tags', "
        "the extension 'mdx_truly_sane_lists' are not installed (run: python3 build.py install mkdocs-windmill "
        "mkdocs-monorepo-plugin mdx-truly-sane-lists; did you mean 'awesome-pages'?; 'tags' comes with the theme "
        "Material: write 'material/tags', or choose that theme) [mkdocs-part-missing]"
    )


def test_a_part_is_told_by_what_is_known_of_its_kind(tmp_path: Path) -> None:
    """A plugin and an extension of one name come in two packages, and neither is meant by what is like the other."""
    parts = "plugins: [gh-admonitions, admonitions]\nmarkdown_extensions: [callouts, macro]\n"
    (said,) = said_of(tmp_path, settings(parts))
    look_up = "see in the documentation of '{0}' what its package is called, and run: python3 build.py install {1}"
    assert said.partition(" (run: ")[2] == (
        "python3 build.py install mkdocs-github-admonitions-plugin markdown-callouts; "
        f"did you mean 'gh-admonitions'?; {look_up.format('macro', 'ITS-PACKAGE')}) [mkdocs-part-missing]"
    )


def test_a_plugin_that_lacks_what_it_needs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mkdocs.contrib.search", None)  # as if what it imports were not installed
    (said,) = said_of(tmp_path, settings("plugins: [search]\n"))
    assert said.startswith("mkdocs.yml:1: the plugin 'search' failed: ModuleNotFoundError: import of mkdocs.contrib.")


def test_settings_in_another_encoding_are_told_at_their_line(tmp_path: Path) -> None:
    folder = write(tmp_path, settings())
    (folder / "mkdocs.yml").write_bytes("theme: mkdocs\nsite_name: Café\n".encode("cp1252"))
    assert built(folder)[1] == [
        "mkdocs.yml:2: this line is not UTF-8 text (save the file with the encoding UTF-8) [file-not-utf8]"
    ]
