"""A finished folder takes the place of the last one at once, or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from programs import started
from sample import write

from generators.model.problems import RefusedInput
from generators.pipeline import publish
from generators.pipeline.publish import successor, swept
from generators.pipeline.writing import made_anew
from generators.writers import WRITERS
from generators.writers.site import downloads


def held(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_new_folder_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "dist" / "base"
    with successor(target, keep=False) as into:
        write(into, {"a/b.txt": "new"})
        assert not target.exists()
    assert held(tmp_path) == {"dist/base/a/b.txt": "new"}


def test_what_stood_there_is_gone_unless_it_is_kept(tmp_path: Path) -> None:
    target = write(tmp_path / "base", {"old.txt": "old", "both.txt": "old"})
    with successor(target, keep=True) as into:
        write(into, {"both.txt": "new"})
    assert held(tmp_path) == {"base/old.txt": "old", "base/both.txt": "new"}
    with successor(target, keep=False) as into:
        write(into, {"only.txt": "new"})
    assert held(tmp_path) == {"base/only.txt": "new"}


def test_what_is_made_anew_is_not_copied_first(tmp_path: Path) -> None:
    pages = {"site/index.html": "old", "site/part/a.html": "old"}
    target = write(tmp_path / "base", {**pages, "site/downloads/a.pdf": "old", "forms/a.pdf": "old"})
    with successor(target, keep=True, without=made_anew(target, ["site"])) as into:
        assert held(into) == {"site/downloads/a.pdf": "old", "forms/a.pdf": "old"}
    assert WRITERS["site"].spares == downloads.FOLDER


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("keep", [True, False])
def test_after_a_failure_the_old_folder_is_as_it_was_and_nothing_else_is_left(
    tmp_path: Path, failure: type[BaseException], *, keep: bool
) -> None:
    target = write(tmp_path / "base", {"old.txt": "old", "a/b.txt": "old"})
    with pytest.raises(failure), successor(target, keep=keep) as into:
        write(into, {"old.txt": "new", "a/b.txt": "new", "c.txt": "new"})
        raise failure
    assert held(tmp_path) == {"base/old.txt": "old", "base/a/b.txt": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_after_a_failure_of_the_first_build_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), successor(tmp_path / "base", keep=False):
        raise ValueError("x")
    assert list(tmp_path.iterdir()) == []


def test_when_the_new_folder_cannot_be_moved_the_old_one_comes_back(tmp_path: Path) -> None:
    target = write(tmp_path / "base", {"old.txt": "old"})
    with pytest.raises(FileNotFoundError), successor(target, keep=False) as into:
        into.rmdir()
    assert held(tmp_path) == {"base/old.txt": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_a_link_stays_a_link_and_the_folder_behind_it_is_replaced(tmp_path: Path) -> None:
    real = write(tmp_path / "www" / "site", {"old.txt": "old"})
    (tmp_path / "base").symlink_to(real)
    with successor(tmp_path / "base", keep=False) as into:
        write(into, {"new.txt": "new"})
    assert (tmp_path / "base").is_symlink()
    assert held(tmp_path / "www") == {"site/new.txt": "new"}


def test_everybody_may_read_what_is_published(tmp_path: Path) -> None:
    with successor(tmp_path / "base", keep=False):
        pass
    assert (tmp_path / "base").stat().st_mode & 0o555 == 0o555


def test_a_folder_that_holds_other_peoples_files_is_never_replaced(tmp_path: Path) -> None:
    target = write(tmp_path / "base", {"thesis.doc": "years of work"})
    with (
        pytest.raises(RefusedInput, match="the kit did not make"),
        successor(target, keep=False, known_by="report.json"),
    ):
        pytest.fail("it must not come this far")
    assert held(tmp_path) == {"base/thesis.doc": "years of work"}


def test_a_file_of_that_name_is_never_replaced(tmp_path: Path) -> None:
    write(tmp_path, {"base": "a file"})
    with pytest.raises(RefusedInput), successor(tmp_path / "base", keep=False, known_by="report.json"):
        pytest.fail("it must not come this far")


@pytest.mark.parametrize("files", [{}, {"report.json": "{}", "site/a.html": ""}], ids=["empty", "made by the kit"])
def test_an_empty_folder_and_one_that_the_kit_made_are_replaced(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    target = write(tmp_path / "base", files)
    target.mkdir(exist_ok=True)
    with successor(target, keep=False, known_by="report.json") as into:
        write(into, {"report.json": "new"})
    assert held(tmp_path) == {"base/report.json": "new"}


EXCHANGING = """
import sys
from pathlib import Path
from generators.pipeline.publish import successor
print("at work", flush=True)
while not Path(sys.argv[2]).exists():
    with successor(Path(sys.argv[1]), keep=False) as into:
        (into / "report.json").write_text("whole")
"""


def test_whoever_looks_while_two_processes_exchange_a_folder_finds_it_whole(tmp_path: Path) -> None:
    target = write(tmp_path / "out" / "base", {"report.json": "0"})
    if not publish.swapped(target, write(tmp_path / "other", {"report.json": "0"})):
        pytest.skip("the file system cannot exchange two folders in one step")
    command = [sys.executable, "-c", EXCHANGING, str(target), str(tmp_path / "enough")]
    changes = missed = 0
    before = target.stat().st_ino
    with started(command) as one, started(command) as other:
        assert {said.readline() for said in (one.stdout, other.stdout) if said} == {"at work\n"}
        while changes < 200:
            missed += not (target / "report.json").exists()
            now = target.stat().st_ino
            before, changes = now, changes + (now != before)
        (tmp_path / "enough").touch()
        assert (one.communicate()[1], other.communicate()[1]) == ("", "")
        assert (one.returncode, other.returncode) == (0, 0)
    assert missed == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["base"]


WORKING = """
import sys, time
from pathlib import Path
from generators.pipeline.publish import successor
with successor(Path(sys.argv[1]), keep=False) as into:
    (into / "begun.txt").write_text("half")
    print("at work", flush=True)
    time.sleep(60)
"""


@contextmanager
def at_work_on(target: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has begun a successor of ``target``, and does not end it."""
    with started([sys.executable, "-c", WORKING, str(target)]) as working:
        assert working.stdout is not None
        assert working.stdout.readline() == "at work\n"
        yield working


def test_what_a_killed_build_has_left_is_swept_and_what_a_living_one_makes_is_not(tmp_path: Path) -> None:
    target, neighbor = tmp_path / "east", tmp_path / "east-2"
    with at_work_on(target) as dead, at_work_on(neighbor):
        dead.kill()
        dead.wait()
        left = {path.name for path in tmp_path.iterdir() if path.name.startswith(".east.")}
        assert len(left) == 2
        with swept(tmp_path):
            names = {path.name.partition(".kit-")[0] for path in tmp_path.iterdir()}
        assert names == {".east-2"}


def test_a_second_build_waits_for_the_first_and_says_for_whom(tmp_path: Path) -> None:
    target = tmp_path / "base"
    with at_work_on(target) as first:
        told: list[str] = []

        def tell(line: str) -> None:
            told.append(line)
            first.kill()
            first.wait()

        with successor(target, keep=False, tell=tell) as into:
            write(into, {"a.txt": "second"})
    assert told[0].startswith(f"base: waiting for another build of it to end (process {first.pid} on ")
    assert held(tmp_path) == {"base/a.txt": "second"}
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


@pytest.fixture
def by_renames(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system, or a file system, that exchanges nothing."""
    monkeypatch.setattr(publish, "swapped", lambda _one, _other: False)


@pytest.mark.usefixtures("by_renames")
def test_where_nothing_can_be_exchanged_two_renames_do_it(tmp_path: Path) -> None:
    target = write(tmp_path / "base", {"old.txt": "old"})
    with successor(target, keep=False) as into:
        write(into, {"new.txt": "new"})
    assert held(tmp_path) == {"base/new.txt": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


@pytest.mark.parametrize(
    ("left", "stands"),
    [
        ({".base.kit-01234567-old/a.txt": "old", ".base.kit-01234567/a.txt": "new"}, "old"),
        ({".base.kit-01234567-old/a.txt": "old", "base/a.txt": "new"}, "new"),
        ({".base.kit-01234567-copy/a.txt": "old", "base/a.txt": "half of it"}, "old"),
        ({".base.kit-01234567-part/a.txt": "half of it", "base/a.txt": "old"}, "old"),
    ],
    ids=["between the renames", "after both", "after a copy was whole", "before it was"],
)
@pytest.mark.parametrize("start", ["of a build", "of any"])
def test_a_start_after_a_build_that_died_in_the_exchange_puts_a_whole_folder_back(
    tmp_path: Path, left: dict[str, str | bytes], stands: str, start: str
) -> None:
    write(tmp_path, left)
    if start == "of any":
        with swept(tmp_path):
            assert held(tmp_path) == {"base/a.txt": stands}
    else:
        with successor(tmp_path / "base", keep=True) as into:
            assert held(into) == {"a.txt": stands}
            assert held(tmp_path / "base") == {"a.txt": stands}
        assert held(tmp_path) == {"base/a.txt": stands}


OVERLAID = """
import subprocess, sys
from pathlib import Path
from generators.pipeline.publish import successor
here = Path(sys.argv[1])
layers = f"lowerdir={here}/lower,upperdir={here}/upper,workdir={here}/work,userxattr"
if subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, str(here / "merged")]).returncode:
    sys.exit(77)
with successor(here / "merged" / "base", keep=True) as into:
    (into / "new.txt").write_text("new")
print(sorted(path.relative_to(here / "merged").as_posix() for path in (here / "merged").rglob("*")))
"""


def test_a_folder_of_a_lower_layer_that_cannot_be_renamed_is_replaced_as_well(tmp_path: Path) -> None:
    for name in ("lower", "upper", "work", "merged"):
        (tmp_path / name).mkdir()
    write(tmp_path / "lower", {"base/old.txt": "old"})
    command = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-c", OVERLAID, str(tmp_path)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no 'unshare'")
    if ended.returncode == 77 or ended.stderr.startswith("unshare:"):
        pytest.skip("nothing may be mounted here")
    assert (ended.stdout, ended.stderr) == ("['base', 'base/new.txt', 'base/old.txt']\n", "")


def test_a_build_that_is_interrupted_leaves_nothing_of_what_its_workers_had_begun(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), swept(tmp_path), at_work_on(tmp_path / "base") as worker:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
