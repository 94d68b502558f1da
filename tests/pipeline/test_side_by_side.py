"""Writers of one kit run at the same time, in processes of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context, parent_process
from pathlib import Path

import pytest

from generators.model import Deck, Kit, Place
from generators.model.problems import Problem, RefusedInput
from generators.pipeline.pipeline import BuildRequest, check_kits
from generators.pipeline.processes import Colleagues, colleagues, write_side_by_side
from generators.writers import Writer


@pytest.fixture(scope="module")
def kit(root: Path) -> Kit:
    (outcome,) = check_kits(BuildRequest(root / "tests" / "plain-kit", Path()))
    assert outcome.kit is not None
    return outcome.kit


def first(_kit: Kit, into: Path) -> None:
    (into / "first").write_text(str(os.getpid()), encoding="utf-8")


def second(_kit: Kit, into: Path) -> None:
    (into / "second").write_text(str(os.getpid()), encoding="utf-8")


def refusing(_kit: Kit, _into: Path) -> None:
    raise RefusedInput(Problem("text-too-deep", Place("content/index.md", 3), "too long"))


def breaking(_kit: Kit, _into: Path) -> None:
    raise ZeroDivisionError


def slow(_kit: Kit, into: Path) -> None:
    deadline = time.monotonic() + 20
    while not (into / "second").exists() and time.monotonic() < deadline:
        time.sleep(0.01)


def deck_names(kit: Kit, into: Path) -> None:
    (into / "+".join(deck.name for deck in kit.decks)).touch()


def dying(_kit: Kit, into: Path) -> None:
    if parent_process():
        os._exit(1)
    (into / "dying").write_text(str(os.getpid()), encoding="utf-8")


def write(kit: Kit, into: Path, *names: str) -> None:
    writers = {name: Writer(__name__, (name,)) for name in names}
    with colleagues(tuple(writers.values())[1:]) as others:
        write_side_by_side(writers, kit, into, others)


def test_the_first_writer_runs_here_and_the_others_elsewhere(kit: Kit, tmp_path: Path) -> None:
    write(kit, tmp_path, "first", "second")
    assert (tmp_path / "first").read_text(encoding="utf-8") == str(os.getpid())
    assert (tmp_path / "second").read_text(encoding="utf-8") not in ("", str(os.getpid()))


def test_the_process_that_read_the_kit_takes_over_what_nobody_has_begun(kit: Kit, tmp_path: Path) -> None:
    writers = {name: Writer(__name__, (name,)) for name in ("first", "slow", "second")}
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        write_side_by_side(writers, kit, tmp_path, Colleagues(pool, 1))  # 'slow' ends when 'second' was written
    assert (tmp_path / "second").read_text(encoding="utf-8") == str(os.getpid())


@pytest.mark.parametrize("before", ["first", "slow"])
def test_what_a_process_leaves_that_is_ended_from_outside_is_written_here(
    kit: Kit, tmp_path: Path, before: str
) -> None:
    (tmp_path / "second").touch()  # nobody has to wait for it
    write(kit, tmp_path, before, "dying", "second")
    assert (tmp_path / "dying").read_text(encoding="utf-8") == str(os.getpid())


def test_decks_are_shared_out_one_by_one(kit: Kit, tmp_path: Path) -> None:
    decks = tuple(Deck(name, name, 0, "", "", (), (), "en", Place("slides/a.md", 1)) for name in "ab")
    both = replace(kit, decks=decks)
    write_side_by_side(
        {"first": Writer(__name__, ("first",))} | {"decks": Writer(__name__, ("deck_names",), each="deck")},
        both,
        tmp_path,
        Colleagues(ThreadPoolExecutor(), 2),
    )
    assert {"a", "b"} <= {path.name for path in tmp_path.iterdir()}
    assert not (tmp_path / "a+b").exists()


def test_a_writer_that_refuses_the_kit_is_heard_with_its_problems(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(RefusedInput) as refusal:
        write(kit, tmp_path, "first", "refusing")
    assert refusal.value.problems == (Problem("text-too-deep", Place("content/index.md", 3), "too long"),)


def test_a_writer_that_breaks_down_is_no_author_s_mistake(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write(kit, tmp_path, "first", "breaking")


def test_no_file_is_still_being_written_when_the_first_writer_refuses(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(RefusedInput):
        write(kit, tmp_path, "refusing", "second")
    assert (tmp_path / "second").is_file()


def test_the_second_local_of_one_process_is_built_like_the_first(root: Path, tmp_path: Path) -> None:
    kit = root / "tests" / "kit"
    other = shutil.copytree(kit / "overrides" / "locals" / "harbor", tmp_path / "harbor-b")
    command = [sys.executable, str(root / "build.py"), "build", "harbor", str(other), "--jobs", "1", "--quiet"]
    subprocess.run([*command, "--root", str(kit), "--out", str(tmp_path / "dist")], check=True, timeout=120)
    made = [sorted(path.name for path in (tmp_path / "dist" / slug).rglob("*")) for slug in ("harbor", "harbor-b")]
    assert made[0] == made[1]
