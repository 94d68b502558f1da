"""All temporary files of a run stand in one folder, which the next run removes if its own has been killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from programs import INTERRUPTS, interrupts_heard, started

from generators.pipeline import temporary_files
from generators.pipeline.file_lock import FileLock, try_lock
from generators.pipeline.temporary_files import own_temporary_folder

RUNNING = """
import sys, tempfile, time
from pathlib import Path
from generators.pipeline.temporary_files import own_temporary_folder
with own_temporary_folder():
    Path(tempfile.mkdtemp(), "half.pdf").write_text("half")
    print("at work", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that this and all other programs have for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@contextmanager
def another_run() -> Iterator[subprocess.Popen[str]]:
    with started([sys.executable, "-c", RUNNING]) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "at work\n"
        yield run


def test_what_is_made_in_a_run_stands_in_its_own_folder_and_is_gone_afterwards(temporary: Path) -> None:
    with own_temporary_folder() as folder:
        made = Path(tempfile.mkdtemp())
        assert made.parent == folder
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []
    assert tempfile.gettempdir() == str(temporary)


def test_the_folder_of_a_run_that_was_killed_is_swept_and_that_of_a_living_one_is_not(temporary: Path) -> None:
    with another_run() as dead:
        dead.kill()
    left = set(temporary.iterdir())
    assert left
    with another_run():
        living = set(temporary.iterdir()) - left
        with own_temporary_folder() as folder:
            assert set(temporary.iterdir()) == {*living, folder, folder.with_name(f"{folder.name}.lock")}
        assert len(living) == 2
        assert len(list(temporary.rglob("half.pdf"))) == 1


def test_what_only_looks_like_it_is_left_alone(temporary: Path) -> None:
    (temporary / "precious").mkdir()
    (temporary / "precious" / "thesis.doc").write_text("years of work", encoding="utf-8")
    (temporary / "mentoring-kit-notes").mkdir()
    (temporary / "mentoring-kit-linked").symlink_to(temporary / "precious")
    (temporary / "mentoring-kit-linked.lock").touch()
    (temporary / "mentoring-kit-other.lock").symlink_to(temporary / "precious" / "thesis.doc")
    with own_temporary_folder():
        pass
    assert (temporary / "precious" / "thesis.doc").read_text(encoding="utf-8") == "years of work"
    assert (temporary / "mentoring-kit-notes").is_dir()


@INTERRUPTS
def test_an_interrupt_while_the_folder_is_made_leaves_nothing(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(file: Path) -> FileLock | None:
        signal.raise_signal(signal.SIGINT)
        return try_lock(file)

    monkeypatch.setattr(temporary_files, "try_lock", interrupted)
    with interrupts_heard(), pytest.raises(KeyboardInterrupt), own_temporary_folder():
        pytest.fail("it must not come this far")
    assert list(temporary.iterdir()) == []
