"""Opens a stranger's PowerPoint file within bounds: its slides and what they show, and nothing that acts or fetches.

What is kept is packed anew for python-pptx. Macros, controls, films, and embedded files stay behind unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from generators.importing.draft import refused
from generators.importing.packages import OpenedPackage, opened
from generators.model.replacing import replace
from generators.ooxml.package import NewPackage, zipped
from generators.ooxml.relationships import CORE, MAIN, OFFICE, Relationship, list_name, listed, resolved
from generators.ooxml.xml import Element, as_transitional, local_name, parsed, qualified, serialized

MOST_UNPACKED = 250_000_000
MOST_PICTURE = 20_000_000
MOST_SLIDES = 500
"""Bounds of what is taken over from the file, and of a picture, in bytes; and of the slides."""

_SAVE_AGAIN = "open it in PowerPoint, choose File > Save As, and take 'PowerPoint Presentation (.pptx)'"
_SHOWS = ("/table", "/chart", "/chartex", "/diagram")
"""How the names of graphics end whose words can be read."""


class _Kind(Struct, frozen=True):
    """Where parts of a kind are put, their content type, and the kinds of parts that are followed from there."""

    path: str
    content: str
    leads_to: frozenset[str] = frozenset()


_SLIDE = frozenset({"slideLayout", "notesSlide", "image", "chart", "chartEx", "diagramData", "comments"})
_PML = f"{OFFICE}.presentationml"
_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "officeDocument": _Kind(MAIN, f"{_PML}.presentation.main+xml", frozenset({"slide"})),
        "core-properties": _Kind(CORE, "application/vnd.openxmlformats-package.core-properties+xml"),
        "slide": _Kind("ppt/slides/slide{}.xml", f"{_PML}.slide+xml", _SLIDE),
        "slideLayout": _Kind(
            "ppt/slideLayouts/slideLayout{}.xml", f"{_PML}.slideLayout+xml", frozenset({"slideMaster"})
        ),
        "slideMaster": _Kind("ppt/slideMasters/slideMaster{}.xml", f"{_PML}.slideMaster+xml"),
        "notesSlide": _Kind("ppt/notesSlides/notesSlide{}.xml", f"{_PML}.notesSlide+xml"),
        "image": _Kind("ppt/media/image{}.bin", "application/octet-stream"),
        "chart": _Kind("ppt/data/chart{}.xml", "application/octet-stream"),
        "chartEx": _Kind("ppt/data/chartEx{}.xml", "application/octet-stream"),
        "diagramData": _Kind("ppt/data/diagram{}.xml", "application/octet-stream"),
        "comments": _Kind("ppt/data/comment{}.xml", "application/octet-stream"),
    }
)
_BYTES = frozenset({"image"})
"""Kinds that are handed on as they are; the others are XML."""

_ROOTS = MappingProxyType({"officeDocument": "presentation", "slide": "sld", "notesSlide": "notes"})


class PresentationPackage(Struct, frozen=True):
    """A deck packed anew: ``data`` is a .pptx.

    ``unfollowed`` are the relationships that lead to what was left behind, by part and id.
    """

    data: bytes
    unfollowed: Mapping[str, Mapping[str, Relationship]]
    has_macros: bool


def presentation_package(name: str, data: bytes) -> PresentationPackage:
    """The deck in the file ``name``, which holds ``data``.

    Raises:
        RefusedInput: it is locked, damaged, too large, or no PowerPoint file.
    """
    try:
        return _Packing(opened(name, data)).whole()
    except _Unusable as fault:
        raise refused(name, fault.reason, fault.hint) from fault


class _Unusable(Exception):
    """Why a file is no deck that can be read, and what to do."""

    def __init__(self, reason: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


class _Packing(Struct):
    """Follows what leads to something that is shown, and gives each part a name of its own."""

    source: OpenedPackage
    made: NewPackage = field(default_factory=NewPackage)
    unfollowed: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    size: int = 0
    is_strict: bool = False

    def whole(self) -> PresentationPackage:
        top = [row for row in self._relationships("") if row.kind in ("officeDocument", "core-properties")]
        if not any(row.kind == "officeDocument" and not row.is_external for row in top):
            raise _Unusable("it is no PowerPoint file")
        self.made.close([replace(row, target=f"/{name}") for row in top if (name := self._keep(row))])
        return PresentationPackage(zipped(self.made.parts), self.unfollowed, bool(self.source.macros))

    def _relationships(self, part: str) -> Iterator[Relationship]:
        """The relationships of a part, or for an empty name of the whole file; targets are names of parts."""
        if list_name(part) not in self.source:
            return
        for row in listed(self.source.xml(list_name(part))):
            self.is_strict |= row.is_strict
            yield resolved(row, part)

    def _keep(self, row: Relationship) -> str | None:
        """The new name of the part that ``row`` leads to, or None when the file does not hold it."""
        if row.is_external or row.target not in self.source.entries or self._is_too_large(row):
            return None
        if row.target in self.made.names:
            return self.made.names[row.target]
        kind = _KINDS[row.kind]
        name = self.made.name(row.target, row.kind, kind.path, kind.content)
        if self.made.counts.get("slide", 0) > MOST_SLIDES:
            raise _Unusable(f"it has more than {MOST_SLIDES} slides", "make several decks of it")
        if row.kind in _BYTES:
            self.made.add(name, self._bytes(row.target), ())
        else:
            self._write(name, row, kind)
        return name

    def _is_too_large(self, row: Relationship) -> bool:
        """A picture that nobody needs so large is left out, and the deck is read without it."""
        return row.kind == "image" and self.source.entries[row.target].file_size > MOST_PICTURE

    def _write(self, name: str, row: Relationship, kind: _Kind) -> None:
        root = self.source.xml(row.target)
        if self.is_strict:
            root = parsed(as_transitional(serialized(root)))
        if local_name(root) != _ROOTS.get(row.kind, local_name(root)):
            raise _Unusable(f"its part {row.target[:80]} is not what it should be")
        self._count(self.source.entries[row.target].file_size)
        choose_alternatives(root)
        self.made.add(name, serialized(root), list(self._kept(name, row.target, kind)))

    def _kept(self, name: str, old: str, kind: _Kind) -> Iterator[Relationship]:
        for row in self._relationships(old):
            target = self._keep(row) if row.kind in kind.leads_to else None
            if target is not None:
                yield replace(row, target=f"/{target}")
            else:
                self.unfollowed.setdefault(name, {})[row.id] = row

    def _bytes(self, name: str) -> bytes:
        self._count(self.source.entries[name].file_size)
        return self.source.data(name)

    def _count(self, size: int) -> None:
        self.size += size
        if self.size > MOST_UNPACKED:
            most = f"{MOST_UNPACKED // 1_000_000} MB"
            hint = "in PowerPoint, use File > Compress Pictures, or make several decks of it"
            raise _Unusable(f"its slides and pictures are larger than {most} unpacked", hint)


def choose_alternatives(root: Element) -> None:
    """Puts what can be read in place of each choice that programs write for newer and older ones (ISO/IEC 29500-3)."""
    for alternate in reversed(list(root.iter(qualified("mc:AlternateContent")))):
        parent = alternate.getparent()
        if parent is None:
            continue
        choice = alternate.find(qualified("mc:Choice"))
        fallback = alternate.find(qualified("mc:Fallback"))
        taken = fallback if choice is None or (fallback is not None and _is_unreadable(choice)) else choice
        place = parent.index(alternate)
        for offset, child in enumerate(list(taken) if taken is not None else []):
            parent.insert(place + offset, child)
        parent.remove(alternate)


def _is_unreadable(choice: Element) -> bool:
    names = {local_name(node) for node in choice.iter("{*}*")}
    graphics = [node.get("uri", "") for node in choice.iter("{*}graphicData")]
    return bool(names & {"contentPart", "oleObj"}) or not all(uri.endswith(_SHOWS) for uri in graphics)
