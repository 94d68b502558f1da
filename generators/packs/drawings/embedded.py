"""Draws the pictures inside a drawing anew, as a pack's other pictures are."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from msgspec import Struct, field
from PIL import Image

from generators.packs.limits import DRAWING
from generators.packs.photos import UnusablePicture, compact, drawn_anew

SIDE = 2000
"""The longest side, in pixels."""

_KINDS = ("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/tiff")


class Embedded(Struct, frozen=True):
    """A picture as an address that holds it whole, and its size in pixels."""

    address: str
    wide: int
    high: int


class Embedding(Struct):
    """The pictures of one drawing, each drawn anew once."""

    pixels: int = 0
    size: int = 0
    done: dict[str, Embedded | None] = field(default_factory=dict)

    def picture(self, address: str) -> Embedded | None:
        """The picture that ``address`` holds; None when it holds none, or lies elsewhere."""
        if address not in self.done:
            self.done[address] = self._drawn(address)
        found = self.done[address]
        self.size += len(found.address) if found else 0
        return found if self.size <= DRAWING.file_size else None

    def _drawn(self, address: str) -> Embedded | None:
        head, comma, payload = address.strip().partition(",")
        kind = head.lower().removeprefix("data:").partition(";")[0].strip()
        if not comma or not head.lower().startswith("data:") or kind not in _KINDS:
            return None
        try:
            raw = unquote_to_bytes("".join(payload.split()))
            data = base64.b64decode(raw + b"=" * (-len(raw) % 4)) if head.lower().endswith(";base64") else raw
            photo = drawn_anew(data, SIDE, DRAWING.pixels - self.pixels)
        except (UnusablePicture, binascii.Error, ValueError):
            return None
        self.pixels += photo.pixels
        written, kind = (photo.data, photo.format) if photo.format in _EVERYWHERE else as_png_or_jpeg(photo.data)
        coded = base64.b64encode(written).decode()
        return Embedded(f"data:{_EVERYWHERE[kind]};base64,{coded}", photo.wide, photo.high)


_EVERYWHERE: Mapping[str, str] = {"PNG": "image/png", "JPEG": "image/jpeg"}
"""What every program that shows drawings knows."""


def as_png_or_jpeg(data: bytes) -> tuple[bytes, str]:
    """A picture that was drawn anew, as what every program shows, and the name of that."""
    with Image.open(io.BytesIO(data)) as picture:
        plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return compact(plain, "PNG")
