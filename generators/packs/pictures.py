"""Makes clean copies of a pack's pictures: drawings rebuilt, photos encoded again, nothing hidden in either."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageOps

from generators.model import Local, Place
from generators.model.problems import Problems
from generators.packs.svg import UnusableDrawing, rebuilt
from generators.reading.files import PackLimits
from generators.reading.pack_files import is_picture

FORMATS: Mapping[str, str] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP"}
"""How a photo is written, by the end of its file's name."""

_READ_AGAIN = "open it in a picture program and export it again as SVG, PNG, or JPEG"


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """``pixels`` of one photo and of all photos of a pack; a longer ``side`` is made smaller, in pixels."""

    svg_size: int = 1_000_000
    size: int = PackLimits().picture_size
    pixels: int = 25_000_000
    pixels_of_pack: int = 250_000_000
    side: int = 2000


class UnusablePicture(Exception):
    """The file cannot be shown; the text says why, for its author."""


def with_clean_pictures(
    local: Local, workspace: Path, problems: Problems, limits: PictureLimits | None = None
) -> Local:
    """``local`` with its pictures, the logo among them, replaced by clean copies below ``workspace``.

    A picture that cannot be used is a problem, and so is a pack whose photos are too many.
    """
    copies: dict[Path, Path] = {}
    for path, file, data in _cleaned(local, problems, limits or PictureLimits()):
        copies[file] = workspace / path
        copies[file].parent.mkdir(parents=True, exist_ok=True)
        copies[file].write_bytes(data)
    brand = local.profile.brand
    logo = copies.get(brand.logo, brand.logo) if brand.logo else None
    assets = {path: replace(asset, file=copies.get(asset.file, asset.file)) for path, asset in local.assets.items()}
    return replace(local, profile=replace(local.profile, brand=replace(brand, logo=logo)), assets=assets)


def _cleaned(local: Local, problems: Problems, limits: PictureLimits) -> Iterator[tuple[str, Path, bytes]]:
    """Each picture's path, file, and clean data; what cannot be used is left out and said."""
    pixels = 0
    for path, asset in local.assets.items():
        file, place = asset.file, asset.place
        if not is_picture(path):
            continue
        try:
            if file.suffix.lower() == ".svg":
                yield path, file, _drawing(file, place, problems, limits)
                continue
            data, count = _photo(file, place, problems, limits)
        except UnusablePicture as reason:
            problems.error("picture-unusable", place, f"this picture cannot be used: {reason}", _READ_AGAIN)
            continue
        pixels += count
        if pixels > limits.pixels_of_pack:
            problems.error(
                "pack-too-many-photos",
                place,
                "the pack's photos are too many or too large",
                "make them smaller, or take some out",
            )
            return
        yield path, file, data


def _drawing(file: Path, place: Place, problems: Problems, limits: PictureLimits) -> bytes:
    try:
        data, left_out = rebuilt(_read(file, limits.svg_size))
    except UnusableDrawing as reason:
        raise UnusablePicture(str(reason)) from reason
    if left_out:
        names = ", ".join(left_out[:8])
        problems.warn(
            "picture-part-removed",
            place,
            f"left out of this drawing: {names}",
            "a drawing is shapes, colors, and words only",
        )
    return data


def _photo(file: Path, place: Place, problems: Problems, limits: PictureLimits) -> tuple[bytes, int]:
    """The photo, upright and of a useful size, without what cameras and programs write beside it; and its pixels."""
    data = _read(file, limits.size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the decoders complain aloud about what is refused or mended here
            with Image.open(io.BytesIO(data), formats=sorted(set(FORMATS.values()))) as photo:
                pixels = photo.width * photo.height
                if pixels > limits.pixels:
                    raise UnusablePicture(f"it has more than {limits.pixels // 1_000_000} million pixels")
                if getattr(photo, "is_animated", False):
                    problems.warn(
                        "picture-moves",
                        place,
                        "this picture moves; the kit shows it still",
                        "use a picture that stands still",
                    )
                return _encoded(_upright(photo, limits), FORMATS[file.suffix.lower()]), pixels
    except (UnusablePicture, MemoryError):
        raise
    except Exception as error:  # a decoder that is fed with nonsense may raise anything at all
        raise UnusablePicture("its data is damaged, or no picture of this kind") from error


def _upright(photo: Image.Image, limits: PictureLimits) -> Image.Image:
    """Made smaller first, since every other step takes a copy of all pixels."""
    photo.draft(None, (limits.side, limits.side))
    has_holes = photo.has_transparency_data
    plain = photo if photo.mode in ("L", "RGB", "RGBA") else photo.convert("RGBA" if has_holes else "RGB")
    plain.thumbnail((limits.side, limits.side))
    upright = ImageOps.exif_transpose(plain)
    result = upright.convert("RGBA") if has_holes and upright.mode != "RGBA" else upright
    result.info = {}
    return result


def _encoded(photo: Image.Image, format_name: str) -> bytes:
    target = io.BytesIO()
    if format_name == "JPEG" and photo.mode == "RGBA":
        on_paper = Image.new("RGB", photo.size, "white")
        on_paper.paste(photo, mask=photo.getchannel("A"))
        photo = on_paper
    photo.save(target, format_name, quality=85)
    return target.getvalue()


def _read(file: Path, limit: int) -> bytes:
    if file.stat().st_size > limit:
        raise UnusablePicture(f"it is larger than {limit // 1_000_000} MB")
    return file.read_bytes()
