"""Entries of a store that travel to another computer, as an archive: what takes long to make, and is the same there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from generators.caching.archives import NotAnArchive, packed, unpack
from generators.caching.trees import Files, Unreadable

TRAVELING = "typefaces"
"""The step whose entries travel: 15 seconds of a processor in 1.2 MB. All others together take two for a base kit, and
are only found by the very same environment."""

MOST = 16_000_000
"""Bytes of an archive of entries; where there are more, none travels."""


def entries_of(store: Path | None) -> bytes:
    """The entries in the folder of a ``store`` that are worth sending; empty where there are none."""
    if store is None or not (store / TRAVELING).is_dir():
        return b""
    with suppress(Unreadable):
        archive = packed(Files(store / TRAVELING))
        return archive if len(archive) <= MOST else b""
    return b""


def take_entries(archive: bytes, store: Path | None) -> None:
    """Puts them into the folder of another ``store``, which looks at each when it reads it; what is there stays."""
    if store is None:
        return
    with suppress(OSError, NotAnArchive):  # without them, they are made
        (store / TRAVELING).mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=store) as folder:
            unpack(archive, Path(folder))
            for file in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
                place = store / TRAVELING / file.relative_to(folder)
                if not place.exists():
                    place.parent.mkdir(exist_ok=True)
                    file.replace(place)
