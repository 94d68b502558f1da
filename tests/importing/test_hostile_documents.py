"""Files that are locked, damaged, swollen, or none of what they say are refused with a reason; nothing is fetched."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from word_samples import paragraph, picture, png, word_file, zipped

from generators.importing.documents import read_word
from generators.importing.draft import Destination
from generators.importing.incoming import Source, sources_of
from generators.importing.kinds import kind_of
from generators.importing.packages import MOST_XML
from generators.model.problems import RefusedInput
from generators.ooxml.pandoc import PandocFailed, pandoc

STORY = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'


def reason(name: str, data: bytes) -> str:
    with pytest.raises(RefusedInput) as refusal:
        Source(name, data).read(Destination())
    (problem,) = refusal.value.problems
    assert problem.code == "document-unusable"
    assert problem.hints
    return problem.message


def changed(parts: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_file(paragraph("Text")))) as file:
        whole = {name: file.read(name) for name in file.namelist()}
    return zipped({**whole, **parts})


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "locked with a password, or of an old program",
        ),
        ("half.docx", word_file(paragraph("Text"))[:400], "it is damaged"),
        ("empty.docx", b"", "it is empty"),
        ("login.docx", b"please log in", "there is something else in it than its name says"),
        ("paper.docx", b"%PDF-1.7\n%", "it is a PDF"),
        ("sheet.docx", zipped({"xl/workbook.xml": b"<x/>"}), "it is a workbook"),
        ("photo.png", png(), "this kind of file is not read"),
        (
            "strict.docx",
            changed({"word/document.xml": b'<w:document xmlns:w="http://purl.oclc.org/x"/>'}),
            "of no kind that is known",
        ),
        ("torn.docx", changed({"word/document.xml": b"<w:document"}), "it is damaged"),
        (
            "bomb.docx",
            changed({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'}),
            "its XML declares entities",
        ),
        ("swollen.docx", changed({"word/media/a.png": bytes(30_000_000)}), "grows beyond all measure"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, data: bytes, said: str) -> None:
    assert said in reason(name, data)


def test_a_part_that_is_locked_inside_of_an_archive_is_refused() -> None:
    data = bytearray(zipped({"word/document.xml": STORY}))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    assert "locked with a password" in reason("locked.docx", bytes(data))


def test_macros_are_left_out_and_said() -> None:
    draft = read_word("macros.docm", changed({"word/vbaProject.bin": b"Sub AutoOpen()"}), Destination())
    assert any(one.what == "left-out" and "macros" in one.message for one in draft.remarks)
    assert not any(b"AutoOpen" in file.data for file in draft.files)


def test_a_picture_that_stands_elsewhere_is_named_and_not_fetched() -> None:
    rows = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="out" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        'Target="http://127.0.0.1:9/a.png" TargetMode="External"/></Relationships>'
    )
    body = paragraph("Look: ", picture("out", "A bridge")).replace("r:embed", "r:link")
    with zipfile.ZipFile(io.BytesIO(word_file(body))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    draft = read_word("out.docx", zipped({**parts, "word/_rels/document.xml.rels": rows.encode()}), Destination())
    assert any("was not fetched: http://127.0.0.1:9/a.png" in one.message for one in draft.remarks)


def test_a_link_that_would_run_or_open_a_file_keeps_its_words_alone() -> None:
    data = b"<p>Read <a href='javascript:alert(1)'>this</a> and <a href='file:///c:/x'>that</a>.</p>"
    draft = Source("page.html", data).read(Destination())
    assert b"Read this and that." in draft.files[0].data
    assert len([one for one in draft.remarks if "leads to" in one.message]) == 2


def test_scripts_of_a_web_page_are_no_text() -> None:
    data = (
        b"<html><head><style>p{}</style></head><body><script>steal()</script><p onclick='x()'>Hello.</p></body></html>"
    )
    draft = Source("page.html", data).read(Destination())
    assert draft.files[0].data.decode().endswith("Hello.\n")
    assert draft.words_in == draft.words_kept == 1


def test_a_picture_that_is_a_program_is_left_out() -> None:
    drawing = base64.b64encode(
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script><rect width='9' height='9'/></svg>"
    )
    data = b"<p>A <img alt='square' src='data:image/svg+xml;base64," + drawing + b"'></p>"
    draft = Source("page.html", data).read(Destination())
    assert not any(b"script" in file.data for file in draft.files)


@pytest.mark.parametrize("path", ["../out.md", "/etc/x.md", "C:/x.md", "a\\..\\x.md"])
def test_an_archive_that_would_write_outside_of_its_folder_is_refused(tmp_path: Path, path: str) -> None:
    file = tmp_path / "pages.zip"
    file.write_bytes(zipped({path: b"# Out", "in.md": b"# In"}))
    with pytest.raises(RefusedInput, match="outside of its folder"):
        list(sources_of(file))


def test_a_file_of_more_than_200_mb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.docx"
    with file.open("wb") as large:
        large.truncate(200_000_001)
    with pytest.raises(RefusedInput, match="larger than 200 MB"):
        list(sources_of(file))


def test_a_document_of_three_thousand_pages_is_refused() -> None:
    data = b"<html><body><p>" + b"word " * 1_500_001
    assert "more than three thousand pages" in reason("long.html", data)


def test_pandoc_that_takes_too_long_or_too_much_is_ended() -> None:
    deep = ("> " * 400 + "x\n").encode() * 40
    with pytest.raises(PandocFailed) as late:
        pandoc(deep, "--from=markdown", "--to=json", seconds=0.05)
    assert late.value.is_too_much
    with pytest.raises(PandocFailed) as full:
        pandoc(b"word " * 2_000_000, "--from=markdown", "--to=json", memory=20)
    assert full.value.is_too_much


def test_a_kind_is_told_by_what_a_file_holds() -> None:
    assert kind_of("notes.txt", word_file(paragraph("Text"))) == "docx"
    assert kind_of("letter.doc", b"{\\rtf1 Text}") == "rtf"
    assert kind_of("page", b"<!DOCTYPE html><p>Text") == "html"
    assert kind_of("page.md", b"# Text") == "markdown"


def test_a_body_that_is_too_large_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"<w:p><w:r><w:t>aaaaaaaa</w:t></w:r></w:p>" * (MOST_XML // 40)
    data = zipped({"word/document.xml": body})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(RefusedInput, match="its text is larger than 60 MB"):
        read_word("h.docx", data, Destination())
