"""Reads web pages, alone or as they were saved with their pictures beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree, html

from generators.importing.draft import Destination, Draft, word_counts
from generators.importing.drafting import ReadDocument, drafted
from generators.importing.packages import check_size
from generators.importing.pandoc_reading import DATA_ADDRESS, KEPT, picture_data, text_of_file, tree_of, with_title
from generators.ooxml.xml import Element

_NO_TEXT = ("script", "style", "noscript", "template", "head", "nav", "iframe", "object", "embed", "svg", "math")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "tr",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "caption",
    ]
)


def read_web_page(name: str, data: bytes, into: Destination, beside: Mapping[str, bytes] | None = None) -> Draft:
    """The draft of a web page; ``beside`` are the files that were saved with it, by their paths from it.

    Raises:
        RefusedInput: it is too large, or holds no text.
    """
    check_size(name, data)
    page: Element = html.document_fromstring(text_of_file(name, data))
    etree.strip_tags(page, etree.Comment)
    etree.strip_elements(page, *_NO_TEXT, with_tail=False)
    words = word_counts(_text(page))
    stored: dict[str, bytes] = dict(beside or {})
    for number, picture in enumerate(page.iter("img"), 1):
        if found := DATA_ADDRESS.match(picture.get("src", "")):
            picture.set("src", f"{KEPT}{number}")
            stored[f"{KEPT}{number}"] = picture_data(found["data"])
    tree = tree_of(name, etree.tostring(page, encoding="utf-8", method="html"), "html", words)
    title, blocks = with_title(tree)
    return drafted(ReadDocument(name, blocks, title, stored.get, words, Counter()), into)


def _text(page: Element) -> str:
    """The letters of a page, a space where a block ends."""
    parts: list[str] = []
    for event, one in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            parts.append(one.text or "")
        else:
            parts.extend((" " if one.tag in _BLOCKS else "", one.tail or ""))
    return "".join(parts)
