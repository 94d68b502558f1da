"""Commands as people type them: what they print, where they write, and the code they end with."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from previews import PATIENCE
from programs import INTERRUPTS, started
from sample import write, write_kit

from generators.commands.command_line import LOADED_WHEN_CALLED, run
from generators.commands.reporting import tell_checks
from generators.model import Place
from generators.model.problems import Problem
from generators.pipeline.request import Outcome


@pytest.fixture
def here(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a handbook that somebody wrote for plain MkDocs in ``kit``."""
    shutil.copytree(root / "tests" / "plain-kit", tmp_path / "kit")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spoil(here: Path) -> None:
    with (here / "kit" / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md)\n")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_build_writes_a_folder_for_the_base_and_says_what_to_open(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "--root", "kit", "--only", "site"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-2].startswith("base: 3 pages in ")
    assert said[-1] == f"Open {Path('dist', 'base', 'site', 'index.html')}"
    assert (here / "dist" / "base" / "site" / "index.html").is_file()


def test_without_a_command_it_builds(here: Path) -> None:
    assert run(["--root", "kit", "--only", "site", "--out", "made"]) == 0
    assert (here / "made" / "base" / "site" / "index.html").is_file()


def test_quiet_prints_nothing_when_all_is_well(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", "kit", "--only", "site", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("here")
def test_new_then_build_gives_a_local_its_own_site(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "harbor-104", "--root", "kit"]) == 0
    assert "python3 build.py build harbor-104" in capsys.readouterr().out
    assert run(["build", "harbor-104", "--root", "kit", "--only", "site"]) == 0
    assert "Harbor 104" in Path("dist", "harbor-104", "report.json").read_text(encoding="utf-8")


@pytest.mark.usefixtures("here")
def test_a_pack_may_stand_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "packs/harbor-104", "--root", "kit"]) == 0
    assert run(["build", "packs/harbor-104", "--root", "kit", "--only", "site"]) == 0
    assert Path("dist", "harbor-104", "site", "index.html").is_file()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("here")
def test_all_ends_with_a_table_of_what_every_local_changed(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("east", "west"):
        run(["new", name, "--root", "kit"])
    extra = Path("kit", "overrides", "locals", "west", "content", "extra.md")
    extra.parent.mkdir()
    extra.write_text("# Extra\n", encoding="utf-8")
    assert run(["build", "--all", "--root", "kit", "--only", "site", "--jobs", "1"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["east", "-", "-", "-", "-", "-", "1", "built"] in rows
    assert ["west", "-", "1", "-", "-", "-", "1", "built"] in rows


@pytest.mark.usefixtures("here")
def test_the_table_is_whole_where_no_terminal_bounds_it(capsys: pytest.CaptureFixture[str]) -> None:
    name = "the-local-of-all-that-have-the-longest-name"
    run(["new", name, "--root", "kit"])
    Path("kit", "overrides", "locals", name, "local.yml").write_text("name: [\n", encoding="utf-8")
    assert run(["build", "--all", "--root", "kit", "--only", "site", "--jobs", "1"]) == 1
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["local", "pages", "added", "examples", "slots", "files", "settings", "ended"] in rows
    assert [name, *"------", "not", "built,", "1", "problem"] in rows


@pytest.mark.usefixtures("here")
def test_a_problem_that_all_locals_share_is_told_once_and_each_local_by_itself(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("east", "west"):
        run(["new", name, "--root", "kit"])
    Path("kit", "docs", "bare.md").write_text("No heading at all.\n", encoding="utf-8")
    Path("kit", "overrides", "locals", "west", "examples").mkdir()
    Path("kit", "overrides", "locals", "west", "examples", "no.md").write_text("Ours.\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["build", "--all", "--root", "kit", "--only", "site", "--jobs", "1", "--out", "made"]) == 1
    heard = capsys.readouterr()
    assert [line.partition(":")[0] for line in heard.err.splitlines() if " of 2 locals: " not in line] == [
        "docs/bare.md",
        "overrides/locals/west/examples/no.md",
        "west",
    ]
    assert "west: not built, 1 problem" in heard.err.splitlines()
    assert heard.err.splitlines()[0] == "0 of 2 locals: 0 built, 0 unchanged, 0 failed"
    said = heard.out.splitlines()
    assert said[-3].startswith("2 locals: 1 built, 1 failed in ")
    assert said[-2] == "Open made, which has a folder for each other local"
    assert said[-1] == "Not built: west (mend what is told of them above, and run the same command again)"


@pytest.mark.usefixtures("here")
def test_where_all_locals_are_built_the_last_line_says_where_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("east", "west"):
        run(["new", name, "--root", "kit"])
    assert run(["build", "--all", "--root", "kit", "--only", "decks", "--jobs", "1", "--out", "made"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Open made, which has a folder for each local"


@pytest.mark.usefixtures("here")
def test_locals_that_are_named_are_told_of_one_by_one_and_no_tally_comes_between(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generators.commands.progress.EVERY", 0.0)
    for name in ("east", "west"):
        run(["new", name, "--root", "kit"])
    capsys.readouterr()
    assert run(["build", "east", "west", "--root", "kit", "--only", "site", "--jobs", "1", "--out", "made"]) == 0
    heard = capsys.readouterr()
    assert [line.split(" in ")[0] for line in heard.out.splitlines()] == [
        line
        for name in ("east", "west")
        for line in (
            f"{name}: 3 pages",
            f"{name}: not yet this local's own: union, colors, logo, contact, conduct contact, web address",
            f"Open {Path('made', name, 'site', 'index.html')}",
        )
    ]
    assert [line.partition(":")[0] for line in heard.err.splitlines()] == [f"{done} of 2 locals" for done in range(3)]


def test_locals_built_at_once_are_the_same_bytes_as_one_after_the_other(here: Path) -> None:
    for name in ("east", "west"):
        run(["new", name, "--root", "kit"])
    command = ["build", "--all", "--root", "kit", "--only", "site", "--quiet"]
    assert run([*command, "--jobs", "1", "--out", "one"]) == 0
    assert run([*command, "--jobs", "2", "--out", "two"]) == 0
    assert files(here / "one") == files(here / "two")


def test_a_mistake_is_named_with_its_line_and_leaves_the_last_good_output(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--root", "kit", "--only", "site"])
    good = files(here / "dist")
    spoil(here)
    capsys.readouterr()
    assert run(["--root", "kit", "--only", "site", "--quiet"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("docs/index.md:8: link to a missing page 'nowhere.md'")
    assert said[1] == f"base: not built, 1 problem; {Path('dist', 'base')} is as it was"
    assert files(here / "dist") == good


def test_check_says_what_is_wrong_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--root", "kit"]) == 0
    assert capsys.readouterr().out == "base: no problems\n"
    spoil(here)
    assert run(["check", "--root", "kit"]) == 1
    assert capsys.readouterr().out == "base: 1 problem\n"
    assert not (here / "dist").exists()


def test_strict_takes_warnings_for_errors(here: Path) -> None:
    (here / "kit" / "docs" / "bare.md").write_text("No heading at all.\n", encoding="utf-8")
    assert run(["check", "--root", "kit"]) == 0
    assert run(["check", "--root", "kit", "--strict"]) == 1
    assert run(["build", "--root", "kit", "--only", "site", "--strict"]) == 1
    assert not (here / "dist").exists()


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["biuld"], "did you mean 'build'?"),
        (["build", "--onyl", "site"], "'--only'?"),
        (["build", "--only", "sites"], "did you mean 'site'?"),
        (["build", "--root", "nowhere"], "does not exist"),
        (["build", "east", "--all", "--root", "kit"], "not both"),
        (["build", "--all", "--root", "kit"], "python3 build.py new LOCAL makes one"),
        (["build", "--jobs", "0"], "0 is not in the range"),
        (["new"], "Missing argument"),
    ],
)
@pytest.mark.usefixtures("here")
def test_wrong_usage_ends_with_2_and_says_what_would_be_right(
    typed: list[str], answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 2
    assert answer in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_two_packs_of_one_name_are_not_built_over_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("a", "b"):
        run(["new", f"{folder}/east", "--root", "kit"])
    assert run(["build", "a/east", "b/east", "--root", "kit"]) == 2
    assert "two packs are called 'east'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "answer"),
    [
        ("east", "lies in the pack 'east'"),
        ("east/made/here", "lies in the pack 'east'"),
        ("link", "lies in the pack 'east'"),
        (".", "would take the place of the pack 'east'"),
        ("kit/content/x", "lies in the kit's own 'content'"),
    ],
)
def test_nothing_is_written_into_what_is_read(
    here: Path, out: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["new", "east", "--root", "kit"])
    (here / "kit" / "overrides" / "locals" / "east").rename(here / "east")
    (here / "link").symlink_to(here / "east")
    (here / "kit" / "content").mkdir()
    before = files(here)
    assert run(["build", "east", "--root", "kit", "--out", out]) == 2
    assert answer in capsys.readouterr().err
    assert files(here) == before


@pytest.mark.usefixtures("here")
def test_a_pack_that_is_not_there_is_a_problem_with_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    run(["new", "harbor-104", "--root", "kit"])
    assert run(["build", "harbour-104", "--root", "kit"]) == 1
    assert "did you mean 'harbor-104'?" in capsys.readouterr().err


@INTERRUPTS
def test_an_interrupted_build_ends_with_130_and_leaves_nothing_behind(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-u", str(root / "build.py"), "--root", str(root / "tests" / "kit"), "--out", "made"]
    with started(command, tmp_path) as building:
        assert building.stdout is not None
        assert any(line.startswith("base: writing") for line in building.stdout), "it had to be at work"
        building.send_signal(signal.SIGINT)
        _, said = building.communicate(timeout=PATIENCE)
    assert building.returncode == 130
    assert said.strip() == "interrupted"
    assert list((tmp_path / "made").iterdir()) == []


def test_an_interrupt_while_the_program_is_read_ends_it_with_130(root: Path, tmp_path: Path) -> None:
    packages = dict.fromkeys(("generators/__init__.py", "generators/commands/__init__.py"), "")
    write(tmp_path, {**packages, "generators/commands/bootstrap.py": "raise KeyboardInterrupt\n"})
    shutil.copy(root / "build.py", tmp_path)
    command = [sys.executable, str(tmp_path / "build.py"), "check"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "interrupted\n")


def test_where_processes_can_share_nothing_a_build_works_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")  # as for a semaphore where /dev/shm is missing

    monkeypatch.setattr("generators.commands.building.workers", refused)
    kit = str(Path(__file__).parent.parent / "kit")
    assert run(["build", "--root", kit, "--out", str(tmp_path), "--only", "site,decks", "--jobs", "2", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_local_whose_problems_were_told_before_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    shared = Problem("slide-empty", Place("slides/evening.md", 3), "the slide 'A' is empty")
    outcomes = [Outcome(name, Path(name), (shared,), built=False) for name in ("east", "west")]
    assert tell_checks(outcomes, strict=False, quiet=True) == 1
    assert capsys.readouterr().err.splitlines() == [
        "slides/evening.md:3: the slide 'A' is empty [slide-empty]",
        "west: it has problems that are told above, too: slides/evening.md:3",
    ]


def test_the_list_of_commands_imports_none_of_them_and_says_what_each_says_itself() -> None:
    script = "import sys; from generators.commands.command_line import run; run(['--help']); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    commands = {loaded.module for loaded in LOADED_WHEN_CALLED.values()}
    assert not commands & {*said.split()}
    for loaded in LOADED_WHEN_CALLED.values():
        assert getattr(import_module(loaded.module), loaded.name).get_short_help_str(1000) == loaded.help


def test_a_kit_without_packs_does_not_wait_for_what_cleans_them(tmp_path: Path) -> None:
    script = "import sys; from generators.commands.command_line import run; run(sys.argv[1:]); print(*sys.modules)"
    command = [sys.executable, "-c", script, "check", "--root", str(write_kit(tmp_path))]
    imported = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert "generators.pipeline.kits" in imported
    assert not {"pikepdf", "PIL", "tinycss2", "generators.packs.pack"} & {*imported}
