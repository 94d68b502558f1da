"""A template is a stranger's file: what acts, floods, or leads elsewhere is refused or left out, always in words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from deck_samples import deck
from PIL import Image
from template_samples import kit_on, repacked, template, told

from generators.packs.templates import template_package
from generators.writers.deck.writer import deck_file

MASTER = "ppt/slideMasters/slideMaster1.xml"
RELATIONSHIPS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"


def with_relationship(row: str) -> bytes:
    data = template()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        old = file.read(RELATIONSHIPS)
    return repacked(data, {RELATIONSHIPS: old.replace(b"</Relationships>", row.encode() + b"</Relationships>")})


def sized(wide: str, high: str) -> bytes:
    """The template with slides of another size, in English Metric Units."""
    data = template()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        main = file.read("ppt/presentation.xml").decode()
    size = f'<p:sldSz cx="{wide}" cy="{high}"/>'
    return repacked(data, {"ppt/presentation.xml": re.sub(r"<p:sldSz[^>]*/>", size, main).encode()})


def bomb() -> bytes:
    return repacked(template(), {"ppt/media/large.bin": bytes(90_000_000)})


def packed_wrongly(part: str) -> bytes:
    """A template whose table of contents is whole, and the compressed bytes of ``part`` are none."""
    data = bytearray(repacked(template(), {}))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        start = package.getinfo(part).header_offset
    name, extra = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
    data[start + 30 + name + extra] = 0b111  # a block of the kind that does not exist (RFC 1951, 3.2.3)
    return bytes(data)


UNUSABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no layouts": (lambda: template(keep=("none",)), "it has no layouts"),
    "no titles": (lambda: template(keep=("Blank",)), "none of its layouts has a title"),
    "titles alone": (
        lambda: template(keep=("Title Only", "Blank")),
        "none of its layouts has room for a title and text",
    ),
    "no zip": (lambda: b"Not a presentation", "it is damaged, or no PowerPoint file"),
    "cut off": (lambda: template()[:9000], "it is damaged, or no PowerPoint file"),
    "no presentation": (lambda: repacked(template(), {"ppt/presentation.xml": b"<x/>"}), "is not what it should be"),
    "broken XML": (
        lambda: repacked(template(), {"ppt/presentation.xml": b"<x"}),
        "it is damaged, or no PowerPoint file",
    ),
    "zip bomb": (bomb, "it holds more than 3000 parts or 80 MB unpacked"),
    "macros": (lambda: repacked(template(), {"ppt/vbaProject.bin": b"x"}), "it holds macros"),
    "ActiveX": (lambda: repacked(template(), {"ppt/activeX/activeX1.xml": b"<x/>"}), "it holds ActiveX controls"),
    "damaged packing": (lambda: packed_wrongly("ppt/presentation.xml"), "it is damaged, or no PowerPoint file"),
    "slides of no size": (lambda: sized("0", "5143500"), "its slides are 0 by 5.625 inches"),
    "slides of one unit": (lambda: sized("1", "1"), "its slides are 1.094e-06 by 1.094e-06 inches"),
    "slides of a mile": (lambda: sized("9144000", "1000000000"), "its slides are 10 by 1094 inches"),
    "slides of no number": (lambda: sized("wide", "5143500"), "it is damaged, or no PowerPoint file"),
    "entities": (
        lambda: repacked(template(), {"ppt/presentation.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "its XML declares entities",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("made", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_template_that_cannot_be_used_is_a_message(made: Callable[[], bytes], reason: str, tmp_path: Path) -> None:
    (message,) = told(kit_on(made(), tmp_path, deck("## A\n\nb")))
    assert "'brand.template': 'own.pptx' cannot be used: " in message
    assert reason in message


def test_what_leads_out_of_a_template_is_left_out(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    data = with_relationship(
        f'<Relationship Id="rId90" Type="{kind}/image" Target="http://tracker.example/a.png" TargetMode="External"/>'
        f'<Relationship Id="rId91" Type="{kind}/hyperlink" Target="file:///c:/run.exe" TargetMode="External"/>'
        f'<Relationship Id="rId92" Type="{kind}/slide" Target="../../../../etc/passwd"/>'
    )
    made = deck("## A\n\nb")
    one = kit_on(data, tmp_path, made)
    assert told(one) == []
    with zipfile.ZipFile(io.BytesIO(deck_file(made, one))) as file:
        written = b"".join(file.read(name) for name in file.namelist())
    assert not any(word in written for word in (b"tracker", b"run.exe", b"passwd"))


def photo(kind: str = "JPEG", after: bytes = b"") -> bytes:
    """A photo that tells where it was taken, and by whom, and more after its end."""
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 30.0, 1.0)})
    target = io.BytesIO()
    Image.new("RGB", (90, 60), (31, 90, 140)).save(target, kind, exif=exif)
    return target.getvalue() + after


def with_picture(data: bytes, name: str) -> bytes:
    """The template with a picture behind all slides."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    row = f'<Relationship Id="rId90" Type="{kind}/image" Target="../media/{name}"/></Relationships>'
    made = template()
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        rows, master = file.read(RELATIONSHIPS).decode(), file.read(MASTER).decode()
    fill = '<p:bgPr><a:blipFill><a:blip r:embed="rId90"/><a:stretch/></a:blipFill><a:effectLst/></p:bgPr>'
    changed = {
        RELATIONSHIPS: rows.replace("</Relationships>", row).encode(),
        MASTER: re.sub(r"<p:bgRef.*?</p:bgRef>", fill, master, flags=re.DOTALL).encode(),
        f"ppt/media/{name}": data,
    }
    return repacked(made, changed)


def pictures_of(data: bytes) -> dict[str, bytes]:
    parts = template_package(data).parts
    return {name: part for name, part in parts.items() if name.startswith("ppt/media/")}


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("TIFF", "jpg"), ("BMP", "png"), ("WEBP", "png")],
)
def test_a_templates_pictures_say_no_more_than_they_show(kind: str, suffix: str) -> None:
    data = with_picture(photo(kind, b"and what nobody sees"), f"image1.{kind.lower()}")
    ((name, made),) = pictures_of(data).items()
    assert name == f"ppt/media/template1.{suffix}"
    assert not any(word in made for word in (b"Secret", b"nobody", b"Exif"))
    with Image.open(io.BytesIO(made)) as shown:
        assert shown.size == (90, 60)
    assert template_package(data).left_out == ()


def test_a_templates_drawing_is_rebuilt() -> None:
    inside = b"<script>x</script><rect width='9' height='9'/>"
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>" + inside + b"</svg>"
    ((name, made),) = pictures_of(with_picture(svg, "image1.svg")).items()
    assert name == "ppt/media/template1.svg"
    assert b"script" not in made


@pytest.mark.parametrize("kind", ["wmf", "emf", "wdp"])
def test_pictures_that_are_programs_for_a_printer_are_left_out_and_named(kind: str, tmp_path: Path) -> None:
    data = with_picture(b"\xd7\xcd\xc6\x9a" + bytes(200), f"image1.{kind}")
    assert pictures_of(data) == {}
    assert f"left out of the template: pictures of the kind {kind.upper()}" in told(kit_on(data, tmp_path))


OLE = "http://schemas.openxmlformats.org/presentationml/2006/ole"
EMBEDDED = f"""<p:graphicFrame>
    <p:nvGraphicFramePr><p:cNvPr id="90" name="Object"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>
    <p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm>
    <a:graphic><a:graphicData uri="{OLE}"><p:oleObj r:id="rId90"><p:embed/></p:oleObj></a:graphicData></a:graphic>
    </p:graphicFrame>"""


def test_charts_and_embedded_files_of_slides_do_not_refuse_a_template(tmp_path: Path) -> None:
    data = repacked(template(), {"ppt/embeddings/sheet.xlsx": b"x", "ppt/charts/chart1.xml": b"<x/>"})
    assert told(kit_on(data, tmp_path, deck("## A\n\nb"))) == []
    assert not any("embeddings" in name or "chart" in name for name in template_package(data).parts)


def test_what_a_master_embeds_is_left_out_whole_and_named(tmp_path: Path) -> None:
    made = template()
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        master = file.read(MASTER).decode()
    data = repacked(made, {MASTER: master.replace("</p:spTree>", f"{EMBEDDED}</p:spTree>", 1).encode()})
    assert "left out of the template: charts and embedded objects" in told(kit_on(data, tmp_path))
    assert not any(b"graphicFrame" in part for part in template_package(data).parts.values())
