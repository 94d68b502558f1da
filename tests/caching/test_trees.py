"""The digest of a folder: it changes with every byte and name, and there is none where nobody could say everything."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.caching import trees
from generators.caching.trees import FileDigests, Files, Unreadable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages" / "forms").mkdir(parents=True)
    (tmp_path / "pages" / "index.md").write_text("Welcome")
    (tmp_path / "pages" / "forms" / "pledge.md").write_text("Pledge")
    return tmp_path / "pages"


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter": lambda folder: (folder / "index.md").write_text("welcome"),
    "a new file": lambda folder: (folder / "forms" / "new.md").write_text(""),
    "a new folder": lambda folder: (folder / "empty").mkdir(),
    "a file less": lambda folder: (folder / "index.md").unlink(),
    "another name": lambda folder: (folder / "index.md").rename(folder / "Index.md"),
    "another folder": lambda folder: (folder / "index.md").rename(folder / "forms" / "index.md"),
    "who may read it": lambda folder: (folder / "index.md").chmod(0o400),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_another_digest_and_another_signature(folder: Path, change: Callable[[Path], object]) -> None:
    before = Files(folder).tree()
    change(folder)
    after = Files(folder).tree()
    assert after.digest != before.digest
    assert Files(folder).signature() == after.signature != before.signature


def test_the_same_size_and_time_do_not_hide_another_text(folder: Path) -> None:
    file, before = folder / "index.md", Files(folder).tree()
    found = file.stat()
    file.write_text("WELCOME")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert Files(folder).tree().digest != before.digest


def test_what_was_read_is_believed_until_somebody_writes_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, read, before = folder / "index.md", FileDigests(), Files(folder).tree()
    assert read.of(str(file), os.lstat(file)) == hashlib.sha256(file.read_bytes()).hexdigest()
    assert Files(folder).tree(read) == before
    with monkeypatch.context() as patched:
        patched.setattr(trees, "digest_of_file", lambda name: pytest.fail(f"{name} is read again"))
        assert Files(folder).tree(read) == before
    file.write_text("another text")
    assert Files(folder).tree(read) == Files(folder).tree()


def test_an_equal_file_in_the_place_of_another_is_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, read = folder / "index.md", FileDigests()
    before = read.of(str(file), os.lstat(file))
    (tmp_path / "equal").write_bytes(file.read_bytes())
    (tmp_path / "equal").replace(file)
    read.note_equal(str(file))
    monkeypatch.setattr(trees, "digest_of_file", lambda name: pytest.fail(f"{name} is read"))
    assert read.of(str(file), os.lstat(file)) == before


def test_a_copy_elsewhere_has_the_same_digest(folder: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(folder, tmp_path / "copy")
    assert Files(tmp_path / "copy").tree().digest == Files(folder).tree().digest


def test_folders_that_are_left_out_do_not_count(folder: Path) -> None:
    before = Files(folder, frozenset({folder / "forms"})).tree()
    (folder / "forms" / "pledge.md").write_text("Promise")
    assert Files(folder, frozenset({folder / "forms"})).tree() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes, and links only for some users")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_of_links_and_pipes_nobody_says_anything(folder: Path, kind: str) -> None:
    odd = folder / "odd"
    odd.symlink_to(folder / "index.md") if kind == "link" else os.mkfifo(odd)
    with pytest.raises(Unreadable, match="odd"):
        Files(folder).tree()


@pytest.mark.parametrize(("bound", "most"), [("MOST_FILES", 1), ("MOST_BYTES", 5)])
def test_a_folder_that_holds_too_much_has_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(trees, bound, most)
    with pytest.raises(Unreadable, match="too much"):
        Files(folder).tree()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        Files(tmp_path / "nowhere").tree()
