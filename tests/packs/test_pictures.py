"""A pack's pictures are drawn anew: what can be seen stays, what could run, tell, or swell does not."""

from __future__ import annotations

import base64
import io
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from PIL import Image, ImageCms, ImageDraw
from sample import complaints, write

from generators.caching.store import FORGETFUL, Store
from generators.model import Local
from generators.model.problems import Problems
from generators.packs import pictures
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


def clean(
    local: Local, folder: Path, limits: PictureLimits | None = None, store: Store = FORGETFUL
) -> tuple[Local, list[str]]:
    problems = Problems()
    return with_clean_pictures(local, folder / "clean", problems, limits, store), complaints(problems)


def test_the_kit_publishes_the_clean_copy_and_so_does_the_brand(tmp_path: Path) -> None:
    logo = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect onclick='x' width='1' height='1'/></svg>"
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
    [("a.png", "PNG", "RGBA"), ("a.gif", "GIF", "P"), ("a.webp", "WEBP", "RGB"), ("a.jpeg", "JPEG", "L"),
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
        ("a.png", png_of(60_000, 60_000), "more than 60 million pixels"),
        ("a.png", png_of(8000, 8000), "more than 25 million pixels"),
        ("a.png", photo()[:40], "damaged"),
        ("a.jpg", photo((300, 300), "JPEG")[:900], "the file ends before the picture does"),
        ("a.jpg", b"%PDF-1.7\n", "it is a PDF"),
        ("a.jpg", b"<!DOCTYPE html><title>Not here</title>", "it is a web page"),
        ("a.heic", b"\0\0\0\x18ftypqt  " + bytes(40), "it is a video"),
        ("a.jpg", b"\xff\xd8" + b"\xff\xda" * 200, "stored in an unusual way"),
        ("a.png", b"GIF89a", "damaged"),
        ("a.jpg", b"<svg onload=alert(1)>", "not well-formed"),
        ("a.png", b"", "the file is empty"),
        ("a.gif", photo() + b"x" * 25_000_000, "larger than 25 MB"),
        ("a.svg", b"<svg>" + b" " * 5_000_000, "larger than 5 MB"),
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
    _, said = clean(local, tmp_path, PictureLimits(pixels_of_pack=120_000))
    assert said == [
        "overrides/locals/harbor/assets/2.png:1: the pack's photos are too many or too large "
        "(make them smaller, or take some out)"
    ]


PHONE = base64.b64decode(
    """
    AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAA
    AERAAAIAAQAAAAABzgABAAAAAAAAACQAAgAAAAAB8gABAAAAAAAAAC4AAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZl
    AgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA6WlwcnAAAADKaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH/
    /wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAAUaXNw
    ZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAQAAAAAEAAAAgAAAAAQAAAAAAAAAC////4AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAF2lwbWEAAAAAAAAA
    AQABBIECBIMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAFptZGF0AAAAICgBrxmA70mlv//fX8R79dv8XsheFx5R/zAV59CcDbW8AAAABkV4
    aWYAAE1NACoAAAAIAAEBDwACAAAACgAAABoAAAAAU2VjcmV0Q2FtAA==
    """
)
"""A HEIC of 64 by 32 pixels, blue beside red, with the name of a camera in it."""

BLUE, RED = (20, 90, 200), (220, 40, 30)


def halves(mode: str = "RGB") -> Image.Image:
    picture = Image.new("RGB", (64, 32), BLUE)
    picture.paste(RED, (32, 0, 64, 32))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def shown(folder: Path, name: str, data: bytes) -> tuple[Image.Image, str, list[str]]:
    """The clean copy, the end of its name, and what was said."""
    cleaned, said = clean(pack(folder, {name: data}), folder)
    file = cleaned.assets[f"assets/{name}"].file
    with Image.open(file) as picture:
        picture.load()
        assert not getattr(picture, "is_animated", False)
        return picture, file.name.removeprefix(name), said


def is_blue_and_red(picture: Image.Image) -> bool:
    """Left and right, nearly: a photo is not stored exactly."""
    plain = picture.convert("RGB")
    seen = [cast(tuple[int, ...], plain.getpixel((x, 16))) for x in (8, 56)]
    pairs = zip(seen, (BLUE, RED), strict=True)
    return all(abs(part - meant) <= 8 for one, other in pairs for part, meant in zip(one, other, strict=True))


NAMED = [
    ("a.heic", PHONE, ".jpg"), ("a.HEIC", PHONE, ".jpg"), ("a.jpg", PHONE, ""),
    ("a.png", saved(halves(), "JPEG"), ".jpg"), ("a.JPG", saved(halves(), "JPEG"), ""),
    ("a.jfif", saved(halves(), "JPEG"), ".jpg"), ("a.jpg", saved(halves(), "PNG"), ".png"),
    ("a.svg", saved(halves(), "PNG"), ".png"), ("a.jpg", saved(halves(), "WEBP"), ".webp"),
    ("a.bmp", saved(halves(), "BMP"), ".png"), ("a.tiff", saved(halves(), "TIFF"), ".jpg"),
    ("a.tif", saved(halves("CMYK"), "TIFF"), ".jpg"), ("a.avif", saved(halves(), "AVIF", quality=95), ".jpg"),
    ("a.png", saved(halves().quantize(4), "PNG"), ""), ("a.jpg", saved(halves(), "JPEG", progressive=True), ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "suffix"), NAMED)
def test_a_photo_is_known_by_what_it_holds_and_published_under_an_ending_that_is_true(
    tmp_path: Path, name: str, data: bytes, suffix: str
) -> None:
    picture, added, said = shown(tmp_path, name, data)
    assert (added, said) == (suffix, [])
    assert is_blue_and_red(picture)
    assert not picture.getexif()


def test_a_drawing_that_is_named_like_a_photo_stays_a_drawing(tmp_path: Path) -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
    cleaned, said = clean(pack(tmp_path, {"a.png": drawing}), tmp_path)
    assert said == []
    assert cleaned.assets["assets/a.png"].file.name == "a.png.svg"


@pytest.mark.parametrize("kind", ["AVIF", "JPEG", "PNG", "TIFF", "WEBP"])
def test_a_photo_of_any_kind_stands_upright(tmp_path: Path, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture, _, _ = shown(tmp_path, f"a.{kind.lower()}", saved(halves(), kind, exif=exif))
    assert picture.size == (32, 64)


def test_a_photo_of_fifty_million_pixels_is_made_small(tmp_path: Path) -> None:
    picture, _, said = shown(tmp_path, "a.jpg", saved(Image.new("L", (8160, 6144), 90), "JPEG"))
    assert said == []
    assert picture.size == (2000, 1506)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_all_shades_of_sixteen_bits_are_kept(tmp_path: Path, kind: str) -> None:
    sheet = Image.new("I;16", (64, 32), 32_768)
    picture, _, _ = shown(tmp_path, f"a.{kind.lower()}", saved(sheet, kind))
    assert abs(cast(int, picture.convert("L").getpixel((8, 8))) - 128) <= 1


def test_what_is_transparent_stays_so_whatever_the_name_says(tmp_path: Path) -> None:
    palette = halves().quantize(4)
    blue = cast(int, palette.getpixel((8, 8)))
    for name, data in (("a.png", saved(palette, "PNG", transparency=blue)), ("b.jpg", photo(mode="RGBA"))):
        picture, _, _ = shown(tmp_path / name, name, data)
        assert (picture.format, picture.mode) == ("PNG", "RGBA")
        assert cast(tuple[int, ...], picture.getpixel((8, 8)))[3] == 0


def test_colors_are_what_the_profile_of_a_photo_means(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    plain = saved(halves(), "JPEG", icc_profile=lab.tobytes())
    broken = saved(halves(), "JPEG", icc_profile=b"nonsense" * 20)
    for number, data in enumerate((plain, broken)):
        picture, _, said = shown(tmp_path / str(number), "a.jpg", data)
        assert said == []
        assert is_blue_and_red(picture)
        assert "icc_profile" not in picture.info


def test_a_photograph_that_was_saved_as_png_does_not_weigh_on_every_reader(tmp_path: Path) -> None:
    noise = Image.effect_noise((1200, 1200), 90)
    picture, suffix, _ = shown(tmp_path, "a.png", saved(noise, "PNG"))
    assert (picture.format, suffix) == ("JPEG", ".jpg")


def test_a_phones_file_of_several_photos_does_not_move(tmp_path: Path) -> None:
    data = saved(halves(), "MPO", save_all=True, append_images=[halves()])
    assert shown(tmp_path, "a.jpg", data)[2] == []


def test_a_file_of_several_pages_is_said_to_show_the_first(tmp_path: Path) -> None:
    data = saved(halves(), "TIFF", save_all=True, append_images=[halves()])
    assert "this file holds several pictures; the kit shows the first" in shown(tmp_path, "a.tif", data)[2][0]


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "PNG", "WEBP"])
def test_every_kind_of_moving_picture_is_said_to_stand_still(tmp_path: Path, kind: str) -> None:
    data = saved(halves(), kind, save_all=True, append_images=[halves().rotate(180)])
    assert "this picture moves; the kit shows it still" in shown(tmp_path, f"a.{kind.lower()}", data)[2][0]


def test_a_picture_of_one_pixel_is_said_to_show_nothing(tmp_path: Path) -> None:
    assert "only 1 by 1 pixels, too few to show anything" in shown(tmp_path, "a.png", photo((1, 1)))[2][0]


LOGO = "name: Harbor\nbrand: {logo: assets/logo.png}\n"


def test_a_logo_loses_its_transparent_border(tmp_path: Path) -> None:
    sheet = Image.new("RGBA", (800, 800))
    ImageDraw.Draw(sheet).rectangle((200, 300, 599, 399), fill="red")
    cleaned, said = clean(pack(tmp_path, {"logo.png": saved(sheet, "PNG")}, LOGO), tmp_path)
    assert said == []
    assert cleaned.profile.brand.logo
    with Image.open(cleaned.profile.brand.logo) as logo:
        assert logo.size == (400, 100)


def test_a_logo_with_few_pixels_or_nothing_in_it_is_said(tmp_path: Path) -> None:
    _, small = clean(pack(tmp_path / "a", {"logo.png": photo((24, 24))}, LOGO), tmp_path)
    _, clear = clean(pack(tmp_path / "b", {"logo.png": photo((300, 300), mode="RGBA")}, LOGO), tmp_path)
    assert "the logo has only 24 by 24 pixels: it is shown small, and is not sharp in print" in small[0]
    assert "all of it is transparent" in clear[0]


def test_a_computer_that_cannot_read_heic_says_how_to_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    _, said = clean(pack(tmp_path, {"a.heic": PHONE}), tmp_path)
    assert "this computer cannot read HEIC photos (export it as JPEG" in said[0]


def test_what_is_remembered_is_the_same_copy_with_the_same_remarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = (
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect onclick='x' width='1' height='1'/></svg>"
    )
    moving = photo(kind="GIF", save_all=True, append_images=[Image.new("RGB", (40, 20), 90)])
    assets = {"logo.svg": drawing, "hall.png": photo(), "wave.gif": moving}
    local, store = pack(tmp_path, assets, "name: Harbor\nbrand: {logo: assets/logo.svg}\n"), Store(tmp_path / "cache")

    def copies(name: str) -> tuple[dict[str, bytes], list[str]]:
        cleaned, said = clean(local, tmp_path / name, store=store)
        return {path: asset.file.read_bytes() for path, asset in cleaned.assets.items()}, said

    first = copies("first")
    assert len(first[1]) == 2, "what was left out of the drawing, and that the picture moves"
    monkeypatch.setattr(pictures, "rebuilt", dict)  # which takes none of what they are called with
    monkeypatch.setattr(pictures, "drawn_anew", dict)
    assert copies("second") == first


def test_a_logo_is_trimmed_though_the_same_photo_was_remembered_as_it_is(tmp_path: Path) -> None:
    framed = Image.new("RGBA", (400, 400))
    framed.paste((20, 80, 90, 255), (100, 150, 300, 250))
    target = io.BytesIO()
    framed.save(target, "PNG")
    store = Store(tmp_path / "cache")
    for name, settings in (("page", "name: Harbor\n"), ("logo", "name: Harbor\nbrand: {logo: assets/seal.png}\n")):
        local = pack(tmp_path / name, {"seal.png": target.getvalue()}, settings)
        remembered, made = (
            clean(local, tmp_path / name / kind, store=kept)[0] for kind, kept in (("a", store), ("b", FORGETFUL))
        )
        one, other = (cleaned.assets["assets/seal.png"].file.read_bytes() for cleaned in (remembered, made))
        assert one == other
