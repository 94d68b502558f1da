"""Makes clean files of a deck's pictures, cut as the slide shows them, and tells a description from a file's name."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from PIL import Image

from generators.importing.draft import Destination, DraftFile
from generators.packs.drawings.document import UnusableDrawing, is_drawing
from generators.packs.drawings.drawing import rebuilt
from generators.packs.photos import SUFFIXES, UnusablePicture, compact, drawn_anew
from generators.packs.pictures import PictureLimits

_LIMITS = PictureLimits()
_METAFILES = {b"\xd7\xcd\xc6\x9a": "WMF", b"\x01\x00\x09\x00": "WMF"}
_EMF = (b"\x01\x00\x00\x00", b" EMF", 40)
"""How an EMF begins, and what stands 40 bytes on ([MS-EMF], 2.3.4.2)."""

_MADE_BY_PROGRAMS = re.compile(
    r"[\w\s().,&%+-]*\.(png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp|heic)"
    r"|(picture|image|bild|grafik|imagen|graphic|content placeholder"
    r"|photo|img|screenshot|screen shot)[\s_-]*[\d\s_.()-]*"
    r"|https?://\S+",
    re.IGNORECASE,
)
_GENERATED = re.compile(
    r"\s*(description (automatically )?generated( with .*)?|ai-generated content may be.*)\.?\s*$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a picture is said to show; ``guessed`` by a program and not by a person."""

    words: str
    guessed: bool = False


def description(written: str) -> Description:
    """What the alternative text ``written`` says; a file's name, or ``Picture 3``, says nothing."""
    words = _GENERATED.sub("", written)
    plain = re.sub(r"\s+", " ", words).strip()
    empty = _MADE_BY_PROGRAMS.fullmatch(plain) is not None
    return Description("" if empty else plain, guessed=words != written)


@dataclass(frozen=True, slots=True)
class Crop:
    """How much of a picture is cut off at each side, as parts of its width or height; and turned, in degrees."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    turned: int = 0


@dataclass(slots=True)
class PictureFiles:
    """The pictures of one deck, below ``folder``; the same picture becomes one file."""

    folder: PurePosixPath
    into: Destination
    files: dict[str, DraftFile] = field(default_factory=dict)
    pixels: int = 0

    def add(self, name: str, data: bytes, crop: Crop) -> PurePosixPath:
        """The path of the clean picture, called ``name`` with the ending of its format.

        Raises:
            UnusablePicture: no browser shows it, or it is damaged or too large.
        """
        key = f"{digest(data)} {crop}"
        if key not in self.files:
            made, suffix = self._cleaned(data, crop)
            taken = self.into.with_taken(*(file.path for file in self.files.values()))
            self.files[key] = DraftFile(taken.free(self.folder / f"{name}{suffix}"), made)
        return self.files[key].path

    def _cleaned(self, data: bytes, crop: Crop) -> tuple[bytes, str]:
        if kind := _metafile(data):
            raise UnusablePicture(
                f"it is in the format {kind}, which no browser shows",
                "in PowerPoint, save it as a picture (PNG), and put that in",
            )
        if is_drawing(data):
            try:
                return rebuilt(data).data, ".svg"
            except UnusableDrawing as reason:
                raise UnusablePicture(str(reason)) from reason
        photo = drawn_anew(data, _LIMITS.side, _LIMITS.pixels)
        self.pixels += photo.pixels
        if self.pixels > _LIMITS.pixels_of_pack:
            raise UnusablePicture("the deck's pictures are too many or too large", "make them smaller")
        return (photo.data, SUFFIXES[photo.format][0]) if crop == Crop() else _cut(photo.data, photo.format, crop)


def _metafile(data: bytes) -> str:
    start, mark, place = _EMF
    if data.startswith(start) and data[place : place + len(mark)] == mark:
        return "EMF"
    return next((kind for begins, kind in _METAFILES.items() if data.startswith(begins)), "")


def _cut(data: bytes, kind: str, crop: Crop) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data)) as picture:
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
    return made, SUFFIXES[written][0]


def digest(data: bytes) -> str:
    """A name for what a picture holds, by which it is known again."""
    return hashlib.sha256(data).hexdigest()
