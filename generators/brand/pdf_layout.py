"""A PDF that is laid out once for all locals of the same words: what differs between them stands last in the file.

``pdf_rooms`` makes such a layout. What a local fills in has the numbers before all others, so that its file is the
bytes of the layout, then the local's objects, then the table of both, and nothing is read to make it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping

import deflate
from msgspec import Struct
from pikepdf import String

from generators.brand.palette import PAPER, mixed
from generators.brand.pdf_objects import FREE, PLAIN, ROW, FileWriter, stream
from generators.brand.pdf_parts import OBJECT_STREAMS, OWN_STREAM, SHARED, Parts
from generators.markup.element import element

AUTHOR = "x-kit-author"
"""Stands in a layout for the name of the local."""

SITE = "https://x-kit-site.invalid/"
"""Stands in a layout for how addresses on the local's site begin: nobody has a host of this ending (RFC 2606)."""

IDENTIFIER = "x-kit-identifier"
"""Stands in a layout for what tells one file from another."""

INFO = SHARED + 1
"""The number of the object in which a file says whose it is."""

Gap = tuple[object, ...]
"""An object that a local fills in: a word (see ``_WRITERS``), and what it is about."""


class Imprint(Struct, frozen=True):
    """What a local puts into a layout besides its parts: its name, and its colors (``#rrggbb``) by role.

    ``site`` is how addresses on its own site begin.
    """

    author: str
    colors: Mapping[str, str]
    site: str = ""


class PdfLayout(Struct, frozen=True):
    """The bytes that all locals share, and what is to be filled in.

    The ``gaps`` are the objects with the numbers after ``SHARED``, in their order. ``rows`` is the table of the objects
    after these. ``info`` and ``metadata`` have ``AUTHOR`` where a local's name belongs, the latter also ``IDENTIFIER``
    where each file has another. ``digest`` is that of the prefix.
    """

    prefix: bytes
    rows: bytes
    root: int
    gaps: tuple[Gap, ...]
    info: str
    metadata: str
    digest: str

    def packed(self) -> bytes:
        """All of it as bytes, from which ``unpacked_layout`` makes it again."""
        head = [len(self.prefix), self.root, self.gaps, self.info, self.metadata, self.digest]
        return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + self.prefix + self.rows


def unpacked_layout(packed: bytes) -> PdfLayout:
    """The layout that was packed."""
    line, _, rest = packed.partition(b"\n")
    length, root, gaps, *said = json.loads(line)
    return PdfLayout(rest[:length], rest[length:], root, tuple(map(tuple, gaps)), *said)


class FilledLayout(Struct, frozen=True):
    """A local's file: the ``layout`` with what comes after it, and what a program needs that adds to it.

    After the layout come the file's ``own`` objects, those that the local's other files have as well (``shared``), and
    the ``table`` of all. ``start`` is the place of the table, ``size`` the number after that of the last object,
    ``identifier`` in hex.
    """

    layout: PdfLayout
    own: bytes
    shared: tuple[bytes, ...]
    table: bytes
    start: int
    size: int
    identifier: str

    @property
    def whole(self) -> bytes:
        """The file."""
        return b"".join((self.layout.prefix, self.own, *self.shared, self.table))


def filled(layout: PdfLayout, parts: Parts, imprint: Imprint) -> FilledLayout:
    """The file of the local with these ``parts`` and this ``imprint``."""
    said = json.dumps([layout.digest, parts.digest, imprint.author, imprint.site, *sorted(imprint.colors.items())])
    local = _Local(layout, parts, imprint, hashlib.sha256(said.encode("ascii")).digest()[:16])
    writer = FileWriter(len(layout.prefix))
    together: dict[int, bytes] = {}
    for number, (kind, *about) in enumerate(layout.gaps, SHARED + 1):
        written = _WRITERS[str(kind)](local, *about)
        if kind in _STREAMS:
            writer.object(number, written)
        else:
            together[number] = written
    writer.together(OWN_STREAM, together)
    own = len(writer.parts)
    writer.objects({number: parts.shared[number] for number in sorted(local.needed())}, OBJECT_STREAMS)
    return _with_table(writer, own, local)


def _with_table(writer: FileWriter, own_parts: int, local: _Local) -> FilledLayout:
    """The file with its cross-reference stream, which has an entry for each number (ISO 32000-1, 7.5.8)."""
    layout, start = local.layout, writer.length
    last = SHARED + len(layout.gaps)
    own = last + 1 + len(layout.rows) // ROW.size
    first = bytearray(_UNUSED * (last + 1))
    for number, row in writer.rows.items():
        first[number * ROW.size : (number + 1) * ROW.size] = row
    table = bytes(deflate.zlib_compress(bytes(first) + layout.rows + ROW.pack(PLAIN, start, 0), _LEVEL))
    identifier = local.identifier.hex()
    keys = (
        f"/Type/XRef/Size {own + 1}/Root {layout.root} 0 R/Info {INFO} 0 R"
        f"/ID[<{identifier}><{identifier}>]/W[1 4 2]/Filter/FlateDecode/Length {len(table)}"
    )
    body = b"<<%s>>\nstream\n%s\nendstream" % (keys.encode("ascii"), table)
    end = b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, body, start)
    written, shared = b"".join(writer.parts[:own_parts]), tuple(writer.parts[own_parts:])
    return FilledLayout(layout, written, shared, end, start, own + 1, identifier)


_LEVEL = 6
_UNUSED = ROW.pack(FREE, 0, 0xFFFF)


class _Local(Struct, frozen=True):
    """What one file of a local is filled with."""

    layout: PdfLayout
    parts: Parts
    imprint: Imprint
    identifier: bytes

    def needed(self) -> set[int]:
        """The numbers of the shared objects to which the drawings in this file lead."""
        drawn = (self._drawing(*about) for kind, *about in self.layout.gaps if kind == "drawing")
        return {number for one in drawn for number in self.parts.needs[one]}

    def _drawing(self, name: object, number: object) -> int:
        return self.parts.parts[str(name)].drawings[int(str(number))]

    def info(self) -> bytes:
        """What the file says of itself: ISO 32000-1, 14.3.3."""
        before, after = self.layout.info.split(f"({AUTHOR})")
        return before.encode("latin-1") + String(self.imprint.author).unparse() + after.encode("latin-1")

    def metadata(self) -> bytes:
        """The same as XMP, packed: only a file for archives must not do that (ISO 19005-1, 6.7.2)."""
        identifier = base64.b64encode(self.identifier).decode("ascii")
        author = str(element("rdf:li", {}, self.imprint.author))
        said = self.layout.metadata.replace(str(element("rdf:li", {}, AUTHOR)), author).replace(IDENTIFIER, identifier)
        return stream(b"/Type/Metadata/Subtype/XML", said.encode("utf-8")).whole

    def color(self, role: object, base: object, white: int) -> bytes:
        """A color space with one color, as a table of one entry over the ``base``: ISO 32000-1, 8.6.6.3.

        The color has ``white`` in it, 0 to 255.
        """
        color = mixed(self.imprint.colors[str(role)], PAPER, white / 255)
        return f"[/Indexed {base} 0 R 0 <{color.removeprefix('#')}>]".encode("ascii")

    def address(self, path: str) -> bytes:
        """Where a link leads: ISO 32000-1, 12.6.4.7."""
        return b"<</Type/Action/S/URI/URI%s>>" % self.said_address(path)

    def said_address(self, path: str) -> bytes:
        """What is read out of a link: ISO 14289-1, 7.18.5."""
        return String(self.imprint.site + path).unparse()

    def drawing(self, name: object, number: object) -> bytes:
        """A drawing of a part."""
        return self.parts.drawings[self._drawing(name, number)]

    def alternative(self, name: object, leaf: int) -> bytes:
        """What is said instead of a part's picture."""
        return self.parts.parts[str(name)].leaves[leaf].alt.encode("latin-1")

    def attributes(self, name: object, leaf: int, x: float, y: float) -> bytes:
        """Where a part's picture is on the page: ISO 32000-1, 14.8.5.4.3."""
        left, bottom, right, top = self.parts.parts[str(name)].leaves[leaf].box
        sides = (left + x, bottom + y, right + x, top + y)
        return b"[<</O/Layout/BBox[%g %g %g %g]>>]" % sides


_STREAMS = frozenset(("metadata", "drawing"))
"""What stands in a file by itself; the rest is packed together, which takes a quarter of the room."""

_WRITERS: Mapping[str, Callable[..., bytes]] = {
    "info": _Local.info,
    "metadata": _Local.metadata,
    "color": _Local.color,
    "address": _Local.address,
    "said address": _Local.said_address,
    "drawing": _Local.drawing,
    "alternative": _Local.alternative,
    "attributes": _Local.attributes,
}
