"""Whoever kills the program, and however: nothing runs on, nothing is left lying, and the last good kit stands."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from kills import PATIENCE, SEES_PROCESSES, Victim, Whom, broken_kit, digest, litter, start_again
from previews import copy_of_kit, happens

pytestmark = SEES_PROCESSES

AT_WORK = {"base": "base: writing", "all": "0 of 3 locals"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the last good kits stand."""
    for name in ("base", "harbor-104", "millbrook-212", "valle-318"):
        folder = tmp_path / "out" / name
        folder.mkdir(parents=True)
        (folder / "report.json").write_text("{}", encoding="utf-8")
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("what", "name", "whom"),
    [
        ("base", "SIGTERM", "group"),
        ("all", "SIGTERM", "alone"),
        ("base", "SIGHUP", "alone"),
        ("base", "SIGINT", "alone"),
        ("all", "SIGINT", "group"),
        ("base", "SIGKILL", "group"),
        ("all", "SIGKILL", "alone"),
    ],
)
def test_a_build_that_is_killed_leaves_the_last_good_kits_and_nothing_else(
    root: Path, tmp_path: Path, out: Path, what: str, name: str, whom: Whom
) -> None:
    before = digest(out)
    arguments = ["build", *(["--all"] if what == "all" else []), "--jobs", "3", "--out", str(out)]
    with Victim(root, arguments, tmp_path / "scratch") as victim:
        victim.reaches(AT_WORK[what])
        assert happens(lambda: any(out.glob(".*"))), "it had to have begun"
        assert victim.ends_at_once(signal.Signals[name], whom), "somebody went on"
    if name == "SIGKILL":
        start_again(root, broken_kit(tmp_path / "broken"), tmp_path / "scratch", out)
    else:
        others = "interrupted: the locals that were still being built are as they were"
        assert victim.program.returncode == 130
        assert victim.said.splitlines()[-1] == (others if what == "all" else "interrupted")
        assert victim.seconds < PATIENCE / 2
    assert litter(tmp_path / "scratch", out) == []
    assert digest(out) == before


def test_so_does_a_preview(root: Path, tmp_path: Path) -> None:
    kit, scratch = copy_of_kit(root, tmp_path / "kit"), tmp_path / "scratch"
    with Victim(root, ["serve", "--root", str(kit), "--port", "0"], scratch) as victim:
        victim.reaches("base: decks, forms, guides in")
        assert victim.ends_at_once(signal.SIGKILL, "alone")
    assert litter(scratch) != []
    start_again(root, broken_kit(tmp_path / "broken"), scratch, tmp_path / "out")
    assert litter(scratch) == []


@pytest.mark.parametrize("command", ["check", "collect"])
def test_other_commands_are_asked_to_end_in_the_same_way(root: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "answers").mkdir()
    for number in range(3000):
        (tmp_path / "answers" / f"{number}.pdf").write_bytes(b"%PDF-1.7\n")
    collecting = ["collect", str(tmp_path / "answers"), "--out", str(tmp_path / "table.csv")]
    arguments = collecting if command == "collect" else ["check", "millbrook-212", "harbor-104"]
    with Victim(root, arguments, tmp_path / "scratch") as victim:
        assert happens(lambda: any((tmp_path / "scratch").iterdir()))
        assert victim.ends_at_once(signal.SIGTERM, "alone")
    assert (victim.program.returncode, victim.said.strip()) == (130, "interrupted")
    assert litter(tmp_path / "scratch") == []
    assert not (tmp_path / "table.csv").exists()
