"""The objects of a PDF, written one by one: numbered by us, packed into streams, and told of in a table at the end."""

from __future__ import annotations

import re
import struct
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import deflate
from msgspec import Struct
from pikepdf import Name, Object, Pdf, Stream

from generators.brand.pdf_embedded import lean_letters, lean_typeface

HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n"

ROW = struct.Struct(">BIH")
"""An entry of the cross-reference stream (ISO 32000-1, 7.5.8): its kind, a place of four bytes, and two bytes more."""

FREE, PLAIN, PACKED = 0, 1, 2
"""Kinds of entries: no object, one at a place in the file, and one inside of an object stream."""

_MOST_TOGETHER = 200
"""Objects of one object stream."""

_WORTH_PACKING = 250
"""Bytes of a stream that is compressed."""

_LEVEL = 6
"""How thoroughly a local's own is compressed, which each local waits for."""

_LEVEL_OF_ALL = 9
"""The same of what is laid out for all locals. A thirtieth less would take four times as long."""

_MOST_REPACKED = 500_000
"""Bytes of a compressed stream that is compressed anew: larger ones are pictures, which would take seconds."""

_STRING = rb"\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]*>"
REFERENCE = re.compile(_STRING + rb"|\b(\d+) \d+ R\b", re.DOTALL)
"""A reference to an object, or a string, which may look like one."""

_PIECE = re.compile(rb"(" + _STRING + rb"|\b\d+ \d+ R\b)", re.DOTALL)
"""The same as one piece, to divide a text at each."""


class Body(Struct, frozen=True):
    """An object as it stands in a file: ``text``, and for a stream its ``data``, as they are kept."""

    text: bytes
    data: bytes | None = None

    @property
    def whole(self) -> bytes:
        """The object between its number and its end."""
        return self.text if self.data is None else b"%s\nstream\n%s\nendstream" % (self.text, self.data)


def stream(keys: bytes, data: bytes) -> Body:
    """A stream of ``data`` whose dictionary has these ``keys``, compressed where that is worth it."""
    if len(data) < _WORTH_PACKING:
        return Body(b"<<%s/Length %d>>" % (keys, len(data)), data)
    packed = bytes(deflate.zlib_compress(data, _LEVEL))
    return Body(b"<<%s/Filter/FlateDecode/Length %d>>" % (keys, len(packed)), packed)


class _Written(dict[bytes, bytes]):
    """How each reference is written, once: a document refers to the same objects thousands of times. Strings stay.

    ``numbers`` are the new ones by the old; what has none yet gets the ``next`` one, and is ``asked`` for by that.
    """

    def __init__(self, first: int, placed: Mapping[int, int]) -> None:
        super().__init__()
        self.next, self.numbers = first, dict(placed)
        self.asked: deque[int] = deque()

    def __missing__(self, piece: bytes) -> bytes:
        if not piece.endswith(b"R"):
            return piece
        old = int(piece.partition(b" ")[0])
        if old not in self.numbers:
            self.numbers[old] = self.next
            self.next += 1
            self.asked.append(old)
        return self.setdefault(piece, b"%d 0 R" % self.numbers[old])


class Renumbered:
    """The objects of ``pdf`` that somebody refers to, under new numbers, from ``first`` on as they are asked for.

    What ``placed`` has a number for, by its old one, stands elsewhere under that.
    """

    def __init__(self, pdf: Pdf, first: int, placed: Mapping[int, int]) -> None:
        self.pdf = pdf
        self._written = _Written(first, placed)
        self._typefaces: set[int] = set()

    @property
    def numbers(self) -> Mapping[int, int]:
        """The new numbers by the old."""
        return self._written.numbers

    @property
    def next(self) -> int:
        """The number after the last one."""
        return self._written.next

    def text(self, written: bytes) -> bytes:
        """A written object with the new numbers of those that it refers to."""
        if b" R" not in written:
            return written
        pieces = _PIECE.split(written)
        pieces[1::2] = map(self._written.__getitem__, pieces[1::2])
        return b"".join(pieces)

    def bodies(self) -> Iterator[tuple[int, Body]]:
        """Each object that was asked for with its new number, also those that come up meanwhile."""
        while self._written.asked:
            old = self._written.asked.popleft()
            yield self.numbers[old], self._body(self.pdf.get_object(old, 0))

    def _body(self, thing: Object) -> Body:
        if not isinstance(thing, Stream):
            written = thing.unparse(resolved=True)
            if b"/FontFile2" in written:
                self._typefaces.add(thing.FontFile2.objgen[0])
            return Body(self.text(written))
        data = thing.read_raw_bytes()
        if _is_worth_repacking(thing, len(data)):
            data = bytes(deflate.zlib_compress(self._unpacked(thing), _LEVEL_OF_ALL))
            thing.write(data, filter=Name.FlateDecode)
        if "/Length" not in thing:
            thing.stream_dict.Length = len(data)
        return Body(self.text(thing.stream_dict.unparse(resolved=True)), data)

    def _unpacked(self, thing: Stream) -> bytes:
        data = thing.read_bytes()
        if thing.objgen[0] in self._typefaces:
            return lean_typeface(data)
        return lean_letters(data) if thing.get("/Type") == Name.CMap else data


def _is_worth_repacking(thing: Stream, size: int) -> bool:
    """Whether a stream of so many bytes gets smaller; what says how long it is unpacked was packed well before."""
    if not _WORTH_PACKING <= size <= _MOST_REPACKED:  # as of most: drawings of empty fields
        return False
    plainly = thing.get("/Filter", Name.FlateDecode) == Name.FlateDecode and "/DecodeParms" not in thing
    return plainly and "/Length1" not in thing


class FileWriter:
    """Writes objects one after the other, and remembers where each stands; ``start`` is the place of the first byte."""

    def __init__(self, start: int = 0) -> None:
        self.parts: list[bytes] = []
        self.rows: dict[int, bytes] = {}
        self.length = start

    def raw(self, data: bytes) -> None:
        """Writes bytes that are no object."""
        self.parts.append(data)
        self.length += len(data)

    def object(self, number: int, whole: bytes) -> None:
        """Writes an object, as it stands between its number and its end."""
        self.rows[number] = ROW.pack(PLAIN, self.length, 0)
        self.raw(b"%d 0 obj\n%s\nendobj\n" % (number, whole))

    def objects(self, bodies: Mapping[int, Body], first_stream: int) -> int:
        """Writes objects, those without data in streams from ``first_stream`` on; the number after these."""
        for number, body in bodies.items():
            if body.data is not None:
                self.object(number, body.whole)
        for together in batched([number for number, body in bodies.items() if body.data is None]):
            self.together(first_stream, {number: bodies[number].text for number in together})
            first_stream += 1
        return first_stream

    def together(self, number: int, objects: Mapping[int, bytes]) -> None:
        """Writes objects without data as one object stream with this ``number``."""
        self.object(number, _object_stream(list(objects.items())).whole)
        self.rows |= {one: ROW.pack(PACKED, number, place) for place, one in enumerate(objects)}


def batched(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """``numbers`` as the object streams take them, in order."""
    return (numbers[start : start + _MOST_TOGETHER] for start in range(0, len(numbers), _MOST_TOGETHER))


def _object_stream(objects: Sequence[tuple[int, bytes]]) -> Body:
    """Objects as one stream: ISO 32000-1, 7.5.7."""
    starts = accumulate((len(text) + 1 for _, text in objects), initial=0)
    index = b" ".join(b"%d %d" % (number, start) for (number, _), start in zip(objects, starts, strict=False))
    keys = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index) + 1)
    return stream(keys, index + b"\n" + b"\n".join(text for _, text in objects))
