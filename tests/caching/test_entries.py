"""Entries that take long to make travel from one store to another, which looks at each before it believes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.caching import entries
from generators.caching.entries import TRAVELING, entries_of, take_entries
from generators.caching.store import Store, key_of

KEY = key_of(TRAVELING, family="Source Sans 3")
OTHER = key_of("forms", form="visit-notes")


def test_typefaces_are_found_in_the_store_that_they_have_come_to_and_nothing_else_is(tmp_path: Path) -> None:
    here, there = Store(tmp_path / "here"), Store(tmp_path / "there")
    here.keep(KEY, b"a font")
    here.keep(OTHER, b"a form")
    take_entries(entries_of(here.folder), there.folder)
    assert there.recall(KEY) == b"a font"
    assert there.recall(OTHER) is None


def test_what_a_store_has_stays_and_what_was_changed_on_the_way_is_not_believed(tmp_path: Path) -> None:
    here, there, third = (Store(tmp_path / name) for name in ("here", "there", "third"))
    here.keep(KEY, b"a font")
    there.keep(KEY, b"its own")
    take_entries(entries_of(here.folder), there.folder)
    assert there.recall(KEY) == b"its own"
    (entry,) = (file for file in (tmp_path / "here" / TRAVELING).rglob("*") if file.is_file())
    entry.write_bytes(entry.read_bytes().replace(b"a font", b"a lie!"))
    take_entries(entries_of(here.folder), third.folder)
    assert third.recall(KEY) is None


def test_without_a_store_and_with_too_much_nothing_travels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert entries_of(None) == entries_of(tmp_path) == b""
    store = Store(tmp_path)
    store.keep(KEY, b"a font")
    take_entries(b"no archive", tmp_path / "there")
    take_entries(entries_of(tmp_path), None)
    monkeypatch.setattr(entries, "MOST", 10)
    assert entries_of(tmp_path) == b""
