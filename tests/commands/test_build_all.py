"""``build --all``: what it tells people and programs, where it goes on after an end, and which locals it leaves out."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hostile_packs import PATHS, REFUSED
from rich.console import Console
from sample import write, write_kit, write_pack

from generators.commands import environment
from generators.commands.command_line import run
from generators.commands.progress import EVERY, CountLines, Tally, on_terminal
from generators.commands.reporting import Telling, build_and_tell
from generators.model import Place
from generators.model.problems import Problem
from generators.pipeline.request import BuildRequest, Outcome

pytestmark = pytest.mark.usefixtures("lasting_process")

NAMES = ("east", "north", "west")
GIT = pytest.mark.skipif(shutil.which("git") is None, reason="there is no Git")


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kit with three locals, of which decks are asked for: there are none, so that nothing takes long."""
    kit = write_kit(tmp_path / "kit", {"content/a.md": "# A\n\nBase.\n", "content/b.md": "# B\n\nBase.\n"})
    for name in NAMES:
        write_pack(kit, slug=name)
    monkeypatch.setattr(environment, "store_folder", lambda: tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    return kit


def build(*more: str, every: bool = True) -> int:
    return run(["build", *(["--all"] if every else []), "--root", "kit", "--only", "decks", "--jobs", "1", *more])


def results(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, str]:
    """How each local ended, by its name."""
    build("--json", *more)
    document = json.loads(capsys.readouterr().out)
    return {outcome["local"]: outcome["result"] for outcome in document["outcomes"]}


def test_programs_get_one_document_and_progress_goes_elsewhere(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(kit, {"overrides/locals/west/examples/no.md": "Ours.\n", "content/b.md": "No heading.\n"})
    assert build("--json") == 1
    said = capsys.readouterr()
    document: dict[str, Any] = json.loads(said.out)
    assert [(one["local"], one["result"], one["errors"]) for one in document["outcomes"]] == [
        ("east", "built", 0),
        ("north", "built", 0),
        ("west", "failed", 1),
    ]
    first = document["outcomes"][0]
    assert " ".join(first) == "local folder result seconds formats made overrides errors warnings"
    assert (first["folder"], first["formats"]) == (str(Path.cwd() / "dist" / "east"), ["decks"])
    assert (first["made"]["pages"], first["overrides"], first["seconds"] > 0) == (3, {"setting": 1}, True)
    assert {problem["code"]: problem["locals"] for problem in document["problems"]} == {
        "page-without-heading": ["east", "north"],
        "override-missing-passage": ["west"],
    }
    assert [document[key] for key in ("built", "unchanged", "failed", "errors", "warnings")] == [2, 0, 1, 1, 1]
    assert said.err.splitlines()[0] == "0 of 3 locals: 0 built, 0 unchanged, 0 failed"


def test_of_twenty_locals_one_that_means_harm_keeps_no_other_from_being_built(
    kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(16):
        write_pack(kit, slug=f"local-{number}")
    hostile = next(one for one in REFUSED if one not in PATHS)
    hostile.make(kit / "overrides" / "locals" / "harm")
    ended = results(capsys)
    assert ended.pop("harm") == "failed"
    assert list(ended.values()) == ["built"] * 19


def test_a_base_that_cannot_be_read_is_told_in_the_document(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kit / "mkdocs.yml").write_text("site_name: [\n")
    assert build("--json", "--quiet") == 1
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (document["outcomes"], document["errors"], said.err) == ([], 1, "")


def test_a_full_disk_leaves_a_document_of_what_ended_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def until_full(_step: Callable[[str], None]) -> Iterator[Outcome]:
        yield outcome()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "west"))

    request = BuildRequest(tmp_path, tmp_path, (tmp_path / "east", tmp_path / "west"))
    with pytest.raises(OSError, match="No space left"):
        build_and_tell(request, until_full, Telling(of_all=True, as_json=True))
    document = json.loads(capsys.readouterr().out)
    assert [(one["local"], one["result"]) for one in document["outcomes"]] == [("east", "built")]
    (problem,) = document["problems"]
    assert (problem["code"], problem["file"]) == ("file-unreadable", str(tmp_path / "west"))


def test_quiet_tells_errors_alone(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--quiet") == 0
    assert capsys.readouterr() == ("", "")


def outcome(*, built: bool = True, unchanged: bool = False) -> Outcome:
    problem = Problem("text-too-deep", Place("a.md", 3), "too long")
    return Outcome("east", Path(), () if built else (problem,), built, unchanged=unchanged)


def test_of_many_locals_those_that_were_not_built_are_named_in_the_last_line(
    kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody finds five rows among two hundred, and what was told of them is far above."""
    names = [f"local-{number:03}" for number in range(22)]
    for name in names:
        write_pack(kit, {"local.yml": "name: [\n"}, slug=name)
    assert build() == 1
    last = capsys.readouterr().out.splitlines()[-1]
    cure = "mend what is told of them above, and run the same command again"
    assert last == f"Not built: {', '.join(names[:20])}, and 2 more ({cure})"


def test_a_tally_has_counts_rate_and_the_time_that_is_left() -> None:
    tally = Tally(10)
    tally.moments[0] = 0.0
    for one in (outcome(), outcome(unchanged=True), outcome(built=False), outcome()):
        tally.count(one)
    tally.moments[-1] = 120.0
    assert str(tally) == "4 of 10 locals: 2 built, 1 unchanged, 1 failed; 2.0 a minute, 3:00 left"
    tally.moments[-1] = 0.5
    assert str(tally).endswith("8.0 a second, 0:01 left")


def test_a_terminal_has_a_bar_with_the_tally_and_all_else_lines() -> None:
    screen, log = StringIO(), StringIO()
    with on_terminal(Console(file=screen, force_terminal=True, width=100), 2) as bar:
        bar.count(outcome())
        with bar.set_aside():
            screen.write("a mistake\n")
        bar.count(outcome(unchanged=True))
    assert "━" in screen.getvalue()
    assert "2 of 2 locals: 1 built, 1 unchanged, 0 failed" in screen.getvalue()
    lines = CountLines(Tally(2), log)
    lines.count(outcome())
    lines.told -= EVERY
    lines.count(outcome())
    assert [line.partition(";")[0] for line in log.getvalue().splitlines()] == [
        "0 of 2 locals: 0 built, 0 unchanged, 0 failed",
        "2 of 2 locals: 2 built, 0 unchanged, 0 failed",
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file on which nothing has room")
def test_a_log_on_a_full_disk_ends_no_build() -> None:
    tally = Tally(1)
    with pytest.raises(OSError, match="No space left"), Path("/dev/full").open("w", encoding="utf-8") as log:
        lines = CountLines(tally, log)
        lines.told -= EVERY
        lines.count(outcome())
        assert tally.ended.total() == 1, "only the log's own end fails"
    assert tally.ended.total() == 1


def test_a_build_that_failed_in_part_is_resumed_with_what_is_left(
    kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = kit / "mkdocs.yml"
    plain.write_text(f"{plain.read_text()}\nhooks: [hook.py]\n")  # which may do anything, so that nothing is unchanged
    write(kit, {"hook.py": "", "overrides/locals/west/examples/no.md": "Ours.\n"})
    assert results(capsys) == {"east": "built", "north": "built", "west": "failed"}
    (kit / "overrides" / "locals" / "west" / "examples" / "no.md").unlink()
    write(kit, {"overrides/locals/north/content/c.md": "# New\n"})
    assert results(capsys, "--resume") == {"east": "unchanged", "north": "built", "west": "built"}
    assert results(capsys, "--resume") == dict.fromkeys(NAMES, "built"), "the last one ended well"


@pytest.mark.parametrize("wrong", [("--no-cache",), ()])
def test_there_is_nothing_to_resume_without_memory_or_all(kit: Path, wrong: tuple[str, ...]) -> None:
    assert build("--resume", *wrong, every=bool(wrong)) == 2


def test_an_edition_is_known_by_the_kits_that_bear_it(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results(capsys)
    edition = json.loads(Path("dist", "east", "report.json").read_text())["edition"]
    assert build("--changed-since", edition) == 0
    assert capsys.readouterr().out == "no local has changed since then\n"
    write(kit, {"overrides/locals/north/slots/new.md": "Ours.\n", "overrides/locals/north/README.md": "For us.\n"})
    assert set(results(capsys, "--changed-since", edition)) == {"north"}
    write(kit, {"overrides/locals/east/content/a.md": "# Ours\n"})
    results(capsys)
    write(kit, {"content/a.md": "# A\n\nNew.\n"})
    assert set(results(capsys, "--changed-since", edition)) == {"north", "west"}, "east has a page in its place"
    assert build("--changed-since", "spring") == 2
    said = capsys.readouterr().err
    assert re.search(rf"no kit bears the edition 'spring' \(known in dist: .*{edition} \(", said)
    assert "a date is written as 2026-05-01" in said
    assert build("--changed-since", f"{edition[:-1]}x") == 2
    assert f"did you mean '{edition}'?" in capsys.readouterr().err


def test_of_thousands_of_editions_a_few_are_named(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(1000):
        write(kit, {f"dist/local-{number:04}/report.json": f'{{"edition": "9{number}", "sources": {{}}}}'})
    assert build("--changed-since", "spring", "--out", str(kit / "dist")) == 2
    said = capsys.readouterr().err
    assert "90 (local-0000)" in said and "94 (local-0004), and 995 more" in said and "local-0005" not in said


def age(folder: Path) -> None:
    """Has all files look as if they were written in 2020."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (1_577_836_800, 1_577_836_800))


def test_without_git_the_times_of_files_say_what_has_changed(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    age(kit)
    assert results(capsys, "--changed-since", "2026-01-01") == {}
    write(kit, {"overrides/locals/north/local.yml": "name: North\n"})
    assert set(results(capsys, "--changed-since", "2026-01-01")) == {"north"}
    write(kit, {"mkdocs.yml": (kit / "mkdocs.yml").read_text()})
    assert set(results(capsys, "--changed-since", "2026-01-01")) == set(NAMES)


@GIT
def test_git_knows_what_has_changed_whenever_files_were_written(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def commit(day: str) -> None:
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
            dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
            names = ["-c", "user.name=x", "-c", "user.email=x@x.example"]
            subprocess.run(["git", *names, *command], cwd=kit, check=True, env={**os.environ, **dated})

    commit("2025-01-01")
    write(kit, {"overrides/locals/north/local.yml": "name: North\n"})
    (kit / "content" / "b.md").unlink()
    write(kit, {f"overrides/locals/{name}/content/b.md": "# Ours\n" for name in ("east", "north")})
    assert set(results(capsys, "--changed-since", "2025-06-01")) == set(NAMES), "what is not committed counts"
    commit("2025-07-01")
    write(kit, {"overrides/locals/west/local.yml": "name: West\n"})
    commit("2025-08-01")
    assert set(results(capsys, "--changed-since", "2025-07-15")) == {"west"}
    assert results(capsys, "--changed-since", "2025-09-01") == {}


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        ("2026-13-01", "write it as 2026-05-01"),
        ("2026-1-1", "write it as 2026-05-01"),
        ("2999-01-01", "has not come yet"),
    ],
)
def test_what_is_no_date_is_wrong_usage(kit: Path, capsys: pytest.CaptureFixture[str], since: str, answer: str) -> None:
    assert build("--changed-since", since) == 2
    assert answer in capsys.readouterr().err
