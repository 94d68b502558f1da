"""A finished folder takes the place of the last one at once, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import write

from generators.model.problems import RefusedInput
from generators.pipeline.publish import successor


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
