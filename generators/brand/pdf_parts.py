"""What a local puts into its PDFs last: heads, feet, and sentences of its own, drawn once for all of its files.

A small document has a part on each page. Here it becomes drawings (form XObjects) with the fonts that they need, which
``pdf_layout`` puts into rooms that were left free for them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby

import pikepdf
from msgspec import Struct, field
from pikepdf import Dictionary, NumberTree, Object, Page, Pdf, String

from generators.brand.pdf_objects import REFERENCE, Body, Renumbered, stream
from generators.model.replacing import replace

SHARED = 255
"""The number of the last object that all parts of a local share: they have the lowest numbers in each of its files."""

OBJECT_STREAMS = SHARED - 1
"""The number of the first object stream of those without data; there may be two."""

OWN_STREAM = OBJECT_STREAMS - 1
"""The number of the object stream of what a file has for itself."""

_AROUND = 200
"""Points around a part where letters may still reach."""

_ITEM = re.compile(rb"/\w+(?:<<(?P<said>.*?)>>BDC| BMC)\n(?P<drawn>|.*?\nQ\n)EMC", re.DOTALL)
"""One marked piece of a page, as the layout program writes it: its own state, one after the other, none in another.

Inside of a text there may be marks that say how it is read, which end before the text does.
"""

_SPELLED = re.compile(rb"/Span<</ActualText<[0-9A-F]*>>>BDC")
"""Says which letters a ligature stands for: where nothing is read, some programs would look for them elsewhere."""

MARK = re.compile(rb"/MCID (\d+)")
"""The number of a marked piece on its page."""


class TooManyParts(ValueError):
    """The parts need more objects than there are numbers for."""


class Leaf(Struct, frozen=True):
    """What is read aloud as one: its ``role`` in the tags; ``alt`` (a PDF string) and ``box`` (points) of a picture."""

    role: str
    alt: str = ""
    box: tuple[float, ...] = ()


class Part(Struct, frozen=True):
    """One part, in points: ``drawings`` are numbers of ``Parts.drawings``, first what nobody reads, then each leaf."""

    width: float
    height: float
    leaves: tuple[Leaf, ...]
    drawings: tuple[int, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """What its leaves are."""
        return tuple(leaf.role for leaf in self.leaves)

    @property
    def shape(self) -> object:
        """As much of it as a layout with room for it knows."""
        return self.width, self.height, [(leaf.role, bool(leaf.alt), bool(leaf.box)) for leaf in self.leaves]


class Parts(Struct, frozen=True):
    """All parts of a local by name; ``needs`` says for each drawing which of the ``shared`` objects it leads to.

    ``digest`` says which parts these are.
    """

    parts: Mapping[str, Part]
    drawings: tuple[bytes, ...] = ()
    needs: tuple[tuple[int, ...], ...] = ()
    shared: Mapping[int, Body] = field(default_factory=dict)
    digest: str = ""

    def packed(self) -> bytes:
        """All of it as bytes, from which ``unpacked_parts`` makes it again."""
        blobs = (*self.drawings, *(blob for body in self.shared.values() for blob in (body.text, body.data or b"")))
        lengths = [len(blob) for blob in blobs]
        numbers = [(number, body.data is not None) for number, body in self.shared.items()]
        head = [self.digest, [_plain(*item) for item in self.parts.items()], self.needs, numbers, lengths]
        return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + b"".join(blobs)


def unpacked_parts(packed: bytes) -> Parts:
    """The parts that were packed."""
    line, _, rest = packed.partition(b"\n")
    digest, parts, needs, numbers, lengths = json.loads(line)
    blobs = list(_split(rest, lengths))
    texts, held = blobs[len(needs) :: 2], blobs[len(needs) + 1 :: 2]
    shared = {
        number: Body(text, data if has_data else None)
        for (number, has_data), text, data in zip(numbers, texts, held, strict=True)
    }
    named = {name: _part(*about) for name, *about in parts}
    return Parts(named, tuple(blobs[: len(needs)]), tuple(map(tuple, needs)), shared, digest)


def _plain(name: str, part: Part) -> list[object]:
    leaves = [[leaf.role, leaf.alt, leaf.box] for leaf in part.leaves]
    return [name, part.width, part.height, leaves, part.drawings]


def _part(width: float, height: float, leaves: Sequence[tuple[str, str, Sequence[float]]], drawings: list[int]) -> Part:
    return Part(width, height, tuple(Leaf(role, alt, tuple(box)) for role, alt, box in leaves), tuple(drawings))


def _split(data: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for length in lengths:
        yield data[start : start + length]
        start += length


def parts_of(
    laid_out: bytes, names: Sequence[str], unread: Collection[str] = (), pictures: Collection[str] = ()
) -> Parts:
    """The pages of a document as parts with these ``names``; of those that are ``unread``, nothing is read aloud.

    Those that are ``pictures`` are one leaf each, for which the layout has the words.

    Raises:
        TooManyParts: they need objects that would have the numbers of object streams.
    """
    with pikepdf.open(BytesIO(laid_out)) as pdf:
        cutter = _Cutter(pdf)
        parts = {
            name: cutter.picture(page) if name in pictures else cutter.part(page, is_unread=name in unread)
            for name, page in zip(names, pdf.pages, strict=True)
        }
        made = Parts(parts, *cutter.collected())
        return replace(made, digest=hashlib.sha256(made.packed()).hexdigest())


class _Cutter:
    """Cuts the pages of one document into drawings."""

    def __init__(self, pdf: Pdf) -> None:
        self.tags = dict(NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        self.numbered = Renumbered(pdf, 1, {})
        self.pdf = pdf
        self.resources: dict[bytes, bytes] = {}
        self.drawings: list[bytes] = []
        self.asked: list[frozenset[int]] = []

    def picture(self, page: Page) -> Part:
        """One page as a part that is read aloud as one picture."""
        part = self.part(page, is_unread=True)
        nothing = self._kept(b"/Type/XObject/Subtype/Form/BBox[0 0 0 0]", b"", frozenset())
        return replace(part, leaves=(Leaf("/Figure"),), drawings=(nothing, *part.drawings))

    def part(self, page: Page, *, is_unread: bool) -> Part:
        """One page as a part."""
        width, height = (float(side) for side in page.obj.MediaBox.as_list()[2:])
        box = f"{-_AROUND} {-_AROUND} {width + _AROUND:g} {height + _AROUND:g}"
        resources = self._resources(page)
        keys = b"/Type/XObject/Subtype/Form/BBox[%s]/Resources %s" % (box.encode(), resources)
        unread, read = self._cut(page)
        if is_unread:
            unread, read = _SPELLED.sub(b"/Span BMC", unread + b"".join(drawn for _, drawn in read)), []
        asked = frozenset(_references(resources))
        numbers = tuple(self._kept(keys, drawn, asked) for drawn in (unread, *(drawn for _, drawn in read)))
        return Part(width, height, tuple(_leaf(element) for element, _ in read), numbers)

    def _resources(self, page: Page) -> bytes:
        """A reference to what a page draws with: one for all pages that draw with the same."""
        said = page.obj.Resources.unparse(resolved=True)
        if said not in self.resources:
            held = self.pdf.make_indirect(page.obj.Resources)
            self.resources[said] = self.numbered.text(b"%d 0 R" % held.objgen[0])
        return self.resources[said]

    def _cut(self, page: Page) -> tuple[bytes, list[tuple[Object, bytes]]]:
        """What a page draws that is not read, and what it draws for each element of its tags."""
        items = list(_ITEM.finditer(page.obj.Contents.read_bytes()))
        elements = self.tags[int(page.obj.StructParents)] if "/StructParents" in page.obj else ()
        unread = b"".join(item["drawn"] for item in items if not MARK.search(item["said"] or b""))
        marked = [
            (elements[int(mark[1])], item["drawn"]) for item in items if (mark := MARK.search(item["said"] or b""))
        ]
        grouped = (list(some) for _, some in groupby(marked, key=lambda pair: pair[0].objgen))
        return unread, [(some[0][0], b"".join(drawn for _, drawn in some)) for some in grouped]

    def _kept(self, keys: bytes, drawn: bytes, asked: frozenset[int]) -> int:
        self.drawings.append(stream(keys, drawn).whole)
        self.asked.append(asked)
        return len(self.drawings) - 1

    def collected(self) -> tuple[tuple[bytes, ...], tuple[tuple[int, ...], ...], Mapping[int, Body]]:
        """The drawings, what each needs, and the objects that they share."""
        shared = dict(self.numbered.bodies())
        if len(shared) >= OWN_STREAM:
            raise TooManyParts(f"{len(shared)} objects")
        leads = {number: _references(body.text) for number, body in shared.items()}
        reached = {asked: tuple(sorted(_reached(asked, leads))) for asked in set(self.asked)}
        needs = tuple(reached[asked] for asked in self.asked)
        return tuple(self.drawings), needs, shared


def _leaf(element: Object) -> Leaf:
    alt = element.get("/Alt")
    attributes = element.get("/A", ())
    boxes = [one.BBox for one in attributes if isinstance(one, Dictionary) and "/BBox" in one]
    said = String(str(alt)).unparse().decode("latin-1") if alt is not None else ""
    return Leaf(str(element.S), said, tuple(float(side) for side in boxes[0]) if boxes else ())


def _references(text: bytes) -> set[int]:
    return {int(match[1]) for match in REFERENCE.finditer(text) if match[1]}


def _reached(start: Collection[int], leads: Mapping[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = set(start)
    while waiting:
        found |= waiting
        waiting = set().union(*(leads[number] for number in waiting)) - found
    return found
