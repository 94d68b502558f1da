"""A document's pictures as files: drawn anew by the packs' rules, named in their order, each of them once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from generators.importing.draft import DraftFile, Remark
from generators.packs.drawings.document import UnusableDrawing, is_drawing
from generators.packs.drawings.drawing import rebuilt
from generators.packs.photos import SUFFIXES, UnusablePicture, drawn_anew

SIDE = 2000
MOST_PIXELS = 60_000_000
MOST_PIXELS_TOGETHER = 600_000_000
MOST_PICTURES = 400
_METAFILES = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
"""How EMF and WMF begin ([MS-EMF], 2.3.4.2; [MS-WMF], 2.3.2)."""


@dataclass(slots=True)
class PictureFiles:
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
        key = sha256(data).hexdigest()
        if key in self.files:
            return self.files[key].path
        if len(self.files) >= MOST_PICTURES or self.pixels > MOST_PIXELS_TOGETHER:
            self._left_out(where, "a picture: the document has too many of them")
            return None
        try:
            made, suffix = self._drawn(data, where)
        except (UnusablePicture, UnusableDrawing) as fault:
            is_metafile = data.startswith(_METAFILES)
            reason = (
                "it is a drawing in a format of Windows (EMF or WMF) that no browser shows"
                if is_metafile
                else str(fault)
            )
            cure = "; in Word, right-click it, Save as Picture, as PNG" if is_metafile else ""
            self._left_out(where, f"the picture {source[:80]}: {reason}{cure}")
            return None
        path = self.folder / f"{len(self.files) + 1}{suffix}"
        self.files[key] = DraftFile(path, made)
        return path

    def _drawn(self, data: bytes, where: str) -> tuple[bytes, str]:
        if is_drawing(data):
            drawing = rebuilt(data)
            if drawing.left_out:
                self._say(where, f"left out of a drawing: {', '.join(sorted(drawing.left_out)[:8])}")
            return drawing.data, ".svg"
        photo = drawn_anew(data, SIDE, MOST_PIXELS)
        self.pixels += photo.pixels
        if photo.remark:
            self._say(where, photo.remark)
        return photo.data, SUFFIXES[photo.format][0]

    def _left_out(self, where: str, message: str) -> None:
        self.remarks.append(Remark(where, "left-out", message))

    def _say(self, where: str, message: str) -> None:
        self.remarks.append(Remark(where, "look", message))
