"""Writers of one kit run at the same time, and never in a copy of a process that has threads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generators.model import Kit, Place
from generators.pipeline import BuildRequest, check_kits
from generators.problems import Problem, RefusedInput
from generators.side_by_side import WriterFailed, write_side_by_side


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
    raise RefusedInput(Problem(Place("content/index.md", 3), "too long"))


def breaking(_kit: Kit, _into: Path) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize("threads", [0, 1])
def test_every_writer_writes_whether_or_not_the_process_has_threads(kit: Kit, tmp_path: Path, threads: int) -> None:
    done = threading.Event()
    started = [threading.Thread(target=done.wait) for _ in range(threads)]
    for thread in started:
        thread.start()
    try:
        write_side_by_side({"first": first, "second": second}, kit, tmp_path)
    finally:
        done.set()
    assert (tmp_path / "first").read_text(encoding="utf-8") == str(os.getpid())
    if threads:
        assert (tmp_path / "second").read_text(encoding="utf-8") == str(os.getpid())


def test_a_writer_that_refuses_the_kit_is_heard(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="too long"):
        write_side_by_side({"first": first, "second": refusing}, kit, tmp_path)


def test_a_writer_that_breaks_down_is_no_author_s_mistake(kit: Kit, tmp_path: Path) -> None:
    with pytest.raises((WriterFailed, ZeroDivisionError)):
        write_side_by_side({"first": first, "second": breaking}, kit, tmp_path)


def test_the_second_local_of_one_process_is_built_like_the_first(root: Path, tmp_path: Path) -> None:
    """The first one's layouts leave threads behind, for which a copy of the process would wait without end."""
    kit = root / "tests" / "kit"
    other = shutil.copytree(kit / "overrides" / "locals" / "harbor", tmp_path / "harbor-b")
    command = [sys.executable, str(root / "build.py"), "build", "harbor", str(other), "--jobs", "1", "--quiet"]
    subprocess.run([*command, "--root", str(kit), "--out", str(tmp_path / "dist")], check=True, timeout=120)
    made = [sorted(path.name for path in (tmp_path / "dist" / slug).rglob("*")) for slug in ("harbor", "harbor-b")]
    assert made[0] == made[1]
