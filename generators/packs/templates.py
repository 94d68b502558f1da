"""Rebuilds a stranger's PowerPoint template: masters, layouts, themes, pictures, and nothing that acts.

It is read within bounds, and nothing in it is followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree
from msgspec import Struct, field

from generators.model.replacing import replace
from generators.ooxml.package import NewPackage, Parts
from generators.ooxml.relationships import MAIN, OFFICE, Relationship, list_name, listed, resolved
from generators.ooxml.xml import Element, EntitiesDeclared, local_name, parsed, qualified, serialized
from generators.packs.drawings.document import UnusableDrawing, is_drawing
from generators.packs.drawings.drawing import rebuilt
from generators.packs.drawings.embedded import as_png_or_jpeg
from generators.packs.photos import TooManyPixels, UnusablePicture, drawn_anew

MOST_BYTES = 20_000_000
MOST_PARTS = 3000
MOST_UNPACKED = 80_000_000
MOST_XML = 5_000_000
"""Bounds of the file, of how many parts it has, of all of them unpacked, and of one that is XML; sizes in bytes."""

_SAVE_AGAIN = "open it in PowerPoint and save it again as a PowerPoint presentation (.pptx)"
_ACTS = (
    (re.compile(r"vbaproject|vbadata", re.I), "it holds macros", "save it as .pptx, which has none"),
    (re.compile(r"/activex/|/ctrlprops/", re.I), "it holds ActiveX controls", "delete them and save it again"),
)
_HIDES = (
    re.compile(r"/embeddings/|oleobject", re.I),
    "it holds embedded files, such as an Excel sheet behind a chart",
    "delete the slides and charts that hold them, and save it again",
)
"""What is no fault of a template, since no slide of it is taken over, nor what a master embeds."""


class UnusableTemplate(Exception):
    """The file cannot be a template; ``reason`` follows its name, ``hint`` says what to do."""

    def __init__(self, reason: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def checked(file: zipfile.ZipFile, *, rebuilt: bool = False) -> Mapping[str, zipfile.ZipInfo]:
    """The parts by name, when none of them acts and all are small enough.

    Of a file that is ``rebuilt``, other files inside of it are let be: they are not taken over.
    """
    entries = file.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        most = f"{MOST_PARTS} parts or {MOST_UNPACKED // 1_000_000} MB unpacked"
        raise UnusableTemplate(f"it holds more than {most}", "delete its slides and large pictures, and save it again")
    for entry in entries:
        for sign, reason, hint in _ACTS if rebuilt else (*_ACTS, _HIDES):
            if sign.search(f"/{entry.filename}"):
                raise UnusableTemplate(reason, hint)
    return {entry.filename: entry for entry in entries}


class TemplateFile(Struct, frozen=True):
    """The file as it came, read part by part."""

    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def data(self, name: str, limit: int = MOST_BYTES) -> bytes:
        entry = self.entries[name]
        if entry.file_size > limit:
            raise UnusableTemplate(f"its part {name[:80]} is too large", "delete what the slides do not need")
        return self.file.read(entry)

    def xml(self, name: str) -> Element:
        """A part as a tree."""
        try:
            return parsed(self.data(name, MOST_XML))
        except EntitiesDeclared as error:
            raise UnusableTemplate("its XML declares entities") from error

    def relationships(self, name: str) -> Iterator[Relationship]:
        """The relationships of a part, or for an empty name of the whole package; targets are names of parts."""
        if list_name(name) not in self.entries:
            return
        for row in listed(self.xml(list_name(name))):
            if row.is_strict:
                raise UnusableTemplate("it is saved as Strict Open XML")
            yield resolved(row, name)


MOST_PIXELS = 50_000_000
"""Of one picture; all of them together may have four times as many."""

SIDE = 2400
"""The longer side of a picture, in pixels: as many as a projector shows of it."""

SHORTEST, LONGEST = 914_400, 51_206_400
"""Of a slide, in English Metric Units: 1 to 56 inches (ISO/IEC 29500-1, 19.7.15)."""


class _Kind(Struct, frozen=True):
    """What may stand in a template: where it is put, how its XML begins, and its content type."""

    path: str
    root: str
    content: str


_KINDS: Mapping[str, _Kind] = {
    "officeDocument": _Kind(MAIN, "presentation", f"{OFFICE}.presentationml.presentation.main+xml"),
    "slideMaster": _Kind("ppt/slideMasters/slideMaster{}.xml", "sldMaster", f"{OFFICE}.presentationml.slideMaster+xml"),
    "slideLayout": _Kind("ppt/slideLayouts/slideLayout{}.xml", "sldLayout", f"{OFFICE}.presentationml.slideLayout+xml"),
    "notesMaster": _Kind(
        "ppt/notesMasters/notesMaster{}.xml", "notesMaster", f"{OFFICE}.presentationml.notesMaster+xml"
    ),
    "theme": _Kind("ppt/theme/theme{}.xml", "theme", f"{OFFICE}.theme+xml"),
    "themeOverride": _Kind("ppt/theme/themeOverride{}.xml", "themeOverride", f"{OFFICE}.themeOverride+xml"),
    "tableStyles": _Kind("ppt/tableStyles.xml", "tblStyleLst", f"{OFFICE}.presentationml.tableStyles+xml"),
}
_PICTURES = {"PNG": "png", "JPEG": "jpg", "GIF": "gif"}
_PICTURE_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml"}
_LINK = re.compile(r"(https?://|mailto:)\S+", re.I)
_NEEDLESS = frozenset(
    {"transition", "timing", "custShowLst", "embeddedFontLst", "custDataLst", "handoutMasterIdLst", "modifyVerifier"}
    | {"controls", "photoAlbum", "smartTags", "oleObj"}
)
"""Elements that move, sound, lock, or lead to what is left out."""


class TemplatePackage(Struct, frozen=True):
    """A template's parts, rebuilt; ``left_out`` names what of its design no deck takes over."""

    parts: Parts
    left_out: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def template_package(data: bytes) -> TemplatePackage:
    """The template in ``data`` without slides, macros, links to files, and all else that is no design.

    Raises:
        UnusableTemplate: it is no PowerPoint file, holds something that acts, or is too large.
    """
    if len(data) > MOST_BYTES:
        raise UnusableTemplate(f"it is larger than {MOST_BYTES // 1_000_000} MB", "make its pictures smaller")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _Rebuilding(TemplateFile(file, checked(file, rebuilt=True))).whole()
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise UnusableTemplate("it is damaged, or no PowerPoint file") from error
    except NotImplementedError as error:
        raise UnusableTemplate("it is packed in an unusual way") from error


class _Rebuilding(Struct):
    """Follows the relationships that a design has, and writes what they lead to under names of its own."""

    source: TemplateFile
    made: NewPackage = field(default_factory=NewPackage)
    pixels: int = 0
    kinds: set[str] = field(default_factory=set)
    has_objects: bool = False

    def whole(self) -> TemplatePackage:
        main = next((row for row in self.source.relationships("") if row.kind == "officeDocument"), None)
        if main is None or main.is_external:
            raise UnusableTemplate("it is no PowerPoint file")
        self._keep(main)
        self.made.close([Relationship("rId1", "officeDocument", f"/{MAIN}")])
        return TemplatePackage(self.made.parts, tuple(self._left_out()))

    def _left_out(self) -> Iterator[str]:
        if self.kinds:
            yield f"pictures of the kind {', '.join(sorted(self.kinds))}"
        if self.has_objects:
            yield "charts and embedded objects"

    def _keep(self, row: Relationship) -> str | None:
        """The new name of what ``row`` leads to, or None when it is left out."""
        if row.target in self.made.names:
            return self.made.names[row.target]
        if row.kind == "image":
            return self._picture(row.target)
        if row.kind not in _KINDS:
            return None
        kind = _KINDS[row.kind]
        root = self.source.xml(row.target)
        if local_name(root) != kind.root:
            raise UnusableTemplate(f"its part {row.target[:80]} is not what it should be")
        if row.kind == "officeDocument":
            _check_size(root)
        name = self.made.name(row.target, row.kind, kind.path, kind.content)
        self._write(name, root, row.target)
        return name

    def _write(self, name: str, root: Element, old: str) -> None:
        rows = []
        for row in self.source.relationships(old):
            if _is_link(row):
                rows.append(row)
            elif not row.is_external and (target := self._keep(row)) is not None:
                rows.append(replace(row, target=f"/{target}"))
        self.has_objects |= _prune(root, {row.id for row in rows})
        self.made.add(name, serialized(root), rows)

    def _picture(self, old: str) -> str | None:
        """A picture drawn anew, without what a camera or a program wrote beside it."""
        data = self.source.data(old)
        try:
            made, suffix = self._drawn(data)
        except (UnusablePicture, UnusableDrawing) as fault:
            if isinstance(fault, TooManyPixels):
                raise UnusableTemplate("one of its pictures has too many pixels", "make it smaller") from fault
            self.kinds.add(posixpath.splitext(old)[1].lstrip(".").upper()[:8] or "unknown")
            return None
        name = self.made.name(old, "image", f"ppt/media/template{{}}.{suffix}", _PICTURE_TYPES[suffix])
        self.made.add(name, made, ())
        return name

    def _drawn(self, data: bytes) -> tuple[bytes, str]:
        if is_drawing(data):
            return rebuilt(data).data, "svg"
        photo = drawn_anew(data, SIDE, MOST_PIXELS)
        self.pixels += photo.pixels
        if self.pixels > 4 * MOST_PIXELS:
            raise UnusableTemplate("its pictures have too many pixels together", "make them smaller")
        if photo.format not in _PICTURES:  # which PowerPoint does not know
            return as_png_or_jpeg(photo.data)[0], "png"
        return photo.data, _PICTURES[photo.format]


def _is_link(row: Relationship) -> bool:
    return row.is_external and row.kind == "hyperlink" and _LINK.fullmatch(row.target) is not None


def _check_size(root: Element) -> None:
    size = root.find(qualified("p:sldSz"))
    sides = [int(size.get(side, "0")) for side in ("cx", "cy")] if size is not None else []
    if not all(SHORTEST <= side <= LONGEST for side in sides):
        inches = " by ".join(f"{side / SHORTEST:.4g}" for side in sides)
        reason = f"its slides are {inches} inches, and PowerPoint has slides of 1 to 56 inches"
        raise UnusableTemplate(reason, "choose a size in Design > Slide Size, and save it again")


def _prune(root: Element, kept: set[str]) -> bool:
    """Takes out what moves or locks, and what refers to a part that was left out; says whether objects were there."""
    has_objects = False
    for element in list(root.iter("{*}*")):
        name = local_name(element)
        references = [key for key in element.attrib if str(key).startswith(qualified("r:"))]
        lost = [key for key in references if element.get(key) not in kept]
        frame = next(element.iterancestors(qualified("p:graphicFrame")), None) if lost or name == "oleObj" else None
        if frame is not None and name != "blip":
            has_objects = True
            _remove(frame)
        elif name in _NEEDLESS or (name.startswith("hlink") and (lost or element.get("action"))):
            _remove(element)
        elif lost and name == "blip":
            for key in lost:
                del element.attrib[key]
        elif lost:
            _remove(element)
    return has_objects


def _remove(element: Element) -> None:
    """The element, and a list or a choice that is empty without it."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) == 0 and local_name(parent) in _HOLDERS:
        _remove(parent)


_HOLDERS = frozenset({"sldIdLst", "notesMasterIdLst", "Choice", "Fallback", "AlternateContent", "ext", "extLst"})
