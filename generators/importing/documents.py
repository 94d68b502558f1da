"""Reads Word, RTF, and Markdown files: refuses the hostile, counts the words, and lets pandoc read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import partial

from generators.importing.draft import Destination, Draft, word_counts
from generators.importing.drafting import ReadDocument, drafted
from generators.importing.packages import OpenedPackage, check_size
from generators.importing.pandoc_reading import KEPT, part_of, picture_data, text_of_file, tree_of, with_title
from generators.importing.rtf import rtf_pictures, rtf_text, with_footnotes, with_levels
from generators.importing.tree import with_whole_lists
from generators.importing.word import prepared
from generators.importing.word_package import opened_word
from generators.importing.word_text import NOTES, STORY, plain_run, text_of
from generators.ooxml.relationships import list_name, listed
from generators.ooxml.xml import qualified

MARKDOWN = "commonmark_x-smart-yaml_metadata_block-emoji-raw_attribute-tex_math_dollars-subscript-superscript"
_DATA = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\]\n]+)\]:[ \t]*<?data:image/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+?)>?[ \t]*$", re.M
)


def read_word(name: str, data: bytes, into: Destination) -> Draft:
    """The draft of a Word file (.docx, and .docm without its macros).

    Raises:
        RefusedInput: it is damaged, locked, too large, or no Word file.
    """
    package = opened_word(name, data)
    made, remarks, gone = prepared(package)
    words = _words_of_word(package)
    tree = tree_of(name, made, "docx", words, "--track-changes=accept")
    title, blocks = with_title(tree)
    load = partial(part_of, package, "word")
    return drafted(ReadDocument(name, tuple(with_whole_lists(blocks)), title, load, words, gone, tuple(remarks)), into)


def read_rich_text(name: str, data: bytes, into: Destination) -> Draft:
    """The draft of a file in Rich Text Format.

    Raises:
        RefusedInput: it is damaged or too large.
    """
    check_size(name, data)
    words = word_counts(rtf_text(data))
    tree = tree_of(name, with_footnotes(with_levels(data)), "rtf", words)
    pictures = iter(rtf_pictures(data))
    found: dict[str, bytes | None] = {}

    def load(source: str) -> bytes | None:
        if source not in found:
            found[source] = next(pictures, None)
        return found[source]

    title, blocks = with_title(tree)
    return drafted(ReadDocument(name, blocks, title, load, words), into)


def read_markdown(name: str, data: bytes, into: Destination, beside: Mapping[str, bytes] | None = None) -> Draft:
    """The draft of a document in Markdown, such as Google Docs' export, whose pictures stand at its end as data.

    Raises:
        RefusedInput: it is too large, or no text.
    """
    check_size(name, data)
    stored: dict[str, bytes] = dict(beside or {})

    def kept(found: re.Match[str]) -> str:
        source = f"{KEPT}{len(stored)}"
        stored[source] = picture_data(found["data"])
        return f"[{found['name']}]: {source}"

    text = _DATA.sub(kept, text_of_file(name, data))
    words = word_counts(_plain_markdown(text))
    tree = tree_of(name, text.encode(), MARKDOWN, words)
    title, blocks = with_title(tree)
    return drafted(ReadDocument(name, blocks, title, stored.get, words), into)


def _words_of_word(package: OpenedPackage) -> Counter[str]:
    """All words that a reader of the file may see: body, boxes, notes, diagrams; what was deleted is none of them."""
    story = package.xml(STORY)
    for one in [*story.iter("{*}Fallback"), *story.iter(qualified("w:del"), qualified("w:moveFrom"))]:
        if (parent := one.getparent()) is not None:
            parent.remove(one)
    for box in story.iter(qualified("w:txbxContent")):
        box.append(plain_run(" "))  # its last word ends before the line goes on in which the box stands
    words = word_counts(text_of(story))
    for part in NOTES:
        if part in package:
            words += word_counts(text_of(package.xml(part)))
    if list_name(STORY) in package:
        for row in listed(package.xml(list_name(STORY))):
            part = f"word/{row.target}"
            if row.kind == "diagramData" and part in package:
                words += word_counts(" ".join(one.text or "" for one in package.xml(part).iter(qualified("a:t"))))
    return words


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
