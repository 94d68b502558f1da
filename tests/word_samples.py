"""A Word file made of raw XML, part by part, so that tests can hold whatever Word writes and no library offers."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """A run of text; ``properties`` is what stands in its ``w:rPr``."""
    inside = "".join("<w:tab/>" if part == "\t" else _text(part) for part in _parted(text))
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def _parted(text: str) -> list[str]:
    return [part for piece in text.split("\t") for part in (piece, "\t")][:-1]


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; a text without ``<`` at its start is a plain one."""
    runs = "".join(part if part.startswith("<") else run(part) for part in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def heading(level: int, *content: str, bookmark: str = "") -> str:
    marked = f'<w:bookmarkStart w:id="{zlib.crc32(bookmark.encode()) % 999}" w:name="{bookmark}"/>' if bookmark else ""
    return paragraph(*([marked] if marked else []), *content, style=f"Heading{level}")


def bold(text: str, size: int = 0) -> str:
    return run(text, "<w:b/>" + (f'<w:sz w:val="{size * 2}"/>' if size else ""))


def item(text: str, *, level: int = 0, number: int = 1) -> str:
    """An item of the list ``number``: 1 has bullets, 2 and 3 have numbers."""
    at = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, style="ListParagraph", properties=at)


def cell(*content: str, across: int = 1, down: str = "") -> str:
    """A cell; ``down`` is ``restart`` or ``continue`` where it is merged with its neighbors above or below."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    blocks = [part if part.startswith("<w:p>") else paragraph(part) for part in content] or [paragraph()]
    return f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{''.join(blocks)}</w:tc>"


def table(*rows: list[str], columns: int = 0) -> str:
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in range(columns or len(rows[0])))
    made = "".join(
        f"<w:tr>{''.join(one if one.startswith('<w:tc>') else cell(one) for one in row)}</w:tr>" for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'


def field(instruction: str, result: str) -> str:
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    return (
        f'{begin}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{separate}{run(result)}{end}'
    )


def link(text: str, *, anchor: str = "", relation: str = "") -> str:
    where = f'w:anchor="{anchor}"' if anchor else f'r:id="{relation}"'
    return f"<w:hyperlink {where}>{run(text)}</w:hyperlink>"


def control(kind: str, shown: str, *, is_placeholder: bool = True) -> str:
    """A content control; ``kind`` is the element that says what it is, as in ``<w:text/>``."""
    placeholder = "<w:showingPlcHdr/>" if is_placeholder else ""
    return f"<w:sdt><w:sdtPr>{placeholder}{kind}</w:sdtPr><w:sdtContent>{run(shown)}</w:sdtContent></w:sdt>"


def picture(relation: str, description: str) -> str:
    described = f" descr={quoteattr(description)}" if description else ""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/>'
        f'<wp:docPr id="1" name="Picture 1"{described}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="x"{described}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*blocks: str) -> str:
    """A box as Word writes it: once for itself, and once more for older programs."""
    inside = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    new = (
        '<w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/><wp:docPr id="9" name="Text Box 9"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f"<wps:cNvSpPr/><wps:spPr/><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def png(wide: int = 24, high: int = 12) -> bytes:
    """A picture of two colors."""
    rows = b"".join(
        b"\0" + b"".join(bytes((200, 80, 40) if x < wide // 2 else (20, 60, 120)) for x in range(wide))
        for _ in range(high)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


_LEVELS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/>'
    f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{40 - 6 * level}"/></w:rPr></w:style>'
    for level in (1, 2, 3)
)
_STYLES = (
    f'<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:sz w:val="52"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + f"</w:tblBorders></w:tblPr></w:style>{_LEVELS}</w:styles>"
)


def _numbering() -> str:
    kinds = {0: ("bullet", "•"), 1: ("decimal", "%{}.")}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{shown.format(level + 1)}"/>'
            f'<w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(3)
        )
        + "</w:abstractNum>"
        for number, (kind, shown) in kinds.items()
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/></w:num>' for number, of in ((1, 0), (2, 1), (3, 1))
    )
    return f"<w:numbering {_SPACES}>{abstract}{used}</w:numbering>"


Related = list[tuple[str, str, str, str]]
"""The relations of the body: id, target, kind, and what says that a target is elsewhere."""


def word_file(
    *body: str,
    footnotes: Mapping[int, str] | None = None,
    comments: Mapping[int, str] | None = None,
    pictures: Mapping[str, bytes] | None = None,
    links: Mapping[str, str] | None = None,
    header: str = "",
    parts: Mapping[str, bytes] | None = None,
) -> bytes:
    """The file; ``pictures`` by their part's name (``image1.png``, whose id is ``image1``), ``links`` by their id."""
    related: Related = [("styles", "styles.xml", "styles", ""), ("numbering", "numbering.xml", "numbering", "")]
    made = {"word/styles.xml": _STYLES.encode(), "word/numbering.xml": _numbering().encode()}
    _add_notes("footnote", footnotes or {}, made, related)
    _add_notes("comment", comments or {}, made, related)
    section = ""
    if header:
        made["word/header1.xml"] = f"<w:hdr {_SPACES}>{paragraph(header)}</w:hdr>".encode()
        related.append(("header1", "header1.xml", "header", ""))
        section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    for name, data in (pictures or {}).items():
        made[f"word/media/{name}"] = data
        related.append((name.partition(".")[0], f"media/{name}", "image", ""))
    related.extend((key, address, "hyperlink", _OUTSIDE) for key, address in (links or {}).items())
    made["word/document.xml"] = f"<w:document {_SPACES}><w:body>{''.join(body)}{section}</w:body></w:document>".encode()
    return zipped({**_bound_together(made, related), **(parts or {})})


_OUTSIDE = ' TargetMode="External"'


def _add_notes(kind: str, texts: Mapping[int, str], made: dict[str, bytes], related: Related) -> None:
    if texts:
        notes = "".join(f'<w:{kind} w:id="{key}">{paragraph(text)}</w:{kind}>' for key, text in texts.items())
        made[f"word/{kind}s.xml"] = f"<w:{kind}s {_SPACES}>{notes}</w:{kind}s>".encode()
        related.append((f"{kind}s", f"{kind}s.xml", f"{kind}s", ""))


def _bound_together(made: Mapping[str, bytes], related: Related) -> dict[str, bytes]:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}{mode}/>'
        for key, target, kind, mode in related
    )
    main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    bonds = {"word/_rels/document.xml.rels": _relationships(rows), "_rels/.rels": _relationships(main)}
    return {"[Content_Types].xml": _types(made), **bonds, **made}


def _relationships(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{rows}</Relationships>'.encode()


def _types(parts: Mapping[str, bytes]) -> bytes:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    kinds |= {"comments": "comments", "header1": "header"}
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
        if f"word/{name}.xml" in parts
    )
    endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    endings |= {"png": "image/png", "emf": "image/x-emf"}
    usual = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in endings.items())
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{usual}{rows}</Types>'.encode()


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
