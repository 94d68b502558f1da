"""Keeps on disk the last result for each part of something large, such as the pages of a handbook, in a few files.

A file for each part would take as long to read as many a step takes, and each change would leave one behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import msgspec

from generators.caching.store import Store, key_of

SHARES = 64
"""Entries that all parts are kept in, whichever changes."""

Parts = dict[str, tuple[str, bytes]]
"""A digest of all that the step read of a part, and what it made, by the part's name."""

_DECODER: msgspec.msgpack.Decoder[Parts] = msgspec.msgpack.Decoder(Parts)


class Latest:
    """What ``step`` made of each part of what is called ``name``; ``write`` keeps it in the ``store``.

    Two who write at once take each other's place: what was lost is made again. Parts that nobody asked for since this
    was made are gone with the next write of their share.
    """

    def __init__(self, store: Store, step: str, name: str) -> None:
        self._store, self._step, self._name = store, step, name
        self._before: dict[int, Mapping[str, tuple[str, bytes]]] = {}
        self._asked: dict[int, Parts] = {}
        self._changed: set[int] = set()

    def recall(self, part: str, digest: str) -> bytes | None:
        """What was made of ``part`` when all that it is made from had this ``digest``, if that was the last time."""
        share = _share_of(part)
        if share not in self._before:
            self._before[share] = self._read(share)
        kept = self._before[share].get(part)
        if kept is None or kept[0] != digest:
            return None
        self._asked.setdefault(share, {})[part] = kept
        return kept[1]

    def keep(self, part: str, digest: str, made: bytes) -> None:
        """Keeps what was ``made`` of ``part`` from what has this ``digest``, for the next ``write``."""
        share = _share_of(part)
        self._asked.setdefault(share, {})[part] = (digest, made)
        self._changed.add(share)

    def write(self) -> None:
        """Writes each share in which something is new, with all of it that was asked for."""
        for share in sorted(self._changed):
            self._store.keep(
                key_of(self._step, name=self._name, share=share), msgspec.msgpack.encode(self._asked[share])
            )
        self._changed.clear()

    def _read(self, share: int) -> Mapping[str, tuple[str, bytes]]:
        data = self._store.recall(key_of(self._step, name=self._name, share=share))
        try:
            return _DECODER.decode(data) if data else {}
        except msgspec.DecodeError:
            return {}


def _share_of(part: str) -> int:
    return crc32(part.encode("utf-8", "surrogatepass")) % SHARES
