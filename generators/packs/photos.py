"""Draws a photo anew: upright, of a useful size, in the colors of the web, without what cameras write beside it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from msgspec import Struct
from PIL import Image, ImageCms

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "GIF": (".gif",),
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
}
"""The formats in which photos are written, which every browser shows, and the endings that say so."""

_READ = ("AVIF", "BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
"""The brands of a phone's photos (ISO/IEC 23008-12, annex B)."""

_PHOTOGRAPHS = frozenset({"AVIF", "HEIF", "JPEG", "MPO", "TIFF"})
"""Formats whose pictures become a JPEG, unless parts of them are transparent."""

_SEVERAL = frozenset({"HEIF", "MPO"})
"""Formats of phones that hold more than one picture, of which people know the first alone."""

_LARGEST_PNG = 1_000_000
"""In bytes; a picture that takes more without loss is a photograph."""

_SCANS = 5
_MOST_SCANS = 30
"""Scans of a progressive JPEG, which has ten, that take as long as another JPEG, and the most of one.

Each is drawn over all pixels, however few bytes it has.
"""

_LEAN = frozenset({"HEIF", "JPEG", "MPO"})
"""Formats that cameras write, with as many pixels as cameras have."""

_LARGEST = {"WEBP": 0.21}
_LARGEST_ELSE = 0.33
_LARGEST_PLAIN = 0.42
"""What part of the most pixels a picture in another format may have, so that each takes 220 MB at most.

Measured with Pillow 12: a JPEG takes 2 to 4 bytes for a pixel, HEIC 8, AVIF and PNG 4 to 7, and 8 to 12 with holes or
16 bits, WebP 16. A phone's whole photo, of 4096 by 3072 pixels, fits as WebP.
"""

_PLAIN = frozenset({"1", "L", "P", "RGB"})
"""Modes of which no copy is made before the picture is made smaller."""

_TIMES = {"HEIF": 4}
_TIMES_ELSE = 6
"""How many pixels of a JPEG take as long to draw as one pixel of another format."""

_SIXTEEN_BITS = 65_535
_ORIENTATION = 0x0112
_TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What puts a photo upright, by the tag Orientation (Exif 2.32, 4.6.4)."""

_EXPORT = "open it in a picture program and export it again as SVG, PNG, or JPEG"
_SMALLER = "save it smaller: 2,000 pixels on the longer side are enough for any page"
_NO_HEIF = "export it as JPEG: in Photos, File > Export; on an iPhone, Settings > Camera > Formats > Most Compatible"

_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "it is a PDF, and no picture", "take a picture of its page: a screenshot, or File > Export as PNG"),
    (b"8BPS", "it is a Photoshop file", "in Photoshop, use File > Export > Export As, and take PNG or JPEG"),
    (b"<!doctype html", "it is a web page, and no picture", "on the web page, right-click the picture to save it"),
    (b"<html", "it is a web page, and no picture", "on the web page, right-click the picture to save it"),
)
"""How files of other kinds begin, in small letters; what they are; and how a picture comes of them."""


class UnusablePicture(Exception):
    """The file cannot be shown; the text says why, for its author, and ``hint`` what to do."""

    def __init__(self, reason: str, hint: str = _EXPORT) -> None:
        super().__init__(reason)
        self.hint = hint


class TooManyPixels(UnusablePicture):
    """The picture is too large to be read."""


class Photo(Struct, frozen=True):
    """A photo as it is published: ``data`` in ``format``, a key of ``SUFFIXES``, so many pixels ``wide`` and ``high``.

    ``pixels`` is how many were read, counted by the time that they take; ``remark`` says what of the file is not shown,
    if anything.
    """

    data: bytes
    format: str
    wide: int
    high: int
    pixels: int
    remark: str = ""


def drawn_anew(data: bytes, side: int, most_pixels: int, *, trimmed: bool = False) -> Photo:
    """The photo in ``data``, no side longer than ``side`` pixels; ``trimmed`` takes off a transparent border.

    Raises:
        UnusablePicture: it is no photo, is damaged, or has more than ``most_pixels`` pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the decoders complain aloud about what is refused or mended here
            with _opened(data, most_pixels) as photo:
                kind, pixels, remark = photo.format or "HEIF", _counted(photo, data), _remark(photo)
                drawn = photo.mode in ("1", "P")
                small = upright(photo, side)
                shown = _trimmed(small) if trimmed else small
                return _encoded(shown, "PNG" if drawn and kind in _PHOTOGRAPHS else kind, pixels, remark)
    except (UnusablePicture, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise _too_many(most_pixels) from error
    except Exception as error:  # a decoder that is fed with nonsense may raise anything at all
        raise _damaged(data, error) from error


def upright(photo: Image.Image, side: int) -> Image.Image:
    """The photo as ``L``, ``RGB``, or ``RGBA``, upright, in sRGB, no side longer than ``side`` pixels, and no metadata.

    It is made smaller first, since every other step takes a copy of all pixels.
    """
    photo.draft(None, (side, side))
    photo.load()
    turn, profile = _turn(photo), photo.info.get("icc_profile")
    has_holes = photo.has_transparency_data
    plain = _in_eight_bits(photo, has_holes=has_holes)
    plain.thumbnail((side, side))
    result = _in_colors_of_the_web(plain, profile)
    if turn:
        result = result.transpose(turn)
    if result.mode == "RGBA" and result.getchannel("A").getextrema()[0] == 255:
        result = result.convert("RGB")
    result.info = {}
    return result


@contextmanager
def _opened(data: bytes, most_pixels: int) -> Iterator[Image.Image]:
    if not data:
        raise UnusablePicture("the file is empty", "copy it again from where it came")
    if (data[4:8] == b"ftyp" and data[8:12] in _HEIF) or (data[8:12] == b"mif1" and b"avif" not in data[:64]):
        yield _heif(data, most_pixels)
        return
    if _scans(data) > _MOST_SCANS:
        raise UnusablePicture("it is stored in an unusual way")
    with Image.open(io.BytesIO(data), formats=_READ) as photo:
        _check_pixels(photo.width, photo.height, int(most_pixels * _part_of_pixels(photo)))
        yield photo


def _part_of_pixels(photo: Image.Image) -> float:
    if photo.format in _LEAN:
        return 1
    plain = photo.mode in _PLAIN and not photo.has_transparency_data
    return _LARGEST.get(photo.format or "", _LARGEST_PLAIN if plain else _LARGEST_ELSE)


def _scans(data: bytes) -> int:
    return data.count(b"\xff\xda") if data.startswith(b"\xff\xd8") else 1


def _counted(photo: Image.Image, data: bytes) -> int:
    """The pixels of ``photo``, by the time that they take, as if all were of a JPEG."""
    is_jpeg = photo.format in ("JPEG", "MPO")
    times = max(1, _scans(data) // _SCANS) if is_jpeg else _TIMES.get(photo.format or "HEIF", _TIMES_ELSE)
    return photo.width * photo.height * times


def _heif(data: bytes, most_pixels: int) -> Image.Image:
    """The photo of a phone; its decoder has turned it upright."""
    try:
        import pi_heif  # most packs have none, and some computers lack the decoder
    except ImportError as error:
        raise UnusablePicture("this computer cannot read HEIC photos", _NO_HEIF) from error
    file = pi_heif.open_heif(data)
    wide, high = file.size
    _check_pixels(wide, high, most_pixels)
    photo: Image.Image = file.to_pillow()
    return photo


def _check_pixels(wide: int, high: int, most_pixels: int) -> None:
    if wide * high > most_pixels:
        raise _too_many(most_pixels)


def _too_many(most_pixels: int) -> TooManyPixels:
    return TooManyPixels(f"it has more than {most_pixels // 1_000_000} million pixels", _SMALLER)


def _damaged(data: bytes, error: Exception) -> UnusablePicture:
    start = data[:64].lstrip().lower()
    for sign, reason, hint in _OTHER_KINDS:
        if start.startswith(sign.lower()):
            return UnusablePicture(reason, hint)
    if data[4:8] == b"ftyp" and data[8:10] in (b"is", b"mp", b"qt", b"M4"):
        return UnusablePicture("it is a video, and no picture", "take a still of it: pause it, and make a screenshot")
    if "truncated" in str(error):
        return UnusablePicture("the file ends before the picture does", "copy it again from where it came")
    return UnusablePicture("its data is damaged, or no picture of this kind")


def _remark(photo: Image.Image) -> str:
    if photo.format in _SEVERAL or not getattr(photo, "is_animated", False):
        return ""
    several = "this file holds several pictures; the kit shows the first"
    return several if photo.format == "TIFF" else "this picture moves; the kit shows it still"


def _turn(photo: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(photo.getexif().get(_ORIENTATION, 1))
    except Exception:  # what a camera wrote may be damaged in any way, and the picture whole
        return None


def _in_eight_bits(photo: Image.Image, *, has_holes: bool) -> Image.Image:
    """The photo in a mode that can be made smaller, none of its shades cut off."""
    if photo.mode in ("L", "RGB", "CMYK", "YCbCr") and not has_holes:
        return photo
    if has_holes:
        return photo if photo.mode == "RGBA" else photo.convert("RGBA")
    if photo.mode.startswith(("I", "F")):
        return _in_fewer_shades(photo)
    return photo.convert("L" if photo.mode == "1" else "RGB")


def _in_fewer_shades(photo: Image.Image) -> Image.Image:
    """In 256 shades of gray: of 16 bits each has its share, of more bits the lightest becomes white."""
    numbers = photo.convert("F")
    lightest = cast(tuple[float, float], numbers.getextrema())[1]
    white = _SIXTEEN_BITS if photo.mode.startswith("I") and lightest <= _SIXTEEN_BITS else lightest or 1
    return numbers.point(lambda value: value * (255 / white) + 0).convert("L")


def _in_colors_of_the_web(photo: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, as far as the photo says what its numbers mean."""
    holes = photo.getchannel("A") if photo.mode == "RGBA" else None
    plain = photo.convert("RGB") if holes else photo
    colored = _by_profile(plain, profile) if profile else plain
    result = colored if colored.mode in ("L", "RGB") else colored.convert("RGB")
    if holes:
        result.putalpha(holes)
    return result


def _by_profile(photo: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in (source.profile.profile_description or ""):
            return photo
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(photo, source, target, outputMode="RGB") or photo
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return photo  # a profile that is damaged, or for other colors, says nothing


def _trimmed(photo: Image.Image) -> Image.Image:
    if photo.mode != "RGBA":
        return photo
    box = photo.getchannel("A").getbbox()
    if box is None:
        raise UnusablePicture("all of it is transparent, so that nothing is to be seen")
    return photo.crop(box)


def _encoded(photo: Image.Image, kind: str, pixels: int, remark: str) -> Photo:
    data, written = (_saved(photo, kind), kind) if kind in ("GIF", "WEBP") else compact(photo, kind)
    return Photo(data, written, photo.width, photo.height, pixels, remark)


def compact(photo: Image.Image, kind: str) -> tuple[bytes, str]:
    """The photo, which was read as ``kind``, as ``JPEG`` or ``PNG``: what suits it, and which of the two it is."""
    opaque = photo.mode != "RGBA"
    if not (opaque and kind in _PHOTOGRAPHS):
        data = _saved(photo, "PNG")
        if not opaque or len(data) <= _LARGEST_PNG:
            return data, "PNG"
    return _saved(photo, "JPEG"), "JPEG"


def _saved(photo: Image.Image, format_name: str) -> bytes:
    target = io.BytesIO()
    photo.save(target, format_name, quality=85)
    return target.getvalue()
