"""What a step made last of each part is found again, and nothing of what it made before."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generators.caching.latest import Latest, _share_of
from generators.caching.store import Store, key_of


def latest(folder: Path, name: str = "a handbook") -> Latest:
    return Latest(Store(folder), "step", name)


def written(folder: Path, **parts: bytes) -> None:
    one = latest(folder)
    for part, made in parts.items():
        one.keep(part, "digest", made)
    one.write()


def test_what_was_kept_is_found_in_another_process(tmp_path: Path) -> None:
    written(tmp_path, a=b"1", b=b"2")
    found = latest(tmp_path)
    assert [found.recall(part, "digest") for part in ("a", "b", "c")] == [b"1", b"2", None]


def test_what_was_made_of_something_else_is_not_found(tmp_path: Path) -> None:
    written(tmp_path, a=b"1")
    assert latest(tmp_path).recall("a", "another") is None
    assert latest(tmp_path, "another handbook").recall("a", "digest") is None


def test_nothing_is_kept_without_a_folder() -> None:
    one = Latest(Store(), "step", "a handbook")
    one.keep("a", "digest", b"1")
    one.write()
    assert one.recall("a", "digest") is None


def test_parts_that_nobody_asks_for_are_gone(tmp_path: Path) -> None:
    beside = next(f"part {number}" for number in range(10_000) if _share_of(f"part {number}") == _share_of("a"))
    written(tmp_path, a=b"1", **{beside: b"2"})
    written(tmp_path, a=b"3")
    assert latest(tmp_path).recall("a", "digest") == b"3"
    assert latest(tmp_path).recall(beside, "digest") is None


def test_parts_that_were_asked_for_stay(tmp_path: Path) -> None:
    beside = next(f"part {number}" for number in range(10_000) if _share_of(f"part {number}") == _share_of("a"))
    written(tmp_path, a=b"1", **{beside: b"2"})
    one = latest(tmp_path)
    assert one.recall(beside, "digest") == b"2"
    one.keep("a", "digest", b"3")
    one.write()
    assert latest(tmp_path).recall(beside, "digest") == b"2"


@pytest.mark.parametrize("data", [b"", b"\xff", msgspec.msgpack.encode(["a"]), msgspec.msgpack.encode({"a": 1})])
def test_what_is_no_such_entry_is_none(tmp_path: Path, data: bytes) -> None:
    Store(tmp_path).keep(key_of("step", name="a handbook", share=_share_of("a")), data)
    assert latest(tmp_path).recall("a", "digest") is None
