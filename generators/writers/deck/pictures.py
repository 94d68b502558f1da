"""The files of a deck's pictures: photos made small, drawings beside a bitmap for programs that know no drawings.

The bitmap of one of the kit's own drawings is made once for all locals: its pixels are numbers of colors, and only the
list of these is the local's.
"""

from __future__ import annotations

import io
import math
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import deflate
import typst
from msgspec import Struct
from PIL import Image

from generators.brand.fonts import layout_fonts
from generators.caching.store import FORGETFUL, Store, key_of
from generators.decks.slideshow.content import PictureName, file_of
from generators.decks.slideshow.design import Box
from generators.decks.slideshow.pictures import VECTOR
from generators.model.remembered import remembered, remembered_by_contents, remembered_by_value
from generators.packs.photos import compact, upright

_WIDE = 600
_SOURCE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), width: {_WIDE}pt)"""


@remembered_by_value
def bitmap(svg: bytes, pixels: int) -> bytes:
    """An SVG as a PNG so many pixels wide, with the kit's own fonts, so that it looks the same on every machine."""
    inputs = {"svg": svg.decode("utf-8", errors="replace")}
    scale = 72.0 * pixels / _WIDE
    fonts = layout_fonts(with_layouts_own=b"text" in svg)  # whose names are read from disk once more
    return typst.compile(_SOURCE.encode(), sys_inputs=inputs, font_paths=fonts, format="png", ppi=scale)


MOST_PIXELS = 2400
"""The longer side of a picture: as many as a projector shows of it, and few enough to mail the deck."""

PIXELS_PER_POINT = 1.5
"""Of the bitmap beside a drawing, for programs that know no drawings: sharp enough on a projector of 1920 pixels."""

STEP = 100
"""Pixels in which bitmaps grow, so that a drawing that is shown in nearly the same size twice has one."""


class Media(Struct, frozen=True):
    """A picture's files: ``bitmap`` (its suffix ``png`` or ``jpg``), and the drawing itself when it is an SVG."""

    bitmap: bytes
    suffix: str
    drawing: bytes | None = None


class PictureMaker(Struct, frozen=True):
    """Makes the files of a deck's pictures.

    ``assets`` are the files of pictures; ``shares`` are drawings by their file, in how much they have of the two
    ``colors`` (``#rrggbb``); the ``store`` remembers what those look like, whatever the colors are.
    """

    assets: Mapping[str, Path]
    shares: Mapping[Path, str]
    colors: tuple[str, str]
    store: Store = FORGETFUL

    def media(self, name: PictureName, width: float) -> Media:
        """The picture as slides hold it, to be shown ``width`` points wide."""
        path = file_of(name, self.assets)
        suffix = path.suffix.lower()
        pixels = STEP * math.ceil(width * PIXELS_PER_POINT / STEP) if suffix == VECTOR else MOST_PIXELS
        shares = self.shares.get(path)
        if shares and (made := _in_shares(shares, pixels, self.store)):
            return Media(colored(made, self.colors), "png", path.read_bytes())
        return _media(path.read_bytes(), suffix, pixels)

    def logo(self, path: Path, box: Box) -> bytes:
        """A PNG of the logo for ``box``, which every slide shows: sharp there, and no larger."""
        pixels = STEP * math.ceil(max(box.width, box.height) * 2 * PIXELS_PER_POINT / STEP)
        if path.suffix.lower() != VECTOR:
            return _small(path.read_bytes(), pixels)
        return self.media(path, pixels / PIXELS_PER_POINT).bitmap


@remembered
def _in_shares(drawing: str, pixels: int, store: Store) -> bytes:
    key = key_of("bitmaps", drawing=drawing, pixels=pixels)
    return store.remembered(key, lambda: _indexed(bitmap(drawing.encode(), pixels)))


@remembered_by_value
def _media(data: bytes, suffix: str, pixels: int) -> Media:
    if suffix == VECTOR:
        return Media(bitmap(data, pixels), "png", data)
    with Image.open(io.BytesIO(data)) as picture:
        return Media(*_slimmed(picture, pixels))


@remembered_by_value
def _small(photo: bytes, pixels: int) -> bytes:
    with Image.open(io.BytesIO(photo)) as picture:
        target = io.BytesIO()
        upright(picture, pixels).save(target, "PNG", optimize=True)
    return target.getvalue()


def _slimmed(picture: Image.Image, pixels: int) -> tuple[bytes, str]:
    """The picture drawn anew: turned as its camera said, no side longer than ``pixels``, with no metadata."""
    data, kind = compact(upright(picture, pixels), picture.format or "")
    return data, "jpg" if kind == "JPEG" else "png"


_MOST_COLORS = 256
_STEPS = (4, 8, 16, 32, 64, 128)
"""How far from each other colors are, in 255 steps, of those that a bitmap with too many of them keeps."""

_Color = tuple[int, int, int]
"""How much a pixel has of the first color and of the second, and how much of it is seen; what is left is white."""


def _indexed(in_shares: bytes) -> bytes:
    """A bitmap in shares as one with a list of colors, of which those of whole areas are kept as they are.

    Empty where something has a color that is no mix, as what is black because nobody gave it a color.
    """
    with Image.open(io.BytesIO(in_shares)) as opened:
        first, second, _, seen = opened.convert("RGBA").split()
        whole = Image.new("RGBA", opened.size, (0, 0, 255, 255))
        mixed = _counted(Image.alpha_composite(whole, opened.convert("RGBA")).convert("RGB"))
    if any(abs(sum(color) - 255) > _ROUNDED for _, color in mixed):
        return b""
    pixels = Image.merge("RGB", (first, second, seen))
    counted = sorted(_counted(pixels), reverse=True)
    step = next(step for step in _STEPS if len({_near(color, step) for _, color in counted}) <= _MOST_COLORS)
    usual: dict[_Color, _Color] = {}
    for _, color in counted:
        usual.setdefault(_near(color, step), color)
    listed = Image.new("P", (1, 1))
    listed.putpalette([value for near in usual for value in near])
    nearest = pixels.point([value // step * step for value in range(256)] * 3)
    return _png(nearest.quantize(palette=listed, dither=Image.Dither.NONE), list(usual.values()))


_ROUNDED = 6
"""Steps of 255 by which the shares of a pixel may miss the whole."""


def _counted(pixels: Image.Image) -> list[tuple[int, _Color]]:
    """How often each color occurs."""
    found = pixels.getcolors(pixels.width * pixels.height)
    assert found is not None, "there are no more colors than pixels"
    return cast(list[tuple[int, _Color]], found)


def _near(color: _Color, step: int) -> _Color:
    first, second, seen = (value // step * step for value in color)
    return first, second, seen


_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = 3
"""Pixels are numbers in a list of colors (PNG, 11.2.1)."""


def _png(numbers: Image.Image, colors: Sequence[_Color]) -> bytes:
    """The bitmap with these ``colors``, as they are in shares; those of a brand take their place later."""
    wide, rows = numbers.width, numbers.tobytes()
    lines = b"".join(b"\0" + rows[start : start + wide] for start in range(0, len(rows), wide))
    shares = ((first, second, max(0, 255 - first - second)) for first, second, _ in colors)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", *numbers.size, 8, _INDEXED, 0, 0, 0)),
        (_PALETTE, bytes(value for color in shares for value in color)),
        (b"tRNS", bytes(seen for *_, seen in colors)),
        (b"IDAT", bytes(deflate.zlib_compress(lines, 9))),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


_PALETTE = b"PLTE"


@remembered_by_contents
def colored(in_shares: bytes, colors: tuple[str, str]) -> bytes:
    """The bitmap with a list of colors in shares, in ``colors``."""
    start = in_shares.index(_PALETTE)
    (length,) = struct.unpack(">I", in_shares[start - 4 : start])
    shares, rest = in_shares[start + 4 : start + 4 + length], in_shares[start + 8 + length :]
    made = bytearray(length)
    for channel in range(3):
        own, other = (int(color[2 * channel + 1 : 2 * channel + 3], 16) for color in colors)
        triples = zip(shares[::3], shares[1::3], shares[2::3], strict=True)
        mixed = [(2 * (first * own + second * other + white * 255) + 255) // 510 for first, second, white in triples]
        made[channel::3] = bytes([min(255, value) for value in mixed])
    return in_shares[: start - 4] + _chunk(_PALETTE, bytes(made)) + rest


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
