"""Equal files of several kits take the room of one, and each kit stays whole whatever becomes of the others."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tracemalloc
from pathlib import Path

import pytest
from sample import write

from generators.caching import trees
from generators.caching.trees import FileDigests, Files
from generators.pipeline import shared_files
from generators.pipeline.publish import successor
from generators.pipeline.shared_files import SharedFiles, cloned

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there, nothing is shared")

STYLES = "a { color: red }"


@pytest.fixture(autouse=True)
def without_clones(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that has none, which is the harder case."""
    monkeypatch.setattr(shared_files, "cloned", lambda _file, _copy: False)


def publish(shared: SharedFiles, out: Path, name: str, files: dict[str, str | bytes], *, keep: bool = False) -> Path:
    with successor(out / name, keep=keep) as into:
        write(into, {"report.json": name, **files})
        shared.share(into, out / name)
    return out / name


def room(*files: Path) -> int:
    """How many files there are of which these are names."""
    return len({file.stat().st_ino for file in files})


def test_files_of_one_name_and_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    kits = [publish(shared, tmp_path, name, {"a/x.css": STYLES, "b.html": name}) for name in ("one", "two", "six")]
    assert room(*(kit / "a" / "x.css" for kit in kits)) == 1
    assert room(*(kit / "b.html" for kit in kits)) == 3
    assert [(kit / "b.html").read_text() for kit in kits] == ["one", "two", "six"]
    assert not list(tmp_path.rglob(".kit-part"))


def test_files_of_one_size_that_are_not_the_same_hide_no_equal_one(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    texts = {name: str(number % 3) for number, name in enumerate("abcdefghi")}
    kits = {name: publish(shared, tmp_path, name, {"x": text}) for name, text in texts.items()}
    assert room(*(kit / "x" for kit in kits.values())) == 3
    assert {name: (kit / "x").read_text() for name, kit in kits.items()} == texts


def test_a_file_of_the_same_size_that_is_another_is_known_as_such_and_not_even_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    publish(shared, tmp_path, "one", {"x": "red"})
    monkeypatch.setattr(os, "link", lambda file, *_: pytest.fail(f"{file} is linked"))
    publish(shared, tmp_path, "two", {"x": "tan"})


def test_what_some_kits_share_stays_known_while_others_have_their_own_of_that_name(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    texts = {str(number): STYLES if number % 5 == 0 else "x" * number for number in range(100)}
    kits = {name: publish(shared, tmp_path, name, {"x": text}) for name, text in texts.items()}
    assert room(*(kit / "x" for name, kit in kits.items() if texts[name] == STYLES)) == 1


def test_what_hundreds_of_kits_have_for_themselves_is_not_kept_in_mind(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")

    def publish_some(numbers: range) -> int:
        for number in numbers:
            publish(shared, tmp_path, str(number), {f"page-{place}": "x" * number for place in range(20)})
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    publish_some(range(100, 150))
    tracemalloc.start()
    try:
        before = publish_some(range(200, 250))
        assert publish_some(range(250, 350)) - before < 50_000, "of 2,000 files"
    finally:
        tracemalloc.stop()


def test_another_process_finds_what_stands_there(tmp_path: Path) -> None:
    kits = [publish(SharedFiles(tmp_path, "report.json"), tmp_path, name, {"x": STYLES}) for name in ("one", "two")]
    assert room(*(kit / "x" for kit in kits)) == 1


def test_a_kit_that_is_built_again_goes_on_sharing(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    for _ in range(2):
        kits = [publish(shared, tmp_path, name, {"x": STYLES}) for name in ("one", "two")]
        assert room(*(kit / "x" for kit in kits)) == 1


def test_who_writes_into_a_shared_file_is_warned_by_the_system_and_the_next_build_makes_it_good(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    one, two = (publish(shared, tmp_path, name, {"x": STYLES}) for name in ("one", "two"))
    assert not (one / "x").stat().st_mode & 0o222
    (one / "x").chmod(0o644)
    (one / "x").write_text("spoiled")
    for name in ("one", "two"):
        publish(shared, tmp_path, name, {"x": STYLES})
    assert [(kit / "x").read_text() for kit in (one, two)] == [STYLES, STYLES]


def test_a_kit_that_begins_to_share_stands_as_it_was_written(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    one = publish(shared, tmp_path, "one", {"x": STYLES})
    before = Files(one).tree().digest
    publish(shared, tmp_path, "two", {"x": STYLES})
    assert Files(one).tree().digest == before


def test_a_file_that_was_read_is_not_read_again_once_it_is_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, digests = SharedFiles(tmp_path, "report.json"), FileDigests()
    publish(shared, tmp_path, "one", {"x": STYLES})
    write(tmp_path / "made", {"x": STYLES})
    Files(tmp_path / "made").tree(digests)
    shared.share(tmp_path / "made", tmp_path / "two", digests)
    assert room(tmp_path / "made" / "x", tmp_path / "one" / "x") == 1
    known = Files(tmp_path / "made").tree()
    monkeypatch.setattr(trees, "digest_of_file", lambda file: pytest.fail(f"{file} is read"))
    assert Files(tmp_path / "made").tree(digests) == known


def test_a_part_of_a_kit_that_is_built_anew_can_be_written_and_leaves_the_others_alone(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    one, two = (publish(shared, tmp_path, name, {"x": STYLES, "y": "y"}) for name in ("one", "two"))
    publish(shared, tmp_path, "one", {"x": "new"}, keep=True)
    assert [(kit / "x").read_text() for kit in (one, two)] == ["new", STYLES]
    assert room(one / "y", two / "y") == 1


def test_a_kit_that_is_deleted_takes_nothing_from_the_others(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    one, two = (publish(shared, tmp_path, name, {"x": STYLES}) for name in ("one", "two"))
    shutil.rmtree(one)
    assert (two / "x").read_text() == STYLES
    assert (publish(shared, tmp_path, "six", {"x": STYLES}) / "x").read_text() == STYLES


def test_what_only_looks_like_an_equal_file_is_not_taken(tmp_path: Path) -> None:
    shared = SharedFiles(tmp_path, "report.json")
    one = publish(shared, tmp_path, "one", {"x": STYLES, "y": "other", "z": STYLES})
    (tmp_path / "elsewhere").write_text(STYLES)
    for name in ("x", "z"):
        (one / name).unlink()
    (one / "x").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(one / "z")
    two = publish(shared, tmp_path, "two", {"x": STYLES, "y": "OTHER", "z": STYLES})
    assert not (two / "x").is_symlink()
    assert [(two / name).read_text() for name in "xyz"] == [STYLES, "OTHER", STYLES]


def test_where_the_system_links_nothing_more_files_are_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(31, "Too many links")

    monkeypatch.setattr(os, "link", refused)
    shared = SharedFiles(tmp_path, "report.json")
    kits = [publish(shared, tmp_path, name, {"x": STYLES}) for name in ("one", "two")]
    assert room(*(kit / "x" for kit in kits)) == 2


def test_a_clone_can_be_written_to_and_is_told_apart_from_where_there_are_none(tmp_path: Path) -> None:
    file = write(tmp_path, {"one": STYLES}) / "one"
    if not cloned(file, tmp_path / "two"):
        assert not (tmp_path / "two").exists()
        return
    assert (tmp_path / "two").read_text() == STYLES
    (tmp_path / "two").write_text("new")
    assert file.read_text() == STYLES
