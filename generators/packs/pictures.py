"""Makes clean copies of a pack's pictures: drawings rebuilt, photos drawn anew, nothing hidden in either."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import asdict

from generators.caching.store import FORGETFUL, Store, key_of
from generators.model import Asset, Local, Place
from generators.model.current_work import working_on
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.packs.drawings.document import UnusableDrawing, is_drawing
from generators.packs.drawings.drawing import Drawing, rebuilt
from generators.packs.limits import DRAWING
from generators.packs.photos import SUFFIXES, Photo, UnusablePicture, drawn_anew
from generators.reading.files import PackLimits
from generators.reading.pack_files import is_picture

_SMALLER = "make it smaller: 2,000 pixels on the longer side are enough for any page"
_ONLY_SHAPES = "a drawing is shapes, colors, and words only"
_OUTLINES = "save it as plain SVG, with its text as outlines; or export it as PNG"
_AS_PNG = "export the drawing as PNG, to keep it as it looks in its program"
_LEFT_OUT = {
    "<image>": "put the picture inside the drawing (embed it, do not link it), or export the drawing as PNG",
    "<flowRoot>": "in Inkscape, use Text > Convert to Text, or Path > Object to Path",
    "<foreignObject>": _OUTLINES,
    "@font-face": _OUTLINES,
    "@import": _OUTLINES,
    "the typeface": "who lacks that typeface sees another: " + _OUTLINES,
}
"""What people miss when it is left out of a drawing, and how to keep it."""

_SHOWN = ("<filter>", "<use>", "<switch>", "@", "clip-path", "fill", "mask", "stroke", "transform", "vector-effect")
"""How what can be seen begins."""

_FEWER = "make them smaller, or take some out"


class PictureLimits(Struct, frozen=True):
    """``pixels`` of one photo and of all photos of a pack, as JPEG; a longer ``side`` is made smaller, in pixels.

    A picture with no side as long as ``visible`` shows nothing; a logo with none as long as ``sharp`` is blurred.
    """

    svg_size: int = DRAWING.file_size
    size: int = PackLimits().picture_size
    pixels: int = 60_000_000
    pixels_of_pack: int = 600_000_000
    side: int = 2000
    visible: int = 8
    sharp: int = 120


def with_clean_pictures(
    local: Local,
    workspace: Path,
    problems: Problems,
    limits: PictureLimits | None = None,
    store: Store = FORGETFUL,
) -> Local:
    """``local`` with its pictures, the logo among them, replaced by clean copies below ``workspace``.

    A picture that cannot be used is a problem, and so is a pack whose photos are too many. The ``store`` remembers the
    copies of those that can.
    """
    brand = local.profile.brand
    cleaning = _Cleaning(brand.logos, problems, limits or PictureLimits(), store)
    copies = {file: _written(workspace / name, data) for name, file, data in cleaning.all(local)}
    logo, dark = (file and copies.get(file, file) for file in (brand.logo, brand.logo_dark))
    assets = {path: replace(asset, file=copies.get(asset.file, asset.file)) for path, asset in local.assets.items()}
    return replace(
        local, profile=replace(local.profile, brand=replace(brand, logo=logo, logo_dark=dark)), assets=assets
    )


def _written(file: Path, data: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


class _Cleaning(Struct, frozen=True):
    """What holds for all pictures of one pack, of which some are ``logos``."""

    logos: tuple[Path, ...]
    problems: Problems
    limits: PictureLimits
    store: Store

    def all(self, local: Local) -> Iterator[tuple[str, Path, bytes]]:
        """Each picture's new name, file, and clean data; what cannot be used is left out and said."""
        pixels = 0
        for path, asset in local.assets.items():
            if not is_picture(path):
                continue
            try:
                with working_on(asset.place.file):
                    name, data, count = self._clean(path, asset)
            except UnusablePicture as reason:
                message = f"this picture cannot be used: {reason}"
                self.problems.error("picture-unusable", asset.place, message, reason.hint)
                continue
            pixels += count
            if pixels > self.limits.pixels_of_pack:
                message = "the pack's photos are too many or too large"
                self.problems.error("pack-too-many-photos", asset.place, message, _FEWER)
                return
            yield name, asset.file, data

    def _clean(self, path: str, asset: Asset) -> tuple[str, bytes, int]:
        """By what the file holds, since names lie: a photo may be called ``.svg``, and a drawing ``.png``."""
        drawing = asset.file.suffix.lower() == ".svg"
        data = _read(asset.file, self.limits.svg_size if drawing else self.limits.size)
        if is_drawing(data) or (drawing and not _is_photo(data)):
            return _named(path, (".svg",)), self._drawing(data, asset.place), 0
        is_logo = asset.file in self.logos
        photo = self._photo(data, trimmed=is_logo)
        self._remark(photo, asset.place, is_logo=is_logo)
        return _named(path, SUFFIXES[photo.format]), photo.data, photo.pixels

    def _photo(self, data: bytes, *, trimmed: bool) -> Photo:
        side, pixels = self.limits.side, self.limits.pixels
        key = key_of("photos", data=data, side=side, pixels=pixels, trimmed=trimmed)
        draw = partial(drawn_anew, data, side, pixels, trimmed=trimmed)
        return _photo_of(self.store.remembered(key, lambda: _packed(draw())))

    def _drawing(self, data: bytes, place: Place) -> bytes:
        try:
            drawing = _drawing_of(self.store.remembered(key_of("drawings", data=data), lambda: _packed(rebuilt(data))))
        except UnusableDrawing as reason:
            raise UnusablePicture(str(reason), *filter(None, (reason.hint,))) from reason
        if drawing.left_out:
            parts = sorted(drawing.left_out)
            message = f"left out of this drawing: {', '.join(parts[:8])}"
            line = Place(place.file, min(drawing.left_out.values()))
            self.problems.warn("picture-part-removed", line, message, *_cures(parts))
        return drawing.data

    def _remark(self, photo: Photo, place: Place, *, is_logo: bool) -> None:
        if photo.remark:
            self.problems.warn("picture-moves", place, photo.remark, "use a picture that stands still")
        size, longer = f"only {photo.wide} by {photo.high} pixels", max(photo.wide, photo.high)
        if longer < self.limits.visible:
            message = f"this picture has {size}, too few to show anything"
            self.problems.warn("picture-too-small", place, message, "take it out, or put the whole picture here")
        elif is_logo and longer < self.limits.sharp:
            message = f"the logo has {size}: it is shown small, and is not sharp in print"
            self.problems.warn("picture-too-small", place, message, "use an SVG, or a PNG that is 400 pixels wide")


def _packed(picture: Photo | Drawing) -> bytes:
    """The picture as it is remembered: a line of what is known of it, and its bytes."""
    known = {name: value for name, value in asdict(picture).items() if name != "data"}
    return json.dumps(known).encode("ascii") + b"\n" + picture.data


def _photo_of(packed: bytes) -> Photo:
    known, _, data = packed.partition(b"\n")
    return Photo(data, **json.loads(known))


def _drawing_of(packed: bytes) -> Drawing:
    known, _, data = packed.partition(b"\n")
    return Drawing(data, **json.loads(known))


def _cures(parts: Sequence[str]) -> Sequence[str]:
    """How to keep what was left out, without saying the same twice."""
    known = [hint for start, hint in _LEFT_OUT.items() if any(part.startswith(start) for part in parts)]
    if any(part.startswith(_SHOWN) for part in parts):
        known.append(_AS_PNG)
    return tuple(dict.fromkeys(known)) or (_ONLY_SHAPES,)


def _is_photo(data: bytes) -> bool:
    return data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")) or data[4:8] == b"ftyp"


def _named(path: str, suffixes: tuple[str, ...]) -> str:
    return path if PurePosixPath(path).suffix.lower() in suffixes else path + suffixes[0]


def _read(file: Path, limit: int) -> bytes:
    if file.stat().st_size > limit:
        raise UnusablePicture(f"it is larger than {limit // 1_000_000} MB", _SMALLER)
    return file.read_bytes()
