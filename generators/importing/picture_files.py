"""A document's pictures as files: drawn anew by the packs' rules, named in their order, each of them once."""

from __future__ import annotations

import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import PurePosixPath

from msgspec import Struct, field
from PIL import Image

from generators.importing.draft import DraftFile, Remark
from generators.model.replacing import replace
from generators.packs.drawings.document import UnusableDrawing, is_drawing
from generators.packs.drawings.drawing import rebuilt
from generators.packs.photos import SUFFIXES, UnusablePicture, compact, drawn_anew
from generators.packs.pictures import PictureLimits

LIMITS = PictureLimits()
MOST_PICTURES = 400
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
"""How WMF begins ([MS-WMF], 2.3.2)."""

_EMF = (b"\x01\x00\x00\x00", b" EMF", 40)
"""How EMF begins, and what stands 40 bytes on ([MS-EMF], 2.3.4.2)."""

_MOST_NAMED = 8


class Crop(Struct, frozen=True):
    """How much of a picture is cut off at each side, as parts of its width or height; and turned, in degrees."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    turned: int = 0


class CleanPicture(Struct, frozen=True):
    """A picture that every browser shows: ``pixels`` were read for it, and ``remark`` says what it lost, if any."""

    data: bytes
    suffix: str
    pixels: int = 0
    remark: str = ""


def clean_picture(data: bytes, crop: Crop | None = None) -> CleanPicture:
    """The picture in ``data``, a photo cut as ``crop`` says.

    Raises:
        UnusablePicture: no browser shows it, or it is damaged or too large.
    """
    if kind := _metafile(data):
        reason = f"it is in the format {kind}, which no browser shows"
        raise UnusablePicture(reason, "save it as a picture (PNG) where you have it, and put that in")
    if is_drawing(data):
        return _drawing(data)
    photo = drawn_anew(data, LIMITS.side, LIMITS.pixels)
    whole = CleanPicture(photo.data, SUFFIXES[photo.format][0], photo.pixels, photo.remark)
    return whole if crop in (None, Crop()) else _cut(whole, photo.format, crop or Crop())


def _metafile(data: bytes) -> str:
    start, mark, place = _EMF
    if data.startswith(start) and data[place : place + len(mark)] == mark:
        return "EMF"
    return "WMF" if data.startswith(_WMF) else ""


def _drawing(data: bytes) -> CleanPicture:
    try:
        drawing = rebuilt(data)
    except UnusableDrawing as reason:
        raise UnusablePicture(str(reason)) from reason
    lost = ", ".join(sorted(drawing.left_out)[:_MOST_NAMED])
    return CleanPicture(drawing.data, ".svg", remark=f"left out of a drawing: {lost}" if lost else "")


def _cut(whole: CleanPicture, kind: str, crop: Crop) -> CleanPicture:
    with Image.open(io.BytesIO(whole.data)) as picture:
        wide, high = picture.size
        box = (
            round(crop.left * wide),
            round(crop.top * high),
            round(wide - crop.right * wide),
            round(high - crop.bottom * high),
        )
        if box[2] <= box[0] or box[3] <= box[1]:
            raise UnusablePicture("all of it is cut off")
        plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        made, written = compact(plain.crop(box).rotate(-crop.turned, expand=True), kind)
    return replace(whole, data=made, suffix=SUFFIXES[written][0])


def digest(data: bytes) -> str:
    """A name for what a picture holds, by which it is known again."""
    return sha256(data).hexdigest()


class DocumentPictures(Struct):
    """Makes files in ``folder`` out of what ``load`` gives for a name in the document, None where there is nothing."""

    folder: PurePosixPath
    load: Callable[[str], bytes | None]
    files: dict[str, DraftFile] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    pixels: int = 0

    def file_of(self, source: str, where: str) -> PurePosixPath | None:
        """The file of the picture ``source``; None where it cannot be shown, which is said of ``where``."""
        data = self.load(source)
        if data is None:
            what = "stands elsewhere, and was not fetched" if "://" in source else "is not in the file"
            self._left_out(where, f"a picture {what}: {source[:120]}")
            return None
        key = digest(data)
        if key in self.files:
            return self.files[key].path
        if len(self.files) >= MOST_PICTURES or self.pixels > LIMITS.pixels_of_pack:
            self._left_out(where, "a picture: the document has too many of them")
            return None
        try:
            made = clean_picture(data)
        except UnusablePicture as fault:
            self._left_out(where, f"the picture {source[:80]}: {fault}; {fault.hint}")
            return None
        self.pixels += made.pixels
        if made.remark:
            self.remarks.append(Remark(where, "look", made.remark))
        path = self.folder / f"{len(self.files) + 1}{made.suffix}"
        self.files[key] = DraftFile(path, made.data)
        return path

    def _left_out(self, where: str, message: str) -> None:
        self.remarks.append(Remark(where, "left-out", message))
