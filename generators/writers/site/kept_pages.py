"""Keeps a base's pages on disk as their templates made them, for the next build of the same handbook.

Content and frame are left out, since both change often, and are put in again. A page is only kept if that gives the
very same page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from generators.caching.latest import Latest
from generators.caching.store import Store
from generators.checking.built_links import AddressesAndIds, seen_in
from generators.model import Kit
from generators.writers.site.theme_files import ThemeFiles

_MARK = "\0"
"""Stands around the name of what is put in there; no page holds one."""

_CONTENT = "content"


class _Kept(Struct, frozen=True):
    """A page with marks for its content and the parts of its frame, and what a quick look finds in the rest."""

    rest: str
    addresses: tuple[str, ...]
    ids: tuple[str, ...]


class KeptPages(Struct, frozen=True):
    """The pages of one kit, of which ``latest`` has those of the last build.

    An ``edition`` stands in the frame of every page and is another one after any change. So a page is known by its
    frame without it, and templates are not told it beside that. ``around`` is a digest of what all pages read.
    """

    latest: Latest
    edition: str
    around: str

    def digest(self, told: Sequence[str], content: str, frame: Mapping[str, str]) -> str:
        """A digest of all that a page is made from: what is ``told`` of it, its ``content``, and its ``frame``."""
        read = hashlib.sha256()
        parts = (part.replace(self.edition, "") for part in frame.values())
        for text in (self.around, str(len(told)), *told, content, *frame, *parts):
            data = text.encode("utf-8", "surrogatepass")
            read.update(len(data).to_bytes(8) + data)
        return read.hexdigest()

    def recall(
        self, path: str, digest: str, content: str, frame: Mapping[str, str]
    ) -> tuple[str, AddressesAndIds] | None:
        """The page of ``path``, with what a quick look finds outside of its content and frame."""
        data = self.latest.recall(path, digest)
        if data is None:
            return None
        try:
            kept = _DECODER.decode(data)
        except msgspec.DecodeError:
            return None
        return _filled(kept.rest, content, frame), AddressesAndIds(frozenset(kept.addresses), frozenset(kept.ids))

    def keep(self, path: str, digest: str, html: str, content: str, frame: Mapping[str, str]) -> AddressesAndIds | None:
        """Keeps a page, and says what stands on it beside content and frame; nothing where it cannot be kept.

        That is one on which the edition stands in another way than in the frame.
        """
        rest = "" if _MARK in html else _emptied(html, content, frame)
        if not rest or self.edition in rest or _filled(rest, content, frame) != html:
            return None
        seen = seen_in("".join(rest.split(_MARK)[::2]).encode("utf-8", "xmlcharrefreplace"))
        kept = _Kept(rest, tuple(sorted(seen.addresses)), tuple(sorted(seen.ids)))
        try:
            self.latest.keep(path, digest, msgspec.msgpack.encode(kept))
        except UnicodeEncodeError:  # a letter that no file holds
            return None
        return seen


def kept_pages(kit: Kit, theme: ThemeFiles, store: Store) -> KeptPages | None:
    """Pages of the last build of the folder that ``kit`` was made from.

    None where nothing is kept, settings ask the environment, or templates look into what differs each time.
    """
    written = b"\0".join(file.read_bytes() for file in kit.site.files)
    if store.folder is None or b"!ENV" in written or not theme.puts_frames_in_whole:
        return None
    around = f"{hashlib.sha256(written).hexdigest()} {theme.digest}"
    return KeptPages(Latest(store, "rendered", str(kit.site.file)), kit.edition, around)


_DECODER = msgspec.msgpack.Decoder(_Kept)


def _parts(content: str, frame: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield _CONTENT, content
    yield from ((f"frame {name}", part) for name, part in frame.items())


def _emptied(html: str, content: str, frame: Mapping[str, str]) -> str:
    for name, part in _parts(content, frame):
        html = html.replace(part, f"{_MARK}{name}{_MARK}", 1) if part else html
    return html


def _filled(rest: str, content: str, frame: Mapping[str, str]) -> str:
    values = dict(_parts(content, frame))
    pieces = rest.split(_MARK)
    pieces[1::2] = [values[name] for name in pieces[1::2]]
    return "".join(pieces)
