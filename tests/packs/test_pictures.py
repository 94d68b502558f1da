"""A pack's pictures are drawn anew: what can be seen stays, what could run, tell, or swell does not."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image
from sample import complaints, write

from generators.model import Local
from generators.model.problems import Problems
from generators.packs.pictures import PictureLimits, with_clean_pictures
from generators.reading.source import read_handbook, read_local


def photo(size: tuple[int, int] = (40, 20), kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, 120).save(target, kind, **options)
    return target.getvalue()


def pack(folder: Path, assets: Mapping[str, bytes], settings: str = "name: Harbor\n") -> Local:
    write(folder, {"mkdocs.yml": "site_name: Sample\n", "content/index.md": "# Welcome\n"})
    files = {f"assets/{name}": data for name, data in assets.items()}
    write(folder / "overrides" / "locals" / "harbor", {"local.yml": settings, **files})
    problems = Problems()
    local = read_local(read_handbook(folder, problems), folder / "overrides" / "locals" / "harbor", problems)
    assert problems.found == []
    return local


def clean(local: Local, folder: Path, limits: PictureLimits | None = None) -> tuple[Local, list[str]]:
    problems = Problems()
    return with_clean_pictures(local, folder / "clean", problems, limits), complaints(problems)


def test_the_kit_publishes_the_clean_copy_and_so_does_the_brand(tmp_path: Path) -> None:
    logo = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect onclick='x' width='1'/></svg>"
    local = pack(tmp_path, {"logo.svg": logo}, "name: Harbor\nbrand: {logo: assets/logo.svg}\n")
    cleaned, said = clean(local, tmp_path)
    copy = cleaned.assets["assets/logo.svg"].file
    assert cleaned.profile.brand.logo == copy
    assert b"onclick" not in copy.read_bytes()
    assert said == [
        "overrides/locals/harbor/assets/logo.svg:1: warning: left out of this drawing: onclick "
        "(a drawing is shapes, colors, and words only)"
    ]


def test_a_photo_loses_what_the_camera_wrote_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Secret Camera"
    local = pack(tmp_path, {"hall.jpg": photo(kind="JPEG", exif=exif, comment=b"by Jordan Doe")})
    cleaned, said = clean(local, tmp_path)
    data = cleaned.assets["assets/hall.jpg"].file.read_bytes()
    assert said == []
    assert b"Secret" not in data
    assert b"Jordan" not in data
    with Image.open(io.BytesIO(data)) as shown:
        assert shown.size == (20, 40)
        assert not shown.getexif()


@pytest.mark.parametrize(
    ("name", "kind", "mode"),
    [("a.png", "PNG", "RGBA"), ("a.gif", "GIF", "P"), ("a.webp", "WEBP", "RGB"), ("a.jpeg", "PNG", "RGBA"),
     ("a.jpg", "JPEG", "CMYK"), ("a.png", "PNG", "I;16"), ("a.png", "PNG", "1")],
)  # fmt: skip
def test_every_kind_of_photo_is_written_as_its_name_says(tmp_path: Path, name: str, kind: str, mode: str) -> None:
    cleaned, said = clean(pack(tmp_path, {name: photo(kind=kind, mode=mode)}), tmp_path)
    assert said == []
    with Image.open(cleaned.assets[f"assets/{name}"].file) as shown:
        assert shown.format == {"png": "PNG", "gif": "GIF", "webp": "WEBP"}.get(name.partition(".")[2], "JPEG")


def test_a_large_photo_is_made_smaller(tmp_path: Path) -> None:
    cleaned, _ = clean(pack(tmp_path, {"a.png": photo((3000, 1500), mode="L")}), tmp_path)
    with Image.open(cleaned.assets["assets/a.png"].file) as shown:
        assert shown.size == (2000, 1000)


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header promises a picture that its few bytes do not hold."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.png", png_of(60_000, 60_000), "damaged"),
        ("a.png", png_of(8000, 8000), "more than 25 million pixels"),
        ("a.png", photo()[:40], "damaged"),
        ("a.png", b"GIF89a", "damaged"),
        ("a.jpg", b"<svg onload=alert(1)>", "damaged"),
        ("a.png", b"", "damaged"),
        ("a.gif", photo() + b"x" * 5_000_000, "larger than 5 MB"),
        ("a.svg", b"<svg>" + b" " * 1_000_000, "larger than 1 MB"),
        ("a.svg", b"<svg", "not well-formed"),
    ],
)
def test_a_picture_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    _, said = clean(pack(tmp_path, {name: data}), tmp_path)
    assert len(said) == 1
    assert said[0].startswith(f"overrides/locals/harbor/assets/{name}:1: this picture cannot be used: ")
    assert why in said[0]


def test_a_picture_that_moves_is_shown_still(tmp_path: Path) -> None:
    target = io.BytesIO()
    frames = [Image.new("L", (9, 9), shade) for shade in (0, 90, 200)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    cleaned, said = clean(pack(tmp_path, {"a.gif": target.getvalue()}), tmp_path)
    assert "this picture moves" in said[0]
    with Image.open(cleaned.assets["assets/a.gif"].file) as shown:
        assert not getattr(shown, "is_animated", False)


def test_many_large_photos_are_too_many(tmp_path: Path) -> None:
    local = pack(tmp_path, {f"{n}.png": photo((100, 100), mode="1") for n in range(3)})
    _, said = clean(local, tmp_path, PictureLimits(pixels_of_pack=20_000))
    assert said == [
        "overrides/locals/harbor/assets/2.png:1: the pack's photos are too many or too large "
        "(make them smaller, or take some out)"
    ]
