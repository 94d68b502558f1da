"""Finished kits go to a folder at any address that fsspec knows, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from generators.pipeline.results_folder import NoResultsFolder, check_results_folder, put


def test_a_kit_is_put_into_a_folder_of_the_disk_in_the_place_of_the_one_before(tmp_path: Path) -> None:
    address = (tmp_path / "kits").as_uri()
    check_results_folder(address)
    assert [*(tmp_path / "kits").iterdir()] == []
    put(address, "local-104", b"old")
    put(address, "local-104", b"new")
    assert {file.name: file.read_bytes() for file in (tmp_path / "kits").iterdir()} == {"local-104.zip": b"new"}


def test_a_kit_is_put_into_whatever_else_fsspec_knows() -> None:
    put("memory://kits/2026", "local-104", b"kit")
    assert fsspec.filesystem("memory").cat_file("/kits/2026/local-104.zip") == b"kit"


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
    with pytest.raises(NoResultsFolder, match=told):
        check_results_folder(address)


def test_no_bucket_is_made_of_a_name_that_may_be_typed_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Amazon's service makes one for whoever asks for a folder in it."""
    files = fsspec.filesystem("memory", skip_instance_cache=True)
    monkeypatch.setattr(files, "protocol", ("s3", "s3a"))
    monkeypatch.setattr(files, "makedirs", lambda path, **_: pytest.fail(f"a bucket was made of {path}"))
    monkeypatch.setattr("generators.pipeline.results_folder._opened", lambda _url: (files, "union/kits"))
    put("s3://union/kits", "local-104", b"kit")
    check_results_folder("s3://union/kits")
    assert files.cat_file("union/kits/local-104.zip") == b"kit"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="other systems have no disk that is always full")
def test_a_full_disk_leaves_the_kit_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path.as_uri(), "local-104", b"old")

    def write_bytes(file: Path, content: bytes) -> int:
        with file.open("wb"), open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123 (what stands beside is ours)
            return full.write(content)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(NoResultsFolder, match="No space left"):
        put(tmp_path.as_uri(), "local-104", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"local-104.zip": b"old"}
