"""Makes a layout of a PDF: what a local fills in last is taken out of it, each under a number of its own.

The layout program is given colors that nobody has (``token_colors``) and, in the place of a local's own parts, room of
their size between two edges (``rooms.typ``). Each such color becomes a color space of one entry, and what stands
between the edges of a room gives way to the drawings of the part, leaf for leaf, so that the tags stay what they are.
Drawings in a local's colors (``token_drawing``) have such colors for tints.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, Stream

from generators.brand.palette import PAPER
from generators.brand.pdf_layout import IDENTIFIER, Gap, PdfLayout
from generators.brand.pdf_objects import HEAD, FileWriter, Renumbered
from generators.brand.pdf_parts import MARK, SHARED, Part

ROOMS = Path(__file__).with_name("rooms.typ")
"""What a layout draws rooms with."""

_COLOR, _EDGE = 253, 254
"""The red of colors that stand for one of a local, and of the edges of a room."""

_BLUE = 7
"""The blue of all colors that stand for one of a local."""

_TINTS = {251: "primary_mark", 252: "accent_mark"}
"""The roles of ``artwork.drawing_colors`` by the red of colors that stand for a tint of one: the green is its white."""


def token_colors(roles: Iterable[str]) -> dict[str, str]:
    """A color (``#rrggbb``) for each role of a palette, which stands in a layout for the local's."""
    return {role: f"#{_COLOR:02x}{number:02x}{_BLUE:02x}" for number, role in enumerate(roles)}


def token_drawing(in_shares: str) -> str:
    """An SVG that says how much it has of which color (``artwork.in_shares``) in colors that stand for these tints.

    Empty where it has colors that change from point to point, or patterns: no operator sets those on a page.
    """
    return "" if _SHADED.search(in_shares) else _SHARES.sub(_tint_token, in_shares)


_SHADED = re.compile(r"Gradient\b|<(?:\w+:)?pattern\b")
_SHARES = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b")


def _tint_token(shares: re.Match[str]) -> str:
    first, second = _TINTS
    if not (int(shares[1], 16) or int(shares[2], 16)):
        return PAPER
    return f"#{first if int(shares[1], 16) else second:02x}{shares[3]}{_BLUE:02x}"


def rooms(parts: Mapping[str, Part]) -> dict[str, dict[str, float]]:
    """The rooms for ``parts``, as ``rooms.typ`` takes them: numbered, with sizes in points."""
    return {
        name: {"number": number, "width": part.width, "height": part.height}
        for number, (name, part) in enumerate(parts.items())
    }


class OtherParts(ValueError):
    """A room of the layout is tagged otherwise than the part that is to be put there, or there is none."""


def layout_of(pdf: Pdf, parts: Mapping[str, Part], roles: Iterable[str], site: str = "") -> PdfLayout:
    """The layout of ``pdf`` with ``rooms(parts)`` and ``token_colors(roles)``; ``pdf`` is changed by that.

    Addresses of links that begin with ``site``, if any, are those on a local's own.

    Raises:
        OtherParts: a part does not go into its room.
    """
    clearing = _Clearing(pdf, parts, tuple(roles))
    info, metadata = clearing.gap("info"), clearing.gap("metadata")
    said = pdf.docinfo.unparse(resolved=True).decode("latin-1")
    told = _IDENTIFIERS.sub(rf"\g<1>{IDENTIFIER}\g<2>", pdf.Root.Metadata.read_bytes().decode("utf-8"))
    pdf.trailer.Info, pdf.Root.Metadata = info, metadata
    for page in pdf.pages:
        clearing.clear(page)
        clearing.clear_links(page, site)
    clearing.clear_groups()
    if missing := parts.keys() - clearing.seen:
        raise OtherParts(f"no room for {', '.join(sorted(missing))}")
    return _written(pdf, clearing, said, told)


_IDENTIFIERS = re.compile(r"(<xmpMM:(?:Instance|Document)ID>)[^<]*(<)")


def _written(pdf: Pdf, clearing: _Clearing, info: str, metadata: str) -> PdfLayout:
    gaps = {thing.objgen[0]: number for number, thing in enumerate(clearing.gaps.values(), SHARED + 1)}
    numbered = Renumbered(pdf, SHARED + 1 + len(gaps), gaps)
    root = numbered.text(b"%d 0 R" % pdf.Root.objgen[0])
    bodies = dict(numbered.bodies())
    writer = FileWriter()
    writer.raw(HEAD)
    writer.objects(bodies, numbered.next)
    found = (_with_base(gap, numbered) for gap in clearing.gaps)
    prefix = b"".join(writer.parts)
    rows = b"".join(row for _, row in sorted(writer.rows.items()))
    digest = hashlib.sha256(prefix).hexdigest()
    return PdfLayout(prefix, rows, int(root.split()[0]), tuple(found), info, metadata, digest)


def _with_base(gap: Gap, numbered: Renumbered) -> Gap:
    """A color names the color space that it is one of by its new number."""
    if gap[0] != "color":
        return gap
    kind, role, base, white = gap
    return kind, role, numbered.numbers[int(str(base))], white


_OPERANDS = rb"([\d.]+) ([\d.]+) ([\d.]+) "
_COLORED = re.compile(rb"/(c\d+) (cs|CS) " + _OPERANDS + rb"(scn|SCN)")
_EDGED = re.compile(rb"q 1 0 0 -1 ([-\d.]+) ([-\d.]+) cm(?:/g\d+ gs)?/c\d+ CS " + _OPERANDS + rb"SCN[^Q]*?\bS\nQ\n")
_MARKED = re.compile(rb"/(?P<tag>\w+)<<(?P<said>/MCID \d+.*?)>>BDC\n", re.DOTALL)


class _Room(Struct, frozen=True):
    """Where a room begins and ends in the operators of a page, and where its upper left corner is, in points."""

    number: int
    start: int
    end: int
    x: float
    y: float


class _Clearing:
    """Takes what is a local's own out of the pages of one document; ``gaps`` are left for it, each once."""

    def __init__(self, pdf: Pdf, parts: Mapping[str, Part], roles: Sequence[str]) -> None:
        self.pdf, self.parts, self.roles = pdf, parts, roles
        self.names = tuple(parts)
        self.gaps: dict[Gap, Object] = {}
        self.seen: set[str] = set()
        self.tags = NumberTree(pdf.Root.StructTreeRoot.ParentTree)

    def gap(self, *what: object) -> Object:
        """An object that a local fills in."""
        if what not in self.gaps:
            self.gaps[what] = self.pdf.make_indirect(Dictionary())
        return self.gaps[what]

    def clear(self, page: Page) -> None:
        """Takes it out of one page."""
        held = page.obj.Contents
        before = b"\n".join(one.read_bytes() for one in (held if isinstance(held, Array) else [held]))
        content = self._roomy(before, page)
        content = self._colored(content, page.obj)
        if content != before:
            page.obj.Contents = self.pdf.make_stream(content)

    def clear_groups(self) -> None:
        """Takes it out of what is drawn together before it stands on a page (ISO 32000-1, 11.6.6)."""
        for group in self.pdf.objects:
            if isinstance(group, Stream) and group.get("/Subtype") == Name.Form:
                before = group.read_bytes()
                content = self._colored(before, group)
                if content != before:
                    group.write(content)

    def clear_links(self, page: Page, site: str) -> None:
        """Has links to the local's own ``site`` lead to what it fills in."""
        for link in page.obj.get("/Annots", ()) if site else ():
            address = str(link.A.get("/URI", "")) if "/A" in link else ""
            if address.startswith(site):
                link.A = self.gap("address", address.removeprefix(site))
            said = str(link.get("/Contents", ""))
            if said.startswith(site):
                link.Contents = self.gap("said address", said.removeprefix(site))

    def _colored(self, content: bytes, held: Object) -> bytes:
        """Operators with the local's colors in the place of those that stand for one; ``held`` has their resources."""
        known: dict[bytes, bytes] = {}
        return _COLORED.sub(lambda match: self._color(match, held, known), content)

    def _color(self, match: re.Match[bytes], held: Object, known: dict[bytes, bytes]) -> bytes:
        """What sets a color in the place of what did so here, of which the same is ``known`` already."""
        if match[0] not in known:
            red, green, blue = _channels(match.groups()[2:5])
            known[match[0]] = match[0]
            if (red, blue) == (_COLOR, _BLUE) and green < len(self.roles):
                known[match[0]] = self._role(match, held, self.roles[green], 0)
            elif blue == _BLUE and _TINTS.get(red) in self.roles:
                known[match[0]] = self._role(match, held, _TINTS[red], green)
        return known[match[0]]

    def _role(self, match: re.Match[bytes], held: Object, role: str, white: int) -> bytes:
        spaces, name = held.Resources.ColorSpace, f"/K{self.roles.index(role)}.{white}"
        base = spaces[f"/{match[1].decode()}"].objgen[0]
        spaces[name] = self.gap("color", role, base, white)
        return b"%s %s 0 %s" % (name.encode("ascii"), match[2], match[6])

    def _roomy(self, content: bytes, page: Page) -> bytes:
        made, done = [], 0
        for room in _rooms_of(content):
            made += [content[done : room.start], self._drawn(room, content[room.start : room.end], page)]
            done = room.end
        return b"".join((*made, content[done:]))

    def _drawn(self, room: _Room, held: bytes, page: Page) -> bytes:
        """The drawings of a part in the place of what a room ``held``."""
        name = self.names[room.number]
        part = self.parts[name]
        self.seen.add(name)
        leaves = list(self._leaves(held, page))
        if tuple(str(element.S) for element, _ in leaves) != part.roles:
            raise OtherParts(f"{name} is tagged as {part.roles}")
        at = b"1 0 0 1 %g %g cm" % (room.x, room.y - part.height)
        drawn = [self._draw(name, 0, at, page)]
        for number, (element, items) in enumerate(leaves):
            first, *others = items
            drawn.append(b"EMC%sBDC\n%s" % (first, self._draw(name, number + 1, at, page)))
            drawn += (b"EMC%sBDC\n" % other for other in others)
            self._describe(element, name, number, room.x, room.y - part.height)
        return b"".join((*drawn, b"EMC/Artifact<</Type/Layout>>BDC\n" if leaves else b""))

    def _draw(self, name: str, number: int, at: bytes, page: Page) -> bytes:
        """The operators that draw a drawing of a part on a page, which knows it by a name."""
        resources = page.obj.Resources
        if Name.XObject not in resources:
            resources.XObject = Dictionary()
        key = f"/K{self.names.index(name)}.{number}"
        resources.XObject[key] = self.gap("drawing", name, number)
        return b"q %s %s Do Q\n" % (at, key.encode("ascii"))

    def _leaves(self, held: bytes, page: Page) -> Iterator[tuple[Object, list[bytes]]]:
        """The elements of the tags in a room, each with how its marked pieces begin."""
        elements = self.tags[int(page.obj.StructParents)] if "/StructParents" in page.obj else ()
        found = []
        for match in _MARKED.finditer(held):
            mark = MARK.search(match["said"])
            assert mark is not None, "what is marked has a number"
            found.append((elements[int(mark[1])], b"/%s<<%s>>" % (match["tag"], mark[0])))
        for _, some in groupby(found, key=lambda pair: pair[0].objgen):
            pieces = list(some)
            yield pieces[0][0], [said for _, said in pieces]

    def _describe(self, element: Object, name: str, leaf: int, x: float, y: float) -> None:
        """A picture's element says what the local's says, and where it is."""
        if self.parts[name].leaves[leaf].alt:
            element.Alt = self.gap("alternative", name, leaf)
        if self.parts[name].leaves[leaf].box:
            element.A = self.gap("attributes", name, leaf, x, y)


def _rooms_of(content: bytes) -> Iterator[_Room]:
    """The rooms of a page, in order."""
    begun: dict[int, re.Match[bytes]] = {}
    for match in _EDGED.finditer(content):
        red, rest, side = _channels(match.groups()[2:5])
        if red != _EDGE:
            continue
        number = rest + (side - 1) // 2 * 256
        if side % 2:
            begun[number] = match
        else:
            first = begun.pop(number)
            yield _Room(number, first.start(), match.end(), float(first[1]), float(first[2]))


def _channels(operands: Sequence[bytes]) -> tuple[int, ...]:
    return tuple(round(float(operand) * 255) for operand in operands)
