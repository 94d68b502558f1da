"""Judges the links of a site by what was built: no other finding than a browser's, and none that it meets left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from itertools import pairwise
from pathlib import Path
from posixpath import dirname
from urllib.parse import unquote

from lxml import html
from msgspec import Struct

from generators.model.remembered import Memory, remembered_by_value
from generators.reading.links import SiteAddress, followed, scheme_of

ADDRESSES = {
    **dict.fromkeys(("a", "area"), ("href",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    **dict.fromkeys(("audio", "embed", "iframe", "track"), ("src",)),
    "video": ("src", "poster"),
    "object": ("data",),
}
"""Attributes with addresses of elements that a page may have (HTML standard, "Attributes")."""

_ASKED = "|".join(f"//{tag}[@{name}]" for tag in ADDRESSES for name in ADDRESSES[tag])
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ANY_ADDRESS = tuple(
    re.compile(rf"{name}(?<=\s{name}){_VALUE}".encode()) for name in ("href", "src", "srcset", "poster", "data")
)
_ANY_ID = re.compile(rf"id(?<=\sid){_VALUE}".encode())
"""To be looked for in small letters: a pattern that begins with letters is found in a tenth of the time."""

_CANDIDATE = re.compile(r"[\s,]*(?P<address>\S*[^\s,])(?:,+(?=\s|$)|[^,]*(?:,|$))")
"""One of ``srcset``: its address, which holds commas but ends with none, and its size (HTML standard, "srcset")."""

_PLAIN_ID = re.compile(r"[\w-]+")
"""An id that is the same in an address."""

_PARTS = re.compile(b"<(?:main|section|h[23])")
"""How parts of a long page begin, of which the next local's has most again."""

_TOP = "top"


class DeadLink(Struct, frozen=True):
    """What the page in ``file`` asks for in vain by an ``address``: ``there``, or its anchor alone.

    ``tag`` and ``name`` are the element's and its attribute's.
    """

    file: str
    tag: str
    name: str
    address: str
    there: SiteAddress
    lacks_anchor: bool


class AddressesAndIds(Struct, frozen=True):
    """What a quick look at HTML finds: all that may be an address in it, also in code and comments, and all ids."""

    addresses: frozenset[str]
    ids: frozenset[str]


def seen_in(source: bytes) -> AddressesAndIds:
    """A quick look at ``source`` for what may lead nowhere; an address in ``srcset`` has its size with it."""
    starts = (0, *(found.start() for found in _PARTS.finditer(source)), len(source))
    parts = (source[start:end] for start, end in pairwise(starts))
    return _unsettled(joined(tuple(map(_seen_in_part, parts))))


def joined(parts: Sequence[AddressesAndIds]) -> AddressesAndIds:
    """What is seen in all ``parts`` together."""
    addresses = frozenset[str]().union(*(part.addresses for part in parts))
    return AddressesAndIds(addresses, frozenset[str]().union(*(part.ids for part in parts)))


def _seen_in_part(source: bytes) -> AddressesAndIds:
    digest = hashlib.sha256(source).digest()
    return _parts.get(digest) or _parts.keep(digest, _looked_at(source))


_parts: Memory[bytes, AddressesAndIds] = Memory()
"""By digest, so that no part itself is kept: a preview makes thousands of frames anew."""


def _looked_at(source: bytes) -> AddressesAndIds:
    in_kit = (address for address in _all_addresses(source) if not scheme_of(address))
    return AddressesAndIds(frozenset(in_kit), _ids_in(source))


def _unsettled(seen: AddressesAndIds) -> AddressesAndIds:
    """``seen`` without the addresses that lead to an id in the same HTML."""
    own = {f"#{name}" for name in seen.ids if _PLAIN_ID.fullmatch(name)}
    return AddressesAndIds(seen.addresses - own, seen.ids)


class BuiltLinks(Struct, frozen=True, dict=True):
    """The ``pages`` of a site, or their texts alone, by their files; ``files`` are all files by path.

    ``whole`` gives a page with the frame that a theme puts around it, in which anchors stand as well. A site that
    ``stands_alone`` works in any folder, so that nothing above it can be meant. Who has looked at a page before says by
    ``seen`` what there is.
    """

    pages: Mapping[str, bytes]
    files: Container[str]
    whole: Callable[[str], bytes]
    stands_alone: bool = False
    seen: Callable[[str], AddressesAndIds] | None = None

    def dead(self) -> Iterator[DeadLink]:
        """What the pages ask for in vain, page by page; a page is only parsed if a quick look finds something."""
        fine: dict[str, set[str]] = {}
        for file, source in self.pages.items():
            looked_at = self.seen(file).addresses if self.seen else _all_addresses(source)
            known = fine.setdefault(dirname(file), set())
            left = looked_at - known
            is_fine = self.seen and self._is_fine(file, left, self.seen)
            if not is_fine and any(self._is_dead(address, file) for address in left):
                yield from self._told(file, source)
            else:
                known.update(address for address in left if not _is_within(address))

    def _is_fine(self, file: str, addresses: frozenset[str], seen: Callable[[str], AddressesAndIds]) -> bool:
        """Whether all ``addresses`` on the page lead somewhere, as a quick look has it, which most of a site's do."""
        for path, anchors in _asked_for(file, addresses, stands_alone=self.stands_alone):
            found = file_at(path, self.files) if path is not None else ""
            if not found or (anchors and found.endswith((".html", ".htm")) and not anchors <= seen(found).ids):
                return False
        return True

    def dead_from_top(self, top: str) -> Iterator[DeadLink]:
        """Addresses from the top of the host that lead nowhere on this site, which stands below the path ``top``.

        What stands beside the site on its host is somebody else's, and not known.
        """
        below = f"/{top.strip('/')}/".replace("//", "/")
        for file, source in self.pages.items():
            for tag, name, address in asked_in(source):
                path, _, anchor = address.partition("#")
                path = unquote(path.partition("?")[0])
                if f"{path}/".startswith(below) and not address.startswith("//"):
                    there = path[len(below) :]
                    if not file_at(there, self.files):
                        yield DeadLink(file, tag, name, address, SiteAddress(there, anchor), lacks_anchor=False)

    def _told(self, file: str, source: bytes) -> Iterator[DeadLink]:
        for tag, name, address in asked_in(source):
            there, lacks_anchor = self._missed(address, file)
            if there:
                yield DeadLink(file, tag, name, address, there, lacks_anchor)

    def _is_dead(self, address: str, file: str) -> bool:
        return self._missed(address, file)[0] is not None

    def _missed(self, address: str, file: str) -> tuple[SiteAddress | None, bool]:
        """What is not there, and whether that is the anchor alone."""
        key = (file if _is_within(address) else dirname(file), address)
        if key not in self._known:
            self._known[key] = self._looked_for(address, file)
        return self._known[key]

    def _looked_for(self, address: str, file: str) -> tuple[SiteAddress | None, bool]:
        there = _followed(address, file)
        if there is None:
            return None, False
        found = file_at(there.path, self.files) if not (there.leaves and self.stands_alone) else ""
        if not found:
            return there, False
        is_page = found.endswith((".html", ".htm"))
        return (there, True) if is_page and not self._has_anchor(found, there.anchor) else (None, False)

    def _has_anchor(self, file: str, anchor: str) -> bool:
        if not anchor or anchor.lower() == _TOP:  # HTML standard, 7.4.6.3
            return True
        if file not in self._ids:
            self._ids[file] = self.seen(file).ids if self.seen else _ids_in(self.whole(file))
        if anchor in self._ids[file]:
            return True
        if file not in self._exact:
            self._exact[file] = anchors_in(self.whole(file))
        return anchor in self._exact[file]

    @cached_property
    def _known(self) -> dict[tuple[str, str], tuple[SiteAddress | None, bool]]:
        return {}

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _exact(self) -> dict[str, frozenset[str]]:
        return {}


class ServedFiles:
    """The files below ``folder``, and the downloads of decks and forms, which are written beside the site later."""

    def __init__(self, folder: Path) -> None:
        self._files = frozenset(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())

    def __contains__(self, file: object) -> bool:
        return isinstance(file, str) and (file in self._files or file.startswith("downloads/"))


def file_at(path: str, files: Container[str]) -> str:
    """The file that a host gives for ``path`` below the site, or an empty text: a folder's is its ``index.html``."""
    if path and not path.endswith("/") and path in files:
        return path
    inside = f"{path.rstrip('/')}/index.html".lstrip("/")
    return inside if inside in files else ""


def asked_in(source: bytes) -> Iterator[tuple[str, str, str]]:
    """What a page asks for: each element's name, its attribute's, and an address, in their order."""
    for element in _parsed(source).xpath(_ASKED) if source.strip() else ():
        for name in ADDRESSES[element.tag]:
            value = element.get(name)
            for address in addresses(value, name) if value is not None else ():
                yield element.tag, name, address


def anchors_in(source: bytes) -> frozenset[str]:
    """The names in a page to which a link may lead: ids, and the names of old."""
    return frozenset(map(str, _parsed(source).xpath("//@id | //a/@name"))) if source.strip() else frozenset()


def addresses(value: str, name: str) -> tuple[str, ...]:
    """The addresses in the attribute ``name``; ``srcset`` has several, each with a size behind it."""
    if name != "srcset":
        return (value.strip(),)
    return tuple(found["address"] for found in _CANDIDATE.finditer(value))


def with_addresses(value: str, name: str, made: Mapping[str, str]) -> str:
    """The ``value`` of the attribute ``name`` with other addresses, ``made`` of those that it has."""
    if name != "srcset":
        return made.get(value.strip(), value)
    shown = iter(made.get(address, address) for address in addresses(value, name))
    return _CANDIDATE.sub(lambda found: found[0].replace(found["address"], next(shown), 1), value)


_followed = remembered_by_value(followed)


@remembered_by_value
def _asked_for(
    file: str, addresses: frozenset[str], *, stands_alone: bool
) -> tuple[tuple[str | None, frozenset[str]], ...]:
    """Where ``addresses`` on a page lead below its site, and to which anchors there: None for where nothing can be."""
    found: dict[str | None, set[str]] = {}
    for there in filter(None, (_followed(address, alike(address, file)) for address in addresses)):
        anchors = found.setdefault(None if there.leaves and stands_alone else there.path, set())
        anchors |= {there.anchor} if there.anchor and there.anchor.lower() != _TOP else set()
    return tuple((path, frozenset(anchors)) for path, anchors in found.items())


def alike(address: str, file: str) -> str:
    """From where ``address`` leads to the same as from ``file``: one place for all files beside it.

    Each page may be a folder of its own, of which only the name differs: what leads out of it leads there from any.
    Pages beside each other have most addresses, those of the menu, so that each is followed once for all of them.
    """
    folder = dirname(file)
    if "%" in folder or address[:1] <= " " or _is_within(address):
        return file
    return f"{dirname(folder)}/-/".lstrip("/") if folder and address.startswith("../") else f"{folder}/".lstrip("/")


def _parsed(source: bytes) -> html.HtmlElement:
    return html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))


def _all_addresses(source: bytes) -> frozenset[str]:
    """All that may be an address, also in code and in comments; those of ``srcset`` have their sizes with them."""
    small = source.lower()
    found = (one for pattern in _ANY_ADDRESS for one in pattern.finditer(small))
    return frozenset(map(_decoded, {_value(one, source) for one in found}))


def _is_within(address: str) -> bool:
    """Whether an address leads into the page that has it, whichever that is."""
    return address.strip()[:1] in ("#", "?", "")


def _ids_in(source: bytes) -> frozenset[str]:
    """The id of each tag; of several in one tag the first."""
    ids: set[bytes] = set()
    behind = 0
    for found in _ANY_ID.finditer(source.lower()):
        tag = source.rfind(b"<", behind, found.start())
        if tag >= 0 and source[tag + 1 : tag + 2].isalpha() and source.find(b">", tag, found.start()) < 0:
            ids.add(_value(found, source))
            behind = found.end()
    return frozenset(map(_decoded, ids))


def _value(found: re.Match[bytes], source: bytes) -> bytes:
    """The value of an attribute that was found in small letters, as it stands in ``source``."""
    return source[slice(*found.span(found.lastindex or 0))]


def _decoded(value: bytes) -> str:
    return unescape(value.decode("utf-8", "replace"))
