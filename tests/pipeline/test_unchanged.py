"""A kit that stands as its last build left it is not built again; whatever is read or written has it built again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generators.caching.store import Store
from generators.caching.trees import Files
from generators.commands import environment
from generators.commands.command_line import run
from generators.decks.teaching.schedule import Evening
from generators.model import Extension, Place, Untouched
from generators.model.problems import Problem
from generators.model.replacing import replace
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.unchanged import BuildMemory, is_repeatable
from generators.reading.mkdocs_settings import read_site_settings

INCLUDED = Place("content/index.md", 3, via=Place("slides/evening.md", 8))


@pytest.fixture
def kit(tmp_path: Path, root: Path) -> Path:
    """The sample kit with its theme inside."""
    kit = tmp_path / "kit"
    shutil.copytree(root / "tests" / "kit", kit)
    shutil.copytree(root / "overrides" / "theme", kit / "overrides" / "theme")
    settings = kit / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("../../overrides", "overrides"))
    return kit


def request_of(kit: Path) -> BuildRequest:
    """For the one local of ``kit``."""
    pack = kit / "overrides" / "locals" / "harbor"
    store, packs = Store(kit.parent / "cache", "of today"), kit / "overrides" / "locals"
    return BuildRequest(kit, kit / "dist", (pack,), store=store, unread=frozenset({packs}))


def build(request: BuildRequest, during: Callable[[], object] = lambda: None) -> Outcome:
    """As a build does: asks what is known, writes (as little as may be), and remembers."""
    memory, slug = BuildMemory(request), request.packs[0].name
    memory.outcome(request.packs[0])
    folder = request.out / slug
    (folder / "site").mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text("{}")
    (folder / "site" / "index.html").write_text("Welcome")
    problem = Problem("picture-without-words", INCLUDED, "say what it shows", ("in its brackets",), "warning")
    untouched = Untouched(("name",), ("circle",), 4)
    written = Files(folder).tree().digest
    outcome = Outcome(slug, folder, (problem,), built=True, counts={"pages": 3}, overrides={"page": 1})
    outcome = replace(outcome, formats=("site",), untouched=untouched, written=written)
    during()
    memory.remember(request.packs[0], outcome)
    return outcome


def known(request: BuildRequest) -> Outcome | None:
    return BuildMemory(request).outcome(request.packs[0])


def test_a_kit_that_stands_as_it_was_built_is_known_with_all_that_was_said_of_it(kit: Path) -> None:
    outcome = build(request_of(kit))
    found = known(request_of(kit))
    assert found == replace(outcome, unchanged=True)
    assert found.problems[0].place.road == INCLUDED.road


CHANGES: dict[str, str] = {
    "a page": "content/index.md",
    "a template of the theme": "overrides/theme/main.html",
    "the settings": "mkdocs.yml",
    "the pack": "overrides/locals/harbor/local.yml",
    "a new file of the pack": "overrides/locals/harbor/slots/new.md",
    "what was written": "dist/harbor/site/index.html",
    "a file beside what was written": "dist/harbor/site/notes.txt",
}


@pytest.mark.parametrize("file", CHANGES.values(), ids=CHANGES)
def test_a_change_in_what_was_read_or_written_has_it_built(kit: Path, file: str) -> None:
    build(request_of(kit))
    with (kit / file).open("a") as changed:
        changed.write("\n")
    assert known(request_of(kit)) is None


def test_a_change_in_what_is_not_read_does_not_matter(kit: Path) -> None:
    build(request_of(kit))
    for file in (
        ".git/HEAD",
        ".cache/new",
        "overrides/locals/valle/local.yml",
        "dist/valle/report.json",
        "dist/.valle.kit-lock",
    ):
        (kit / file).parent.mkdir(parents=True, exist_ok=True)
        (kit / file).write_text("new")
    assert known(request_of(kit))


def test_a_lost_output_has_it_built(kit: Path) -> None:
    shutil.rmtree(build(request_of(kit)).folder)
    assert known(request_of(kit)) is None


OTHERS: dict[str, Callable[[BuildRequest], BuildRequest]] = {
    "date": lambda asked: replace(asked, date=datetime(2026, 5, 1, tzinfo=UTC)),
    "formats": lambda asked: replace(asked, formats=("site",)),
    "evening": lambda asked: replace(asked, evening=Evening("18:00")),
    "strict": lambda asked: replace(asked, strict=True),
    "program": lambda asked: replace(asked, store=replace(asked.store, program="of tomorrow")),
    "no cache": lambda asked: replace(asked, store=Store()),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_who_asks_for_something_else_gets_it_built(kit: Path, other: Callable[[BuildRequest], BuildRequest]) -> None:
    build(request_of(kit))
    assert known(other(request_of(kit))) is None


def test_what_was_changed_during_the_build_is_not_taken_for_what_was_read(kit: Path) -> None:
    page = kit / "content" / "index.md"
    before = page.read_text()
    build(request_of(kit), during=lambda: page.write_text("Else"))
    assert known(request_of(kit)) is None
    page.write_text(before)
    assert known(request_of(kit)) is None


def test_what_another_build_wrote_there_meanwhile_is_not_taken_for_ones_own(kit: Path) -> None:
    request = request_of(kit)
    build(request, during=lambda: (request.out / "harbor" / "site" / "index.html").write_text("Another's"))
    assert known(request) is None


def test_a_folder_for_outputs_that_holds_something_else_is_read_like_any_other(kit: Path) -> None:
    request = replace(request_of(kit), out=kit / "overrides")
    build(request)
    (kit / "overrides" / "theme" / "main.html").write_text("Else")
    assert known(request) is None


def test_a_root_with_a_link_has_it_built_each_time(kit: Path) -> None:
    (kit / "content" / "more").symlink_to(kit.parent)
    build(request_of(kit))
    assert known(request_of(kit)) is None


def test_a_kit_that_reads_nothing_but_its_folder_can_be_remembered(kit: Path) -> None:
    assert is_repeatable(read_site_settings(kit))


@pytest.mark.parametrize(
    "settings",
    ["hooks: [hook.py]", "INHERIT: ../other.yml", "copyright: !ENV OWNER", "site_dir: .made", "plugins: [macros]"],
)
def test_settings_that_lead_out_of_the_folder_have_it_built_each_time(kit: Path, settings: str) -> None:
    (kit.parent / "other.yml").write_text("{}\n")
    file = kit / "mkdocs.yml"
    file.write_text(f"{file.read_text().replace('plugins: []', '')}\n{settings}\n")
    assert not is_repeatable(read_site_settings(kit))


def test_what_a_foreign_extension_reads_nobody_knows(kit: Path) -> None:
    settings = read_site_settings(kit)
    assert is_repeatable(settings)
    foreign = (*settings.extensions, Extension("markdown_include.include"))
    assert not is_repeatable(replace(settings, extensions=foreign))


@pytest.mark.parametrize("pack", [(), ("harbor",)], ids=["base", "local"])
@pytest.mark.usefixtures("lasting_process")
def test_the_second_of_two_builds_says_that_nothing_has_changed(
    kit: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], pack: tuple[str, ...]
) -> None:
    monkeypatch.setattr(environment, "store_folder", lambda: kit.parent / "cache")
    monkeypatch.chdir(kit.parent)
    said = []
    for more in ([], [], ["--no-cache"]):
        assert run(["build", *pack, "--root", "kit", "--only", "decks", "--jobs", "1", *more]) == 0
        said.append(", unchanged\n" in capsys.readouterr().out)
    assert said == [False, True, False]
