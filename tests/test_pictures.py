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
from generators.pictures import PictureLimits, with_clean_pictures
from generators.problems import Problems
from generators.source import read_handbook, read_local
from generators.svg import SHAPES_LIMIT, UnusableDrawing, rebuilt

BOX = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'

SVG_ATTACKS = [
    "<script>alert(1)</script>",
    "<script href='https://evil.example/x.js'/>",
    "<rect onclick='alert(1)' width='1' height='1'/>",
    "<a xlink:href='javascript:alert(1)'><rect width='1' height='1'/></a>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>",
    "<image xlink:href='https://evil.example/x.png'/>",
    "<image href='data:image/svg+xml,x'/>",
    "<use xlink:href='https://evil.example/x.svg#a'/>",
    "<rect fill='url(https://evil.example/x.svg#a)' width='1' height='1'/>",
    "<rect style='fill:url(//evil.example/x)' width='1' height='1'/>",
    "<style>rect{fill:url(https://evil.example/x)} @import 'https://evil.example/x.css';</style><rect width='1'/>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<animate attributeName='x' onbegin='alert(1)'/>",
    "<filter id='a'><feImage href='https://evil.example/x.png'/></filter>",
    "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>alert(1)</handler>",
    "<iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example'/>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
]


def drawing(inside: str) -> str:
    return rebuilt(f"{BOX}{inside}</svg>".encode())[0].decode()


@pytest.mark.parametrize("attack", SVG_ATTACKS)
def test_a_drawing_runs_nothing_and_asks_nobody(attack: str) -> None:
    made = drawing(f"{attack}<circle r='2'/>")
    assert "evil" not in made
    assert "script" not in made
    assert "alert" not in made
    assert '<circle r="2" />' in made


@pytest.mark.parametrize(
    ("inside", "drawn"),
    [
        ('<path d="M0 0h4" fill="#f00" stroke-width="2"/>', '<path d="M0 0h4" fill="#f00" stroke-width="2" />'),
        ("<title>A ship</title>", "<title>A ship</title>"),
        ('<text x="1">Local <tspan font-size="2">104</tspan></text>', '<tspan font-size="2">104</tspan>'),
        ('<g clip-path="url(#a)"><rect width="1"/></g>', '<g clip-path="url(#a)"><rect width="1" /></g>'),
        ('<rect style="fill:#0f0; stroke : none" width="1"/>', '<rect width="1" fill="#0f0" stroke="none" />'),
        ("<style>.a,.b{fill:#00f}/*x*/</style><rect class='b'/>", '<rect fill="#00f" />'),
        ("<style>#n{opacity:.5}</style><rect id='n'/>", '<rect id="n" opacity=".5" />'),
        (
            '<rect id="n" width="1"/><use href="#n" x="3" y="4"/>',
            '<g transform="translate(3 4)"><rect width="1" /></g>',
        ),
        (
            '<defs><symbol id="n" viewBox="0 0 1 1"/></defs><use xlink:href="#n" width="5"/>',
            'viewBox="0 0 1 1" width="5"',
        ),
        ('<sodipodi:x xmlns:sodipodi="urn:x"/><metadata>by Jordan Doe</metadata><path d="M1 1"/>', '<path d="M1 1" />'),
        ('<path stroke-dasharray="4 0.5" d="M1 1"/>', 'stroke-dasharray="4 0.5"'),
    ],
)
def test_a_drawing_keeps_its_shapes_colors_and_words(inside: str, drawn: str) -> None:
    made = drawing(inside)
    assert drawn in made
    assert "Jordan" not in made


def test_it_says_what_it_left_out() -> None:
    assert rebuilt(f"{BOX}<script/><rect onclick='x'/><filter/></svg>".encode())[1] == (
        "<filter>",
        "<script>",
        "onclick",
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "not well-formed"),
        (b"", "not well-formed"),
        (b"\x1f\x8b\x08", "not well-formed"),
        (b"<html/>", "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "entities"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', "no usable size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "no usable size"),
        (BOX.encode() + b"<g>" * 60 + b"</g>" * 60 + b"</svg>", "nested more than 40"),
        (BOX.encode() + b"<rect/>" * SHAPES_LIMIT + b"</svg>", "more than 5000 shapes"),
        (BOX.encode() + b'<path id="a" d="%b"/>' % (b"M1 1" * 5000) + b'<use href="#a"/>' * 200 + b"</svg>", "2 MB"),
    ],
)
def test_a_file_that_cannot_be_drawn_safely_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnusableDrawing, match=why):
        rebuilt(data)


def test_uses_of_uses_end() -> None:
    twenty_times = [f"<use href='#g{n - 1}'/>" * 20 for n in range(9)]
    with pytest.raises(UnusableDrawing, match="shapes"):
        drawing("".join(f"<g id='g{n}'>{uses}</g>" for n, uses in enumerate(twenty_times)))
    assert drawing("<g id='a'><use href='#a'/></g>").count("<g") < 5


def test_an_old_document_type_is_no_reason_to_refuse_a_drawing() -> None:
    old = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    made, left_out = rebuilt(f'{old}<svg xmlns="http://www.w3.org/2000/svg" width="4mm" height="2mm"/>'.encode())
    assert b'viewBox="0 0 4 2"' in made
    assert left_out == ()


def test_the_kits_own_drawings_lose_nothing(root: Path) -> None:
    for file in [*(root / "content").rglob("*.svg"), *(root / "overrides" / "locals").rglob("*.svg")]:
        assert rebuilt(file.read_bytes())[1] == (), file


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
    logo = f"{BOX}<rect onclick='x' width='1'/></svg>".encode()
    local = pack(tmp_path, {"logo.svg": logo}, "name: Harbor\nbrand: {logo: assets/logo.svg}\n")
    cleaned, said = clean(local, tmp_path)
    copy = cleaned.assets["assets/logo.svg"]
    assert cleaned.brand.logo == copy
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
    data = cleaned.assets["assets/hall.jpg"].read_bytes()
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
    with Image.open(cleaned.assets[f"assets/{name}"]) as shown:
        assert shown.format == {"png": "PNG", "gif": "GIF", "webp": "WEBP"}.get(name.partition(".")[2], "JPEG")


def test_a_large_photo_is_made_smaller(tmp_path: Path) -> None:
    cleaned, _ = clean(pack(tmp_path, {"a.png": photo((3000, 1500), mode="L")}), tmp_path)
    with Image.open(cleaned.assets["assets/a.png"]) as shown:
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
    with Image.open(cleaned.assets["assets/a.gif"]) as shown:
        assert not getattr(shown, "is_animated", False)


def test_many_large_photos_are_too_many(tmp_path: Path) -> None:
    local = pack(tmp_path, {f"{n}.png": photo((100, 100), mode="1") for n in range(3)})
    _, said = clean(local, tmp_path, PictureLimits(pixels_of_pack=20_000))
    assert said == [
        "overrides/locals/harbor/assets/2.png:1: the pack's photos are too many or too large "
        "(make them smaller, or take some out)"
    ]
