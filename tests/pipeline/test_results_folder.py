"""Finished kits go to a folder at any address that fsspec knows, whole or not at all."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import fsspec
import pytest

from generators.caching.folder import DAY
from generators.pipeline import results_folder
from generators.pipeline.results_folder import NoResultsFolder, ResultsFolder, results_folder_at


def test_a_kit_is_put_into_a_folder_of_the_disk_in_the_place_of_the_one_before(tmp_path: Path) -> None:
    with results_folder_at((tmp_path / "kits").as_uri()) as folder:
        folder.put("local-104", b"old")
        folder.put("local-104", b"new")
    assert kits_in(tmp_path / "kits") == {"local-104.zip": b"new"}


def test_a_kit_is_put_into_whatever_else_fsspec_knows() -> None:
    files = fsspec.filesystem("memory")
    files.pipe_file("/kits/2026/.kit-1", b"?")
    ResultsFolder("memory://kits/2026", ".kit-1").put("local-104", b"kit")
    assert files.cat_file("/kits/2026/local-104.zip") == b"kit"


def test_where_another_folder_has_that_name_nothing_is_written_and_nobody_believes_it(tmp_path: Path) -> None:
    """As on a computer where the shared disk is not mounted, or after somebody has deleted what was there."""
    with results_folder_at(tmp_path.as_uri()) as folder:
        for file in tmp_path.iterdir():
            file.unlink()
        with pytest.raises(NoResultsFolder, match="not the one that the build began with"):
            folder.put("local-104", b"kit")
        tmp_path.rmdir()
        with pytest.raises(NoResultsFolder, match="not the one that the build began with"):
            folder.put("local-104", b"kit")
    assert not tmp_path.exists()


def test_what_killed_builds_have_left_is_gone_and_what_others_write_now_stays(tmp_path: Path) -> None:
    names = [f".kit-{'a' * 32}", f"local-104.zip.part-{'b' * 32}"]
    for age in (0, 2 * DAY):
        for name in names:
            file = tmp_path / (name if age else name.replace("aaaa", "cccc").replace("bbbb", "dddd"))
            file.write_bytes(b"?")
            os.utime(file, (time.time() - age,) * 2)
    (tmp_path / "local-104.zip").write_bytes(b"old")
    os.utime(tmp_path / "local-104.zip", (0, 0))
    with results_folder_at(tmp_path.as_uri()):
        pass
    assert sorted(kits_in(tmp_path)) == [f".kit-{'c' * 32}", "local-104.zip", f"local-104.zip.part-{'d' * 32}"]


def test_a_folder_that_does_not_answer_is_given_up_and_what_it_takes_later_replaces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with results_folder_at(tmp_path.as_uri()) as folder:
        folder.put("local-104", b"newest")
        answers, over = hanging(monkeypatch)
        monkeypatch.setattr(results_folder, "PATIENCE", 0.0)
        with pytest.raises(NoResultsFolder, match="has not answered"):
            folder.put("local-104", b"late")
        answers.set()
        assert over.wait(30)
    assert kits_in(tmp_path) == {"local-104.zip": b"newest"}


def test_who_ends_a_build_waits_for_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with results_folder_at(tmp_path.as_uri()) as folder:
        answers, over = hanging(monkeypatch)
        ended = threading.Event()
        ended.set()
        with pytest.raises(NoResultsFolder):
            folder.put("local-104", b"kit", ended)
        answers.set()
        assert over.wait(30)


def hanging(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """A disk that writes nothing before the first event is set; the second says that a write is over."""
    answers, over = threading.Event(), threading.Event()
    write = results_folder._write

    def write_bytes(file: Path, content: bytes) -> int:
        answers.wait(30)
        with file.open("wb") as opened:
            return opened.write(content)

    def whole_write(*arguments: Any) -> None:
        try:
            write(*arguments)
        finally:
            over.set()

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    monkeypatch.setattr(results_folder, "_write", whole_write)
    return answers, over


def kits_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://union/kits", "s3fs"),
        ("nosuch://union/kits", "nosuch"),
        (f"{Path(__file__).as_uri()}/kits", "cannot be written"),
        ("s3:/union/kits", "write s3://union/kits"),
        ("s3:union/kits", "write s3://union/kits"),
        ("file:/shared/kits", "write file:///shared/kits"),
        ("s3://", "write s3://name-of-the-bucket/folder"),
        ("memory://kits", "lost with each worker"),
        ("kits", "another one on each computer"),
        ("../kits", "another one on each computer"),
        ("file://kits", "another one on each computer"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_with_the_reason(address: str, told: str) -> None:
    with pytest.raises(NoResultsFolder, match=told), results_folder_at(address):
        pass


def test_no_bucket_is_made_of_a_name_that_may_be_typed_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Amazon's service makes one for whoever asks for a folder in it."""
    files = fsspec.filesystem("memory", skip_instance_cache=True)
    monkeypatch.setattr(files, "protocol", ("s3", "s3a"))
    monkeypatch.setattr(files, "makedirs", lambda path, **_: pytest.fail(f"a bucket was made of {path}"))
    monkeypatch.setattr("generators.pipeline.results_folder._opened", lambda _url: (files, "union/kits"))
    with results_folder_at("s3://union/kits") as folder:
        folder.put("local-104", b"kit")
    assert files.cat_file("union/kits/local-104.zip") == b"kit"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="other systems have no disk that is always full")
def test_a_full_disk_leaves_the_kit_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_bytes(file: Path, content: bytes) -> int:
        with file.open("wb"), open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123 (what stands beside is ours)
            return full.write(content)

    with results_folder_at(tmp_path.as_uri()) as folder:
        folder.put("local-104", b"old")
        monkeypatch.setattr(Path, "write_bytes", write_bytes)
        with pytest.raises(NoResultsFolder, match="No space left"):
            folder.put("local-104", b"new")
    assert kits_in(tmp_path) == {"local-104.zip": b"old"}
