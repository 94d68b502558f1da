"""Keeps the pictures of a deck, cut as its slides show them, and tells a description from a file's name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from msgspec import Struct, field

from generators.importing.draft import Destination, DraftFile
from generators.importing.picture_files import LIMITS, Crop, clean_picture, digest
from generators.packs.photos import UnusablePicture

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


class Description(Struct, frozen=True):
    """What a picture is said to show; ``guessed`` by a program and not by a person."""

    words: str
    guessed: bool = False


def description(written: str) -> Description:
    """What the alternative text ``written`` says; a file's name, or ``Picture 3``, says nothing."""
    words = _GENERATED.sub("", written)
    plain = re.sub(r"\s+", " ", words).strip()
    empty = _MADE_BY_PROGRAMS.fullmatch(plain) is not None
    return Description("" if empty else plain, guessed=words != written)


class SlidePictures(Struct):
    """The pictures of one deck, below ``folder``; the same picture, cut in the same way, becomes one file."""

    folder: PurePosixPath
    into: Destination
    files: dict[str, DraftFile] = field(default_factory=dict)
    pixels: int = 0

    def add(self, name: str, data: bytes, crop: Crop) -> tuple[PurePosixPath, str]:
        """The path of the clean picture, called ``name`` with the ending of its format, and what it lost, if anything.

        Raises:
            UnusablePicture: no browser shows it, or it is damaged or too large.
        """
        key = f"{digest(data)} {crop}"
        if key in self.files:
            return self.files[key].path, ""
        made = clean_picture(data, crop)
        self.pixels += made.pixels
        if self.pixels > LIMITS.pixels_of_pack:
            raise UnusablePicture("the deck's pictures are too many or too large", "make them smaller")
        taken = self.into.with_taken(*(file.path for file in self.files.values()))
        self.files[key] = DraftFile(taken.free(self.folder / f"{name}{made.suffix}"), made.data)
        return self.files[key].path, made.remark
