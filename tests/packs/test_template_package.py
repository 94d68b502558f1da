"""A template is a stranger's file: what acts, floods, or leads elsewhere is refused or left out, always in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from deck_samples import deck
from template_samples import kit_on, repacked, template, told

from generators.writers.deck.writer import deck_file

RELATIONSHIPS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"


def with_relationship(row: str) -> bytes:
    data = template()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        old = file.read(RELATIONSHIPS)
    return repacked(data, {RELATIONSHIPS: old.replace(b"</Relationships>", row.encode() + b"</Relationships>")})


def bomb() -> bytes:
    return repacked(template(), {"ppt/media/large.bin": bytes(90_000_000)})


UNUSABLE = {
    "no layouts": (template(keep=("none",)), "it has no layouts"),
    "no titles": (template(keep=("Blank",)), "none of its layouts has a title"),
    "titles alone": (template(keep=("Title Only", "Blank")), "none of its layouts has room for a title and text"),
    "no zip": (b"Not a presentation", "it is damaged, or no PowerPoint file"),
    "cut off": (template()[:9000], "it is damaged, or no PowerPoint file"),
    "no presentation": (repacked(template(), {"ppt/presentation.xml": b"<x/>"}), "is not what it should be"),
    "broken XML": (repacked(template(), {"ppt/presentation.xml": b"<x"}), "it is damaged, or no PowerPoint file"),
    "zip bomb": (bomb(), "it holds more than 3000 parts or 80 MB unpacked"),
    "macros": (repacked(template(), {"ppt/vbaProject.bin": b"x"}), "it holds macros"),
    "ActiveX": (repacked(template(), {"ppt/activeX/activeX1.xml": b"<x/>"}), "it holds ActiveX controls"),
    "embedded": (repacked(template(), {"ppt/embeddings/sheet.xlsx": b"x"}), "it holds embedded files"),
    "entities": (
        repacked(template(), {"ppt/presentation.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "its XML declares entities",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_template_that_cannot_be_used_is_a_message(data: bytes, reason: str, tmp_path: Path) -> None:
    (message,) = told(kit_on(data, tmp_path, deck("## A\n\nb")))
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
