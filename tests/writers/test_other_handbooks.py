"""A handbook of somebody's is built as MkDocs alone builds it: with their settings, their plugins, and their hooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs_samples import BY_PLUGIN, PAGES, Files, build_plainly, built, is_installed, said_of, settings, texts_of
from mkdocs_samples import write_handbook as write

from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest

Shared = Callable[[str, Callable[[Path], None]], Path]

USABLE = [plugin for plugin in BY_PLUGIN if is_installed(plugin)]


@pytest.fixture(scope="session")
def plain(shared: Shared) -> Path:
    """Each handbook as MkDocs alone builds it, in a folder of its plugin's name."""

    def fill(folder: Path) -> None:
        build_plainly([write(folder / plugin, BY_PLUGIN[plugin]) for plugin in USABLE])

    return shared("others-handbooks", fill)


@pytest.mark.parametrize("plugin", USABLE)
def test_a_plugin_gives_what_it_gives_under_mkdocs(plugin: str, plain: Path, tmp_path: Path) -> None:
    outcome, said = built(write(tmp_path / plugin, BY_PLUGIN[plugin]))
    assert outcome and outcome.built
    assert said == []
    assert texts_of(outcome.folder / "site") == texts_of(plain / plugin / "plain")


def page(folder: Path, name: str = "index.html") -> str:
    return texts_of(folder / "out" / "base" / "site")[name]


# Settings.


def test_a_menu_without_titles_has_those_of_the_pages(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Work:\n      - tools.md\n      - Elsewhere: https://example.org/\n"
    assert said_of(tmp_path, settings(nav)) == []
    assert "Allotments Garden Work Tools Elsewhere Search" in page(tmp_path)


DEAD = {"docs/more.md": "# More\n\nGo [there](gone.md), [up](#up), [home](/gone/), and [off](gone/).\n"}
SAID = {
    "not_found": "docs/more.md:3: {}link to a missing page 'gone.md' ",
    "anchors": "docs/more.md:3: {}'more.md' has no heading or passage '#up' ",
    "absolute_links": "docs/more.md:3: {}the link '/gone/' begins at the top of the host",
    "unrecognized_links": "docs/more.md:3: {}there is no file 'gone' ",
}


@pytest.mark.parametrize(
    ("more", "told", "weight"),
    [
        ("", [*SAID], "warning: "),
        ("strict: false\nvalidation: {links: {not_found: ignore}}\n", [*SAID][1:], "warning: "),
        (f"validation: {{links: {{{', '.join(f'{key}: ignore' for key in SAID)}}}}}\n", [], ""),
        ("strict: true\nvalidation: {links: {anchors: ignore, absolute_links: ignore, unrecognized_links: ignore}}\n",
         ["not_found"], ""),
    ],
)  # fmt: skip
def test_the_authors_settings_say_what_a_dead_link_is(tmp_path: Path, more: str, told: list[str], weight: str) -> None:
    outcome, said = built(write(tmp_path, {**settings(more), **DEAD}))
    assert outcome and outcome.built is ("strict: true" not in more)
    assert len(said) == len(told)
    assert all(any(line.startswith(SAID[key].format(weight)) for line in said) for key in told), said


def test_links_from_the_top_of_the_host_are_judged_below_the_sites_own_address(tmp_path: Path) -> None:
    links = "[a](/allotments/more/#up) [b](/allotments/) [c](/allotments) [d](/allotmentsale/) [e](/allotments/no/)"
    files = {**settings("site_url: https://example.org/allotments/\n"), "docs/more.md": f"# More\n\n{links}\n"}
    said = "docs/more.md:3: warning: the link '/allotments/no/' begins at the top of the host"
    assert [line.startswith(said) for line in said_of(tmp_path, files)] == [True]


def test_a_plugin_is_new_for_each_build(tmp_path: Path) -> None:
    post = {"docs/blog/index.md": "# Blog\n", "docs/blog/posts/dug.md": "---\ndate: someday\n---\n\n# Dug\n"}
    files = {**settings("plugins: [blog]\n", "material"), **post}
    first, second = (said_of(tmp_path / name, files) for name in ("first", "second"))
    assert first == second
    assert "Error reading metadata 'date' of post" in first[0]


def test_a_strict_build_takes_what_is_only_information_for_an_error(tmp_path: Path) -> None:
    files = {**settings("nav: [index.md]\n")}
    outcome, said = built(write(tmp_path, files), strict=True)
    assert outcome and not outcome.built
    assert said[0].startswith("docs/tools.md:1: warning: this page is in no menu ")


def test_a_page_that_no_author_wrote_is_named_where_it_is_in_no_menu(tmp_path: Path) -> None:
    hook = (
        "from mkdocs.structure.files import File\n\n\ndef on_files(files, config):\n"
        "    files.append(File.generated(config, 'seeds.md', content='# Seeds'))\n"
    )
    files = {**settings("nav: [index.md, tools.md]\nhooks: [mine.py]\n"), "mine.py": hook}
    (said,) = said_of(tmp_path, files)
    assert said.startswith("mkdocs.yml:1: warning: the page 'seeds.md' is in no menu ")


def test_what_the_programs_of_a_hook_print_is_no_output_of_ours(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program = "subprocess.run([sys.executable, '-c', 'print(42)'], check=True)"
    hook = f"import subprocess\nimport sys\n\n\ndef on_pre_build(**_):\n    print(41)\n    {program}\n"
    outcome, _ = built(write(tmp_path, {**settings("hooks: [mine.py]\n"), "mine.py": hook}))
    assert outcome and outcome.built
    said = capfd.readouterr()
    assert (said.out, said.err.split()) == ("", ["41", "42"])


def test_what_a_hook_warns_of_is_a_warning(tmp_path: Path) -> None:
    hook = (
        "import logging\n\n\ndef on_pre_build(**_):\n    logging.getLogger('mkdocs.hooks.mine').warning('dry soil')\n"
    )
    outcome, said = built(write(tmp_path, {**settings("hooks: [mine.py]\n"), "mine.py": hook}))
    assert outcome and outcome.built
    assert said == ["mkdocs.yml:1: warning: the hook 'mine' says: dry soil [mkdocs-message]"]


def test_paths_begin_in_the_handbooks_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    snippets = "  - pymdownx.snippets: {base_path: [parts], auto_append: [words.md], check_paths: true}\n  - abbr\n"
    files = {
        **settings(f"markdown_extensions:\n{snippets}"),
        "parts/rain.md": "It **rains**.\n",
        "parts/words.md": "*[RHS]: Royal Horticultural Society\n",
        "docs/more.md": '# More\n\n--8<-- "rain.md"\n\nAsk the RHS.\n',
    }
    assert said_of(tmp_path, files) == []
    assert "It rains." in page(tmp_path, "more/index.html")
    made = (tmp_path / "out/base/site/more/index.html").read_text(encoding="utf-8")
    assert '<abbr title="Royal Horticultural Society">' in made


@pytest.mark.parametrize("snippets", ["pymdownx.snippets", "pymdownx.snippets: {base_path: parts, check_paths: true}"])
def test_paths_begin_in_the_handbooks_folder_in_the_kits_theme_as_well(
    snippets: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    where = "rain.md" if "parts" in snippets else "parts/rain.md"
    files = {
        "mkdocs.yml": f"site_name: H\ntheme: {{name: mkdocs, kit: true}}\nmarkdown_extensions:\n  - {snippets}\n",
        "docs/index.md": f'# Home\n\n--8<-- "{where}"\n',
        "parts/rain.md": "It **rains**.\n",
    }
    assert said_of(tmp_path, files) == []
    assert "It rains." in page(tmp_path)


@pytest.mark.parametrize("theme", ["mkdocs", "{name: mkdocs, kit: true}"])
def test_a_menu_that_names_a_page_that_is_not_there_is_worth_a_warning_as_in_mkdocs(tmp_path: Path, theme: str) -> None:
    files = {
        "mkdocs.yml": f"site_name: H\ntheme: {theme}\nnav:\n  - index.md\n  - More:\n      - Rain: wet/rain.md\n",
        "docs/index.md": "# Home\n\nRead on.\n",
    }
    (said,) = said_of(tmp_path, files)
    assert said.startswith("mkdocs.yml:6: warning: 'nav' names a page that is not there: 'wet/rain.md'")
    assert "Read on." in page(tmp_path)


@pytest.mark.parametrize("theme", ["mkdocs", "{name: mkdocs, kit: true}"])
def test_paths_begin_at_the_page_or_at_all_pages_where_its_settings_say_so(tmp_path: Path, theme: str) -> None:
    where = "base_path: [!relative , !relative $docs_dir/parts], check_paths: true"
    files = {
        "mkdocs.yml": f"site_name: H\ntheme: {theme}\ndocs_dir: src/pages\nmarkdown_extensions:\n"
        f"  - pymdownx.snippets: {{{where}}}\n",
        "src/pages/index.md": "# Home\n\nRead on.\n",
        "src/pages/parts/foot.txt": "Ask the *shed*.\n",
        **{
            f"src/pages/{name}/index.md": f'# {name}\n\n--8<-- "rain.txt"\n\n--8<-- "foot.txt"\n'
            for name in ("north", "south")
        },
        "src/pages/north/rain.txt": "It **rains**.\n",
        "src/pages/south/rain.txt": "It is dry.\n",
    }
    assert said_of(tmp_path, files) == []
    assert "It rains. Ask the shed." in page(tmp_path, "north/index.html")
    assert "It is dry. Ask the shed." in page(tmp_path, "south/index.html")


def test_a_folder_called_content_is_not_taken_for_the_pages_beside_docs(tmp_path: Path) -> None:
    assert said_of(tmp_path, {**settings(""), "content/posts/rain.md": "# Rain\n"}) == []
    assert "Garden" in page(tmp_path)
    assert "posts/rain/index.html" not in texts_of(tmp_path / "out" / "base" / "site")


@pytest.mark.parametrize("name", ["water.markdown", "water.mkd", "water.MD"])
def test_a_page_that_only_mkdocs_takes_for_one_is_named(tmp_path: Path, name: str) -> None:
    files = {**settings(""), f"docs/{name}": "# Water\n"}
    said = [line for line in said_of(tmp_path / "plain", files) if "water" in line]
    assert not said
    adopted = {**files, **settings(theme="mkdocs, kit: true")}
    message = f"docs/{name}:1: warning: '{name}' is no page of the site, since its name does not end with '.md' "
    cure = "(call it 'water.md', and change links to it) [page-with-other-ending]"
    assert said_of(tmp_path / "adopted", adopted) == [message + cure]


def test_an_outline_with_another_ending_is_named(tmp_path: Path) -> None:
    said = said_of(tmp_path, {**settings(""), "slides/rain.markdown": "# Rain\n"})
    message = "slides/rain.markdown:1: warning: 'rain.markdown' is no outline of a deck, since its name does not end "
    assert said == [f"{message}with '.md' (call it 'rain.md', and change links to it) [page-with-other-ending]"]


def test_pages_that_are_kept_back_are_not_read_and_not_counted(tmp_path: Path) -> None:
    files = {
        **settings(
            "exclude_docs: |\n  secret.md\ndraft_docs: drafts/\nnot_in_nav: /hidden.md\nnav: [index.md, tools.md]\n"
        ),
        "docs/secret.md": "# S\n\n[x](gone.md)\n",
        "docs/drafts/d.md": "# D\n\n[x](gone.md)\n",
        "docs/hidden.md": "# H\n\nSee the [secret](secret.md).\n",
    }
    outcome, said = built(write(tmp_path, files))
    assert outcome and outcome.counts["pages"] == 3
    (line,) = said
    assert line.startswith(
        "docs/hidden.md:3: warning: 'secret.md' is not published, so that a link to it leads nowhere"
    )


def test_headers_of_multimarkdown_are_no_text(tmp_path: Path) -> None:
    files = {**settings(), "docs/old.md": "Title: In the old way\nAuthor: Jo\n    and Li\n\n# Old\n\nText\n"}
    assert said_of(tmp_path, files) == []
    assert "Author" not in page(tmp_path, "old/index.html")
    assert "In the old way" in page(tmp_path)


def test_front_matter_of_comments_alone_is_text_as_under_mkdocs(tmp_path: Path) -> None:
    folder = write(tmp_path, {**settings(), "docs/old.md": "---\n# Licensed\n---\n\n# Old\n"})
    build_plainly([folder])
    assert built(folder)[1] == []
    assert texts_of(folder / "out/base/site") == texts_of(folder / "plain")


def test_braces_of_others_stay(tmp_path: Path) -> None:
    assert said_of(tmp_path, {**settings(), "docs/more.md": "# More\n\n{{ page.url }} {{ x }} {{ cut\n"}) == []
    assert "{{ page.url }} {{ x }} {{ cut" in page(tmp_path, "more/index.html")


def test_parents_variables_and_hidden_files_work_as_under_mkdocs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOWN_NAME", "Leeds")
    files = {
        "parent.yml": "theme: mkdocs\nsite_name: !ENV [TOWN_NAME, York]\n",
        "mkdocs.yml": "INHERIT: parent.yml\n",
        **PAGES,
    }
    assert said_of(tmp_path, {**files, "docs/.hidden.md": "# No\n"}) == []
    assert page(tmp_path).startswith("Leeds")
    assert ".hidden/index.html" not in texts_of(tmp_path / "out/base/site")


def test_what_would_fetch_something_is_left_out_and_named(tmp_path: Path) -> None:
    (said,) = said_of(tmp_path, settings("plugins: [search, social]\n", "material"))
    assert said.startswith("mkdocs.yml:3: warning: the plugin 'social' is left out: it would fetch typefaces")


# Links, by what a browser finds.


@pytest.mark.parametrize(
    "text",
    [
        "[x](../tools/)",
        "[x](../tools/#spade)",
        "[x](.)",
        '<a href="../tools">x</a>',
        '<a name="old"></a> [x](#old)',
        "<i id=plain></i> [x](#plain)",
        "[x](#top)",
        "[x](/tools/)",
        "[x](tools.md#:~:text=See)",
        "[x](caf%C3%A9.md)",
    ],
)
def test_a_link_that_a_browser_follows_is_no_finding(tmp_path: Path, text: str) -> None:
    assert said_of(tmp_path, {**settings(), "docs/café.md": "# C\n", "docs/more.md": f"# More\n\n{text}\n"}) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<a href="gone.html">x</a>', "there is no file 'more/gone.html'"),
        ('<img src="bed.svg" alt="Bed">', "there is no file 'more/bed.svg' (did you mean '../bed.svg'?)"),
        ("[x](tools.html)", "there is no file 'tools.html' (link to the page's text: 'tools.md')"),
        ("[x](www.example.org)", "there is no file 'www.example.org' (write 'https://www.example.org')"),
        ("[x](tools.md#spad)", "'tools.md' has no heading or passage '#spad' (did you mean 'spade'?)"),
        ("[x](tool.md)", "link to a missing page 'tool.md' (did you mean 'tools.md'?)"),
    ],
)  # fmt: skip
def test_a_dead_link_is_named_with_its_cure(tmp_path: Path, text: str, said: str) -> None:
    files = {**settings(), "docs/bed.svg": "<svg/>", "docs/more.md": f"# More\n\n{text}\n"}
    (line,) = said_of(tmp_path, files)
    assert line.startswith(f"docs/more.md:3: warning: {said}")


def test_a_local_over_anothers_handbook_keeps_what_its_plugins_do(tmp_path: Path) -> None:
    pack = {"local.yml": "name: Leeds\n", "content/ours.md": "# Ours\n\n[Made](made.md#here)\n"}
    files: Files = {**BY_PLUGIN["hooks"], **{f"overrides/locals/leeds/{name}": text for name, text in pack.items()}}
    folder = write(tmp_path, files)
    request = BuildRequest(folder, folder / "out", (folder / "overrides/locals/leeds",), ("site",))
    (outcome,) = build_kits(request, lambda _line: None)
    assert outcome.built, outcome.problems
    assert "Made" in texts_of(outcome.folder / "site")["ours/index.html"]


@pytest.mark.skipif(not is_installed("i18n"), reason="its package is not installed")
def test_a_plugin_that_opens_each_file_builds_with_the_kits_look(tmp_path: Path) -> None:
    files = {
        **BY_PLUGIN["i18n"],
        "mkdocs.yml": BY_PLUGIN["i18n"]["mkdocs.yml"].replace("mkdocs}", "mkdocs, kit: true}"),
    }
    outcome, said = built(write(tmp_path, files))
    assert outcome and outcome.built, said
    assert "Jardin" in page(tmp_path, "fr/index.html")
    assert "Welcome." in page(tmp_path)


def test_a_hook_that_fails_beside_an_extension_that_is_an_object_is_named(tmp_path: Path) -> None:
    hook = (
        "import dry_soil\nfrom markdown import Extension\n\n\ndef on_config(config):\n"
        "    config.markdown_extensions.append(Extension())\n\n\n"
        "def on_files(files, config):\n    dry_soil.dig()\n"
    )
    dig = "def dig():\n    raise ValueError('too dry')\n"
    (said,) = said_of(tmp_path, {**settings("hooks: [mine.py]\n"), "mine.py": hook, "dry_soil.py": dig})
    assert said.startswith("mkdocs.yml:1: the hook 'mine.py' (line 2) failed: ValueError: too dry ")
