"""What is remembered on disk: found again, never believed blindly, kept within bounds, and done without if need be."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from msgspec import Struct

from generators.caching import store as module
from generators.caching.folder import DAY, OLD
from generators.caching.store import Key, Store, digest_of_data, key_of
from generators.model.replacing import replace

KEY = key_of("form", text="Dues", size=11)


class Margins(Struct, frozen=True):
    left: int
    right: int


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def entry_of(store: Store) -> Path:
    """The file of the one entry."""
    assert store.folder is not None
    (file,) = (path for path in store.folder.glob("form/*/*") if path.is_file())
    return file


def forbidden() -> bytes:
    raise AssertionError("what is remembered is not made again")


def set_back(file: Path, seconds: float) -> None:
    os.utime(file, (time.time() - seconds,) * 2)


def test_what_was_made_once_is_not_made_again(store: Store) -> None:
    assert store.remembered(KEY, lambda: b"made") == b"made"
    assert store.remembered(KEY, forbidden) == b"made"


@pytest.mark.parametrize("other", [key_of("form", text="Dues", size=12), key_of("deck", text="Dues", size=11)])
def test_another_text_or_another_step_is_another_entry(store: Store, other: Key) -> None:
    store.keep(KEY, b"made")
    assert store.recall(other) is None


def test_another_program_finds_nothing(store: Store) -> None:
    store.keep(KEY, b"made")
    assert replace(store, program="newer").recall(KEY) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ab", ["ab"]),
        (b"ab", "ab"),
        ("1", 1),
        (True, "true"),
        (None, ""),
        ({"left": 1, "right": 2}, Margins(1, 2)),
        (Margins(1, 2), Margins(2, 1)),
        (["a", "b"], ["a,b"]),
        ({"a": {"b": 1}}, {"a": 1, "b": 1}),
    ],
)
def test_what_is_not_the_same_has_not_the_same_key(one: object, other: object) -> None:
    assert key_of("form", read=one) != key_of("form", read=other)


def test_the_order_in_which_a_mapping_was_filled_does_not_matter() -> None:
    assert key_of("form", read={"a": 1, "b": 2}) == key_of("form", read={"b": 2, "a": 1})


def test_a_path_says_nothing_of_what_its_file_holds() -> None:
    with pytest.raises(TypeError, match="Path"):
        key_of("form", read=Path("form.typ"))


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def altered(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"made", b"fake"))


def of_another_format(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"cache 1", b"cache 0"))


def of_another_key(file: Path) -> None:
    other = Store(file.parents[3] / "other")
    other.keep(key_of("form", text="else"), b"fake")
    file.write_bytes(entry_of(other).read_bytes())


@pytest.mark.parametrize("spoil", [cut_off, emptied, altered, of_another_format, of_another_key])
def test_an_entry_that_is_not_what_was_kept_is_made_anew(store: Store, spoil: Callable[[Path], None]) -> None:
    store.keep(KEY, b"made")
    spoil(entry_of(store))
    assert store.recall(KEY) is None
    assert store.remembered(KEY, lambda: b"made") == b"made"
    assert store.recall(KEY) == b"made"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes, and links only for some users")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_plain_file_in_the_place_of_an_entry_is_neither_followed_nor_waited_for(
    store: Store, tmp_path: Path, kind: str
) -> None:
    store.keep(KEY, b"made")
    file = entry_of(store)
    whole = tmp_path / "elsewhere"
    file.rename(whole)
    if kind == "link":
        file.symlink_to(whole)
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
    assert store.remembered(KEY, lambda: b"made") == b"made"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such owners")
def test_what_somebody_else_wrote_is_not_believed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep(KEY, b"made")
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert store.recall(KEY) is None


def test_a_full_disk_costs_only_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_from: Path, _to: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert store.remembered(KEY, lambda: b"made") == b"made"
    assert store.folder is not None
    assert not [path for path in store.folder.rglob("*") if path.is_file()], "nothing half-written stays"


def test_a_folder_that_is_none_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert Store(tmp_path / "cache").remembered(KEY, lambda: b"made") == b"made"


def test_without_a_folder_everything_is_made_each_time() -> None:
    made = iter((b"once", b"twice"))
    assert [Store().remembered(KEY, lambda: next(made)) for _ in range(2)] == [b"once", b"twice"]


def test_what_nobody_has_used_for_long_goes(store: Store) -> None:
    store.keep(KEY, b"made")
    set_back(entry_of(store), OLD + DAY)
    store.sweep()
    assert store.recall(KEY) is None


def test_what_is_used_stays(store: Store) -> None:
    store.keep(KEY, b"made")
    set_back(entry_of(store), OLD - DAY)
    store.recall(KEY)
    store.sweep()
    assert store.recall(KEY) == b"made"


def test_a_clock_that_was_wrong_leaves_nothing_for_good(store: Store) -> None:
    store.keep(KEY, b"made")
    set_back(entry_of(store), -2 * OLD)
    store.sweep()
    assert store.recall(KEY) is None


def test_it_never_takes_more_room_than_it_may(tmp_path: Path) -> None:
    store = Store(tmp_path, room=40_000)
    for number in range(100):
        store.keep(key_of("form", number=number), bytes(1000))
    assert sum(held.size for held in store.contents().values()) <= store.room


def test_what_is_larger_than_all_the_room_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path, room=1000)
    store.keep(KEY, bytes(1001))
    assert store.recall(KEY) is None


def test_it_is_swept_once_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not store.is_due(), "there is nothing"
    store.keep(KEY, b"made")
    assert store.is_due()
    store.sweep()
    assert not store.is_due()
    monkeypatch.setattr(time, "time", partial(float, time.time() + 2 * DAY))
    assert store.is_due()


def test_what_a_killed_program_left_half_written_goes_after_an_hour(store: Store) -> None:
    store.keep(KEY, b"made")
    assert store.folder is not None
    fresh, left = (store.folder / "unfinished" / name for name in ("fresh", "left"))
    for file in (fresh, left):
        file.write_bytes(b"ma")
    set_back(left, 7200)
    store.sweep()
    assert (fresh.exists(), left.exists()) == (True, False)


def test_many_may_write_and_read_the_same_at_once(store: Store) -> None:
    def use(number: int) -> bytes:
        return store.remembered(key_of("form", number=number % 3), lambda: bytes([number % 3]) * 50_000)

    with ThreadPoolExecutor(8) as threads:
        assert all(made == bytes([number % 3]) * 50_000 for number, made in enumerate(threads.map(use, range(60))))


def test_it_says_how_much_there_is_of_each_step(store: Store) -> None:
    store.keep(KEY, bytes(500))
    store.keep(key_of("deck", number=1), bytes(100))
    store.keep(key_of("deck", number=2), bytes(100))
    held = store.contents()
    assert {step: found.entries for step, found in held.items()} == {"deck": 2, "form": 1}
    assert 500 < held["form"].size < 500 + 300


def test_an_entry_larger_than_any_is_not_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep(KEY, bytes(10_000))
    monkeypatch.setattr(module, "LARGEST", 100)
    assert store.recall(KEY) is None


KEEPING = """
import sys
from pathlib import Path
from generators.caching.store import Store, key_of
store, number = Store(Path(sys.argv[1])), 0
print("begun", flush=True)
while True:
    number += 1
    store.keep(key_of("form", number=number % 20), bytes([number % 20]) * 300_000)
"""


def test_whoever_is_killed_while_it_writes_leaves_only_whole_entries(store: Store) -> None:
    for pause in (0.02, 0.05, 0.11):
        command = [sys.executable, "-c", KEEPING, str(store.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None and writer.stdout.readline()
            time.sleep(pause)
            writer.kill()
        for number in range(20):
            assert store.recall(key_of("form", number=number)) in (None, bytes([number]) * 300_000)
    assert store.contents()["form"].entries > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": "1"}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": True}, {"a": 1}),
        ({"a": None}, {"a": ""}),
        ({"a": ["b", "c"]}, {"a": ["c", "b"]}),
        ({"a": ["b"]}, {"a": "b"}),
        ({"a": "\ud800"}, {"a": "\ud801"}),
        ({"a": "\ud800"}, {"a": "?"}),
    ],
)
def test_data_that_is_not_the_same_has_not_the_same_digest(one: object, other: object) -> None:
    assert digest_of_data(one) != digest_of_data(other)


def test_the_order_of_names_in_data_means_nothing() -> None:
    assert digest_of_data({"a": {"x": [1], "y": 2}, "b": 3}) == digest_of_data({"b": 3, "a": {"y": 2, "x": (1,)}})
