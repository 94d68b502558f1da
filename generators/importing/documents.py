"""Reads Word, OpenDocument, RTF, HTML, and Markdown files: refuses the hostile, counts the words, and lets pandoc read."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from lxml import etree, html

from generators.importing.counting import words_of
from generators.importing.draft import Destination, Draft, Remark, refused
from generators.importing.drafting import ReadDocument, drafted
from generators.importing.packages import OpenedPackage, check_size, opened
from generators.importing.rtf import rtf_pictures, rtf_text, with_levels
from generators.importing.tree import Tree, plain_text
from generators.importing.word import prepared
from generators.importing.word_text import NOTES, STORY, text_of
from generators.ooxml.pandoc import PandocFailed, pandoc
from generators.ooxml.relationships import list_name, listed
from generators.ooxml.xml import qualified
from generators.reading.encoding import UnknownText, decoded

SECONDS = 120.0
MEMORY = 2000
"""Bounds of pandoc for one document: seconds of time, and megabytes."""

MOST_WORDS = 1_500_000
"""Of one document: three thousand pages."""

MARKDOWN = "commonmark_x-smart-yaml_metadata_block-emoji-raw_attribute-tex_math_dollars-subscript-superscript"
_DATA = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\]\n]+)\]:[ \t]*<?data:image/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+?)>?[ \t]*$", re.M
)
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=%\s]+)", re.IGNORECASE)
_KEPT = "imported-picture-"
_SAVE_AGAIN = "open it in the program that it comes from, and save it again"


def read_word(name: str, data: bytes, into: Destination) -> Draft:
    """The draft of a Word file (.docx, and .docm without its macros).

    Raises:
        RefusedInput: it is damaged, locked, too large, or no Word file.
    """
    package = opened(name, data)
    made, remarks, gone = prepared(package)
    words = _words_of_word(package)
    tree = _tree(name, made, "docx", words, "--track-changes=accept")
    title, blocks = _with_title(tree)
    load = partial(_part, package, "word")
    return drafted(ReadDocument(name, blocks, title, load, words, gone, tuple(remarks)), into)


def read_open_document(name: str, data: bytes, into: Destination) -> Draft:
    """The draft of an OpenDocument text (.odt).

    Raises:
        RefusedInput: it is damaged, locked, too large, or no text.
    """
    package = opened(name, data)
    if "content.xml" not in package:
        raise refused(name, "it is no OpenDocument text", "save it as .odt or .docx")
    content = package.xml("content.xml")
    if any(
        one.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path") and len(one)
        for one in _manifest(package)
    ):
        raise refused(name, "it is locked with a password", "save it without one")
    remarks = list(_open_document_remarks(package, content))
    words = Counter[str]()
    gone = Counter[str]()
    for one in content.iter():
        kind = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if kind in ("p", "h"):
            words += words_of(_open_text(one))
        if kind in ("table-of-content", "tracked-changes"):
            gone += words_of(_open_text(one))
    tree = _tree(name, data, "odt", words)
    title, blocks = _with_title(_without_contents(tree))
    return drafted(ReadDocument(name, blocks, title, partial(_part, package, ""), words, gone, tuple(remarks)), into)


def read_rich_text(name: str, data: bytes, into: Destination) -> Draft:
    """The draft of a file in Rich Text Format.

    Raises:
        RefusedInput: it is damaged or too large.
    """
    check_size(name, data)
    words = words_of(rtf_text(data))
    tree = _tree(name, with_levels(data), "rtf", words)
    pictures = iter(rtf_pictures(data))
    found: dict[str, bytes | None] = {}

    def load(source: str) -> bytes | None:
        if source not in found:
            found[source] = next(pictures, None)
        return found[source]

    title, blocks = _with_title(tree)
    return drafted(ReadDocument(name, blocks, title, load, words), into)


def read_web_page(name: str, data: bytes, into: Destination, beside: Mapping[str, bytes] | None = None) -> Draft:
    """The draft of a web page; ``beside`` are the files that were saved with it, by their paths from it.

    Raises:
        RefusedInput: it is too large, or holds no text.
    """
    check_size(name, data)
    page = html.document_fromstring(_text(name, data))
    for one in page.xpath("//script|//style|//noscript|//template|//head|//comment()|//nav|//iframe|//object"):
        one.drop_tree()
    for one in page.xpath("//p|//div|//li|//td|//th|//h1|//h2|//h3|//h4|//h5|//h6|//br|//tr|//dt|//dd"):
        one.tail = f" {one.tail or ''}"
    words = words_of(" ".join(page.itertext()))
    stored: dict[str, bytes] = dict(beside or {})
    for number, picture in enumerate(page.iter("img"), 1):
        if found := _DATA_ADDRESS.match(picture.get("src", "")):
            picture.set("src", f"{_KEPT}{number}")
            stored[f"{_KEPT}{number}"] = _decoded(found["data"])
    tree = _tree(name, etree.tostring(page, encoding="utf-8", method="html"), "html", words)
    title, blocks = _with_title(tree)
    return drafted(ReadDocument(name, blocks, title, stored.get, words), into)


def read_markdown(name: str, data: bytes, into: Destination, beside: Mapping[str, bytes] | None = None) -> Draft:
    """The draft of a document in Markdown, such as Google Docs' export, whose pictures stand at its end as data.

    Raises:
        RefusedInput: it is too large, or no text.
    """
    check_size(name, data)
    stored: dict[str, bytes] = dict(beside or {})

    def kept(found: re.Match[str]) -> str:
        source = f"{_KEPT}{len(stored)}"
        stored[source] = _decoded(found["data"])
        return f"[{found['name']}]: {source}"

    text = _DATA.sub(kept, _text(name, data))
    words = words_of(_plain_markdown(text))
    tree = _tree(name, text.encode(), MARKDOWN, words)
    title, blocks = _with_title(tree)
    return drafted(ReadDocument(name, blocks, title, stored.get, words), into)


def _tree(name: str, data: bytes, kind: str, words: Counter[str], *options: str) -> Any:
    """Pandoc's tree of a document that is not too long."""
    if words.total() > MOST_WORDS:
        most = f"it has {words.total():,} words, more than three thousand pages"
        raise refused(name, most, "split it into several files")
    try:
        made = pandoc(data, f"--from={kind}", "--to=json", *options, seconds=SECONDS, memory=MEMORY)
    except PandocFailed as failed:
        if failed.is_too_much:
            raise refused(name, "it takes too long or too much memory", "split it into several files") from failed
        raise refused(name, "it is damaged, or another kind of file than it says", _SAVE_AGAIN) from failed
    return _without_controls(json.loads(made))


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _without_controls(node: Any) -> Any:
    """The tree without characters that no page may hold; the separators of lines and paragraphs are spaces."""
    if isinstance(node, str):
        return _CONTROL.sub("", node.replace("\u2028", " ").replace("\u2029", " "))
    if isinstance(node, list):
        return [_without_controls(one) for one in node]
    return {key: _without_controls(one) for key, one in node.items()} if isinstance(node, dict) else node


def _with_title(tree: Any) -> tuple[str, tuple[Tree, ...]]:
    """The title, and the blocks, with what pandoc takes for facts about the document (subtitle, author) back in place."""
    meta = tree["meta"]
    title = plain_text(meta["title"].get("c", [])) if meta.get("title", {}).get("t") == "MetaInlines" else ""
    above: list[Tree] = []
    for key in ("subtitle", "author", "date", "abstract"):
        above.extend(_blocks_of_meta(meta.get(key)))
    return title, (*above, *tree["blocks"])


def _blocks_of_meta(value: Any) -> list[Tree]:
    match value:
        case {"t": "MetaInlines", "c": inlines}:
            return [{"t": "Para", "c": inlines}]
        case {"t": "MetaBlocks", "c": blocks}:
            return list(blocks)
        case {"t": "MetaList", "c": values}:
            return [block for one in values for block in _blocks_of_meta(one)]
    return []


def _part(package: OpenedPackage, folder: str, source: str) -> bytes | None:
    """A picture of the file; nothing outside of it is ever read."""
    part = str(PurePosixPath(folder, source)).lstrip("./")
    return package.data(part) if part in package else None


def _words_of_word(package: OpenedPackage) -> Counter[str]:
    """All words that a reader of the file may see: body, boxes, notes, diagrams; what was deleted is none of them."""
    if STORY not in package:
        raise refused(package.name, "it is no Word file", "save it in Word as a Word document (.docx)")
    story = package.xml(STORY)
    for one in [*story.iter("{*}Fallback"), *story.iter(qualified("w:del"), qualified("w:moveFrom"))]:
        if (parent := one.getparent()) is not None:
            parent.remove(one)
    words = words_of(text_of(story))
    for part in NOTES:
        if part in package:
            words += words_of(text_of(package.xml(part)))
    if list_name(STORY) in package:
        for row in listed(package.xml(list_name(STORY))):
            part = f"word/{row.target}"
            if row.kind == "diagramData" and part in package:
                words += words_of(" ".join(one.text or "" for one in package.xml(part).iter(qualified("a:t"))))
    return words


def _manifest(package: OpenedPackage) -> list[Any]:
    part = "META-INF/manifest.xml"
    return list(package.xml(part)) if part in package else []


def _open_text(element: Any) -> str:
    """The text of a paragraph without those of a box or note in it, which come by themselves."""
    parts: list[str] = [element.text or ""]
    for child in element:
        kind = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if kind in ("s", "tab", "line-break"):
            parts.append(" ")
        elif kind not in ("frame", "note", "annotation", "p", "h", "custom-shape"):
            parts.append(_open_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _open_document_remarks(package: OpenedPackage, content: Any) -> list[Remark]:
    found: list[Remark] = []
    whole = "the whole file"
    for one in content.iter("{*}annotation"):
        said = " ".join(" ".join(text.itertext()) for text in one.iter("{*}p"))
        found.append(Remark(whole, "look", f'a comment: "{said[:300]}"'))
    changes = sum(1 for _ in content.iter("{*}changed-region"))
    if changes:
        found.append(Remark(whole, "changed", f"{changes} tracked changes are accepted"))
    if any(True for _ in content.iter("{*}table-of-content")):
        found.append(Remark(whole, "left-out", "the table of contents, in whose place is the website's menu"))
    if package.macros:
        found.append(Remark(whole, "left-out", "macros: a website runs none"))
    for one in content.iter("{*}image"):
        address = one.get("{http://www.w3.org/1999/xlink}href", "")
        if "://" in address:
            found.append(
                Remark(whole, "left-out", f"a picture that stands elsewhere and was not fetched: {address[:120]}")
            )
    return found


def _without_contents(tree: Any) -> Any:
    """Pandoc reads an OpenDocument's table of contents as a division of that name, or as links alone."""
    tree["blocks"] = [
        block for block in tree["blocks"] if not (block["t"] == "Div" and "toc" in str(block["c"][0]).lower())
    ]
    return tree


def _text(name: str, data: bytes) -> str:
    try:
        return decoded(data)
    except UnknownText as fault:
        raise refused(name, fault.message, fault.hint) from fault


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s|%0A|%20", "", data), validate=False)
    except (binascii.Error, ValueError):
        return b""


def _plain_markdown(text: str) -> str:
    """The words that a reader of the Markdown sees: without addresses, attributes, and the ends of references."""
    shown = re.sub(r"^[ ]{0,3}\[[^\]\n]+\]:.*$", "", text, flags=re.MULTILINE)
    shown = re.sub(r"^(\[\^[^\]]+\]:)", "", shown, flags=re.MULTILINE)
    shown = re.sub(
        r"\]\([^)\s]*(?:\s\"[^\"]*\")?\)|\]\[[^\]]*\]|\{#[^}]*\}|<!--.*?-->|<[^>\s][^>]*>|\[\^[^\]]+\]",
        " ",
        shown,
        flags=re.DOTALL,
    )
    return re.sub(r"\\(?=[^\w\s])|\*|~~|&nbsp;", "", shown)


Loader = Callable[[str], bytes | None]
