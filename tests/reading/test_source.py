"""A kit's folder becomes a Handbook and a pack's folder a Local, each line with its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, read, text_of, write, write_kit, write_pack

from generators.model import Local, Page, Place
from generators.model.problems import Problems, RefusedInput
from generators.reading.source import read_handbook, read_local, shown_path


def base_page(kit: Path, text: str) -> tuple[Page, list[str]]:
    """The page ``content/a.md`` with ``text``, and what is wrong with it."""
    problems = Problems()
    write(kit, {"content/a.md": text})
    return read_handbook(kit, problems).pages["a.md"], complaints(problems)


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(tmp_path)


def packed(kit: Path, files: dict[str, str | bytes]) -> tuple[Local, list[str]]:
    """The pack ``acme`` with ``files``, and what is wrong with it, below its own folder."""
    write_pack(kit, files)
    _, local, problems = read(kit)
    return local, [line.removeprefix("overrides/locals/acme/") for line in complaints(problems)]


def test_a_kit_is_its_pages_its_outlines_and_its_other_files(tmp_path: Path) -> None:
    files = ("content/a/b.md", "content/assets/c.svg", "content/d.pdf", "slides/e.md", "content/.hidden.md")
    problems = Problems()
    handbook = read_handbook(write_kit(tmp_path, dict.fromkeys(files, "")), problems)
    assert not problems.found
    assert list(handbook.pages) == ["a/b.md", "index.md"]
    assert list(handbook.outlines) == ["e.md"]
    assert list(handbook.assets) == ["assets/c.svg", "d.pdf"]
    assert handbook.outlines["e.md"].place == Place("slides/e.md", 1)
    assert (handbook.defaults.profile.slug, handbook.defaults.profile.brand.name) == ("base", "Local 000")


def test_a_handbook_that_was_written_for_plain_mkdocs_is_a_kit(tmp_path: Path) -> None:
    problems = Problems()
    handbook = read_handbook(write(tmp_path, {"mkdocs.yml": "site_name: Ours", "docs/index.md": "# Hi"}), problems)
    assert not problems.found
    assert handbook.pages["index.md"].place == Place("docs/index.md", 1)
    assert handbook.defaults.profile.brand.name == "Ours"
    assert handbook.defaults.profile.variables["local"]["name"] == "Ours"


def test_a_folder_without_settings_is_no_kit(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"no mkdocs\.yml"):
        read_handbook(tmp_path, Problems())


def test_front_matter_is_read_apart_and_lines_keep_their_numbers(kit: Path) -> None:
    made, said = base_page(kit, "---\ntitle: A\nlist: [b]\n---\n\n# A\n")
    assert said == []
    assert made.front.written == {"title": "A", "list": ["b"]}
    assert made.front.places == {"title": Place("content/a.md", 2), "list": Place("content/a.md", 3)}
    assert [(line.text, line.place.line) for line in made.lines if line.text] == [("# A", 6)]


@pytest.mark.parametrize(
    "text", ["---\n---\nb", "---\n\n---\nb", "--- \na: 1\n...\nb", "---\r\n# only this\r\n---\r\nb"]
)
def test_front_matter_may_be_empty_and_may_end_with_dots(kit: Path, text: str) -> None:
    made, said = base_page(kit, text)
    assert (text_of(made.lines).strip(), said) == ("b", [])


@pytest.mark.parametrize("text", ["# A\n\n---\na: b\n---", "---\n\nA rule stands above.\n", ""])
def test_a_rule_is_no_front_matter(kit: Path, text: str) -> None:
    made, said = base_page(kit, text)
    assert (made.front.written, text_of(made.lines), said) == ({}, text, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: A\n\n# A", "1: the front matter is never closed (add a line '---' under its last key)"),
        ("---\ntitle: A: B\n---\n", "2: a second ':' stands where a value goes on"),
        ("---\ntitle: A\ntitle: B\n---\n", "3: 'title' is written twice (keep one of the two)"),
        ("---\njust words\n---\n", "2: expected 'key: value' lines"),
        ("---\nlang: 'en\"><script>'\n---\n", "2: 'lang': 'en\"><script>' is no language"),
        (f"---\na: {'x' * 70_000}\n---\n", "1: the front matter is larger than 64 kB (make it shorter)"),
    ],
)
def test_a_mistake_in_front_matter_is_told_at_its_line(kit: Path, text: str, message: str) -> None:
    _, (said,) = base_page(kit, text)
    assert said.startswith(f"content/a.md:{message}")


def test_a_page_has_its_own_language_or_that_of_its_local(kit: Path) -> None:
    assert base_page(kit, "---\nlang: fr-CA\n---\n")[0].lang == "fr-CA"
    local, _ = packed(kit, {"local.yml": "name: A\nlanguage: es", "content/b.md": "", "slides/c.md": ""})
    assert (local.pages["b.md"].lang, local.outlines["c.md"].lang) == ("es", "es")


def test_marks_of_a_page_stand_on_lines_of_their_own(kit: Path) -> None:
    made, _ = base_page(kit, "<!-- slot: a --><!-- /slot -->")
    assert text_of(made.lines) == "<!-- slot: a -->\n<!-- /slot -->"


def test_a_pack_is_its_settings_its_pages_its_passages_and_its_pictures(kit: Path) -> None:
    local, said = packed(
        kit,
        {
            "local.yml": "name: Local 104\nbrand: {logo: assets/logo.svg}",
            "content/a/b.md": "B",
            "content/a/c.png": b"",
            "slides/d.md": "D",
            "examples/e.md": "\n\nE\n\nE\n\n",
            "slots/f.md": "F",
            "slots/empty.md": "\n",
            "assets/logo.svg": "<svg/>",
            "README.md": "",
        },
    )
    assert said == []
    assert (list(local.pages), list(local.outlines)) == (["a/b.md"], ["d.md"])
    assert text_of(local.examples["e"].lines) == "E\n\nE"
    assert local.examples["e"].lines[0].place == Place("overrides/locals/acme/examples/e.md", 2)
    assert (text_of(local.slots["f"].lines), local.slots["empty"].lines) == ("F", ())
    assert sorted(local.assets) == ["a/c.png", "assets/logo.svg"]
    assert local.profile.brand.logo == kit / "overrides/locals/acme/assets/logo.svg"


def test_each_file_of_a_pack_has_the_place_where_it_was_found(kit: Path) -> None:
    files = ("examples/e.md", "slots/f.md", "assets/a.svg", "content/assets/b.svg", "content/slides/c.svg")
    local, _ = packed(kit, dict.fromkeys(files, ""))
    passages = {**local.examples, **local.slots}
    places = {name: passage.place for name, passage in passages.items()}
    places |= {path: asset.place for path, asset in local.assets.items()}
    own = "overrides/locals/acme"
    assert places == {
        "e": Place(f"{own}/examples/e.md", 1),
        "f": Place(f"{own}/slots/f.md", 1),
        "assets/a.svg": Place(f"{own}/assets/a.svg", 1),
        "assets/b.svg": Place(f"{own}/content/assets/b.svg", 1),
        "slides/c.svg": Place(f"{own}/content/slides/c.svg", 1),
    }
    assert local.sources == {f"{own}/{path}": kit / own / path for path in ("local.yml", *files)}


def test_a_kit_knows_each_file_by_its_name_in_messages_wherever_its_pages_stand(tmp_path: Path) -> None:
    apart, composed = "cafe\N{COMBINING ACUTE ACCENT}", "caf\N{LATIN SMALL LETTER E WITH ACUTE}"
    write_kit(tmp_path, {"mkdocs.yml": "site_name: A\ndocs_dir: site/docs", "slides/b.md": "", "slides/c.txt": ""})
    write(tmp_path / "site" / "docs", dict.fromkeys(("index.md", "assets/a.svg", f"{apart}.md"), ""))
    handbook = read_handbook(tmp_path, Problems())
    assert handbook.assets["assets/a.svg"].place == Place("site/docs/assets/a.svg", 1)
    assert handbook.sources[f"site/docs/{composed}.md"].is_file()
    assert sorted(handbook.sources) == [
        "mkdocs.yml", "overrides/local.yml", "site/docs/assets/a.svg", f"site/docs/{composed}.md",
        "site/docs/index.md", "slides/b.md",
    ]  # fmt: skip


def test_a_pack_stands_over_the_settings_of_the_kit(tmp_path: Path) -> None:
    kit = write_kit(tmp_path, {"overrides/local.yml": "name: Local 000\nunion: Your Union\npaper: a4\n"})
    local, _ = packed(kit, {"local.yml": "name: Local 104\nunion: Ours"})
    assert (local.profile.brand.name, local.profile.variables["local"]["union"], local.profile.paper) == (
        "Local 104",
        "Ours",
        "a4",
    )


def test_a_setting_that_was_copied_from_a_web_page_is_read_as_the_letters_that_it_names(kit: Path) -> None:
    settings = "name: Smith &amp; Sons&#8217;\nurl: https://a.example/b&amp;c/\nvariables:\n  hall: Q&A, &notes\n"
    local, said = packed(kit, {"local.yml": settings})
    assert said == []
    assert local.profile.variables["local"]["name"] == "Smith & Sons\u2019"
    assert local.profile.url == "https://a.example/b&c/"
    assert local.profile.variables["variables"] == {"hall": "Q&A, &notes"}


def test_mistakes_of_the_kit_and_of_the_pack_are_told_together_and_break_nothing(tmp_path: Path) -> None:
    kit = write_kit(tmp_path, {"overrides/local.yml": "name: A\npaper: x\n"})
    write_pack(kit, {"local.yml": "name: [B]"})
    assert [line.split(":")[0] for line in complaints(read(kit)[2])] == [
        "overrides/local.yml",
        "overrides/locals/acme/local.yml",
    ]


def test_a_pack_may_stand_anywhere(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = write(tmp_path_factory.mktemp("packs") / "acme", {"local.yml": "name: A", "content/a.md": ""})
    problems = Problems()
    local = read_local(read_handbook(kit, problems), elsewhere, problems)
    assert local.pages["a.md"].place == Place("acme/content/a.md", 1)
    assert local.profile.place == Place("acme/local.yml", 1)


@pytest.mark.parametrize("slug", ["Local104", "local_104", "local 104", "base", "örtlich", "-a"])
def test_a_folder_that_cannot_be_an_address_is_no_pack(kit: Path, slug: str) -> None:
    write_pack(kit, slug=slug)
    with pytest.raises(RefusedInput, match="cannot be a pack's name"):
        read(kit, slug)


def test_a_folder_without_settings_is_no_pack(kit: Path) -> None:
    write(kit, {"overrides/locals/acme/content/a.md": ""})
    with pytest.raises(RefusedInput, match="there is no pack here"):
        read(kit)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("local.yaml", "'local.yaml' is not read: the settings stand in local.yml (keep what you need in"),
        (
            "notes.txt",
            "warning: a pack has no file 'notes.txt' (a pack holds content, examples, slots, slides, assets,",
        ),
        ("example/a.md", "a pack has no folder 'example' (did you mean 'examples'?)"),
        ("content/a.html", "this kind of file is not used (use .md or a picture (.gif, .jpeg, .jpg,"),
        ("content/A.MD", "this is no page, since its name does not end with .md alone (rename it to 'A.md')"),
        ("assets/a.js", "this kind of file is not used"),
        ("content/Index.md", "differs from the kit's 'content/index.md' only by capital letters (name it exactly so)"),
    ],
)
def test_a_file_that_has_no_use_is_told(kit: Path, file: str, message: str) -> None:
    _, (said,) = packed(kit, {file: ""})
    assert said.startswith(f"{file}:1: {message}")


def test_one_picture_at_two_places_is_told(kit: Path) -> None:
    _, said = packed(kit, {"assets/a.svg": "<svg/>", "content/assets/a.svg": "<svg/>"})
    assert said == [
        "content/assets/a.svg:1: the pack has this picture twice: 'assets/a.svg' is the other one (keep one of the two)"
    ]


@pytest.mark.parametrize("text", ["<!-- notes -->\nall that follows", "<!-- /locked -->", "<!-- slot: a -->"])
def test_a_passage_cannot_leave_a_mark_open_or_close_one_of_its_page(kit: Path, text: str) -> None:
    _, said = packed(kit, {"examples/a.md": text})
    assert len(said) == 1 and said[0].startswith("examples/a.md:1: '<!-- ")


def test_a_passage_in_a_folder_of_its_own_keeps_its_whole_name(kit: Path) -> None:
    local, _ = packed(kit, {"examples/a.md": "A", "examples/b/a.md": "B"})
    assert sorted(local.examples) == ["a", "b/a"]


def test_a_file_that_is_no_text_or_too_large_is_told_with_the_others(kit: Path) -> None:
    _, said = packed(kit, {"content/a.md": b"\xff", "slots/b.md": b"\x00", "examples/c.md": b"x" * 1_000_001})
    assert [line.split(" (")[0] for line in said] == [
        "content/a.md:1: this line is not UTF-8 text, but probably: ÿ",
        "examples/c.md:1: larger than 1000 kB",
        "slots/b.md:1: holds the control character U+0000",
    ]


def test_places_are_named_as_their_author_knows_them(tmp_path: Path) -> None:
    assert shown_path(tmp_path / "a" / "b", tmp_path) == "a/b"
    assert shown_path(tmp_path / "a" / "b", tmp_path / "c") == "b"


def test_a_logo_that_is_missing_is_not_the_kits(kit: Path) -> None:
    write(kit, {"content/assets/logo.svg": "<svg/>"})
    settings: dict[str, str | bytes] = {"local.yml": "name: Local 104\nbrand: {logo: assets/logo.svg}"}
    _, said = packed(kit, settings)
    assert said == [
        "local.yml:2: 'brand.logo': this pack has no picture 'assets/logo.svg', and the kit's own would be shown "
        "(put the local's logo there, or take the line out to show the kit's)"
    ]
    _, said = packed(kit, {**settings, "assets/logo.png": "x"})
    assert "did you mean 'assets/logo.png'?" in said[0]


def test_what_has_not_changed_is_read_as_the_very_same_page_with_the_same_complaints(kit: Path) -> None:
    write(kit, {"content/a.md": "---\ntitel: A\n---\n\n# A\n", "content/b.md": "# B\n", "slides/talk.md": "# Talk\n"})
    before, now = Problems(), Problems()
    first = read_handbook(kit, before)
    write(kit, {"content/b.md": "# B\n\nMore.\n"})
    second = read_handbook(kit, now)
    assert second.pages["a.md"] is first.pages["a.md"]
    assert second.outlines["talk.md"] is first.outlines["talk.md"]
    assert second.pages["b.md"] is not first.pages["b.md"]
    assert complaints(before)
    assert now.found == before.found
