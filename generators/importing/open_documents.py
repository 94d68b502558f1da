"""Reads OpenDocument texts (ISO/IEC 26300), as LibreOffice writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from lxml import etree

from generators.importing.draft import Destination, Draft, Remark, refused, word_counts
from generators.importing.drafting import ReadDocument, drafted
from generators.importing.open_preparing import prepare
from generators.importing.packages import OpenedPackage, opened
from generators.importing.pandoc_reading import part_of, tree_of, with_title
from generators.ooxml.package import zipped
from generators.ooxml.xml import Element, serialized

WHOLE = "the whole file"
_HREF = "{http://www.w3.org/1999/xlink}href"


def read_open_document(name: str, data: bytes, into: Destination) -> Draft:
    """The draft of an OpenDocument text (.odt).

    Raises:
        RefusedInput: it is damaged, locked, too large, or no text.
    """
    package = opened(name, data)
    if "content.xml" not in package:
        raise refused(name, "it is no OpenDocument text", "save it as .odt or .docx")
    manifest = "META-INF/manifest.xml"
    if manifest in package and next(package.xml(manifest).iter("{*}encryption-data"), None) is not None:
        raise refused(name, "it is locked with a password", "save it without one")
    content = package.xml("content.xml")
    words, gone = _words(content)
    remarks = [*_remarks(package, content), *(Remark(WHOLE, *said) for said in prepare(content, gone))]
    parts = {part: package.data(part) for part in package.entries if part.endswith((".xml", "mimetype", ".rdf"))}
    parts |= {part: b"-" for part in package.entries if part not in parts}  # pandoc needs only the names of pictures
    made = zipped({**parts, "content.xml": serialized(content)})
    title, blocks = with_title(tree_of(name, made, "odt", words))
    load = partial(part_of, package, "")
    return drafted(ReadDocument(name, blocks, title, load, words, gone, tuple(remarks)), into)


def _words(content: Element) -> tuple[Counter[str], Counter[str]]:
    """All words that a reader sees, and those of them that stand in a table of contents."""
    words, gone = Counter[str](), Counter[str]()
    for one in content.iter("{*}p", "{*}h"):
        around = {etree.QName(outer).localname for outer in one.iterancestors()}
        if around & {"tracked-changes", "annotation"}:
            continue
        own = word_counts(_text(one))
        words += own
        if "table-of-content" in around:
            gone += own
    return words, gone


def _text(element: Element) -> str:
    """The text of a paragraph without those of a box or note in it, which come by themselves."""
    parts: list[str] = [element.text or ""]
    for child in element:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind in ("s", "tab", "line-break", "ruby-text"):
            parts.append(" ")
        elif kind not in ("frame", "note", "annotation", "p", "h", "custom-shape"):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _remarks(package: OpenedPackage, content: Element) -> Iterator[Remark]:
    for one in content.iter("{*}annotation"):
        said = " ".join(text for paragraph in one.iter("{*}p") for text in map(str, paragraph.itertext()))
        yield Remark(WHOLE, "look", f'a comment: "{said[:300]}"')
    if changes := sum(1 for _ in content.iter("{*}changed-region")):
        yield Remark(WHOLE, "changed", f"{changes} tracked changes are accepted")
    if package.macros:
        yield Remark(WHOLE, "left-out", "macros: a website runs none")
    for one in content.iter("{*}image"):
        if "://" in (address := one.get(_HREF, "")):
            yield Remark(WHOLE, "left-out", f"a picture that stands elsewhere and was not fetched: {address[:120]}")
