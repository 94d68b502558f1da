"""What a local offers its readers is given as it is, and refused when anything in it acts, leads away, or hides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from sample import complaints, read, write_kit, write_pack
from template_samples import template

from generators.model.problems import Problems
from generators.packs.documents import MOST_BYTES, MOST_DOCUMENTS, check_documents

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def told(tmp_path: Path, name: str, data: bytes) -> list[str]:
    kit = write_kit(tmp_path)
    write_pack(kit, {f"assets/files/{name}": data})
    _, local, problems = read(kit)
    assert not problems.found
    assert list(local.assets) == [f"assets/files/{name}"]
    check_documents(local, problems)
    return complaints(problems)


def pdf(edit: Callable[[Pdf], None] = lambda _: None, encryption: pikepdf.Encryption | None = None) -> bytes:
    made, target = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    edit(made)
    made.save(target, encryption=encryption or False)
    return target.getvalue()


def docx(parts: dict[str, str] | None = None, links: str = "", kind: str = TYPE) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        override = f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'
        file.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{override}</Types>')
        rows = f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        file.writestr("word/_rels/document.xml.rels", rows)
        for name, text in {"word/document.xml": f"<w:document {WORD}/>", **(parts or {})}.items():
            file.writestr(name, text)
    return target.getvalue()


def link(kind: str, target: str) -> str:
    return f'<Relationship Id="r" Type="{LINKS}/{kind}" Target="{target}" TargetMode="External"/>'


def link_in_pdf(action: Dictionary) -> Callable[[Pdf], None]:
    def edit(made: Pdf) -> None:
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=action)])

    return edit


def attached(made: Pdf) -> None:
    made.attachments["notes.txt"] = b"x"


def field(*parts: str) -> dict[str, str]:
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in parts)
    return {"word/document.xml": f"<w:document {WORD}><w:p>{runs}</w:p></w:document>"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("By-laws 2026.pdf", pdf(link_in_pdf(Dictionary(S=Name.URI, URI=String("https://a.example/"))))),
        ("sign-up.docx", docx(links=link("hyperlink", "https://a.example/"))),
        ("numbered.docx", docx(field(" PAGE "))),
        ("slides.pptx", template()),
    ],
)
def test_an_ordinary_document_is_offered(tmp_path: Path, name: str, data: bytes) -> None:
    assert told(tmp_path, name, data) == []


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", pdf(link_in_pdf(Dictionary(S=Name.JavaScript, JS=String("x()")))), "it holds a script"),
        ("a.pdf", pdf(link_in_pdf(Dictionary(S=Name.Launch, F=String("x.exe")))), "it holds an action (Launch)"),
        ("a.pdf", pdf(link_in_pdf(Dictionary(S=Name.SubmitForm))), "it holds an action (SubmitForm)"),
        ("a.pdf", pdf(link_in_pdf(Dictionary(S=Name.URI, URI=String("file:///c:/x")))), "it leads to 'file:///c:/x'"),
        ("a.pdf", pdf(attached), "it holds other files"),
        ("a.pdf", pdf(encryption=pikepdf.Encryption(user="a", owner="b")), "it is protected by a password"),
        ("a.pdf", b"%PDF-1.4 and nothing", "it is damaged, or no PDF"),
        ("a.pdf", b"<html>" + pdf(), "it is no PDF, or something stands before it"),
        ("a.pdf", b"%PDF-" + bytes(MOST_BYTES), "it is larger than 10 MB"),
        ("a.docx", docx({"word/vbaProject.bin": ""}), "it holds macros"),
        ("a.docx", docx(kind="application/vnd.ms-word.document.macroEnabled.main+xml"), "it holds macros"),
        ("a.docx", docx({"word/embeddings/a.bin": ""}), "it holds embedded files"),
        (
            "a.docx",
            docx(links=link("attachedTemplate", "http://a.example/x.dotm")),
            "it takes something from elsewhere",
        ),
        ("a.docx", docx(links=link("hyperlink", "file:///c:/x.exe")), "it takes something from elsewhere"),
        ("a.docx", docx(field("DDEA", "UTO c:\\\\cmd.exe")), "a field or formula in it fetches something"),
        ("a.docx", docx({"word/a.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "its XML declares entities"),
        ("a.docx", b"PK, and nothing else", "it is damaged, or no file of Word"),
        ("a.xlsx", docx(), "it is another kind of file than its name says"),
    ],
)
def test_a_document_that_acts_leads_away_or_hides_is_refused(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (said,) = told(tmp_path, name, data)
    assert f"{name}:1: this file cannot be offered: {reason}" in said


def test_a_pack_offers_so_many_files_and_no_more(tmp_path: Path) -> None:
    kit, data, problems = write_kit(tmp_path), pdf(), Problems()
    write_pack(kit, {f"assets/files/{number}.pdf": data for number in range(MOST_DOCUMENTS + 1)})
    check_documents(read(kit)[1], problems)
    assert [problem.code for problem in problems.found] == ["pack-too-large"]
