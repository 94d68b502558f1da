"""``new LOCAL page|form|story|workshop NAME`` writes a beginning that builds at once, and overwrites nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generators.commands.command_line import run

pytestmark = pytest.mark.usefixtures("lasting_process")

CONTACT = "{name: the committee, email: us@acme.example, phone: 555-0100}"
SETTINGS = f"name: Local 9\nlanguage: LANGUAGE\ncontact: {CONTACT}\nconduct_contact: {CONTACT}\n"


@pytest.fixture(scope="module")
def kit(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base kit, with room for packs of its own."""
    folder = tmp_path_factory.mktemp("kit")
    for name in ("content", "slides", "overrides"):
        left_out = shutil.ignore_patterns("locals")
        shutil.copytree(root / name, folder / name, ignore=left_out)
    shutil.copy(root / "mkdocs.yml", folder)
    return folder


def pack_of(kit: Path, slug: str, language: str = "en") -> Path:
    assert run(["new", slug, "--root", str(kit)]) == 0
    pack = kit / "overrides" / "locals" / slug
    (pack / "local.yml").write_text(SETTINGS.replace("LANGUAGE", language), encoding="utf-8")
    return pack


@pytest.mark.parametrize(("language", "words"), [("en", "Write here"), ("es", "Escriba aquí"), ("fr", "Write here")])
def test_what_it_writes_is_without_any_problem_in_the_language_of_the_pack(
    kit: Path, language: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = pack_of(kit, f"acme-{language}", language)
    for kind, name in (("page", "Our Year"), ("form", "Ride list"), ("workshop", "First steps")):
        assert run(["new", pack.name, kind, *name.split(), "--root", str(kit)]) == 0
    for name in ("first-stretch", "local-history"):
        assert run(["new", pack.name, "story", name, "--root", str(kit)]) == 0
    capsys.readouterr()
    assert run(["check", pack.name, "--root", str(kit)]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if "language-missing-words" not in line]
    assert said == []
    assert words in (pack / "content" / "handbook" / "our-year.md").read_text(encoding="utf-8")
    assert (pack / "slots" / "local-history.md").is_file()
    assert (pack / "slides" / "first-steps.md").is_file()


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [
        ("our-year", "our-year", "Our year"),
        ("Über uns & Ändern!", "uber-uns-andern", "Über uns & Ändern!"),
        ("Straße.md", "strasse", "Straße"),
        ("The union's <b>day</b>", "the-unions-b-day-b", "The union's b day /b"),
    ],
)
def test_an_odd_name_becomes_a_plain_one_and_stays_the_title(kit: Path, name: str, file: str, title: str) -> None:
    pack = kit / "overrides" / "locals" / "names"
    if not pack.is_dir():
        pack_of(kit, "names")
    assert run(["new", "names", "page", name, "--root", str(kit)]) == 0
    text = (pack / "content" / "handbook" / f"{file}.md").read_text(encoding="utf-8")
    assert f"\n# {title}\n" in text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["page", "taken"], 1, "taken.md:1: this file is already there (edit it, or choose another name)"),
        (["page", "kinds"], 1, "kinds.md:1: the kit has a page of this name, and yours would take its place"),
        (["workshop", "Mentoring", "101"], 1, "the kit has a page of this name"),
        (
            ["story", "first-strech"],
            1,
            "the kit has no example and no slot 'first-strech' (did you mean 'first-stretch'?)",
        ),
        (["page", "日本"], 1, "'日本' cannot be a file's name"),
        (["pgae", "x"], 2, "'pgae' is nothing that new can make (did you mean 'page'?)"),
        (["page"], 2, "give the page a name, as in: python3 build.py new refused page Our first year"),
        (["story"], 2, "first-stretch  (content/handbook/roles.md:"),
    ],
)
def test_what_cannot_be_written_is_said_in_plain_words(
    kit: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not (kit / "overrides" / "locals" / "refused").is_dir():
        pack_of(kit, "refused")
        assert run(["new", "refused", "page", "taken", "--root", str(kit)]) == 0
    capsys.readouterr()
    assert run(["new", "refused", *words, "--root", str(kit)]) == code
    assert said in capsys.readouterr().err


def test_a_new_story_is_noted_with_what_the_base_says_and_no_other_is(kit: Path) -> None:
    pack = pack_of(kit, "noted")
    (pack / "examples").mkdir()
    (pack / "examples" / "circle-story.md").write_text("Ours.\n", encoding="utf-8")
    assert run(["new", "noted", "story", "first-stretch", "--root", str(kit)]) == 0
    lock = (pack / "drift.lock").read_text(encoding="utf-8")
    assert "example first-stretch" in lock
    assert "circle-story" not in lock


def test_what_it_says_to_do_next_can_be_pasted(
    kit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pack of another kit is not found without that kit's folder."""
    monkeypatch.chdir(kit.parent)
    for words in (["new", "next"], ["new", "next", "page", "Year"], ["new", "--handbook", "our handbook"]):
        assert run([*words, *(["--root", kit.name] if "--handbook" not in words else [])]) == 0
    said = [line.partition("build.py ")[2] for line in capsys.readouterr().out.splitlines() if "build.py " in line]
    assert said == [
        f"build next --root {kit.name}",
        f"serve next --root {kit.name}",
        'build --root "our handbook"',
    ]
